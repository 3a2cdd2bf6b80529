//! The example server speaks the BITS upload protocol: raw requests and the exact responses.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod access;
mod captures;
mod downloads;
mod packets;
mod replies;
mod sessions;
mod wire;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
