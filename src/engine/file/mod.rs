//! Handle on a file of a job: its names, its progress, and the calls that concern one file.

pub mod random_access;
pub mod validation;

use std::sync::{Arc, Mutex, PoisonError};

use crate::abi::BG_E_NOT_FOUND;
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::progress::FileProgress;
use crate::engine::model::ranges::Ranges;
use crate::engine::model::state;
use crate::engine::store::file_row::{FileRow, REPLY_POSITION};
use crate::engine::store::queries;

/// Handle on a file of a job. Clones share the cached row.
#[derive(Clone)]
pub struct File {
    job: Job,
    position: u32,
    local: Arc<str>,
    /// Row as it was last read, and the version of the job that it belongs to.
    row: Arc<Mutex<(Option<u64>, Arc<FileRow>)>>,
}

impl Job {
    /// Returns the files of the job in the order in which they were added.
    pub fn files(&self) -> Result<Vec<File>> {
        let (version, rows) = self.core().store.read(|connection| {
            Ok((
                queries::job_version(connection, self.key())?,
                FileRow::load_all(connection, self.key())?,
            ))
        })?;
        let file = |row| File::new(self.clone(), row, version);
        Ok(rows.into_iter().map(file).collect())
    }

    /// Returns the file at a position, or `BG_E_NOT_FOUND`.
    pub fn file(&self, position: u32) -> Result<File> {
        let (version, row) = self.file_row(position)?;
        Ok(File::new(self.clone(), row, version))
    }
}

impl File {
    fn new(job: Job, row: FileRow, version: Option<u64>) -> File {
        File {
            job,
            position: row.position,
            local: row.local.as_str().into(),
            row: Arc::new(Mutex::new((version, Arc::new(row)))),
        }
    }

    /// Returns the job that the file belongs to.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// Returns the remote name, exactly as the owner gave it.
    pub fn remote_name(&self) -> Result<String> {
        Ok(self.row()?.remote.to_string())
    }

    /// Returns the local name.
    pub fn local_name(&self) -> &str {
        &self.local
    }

    /// Replaces the remote name. [`Job::replace_remote_prefix`] describes the effect on the
    /// transfer, and the codes.
    pub fn set_remote_name(&self, name: &str) -> Result<()> {
        let own = |file: &FileRow| (file.position == self.position).then(|| name.to_owned());
        self.job.rename_files(own).map(|_| ())
    }

    /// Returns the progress of the file. Files show progress in the order in which they were added,
    /// in whatever order their bytes arrive; a file with random access shows the bytes that are
    /// present.
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

    /// Returns the name of the file that holds the data until the job is completed.
    pub fn temporary_name(&self) -> Result<String> {
        Ok(self.row()?.temporary.clone())
    }

    /// Returns the ranges of the remote file that the file consists of.
    pub fn ranges(&self) -> Result<Ranges> {
        Ok(self.row()?.ranges.clone())
    }

    /// Returns the header block of the server's last response.
    pub fn response_headers(&self) -> Result<Option<String>> {
        Ok(self.row()?.headers.clone())
    }

    fn row(&self) -> Result<Arc<FileRow>> {
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
