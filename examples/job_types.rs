//! Runs one job of each `BG_JOB_TYPE` and compares every byte on both sides.
//!
//! A C program (`job_types.c`) runs the jobs; this program creates the files, starts the servers in
//! its own process, and prints one line for each job.
//!
//! ```sh
//! cargo run --release --example job_types
//! ```
//!
//! Requires a C compiler: `$CC`, else `cc`.

#[path = "bits_server/mod.rs"]
mod bits_server;

use bits_server::{Application, Config, Server};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The names of the job types, by value.
const TYPES: [&str; 3] = [
    "BG_JOB_TYPE_DOWNLOAD",
    "BG_JOB_TYPE_UPLOAD",
    "BG_JOB_TYPE_UPLOAD_REPLY",
];
const MIB: u64 = 1 << 20;
/// Names and sizes in bytes of the files of each job.
const DOWNLOADS: [(&str, u64); 6] = [
    ("empty", 0),
    ("byte", 1),
    ("small", 65_537),
    ("1 MiB", MIB),
    ("odd", 48 * MIB + 7),
    ("large", 128 * MIB),
];
const UPLOAD: (&str, u64) = ("upload", 128 * MIB);
const QUESTION: (&str, u64) = ("question", 32 * MIB);

/// The server application for the third job. Its reply is the uploaded file twice; the header keeps
/// the uploaded file.
const APPLICATION: &str =
    "#!/bin/sh\ncat \"$1\" \"$1\" > \"$2\" && echo 'BITS-Copy-File-To-Destination: 1'\n";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("job_types: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let setup = Setup::create()?;
    println!(
        "{:<26}{:>7}{:>7}{:>13}{:>10}{:>12}  verified",
        "job type", "GetType", "files", "bytes", "time", "rate"
    );
    for (number, name) in TYPES.iter().enumerate() {
        let done = setup.job(number)?;
        setup.verify(number)?;
        let rate = done.bytes / 1e6 / done.seconds.max(1e-6);
        println!(
            "{name:<26}{:>7}{:>7}{:>13.0}{:>8.3} s{rate:>7.0} MB/s  every byte",
            done.read_back,
            names(number).len(),
            done.bytes,
            done.seconds
        );
        if done.read_back != number {
            return Err(format!("GetType returns {} for {name}", done.read_back).into());
        }
    }
    Ok(())
}

fn names(number: usize) -> Vec<&'static str> {
    match number {
        0 => DOWNLOADS.iter().map(|(name, _)| *name).collect(),
        1 => vec![UPLOAD.0],
        _ => vec![QUESTION.0],
    }
}

/// The line that the C program prints.
struct JobResult {
    /// The value that `GetType` returned.
    read_back: usize,
    bytes: f64,
    /// From `Resume` to the state TRANSFERRED.
    seconds: f64,
}

/// The files, the servers and the compiled program.
struct Setup {
    folder: tempfile::TempDir,
    /// The server for job types 0 and 1, and the one with an application for type 2.
    servers: [Server; 2],
    program: PathBuf,
}

impl Setup {
    fn create() -> Result<Setup> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        for name in ["local", "plain", "answering"] {
            fs::create_dir(at(name))?;
        }
        for (name, size) in DOWNLOADS {
            fill(&at("plain").join(name), size)?;
        }
        for (name, size) in [UPLOAD, QUESTION] {
            fill(&at("local").join(name), size)?;
        }
        fs::write(at("application"), APPLICATION)?;
        fs::set_permissions(at("application"), fs::Permissions::from_mode(0o755))?;
        let plain = Server::start(Config::new(at("plain")))?;
        let application = Application::Program(at("application"));
        let answering = Server::start(Config {
            application,
            ..Config::new(at("answering"))
        })?;
        let program = at("job_types");
        compile(&program)?;
        Ok(Setup {
            folder,
            servers: [plain, answering],
            program,
        })
    }

    fn path(&self, folder: &str, name: &str) -> PathBuf {
        self.folder.path().join(folder).join(name)
    }

    /// Runs the C program for one job.
    fn job(&self, number: usize) -> Result<JobResult> {
        let server = &self.servers[number / 2];
        let output = Command::new(&self.program)
            .arg(number.to_string())
            .arg(format!("http://{}", server.addr()))
            .arg(self.folder.path().join("local"))
            .args(names(number))
            .env("BITS_HOME", self.folder.path().join("home"))
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err(format!("the job of type {} failed", TYPES[number]).into());
        }
        let text = String::from_utf8(output.stdout)?;
        let mut words = text.split_whitespace();
        let mut word = || words.next().ok_or("the program printed too few values");
        Ok(JobResult {
            read_back: word()?.parse()?,
            bytes: word()?.parse()?,
            seconds: word()?.parse()?,
        })
    }

    /// Compares both sides byte by byte.
    fn verify(&self, number: usize) -> Result<()> {
        let remote = if number == 2 { "answering" } else { "plain" };
        for name in names(number) {
            compare(
                File::open(self.path("local", name))?,
                File::open(self.path(remote, name))?,
            )?;
        }
        if number == 2 {
            let question = || File::open(self.path("local", QUESTION.0));
            compare(
                question()?.chain(question()?),
                File::open(self.path("local", "reply"))?,
            )?;
        }
        Ok(())
    }
}

/// Creates a file of random bytes.
fn fill(path: &Path, size: u64) -> io::Result<()> {
    io::copy(
        &mut File::open("/dev/urandom")?.take(size),
        &mut File::create(path)?,
    )
    .map(drop)
}

/// Fails when the two streams differ.
fn compare(mut a: impl Read, mut b: impl Read) -> Result<()> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        a.by_ref().take(MIB).read_to_end(&mut left)?;
        b.by_ref().take(MIB).read_to_end(&mut right)?;
        if left != right {
            return Err("the local and the remote file differ".into());
        }
        if left.is_empty() {
            return Ok(());
        }
    }
}

/// Compiles `job_types.c` with the headers of this project and links the library that cargo has
/// built for this program.
fn compile(program: &Path) -> Result<()> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let include = project.join("include");
    let (built, runtime) = match cfg!(target_os = "macos") {
        true => ("libbits.dylib", "libbits.0.dylib"),
        false => ("libbits.so", "libbits.so.0"),
    };
    let library = std::env::current_exe()?
        .with_file_name("../deps")
        .join(built)
        .canonicalize()?;
    let folder = program.parent().ok_or("no folder")?;
    symlink(&library, folder.join(runtime))?;
    let status = Command::new(std::env::var("CC").unwrap_or("cc".into()))
        .args(["-std=c11", "-O2", "-Wall", "-Wextra", "-o"])
        .arg(program)
        .arg(project.join("examples/job_types.c"))
        .arg("-I")
        .arg(&include)
        .arg("-I")
        .arg(include.join("win"))
        .arg(folder.join(runtime))
        .arg(format!("-Wl,-rpath,{}", folder.display()))
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the C compiler failed".into())
    }
}
