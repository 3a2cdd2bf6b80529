//! Schema of the database `queue.db`: tables, settings, creation and migration.
//!
//! # Tables
//!
//! `meta`: single values of the queue. It has no indexes but its primary key.
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `name` | TEXT, primary key | `last_key`, `last_slot`, `boot` or `observed` |
//! | `value` | any | see below |
//!
//! `last_key` is the largest key and `last_slot` the largest slot that was ever given to a job
//! (INTEGER); a key is never given twice. `boot` is the boot id of the system when a runner last
//! did its recovery (TEXT). `observed` is the time for which runners have watched the queue, in
//! milliseconds (INTEGER).
//!
//! `job`: one row per job, final jobs included until they are purged.
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `key` | INTEGER, primary key | number of the job, in the order of creation |
//! | `id` | BLOB, unique | GUID of the job, 16 bytes |
//! | `slot` | INTEGER | index of the job's slot in the shared memory; 0: it has none |
//! | `type` | INTEGER | `BG_JOB_TYPE` |
//! | `version` | INTEGER | incremented by each change of the row |
//! | `state` | INTEGER | `BG_JOB_STATE`; 7 and 8 are the final states |
//! | `needs_runner` | INTEGER | 1 if the runner has work to do for the job, else 0 |
//! | `ended` | INTEGER | time of the change to a final state (`FILETIME` ticks); 0: not known |
//! | `data` | TEXT | `JobData` as JSON: everything that no query searches for |
//!
//! `file`: one row per file of a job, and one for the reply to an upload. A row is deleted together
//! with its job.
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `job` | INTEGER, primary key | `job.key` |
//! | `position` | INTEGER, primary key | position in the job, from 0; 4294967295 for the reply |
//! | `remote` | TEXT | remote name, exactly as it was given |
//! | `local` | TEXT | local name: an absolute path |
//! | `temporary` | TEXT | path of the temporary file |
//! | `ranges` | TEXT | `Ranges` as JSON; NULL: the whole file |
//! | `status` | INTEGER | `FileStatus`: 0 pending, 1 transferred, 2 completed, 3 arrived |
//! | `size` | INTEGER | bytes of the remote file or of the upload; -1: not known |
//! | `written` | INTEGER | bytes handed to the file system, or acknowledged by the server |
//! | `synced` | INTEGER | bytes known to be on the disk, at most `written` |
//! | `last_modified` | TEXT | `Last-Modified` of the version that is transferred, or NULL |
//! | `etag` | TEXT | `ETag` of the version that is transferred, or NULL |
//! | `headers` | TEXT | header block of the last response, or NULL |
//! | `requests` | TEXT | `RangeQueue` as JSON; NULL: the owner has requested no ranges |
//! | `pieces` | TEXT | `Pieces` as JSON; NULL: the first `written` bytes are present |
//! | `identity` | TEXT | `FileIdentity` of the complete temporary file as JSON, or NULL |
//! | `is_recent` | INTEGER | 1 if the server sent `last_modified` within a second of it, else 0 |
//! | `attempts` | TEXT | `Attempts` as JSON; NULL: none without a proof of the version |
//!
//! `destination`: where the files of the downloads go. Its primary key keeps two files of one job
//! apart. A row is deleted together with its job.
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `job` | INTEGER, primary key | `job.key` |
//! | `path` | BLOB, primary key | local name with the canonical path of its folder |
//!
//! `inactive`: jobs in the queue as the runner has last looked at them; see `inactivity`.
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `job` | INTEGER, primary key | `job.key` |
//! | `version` | INTEGER | version of the job |
//! | `since` | INTEGER | value of `observed` when a runner first saw this version |
//!
//! `free_slot`: slots that are not in use. Column `slot`: INTEGER, primary key.
//!
//! # Indexes
//!
//! The indexes with a name are partial: they hold the rows of one condition only and do not grow
//! with the rest of the table.
//!
//! | index | rows | queries |
//! |---|---|---|
//! | primary key of `job` | all | load, update and delete one job; `job_version`, `job_state` |
//! | unique index of `job.id` | all | `find_job` |
//! | `job_queued` | jobs in the queue | `queued_jobs`, `count_jobs`, `inactivity` |
//! | `job_final_with_slot` | final jobs with a slot | `published_states`, `slots::release` |
//! | `job_final_without_slot` | final jobs whose slot was released | `delete_expired_jobs` |
//! | `job_needs_runner` | jobs that need the runner | `jobs_for_runner` |
//! | primary key of `file` | all | load and save one file, or the files of a job in order |
//! | `file_requested` | files with requested ranges | `FileRow::load_requested` |
//! | primary key of `destination` | all | `claim_destination` |
//!
//! `job_queued` contains all columns that `queued_jobs` returns, because the rows themselves are
//! long.
//!
//! # Settings
//!
//! | pragma | value | reason |
//! |---|---|---|
//! | `journal_mode` | WAL | readers do not wait for the writer; a commit is one append to the log |
//! | `synchronous` | NORMAL | a commit survives a killed process and does not wait for the disk |
//! | `synchronous` | FULL | during a transaction with `Durability::Power`: survives power loss |
//! | `fullfsync`, `checkpoint_fullfsync` | on | macOS: a flush reaches the disk itself |
//! | `wal_autocheckpoint` | [`CHECKPOINT_PAGES`] | fewer checkpoints, which wait for the disk |
//! | `auto_vacuum` | INCREMENTAL | the file shrinks in small steps (`sweep`); since version 5 |
//! | `page_size` | [`PAGE_BYTES`] | a commit writes whole pages, and rows are short |
//! | `foreign_keys` | on | deletes the files of a job together with the job |
//! | `cache_size` | 1 MiB | a queue is small; many processes may have it open |
//! | `busy_timeout` | [`BUSY_TIMEOUT`] | waits for the write lock of another process |
//!
//! # Versions
//!
//! The pragma `user_version` holds the version of the schema. An older database is migrated when it
//! is opened ([`MIGRATIONS`]).
//!
//! | version | change |
//! |---|---|
//! | 1 | first version |
//! | 2 | column `file.ranges` |
//! | 3 | columns `file.requests` and `file.pieces`, index `file_requested` |
//! | 4 | value 3 of `file.status`, which older versions would take for 2 |
//! | 5 | columns `job.ended`, `file.identity`, slot 0, indexes of the final jobs, `auto_vacuum` |
//! | 6 | columns `file.is_recent` and `file.attempts`, tables `destination`, `inactive` |
//!
//! A database that has a newer version is set aside (`opening`).

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::engine::model::error::Result;
use crate::engine::platform;
use crate::engine::platform::fs::{absent_as_none, private_file, with_suffix};

/// Version of the schema. A database with a higher one was written by a newer libbits.
pub const SCHEMA_VERSION: i64 = 6;

/// Number of pages in the write-ahead log at which SQLite moves them to the database (16 MiB). A
/// checkpoint waits for the disk twice.
const CHECKPOINT_PAGES: i64 = 8000;

/// Page size of a new database, in bytes. A change writes whole pages, first to the log and later
/// to the database; the row of a job takes about a third of a page.
const PAGE_BYTES: u32 = 2048;

/// Statements that create the indexes of `job` whose rows depend on the state.
macro_rules! sql_state_indexes {
    () => {
        concat!(
            "CREATE INDEX job_queued ON job (key, id, slot, type) WHERE ",
            sql_is_queued!(),
            ";
            CREATE INDEX job_final_with_slot ON job (ended) WHERE ",
            sql_is_final_with_slot!(),
            ";
            CREATE INDEX job_final_without_slot ON job (ended) WHERE ",
            sql_is_final_without_slot!(),
            ";"
        )
    };
}

/// Statements that create the tables of version 6.
macro_rules! sql_tables_since_6 {
    () => {
        "CREATE TABLE destination (
            job INTEGER NOT NULL REFERENCES job (key) ON DELETE CASCADE,
            path BLOB NOT NULL,
            PRIMARY KEY (job, path)
        ) WITHOUT ROWID;
        CREATE TABLE inactive (
            job INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            since INTEGER NOT NULL
        );"
    };
}

/// Statements that create the tables and indexes of the current version.
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
        data TEXT NOT NULL,
        ended INTEGER NOT NULL DEFAULT 0
    );
    ",
    sql_state_indexes!(),
    "
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
        identity TEXT,
        is_recent INTEGER NOT NULL DEFAULT 0,
        attempts TEXT,
        PRIMARY KEY (job, position)
    ) WITHOUT ROWID;
    CREATE INDEX file_requested ON file (job) WHERE requests IS NOT NULL;

    CREATE TABLE free_slot (slot INTEGER PRIMARY KEY);
    ",
    sql_tables_since_6!(),
);

/// Statements that migrate a database from each version to the next, from version 1 on.
const MIGRATIONS: [&str; SCHEMA_VERSION as usize - 1] = [
    "ALTER TABLE file ADD COLUMN ranges TEXT;",
    "ALTER TABLE file ADD COLUMN requests TEXT;
    ALTER TABLE file ADD COLUMN pieces TEXT;
    CREATE INDEX file_requested ON file (job) WHERE requests IS NOT NULL;",
    "", // Version 4 added a value of `file.status`; the tables are the same.
    concat!(
        "ALTER TABLE file ADD COLUMN identity TEXT;
        ALTER TABLE job ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
        DROP INDEX job_queued;
        DROP INDEX job_final;",
        sql_state_indexes!()
    ),
    concat!(
        "ALTER TABLE file ADD COLUMN is_recent INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE file ADD COLUMN attempts TEXT;",
        sql_tables_since_6!(),
        // Two files of one destination stay as they are.
        "INSERT OR IGNORE INTO destination (job, path)
        SELECT key, CAST(local AS BLOB) FROM job JOIN file ON file.job = key
        WHERE type = 0 AND ",
        sql_is_queued!(),
        ";"
    ),
];

/// Returns the version of the schema of a database.
pub fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Migrates a database from this version, which is at least 1, to the current one.
pub fn migrate(connection: &Connection, version: i64) -> rusqlite::Result<()> {
    if version == SCHEMA_VERSION {
        return Ok(());
    }
    let migrations = MIGRATIONS[version as usize - 1..].concat();
    connection.execute_batch(&format!(
        "BEGIN IMMEDIATE; {migrations} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))
}

/// Creates a new database under a temporary name and renames it when it is complete and synced. No
/// process opens an incomplete database, and SQLite need not sync its intermediate steps.
pub fn create(path: &Path) -> Result<()> {
    let draft = with_suffix(path, "-draft");
    for stale in [&draft, &with_suffix(&draft, "-wal")] {
        absent_as_none(fs::remove_file(stale))?;
    }
    // SQLite would create the file with a mode that depends on the umask; its log and index get the
    // mode of the database.
    private_file(&draft)?;
    let connection = Connection::open_with_flags(&draft, FLAGS)?;
    connection.execute_batch(&format!(
        "PRAGMA page_size = {PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL;
        BEGIN; {TABLES} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
    ))?;
    connection.close().map_err(|(_, error)| error)?;
    platform::fs::sync(&draft)?;
    fs::rename(&draft, path)?;
    Ok(platform::fs::sync(path.parent().unwrap_or(Path::new("/")))?)
}

/// Flags of every connection. The mutex of [`Store`](crate::engine::store::database::Store) makes
/// the one of SQLite unnecessary; a symbolic link in place of the database is refused.
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE
    .union(OpenFlags::SQLITE_OPEN_NO_MUTEX)
    .union(OpenFlags::SQLITE_OPEN_NOFOLLOW);

/// Longest time that a connection waits for the lock of another one on the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Page cache of a connection; SQLite takes a negative number as KiB.
const CACHE_SIZE: i64 = -1024;

/// Number of prepared statements that a connection keeps, more than the engine has.
const STATEMENT_CACHE: usize = 64;

/// Opens a connection to an existing database. Closing it does not touch the write-ahead log;
/// [`checkpoint_on_close`] changes that.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = open_writable(path)?;
    // The method `busy_timeout` needs SQLite 3.44, which not every distribution has.
    connection.pragma_update(None, "busy_timeout", BUSY_TIMEOUT.as_millis() as u32)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // Only these two reach the disk itself on macOS; other systems have no such setting.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", CACHE_SIZE)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // The last connection to a database deletes the log by its name, which may belong to another
    // database by then.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    Ok(connection)
}

/// Opens a database for reading and writing. SQLite opens a file for reading alone if it cannot
/// open it for writing, and the connection stays so; the reason may have gone a moment later.
fn open_writable(path: &Path) -> rusqlite::Result<Connection> {
    const ATTEMPTS: u32 = 2;
    for _ in 0..ATTEMPTS {
        let connection = Connection::open_with_flags(path, FLAGS)?;
        if !connection.is_readonly("main")? {
            return Ok(connection);
        }
    }
    let readonly = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
    Err(rusqlite::Error::SqliteFailure(readonly, None))
}

/// Makes the close of a connection move the write-ahead log into the database and delete it, if no
/// other process has the database open. The caller has made sure that the database has its name.
pub fn checkpoint_on_close(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}
