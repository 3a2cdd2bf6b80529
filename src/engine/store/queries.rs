//! Queries over the jobs of the queue. `schema` says which index each of them uses.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::abi::{BG_JOB_STATE, E_INVALIDARG};
use crate::engine::model::error::{Error, Result};
use crate::engine::store::columns::{self, BAD_ROW};
use crate::engine::store::job_row::JobIdentity;
use crate::engine::store::shared_memory::{NO_SLOT, SharedMemory};

/// Returns the jobs in the queue, that is, those whose state is not final, in the order of their
/// creation.
pub fn queued_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobIdentity>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT key, id, slot, type FROM job WHERE ",
        sql_is_queued!(),
        " ORDER BY key"
    ))?;
    columns::read_valid_rows(&mut statement, [], log::Level::Debug, JobIdentity::read)
}

/// Returns the number of jobs in the queue.
pub fn count_jobs(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(concat!("SELECT count(*) FROM job WHERE ", sql_is_queued!()))?
        .query_row([], |row| row.get(0))
}

/// Returns the keys of the jobs that need the runner (see [`JobRow::needs_runner`]), in the order
/// of their creation.
///
/// [`JobRow::needs_runner`]: crate::engine::store::job_row::JobRow::needs_runner
pub fn jobs_for_runner(connection: &Connection) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached("SELECT key FROM job WHERE needs_runner AND key > 0 ORDER BY key")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Returns the final jobs that still have a slot and need the runner no more.
pub fn settled_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobIdentity>> {
    let mut statement = connection.prepare(concat!(
        "SELECT key, id, slot, type FROM job WHERE ",
        sql_is_final_with_slot!(),
        " AND NOT needs_runner"
    ))?;
    columns::read_valid_rows(&mut statement, [], log::Level::Debug, JobIdentity::read)
}

/// Deletes the rows of final jobs that ended before a time, in `FILETIME` ticks, and have lost
/// their slots; at most `limit` jobs, beginning with those that ended first. Returns their number.
pub fn delete_expired_jobs(
    connection: &Connection,
    ended_before: u64,
    limit: u32,
) -> rusqlite::Result<u32> {
    let deleted = connection
        .prepare_cached(concat!(
            "DELETE FROM job WHERE key IN (SELECT key FROM job WHERE ",
            sql_is_final_without_slot!(),
            " AND NOT needs_runner AND ended < ?1 ORDER BY ended LIMIT ?2)"
        ))?
        .execute([ended_before, u64::from(limit)])?;
    Ok(deleted as u32)
}

/// Returns the keys of the jobs in the state QUEUED, in the order of their creation.
pub fn jobs_in_line(connection: &Connection) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached("SELECT key FROM job WHERE needs_runner AND state = ?1 ORDER BY key")?
        .query_map([BG_JOB_STATE::BG_JOB_STATE_QUEUED as i32], |row| row.get(0))?
        .collect()
}

/// Returns the version of a job's row; `None` if the row does not exist. The key may come from
/// damaged shared memory, and exceed those that SQLite stores.
pub fn job_version(connection: &Connection, key: u64) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT version FROM job WHERE key = ?1")?
        .query_row([key as i64], |row| row.get(0))
        .optional()
}

/// Returns the state of a job; `None` if the row does not exist.
pub fn job_state(connection: &Connection, key: u64) -> rusqlite::Result<Option<BG_JOB_STATE>> {
    connection
        .prepare_cached("SELECT state FROM job WHERE key = ?1")?
        .query_row([key], |row| columns::enumeration(row, 0))
        .optional()
}

/// Returns the job with this id; `None` if it is not in the queue.
pub fn find_job(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<JobIdentity>> {
    connection
        .prepare_cached(concat!(
            "SELECT key, id, slot, type FROM job WHERE id = ?1 AND ",
            sql_is_queued!()
        ))?
        .query_row([id.as_bytes()], JobIdentity::read)
        .optional()
}

/// Records where a new file of a job goes. `path` has the canonical path of its folder. Returns
/// `E_INVALIDARG` if another file of the job goes there: the one that is renamed last would replace
/// it.
pub fn claim_destination(connection: &Connection, job: u64, path: &Path) -> Result<()> {
    let claimed = connection
        .prepare_cached("INSERT OR IGNORE INTO destination (job, path) VALUES (?1, ?2)")?
        .execute(params![job, path.as_os_str().as_bytes()])?;
    match claimed {
        0 => Err(Error(E_INVALIDARG)),
        _ => Ok(()),
    }
}

/// Columns of a job's row that its slot in the shared memory must agree with.
pub struct PublishedState {
    pub key: u64,
    pub slot: u32,
    pub version: u64,
    pub state: BG_JOB_STATE,
    /// Whether the runner finds the job.
    pub needs_runner: bool,
}

impl PublishedState {
    /// Reads the columns `key, slot, version, state, needs_runner`. Of a bad row only the key
    /// counts; the others are those of [`JobRow::load_shown`].
    ///
    /// [`JobRow::load_shown`]: crate::engine::store::job_row::JobRow::load_shown
    fn read(row: &Row<'_>) -> rusqlite::Result<PublishedState> {
        Ok(PublishedState {
            key: row.get(0)?,
            slot: columns::slot(row, 1).unwrap_or(NO_SLOT),
            version: row.get(2).unwrap_or(0),
            state: columns::enumeration(row, 3).unwrap_or(BG_JOB_STATE::BG_JOB_STATE_ERROR),
            needs_runner: row
                .get::<_, u32>(4)
                .is_ok_and(|needs_runner| needs_runner != 0),
        })
    }

    /// Returns whether the slot of the job, if it has one, shows this version and state.
    pub fn is_published(&self, shared_memory: &SharedMemory) -> Result<bool> {
        let published = shared_memory.slot(self.slot)?.read(self.key);
        Ok(self.slot == NO_SLOT || published == Some((self.version, self.state)))
    }
}

/// Returns the published columns of the jobs that may have a slot: those in the queue, and final
/// jobs that ended a short time ago. A row without a key is skipped with a line in the log.
pub fn published_states(connection: &Connection) -> rusqlite::Result<Vec<PublishedState>> {
    let mut statement = connection.prepare(concat!(
        "SELECT key, slot, version, state, needs_runner FROM job WHERE ",
        sql_is_queued!(),
        " UNION ALL SELECT key, slot, version, state, needs_runner FROM job WHERE ",
        sql_is_final_with_slot!()
    ))?;
    columns::read_valid_rows(&mut statement, [], log::Level::Error, PublishedState::read)
}

/// Calls a function for every job that may have a slot. A job with bad rows is skipped.
pub fn for_each_valid_job(
    connection: &Connection,
    action: impl Fn(&PublishedState) -> Result<()>,
) -> Result<()> {
    for state in published_states(connection)? {
        match action(&state) {
            Err(BAD_ROW) => log::debug!("job {} is skipped: its rows cannot be read", state.key),
            other => other?,
        }
    }
    Ok(())
}
