//! Edge cases of on-demand files: changes during the transfer, and ranges that cannot be
//! downloaded.

use std::fs;
use std::time::Duration;
use std::time::Instant;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::CallOutcome;
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{data, text, wait_for, wait_until};

use super::on_demand::{OneFile, changing};
use super::ranges::{EOF, ranges};

/// A server that delays responses that go to the end of the file.
fn slow_to_the_end(content: &[u8]) -> impl Fn(&Request) -> Response + Send + Sync + use<> {
    let content = content.to_vec();
    move |request| {
        let response = Response::file(&content, "\"1\"", request);
        match request.span().and_then(|(_, end)| end) {
            Some(end) if end < content.len() => response,
            _ => response.trickle(100, Duration::from_millis(10)),
        }
    }
}

fn some_of_it(one: &OneFile) {
    one.job.resume().unwrap();
    wait_until("some of it", || one.job.progress().bytes_transferred > 1000);
}

#[test]
fn a_job_that_comes_to_ask_for_little_stops_what_brings_more() {
    let content = data(100_000, 1);
    let one = OneFile::new(slow_to_the_end(&content));
    some_of_it(&one);
    one.ask(&[(0, 20_000)]).unwrap();
    one.job.set_on_demand(true).unwrap();
    wait_for(&one.job, BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [(0, 20_000)]);
    one.check(&content);
}

#[test]
fn a_job_that_comes_to_ask_for_nothing_rests() {
    let content = data(100_000, 2);
    let one = OneFile::new(slow_to_the_end(&content));
    some_of_it(&one);
    one.job.set_on_demand(true).unwrap();
    wait_for(&one.job, BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.server.requests().len(), 1);
    one.check(&content);
}

#[test]
fn every_request_comes_before_the_rest_of_what_is_under_way() {
    let content = data(40_000, 3);
    let one = OneFile::new(slow_to_the_end(&content));
    some_of_it(&one);
    one.ask(&[(0, 20_000), (35_000, 1000)]).unwrap();
    one.finish(&content);
    let asked = one.server.ranges();
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
    let one = OneFile::new(slow_to_the_end(&content));
    one.job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    for index in 1..FILES {
        let (url, path) = (
            one.server.url("/file"),
            one.fixture.here(&format!("{index}")),
        );
        one.job.add_files(&[(&url, text(&path))]).unwrap();
    }
    some_of_it(&one);
    wait_until("16 of them", || one.server.requests().len() == 16);
    let last = one.job.file(FILES - 1).unwrap();
    last.request_ranges(&ranges(&[(20_000, 100)])).unwrap();
    one.finish(&content);
    let asked = one.server.ranges();
    assert_eq!(asked[16], "bytes=20000-20099");
    // The last of the sixteen again, and the two other pieces of the last file.
    assert_eq!(asked.len(), 16 + 1 + 1 + 2, "{asked:?}");
}

#[test]
fn a_request_that_turns_out_impossible_is_forgotten() {
    for on_demand in [true, false] {
        let content = data(1000, 5);
        let one = OneFile::on_demand(&content);
        one.job.set_on_demand(on_demand).unwrap();
        one.ask(&[(0, 10), (990, 20)]).unwrap();
        one.job.resume().unwrap();
        assert_eq!(one.error(), BG_E_INVALID_RANGE);
        assert_eq!(one.filled(), [(0, 10)]);
        if on_demand {
            one.run_to(BG_JOB_STATE_SUSPENDED);
            one.ask(&[(0, EOF)]).unwrap();
        }
        one.job.resume().unwrap();
        one.finish(&content);
    }
}

#[test]
fn a_position_behind_the_end_is_no_error() {
    for length in [1000, 0] {
        let content = data(length, 6);
        let served = content.clone();
        let one = OneFile::new(move |request| Response::file(&served, "\"1\"", request));
        one.file.set_download_position(5000).unwrap();
        one.job.resume().unwrap();
        wait_for(&one.job, BG_JOB_STATE_TRANSFERRED);
        one.job.complete().unwrap();
        assert!(fs::read(one.fixture.here("copy")).unwrap() == content);
    }

    let versions = [data(100_000, 7), data(50_000, 8)];
    let one = OneFile::new(changing(versions.clone(), 1));
    one.file.set_download_position(80_000).unwrap();
    one.job.resume().unwrap();
    one.finish(&versions[1]);
}

#[test]
fn an_empty_file_can_come_again() {
    for on_demand in [true, false] {
        let one = OneFile::on_demand(&[]);
        one.job.set_on_demand(on_demand).unwrap();
        one.ask(&[(0, EOF)]).unwrap();
        one.run_to(BG_JOB_STATE_TRANSFERRED);
        one.file.set_validation(false).unwrap();
        assert_eq!(one.error(), BG_E_VALIDATION_FAILED);
        one.run_to(BG_JOB_STATE_TRANSFERRED);

        fs::remove_file(one.file.temporary_name().unwrap()).unwrap();
        assert!(one.job.complete().is_err());
        one.run_to(BG_JOB_STATE_TRANSFERRED);
        assert_eq!(one.job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(one.fixture.here("copy")).unwrap().is_empty());
    }
}

#[test]
fn a_removed_on_demand_file_is_downloaded_again() {
    let content = data(10_000, 9);
    let one = OneFile::on_demand(&content);
    one.ask(&[(0, EOF)]).unwrap();
    one.run_to(BG_JOB_STATE_TRANSFERRED);
    one.ask(&[(0, 10)]).unwrap();
    fs::remove_file(one.file.temporary_name().unwrap()).unwrap();
    assert!(one.job.complete().is_err());
    one.job.resume().unwrap();
    one.finish(&content);
}

/// The last byte has arrived, but the end of the response has not.
#[test]
fn a_file_of_which_nothing_is_missing_is_there() {
    for on_demand in [true, false] {
        let content = data(10_000, 10);
        let served = content.clone();
        let one = OneFile::new(move |request| {
            let response = Response::file(&served, "\"1\"", request);
            match request.nth {
                0 => response,
                _ => response.chunked().stall(9_990),
            }
        });
        one.job.set_on_demand(true).unwrap();
        one.ask(&[(0, 10)]).unwrap();
        one.run_to(BG_JOB_STATE_SUSPENDED);
        one.job.set_on_demand(false).unwrap();
        one.job.resume().unwrap();
        wait_until("all bytes", || {
            one.job.progress().bytes_transferred == 10_000
        });
        one.job.suspend().unwrap();
        assert_eq!(one.filled(), [(0, 10_000)]);
        one.job.set_on_demand(on_demand).unwrap();
        one.ask(&[(0, 10)]).unwrap();
        one.job.resume().unwrap();
        one.finish(&content);
        assert_eq!(one.server.requests().len(), 2);
    }
}

#[test]
fn a_file_that_has_another_name_now_can_be_asked_for() {
    let content = data(10_000, 11);
    let served = content.clone();
    let other = FaultServer::start(move |request| Response::file(&served, "\"other\"", request));
    let one = OneFile::on_demand(&content);
    one.ask(&[(5000, 100)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    // The response does not show whether this is the same version.
    one.file.set_remote_name(&other.url("/f")).unwrap();
    one.ask(&[(0, 100)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    one.check(&content);
    assert_eq!(one.filled(), [(0, 100), (5000, 100)]);
    one.ask(&[(0, EOF)]).unwrap();
    one.job.resume().unwrap();
    one.finish(&content);
}

#[test]
fn many_requests_block_no_other_call() {
    const COUNT: u64 = 100_000;
    const SERVED: u64 = 300;
    let content = data(COUNT as usize * 20, 12);
    let one = OneFile::on_demand(&content);
    let list: Vec<_> = (0..COUNT)
        .map(|index| (index * 7919 % COUNT * 20, 10))
        .collect();
    let begun = Instant::now();
    for _ in 0..2 {
        one.ask(&list).unwrap();
    }
    println!("100,000 requests, twice: {:?}", begun.elapsed());
    one.job.resume().unwrap();
    wait_until("some of them", || {
        one.job.progress().bytes_transferred >= 10 * SERVED
    });
    println!("{SERVED} of them served after {:?}", begun.elapsed());
    one.ask(&[(15, 1)]).unwrap();
    one.job.suspend().unwrap();
    one.check(&content);
    let filled = one.filled();
    assert!(
        filled.iter().all(|range| list.contains(range)),
        "each once, and nothing else"
    );
    assert!(one.server.requests().len() <= filled.len() + 1);
    assert_eq!(one.job.cancel(), Ok(CallOutcome::Done));
}
