//! `bits.h` for Linux and macOS.
//!
//! The map of the crate: a C call comes in through [`com`], which checks it and hands it to
//! [`engine`]; the engine keeps jobs in its store and moves data. [`abi`] holds what the headers
//! say.

pub mod abi;
pub mod com;
#[cfg(feature = "transfer")]
pub mod engine;
