//! `bitsd` as the runner of the queue.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bits_test_support::child::Child;
use bits_test_support::fixture::{content, wait_until};

use crate::agent::AgentFixture;

const TRANSFERRING: &str = "BG_JOB_STATE_TRANSFERRING";
const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";

/// Starts bitsd, and waits until it reports that it is ready.
fn bitsd(fixture: &AgentFixture, arguments: &[&str]) -> (Child, UnixDatagram) {
    let address = fixture.folder.path().join("notify");
    _ = fs::remove_file(&address);
    let socket = UnixDatagram::bind(&address).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitsd"));
    command
        .args(arguments)
        .env("BITS_HOME", fixture.home())
        .env("NOTIFY_SOCKET", &address)
        .stderr(Stdio::null());
    let daemon = Child::start(command);
    assert_eq!(notice(&socket), "READY=1");
    (daemon, socket)
}

fn notice(socket: &UnixDatagram) -> String {
    let mut buffer = [0; 64];
    let length = socket.recv(&mut buffer).unwrap();
    // The assignments of a notice are lines; the last one may have no line feed.
    let text = String::from_utf8_lossy(&buffer[..length]);
    text.trim_end_matches('\n').to_owned()
}

#[test]
fn jobs_outlive_their_program_where_bitsd_runs() {
    let fixture = AgentFixture::new();
    fixture.pace(2_000_000);
    let (_daemon, _socket) = bitsd(&fixture, &[]);
    let mut program = fixture.agent();
    let id = fixture.job(&mut program, 1_000_000, "a");
    assert_eq!(program.request(&format!("resume {id}")), "ok");
    assert!(program.finish().success());
    let mut later = fixture.agent();
    assert_eq!(
        later.request(&format!("wait {id} {TRANSFERRED}")),
        TRANSFERRED
    );
    assert_eq!(
        fixture.requests(),
        1,
        "the transfer was cut off with the program"
    );
    assert_eq!(later.request(&format!("complete {id}")), "Done");
    assert!(fs::read(fixture.here("a")).unwrap() == content(1_000_000));
}

#[test]
fn sigterm_ends_bitsd_cleanly_and_what_it_fetched_is_kept() {
    let fixture = AgentFixture::new();
    fixture.pace(2_000_000);
    let (mut daemon, socket) = bitsd(&fixture, &[]);
    let mut program = fixture.agent();
    let id = fixture.job(&mut program, 4_000_000, "a");
    program.request(&format!("resume {id}"));
    program.request(&format!("wait {id} {TRANSFERRING}"));
    assert!(program.finish().success());
    let delivered = || fixture.server.sent();
    wait_until("bytes", || delivered() > 500_000);
    daemon.signal("-TERM");
    assert_eq!(notice(&socket), "STOPPING=1");
    assert!(daemon.finish().success());
    let fetched = delivered();

    fixture.pace(100_000_000);
    let mut later = fixture.agent();
    assert_eq!(
        later.request(&format!("wait {id} {TRANSFERRED}")),
        TRANSFERRED
    );
    let (_, range) = fixture.request_after(1);
    let first: u64 = range
        .unwrap()
        .trim_start_matches("bytes=")
        .trim_end_matches('-')
        .parse()
        .unwrap();
    // The content of the socket buffers is lost, but nothing that bitsd has received.
    assert!(
        first > 0 && first + 400_000 > fetched,
        "{first} of {fetched}"
    );
    assert_eq!(later.request(&format!("complete {id}")), "Done");
    assert!(fs::read(fixture.here("a")).unwrap() == content(4_000_000));
}

#[test]
fn bitsd_ends_when_it_has_had_nothing_to_do() {
    let fixture = AgentFixture::new();
    fixture.pace(1_000_000);
    let mut program = fixture.agent();
    let id = fixture.job(&mut program, 2_500_000, "a");
    program.request(&format!("resume {id}"));
    let (mut daemon, socket) = bitsd(&fixture, &["--idle-exit", "1"]);
    program.kill();
    let start = Instant::now();
    assert_eq!(notice(&socket), "STOPPING=1");
    assert!(daemon.finish().success());
    assert!(
        start.elapsed() > Duration::from_secs(2),
        "it did not wait for the job"
    );
    let mut later = fixture.agent();
    assert_eq!(later.request(&format!("state {id}")), TRANSFERRED);
}
