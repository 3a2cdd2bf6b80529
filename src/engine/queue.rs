//! The queue of jobs under one `BITS_HOME`.

use std::path::Path;

use uuid::Uuid;

use super::{Job, Result};
use crate::abi::BG_JOB_TYPE;

/// A handle on the queue; clones share it. Any thread may use it.
#[derive(Clone)]
pub struct Queue {}

impl Queue {
    /// Opens the queue at `$BITS_HOME`, else `$XDG_STATE_HOME/bits`, else `~/.local/state/bits`; creates it when absent.
    pub fn open_default() -> Result<Queue> {
        todo!()
    }

    /// Opens the queue in this folder. One process has one queue per folder: opening it again shares it.
    pub fn open(_home: &Path) -> Result<Queue> {
        todo!()
    }

    /// Adds an empty, suspended job. `E_INVALIDARG`: a display name over 256 UTF-16 units.
    pub fn create_job(&self, _display_name: &str, _job_type: BG_JOB_TYPE) -> Result<Job> {
        todo!()
    }

    /// `BG_E_NOT_FOUND` for a job that is not in the queue, completed and cancelled ones included.
    pub fn job(&self, _id: Uuid) -> Result<Job> {
        todo!()
    }

    /// The jobs now in the queue. `all_users` needs root: `E_ACCESSDENIED`.
    pub fn jobs(&self, _all_users: bool) -> Result<Vec<Job>> {
        todo!()
    }
}
