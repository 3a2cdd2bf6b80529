//! The fixture for tests of whole jobs: an upload server with its files, a queue, and a folder for
//! local files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE;
use bits::abi::BG_JOB_TYPE::{self, BG_JOB_TYPE_DOWNLOAD};
use bits::engine::{Job, Queue};
use tempfile::TempDir;

use crate::bits_server;

pub const DEADLINE: Duration = Duration::from_secs(20);

/// A server with its files, a queue, and a folder for local files.
pub struct Fixture {
    pub folder: TempDir,
    pub server: bits_server::Server,
    pub queue: Queue,
}

impl Fixture {
    pub fn start() -> Fixture {
        Fixture::with(|_| ())
    }

    /// A fixture whose server `set_up` has configured.
    pub fn with(set_up: impl FnOnce(&mut bits_server::Config)) -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        for name in ["served", "here"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let mut config = bits_server::Config::new(folder.path().join("served"));
        set_up(&mut config);
        let server = bits_server::Server::start(config).unwrap();
        let queue = Queue::open(&folder.path().join("queue")).unwrap();
        Fixture {
            folder,
            server,
            queue,
        }
    }

    /// Puts a file on the server, and returns its URL.
    pub fn serve(&self, name: &str, data: &[u8]) -> String {
        fs::write(self.folder.path().join("served").join(name), data).unwrap();
        self.url(name)
    }

    pub fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.server.addr())
    }

    /// The path of a local file.
    pub fn here(&self, name: &str) -> PathBuf {
        self.folder.path().join("here").join(name)
    }

    pub fn job(&self) -> Job {
        self.job_of(BG_JOB_TYPE_DOWNLOAD)
    }

    pub fn job_of(&self, job_type: BG_JOB_TYPE) -> Job {
        self.queue.create_job("test", job_type).unwrap()
    }

    /// Creates a local file.
    pub fn own(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.here(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// The content of an uploaded file; `None` when the server has no such file.
    pub fn uploaded(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.path().join("served").join(name)).ok()
    }

    /// The number of open upload sessions.
    pub fn sessions(&self) -> usize {
        fs::read_dir(self.folder.path().join("served/BITS-Sessions/Requests"))
            .map_or(0, |entries| entries.count())
    }

    /// A job that uploads a file of this content.
    pub fn upload(&self, job_type: BG_JOB_TYPE, name: &str, content: &[u8]) -> Job {
        let job = self.job_of(job_type);
        job.add_files(&[(&self.url(name), text(&self.own(name, content)))])
            .unwrap();
        job
    }

    /// The names of the local files.
    pub fn left(&self) -> Vec<String> {
        names(&self.here(""))
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The content of `/SIZE` on servers that serve a file for each size.
pub fn content(size: usize) -> Vec<u8> {
    data(size, size as u64)
}

/// Bytes without a pattern, the same for the same seed.
pub fn data(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    (0..length)
        .map(|_| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 33) as u8
        })
        .collect()
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Waits for a condition, and panics at the deadline.
pub fn wait_until(event: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "timed out waiting for {event}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Waits for a state of a job, and panics at the deadline.
pub fn wait_for(job: &Job, state: BG_JOB_STATE) {
    let start = Instant::now();
    while job.state() != state {
        assert!(
            start.elapsed() < DEADLINE,
            "{} instead of {state}; error {:?}",
            job.state(),
            job.error()
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}
