//! Where files in pieces and other ways of a job meet: what changes while it is under way, and what
//! cannot be had.

use super::fault_server::{FaultServer, Reply, Seen};
use super::on_demand::{Stage, changing};
use super::ranges::{EOF, ranges};
use super::*;
use std::time::Instant;

/// A server that takes its time with answers that go to the end of the file.
fn slow_to_the_end(content: &[u8]) -> impl Fn(&Seen) -> Reply + Send + Sync + use<> {
    let content = content.to_vec();
    move |seen| {
        let reply = Reply::file(&content, "\"1\"", seen);
        match seen.span().and_then(|(_, end)| end) {
            Some(end) if end < content.len() => reply,
            _ => reply.trickle(100, Duration::from_millis(10)),
        }
    }
}

fn some_of_it(stage: &Stage) {
    stage.job.resume().unwrap();
    wait_until("some of it", || {
        stage.job.progress().bytes_transferred > 1000
    });
}

#[test]
fn a_job_that_comes_to_ask_for_little_stops_what_brings_more() {
    let content = data(100_000, 1);
    let stage = Stage::new(slow_to_the_end(&content));
    some_of_it(&stage);
    stage.ask(&[(0, 20_000)]).unwrap();
    stage.job.set_on_demand(true).unwrap();
    wait_for(&stage.job, BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.filled(), [(0, 20_000)]);
    stage.check(&content);
}

#[test]
fn a_job_that_comes_to_ask_for_nothing_rests() {
    let content = data(100_000, 2);
    let stage = Stage::new(slow_to_the_end(&content));
    some_of_it(&stage);
    stage.job.set_on_demand(true).unwrap();
    wait_for(&stage.job, BG_JOB_STATE_SUSPENDED);
    assert_eq!(stage.server.seen().len(), 1);
    stage.check(&content);
}

#[test]
fn every_request_comes_before_the_rest_of_what_is_under_way() {
    let content = data(40_000, 3);
    let stage = Stage::new(slow_to_the_end(&content));
    some_of_it(&stage);
    stage.ask(&[(0, 20_000), (35_000, 1000)]).unwrap();
    stage.finish(&content);
    let asked = stage.server.ranges();
    assert!(asked[1].ends_with("-19999"), "{asked:?}");
    assert_eq!(
        asked[2..],
        [
            "bytes=35000-35999",
            "bytes=20000-34999",
            "bytes=36000-39999"
        ]
    );
}

#[test]
fn a_request_takes_the_place_of_one_file_only() {
    const FILES: u32 = 17;
    let content = data(30_000, 4);
    let stage = Stage::new(slow_to_the_end(&content));
    stage.job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    for index in 1..FILES {
        let (url, path) = (
            stage.server.url("/file"),
            stage.world.here(&format!("{index}")),
        );
        stage.job.add_files(&[(&url, text(&path))]).unwrap();
    }
    some_of_it(&stage);
    wait_until("16 of them", || stage.server.seen().len() == 16);
    let last = stage.job.file(FILES - 1).unwrap();
    last.request_ranges(&ranges(&[(20_000, 100)])).unwrap();
    stage.finish(&content);
    let asked = stage.server.ranges();
    assert_eq!(asked[16], "bytes=20000-20099");
    // The last of the sixteen once more, and the two other pieces of the last file.
    assert_eq!(asked.len(), 16 + 1 + 1 + 2, "{asked:?}");
}

#[test]
fn a_request_that_turns_out_impossible_is_forgotten() {
    for on_demand in [true, false] {
        let content = data(1000, 5);
        let stage = Stage::on_demand(&content);
        stage.job.set_on_demand(on_demand).unwrap();
        stage.ask(&[(0, 10), (990, 20)]).unwrap();
        stage.job.resume().unwrap();
        assert_eq!(stage.error(), BG_E_INVALID_RANGE);
        assert_eq!(stage.filled(), [(0, 10)]);
        if on_demand {
            stage.run_to(BG_JOB_STATE_SUSPENDED);
            stage.ask(&[(0, EOF)]).unwrap();
        }
        stage.job.resume().unwrap();
        stage.finish(&content);
    }
}

#[test]
fn a_position_behind_the_end_is_no_error() {
    for length in [1000, 0] {
        let content = data(length, 6);
        let served = content.clone();
        let stage = Stage::new(move |seen| Reply::file(&served, "\"1\"", seen));
        stage.file.set_download_position(5000).unwrap();
        stage.job.resume().unwrap();
        wait_for(&stage.job, BG_JOB_STATE_TRANSFERRED);
        stage.job.complete().unwrap();
        assert!(fs::read(stage.world.here("copy")).unwrap() == content);
    }

    let versions = [data(100_000, 7), data(50_000, 8)];
    let stage = Stage::new(changing(versions.clone(), 1));
    stage.file.set_download_position(80_000).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&versions[1]);
}

#[test]
fn an_empty_file_can_come_again() {
    for on_demand in [true, false] {
        let stage = Stage::on_demand(&[]);
        stage.job.set_on_demand(on_demand).unwrap();
        stage.ask(&[(0, EOF)]).unwrap();
        stage.run_to(BG_JOB_STATE_TRANSFERRED);
        stage.file.set_validation(false).unwrap();
        assert_eq!(stage.error(), BG_E_VALIDATION_FAILED);
        stage.run_to(BG_JOB_STATE_TRANSFERRED);

        fs::remove_file(stage.file.temporary_name().unwrap()).unwrap();
        assert!(stage.job.complete().is_err());
        stage.run_to(BG_JOB_STATE_TRANSFERRED);
        assert_eq!(stage.job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(stage.world.here("copy")).unwrap().is_empty());
    }
}

#[test]
fn an_on_demand_file_that_somebody_removed_comes_again() {
    let content = data(10_000, 9);
    let stage = Stage::on_demand(&content);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.run_to(BG_JOB_STATE_TRANSFERRED);
    stage.ask(&[(0, 10)]).unwrap();
    fs::remove_file(stage.file.temporary_name().unwrap()).unwrap();
    assert!(stage.job.complete().is_err());
    stage.job.resume().unwrap();
    stage.finish(&content);
}

/// The last byte came, but the end of the answer did not.
#[test]
fn a_file_of_which_nothing_is_missing_is_there() {
    for on_demand in [true, false] {
        let content = data(10_000, 10);
        let served = content.clone();
        let stage =
            Stage::new(move |seen| Reply::file(&served, "\"1\"", seen).chunked().stall(10_000));
        stage.job.resume().unwrap();
        wait_until("all bytes", || {
            stage.job.progress().bytes_transferred == 10_000
        });
        stage.job.suspend().unwrap();
        assert_eq!(stage.filled(), [(0, 10_000)]);
        stage.job.set_on_demand(on_demand).unwrap();
        stage.ask(&[(0, 10)]).unwrap();
        stage.job.resume().unwrap();
        stage.finish(&content);
        assert_eq!(stage.server.seen().len(), 1);
    }
}

#[test]
fn a_file_that_has_another_name_now_can_be_asked_for() {
    let content = data(10_000, 11);
    let served = content.clone();
    let other = FaultServer::start(move |seen| Reply::file(&served, "\"other\"", seen));
    let stage = Stage::on_demand(&content);
    stage.ask(&[(5000, 100)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    // Nothing tells whether this is the same version.
    stage.file.set_remote_name(&other.url("/f")).unwrap();
    stage.ask(&[(0, 100)]).unwrap();
    stage.run_to(BG_JOB_STATE_SUSPENDED);
    stage.check(&content);
    assert_eq!(stage.filled(), [(0, 100), (5000, 100)]);
    stage.ask(&[(0, EOF)]).unwrap();
    stage.job.resume().unwrap();
    stage.finish(&content);
}

#[test]
fn many_requests_hold_nobody_up() {
    const COUNT: u64 = 100_000;
    const SERVED: u64 = 300;
    let content = data(COUNT as usize * 20, 12);
    let stage = Stage::on_demand(&content);
    let list: Vec<_> = (0..COUNT)
        .map(|index| (index * 7919 % COUNT * 20, 10))
        .collect();
    let begun = Instant::now();
    for _ in 0..2 {
        stage.ask(&list).unwrap();
    }
    println!("100,000 requests, twice: {:?}", begun.elapsed());
    stage.job.resume().unwrap();
    wait_until("some of them", || {
        stage.job.progress().bytes_transferred >= 10 * SERVED
    });
    println!("{SERVED} of them served after {:?}", begun.elapsed());
    stage.ask(&[(15, 1)]).unwrap();
    stage.job.suspend().unwrap();
    stage.check(&content);
    let filled = stage.filled();
    assert!(
        filled.iter().all(|range| list.contains(range)),
        "each once, and nothing else"
    );
    assert!(stage.server.seen().len() <= filled.len() + 1);
    assert_eq!(stage.job.cancel(), Ok(CallOutcome::Done));
}
