//! Handle on a job: its properties, and the calls that change its state.
//!
//! A handle caches the job's row. The version in the job's slot of the shared memory tells whether
//! the cached row is current, so that a read of an unchanged job needs no access to the database.

pub mod add_files;
pub mod credentials;
pub mod finish;
pub mod modes;
pub mod remote_names;
pub mod reply;
pub mod settings;

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use uuid::Uuid;

use crate::abi::BG_JOB_STATE::{self, BG_JOB_STATE_CANCELLED};
use crate::abi::{
    BG_E_ERROR_INFORMATION_UNAVAILABLE, BG_E_INVALID_STATE, BG_E_NOT_FOUND, BG_JOB_TYPE,
};
use crate::engine::model::error::{Error, JobError, Result};
use crate::engine::model::progress::JobProgress;
use crate::engine::model::settings::JobSettings;
use crate::engine::model::state::{self, Contents, JobEvent};
use crate::engine::model::time::JobTimes;
use crate::engine::queue_core::QueueCore;
use crate::engine::store::completion;
use crate::engine::store::database::Transaction;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::{JobIdentity, JobRow};
use crate::engine::store::queries;
use crate::engine::store::slot::Slot;

/// Handle on a job. Clones share the cached row. A job stays readable after it left the queue.
#[derive(Clone)]
pub struct Job(Arc<Handle>);

struct Handle {
    core: &'static QueueCore,
    identity: JobIdentity,
    slot: &'static Slot,
    /// Row as it was last read. It is current while the slot has its version. The lock is not held
    /// while the store is read: a fork meanwhile would leave it locked in the child.
    row: Mutex<Option<Arc<JobRow>>>,
}

impl Job {
    pub(crate) fn new(core: &'static QueueCore, identity: JobIdentity) -> Result<Job> {
        let slot = core.store.shared_memory().slot(identity.slot)?;
        Ok(Job(Arc::new(Handle {
            core,
            identity,
            slot,
            row: Mutex::default(),
        })))
    }

    pub(crate) fn core(&self) -> &'static QueueCore {
        self.0.core
    }

    pub(crate) fn identity(&self) -> JobIdentity {
        self.0.identity
    }

    /// Key of the job's row.
    pub(crate) fn key(&self) -> u64 {
        self.0.identity.key
    }

    /// Returns the identifier of the job.
    pub fn id(&self) -> Uuid {
        self.0.identity.id
    }

    /// Returns the type of the job.
    pub fn job_type(&self) -> BG_JOB_TYPE {
        self.0.identity.job_type
    }

    /// Returns the state of the job: one atomic load while the job is in the queue.
    #[inline]
    pub fn state(&self) -> BG_JOB_STATE {
        self.core().runner.watch();
        match self.0.slot.read(self.key()) {
            Some((_, state)) => state,
            None => self.row().map_or(BG_JOB_STATE_CANCELLED, |row| row.state),
        }
    }

    /// Returns the progress of the job.
    pub fn progress(&self) -> JobProgress {
        self.core().runner.watch();
        let slot = self.0.slot;
        match slot.read(self.key()) {
            Some(_) => slot.progress(),
            None => self.row().map(|row| row.data.progress).unwrap_or_default(),
        }
    }

    /// Returns the times of the job.
    pub fn times(&self) -> Result<JobTimes> {
        Ok(self.row()?.data.times)
    }

    /// Returns the number of errors that the job has had.
    pub fn error_count(&self) -> Result<u32> {
        Ok(self.row()?.data.error_count)
    }

    /// Returns the error of the job, or `BG_E_ERROR_INFORMATION_UNAVAILABLE` if it has none.
    pub fn error(&self) -> Result<JobError> {
        self.row()?
            .data
            .error
            .clone()
            .ok_or(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE))
    }

    /// Returns all properties of the job.
    pub fn settings(&self) -> Result<JobSettings> {
        Ok(self.row()?.data.settings.clone())
    }

    /// Suspends the job. When the call returns, no transfer of the job runs and its progress is
    /// recorded. Returns `BG_E_INVALID_STATE` on a final job, and `ERROR_TIMEOUT` if the job is
    /// suspended but the runner does not answer and may still write to its temporary files.
    pub fn suspend(&self) -> Result<()> {
        self.change(Durability::Process, JobEvent::Suspend, |_, _| Ok(()))?;
        // Also if the job had no turn when the call began: it may have got one meanwhile, and one
        // that another call has suspended may still have its turn.
        self.core().runner.release(self.key())
    }

    /// Puts the job into the queue of the runner. Returns `BG_E_EMPTY` if the job has no files, and
    /// `BG_E_INVALID_STATE` on a final job.
    ///
    /// If no process would transfer the job, it stays as it is, and the call returns the reason for
    /// which this process cannot be the runner, `ERROR_TIMEOUT` if the process that is the runner
    /// does not answer, or `ERROR_SERVICE_NOT_ACTIVE` if this process has stopped its runner.
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
        let event = JobEvent::Resume(contents);
        state::next(self.state(), self.job_type(), event)?;
        self.core().runner.ready()?;
        self.change(Durability::Power, event, |_, row| {
            row.data.resumed = true;
            row.data.active_time = 0;
            (row.data.failing_since, row.data.failing_at) = (0, 0);
            row.data.retry_after = None;
            Ok(())
        })
    }

    /// Returns the row of a file, and a version of the job that is not newer than the row.
    pub(crate) fn file_row(&self, position: u32) -> Result<(Option<u64>, FileRow)> {
        let key = self.key();
        let (version, row) = self.core().store.read(|connection| {
            Ok((
                queries::job_version(connection, key)?,
                FileRow::load(connection, key, position)?,
            ))
        })?;
        Ok((version, row.ok_or(Error(BG_E_NOT_FOUND))?))
    }

    /// Returns the position of the first file that is not finished.
    pub(crate) fn current_file(&self) -> Result<Option<u32>> {
        let key = self.key();
        self.core()
            .store
            .read(|connection| FileRow::first_unfinished(connection, key, 0))
    }

    pub(crate) fn slot(&self) -> &'static Slot {
        self.0.slot
    }

    /// Returns the version of the job's row; `None` if the job left the queue long ago.
    pub(crate) fn version(&self) -> Option<u64> {
        self.0.slot.read(self.key()).map(|(version, _)| version)
    }

    /// Returns the job's row as it is, or the last known one if the job was final and its row was
    /// deleted.
    pub(crate) fn row(&self) -> Result<Arc<JobRow>> {
        self.core().runner.watch();
        let version = self.version();
        let known = || self.0.row.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(row) = known().as_ref().filter(|row| version == Some(row.version)) {
            return Ok(row.clone());
        }
        let load = |connection: &Connection| JobRow::load_shown(connection, self.key());
        let row = self.core().store.read(load)?;
        let mut known = known();
        match row {
            Some(row) => *known = Some(Arc::new(row)),
            // The row was deleted. What was known of a job that was in the queue does not hold.
            None => *known = known.take().filter(|row| state::is_final(row.state)),
        }
        known.clone().ok_or(Error(BG_E_NOT_FOUND))
    }

    /// Applies an event to the job together with a change of its row, and tells the runner. An
    /// event that leaves the job in its state changes nothing.
    pub(crate) fn change<T: Default>(
        &self,
        durability: Durability,
        event: JobEvent,
        change: impl FnOnce(&Transaction<'_>, &mut JobRow) -> Result<T>,
    ) -> Result<T> {
        self.change_as(|_| Ok(durability), event, change)
    }

    /// Does the same with a durability that depends on the rows; see [`Store::write_as`].
    ///
    /// [`Store::write_as`]: crate::engine::store::database::Store::write_as
    fn change_as<T: Default>(
        &self,
        durability: impl Fn(&Connection) -> Result<Durability>,
        event: JobEvent,
        change: impl FnOnce(&Transaction<'_>, &mut JobRow) -> Result<T>,
    ) -> Result<T> {
        let (result, concerns_runner) = self.write_row(durability, |transaction, row| {
            let (before, needed_runner) = (row.state, row.needs_runner());
            row.apply(event)?;
            if event != JobEvent::Change && row.state == before {
                return Ok((T::default(), row.needs_runner()));
            }
            let result = change(transaction, row)?;
            transaction.update_job(row)?;
            Ok((result, needed_runner || row.needs_runner()))
        })?;
        if concerns_runner {
            self.core().runner.job_changed(self.key());
        }
        Ok(result)
    }

    /// Runs a transaction on the job's row. If the row says that an interrupted `Complete` is to be
    /// carried out, that comes first, in a transaction of its own.
    fn write_row<T>(
        &self,
        durability: impl Fn(&Connection) -> Result<Durability>,
        change: impl FnOnce(&Transaction<'_>, &mut JobRow) -> Result<T>,
    ) -> Result<T> {
        let store = self.core().store;
        let mut change = Some(change);
        loop {
            let changed = store.write_as(&durability, |transaction| {
                let mut row = transaction.job(self.key()).map_err(gone)?;
                if row.data.completing {
                    return Ok(None);
                }
                let change = change.take().expect("the loop ends after the first use");
                change(transaction, &mut row).map(Some)
            })?;
            match changed {
                Some(value) => return Ok(value),
                None => self.resolve_completion()?,
            }
        }
    }

    /// Carries out the decision of an interrupted `Complete`, or takes it back.
    fn resolve_completion(&self) -> Result<()> {
        self.core()
            .store
            .write(Durability::Process, |transaction| {
                let mut row = transaction.job(self.key()).map_err(gone)?;
                match row.data.completing {
                    true => completion::resolve(transaction, &mut row),
                    false => Ok(()), // another process did it meanwhile
                }
            })?;
        self.core().runner.job_changed(self.key());
        Ok(())
    }
}

/// Maps the error for a job whose row was deleted: the job is final.
pub(crate) fn gone(error: Error) -> Error {
    if error == Error(BG_E_NOT_FOUND) {
        Error(BG_E_INVALID_STATE)
    } else {
        error
    }
}
