//! Jobs lose the network and get it back, while jobs whose servers are on this computer go on.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

use std::fs;
use std::process::Command;

use bits::abi::BG_E_NETWORK_DISCONNECTED;
use bits::abi::BG_JOB_PRIORITY::{self, *};
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::engine::Job;
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{Fixture, text, wait_for, wait_until};
use bits_test_support::needs::NETWORK_NAMESPACE;
use bits_test_support::process::OWN_NETWORK;
use bits_test_support::toolchain::succeed;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// The address that is added and removed, and the interface that has it.
const FAR: &str = "10.213.78.1";

fn ip(command: &str) {
    succeed(Command::new("ip").args(command.split(' ')));
}

fn connect() {
    ip("link set far up");
    ip(&format!("address add {FAR}/24 dev far"));
}

fn disconnect() {
    ip("address flush dev far");
    ip("link set far down");
}

fn answer(request: &Request) -> Response {
    match request.target.as_str() {
        "/failing" => Response::status(503),
        _ => Response::whole(&[7; 1000])
            .with("Accept-Ranges", "bytes")
            .stall(500),
    }
}

fn start(fixture: &Fixture, priority: BG_JOB_PRIORITY, url: &str) -> Job {
    let job = fixture.job();
    job.set_priority(priority).unwrap();
    let copy = fixture.here(&job.id().to_string());
    job.add_files(&[(url, text(&copy))]).unwrap();
    job.resume().unwrap();
    job
}

fn expect_disconnected(job: &Job) {
    wait_for(job, BG_JOB_STATE_TRANSIENT_ERROR);
    assert_eq!(job.error().unwrap().code, BG_E_NETWORK_DISCONNECTED);
    assert_eq!(job.error_count(), Ok(0));
}

#[test(needs = [NETWORK_NAMESPACE], process = OWN_NETWORK)]
fn waiting_jobs_lose_the_network_too_and_all_try_it_when_it_is_back() {
    ip("link add far type veth peer name peer");
    ip("link set peer up");
    connect();
    let fixture = Fixture::start();
    let (near, far) = (
        FaultServer::start(answer),
        FaultServer::start_at(FAR, answer),
    );
    let holder = start(&fixture, BG_JOB_PRIORITY_HIGH, &near.url("/holds the turn"));
    let failed = start(&fixture, BG_JOB_PRIORITY_FOREGROUND, &near.url("/failing"));
    let running = start(&fixture, BG_JOB_PRIORITY_FOREGROUND, &far.url("/running"));
    let waiting = [far.url("/waiting"), "http://nobody.invalid/".to_owned()]
        .map(|url| start(&fixture, BG_JOB_PRIORITY_NORMAL, &url));
    let waiting_near = start(&fixture, BG_JOB_PRIORITY_NORMAL, &near.url("/waiting"));
    wait_for(&holder, BG_JOB_STATE_TRANSFERRING);
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    wait_for(&failed, BG_JOB_STATE_TRANSIENT_ERROR);
    assert_eq!(waiting.each_ref().map(Job::state), [BG_JOB_STATE_QUEUED; 2]);

    disconnect();
    expect_disconnected(&running);
    waiting.iter().for_each(expect_disconnected);
    assert_eq!(
        (holder.state(), waiting_near.state()),
        (BG_JOB_STATE_TRANSFERRING, BG_JOB_STATE_QUEUED)
    );
    assert_eq!(failed.error_count(), Ok(1));

    connect();
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    waiting
        .iter()
        .for_each(|job| wait_for(job, BG_JOB_STATE_QUEUED));
    wait_until("the failed job to try again", || {
        failed.error_count().unwrap() > 1
    });
    assert_eq!(holder.state(), BG_JOB_STATE_TRANSFERRING);
}

#[test(needs = [NETWORK_NAMESPACE], process = OWN_NETWORK)]
fn an_upload_loses_the_network_and_goes_on() {
    ip("link add far type veth peer name peer");
    ip("link set peer up");
    connect();
    let fixture = Fixture::with(|config| {
        config.listen = (FAR.parse::<std::net::Ipv4Addr>().unwrap(), 0).into()
    });
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    fs::File::create(fixture.here("file"))
        .unwrap()
        .set_len(4 << 30)
        .unwrap();
    job.add_files(&[(&fixture.url("file"), text(&fixture.here("file")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    disconnect();
    expect_disconnected(&job);
    let before = job.progress().bytes_transferred;
    connect();
    wait_until("more data", || job.progress().bytes_transferred > before);
    job.cancel().unwrap();
}
