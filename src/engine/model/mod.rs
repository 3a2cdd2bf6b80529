//! The vocabulary of the engine: plain values and pure functions that every other part uses.
//!
//! Nothing in here performs transfers or touches the store.

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
pub mod upload_session;
pub mod version;
