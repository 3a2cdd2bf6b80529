//! COM objects obey the rules of COM at the C boundary: `QueryInterface`, exact reference counts,
//! strings of both widths, documented result codes, and the same results in C and C++ programs.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

#[macro_use]
mod client;
mod classes;
mod codes;
mod enumerators;
mod jobs;
mod objects;
mod programs;
mod remote_names;
mod replies;
mod round_trip;
mod texts;
mod validation;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
