//! The order in which jobs get turns.

use std::fs;
use std::time::Duration;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::engine::{Job, Timing};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

use super::{SLOW, start, under, with_timing};

#[test]
fn foreground_jobs_run_beside_a_background_job_and_have_no_limit() {
    let fixture = under(SLOW);
    let large = fixture.serve("large", &data(40_000_000, 1));
    let small = fixture.serve("small", &data(4_000_000, 2));
    let low = start(&fixture, BG_JOB_PRIORITY_LOW, &large, "low");
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let foreground: Vec<Job> = (0..20)
        .map(|number| {
            start(
                &fixture,
                BG_JOB_PRIORITY_FOREGROUND,
                &small,
                &number.to_string(),
            )
        })
        .collect();
    for job in &foreground {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
    }
    assert_eq!(low.state(), BG_JOB_STATE_TRANSFERRING);
    assert!(low.progress().bytes_transferred < 30_000_000);
}

#[test]
fn a_higher_job_puts_a_lower_one_back_and_then_it_goes_on() {
    let fixture = under(SLOW);
    let low = start(
        &fixture,
        BG_JOB_PRIORITY_LOW,
        &fixture.serve("large", &data(4_000_000, 1)),
        "low",
    );
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let large = fixture.serve("other", &data(9_000_000, 2));
    let normal = start(&fixture, BG_JOB_PRIORITY_NORMAL, &large, "normal");
    wait_for(&normal, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(low.state(), BG_JOB_STATE_QUEUED);
    let high = start(&fixture, BG_JOB_PRIORITY_HIGH, &large, "high");
    wait_for(&high, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(
        (low.state(), normal.state()),
        (BG_JOB_STATE_QUEUED, BG_JOB_STATE_QUEUED)
    );
    high.suspend().unwrap();
    wait_for(&normal, BG_JOB_STATE_TRANSFERRING);
    normal.cancel().unwrap();
    wait_for(&low, BG_JOB_STATE_TRANSFERRED);
    low.complete().unwrap();
    assert_eq!(fs::read(fixture.here("low")).unwrap(), data(4_000_000, 1));
}

/// Time slices of 0.1 s.
fn quick() -> Timing {
    Timing {
        slice: Duration::from_millis(100),
        ..Timing::default()
    }
}

#[test]
fn equals_take_turns() {
    let fixture = with_timing(SLOW, quick());
    let large = fixture.serve("large", &data(30_000_000, 1));
    let jobs = ["one", "other"].map(|copy| start(&fixture, BG_JOB_PRIORITY_LOW, &large, copy));
    for turn in 0..6 {
        wait_for(&jobs[turn % 2], BG_JOB_STATE_TRANSFERRING);
        assert_eq!(jobs[(turn + 1) % 2].state(), BG_JOB_STATE_QUEUED);
    }
    // Each turn transferred some bytes.
    assert!(jobs.iter().all(|job| job.progress().bytes_transferred > 0));
}

#[test]
fn a_large_job_does_not_starve_a_small_one_that_came_later() {
    let fixture = with_timing(SLOW, quick());
    let large = start(
        &fixture,
        BG_JOB_PRIORITY_NORMAL,
        &fixture.serve("large", &data(60_000_000, 1)),
        "large",
    );
    wait_for(&large, BG_JOB_STATE_TRANSFERRING);
    let small = start(
        &fixture,
        BG_JOB_PRIORITY_NORMAL,
        &fixture.serve("small", &data(300_000, 2)),
        "small",
    );
    wait_for(&small, BG_JOB_STATE_TRANSFERRED);
    assert!(large.progress().bytes_transferred < 60_000_000);
    wait_for(&large, BG_JOB_STATE_TRANSFERRING);
}

#[test]
fn the_files_of_a_job_come_one_after_the_other() {
    let fixture = Fixture::start();
    let content = data(100_000, 1);
    let server = FaultServer::start(move |request| Response::file(&content, "\"one\"", request));
    let job = fixture.job();
    let names: Vec<String> = (0..20).map(|number| format!("/{number}")).collect();
    for name in &names {
        job.add_files(&[(&server.url(name), text(&fixture.here(&name[1..])))])
            .unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let asked: Vec<String> = server
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(asked, names);
    assert_eq!(server.connections(), 1);
}

#[test]
fn the_seventeenth_foreground_job_waits() {
    let fixture = Fixture::start();
    let server = FaultServer::start(|_| {
        Response::whole(&[7; 1000])
            .with("Accept-Ranges", "bytes")
            .stall(500)
    });
    let job = |number: usize| {
        start(
            &fixture,
            BG_JOB_PRIORITY_FOREGROUND,
            &server.url("/file"),
            &number.to_string(),
        )
    };
    let running: Vec<Job> = (0..16).map(job).collect();
    running
        .iter()
        .for_each(|job| wait_for(job, BG_JOB_STATE_TRANSFERRING));
    let [next, last] = [16, 17].map(job);
    running[1].suspend().unwrap();
    wait_for(&next, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(last.state(), BG_JOB_STATE_QUEUED);
    running[2].cancel().unwrap();
    wait_for(&last, BG_JOB_STATE_TRANSFERRING);
    let states = running[3..].iter().map(Job::state);
    assert!(
        states
            .into_iter()
            .all(|state| state == BG_JOB_STATE_TRANSFERRING)
    );
}

#[test]
fn every_foreground_job_gets_its_share() {
    const SIZE: usize = 6_000_000;
    let fixture = Fixture::start();
    let content = data(SIZE, 1);
    let server = FaultServer::start(move |_| {
        let response = Response::whole(&content).with("Accept-Ranges", "bytes");
        response.trickle(20_000, Duration::from_millis(5))
    });
    let jobs: Vec<Job> = (0..8)
        .map(|number| {
            start(
                &fixture,
                BG_JOB_PRIORITY_FOREGROUND,
                &server.url("/file"),
                &number.to_string(),
            )
        })
        .collect();
    let done = |job: &&Job| job.state() == BG_JOB_STATE_TRANSFERRED;
    wait_until("the first to be done", || jobs.iter().any(|job| done(&job)));
    for job in jobs.iter().filter(|job| !done(job)) {
        let bytes = job.progress().bytes_transferred;
        assert!(
            bytes > SIZE as u64 / 3,
            "one job got {bytes} of {SIZE} bytes only"
        );
    }
    jobs.iter()
        .for_each(|job| wait_for(job, BG_JOB_STATE_TRANSFERRED));
}
