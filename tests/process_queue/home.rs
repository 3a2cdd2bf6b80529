//! The folder of the default queue.

use std::process::{Command, Stdio};

use bits::abi::E_INVALIDARG;
use bits::engine::{Error, Queue};
use bits_test_support::child::{self, Child};

/// The role of a process that opens the default queue, and sends the code of the failure or 0.
pub fn run_default_opener() {
    let code = Queue::open_default().map_or_else(|Error(code)| code, |_| 0);
    child::send(format_args!("{code:#x}"));
}

/// Another queue than the one that is meant would look empty, and its jobs would never run.
#[test]
fn a_home_that_is_no_absolute_path_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let [config, state] = ["config", "state"].map(|name| folder.path().join(name));
    let set_up = |command: &mut Command, home: &str| {
        command.env("BITS_HOME", home).env("HOME", folder.path());
        command.env("XDG_STATE_HOME", &state);
        command.env("XDG_CONFIG_HOME", &config);
        command.current_dir(folder.path());
    };
    for home in ["", "queue", "./queue", "~/queue"] {
        let mut opener = child::command("default opener", folder.path(), &[]);
        set_up(&mut opener, home);
        let code = Child::start(opener).receive();
        assert_eq!(code, format!("{E_INVALIDARG:#x}"), "{home:?}");

        let mut service = Command::new(env!("CARGO_BIN_EXE_bitsd"));
        set_up(&mut service, home);
        let output = service.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{home:?}: {said}");
        let reason = format!("BITS_HOME is {home:?} and must be an absolute path");
        assert!(said.contains(&reason), "{home:?}: {said}");
    }
    assert!(!state.exists() && !folder.path().join("queue").exists());

    let mut opener = child::command("default opener", folder.path(), &[]);
    set_up(&mut opener, "");
    opener.env_remove("BITS_HOME");
    assert_eq!(Child::start(opener).receive(), "0x0");
    assert!(state.join("bits/queue.db").exists());
}
