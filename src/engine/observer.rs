//! Observers: objects of a job's owner that are called when something happens to the job.

use std::any::Any;
use std::sync::Arc;

use crate::abi::{BG_E_NOT_FOUND, BG_JOB_TYPE};
use crate::engine::file::File;
use crate::engine::job::Job;
use crate::engine::model::error::{Error, JobError, Result};
use crate::engine::model::ranges::FileRange;
use crate::engine::notify::listener::JobListener;
use crate::engine::store::file_row::REPLY_POSITION;

/// Object that is called when something happens to a job. Each call returns whether it succeeded;
/// a call that failed is repeated later.
///
/// The calls for one job come one after the other, on a thread that no other job's calls wait for.
pub trait Observer: Any + Send + Sync {
    /// All files of the job are transferred.
    fn transferred(&self, job: &Job) -> bool;
    /// The job is in the state ERROR.
    fn failed(&self, job: &Job, error: &JobError) -> bool;
    /// The job changed. A call that fails is not repeated.
    fn modified(&self, job: &Job) -> bool;
    /// A file of a download, or the reply to an upload, is transferred.
    fn file_transferred(&self, job: &Job, file: &File) -> bool;
    /// Ranges of a file arrived whose owner requested some. A call that fails is not repeated.
    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]);
}

/// Gives an observer the job and the files that the notifications are about.
struct JobObserver {
    job: Job,
    observer: Arc<dyn Observer>,
}

impl JobListener for JobObserver {
    fn transferred(&self) -> bool {
        self.observer.transferred(&self.job)
    }

    fn failed(&self, error: &JobError) -> bool {
        self.observer.failed(&self.job, error)
    }

    fn modified(&self) {
        self.observer.modified(&self.job);
    }

    fn file_transferred(&self, number: u32) -> Result<bool> {
        let position = match self.job.job_type() {
            BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD => number,
            _ => REPLY_POSITION,
        };
        match self.job.file(position) {
            Ok(file) => Ok(self.observer.file_transferred(&self.job, &file)),
            // The server gave no reply, so that there is nothing to report.
            Err(Error(BG_E_NOT_FOUND)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn ranges_transferred(&self, position: u32, ranges: &[FileRange]) -> Result<()> {
        let file = self.job.file(position)?;
        self.observer.ranges_transferred(&self.job, &file, ranges);
        Ok(())
    }
}

impl Job {
    /// Registers the observer of the job, or removes it. A job has one observer: the last one that
    /// any process registered. The registration ends with the process. The observer is also called
    /// for a TRANSFERRED or ERROR state that the job entered before.
    ///
    /// Returns `BG_E_INVALID_STATE` on a final job.
    pub fn set_observer(&self, observer: Option<Arc<dyn Observer>>) -> Result<()> {
        self.touch()?;
        let row = self.row()?;
        let listener = observer.map(|observer| -> Arc<dyn JobListener> {
            Arc::new(JobObserver {
                job: self.clone(),
                observer,
            })
        });
        let core = self.core();
        core.observers.register(self.identity(), &row, listener)
    }

    /// Returns the observer that is registered in this process.
    pub fn observer(&self) -> Option<Arc<dyn Observer>> {
        let listener: Arc<dyn Any + Send + Sync> = self.core().observers.of(self.key())?;
        let observer = listener.downcast::<JobObserver>().ok()?;
        Some(observer.observer.clone())
    }
}
