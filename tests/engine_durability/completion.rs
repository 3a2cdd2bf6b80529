//! `Complete` keeps all transferred files or none, whenever it is interrupted, and keeps only what
//! the job itself has written.

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use bits::abi::BG_E_INVALID_STATE;
use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{CallOutcome, Error, Job, Queue, win32};
use bits_test_support::child::{self, Child, receive, send, setting};
use bits_test_support::fault_server::FaultServer;
use bits_test_support::fixture::{content, names, text, wait_for, wait_until};
use bits_test_support::needs::STRACE;
use tempfile::TempDir;

use crate::disks::{download, queue_fixture};
use crate::{has_its_content, serve, temporaries};

const FILE_MISSING: Error = Error(win32(2));
const FINAL: Error = Error(BG_E_INVALID_STATE);

/// Files that are transferred when `Complete` is called.
const FINISHED: [&str; 3] = ["d-a-5000", "d-b-100000", "d-c-1"];
/// A file that takes half a minute.
const SLOW: &str = "d-d-8000000";

/// System calls that change what the disk has. `Complete` is killed before each of them.
const STEPS: &str = "rename,fsync,fdatasync,utimensat,pwrite64,unlink";
/// More steps than a process takes until it has completed the job.
const MAX_STEPS: usize = 300;

/// The role of a process that downloads all files of `$FILES` but the slow one, and ends.
pub fn prepare() {
    let queue = Queue::open_default().unwrap();
    let job = queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
    for name in setting("FILES").split(' ') {
        let url = format!("{}/{}", setting("URL"), name.rsplit('-').next().unwrap());
        let path = PathBuf::from(setting("HERE")).join(name);
        job.add_files(&[(&url, text(&path))]).unwrap();
    }
    job.resume().unwrap();
    wait_until("the finished files", || {
        job.progress().files_transferred as usize == FINISHED.len()
    });
    queue.stop();
}

/// The role of a process that makes a call on the job of the queue when it is told which.
pub fn call() {
    let queue = Queue::open_default().unwrap();
    let jobs = queue.jobs(false).unwrap();
    let Some(job) = jobs.first() else {
        return send("gone");
    };
    send(format!("{:?}", job.state()));
    match receive().as_str() {
        "cancel" => send(format!("{:?}", job.cancel())),
        "resume" => send(format!("{:?}", job.resume())),
        "name" => send(format!("{:?}", job.set_display_name("name"))),
        _ => send(format!("{:?}", job.complete())),
    }
}

/// A queue with a job that can be completed, which is restored for each attempt.
struct Site {
    folder: TempDir,
    server: FaultServer,
}

impl Site {
    fn prepare(files: &str) -> Site {
        let site = Site {
            folder: tempfile::tempdir().unwrap(),
            server: serve(Duration::from_millis(50)),
        };
        fs::create_dir_all(site.here()).unwrap();
        let mut command = child::command("prepare", &site.queue(), &[]);
        command
            .env("HERE", site.here())
            .env("FILES", files)
            .env("URL", site.server.url("").trim_end_matches('/'));
        assert!(Child::start(command).finish().success());
        site.copy("root", "backup");
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn queue(&self) -> PathBuf {
        self.path("root/queue")
    }

    fn here(&self) -> PathBuf {
        self.path("root/here")
    }

    fn copy(&self, from: &str, to: &str) {
        let copied = Command::new("cp")
            .arg("-a")
            .args([self.path(from), self.path(to)])
            .status();
        assert!(copied.unwrap().success());
    }

    fn restore(&self) {
        fs::remove_dir_all(self.path("root")).unwrap();
        self.copy("backup", "root");
    }

    fn start(&self, wrapper: &[&str]) -> Child {
        Child::start(child::command("call", &self.queue(), wrapper))
    }

    /// Completes the job and kills the process before the n-th of these system calls of a thread.
    /// Returns whether it made that many.
    fn kill_at(&self, calls: &str, nth: usize) -> bool {
        let trace = format!("trace={calls}");
        let kill = format!("inject={calls}:signal=KILL:when={nth}");
        let strace = [
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &trace,
            "-e",
            &kill,
        ];
        let mut process = self.start(&strace);
        process.send("complete");
        let said = process.receive_all();
        process.finish();
        !said.last().is_some_and(|line| line.starts_with("Ok"))
    }

    /// The names of the files that are not temporary.
    fn names(&self) -> Vec<String> {
        let mut names = names(&self.here());
        names.retain(|name| !name.starts_with('.'));
        names
    }

    fn assert_files_have_their_names(&self, about: &str) {
        assert_eq!(self.names(), FINISHED, "{about}");
        for name in FINISHED {
            assert!(has_its_content(&self.here().join(name)), "{about}: {name}");
        }
        wait_until("temporary files to be gone", || {
            temporaries(&self.here()).is_empty()
        });
    }
}

/// Kills `Complete` before each step, and opens the queue again.
fn kill_at_every_step(files: &str, states: &[&str], outcome: &str) {
    let site = Site::prepare(files);
    let (mut kept, mut completed) = (0, 0);
    for step in 1.. {
        assert!(step < MAX_STEPS, "the job is never completed");
        site.restore();
        if !site.kill_at(STEPS, step) {
            break;
        }
        let about = format!("killed before step {step}");
        let mut next = site.start(&[]);
        let state = next.receive();
        if state == "gone" {
            completed += 1;
            site.assert_files_have_their_names(&about);
            continue;
        }
        kept += 1;
        assert!(states.contains(&state.as_str()), "{about}: {state}");
        assert!(site.names().is_empty(), "{about}: {:?}", site.names());
        assert_eq!(next.request("complete"), outcome, "{about}");
        site.assert_files_have_their_names(&about);
    }
    println!("{kept} kills left the job as it was, {completed} completed it");
    assert!(kept > 3 && completed > 3);
}

#[test(needs = [STRACE])]
fn a_killed_complete_keeps_all_files_or_none() {
    kill_at_every_step(
        &FINISHED.join(" "),
        &["BG_JOB_STATE_TRANSFERRED"],
        "Ok(Done)",
    );
}

#[test(needs = [STRACE])]
fn a_killed_complete_of_a_running_job_keeps_all_files_or_none() {
    kill_at_every_step(
        &format!("{} {SLOW}", FINISHED.join(" ")),
        &[
            "BG_JOB_STATE_QUEUED",
            "BG_JOB_STATE_CONNECTING",
            "BG_JOB_STATE_TRANSFERRING",
        ],
        "Ok(PartialComplete)",
    );
}

/// Another process is the runner and stays it, so that no recovery takes place.
#[test(needs = [STRACE])]
fn the_next_call_carries_out_an_interrupted_complete() {
    let site = Site::prepare(&FINISHED.join(" "));
    for (call, outcome) in [
        ("cancel", format!("{:?}", Err::<(), _>(FINAL))),
        ("resume", format!("{:?}", Err::<(), _>(FINAL))),
        ("name", format!("{:?}", Err::<(), _>(FINAL))),
        ("complete", "Ok(Done)".to_owned()),
    ] {
        site.restore();
        let mut runner = Child::start(child::command("runner", &site.queue(), &[]));
        assert_eq!(runner.receive(), "open");
        assert!(site.kill_at("rename", 2));
        assert_eq!(site.names(), FINISHED[..1], "{call}");
        let mut next = site.start(&[]);
        assert_eq!(next.receive(), "BG_JOB_STATE_TRANSFERRED");
        assert_eq!(next.request(call), outcome, "{call}");
        site.assert_files_have_their_names(call);
        assert!(runner.finish().success());
    }
}

/// A job with one transferred file of 5,000 bytes.
struct Transferred {
    _server: FaultServer,
    _folder: TempDir,
    here: PathBuf,
    path: PathBuf,
    job: Job,
    temporary: PathBuf,
}

impl Transferred {
    fn start() -> Transferred {
        let server = serve(Duration::ZERO);
        let (folder, queue, here) = queue_fixture();
        let path = here.join("d-5000");
        let job = download(&queue, &server.url("/5000"), &path);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        Transferred {
            _server: server,
            _folder: folder,
            temporary: here.join(&temporaries(&here)[0]),
            here,
            path,
            job,
        }
    }

    /// `Complete` misses the temporary file, and `Resume` fetches it again.
    fn fetch_again(&self) {
        assert_eq!(self.job.complete(), Err(FILE_MISSING));
        assert!(!self.path.exists());
        self.job.resume().unwrap();
        wait_for(&self.job, BG_JOB_STATE_TRANSFERRED);
    }
}

#[test]
fn complete_neither_waits_for_a_pipe_nor_takes_it() {
    let site = Transferred::start();
    let (job, path, temporary) = (&site.job, &site.path, &site.temporary);
    fs::remove_file(temporary).unwrap();
    let made = Command::new("mkfifo").arg(temporary).status();
    assert!(made.unwrap().success());

    site.fetch_again();
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(path));
    let left = fs::symlink_metadata(temporary).unwrap().file_type();
    assert!(left.is_fifo(), "what another program made was removed");
}

#[test]
fn complete_takes_no_other_file_of_the_same_size() {
    let site = Transferred::start();
    let (job, path, temporary) = (&site.job, &site.path, &site.temporary);
    let foreign = site.here.join("foreign");
    fs::write(&foreign, vec![b'f'; 5000]).unwrap();
    fs::rename(&foreign, temporary).unwrap();

    site.fetch_again();

    // The same beside a file of this size that has the destination's name.
    fs::remove_file(temporary).unwrap();
    fs::write(path, vec![b'o'; 5000]).unwrap();
    assert_eq!(job.complete(), Err(FILE_MISSING));
    assert!(fs::read(path).unwrap() == [b'o'; 5000]);
    job.resume().unwrap();
    wait_for(job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(fs::read(path).unwrap() == content(5000));
}
