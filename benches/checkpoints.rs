//! Measures the cost of recording a download's progress four times a second and of flushing it to
//! the disk every two seconds: the same large file is fetched once as a job, and once by the
//! network alone, which records and flushes nothing.
//!
//! Rounds alternate between the two, each in a new folder.

use std::fs::File;
use std::mem::MaybeUninit;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bits::abi::{BG_JOB_PRIORITY, BG_JOB_PROXY_USAGE, BG_JOB_STATE, BG_JOB_TYPE};
use bits::engine::{ProxySettings, Queue, Ranges};
use bits::testing::{
    Attempts, Fetch, HttpOptions, Network, RemoteName, Timeouts, TransferEvent, Version,
};
use bits_test_support::nginx::Nginx;

const ROUNDS: usize = 5;
const BYTES: u64 = 4 << 30;

fn main() {
    let nginx = Nginx::start("");
    File::create(nginx.root().join("large"))
        .unwrap()
        .set_len(BYTES)
        .unwrap();
    let url = nginx.url("large");
    // The first round fills the page cache with the served file.
    in_fresh_folder(&url, alone);
    let (mut jobs, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare.push(in_fresh_folder(&url, alone));
        jobs.push(in_fresh_folder(&url, as_job));
    }
    let size = format!("{} GiB, HTTP", BYTES >> 30);
    println!("{size:24} {:>8} {:>8} {:>6}", "a job", "alone", "ratio");
    for (what, of) in [("wall", wall as fn(&Cost) -> f64), ("processor", processor)] {
        let sorted = |costs: &[Cost]| {
            let mut seconds: Vec<f64> = costs.iter().map(of).collect();
            seconds.sort_by(f64::total_cmp);
            seconds
        };
        let (jobs, bare) = (sorted(&jobs), sorted(&bare));
        for (name, round) in [("best", 0), ("median", ROUNDS / 2)] {
            let (job, alone) = (jobs[round], bare[round]);
            println!(
                "{:24} {job:>7.3}s {alone:>7.3}s {:>6.3}",
                format!("{what}, {name}"),
                job / alone
            );
        }
    }
}

/// Cost of a download: wall time, and processor time of this process.
struct Cost {
    wall: Duration,
    processor: Duration,
}

fn wall(cost: &Cost) -> f64 {
    cost.wall.as_secs_f64()
}

fn processor(cost: &Cost) -> f64 {
    cost.processor.as_secs_f64()
}

fn measure(work: impl FnOnce()) -> Cost {
    let (begun, before) = (Instant::now(), processor_time());
    work();
    Cost {
        wall: begun.elapsed(),
        processor: processor_time() - before,
    }
}

fn processor_time() -> Duration {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the place to write to is ours; all zeroes is a value of it.
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr());
        usage.assume_init()
    };
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    time(usage.ru_utime) + time(usage.ru_stime)
}

/// Returns a folder on the disk, not in a memory file system. Its content is deleted before the
/// next round.
fn in_fresh_folder(url: &str, download: fn(&str, &Path) -> Cost) -> Cost {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    download(url, folder.path())
}

/// Measures from `Resume` until the job is transferred.
fn as_job(url: &str, folder: &Path) -> Cost {
    let queue = Queue::open(&folder.join("queue")).unwrap();
    let job = queue
        .create_job("bench", BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD)
        .unwrap();
    job.set_priority(BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND)
        .unwrap();
    job.add_files(&[(url, folder.join("large").to_str().unwrap())])
        .unwrap();
    let cost = measure(|| {
        job.resume().unwrap();
        while (job.state() as i32) < BG_JOB_STATE::BG_JOB_STATE_ERROR as i32 {
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    assert_eq!(
        job.state(),
        BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED,
        "{:?}",
        job.error()
    );
    job.cancel().unwrap();
    cost
}

fn alone(url: &str, folder: &Path) -> Cost {
    let mut network = Network::with_timeouts(Timeouts::default()).unwrap();
    let proxy = ProxySettings {
        usage: BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY,
        list: None,
        bypass: None,
    };
    let options = HttpOptions {
        proxy,
        credentials: Vec::new(),
        custom_headers: None,
        security_flags: 0,
        method: None,
        connections: None,
    };
    let fetch = Fetch {
        remote: RemoteName::parse(url).unwrap(),
        path: folder.join("large"),
        offset: 0,
        version: Version::default(),
        ranges: Ranges::default(),
        write_at: None,
        requires_ranges: false,
        attempts: Attempts::default(),
        options: Arc::new(options),
    };
    measure(|| {
        network.start(fetch);
        let mut finished = false;
        while !finished {
            for (_, event) in network.wait(Duration::from_secs(1)) {
                match event {
                    TransferEvent::Finished { bytes: BYTES, .. } => finished = true,
                    TransferEvent::Started { .. } => {}
                    other => panic!("{other:?}"),
                }
            }
        }
    })
}
