//! A system that does not tell when it was started: each new runner trusts only synced data, since
//! the power may have failed in between.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::engine::{CallOutcome, Queue};
use bits_test_support::child::{self, Child, send, setting};
use bits_test_support::fixture::{wait_for, wait_until};
use bits_test_support::needs::{Need, try_command};

use crate::disks::download;
use crate::{has_its_content, serve, temporaries};

const SIZE: usize = 16_000_000;

/// A mount namespace in which nothing is in `/proc`.
const EMPTY_PROC: Need = Need::ability("a mount namespace with an empty /proc", || {
    try_command(&["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/proc"])
});

const IN_EMPTY_PROC: [&str; 6] = [
    "unshare",
    "-rm",
    "sh",
    "-c",
    "mount -t tmpfs none /proc && exec \"$@\"",
    "sh",
];

/// The role of a process that downloads a file, or continues the download.
pub fn run() {
    assert!(!Path::new("/proc/sys").exists());
    let queue = Queue::open_default().unwrap();
    let path = PathBuf::from(setting("HERE")).join(format!("d-{SIZE}"));
    let job = match queue.jobs(false).unwrap().into_iter().next() {
        Some(job) => job,
        None => {
            let job = download(&queue, &format!("{}/{SIZE}", setting("URL")), &path);
            job.resume().unwrap();
            job
        }
    };
    send("open");
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
}

/// The bytes of the file that the queue has recorded as written and as synced.
fn recorded(home: &Path) -> (u64, u64) {
    let database = rusqlite::Connection::open(home.join("queue.db")).unwrap();
    database
        .pragma_update(None, "busy_timeout", 10_000)
        .unwrap();
    database
        .query_row("SELECT written, synced FROM file", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap()
}

#[test(needs = [EMPTY_PROC])]
fn without_a_boot_id_only_synced_data_is_trusted() {
    let server = serve(Duration::from_millis(4));
    let folder = tempfile::tempdir().unwrap();
    let (home, here) = (folder.path().join("queue"), folder.path().join("here"));
    fs::create_dir(&here).unwrap();
    let start = || {
        let mut command = child::command("without a boot id", &home, &IN_EMPTY_PROC);
        command
            .env("HERE", &here)
            .env("URL", server.url("").trim_end_matches('/'));
        let child = Child::start(command);
        assert_eq!(child.receive(), "open");
        child
    };
    let mut first = start();
    wait_until("data that is not synced", || {
        let (written, synced) = recorded(&home);
        synced > 0 && written > synced + 500_000
    });
    first.kill();

    // A power failure takes the data that was not synced.
    let (written, synced) = recorded(&home);
    let temporary = here.join(&temporaries(&here)[0]);
    let file = fs::File::options().write(true).open(&temporary).unwrap();
    let lost = vec![0; (written - synced) as usize];
    file.write_all_at(&lost, synced).unwrap();

    assert!(start().finish().success());
    assert!(has_its_content(&here.join(format!("d-{SIZE}"))));
}
