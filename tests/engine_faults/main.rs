//! The queue goes on after faults of the system below it: whatever a call of the API has
//! acknowledged ends by itself when the fault is gone.
//!
//! [`sweep`] makes single system calls of a process fail, each in its turn. In [`soak`] programs
//! make random calls while they are killed, stopped, and deprived of descriptors and memory. The
//! faults need abilities of Linux; elsewhere this program has no tests.

#[cfg(target_os = "linux")]
#[macro_use] // the attribute #[test]
extern crate bits_test_support;

#[cfg(target_os = "linux")]
mod known_failures;
#[cfg(target_os = "linux")]
mod life;
#[cfg(target_os = "linux")]
mod run;
#[cfg(target_os = "linux")]
mod shim;
#[cfg(target_os = "linux")]
mod soak;
#[cfg(target_os = "linux")]
mod soak_client;
#[cfg(target_os = "linux")]
mod sweep;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    bits_test_support::child::run_role(&[("life", life::run), ("soak client", soak_client::run)]);
    bits_test_support::harness::run()
}

#[cfg(not(target_os = "linux"))]
fn main() {}
