//! The fixture of these tests: a queue for the C++ program, `bitsd`, and a notification command.

use std::fs;
use std::io::{BufRead, BufReader};
use std::ops::Deref;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use bits_test_support::behaviour_fixture::BehaviourFixture;
use bits_test_support::fixture::wait_until;
use bits_test_support::toolchain::{add_sanitizers, build, compiler, root, succeed, target_dir};

/// The compiled program.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut compiler = compiler("g++", "c++17");
    compiler.args(["-g", "-pthread"]);
    add_sanitizers(&mut compiler);
    let source = root().join("tests/c/notify.cpp");
    build(compiler, &[&source], &target_dir().join("notify"))
});

pub struct NotificationFixture(BehaviourFixture);

impl Deref for NotificationFixture {
    type Target = BehaviourFixture;

    fn deref(&self) -> &BehaviourFixture {
        &self.0
    }
}

impl NotificationFixture {
    pub fn new() -> NotificationFixture {
        NotificationFixture(BehaviourFixture::start())
    }

    /// The folder of the program's queue.
    pub fn home(&self) -> PathBuf {
        self.base.folder.path().join("queue of the programs")
    }

    /// Runs a scenario of the program to its end, on a queue that this process has not opened.
    pub fn run_scenario(&self, scenario: &str) {
        let mut command = Command::new(&*PROGRAM);
        command
            .env("BITS_HOME", self.home())
            .args([scenario, &self.url("")]);
        command.arg(self.base.folder.path().join("here"));
        assert_eq!(succeed(&mut command), format!("ok {scenario}\n"));
    }

    /// Starts `bitsd` on that queue, and waits until it is the runner.
    pub fn service(&self) -> Service {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bitsd"))
            .env("BITS_HOME", self.home())
            .env("A_SECRET", "not for programs")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        assert!(line.contains("the queue is open"), "{line}");
        Service(child)
    }

    /// Creates a program that records its arguments, environment and descriptors in files, and then
    /// runs the shell command `end`.
    pub fn write_program(&self, end: &str) {
        let path = self.base.here("program");
        let lines = [
            "#!/bin/sh",
            "{ echo run; printf '<%s>\\n' \"$@\"; } >> \"$1/calls\"",
            "env > \"$1/environment\"",
            "ls -l /proc/self/fd > \"$1/descriptors\"",
            "mv \"$1/calls\" \"$1/called\"",
            end,
            "",
        ];
        fs::write(&path, lines.join("\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Waits for the record of the arguments.
    pub fn wait_for_program(&self) -> String {
        let called = self.base.here("called");
        wait_until("the program", || called.exists());
        fs::read_to_string(called).unwrap()
    }
}

/// A running `bitsd`, which is killed when this is dropped.
pub struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
