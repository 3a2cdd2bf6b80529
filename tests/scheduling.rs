//! Whose turn it is, and what the policy makes of it.

#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;

use ::bits::abi::BG_JOB_PRIORITY::*;
use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use ::bits::abi::*;
use ::bits::engine::policy::Policy;
use ::bits::engine::{Error, Job, Queue};
use world::{World, data, text, wait_for, wait_until};

/// A world whose queue is under a policy.
fn under(policy: &str) -> World {
    let mut world = World::new();
    let file = world.folder.path().join("policy.toml");
    fs::write(&file, policy).unwrap();
    let home = world.folder.path().join("limited");
    world.queue = Queue::open_with(&home, Policy::load(&file).unwrap()).unwrap();
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

#[test]
fn without_bandwidth_background_jobs_wait() {
    let world = under("[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 0");
    let url = world.serve("small", b"small");
    let background = start(&world, BG_JOB_PRIORITY_HIGH, &url, "background");
    let foreground = start(&world, BG_JOB_PRIORITY_FOREGROUND, &url, "foreground");
    wait_for(&foreground, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(background.state(), BG_JOB_STATE_QUEUED);
    background.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    wait_for(&background, BG_JOB_STATE_TRANSFERRED);
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
    let aged = world.folder.path().join("aged");
    fs::create_dir(&aged).unwrap();
    for name in ["queue.db", "queue.db-wal"] {
        fs::copy(world.folder.path().join("queue").join(name), aged.join(name)).unwrap();
    }
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
    let queue = Queue::open_with(&aged, Policy::default()).unwrap();
    wait_until("the old job to go", || queue.jobs(false).unwrap().len() == 1);
    assert_eq!(queue.jobs(false).unwrap()[0].id(), jobs[0].id());
}
