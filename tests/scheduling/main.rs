//! Whose turn it is, and what the policy makes of it.

#[path = "../support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
mod policy;
mod turns;
#[path = "../support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;

use ::bits::abi::BG_JOB_PRIORITY;
use ::bits::engine::Policy;
use ::bits::engine::{Job, Queue, Timing};
use world::{World, text};

/// 1 MB/s for background jobs, at any hour.
const SLOW: &str = "[max_internet_bandwidth]\nfrom = 0\nto = 0\nlimit = 8000";

/// A world whose queue is under a policy.
fn under(policy: &str) -> World {
    with_timing(policy, Timing::default())
}

fn with_timing(policy: &str, timing: Timing) -> World {
    let mut world = World::new();
    let file = world.folder.path().join("policy.toml");
    fs::write(&file, policy).unwrap();
    let home = world.folder.path().join("limited");
    world.queue = Queue::open_with(&home, Policy::load(&file).unwrap(), timing).unwrap();
    world
}

fn start(world: &World, priority: BG_JOB_PRIORITY, url: &str, copy: &str) -> Job {
    let job = world.job();
    job.set_priority(priority).unwrap();
    job.add_files(&[(url, text(&world.here(copy)))]).unwrap();
    job.resume().unwrap();
    job
}
