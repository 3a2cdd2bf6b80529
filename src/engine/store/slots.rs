//! Keys of jobs, and slots of jobs in the shared memory.
//!
//! A job has a slot from its creation until some time after its end. Its row is kept for longer
//! (see `queries`), and is read in place of the slot when the slot belongs to another job or to
//! none. The shared memory therefore grows with the number of unfinished jobs, not with the number
//! of jobs that ended within a day. Slots that were released are used first, the lowest of them
//! first.
//!
//! The file of the shared memory never shrinks: another process that has it mapped would receive
//! SIGBUS at its next access to a truncated part. A hole in the file is no alternative, because a
//! later write to it needs space on the disk, and the process receives SIGBUS as well if there is
//! none. A slot takes 128 bytes.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::abi::E_OUTOFMEMORY;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::time;
use crate::engine::store::columns;
use crate::engine::store::shared_memory::{NO_SLOT, SLOTS, SharedMemory};

/// Time after the end of a job for which it keeps its slot. It is longer than processes need to
/// notice the end, and than a file system needs to write the removal of the job's temporary files:
/// recovery looks for the files of jobs with slots only.
pub const KEEP_SLOT: Duration = Duration::from_secs(600);

/// Number of slots that are released at a time when none is left.
const RELEASED_AT_LIMIT: u32 = 200;

/// Returns the key of a new job. No job has or had the same.
pub fn new_key(connection: &Connection, shared_memory: &SharedMemory) -> rusqlite::Result<u64> {
    let last = counter(connection, "last_key")?;
    // The shared memory knows the keys of a database that this one has replaced.
    let last = last.unwrap_or(0).max(shared_memory.last_key());
    let next = last.saturating_add(1);
    let is_new = next < MAX_KEY && !has_job(connection, next)?;
    let key = match is_new {
        true => next,
        false => {
            log::error!("the counter of the jobs is damaged ({last:?}) and is set again");
            // No counter reaches the present time in FILETIME ticks.
            time::now()
        }
    };
    set_counter(connection, "last_key", key)?;
    Ok(key)
}

/// Limit of the keys that the counter gives; SQLite's integers end above it.
const MAX_KEY: u64 = 1 << 62;

fn has_job(connection: &Connection, key: u64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM job WHERE key = ?1")?
        .exists([key])
}

/// Returns a slot that no job uses: a released one, else a new one. If there is none, releases
/// those of the jobs that ended first. Returns `E_OUTOFMEMORY` if as many jobs are unfinished as
/// there are slots.
pub fn allocate(connection: &Connection, shared_memory: &SharedMemory) -> Result<u32> {
    if let Some(slot) = take_free(connection)? {
        return Ok(slot);
    }
    let last = match counter(connection, "last_slot")? {
        Some(last) if last < u64::from(SLOTS) => last,
        _ => largest_slot(connection)?,
    };
    if last + 1 < u64::from(SLOTS) {
        set_counter(connection, "last_slot", last + 1)?;
        return Ok(last as u32 + 1);
    }
    release(connection, shared_memory, u64::MAX >> 1, RELEASED_AT_LIMIT)?;
    take_free(connection)?.ok_or(Error(E_OUTOFMEMORY))
}

/// Takes the lowest slot out of the list of released ones. Values that are no slots are ignored.
fn take_free(connection: &Connection) -> rusqlite::Result<Option<u32>> {
    // Without RETURNING, for which SQLite would create a temporary table at each call.
    let free: Option<u32> = connection
        .prepare_cached("SELECT min(slot) FROM free_slot WHERE slot > 0 AND slot < ?1")?
        .query_row([SLOTS], |row| row.get(0))?;
    if let Some(slot) = free {
        connection
            .prepare_cached("DELETE FROM free_slot WHERE slot = ?1")?
            .execute([slot])?;
    }
    Ok(free)
}

/// Returns the largest slot of a job, when the counter does not tell.
fn largest_slot(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row(
        "SELECT coalesce(max(slot), 0) FROM job WHERE slot > 0 AND slot < ?1",
        [SLOTS],
        |row| row.get(0),
    )
}

/// Releases the slots of final jobs that ended before a time, in `FILETIME` ticks, and need the
/// runner no more; at most `limit` of them, beginning with those that ended first. Returns their
/// number.
///
/// The slot of a job continues to show its final state until another job uses it.
pub fn release(
    connection: &Connection,
    shared_memory: &SharedMemory,
    ended_before: u64,
    limit: u32,
) -> Result<u32> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT key, slot FROM job WHERE ",
        sql_is_final_with_slot!(),
        " AND NOT needs_runner AND ended < ?1 AND key > 0 ORDER BY ended LIMIT ?2"
    ))?;
    let read = |row: &Row<'_>| Ok((row.get(0)?, columns::slot(row, 1).unwrap_or(NO_SLOT)));
    let jobs: Vec<(u64, u32)> = statement
        .query_map([ended_before, u64::from(limit)], read)?
        .collect::<rusqlite::Result<_>>()?;
    for (key, slot) in &jobs {
        // A slot that shows another job is not this job's, whatever the row says.
        if shared_memory.slot(*slot)?.read(*key).is_some() {
            connection
                .prepare_cached("INSERT OR IGNORE INTO free_slot (slot) VALUES (?1)")?
                .execute([slot])?;
        }
        // A job that an earlier version of the schema ended has no time of its end.
        connection
            .prepare_cached(
                "UPDATE job SET slot = 0, ended = iif(ended, ended, ?2) WHERE key = ?1",
            )?
            .execute([*key, time::now()])?;
    }
    Ok(jobs.len() as u32)
}

/// Returns the value of a counter in the table `meta`; `None` if it is absent or damaged.
fn counter(connection: &Connection, name: &str) -> rusqlite::Result<Option<u64>> {
    let value = connection
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional();
    match value {
        Err(error) if columns::is_bad_row(&error) => Ok(None),
        other => other,
    }
}

fn set_counter(connection: &Connection, name: &str, value: u64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}
