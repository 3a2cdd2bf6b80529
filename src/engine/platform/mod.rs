//! System calls and library calls that the standard library and the Rust wrappers do not offer.
//!
//! This is the only place of the engine that contains `unsafe` code. Each function has a safe
//! signature, and no file here imports a part of the engine outside this folder.

pub mod connection_pool;
pub mod curl;
pub mod fs;
pub mod memory;
pub mod poll;
pub mod process;
pub mod route;
pub mod socket;
pub mod tls;

use std::io;

/// Converts the result of a system call that returns -1 on failure.
fn check(result: libc::c_int) -> io::Result<()> {
    if result == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
