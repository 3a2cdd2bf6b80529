//! Parts of a file, in the order that its owner needs them.

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

/// Every call answers `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` for a file that cannot come in pieces: one
/// of an upload, one with dynamic content or an HTTP method of its own, one that is not had over
/// HTTP, one that is made of ranges, and one on its way whose server gives neither an `ETag` nor a
/// `Last-Modified`, so that nothing would tell whether two pieces belong together.
impl File {
    /// Asks for ranges to come before anything else of the job, one after the other; in an
    /// on-demand job nothing else comes. What of them is there, or was asked for before, is not
    /// asked for again. A suspended job stays suspended.
    ///
    /// `E_INVALIDARG`: there are none. `BG_E_INVALID_RANGE`: one is not in the file; while the size
    /// of the file is not known, the job comes to this error later. `BG_E_TOO_MANY_RANGES_IN_FILE`:
    /// the policy allows no more. `BG_E_INVALID_STATE` on a final job.
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

    /// Asks for what lies from an offset on to come first, and then what lies before; but after the
    /// ranges that were asked for.
    ///
    /// `BG_E_INVALID_RANGE`: the file is shorter. `BG_E_INVALID_STATE` on a final job.
    pub fn set_download_position(&self, offset: u64) -> Result<()> {
        self.change_requests(|requests, file| requests.set_position(offset, file.size_of_present()))
    }

    /// The ranges that are there, in order, each as long as can be. A byte of the remote file
    /// stands at the same place of the file that [`File::temporary_name`] names.
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
    let has_validator =
        file.known_size().is_none() || file.is_transferred() || file.version().has_validator();
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
