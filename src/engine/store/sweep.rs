//! The sweep: removes what is left of jobs that ended long ago, in small steps.
//!
//! A final job loses its slot in the shared memory first (`slots`), and its rows a day after its
//! end, when no object refers to it any more. Each step is one short transaction, so that the calls
//! of other threads and processes, which wait for the write lock meanwhile, are not delayed, and
//! the log of the database does not grow. The indexes `job_final_with_slot` and
//! `job_final_without_slot` give the jobs of a step in the order of their ends: no step reads other
//! rows.
//!
//! When all expired rows are deleted, the sweep gives pages of the database back to the file system
//! that are not in use. A database that was created with schema 4 or earlier keeps its size,
//! because SQLite could change that only by rewriting the whole file; its free pages are used
//! again.

use std::time::Duration;

use rusqlite::Connection;

use crate::engine::model::error::Result;
use crate::engine::model::time;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::queries;
use crate::engine::store::slots::{self, KEEP_SLOT};

/// Time for which the row of a final job is kept, so that objects which still refer to the job can
/// read it.
const KEEP_FINAL: Duration = Duration::from_secs(24 * 3600);

/// Number of rows, and of pages, that a step deals with. A step takes a few milliseconds.
const STEP: u32 = 200;

/// Number of free pages from which on the database shrinks (4 MiB).
const MANY_PAGES: u32 = 2048;

/// Does one step. Returns whether another one has work to do.
pub fn step(store: &Store) -> Result<bool> {
    let is_unfinished = store.write(Durability::Process, |transaction| {
        let connection = transaction.connection();
        let ended_before = time::before(KEEP_SLOT);
        let released = slots::release(connection, store.shared_memory(), ended_before, STEP)?;
        let deleted = queries::delete_expired_jobs(connection, time::before(KEEP_FINAL), STEP)?;
        if deleted > 0 {
            transaction.note_removed_jobs();
        }
        Ok(released == STEP || deleted == STEP)
    })?;
    Ok(is_unfinished || shrink(store)?)
}

/// Gives some free pages back if more than half of all pages are free. Returns whether the database
/// continues to shrink.
fn shrink(store: &Store) -> Result<bool> {
    let free = store.read(free_pages)?;
    if free < MANY_PAGES {
        return Ok(false);
    }
    let left = store.write(Durability::Process, |transaction| {
        let connection = transaction.connection();
        // The statement removes a page at each step.
        let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({STEP})"))?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        Ok(free_pages(connection)?)
    })?;
    let shrinks = left < free;
    if shrinks && left < MANY_PAGES {
        // The file is cut when the log is moved into it.
        store.read(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        })?;
        // A commit records the fingerprint of the file (`opening`).
        store.write(Durability::Process, |_| Ok(()))?;
    }
    Ok(shrinks)
}

/// Returns the number of free pages; 0 if most pages are in use.
fn free_pages(connection: &Connection) -> rusqlite::Result<u32> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let (free, all) = (pragma("freelist_count")?, pragma("page_count")?);
    Ok(if free > all / 2 { free } else { 0 })
}
