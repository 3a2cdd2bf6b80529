//! The engine: jobs, their store, and what moves the data. Safe Rust that knows no pointer.

pub mod error;
pub mod file;
mod files;
mod fork;
mod home;
pub mod job;
mod live;
pub mod messages;
pub mod model;
mod names;
pub mod notify;
mod os;
pub mod policy;
mod progress;
pub mod queue;
pub mod ranges;
mod requests;
mod runner;
mod secrets;
mod spans;
mod state;
mod store;
mod time;
pub mod transfer;
pub mod upload;

pub use error::{Error, Failure, Result};
pub use file::File;
pub use job::Job;
pub use model::*;
pub use queue::Queue;
pub use ranges::{FileRange, Ranges};
pub use runner::Timing;
