//! One job.

use uuid::Uuid;

use super::{File, JobError, JobProgress, JobSettings, JobTimes, Outcome, ProxySettings, Result};
use crate::abi::{BG_JOB_PRIORITY, BG_JOB_STATE, BG_JOB_TYPE};
use std::sync::Arc;

/// A handle on a job; clones share it. It stays readable after the job left the queue.
#[derive(Clone)]
pub struct Job {}

impl Job {
    pub fn id(&self) -> Uuid {
        todo!()
    }

    pub fn job_type(&self) -> BG_JOB_TYPE {
        todo!()
    }

    /// One atomic load.
    pub fn state(&self) -> BG_JOB_STATE {
        todo!()
    }

    pub fn progress(&self) -> JobProgress {
        todo!()
    }

    pub fn times(&self) -> Result<JobTimes> {
        todo!()
    }

    pub fn error_count(&self) -> Result<u32> {
        todo!()
    }

    /// `BG_E_ERROR_INFORMATION_UNAVAILABLE` when the job has no error.
    pub fn error(&self) -> Result<JobError> {
        todo!()
    }

    /// All properties as they are now.
    pub fn settings(&self) -> Result<Arc<JobSettings>> {
        todo!()
    }

    /// Adds files, remote name first: all or none.
    pub fn add_files(&self, _files: &[(&str, &str)]) -> Result<()> {
        todo!()
    }

    /// The files in the order they were added.
    pub fn files(&self) -> Result<Vec<File>> {
        todo!()
    }

    pub fn suspend(&self) -> Result<()> {
        todo!()
    }

    pub fn resume(&self) -> Result<()> {
        todo!()
    }

    pub fn cancel(&self) -> Result<Outcome> {
        todo!()
    }

    pub fn complete(&self) -> Result<Outcome> {
        todo!()
    }

    pub fn take_ownership(&self) -> Result<()> {
        todo!()
    }

    pub fn set_display_name(&self, _value: &str) -> Result<()> {
        todo!()
    }

    pub fn set_description(&self, _value: &str) -> Result<()> {
        todo!()
    }

    pub fn set_priority(&self, _value: BG_JOB_PRIORITY) -> Result<()> {
        todo!()
    }

    /// `E_NOTIMPL` for an undefined bit.
    pub fn set_notify_flags(&self, _value: u32) -> Result<()> {
        todo!()
    }

    pub fn set_minimum_retry_delay(&self, _seconds: u32) -> Result<()> {
        todo!()
    }

    pub fn set_no_progress_timeout(&self, _seconds: u32) -> Result<()> {
        todo!()
    }

    pub fn set_proxy(&self, _value: ProxySettings) -> Result<()> {
        todo!()
    }

    /// Succeeds on a job that accepts changes; `BG_E_INVALID_STATE` on a final one. For properties that live outside the engine.
    pub fn touch(&self) -> Result<()> {
        todo!()
    }

    /// `BG_S`-like outcome aside: `None` program clears.
    pub fn set_notify_command(&self, _program: Option<&str>, _parameters: Option<&str>) -> Result<()> {
        todo!()
    }
}
