//! The library that makes system calls of a process fail, `tests/c/failing_calls.c`, and the file
//! through which a test controls it.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use bits_test_support::toolchain::{root, succeed, target_dir};

/// An error number with its name.
pub type Errno = (&'static str, i32);

const EAGAIN: Errno = ("EAGAIN", libc::EAGAIN);
const EINTR: Errno = ("EINTR", libc::EINTR);
const EIO: Errno = ("EIO", libc::EIO);
const EMFILE: Errno = ("EMFILE", libc::EMFILE);
const ENOLCK: Errno = ("ENOLCK", libc::ENOLCK);
const ENOMEM: Errno = ("ENOMEM", libc::ENOMEM);
const ENOSPC: Errno = ("ENOSPC", libc::ENOSPC);

/// The calls by the names that the library has for them, each with the errors that it can give.
pub const CALLS: &[(&str, &[Errno])] = &[
    ("open", &[EMFILE, ENOMEM, EIO, EINTR]),
    ("create", &[EMFILE, ENOMEM, EIO, ENOSPC]),
    ("socket", &[EMFILE, ENOMEM]),
    ("socketpair", &[EMFILE, ENOMEM]),
    ("connect", &[EAGAIN, ENOMEM, EINTR]),
    ("bind", &[ENOMEM, EIO, ENOSPC]),
    ("listen", &[ENOMEM]),
    ("accept", &[EMFILE, ENOMEM, EINTR]),
    ("mmap", &[ENOMEM, EAGAIN]),
    ("thread", &[EAGAIN]),
    ("fsync", &[EIO, ENOSPC, EINTR]),
    ("rename", &[EIO, ENOSPC, ENOMEM]),
    ("unlink", &[EIO, ENOMEM]),
    ("mkdir", &[EIO, ENOSPC, ENOMEM]),
    ("write", &[EIO, ENOSPC, EINTR]),
    ("read", &[EIO, ENOMEM, EINTR]),
    ("allocate", &[EIO, ENOSPC, EINTR]),
    ("flock", &[ENOLCK, EINTR, ENOMEM]),
    ("lock", &[ENOLCK, EINTR, EAGAIN, EIO]),
    ("poll", &[ENOMEM, EINTR]),
    ("send", &[ENOMEM, EINTR, EAGAIN]),
    ("recv", &[ENOMEM, EINTR, EAGAIN]),
    ("stat", &[EIO, ENOMEM]),
];

/// How long calls fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// One call fails.
    Once,
    /// The first selected call fails, and all of its kind that follow in this time.
    For(Duration),
}

/// Calls of one kind that fail.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub call: &'static str,
    pub error: Errno,
    /// Number of the first call that fails, from 1.
    pub first: u64,
    pub span: Span,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Fault { call, first, .. } = self;
        write!(f, "{call} {first} {} ", self.error.0)?;
        match self.span {
            Span::Once => write!(f, "once"),
            Span::For(time) => write!(f, "for {time:?}"),
        }
    }
}

/// Builds the library once.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let library = target_dir().join("failing_calls.so");
    // Another process of the test may be using the library that exists.
    let fresh = target_dir().join(format!("failing_calls.{}.so", std::process::id()));
    let mut compiler = Command::new("gcc");
    compiler
        .args(["-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror"])
        .args(["-shared", "-fPIC", "-o"])
        .arg(&fresh)
        .arg(root().join("tests/c/failing_calls.c"))
        .arg("-ldl");
    succeed(&mut compiler);
    std::fs::rename(fresh, &library).unwrap();
    library
});

/// Positions of the fields of `struct control`.
const ERROR: u64 = 16;
const ARMED: u64 = 20;
const FIRST: u64 = 24;
const LENGTH: u64 = 32;
const MILLISECONDS: u64 = 40;
const FAILED: u64 = 48;
const COUNTS: u64 = 64;
const NAME_BYTES: usize = 16;
const COUNT_BYTES: u64 = NAME_BYTES as u64 + 8;

/// The control of one process.
pub struct Control {
    file: File,
    path: PathBuf,
}

impl Control {
    /// A control that lets each call succeed until a fault is set.
    pub fn new(path: &Path) -> Control {
        let file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(path)
            .unwrap();
        file.set_len(COUNTS + COUNT_BYTES * CALLS.len() as u64)
            .unwrap();
        Control {
            file,
            path: path.to_owned(),
        }
    }

    /// Makes a program load the library.
    pub fn prepare(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", &*LIBRARY)
            .env("FAILING_CALLS", &self.path);
    }

    /// Selects the calls that fail, from the moment at which the control is armed.
    pub fn set(&self, fault: &Fault) {
        let (length, milliseconds) = match fault.span {
            Span::Once => (1, 0),
            Span::For(time) => (u64::MAX, time.as_millis() as u64),
        };
        self.write(0, fault.call.as_bytes());
        self.write(ERROR, &fault.error.1.to_ne_bytes());
        self.write(FIRST, &fault.first.to_ne_bytes());
        self.write(LENGTH, &length.to_ne_bytes());
        self.write(MILLISECONDS, &milliseconds.to_ne_bytes());
    }

    /// Starts to count calls, and to make them fail.
    pub fn arm(&self) {
        self.write(ARMED, &1i32.to_ne_bytes());
    }

    /// The number of calls that failed.
    pub fn failed(&self) -> u64 {
        self.number(FAILED)
    }

    /// The number of calls of a kind, including those that failed.
    pub fn count(&self, call: &str) -> u64 {
        let places = (0..CALLS.len() as u64).map(|index| COUNTS + index * COUNT_BYTES);
        let mut found = places.filter(|place| self.name(*place) == call);
        let place = found.next().expect("the library knows the call");
        self.number(place + NAME_BYTES as u64)
    }

    fn name(&self, place: u64) -> String {
        let mut bytes = [0; NAME_BYTES];
        self.file.read_exact_at(&mut bytes, place).unwrap();
        String::from_utf8_lossy(&bytes)
            .trim_end_matches('\0')
            .to_owned()
    }

    fn number(&self, place: u64) -> u64 {
        let mut bytes = [0; 8];
        self.file.read_exact_at(&mut bytes, place).unwrap();
        u64::from_ne_bytes(bytes)
    }

    fn write(&self, place: u64, bytes: &[u8]) {
        self.file.write_all_at(bytes, place).unwrap();
    }
}
