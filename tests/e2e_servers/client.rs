//! The queue of a client, and jobs that must end well.

use std::fs;
use std::ops::Range;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bits::abi::BG_AUTH_SCHEME;
use bits::abi::BG_AUTH_TARGET::{self, *};
use bits::abi::BG_JOB_PRIORITY;
use bits::abi::BG_JOB_PROXY_USAGE::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::{self, *};
use bits::engine::{Credentials, FileRange, Job, ProxySettings, Queue};
use bits_test_support::fixture::text;
use bits_test_support::process::OwnProcess;
use tempfile::TempDir;

/// Less than the retry delay of a job, so that a job that needed a retry fails.
const DEADLINE: Duration = Duration::from_secs(120);

/// A process whose background jobs have 5 MB per second, so that a test can interrupt them.
pub const SLOW_JOBS: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, folder| {
        let policy = "[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 40000\n";
        fs::create_dir(folder.join("bits")).unwrap();
        fs::write(folder.join("bits/policy.toml"), policy).unwrap();
        command.env("XDG_CONFIG_HOME", folder);
    },
};

/// The access of a client to servers.
#[derive(Clone, Default)]
pub struct Access {
    /// The address of the proxy.
    pub proxy: Option<String>,
    /// Credentials of `user`.
    pub credentials: Option<(BG_AUTH_TARGET, BG_AUTH_SCHEME)>,
}

impl Access {
    pub fn direct() -> Access {
        Access::default()
    }

    pub fn proxy(port: u16) -> Access {
        Access {
            proxy: Some(format!("localhost:{port}")),
            credentials: None,
        }
    }

    pub fn with_server_login(self, scheme: BG_AUTH_SCHEME) -> Access {
        let credentials = Some((BG_AUTH_TARGET_SERVER, scheme));
        Access {
            credentials,
            ..self
        }
    }

    pub fn with_proxy_login(self, scheme: BG_AUTH_SCHEME) -> Access {
        let credentials = Some((BG_AUTH_TARGET_PROXY, scheme));
        Access {
            credentials,
            ..self
        }
    }
}

pub struct Client {
    folder: TempDir,
    queue: Queue,
    access: Access,
}

impl Client {
    pub fn new(access: &Access) -> Client {
        let folder = tempfile::tempdir().unwrap();
        Client {
            queue: Queue::open(&folder.path().join("queue")).unwrap(),
            folder,
            access: access.clone(),
        }
    }

    /// The path of a local file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn job(&self, job_type: BG_JOB_TYPE, priority: BG_JOB_PRIORITY) -> Job {
        let job = self.queue.create_job("field", job_type).unwrap();
        job.set_priority(priority).unwrap();
        let usage = match &self.access.proxy {
            Some(_) => BG_JOB_PROXY_USAGE_OVERRIDE,
            None => BG_JOB_PROXY_USAGE_NO_PROXY,
        };
        job.set_proxy(ProxySettings {
            usage,
            list: self.access.proxy.clone(),
            bypass: None,
        })
        .unwrap();
        if let Some((target, scheme)) = self.access.credentials {
            job.set_credentials(Credentials {
                target,
                scheme,
                user: Some("user".into()),
                password: Some("secret".into()),
            })
            .unwrap();
        }
        job
    }

    /// A job that downloads each URL to the file with its number.
    pub fn download(&self, priority: BG_JOB_PRIORITY, urls: &[String]) -> Job {
        let job = self.job(BG_JOB_TYPE_DOWNLOAD, priority);
        let paths: Vec<PathBuf> = (0..urls.len())
            .map(|number| self.path(&format!("{}-{number}", job.id())))
            .collect();
        let pairs = urls.iter().zip(&paths);
        let pairs: Vec<(&str, &str)> = pairs.map(|(url, path)| (&url[..], text(path))).collect();
        job.add_files(&pairs).unwrap();
        job
    }

    /// A job that downloads ranges of a file.
    pub fn download_ranges(
        &self,
        priority: BG_JOB_PRIORITY,
        url: &str,
        ranges: &[Range<usize>],
    ) -> Job {
        let job = self.job(BG_JOB_TYPE_DOWNLOAD, priority);
        let path = self.path(&format!("{}-0", job.id()));
        let ranges: Vec<FileRange> = ranges
            .iter()
            .map(|range| FileRange::new(range.start as u64, range.len() as u64).unwrap())
            .collect();
        job.add_file_with_ranges(url, text(&path), &ranges).unwrap();
        job
    }

    pub fn upload(&self, url: &str, content: &[u8]) -> Job {
        let job = self.job(BG_JOB_TYPE_UPLOAD, BG_JOB_PRIORITY::BG_JOB_PRIORITY_NORMAL);
        let path = self.path(&job.id().to_string());
        fs::write(&path, content).unwrap();
        job.add_files(&[(url, text(&path))]).unwrap();
        job
    }

    /// Runs a job to its end, and returns the content of its files.
    #[track_caller]
    pub fn finish(&self, job: &Job) -> Vec<Vec<u8>> {
        job.resume().unwrap();
        end(job);
        let error = job.error();
        assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED, "{error:?}");
        assert_eq!(job.error_count(), Ok(0));
        job.complete().unwrap();
        let count = job.progress().files_total;
        (0..count)
            .map(|number| fs::read(self.path(&format!("{}-{number}", job.id()))))
            .filter_map(Result::ok)
            .collect()
    }
}

/// Waits until a job stops to work.
#[track_caller]
pub fn end(job: &Job) {
    let ends = [
        BG_JOB_STATE_TRANSFERRED,
        BG_JOB_STATE_ERROR,
        BG_JOB_STATE_TRANSIENT_ERROR,
    ];
    let start = Instant::now();
    while !ends.contains(&job.state()) {
        let progress = job.progress();
        assert!(start.elapsed() < DEADLINE, "{}: {progress:?}", job.state());
        std::thread::sleep(Duration::from_millis(5));
    }
}
