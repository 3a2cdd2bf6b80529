//! The vocabulary of the engine: plain values and pure functions that every other part uses.
//!
//! No part of it transfers data or uses the store. It reads three things of the system: the clock,
//! the policy file, and the permissions of destination folders.

pub mod error;
pub mod fragment_size;
pub mod local_name;
pub mod messages;
pub mod policy;
pub mod progress;
pub mod range_queue;
pub mod range_set;
pub mod ranges;
pub mod remote_name;
pub mod serde_enum;
pub mod settings;
pub mod state;
pub mod time;
pub mod trusted_hosts;
pub mod upload_session;
pub mod version;
