//! The C boundary: one file per COM object.
//!
//! Every `unsafe extern` function below is called by C, through a vtable or by name, under one
//! contract: each pointer is NULL or what the header says it is, and stays so during the call. No
//! other promise is relied on: text may be of any length and content, an enumeration may be any
//! number, any object may be used by any thread. [`boundary`], [`object`] and [`strings`] are the
//! only places that look behind a pointer; the rest passes pointers on to them under that same
//! contract.
#![allow(non_snake_case, unsafe_op_in_unsafe_fn)]

pub mod boundary;
pub mod object;
pub mod strings;

#[cfg(feature = "transfer")]
pub mod callbacks;
#[cfg(feature = "transfer")]
mod class_factory;
#[cfg(feature = "transfer")]
mod enum_files;
#[cfg(feature = "transfer")]
mod enum_jobs;
#[cfg(feature = "transfer")]
mod enumerator;
#[cfg(feature = "transfer")]
mod error;
#[cfg(feature = "transfer")]
mod exports;
#[cfg(feature = "transfer")]
mod file;
#[cfg(feature = "transfer")]
mod job;
#[cfg(feature = "transfer")]
mod manager;
#[cfg(feature = "transfer")]
mod peer_cache;
