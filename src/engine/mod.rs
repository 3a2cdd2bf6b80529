//! The engine: jobs, their store, and what moves the data. Safe Rust that knows no pointer.

mod bandwidth;
mod file;
mod fork;
mod job;
pub(crate) mod model;
mod notify;
mod observer;
mod platform;
mod queue;
mod queue_core;
mod runner;
mod store;
mod tasks;
pub(crate) mod transfer;
pub(crate) mod upload;

pub use file::File;
pub use job::Job;
pub use job::reply::{MAX_REPLY_DATA, ReplyData};
pub use model::error::{CallOutcome, Error, Failure, JobError, Result, http_status, win32};
pub use model::messages;
pub use model::policy::{Bandwidth, Policy};
pub use model::progress::{FileProgress, JobProgress, ReplyProgress, SIZE_UNKNOWN};
pub use model::ranges::{FileRange, Ranges};
pub use model::settings::{Credentials, JobSettings, Modes, NotifyCommand, ProxySettings};
pub use model::time::JobTimes;
pub use observer::Observer;
pub use queue::Queue;
pub use runner::timing::Timing;
