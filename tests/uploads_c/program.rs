//! The C program, and what it told.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{build, compiler, root};

/// Nothing takes longer, unless it hangs.
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
pub struct Place {
    pub folder: TempDir,
    pub data: Vec<u8>,
    pub local: PathBuf,
    /// Variables for the program.
    pub environment: Vec<(&'static str, PathBuf)>,
}

impl Place {
    pub fn new(size: usize) -> Place {
        Place::named("local.bin", size)
    }

    pub fn named(name: &str, size: usize) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let local = folder.path().join(name);
        // No two blocks alike: bytes in the wrong place show.
        let data: Vec<u8> = (0..size as u64)
            .map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
            .collect();
        fs::write(&local, &data).unwrap();
        Place {
            folder,
            data,
            local,
            environment: Vec::new(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn upload(&self, url: &str, options: &[&str]) -> Told {
        self.run("upload", url, "-", options)
    }

    /// Uploads for a reply, which goes to the file `reply`.
    pub fn ask(&self, url: &str, options: &[&str]) -> Told {
        self.run("reply", url, self.path("reply").to_str().unwrap(), options)
    }

    pub fn reply(&self) -> Vec<u8> {
        fs::read(self.path("reply")).unwrap()
    }

    pub fn run(&self, kind: &str, url: &str, reply: &str, options: &[&str]) -> Told {
        let out = self.path("told");
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
        let told = Told(fs::read_to_string(out).unwrap());
        assert!(status.success(), "{status}: {}", told.0);
        told
    }

    /// Files beside the local one that a job would leave: none, ever.
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

/// What the program told.
pub struct Told(String);

impl Told {
    fn has(&self, line: &str) -> bool {
        self.0.lines().any(|known| known == line)
    }

    fn after<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .lines()
            .filter_map(move |line| line.strip_prefix(word))
    }

    /// The codes of the transient errors on the way.
    pub fn troubles(&self) -> Vec<u32> {
        self.after("trouble ").map(code).collect()
    }

    #[track_caller]
    pub fn expect_no_trouble(&self) {
        assert!(self.troubles().is_empty(), "{}", self.0);
    }

    #[track_caller]
    pub fn expect_line(&self, line: &str) -> &Told {
        assert!(self.has(line), "no \"{line}\": {}", self.0);
        self
    }

    /// Everything is there, and counted.
    #[track_caller]
    pub fn expect_done(&self, size: usize) -> &Told {
        self.expect_line("transferred")
            .expect_line(&format!("bytes {size} of {size}"))
            .expect_line("files 1 of 1")
    }

    /// The job ended in ERROR, with this code and context.
    #[track_caller]
    pub fn expect_error(&self, expected: u32, context: i32) -> &Told {
        self.expect_line(&format!("error {expected:08x} context {context}"))
            .expect_line("files 0 of 1")
    }

    /// What `GetReplyProgress` and `GetReplyData` say of this reply.
    #[track_caller]
    pub fn expect_reply(&self, reply: &[u8]) -> &Told {
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
