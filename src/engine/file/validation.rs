//! Validation of downloaded files by the owner.

use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE;
use crate::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_SUSPENDED};
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{BG_E_NOT_FOUND, BG_E_VALIDATION_FAILED, E_NOTIMPL, E_PENDING};
use crate::engine::file::File;
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{Error, JobError, Result};
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::ranges::FileRange;
use crate::engine::model::state::{self, Contents, JobEvent};
use crate::engine::store::database::Transaction;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::job_progress;
use crate::engine::store::job_row::JobRow;

impl File {
    /// Records whether the content of the file is valid. An invalid file puts the job into ERROR
    /// (`BG_E_VALIDATION_FAILED`), and is transferred again from its beginning when the job is
    /// resumed. The other files stay as they are.
    ///
    /// Returns `E_PENDING` if the file is not completely transferred, `E_NOTIMPL` on uploads, and
    /// `BG_E_INVALID_STATE` on a final job.
    pub fn set_validation(&self, valid: bool) -> Result<()> {
        let (job, position) = (self.job(), self.position);
        if job.job_type() != BG_JOB_TYPE_DOWNLOAD {
            return Err(Error(E_NOTIMPL));
        }
        let interrupted =
            job.change(Durability::Process, JobEvent::Change, |transaction, row| {
                let was_active = state::is_active(row.state);
                let file = FileRow::load(transaction.connection(), row.key, position)?
                    .ok_or(Error(BG_E_NOT_FOUND))?;
                match (file.status, valid) {
                    (FileStatus::Pending | FileStatus::Arrived, _) => return Err(Error(E_PENDING)),
                    (_, true) => _ = row.data.validated.insert(position),
                    (_, false) => reject(transaction, row, file)?,
                }
                Ok(was_active && !valid)
            })?;
        if interrupted {
            job.core().runner.release(job.key())?;
        }
        Ok(())
    }

    /// Returns whether the owner has found the file valid; false if the owner has not decided.
    pub fn validation(&self) -> Result<bool> {
        Ok(self.job().row()?.data.validated.contains(&self.position))
    }
}

/// Puts the job into ERROR because of a file, and rolls the file back to its beginning.
fn reject(transaction: &Transaction<'_>, row: &mut JobRow, mut file: FileRow) -> Result<()> {
    row.data.validated.remove(&file.position);
    row.data.error = Some(JobError {
        code: BG_E_VALIDATION_FAILED,
        context: BG_ERROR_CONTEXT_REMOTE_FILE,
        file: Some(file.position),
        protocol: file.protocol(),
        cause: Cause::default(),
        proxy: None,
    });
    row.data.error_count += 1;
    if let Some(requests) = &mut file.requests {
        requests.add(&[FileRange::to_end(0)], &RangeSet::default(), None)?;
        file.save_requests(transaction.connection())?;
    }
    row.note_refetch(&file);
    file.roll_back(0);
    file.save(transaction.connection())?;
    row.data.progress =
        job_progress::of_files(&FileRow::load_all(transaction.connection(), row.key)?);
    if matches!(row.state, BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_ERROR) {
        row.apply(JobEvent::Resume(Contents::Unfinished))?;
    }
    row.apply(JobEvent::FatalError)
}
