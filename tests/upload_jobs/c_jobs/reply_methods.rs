//! The reply methods of `IBackgroundCopyJob2`, by type and state of the job.

use std::fs;
use std::process::Command;

use bits_test_support::needs::GCC;
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::toolchain::{build, compiler, root, succeed};

#[test(needs = [GCC])]
fn replies_by_type_and_state() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("question"), "why?").unwrap();
    let go = folder.path().join("go");
    let peer =
        ScriptedPeer::start(
            move |received| match (received.packet.as_str(), received.nth) {
                ("Fragment", _) => PeerAction::ServeWith("BITS-Reply-URL: reply".into()),
                ("GET", 0) => {
                    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"1\"\r\n\
                            Accept-Ranges: bytes\r\n\r\n";
                    PeerAction::RespondInTwo(
                        head.to_owned() + &"a".repeat(600),
                        go.clone(),
                        "b".repeat(400),
                    )
                }
                _ => PeerAction::Serve,
            },
        );
    let source = root().join("tests/c/reply_methods.c");
    let program = build(
        compiler("gcc", "c11"),
        &[&source],
        &folder.path().join("program"),
    );
    succeed(
        Command::new(program)
            .arg(folder.path())
            .arg(peer.url("a.bin"))
            .env("BITS_HOME", folder.path().join("queue")),
    );
    let reply = fs::read_to_string(folder.path().join("reply")).unwrap();
    assert!(reply == "a".repeat(600) + &"b".repeat(400));
    assert!(!folder.path().join("other").exists() && !folder.path().join("late").exists());
    assert_eq!(peer.files(), [b"why?"]);
}
