//! Power failures: for each moment of a recorded run, the test restores what the disk may hold
//! after a power failure, and opens the queue again as after a restart.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_SUSPENDED, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::engine::{Job, Queue};
use bits_test_support::child::{self, Child, send, setting};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, names, text, wait_for, wait_until};
use bits_test_support::harness::runs_slow_tests;
use bits_test_support::needs::STRACE;
use bits_test_support::random::Random;
use tempfile::TempDir;

use crate::client::{add, ask, call, here, rename, switch};
use crate::has_its_content;
use crate::recording::{CALLS, Left, Recording};
use crate::verifier::END_OF_CERTAINTY;

/// A size that takes longer to download than the runner takes to sync.
const SLOW: usize = 300_000;
const REPLACED: &str = "d-replaced-5000";
/// A file that is uploaded to a file share. The power failures do not touch it.
const SHARED: &str = "u-k-5000";

/// The role of the program that is recorded.
pub fn run() {
    let queue = Queue::open_default().unwrap();
    pretend_another_boot();
    send("open");

    let completed = job(&queue, &["d-a-5000", REPLACED, "d-b-0", "d-c-400000"]);
    call(&completed, "resume", || completed.resume());
    wait_for(&completed, BG_JOB_STATE_TRANSFERRED);
    call(&completed, "complete", || completed.complete());

    let cancelled = job(&queue, &["d-d-100000", "d-e-1"]);
    call(&cancelled, "resume", || cancelled.resume());
    wait_for(&cancelled, BG_JOB_STATE_TRANSFERRED);
    call(&cancelled, "cancel", || cancelled.cancel());

    let waiting = job(&queue, &["d-f-100000"]);
    call(&waiting, "name first", || waiting.set_display_name("first"));
    call(&waiting, "resume", || waiting.resume());
    call(&waiting, "suspend", || waiting.suspend());
    call(&waiting, "name second", || {
        waiting.set_display_name("second")
    });
    call(&waiting, "resume", || waiting.resume());
    wait_for(&waiting, BG_JOB_STATE_TRANSFERRED);

    let shared = queue.create_job("created", BG_JOB_TYPE_UPLOAD).unwrap();
    send(format!("{} ok create ()", shared.id()));
    let own = PathBuf::from(setting("HERE")).with_file_name(SHARED);
    add(&shared, text(&here(SHARED)), text(&own));
    call(&shared, "resume", || shared.resume());
    wait_for(&shared, BG_JOB_STATE_TRANSFERRED);
    call(&shared, "complete", || shared.complete());

    let slow = job(&queue, &["d-g-parts-5000", &format!("d-h-{SLOW}")]);
    call(&slow, "urgent", || {
        slow.set_priority(BG_JOB_PRIORITY_FOREGROUND)
    });
    call(&slow, "resume", || slow.resume());
    let asked = job(&queue, &[&format!("d-l-{SLOW}")]);
    switch(&asked, true);
    ask(&asked, 0, 50_000, 40_000);
    ask(&asked, 0, 100_000, SLOW as u64 - 100_000);
    call(&asked, "resume", || asked.resume());
    wait_until("the first file", || slow.progress().files_transferred == 1);
    add_file(&slow, "d-j-5000");
    rename(&slow);
    let idle = job(&queue, &["d-i-5000"]);
    call(&idle, "name idle", || idle.set_display_name("idle"));
    wait_for(&slow, BG_JOB_STATE_TRANSFERRED);
    call(&slow, "complete", || slow.complete());
    call(&waiting, "complete", || waiting.complete());
    wait_for(&asked, BG_JOB_STATE_SUSPENDED);
    ask(&asked, 0, 10_000, 10_000);
    call(&asked, "resume", || asked.resume());
    wait_for(&asked, BG_JOB_STATE_SUSPENDED);
    call(&asked, "name asked", || asked.set_display_name("asked"));
}

fn job(queue: &Queue, files: &[&str]) -> Job {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    send(format!("{} ok create ()", job.id()));
    files.iter().for_each(|file| add_file(&job, file));
    job
}

fn add_file(job: &Job, name: &str) {
    let size = name.rsplit('-').next().unwrap();
    add(
        job,
        &format!("{}/{size}", setting("URL")),
        text(&here(name)),
    );
}

/// Makes the queue believe that the system has been restarted since.
fn pretend_another_boot() {
    let database =
        rusqlite::Connection::open(PathBuf::from(setting("BITS_HOME")).join("queue.db")).unwrap();
    database
        .pragma_update(None, "busy_timeout", 10_000)
        .unwrap();
    database.pragma_update(None, "synchronous", "FULL").unwrap();
    let changed = database
        .execute("UPDATE meta SET value = 'another' WHERE name = 'boot'", [])
        .unwrap();
    assert_eq!(changed, 1);
    // Closing the connection would release the locks of the library on the file.
    std::mem::forget(database);
}

struct Site {
    root: PathBuf,
    server: FaultServer,
    slow: Arc<AtomicBool>,
}

impl Site {
    fn new(root: &Path) -> Site {
        let slow = Arc::new(AtomicBool::new(true));
        let is_slow = slow.clone();
        let server = FaultServer::start(move |request| {
            let size = request.target.trim_start_matches('/').parse().unwrap();
            let pause = if size == SLOW && is_slow.load(Ordering::SeqCst) {
                150
            } else {
                0
            };
            Response::file(&content(size), "\"one\"", request)
                .trickle(16 << 10, Duration::from_millis(pause))
        });
        Site {
            root: root.to_owned(),
            server,
            slow,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn start(&self, role: &str, wrapper: &[&str]) -> Child {
        let mut command = child::command(role, &self.path("queue"), wrapper);
        command
            .env("HERE", self.path("here"))
            .env("SERVED", self.path("here"))
            .env("URL", self.server.url("").trim_end_matches('/'))
            .env("LEDGER", self.path("ledger"));
        Child::start(command)
    }

    fn record(&self) -> Recording {
        fs::create_dir(self.path("here")).unwrap();
        fs::write(self.path(SHARED), content(5000)).unwrap();
        let replaced = self.path("here").join(REPLACED);
        let old = vec![b'o'; 5000];
        fs::write(&replaced, &old).unwrap();
        let log = self.path("strace.log");
        let strace = [
            "strace",
            "-f",
            "-qq",
            "-xx",
            "-s",
            "4194304",
            "-e",
            CALLS,
            "-o",
            log.to_str().unwrap(),
        ];
        let mut program = self.start("recorded", &strace);
        let said = program.receive_all();
        assert!(program.finish().success());
        assert!(
            said.len() > 30 && !said.iter().any(|line| line.contains("failed")),
            "{said:?}"
        );
        self.slow.store(false, Ordering::SeqCst);
        Recording::read(
            &self.root,
            BTreeMap::from([(replaced, old)]),
            &fs::read_to_string(log).unwrap(),
        )
    }

    /// Checks the queue that the power failure has left, and returns what is wrong with it.
    fn verify(
        &self,
        recording: &Recording,
        moment: usize,
        left: Left,
        wrapper: &[&str],
    ) -> Result<(), String> {
        recording.rebuild(moment, left);
        let about = format!("power failure after act {moment}, {left:?}");
        for name in names(&self.path("here"))
            .iter()
            .filter(|name| !name.starts_with('.'))
        {
            let path = self.path("here").join(name);
            let is_old = name == REPLACED && fs::read(&path).unwrap() == [b'o'; 5000];
            if !is_old && !has_its_content(&path) {
                return Err(format!("{about}: {name} is wrong under its own name"));
            }
        }
        let ledger = self.ledger(&recording.said(moment));
        fs::write(self.path("ledger"), &ledger).unwrap();
        match self.start("verifier", wrapper).finish().success() {
            true => Ok(()),
            false => Err(format!("{about}:\n{ledger}")),
        }
    }

    /// The ledger: first the calls up to the last successful Resume, Complete or Cancel, which must
    /// hold; then the calls that may hold or not.
    fn ledger(&self, said: &[&str]) -> String {
        let safe = said.iter().rposition(|line| is_promise(line));
        let calls = |lines: &[&str]| -> String {
            let calls = lines.iter().filter(|line| line.contains(' '));
            calls.map(|line| format!("{line}\n")).collect()
        };
        let (certain, maybe) = said.split_at(safe.map_or(0, |last| last + 1));
        format!("{}{END_OF_CERTAINTY}\n{}", calls(certain), calls(maybe))
    }
}

/// Tells whether a line reports the success of a call that makes all earlier calls durable.
fn is_promise(line: &str) -> bool {
    let mut words = line.split(' ').skip(1);
    words.next() == Some("ok") && matches!(words.next(), Some("resume" | "complete" | "cancel"))
}

/// A folder in memory, because each moment writes all files again.
fn folder_in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

#[test(needs = [STRACE])]
fn the_queue_survives_power_failures_at_every_moment() {
    let folder = folder_in_memory();
    let site = Site::new(folder.path());
    let recording = site.record();
    let start = Instant::now();
    let opened = (0..recording.moments())
        .find(|moment| recording.said(*moment).contains(&"open"))
        .unwrap();
    let mut random = Random::new(11);
    let mut states = 0;
    let samples = 100;
    for moment in opened..recording.moments() {
        if !runs_slow_tests() && random.below((recording.moments() - opened) as u64) >= samples {
            continue;
        }
        let seed = random.below(1 << 40);
        for left in [
            Left::Nothing,
            Left::Everything,
            Left::Something(seed),
            Left::Something(seed + 1),
        ] {
            let verified = site.verify(&recording, moment, left, &[]);
            verified.unwrap_or_else(|wrong| panic!("{wrong}"));
            states += 1;
        }
    }
    println!(
        "{states} crash states of {} moments were recovered from, in {:?}",
        recording.moments() - opened,
        start.elapsed()
    );
    assert!(states > 40);
}

/// Checks the verifier itself: it rejects a program that does not sync what it should sync.
#[test(needs = [STRACE])]
fn a_program_that_does_not_sync_is_detected() {
    const SILENT: [&str; 4] = ["sh", "-c", "exec \"$@\" 2>/dev/null", "sh"];
    let folder = folder_in_memory();
    let site = Site::new(folder.path());
    let recording = site.record();
    let (queue, here) = (site.path("queue"), site.path("here"));
    type IsGuarded<'a> = &'a dyn Fn(&Path) -> bool;
    let guards: [(&str, IsGuarded); 3] = [
        ("the database", &|path| path.starts_with(&queue)),
        ("data", &|path| path.parent() == Some(&here)),
        ("names", &|path| path == here),
    ];
    for (what, guarded) in guards {
        let careless = recording.clone().without_syncs(guarded);
        let mut moments = careless.moments_after(is_promise).into_iter();
        let found = moments.find(|moment| {
            site.verify(&careless, *moment, Left::Nothing, &SILENT)
                .is_err()
        });
        println!("a program that does not sync {what} is found out after act {found:?}");
        assert!(found.is_some(), "{what}");
    }
}
