//! Jobs behave as the documentation of BITS says, through the Rust API and through the C ABI: one
//! test for each behaviour and API.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod through_c;
mod through_rust;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
