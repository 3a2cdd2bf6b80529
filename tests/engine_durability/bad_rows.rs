//! Rows with values that libbits never writes. The job of such a row is set aside alone: it is
//! shown in ERROR where its identity can be read, it is logged once, and every other job continues.

use std::fs;
use std::path::Path;
use std::time::Duration;

use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::{CallOutcome, Queue};
use bits_test_support::child::{self, Child, send, setting};
use bits_test_support::fixture::{text, wait_until};
use rusqlite::Connection;

use crate::liveness::{copy, download_and_complete};
use crate::{damage, serve};

/// Values that make a row of the table `job` bad. The job is shown in ERROR.
const BAD_JOBS: &[&str] = &[
    "slot = -1",
    "slot = 99999999",
    "slot = 'x'",
    "slot = x'00'",
    "slot = 1.5",
    "type = 9",
    "type = -1",
    "type = 'x'",
    "version = -1",
    "version = 'x'",
    "version = 1.5",
    "state = -1",
    "state = 9",
    "state = 1.5",
    "state = 9223372036854775807",
    "state = 'x'",
    "state = x'07'",
    "data = '{'",
    "data = '{}'",
    "data = ''",
    "data = 5",
    "data = x'00'",
    "data = CAST(x'ff' AS TEXT)",
];

/// Values that make the identity of a job bad. Nothing shows it.
const BAD_IDENTITIES: &[&str] = &["id = x'00'", "id = 'x'", "id = 5", "key = -5"];

/// Values that make a row of the table `file` bad. Its job goes to ERROR.
const BAD_FILES: &[&str] = &[
    "position = 'x'",
    "position = x'00'",
    "position = -1",
    "position = 5",
    "position = 4294967296",
    "remote = x'00'",
    "remote = CAST(x'ff' AS TEXT)",
    "local = x'00'",
    "temporary = x'00'",
    "ranges = '{'",
    "ranges = x'00'",
    "status = 'x'",
    "status = 9",
    "status = -1",
    "size = 'x'",
    "size = -2",
    "size = 1.5",
    "written = 'x'",
    "written = -1",
    "synced = 'x'",
    "synced = -1",
    "last_modified = x'00'",
    "etag = x'00'",
    "headers = x'00'",
    "requests = '{'",
    "requests = '5'",
    "requests = x'00'",
    "pieces = '{'",
    "pieces = x'00'",
];

/// Values that change nothing for the job: it is transferred.
const HARMLESS: &[&str] = &[
    "job SET needs_runner = 'x'",
    "job SET needs_runner = 7",
    "job SET ended = 'x'",
    "job SET ended = -1",
    "file SET ranges = NULL, last_modified = NULL, etag = NULL, headers = NULL, requests = NULL",
];

/// Changes of other tables, after which new jobs are created and transferred all the same.
const BAD_TABLES: &[&str] = &[
    "DELETE FROM meta",
    "UPDATE meta SET value = NULL",
    "UPDATE meta SET value = 'x'",
    "UPDATE meta SET value = x'00'",
    "UPDATE meta SET value = 1.5",
    "UPDATE meta SET value = -1",
    "UPDATE meta SET value = 0",
    "UPDATE meta SET value = 9223372036854775807",
    "UPDATE meta SET value = 99999999",
    "UPDATE job SET key = 9223372036854775807",
    "INSERT INTO free_slot VALUES (-1), (0), (99999999), (9223372036854775807)",
    "INSERT OR REPLACE INTO inactive VALUES (1, 1, -9223372036854775808)",
    "INSERT OR REPLACE INTO inactive VALUES (1, 'x', 'y'), (-1, 0, 0)",
];

const SIZE: usize = 10_000;

/// Returns the changes of the jobs, in the order of their keys.
fn changes() -> Vec<String> {
    let of_jobs = BAD_JOBS.iter().chain(BAD_IDENTITIES);
    let jobs = of_jobs.map(|change| format!("job SET {change}"));
    let files = BAD_FILES.iter().map(|change| format!("file SET {change}"));
    let harmless = HARMLESS.iter().map(|change| change.to_string());
    jobs.chain(files).chain(harmless).collect()
}

/// Creates a queue in which each change has a job of its own, whose turn it is. No process has it
/// open.
fn spoiled_queue(here: &Path, url: &str) -> std::path::PathBuf {
    let (draft, home) = (here.join("draft"), here.join("spoiled"));
    let queue = Queue::open(&draft).unwrap();
    let changes = changes();
    for number in 0..changes.len() {
        let job = queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
        let local = here.join(format!("{number}-{SIZE}"));
        job.add_files(&[(&format!("{url}/{SIZE}"), text(&local))])
            .unwrap();
    }
    copy(&draft, &home);
    let database = Connection::open(home.join("queue.db")).unwrap();
    database
        .execute_batch("PRAGMA foreign_keys = OFF; UPDATE job SET state = 0, needs_runner = 1")
        .unwrap();
    for (number, change) in changes.iter().enumerate() {
        let key = if change.starts_with("job") {
            "key"
        } else {
            "job"
        };
        database
            .execute(&format!("UPDATE {change} WHERE {key} = ?1"), [number + 1])
            .unwrap();
    }
    home
}

/// Returns the rows of the first jobs as text, without the column that says who needs the runner.
fn rows(home: &Path, jobs: usize) -> Vec<String> {
    let database = Connection::open(home.join("queue.db")).unwrap();
    let mut statement = database
        .prepare(
            "SELECT hex(quote(key) || quote(id) || quote(slot) || quote(type) || quote(version)
                || quote(state) || quote(data)) FROM job WHERE key <= ?1 ORDER BY key",
        )
        .unwrap();
    let rows = statement.query_map([jobs], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// The role of a process that opens the queue with the bad rows and checks what it shows.
pub fn run() {
    damage::listen();
    let (url, here) = (setting("URL"), setting("HERE"));
    let here = Path::new(&here);
    let home = spoiled_queue(here, &url);
    let bad_jobs = BAD_JOBS.len() + BAD_IDENTITIES.len();
    let before = rows(&home, bad_jobs);
    assert_eq!(before.len(), bad_jobs);
    damage::forget_log();

    let queue = Queue::open(&home).unwrap();
    download_and_complete(&queue, &url, here);
    wait_until("an idle queue", || queue.is_idle().unwrap());
    let jobs = queue.jobs(false).unwrap();
    assert_eq!(jobs.len(), changes().len() - BAD_IDENTITIES.len());
    let (bad, good) = jobs.split_at(jobs.len() - HARMLESS.len());
    for (number, job) in bad.iter().enumerate() {
        assert_eq!(job.state(), BG_JOB_STATE_ERROR, "the bad row {number}");
        assert_eq!(job.error().unwrap().code as u32, 0x8007_000D);
        assert!(job.error().unwrap().code == queue.job(job.id()).unwrap().error().unwrap().code);
    }
    for (job, change) in good.iter().zip(HARMLESS) {
        assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED, "{change}");
    }
    assert_eq!(rows(&home, bad_jobs), before, "the bad rows are kept");
    for number in 1..=changes().len() - HARMLESS.len() {
        let is_shown = !changes()[number - 1].contains("key = -5");
        let logged = damage::times_logged(&format!("job {number} is set aside"));
        assert_eq!(logged, usize::from(is_shown), "{}", changes()[number - 1]);
    }
    for job in queue.jobs(false).unwrap() {
        assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    }
    assert!(queue.jobs(false).unwrap().is_empty());
    send("done");
}

#[test]
fn a_bad_row_of_a_job_or_file_is_set_aside_alone() {
    assert_eq!(in_role("bad rows"), "done");
}

/// The role of a process that opens queues with bad rows in the other tables.
pub fn run_tables() {
    damage::listen();
    let (url, here) = (setting("URL"), setting("HERE"));
    let here = Path::new(&here);
    let draft = here.join("draft");
    Queue::open(&draft)
        .unwrap()
        .create_job("first", BG_JOB_TYPE_DOWNLOAD)
        .unwrap();
    for (number, change) in BAD_TABLES.iter().enumerate() {
        let home = here.join(format!("queue{number}"));
        copy(&draft, &home);
        let database = Connection::open(home.join("queue.db")).unwrap();
        database.execute_batch(change).unwrap();
        drop(database);
        let queue = Queue::open(&home).unwrap();
        for _ in 0..3 {
            download_and_complete(&queue, &url, here);
        }
        assert_eq!(queue.jobs(false).unwrap().len(), 1, "{change}");
    }
    send("done");
}

#[test]
fn bad_counters_and_free_slots_stop_no_new_job() {
    assert_eq!(in_role("bad tables"), "done");
}

/// Runs a role with a server and a folder. Returns the line that it sends.
fn in_role(role: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let server = serve(Duration::ZERO);
    let here = fs::canonicalize(folder.path()).unwrap();
    let mut command = child::command(role, &here.join("unused"), &[]);
    command.env("URL", server.url("")).env("HERE", &here);
    let mut child = Child::start(command);
    let said = child.receive();
    assert!(child.finish().success());
    said
}
