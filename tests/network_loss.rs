//! Jobs whose network goes away and comes back, beside jobs whose servers are on this computer and
//! stay.

#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "support/own_network.rs"]
mod own_network;
mod support;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;
use std::process::Command;

use ::bits::abi::BG_E_NETWORK_DISCONNECTED;
use ::bits::abi::BG_JOB_PRIORITY::{self, *};
use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use ::bits::engine::Job;
use fault_server::{FaultServer, Reply, Seen};
use own_network::in_own_network;
use support::succeed;
use world::{World, text, wait_for, wait_until};

/// The address that comes and goes, and the interface that has it.
const FAR: &str = "10.213.78.1";

fn ip(command: &str) {
    succeed(Command::new("ip").args(command.split(' ')));
}

fn connect() {
    ip("link set far up");
    ip(&format!("address add {FAR}/24 dev far"));
}

fn disconnect() {
    ip("address flush dev far");
    ip("link set far down");
}

fn answer(seen: &Seen) -> Reply {
    match seen.target.as_str() {
        "/failing" => Reply::status(503),
        _ => Reply::whole(&[7; 1000])
            .with("Accept-Ranges", "bytes")
            .stall(500),
    }
}

fn start(world: &World, priority: BG_JOB_PRIORITY, url: &str) -> Job {
    let job = world.job();
    job.set_priority(priority).unwrap();
    let copy = world.here(&job.id().to_string());
    job.add_files(&[(url, text(&copy))]).unwrap();
    job.resume().unwrap();
    job
}

fn expect_disconnected(job: &Job) {
    wait_for(job, BG_JOB_STATE_TRANSIENT_ERROR);
    assert_eq!(job.error().unwrap().code, BG_E_NETWORK_DISCONNECTED);
    assert_eq!(job.error_count(), Ok(0));
}

#[test]
fn waiting_jobs_lose_the_network_too_and_all_try_it_when_it_is_back() {
    in_own_network(
        "waiting_jobs_lose_the_network_too_and_all_try_it_when_it_is_back",
        || {
            ip("link add far type veth peer name peer");
            ip("link set peer up");
            connect();
            let world = World::new();
            let (near, far) = (
                FaultServer::start(answer),
                FaultServer::start_at(FAR, answer),
            );
            let holder = start(&world, BG_JOB_PRIORITY_HIGH, &near.url("/holds the turn"));
            let failed = start(&world, BG_JOB_PRIORITY_FOREGROUND, &near.url("/failing"));
            let running = start(&world, BG_JOB_PRIORITY_FOREGROUND, &far.url("/running"));
            let waiting = [far.url("/waiting"), "http://nobody.invalid/".to_owned()]
                .map(|url| start(&world, BG_JOB_PRIORITY_NORMAL, &url));
            let waiting_near = start(&world, BG_JOB_PRIORITY_NORMAL, &near.url("/waiting"));
            wait_for(&holder, BG_JOB_STATE_TRANSFERRING);
            wait_for(&running, BG_JOB_STATE_TRANSFERRING);
            wait_for(&failed, BG_JOB_STATE_TRANSIENT_ERROR);
            assert_eq!(waiting.each_ref().map(Job::state), [BG_JOB_STATE_QUEUED; 2]);

            disconnect();
            expect_disconnected(&running);
            waiting.iter().for_each(expect_disconnected);
            assert_eq!(
                (holder.state(), waiting_near.state()),
                (BG_JOB_STATE_TRANSFERRING, BG_JOB_STATE_QUEUED)
            );
            assert_eq!(failed.error_count(), Ok(1));

            connect();
            wait_for(&running, BG_JOB_STATE_TRANSFERRING);
            waiting
                .iter()
                .for_each(|job| wait_for(job, BG_JOB_STATE_QUEUED));
            wait_until("the failed job to try again", || {
                failed.error_count().unwrap() > 1
            });
            assert_eq!(holder.state(), BG_JOB_STATE_TRANSFERRING);
        },
    );
}

#[test]
fn an_upload_loses_the_network_and_goes_on() {
    in_own_network("an_upload_loses_the_network_and_goes_on", || {
        ip("link add far type veth peer name peer");
        ip("link set peer up");
        connect();
        let world = World::with(|config| {
            config.listen = (FAR.parse::<std::net::Ipv4Addr>().unwrap(), 0).into()
        });
        let job = world.job_of(BG_JOB_TYPE_UPLOAD);
        fs::File::create(world.here("file"))
            .unwrap()
            .set_len(4 << 30)
            .unwrap();
        job.add_files(&[(&world.url("file"), text(&world.here("file")))])
            .unwrap();
        job.resume().unwrap();
        wait_until("some data", || job.progress().bytes_transferred > 0);
        disconnect();
        expect_disconnected(&job);
        let before = job.progress().bytes_transferred;
        connect();
        wait_until("more data", || job.progress().bytes_transferred > before);
        job.cancel().unwrap();
    });
}
