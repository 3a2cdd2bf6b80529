//! The database file: its tables, their version, and what happens to a file that cannot be used.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::abi::BG_E_DATABASE_CORRUPT;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::time;
use crate::engine::platform;
use crate::engine::platform::fs::private_file;

/// Raised with every change of the tables; a database with a higher one was written by a newer
/// libbits.
const SCHEMA_VERSION: i64 = 4;

/// After so many pages in the log they are moved to the database, which waits for the disk twice.
const CHECKPOINT_PAGES: i64 = 8000;

/// A new database's. A change writes whole pages, to the log and again to the database; a job's row
/// takes a third of one.
const PAGE_BYTES: u32 = 2048;

/// What lists the jobs in the queue is in an index of its own: their rows are long.
const TABLES: &str = concat!(
    "
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

    CREATE TABLE job (
        key INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        slot INTEGER NOT NULL,
        type INTEGER NOT NULL,
        version INTEGER NOT NULL,
        state INTEGER NOT NULL,
        needs_runner INTEGER NOT NULL,
        data TEXT NOT NULL
    );
    CREATE INDEX job_queued ON job (key, id, slot, type) WHERE ",
    queued!(),
    ";
    CREATE INDEX job_final ON job (key) WHERE ",
    ended!(),
    ";
    CREATE INDEX job_needs_runner ON job (key) WHERE needs_runner;

    CREATE TABLE file (
        job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        remote TEXT NOT NULL,
        local TEXT NOT NULL,
        temporary TEXT NOT NULL,
        ranges TEXT,
        status INTEGER NOT NULL,
        size INTEGER NOT NULL,
        written INTEGER NOT NULL,
        synced INTEGER NOT NULL,
        last_modified TEXT,
        etag TEXT,
        headers TEXT,
        requests TEXT,
        pieces TEXT,
        PRIMARY KEY (job, position)
    ) WITHOUT ROWID;
    CREATE INDEX file_requested ON file (job) WHERE requests IS NOT NULL;

    CREATE TABLE free_slot (slot INTEGER PRIMARY KEY);
"
);

/// What each version added to the one before, from version 2 on.
const MIGRATIONS: [&str; SCHEMA_VERSION as usize - 1] = [
    "ALTER TABLE file ADD COLUMN ranges TEXT;",
    "ALTER TABLE file ADD COLUMN requests TEXT;
    ALTER TABLE file ADD COLUMN pieces TEXT;
    CREATE INDEX file_requested ON file (job) WHERE requests IS NOT NULL;",
    "", // a status that earlier versions would take for another one
];

/// Opens the database, creating its tables when it is new. A file that is damaged, or that a newer
/// libbits wrote, is set aside under another name with a line in the log, and a new one takes its
/// place.
///
/// The caller holds the lock that keeps other processes from opening the same file meanwhile.
pub fn open(path: &Path) -> Result<Connection> {
    match try_open(path) {
        Err(Unusable::Unreadable(reason)) => {
            let aside = set_aside(path)?;
            log::error!(
                "the queue database {} cannot be used ({reason}; {}): it was set aside as {}, and a new queue was begun",
                path.display(),
                Error(BG_E_DATABASE_CORRUPT),
                aside.display()
            );
            try_open(path).map_err(Unusable::into_error)
        }
        other => other.map_err(Unusable::into_error),
    }
}

enum Unusable {
    /// The file is not ours to use: damaged or newer.
    Unreadable(String),
    Failed(Error),
}

impl Unusable {
    fn into_error(self) -> Error {
        match self {
            Unusable::Unreadable(_) => Error(BG_E_DATABASE_CORRUPT),
            Unusable::Failed(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Unusable {
    fn from(error: rusqlite::Error) -> Unusable {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Unusable::Unreadable(error.to_string())
            }
            _ => Unusable::Failed(error.into()),
        }
    }
}

impl From<io::Error> for Unusable {
    fn from(error: io::Error) -> Unusable {
        Unusable::Failed(error.into())
    }
}

fn try_open(path: &Path) -> std::result::Result<Connection, Unusable> {
    if fs::symlink_metadata(path).map_or(true, |found| found.len() == 0) {
        create(path)?;
    }
    let connection = connect(path)?;
    let version =
        connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
    match version {
        1..=SCHEMA_VERSION => {}
        newer if newer > SCHEMA_VERSION => {
            return Err(Unusable::Unreadable(format!(
                "schema {newer} is newer than {SCHEMA_VERSION}"
            )));
        }
        other => {
            return Err(Unusable::Unreadable(format!(
                "schema {other} is not one of a queue"
            )));
        }
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Unusable::Unreadable(verdict.replace('\n', " ")));
    }
    if version < SCHEMA_VERSION {
        let added = MIGRATIONS[version as usize - 1..].concat();
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {added} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
        ))?;
    }
    Ok(connection)
}

/// Makes a new database. It gets its name when it is whole and on the disk: nobody meets a
/// half-made one, and what SQLite would sync on the way there need not be.
fn create(path: &Path) -> std::result::Result<(), Unusable> {
    let draft = with_suffix(path, "-draft");
    for left in [
        &draft,
        &with_suffix(&draft, "-wal"),
        &with_suffix(path, "-wal"),
    ] {
        match fs::remove_file(left) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    // SQLite would let the umask decide who can read it; its other files take after this one.
    private_file(&draft)?;
    let connection = Connection::open_with_flags(&draft, FLAGS)?;
    connection.execute_batch(&format!(
        "PRAGMA page_size = {PAGE_BYTES}; PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;
        BEGIN; {TABLES} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))?;
    connection.close().map_err(|(_, error)| error)?;
    platform::fs::sync(&draft)?;
    fs::rename(&draft, path)?;
    Ok(platform::fs::sync(path.parent().unwrap_or(Path::new("/")))?)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

/// How long a connection waits for another one's lock on the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// A connection to a database that [`open`] has prepared.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, FLAGS)?;
    // By the pragma: the method of that name takes an SQLite of 3.44 or later, which not every
    // distribution has.
    connection.pragma_update(None, "busy_timeout", BUSY_TIMEOUT.as_millis() as u32)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn set_aside(path: &Path) -> Result<PathBuf> {
    let aside = with_suffix(path, &format!(".unusable-{}", time::now()));
    for suffix in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, suffix), with_suffix(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::rename(path, &aside)?;
    Ok(aside)
}
