//! Queries over the jobs of the queue.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::abi::BG_JOB_STATE;
use crate::engine::model::error::Result;
use crate::engine::model::time;
use crate::engine::store::columns::{self, BAD_ROW};
use crate::engine::store::job_row::{JobIdentity, JobRow};
use crate::engine::store::shared_memory::SharedMemory;

/// Time that a final job stays readable for those that still have a handle on it.
const KEEP_FINAL: Duration = Duration::from_secs(24 * 3600);

/// The jobs in the queue: those that are not final.
pub fn queued_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobIdentity>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT key, id, slot, type FROM job WHERE ",
        queued!(),
        " ORDER BY key"
    ))?;
    columns::read_good(&mut statement, JobIdentity::read)
}

/// How many these are.
pub fn count_jobs(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(concat!("SELECT count(*) FROM job WHERE ", queued!()))?
        .query_row([], |row| row.get(0))
}

/// The jobs that have something for the runner to do.
pub fn jobs_for_runner(connection: &Connection) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached("SELECT key FROM job WHERE needs_runner ORDER BY key")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The final jobs that nobody needs to know of any more.
pub fn expired_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobRow>> {
    let keys: Vec<u64> = connection
        .prepare_cached(concat!(
            "SELECT key FROM job WHERE ",
            ended!(),
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

/// The jobs in the queue that nothing happened to since then.
pub fn inactive_jobs(connection: &Connection, since: u64) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare(concat!(
            "SELECT key FROM job WHERE ",
            queued!(),
            " AND iif(json_valid(data), json_extract(data, '$.times.modification') < ?1, 0)"
        ))?
        .query_map([since], |row| row.get(0))?
        .collect()
}

/// The version of a job's row.
pub fn job_version(connection: &Connection, key: u64) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT version FROM job WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Returns the state of a job.
pub fn job_state(connection: &Connection, key: u64) -> rusqlite::Result<Option<BG_JOB_STATE>> {
    connection
        .prepare_cached("SELECT state FROM job WHERE key = ?1")?
        .query_row([key], |row| columns::enumeration(row, 0))
        .optional()
}

/// The job with this id, when it is in the queue.
pub fn find_job(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<JobIdentity>> {
    connection
        .prepare_cached(concat!(
            "SELECT key, id, slot, type FROM job WHERE id = ?1 AND ",
            queued!()
        ))?
        .query_row([id.as_bytes()], JobIdentity::read)
        .optional()
}

/// What the database and the shared memory must agree on.
pub struct PublishedState {
    pub key: u64,
    pub slot: u32,
    pub version: u64,
    pub state: BG_JOB_STATE,
}

impl PublishedState {
    pub fn is_published(&self, shared_memory: &SharedMemory) -> Result<bool> {
        Ok(shared_memory.slot(self.slot)?.read(self.key) == Some((self.version, self.state)))
    }
}

/// Does something about every job; one whose rows are bad is left alone.
pub fn for_each_good(
    connection: &Connection,
    act: impl Fn(&PublishedState) -> Result<()>,
) -> Result<()> {
    for state in states(connection)? {
        match act(&state) {
            Err(BAD_ROW) => log::error!("job {} is left alone: its rows cannot be read", state.key),
            other => other?,
        }
    }
    Ok(())
}

fn states(connection: &Connection) -> rusqlite::Result<Vec<PublishedState>> {
    let mut statement = connection.prepare("SELECT key, slot, version, state FROM job")?;
    columns::read_good(&mut statement, |row| {
        Ok(PublishedState {
            key: row.get(0)?,
            slot: columns::slot(row, 1)?,
            version: row.get(2)?,
            state: columns::enumeration(row, 3)?,
        })
    })
}
