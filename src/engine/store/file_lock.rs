//! Locks between processes, with a bound on the wait for them.
//!
//! A process that is stopped (`SIGSTOP`) or hangs keeps its locks. The wait for such a process ends
//! with `ERROR_BUSY` and a line in the log that names it. The caller has changed nothing by then,
//! and may try again.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::model::error::{Error, Result, win32};

/// Pause after the first attempt that finds the lock taken. Each further attempt doubles it, up to
/// the longest one.
const FIRST_PAUSE: Duration = Duration::from_micros(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

/// Longest wait for the publication of another process, which takes as long as a commit. It is
/// shorter than the wait for SQLite's write lock, which the waiting process holds meanwhile: the
/// next process in the line gets the lock before its own wait is over.
const PUBLISH_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest wait for another process that opens the queue; the check of a large database takes
/// seconds.
const OPEN_TIMEOUT: Duration = Duration::from_secs(30);

/// Exclusive lock on a file. The kernel releases it when the process ends. A forked child shares
/// the lock of its parent and must open the file again.
pub struct FileLock<'a>(&'a File);

impl FileLock<'_> {
    /// Waits for the exclusive right to open, create or migrate the database: the lock `open.lock`.
    pub fn acquire_opening(file: &File) -> Result<FileLock<'_>> {
        FileLock::acquire(file, "open.lock", OPEN_TIMEOUT)
    }

    /// Waits for the exclusive right to publish rows in the shared memory: the lock `live.lock`.
    pub fn acquire_publication(file: &File) -> Result<FileLock<'_>> {
        FileLock::acquire(file, "live.lock", PUBLISH_TIMEOUT)
    }

    /// Takes the lock if it is free; returns `None` if another process holds it.
    pub fn try_acquire(file: &File) -> io::Result<Option<FileLock<'_>>> {
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(FileLock(file))),
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Waits for the lock. `name` is the name of the file for the log. Returns `ERROR_BUSY` if
    /// another process holds the lock all the time.
    fn acquire<'a>(file: &'a File, name: &str, timeout: Duration) -> Result<FileLock<'a>> {
        let deadline = Instant::now() + timeout;
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(lock) = FileLock::try_acquire(file)? {
                return Ok(lock);
            }
            if Instant::now() >= deadline {
                break;
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        log::error!(
            "the lock {name} of the queue is not free after {timeout:?}: {}",
            holder(file).map_or("its holder is not known".into(), describe)
        );
        Err(Error(win32(170))) // ERROR_BUSY
    }
}

impl Drop for FileLock<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            log::error!("a lock of the queue cannot be released: {error}");
        }
    }
}

/// Returns the number of the process that holds the lock on a file; `None` where the system does
/// not tell. A line of `/proc/locks` reads `1: FLOCK ADVISORY WRITE 1234 08:01:5678 0 EOF`: kind,
/// process, device and inode number. A process that waits for a lock has an arrow before the kind.
fn holder(file: &File) -> Option<u32> {
    let inode = file.metadata().ok()?.ino().to_string();
    let locks = fs::read_to_string("/proc/locks").ok()?;
    locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [_, "FLOCK", _, _, process, file, ..] if file.rsplit(':').next() == Some(&inode) => {
                process.parse().ok()
            }
            _ => None,
        }
    })
}

/// Names a process for the log, and says whether it is stopped.
fn describe(process: u32) -> String {
    let read = |name| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
    // The state follows the program's name, which is in parentheses and may contain others.
    let is_stopped = read("stat")
        .rsplit_once(") ")
        .is_some_and(|(_, rest)| rest.starts_with(['T', 't']));
    let state = if is_stopped { ", which is stopped" } else { "" };
    format!(
        "process {process} ({}) holds it{state}",
        read("comm").trim()
    )
}
