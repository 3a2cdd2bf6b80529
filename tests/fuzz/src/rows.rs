//! Rows of the database that another program wrote, or that are damaged.

use std::borrow::Cow;
use std::sync::{LazyLock, Mutex, PoisonError};

use bits::testing::{BAD_ROW, FileRow, JobRow, QueueDir, RangeSet, Store, recover};
use rusqlite::{Connection, OptionalExtension, params};
use tempfile::TempDir;

use super::Input;

/// Key of the job whose rows are the input, and of one with valid rows.
const JOB: u64 = 1;
const VALID: u64 = 2;
/// Columns of the text part of an input, one line each; a line `-` is NULL, an empty line the
/// value of the valid row.
const TEXTS: [&str; 12] = [
    "job.data",
    "file.ranges",
    "file.requests",
    "file.pieces",
    "file.remote",
    "file.local",
    "file.temporary",
    "file.last_modified",
    "file.etag",
    "file.headers",
    "job.id",
    "file.identity",
];
/// Columns of the numbers of an input, after the flags; 0 is the value of the valid row, and any
/// other number is the value plus 1.
const NUMBERS: [&str; 8] = [
    "job.state",
    "job.type",
    "job.version",
    "job.slot",
    "file.status",
    "file.size",
    "file.written",
    "file.synced",
];

/// Queue of this process. Each input takes the place of the one before.
struct Queue {
    store: Store,
    database: Connection,
    _folder: TempDir,
}

static QUEUE: LazyLock<Mutex<Queue>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let queue_dir = QueueDir::open(&folder.path().join("queue")).unwrap();
    let store = Store::open(&queue_dir).unwrap();
    let database = Connection::open(folder.path().join("queue/queue.db")).unwrap();
    database.pragma_update(None, "synchronous", "OFF").unwrap();
    Mutex::new(Queue {
        store,
        database,
        _folder: folder,
    })
});

/// A row is read or refused, never in the way of others: the recovery succeeds and handles the
/// valid job. A row that is read can be used and written.
pub fn rows(input: &[u8]) {
    let input = Input::new(input);
    let queue = QUEUE.lock().unwrap_or_else(PoisonError::into_inner);
    queue.write(&input);
    recover(&queue.store).expect("one bad row does not stop the recovery");
    let state: i64 = queue
        .database
        .query_row("SELECT state FROM job WHERE key = ?1", [VALID], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(state, 0, "the valid job is queued again");
    queue.database.execute_batch("BEGIN").unwrap();
    use_job(&queue.database);
    use_file(&queue.database, &input);
    queue.database.execute_batch("ROLLBACK").unwrap();
}

impl Queue {
    /// Writes the rows of both jobs.
    fn write(&self, input: &Input<'_>) {
        let database = &self.database;
        database
            .execute_batch(
                "BEGIN; DELETE FROM file; DELETE FROM job; DELETE FROM free_slot;
                INSERT OR REPLACE INTO meta VALUES ('last_key', 2), ('last_slot', 2);",
            )
            .unwrap();
        for key in [JOB, VALID] {
            let id = [key as u8; 16];
            database
                .execute(
                    "INSERT INTO job VALUES (?1, ?2, ?1, 0, 1, 2, 1, ?3, 0)",
                    params![key, id, DATA],
                )
                .unwrap();
            database
                .execute(
                    "INSERT INTO file VALUES (?1, 0, 'http://server/file', '/nowhere/file',
                    '/nowhere/.tmp', NULL, 0, 100, 50, 20, NULL, '\"1\"', NULL, NULL, NULL, NULL,
                    0, NULL)",
                    [key],
                )
                .unwrap();
        }
        if input.flag(0) {
            // Makes the recovery one after a restart of the system.
            database
                .execute("DELETE FROM meta WHERE name = 'boot'", [])
                .unwrap();
        }
        for (index, column) in NUMBERS.iter().enumerate() {
            if let Some(number) = input.number(index + 1).checked_sub(1) {
                set(database, column, number as i64);
            }
        }
        let lines = input.rest.split(|byte| *byte == b'\n');
        for (column, line) in TEXTS.iter().zip(lines) {
            match line {
                b"" => {}
                b"-" => set(database, column, rusqlite::types::Null),
                line => match String::from_utf8_lossy(line) {
                    Cow::Borrowed(text) => set(database, column, text),
                    Cow::Owned(_) => set(database, column, line),
                },
            }
        }
        database.execute_batch("COMMIT").unwrap();
    }
}

/// Data of a job as the library writes it.
const DATA: &str = include_str!("job.json");

/// Sets a column; a value that the schema refuses leaves the valid one.
fn set(database: &Connection, column: &str, value: impl rusqlite::ToSql) {
    let (table, column) = column.split_once('.').unwrap();
    let key = if table == "job" { "key" } else { "job" };
    let update = format!("UPDATE {table} SET {column} = ?1 WHERE {key} = {JOB}");
    let _ = database.prepare_cached(&update).unwrap().execute([value]);
}

fn use_job(database: &Connection) {
    let Some(mut row) = read(JobRow::load(database, JOB)) else {
        return;
    };
    let _ = (
        row.needs_runner(),
        row.waits_for_policy(),
        row.lost_network(),
    );
    let _ = (row.owes_session_cancel(), row.command().is_some());
    let _ = row.reply_file_name("/nowhere/file");
    row.version = 1;
    row.update(database).unwrap();
    let again = JobRow::load(database, JOB).unwrap().unwrap();
    assert_eq!(format!("{row:?}"), format!("{again:?}"));
}

fn use_file(database: &Connection, input: &Input<'_>) {
    let Some(row) = read(FileRow::load(database, JOB, 0)) else {
        return;
    };
    let _ = (
        row.progress(),
        row.protocol(),
        row.size_of_present(),
        row.end(),
    );
    let _ = (
        row.next_piece(true),
        row.next_piece(false),
        row.is_data_missing(),
    );
    let present = row.filled().into_owned();
    // A row that another program wrote may have bytes on the disk that are not present.
    let pieces = row.pieces.as_ref();
    let is_consistent = row.synced <= row.written
        && pieces.is_none_or(|pieces| pieces.synced.without(&pieces.filled).total() == 0);
    // The position of a received block is within the file.
    let at = input.number(9) % (1 << 40);
    let change = |change: &dyn Fn(&mut FileRow)| {
        let mut row = row.clone();
        change(&mut row);
        assert!(row.synced <= row.written || !is_consistent, "{row:?}");
        let _ = (row.next_piece(true), row.next_piece(false));
        let saved = row.save(database);
        // SQLite's integers are signed.
        assert!(saved.is_ok() || row.written > i64::MAX as u64, "{row:?}");
    };
    change(&|row| row.roll_back(at));
    change(&|row| row.roll_back(u64::MAX));
    change(&|row| row.keep_prefix(at));
    change(&|row| row.make_sequential());
    change(&|row| row.record_bytes(row.requests.is_some().then_some(at), 1000));
    change(&|row| _ = row.mark_if_complete());
    change(&|row| {
        row.roll_back(0);
        let _ = row.request_again(database, &present);
    });
    let _ = row.clone().note_synced(&RangeSet::of(0..at));
}

/// Returns the row if it can be read. Refused rows are bad rows.
fn read<T>(row: rusqlite::Result<Option<T>>) -> Option<T> {
    match row.optional() {
        Ok(row) => row.flatten(),
        Err(error) => {
            assert_eq!(bits::engine::Error::from(error), BAD_ROW);
            None
        }
    }
}
