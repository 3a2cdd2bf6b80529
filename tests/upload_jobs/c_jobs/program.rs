//! Runs the C program and checks its report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bits_test_support::toolchain::{build, compiler, root};
use tempfile::TempDir;

use crate::distinct_blocks;

/// The longest time that a program may take.
const DEADLINE: Duration = Duration::from_secs(400);

fn program() -> &'static Path {
    static PROGRAM: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, program) = PROGRAM.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let source = root().join("tests/c/upload_faults.c");
        let program = build(
            compiler("gcc", "c11"),
            &[&source],
            &folder.path().join("upload_faults"),
        );
        (folder, program)
    });
    program
}

/// A file to upload, and a queue.
pub struct Workspace {
    pub folder: TempDir,
    pub data: Vec<u8>,
    pub local: PathBuf,
    /// Environment variables for the program.
    pub environment: Vec<(&'static str, PathBuf)>,
}

impl Workspace {
    pub fn new(size: usize) -> Workspace {
        Workspace::named("local.bin", size)
    }

    pub fn named(name: &str, size: usize) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        let local = folder.path().join(name);
        let data = distinct_blocks(size);
        fs::write(&local, &data).unwrap();
        Workspace {
            folder,
            data,
            local,
            environment: Vec::new(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn upload(&self, url: &str, options: &[&str]) -> Report {
        self.run("upload", url, "-", options)
    }

    /// Uploads with a reply, which is stored in the file `reply`.
    pub fn ask(&self, url: &str, options: &[&str]) -> Report {
        self.run("reply", url, self.path("reply").to_str().unwrap(), options)
    }

    pub fn reply(&self) -> Vec<u8> {
        fs::read(self.path("reply")).unwrap()
    }

    pub fn run(&self, kind: &str, url: &str, reply: &str, options: &[&str]) -> Report {
        let out = self.path("report");
        let mut child = Command::new(program())
            .args([kind, url, self.local.to_str().unwrap(), reply])
            .args(options)
            .env("BITS_HOME", self.path("queue"))
            .envs(self.environment.iter().cloned())
            .stdout(Stdio::from(fs::File::create(&out).unwrap()))
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None if begun.elapsed() > DEADLINE => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    panic!("the program hangs: {}", fs::read_to_string(out).unwrap());
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let report = Report(fs::read_to_string(out).unwrap());
        assert!(status.success(), "{status}: {}", report.0);
        report
    }

    /// Checks that the job has left no file beside the local one.
    pub fn assert_clean(&self) {
        let left = fs::read_dir(self.folder.path()).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        let strays: Vec<_> = left
            .iter()
            .filter(|name| name.to_string_lossy().starts_with(".BIT"))
            .collect();
        assert!(strays.is_empty(), "{strays:?}");
    }
}

/// The report of the program.
pub struct Report(String);

impl Report {
    fn has(&self, line: &str) -> bool {
        self.0.lines().any(|known| known == line)
    }

    fn after<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .lines()
            .filter_map(move |line| line.strip_prefix(word))
    }

    /// The codes of the transient errors.
    pub fn troubles(&self) -> Vec<u32> {
        self.after("trouble ").map(code).collect()
    }

    #[track_caller]
    pub fn expect_no_trouble(&self) {
        assert!(self.troubles().is_empty(), "{}", self.0);
    }

    #[track_caller]
    pub fn expect_line(&self, line: &str) -> &Report {
        assert!(self.has(line), "no \"{line}\": {}", self.0);
        self
    }

    /// Checks that the job has transferred and counted everything.
    #[track_caller]
    pub fn expect_done(&self, size: usize) -> &Report {
        self.expect_line("transferred")
            .expect_line(&format!("bytes {size} of {size}"))
            .expect_line("files 1 of 1")
    }

    /// Checks that the job has ended in ERROR, with this code and context.
    #[track_caller]
    pub fn expect_error(&self, expected: u32, context: i32) -> &Report {
        self.expect_line(&format!("error {expected:08x} context {context}"))
            .expect_line("files 0 of 1")
    }

    /// Checks the results of `GetReplyProgress` and `GetReplyData` for this reply.
    #[track_caller]
    pub fn expect_reply(&self, reply: &[u8]) -> &Report {
        let (length, sum) = (
            reply.len(),
            reply.iter().map(|byte| u64::from(*byte)).sum::<u64>(),
        );
        self.expect_line(&format!("reply {length} of {length}"))
            .expect_line(&format!("data 00000000 {length} sum {sum}"))
    }
}

fn code(text: &str) -> u32 {
    u32::from_str_radix(text.split(' ').next().unwrap(), 16).unwrap()
}
