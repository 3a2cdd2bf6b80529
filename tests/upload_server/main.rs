//! The example server speaks the BITS upload protocol: raw requests and the exact responses.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod access;
mod captures;
mod downloads;
mod limits;
mod packets;
mod process;
#[path = "../../examples/bits_server.rs"]
mod program;
mod put;
mod replies;
mod sessions;
mod wire;

fn main() -> std::process::ExitCode {
    match process::is_server() {
        true => program::main(),
        false => bits_test_support::harness::run(),
    }
}
