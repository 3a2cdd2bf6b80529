//! The role of a program whose system calls fail: it lives through three jobs of a queue, a
//! download, an upload with a reply, and a download that is cancelled.
//!
//! A call that returns an error is repeated until it succeeds. A call that succeeded is not
//! repeated, and after `Resume` the program only reads the job's state until the job has ended and
//! its observer was told so.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bits::abi::BG_E_INVALID_STATE;
use bits::abi::BG_JOB_STATE::{
    BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_CANCELLED, BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED,
};
use bits::abi::BG_JOB_TYPE::{self, BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
use bits::engine::{CallOutcome, Error, Job, Queue, Result};
use bits_test_support::child::{receive, send, setting};
use bits_test_support::transfer_observer::TransferObserver;

/// Time in which a call must succeed, and in which a job must end. A job may try again twice, each
/// time after [`RETRY_DELAY`].
pub const DEADLINE: Duration = Duration::from_secs(30);
/// The shortest delay that a job can have, in seconds.
const RETRY_DELAY: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// The sizes of the downloaded files, of which each has its size as its name.
pub const DOWNLOADS: [usize; 2] = [5_000, 300_000];
pub const UPLOAD: usize = 100_000;
pub const REPLY: usize = 20_000;
const CANCELLED: usize = 1_000_000;

/// The jobs that end with `Complete`.
pub const COMPLETED: [&str; 2] = ["download", "upload"];

/// The parts of the life that a process goes through. The life may be divided among processes.
const SUBMIT: &str = "submit";
const COLLECT: &str = "collect";
pub const ALL: &[&str] = &[SUBMIT, COLLECT];

pub fn run() {
    log::set_logger(&Log).unwrap();
    log::set_max_level(log::LevelFilter::Info);
    send("ready");
    receive();
    let queue = repeat("open", Queue::open_default);
    let steps = setting("STEPS");
    if steps.contains(SUBMIT) {
        submit(&queue);
    }
    if steps.contains(COLLECT) {
        collect(&queue);
    }
    send("done");
}

/// Makes a call until it succeeds. Each error is reported once.
fn repeat<T>(name: &str, call: impl Fn() -> Result<T>) -> T {
    let start = Instant::now();
    let mut reported = Vec::new();
    loop {
        match call() {
            Ok(value) => return value,
            Err(error) if reported.contains(&error) => {}
            Err(error) => {
                send(format!("refused {name} {error}"));
                reported.push(error);
            }
        }
        if start.elapsed() > DEADLINE {
            give_up(&format!("{name} does not succeed"));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Reports why the life cannot go on, and what the engine logged.
fn give_up(reason: &str) -> ! {
    for line in LINES.lock().unwrap().iter() {
        send(format!("log {line}"));
    }
    send(format!("stuck {reason}"));
    std::process::exit(0);
}

fn submit(queue: &Queue) {
    let here = PathBuf::from(setting("HERE"));
    let local = |name: &str| here.join(name).to_str().unwrap().to_owned();
    let download = |size: usize| {
        let url = format!("{}/{size}", setting("URL"));
        (url, local(&format!("d-{size}")))
    };
    let create = |name: &str, job_type: BG_JOB_TYPE, files: &[(String, String)]| {
        let job = repeat("create", || queue.create_job(name, job_type));
        repeat("delay", || job.set_minimum_retry_delay(RETRY_DELAY));
        let files: Vec<_> = files.iter().map(|(url, path)| (&**url, &**path)).collect();
        repeat("add", || match job.files()?.len() {
            0 => job.add_files(&files),
            _ => Ok(()),
        });
        if setting("STEPS").contains(COLLECT) {
            repeat("observe", || {
                job.set_observer(Some(Arc::new(TransferObserver(note_transferred))))
            });
        }
        job
    };

    let job = create("download", BG_JOB_TYPE_DOWNLOAD, &DOWNLOADS.map(download));
    repeat("resume", || job.resume());

    let upload = [(setting("UPLOAD"), local("upload"))];
    let job = create("upload", BG_JOB_TYPE_UPLOAD_REPLY, &upload);
    repeat("reply name", || {
        job.set_reply_file_name(Some(&local("reply")))
    });
    repeat("resume", || job.resume());

    let job = create("cancelled", BG_JOB_TYPE_DOWNLOAD, &[download(CANCELLED)]);
    repeat("resume", || job.resume());
    let outcome = repeat("cancel", || match job.cancel() {
        // The repeated call did it, although it returned an error.
        Err(Error(BG_E_INVALID_STATE)) if job.state() == BG_JOB_STATE_CANCELLED => {
            Ok(CallOutcome::UnableToDeleteFiles)
        }
        other => other,
    });
    if outcome == CallOutcome::UnableToDeleteFiles {
        send("left cancelled");
    }
}

fn collect(queue: &Queue) {
    let jobs = COMPLETED.map(|name| {
        repeat("find", || find(queue, name))
            .unwrap_or_else(|| give_up(&format!("job {name} is lost")))
    });
    for (job, name) in jobs.iter().zip(COMPLETED) {
        wait_for_end(job, name);
    }
    if setting("STEPS").contains(SUBMIT) {
        wait_for_notifications();
    }
    for (job, name) in jobs.iter().zip(COMPLETED) {
        let outcome = repeat("complete", || match job.complete() {
            Err(Error(BG_E_INVALID_STATE)) if job.state() == BG_JOB_STATE_ACKNOWLEDGED => {
                Ok(CallOutcome::Done)
            }
            other => other,
        });
        if outcome != CallOutcome::Done {
            give_up(&format!("{name} completed with {outcome:?}"));
        }
    }
}

/// Finds a job with files. A call that created a job may have returned an error; its repetition has
/// then left an empty job behind.
fn find(queue: &Queue, name: &str) -> Result<Option<Job>> {
    for job in queue.jobs(false)? {
        if job.settings()?.display_name == name && !job.files()?.is_empty() {
            return Ok(Some(job));
        }
    }
    Ok(None)
}

/// Waits until the job is transferred. A job that ended in ERROR is resumed; the report has the
/// error.
fn wait_for_end(job: &Job, name: &str) {
    let start = Instant::now();
    loop {
        match job.state() {
            BG_JOB_STATE_TRANSFERRED => return,
            BG_JOB_STATE_ERROR => {
                let error = repeat("error", || job.error());
                send(format!(
                    "error {name} {} {}",
                    Error(error.code),
                    error.context
                ));
                repeat("resume", || job.resume());
            }
            _ => {}
        }
        if start.elapsed() > DEADLINE {
            let (state, error) = (job.state(), job.error());
            give_up(&format!("job {name} is {state}, {error:?}"));
        }
        std::thread::sleep(PAUSE);
    }
}

/// The number of times that observers were told of a transferred job.
static TOLD: AtomicUsize = AtomicUsize::new(0);

/// Counts a job that is transferred.
fn note_transferred(_job: &Job) -> bool {
    TOLD.fetch_add(1, Ordering::SeqCst);
    true
}

/// Waits until the observers of all jobs were told that the jobs are transferred.
fn wait_for_notifications() {
    let start = Instant::now();
    while TOLD.load(Ordering::SeqCst) < COMPLETED.len() {
        if start.elapsed() > DEADLINE {
            give_up("an observer was not told that its job is transferred");
        }
        std::thread::sleep(PAUSE);
    }
}

/// The lines that the engine has logged. They are kept in memory, because a write to a file could
/// fail like the calls of the engine.
struct Log;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Log {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut lines = LINES.lock().unwrap();
        let line = record.args().to_string();
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }

    fn flush(&self) {}
}
