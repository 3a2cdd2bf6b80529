//! `bits.h` for Linux and macOS: the API of Windows BITS (Background Intelligent Transfer Service)
//! and the transfer engine behind it.
//!
//! A job downloads files, or uploads one file, in the background. Jobs are stored in a queue on the
//! disk: they survive the end of the program, a crash and a restart, and continue where they
//! stopped. C and C++ programs include the headers of `include/` and link `libbits.so`. Rust
//! programs use the safe API of the module `engine`, which the C functions call, too.
//!
//! # Example
//!
//! Downloads a file in a queue of its own. A remote name is an `http://`, `https://` or `file://`
//! URL, or an absolute path.
//!
#![cfg_attr(feature = "transfer", doc = "```")]
#![cfg_attr(not(feature = "transfer"), doc = "```ignore")]
//! use bits::abi::BG_JOB_STATE::*;
//! use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
//! use bits::engine::{Queue, messages};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let folder = tempfile::tempdir()?;
//!     let source = folder.path().join("source");
//!     let destination = folder.path().join("destination");
//!     std::fs::write(&source, "hello")?;
//!
//!     // `Queue::open_default` opens the queue that the user's other programs and `bitsd` share.
//!     let queue = Queue::open(&folder.path().join("queue"))?;
//!     let job = queue.create_job("example", BG_JOB_TYPE_DOWNLOAD)?;
//!     let url = format!("file://{}", source.display());
//!     job.add_files(&[(&url, destination.to_str().unwrap())])?;
//!     job.resume()?;
//!
//!     loop {
//!         match job.state() {
//!             BG_JOB_STATE_TRANSFERRED => break,
//!             BG_JOB_STATE_ERROR => {
//!                 let code = job.error()?.code;
//!                 return Err(messages::describe(code).unwrap_or_default().into());
//!             }
//!             // Includes BG_JOB_STATE_TRANSIENT_ERROR: the engine tries such a job again.
//!             _ => std::thread::sleep(std::time::Duration::from_millis(10)),
//!         }
//!     }
//!     // Gives the file its name; until then the data is in a temporary file beside it.
//!     job.complete()?;
//!     assert_eq!(std::fs::read_to_string(&destination)?, "hello");
//!     Ok(())
//! }
//! ```
//!
//! `Job::set_observer` registers an object that the engine calls when a job changes, so that a
//! program need not poll.
//!
//! # Features
//!
//! - `engine` (default): the transfer engine, with libcurl, OpenSSL and SQLite compiled in.
//! - `system-libs`: the transfer engine on the libcurl, OpenSSL and SQLite of the system. Use it
//!   with `default-features = false`.
//! - Without features: the ABI alone, that is the types of the headers, without an engine and
//!   without C libraries.
//!
//! A project that depends on this crate and needs NTLM authentication, or more than 1,024 open
//! files, sets the `CFLAGS` of this repository's `.cargo/config.toml`; they configure the libcurl
//! that is compiled in.
//!
//! # Threads and processes
//!
//! `Queue`, `Job` and `File` are handles: they may be cloned, and used from any thread. Calls do
//! not wait for the network; `suspend`, `cancel` and `complete` wait until the transfers of the job
//! have stopped. The engine transfers data on threads of its own, in one process at a time: the
//! runner. Every process that opens the queue can become the runner; with the program `bitsd` jobs
//! continue after the program that created them has ended.
//!
//! The library writes nothing to the standard streams, installs no signal handler and never ends
//! the process. It logs through the `log` crate. A forked child may continue to use it.
//!
//! # Durability
//!
//! The effect of any successful call survives `kill -9`; that of `resume`, `complete` and `cancel`
//! survives a power failure, too. A transfer continues from the data that has arrived, after the
//! server has confirmed that the file is unchanged.
//!
//! # Modules
//!
//! - [`abi`] contains the declarations of the headers: enumerations, structures, constants, result
//!   codes and vtables. The headers are rendered from it.
//! - `com` is the C boundary: COM objects that check their arguments and call the engine.
//! - `engine` contains the safe API (`Queue`, `Job`, `File`), the store, the transfers and the
//!   runner.

pub mod abi;
mod com;
#[cfg(feature = "transfer")]
pub mod engine;
#[cfg(feature = "transfer")]
#[doc(hidden)]
pub mod testing;
