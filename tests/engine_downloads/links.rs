//! Jobs at servers whose connections, statuses or answers fail for a moment.

use std::fs;
use std::time::Duration;

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use bits::abi::BG_JOB_STATE::*;
use bits::engine::{Policy, Queue, Timing, http_status, win32};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, content, text, wait_for};

/// Files of the job with many files.
const FILES: usize = 200;

/// The server ends connections up to 30 ms after an answer, without saying so.
#[test]
fn connections_that_servers_give_up_never_cost_the_retry_delay() {
    let server = FaultServer::start(|request| {
        let number: usize = request.target[1..].parse().unwrap();
        let pause = Duration::from_millis(number as u64 % 31);
        let response = Response::whole(&content(number));
        match number % 20 {
            0 => response.close_after(Duration::ZERO),
            7 | 13 => response.close_after(pause),
            _ => response,
        }
    });
    let fixture = Fixture::start();
    let job = fixture.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    let names: Vec<_> = (0..FILES)
        .map(|number| {
            let name = number.to_string();
            (server.url(&format!("/{name}")), fixture.here(&name))
        })
        .collect();
    let files: Vec<_> = names
        .iter()
        .map(|(url, path)| (url.as_str(), text(path)))
        .collect();
    job.add_files(&files).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.error_count(), Ok(0));
    job.complete().unwrap();
    for number in 0..FILES {
        let path = fixture.here(&number.to_string());
        assert!(fs::read(path).unwrap() == content(number), "{number}");
    }
}

#[test]
fn statuses_that_pass_are_transient() {
    let server =
        FaultServer::start(|request| Response::status(request.target[1..].parse().unwrap()));
    let fixture = Fixture::start();
    for status in [408, 425, 429, 500, 501, 503, 505, 599] {
        let job = fixture.job();
        let name = status.to_string();
        job.add_files(&[(&server.url(&format!("/{name}")), text(&fixture.here(&name)))])
            .unwrap();
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSIENT_ERROR);
        assert_eq!(job.error().unwrap().code, http_status(status));
    }
}

#[test]
fn the_policy_limits_the_time_to_the_first_byte() {
    let mut fixture = Fixture::start();
    let policy = fixture.folder.path().join("policy.toml");
    fs::write(&policy, "first_byte_timeout = 1").unwrap();
    let home = fixture.folder.path().join("limited");
    fixture.queue =
        Queue::open_with(&home, Policy::load(&policy).unwrap(), Timing::default()).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/f", listener.local_addr().unwrap());
    let job = fixture.job();
    job.add_files(&[(&url, text(&fixture.here("f")))]).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSIENT_ERROR);
    assert_eq!(job.error().unwrap().code, win32(12002));
}
