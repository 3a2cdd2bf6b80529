//! One run: the life of a program ([`crate::life`]) with a fault in it, or in the `bitsd` that runs
//! its transfers.

use std::fs;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::{
    BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_CANCELLED, BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED,
};
use bits_test_support::bits_server::{self, Application};
use bits_test_support::child::{self, Child};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, names};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::life::{ALL, DEADLINE, DOWNLOADS, REPLY, UPLOAD};
use crate::shim::{Control, Fault};

/// Time in which bitsd must be the runner, if its calls do not fail.
const START: Duration = Duration::from_secs(2);
/// Time in which bitsd must end after SIGTERM.
const STOP: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(10);

/// The process whose calls fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A program without bitsd, which runs its transfers itself.
    Program,
    /// A program whose transfers bitsd runs.
    Client,
    /// The bitsd that runs the transfers of a program.
    Daemon,
    /// A program that opens the queue after another one has created the jobs and has exited.
    Successor,
}

/// The servers of all runs.
pub struct Site {
    downloads: FaultServer,
    uploads: bits_server::Server,
    served: TempDir,
}

impl Site {
    pub fn start() -> Site {
        let served = tempfile::tempdir().unwrap();
        // Slow enough for a cancellation while the transfer runs.
        const CHUNK: usize = 16 << 10;
        const CHUNK_PAUSE: Duration = Duration::from_millis(1);
        let downloads = FaultServer::start(|request| {
            let size = request.target.trim_start_matches('/').parse().unwrap();
            Response::file(&content(size), "\"one\"", request).trickle(CHUNK, CHUNK_PAUSE)
        });
        let mut config = bits_server::Config::new(served.path());
        config.application = Application::Static(downloads.url(&format!("/{REPLY}")));
        let uploads = bits_server::Server::start(config).unwrap();
        Site {
            downloads,
            uploads,
            served,
        }
    }
}

/// Report of a run.
#[derive(Default)]
pub struct Report {
    /// The number of calls that failed.
    pub failed: u64,
    /// Calls of the API that returned an error: their name and the code.
    pub refused: Vec<String>,
    /// Jobs that were in ERROR before they were resumed: name, code and context.
    pub errors: Vec<String>,
    /// The control, with the counts of the calls.
    pub control: Option<Control>,
}

/// Runs a life. Returns the description of the failure if a property does not hold.
pub fn run(
    site: &Site,
    number: usize,
    subject: Subject,
    fault: Option<Fault>,
) -> Result<Report, String> {
    let run = Run::new(site, number, fault);
    let lines = match subject {
        Subject::Program => run.program(ALL, true)?,
        Subject::Client => {
            let daemon = run.daemon(false)?;
            let lines = run.program(ALL, true)?;
            run.stop(daemon)?;
            lines
        }
        Subject::Daemon => {
            run.control.arm();
            let daemon = run.daemon(true)?;
            let mut lines = run.program(&ALL[..1], false)?;
            run.wait_for_jobs()?;
            lines.extend(run.program(&ALL[1..], false)?);
            run.stop(daemon)?;
            lines
        }
        Subject::Successor => {
            let mut lines = run.program(&ALL[..1], false)?;
            lines.extend(run.program(&ALL[1..], true)?);
            lines
        }
    };
    run.check_files(lines.iter().any(|line| line.starts_with("left")))?;
    let after = |kind: &str| {
        let lines = lines.iter().filter_map(|line| line.strip_prefix(kind));
        lines.map(str::to_owned).collect()
    };
    Ok(Report {
        failed: run.control.failed(),
        refused: after("refused "),
        errors: after("error "),
        control: Some(run.control),
    })
}

struct Run<'a> {
    folder: TempDir,
    site: &'a Site,
    number: usize,
    control: Control,
}

impl Run<'_> {
    fn new(site: &Site, number: usize, fault: Option<Fault>) -> Run<'_> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("here")).unwrap();
        fs::write(folder.path().join("here/upload"), content(UPLOAD)).unwrap();
        let control = Control::new(&folder.path().join("control"));
        if let Some(fault) = &fault {
            control.set(fault);
        }
        Run {
            folder,
            site,
            number,
            control,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uploaded(&self) -> String {
        format!("u-{}", self.number)
    }

    /// Runs a program through steps of the life. Returns the lines that it sent.
    fn program(&self, steps: &[&str], fails: bool) -> Result<Vec<String>, String> {
        let errors = self.path("program.stderr");
        let mut command = child::command("life", &self.path("queue"), &[]);
        command
            .env("HERE", self.path("here"))
            .env("STEPS", steps.join(" "))
            .env("URL", self.site.downloads.url("").trim_end_matches('/'))
            .env(
                "UPLOAD",
                format!("http://{}/{}", self.site.uploads.addr(), self.uploaded()),
            )
            .stderr(File::create(&errors).unwrap());
        if fails {
            self.control.prepare(&mut command);
        }
        let mut child = Child::start(command);
        if child.receive() == "ready" && fails {
            self.control.arm();
        }
        child.send("go");
        let mut lines = Vec::new();
        loop {
            match child.try_receive(DEADLINE * 3) {
                Some(line) if line == "done" => break,
                Some(line) if line.starts_with("stuck") => {
                    return Err(format!("{line}\n{}", lines.join("\n")));
                }
                Some(line) => lines.push(line),
                None => {
                    let end = child.end_within(Duration::from_secs(1));
                    return Err(format!(
                        "the program ended with {end:?}\n{}\n{}",
                        read(&errors),
                        lines.join("\n")
                    ));
                }
            }
        }
        let end = child.end_within(STOP);
        if !end.is_some_and(|status| status.success()) {
            return Err(format!("the program ended with {end:?}"));
        }
        match read(&errors) {
            text if text.is_empty() => Ok(lines),
            text => Err(format!("the program wrote to stderr\n{text}")),
        }
    }

    /// Starts bitsd. Like a service manager it starts bitsd again when that cannot open the queue.
    fn daemon(&self, fails: bool) -> Result<Child, String> {
        /// Pause before the next start, as a service manager makes it.
        const RESTART: Duration = Duration::from_millis(100);
        let begin = Instant::now();
        while begin.elapsed() < DEADLINE {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bitsd"));
            command
                .env("BITS_HOME", self.path("queue"))
                .stderr(File::create(self.path("bitsd.stderr")).unwrap());
            if fails {
                self.control.prepare(&mut command);
            }
            let mut daemon = Child::start(command);
            let start = Instant::now();
            while start.elapsed() < START && !self.path("queue/runner.sock").exists() {
                if daemon.end_within(PAUSE).is_some() {
                    break;
                }
            }
            match daemon.end_within(Duration::ZERO) {
                None => return Ok(daemon),
                Some(status) if status.code() == Some(1) => std::thread::sleep(RESTART),
                Some(status) => return Err(self.daemon_failure(&format!("{status}"))),
            }
        }
        Err(self.daemon_failure("it does not start"))
    }

    fn stop(&self, mut daemon: Child) -> Result<(), String> {
        if let Some(status) = daemon.end_within(Duration::ZERO) {
            return Err(self.daemon_failure(&format!("it ended by itself with {status}")));
        }
        daemon.signal("-TERM");
        match daemon.end_within(STOP) {
            Some(status) if status.success() => {}
            other => return Err(self.daemon_failure(&format!("it does not stop: {other:?}"))),
        }
        match read(&self.path("bitsd.stderr")).contains("panicked") {
            true => Err(self.daemon_failure("a thread panicked")),
            false => Ok(()),
        }
    }

    fn daemon_failure(&self, reason: &str) -> String {
        format!("bitsd: {reason}\n{}", read(&self.path("bitsd.stderr")))
    }

    /// Waits until each job has ended, while bitsd is the only process that has the queue open.
    fn wait_for_jobs(&self) -> Result<(), String> {
        let ended = [
            BG_JOB_STATE_TRANSFERRED,
            BG_JOB_STATE_ERROR,
            BG_JOB_STATE_ACKNOWLEDGED,
            BG_JOB_STATE_CANCELLED,
        ];
        let ended = ended.map(|state| (state as i32).to_string()).join(", ");
        let open = format!(
            "SELECT group_concat(state || ' ' || data, '\n') FROM job \
             WHERE state NOT IN ({ended}) AND key IN (SELECT job FROM file)"
        );
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = Connection::open_with_flags(self.path("queue/queue.db"), flags).unwrap();
        let start = Instant::now();
        loop {
            let jobs: rusqlite::Result<Option<String>> =
                database.query_row(&open, [], |row| row.get(0));
            let jobs = match jobs {
                Ok(None) => return Ok(()),
                Ok(Some(jobs)) => jobs,
                Err(error) => error.to_string(),
            };
            if start.elapsed() > DEADLINE {
                return Err(self.daemon_failure(&format!("the jobs do not end\n{jobs}")));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Checks the files. `left`: a `Cancel` reported that it left temporary files behind; the next
    /// process that opens the queue removes them.
    fn check_files(&self, left: bool) -> Result<(), String> {
        let files = [
            (self.path("here/reply"), REPLY),
            (self.path(&format!("here/d-{}", DOWNLOADS[0])), DOWNLOADS[0]),
            (self.path(&format!("here/d-{}", DOWNLOADS[1])), DOWNLOADS[1]),
            (self.site.served.path().join(self.uploaded()), UPLOAD),
        ];
        for (path, size) in files {
            if !fs::read(&path).is_ok_and(|bytes| bytes == content(size)) {
                return Err(format!("{} is not what was sent", path.display()));
            }
        }
        const FILES: usize = 4;
        let start = Instant::now();
        if left && names(&self.path("here")).len() > FILES {
            self.program(&[], false)?;
        }
        while names(&self.path("here")).len() > FILES {
            if !left || start.elapsed() > STOP {
                return Err(format!("files are left: {:?}", names(&self.path("here"))));
            }
            std::thread::sleep(PAUSE);
        }
        Ok(())
    }
}

fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}
