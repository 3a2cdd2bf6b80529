//! Tests that need a network of their own.

use std::process::Command;

use super::support::{need, succeed};

/// Runs the body of a test alone in a network of its own, which reaches nothing but itself: in
/// another process of this program.
pub fn in_own_network(test: &str, body: impl FnOnce()) {
    const INSIDE: &str = "BITS_TEST_IN_OWN_NETWORK";
    if std::env::var_os(INSIDE).is_some() {
        succeed(Command::new("ip").args(["link", "set", "lo", "up"]));
        return body();
    }
    if !need("unshare") || !need("ip") {
        return;
    }
    let mut command = Command::new("unshare");
    command.arg("-rn").arg(std::env::current_exe().unwrap());
    let said = succeed(command.args(["--exact", test]).env(INSIDE, "1"));
    assert!(said.contains("1 passed"), "{said}");
}
