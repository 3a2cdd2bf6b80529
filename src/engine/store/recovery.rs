//! What is left of the queue when a process, or the whole system, was cut off.

use rusqlite::{Connection, OptionalExtension};

use crate::abi::{BG_JOB_STATE, BG_JOB_TYPE};
use crate::engine::model::error::Result;
use crate::engine::model::state;
use crate::engine::platform;
use crate::engine::store::database::{Store, Transaction};
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::job_progress;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::queries::{PublishedState, for_each_good};

/// The runner's first act: makes jobs and shared memory agree with what really is, after whatever
/// ended the process that was the runner before.
pub fn recover(store: &Store) -> Result<()> {
    store.write(Durability::Process, |transaction| {
        let connection = transaction.connection();
        let boot = platform::process::boot_id();
        let known: Option<String> = connection
            .query_row("SELECT value FROM meta WHERE name = 'boot'", [], |row| {
                row.get(0)
            })
            .optional()?;
        let rebooted = known.as_deref() != Some(boot.as_str());
        for_each_good(connection, |job| {
            recover_job(store, transaction, job, rebooted)
        })?;
        connection.execute(
            "INSERT OR REPLACE INTO meta (name, value) VALUES ('boot', ?1)",
            [boot],
        )?;
        Ok(())
    })
}

fn recover_job(
    store: &Store,
    transaction: &Transaction<'_>,
    job: &PublishedState,
    rebooted: bool,
) -> Result<()> {
    let queued = !state::is_final(job.state);
    if queued && (rebooted || state::is_active(job.state)) {
        requeue(transaction, job.key, rebooted)
    } else if rebooted {
        remove_leftovers_again(transaction, job.key)
    } else if !job.is_published(store.shared_memory())? {
        transaction.publish(&transaction.job(job.key)?)
    } else {
        Ok(())
    }
}

/// Puts a job whose transfer was cut off back into the queue.
fn requeue(transaction: &Transaction<'_>, key: u64, rebooted: bool) -> Result<()> {
    let mut row = transaction.job(key)?;
    let connection = transaction.connection();
    let completing = row.data.completing;
    let lost = rebooted
        && forget_unsynced(connection, &mut row)? | forget_lost(connection, &mut row, completing)?;
    if state::is_active(row.state) || lost && row.state == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
        row.state = BG_JOB_STATE::BG_JOB_STATE_QUEUED;
    }
    transaction.update_job(&mut row)
}

/// A final job's temporary files may be back after a power failure: the runner removes them again.
fn remove_leftovers_again(transaction: &Transaction<'_>, key: u64) -> Result<()> {
    let mut row = transaction.job(key)?;
    row.data.settled = false;
    transaction.update_job(&mut row)
}

/// After a power failure only what was synced can be trusted. Whether anything was lost.
fn forget_unsynced(connection: &Connection, row: &mut JobRow) -> Result<bool> {
    roll_back_files(connection, row, |file| {
        (file.synced < file.written).then_some(u64::MAX)
    })
}

/// Takes back what the rows say of downloaded files whose temporary file is gone. Whether there are
/// any. `renamed`: the file may have its own name already.
pub fn forget_lost(connection: &Connection, row: &mut JobRow, renamed: bool) -> Result<bool> {
    if row.job_type != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
        return Ok(false);
    }
    roll_back_files(connection, row, |file| file.is_lost(renamed).then_some(0))
}

/// Lets files fall back to what lies on the disk before an offset. Whether there are any.
fn roll_back_files(
    connection: &Connection,
    row: &mut JobRow,
    end: impl Fn(&FileRow) -> Option<u64>,
) -> Result<bool> {
    let mut files = FileRow::load_all(connection, row.key)?;
    let mut any = false;
    for file in files
        .iter_mut()
        .filter(|file| file.status != FileStatus::Completed)
    {
        if let Some(end) = end(file) {
            let before = file.filled().into_owned();
            row.note_lost(file);
            file.roll_back(end);
            file.save(connection)?;
            file.request_again(connection, &before)?;
            any = true;
        }
    }
    if any {
        row.data.progress = job_progress::of_files(&files);
    }
    Ok(any)
}
