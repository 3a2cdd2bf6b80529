//! Real servers and proxies: jobs of each kind work through the ones that distributions ship.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod client;
mod daemon;
mod gateways;
mod origins;
mod proxies;
mod scenarios;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
