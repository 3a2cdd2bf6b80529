//! With a full disk, or a folder that is missing or read-only, calls return the documented error,
//! the job is kept, and `Resume` works when the cause is gone.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::win32;
use bits::engine::{CallOutcome, Error, Job, Queue};
use bits_test_support::child::{self, Child, send, setting};
use bits_test_support::fixture::{content, wait_for, wait_until};
use bits_test_support::needs::{Need, try_command};

use crate::damage;
use crate::{has_its_content, serve, temporaries};

const DISK_FULL: Error = Error(win32(112));

pub fn download(queue: &Queue, url: &str, path: &Path) -> Job {
    let job = queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
    job.add_files(&[(url, path.to_str().unwrap())]).unwrap();
    job
}

fn code(job: &Job) -> Error {
    Error(job.error().unwrap().code)
}

/// The role of a process in its own mount namespace, where `$DISK` has 8 MiB.
pub fn run() {
    damage::listen();
    let disk = PathBuf::from(setting("DISK"));
    for name in ["queue", "here"] {
        fs::create_dir_all(disk.join(name)).unwrap();
    }
    fs::set_permissions(disk.join("queue"), Permissions::from_mode(0o700)).unwrap();
    let url = |size: usize| format!("{}/{size}", setting("URL"));

    // The disk of the files is full. The queue is on another disk.
    let queue = Queue::open_default().unwrap();
    let path = disk.join("here/d-4000000");
    let ballast = disk.join("ballast");
    fs::write(&ballast, vec![1; 6 << 20]).unwrap();
    let job = download(&queue, &url(4_000_000), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(code(&job), DISK_FULL);
    fs::remove_file(&ballast).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&path));
    send("files");

    // The disk of the queue is full.
    let queue = Queue::open(&disk.join("queue")).unwrap();
    let path = PathBuf::from(setting("HERE")).join("d-100000");
    let job = download(&queue, &url(100_000), &path);
    fill(&ballast);
    let name = "x".repeat(200);
    let refused = (0..1000).find_map(|_| queue.create_job(&name, BG_JOB_TYPE_DOWNLOAD).err());
    assert_eq!(refused, Some(DISK_FULL));
    // The space that a new job lacks may suffice for some smaller changes.
    let describe = |text: &str| job.set_description(&text.repeat(1000)).err();
    let refused = (0..1000).find_map(|_| describe("y").or_else(|| describe("z")));
    assert_eq!(refused, Some(DISK_FULL));
    assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
    fs::remove_file(&ballast).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&path));
    send("queue");

    // A transfer continues, but its progress cannot be recorded.
    let path = PathBuf::from(setting("HERE")).join("d-3000000");
    let job = download(&queue, &url(3_000_000), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRING);
    fill(&ballast);
    wait_until("a record to fail", || {
        damage::has_logged("cannot be recorded")
    });
    fs::remove_file(&ballast).unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&path));
    send("progress");
}

/// Fills a disk completely.
fn fill(ballast: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(ballast).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
}

/// A small file system for one process.
const MOUNT_NAMESPACE: Need = Need::ability("a mount namespace", || {
    try_command(&["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
});

/// A folder that even its owner cannot write to. For root that is an attribute of the file system.
const READ_ONLY_FOLDER: Need = Need::ability("a read-only folder", || {
    let folder = tempfile::tempdir().unwrap();
    let is_possible = set_read_only(folder.path(), true) && set_read_only(folder.path(), false);
    is_possible
        .then_some(())
        .ok_or_else(|| "chattr +i does not work here".to_owned())
});

#[test(needs = [MOUNT_NAMESPACE])]
fn jobs_outlast_a_full_disk() {
    let server = serve(Duration::from_millis(2));
    let folder = tempfile::tempdir().unwrap();
    for name in ["disk", "here"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let script = "mount -t tmpfs -o size=8m none \"$DISK\" && exec \"$@\"";
    let wrapper = ["unshare", "-rm", "sh", "-c", script, "sh"];
    let mut command = child::command("full disk", &folder.path().join("queue"), &wrapper);
    command
        .env("DISK", folder.path().join("disk"))
        .env("HERE", folder.path().join("here"))
        .env("URL", server.url("").trim_end_matches('/'));
    let mut child = Child::start(command);
    assert_eq!(child.receive_all(), ["files", "queue", "progress"]);
    assert!(child.finish().success());
    assert!(temporaries(&folder.path().join("here")).is_empty());
}

/// A folder, a queue in this process, and a folder for files.
pub fn queue_fixture() -> (tempfile::TempDir, Queue, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("here");
    fs::create_dir(&here).unwrap();
    let queue = Queue::open(&folder.path().join("queue")).unwrap();
    (folder, queue, here)
}

#[test]
fn jobs_outlast_a_folder_that_is_gone() {
    let server = serve(Duration::ZERO);
    let (folder, queue, here) = queue_fixture();
    let aside = folder.path().join("aside");
    let path = here.join("d-500000");
    let job = download(&queue, &server.url("/500000"), &path);
    fs::rename(&here, &aside).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert!(
        [Error(win32(2)), Error(win32(3))].contains(&code(&job)),
        "{:?}",
        job.error()
    );
    fs::rename(&aside, &here).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);

    // The folder is missing for a while: nothing is lost.
    fs::rename(&here, &aside).unwrap();
    assert!(job.complete().is_err());
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
    fs::rename(&aside, &here).unwrap();
    let sent = server.sent();

    // The folder is deleted: everything is downloaded again.
    fs::remove_dir_all(&here).unwrap();
    fs::create_dir(&here).unwrap();
    assert_eq!(job.complete(), Err(Error(win32(2))));
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(server.sent(), sent + 500_000);
    assert!(has_its_content(&path));
}

#[test]
fn a_truncated_temporary_file_is_not_completed() {
    let server = serve(Duration::ZERO);
    let (_folder, queue, here) = queue_fixture();
    let path = here.join("d-500000");
    fs::write(&path, vec![b'o'; 500_000]).unwrap();
    let job = download(&queue, &server.url("/500000"), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let temporary = here.join(&temporaries(&here)[0]);
    for damage in [
        |path: &Path| fs::write(path, "cut").unwrap(),
        |path: &Path| fs::remove_file(path).unwrap(),
    ] {
        damage(&temporary);
        assert_eq!(job.complete(), Err(Error(win32(2))));
        assert!(fs::read(&path).unwrap() == [b'o'; 500_000]);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    }
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(fs::read(&path).unwrap() == content(500_000));
}

#[test(needs = [READ_ONLY_FOLDER])]
fn jobs_outlast_a_folder_that_cannot_be_written() {
    let (_folder, queue, here) = queue_fixture();
    let server = serve(Duration::ZERO);
    let path = here.join("d-500000");
    let job = download(&queue, &server.url("/500000"), &path);
    assert!(set_read_only(&here, true));
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(code(&job), Error(bits::abi::E_ACCESSDENIED));
    set_read_only(&here, false);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    set_read_only(&here, true);
    let refused = job.complete();
    let state = job.state();
    set_read_only(&here, false);
    assert_eq!(
        (refused, state),
        (
            Err(Error(bits::abi::E_ACCESSDENIED)),
            BG_JOB_STATE_TRANSFERRED
        )
    );
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&path));
}

/// Permissions do not stop root, so root sets the immutable attribute instead.
fn set_read_only(folder: &Path, read_only: bool) -> bool {
    // SAFETY: asks for a number.
    if unsafe { libc::geteuid() } == 0 {
        let change = Command::new("chattr")
            .arg(if read_only { "+i" } else { "-i" })
            .arg(folder)
            .output();
        return change.is_ok_and(|output| output.status.success());
    }
    let mode = if read_only { 0o500 } else { 0o700 };
    fs::set_permissions(folder, Permissions::from_mode(mode)).is_ok()
}
