//! Whose turn it is, and what the policy makes of it.

#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::time::Duration;

use ::bits::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER;
use ::bits::abi::BG_JOB_PRIORITY::*;
use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use ::bits::abi::*;
use ::bits::engine::policy::Policy;
use ::bits::engine::{Error, Job, Queue, Timing};
use world::{World, data, text, wait_for, wait_until};

/// A world whose queue is under a policy.
fn under(policy: &str) -> World {
    with_timing(policy, Timing::default())
}

fn with_timing(policy: &str, timing: Timing) -> World {
    let mut world = World::new();
    let file = world.folder.path().join("policy.toml");
    fs::write(&file, policy).unwrap();
    let home = world.folder.path().join("limited");
    world.queue = Queue::open_with(&home, Policy::load(&file).unwrap(), timing).unwrap();
    world
}

fn start(world: &World, priority: BG_JOB_PRIORITY, url: &str, copy: &str) -> Job {
    let job = world.job();
    job.set_priority(priority).unwrap();
    job.add_files(&[(url, text(&world.here(copy)))]).unwrap();
    job.resume().unwrap();
    job
}

/// 1 MB/s for background jobs, at any hour.
const SLOW: &str = "[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 8000";

#[test]
fn foreground_jobs_run_beside_a_background_job_and_have_no_limit() {
    let world = under(SLOW);
    let large = world.serve("large", &data(40_000_000, 1));
    let small = world.serve("small", &data(4_000_000, 2));
    let low = start(&world, BG_JOB_PRIORITY_LOW, &large, "low");
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let foreground: Vec<Job> = (0..20)
        .map(|number| start(&world, BG_JOB_PRIORITY_FOREGROUND, &small, &number.to_string()))
        .collect();
    for job in &foreground {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
    }
    assert_eq!(low.state(), BG_JOB_STATE_TRANSFERRING);
    assert!(low.progress().bytes_transferred < 30_000_000);
}

#[test]
fn a_higher_job_puts_a_lower_one_back_and_then_it_goes_on() {
    let world = under(SLOW);
    let low = start(
        &world,
        BG_JOB_PRIORITY_LOW,
        &world.serve("large", &data(4_000_000, 1)),
        "low",
    );
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let large = world.serve("other", &data(9_000_000, 2));
    let normal = start(&world, BG_JOB_PRIORITY_NORMAL, &large, "normal");
    wait_for(&normal, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(low.state(), BG_JOB_STATE_QUEUED);
    let high = start(&world, BG_JOB_PRIORITY_HIGH, &large, "high");
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
    assert_eq!(fs::read(world.here("low")).unwrap(), data(4_000_000, 1));
}

fn expect_blocked(job: &Job) {
    wait_for(job, BG_JOB_STATE_TRANSIENT_ERROR);
    let error = job.error().unwrap();
    assert_eq!(
        (error.code, error.context, error.file),
        (BG_E_BLOCKED_BY_POLICY, BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER, None)
    );
    assert_eq!(job.error_count(), Ok(0));
}

#[test]
fn without_bandwidth_background_jobs_wait() {
    let world = under("[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 0");
    let url = world.serve("small", b"small");
    let background = start(&world, BG_JOB_PRIORITY_HIGH, &url, "background");
    let foreground = start(&world, BG_JOB_PRIORITY_FOREGROUND, &url, "foreground");
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
        obey: Duration::from_millis(20),
        hour: || HOUR.load(Relaxed),
        ..Timing::default()
    };
    let world = with_timing(
        "[max_internet_bandwidth]\nfrom = 8\nto = 9\nlimit = 0\notherwise = 8000",
        timing,
    );
    let url = world.serve("large", &data(3_000_000, 1));
    let running = start(&world, BG_JOB_PRIORITY_HIGH, &url, "running");
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    let waiting = start(&world, BG_JOB_PRIORITY_LOW, &url, "waiting");
    // Neither the retry delay nor the lack of progress makes them try again, or give up.
    for job in [&running, &waiting] {
        job.set_no_progress_timeout(0).unwrap();
    }
    HOUR.store(8, Relaxed);
    expect_blocked(&running);
    expect_blocked(&waiting);
    let late = start(&world, BG_JOB_PRIORITY_NORMAL, &url, "late");
    expect_blocked(&late);
    let foreground = start(&world, BG_JOB_PRIORITY_FOREGROUND, &url, "foreground");
    wait_for(&foreground, BG_JOB_STATE_TRANSFERRED);
    HOUR.store(9, Relaxed);
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(
        (waiting.state(), late.state()),
        (BG_JOB_STATE_QUEUED, BG_JOB_STATE_QUEUED)
    );
    for job in [&running, &late, &waiting] {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(job.error_count(), Ok(0));
    }
}

#[test]
fn a_job_blocked_in_an_earlier_life_goes_on_when_the_policy_is_gone() {
    let world = under("[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 0");
    let job = start(&world, BG_JOB_PRIORITY_LOW, &world.serve("small", b"small"), "small");
    expect_blocked(&job);
    let queue = Queue::open_with(&copy_of_queue(&world, "limited"), Policy::default(), Timing::default()).unwrap();
    wait_for(&queue.job(job.id()).unwrap(), BG_JOB_STATE_TRANSFERRED);
}

/// The queue as a process that ends now leaves it to the next.
fn copy_of_queue(world: &World, name: &str) -> PathBuf {
    let copy = world.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    for file in ["queue.db", "queue.db-wal"] {
        fs::copy(world.folder.path().join(name).join(file), copy.join(file)).unwrap();
    }
    copy
}

#[test]
fn numbers_are_limited_by_policy() {
    let create = |world: &World| world.queue.create_job("one more", BG_JOB_TYPE_DOWNLOAD).map(|_| ());
    let world = under("max_jobs_per_user = 2\nmax_files_per_job = 3\nmax_download_time = 77");
    let job = world.job();
    assert_eq!(job.settings().unwrap().maximum_download_time, 77);
    let copies = ["a", "b", "c", "d"].map(|name| world.here(name));
    let files: Vec<_> = copies.iter().map(|copy| ("http://localhost/a", text(copy))).collect();
    assert_eq!(job.add_files(&files), Err(Error(BG_E_TOO_MANY_FILES_IN_JOB)));
    job.add_files(&files[..3]).unwrap();
    assert_eq!(job.add_files(&files[3..]), Err(Error(BG_E_TOO_MANY_FILES_IN_JOB)));
    assert_eq!(job.files().unwrap().len(), 3);
    create(&world).unwrap();
    assert_eq!(create(&world), Err(Error(BG_E_TOO_MANY_JOBS_PER_USER)));
    job.cancel().unwrap();
    create(&world).unwrap();
    let world = under("max_jobs_per_machine = 0");
    assert_eq!(create(&world), Err(Error(BG_E_TOO_MANY_JOBS_PER_MACHINE)));
}

#[test]
fn a_transferred_job_is_still_in_the_queue() {
    let world = under("max_jobs_per_user = 1");
    let job = start(&world, BG_JOB_PRIORITY_NORMAL, &world.serve("small", b"small"), "small");
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(world.queue.job(job.id()).unwrap().id(), job.id());
    assert_eq!(world.queue.jobs(false).unwrap().len(), 1);
    let create = || world.queue.create_job("one more", BG_JOB_TYPE_DOWNLOAD).map(|_| ());
    assert_eq!(create(), Err(Error(BG_E_TOO_MANY_JOBS_PER_USER)));
    job.complete().unwrap();
    create().unwrap();
}

#[test]
fn a_job_that_nothing_happened_to_for_ninety_days_is_cancelled() {
    const DAY: i64 = 24 * 3600 * 10_000_000;
    let world = World::new();
    let jobs = [world.job(), world.job()];
    let aged = copy_of_queue(&world, "queue");
    let database = rusqlite::Connection::open(aged.join("queue.db")).unwrap();
    for (job, days) in jobs.iter().zip([89, 91]) {
        let aging = "UPDATE job SET data = json_set(data, '$.times.modification',
                     json_extract(data, '$.times.modification') - ?2) WHERE id = ?1";
        let changed = database
            .execute(aging, rusqlite::params![job.id().as_bytes(), days * DAY])
            .unwrap();
        assert_eq!(changed, 1);
    }
    drop(database);
    let queue = Queue::open_with(&aged, Policy::default(), Timing::default()).unwrap();
    wait_until("the old job to go", || queue.jobs(false).unwrap().len() == 1);
    assert_eq!(queue.jobs(false).unwrap()[0].id(), jobs[0].id());
}
