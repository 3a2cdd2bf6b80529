//! After a fork, parent and child continue with the same queue.

use std::fs;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::{self, *};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Job, Queue};
use bits_test_support::child::{self, Child, receive, send, setting};
use bits_test_support::fixture::content;

use crate::agent::AgentFixture;

fn job(queue: &Queue, name: &str) -> Job {
    let job = queue.create_job(name, BG_JOB_TYPE_DOWNLOAD).unwrap();
    let path = format!("{}/{name}", setting("HERE"));
    job.add_files(&[(&setting("URL"), &path)]).unwrap();
    job.resume().unwrap();
    job
}

fn reach(job: &Job, state: BG_JOB_STATE) -> bool {
    let start = Instant::now();
    while job.state() != state && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(1));
    }
    job.state() == state
}

/// The role of a program that forks while a transfer runs and another thread uses the queue all the
/// time.
pub fn run() {
    let queue = Queue::open_default().unwrap();
    let before = job(&queue, "before");
    assert!(reach(&before, BG_JOB_STATE_TRANSFERRING));
    let busy: &AtomicBool = Box::leak(Box::new(AtomicBool::new(true)));
    let hammer = std::thread::spawn(move || {
        while busy.load(Ordering::SeqCst) {
            let job = queue.create_job("hammer", BG_JOB_TYPE_DOWNLOAD).unwrap();
            job.cancel().unwrap();
        }
    });
    let parent = std::process::id();
    for round in 0..setting("FORKS").parse().unwrap() {
        // SAFETY: the child continues to use the library, as the child of a C program may.
        if unsafe { libc::fork() } == 0 {
            run_child(&queue, &before, round, parent);
            // SAFETY: ends this process without the test harness's exit handlers.
            unsafe { libc::_exit(0) };
        }
    }
    let own = job(&queue, "parent");
    send(format!("parent {}", reach(&own, BG_JOB_STATE_TRANSFERRED)));
    busy.store(false, Ordering::SeqCst);
    hammer.join().unwrap();
    own.complete().unwrap();
    receive();
    // The children continue to run.
    std::process::exit(0);
}

fn run_child(queue: &Queue, before: &Job, round: u32, parent: u32) {
    let own = job(queue, &format!("child{round}"));
    let done = reach(&own, BG_JOB_STATE_TRANSFERRED) && own.complete().is_ok();
    send(format!("child {done}"));
    // SAFETY: asks for a number.
    while unsafe { libc::getppid() } as u32 == parent {
        std::thread::sleep(Duration::from_millis(1));
    }
    let orphan = job(queue, &format!("orphan{round}"));
    let goes_on =
        reach(before, BG_JOB_STATE_TRANSFERRED) && reach(&orphan, BG_JOB_STATE_TRANSFERRED);
    send(format!("orphan {}", goes_on && orphan.complete().is_ok()));
}

#[test]
fn parent_and_child_go_on_after_a_fork_and_the_child_without_the_parent() {
    const FORKS: usize = 3;
    let fixture = AgentFixture::new();
    fixture.pace(6_000_000);
    let mut command = child::command("forking", &fixture.home(), &[]);
    command
        .env("URL", fixture.server.url("/3000000"))
        .env("HERE", fixture.folder.path().join("here"))
        .env("FORKS", FORKS.to_string());
    let mut parent = Child::start(command);
    let mut said: Vec<_> = (0..FORKS + 1).map(|_| parent.receive()).collect();
    said.sort();
    assert_eq!(
        said,
        ["child true", "child true", "child true", "parent true"]
    );
    assert!(parent.finish().success());
    assert_eq!(parent.receive_all(), ["orphan true"; FORKS]);

    let mut agent = fixture.agent();
    let left = agent.request("list");
    assert_eq!(agent.request(&format!("complete {left}")), "Done", "{left}");
    let names = fixture.left();
    assert_eq!(names.len(), 2 + 2 * FORKS, "{names:?}");
    for name in names {
        assert!(
            fs::read(fixture.here(&name)).unwrap() == content(3_000_000),
            "{name}"
        );
    }
}

/// The role of a program that opens queues on many threads at once, and forks.
pub fn run_opener() {
    const THREADS: usize = 8;
    let together = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for number in 0..THREADS {
            let (together, home) = (&together, format!("{}/{number}", setting("BITS_HOME")));
            scope.spawn(move || {
                together.wait();
                Queue::open(home.as_ref()).unwrap();
            });
        }
    });
    // SAFETY: the child ends at once.
    match unsafe { libc::fork() } {
        // SAFETY: ends this process without the test harness's exit handlers.
        0 => unsafe { libc::_exit(0) },
        child => send(child > 0),
    }
}

#[test]
fn a_fork_after_queues_were_opened_in_parallel_succeeds() {
    for _ in 0..20 {
        let fixture = AgentFixture::new();
        let mut opener = Child::start(child::command("opener", &fixture.home(), &[]));
        assert_eq!(opener.receive(), "true");
        assert!(opener.finish().success());
    }
}
