//! Tests that run in a process of their own, because they need another environment or another
//! network than the rest of the program.

use std::path::Path;
use std::process::Command;

/// The process of such a test: this program again, with nothing to run but the test.
pub struct OwnProcess {
    /// The program, with arguments, that starts this one.
    pub wrapper: &'static [&'static str],
    /// Sets up the environment. The folder exists as long as the process.
    pub prepare: fn(&mut Command, &Path),
}

/// A network namespace of its own, which reaches nothing but its own loopback interface. Such a
/// test needs [`crate::needs::NETWORK_NAMESPACE`].
pub const OWN_NETWORK: OwnProcess = OwnProcess {
    wrapper: &[
        "unshare",
        "-rn",
        "sh",
        "-c",
        "ip link set lo up && exec \"$@\"",
        "sh",
    ],
    prepare: |_, _| (),
};

/// Names the test that a process is for.
const TEST: &str = "LIBBITS_TEST_PROCESS";

impl OwnProcess {
    /// Tells whether this process was started for the named test.
    pub(crate) fn is_this_one_for(test: &str) -> bool {
        std::env::var(TEST).is_ok_and(|name| name == test)
    }

    /// Runs the test in its process, and panics unless it passes there.
    pub(crate) fn run(&self, test: &str) {
        let folder = tempfile::tempdir().unwrap();
        let mut command = own_program(self.wrapper);
        command.args(["--exact", test, "--include-ignored"]);
        command.env(TEST, test);
        (self.prepare)(&mut command, folder.path());
        let output = command
            .output()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(
            output.status.success() && stdout.contains("1 passed"),
            "{command:?}: {}\n{stdout}{stderr}",
            output.status
        );
    }
}

/// This program, started directly or by another one.
pub(crate) fn own_program(wrapper: &[&str]) -> Command {
    let own = std::env::current_exe().unwrap();
    let mut words = wrapper
        .iter()
        .map(std::ffi::OsString::from)
        .chain([own.into()]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words);
    command
}
