//! Opening of the database: which file it is, whether it is intact, and what is done when not.
//!
//! # Which file
//!
//! Entry 0 of the shared memory records device and inode number of `queue.db`. Another file under
//! this name (a backup, or the new database after an unusable one was set aside) begins a new
//! generation: the changes that it lacks are named in the log, its rows are published, and jobs
//! that it lacks are shown as cancelled. A write-ahead log of the former file is set aside, because
//! SQLite would apply it to the new one. Keys of jobs continue after the largest one of the former
//! file, so that no handle refers to a job of another database.
//!
//! # Whether it is intact
//!
//! A check reads the whole file, which takes half a second for 100,000 jobs. It is made only if the
//! file may be damaged, that is, unless all of these hold:
//!
//! - The fingerprint (device, inode number, size, modification time) is that of the last commit or
//!   clean close. Nothing but this library has written to the file, and no process was killed
//!   between a write to the file and its record.
//! - The system runs since the last commit, or the write-ahead log is empty. A process that is
//!   killed cannot damage a database; a power failure can, if the disk does not keep its promises.
//!   A log that is empty was written to the database and synced before the power failed.
//! - No statement has found damage since the last check (`needs_check`).
//!
//! The check is `integrity_check`, which also compares the indexes with the tables; for a file
//! larger than [`FULL_CHECK_BYTES`] it is `quick_check`, which takes a third of the time. An index
//! that disagrees with its table is built again after the file was copied. Other damage makes the
//! database unusable.
//!
//! The check does not see a damaged write-ahead log: SQLite ignores the log from the damaged place
//! on, and with it the commits. Therefore entry 0 also records the row that was changed last. A
//! database that has an older version of it, or none, has lost commits; its files are copied, and
//! the log tells the number of the changes. After a restart of the system the record says nothing,
//! because a power failure may undo commits with `Durability::Process`.
//!
//! # What is kept
//!
//! A database that is damaged or has a newer version is renamed to `queue.db.unusable-TIME` with
//! its log, never changed or deleted, and a new one takes its place. A copy has such a name, too.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Once;

use rusqlite::{Connection, ErrorCode};

use crate::abi::BG_E_DATABASE_CORRUPT;
use crate::engine::model::error::{Error, Result, win32};
use crate::engine::platform;
use crate::engine::platform::fs::{absent_as_none, with_suffix};
use crate::engine::store::database_file::DatabaseFile;
use crate::engine::store::file_lock::FileLock;
use crate::engine::store::publication;
use crate::engine::store::queue_dir::unusable_name;
use crate::engine::store::schema::{self, SCHEMA_VERSION};
use crate::engine::store::shared_memory::SharedMemory;

/// Largest database whose indexes are compared with its tables when it is checked.
const FULL_CHECK_BYTES: u64 = 256 << 20;

/// Files of the write-ahead log, by what their names have after the database's.
const LOG_SUFFIXES: [&str; 2] = ["-wal", "-shm"];

/// Error of a call whose database was replaced meanwhile: `ERROR_FILE_INVALID`. The call has had no
/// effect on the database that took the place.
pub const DATABASE_REPLACED: Error = Error(win32(1006));

/// Database that is being opened.
pub struct Opening<'a> {
    pub path: &'a Path,
    pub shared_memory: &'a SharedMemory,
    /// The file `live.lock`.
    pub publish_lock: &'a File,
}

/// State of the database according to the shared memory, before it is opened.
struct Record {
    /// The record was written since the start of the system.
    is_of_this_boot: bool,
    /// The file is the one that the record describes.
    is_same_file: bool,
    /// The file may be damaged.
    needs_check: bool,
}

impl Opening<'_> {
    /// Opens the database. Creates it when it is absent, and replaces it when it is unusable.
    ///
    /// The caller holds `open.lock`, so that no other process opens the files at the same time.
    pub fn open(&self) -> Result<Connection> {
        warn_of_wal_reset_bug();
        let mut record = self.read_record()?;
        if !record.is_same_file {
            self.set_former_log_aside()?;
        }
        if DatabaseFile::find(self.path)?.is_none_or(|found| found.size == 0) {
            self.create()?;
        }
        let connection = match self.try_open(record.needs_check) {
            Err(OpenError::Unusable(reason)) => {
                self.set_aside(&reason)?;
                self.create()?;
                record.is_same_file = false;
                self.try_open(false).map_err(OpenError::into_error)?
            }
            other => other.map_err(OpenError::into_error)?,
        };
        match self.adopt(connection, &record) {
            Err(Error(BG_E_DATABASE_CORRUPT)) if !record.needs_check => {
                self.shared_memory.set_needs_check(true);
                self.open()
            }
            other => other,
        }
    }

    /// Records the fingerprint of the files after a close.
    pub fn record_files(&self) -> Result<()> {
        if let Some(file) = DatabaseFile::find(self.path)? {
            self.shared_memory.set_database_file(&file);
        }
        let [log, index] = LOG_SUFFIXES.map(|suffix| self.inode(suffix));
        self.shared_memory.set_log_inodes([log?, index?]);
        Ok(())
    }

    /// Reads the record while no process commits: a commit may write to the file.
    fn read_record(&self) -> Result<Record> {
        let _lock = self.lock_publication()?;
        let recorded = self.shared_memory.database_file();
        let found = DatabaseFile::find(self.path)?;
        let boot = boot();
        let is_of_this_boot = boot != 0 && self.shared_memory.boot() == boot;
        let log = DatabaseFile::find(&with_suffix(self.path, "-wal"))?;
        let is_closed = log.is_none_or(|log| log.size == 0);
        let is_intact = found == Some(recorded) && (is_of_this_boot || is_closed);
        Ok(Record {
            is_of_this_boot,
            is_same_file: found.is_some_and(|found| found.is_same_file(&recorded)),
            needs_check: !is_intact || self.shared_memory.needs_check(),
        })
    }

    /// Opens the database, checks its version and contents, and migrates it to the current version.
    fn try_open(&self, needs_check: bool) -> std::result::Result<Connection, OpenError> {
        let mut connection = schema::connect(self.path)?;
        let version = schema::version(&connection)?;
        check_version(version)?;
        if needs_check {
            connection = self.check(connection)?;
        }
        schema::migrate(&connection, version)?;
        Ok(connection)
    }

    /// Checks the whole database, and builds its indexes again if only they are damaged.
    fn check(&self, connection: Connection) -> std::result::Result<Connection, OpenError> {
        let size = fs::metadata(self.path)?.len();
        if size > FULL_CHECK_BYTES {
            return verify(&connection, "quick_check").map(|()| connection);
        }
        let damage = match verify(&connection, "integrity_check") {
            Err(OpenError::Unusable(damage)) => damage,
            other => return other.map(|()| connection),
        };
        verify(&connection, "quick_check")?;
        let connection = self.keep_copy(
            connection,
            &format!("has a damaged index, which is built again: {damage}"),
        )?;
        if let Err(error) = connection.execute_batch("REINDEX") {
            return Err(OpenError::Unusable(error.to_string()));
        }
        verify(&connection, "integrity_check").map(|()| connection)
    }

    /// Makes the shared memory describe the database that was opened.
    fn adopt(&self, connection: Connection, record: &Record) -> Result<Connection> {
        let _lock = self.lock_publication()?;
        let memory = self.shared_memory;
        if !record.is_of_this_boot {
            memory.set_boot(boot());
        }
        let has_lost_commits =
            record.is_same_file && publication::lacks_last_change(&connection, memory)?;
        let mut connection = connection;
        if has_lost_commits || !record.is_same_file {
            memory.begin_publishing();
            let lost = match record.is_of_this_boot {
                true => publication::cancel_lost_jobs(&connection, memory)?,
                false => Default::default(),
            };
            if has_lost_commits {
                let lost = match lost.is_empty() {
                    // The job has left the queue since, and is not in the database at all.
                    true => "the last change".to_owned(),
                    false => lost.to_string(),
                };
                let damage = format!("lacks {lost}: its write-ahead log or a page is damaged");
                connection = self.keep_copy(connection, &damage)?;
            } else if !lost.is_empty() {
                log::error!(
                    "{} is another database than before and lacks {lost}",
                    self.path.display()
                );
            }
            memory.forget_last_change();
            publication::publish_all(&connection, memory)?;
            memory.next_generation();
            memory.announce_change_to_all();
            memory.end_publishing();
        }
        self.record_files()?;
        if record.needs_check {
            memory.set_needs_check(false);
        }
        Ok(connection)
    }

    /// Copies the files of a damaged database, writes a line to the log, and opens it again. The
    /// connection is closed during the copy: to close another descriptor of the file would release
    /// the locks of the connection.
    fn keep_copy(&self, connection: Connection, damage: &str) -> Result<Connection> {
        connection.close().map_err(|(_, error)| error)?;
        let aside = unusable_name(self.path);
        let copied = ["", "-wal"].into_iter().try_for_each(|suffix| {
            let (from, to) = (with_suffix(self.path, suffix), with_suffix(&aside, suffix));
            absent_as_none(fs::copy(from, to)).map(drop)
        });
        let place = match copied {
            Ok(()) => format!("it was copied to {}", aside.display()),
            Err(error) => format!("it could not be copied to {}: {error}", aside.display()),
        };
        log::error!(
            "the queue database {} {damage}; {place}",
            self.path.display()
        );
        Ok(schema::connect(self.path)?)
    }

    /// Creates a new database. A log without a database is set aside.
    fn create(&self) -> Result<()> {
        self.set_stray_log_aside(|_, _| true)?;
        schema::create(self.path)
    }

    /// Renames an unusable database together with its log.
    fn set_aside(&self, reason: &str) -> Result<()> {
        let aside = unusable_name(self.path);
        for suffix in LOG_SUFFIXES {
            self.set_log_aside(suffix, &aside)?;
        }
        fs::rename(self.path, &aside)?;
        log::error!(
            "the queue database {} cannot be used ({reason}; {}): \
            it was set aside as {}, and a new queue was created",
            self.path.display(),
            Error(BG_E_DATABASE_CORRUPT),
            aside.display()
        );
        Ok(())
    }

    /// Renames the log of the former file of the database, and SQLite's index of that log.
    fn set_former_log_aside(&self) -> Result<()> {
        let recorded = self.shared_memory.log_inodes();
        self.set_stray_log_aside(|number, inode| inode == recorded[number])
    }

    /// Renames the files of a log that do not belong to the database.
    fn set_stray_log_aside(&self, is_stray: impl Fn(usize, u64) -> bool) -> Result<()> {
        let aside = unusable_name(self.path);
        for (number, suffix) in LOG_SUFFIXES.into_iter().enumerate() {
            let Some(file) = DatabaseFile::find(&with_suffix(self.path, suffix))? else {
                continue;
            };
            if !is_stray(number, file.inode) {
                continue;
            }
            self.set_log_aside(suffix, &aside)?;
            if suffix == "-wal" && file.size > 0 {
                log::error!(
                    "the write-ahead log of a queue database that is not here any more \
                    was set aside as {}{suffix}",
                    aside.display()
                );
            }
        }
        Ok(())
    }

    fn set_log_aside(&self, suffix: &str, aside: &Path) -> Result<()> {
        let (from, to) = (with_suffix(self.path, suffix), with_suffix(aside, suffix));
        absent_as_none(fs::rename(from, to))?;
        Ok(())
    }

    /// Returns the inode number of a file of the log; 0 if there is none.
    fn inode(&self, suffix: &str) -> Result<u64> {
        let file = DatabaseFile::find(&with_suffix(self.path, suffix))?;
        Ok(file.map_or(0, |file| file.inode))
    }

    fn lock_publication(&self) -> Result<FileLock<'_>> {
        FileLock::acquire_publication(self.publish_lock)
    }
}

/// Reason for which a database cannot be opened.
enum OpenError {
    /// The file is damaged, or a newer libbits wrote it; the text is for the log.
    Unusable(String),
    /// Another error, which does not concern the contents of the file.
    Other(Error),
}

impl OpenError {
    fn into_error(self) -> Error {
        match self {
            OpenError::Unusable(_) => Error(BG_E_DATABASE_CORRUPT),
            OpenError::Other(error) => error,
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> OpenError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                OpenError::Unusable(error.to_string())
            }
            _ => OpenError::Other(error.into()),
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> OpenError {
        OpenError::Other(error.into())
    }
}

impl From<Error> for OpenError {
    fn from(error: Error) -> OpenError {
        OpenError::Other(error)
    }
}

/// Checks that this libbits can use a database with this version of the schema.
fn check_version(version: i64) -> std::result::Result<(), OpenError> {
    match version {
        1..=SCHEMA_VERSION => Ok(()),
        newer if newer > SCHEMA_VERSION => Err(OpenError::Unusable(format!(
            "schema {newer} is newer than {SCHEMA_VERSION}"
        ))),
        other => Err(OpenError::Unusable(format!(
            "schema {other} is not one of a queue"
        ))),
    }
}

/// Runs one of SQLite's checks, up to the first damage that it finds.
fn verify(connection: &Connection, check: &str) -> std::result::Result<(), OpenError> {
    let verdict: String =
        connection.query_row(&format!("PRAGMA {check}(1)"), [], |row| row.get(0))?;
    match verdict.as_str() {
        "ok" => Ok(()),
        _ if has_unread_page(&verdict) => Err(OpenError::Other(UNREADABLE)),
        damage => Err(OpenError::Unusable(damage.replace('\n', " "))),
    }
}

/// Error of a check that could not read a page: `ERROR_IO_DEVICE`.
const UNREADABLE: Error = Error(win32(1117));

/// Returns whether a check says that a page could not be read: the system refused the read, for
/// example for want of memory, and the page may be right. The check states SQLite's code for it.
fn has_unread_page(verdict: &str) -> bool {
    const DAMAGE: [u32; 2] = [11, 26]; // SQLITE_CORRUPT, SQLITE_NOTADB
    let code = verdict.split_once("error code=").map(|(_, rest)| rest);
    let digits = code.map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    let code = digits
        .flatten()
        .and_then(|digits| digits.parse::<u32>().ok());
    // The upper bits of an extended code detail it.
    code.is_some_and(|code| !DAMAGE.contains(&(code & 0xFF)))
}

/// Returns a number for the current start of the system; 0 if the system has no boot id. It is the
/// FNV-1a hash of the boot id, which all programs compute alike.
fn boot() -> u64 {
    let Some(id) = platform::process::boot_id() else {
        return 0;
    };
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    hash.max(1)
}

/// Writes a line to the log, once, if SQLite's version has the WAL-reset bug. Only a build with the
/// SQLite of the system can have such a version.
fn warn_of_wal_reset_bug() {
    static WARN: Once = Once::new();
    if has_wal_reset_bug(rusqlite::version_number()) {
        WARN.call_once(|| {
            log::warn!(
                "SQLite {} may damage the queue database when several processes write to it, \
                unless the distribution has corrected it: SQLite 3.51.3, 3.50.7 and 3.44.6 are the \
                first versions without this fault (WAL-reset bug)",
                rusqlite::version()
            );
        });
    }
}

/// Returns whether a version of SQLite, as `sqlite3_libversion_number` returns it, can damage a
/// database in WAL mode that several connections write to and checkpoint.
fn has_wal_reset_bug(version: i32) -> bool {
    let first_fixed = match version {
        3_044_000..3_045_000 => 3_044_006,
        3_050_000..3_051_000 => 3_050_007,
        _ => 3_051_003,
    };
    (3_007_000..first_fixed).contains(&version)
}

#[cfg(test)]
mod tests {
    use super::has_wal_reset_bug;

    #[test]
    fn the_versions_with_the_wal_reset_bug_are_known() {
        let affected = [
            3_007_000, 3_040_001, 3_044_005, 3_045_000, 3_050_006, 3_051_002,
        ];
        let unaffected = [3_006_023, 3_044_006, 3_050_007, 3_051_003, 3_054_000];
        assert!(affected.into_iter().all(has_wal_reset_bug));
        assert!(!unaffected.into_iter().any(has_wal_reset_bug));
    }
}
