//! Queries over the jobs of the queue. `schema` says which index each of them uses.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::abi::BG_JOB_STATE;
use crate::engine::model::error::Result;
use crate::engine::model::time;
use crate::engine::store::columns::{self, BAD_ROW};
use crate::engine::store::job_row::{JobIdentity, JobRow};
use crate::engine::store::shared_memory::SharedMemory;

/// Time for which the row of a final job is kept, so that objects which still refer to the job can
/// read it.
const KEEP_FINAL: Duration = Duration::from_secs(24 * 3600);

/// Returns the jobs in the queue, that is, those whose state is not final, in the order of their
/// creation.
pub fn queued_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobIdentity>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT key, id, slot, type FROM job WHERE ",
        sql_is_queued!(),
        " ORDER BY key"
    ))?;
    columns::read_valid_rows(&mut statement, JobIdentity::read)
}

/// Returns the number of jobs in the queue.
pub fn count_jobs(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(concat!("SELECT count(*) FROM job WHERE ", sql_is_queued!()))?
        .query_row([], |row| row.get(0))
}

/// Returns the keys of the jobs that need the runner (see [`JobRow::needs_runner`]), in the order
/// of their creation.
pub fn jobs_for_runner(connection: &Connection) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached("SELECT key FROM job WHERE needs_runner ORDER BY key")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Returns the final jobs whose rows can be deleted: nothing is left to clean up, and the time for
/// which they are kept is over. Bad rows are left out.
pub fn expired_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobRow>> {
    let keys: Vec<u64> = connection
        .prepare_cached(concat!(
            "SELECT key FROM job WHERE ",
            sql_is_final!(),
            " AND NOT needs_runner"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let rows = keys
        .into_iter()
        .filter_map(|key| JobRow::load(connection, key).transpose());
    rows.filter(|row| match row {
        Ok(row) => time::since(row.data.times.modification) > KEEP_FINAL,
        Err(error) => !columns::is_bad_row(error),
    })
    .collect()
}

/// Returns the keys of the jobs in the queue that have not changed since a time, in `FILETIME`
/// ticks.
pub fn inactive_jobs(connection: &Connection, since: u64) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare(concat!(
            "SELECT key FROM job WHERE ",
            sql_is_queued!(),
            " AND iif(json_valid(data), json_extract(data, '$.times.modification') < ?1, 0)"
        ))?
        .query_map([since], |row| row.get(0))?
        .collect()
}

/// Returns the version of a job's row; `None` if the row does not exist.
pub fn job_version(connection: &Connection, key: u64) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT version FROM job WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
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

/// Columns of a job's row that its slot in the shared memory must agree with.
pub struct PublishedState {
    pub key: u64,
    pub slot: u32,
    pub version: u64,
    pub state: BG_JOB_STATE,
}

impl PublishedState {
    /// Returns whether the slot of the job shows this version and state.
    pub fn is_published(&self, shared_memory: &SharedMemory) -> Result<bool> {
        Ok(shared_memory.slot(self.slot)?.read(self.key) == Some((self.version, self.state)))
    }
}

/// Calls a function for every job, final ones included. A job with bad rows is skipped with a line
/// in the log.
pub fn for_each_valid_job(
    connection: &Connection,
    action: impl Fn(&PublishedState) -> Result<()>,
) -> Result<()> {
    for state in states(connection)? {
        match action(&state) {
            Err(BAD_ROW) => log::error!("job {} is skipped: its rows cannot be read", state.key),
            other => other?,
        }
    }
    Ok(())
}

fn states(connection: &Connection) -> rusqlite::Result<Vec<PublishedState>> {
    let mut statement = connection.prepare("SELECT key, slot, version, state FROM job")?;
    columns::read_valid_rows(&mut statement, |row| {
        Ok(PublishedState {
            key: row.get(0)?,
            slot: columns::slot(row, 1)?,
            version: row.get(2)?,
            state: columns::enumeration(row, 3)?,
        })
    })
}
