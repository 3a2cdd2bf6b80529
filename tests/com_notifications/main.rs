//! Notifications reach callback objects in C++ (`tests/c/notify.cpp`, under AddressSanitizer) and
//! other processes, and notification commands are run.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod commands;
mod exceptions;
mod fixture;
mod liveness;
mod objects;
mod reactions;

use bits_test_support::child;

fn main() -> std::process::ExitCode {
    child::run_role(&[
        ("thrower", exceptions::run_thrower),
        (liveness::NEIGHBOUR, liveness::run_neighbour),
    ]);
    bits_test_support::harness::run()
}
