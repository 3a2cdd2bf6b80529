//! Helpers that the test programs and benchmarks of libbits share.
//!
//! A test program is built with `harness = false`, and its `main` calls [`harness::run`]. It begins
//! with `#[macro_use] extern crate bits_test_support;`: then `#[test]` is [`macro@test`] in each of
//! its modules, and no test can be lost because a module lacks an import.

#[path = "../../../examples/bits_server/mod.rs"]
pub mod bits_server;

#[cfg(feature = "engine")]
pub mod behaviour_fixture;
pub mod child;
#[cfg(feature = "engine")]
pub mod com;
pub mod control;
pub mod fault_server;
#[cfg(feature = "engine")]
pub mod fixture;
pub mod harness;
pub mod headers;
pub mod needs;
pub mod nginx;
pub mod process;
pub mod random;
#[cfg(feature = "engine")]
pub mod range_observer;
pub mod scripted_peer;
pub mod server_style;
pub mod toolchain;
#[cfg(feature = "engine")]
pub mod transfer_observer;
#[cfg(feature = "engine")]
pub mod uploader;

pub use bits_test_macros::test;
/// The expansion of [`macro@test`] uses it.
pub use inventory;
