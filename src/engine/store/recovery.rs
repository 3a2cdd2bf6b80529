//! Recovery of the queue after a crash of a process or of the system.
//!
//! Each new runner calls [`recover`] before it schedules jobs. If the boot id differs from the one
//! of the last recovery, the system was restarted in between; a restart is treated as a power
//! failure.
//!
//! # Crash cases
//!
//! - *A process is killed within a transaction.* SQLite discards the transaction. Nothing to do.
//! - *A process is killed between a commit and its publication in the shared memory.* The shared
//!   memory still names the publisher. The next access to the store publishes all rows whose slot
//!   disagrees (`database`), and so does [`recover`].
//! - *The runner is killed during a transfer.* The job is still CONNECTING or TRANSFERRING and
//!   returns to QUEUED. Its files continue at `written`: those bytes were handed to the file system
//!   and survive. Bytes after them are written again.
//! - *The system is restarted.* Only synced bytes are certain. Each file returns to `synced`; a
//!   temporary file that is missing or has another size is transferred again from its beginning. A
//!   TRANSFERRED job that lost bytes returns to QUEUED. The database may lack the last transactions
//!   with `Durability::Process`, but it is consistent.
//! - *A process is killed during `Complete`.* The job is SUSPENDED and its row says `completing`:
//!   files may have their own names although their rows do not say so. The next `Complete` or
//!   recovery accepts such a file as transferred.
//! - *A process is killed after `Complete` or `Cancel` ended the job, but before its temporary
//!   files were removed.* The row does not say `settled`, so the runner removes them. After a
//!   restart of the system the file system may have undone the removal, so final jobs are cleaned
//!   up again.
//! - *The shared memory was lost or is old.* Its slots disagree with the rows and are published
//!   again.
//! - *A row cannot be read.* The job is skipped and its rows stay as they are.
//!
//! A database that is damaged as a whole is set aside when it is opened (`schema`).

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
use crate::engine::store::queries::{PublishedState, for_each_valid_job};

/// Makes rows, temporary files and shared memory agree with each other after the end of the last
/// runner. The caller is the new runner.
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
        for_each_valid_job(connection, |job| {
            recover_job(store, transaction, job, rebooted)
        })?;
        connection.execute(
            "INSERT OR REPLACE INTO meta (name, value) VALUES ('boot', ?1)",
            [boot],
        )?;
        Ok(())
    })
}

/// Recovers one job. `rebooted` says whether the system was restarted since the last recovery.
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

/// Puts a job whose turn was interrupted back into QUEUED. After a restart of the system, also
/// takes back the progress that was lost.
fn requeue(transaction: &Transaction<'_>, key: u64, rebooted: bool) -> Result<()> {
    let mut row = transaction.job(key)?;
    let connection = transaction.connection();
    let completing = row.data.completing;
    let lost = rebooted
        && roll_back_unsynced(connection, &mut row)?
            | roll_back_missing(connection, &mut row, completing)?;
    if state::is_active(row.state) || lost && row.state == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
        row.state = BG_JOB_STATE::BG_JOB_STATE_QUEUED;
    }
    transaction.update_job(&mut row)
}

/// Makes the runner remove the temporary files of a final job again: the file system may have
/// undone the removal.
fn remove_leftovers_again(transaction: &Transaction<'_>, key: u64) -> Result<()> {
    let mut row = transaction.job(key)?;
    row.data.settled = false;
    transaction.update_job(&mut row)
}

/// Rolls the files back to their synced bytes. Returns whether bytes were lost.
fn roll_back_unsynced(connection: &Connection, row: &mut JobRow) -> Result<bool> {
    roll_back_files(connection, row, |file| {
        (file.synced < file.written).then_some(u64::MAX)
    })
}

/// Rolls the transferred files of a download whose data is missing back to their beginning. Returns
/// whether there are any. `renamed` says that a file may have its own name already.
pub fn roll_back_missing(connection: &Connection, row: &mut JobRow, renamed: bool) -> Result<bool> {
    if row.job_type != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
        return Ok(false);
    }
    roll_back_files(connection, row, |file| {
        file.is_data_missing(renamed).then_some(0)
    })
}

/// Rolls each file for which `end` returns an offset back to its synced bytes before the offset.
/// Returns whether there are any.
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
            row.note_refetch(file);
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
