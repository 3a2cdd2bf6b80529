//! One process requests ranges of a file, and another downloads them.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use bits::abi::BG_JOB_STATE::{
    BG_JOB_STATE_SUSPENDED, BG_JOB_STATE_TRANSFERRED, BG_JOB_STATE_TRANSFERRING,
};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::abi::BG_NOTIFY_FILE_RANGES_TRANSFERRED;
use bits::engine::{File, FileRange, Job, Queue};
use bits_test_support::fixture::{content, text, wait_for, wait_until};
use bits_test_support::range_observer::RangeObserver;

use crate::agent::AgentFixture;

/// An on-demand job of this process. Another process is the runner.
fn on_demand(fixture: &AgentFixture, size: usize) -> (Job, File) {
    let queue = Queue::open(&fixture.home()).unwrap();
    let job = queue.create_job("on demand", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let url = fixture.server.url(&format!("/{size}"));
    job.add_files(&[(&url, text(&fixture.here("file")))])
        .unwrap();
    job.set_on_demand(true).unwrap();
    let file = job.file(0).unwrap();
    (job, file)
}

fn ask(file: &File, offset: u64, length: u64) {
    file.request_ranges(&[FileRange::new(offset, length).unwrap()])
        .unwrap();
}

fn filled(file: &File) -> Vec<(u64, u64)> {
    let list = file.filled_ranges().unwrap();
    list.iter()
        .map(|range| (range.offset(), range.length()))
        .collect()
}

fn check(file: &File, size: usize) {
    let (content, there) = (
        content(size),
        fs::read(file.temporary_name().unwrap()).unwrap(),
    );
    for (offset, length) in filled(file) {
        let range = offset as usize..(offset + length) as usize;
        assert!(there[range.clone()] == content[range.clone()], "{range:?}");
    }
}

#[test]
fn a_running_job_hears_of_requests_and_its_owner_of_what_came() {
    let fixture = AgentFixture::new();
    fixture.pace(2_000_000);
    let _runner = fixture.agent();
    let (job, file) = on_demand(&fixture, 4_000_000);
    let observer = Arc::new(RangeObserver::default());
    job.set_notify_flags(BG_NOTIFY_FILE_RANGES_TRANSFERRED)
        .unwrap();
    job.set_notification_interval(20).unwrap();
    job.set_observer(Some(observer.clone())).unwrap();
    ask(&file, 0, 1_000_000);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRING);
    wait_until("the first bytes", || observer.bytes() > 0);
    ask(&file, 3_000_000, 100_000);
    ask(&file, 2_000_000, 100_000);
    wait_for(&job, BG_JOB_STATE_SUSPENDED);
    assert_eq!(
        filled(&file),
        [(0, 1_000_000), (2_000_000, 100_000), (3_000_000, 100_000)]
    );
    wait_until("word of all", || observer.bytes() == 1_200_000);
    assert_eq!(fixture.requests(), 3);
    check(&file, 4_000_000);
    job.cancel().unwrap();
}

/// A request arrives at the moment in which the runner finds the job complete.
#[test]
fn a_request_is_met_or_kept() {
    const ROUNDS: u64 = 150;
    const SIZE: usize = 150_000;
    let fixture = AgentFixture::new();
    let _runner = fixture.agent();
    let (job, file) = on_demand(&fixture, SIZE);
    let rests = || {
        matches!(
            job.state(),
            BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSFERRED
        )
    };
    let mut kept = 0;
    for round in 0..ROUNDS {
        let place = round * 1000;
        ask(&file, place, 100);
        job.resume().unwrap();
        // The delays cover the time from before the runner starts until it has finished.
        std::thread::sleep(Duration::from_micros(round % 50 * 20));
        ask(&file, place + 500, 100);
        wait_until("the job to rest", rests);
        let is_there = |place: u64| filled(&file).contains(&(place, 100));
        assert!(is_there(place));
        if !is_there(place + 500) {
            kept += 1;
            assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
            job.resume().unwrap();
            wait_until("the request that was kept", || {
                rests() && is_there(place + 500)
            });
        }
    }
    // The test cannot know in advance which of the two happens.
    println!("{kept} of {ROUNDS} requests were kept until the next Resume");
    assert_eq!(filled(&file).len() as u64, 2 * ROUNDS);
    assert_eq!(fixture.requests() as u64, 2 * ROUNDS);
    check(&file, SIZE);
    job.cancel().unwrap();
}
