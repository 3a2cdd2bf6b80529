//! Remote names that a job accepts.

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::E_INVALIDARG;
use bits::engine::Error;
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, text, wait_for};

#[test]
fn names_without_a_server_are_refused() {
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
        ] {
            let added = job.add_files(&[(name, text(&local))]);
            assert_eq!(added, Err(Error(E_INVALIDARG)), "{name}");
        }
    }
    let job = fixture.job();
    for name in ["http://[fe80::1%25lo]:80/x", "http://me:secret@host/x"] {
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
