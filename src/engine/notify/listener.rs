//! Interface that receives the notifications of one job.

use std::any::Any;

use crate::engine::model::error::{JobError, Result};
use crate::engine::model::ranges::FileRange;

/// Receives the notifications of one job. Each call returns whether it succeeded; an error means
/// that the call could not be made.
pub trait JobListener: Any + Send + Sync {
    fn transferred(&self) -> bool;
    fn failed(&self, error: &JobError) -> bool;
    fn modified(&self);
    /// `number` is the position of a file of a download; an upload has only its reply.
    fn file_transferred(&self, number: u32) -> Result<bool>;
    fn ranges_transferred(&self, position: u32, ranges: &[FileRange]) -> Result<()>;
}
