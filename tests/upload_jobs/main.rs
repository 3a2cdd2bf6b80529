//! Uploads reach the server complete and only once, with their replies, whatever happens between
//! client and server. `rust_jobs` uses jobs of the Rust API, `rust_protocol` the protocol of the
//! engine without a queue, and `c_jobs` jobs of a C program.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod c_jobs;
mod rust_jobs;
mod rust_protocol;
mod site;

use bits_test_support::child;

use rust_protocol::servers;

fn main() -> std::process::ExitCode {
    child::run_role(&[(servers::UPLOADER, servers::run_uploader)]);
    bits_test_support::harness::run()
}

/// Bytes of which no two blocks are equal, so that a block in the wrong place shows.
fn distinct_blocks(size: usize) -> Vec<u8> {
    (0..size as u64)
        .map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
        .collect()
}
