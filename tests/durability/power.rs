//! Power failures: at each moment of a recorded run, what the disk may hold by then is opened again, as after a restart.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{Job, Queue};

use crate::child::{self, Child, say, setting};
use crate::client::{add, call, here};
use crate::fault_server::{FaultServer, Reply};
use crate::judge::END_OF_CERTAINTY;
use crate::recording::{CALLS, Left, Recording};
use crate::{Dice, content, has_its_content, is_slow, names, wait_until};

/// Takes longer than it takes the runner to sync what came so far.
const SLOW: usize = 300_000;
const REPLACED: &str = "d-replaced-5000";

/// The program that is recorded.
pub fn play() {
    let queue = Queue::open_default().unwrap();
    pretend_another_boot();
    say("open");

    let completed = job(&queue, &["d-a-5000", REPLACED, "d-b-0", "d-c-400000"]);
    call(&completed, "resume", || completed.resume());
    reach_end(&completed);
    call(&completed, "complete", || completed.complete());

    let cancelled = job(&queue, &["d-d-100000", "d-e-1"]);
    call(&cancelled, "resume", || cancelled.resume());
    reach_end(&cancelled);
    call(&cancelled, "cancel", || cancelled.cancel());

    let waiting = job(&queue, &["d-f-100000"]);
    call(&waiting, "name first", || waiting.set_display_name("first"));
    call(&waiting, "resume", || waiting.resume());
    call(&waiting, "suspend", || waiting.suspend());
    call(&waiting, "name second", || waiting.set_display_name("second"));
    call(&waiting, "resume", || waiting.resume());
    reach_end(&waiting);

    let slow = job(&queue, &["d-g-parts-5000", &format!("d-h-{SLOW}")]);
    call(&slow, "resume", || slow.resume());
    let idle = job(&queue, &["d-i-5000"]);
    call(&idle, "name idle", || idle.set_display_name("idle"));
    reach_end(&slow);
    call(&slow, "complete", || slow.complete());
    call(&waiting, "complete", || waiting.complete());
}

fn job(queue: &Queue, files: &[&str]) -> Job {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    say(format!("{} ok create ()", job.id()));
    for file in files {
        let size = file.rsplit('-').next().unwrap();
        add(
            &job,
            &format!("{}/{size}", setting("URL")),
            here(file).to_str().unwrap(),
        );
    }
    job
}

fn reach_end(job: &Job) {
    wait_until("the end of a transfer", || job.state() == BG_JOB_STATE_TRANSFERRED);
}

/// What happens from here on happened before the system was started again.
fn pretend_another_boot() {
    let database = rusqlite::Connection::open(PathBuf::from(setting("BITS_HOME")).join("queue.db")).unwrap();
    database.busy_timeout(Duration::from_secs(10)).unwrap();
    database.pragma_update(None, "synchronous", "FULL").unwrap();
    let changed = database
        .execute("UPDATE meta SET value = 'another' WHERE name = 'boot'", [])
        .unwrap();
    assert_eq!(changed, 1);
    // Closing it would free the locks that the library has on the file.
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
        let server = FaultServer::start(move |seen| {
            let size = seen.target.trim_start_matches('/').parse().unwrap();
            let pause = if size == SLOW && is_slow.load(Ordering::SeqCst) {
                150
            } else {
                0
            };
            Reply::file(&content(size), "\"one\"", seen).trickle(16 << 10, Duration::from_millis(pause))
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
        let old = vec![b'o'; 5000];
        fs::write(self.path("here").join(REPLACED), &old).unwrap();
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
        let said = program.hear_all();
        assert!(program.finish().success());
        assert!(
            said.len() > 30 && !said.iter().any(|line| line.contains("failed")),
            "{said:?}"
        );
        self.slow.store(false, Ordering::SeqCst);
        let before = BTreeMap::from([(self.path("here").join(REPLACED), old)]);
        Recording::read(&self.root, before, &fs::read_to_string(log).unwrap())
    }

    /// Whether the queue, as the power failure left it, is what the program could rely on.
    fn judge(&self, recording: &Recording, moment: usize, left: Left) {
        recording.rebuild(moment, left);
        let about = format!("power failure after act {moment}, {left:?}");
        for name in names(&self.path("here")).iter().filter(|name| !name.starts_with('.')) {
            let path = self.path("here").join(name);
            let is_old = name == REPLACED && fs::read(&path).unwrap() == [b'o'; 5000];
            assert!(
                is_old || has_its_content(&path),
                "{about}: {name} is wrong under its own name"
            );
        }
        let ledger = self.ledger(&recording.said(moment));
        fs::write(self.path("ledger"), &ledger).unwrap();
        let mut judge = self.start("judge", &[]);
        assert!(judge.finish().success(), "{about}:\n{ledger}");
    }

    /// What Resume, Complete and Cancel made safe, with everything that came before; then what may have happened or not.
    fn ledger(&self, said: &[&str]) -> String {
        let safe = said.iter().rposition(|line| {
            let mut words = line.split(' ').skip(1);
            words.next() == Some("ok") && matches!(words.next(), Some("resume" | "complete" | "cancel"))
        });
        let calls = |lines: &[&str]| -> String {
            let calls = lines.iter().filter(|line| line.contains(' '));
            calls.map(|line| format!("{line}\n")).collect()
        };
        let (certain, maybe) = said.split_at(safe.map_or(0, |last| last + 1));
        format!("{}{END_OF_CERTAINTY}\n{}", calls(certain), calls(maybe))
    }
}

#[test]
fn the_queue_survives_power_failures_at_every_moment() {
    if !Path::new("/usr/bin/strace").exists() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "CI must have strace");
        println!("skipped: needs strace");
        return;
    }
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    let folder = tempfile::tempdir_in(parent).unwrap();
    let site = Site::new(folder.path());
    let recording = site.record();
    let start = Instant::now();
    let opened = (0..recording.moments())
        .find(|moment| recording.said(*moment).contains(&"open"))
        .unwrap();
    let mut dice = Dice::new(11);
    let mut states = 0;
    let samples = 100;
    for moment in opened..recording.moments() {
        if !is_slow() && dice.below((recording.moments() - opened) as u64) >= samples {
            continue;
        }
        let seed = dice.below(1 << 40);
        for left in [
            Left::Nothing,
            Left::Everything,
            Left::Something(seed),
            Left::Something(seed + 1),
        ] {
            site.judge(&recording, moment, left);
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
