//! Publication of rows in the shared memory.
//!
//! `database` publishes the rows of each transaction. `opening` publishes all rows when the
//! database is another file, or has lost changes, and finds the changes that are not in it.

use rusqlite::Connection;

use crate::abi::BG_JOB_STATE;
use crate::engine::model::error::Result;
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::model::state;
use crate::engine::store::columns;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::queries::{self, PublishedState, for_each_valid_job};
use crate::engine::store::shared_memory::SharedMemory;
use crate::engine::store::slot::Slot;

/// New contents of a job's slot in the shared memory.
pub struct SlotUpdate {
    slot: &'static Slot,
    key: u64,
    version: u64,
    state: BG_JOB_STATE,
    progress: JobProgress,
    reply: ReplyProgress,
}

impl SlotUpdate {
    pub fn of(shared_memory: &SharedMemory, row: &JobRow) -> Result<SlotUpdate> {
        Ok(SlotUpdate {
            slot: shared_memory.slot(row.slot)?,
            key: row.key,
            version: row.version,
            state: row.state,
            progress: row.data.progress,
            reply: row.data.reply,
        })
    }

    /// Writes the slot of the job. Returns the process whose observer is to be told; 0: none.
    pub fn publish(&self) -> u64 {
        self.slot.publish(
            self.key,
            self.version,
            self.state,
            self.progress,
            self.reply,
        )
    }

    /// Does the same, and records that the database contains this version of the row.
    pub fn publish_commit(&self, shared_memory: &SharedMemory) -> u64 {
        let observer = self.publish();
        shared_memory.set_last_change(self.key, self.version);
        observer
    }
}

/// Makes the shared memory agree with the rows.
pub fn publish_all(connection: &Connection, shared_memory: &SharedMemory) -> Result<()> {
    let publish = |job: &PublishedState| -> Result<()> {
        if !job.is_published(shared_memory)?
            && let Some(row) = JobRow::load_shown(connection, job.key)?
        {
            SlotUpdate::of(shared_memory, &row)?.publish();
        }
        Ok(())
    };
    for_each_valid_job(connection, publish)
}

/// Changes of jobs that the shared memory shows and the database does not contain.
#[derive(Default)]
pub struct LostChanges {
    /// Number of changes.
    count: u64,
    /// Keys of the jobs.
    jobs: Vec<u64>,
}

impl LostChanges {
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    fn add(&mut self, key: u64, count: u64) {
        self.count += count;
        self.jobs.push(key);
    }
}

impl std::fmt::Display for LostChanges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        /// Number of jobs that are named.
        const NAMED: usize = 20;
        let plural = |count| if count == 1 { "" } else { "s" };
        let jobs = self.jobs.len() as u64;
        let keys: Vec<_> = self.jobs.iter().take(NAMED).map(u64::to_string).collect();
        write!(
            f,
            "{} change{} of {jobs} job{} (job {}{})",
            self.count,
            plural(self.count),
            plural(jobs),
            keys.join(", "),
            if self.jobs.len() > NAMED { ", ..." } else { "" }
        )
    }
}

/// Compares all slots with the rows. Shows a job that is not in the database, and was in the queue,
/// as cancelled: a handle on it must not show it as alive. Returns the changes that are missing.
///
/// A final job without a row is not missing, because its row is deleted after some time.
pub fn cancel_lost_jobs(
    connection: &Connection,
    shared_memory: &SharedMemory,
) -> Result<LostChanges> {
    let mut lost = LostChanges::default();
    for index in 1..shared_memory.allocated_slots()? {
        let slot = shared_memory.slot(index)?;
        let key = slot.key();
        let Some((version, state)) = slot.read(key).filter(|_| key != 0) else {
            continue;
        };
        match stored_version(connection, key)? {
            StoredVersion::Is(stored) if stored < version => lost.add(key, version - stored),
            StoredVersion::NoRow if !state::is_final(state) => {
                lost.add(key, version);
                slot.set_state(version + 1, BG_JOB_STATE::BG_JOB_STATE_CANCELLED);
            }
            _ => {}
        }
    }
    Ok(lost)
}

/// Version of a job's row in the database.
enum StoredVersion {
    Is(u64),
    NoRow,
    /// The row is bad.
    Unknown,
}

fn stored_version(connection: &Connection, key: u64) -> rusqlite::Result<StoredVersion> {
    match queries::job_version(connection, key) {
        Ok(Some(version)) => Ok(StoredVersion::Is(version)),
        Ok(None) => Ok(StoredVersion::NoRow),
        Err(error) if columns::is_bad_row(&error) => Ok(StoredVersion::Unknown),
        Err(error) => Err(error),
    }
}

/// Returns whether the database lacks the last change that a process has published.
pub fn lacks_last_change(
    connection: &Connection,
    shared_memory: &SharedMemory,
) -> rusqlite::Result<bool> {
    let Some((key, version)) = shared_memory.last_change() else {
        return Ok(false);
    };
    Ok(match stored_version(connection, key)? {
        StoredVersion::Is(stored) => stored < version,
        StoredVersion::NoRow => true,
        StoredVersion::Unknown => false,
    })
}
