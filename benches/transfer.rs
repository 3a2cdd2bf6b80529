//! Measures download jobs, from CreateJob to TRANSFERRED, from nginx on the loopback interface,
//! beside the program `curl` that fetches the same files: wall time, processor time, memory.
//!
//! Rounds alternate between the two; the table shows the best round of each. Each round writes to a
//! new folder.

use std::fs;
use std::mem::MaybeUninit;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bits::abi::{BG_JOB_PRIORITY, BG_JOB_STATE, BG_JOB_TYPE};
use bits::engine::Queue;
use bits_test_support::nginx::Nginx;
use tempfile::TempDir;

const ROUNDS: usize = 7;
const LARGE: u64 = 1 << 30;
const SMALL: u64 = 10 << 10;
const FILES: usize = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.as_slice() {
        [mode, folder, urls @ ..] if mode == "fetch" => fetch_all(Path::new(folder), urls),
        _ => compare(),
    }
}

fn compare() {
    let nginx = Nginx::start("");
    make_file(&nginx.root().join("large"), LARGE);
    for file in 0..FILES {
        make_file(&nginx.root().join(file.to_string()), SMALL);
    }
    let small: Vec<String> = (0..FILES)
        .map(|file| nginx.url(&file.to_string()))
        .collect();
    let trust = nginx.certificate();
    println!(
        "{:34} {:>15} {:>15} {:>11} {:>11}",
        "", "wall s", "processor s", "wall ratio", "cpu ratio"
    );
    println!("{:34} {:>15} {:>15}", "", "ours    curl", "ours    curl");
    let large = ["-o", "0"].map(str::to_owned);
    race("1 GiB, HTTP", &[nginx.url("large")], &large, &trust);
    race(
        "1 GiB, TLS 1.3 (HTTP/2)",
        &[nginx.secure_url("large")],
        &large,
        &trust,
    );
    let parallel = ["--remote-name-all", "--parallel", "--parallel-max", "16"].map(str::to_owned);
    race(
        "1000 x 10 KiB, curl --parallel 16",
        &small,
        &parallel,
        &trust,
    );
    race(
        "1000 x 10 KiB, curl one by one",
        &small,
        &["--remote-name-all".to_owned()],
        &trust,
    );
}

fn make_file(path: &Path, length: u64) {
    let block: Vec<u8> = (0..1 << 20)
        .map(|at: u32| (at.wrapping_mul(2654435761) >> 13) as u8)
        .collect();
    let file = fs::File::create(path).unwrap();
    for at in (0..length).step_by(block.len()) {
        std::os::unix::fs::FileExt::write_all_at(
            &file,
            &block[..block.len().min((length - at) as usize)],
            at,
        )
        .unwrap();
    }
}

/// Resources that a process used.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    processor: Duration,
    memory: u64,
}

impl Cost {
    fn best(self, other: Cost) -> Cost {
        Cost {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
            memory: self.memory.max(other.memory),
        }
    }
}

fn race(name: &str, urls: &[String], curl_options: &[String], trust: &Path) {
    let list: String = urls
        .iter()
        .map(|url| format!("url = \"{url}\"\n"))
        .collect();
    let mut folders = Vec::new();
    let ours = |folders: &mut Vec<TempDir>| {
        in_fresh_folder(folders, urls.len(), |folder| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command
                .arg("fetch")
                .arg(folder)
                .args(urls)
                .env("SSL_CERT_FILE", trust);
            measure(&mut command)
        })
    };
    let curls = |folders: &mut Vec<TempDir>| {
        in_fresh_folder(folders, urls.len(), |folder| {
            fs::write(folder.join("list"), &list).unwrap();
            let mut command = Command::new("curl");
            // The options come first: they apply to the names after them.
            command
                .args(["-s", "--fail", "--cacert"])
                .arg(trust)
                .args(curl_options)
                .args(["-K", "list"]);
            measure(command.current_dir(folder))
        })
    };
    let (mut our_best, mut curls_best) = (ours(&mut folders), curls(&mut folders));
    for _ in 1..ROUNDS {
        // Each of the two goes first in every other round.
        curls_best = curls_best.best(curls(&mut folders));
        our_best = our_best.best(ours(&mut folders));
        our_best = our_best.best(ours(&mut folders));
        curls_best = curls_best.best(curls(&mut folders));
    }
    let (ours, curls) = (our_best, curls_best);
    let ratio = |ours: Duration, curls: Duration| ours.as_secs_f64() / curls.as_secs_f64();
    println!(
        "{name:34} {:>6.3} {:>8.3} {:>6.3} {:>8.3} {:>11.2} {:>11.2}   {} MiB, curl {} MiB",
        ours.wall.as_secs_f64(),
        curls.wall.as_secs_f64(),
        ours.processor.as_secs_f64(),
        curls.processor.as_secs_f64(),
        ratio(ours.wall, curls.wall),
        ratio(ours.processor, curls.processor),
        ours.memory >> 20,
        curls.memory >> 20,
    );
}

/// Returns a folder on the disk, not in a memory file system. It stays until the end: creating
/// files soon after deleting many is ten times slower on ext4. Only large files are deleted.
fn in_fresh_folder(
    folders: &mut Vec<TempDir>,
    count: usize,
    work: impl FnOnce(&Path) -> Cost,
) -> Cost {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let cost = work(folder.path());
    let files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() >= count, "not every file came");
    for file in files
        .into_iter()
        .filter(|file| file.metadata().unwrap().len() > SMALL)
    {
        fs::File::options()
            .write(true)
            .truncate(true)
            .open(file)
            .unwrap();
    }
    folders.push(folder);
    cost
}

#[expect(
    clippy::zombie_processes,
    reason = "wait4 waits for it, and says what it needed"
)]
fn measure(command: &mut Command) -> Cost {
    let begun = Instant::now();
    let process = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the process is a child that no other code waits for; both output arguments are local
    // variables.
    let waited = unsafe {
        libc::wait4(
            process.id() as libc::pid_t,
            &mut status,
            0,
            usage.as_mut_ptr(),
        )
    };
    let wall = begun.elapsed();
    assert!(waited > 0 && status == 0, "{command:?} failed: {status:#x}");
    // SAFETY: all zeroes is a value of it, and wait4 filled it in.
    let usage = unsafe { usage.assume_init() };
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    Cost {
        wall,
        processor: time(usage.ru_utime) + time(usage.ru_stime),
        memory: usage.ru_maxrss as u64 * 1024,
    }
}

/// Runs a job in a queue of its own, from its creation until it is transferred.
fn fetch_all(folder: &Path, urls: &[String]) {
    let queue = Queue::open(&folder.join("queue")).unwrap();
    let job = queue
        .create_job("bench", BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD)
        .unwrap();
    job.set_priority(BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND)
        .unwrap();
    let files: Vec<_> = urls
        .iter()
        .enumerate()
        .map(|(number, url)| (url, folder.join(number.to_string())))
        .collect();
    let files: Vec<_> = files
        .iter()
        .map(|(url, path)| (url.as_str(), path.to_str().unwrap()))
        .collect();
    job.add_files(&files).unwrap();
    job.resume().unwrap();
    while (job.state() as i32) < BG_JOB_STATE::BG_JOB_STATE_ERROR as i32 {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(
        job.state(),
        BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED,
        "{:?}",
        job.error()
    );
}
