//! End of a job: `Complete` keeps the transferred files, `Cancel` keeps none.

#[cfg(target_os = "linux")]
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::Path;

use rusqlite::Connection;

use crate::abi::BG_E_INVALID_STATE;
use crate::abi::BG_JOB_STATE::BG_JOB_STATE_ACKNOWLEDGED;
use crate::engine::job::{Job, gone};
use crate::engine::model::error::{self, CallOutcome, Error, Result};
use crate::engine::model::state::{self, JobEvent};
use crate::engine::model::turn_hold::TurnHold;
use crate::engine::platform;
use crate::engine::platform::fs::FileIdentity;
use crate::engine::store::completion::{self, is_kept};
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::roll_back::roll_back_missing;

impl Job {
    /// Takes the job out of the queue and removes every temporary file, also those of transferred
    /// files. Files that an earlier, failed `complete` has renamed stay.
    ///
    /// Returns `CallOutcome::UnableToDeleteFiles` if temporary files are left, and
    /// `BG_E_INVALID_STATE` on a final job. A job whose `complete` was interrupted after its
    /// decision is completed instead, and counts as final.
    pub fn cancel(&self) -> Result<CallOutcome> {
        let arriving = self.change(Durability::Power, JobEvent::Cancel, |transaction, row| {
            Ok(FileRow::load_removable(
                transaction.connection(),
                row.key,
                row.job_type,
            )?)
        })?;
        if self.core().runner.release(self.key()).is_err() {
            return Ok(CallOutcome::UnableToDeleteFiles);
        }
        if !FileRow::remove_data(&arriving) {
            return Ok(CallOutcome::UnableToDeleteFiles);
        }
        self.settle();
        Ok(CallOutcome::Done)
    }

    /// Ends the job: gives every transferred file its own name, and removes the others. The result
    /// survives a power failure.
    ///
    /// The call keeps all transferred files or none, also when its process is killed or the power
    /// fails: `store::completion` describes how. An interrupted call is carried out by the next
    /// open of the queue, or by the next call on the job. It can be repeated.
    ///
    /// If a file cannot be renamed, the error is returned and the job stays in the queue in the
    /// state that it had; the files before it keep their own names, and the call can be repeated.
    /// Returns `CallOutcome::PartialComplete` if files are missing, `ERROR_FILE_NOT_FOUND` if a
    /// temporary file was removed, truncated or replaced (`resume` fetches it again), `ERROR_BUSY`
    /// if the job is started again and again meanwhile, and `BG_E_INVALID_STATE` on a final job and
    /// on an upload that is not in `BG_JOB_STATE_TRANSFERRED`.
    pub fn complete(&self) -> Result<CallOutcome> {
        let outcome = self
            .decide_completion()
            .and_then(|()| self.carry_out_completion());
        self.core().runner.job_changed(self.key());
        outcome
    }

    /// Stops the transfers of the job, flushes its data to the disk, and decides to complete it.
    fn decide_completion(&self) -> Result<()> {
        /// Another call may start the job again before the decision.
        const ATTEMPTS: usize = 10;
        for _ in 0..ATTEMPTS {
            let Some(files) = self.hold_turns()? else {
                return Ok(()); // an interrupted call has decided
            };
            let released = self.core().runner.release(self.key());
            let decided = released
                .and_then(|()| sync(&files))
                .and_then(|synced| self.decide_if_synced(&synced));
            match decided {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) => {
                    self.let_turns_go();
                    return Err(error);
                }
            }
        }
        self.let_turns_go();
        Err(Error(error::win32(170))) // ERROR_BUSY
    }

    /// Keeps the runner from starting the job, and returns the files that the job writes. Returns
    /// `None` if the completion is decided already.
    fn hold_turns(&self) -> Result<Option<Vec<FileRow>>> {
        self.core().store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(self.key()).map_err(gone)?;
            state::next(row.state, row.job_type, JobEvent::Complete)?;
            if row.data.completing {
                return Ok(None);
            }
            if state::is_scheduled(row.state) {
                row.data.turn_hold = Some(TurnHold::new());
                transaction.update_job(&mut row)?;
            }
            let files = FileRow::load_local(transaction.connection(), row.key, row.job_type)?;
            Ok(Some(files))
        })
    }

    /// Lets the runner start the job again.
    fn let_turns_go(&self) {
        let let_go = self.core().store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(self.key())?;
            match row.data.turn_hold.take() {
                Some(_) => transaction.update_job(&mut row),
                None => Ok(()),
            }
        });
        if let Err(error) = let_go {
            log::warn!("job {} is held for a minute: {error}", self.id());
        }
    }

    /// Decides to complete the job if all transferred files are among those that have been synced.
    /// Returns false if they are not, or if the job was started again.
    fn decide_if_synced(&self, synced: &SyncedFiles) -> Result<bool> {
        let power = |_: &Connection| Ok(Durability::Power);
        // The transaction is committed also when data is missing: it records which.
        self.write_row(power, |transaction, row| {
            state::next(row.state, row.job_type, JobEvent::Complete)?;
            if state::is_active(row.state) {
                return Ok(Ok(false));
            }
            let connection = transaction.connection();
            row.data.turn_hold = None;
            let is_missing = roll_back_missing(connection, row)?;
            let files = FileRow::load_local(connection, row.key, row.job_type)?;
            let is_synced = |file: &FileRow| synced.get(&file.position) == Some(&file.identity);
            if !is_missing && !files.iter().filter(|file| is_kept(file)).all(is_synced) {
                return Ok(Ok(false));
            }
            row.data.completing = !is_missing;
            transaction.update_job(row)?;
            Ok(match is_missing {
                true => Err(Error(error::win32(2))), // ERROR_FILE_NOT_FOUND
                false => Ok(true),
            })
        })?
    }

    /// Carries out the decision.
    fn carry_out_completion(&self) -> Result<CallOutcome> {
        let key = self.key();
        let store = self.core().store;
        let rest = store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key).map_err(gone)?;
            if row.data.completing {
                return completion::carry_out(transaction, &mut row);
            }
            if row.state != BG_JOB_STATE_ACKNOWLEDGED {
                return Err(Error(BG_E_INVALID_STATE));
            }
            // Another call has carried it out meanwhile.
            let files = FileRow::load_local(transaction.connection(), key, row.job_type)?;
            Ok(Ok(completion::unfinished(files)))
        })?;
        match rest {
            Ok(rest) => self.remove_rest(&rest),
            Err(error) => {
                // With `Durability::Power`: otherwise a power failure could complete the job after
                // the call has failed.
                store.write(Durability::Power, |transaction| {
                    let mut row = transaction.job(key).map_err(gone)?;
                    row.data.completing = false;
                    transaction.update_job(&mut row)
                })?;
                Err(error)
            }
        }
    }

    /// Removes the files that a completed job does not keep, after the commit.
    fn remove_rest(&self, rest: &[FileRow]) -> Result<CallOutcome> {
        if rest.is_empty() {
            return Ok(CallOutcome::Done);
        }
        if !FileRow::remove_data(rest) {
            return Ok(CallOutcome::UnableToDeleteFiles);
        }
        self.settle();
        Ok(CallOutcome::PartialComplete)
    }

    /// Records that no temporary file of the final job is left. If that fails, the runner looks for
    /// files once more and finds none.
    fn settle(&self) {
        let settled = self.core().store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(self.key())?;
            row.data.settled = !row.owes_session_cancel();
            transaction.update_job(&mut row)
        });
        if let Err(error) = settled {
            log::warn!(
                "that nothing is left of job {} cannot be recorded: {error}",
                self.id()
            );
        }
    }
}

/// Identities of the files that are on the disk, by position.
type SyncedFiles = HashMap<u32, Option<FileIdentity>>;

/// Flushes the data of the files that will be renamed to the disk. Files whose data is missing are
/// left out.
fn sync(files: &[FileRow]) -> Result<SyncedFiles> {
    let (unsynced, mut synced): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|file| is_kept(file))
        .partition(|file| file.synced < file.written || file.written == 0);
    if !sync_file_systems(&unsynced)? {
        for file in &unsynced {
            let flushed = platform::fs::open_regular(Path::new(&file.temporary))
                .and_then(|data| data.sync_all());
            match flushed {
                Err(_) if file.is_data_missing()? => {}
                other => other?,
            }
        }
    }
    synced.extend(unsynced);
    Ok(synced
        .iter()
        .map(|file| (file.position, file.identity))
        .collect())
}

/// With many files one flush of each file system is faster than one of each file. Returns whether
/// it was made: Linux alone has such a flush.
#[cfg(target_os = "linux")]
fn sync_file_systems(files: &[&FileRow]) -> Result<bool> {
    const MANY: usize = 16;
    if files.len() <= MANY {
        return Ok(false);
    }
    let folders: BTreeSet<_> = files
        .iter()
        .filter_map(|file| Path::new(&file.local).parent())
        .collect();
    folders
        .into_iter()
        .try_for_each(platform::fs::sync_file_system)?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_systems(_files: &[&FileRow]) -> Result<bool> {
    Ok(false)
}
