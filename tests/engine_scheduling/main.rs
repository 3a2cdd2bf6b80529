//! The scheduler gives turns to jobs by priority and within the limits of the policy.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod policy;
mod turns;

use std::fs;

use bits::abi::BG_JOB_PRIORITY;
use bits::engine::Policy;
use bits::engine::{Job, Queue, Timing};
use bits_test_support::fixture::{Fixture, text};

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// A policy that limits background jobs to 1 MB/s at all hours.
const SLOW: &str = "[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 8000";

/// A fixture whose queue has a policy.
fn under(policy: &str) -> Fixture {
    with_timing(policy, Timing::default())
}

fn with_timing(policy: &str, timing: Timing) -> Fixture {
    let mut fixture = Fixture::start();
    let file = fixture.folder.path().join("policy.toml");
    fs::write(&file, policy).unwrap();
    let home = fixture.folder.path().join("limited");
    fixture.queue = Queue::open_with(&home, Policy::load(&file).unwrap(), timing).unwrap();
    fixture
}

fn start(fixture: &Fixture, priority: BG_JOB_PRIORITY, url: &str, copy: &str) -> Job {
    let job = fixture.job();
    job.set_priority(priority).unwrap();
    job.add_files(&[(url, text(&fixture.here(copy)))]).unwrap();
    job.resume().unwrap();
    job
}
