//! Random jobs: a server with each kind of fault, and an owner who makes random calls.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::time::Instant;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::{CallOutcome, Error};
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{self, data};
use bits_test_support::random::Random;

use super::on_demand::OneFile;
use super::ranges::EOF;

/// More requests than any of these jobs needs.
const TOO_MANY: usize = 150;

/// A random number generator for several threads.
struct SharedRandom(Mutex<Random>);

impl SharedRandom {
    fn new(seed: u64) -> SharedRandom {
        SharedRandom(Mutex::new(Random::new(seed)))
    }

    /// A number below `end`.
    fn below(&self, end: u64) -> u64 {
        self.0.lock().unwrap().below(end)
    }

    fn range(&self, size: u64) -> (u64, u64) {
        let offset = self.below(size);
        match self.below(4) {
            0 => (offset, EOF),
            _ => (
                offset,
                1 + self.below(size.div_ceil(8)).min(size - offset - 1),
            ),
        }
    }
}

/// The versions of one file, and the index of the one that is served.
struct Versions {
    all: Vec<Vec<u8>>,
    current: Mutex<usize>,
    /// The servers send dates too.
    dated: bool,
}

impl Versions {
    fn new(random: &SharedRandom) -> Versions {
        let size = 1000 + random.below(60_000) as usize;
        let sizes = [size, size, 1 + random.below(60_000) as usize];
        Versions {
            all: sizes
                .iter()
                .map(|size| data(*size, 1 + random.below(1000)))
                .collect(),
            current: Mutex::new(0),
            dated: random.below(2) == 0,
        }
    }

    /// A correct response, with this tag for the version.
    fn answer(&self, server: &str, request: &Request) -> Response {
        let version = *self.current.lock().unwrap();
        let stamp = format!("Wed, 01 Jan 2020 00:00:0{version} GMT");
        let etag = format!("\"{server}{version}\"");
        // The date identifies the version on the other server too.
        let by_date = request.header("if-range") == Some(&stamp);
        let honest = Request {
            headers: request
                .headers
                .iter()
                .filter(|(name, _)| !(by_date && name.eq_ignore_ascii_case("if-range")))
                .cloned()
                .collect(),
            ..request.clone()
        };
        let response = Response::file(&self.all[version], &etag, &honest);
        if self.dated {
            response.with("Last-Modified", stamp)
        } else {
            response
        }
    }
}

/// Makes some of the responses wrong.
fn spoil(response: Response, random: &SharedRandom, whole: &[u8]) -> Response {
    let length = response.body.len() as u64 + 1;
    match random.below(12) {
        0 => response.cut(random.below(length) as usize),
        1 => Response::status(503),
        2 => response.chunked(),
        3 => response.trickle(500, Duration::from_millis(random.below(4))),
        // A part of the requested range; another range of the file; more bytes than announced.
        4 if response.status == 206 && response.body.len() > 1 => shorter(&response, whole),
        5 => response.with(
            "Content-Range",
            format!("bytes 3-{}/{}", whole.len() - 1, whole.len()),
        ),
        6 => marked(Response::whole(whole), &response).with("Accept-Ranges", "bytes"),
        _ => response,
    }
}

/// The first half of a partial response.
fn shorter(response: &Response, whole: &[u8]) -> Response {
    let range = response
        .headers
        .iter()
        .find(|(name, _)| name == "Content-Range")
        .unwrap();
    let first: usize = range.1["bytes ".len()..]
        .split('-')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    marked(
        Response::part(whole, first, first + response.body.len() / 2),
        response,
    )
}

/// Gives a response the marks of another response's version.
fn marked(response: Response, other: &Response) -> Response {
    ["ETag", "Last-Modified"]
        .iter()
        .fold(response, |response, name| {
            let mark = other.headers.iter().find(|(key, _)| key == name);
            mark.map_or(response.clone(), |(_, mark)| response.with(name, mark))
        })
}

struct Play {
    one: OneFile,
    other: FaultServer,
    versions: Arc<Versions>,
    honest: Arc<AtomicU64>,
    random: SharedRandom,
    seed: u64,
}

impl Play {
    fn new(seed: u64) -> Play {
        let random = SharedRandom::new(seed);
        let versions = Arc::new(Versions::new(&random));
        let honest = Arc::new(AtomicU64::new(0));
        let script = |name: &'static str| {
            let (versions, honest, random) = (
                versions.clone(),
                honest.clone(),
                SharedRandom::new(seed + 1),
            );
            move |request: &Request| {
                let response = versions.answer(name, request);
                match honest.load(Ordering::SeqCst) {
                    0 => spoil(
                        response,
                        &random,
                        &versions.all[*versions.current.lock().unwrap()],
                    ),
                    _ => response,
                }
            }
        };
        let other = FaultServer::start(script("other"));
        let one = OneFile::new(script("one"));
        one.job.set_minimum_retry_delay(0).unwrap();
        one.job.set_on_demand(random.below(3) > 0).unwrap();
        Play {
            one,
            other,
            versions,
            honest,
            random,
            seed,
        }
    }

    /// Does a random action of the owner or of the servers.
    fn act(&self) {
        let (one, random) = (&self.one, &self.random);
        let size = self.versions.all[0].len() as u64;
        match random.below(14) {
            0..4 => {
                let list: Vec<_> = (0..=random.below(4)).map(|_| random.range(size)).collect();
                // The current version may be shorter.
                let asked = one.ask(&list);
                assert!(
                    matches!(asked, Ok(()) | Err(Error(BG_E_INVALID_RANGE))),
                    "{asked:?}"
                );
            }
            4 => _ = one.file.set_download_position(random.below(size)),
            5 => one.job.set_on_demand(random.below(3) > 0).unwrap(),
            6 => one.job.suspend().unwrap(),
            7 => {
                let all = [
                    BG_JOB_PRIORITY_FOREGROUND,
                    BG_JOB_PRIORITY_HIGH,
                    BG_JOB_PRIORITY_LOW,
                ];
                one.job.set_priority(all[random.below(3) as usize]).unwrap();
            }
            8 => {
                let server = [&one.server, &self.other][random.below(2) as usize];
                one.file.set_remote_name(&server.url("/file")).unwrap();
            }
            9 if random.below(3) == 0 => {
                *self.versions.current.lock().unwrap() = random.below(3) as usize
            }
            // It fails when the file is not complete.
            10 => _ = one.file.set_validation(false),
            _ => one.job.resume().unwrap(),
        }
        // Lets the runner do some work, or none.
        std::thread::sleep(Duration::from_millis(random.below(2) * random.below(15)));
    }

    /// Checks that the ranges that the file reports as present are of one version, unless something
    /// changes meanwhile.
    fn check(&self) {
        let before = self.one.filled();
        let there = fs::read(self.one.file.temporary_name().unwrap()).unwrap_or_default();
        if self.one.filled() != before {
            return;
        }
        let holds = |version: &Vec<u8>| {
            before.iter().all(|(offset, length)| {
                let range = *offset as usize..(offset + length) as usize;
                there
                    .get(range.clone())
                    .is_some_and(|bytes| version.get(range) == Some(bytes))
            })
        };
        assert!(
            self.versions.all.iter().any(holds),
            "seed {}: {before:?}",
            self.seed
        );
    }

    fn rests(&self) -> bool {
        use BG_JOB_STATE::*;
        matches!(
            self.one.job.state(),
            BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSFERRED
        )
    }

    fn requests(&self) -> usize {
        self.one.server.requests().len() + self.other.requests().len()
    }

    /// Stops all faults and requests everything.
    fn finish(&self) {
        let one = &self.one;
        self.honest.store(1, Ordering::SeqCst);
        one.job.set_on_demand(self.random.below(2) == 0).unwrap();
        let begun = Instant::now();
        while one.job.state() != BG_JOB_STATE_TRANSFERRED {
            if self.rests() {
                self.check();
                // An on-demand job downloads only requested ranges.
                let _ = one.ask(&[(0, EOF)]);
                one.job.resume().unwrap();
            }
            assert!(
                begun.elapsed() < fixture::DEADLINE,
                "seed {}: {} requests; {} {:?} {:?}",
                self.seed,
                self.requests(),
                one.job.state(),
                one.job.error(),
                one.filled()
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        self.check();
        assert!(
            self.requests() < TOO_MANY,
            "seed {}: {} requests",
            self.seed,
            self.requests()
        );
        assert_eq!(
            one.job.complete(),
            Ok(CallOutcome::Done),
            "seed {}",
            self.seed
        );
        let copy = fs::read(one.fixture.here("copy")).unwrap();
        assert!(self.versions.all.contains(&copy), "seed {}", self.seed);
        assert_eq!(one.fixture.left(), ["copy"], "seed {}", self.seed);
    }
}

#[test]
fn whatever_happens_the_end_is_one_version() {
    let runs: u64 = std::env::var("LIBBITS_RUNS").map_or(60, |runs| runs.parse().unwrap());
    let base: u64 = std::env::var("LIBBITS_SEED").map_or(1, |seed| seed.parse().unwrap());
    let (next, most, sum) = (AtomicU64::new(base), AtomicU64::new(0), AtomicU64::new(0));
    let play_some = || {
        while let seed = next.fetch_add(1, Ordering::SeqCst)
            && seed < base + runs
        {
            let play = Play::new(seed);
            for _ in 0..40 {
                play.act();
                if play.rests() {
                    play.check();
                }
            }
            play.finish();
            most.fetch_max(play.requests() as u64, Ordering::SeqCst);
            sum.fetch_add(play.requests() as u64, Ordering::SeqCst);
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| _ = scope.spawn(play_some)));
    println!("{runs} jobs with {sum:?} requests, the busiest with {most:?}");
}
