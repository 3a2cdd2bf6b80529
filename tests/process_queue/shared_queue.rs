//! Each process can use each job. The runner is notified at once, and another process replaces it
//! when it is killed.

use std::fs;
use std::time::Duration;

use bits_test_support::child::Child;
use bits_test_support::fixture::{content, wait_until};

use crate::agent::{AgentFixture, clock};

const SUSPENDED: &str = "BG_JOB_STATE_SUSPENDED";
const TRANSFERRING: &str = "BG_JOB_STATE_TRANSFERRING";
const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";

#[test]
fn every_process_sees_and_does_everything() {
    let fixture = AgentFixture::new();
    let mut runner = fixture.agent();
    let (mut one, mut other) = (fixture.agent(), fixture.agent());

    let id = fixture.job(&mut one, 300_000, "a");
    for agent in [&mut runner, &mut one, &mut other] {
        assert_eq!(agent.request("list"), id);
        assert_eq!(agent.request(&format!("state {id}")), SUSPENDED);
    }
    assert_eq!(other.request(&format!("name {id} changed")), "ok");
    assert_eq!(one.request(&format!("name {id}")), "changed");
    assert_eq!(other.request(&format!("resume {id}")), "ok");
    for agent in [&mut one, &mut other, &mut runner] {
        assert_eq!(
            agent.request(&format!("wait {id} {TRANSFERRED}")),
            TRANSFERRED
        );
    }
    assert_eq!(other.request(&format!("complete {id}")), "Done");
    for agent in [&mut runner, &mut one, &mut other] {
        assert_eq!(agent.request("list"), "");
        assert_eq!(agent.request(&format!("state {id}")), "0x80200001");
    }
    assert!(fs::read(fixture.here("a")).unwrap() == content(300_000));

    fixture.pace(1_000_000);
    let paused = fixture.job(&mut runner, 5_000_000, "b");
    runner.request(&format!("resume {paused}"));
    assert_eq!(
        one.request(&format!("wait {paused} {TRANSFERRING}")),
        TRANSFERRING
    );
    assert_eq!(one.request(&format!("suspend {paused}")), "ok");
    assert_eq!(other.request(&format!("state {paused}")), SUSPENDED);
    assert_eq!(other.request(&format!("resume {paused}")), "ok");
    assert_eq!(
        one.request(&format!("wait {paused} {TRANSFERRING}")),
        TRANSFERRING
    );
    assert_eq!(one.request(&format!("cancel {paused}")), "Done");
    assert_eq!(fixture.left(), ["a"]);
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn since(earlier: u64, later: u64) -> Duration {
    Duration::from_nanos(later.saturating_sub(earlier))
}

#[test]
fn a_change_reaches_the_runner_in_50_ms() {
    let fixture = AgentFixture::new();
    let _runner = fixture.agent();
    let mut client = fixture.agent();
    let times = (0..9).map(|index| {
        let id = fixture.job(&mut client, 100, &format!("f{index}"));
        let (requests, before) = (fixture.requests(), clock());
        client.request(&format!("resume {id}"));
        let (asked, _) = fixture.request_after(requests);
        client.request(&format!("wait {id} {TRANSFERRED}"));
        since(before, asked)
    });
    let times: Vec<_> = times.collect();
    println!("from Resume in one process to the request of another: {times:?}");
    assert!(median(times) < Duration::from_millis(50));
}

#[test]
fn another_process_takes_over_within_100_ms_and_goes_on() {
    let fixture = AgentFixture::new();
    fixture.pace(3_000_000);
    let mut runner = fixture.agent();
    let id = fixture.job(&mut runner, 12_000_000, "big");
    assert_eq!(runner.request(&format!("resume {id}")), "ok");
    assert_eq!(
        runner.request(&format!("wait {id} {TRANSFERRING}")),
        TRANSFERRING
    );

    let mut times = Vec::new();
    for _ in 0..5 {
        let mut next = fixture.agent();
        let bytes = || temporary_bytes(&fixture);
        let present = bytes();
        wait_until("some more bytes", || bytes() > present + 900_000);
        let requests = fixture.requests();
        let killed = clock();
        runner.kill();
        let (asked, range) = fixture.request_after(requests);
        times.push(since(killed, asked));
        assert!(range.is_some(), "the transfer began anew");
        assert_eq!(
            next.request(&format!("wait {id} {TRANSFERRING}")),
            TRANSFERRING
        );
        runner = next;
    }
    println!("from the kill of the runner to the next one's request: {times:?}");
    assert!(median(times) < Duration::from_millis(100));
    fixture.pace(100_000_000);
    assert_eq!(
        runner.request(&format!("wait {id} {TRANSFERRED}")),
        TRANSFERRED
    );
    assert_eq!(runner.request(&format!("complete {id}")), "Done");
    assert!(fs::read(fixture.here("big")).unwrap() == content(12_000_000));
}

/// The size of the one temporary file.
fn temporary_bytes(fixture: &AgentFixture) -> u64 {
    let name = fixture.left().pop().unwrap_or_default();
    fs::metadata(fixture.here(&name)).map_or(0, |data| data.len())
}

#[test]
fn progress_shows_in_other_processes_within_250_ms() {
    let fixture = AgentFixture::new();
    fixture.pace(1_000_000);
    let mut runner = fixture.agent();
    let mut client = fixture.agent();
    let id = fixture.job(&mut runner, 20_000_000, "big");
    runner.request(&format!("resume {id}"));
    client.request(&format!("wait {id} {TRANSFERRING}"));
    let times: Vec<u64> = (0..3)
        .map(|_| client.request(&format!("staleness {id}")).parse().unwrap())
        .collect();
    println!("the longest standstill of a running job's progress, in ms: {times:?}");
    assert!(times.iter().min().unwrap() < &250);

    let costs = [
        client.request(&format!("cost {id}")),
        runner.request(&format!("cost {id}")),
    ];
    println!(
        "a look at the state, in ns: {} in another process, {} in the runner",
        costs[0], costs[1]
    );
    assert!(costs[0].parse::<f64>().unwrap() < 20_000.0);
    client.request(&format!("cancel {id}"));
}

/// Processor time in nanoseconds, and bytes and calls of writes.
pub fn spent(child: &Child) -> (u64, u64) {
    let folder = format!("/proc/{}", child.id());
    let tasks = fs::read_dir(format!("{folder}/task")).unwrap();
    let time = |task: std::io::Result<fs::DirEntry>| -> u64 {
        let schedule =
            fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap_or_default();
        schedule
            .split(' ')
            .next()
            .and_then(|time| time.parse().ok())
            .unwrap_or(0)
    };
    let io = fs::read_to_string(format!("{folder}/io")).unwrap();
    let field = |name: &str| -> u64 {
        let line = io.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap().trim().parse().unwrap()
    };
    (
        tasks.map(time).sum(),
        field("write_bytes:") + field("syscw:"),
    )
}

#[test]
fn an_idle_queue_costs_nothing() {
    const WATCHED: Duration = Duration::from_secs(3);
    let fixture = AgentFixture::new();
    let mut runner = fixture.agent();
    let mut client = fixture.agent();
    let done = fixture.job(&mut client, 1000, "done");
    client.request(&format!("resume {done}"));
    client.request(&format!("wait {done} {TRANSFERRED}"));
    fixture.job(&mut client, 1000, "suspended");
    runner.request("list");

    // The measured time has no events, so there is none to wait for.
    std::thread::sleep(Duration::from_millis(300));
    let before = [spent(&runner), spent(&client)];
    std::thread::sleep(WATCHED);
    let after = [spent(&runner), spent(&client)];
    for (name, (before, after)) in ["runner", "client"].iter().zip(before.iter().zip(&after)) {
        let time = Duration::from_nanos(after.0 - before.0);
        println!(
            "an idle {name}: {time:?} on the processor in {WATCHED:?}, {} writes",
            after.1 - before.1
        );
        assert!(time < WATCHED / 1000, "{name}: {time:?}");
        assert_eq!(after.1, before.1, "{name} writes");
    }
}
