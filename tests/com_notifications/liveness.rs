//! Notifications are delivered although the process had no thread for a while, although each call
//! fails, and without work for those whom a change does not concern.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Job, Queue};
use bits_test_support::child::{self, Child};
use bits_test_support::control::with_limit;
use bits_test_support::fixture::{text, wait_for, wait_until};
use bits_test_support::process::OwnProcess;
use bits_test_support::transfer_observer::TransferObserver;

use crate::objects::NotificationLog;

/// A process whose limits and threads no other test uses, and without the files of the user, which
/// it may not read any more after [`drop_privileges`].
const ALONE: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, _| {
        let nowhere = "/nonexistent";
        command.env("HOME", nowhere).env("XDG_CONFIG_HOME", nowhere);
    },
};

/// Makes the limit of threads apply to this process: it does not apply to root.
fn drop_privileges() {
    const NOBODY: libc::uid_t = 65534;
    // SAFETY: the calls change the credentials of this process only.
    unsafe {
        if libc::geteuid() == 0 {
            assert_eq!(libc::setgid(NOBODY), 0);
            assert_eq!(libc::setuid(NOBODY), 0);
            // The change of user hides the process's own files in /proc from it.
            assert_eq!(libc::prctl(libc::PR_SET_DUMPABLE, 1), 0);
        }
    }
}

/// Runs a function while this process can start no thread.
fn without_threads<T>(act: impl FnOnce() -> T) -> T {
    with_limit(libc::RLIMIT_NPROC, 0, || {
        assert!(std::thread::Builder::new().spawn(|| ()).is_err());
        act()
    })
}

/// A queue, and jobs that copy a local file: their transfer needs no further thread.
struct Copies {
    folder: tempfile::TempDir,
    queue: Queue,
}

impl Copies {
    fn start() -> Copies {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("source"), "content").unwrap();
        let queue = Queue::open(&folder.path().join("queue")).unwrap();
        Copies { folder, queue }
    }

    fn job(&self, name: &str) -> Job {
        let job = self.queue.create_job(name, BG_JOB_TYPE_DOWNLOAD).unwrap();
        let path = |name: &str| self.folder.path().join(name);
        let source = format!("file://{}", text(&path("source")));
        job.add_files(&[(&source, text(&path(name)))]).unwrap();
        job
    }
}

#[test(process = ALONE)]
fn a_notification_without_a_thread_comes_later() {
    drop_privileges();
    let copies = Copies::start();
    // The threads of the runner and of the observers run before the limit begins.
    let (first, log) = (copies.job("first"), Arc::new(NotificationLog::default()));
    first.set_observer(Some(log.clone())).unwrap();
    first.resume().unwrap();
    log.wait_for(&["transferred"]);
    let (second, log) = (copies.job("second"), Arc::new(NotificationLog::default()));
    second.set_observer(Some(log.clone())).unwrap();
    without_threads(|| {
        second.resume().unwrap();
        wait_for(&second, BG_JOB_STATE_TRANSFERRED);
        // The first attempt follows the change at once, the second one after 250 ms.
        std::thread::sleep(Duration::from_millis(100));
    });
    log.wait_for(&["transferred"]);
}

#[test(process = ALONE)]
fn a_registration_that_no_thread_can_watch_fails() {
    drop_privileges();
    let copies = Copies::start();
    let job = copies.job("file");
    let log = Arc::new(NotificationLog::default());
    without_threads(|| {
        assert!(job.set_observer(Some(log.clone())).is_err());
        assert_eq!(Arc::strong_count(&log), 1, "the observer is not registered");
    });
    job.set_observer(Some(log.clone())).unwrap();
    job.resume().unwrap();
    log.wait_for(&["transferred"]);
}

#[test]
fn a_call_that_fails_and_changes_the_job_is_repeated_with_delays() {
    let copies = Copies::start();
    let job = copies.job("file");
    let calls = Arc::new(AtomicU32::new(0));
    let counter = calls.clone();
    // The call fails, and changes the job.
    let observer = TransferObserver(move |job: &Job| {
        let call = counter.fetch_add(1, SeqCst) + 1;
        job.set_description(&format!("call {call}")).unwrap();
        false
    });
    job.set_observer(Some(Arc::new(observer))).unwrap();
    let begin = Instant::now();
    job.resume().unwrap();
    wait_until("the second call", || calls.load(SeqCst) >= 2);
    assert!(begin.elapsed() >= Duration::from_millis(250));
    wait_until("the third call", || calls.load(SeqCst) >= 3);
    assert!(begin.elapsed() >= Duration::from_millis(750));
}

pub const NEIGHBOUR: &str = "neighbour that changes its jobs";

/// Changes jobs of its own.
pub fn run_neighbour() {
    let queue = Queue::open(Path::new(&child::setting("BITS_HOME"))).unwrap();
    let job = queue.create_job("neighbour", BG_JOB_TYPE_DOWNLOAD).unwrap();
    for change in 0..CHANGES {
        job.set_description(&change.to_string()).unwrap();
    }
}

const CHANGES: u32 = 500;

#[test(process = ALONE)]
fn changes_of_unobserved_jobs_wake_no_observer() {
    let copies = Copies::start();
    let job = copies.job("file");
    job.set_observer(Some(Arc::new(NotificationLog::default())))
        .unwrap();
    let home = copies.folder.path().join("queue");
    let before = wakeups_of("bits-notify");
    let mut neighbour = Child::start(child::command(NEIGHBOUR, &home, &[]));
    assert!(neighbour.finish().success());
    let wakeups = wakeups_of("bits-notify") - before;
    assert!(
        wakeups < u64::from(CHANGES) / 10,
        "{wakeups} for {CHANGES} changes"
    );
}

/// The number of times that a thread of this process was given a processor.
fn wakeups_of(thread: &str) -> u64 {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let folders = tasks.map(|task| task.unwrap().path());
    let is_the_one = |folder: &PathBuf| {
        fs::read_to_string(folder.join("comm")).is_ok_and(|name| name.trim() == thread)
    };
    let counts = folders.filter(is_the_one).map(|folder| {
        let statistics = fs::read_to_string(folder.join("schedstat")).unwrap();
        let count = statistics.split_whitespace().nth(2).unwrap();
        count.parse::<u64>().unwrap()
    });
    counts.sum()
}
