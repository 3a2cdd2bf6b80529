//! A queue that runs for a long time: jobs that ended are swept in small steps, their slots are
//! used again, a restart of the system leaves their rows alone, and no answer fills the database.

use std::fs;
use std::path::{Path, PathBuf};

use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_CANCELLED, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::abi::E_OUTOFMEMORY;
use bits::engine::{CallOutcome, Error, Queue};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, text, wait_for, wait_until};
use rusqlite::Connection;

use crate::disks::download;
use crate::liveness::copy;
use crate::size;

/// `FILETIME` ticks of an hour.
const HOUR: u64 = 3600 * 10_000_000;

fn number(database: &Connection, query: &str) -> u64 {
    database.query_row(query, [], |row| row.get(0)).unwrap()
}

/// Creates a queue of final jobs, each with a file, that no process has open. The slots of the jobs
/// begin at `slot`; 0: they were released. `age` is the time since their end in hours.
fn queue_of_final_jobs(here: &Path, jobs: u32, slot: u32, age: u64) -> PathBuf {
    let (draft, home) = (here.join("draft"), here.join("queue"));
    let queue = Queue::open(&draft).unwrap();
    let job = queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
    let local = here.join("local");
    job.add_files(&[("http://localhost/file", text(&local))])
        .unwrap();
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    copy(&draft, &home);
    let database = Connection::open(home.join("queue.db")).unwrap();
    database
        .execute_batch(&format!(
            "CREATE TEMP TABLE number AS WITH RECURSIVE number (i) AS
                (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < {jobs})
                SELECT i FROM number;
            INSERT INTO job (key, id, slot, type, version, state, needs_runner, data, ended)
                SELECT key + i, randomblob(16), iif({slot}, {slot} + i, 0), type, version, state,
                    needs_runner, data, ended - {age} * {HOUR}
                FROM job, number WHERE key = 1;
            INSERT INTO file (job, position, remote, local, temporary, status, size, written,
                    synced)
                SELECT job + i, position, remote, local || i, temporary || i, status, size, written,
                    synced FROM file, number WHERE job = 1;
            UPDATE meta SET value = {jobs} + 1 WHERE name = 'last_key';
            UPDATE meta SET value = {slot} + {jobs} WHERE name = 'last_slot';"
        ))
        .unwrap();
    home
}

#[test]
fn expired_jobs_are_swept_in_small_steps_and_the_database_shrinks() {
    const JOBS: u32 = 20_000;
    let folder = tempfile::tempdir().unwrap();
    let home = queue_of_final_jobs(folder.path(), JOBS, 0, 25);
    let database = Connection::open(home.join("queue.db")).unwrap();
    let full = number(&database, "PRAGMA page_count");

    let queue = Queue::open(&home).unwrap();
    let jobs = || number(&database, "SELECT count(*) FROM job");
    let after_open = jobs();
    assert!(
        after_open > u64::from(JOBS) / 2,
        "one step deleted {after_open}"
    );
    let mut meanwhile = 0;
    while jobs() > 1 + meanwhile {
        if meanwhile < 20 {
            queue.create_job("meanwhile", BG_JOB_TYPE_DOWNLOAD).unwrap();
            meanwhile += 1;
        }
    }
    assert_eq!(meanwhile, 20, "the calls waited for the whole sweep");
    wait_until("a small database", || {
        number(&database, "PRAGMA page_count") < full / 4
    });
    assert_eq!(number(&database, "SELECT count(*) FROM file"), 1);
    let log = fs::metadata(home.join("queue.db-wal")).unwrap().len();
    assert!(log < 24 << 20, "the log has {log} bytes");
}

#[test]
fn no_query_of_the_sweep_reads_other_rows() {
    let folder = tempfile::tempdir().unwrap();
    let home = queue_of_final_jobs(folder.path(), 1, 0, 0);
    let database = Connection::open(home.join("queue.db")).unwrap();
    for (condition, index) in [
        ("slot != 0", "job_final_with_slot"),
        ("slot = 0", "job_final_without_slot"),
    ] {
        let plan: String = database
            .query_row(
                &format!(
                    "EXPLAIN QUERY PLAN SELECT key FROM job WHERE state IN (7, 8) AND {condition}
                    AND NOT needs_runner AND ended < 5 ORDER BY ended LIMIT 200"
                ),
                [],
                |row| row.get(3),
            )
            .unwrap();
        assert!(
            plan.contains(&format!("SEARCH job USING INDEX {index} (ended<?)")),
            "{plan}"
        );
    }
}

#[test]
fn slots_of_final_jobs_are_used_again_at_the_limit() {
    const LAST_SLOT: u32 = 4096 * 1024 - 1;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    let queue = Queue::open(&home).unwrap();
    let create = || queue.create_job("job", BG_JOB_TYPE_DOWNLOAD);
    let ended: Vec<_> = (0..2).map(|_| create().unwrap()).collect();
    for job in &ended {
        assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    }
    let kept = create().unwrap();
    let database = Connection::open(home.join("queue.db")).unwrap();
    let set_last_slot = |slot: u32| {
        let changed = "UPDATE meta SET value = ?1 WHERE name = 'last_slot'";
        assert_eq!(database.execute(changed, [slot]), Ok(1));
    };
    set_last_slot(LAST_SLOT - 1);
    let last = create().unwrap();
    assert_eq!(create().unwrap().state(), kept.state());
    assert_eq!(create().unwrap().state(), kept.state());
    for job in &ended {
        assert_eq!(job.state(), BG_JOB_STATE_CANCELLED);
        assert_eq!(job.settings().unwrap().display_name, "job");
    }
    assert_eq!(create().err(), Some(Error(E_OUTOFMEMORY)));
    assert_eq!(last.cancel(), Ok(CallOutcome::Done));
    assert_eq!(create().unwrap().state(), kept.state());
    assert_eq!(last.state(), BG_JOB_STATE_CANCELLED);
}

#[test]
fn a_restart_of_the_system_leaves_the_rows_of_final_jobs_alone() {
    const JOBS: u32 = 1000;
    let folder = tempfile::tempdir().unwrap();
    let home = queue_of_final_jobs(folder.path(), JOBS, 1, 0);
    let database = Connection::open(home.join("queue.db")).unwrap();
    database
        .execute_batch("UPDATE meta SET value = 'an earlier boot' WHERE name = 'boot'")
        .unwrap();
    let unchanged = |key: u64| {
        let query = format!(
            "SELECT count(*) FROM job AS now, job AS first WHERE first.key = 1 AND now.key > 1
            AND now.key != {key} AND now.version = first.version AND now.data = first.data
            AND now.ended = first.ended AND NOT now.needs_runner"
        );
        number(&database, &query)
    };
    assert_eq!(unchanged(7), u64::from(JOBS) - 1);
    // The removal of one temporary file was undone.
    let query = "SELECT temporary FROM file WHERE job = 7";
    let temporary: String = database.query_row(query, [], |row| row.get(0)).unwrap();
    fs::write(&temporary, "left").unwrap();

    let queue = Queue::open(&home).unwrap();
    wait_until("no temporary file", || !Path::new(&temporary).exists());
    wait_until("an idle queue", || queue.is_idle().unwrap());
    assert_eq!(unchanged(7), u64::from(JOBS) - 1);
    let boot: String = database
        .query_row("SELECT value FROM meta WHERE name = 'boot'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_ne!(boot, "an earlier boot");
}

#[test]
fn a_large_header_block_is_cut_at_the_end_of_a_line() {
    let server = FaultServer::start(move |request| {
        let size = request.target.trim_start_matches('/').parse().unwrap();
        let mut response = Response::file(&content(size), "\"one\"", request);
        let lines = (0..2000).map(|line| (format!("X-{line}"), "v".repeat(90)));
        response.headers.extend(lines);
        response
    });
    let folder = tempfile::tempdir().unwrap();
    let queue = Queue::open(&folder.path().join("queue")).unwrap();
    let path = folder.path().join("1000");
    let job = download(&queue, &server.url("/1000"), &path);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let headers = job.file(0).unwrap().response_headers().unwrap().unwrap();
    assert!(
        (64_000..=65_536).contains(&headers.len()),
        "{}",
        headers.len()
    );
    assert!(headers.ends_with(&format!("{}\r\n", "v".repeat(90))));
    job.complete().unwrap();
    assert_eq!(fs::read(&path).unwrap(), content(size(&path)));
}
