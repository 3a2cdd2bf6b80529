//! A call that gives work to the queue succeeds only if a process will do it, and every wait for
//! another process is bounded. Each fault keeps a process from being the runner, or the runner from
//! its work.

use std::fs;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::child::{self, Child, receive, send, setting};
use bits_test_support::control;
use bits_test_support::fixture::{content, names, wait_until};

use crate::agent::AgentFixture;
use crate::shared_queue::spent;

const SUSPENDED: &str = "BG_JOB_STATE_SUSPENDED";
const TRANSFERRING: &str = "BG_JOB_STATE_TRANSFERRING";
const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";
/// `ERROR_TIMEOUT` as an `HRESULT`.
const TIMEOUT: &str = "0x800705b4";

fn limit_descriptors(process: &Child, limit: Option<u64>) {
    control::limit(process.id(), libc::RLIMIT_NOFILE, limit);
}

/// The runner is killed while the only other process has no descriptor left. That process refuses
/// new work with a reason, and does the accepted work once it can.
#[test]
fn resume_fails_while_no_process_can_be_the_runner() {
    let fixture = AgentFixture::new();
    fixture.pace(1_000_000);
    let mut runner = fixture.agent();
    let mut other = fixture.agent();
    let accepted = fixture.job(&mut other, 1_000_000, "accepted");
    let refused = fixture.job(&mut other, 1000, "refused");
    assert_eq!(other.request(&format!("resume {accepted}")), "ok");
    other.request(&format!("wait {accepted} {TRANSFERRING}"));

    limit_descriptors(&other, Some(3));
    runner.kill();
    let answer = other.request(&format!("resume {refused}"));
    assert!(answer.starts_with("0x8007"), "{answer}");
    assert_eq!(other.request(&format!("state {refused}")), SUSPENDED);

    limit_descriptors(&other, None);
    fixture.pace(100_000_000);
    let state = other.request(&format!("wait {accepted} {TRANSFERRED}"));
    assert_eq!(state, TRANSFERRED);
    assert_eq!(other.request(&format!("resume {refused}")), "ok");
    let state = other.request(&format!("wait {refused} {TRANSFERRED}"));
    assert_eq!(state, TRANSFERRED);
}

/// A folder in place of a file of the queue is renamed, and the queue works.
#[test]
fn strangers_in_the_folder_of_the_queue_are_set_aside() {
    for stranger in ["runner.sock", "runner.lock", "live.lock", "open.lock"] {
        let fixture = AgentFixture::new();
        fs::create_dir(fixture.home()).unwrap();
        fs::create_dir_all(fixture.home().join(stranger).join("contents")).unwrap();
        let mut agent = fixture.agent();
        let id = fixture.job(&mut agent, 1000, "a");
        assert_eq!(agent.request(&format!("resume {id}")), "ok", "{stranger}");
        let state = agent.request(&format!("wait {id} {TRANSFERRED}"));
        assert_eq!(state, TRANSFERRED, "{stranger}");
        let aside = names(&fixture.home())
            .into_iter()
            .find(|name| name.starts_with(&format!("{stranger}.unusable-")))
            .unwrap_or_else(|| panic!("{stranger} is kept under another name"));
        assert!(fixture.home().join(aside).join("contents").is_dir());
    }
}

/// Connections that send nothing, or half a message, delay no other process.
#[test]
fn silent_connections_delay_no_call() {
    let fixture = AgentFixture::new();
    fixture.pace(1_000_000);
    let _runner = fixture.agent();
    let mut client = fixture.agent();
    let id = fixture.job(&mut client, 50_000_000, "a");
    assert_eq!(client.request(&format!("resume {id}")), "ok");
    client.request(&format!("wait {id} {TRANSFERRING}"));
    let silent: Vec<_> = (0..100)
        .map(|number| {
            let mut stream = UnixStream::connect(fixture.home().join("runner.sock")).unwrap();
            stream.write_all(&b"R123"[..number % 5]).unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    assert_eq!(client.request(&format!("cancel {id}")), "Done");
    let passed = begun.elapsed();
    assert!(passed < Duration::from_secs(2), "{passed:?}");
    drop(silent);
}

/// A runner that is stopped is not waited for without end, and nothing is lost: it goes on with
/// its work, and with what it could not be told.
#[test]
fn a_stopped_runner_is_told_apart_from_none() {
    let fixture = AgentFixture::new();
    let runner = fixture.agent();
    let mut client = fixture.agent();
    // A server that sends nothing for a long time: the runner waits and holds no lock.
    fixture
        .pause
        .store(60_000_000, std::sync::atomic::Ordering::SeqCst);
    let running = fixture.job(&mut client, 100_000, "running");
    assert_eq!(client.request(&format!("resume {running}")), "ok");
    wait_until("a request", || fixture.requests() > 0);
    wait_until("a temporary file", || !fixture.left().is_empty());
    let waiting = fixture.job(&mut client, 1000, "waiting");

    control::signal(runner.id(), libc::SIGSTOP);
    let begun = Instant::now();
    assert_eq!(client.request(&format!("resume {waiting}")), TIMEOUT);
    assert_eq!(client.request(&format!("state {waiting}")), SUSPENDED);
    let answer = client.request(&format!("cancel {running}"));
    assert_eq!(answer, "UnableToDeleteFiles");
    let passed = begun.elapsed();
    assert!(passed < Duration::from_secs(25), "{passed:?}");

    control::signal(runner.id(), libc::SIGCONT);
    wait_until("the temporary file is removed", || {
        fixture.left().is_empty()
    });
    fixture.pace(100_000_000);
    assert_eq!(client.request(&format!("resume {waiting}")), "ok");
    let state = client.request(&format!("wait {waiting} {TRANSFERRED}"));
    assert_eq!(state, TRANSFERRED);
}

/// A runner without descriptors does not spin while messages wait for it, and accepts them later.
#[test]
fn a_runner_without_descriptors_pauses() {
    let fixture = AgentFixture::new();
    let runner = fixture.agent();
    let mut client = fixture.agent();
    let id = fixture.job(&mut client, 1000, "a");
    limit_descriptors(&runner, Some(3));
    let waiting = UnixStream::connect(fixture.home().join("runner.sock")).unwrap();
    let before = spent(&runner).0;
    // The measured time has no event.
    std::thread::sleep(Duration::from_secs(1));
    let used = Duration::from_nanos(spent(&runner).0 - before);
    assert!(used < Duration::from_millis(100), "{used:?} in a second");
    limit_descriptors(&runner, None);
    drop(waiting);
    assert_eq!(client.request(&format!("resume {id}")), "ok");
    let state = client.request(&format!("wait {id} {TRANSFERRED}"));
    assert_eq!(state, TRANSFERRED);
}

/// The role of a program that resumes a job and forks. The parent ends at once; the child only
/// reads.
pub fn run_reader() {
    let queue = Queue::open_default().unwrap();
    let job = queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let path = setting("FILE");
    job.add_files(&[(&setting("URL"), &path)]).unwrap();
    job.resume().unwrap();
    wait_until("a temporary file", || {
        !names(Path::new(&path).parent().unwrap()).is_empty()
    });
    // SAFETY: the child continues to use the library, as the child of a C program may.
    if unsafe { libc::fork() } != 0 {
        // SAFETY: ends this process without the test harness's exit handlers.
        unsafe { libc::_exit(0) };
    }
    let read = match setting("READ").as_str() {
        "state" => |_: &Queue, job: &bits::engine::Job| job.state(),
        "progress" => |_: &Queue, job: &bits::engine::Job| {
            _ = job.progress();
            job.state()
        },
        _ => |queue: &Queue, _: &bits::engine::Job| queue.jobs(false).unwrap()[0].state(),
    };
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if read(&queue, &job) == BG_JOB_STATE_TRANSFERRED {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    send(read(&queue, &job));
    receive();
}

#[test]
fn a_child_that_only_reads_becomes_the_runner() {
    for read in ["state", "progress", "jobs"] {
        let fixture = AgentFixture::new();
        fixture.pace(1_000_000);
        let mut command = child::command("reader", &fixture.home(), &[]);
        command
            .env("URL", fixture.server.url("/500000"))
            .env("FILE", fixture.here("a"))
            .env("READ", read);
        let child = Child::start(command);
        assert_eq!(child.receive(), TRANSFERRED, "{read}");
        let mut agent = fixture.agent();
        let id = agent.request("list");
        assert_eq!(agent.request(&format!("complete {id}")), "Done");
        assert!(fs::read(fixture.here("a")).unwrap() == content(500_000));
    }
}
