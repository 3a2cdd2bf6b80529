//! One file of a job.

use super::{FileProgress, Job, Result};

/// A live view of one file of a job.
#[derive(Clone)]
pub struct File {}

impl File {
    pub fn job(&self) -> &Job {
        todo!()
    }

    pub fn remote_name(&self) -> Result<String> {
        todo!()
    }

    pub fn local_name(&self) -> &str {
        todo!()
    }

    pub fn progress(&self) -> Result<FileProgress> {
        todo!()
    }

    /// Where the data stands until the job is completed.
    pub fn temporary_name(&self) -> Result<String> {
        todo!()
    }
}
