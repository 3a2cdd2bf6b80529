//! Jobs at servers that do less, or something else, than BITS on Windows requires of them.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::{CallOutcome, Job, Policy, Queue, Timing};
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

use super::on_demand::OneFile;
use super::ranges::ranges;

const DATE: &str = "Mon, 05 Jan 2026 10:00:00 GMT";
const LATER: &str = "Mon, 05 Jan 2026 11:00:00 GMT";
const PRIORITIES: [BG_JOB_PRIORITY; 4] = [
    BG_JOB_PRIORITY_FOREGROUND,
    BG_JOB_PRIORITY_HIGH,
    BG_JOB_PRIORITY_NORMAL,
    BG_JOB_PRIORITY_LOW,
];

/// Resumes the job after each interruption until the file is there.
#[track_caller]
fn persist(job: &Job) {
    for _ in 0..50 {
        job.resume().unwrap();
        wait_until("the end of an attempt", || {
            let ends = [
                BG_JOB_STATE_TRANSFERRED,
                BG_JOB_STATE_TRANSIENT_ERROR,
                BG_JOB_STATE_ERROR,
            ];
            ends.contains(&job.state())
        });
        if job.state() != BG_JOB_STATE_TRANSIENT_ERROR {
            break;
        }
    }
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED, "{:?}", job.error());
}

/// Downloads a file, with interruptions, and compares its content.
#[track_caller]
fn delivers(
    content: &[u8],
    script: impl Fn(&Request) -> Response + Send + Sync + 'static,
) -> OneFile {
    let one = OneFile::new(script);
    persist(&one.job);
    assert_eq!(one.job.complete(), Ok(CallOutcome::Done));
    assert!(fs::read(one.fixture.here("copy")).unwrap() == content);
    one
}

/// Checks the number of requests of a job.
#[track_caller]
fn asks_at_most(one: &OneFile, limit: usize) {
    let asked = one.server.ranges();
    assert!(asked.len() <= limit, "{asked:?}");
}

/// Downloads ranges of a file, with interruptions, and compares their content.
#[track_caller]
fn delivers_parts(content: &[u8], server: &FaultServer, parts: &[(u64, u64)]) {
    let fixture = Fixture::start();
    let job = fixture.job();
    let local = fixture.here("copy");
    job.add_file_with_ranges(&server.url("/file"), text(&local), &ranges(parts))
        .unwrap();
    persist(&job);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    let part = |(offset, length): &(u64, u64)| &content[*offset as usize..][..*length as usize];
    let expected: Vec<&[u8]> = parts.iter().map(part).collect();
    assert!(fs::read(local).unwrap() == expected.concat());
}

type Script = fn(&[u8]) -> Response;

/// Servers without ranges, without sizes, and with an old protocol.
const LIMITED: [(Script, HRESULT); 4] = [
    (
        |content| Response::whole(content).with("Last-Modified", DATE),
        BG_E_INSUFFICIENT_RANGE_SUPPORT,
    ),
    (
        |content| Response::whole(content).chunked(),
        BG_E_MISSING_FILE_SIZE,
    ),
    (
        |content| Response::whole(content).endless(),
        BG_E_MISSING_FILE_SIZE,
    ),
    (
        |content| Response::whole(content).old(),
        BG_E_INSUFFICIENT_HTTP_SUPPORT,
    ),
];

/// Starts a job with one file, and returns it with the local name.
fn start(fixture: &Fixture, server: &FaultServer, priority: BG_JOB_PRIORITY) -> (Job, PathBuf) {
    let job = fixture.job();
    job.set_priority(priority).unwrap();
    let local = fixture.here(&format!("{priority}"));
    job.add_files(&[(&server.url("/file"), text(&local))])
        .unwrap();
    job.resume().unwrap();
    (job, local)
}

#[test]
fn a_limited_server_is_used_in_one_pass_at_every_priority() {
    for (script, _) in LIMITED {
        let content = data(300_000, 1);
        let served = content.clone();
        let server = FaultServer::start(move |_| script(&served));
        let fixture = Fixture::start();
        let jobs = PRIORITIES.map(|priority| start(&fixture, &server, priority));
        for (job, local) in jobs {
            wait_for(&job, BG_JOB_STATE_TRANSFERRED);
            assert_eq!(job.complete(), Ok(CallOutcome::Done));
            assert!(fs::read(local).unwrap() == content);
        }
        assert_eq!(server.requests().len(), PRIORITIES.len());
    }
}

#[test]
fn an_interruption_at_a_limited_server_starts_over() {
    for (script, _) in LIMITED {
        if script(b"").headers.is_empty() {
            continue; // Nothing tells an interruption of such a response from its end.
        }
        let content = data(300_000, 2);
        let served = content.clone();
        let one = delivers(&content, move |request| match request.nth {
            0 => script(&served).cut(100_000),
            _ => script(&served),
        });
        asks_at_most(&one, 3);
    }
}

#[test]
fn the_policy_requires_of_servers_what_windows_requires() {
    let policy = Policy {
        strict_http_requirements: true,
        ..Policy::default()
    };
    for (script, code) in LIMITED {
        let server = FaultServer::start(move |_| script(&data(1000, 3)));
        let mut fixture = Fixture::start();
        let folder = fixture.folder.path().join("strict");
        fixture.queue = Queue::open_with(&folder, policy.clone(), Timing::default()).unwrap();
        for priority in PRIORITIES {
            let (job, _) = start(&fixture, &server, priority);
            if priority == BG_JOB_PRIORITY_FOREGROUND {
                wait_for(&job, BG_JOB_STATE_TRANSFERRED);
            } else {
                wait_for(&job, BG_JOB_STATE_ERROR);
                assert_eq!(job.error().unwrap().code, code);
            }
        }
    }
}

/// Every answer is cut, and the marks differ in what they prove.
#[test]
fn a_server_that_cuts_every_answer_delivers_the_file() {
    let marks: [fn(Response, usize) -> Response; 5] = [
        |response, _| response,
        |response, _| response.with("ETag", "W/\"a\""),
        |response, nth| {
            response
                .with("ETag", format!("\"node {}\"", nth % 2))
                .with("Last-Modified", DATE)
        },
        |response, _| response.with("Last-Modified", DATE).with("Date", DATE),
        |response, _| response.with("Last-Modified", DATE),
    ];
    for mark in marks {
        let content = data(500_000, 4);
        let served = content.clone();
        let one = delivers(&content, move |request| {
            let response = Response::file(&served, "\"one\"", request).without("ETag");
            mark(response, request.nth).cut(150_000)
        });
        asks_at_most(&one, 14);
    }
}

/// Another weak tag is another version, however often the server is asked: the job does not mix
/// versions, and the bytes that come again and again are no progress.
#[test]
fn versions_that_differ_are_never_mixed_and_the_job_ends() {
    let one = OneFile::new(|request| {
        let content = data(100_000, request.nth as u64);
        Response::file(&content, &format!("W/\"{}\"", request.nth), request)
            .with("Last-Modified", DATE)
            .cut(40_000)
    });
    one.job.set_minimum_retry_delay(5).unwrap();
    one.job.set_no_progress_timeout(6).unwrap();
    one.job.resume().unwrap();
    wait_for(&one.job, BG_JOB_STATE_ERROR);
    let requests = one.server.requests().len();
    assert!((2..=20).contains(&requests), "{:?}", one.server.ranges());
}

/// The ranges of one file come from two servers with one name, each with tags of its own.
#[test]
fn ranges_from_servers_with_tags_of_their_own_are_put_together() {
    let content = data(100_000, 5);
    let served = content.clone();
    let server = FaultServer::start(move |request| {
        Response::file(&served, &format!("\"node {}\"", request.nth % 2), request)
            .with("Last-Modified", DATE)
    });
    delivers_parts(
        &content,
        &server,
        &[(10, 1000), (50_000, 2000), (90_000, 10_000)],
    );
}

/// A mark that proves the version keeps the received bytes when the owner suspends the job.
#[test]
fn suspend_and_resume_lose_nothing() {
    let marks = [
        ("ETag", "\"strong\""),
        ("ETag", "W/\"weak\""),
        ("Last-Modified", DATE),
    ];
    for (name, mark) in marks {
        let content = data(300_000, 6);
        let served = content.clone();
        let one = OneFile::new(move |request| {
            let response = Response::file(&served, mark, request)
                .without("ETag")
                .with(name, mark);
            match request.nth {
                0 => response.stall(200_000),
                _ => response,
            }
        });
        one.job.resume().unwrap();
        wait_until("200,000 bytes", || {
            one.job.progress().bytes_transferred == 200_000
        });
        one.job.suspend().unwrap();
        one.job.resume().unwrap();
        wait_for(&one.job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(one.server.ranges(), ["-", "bytes=200000-"]);
        assert_eq!(one.job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(one.fixture.here("copy")).unwrap() == content);
    }
}

/// The file has become shorter than the bytes that are held; servers say so in different ways.
#[test]
fn a_file_that_became_shorter_starts_over_whatever_the_server_answers() {
    let refusals: [fn(usize) -> Response; 6] = [
        |size| Response::status(416).with("Content-Range", format!("bytes */{size}")),
        |_| Response::status(416),
        |_| Response::status(400),
        |_| Response::status(206),
        |_| Response::status(206).with("Content-Range", "bytes 150000-149999/2000"),
        |size| Response::status(206).with("Content-Range", format!("bytes */{size}")),
    ];
    for refusal in refusals {
        for date in [DATE, LATER] {
            let (long, short) = (data(300_000, 7), data(2000, 8));
            let expected = short.clone();
            delivers(&expected, move |request| {
                match (request.nth, request.span()) {
                    (0, _) => Response::whole(&long)
                        .with("Last-Modified", DATE)
                        .cut(150_000),
                    (_, Some((first, _))) if first >= short.len() => refusal(short.len()),
                    _ => Response::file(&short, "\"2\"", request)
                        .without("ETag")
                        .with("Last-Modified", date),
                }
            });
        }
    }
}

/// The server has announced more bytes than the file has now.
#[test]
fn a_file_that_is_truncated_while_it_is_sent_arrives_as_it_is_then() {
    let size = Arc::new(Mutex::new(200_000));
    let shared = size.clone();
    let content = data(200_000, 9);
    delivers(&content[..80_000], {
        let content = content.clone();
        move |request| {
            let mut size = shared.lock().unwrap();
            let response = Response::file(&content[..*size], "\"1\"", request)
                .without("ETag")
                .with("Last-Modified", DATE);
            match std::mem::replace(&mut *size, 80_000) {
                80_000 => response,
                _ => response.cut(80_000),
            }
        }
    });
}

/// Firewalls that refuse one header of a request, or all of them.
#[test]
fn a_firewall_that_refuses_a_header_is_passed_by_a_plainer_request() {
    let refused: [fn(&Request) -> bool; 3] = [
        |request| request.range() == Some("bytes=0-"),
        |request| request.header("if-range").is_some(),
        |request| request.range().is_some(),
    ];
    for is_refused in refused {
        for status in [400, 403, 406, 416] {
            let content = data(200_000, 10);
            let served = content.clone();
            let one = delivers(&content, move |request| {
                if is_refused(request) {
                    return Response::status(status);
                }
                let response = Response::file(&served, "\"1\"", request);
                match request.nth {
                    0 => response.cut(50_000),
                    _ => response,
                }
            });
            asks_at_most(&one, 4);
        }
    }
}

/// A server that begins earlier than asked: at the start of a block, or at the start of the file.
#[test]
fn bytes_go_where_the_answer_says_that_they_belong() {
    for block in [1, 4096, 65_536, 1 << 30] {
        for surplus in [0, 1000] {
            let content = data(200_000, 11);
            let served = content.clone();
            let server = FaultServer::start(move |request| {
                let (first, end) = request.span().unwrap_or((0, None));
                let first = first / block * block;
                let end = end.map_or(served.len(), |end| (end + surplus).min(served.len()));
                Response::part(&served, first, end).with("ETag", "\"1\"")
            });
            delivers_parts(&content, &server, &[(70_000, 1000), (150_000, 20_000)]);
        }
    }
}

/// A compressed file that is stored is delivered as it is, whatever the header calls it.
#[test]
fn a_content_coding_that_was_not_asked_for_is_part_of_the_file() {
    for coding in [
        "gzip",
        "x-gzip",
        "br",
        "zstd",
        "utf-8",
        "aws-chunked",
        "none",
    ] {
        let content = data(50_000, 12);
        let served = content.clone();
        let is_cut = AtomicBool::new(false);
        delivers(&content, move |request| {
            let response = Response::file(&served, "\"1\"", request)
                .with("Content-Encoding", coding)
                .with("Content-Type", "application/x-tar");
            match is_cut.swap(true, Ordering::Relaxed) {
                true => response,
                false => response.cut(20_000),
            }
        });
    }
}
