//! Notifications reach callback objects in C++ (`tests/c/notify.cpp`, under AddressSanitizer) and
//! other processes, and notification commands are run.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod commands;
mod fixture;
mod objects;
mod reactions;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
