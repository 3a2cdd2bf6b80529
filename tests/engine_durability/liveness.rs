//! The queue goes on after faults that keep a process from being the runner for a while.

use std::fs;
use std::os::fd::AsRawFd;
use std::path::Path;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::engine::Queue;
use bits_test_support::child::{self, Child, send, setting};
use bits_test_support::control::with_limit;
use bits_test_support::fixture::wait_for;

use crate::disks::download;
use crate::{damage, has_its_content, serve};

const SIZE: usize = 10_000;

/// Downloads a file through a queue, and completes the job.
pub fn download_and_complete(queue: &Queue, url: &str, here: &Path) {
    let path = here.join(SIZE.to_string());
    let job = download(queue, &format!("{url}/{SIZE}"), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(has_its_content(&path));
    fs::remove_file(path).unwrap();
}

/// The role of a process that opens queues with a limit on its descriptors, which starts at none
/// and rises until a queue opens without a fault. It reports how many queues opened although the
/// process could not be their runner at first.
pub fn run() {
    const FAULT: &str = "is not the runner and tries again";
    damage::listen();
    let (url, here) = (setting("URL"), setting("HERE"));
    let here = Path::new(&here);
    let mut recovered = 0;
    for spare in 0..64 {
        damage::forget_log();
        // The creation of a queue takes more descriptors than its runner.
        let home = here.join(format!("queue{spare}"));
        copy(&here.join("queue"), &home);
        let unused = fs::File::open("/dev/null").unwrap().as_raw_fd() as u64;
        let queue = with_limit(libc::RLIMIT_NOFILE, unused + spare, || Queue::open(&home));
        let Ok(queue) = queue else { continue };
        download_and_complete(&queue, &url, here);
        if !damage::has_logged(FAULT) {
            break;
        }
        recovered += 1;
    }
    send(recovered);
}

/// Copies a queue that no process changes meanwhile.
pub fn copy(queue: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for name in ["queue.db", "queue.db-wal", "live"] {
        if queue.join(name).exists() {
            fs::copy(queue.join(name), to.join(name)).unwrap();
        }
    }
}

#[test]
fn a_process_without_descriptors_for_a_moment_is_the_runner_later() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(damage::open(&folder.path().join("queue")), "0 jobs; ");
    let server = serve(std::time::Duration::ZERO);
    let mut command = child::command("few descriptors", &folder.path().join("unused"), &[]);
    command
        .env("URL", server.url(""))
        .env("HERE", folder.path());
    let mut child = Child::start(command);
    let recovered: u32 = child.receive().parse().unwrap();
    assert!(child.finish().success());
    assert!(recovered > 2, "the fault was met {recovered} times");
}
