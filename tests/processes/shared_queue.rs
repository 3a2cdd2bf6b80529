//! Any process does anything with any job; the runner hears of it at once, and another takes its
//! place when it is killed.

use std::fs;
use std::time::Duration;

use crate::agent::{Scene, clock};
use crate::child::Child;
use crate::world::{content, wait_until};

const SUSPENDED: &str = "BG_JOB_STATE_SUSPENDED";
const TRANSFERRING: &str = "BG_JOB_STATE_TRANSFERRING";
const TRANSFERRED: &str = "BG_JOB_STATE_TRANSFERRED";

#[test]
fn every_process_sees_and_does_everything() {
    let scene = Scene::new();
    let mut runner = scene.agent();
    let (mut one, mut other) = (scene.agent(), scene.agent());

    let id = scene.job(&mut one, 300_000, "a");
    for agent in [&mut runner, &mut one, &mut other] {
        assert_eq!(agent.ask("list"), id);
        assert_eq!(agent.ask(&format!("state {id}")), SUSPENDED);
    }
    assert_eq!(other.ask(&format!("name {id} changed")), "ok");
    assert_eq!(one.ask(&format!("name {id}")), "changed");
    assert_eq!(other.ask(&format!("resume {id}")), "ok");
    for agent in [&mut one, &mut other, &mut runner] {
        assert_eq!(agent.ask(&format!("wait {id} {TRANSFERRED}")), TRANSFERRED);
    }
    assert_eq!(other.ask(&format!("complete {id}")), "Done");
    for agent in [&mut runner, &mut one, &mut other] {
        assert_eq!(agent.ask("list"), "");
        assert_eq!(agent.ask(&format!("state {id}")), "0x80200001");
    }
    assert!(fs::read(scene.here("a")).unwrap() == content(300_000));

    scene.pace(1_000_000);
    let paused = scene.job(&mut runner, 5_000_000, "b");
    runner.ask(&format!("resume {paused}"));
    assert_eq!(
        one.ask(&format!("wait {paused} {TRANSFERRING}")),
        TRANSFERRING
    );
    assert_eq!(one.ask(&format!("suspend {paused}")), "ok");
    assert_eq!(other.ask(&format!("state {paused}")), SUSPENDED);
    assert_eq!(other.ask(&format!("resume {paused}")), "ok");
    assert_eq!(
        one.ask(&format!("wait {paused} {TRANSFERRING}")),
        TRANSFERRING
    );
    assert_eq!(one.ask(&format!("cancel {paused}")), "Done");
    assert_eq!(scene.left(), ["a"]);
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
    let scene = Scene::new();
    let _runner = scene.agent();
    let mut client = scene.agent();
    let times = (0..9).map(|index| {
        let id = scene.job(&mut client, 100, &format!("f{index}"));
        let (requests, before) = (scene.requests(), clock());
        client.ask(&format!("resume {id}"));
        let (asked, _) = scene.request_after(requests);
        client.ask(&format!("wait {id} {TRANSFERRED}"));
        since(before, asked)
    });
    let times: Vec<_> = times.collect();
    println!("from Resume in one process to the request of another: {times:?}");
    assert!(median(times) < Duration::from_millis(50));
}

#[test]
fn another_process_takes_over_within_100_ms_and_goes_on() {
    let scene = Scene::new();
    scene.pace(3_000_000);
    let mut runner = scene.agent();
    let id = scene.job(&mut runner, 12_000_000, "big");
    assert_eq!(runner.ask(&format!("resume {id}")), "ok");
    assert_eq!(
        runner.ask(&format!("wait {id} {TRANSFERRING}")),
        TRANSFERRING
    );

    let mut times = Vec::new();
    for _ in 0..5 {
        let mut next = scene.agent();
        let bytes = || temporary_bytes(&scene);
        let present = bytes();
        wait_until("some more bytes", || bytes() > present + 900_000);
        let requests = scene.requests();
        let killed = clock();
        runner.kill();
        let (asked, range) = scene.request_after(requests);
        times.push(since(killed, asked));
        assert!(range.is_some(), "the transfer began anew");
        assert_eq!(next.ask(&format!("wait {id} {TRANSFERRING}")), TRANSFERRING);
        runner = next;
    }
    println!("from the kill of the runner to the next one's request: {times:?}");
    assert!(median(times) < Duration::from_millis(100));
    scene.pace(100_000_000);
    assert_eq!(runner.ask(&format!("wait {id} {TRANSFERRED}")), TRANSFERRED);
    assert_eq!(runner.ask(&format!("complete {id}")), "Done");
    assert!(fs::read(scene.here("big")).unwrap() == content(12_000_000));
}

/// What lies in the one temporary file.
fn temporary_bytes(scene: &Scene) -> u64 {
    let name = scene.left().pop().unwrap_or_default();
    fs::metadata(scene.here(&name)).map_or(0, |data| data.len())
}

#[test]
fn progress_shows_in_other_processes_within_250_ms() {
    let scene = Scene::new();
    scene.pace(1_000_000);
    let mut runner = scene.agent();
    let mut client = scene.agent();
    let id = scene.job(&mut runner, 20_000_000, "big");
    runner.ask(&format!("resume {id}"));
    client.ask(&format!("wait {id} {TRANSFERRING}"));
    let times: Vec<u64> = (0..3)
        .map(|_| client.ask(&format!("staleness {id}")).parse().unwrap())
        .collect();
    println!("the longest standstill of a running job's progress, in ms: {times:?}");
    assert!(times.iter().min().unwrap() < &250);

    let costs = [
        client.ask(&format!("cost {id}")),
        runner.ask(&format!("cost {id}")),
    ];
    println!(
        "a look at the state, in ns: {} in another process, {} in the runner",
        costs[0], costs[1]
    );
    assert!(costs[0].parse::<f64>().unwrap() < 20_000.0);
    client.ask(&format!("cancel {id}"));
}

/// Nanoseconds on a processor, and bytes written or to be written to a disk.
fn spent(child: &Child) -> (u64, u64) {
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
    let scene = Scene::new();
    let mut runner = scene.agent();
    let mut client = scene.agent();
    let done = scene.job(&mut client, 1000, "done");
    client.ask(&format!("resume {done}"));
    client.ask(&format!("wait {done} {TRANSFERRED}"));
    scene.job(&mut client, 1000, "suspended");
    runner.ask("list");

    // What is measured is a time in which nothing happens: there is no event to wait for.
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
