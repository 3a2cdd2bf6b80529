//! Power failures: at each moment of a recorded run, what the disk may hold by then is opened
//! again, as after a restart.

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
use tempfile::TempDir;

use crate::child::{self, Child, say, setting};
use crate::client::{add, ask, call, here, rename, switch};
use crate::fault_server::{FaultServer, Reply};
use crate::judge::END_OF_CERTAINTY;
use crate::recording::{CALLS, Left, Recording};
use crate::support::need;
use crate::world::{content, names, text, wait_for, wait_until};
use crate::{Dice, has_its_content, is_slow};

/// Takes longer than it takes the runner to sync what came so far.
const SLOW: usize = 300_000;
const REPLACED: &str = "d-replaced-5000";
/// Uploaded to a file share. It lies where the power failures leave it alone.
const SHARED: &str = "u-k-5000";

/// The program that is recorded.
pub fn play() {
    let queue = Queue::open_default().unwrap();
    pretend_another_boot();
    say("open");

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
    say(format!("{} ok create ()", shared.id()));
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
    say(format!("{} ok create ()", job.id()));
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

/// What happens from here on happened before the system was started again.
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
            Reply::file(&content(size), "\"one\"", seen)
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
        let said = program.hear_all();
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

    /// Whether the queue, as the power failure left it, is what the program could rely on; what is
    /// wrong with it.
    fn judge(
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
        match self.start("judge", wrapper).finish().success() {
            true => Ok(()),
            false => Err(format!("{about}:\n{ledger}")),
        }
    }

    /// What Resume, Complete and Cancel made safe, with everything that came before; then what may
    /// have happened or not.
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

/// A call succeeded that makes everything up to it outlast a power failure.
fn is_promise(line: &str) -> bool {
    let mut words = line.split(' ').skip(1);
    words.next() == Some("ok") && matches!(words.next(), Some("resume" | "complete" | "cancel"))
}

/// Everything is written again for each moment.
fn folder_in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    match memory.is_dir() {
        true => tempfile::tempdir_in(memory).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

#[test]
fn the_queue_survives_power_failures_at_every_moment() {
    if !need("strace") {
        return;
    }
    let folder = folder_in_memory();
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
            let judged = site.judge(&recording, moment, left, &[]);
            judged.unwrap_or_else(|wrong| panic!("{wrong}"));
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

/// The judge is worth something: a program that does not sync what it should, or too late, is found
/// out.
#[test]
fn a_program_that_does_not_sync_is_found_out() {
    const SILENT: [&str; 4] = ["sh", "-c", "exec \"$@\" 2>/dev/null", "sh"];
    if !need("strace") {
        return;
    }
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
            site.judge(&careless, *moment, Left::Nothing, &SILENT)
                .is_err()
        });
        println!("a program that does not sync {what} is found out after act {found:?}");
        assert!(found.is_some(), "{what}");
    }
}
