//! The database of a queue is replaced while processes have it open. They move over to the new one,
//! and no call reports success for a change that is not in it.

use std::fs;
use std::path::Path;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::child::{self, Child, receive, send};
use bits_test_support::fixture::{names, wait_for};
use tempfile::TempDir;

use crate::damage::{self, move_into_file, open};
use crate::disks::download;
use crate::{has_its_content, serve};

/// The role of a process that has a queue open and a job in it, and makes the calls that the test
/// asks for.
pub fn run() {
    damage::listen();
    let queue = Queue::open_default().unwrap();
    let create = || queue.create_job("job", BG_JOB_TYPE_DOWNLOAD);
    let job = create().unwrap();
    send("open");
    loop {
        match receive().as_str() {
            "create" => send(format!("{:?}", create().map(drop))),
            "rename" => send(format!("{:?}", job.set_display_name("renamed"))),
            "state" => send(format!("{:?}", job.state())),
            "count" => send(format!("{:?}", queue.jobs(false).map(|jobs| jobs.len()))),
            "log" => send(damage::logged()),
            "stop" => {
                queue.stop();
                send("stopped");
            }
            other => panic!("{other}"),
        }
    }
}

/// A queue, and a process that has it open with one job.
pub fn holder() -> (TempDir, std::path::PathBuf, Child) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    let holder = start(&home);
    (folder, home, holder)
}

pub fn start(home: &Path) -> Child {
    let holder = Child::start(child::command("holder", home, &[]));
    assert_eq!(holder.receive(), "open");
    holder
}

/// Checks that the process uses the database in the folder, as other processes do.
fn shares_the_queue(holder: &mut Child, home: &Path, jobs: usize) {
    assert_eq!(holder.request("count"), format!("Ok({jobs})"));
    assert_eq!(holder.request("create"), "Ok(())");
    assert_eq!(open(home), format!("{} jobs; ", jobs + 1));
    assert_eq!(holder.request("count"), format!("Ok({})", jobs + 2));
    let database = rusqlite::Connection::open(home.join("queue.db")).unwrap();
    let verdict: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn a_process_moves_over_when_its_database_is_moved_away() {
    let (_folder, home, mut holder) = holder();
    fs::rename(home.join("queue.db"), home.join("moved")).unwrap();
    let renamed = holder.request("rename");
    assert!(renamed.starts_with("Err"), "{renamed}");
    assert_eq!(holder.request("state"), "BG_JOB_STATE_CANCELLED");
    let log = holder.request("log");
    assert!(log.contains("1 change of 1 job (job 1)"), "{log}");
    shares_the_queue(&mut holder, &home, 0);
    // A job of the new database is not taken for the old one.
    assert_eq!(holder.request("state"), "BG_JOB_STATE_CANCELLED");
    assert!(holder.request("rename").starts_with("Err"));
}

#[test]
fn a_process_moves_over_when_another_one_sets_the_database_aside() {
    let (_folder, home, mut holder) = holder();
    let database = home.join("queue.db");
    let mut data = fs::read(&database).unwrap();
    data[..100].fill(b'x');
    fs::write(&database, data).unwrap();
    let said = open(&home);
    assert!(said.starts_with("0 jobs; "), "{said}");
    assert!(said.contains("1 change of 1 job (job 1)"), "{said}");
    shares_the_queue(&mut holder, &home, 1);
}

#[test]
fn a_process_moves_over_to_a_restored_backup() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    assert_eq!(open(&home), "0 jobs; ");
    move_into_file(&home.join("queue.db"));
    fs::copy(home.join("queue.db"), home.join("backup")).unwrap();
    let mut holder = start(&home);
    assert_eq!(holder.request("rename"), "Ok(())");
    fs::rename(home.join("backup"), home.join("queue.db")).unwrap();
    assert_eq!(holder.request("count"), "Ok(1)");
    let log = holder.request("log");
    assert!(log.contains("2 changes of 1 job (job 2)"), "{log}");
    // SQLite would apply the log of the replaced database to the backup.
    let is_kept = |name: &String| name.contains("unusable") && name.ends_with("-wal");
    assert!(names(&home).iter().any(is_kept));
    shares_the_queue(&mut holder, &home, 1);
}

/// The runner of the replaced database serves the jobs of the new one.
#[test]
fn the_runner_moves_over_to_the_new_database() {
    let server = serve(std::time::Duration::ZERO);
    let (folder, home, _holder) = holder();
    fs::rename(home.join("queue.db"), home.join("moved")).unwrap();
    let queue = Queue::open(&home).unwrap();
    let path = folder.path().join("d-10000");
    let job = download(&queue, &server.url("/10000"), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(has_its_content(&path));
}
