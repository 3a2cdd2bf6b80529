//! End of a job: `Complete` keeps the transferred files, `Cancel` keeps none.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::abi::{BG_E_INVALID_STATE, BG_JOB_TYPE};
use crate::engine::job::{Job, gone};
use crate::engine::model::error::{self, CallOutcome, Error, Result};
use crate::engine::model::local_name;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::platform;
use crate::engine::store::database::Transaction;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::job_row::JobRow;
use crate::engine::store::recovery;

impl Job {
    /// Takes the job out of the queue and removes every temporary file, also those of transferred
    /// files. Files that an earlier, failed `complete` has renamed stay.
    ///
    /// Returns `CallOutcome::UnableToDeleteFiles` if temporary files are left, and
    /// `BG_E_INVALID_STATE` on a final job.
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
    /// If a file cannot be renamed, the error is returned and the job stays in the queue; the call
    /// can be repeated. Returns `CallOutcome::PartialComplete` if files are missing,
    /// `ERROR_FILE_NOT_FOUND` if a temporary file was removed or truncated (`resume` fetches it
    /// again), and `BG_E_INVALID_STATE` on a final job and on an upload that is not in
    /// `BG_JOB_STATE_TRANSFERRED`.
    pub fn complete(&self) -> Result<CallOutcome> {
        let key = self.key();
        let (again, files) = self
            .core()
            .store
            .write(Durability::Process, |transaction| {
                let mut row = transaction.job(key).map_err(gone)?;
                state::next(row.state, row.job_type, JobEvent::Complete)?;
                row.apply(JobEvent::Suspend)?;
                let again = std::mem::replace(&mut row.data.completing, true);
                transaction.update_job(&mut row)?;
                Ok((
                    again,
                    FileRow::load_local(transaction.connection(), row.key, row.job_type)?,
                ))
            })?;
        self.core().runner.release(key)?;
        sync(&files)?;
        let rest = self.core().store.write(Durability::Power, |transaction| {
            let mut row = transaction.job(key).map_err(gone)?;
            state::next(row.state, row.job_type, JobEvent::Complete)?;
            if state::is_scheduled(row.state) {
                // The job was resumed meanwhile.
                return Err(Error(BG_E_INVALID_STATE));
            }
            let rest = keep_files(transaction, &mut row, again);
            row.data.completing = false;
            if let Ok(rest) = &rest {
                row.apply(JobEvent::Complete)?;
                row.data.settled = rest.is_empty();
            }
            transaction.update_job(&mut row)?;
            // The transaction is committed also after a failure: it records the files that were
            // renamed.
            Ok(rest)
        })?;
        let outcome = rest.and_then(|rest| self.remove_rest(&rest));
        self.core().runner.job_changed(key);
        outcome
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

/// Returns the files that `Complete` keeps.
fn kept(files: &[FileRow]) -> impl Iterator<Item = &FileRow> {
    files.iter().filter(|file| file.is_finished())
}

/// Flushes the data of the files that will be renamed to the disk. With many files one flush of
/// each file system is faster than one of each file.
fn sync(files: &[FileRow]) -> Result<()> {
    const MANY: usize = 16;
    let unsynced: Vec<_> = kept(files)
        .filter(|file| file.synced < file.written || file.written == 0)
        .collect();
    if unsynced.len() > MANY {
        let folders: BTreeSet<_> = unsynced
            .iter()
            .filter_map(|file| Path::new(&file.local).parent())
            .collect();
        return Ok(folders
            .into_iter()
            .try_for_each(platform::fs::sync_file_system)?);
    }
    for file in unsynced {
        match platform::fs::sync(Path::new(&file.temporary)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}

/// Renames files, and returns those that are not kept. The rows of renamed files are updated even
/// if a later file fails. `again`: an earlier attempt was interrupted and may have renamed files
/// without updating their rows.
fn keep_files(
    transaction: &Transaction<'_>,
    row: &mut JobRow,
    again: bool,
) -> Result<Vec<FileRow>> {
    if recovery::roll_back_missing(transaction.connection(), row, again)? {
        return Err(Error(error::win32(2))); // ERROR_FILE_NOT_FOUND
    }
    let mut files = FileRow::load_local(transaction.connection(), row.key, row.job_type)?;
    if files.is_empty() && row.job_type == BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY {
        keep_empty_reply(transaction, row)?;
    }
    let mut folders = BTreeSet::new();
    for file in kept(&files) {
        if file.status == FileStatus::Transferred {
            give_name(file)?;
            folders.extend(Path::new(&file.local).parent().map(PathBuf::from));
            FileRow {
                status: FileStatus::Completed,
                ..file.clone()
            }
            .save(transaction.connection())?;
        }
    }
    folders
        .iter()
        .try_for_each(|folder| platform::fs::sync(folder))?;
    files.retain(|file| !file.is_finished());
    Ok(files)
}

/// Creates the empty file of a reply that the server did not send.
fn keep_empty_reply(transaction: &Transaction<'_>, row: &JobRow) -> Result<()> {
    let uploaded = FileRow::load(transaction.connection(), row.key, 0)?;
    let Some(name) = uploaded.and_then(|file| row.reply_file_name(&file.local)) else {
        return Ok(());
    };
    let name = Path::new(&name);
    let temporary = PathBuf::from(local_name::temporary(name));
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .custom_flags(libc::O_CLOEXEC)
        .open(&temporary)?;
    fs::rename(&temporary, name)?;
    Ok(name.parent().map_or(Ok(()), platform::fs::sync)?)
}

/// Renames a transferred file to its own name and sets the server's time stamp. A file that already
/// has its own name was renamed before a crash.
fn give_name(file: &FileRow) -> Result<()> {
    let temporary = Path::new(&file.temporary);
    let stamp = file
        .last_modified
        .as_deref()
        .and_then(|text| httpdate::parse_http_date(text).ok());
    let data = match OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(temporary)
    {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let renamed = fs::symlink_metadata(&file.local)
                .is_ok_and(|there| there.is_file() && there.len() == file.written);
            return if renamed { Ok(()) } else { Err(error.into()) };
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(stamp) = stamp {
        data.set_modified(stamp)?;
    }
    Ok(fs::rename(temporary, &file.local)?)
}
