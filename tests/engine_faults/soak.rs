//! Programs and a `bitsd` with one queue make random calls, while they are killed, stopped, and
//! deprived of descriptors and memory. When that is over, everything that was resumed ends.
//!
//! `LIBBITS_SEED` selects the calls and the faults. Their order in time depends on the scheduler,
//! so that a second run with a seed is similar, but not the same.

use std::collections::BTreeMap;
use std::fs;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::{self, *};
use bits_test_support::bits_server;
use bits_test_support::child::{self, Child};
use bits_test_support::control::{limit, signal};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::content;
use bits_test_support::harness::runs_slow_tests;
use bits_test_support::random::Random;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::soak_client::{UPLOAD, UPLOADED};

const PROGRAMS: usize = 3;
/// Time in which every call must return, and in which every job must end, after the last fault.
const DEADLINE: Duration = Duration::from_secs(60);
/// Longest time between two faults, and longest duration of one, in milliseconds.
const MOST_PAUSE: u64 = 100;
const MOST_FAULT: u64 = 600;

/// The calls of a job, as the programs reported them.
#[derive(Default)]
struct Record {
    /// The last successful call that moves the job is `Resume`, and no call was made after it.
    is_resumed: bool,
    files: usize,
    /// Files whose addition was not acknowledged, but may have been executed.
    files_maybe: usize,
    completed: bool,
    cancelled: bool,
}

impl Record {
    fn note(&mut self, kind: &str, call: &str, outcome: &str) {
        match (kind, call) {
            ("try", "suspend" | "complete" | "cancel") => self.is_resumed = false,
            ("ok", "resume") => self.is_resumed = true,
            ("try", "add") => self.files_maybe += 1,
            ("ok", "add") => {
                self.files_maybe -= 1;
                self.files += 1;
            }
            ("ok", "complete") => self.completed = outcome == "Done",
            ("ok", "cancel") => self.cancelled = outcome == "Done",
            _ => {}
        }
    }
}

/// A process under faults.
struct Member {
    child: Child,
    stderr: PathBuf,
    is_daemon: bool,
    /// Memory was limited: an allocation may have failed, after which Rust ends the process.
    had_little_memory: bool,
}

/// A fault that ends at its time.
enum Fault {
    Stop,
    Descriptors,
    Memory,
}

struct Soak {
    folder: TempDir,
    downloads: FaultServer,
    uploads: bits_server::Server,
    random: Random,
    seed: u64,
    started: u64,
    members: Vec<Member>,
    /// The member with a fault, the fault, and the time of its end.
    faults: Vec<(usize, Fault, Instant)>,
    records: BTreeMap<String, Record>,
    /// The number of each event.
    counts: BTreeMap<String, usize>,
    failures: Vec<String>,
}

impl Soak {
    fn new(seed: u64) -> Soak {
        let folder = tempfile::tempdir().unwrap();
        for name in ["here", "served"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::write(folder.path().join("here").join(UPLOADED), content(UPLOAD)).unwrap();
        let config = bits_server::Config::new(folder.path().join("served"));
        let mut soak = Soak {
            uploads: bits_server::Server::start(config).unwrap(),
            downloads: FaultServer::start(|request| {
                let size = request.target.trim_start_matches('/').parse().unwrap();
                let response = Response::file(&content(size), "\"one\"", request);
                response.trickle(16 << 10, Duration::from_millis(2))
            }),
            folder,
            random: Random::new(seed),
            seed,
            started: 0,
            members: Vec::new(),
            faults: Vec::new(),
            records: BTreeMap::new(),
            counts: BTreeMap::new(),
            failures: Vec::new(),
        };
        for index in 0..=PROGRAMS {
            let member = soak.start(index == PROGRAMS);
            soak.members.push(member);
        }
        soak
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn count(&mut self, event: &str) {
        *self.counts.entry(event.to_owned()).or_default() += 1;
    }

    fn start(&mut self, is_daemon: bool) -> Member {
        self.started += 1;
        let stderr = self.path(&format!("stderr{}", self.started));
        let home = self.path("queue");
        let mut command = match is_daemon {
            true => Command::new(env!("CARGO_BIN_EXE_bitsd")),
            false => child::command("soak client", &home, &[]),
        };
        command
            .env("BITS_HOME", home)
            .env("HERE", self.path("here"))
            .env("SEED", (self.seed * 1_000_000 + self.started).to_string())
            .env("URL", self.downloads.url("").trim_end_matches('/'))
            .env("UPLOADS", format!("http://{}", self.uploads.addr()))
            .stderr(File::create(&stderr).unwrap());
        Member {
            child: Child::start(command),
            stderr,
            is_daemon,
            had_little_memory: false,
        }
    }

    /// Takes the lines that a program has sent. Returns whether it has become quiet.
    fn listen(&mut self, index: usize, wait: Duration) -> bool {
        let mut quiet = false;
        while let Some(line) = self.members[index].child.try_receive(wait) {
            quiet |= self.note(&line);
            if quiet {
                break;
            }
        }
        quiet
    }

    fn note(&mut self, line: &str) -> bool {
        let mut words = line.splitn(5, ' ');
        let mut word = || words.next().unwrap_or_default();
        let (id, kind, call) = (word(), word(), word());
        let outcome = line.rsplit(' ').next().unwrap_or_default();
        match (id, kind) {
            ("-", "quiet") => return true,
            ("-", "fork") if call != "0" => {
                self.failures.push(format!("a child ended: {line}"));
            }
            ("-", "fork") => self.count("fork"),
            (_, "refused") => self.count(&format!("refused {call} {outcome}")),
            (_, "ok") => self.count(&format!("ok {call}")),
            _ => {}
        }
        if id != "-" {
            let record = self.records.entry(id.to_owned()).or_default();
            record.note(kind, call, outcome);
        }
        false
    }

    /// Starts a member again that has ended, or that is to be killed.
    fn replace(&mut self, index: usize) {
        let fresh = self.start(self.members[index].is_daemon);
        let mut old = std::mem::replace(&mut self.members[index], fresh);
        self.faults.retain(|(member, ..)| *member != index);
        old.child.kill();
        for line in old.child.receive_all() {
            self.note(&line);
        }
        self.check_stderr(&old);
    }

    fn check_stderr(&mut self, member: &Member) {
        let text = fs::read_to_string(&member.stderr).unwrap();
        let is_fault = match member.is_daemon {
            true => text.contains("panicked"),
            false => !text.is_empty(),
        };
        // The program's own runtime writes this when it has no memory.
        let is_excused = member.had_little_memory && text.contains("memory allocation of");
        if is_fault && !is_excused {
            self.failures.push(format!("stderr: {text}"));
        }
    }

    /// Replaces members that have ended although no one killed them.
    fn look_after(&mut self) {
        for index in 0..self.members.len() {
            let member = &mut self.members[index];
            let Some(status) = member.child.end_within(Duration::ZERO) else {
                continue;
            };
            // bitsd exits with 1 when it cannot open the queue; its service manager starts it
            // again.
            let is_excused =
                member.had_little_memory || member.is_daemon && status.code() == Some(1);
            if !is_excused {
                let text = fs::read_to_string(&member.stderr).unwrap();
                self.failures.push(format!("ended: {status} {text}"));
            }
            self.count("ended by itself");
            self.replace(index);
        }
    }

    /// Causes a fault, or ends one.
    fn disturb(&mut self) {
        let index = self.random.below(self.members.len() as u64) as usize;
        let id = self.members[index].child.id();
        let end = Instant::now() + Duration::from_millis(self.random.below(MOST_FAULT));
        match self.random.below(8) {
            0 => {
                self.count("SIGKILL");
                self.replace(index);
            }
            1..4 => {
                self.count("SIGSTOP");
                signal(id, libc::SIGSTOP);
                self.faults.push((index, Fault::Stop, end));
            }
            4..7 => {
                let spare = self.random.below(6);
                let used = fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count);
                self.count("RLIMIT_NOFILE");
                limit(id, libc::RLIMIT_NOFILE, Some(used as u64 + spare));
                self.faults.push((index, Fault::Descriptors, end));
            }
            _ => {
                let spare = self.random.below(4 << 20);
                let Some(used) = address_space(id) else {
                    return;
                };
                self.count("RLIMIT_AS");
                self.members[index].had_little_memory = true;
                limit(id, libc::RLIMIT_AS, Some(used + spare));
                self.faults.push((index, Fault::Memory, end));
            }
        }
    }

    /// Ends the faults whose time is over.
    fn lift(&mut self, all: bool) {
        let now = Instant::now();
        let is_over = |(_, _, end): &(usize, Fault, Instant)| all || *end <= now;
        let faults = std::mem::take(&mut self.faults);
        let (over, rest): (Vec<_>, Vec<_>) = faults.into_iter().partition(is_over);
        self.faults = rest;
        for (index, fault, _) in over {
            let id = self.members[index].child.id();
            match fault {
                Fault::Stop => signal(id, libc::SIGCONT),
                Fault::Descriptors => limit(id, libc::RLIMIT_NOFILE, None),
                Fault::Memory => limit(id, libc::RLIMIT_AS, None),
            }
        }
    }

    /// Ends all faults, and waits until no program makes a call any more.
    fn calm(&mut self) {
        self.lift(true);
        self.look_after();
        for index in 0..PROGRAMS {
            self.members[index].child.send("quiet");
        }
        for index in 0..PROGRAMS {
            if !self.listen(index, DEADLINE) {
                self.failures.push("a call does not return".to_owned());
            }
        }
    }

    /// Waits until all jobs have ended, and compares them with the records.
    fn check(&mut self) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = Connection::open_with_flags(self.path("queue/queue.db"), flags).unwrap();
        let active = [
            BG_JOB_STATE_QUEUED,
            BG_JOB_STATE_CONNECTING,
            BG_JOB_STATE_TRANSFERRING,
            BG_JOB_STATE_TRANSIENT_ERROR,
        ];
        let start = Instant::now();
        let mut rows = read_rows(&database);
        while rows.values().any(|row| active.contains(&row.state)) && start.elapsed() < DEADLINE {
            std::thread::sleep(Duration::from_millis(20));
            rows = read_rows(&database);
        }
        self.count("check");
        println!("all jobs ended {:?} after the last fault", start.elapsed());
        for (id, row) in &rows {
            let is_running = active.contains(&row.state);
            if is_running || row.state == BG_JOB_STATE_ERROR {
                let Row { state, error, .. } = row;
                self.failures.push(format!("{id} is {state}, {error}"));
            }
            *self.counts.entry(row.state.to_string()).or_default() += 1;
        }
        for (id, record) in &self.records {
            let failure = match rows.get(id) {
                None => Some("is lost".to_owned()),
                Some(row) => record.compare(row),
            };
            self.failures
                .extend(failure.map(|failure| format!("{id} {failure}")));
        }
        for member in std::mem::take(&mut self.members) {
            self.check_stderr(&member);
        }
    }

    fn go(mut self, time: Duration) {
        let start = Instant::now();
        while start.elapsed() < time {
            std::thread::sleep(Duration::from_millis(self.random.below(MOST_PAUSE)));
            self.lift(false);
            self.look_after();
            self.disturb();
            for index in 0..PROGRAMS {
                self.listen(index, Duration::ZERO);
            }
        }
        self.calm();
        self.check();
        println!("seed {}: {:?}", self.seed, self.counts);
        assert!(
            self.failures.is_empty(),
            "{} failures:\n{}",
            self.failures.len(),
            self.failures.join("\n")
        );
    }
}

/// A job as the database has it.
struct Row {
    state: BG_JOB_STATE,
    error: String,
    files: Vec<(PathBuf, PathBuf)>,
}

impl Record {
    /// Returns a difference between the calls and the job.
    fn compare(&self, row: &Row) -> Option<String> {
        let has_ended = matches!(
            row.state,
            BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ACKNOWLEDGED
        );
        if self.is_resumed && !has_ended {
            return Some(format!("was resumed and is {}", row.state));
        }
        let files = self.files..=self.files + self.files_maybe;
        if !files.contains(&row.files.len()) {
            return Some(format!(
                "has {} files instead of {files:?}",
                row.files.len()
            ));
        }
        let downloads = row
            .files
            .iter()
            .filter(|(local, _)| !local.ends_with(UPLOADED));
        for (local, temporary) in downloads {
            if (self.completed || self.cancelled) && temporary.exists() {
                return Some(format!("left {}", temporary.display()));
            }
            if self.completed && !has_its_content(local) {
                return Some(format!("completed without {}", local.display()));
            }
        }
        None
    }
}

/// Returns whether a file has the content that belongs to the size in its name.
fn has_its_content(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    let size = name.rsplit('-').next().unwrap().parse().unwrap();
    fs::read(path).is_ok_and(|bytes| bytes == content(size))
}

fn read_rows(database: &Connection) -> BTreeMap<String, Row> {
    let mut files = BTreeMap::<u64, Vec<(PathBuf, PathBuf)>>::new();
    let mut query = database
        .prepare("SELECT job, local, temporary FROM file WHERE position < 4294967295")
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let path = |index| row.get::<_, String>(index).map(PathBuf::from);
        Ok((row.get(0)?, (path(1)?, path(2)?)))
    };
    for row in query.query_map([], read).unwrap() {
        let (job, paths) = row.unwrap();
        files.entry(job).or_default().push(paths);
    }
    let mut query = database
        .prepare("SELECT id, state, data ->> '$.error', key FROM job")
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let id = uuid::Uuid::from_slice(&row.get::<_, Vec<u8>>(0)?).unwrap();
        let state: i32 = row.get(1)?;
        let error: Option<String> = row.get(2)?;
        let row = Row {
            state: STATES[state as usize],
            error: error.unwrap_or_default(),
            files: files.get(&row.get(3)?).cloned().unwrap_or_default(),
        };
        Ok((id.to_string(), row))
    };
    let rows = query.query_map([], read).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The states by their numbers.
const STATES: [BG_JOB_STATE; 9] = [
    BG_JOB_STATE_QUEUED,
    BG_JOB_STATE_CONNECTING,
    BG_JOB_STATE_TRANSFERRING,
    BG_JOB_STATE_SUSPENDED,
    BG_JOB_STATE_ERROR,
    BG_JOB_STATE_TRANSIENT_ERROR,
    BG_JOB_STATE_TRANSFERRED,
    BG_JOB_STATE_ACKNOWLEDGED,
    BG_JOB_STATE_CANCELLED,
];

/// Returns the bytes of memory that a process has mapped.
fn address_space(process: i32) -> Option<u64> {
    const PAGE: u64 = 4096;
    let pages = fs::read_to_string(format!("/proc/{process}/statm")).ok()?;
    Some(pages.split(' ').next()?.parse::<u64>().ok()? * PAGE)
}

#[test]
fn everything_resumed_ends_after_random_faults_of_its_processes() {
    let seed = std::env::var("LIBBITS_SEED").map_or(1, |seed| seed.parse().unwrap());
    let time = match runs_slow_tests() {
        true => Duration::from_secs(30 * 60),
        false => Duration::from_secs(45),
    };
    Soak::new(seed).go(time);
}
