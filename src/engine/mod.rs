//! The engine: jobs, their store, and what moves the data. Safe Rust that knows no pointer.

pub mod error;
pub mod file;
pub mod job;
pub mod messages;
pub mod model;
pub mod queue;
pub mod transfer;
pub mod upload;

pub use error::{Error, Failure, Result};
pub use file::File;
pub use job::Job;
pub use model::*;
pub use queue::Queue;
