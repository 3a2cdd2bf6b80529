//! Damage that SQLite does not report: a write-ahead log whose end is lost, and indexes that
//! disagree with their tables. The next process that opens the queue finds it.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use bits_test_support::child::{self, Child};
use bits_test_support::fixture::names;

use crate::damage::{move_into_file, open};
use crate::replaced::holder;

const JOBS: usize = 3;

/// Creates a queue whose last commits are in the log only, spoils the log, and checks that the next
/// process reports the loss, keeps the files, and goes on.
fn lose(what: &str, spoil: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    for jobs in 0..JOBS {
        assert_eq!(open(&home), format!("{jobs} jobs; "));
    }
    let log = home.join("queue.db-wal");
    spoil(&log);
    // SQLite creates a missing log before the loss is noticed.
    let spoiled = fs::read(&log).unwrap_or_default();
    let said = open(&home);
    assert!(
        said.contains("lacks") && said.contains("copied to"),
        "{what}: {said}"
    );
    let kept: Vec<_> = names(&home)
        .into_iter()
        .filter(|name| name.contains("unusable"))
        .collect();
    let kept_log = kept.iter().find(|name| name.ends_with("-wal"));
    assert_eq!(
        kept_log.map(|name| fs::read(home.join(name)).unwrap()),
        Some(spoiled),
        "{what}"
    );
    assert!(kept.iter().any(|name| !name.ends_with("-wal")), "{what}");
    let (left, _) = said.split_once(" jobs").unwrap();
    let left: usize = left.parse().unwrap();
    assert!(left < JOBS, "{what}: {said}");
    assert_eq!(open(&home), format!("{} jobs; ", left + 1), "{what}");
}

#[test]
fn commits_that_a_damaged_log_has_lost_are_reported() {
    for part in 0..8 {
        lose(&format!("a byte after {part} eighths"), |log| {
            let mut data = fs::read(log).unwrap();
            let place = data.len() * part / 8;
            data[place] ^= 0x40;
            fs::write(log, data).unwrap();
        });
    }
    lose("cut", |log| {
        let length = fs::metadata(log).unwrap().len();
        let file = fs::File::options().write(true).open(log).unwrap();
        file.set_len(length / 2).unwrap();
    });
    lose("removed", |log| fs::remove_file(log).unwrap());
}

#[test]
fn a_killed_process_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    for jobs in 0..10 {
        let mut child = Child::start(child::command("opener", &home, &[]));
        assert_eq!(child.receive(), format!("{jobs} jobs; "));
        child.kill();
    }
    assert_eq!(open(&home), "10 jobs; ");
}

/// `quick_check` does not find a row that is missing in an index.
#[test]
fn a_damaged_index_is_built_again() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    assert_eq!(open(&home), "0 jobs; ");
    let execute = |statements: &str| {
        let database = rusqlite::Connection::open(home.join("queue.db")).unwrap();
        database.execute_batch(statements).unwrap();
    };
    let set_condition = |from: &str, to: &str| {
        execute(&format!(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema \
            SET sql = replace(sql, '{from}', '{to}') WHERE name = 'job_queued';"
        ))
    };
    set_condition("state NOT IN (7, 8)", "state < -7");
    execute(
        "INSERT INTO job (key, id, slot, type, version, state, needs_runner, data) \
        SELECT 2, randomblob(16), 2, type, version, state, needs_runner, data FROM job; \
        UPDATE meta SET value = 2 WHERE name IN ('last_key', 'last_slot');",
    );
    set_condition("state < -7", "state NOT IN (7, 8)");
    let said = open(&home);
    assert!(said.starts_with("2 jobs; "), "{said}");
    assert!(
        said.contains("damaged index") && said.contains("copied to"),
        "{said}"
    );
    assert_eq!(open(&home), "3 jobs; ");
}

/// A page that is damaged while a process has the queue open.
#[test]
fn damage_that_a_statement_finds_is_repaired_by_the_next_process() {
    let (_folder, home, mut holder) = holder();
    let database = home.join("queue.db");
    move_into_file(&database);
    let mut data = fs::read(&database).unwrap();
    data[4096..].fill(0xAA);
    fs::write(&database, data).unwrap();
    let count = holder.request("count");
    assert!(count.starts_with("Err"), "{count}");
    let log = holder.request("log");
    assert!(
        log.contains("the next process that opens it checks it"),
        "{log}"
    );
    let said = open(&home);
    assert!(
        said.starts_with("0 jobs; ") && said.contains("set aside"),
        "{said}"
    );
    assert_eq!(holder.request("count"), "Ok(1)");
    assert_eq!(holder.request("create"), "Ok(())");
    assert_eq!(open(&home), "2 jobs; ");
}

/// Opening does not read the whole database, unless something else has written to it.
#[test]
fn only_a_database_that_may_be_damaged_is_read_as_a_whole() {
    let (_folder, home, mut holder) = holder();
    assert_eq!(holder.request("stop"), "stopped");
    holder.kill();
    let path = home.join("queue.db");
    let (page, size) = {
        let database = rusqlite::Connection::open(&path).unwrap();
        let number =
            |query: &str| -> u64 { database.query_row(query, [], |row| row.get(0)).unwrap() };
        let root = number("SELECT rootpage FROM sqlite_schema WHERE name = 'file'");
        (root - 1, number("PRAGMA page_size"))
    };
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    // No call reads this page while no job has files.
    file.write_all_at(&vec![0xAA; size as usize], page * size)
        .unwrap();
    file.set_modified(modified).unwrap();
    assert_eq!(open(&home), "1 jobs; ");

    file.set_modified(std::time::SystemTime::now()).unwrap();
    let said = open(&home);
    assert!(
        said.starts_with("0 jobs; ") && said.contains("set aside"),
        "{said}"
    );
}

/// After a clean end everything is in the database.
#[test]
fn a_queue_that_is_stopped_leaves_no_log() {
    let (_folder, home, mut holder) = holder();
    assert_eq!(holder.request("stop"), "stopped");
    assert!(!names(&home).contains(&"queue.db-wal".to_owned()));
    // The queue stays usable.
    assert_eq!(holder.request("create"), "Ok(())");
    assert_eq!(open(&home), "2 jobs; ");
}
