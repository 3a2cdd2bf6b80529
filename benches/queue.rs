//! Measures a queue of many jobs: creating, listing, starting one more, memory, and opening the
//! queue again; and the bytes that one small job writes to the disk.
//!
//! Each part runs in a process of its own, so that memory and opening times are those of a program
//! that has just started.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use bits::engine::Queue;
use bits_test_support::fixture::{self, Fixture};

const STARTS: usize = 30;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["fill", home, jobs] => fill(Path::new(home), jobs.parse().unwrap()),
        ["open", home] => open(Path::new(home)),
        ["start", home] => start(Path::new(home)),
        ["lives"] => lives(),
        _ => {
            in_process(&["lives"]);
            for jobs in [0, 10_000, 100_000] {
                println!("--- {jobs} jobs");
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
                let home = folder.path().join("queue");
                in_process(&["fill", fixture::text(&home), &jobs.to_string()]);
                in_process(&["open", fixture::text(&home)]);
                in_process(&["start", fixture::text(&home)]);
            }
        }
    }
}

fn in_process(arguments: &[&str]) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .status()
        .unwrap();
    assert!(status.success());
}

/// Creates suspended jobs of one file each.
fn fill(home: &Path, jobs: usize) {
    let queue = Queue::open(home).unwrap();
    let here = home.parent().unwrap().join("here");
    fs::create_dir(&here).unwrap();
    if jobs > 0 {
        println!(
            "SQLite alone             {:8.0} commits/s of one row",
            commits_a_second(&here)
        );
    }
    let before = memory();
    let (begun, busy) = (Instant::now(), processor_time());
    let mut halfway = begun;
    for number in 0..jobs {
        if number == jobs / 2 {
            halfway = Instant::now();
        }
        let job = queue.create_job("a job", BG_JOB_TYPE_DOWNLOAD).unwrap();
        let local = here.join(number.to_string());
        job.add_files(&[("http://localhost/a/file", fixture::text(&local))])
            .unwrap();
    }
    if jobs > 0 {
        let taken = begun.elapsed();
        println!(
            "create with one file     {:8.0} jobs/s ({:.0} a second of processor time), \
             second half / first half {:.2}",
            jobs as f64 / taken.as_secs_f64(),
            jobs as f64 / (processor_time() - busy).as_secs_f64(),
            halfway.elapsed().as_secs_f64() / (halfway - begun).as_secs_f64()
        );
        report_memory("memory while creating", memory() - before, jobs);
    }
}

/// Measures SQLite alone on this machine, as a yardstick.
fn commits_a_second(folder: &Path) -> f64 {
    const COMMITS: u32 = 20_000;
    let connection = rusqlite::Connection::open(folder.join("baseline")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE number (value)",
        )
        .unwrap();
    let mut insert = connection
        .prepare("INSERT INTO number VALUES (?1)")
        .unwrap();
    let (_, taken) =
        timed(|| (0..COMMITS).for_each(|number| _ = insert.execute([number]).unwrap()));
    f64::from(COMMITS) / taken.as_secs_f64()
}

fn open(home: &Path) {
    let (queue, taken) = timed(|| Queue::open(home).unwrap());
    println!("open                     {taken:>10.2?}");
    let before = memory();
    let (jobs, taken) = timed(|| queue.jobs(false).unwrap());
    println!(
        "list all                 {taken:>10.2?}, {} jobs",
        jobs.len()
    );
    report_memory("memory of their handles", memory() - before, jobs.len());
    let (states, taken) = timed(|| {
        jobs.iter()
            .filter(|job| job.state() == BG_JOB_STATE_TRANSFERRED)
            .count()
    });
    println!("state of each            {taken:>10.2?}, {states} transferred");
    let before = memory();
    let (_, taken) = timed(|| {
        jobs.iter()
            .map(|job| job.settings().unwrap().display_name.len())
            .sum::<usize>()
    });
    println!("name of each             {taken:>10.2?}");
    report_memory("memory of their rows", memory() - before, jobs.len());
}

/// Measures from `resume` to TRANSFERRED, with a small file from a server on this machine.
fn start(home: &Path) {
    let mut fixture = Fixture::start();
    fixture.queue = Queue::open(home).unwrap();
    let url = fixture.serve("small", b"small");
    let mut times: Vec<Duration> = (0..STARTS)
        .map(|number| {
            let job = fixture.job();
            let local = fixture.here(&format!("started{number}"));
            job.add_files(&[(&url, fixture::text(&local))]).unwrap();
            let (_, taken) = timed(|| {
                job.resume().unwrap();
                while job.state() != BG_JOB_STATE_TRANSFERRED {
                    std::thread::sleep(Duration::from_micros(50));
                }
            });
            job.cancel().unwrap();
            taken
        })
        .collect();
    times.sort();
    println!(
        "start and finish one     {:>10.2?}, median of {STARTS}",
        times[STARTS / 2]
    );
}

/// Measures jobs of 10 KiB from their creation to their completion.
fn lives() {
    const JOBS: u64 = 1000;
    let fixture = Fixture::start();
    let url = fixture.serve("small", &[7; 10 << 10]);
    let (before, busy) = (written_bytes(), processor_time());
    let mut by_call = [0; 4];
    for number in 0..JOBS {
        let mut last = written_bytes();
        let mut count = |call: usize| {
            let now = written_bytes();
            by_call[call] += now - std::mem::replace(&mut last, now);
        };
        let job = fixture.job();
        let local = fixture.here(&format!("small{number}"));
        job.add_files(&[(&url, fixture::text(&local))]).unwrap();
        count(0);
        job.resume().unwrap();
        count(1);
        fixture::wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        count(2);
        job.complete().unwrap();
        count(3);
    }
    let [created, resumed, transferred, completed] = by_call.map(|bytes| bytes / JOBS);
    println!(
        "a job of 10 KiB          {:8} bytes written (create {created}, resume {resumed}, \
         transfer {transferred}, complete {completed}), {:.2?} of processor time",
        (written_bytes() - before) / JOBS,
        (processor_time() - busy) / JOBS as u32
    );
}

/// Returns the bytes that this process has caused to be written to the disk.
fn written_bytes() -> u64 {
    let counters = fs::read_to_string("/proc/self/io").unwrap();
    let line = counters
        .lines()
        .find_map(|line| line.strip_prefix("write_bytes: "));
    line.unwrap().parse().unwrap()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let result = work();
    (result, begun.elapsed())
}

fn report_memory(what: &str, bytes: u64, jobs: usize) {
    if jobs > 0 {
        println!(
            "{what:24} {:>8} KiB, {} bytes a job",
            bytes >> 10,
            bytes / jobs as u64
        );
    }
}

/// Returns the private memory of this process in bytes.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        << 10
}

fn processor_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the place to write to is ours.
    let result = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(result, 0);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
