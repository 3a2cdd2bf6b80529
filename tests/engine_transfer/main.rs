//! `Network` downloads from correct servers and from servers that break rules, stop or lie.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod connection_breaks;
mod cookies;
mod correct_servers;
mod credentials;
mod empty_files;
mod http_1_0_proxies;
mod idle;
mod invalid_responses;
mod limited_servers;
mod local_files;
mod many_ranges;
mod nginx;
mod proxies;
mod proxy_texts;
mod ranges;
mod redirects;
mod reused_connections;
mod slow_answers;
mod statuses;
mod table;
mod texts;
mod tls;
mod tls_texts;
mod unclosed_tls;
mod urls;
mod versions;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bits::abi::{
    BG_E_INSUFFICIENT_HTTP_SUPPORT, BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_INVALID_RANGE,
    BG_E_INVALID_SERVER_RESPONSE, BG_E_MISSING_FILE_SIZE, BG_E_REMOTE_FILE_CHANGED,
    BG_ERROR_CONTEXT, BG_JOB_PROXY_USAGE, BG_LENGTH_TO_EOF, HRESULT,
};
use bits::engine::{Failure, FileRange, ProxySettings, Ranges};
use bits::testing::{
    Attempts, Fetch, HttpOptions, Network, RemoteName, Timeouts, TransferEvent, TransferId, Version,
};
use bits_test_support::child;
use bits_test_support::fault_server::{FaultServer, Request, Response};

fn main() -> std::process::ExitCode {
    child::run_role(&[("proxy from the environment", proxies::run_with_environment)]);
    bits_test_support::harness::run()
}

const MIB: usize = 1 << 20;
const DEADLINE: Duration = Duration::from_secs(20);

/// A network, a folder, and the options of a job.
struct Client {
    network: Network,
    folder: tempfile::TempDir,
    options: HttpOptions,
    /// Servers must do what BITS on Windows requires of them.
    is_strict: bool,
}

/// The events of a transfer.
#[derive(Default, Debug)]
struct TransferLog {
    starts: Vec<(u64, Version)>,
    final_url: Option<String>,
    headers: String,
    finished: bool,
    failure: Option<Failure>,
    redirect: Option<String>,
    attempts: Attempts,
    bytes: u64,
}

impl Client {
    fn new() -> Client {
        let patience = Timeouts {
            connect: Duration::from_secs(2),
            inactivity: Duration::from_secs(3),
            first_byte: Duration::from_secs(5),
            ..Timeouts::default()
        };
        Client {
            network: Network::with_timeouts(patience).unwrap(),
            folder: tempfile::tempdir().unwrap(),
            options: HttpOptions {
                proxy: ProxySettings {
                    usage: BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY,
                    list: None,
                    bypass: None,
                },
                credentials: Vec::new(),
                custom_headers: None,
                security_flags: 0,
                method: None,
                connections: None,
            },
            is_strict: false,
        }
    }

    fn strict() -> Client {
        Client {
            is_strict: true,
            ..Client::new()
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("file")
    }

    fn fetch(&self, remote: impl Into<String>) -> Fetch {
        Fetch {
            remote: RemoteName::parse(&remote.into()).unwrap(),
            path: self.path(),
            offset: 0,
            version: Version::default(),
            ranges: Ranges::default(),
            write_at: None,
            requires_ranges: self.is_strict,
            attempts: Attempts::default(),
            options: Arc::new(self.options.clone()),
        }
    }

    /// Runs a transfer to its end.
    fn run(&mut self, fetch: Fetch) -> TransferLog {
        let id = self.network.start(fetch);
        self.follow(id)
    }

    fn follow(&mut self, id: TransferId) -> TransferLog {
        let mut log = TransferLog::default();
        let deadline = Instant::now() + DEADLINE;
        while !log.finished && log.failure.is_none() {
            assert!(
                Instant::now() < deadline,
                "the transfer does not end: {log:?}"
            );
            for (of, event) in self.network.wait(Duration::from_millis(200)) {
                assert_eq!(of, id);
                log.note(event);
            }
        }
        assert!(
            self.network.received(id).is_none(),
            "a transfer that is over is gone"
        );
        log
    }

    fn get(&mut self, remote: impl Into<String>) -> TransferLog {
        let fetch = self.fetch(remote);
        self.run(fetch)
    }

    /// Continues a failed transfer, as the engine does after the retry delay.
    fn resume(&mut self, remote: impl Into<String>, log: &TransferLog) -> TransferLog {
        let mut fetch = self.fetch(remote);
        fetch.offset = log.bytes;
        fetch.attempts = log.attempts;
        fetch.version = log
            .starts
            .last()
            .map(|(_, version)| version.clone())
            .unwrap_or_default();
        let mut next = self.run(fetch);
        if next.starts.is_empty() {
            next.attempts = log.attempts;
        }
        next
    }

    /// Tries again until the file is complete.
    fn persist(&mut self, remote: &str) -> TransferLog {
        let mut log = self.get(remote);
        for _ in 0..100 {
            if log.finished {
                return log;
            }
            let failure = log.failure.as_ref().unwrap();
            assert!(failure.transient, "{failure:x?}");
            log = self.resume(remote, &log);
        }
        panic!("the transfer gets no further: {log:?}");
    }

    fn content(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }
}

impl TransferLog {
    fn note(&mut self, event: TransferEvent) {
        match event {
            TransferEvent::Started {
                offset,
                version,
                attempts,
                headers,
            } => {
                self.attempts = attempts;
                self.starts.push((offset, version));
                self.headers = headers;
            }
            TransferEvent::Finished { bytes, final_url } => {
                (self.finished, self.bytes, self.final_url) = (true, bytes, final_url);
            }
            TransferEvent::Failed {
                failure,
                bytes,
                redirect,
            } => (self.failure, self.bytes, self.redirect) = (Some(failure), bytes, redirect),
            other => panic!("{other:?} is not of a download"),
        }
    }

    #[track_caller]
    fn offsets(&self) -> Vec<u64> {
        self.starts.iter().map(|(offset, _)| *offset).collect()
    }

    #[track_caller]
    fn failed(&self, code: u32, context: BG_ERROR_CONTEXT, transient: bool) {
        let failure = self
            .failure
            .as_ref()
            .unwrap_or_else(|| panic!("did not fail: {self:?}"));
        assert_eq!(format!("{:#x}", failure.code), format!("{code:#x}"));
        assert_eq!((failure.context, failure.transient), (context, transient));
    }

    #[track_caller]
    fn fatal(&self, code: HRESULT) {
        self.failed(code as u32, REMOTE, false);
    }
}

const REMOTE: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE;
const LOCAL: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE;
const TRANSPORT: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;

/// Bytes that differ by position and by seed.
fn bytes(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2) + 1;
    let mut next = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// A server with one file. `spoil` changes each correct response before it is sent.
fn serve(
    content: &[u8],
    spoil: impl Fn(Response, &Request) -> Response + Send + Sync + 'static,
) -> FaultServer {
    let content = content.to_vec();
    FaultServer::start(move |request| spoil(Response::file(&content, "\"one\"", request), request))
}
