//! `kill -9` of the runner and of its clients at random moments.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_QUEUED, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::bits_server;
use bits_test_support::child::{self, Child};
use bits_test_support::fault_server::FaultServer;
use bits_test_support::fixture::{wait_for, wait_until};
use bits_test_support::harness::runs_slow_tests;
use bits_test_support::random::Random;
use tempfile::TempDir;

use crate::client::{add_file, ask, switch};
use crate::{has_its_content, serve, temporaries};

const KILLS: usize = 6;

/// One run: a queue with two processes that only run transfers, and a client. Each of them is
/// killed and started again.
struct Run<'a> {
    folder: TempDir,
    downloads: &'a FaultServer,
    uploads: bits_server::Server,
    ledger: String,
    clients: u64,
    seed: u64,
}

impl Run<'_> {
    fn new(seed: u64, downloads: &FaultServer) -> Run<'_> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["here", "served"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let config = bits_server::Config::new(folder.path().join("served"));
        Run {
            uploads: bits_server::Server::start(config).unwrap(),
            folder,
            downloads,
            ledger: String::new(),
            clients: 0,
            seed,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn start(&self, role: &str) -> Child {
        let mut command = child::command(role, &self.path("queue"), &[]);
        command
            .env("HERE", self.path("here"))
            .env("SERVED", self.path("served"))
            .env("URL", self.downloads.url("").trim_end_matches('/'))
            .env("UPLOADS", format!("http://{}", self.uploads.addr()))
            .env("NUMBER", (self.seed * 100 + self.clients).to_string())
            .env("LEDGER", self.path("ledger"));
        Child::start(command)
    }

    fn start_client(&mut self) -> Child {
        self.clients += 1;
        self.start("client")
    }

    fn end_client(&mut self, mut client: Child) {
        client.kill();
        for line in client.receive_all() {
            self.ledger += &format!("{line}\n");
        }
    }

    /// Runs it, and returns the report of the verifier.
    fn go(mut self) -> String {
        let mut random = Random::new(self.seed);
        let mut runners = [self.start("runner"), self.start("runner")];
        let mut client = self.start_client();
        for _ in 0..KILLS {
            // The kill happens at a random moment.
            std::thread::sleep(Duration::from_millis(20 + random.below(250)));
            let which = random.below(5);
            if which < 3 {
                let runner = runners
                    .iter_mut()
                    .find(|it| Some(it.id()) == lock_holder(&self.path("queue")));
                if let Some(runner) = runner {
                    runner.kill();
                    *runner = self.start("runner");
                }
            }
            if which >= 2 {
                self.end_client(client);
                client = self.start_client();
            }
        }
        self.end_client(client);
        fs::write(self.path("ledger"), &self.ledger).unwrap();
        let mut verifier = self.start("verifier");
        let verdict = verifier.receive_all();
        assert!(
            verifier.finish().success(),
            "run {}: the queue is not what it should be:\n{}",
            self.seed,
            self.ledger
        );
        let sessions = self.path("served/BITS-Sessions/Requests");
        // If the runner was killed before it stored the name of a session, the session stays until
        // the server drops it.
        wait_until("upload sessions to end", || {
            fs::read_dir(&sessions).map_or(0, |entries| entries.count()) <= KILLS
        });
        verdict.concat()
    }
}

/// Returns the process that holds the runner's lock. A line of `/proc/locks` is `1: FLOCK ADVISORY
/// WRITE PROCESS MAJOR:MINOR:INODE 0 EOF`.
fn lock_holder(home: &Path) -> Option<i32> {
    let inode = fs::metadata(home.join("runner.lock"))
        .ok()?
        .ino()
        .to_string();
    let locks = fs::read_to_string("/proc/locks").unwrap();
    let holder = |line: &str| -> Option<i32> {
        let words: Vec<_> = line.split_whitespace().collect();
        let is_ours = words[1] == "FLOCK" && words[5].rsplit(':').next() == Some(&inode);
        is_ours.then(|| words[4].parse().unwrap())
    };
    locks.lines().find_map(holder)
}

#[test]
fn successful_calls_hold_after_kills_at_random_moments() {
    let runs: u64 = if runs_slow_tests() { 200 } else { 30 };
    let base: u64 = std::env::var("LIBBITS_SEED").map_or(1, |seed| seed.parse().unwrap());
    let start = Instant::now();
    let server = serve(Duration::from_millis(1));
    let (next, jobs) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(seed) = (base..base + runs).nth(next.fetch_add(1, Ordering::SeqCst))
                {
                    let verdict = Run::new(seed, &server).go();
                    let count: usize = verdict.split(' ').next().unwrap().parse().unwrap();
                    jobs.fetch_add(count, Ordering::SeqCst);
                }
            });
        }
    });
    println!(
        "{runs} runs with {KILLS} kills each and {} jobs survived, in {:?}",
        jobs.into_inner(),
        start.elapsed()
    );
}

#[test]
fn the_runner_finds_what_a_killed_client_could_not_tell_it() {
    let server = serve(Duration::ZERO);
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    let runner = Child::start(child::command("runner", &home, &[]));
    assert_eq!(runner.receive(), "open");
    let queue = Queue::open(&home).unwrap();
    let job = queue.create_job("untold", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let path = folder.path().join("d-5000");
    job.add_files(&[(&server.url("/5000"), path.to_str().unwrap())])
        .unwrap();
    // Writes what Resume writes, but does not notify the runner. The creation of another job wakes
    // it.
    let database = rusqlite::Connection::open(home.join("queue.db")).unwrap();
    let resume = format!(
        "UPDATE job SET state = {}, needs_runner = 1, version = version + 1",
        BG_JOB_STATE_QUEUED as i32
    );
    assert_eq!(database.execute(&resume, []).unwrap(), 1);
    queue.create_job("another", BG_JOB_TYPE_DOWNLOAD).unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
}

#[test]
fn a_killed_runner_loses_no_more_than_since_its_last_checkpoint() {
    kill_while_receiving("big", 500_000);
}

#[test]
fn a_killed_runner_loses_no_more_of_ranges() {
    kill_while_receiving("big-parts", 300_000);
}

#[test]
fn a_killed_runner_loses_no_more_of_requested_ranges() {
    kill_while_receiving("big-asked", 300_000);
}

/// Kills each runner when it has received between `least` and three times as many bytes.
fn kill_while_receiving(name: &str, least: u64) {
    const SIZE: usize = 8_000_000;
    // 16 KiB each 4 ms, for twice the time between two records (250 ms and 50 ms).
    const AT_MOST: u64 = 4_000_000 * 6 / 10;
    let server = serve(Duration::from_millis(4));
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("here");
    fs::create_dir(&here).unwrap();
    let home = folder.path().join("queue");
    let runner = || {
        let runner = Child::start(child::command("runner", &home, &[]));
        assert_eq!(runner.receive(), "open");
        runner
    };
    let mut first = runner();
    let queue = Queue::open(&home).unwrap();
    let job = queue.create_job("big", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let path = here.join(format!("{name}-{SIZE}"));
    add_file(
        &job,
        &server.url(&format!("/{SIZE}")),
        path.to_str().unwrap(),
    )
    .unwrap();
    if name.ends_with("asked") {
        switch(&job, true);
        const PIECE: u64 = SIZE as u64 / 10;
        (0..10).for_each(|index| ask(&job, 0, index * 7 % 10 * PIECE, PIECE));
    }
    job.resume().unwrap();
    let mut random = Random::new(7);
    for _ in 0..KILLS {
        let second = runner();
        let until = server.sent() + least + random.below(2 * least);
        wait_until("bytes", || server.sent() > until);
        first.kill();
        first = second;
    }
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(has_its_content(&path));
    assert!(temporaries(&here).is_empty());
    let wanted = fs::metadata(&path).unwrap().len();
    let again = server.sent() - wanted;
    println!("{again} of {wanted} bytes were sent again after {KILLS} kills at 4 MB/s");
    assert!(again < KILLS as u64 * AT_MOST);
}
