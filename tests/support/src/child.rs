//! Helper processes of a test: the test program starts itself again in another role.
//!
//! `main` of such a program calls [`run_role`] before it runs the tests. The process in the role
//! sends lines to its parent with [`send`] and reads the parent's lines with [`receive`]; the
//! parent holds a [`Child`].

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::process::own_program;

const ROLE: &str = "LIBBITS_TEST_ROLE";
/// Starts the lines that a role sends, so that the parent can tell them from other output.
const MARK: &str = ">> ";
const DEADLINE: Duration = Duration::from_secs(30);

/// Runs the role that this process was started for, and exits. Returns at once in the process that
/// runs the tests.
pub fn run_role(roles: &[(&str, fn())]) {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let (_, run) = roles
        .iter()
        .find(|(name, _)| *name == role)
        .expect("a known role");
    run();
    std::process::exit(0);
}

/// Sends a line to the parent.
pub fn send(line: impl std::fmt::Display) {
    // It starts a new line, since other output may have left one open. It is one write, so that a
    // kill cannot leave half of it.
    let text = format!("\n{MARK}{line}\n");
    std::io::stdout().lock().write_all(text.as_bytes()).unwrap();
}

/// Reads the parent's next line. Ends this process when the parent is gone.
pub fn receive() -> String {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line).unwrap_or(0) == 0 {
        std::process::exit(0);
    }
    line.trim_end().to_owned()
}

/// Reads an environment variable that the parent has set.
pub fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("the parent sets {name}"))
}

/// The command that starts this program in a role, directly or by the program in `wrapper`.
pub fn command(role: &str, home: &Path, wrapper: &[&str]) -> Command {
    let mut command = own_program(wrapper);
    command.env(ROLE, role).env("BITS_HOME", home);
    command
}

/// A helper process, which is killed when this is dropped.
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
            let lines = output.lines().map_while(Result::ok);
            for line in lines.filter_map(|line| line.strip_prefix(MARK).map(str::to_owned)) {
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

    pub fn send(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Waits for the next line of the child.
    pub fn receive(&self) -> String {
        self.try_receive(DEADLINE).expect("the child sends a line")
    }

    /// Sends a line and waits for the answer.
    pub fn request(&mut self, line: &str) -> String {
        self.send(line);
        self.receive()
    }

    /// Waits for the next line. `None`: none came in this time, or the child has ended.
    pub fn try_receive(&self, time: Duration) -> Option<String> {
        self.lines.recv_timeout(time).ok()
    }

    /// Waits for the end of the child, and returns the lines that it sent until then.
    pub fn receive_all(&self) -> Vec<String> {
        self.lines.iter().collect()
    }

    /// Kills the child (`SIGKILL`).
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

    /// Waits for the end of the child. `None`: it has not ended in this time.
    pub fn end_within(&mut self, time: Duration) -> Option<ExitStatus> {
        const PAUSE: Duration = Duration::from_millis(2);
        let start = Instant::now();
        loop {
            let end = self.process.try_wait().unwrap();
            if end.is_some() || start.elapsed() >= time {
                return end;
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Closes the child's input and waits for its end.
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
