//! The limits of the policy.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::time::{Duration, Instant};

use bits::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER;
use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::abi::*;
use bits::engine::Policy;
use bits::engine::{Error, Job, Queue, Timing};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

use super::{SLOW, start, under, with_timing};

fn expect_blocked(job: &Job) {
    wait_for(job, BG_JOB_STATE_TRANSIENT_ERROR);
    let error = job.error().unwrap();
    assert_eq!(
        (error.code, error.context, error.file),
        (
            BG_E_BLOCKED_BY_POLICY,
            BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
            None
        )
    );
    assert_eq!(job.error_count(), Ok(0));
}

#[test]
fn without_bandwidth_background_jobs_wait() {
    let fixture = under("[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 0");
    let url = fixture.serve("small", b"small");
    let background = start(&fixture, BG_JOB_PRIORITY_HIGH, &url, "background");
    let foreground = start(&fixture, BG_JOB_PRIORITY_FOREGROUND, &url, "foreground");
    wait_for(&foreground, BG_JOB_STATE_TRANSFERRED);
    expect_blocked(&background);
    background.resume().unwrap();
    expect_blocked(&background);
    background.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    wait_for(&background, BG_JOB_STATE_TRANSFERRED);
}

#[test]
fn the_hour_blocks_background_jobs_and_lets_them_go_on() {
    static HOUR: AtomicU8 = AtomicU8::new(7);
    let timing = Timing {
        policy_interval: Duration::from_millis(20),
        hour: || HOUR.load(Relaxed),
        ..Timing::default()
    };
    let fixture = with_timing(
        "[max_internet_bandwidth]\nfrom = 8\nto = 9\nlimit = 0\notherwise = 8000",
        timing,
    );
    let url = fixture.serve("large", &data(3_000_000, 1));
    let running = start(&fixture, BG_JOB_PRIORITY_HIGH, &url, "running");
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    let waiting = start(&fixture, BG_JOB_PRIORITY_LOW, &url, "waiting");
    // They neither try again after the retry delay nor fail without progress.
    for job in [&running, &waiting] {
        job.set_no_progress_timeout(0).unwrap();
    }
    HOUR.store(8, Relaxed);
    expect_blocked(&running);
    expect_blocked(&waiting);
    let late = start(&fixture, BG_JOB_PRIORITY_NORMAL, &url, "late");
    expect_blocked(&late);
    let foreground = start(&fixture, BG_JOB_PRIORITY_FOREGROUND, &url, "foreground");
    wait_for(&foreground, BG_JOB_STATE_TRANSFERRED);
    HOUR.store(9, Relaxed);
    for job in [&running, &late, &waiting] {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(job.error_count(), Ok(0));
    }
}

#[test]
fn a_job_blocked_in_an_earlier_life_goes_on_when_the_policy_is_gone() {
    let fixture = under("[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 0");
    let job = start(
        &fixture,
        BG_JOB_PRIORITY_LOW,
        &fixture.serve("small", b"small"),
        "small",
    );
    expect_blocked(&job);
    let queue = Queue::open_with(
        &copy_of_queue(&fixture, "limited"),
        Policy::default(),
        Timing::default(),
    )
    .unwrap();
    wait_for(&queue.job(job.id()).unwrap(), BG_JOB_STATE_TRANSFERRED);
}

/// Opens the queue as a later process does.
fn copy_of_queue(fixture: &Fixture, name: &str) -> PathBuf {
    let copy = fixture.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for file in ["queue.db", "queue.db-wal"] {
        fs::copy(fixture.folder.path().join(name).join(file), copy.join(file)).unwrap();
    }
    copy
}

#[test]
fn numbers_are_limited_by_policy() {
    let create = |fixture: &Fixture| {
        fixture
            .queue
            .create_job("one more", BG_JOB_TYPE_DOWNLOAD)
            .map(|_| ())
    };
    let fixture = under("max_jobs_per_user = 2\nmax_files_per_job = 3\nmax_download_time = 77");
    let job = fixture.job();
    assert_eq!(job.settings().unwrap().maximum_download_time, 77);
    let copies = ["a", "b", "c", "d"].map(|name| fixture.here(name));
    let files: Vec<_> = copies
        .iter()
        .map(|copy| ("http://localhost/a", text(copy)))
        .collect();
    assert_eq!(
        job.add_files(&files),
        Err(Error(BG_E_TOO_MANY_FILES_IN_JOB))
    );
    job.add_files(&files[..3]).unwrap();
    assert_eq!(
        job.add_files(&files[3..]),
        Err(Error(BG_E_TOO_MANY_FILES_IN_JOB))
    );
    assert_eq!(job.files().unwrap().len(), 3);
    create(&fixture).unwrap();
    assert_eq!(create(&fixture), Err(Error(BG_E_TOO_MANY_JOBS_PER_USER)));
    job.cancel().unwrap();
    create(&fixture).unwrap();
    let fixture = under("max_jobs_per_machine = 0");
    assert_eq!(create(&fixture), Err(Error(BG_E_TOO_MANY_JOBS_PER_MACHINE)));
}

#[test]
fn a_transferred_job_is_still_in_the_queue() {
    let fixture = under("max_jobs_per_user = 1");
    let job = start(
        &fixture,
        BG_JOB_PRIORITY_NORMAL,
        &fixture.serve("small", b"small"),
        "small",
    );
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(fixture.queue.job(job.id()).unwrap().id(), job.id());
    assert_eq!(fixture.queue.jobs(false).unwrap().len(), 1);
    let create = || {
        fixture
            .queue
            .create_job("one more", BG_JOB_TYPE_DOWNLOAD)
            .map(|_| ())
    };
    assert_eq!(create(), Err(Error(BG_E_TOO_MANY_JOBS_PER_USER)));
    job.complete().unwrap();
    create().unwrap();
}

/// Two jobs, and a copy of their queue that runners have watched for `observed` days. `since` is
/// the day at which a runner first saw each job as it is.
fn watched_jobs(fixture: &Fixture, observed: i64, since: [i64; 2]) -> (PathBuf, [Job; 2]) {
    const DAY: i64 = 24 * 3600 * 1000;
    let jobs = [fixture.job(), fixture.job()];
    let copy = copy_of_queue(fixture, "queue");
    let database = rusqlite::Connection::open(copy.join("queue.db")).unwrap();
    let clock = "INSERT OR REPLACE INTO meta (name, value) VALUES ('observed', ?1)";
    database.execute(clock, [observed * DAY]).unwrap();
    for (job, since) in jobs.iter().zip(since) {
        let seen = "INSERT OR REPLACE INTO inactive (job, version, since)
                    SELECT key, version, ?2 FROM job WHERE id = ?1";
        let seen = database.execute(seen, (job.id().as_bytes(), since * DAY));
        assert_eq!(seen.unwrap(), 1);
    }
    (copy, jobs)
}

#[test]
fn a_job_that_nothing_happened_to_for_ninety_days_is_cancelled() {
    let fixture = Fixture::start();
    let (aged, jobs) = watched_jobs(&fixture, 100, [11, 9]);
    let queue = Queue::open_with(&aged, Policy::default(), Timing::default()).unwrap();
    wait_until("the old job to go", || {
        queue.jobs(false).unwrap().len() == 1
    });
    assert_eq!(queue.jobs(false).unwrap()[0].id(), jobs[0].id());
}

/// The end of the other job tells that the runner has looked at both.
#[test]
fn a_change_begins_the_ninety_days_anew() {
    let fixture = Fixture::start();
    let (aged, jobs) = watched_jobs(&fixture, 100, [1, 1]);
    let database = rusqlite::Connection::open(aged.join("queue.db")).unwrap();
    let change = "UPDATE job SET version = version + 1 WHERE id = ?1";
    database.execute(change, [jobs[0].id().as_bytes()]).unwrap();
    let queue = Queue::open_with(&aged, Policy::default(), Timing::default()).unwrap();
    wait_until("the old job to go", || {
        queue.jobs(false).unwrap().len() == 1
    });
    assert_eq!(queue.jobs(false).unwrap()[0].id(), jobs[0].id());
}

/// By the system's clock, the jobs have not changed for 400 days, or change in 400 days.
#[test]
fn a_clock_that_was_wrong_deletes_no_finished_data() {
    const DAYS: i64 = 400 * 24 * 3600 * 10_000_000;
    let fixture = Fixture::start();
    let url = fixture.serve("file", b"content");
    let finished = start(&fixture, BG_JOB_PRIORITY_NORMAL, &url, "file");
    wait_for(&finished, BG_JOB_STATE_TRANSFERRED);
    let (aged, [kept, inactive]) = watched_jobs(&fixture, 100, [11, 9]);
    let database = rusqlite::Connection::open(aged.join("queue.db")).unwrap();
    let shift = "UPDATE job SET data = json_set(data, '$.times.modification',
                 json_extract(data, '$.times.modification') + ?2) WHERE id = ?1";
    for (job, days) in [(&finished, -DAYS), (&kept, -DAYS), (&inactive, DAYS)] {
        let shifted = database.execute(shift, (job.id().as_bytes(), days));
        assert_eq!(shifted.unwrap(), 1);
    }
    drop(database);
    fixture.queue.stop();
    let queue = Queue::open_with(&aged, Policy::default(), Timing::default()).unwrap();
    // It alone is inactive, and its end tells that the runner has looked at the jobs.
    wait_until("the inactive job to go", || {
        queue.job(inactive.id()).is_err()
    });
    queue.job(kept.id()).unwrap();
    queue.job(finished.id()).unwrap().complete().unwrap();
    assert_eq!(fs::read(fixture.here("file")).unwrap(), b"content");
}

/// A LOW job that uploads this number of bytes to `name` on the server.
fn upload(fixture: &Fixture, name: &str, bytes: u64) -> Job {
    let local = fixture.here(name);
    fs::File::create(&local).unwrap().set_len(bytes).unwrap();
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    job.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    job.add_files(&[(&fixture.url(name), text(&local))])
        .unwrap();
    job.resume().unwrap();
    job
}

/// The bytes that the server has of the one open upload.
fn uploaded(fixture: &Fixture) -> u64 {
    let sessions = fixture.folder.path().join("served/BITS-Sessions/Requests");
    let mut folders = fs::read_dir(sessions).unwrap();
    let request = folders
        .next()
        .map(|folder| folder.unwrap().path().join("requestfile.bin"));
    request.map_or(0, |file| fs::metadata(file).map_or(0, |data| data.len()))
}

#[test]
fn the_limit_holds_for_an_upload() {
    let fixture = under(SLOW);
    let began = Instant::now();
    wait_for(
        &upload(&fixture, "file", 5_000_000),
        BG_JOB_STATE_TRANSFERRED,
    );
    let rate = 5.0 / began.elapsed().as_secs_f64();
    // The bytes of the first second may be sent at once.
    assert!(rate < 1.4, "{rate:.2} MB/s");
}

#[test]
fn the_limit_takes_hold_of_an_upload_under_way_and_lets_go() {
    static HOUR: AtomicU8 = AtomicU8::new(7);
    let timing = Timing {
        policy_interval: Duration::from_millis(20),
        hour: || HOUR.load(Relaxed),
        ..Timing::default()
    };
    let fixture = with_timing(
        "[max_internet_bandwidth]\nfrom = 8\nto = 9\nlimit = 8000",
        timing,
    );
    let job = upload(&fixture, "file", 16 << 30);
    wait_until("some data", || uploaded(&fixture) > 20_000_000);
    HOUR.store(8, Relaxed);
    // The content of the socket buffers is still sent.
    std::thread::sleep(Duration::from_millis(1500));
    let (before, since) = (uploaded(&fixture), Instant::now());
    wait_until("2 MB more", || uploaded(&fixture) > before + 2_000_000);
    let rate = (uploaded(&fixture) - before) as f64 / 1e6 / since.elapsed().as_secs_f64();
    assert!(rate < 1.4, "{rate:.2} MB/s");
    HOUR.store(9, Relaxed);
    let (before, since) = (uploaded(&fixture), Instant::now());
    wait_until("40 MB more", || uploaded(&fixture) > before + 40_000_000);
    assert!(
        since.elapsed() < Duration::from_secs(15),
        "it took {:?}",
        since.elapsed()
    );
    job.cancel().unwrap();
}
