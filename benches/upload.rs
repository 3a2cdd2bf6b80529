//! Measures an upload job, from CreateJob to TRANSFERRED, to the example server, beside `curl -T`
//! that sends the same file to the same server.
//!
//! Rounds alternate between the two; the best round of each counts.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ::bits::abi::{BG_JOB_PRIORITY, BG_JOB_STATE, BG_JOB_TYPE};
use ::bits::engine::Queue;
use bits_test_support::bits_server::{Config, Server};

const ROUNDS: usize = 5;
const SIZES: [(&str, usize); 3] = [
    ("1 GiB", 1 << 30),
    ("64 MiB", 64 << 20),
    ("64 KiB", 64 << 10),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["upload", queue, file, url] => upload(Path::new(queue), file, url),
        _ => compare(),
    }
}

fn compare() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("root")).unwrap();
    let server = Server::start(Config {
        allow_put: true,
        ..Config::new(path("root"))
    })
    .unwrap();
    println!(
        "{:8} {:>8} {:>8} {:>20}",
        "", "ours s", "curl s", "throughput ratio"
    );
    for (name, size) in SIZES {
        let data: Vec<u8> = (0..size as u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        fs::write(path("file"), &data).unwrap();
        let mut best = [Duration::MAX; 2];
        for round in 0..ROUNDS {
            for (who, best) in ["ours", "curl"].into_iter().zip(&mut best) {
                let stored = format!("{who}{round}");
                let url = format!("http://{}/{stored}", server.addr());
                let mut command = match who {
                    "ours" => Command::new(std::env::current_exe().unwrap()),
                    _ => Command::new("curl"),
                };
                match who {
                    "ours" => command
                        .arg("upload")
                        .arg(path(&format!("queue{name}{round}"))),
                    _ => command.args(["-s", "--fail", "-T"]),
                };
                let begun = Instant::now();
                let status = command
                    .arg(path("file"))
                    .arg(url)
                    .stdout(Stdio::null())
                    .status()
                    .unwrap();
                *best = begun.elapsed().min(*best);
                let stored = path("root").join(stored);
                assert!(
                    status.success() && fs::read(&stored).unwrap() == data,
                    "{command:?}"
                );
                fs::remove_file(stored).unwrap();
            }
        }
        let [ours, curls] = best.map(|best| best.as_secs_f64());
        println!("{name:8} {ours:>8.3} {curls:>8.3} {:>20.2}", curls / ours);
    }
}

/// Runs a job in a queue of its own.
fn upload(queue: &Path, file: &str, url: &str) {
    let queue = Queue::open(queue).unwrap();
    let job = queue
        .create_job("bench", BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD)
        .unwrap();
    job.set_priority(BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND)
        .unwrap();
    job.add_files(&[(url, file)]).unwrap();
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
