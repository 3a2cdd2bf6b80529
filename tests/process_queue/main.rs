//! Processes share one queue and elect one runner: each sees and changes all jobs, and another
//! takes over when the runner ends.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod agent;
mod daemon;
mod folder;
mod forks;
mod home;
mod liveness;
mod on_demand;
mod shared_queue;

use bits_test_support::child;

fn main() -> std::process::ExitCode {
    child::run_role(&[
        ("agent", agent::run),
        ("unmasked", folder::run_unmasked),
        ("forking", forks::run),
        ("opener", forks::run_opener),
        ("reader", liveness::run_reader),
        ("opener without proc", folder::run_opener_without_proc),
        ("default opener", home::run_default_opener),
    ]);
    bits_test_support::harness::run()
}
