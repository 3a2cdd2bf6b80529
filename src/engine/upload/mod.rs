//! Upload of one file by the BITS upload protocol ([MC-BUP]).
//!
//! [`protocol`] decides what to send and what a response means, as a state machine without input
//! or output. [`connection`] sends its requests. The caller keeps the session in the store.
//!
//! The order of a step is: pass an event to [`protocol::UploadProtocol::step`], save
//! [`protocol::UploadProtocol::session`], then carry out the action. Because the session is saved
//! first, a lost acknowledgement and a killed process look alike to the protocol.
//!
//! [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/

pub mod address;
pub mod connection;
pub mod headers;
pub mod packet;
pub mod protocol;
pub mod refusal;
pub mod source;
