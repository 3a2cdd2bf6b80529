//! Other processes of a test: the test program runs itself again in another role.
//!
//! A test program has `#[test] fn child() { child::play(&[("role", function), ..]) }`. What a role
//! tells its parent it prints with [`say`]; what the parent says it reads with [`hear`].
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

const ROLE: &str = "LIBBITS_TEST_ROLE";
/// Tells what a role says from what the test harness prints.
const MARK: &str = ">> ";
const DEADLINE: Duration = Duration::from_secs(30);

/// Plays the role this process was started for; returns at once in the test run itself.
pub fn play(roles: &[(&str, fn())]) {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let (_, play) = roles
        .iter()
        .find(|(name, _)| *name == role)
        .expect("a known role");
    play();
    std::process::exit(0);
}

pub fn say(line: impl std::fmt::Display) {
    // The line starts anew: the harness may have left one open. One write, which no kill tears.
    let text = format!("\n{MARK}{line}\n");
    std::io::stdout().lock().write_all(text.as_bytes()).unwrap();
}

/// The parent's next line; ends this process when the parent is gone.
pub fn hear() -> String {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line).unwrap_or(0) == 0 {
        std::process::exit(0);
    }
    line.trim_end().to_owned()
}

/// A setting the parent gave.
pub fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("the parent sets {name}"))
}

/// What starts this program in a role: alone, or behind another program.
pub fn command(role: &str, home: &Path, wrapper: &[&str]) -> Command {
    let own = std::env::current_exe().unwrap();
    let mut words = wrapper
        .iter()
        .map(std::ffi::OsString::from)
        .chain([own.into()]);
    let mut command = Command::new(words.next().unwrap());
    command
        .args(words)
        .args([
            "--exact",
            "child",
            "--nocapture",
            "--quiet",
            "--test-threads=1",
        ])
        .env(ROLE, role)
        .env("BITS_HOME", home);
    command
}

/// A process of the test, killed when dropped.
pub struct Child {
    process: std::process::Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Child {
    pub fn start(mut command: Command) -> Child {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let output = BufReader::new(process.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            let said = output.lines().map_while(Result::ok);
            for line in said.filter_map(|line| line.strip_prefix(MARK).map(str::to_owned)) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Child {
            input: process.stdin.take(),
            process,
            lines,
        }
    }

    pub fn id(&self) -> i32 {
        self.process.id() as i32
    }

    pub fn tell(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next line the child says.
    pub fn hear(&self) -> String {
        self.try_hear(DEADLINE).expect("the child says something")
    }

    pub fn ask(&mut self, line: &str) -> String {
        self.tell(line);
        self.hear()
    }

    /// `None` when nothing came in this time, or nothing will come any more.
    pub fn try_hear(&self, time: Duration) -> Option<String> {
        self.lines.recv_timeout(time).ok()
    }

    /// Everything the child said up to its end.
    pub fn hear_all(&self) -> Vec<String> {
        self.lines.iter().collect()
    }

    /// `kill -9`, at once.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Closes the child's input, and waits for its end.
    pub fn finish(&mut self) -> ExitStatus {
        drop(self.input.take());
        self.process.wait().unwrap()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
