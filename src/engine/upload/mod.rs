//! Uploading one file by the BITS upload protocol.
//!
//! [`protocol`] decides what to send and what an answer means, without doing any of it;
//! [`transport`] puts its requests on the wire. Whoever drives them keeps the [`Session`] in the
//! store.
//!
//! The order of a step is: hand an [`Event`] to [`Upload::step`], store [`Upload::session`], then
//! do what the [`Action`] says. Storing first is what makes a lost acknowledgement and a lost
//! process look alike to the protocol.

pub mod address;
pub mod fragment;
pub mod headers;
pub mod protocol;
pub mod refusal;
pub mod session;
pub mod transport;

pub use headers::Headers;
pub use protocol::{Action, Answer, Event, Request, Target, Upload};
pub use session::{Phase, Session};
pub use transport::{Line, Source};

/// The method of every request.
pub const METHOD: &str = "BITS_POST";

/// The one version of the protocol that was ever defined.
pub const PROTOCOL: &str = "{7df0354d-249b-430f-820d-3d2a9bef4931}";

#[cfg(test)]
mod simulation_tests;
