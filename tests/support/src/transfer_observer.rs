//! An observer of the jobs that are transferred.

use bits::engine::Observer;
use bits::engine::{File, FileRange, Job, JobError};

/// Passes each transferred job to a function, which returns whether the notification is accepted.
/// Accepts all other notifications.
pub struct TransferObserver<F>(pub F);

impl<F: Fn(&Job) -> bool + Send + Sync + 'static> Observer for TransferObserver<F> {
    fn transferred(&self, job: &Job) -> bool {
        (self.0)(job)
    }

    fn failed(&self, _job: &Job, _error: &JobError) -> bool {
        true
    }

    fn modified(&self, _job: &Job) -> bool {
        true
    }

    fn file_transferred(&self, _job: &Job, _file: &File) -> bool {
        true
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, _ranges: &[FileRange]) {}
}
