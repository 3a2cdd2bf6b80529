//! The role of a program of the soak: it makes random calls until it is told to be quiet. It
//! reports each call before it makes the call, and its result afterwards.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bits::abi::BG_JOB_PRIORITY::{
    BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_HIGH, BG_JOB_PRIORITY_LOW, BG_JOB_PRIORITY_NORMAL,
};
use bits::abi::BG_JOB_STATE::{
    BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_CANCELLED, BG_JOB_STATE_TRANSFERRED,
};
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::engine::{Job, Queue, Result};
use bits_test_support::child::{receive, send, setting};
use bits_test_support::random::Random;

pub const SIZES: [usize; 4] = [0, 1_000, 100_000, 600_000];
/// The size of each uploaded file.
pub const UPLOAD: usize = 50_000;
/// The name of the uploaded file in the folder of local files.
pub const UPLOADED: &str = "upload";
const RETRY_DELAY: u32 = 5;
/// The number of unfinished jobs that a program has at most.
const MOST_JOBS: usize = 12;
const PAUSE: Duration = Duration::from_millis(5);

pub fn run() {
    static QUIET: AtomicBool = AtomicBool::new(false);
    let mut random = Random::new(setting("SEED").parse().unwrap());
    std::thread::spawn(|| {
        while receive() != "quiet" {}
        QUIET.store(true, Ordering::SeqCst);
        // Ends the process when its parent closes the pipe.
        receive();
    });
    // The queue cannot be opened while the process has too few descriptors.
    let queue = loop {
        match Queue::open_default() {
            Ok(queue) => break queue,
            Err(error) => send(format!("- refused open {error}")),
        }
        std::thread::sleep(PAUSE);
    };
    let mut jobs = Vec::new();
    let mut serial = 0;
    while !QUIET.load(Ordering::SeqCst) {
        step(&queue, &mut jobs, &mut serial, &mut random);
        std::thread::sleep(Duration::from_millis(random.below(10)));
    }
    send("- quiet");
    loop {
        jobs.iter().for_each(|job| _ = job.progress());
        std::thread::sleep(PAUSE);
    }
}

/// Makes a call, and reports it and its result to the parent.
fn call<T: std::fmt::Debug>(job: &Job, what: &str, call: impl FnOnce() -> Result<T>) -> bool {
    let id = job.id();
    send(format!("{id} try {what}"));
    match call() {
        Ok(outcome) => {
            send(format!("{id} ok {what} {outcome:?}"));
            true
        }
        Err(error) => {
            send(format!("{id} refused {what} {error}"));
            false
        }
    }
}

fn step(queue: &Queue, jobs: &mut Vec<Job>, serial: &mut u32, random: &mut Random) {
    jobs.retain(|job| {
        !matches!(
            job.state(),
            BG_JOB_STATE_ACKNOWLEDGED | BG_JOB_STATE_CANCELLED
        )
    });
    if jobs.is_empty() || jobs.len() < MOST_JOBS && random.below(3) == 0 {
        *serial += 1;
        jobs.extend(create(queue, *serial, random));
        return;
    }
    let job = random.pick(jobs);
    let is_transferred = job.state() == BG_JOB_STATE_TRANSFERRED;
    match random.below(20) {
        0..5 => _ = call(job, "resume", || job.resume()),
        5..7 => _ = call(job, "suspend", || job.suspend()),
        7..10 => {
            let priorities = [
                BG_JOB_PRIORITY_FOREGROUND,
                BG_JOB_PRIORITY_HIGH,
                BG_JOB_PRIORITY_NORMAL,
                BG_JOB_PRIORITY_LOW,
            ];
            let priority = *random.pick(&priorities);
            _ = call(job, "priority", || job.set_priority(priority));
        }
        10..14 if is_transferred => _ = call(job, "complete", || job.complete()),
        14 => _ = call(job, "cancel", || job.cancel()),
        15..18 => _ = call(job, "enum", || read_all(queue)),
        18 => fork_and_read(queue, job),
        _ => {}
    }
}

fn create(queue: &Queue, serial: u32, random: &mut Random) -> Option<Job> {
    let here = PathBuf::from(setting("HERE"));
    let name = format!("{}-{serial}", setting("SEED"));
    let is_upload = random.below(4) == 0;
    let job_type = match is_upload {
        true => BG_JOB_TYPE_UPLOAD,
        false => BG_JOB_TYPE_DOWNLOAD,
    };
    let job = match queue.create_job(&name, job_type) {
        Ok(job) => job,
        Err(error) => {
            send(format!("- refused create {error}"));
            return None;
        }
    };
    send(format!("{} ok create", job.id()));
    if !call(&job, "delay", || job.set_minimum_retry_delay(RETRY_DELAY)) {
        return None;
    }
    let files = match is_upload {
        true => 1,
        false => 1 + random.below(3),
    };
    for index in 0..files {
        let size = random.pick(&SIZES);
        let (url, path) = match is_upload {
            true => (format!("{}/u-{name}", setting("UPLOADS")), UPLOADED.into()),
            false => (
                format!("{}/{size}", setting("URL")),
                format!("d-{name}-{index}-{size}"),
            ),
        };
        let path = here.join(path);
        let path = path.to_str().unwrap();
        call(&job, &format!("add {path}"), || {
            job.add_files(&[(&url, path)])
        });
    }
    call(&job, "resume", || job.resume());
    Some(job)
}

/// Reads everything of every job.
fn read_all(queue: &Queue) -> Result<usize> {
    let jobs = queue.jobs(false)?;
    for job in &jobs {
        // The job may have become final after the enumeration.
        _ = (job.settings(), job.progress(), job.times());
        for file in job.files().unwrap_or_default() {
            _ = file.progress();
        }
    }
    Ok(jobs.len())
}

/// Reads the queue in a forked child, while the parent waits for the child's end.
fn fork_and_read(queue: &Queue, job: &Job) {
    // SAFETY: the child continues to use the library, as the child of a C program may.
    match unsafe { libc::fork() } {
        0 => {
            _ = (job.state(), job.progress(), read_all(queue));
            // SAFETY: ends this process without the exit handlers of the parent.
            unsafe { libc::_exit(0) };
        }
        child if child > 0 => {
            let mut status = 0;
            // SAFETY: waits for the child; the place for its status is a local variable.
            unsafe { libc::waitpid(child, &mut status, 0) };
            send(format!("- fork {status}"));
        }
        _ => {}
    }
}
