//! Uploads reach the server complete and only once, with their replies, whatever happens between
//! client and server. `rust_jobs` uses jobs of the Rust API, `rust_protocol` the protocol of the
//! engine without a queue, and `c_jobs` jobs of a C program.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod c_jobs;
mod idle;
mod rust_jobs;
mod rust_protocol;
mod site;
mod stored_secrets;
mod styles;

use bits_test_support::child;

use rust_protocol::servers;

fn main() -> std::process::ExitCode {
    child::run_role(&[
        (servers::UPLOADER, servers::run_uploader),
        (idle::CLIENT, idle::run_client),
        (styles::kills::CLIENT, styles::kills::run_client),
    ]);
    bits_test_support::harness::run()
}

/// Returns responses to a packet that are not HTTP, or that a client must not use. Those that are
/// HTTP mean, as responses to Create-Session, that the host is no BITS server.
fn malformed_responses(packet: &str) -> &'static [&'static str] {
    match packet {
        "Create-Session" => &MALFORMED_RESPONSES[..6],
        _ => &MALFORMED_RESPONSES,
    }
}

const MALFORMED_RESPONSES: [&str; 9] = [
    "\r\n\r\n",
    "garbage\r\n\r\n",
    "HTTP/1.1\r\n\r\n",
    "HTTP/1.1 9999999999 No\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nBITS-Received-Content-Range: \u{1}\u{2}\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n: no name\r\nno colon\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nBITS-Received-Content-Range : 5\u{fffd}\r\n\r\n",
];

/// Bytes of which no two blocks are equal, so that a block in the wrong place shows.
fn distinct_blocks(size: usize) -> Vec<u8> {
    (0..size as u64)
        .map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
        .collect()
}
