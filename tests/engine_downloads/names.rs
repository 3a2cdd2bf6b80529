//! Remote names: those that a job accepts, and those that redirects lead to.

use std::fs;

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::{
    BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT, BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT,
    BG_HTTP_REDIRECT_POLICY_DISALLOW, E_INVALIDARG,
};
use bits::engine::{Error, Job};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, text, wait_for};

#[test]
fn names_without_a_server_and_with_wildcards_are_refused() {
    let fixture = Fixture::start();
    let local = fixture.here("file");
    for job_type in [BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD] {
        let job = fixture.job_of(job_type);
        for name in [
            "http:/host/x",
            "http:host/x",
            "http:///host/x",
            "http:\\\\host\\x",
            "http://",
            "http://host/*",
            "http://host/a*.zip",
            "http://host/*/b?c",
            "file:///folder/*.txt",
            "file:///folder/a?.txt",
        ] {
            let added = job.add_files(&[(name, text(&local))]);
            assert_eq!(added, Err(Error(E_INVALIDARG)), "{name}");
        }
    }
    let job = fixture.job();
    for name in [
        "http://host/a?acl=/*",
        "http://host/a%2A",
        "file:///folder/a%3F",
        "/folder/*.txt",
        "/folder/?.txt",
        "http://[fe80::1%25lo]:80/x",
        "http://me:secret@host/x",
    ] {
        let local = fixture.here(&job.files().unwrap().len().to_string());
        assert_eq!(job.add_files(&[(name, text(&local))]), Ok(()), "{name}");
        let file = job.files().unwrap().pop().unwrap();
        assert_eq!(file.remote_name().unwrap(), name);
    }
}

#[test]
fn uploads_are_sent_to_the_bytes_that_were_given() {
    let server = FaultServer::start(|_| Response::status(404));
    let fixture = Fixture::start();
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    let target = "/in/./it's/../%2e%2e/{a}%2b.txt?app='1'&sig=%2b";
    let local = fixture.own("file", b"content");
    job.add_files(&[(&server.url(target), text(&local))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let requests = server.requests();
    let asked: Vec<_> = requests
        .iter()
        .map(|request| (request.method.as_str(), request.target.as_str()))
        .collect();
    assert_eq!(asked, [("BITS_POST", target)]);
}

/// Starts a download of `/start`, which redirects, and returns the job with the name of its file
/// after it has reached the state.
fn follow(
    fixture: &Fixture,
    server: &FaultServer,
    policy: u32,
    state: bits::abi::BG_JOB_STATE,
) -> (Job, String) {
    let job = fixture.job();
    job.set_security_flags(policy).unwrap();
    let local = fixture.here(&job.id().to_string());
    job.add_files(&[(&server.url("/start"), text(&local))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, state);
    let name = job.file(0).unwrap().remote_name().unwrap();
    (job, name)
}

#[test]
fn the_redirect_policy_decides_the_name() {
    let server = FaultServer::start(|request| match request.target.as_str() {
        "/start" => Response::redirect(302, "/caf\u{e9}/%2b'").latin_1(),
        _ => Response::file(b"content", "\"one\"", request),
    });
    let target = server.url("/caf%E9/%2b'");
    let fixture = Fixture::start();

    let silent = BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT;
    let (_, name) = follow(&fixture, &server, silent, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(name, server.url("/start"));

    let report = BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT;
    let (job, name) = follow(&fixture, &server, report, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(name, target);
    job.complete().unwrap();
    assert_eq!(job.file(0).unwrap().remote_name().unwrap(), target);

    let disallow = BG_HTTP_REDIRECT_POLICY_DISALLOW;
    let (job, name) = follow(&fixture, &server, disallow, BG_JOB_STATE_ERROR);
    assert_eq!(name, target);
    // The owner accepts the target by resuming the job.
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    let local = fixture.here(&job.id().to_string());
    assert_eq!(fs::read(local).unwrap(), b"content");
}

/// A name that the owner sets while the transfer runs is not replaced.
#[test]
fn the_owners_new_name_wins_over_a_redirect() {
    let server = FaultServer::start(|request| match request.target.as_str() {
        "/start" => Response::redirect(302, "/slow"),
        "/slow" => Response::file(&[7; 1000], "\"one\"", request).stall(500),
        _ => Response::file(&[7; 1000], "\"one\"", request),
    });
    let fixture = Fixture::start();
    let report = BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT;
    let (job, name) = follow(&fixture, &server, report, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(
        name,
        server.url("/start"),
        "an unfinished file keeps its name"
    );
    let file = job.file(0).unwrap();
    file.set_remote_name(&server.url("/new")).unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(file.remote_name().unwrap(), server.url("/new"));
}
