//! One file of a job, as the job's owner sees it.

use std::sync::{Arc, Mutex, PoisonError};

use super::store::{FileRow, REPLY_POSITION};
use super::{Error, FileProgress, Job, Ranges, Result, state};
use crate::abi::BG_E_NOT_FOUND;

/// A live view of one file of a job.
#[derive(Clone)]
pub struct File {
    job: Job,
    position: u32,
    local: Arc<str>,
    /// The row as last read, and the version of the job it belongs to.
    row: Arc<Mutex<(Option<u64>, Arc<FileRow>)>>,
}

impl File {
    pub(super) fn new(job: Job, row: FileRow, version: Option<u64>) -> File {
        File {
            job,
            position: row.position,
            local: row.local.as_str().into(),
            row: Arc::new(Mutex::new((version, Arc::new(row)))),
        }
    }

    pub fn job(&self) -> &Job {
        &self.job
    }

    pub(super) fn position(&self) -> u32 {
        self.position
    }

    pub fn remote_name(&self) -> Result<String> {
        Ok(self.row()?.remote.clone())
    }

    pub fn local_name(&self) -> &str {
        &self.local
    }

    /// Files show progress in the order they were added, whatever order their bytes arrive in; but
    /// one that comes in pieces shows what is there.
    pub fn progress(&self) -> Result<FileProgress> {
        let row = self.row()?;
        let mut progress = row.progress();
        if row.is_finished() || self.position == REPLY_POSITION {
            return Ok(progress);
        }
        let active = self.job.slot().active_file();
        if state::is_active(self.job.state()) && active.index == self.position {
            progress.bytes_total = active.total;
            progress.bytes_transferred = active.bytes;
        } else if row.written > 0
            && row.pieces.is_none()
            && self.job.current_file()? != Some(self.position)
        {
            progress.bytes_transferred = 0;
        }
        Ok(progress)
    }

    /// Where the data stands until the job is completed.
    pub fn temporary_name(&self) -> Result<String> {
        Ok(self.row()?.temporary.clone())
    }

    /// What is wanted of the remote file.
    pub fn ranges(&self) -> Result<Ranges> {
        Ok(self.row()?.ranges.clone())
    }

    /// The header block of the server's last answer.
    pub fn response_headers(&self) -> Result<Option<String>> {
        Ok(self.row()?.headers.clone())
    }

    pub(super) fn row(&self) -> Result<Arc<FileRow>> {
        let version = self.job.version();
        let known = || self.row.lock().unwrap_or_else(PoisonError::into_inner);
        let (known_version, row) = known().clone();
        if version.is_some() && known_version == version {
            return Ok(row);
        }
        match self.job.file_row(self.position) {
            Ok((version, row)) => *known() = (version, Arc::new(row)),
            Err(error) if error == Error(BG_E_NOT_FOUND) => {}
            Err(error) => return Err(error),
        }
        Ok(known().1.clone())
    }
}
