//! A server with its files, a queue, and a folder for what comes: what tests of whole jobs stand
//! on.

#[path = "../../examples/bits_server/mod.rs"]
pub mod bits_server;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ::bits::abi::BG_JOB_STATE;
use ::bits::abi::BG_JOB_TYPE::{self, BG_JOB_TYPE_DOWNLOAD};
use ::bits::engine::{Job, Queue};
use tempfile::TempDir;

pub const DEADLINE: Duration = Duration::from_secs(20);

/// A server with its files, a queue, and a folder for what comes.
pub struct World {
    pub folder: TempDir,
    pub server: bits_server::Server,
    pub queue: Queue,
}

impl World {
    pub fn new() -> World {
        World::with(|_| ())
    }

    /// With a server that is set up in some way.
    pub fn with(set_up: impl FnOnce(&mut bits_server::Config)) -> World {
        let folder = tempfile::tempdir().unwrap();
        for name in ["served", "here"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let mut config = bits_server::Config::new(folder.path().join("served"));
        set_up(&mut config);
        let server = bits_server::Server::start(config).unwrap();
        let queue = Queue::open(&folder.path().join("queue")).unwrap();
        World {
            folder,
            server,
            queue,
        }
    }

    /// Puts a file on the server; its URL.
    pub fn serve(&self, name: &str, data: &[u8]) -> String {
        fs::write(self.folder.path().join("served").join(name), data).unwrap();
        self.url(name)
    }

    pub fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.server.addr())
    }

    pub fn here(&self, name: &str) -> PathBuf {
        self.folder.path().join("here").join(name)
    }

    pub fn job(&self) -> Job {
        self.job_of(BG_JOB_TYPE_DOWNLOAD)
    }

    pub fn job_of(&self, job_type: BG_JOB_TYPE) -> Job {
        self.queue.create_job("test", job_type).unwrap()
    }

    pub fn left(&self) -> Vec<String> {
        names(&self.here(""))
    }
}

/// What is in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// What a server sends for `/SIZE`.
pub fn content(size: usize) -> Vec<u8> {
    data(size, size as u64)
}

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

pub fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

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
