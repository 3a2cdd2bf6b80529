//! Random access: byte ranges of a file in the order in which the owner requests them.

use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{BG_E_NOT_FOUND, BG_E_RANDOM_ACCESS_NOT_SUPPORTED, E_INVALIDARG};
use crate::engine::file::File;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::range_queue::RangeQueue;
use crate::engine::model::ranges::FileRange;
use crate::engine::model::state::JobEvent;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;

/// Every call returns `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` for a file without random access: a file
/// of an upload, of a job with dynamic content or its own HTTP method, one that is not on an HTTP
/// server, one that consists of ranges, and one in transfer whose server sends neither a strong
/// `ETag` nor a `Last-Modified`, so that no validator could tell whether two ranges belong to the
/// same version.
impl File {
    /// Requests ranges. They are transferred before everything else of the job, one after the
    /// other; an on-demand job transfers nothing else. Bytes that are present or were requested
    /// before are not requested again. A suspended job stays suspended.
    ///
    /// Returns `E_INVALIDARG` without a range, `BG_E_INVALID_RANGE` for a range that is not within
    /// the file (while the size of the file is unknown, the job fails with this code later),
    /// `BG_E_TOO_MANY_RANGES_IN_FILE` if the policy allows fewer ranges, and `BG_E_INVALID_STATE`
    /// on a final job.
    pub fn request_ranges(&self, ranges: &[FileRange]) -> Result<()> {
        if ranges.is_empty() {
            return Err(Error(E_INVALIDARG));
        }
        self.job()
            .core()
            .policy()
            .check_ranges(ranges.len() as u64)?;
        self.change_requests(|requests, file| {
            requests.add(ranges, &file.reusable(), file.size_of_present())
        })
    }

    /// Sets the offset from which the rest of the file is transferred, after the requested ranges:
    /// first the bytes from the offset on, then those before it.
    ///
    /// Returns `BG_E_INVALID_RANGE` if the file is shorter, and `BG_E_INVALID_STATE` on a final
    /// job.
    pub fn set_download_position(&self, offset: u64) -> Result<()> {
        self.change_requests(|requests, file| requests.set_position(offset, file.size_of_present()))
    }

    /// Returns the ranges that are present, in order and merged. A byte of the remote file has the
    /// same offset in the file that [`File::temporary_name`] names.
    pub fn filled_ranges(&self) -> Result<Vec<FileRange>> {
        let row = self.row()?;
        check(&*self.job().row()?, &row)?;
        Ok(row.filled().list().map(FileRange::of).collect())
    }

    fn change_requests(
        &self,
        change: impl FnOnce(&mut RangeQueue, &FileRow) -> Result<()>,
    ) -> Result<()> {
        let (job, position) = (self.job(), self.position);
        job.change(Durability::Process, JobEvent::Change, |transaction, row| {
            let connection = transaction.connection();
            let mut file =
                FileRow::load(connection, row.key, position)?.ok_or(Error(BG_E_NOT_FOUND))?;
            check(row, &file)?;
            let mut requests = file.requests.take().unwrap_or_default();
            change(&mut requests, &file)?;
            file.requests = Some(requests);
            Ok(file.save_requests(connection)?)
        })
    }
}

fn check(job: &JobRow, file: &FileRow) -> Result<()> {
    let has_validator = file.known_size().is_none() || file.is_transferred() || file.can_continue();
    let settings = &job.data.settings;
    let lasting = !settings.modes.dynamic_content && settings.http_method.is_none();
    if job.job_type == BG_JOB_TYPE_DOWNLOAD
        && lasting
        && file.remote.is_http()
        && file.ranges.is_whole()
        && has_validator
    {
        Ok(())
    } else {
        Err(Error(BG_E_RANDOM_ACCESS_NOT_SUPPORTED))
    }
}
