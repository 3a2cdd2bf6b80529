//! The vocabulary of the engine: plain values and pure functions that every other part uses.
//!
//! No part of it transfers data or uses the store. It reads four things of the system: the clock,
//! the policy file, the permissions of destination folders and the kinds of the files in them, and
//! whether a process lives.

pub mod cause;
pub mod error;
pub mod error_text;
pub mod fragment_size;
pub mod http_url;
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
pub mod turn_hold;
pub mod upload_session;
pub mod version;
