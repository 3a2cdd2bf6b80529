//! A process gives connections, descriptors and memory back after its jobs.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::engine::Queue;
use bits_test_support::child::{self, Child};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};
use bits_test_support::process::OwnProcess;
use url::Url;

const JOBS: u64 = 300;

/// A process that may open fewer descriptors than there are jobs.
const FEW_DESCRIPTORS: OwnProcess = OwnProcess {
    wrapper: &["sh", "-c", "ulimit -n 256 && exec \"$@\"", "sh"],
    prepare: |_, _| (),
};

/// The server is a part of this process, so each connection counts twice.
#[test(process = FEW_DESCRIPTORS)]
fn many_uploads_share_few_descriptors() {
    let fixture = Fixture::start();
    let jobs: Vec<_> = (0..JOBS)
        .map(|number| {
            let content = data(1000, number);
            fixture.upload(BG_JOB_TYPE_UPLOAD, &format!("file{number}"), &content)
        })
        .collect();
    jobs.iter().for_each(|job| job.resume().unwrap());
    let mut most = 0;
    for job in &jobs {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
        most = most.max(connections(fixture.server.addr()));
    }
    assert!(most <= 80, "{most} sockets");
    wait_until("the idle connections to close", || {
        connections(fixture.server.addr()) == 0
    });
}

/// The number of open sockets of connections to a server, at both ends.
fn connections(server: SocketAddr) -> usize {
    const TIME_WAIT: &str = "06";
    const LISTEN: &str = "0A";
    let port = format!(":{:04X}", server.port());
    let table = fs::read_to_string("/proc/net/tcp").unwrap();
    let is_open_connection = |line: &&str| {
        let mut columns = line.split_whitespace().skip(1);
        let mut column = || columns.next().unwrap_or_default();
        let (local, remote, state) = (column(), column(), column());
        (local.ends_with(&port) || remote.ends_with(&port)) && ![TIME_WAIT, LISTEN].contains(&state)
    };
    table.lines().filter(is_open_connection).count()
}

pub const CLIENT: &str = "client whose memory is measured";

/// The server is not a part of the measured process.
#[test]
fn the_buffers_of_uploads_are_freed_soon_after_them() {
    let fixture = Fixture::start();
    let file = fixture.own("file", &data(5 << 20, 9));
    let mut command = child::command(CLIENT, &fixture.here("queue"), &[]);
    command
        .env("URL", fixture.url("file"))
        .env("LOCAL", text(&file));
    let mut client = Child::start(command);
    let measure = || client.receive().parse::<u64>().unwrap();
    let (before, busy, idle) = (measure(), measure(), measure());
    assert!(client.finish().success());
    assert!(
        idle < before + 4096,
        "{before} KiB before the uploads, {busy} KiB after them, {idle} KiB when idle"
    );
}

/// Uploads a file by one job after the other, and reports its memory before, after, and when the
/// connections are closed.
pub fn run_client() {
    let queue = Queue::open(Path::new(&child::setting("BITS_HOME"))).unwrap();
    let url = child::setting("URL");
    let upload = |number: u32| {
        let job = queue.create_job("upload", BG_JOB_TYPE_UPLOAD).unwrap();
        let url = format!("{url}{number}");
        job.add_files(&[(&url, &child::setting("LOCAL"))]).unwrap();
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    };
    let server = Url::parse(&url).unwrap().socket_addrs(|| None).unwrap()[0];
    let wait_until_idle = || {
        wait_until("the idle connections to close", || connections(server) == 0);
    };
    upload(0);
    wait_until_idle();
    child::send(resident_kib());
    (1..=10).for_each(upload);
    child::send(resident_kib());
    wait_until_idle();
    child::send(resident_kib());
}

/// The memory of this process that is in RAM, in KiB.
fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap()
}
