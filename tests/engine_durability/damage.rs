//! A database of the queue that is damaged, or that a newer version has written, is set aside and
//! never overwritten. A new database replaces it.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::child::{self, Child, receive, send};
use bits_test_support::fixture::names;

/// The role of a process that opens a queue, adds a job, and reports the logged errors.
pub fn run() {
    listen();
    let queue = Queue::open_default().unwrap();
    let before = queue.jobs(false).unwrap().len();
    queue.create_job("job", BG_JOB_TYPE_DOWNLOAD).unwrap();
    send(format!("{before} jobs; {}", logged()));
    receive();
}

/// Starts to record the errors that this process logs.
pub fn listen() {
    log::set_logger(&Lines).unwrap();
    log::set_max_level(log::LevelFilter::Error);
}

pub fn has_logged(words: &str) -> bool {
    LINES
        .lock()
        .unwrap()
        .iter()
        .any(|line| line.contains(words))
}

pub fn times_logged(words: &str) -> usize {
    let lines = LINES.lock().unwrap();
    lines.iter().filter(|line| line.contains(words)).count()
}

struct Lines;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

impl log::Log for Lines {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LINES.lock().unwrap().push(record.args().to_string());
    }

    fn flush(&self) {}
}

/// Returns the recorded errors.
pub fn logged() -> String {
    LINES.lock().unwrap().join("; ")
}

/// Discards the recorded errors.
pub fn forget_log() {
    LINES.lock().unwrap().clear();
}

pub fn open(home: &Path) -> String {
    let mut child = Child::start(child::command("opener", home, &[]));
    let said = child.receive();
    assert!(child.finish().success());
    said
}

/// Changes the database of a queue, opens the queue, and checks the old and the new database.
fn check(name: &str, expected: &str, treat: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    assert_eq!(open(&home), "0 jobs; ");
    assert_eq!(open(&home), "1 jobs; ");
    let database = home.join("queue.db");
    move_into_file(&database);
    treat(&database);
    let treated = fs::read(&database).unwrap();

    let said = open(&home);
    assert!(
        said.starts_with("0 jobs; ") && said.contains("0x8020006c"),
        "{name}: {said}"
    );
    assert!(
        said.contains(expected) && said.contains("set aside"),
        "{name}: {said}"
    );
    let aside: Vec<_> = names(&home)
        .into_iter()
        .filter(|file| file.contains("unusable"))
        .collect();
    let kept = aside
        .iter()
        .find(|file| !file.ends_with("-wal") && !file.ends_with("-shm"))
        .unwrap();
    assert!(said.contains(kept.as_str()), "{name}: {said}");
    assert!(
        fs::read(home.join(kept)).unwrap() == treated,
        "{name}: it was changed"
    );
    assert_eq!(open(&home), "1 jobs; ", "{name}");
}

/// Moves the content of the write-ahead log into the database.
pub fn move_into_file(database: &Path) {
    let database = rusqlite::Connection::open(database).unwrap();
    database
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

/// A database of an earlier version gets the missing columns and indexes.
#[test]
fn an_older_database_is_brought_up_to_date() {
    const SINCE_5: &str = "ALTER TABLE file DROP COLUMN is_recent;
        ALTER TABLE file DROP COLUMN attempts; DROP TABLE destination; DROP TABLE inactive;
        PRAGMA user_version = 5;";
    const SINCE_4: &str = "DROP INDEX job_queued; DROP INDEX job_final_with_slot;
        DROP INDEX job_final_without_slot; ALTER TABLE job DROP COLUMN ended;
        ALTER TABLE file DROP COLUMN identity;
        CREATE INDEX job_queued ON job (key, id, slot, type) WHERE state < 7;
        CREATE INDEX job_final ON job (key) WHERE state >= 7; PRAGMA user_version = 4;";
    const SINCE_3: &str = "PRAGMA user_version = 3;";
    const SINCE_2: &str = "DROP INDEX file_requested; ALTER TABLE file DROP COLUMN requests;
        ALTER TABLE file DROP COLUMN pieces; PRAGMA user_version = 2;";
    const SINCE_1: &str = "ALTER TABLE file DROP COLUMN ranges; PRAGMA user_version = 1;";
    bring_up_to_date(SINCE_5);
    bring_up_to_date(&format!("{SINCE_5}{SINCE_4}"));
    bring_up_to_date(&format!("{SINCE_5}{SINCE_4}{SINCE_3}"));
    bring_up_to_date(&format!("{SINCE_5}{SINCE_4}{SINCE_2}"));
    bring_up_to_date(&format!("{SINCE_5}{SINCE_4}{SINCE_2}{SINCE_1}"));
}

fn bring_up_to_date(older: &str) {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("queue");
    assert_eq!(open(&home), "0 jobs; ");
    let database = || rusqlite::Connection::open(home.join("queue.db")).unwrap();
    let file =
        "INSERT INTO file (job, position, remote, local, temporary, status, size, written, synced)
        VALUES (1, 0, 'http://h/f', '/f', '/t', 0, -1, 0, 0);";
    database().execute_batch(&format!("{file}{older}")).unwrap();
    for jobs in [1, 2] {
        assert_eq!(open(&home), format!("{jobs} jobs; "));
    }
    let query = "SELECT count(*) FROM file WHERE remote = 'http://h/f'
        AND ranges IS NULL AND requests IS NULL AND pieces IS NULL AND identity IS NULL
        AND is_recent = 0 AND attempts IS NULL";
    let files: u32 = database().query_row(query, [], |row| row.get(0)).unwrap();
    assert_eq!(files, 1);
}

#[test]
fn an_unusable_database_is_set_aside_and_the_rest_goes_on() {
    check("nonsense", "not a database", |path| {
        fs::write(path, vec![b'x'; 20_000]).unwrap()
    });
    check("cut", "", |path| {
        let length = fs::metadata(path).unwrap().len();
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_len(length / 2)
            .unwrap();
    });
    check("overwritten pages", "", |path| {
        let mut data = fs::read(path).unwrap();
        data[4096..].fill(0xAA);
        fs::write(path, data).unwrap();
    });
    for (name, version) in [("newer", 99), ("not one of a queue", 0)] {
        check(name, name, |path| {
            let database = rusqlite::Connection::open(path).unwrap();
            database
                .pragma_update(None, "user_version", version)
                .unwrap();
        });
    }
}

/// SQLite 3.7.0 to 3.51.2 can damage a database in WAL mode that several connections write to and
/// checkpoint, which is how processes share a queue. The bug is fixed in 3.51.3, and in 3.44.6 and
/// 3.50.7 of the older branches.
#[cfg(feature = "engine")]
#[test]
fn the_bundled_sqlite_has_no_wal_reset_bug() {
    let version = rusqlite::version();
    let fixed = match rusqlite::version_number() {
        3_044_000..3_045_000 => 3_044_006,
        3_050_000..3_051_000 => 3_050_007,
        _ => 3_051_003,
    };
    assert!(
        rusqlite::version_number() >= fixed,
        "SQLite {version} is affected"
    );
}
