//! Whole jobs at random: a server with every fault there is, and an owner who changes his mind all
//! the time.

use super::fault_server::{FaultServer, Reply, Seen};
use super::on_demand::Stage;
use super::ranges::EOF;
use super::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// More requests than any of these jobs has a reason for.
const TOO_MANY: usize = 150;

/// Numbers without a pattern.
struct Dice(AtomicU64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(AtomicU64::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1))
    }

    /// A number below `end`.
    fn below(&self, end: u64) -> u64 {
        let next = |state: u64| {
            state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407)
        };
        let before = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |state| {
                Some(next(state))
            });
        (next(before.unwrap()) >> 33) % end
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

/// The versions of one file, and which of them is served.
struct Versions {
    all: Vec<Vec<u8>>,
    current: Mutex<usize>,
    /// Servers tell dates as well.
    dated: bool,
}

impl Versions {
    fn new(dice: &Dice) -> Versions {
        let size = 1000 + dice.below(60_000) as usize;
        let sizes = [size, size, 1 + dice.below(60_000) as usize];
        Versions {
            all: sizes
                .iter()
                .map(|size| data(*size, 1 + dice.below(1000)))
                .collect(),
            current: Mutex::new(0),
            dated: dice.below(2) == 0,
        }
    }

    /// An honest answer, with this word for the version.
    fn answer(&self, server: &str, seen: &Seen) -> Reply {
        let version = *self.current.lock().unwrap();
        let stamp = format!("Wed, 01 Jan 2020 00:00:0{version} GMT");
        let etag = format!("\"{server}{version}\"");
        // By the date also knows the version who has it from another server.
        let by_date = seen.header("if-range") == Some(&stamp);
        let honest = Seen {
            headers: seen
                .headers
                .iter()
                .filter(|(name, _)| !(by_date && name.eq_ignore_ascii_case("if-range")))
                .cloned()
                .collect(),
            ..seen.clone()
        };
        let reply = Reply::file(&self.all[version], &etag, &honest);
        if self.dated {
            reply.with("Last-Modified", stamp)
        } else {
            reply
        }
    }
}

/// Spoils some of the answers.
fn spoil(reply: Reply, dice: &Dice, whole: &[u8]) -> Reply {
    let length = reply.body.len() as u64 + 1;
    match dice.below(12) {
        0 => reply.cut(dice.below(length) as usize),
        1 => Reply::status(503),
        2 => reply.chunked(),
        3 => reply.trickle(500, Duration::from_millis(dice.below(4))),
        // Part of what was asked for; elsewhere in the file; more than was promised.
        4 if reply.status == 206 && reply.body.len() > 1 => shorter(&reply, whole),
        5 => reply.with(
            "Content-Range",
            format!("bytes 3-{}/{}", whole.len() - 1, whole.len()),
        ),
        6 => marked(Reply::whole(whole), &reply).with("Accept-Ranges", "bytes"),
        _ => reply,
    }
}

/// The first half of a part.
fn shorter(reply: &Reply, whole: &[u8]) -> Reply {
    let range = reply
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
        Reply::part(whole, first, first + reply.body.len() / 2),
        reply,
    )
}

/// With the marks of the version that another answer has.
fn marked(reply: Reply, other: &Reply) -> Reply {
    ["ETag", "Last-Modified"].iter().fold(reply, |reply, name| {
        let mark = other.headers.iter().find(|(key, _)| key == name);
        mark.map_or(reply.clone(), |(_, mark)| reply.with(name, mark))
    })
}

struct Play {
    stage: Stage,
    other: FaultServer,
    versions: Arc<Versions>,
    honest: Arc<AtomicU64>,
    dice: Dice,
    seed: u64,
}

impl Play {
    fn new(seed: u64) -> Play {
        let dice = Dice::new(seed);
        let versions = Arc::new(Versions::new(&dice));
        let honest = Arc::new(AtomicU64::new(0));
        let script = |name: &'static str| {
            let (versions, honest, dice) = (versions.clone(), honest.clone(), Dice::new(seed + 1));
            move |seen: &Seen| {
                let reply = versions.answer(name, seen);
                match honest.load(Ordering::SeqCst) {
                    0 => spoil(
                        reply,
                        &dice,
                        &versions.all[*versions.current.lock().unwrap()],
                    ),
                    _ => reply,
                }
            }
        };
        let other = FaultServer::start(script("other"));
        let stage = Stage::new(script("one"));
        stage.job.set_minimum_retry_delay(0).unwrap();
        stage.job.set_on_demand(dice.below(3) > 0).unwrap();
        Play {
            stage,
            other,
            versions,
            honest,
            dice,
            seed,
        }
    }

    /// Something the owner, or the world, does.
    fn act(&self) {
        let (stage, dice) = (&self.stage, &self.dice);
        let size = self.versions.all[0].len() as u64;
        match dice.below(14) {
            0..4 => {
                let list: Vec<_> = (0..=dice.below(4)).map(|_| dice.range(size)).collect();
                // The file may be a shorter one by now.
                let asked = stage.ask(&list);
                assert!(
                    matches!(asked, Ok(()) | Err(Error(BG_E_INVALID_RANGE))),
                    "{asked:?}"
                );
            }
            4 => _ = stage.file.set_download_position(dice.below(size)),
            5 => stage.job.set_on_demand(dice.below(3) > 0).unwrap(),
            6 => stage.job.suspend().unwrap(),
            7 => {
                let all = [
                    BG_JOB_PRIORITY_FOREGROUND,
                    BG_JOB_PRIORITY_HIGH,
                    BG_JOB_PRIORITY_LOW,
                ];
                stage.job.set_priority(all[dice.below(3) as usize]).unwrap();
            }
            8 => {
                let server = [&stage.server, &self.other][dice.below(2) as usize];
                stage.file.set_remote_name(&server.url("/file")).unwrap();
            }
            9 if dice.below(3) == 0 => {
                *self.versions.current.lock().unwrap() = dice.below(3) as usize
            }
            // Not when it is not all there.
            10 => _ = stage.file.set_validation(false),
            _ => stage.job.resume().unwrap(),
        }
        // Time for something to come of it, or not.
        std::thread::sleep(Duration::from_millis(dice.below(2) * dice.below(15)));
    }

    /// What is said to be there is of one version, as long as nothing happens.
    fn check(&self) {
        let before = self.stage.filled();
        let there = fs::read(self.stage.file.temporary_name().unwrap()).unwrap_or_default();
        if self.stage.filled() != before {
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
            self.stage.job.state(),
            BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSFERRED
        )
    }

    fn requests(&self) -> usize {
        self.stage.server.seen().len() + self.other.seen().len()
    }

    /// From now on all goes well, and everything is wanted.
    fn finish(&self) {
        let stage = &self.stage;
        self.honest.store(1, Ordering::SeqCst);
        stage.job.set_on_demand(self.dice.below(2) == 0).unwrap();
        let begun = Instant::now();
        while stage.job.state() != BG_JOB_STATE_TRANSFERRED {
            if self.rests() {
                self.check();
                // In an on-demand job nothing comes that is not asked for.
                let _ = stage.ask(&[(0, EOF)]);
                stage.job.resume().unwrap();
            }
            assert!(
                begun.elapsed() < world::DEADLINE,
                "seed {}: {} requests; {} {:?} {:?}",
                self.seed,
                self.requests(),
                stage.job.state(),
                stage.job.error(),
                stage.filled()
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
            stage.job.complete(),
            Ok(CallOutcome::Done),
            "seed {}",
            self.seed
        );
        let copy = fs::read(stage.world.here("copy")).unwrap();
        assert!(self.versions.all.contains(&copy), "seed {}", self.seed);
        assert_eq!(stage.world.left(), ["copy"], "seed {}", self.seed);
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
