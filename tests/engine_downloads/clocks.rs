//! Jobs of a computer whose clock is wrong.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_TRANSFERRED, BG_JOB_STATE_TRANSIENT_ERROR};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, text, wait_for};
use bits_test_support::needs::GCC;
use bits_test_support::process::OwnProcess;
use bits_test_support::toolchain::{root, succeed};

/// A process whose clock is at 1969-12-31.
const BEFORE_1970: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, folder| {
        let library = folder.join("old_clock.so");
        succeed(
            Command::new("gcc")
                .args(["-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o"])
                .arg(&library)
                .arg(root().join("tests/c/old_clock.c"))
                .arg("-ldl"),
        );
        command.env("LD_PRELOAD", library);
    },
};

/// A date shortly after the present one of that process.
const SOON: &str = "Thu, 01 Jan 1970 01:00:00 GMT";

#[cfg(target_os = "linux")]
#[test(needs = [GCC], process = BEFORE_1970)]
fn jobs_run_before_1970() {
    assert!(SystemTime::now() < SystemTime::UNIX_EPOCH);
    let folder = tempfile::tempdir().unwrap();
    let server = FaultServer::start(|request| {
        let response = Response::file(&content(1000), "\"one\"", request);
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        match request.target.as_str() {
            "/later" => Response::status(503).with("Retry-After", SOON),
            _ => response.with("Date", date).with("Last-Modified", date),
        }
    });
    let local = folder.path().join("local");
    fs::write(&local, content(1000)).unwrap();
    let queue = Queue::open(&folder.path().join("queue")).unwrap();
    let (url, later) = (server.url("/file"), server.url("/later"));
    let job = queue.create_job("old", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let place = |name: &str| text(&folder.path().join(name)).to_owned();
    let [a, b] = ["a", "b"].map(place);
    job.add_files(&[(&url, &a), (text(&local), &b)]).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(job.times().unwrap().modification < 116_444_736_000_000_000);
    job.complete().unwrap();
    for name in [a, b] {
        assert!(fs::read(name).unwrap() == content(1000));
    }
    let waits = queue.create_job("waits", BG_JOB_TYPE_DOWNLOAD).unwrap();
    waits.add_files(&[(&later, &place("c"))]).unwrap();
    waits.resume().unwrap();
    wait_for(&waits, BG_JOB_STATE_TRANSIENT_ERROR);
    waits.cancel().unwrap();
}

/// A local file may have any time, and HTTP has no date for some of them.
#[test]
fn a_local_file_of_any_time_is_copied() {
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(&folder.path().join("queue")).unwrap();
    let long = Duration::from_secs(300_000_000_000);
    for (name, time) in [
        ("old", SystemTime::UNIX_EPOCH - Duration::from_secs(1)),
        ("late", SystemTime::UNIX_EPOCH + long),
    ] {
        let source = folder.path().join(name);
        fs::write(&source, content(1000)).unwrap();
        set_modified(&source, time);
        let place = folder.path().join(format!("{name} copy"));
        let job = queue.create_job(name, BG_JOB_TYPE_DOWNLOAD).unwrap();
        job.add_files(&[(text(&source), text(&place))]).unwrap();
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        job.complete().unwrap();
        assert!(fs::read(place).unwrap() == content(1000), "{name}");
    }
}

fn set_modified(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(time).unwrap();
}
