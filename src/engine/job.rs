//! One job, as its owner sees it.

pub(super) mod credentials;
mod finish;
mod modes;
mod random_access;
mod remote;
mod reply;
mod settings;
mod validation;

pub use reply::{MAX_REPLY_DATA, ReplyData};

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::live::Slot;
use super::notify::{Observer, Observers};
use super::queue::Core;
use super::state::{self, Contents, Event};
use super::store::{self, Durability, FileRow, JobName, JobRow, Transaction};
use super::{
    Error, File, FileRange, JobError, JobProgress, JobSettings, JobTimes, Ranges, Result, names,
    progress,
};
use crate::abi::BG_JOB_STATE::{self, *};
use crate::abi::BG_JOB_TYPE::{self, *};
use crate::abi::{
    BG_E_ERROR_INFORMATION_UNAVAILABLE, BG_E_INVALID_STATE, BG_E_NOT_FOUND, BG_E_TOO_MANY_FILES,
    BG_E_UNSUPPORTED_JOB_CONFIGURATION, E_NOTIMPL, E_PENDING,
};

/// A handle on a job; clones share it. It stays readable after the job left the queue.
#[derive(Clone)]
pub struct Job(Arc<Handle>);

struct Handle {
    core: &'static Core,
    name: JobName,
    slot: &'static Slot,
    /// The row as last read; current while the slot names its version.
    row: Mutex<Option<Arc<JobRow>>>,
}

/// The runner may begin with the new files at once: then a power failure must not take the rows,
/// which alone know of the temporary files. For other jobs `resume` sees to that.
const NOT_SAFE: Error = Error(E_PENDING);

impl Job {
    pub(super) fn new(core: &'static Core, name: JobName) -> Result<Job> {
        let slot = core.store.live().slot(name.slot)?;
        Ok(Job(Arc::new(Handle {
            core,
            name,
            slot,
            row: Mutex::default(),
        })))
    }

    pub fn id(&self) -> Uuid {
        self.0.name.id
    }

    pub fn job_type(&self) -> BG_JOB_TYPE {
        self.0.name.job_type
    }

    /// One atomic load, as long as the job is in the queue.
    #[inline]
    pub fn state(&self) -> BG_JOB_STATE {
        match self.0.slot.read(self.0.name.key) {
            Some((_, state)) => state,
            None => self.row().map_or(BG_JOB_STATE_CANCELLED, |row| row.state),
        }
    }

    pub fn progress(&self) -> JobProgress {
        let slot = self.0.slot;
        match slot.read(self.0.name.key) {
            Some(_) => slot.progress(),
            None => self.row().map(|row| row.data.progress).unwrap_or_default(),
        }
    }

    pub fn times(&self) -> Result<JobTimes> {
        Ok(self.row()?.data.times)
    }

    pub fn error_count(&self) -> Result<u32> {
        Ok(self.row()?.data.error_count)
    }

    /// `BG_E_ERROR_INFORMATION_UNAVAILABLE` when the job has no error.
    pub fn error(&self) -> Result<JobError> {
        self.row()?
            .data
            .error
            .clone()
            .ok_or(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE))
    }

    /// All properties as they are now.
    pub fn settings(&self) -> Result<JobSettings> {
        Ok(self.row()?.data.settings.clone())
    }

    /// Adds files, remote name first: all or none.
    ///
    /// `BG_E_TOO_MANY_FILES`: an upload job has one file. `BG_E_TOO_MANY_FILES_IN_JOB`: the policy
    /// allows no more. `E_INVALIDARG`: a name that is not allowed. `E_ACCESSDENIED`: the folder of
    /// a local name cannot be written.
    pub fn add_files(&self, files: &[(&str, &str)]) -> Result<()> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD && files.len() > 1 {
            return Err(Error(BG_E_TOO_MANY_FILES));
        }
        self.add(files, &Ranges::default())
    }

    /// Adds a file that is made of parts of a remote one, in the order given. They are had over
    /// HTTP only.
    ///
    /// `E_INVALIDARG`: there are none, or a name that is not allowed. `BG_E_OVERLAPPING_RANGES`: a
    /// byte is wanted twice. `BG_E_TOO_MANY_RANGES_IN_FILE`: the policy allows no more.
    /// `BG_E_UNSUPPORTED_JOB_CONFIGURATION`: the job's content is dynamic. `E_NOTIMPL` on uploads.
    /// `BG_E_INVALID_STATE` on a final job. The rest as for [`Job::add_files`].
    pub fn add_file_with_ranges(
        &self,
        remote: &str,
        local: &str,
        ranges: &[FileRange],
    ) -> Result<()> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD {
            return Err(Error(E_NOTIMPL));
        }
        self.0.core.policy.check_ranges(ranges.len() as u64)?;
        self.add(&[(remote, local)], &Ranges::new(ranges)?)
    }

    fn add(&self, files: &[(&str, &str)], ranges: &Ranges) -> Result<()> {
        match self.add_rows(files, ranges, Durability::Process) {
            Err(NOT_SAFE) => self.add_rows(files, ranges, Durability::Power),
            other => other,
        }
    }

    fn add_rows(
        &self,
        files: &[(&str, &str)],
        ranges: &Ranges,
        durability: Durability,
    ) -> Result<()> {
        let one_file = self.job_type() != BG_JOB_TYPE_DOWNLOAD;
        self.change(durability, Event::Change, |transaction, row| {
            if state::is_scheduled(row.state) && durability != Durability::Power {
                return Err(NOT_SAFE);
            }
            let settings = &row.data.settings;
            if settings.modes.dynamic_content && !ranges.is_whole() {
                return Err(Error(BG_E_UNSUPPORTED_JOB_CONFIGURATION));
            }
            let in_place = settings.modes.high_performance;
            let first = row.data.progress.files_total;
            if one_file && first as usize + files.len() > 1 {
                return Err(Error(BG_E_TOO_MANY_FILES));
            }
            let mut folders = BTreeSet::new();
            let policy = &self.0.core.policy;
            policy.check_files(u64::from(first) + files.len() as u64)?;
            for (position, (remote, local)) in (first..).zip(files) {
                ranges.check_source(&names::check_pair(row.job_type, remote, local)?)?;
                if let Some(folder) = Path::new(local).parent().filter(|_| !one_file)
                    && folders.insert(folder)
                {
                    names::check_folder(folder)?;
                }
                let temporary = match in_place {
                    true => (*local).to_owned(),
                    false => names::temporary(Path::new(local)),
                };
                let mut file = FileRow::new(row.key, position, remote, local, temporary);
                file.ranges = ranges.clone();
                file.save(transaction.connection())?;
                let progress = &mut row.data.progress;
                progress.files_total += 1;
                progress.bytes_total =
                    progress::total([progress.bytes_total, file.bytes_total()].into_iter());
            }
            Ok(())
        })
    }

    /// The files in the order they were added.
    pub fn files(&self) -> Result<Vec<File>> {
        let key = self.0.name.key;
        let (version, rows) = self.0.core.store.read(|connection| {
            Ok((
                store::job_version(connection, key)?,
                FileRow::load_all(connection, key)?,
            ))
        })?;
        Ok(rows
            .into_iter()
            .map(|row| File::new(self.clone(), row, version))
            .collect())
    }

    /// When it returns no transfer of the job is running, and the progress is what was reached.
    /// `BG_E_INVALID_STATE` on a final job.
    pub fn suspend(&self) -> Result<()> {
        let was_active = state::is_active(self.state());
        self.change(Durability::Process, Event::Suspend, |_, _| Ok(()))?;
        if was_active {
            self.0.core.runner.release(self.0.name.key)?;
        }
        Ok(())
    }

    /// `BG_E_EMPTY`: the job has no files. `BG_E_INVALID_STATE` on a final job.
    pub fn resume(&self) -> Result<()> {
        let progress = self.progress();
        let contents = match progress {
            JobProgress { files_total: 0, .. } => Contents::NoFiles,
            JobProgress {
                files_total,
                files_transferred,
                ..
            } if files_transferred < files_total => Contents::Unfinished,
            _ => Contents::AllTransferred,
        };
        self.change(Durability::Power, Event::Resume(contents), |_, row| {
            row.data.resumed = true;
            row.data.active_time = 0;
            row.data.failing_since = 0;
            row.data.retry_after = None;
            Ok(())
        })
    }

    /// Registers who hears what happens to the job, or nobody any more. One per job: the last one
    /// wins. It is not kept when the process ends. `BG_E_INVALID_STATE` on a final job.
    pub fn set_observer(&self, observer: Option<Arc<dyn Observer>>) -> Result<()> {
        self.touch()?;
        let row = self.row()?;
        Observers::set(self.0.core, self.0.name, &row, observer)
    }

    /// Who is registered in this process.
    pub fn observer(&self) -> Option<Arc<dyn Observer>> {
        self.0.core.observers.of(self.0.name.key)
    }

    /// The file at a position.
    pub fn file(&self, position: u32) -> Result<File> {
        let (version, row) = self.file_row(position)?;
        Ok(File::new(self.clone(), row, version))
    }

    /// A file's row, and a version of the job that the row is at least as new as.
    pub(super) fn file_row(&self, position: u32) -> Result<(Option<u64>, FileRow)> {
        let key = self.0.name.key;
        let (version, row) = self.0.core.store.read(|connection| {
            Ok((
                store::job_version(connection, key)?,
                FileRow::load(connection, key, position)?,
            ))
        })?;
        Ok((version, row.ok_or(Error(BG_E_NOT_FOUND))?))
    }

    /// The position of the first file that is not finished.
    pub(super) fn current_file(&self) -> Result<Option<u32>> {
        let key = self.0.name.key;
        self.0
            .core
            .store
            .read(|connection| FileRow::first_unfinished(connection, key, 0))
    }

    pub(super) fn slot(&self) -> &'static Slot {
        self.0.slot
    }

    /// The version of the job's row; `None` when the job left the queue long ago.
    pub(super) fn version(&self) -> Option<u64> {
        self.0
            .slot
            .read(self.0.name.key)
            .map(|(version, _)| version)
    }

    /// The job's row as it is now, or as it was last.
    pub(super) fn row(&self) -> Result<Arc<JobRow>> {
        let handle = &*self.0;
        let version = self.version();
        let known = || handle.row.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(row) = known().as_ref().filter(|row| version == Some(row.version)) {
            return Ok(row.clone());
        }
        // Not under the lock: a fork while the store is read would leave it locked in the child.
        let row = handle
            .core
            .store
            .read(|connection| JobRow::load(connection, handle.name.key))?;
        let mut known = known();
        if let Some(row) = row {
            *known = Some(Arc::new(row));
        }
        known.clone().ok_or(Error(BG_E_NOT_FOUND))
    }

    /// Lets an event happen to the job, with what it changes in the row, and tells the runner. An
    /// event that leaves the job as it is changes nothing.
    fn change<T>(
        &self,
        durability: Durability,
        event: Event,
        change: impl FnOnce(&Transaction<'_>, &mut JobRow) -> Result<T>,
    ) -> Result<T>
    where
        T: Default,
    {
        let handle = &*self.0;
        let (result, concerns_runner) = handle.core.store.write(durability, |transaction| {
            let mut row = transaction.job(handle.name.key).map_err(gone)?;
            let (before, needed_runner) = (row.state, row.needs_runner());
            row.apply(event)?;
            if event != Event::Change && row.state == before {
                return Ok((T::default(), row.needs_runner()));
            }
            let result = change(transaction, &mut row)?;
            transaction.update_job(&mut row)?;
            Ok((result, needed_runner || row.needs_runner()))
        })?;
        if concerns_runner {
            handle.core.runner.job_changed(handle.core, handle.name.key);
        }
        Ok(result)
    }
}

/// A job that is no longer known is as final as one can be.
fn gone(error: Error) -> Error {
    if error == Error(BG_E_NOT_FOUND) {
        Error(BG_E_INVALID_STATE)
    } else {
        error
    }
}
