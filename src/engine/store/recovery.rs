//! Recovery of the queue after a crash of a process or of the system.
//!
//! Each new runner calls [`recover`] before it schedules jobs. If the boot id differs from the one
//! of the last recovery, or if the system has none, the system may have been restarted in between;
//! a restart is treated as a power failure.
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
//! - *A process is killed during `Complete`.* If the row says `completing`, the completion is
//!   carried out now (`completion`); else nothing has changed.
//! - *A process is killed after `Complete` or `Cancel` ended the job, but before its temporary
//!   files were removed.* The row does not say `settled`, so the runner removes them. After a
//!   restart of the system the file system may have undone the removal, so recovery looks for the
//!   files of the jobs that ended a short time before, and the runner removes them again.
//! - *The shared memory was lost or is old.* Its slots disagree with the rows and are published
//!   again.
//! - *A row cannot be read.* The job is set aside (`quarantine`), and all others are recovered.
//!
//! A database that is damaged as a whole is set aside when it is opened (`schema`).

use rusqlite::{Connection, OptionalExtension};

use crate::abi::BG_JOB_STATE;
use crate::engine::model::error::Result;
use crate::engine::model::state;
use crate::engine::platform;
use crate::engine::store::columns::BAD_ROW;
use crate::engine::store::completion;
use crate::engine::store::database::{Store, Transaction};
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobIdentity;
use crate::engine::store::quarantine;
use crate::engine::store::queries::{self, PublishedState};
use crate::engine::store::roll_back::{roll_back_missing, roll_back_unsynced};

/// Makes rows, temporary files and shared memory agree with each other after the end of the last
/// runner. The caller is the new runner. Rows that are right already are not written.
pub fn recover(store: &Store) -> Result<()> {
    let boot = platform::process::boot_id();
    if boot.is_none() {
        log::debug!("this system has no boot id: only synced data is trusted");
    }
    let rebooted = store.read(|connection| is_rebooted(connection, boot.as_deref()))?;
    if rebooted {
        find_leftovers(store)?;
    }
    store.write(Durability::Process, |transaction| {
        let connection = transaction.connection();
        if rebooted {
            // A restart may give files and devices other numbers.
            connection.execute(
                concat!(
                    "UPDATE file SET identity = NULL WHERE identity IS NOT NULL \
                    AND job IN (SELECT key FROM job WHERE ",
                    sql_is_queued!(),
                    ")"
                ),
                [],
            )?;
        }
        completion::resolve_all(transaction)?;
        for job in queries::published_states(connection)? {
            match recover_job(store, transaction, &job, rebooted) {
                Err(BAD_ROW) => quarantine::set_aside_in(transaction, job.key)?,
                other => other?,
            }
        }
        if rebooted {
            connection.execute(
                "INSERT OR REPLACE INTO meta (name, value) VALUES ('boot', ?1)",
                [boot.unwrap_or_default()],
            )?;
        }
        Ok(())
    })
}

/// Returns whether the system was restarted since the last recovery. Without a boot id that cannot
/// be excluded.
fn is_rebooted(connection: &Connection, boot: Option<&str>) -> rusqlite::Result<bool> {
    let Some(boot) = boot else {
        return Ok(true);
    };
    let mut statement = connection.prepare("SELECT value = ?1 FROM meta WHERE name = 'boot'")?;
    let known: Option<Option<bool>> = statement.query_row([boot], |row| row.get(0)).optional()?;
    Ok(known.flatten() != Some(true))
}

/// Recovers one job. `rebooted` says whether the system was restarted since the last recovery.
fn recover_job(
    store: &Store,
    transaction: &Transaction<'_>,
    job: &PublishedState,
    rebooted: bool,
) -> Result<()> {
    if state::is_scheduled(job.state) && !job.needs_runner {
        // The column is bad, or a job that was set aside is given another try.
        transaction
            .connection()
            .prepare_cached("UPDATE job SET needs_runner = 1 WHERE key = ?1")?
            .execute([job.key])?;
    }
    let is_interrupted = state::is_active(job.state)
        || rebooted
            && !state::is_final(job.state)
            && FileRow::any_may_be_lost(transaction.connection(), job.key)?;
    if is_interrupted && requeue(transaction, job.key, rebooted)? {
        return Ok(());
    }
    if !job.is_published(store.shared_memory())? {
        transaction.publish(&transaction.job(job.key)?)?;
    }
    Ok(())
}

/// Puts a job whose turn was interrupted back into QUEUED. After a restart of the system, also
/// takes back the progress that was lost. Returns whether that changes the row.
fn requeue(transaction: &Transaction<'_>, key: u64, rebooted: bool) -> Result<bool> {
    let mut row = transaction.job(key)?;
    let connection = transaction.connection();
    let lost = rebooted
        && roll_back_unsynced(connection, &mut row)? | roll_back_missing(connection, &mut row)?;
    let before = row.state;
    if state::is_active(row.state) || lost && row.state == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
        row.state = BG_JOB_STATE::BG_JOB_STATE_QUEUED;
    }
    let is_changed = lost || row.state != before;
    if is_changed {
        transaction.update_job(&mut row)?;
    }
    Ok(is_changed)
}

/// Number of jobs whose temporary files are looked for in one transaction.
const LEFTOVERS_STEP: usize = 200;

/// Lets the runner clean up again after the final jobs whose temporary files are there: the file
/// system has undone the removal. Only jobs that still have a slot are looked at; the others ended
/// so long before the restart that the removal was on the disk.
fn find_leftovers(store: &Store) -> Result<()> {
    let jobs = store.read(queries::settled_jobs)?;
    for jobs in jobs.chunks(LEFTOVERS_STEP) {
        let has_leftovers = |job: &&JobIdentity, connection: &Connection| {
            let files = FileRow::load_removable(connection, job.key, job.job_type)?;
            Ok(FileRow::has_data(&files))
        };
        let found = store.read(|connection| {
            let found = jobs
                .iter()
                .filter_map(|job| match has_leftovers(&job, connection) {
                    Ok(false) => None,
                    Ok(true) => Some(Ok(job.key)),
                    Err(error) => Some(Err(error)),
                });
            found.collect::<rusqlite::Result<Vec<u64>>>()
        })?;
        if !found.is_empty() {
            store.write(Durability::Process, |transaction| {
                let mut found = found.iter();
                found.try_for_each(|key| remove_leftovers_again(transaction, *key))
            })?;
        }
    }
    Ok(())
}

/// Makes the runner remove the temporary files of a final job again.
fn remove_leftovers_again(transaction: &Transaction<'_>, key: u64) -> Result<()> {
    let mut row = transaction.job(key)?;
    row.data.settled = false;
    transaction.update_job(&mut row)
}
