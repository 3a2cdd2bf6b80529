//! Upload of one file by the BITS upload protocol ([MC-BUP]).
//!
//! - [`protocol`] decides what to send and what a response means, as a state machine without input
//!   or output. It opens with the states and rules of the protocol.
//! - [`connection`] sends the requests, with the local file ([`source`]) as their body.
//! - [`events`], [`packet`] and [`headers`] are the vocabulary of the protocol, [`address`] forms
//!   its URLs and names, [`host`] keeps the host that the server chose, and [`refusal`] maps
//!   responses that are no success to failures.
//!
//! The upload task of the runner uses the module. For each event it passes the event to
//! [`protocol::UploadProtocol::step`], saves [`protocol::UploadProtocol::session`] in the store,
//! and only then carries out the action. Because the session is saved first, a killed process is
//! for the protocol the same as a lost response.
//!
//! [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/

pub mod address;
pub mod connection;
pub mod events;
pub mod headers;
pub mod host;
pub mod packet;
pub mod protocol;
pub mod refusal;
pub mod source;
