//! Files of which the owner requests ranges, in the order that the owner needs them.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::Result;
use bits::engine::{CallOutcome, Error, File, Job};
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};
use bits_test_support::range_observer::RangeObserver;

use super::observers::CallLog;
use super::ranges::{EOF, ranges};

/// A job with one file of a server that runs a script.
pub struct OneFile {
    pub fixture: Fixture,
    pub server: FaultServer,
    pub job: Job,
    pub file: File,
}

impl OneFile {
    pub fn new(script: impl Fn(&Request) -> Response + Send + Sync + 'static) -> OneFile {
        let (fixture, server) = (Fixture::start(), FaultServer::start(script));
        let job = fixture.job();
        job.add_files(&[(&server.url("/file"), text(&fixture.here("copy")))])
            .unwrap();
        let file = job.file(0).unwrap();
        OneFile {
            fixture,
            server,
            job,
            file,
        }
    }

    /// An on-demand job and a correct server.
    pub fn on_demand(content: &[u8]) -> OneFile {
        let content = content.to_vec();
        let one = OneFile::new(move |request| Response::file(&content, "\"1\"", request));
        one.job.set_on_demand(true).unwrap();
        one
    }

    pub fn ask(&self, list: &[(u64, u64)]) -> Result<()> {
        self.file.request_ranges(&ranges(list))
    }

    pub fn run_to(&self, state: BG_JOB_STATE) {
        self.job.resume().unwrap();
        wait_for(&self.job, state);
    }

    pub fn filled(&self) -> Vec<(u64, u64)> {
        let list = self.file.filled_ranges().unwrap();
        list.iter()
            .map(|range| (range.offset(), range.length()))
            .collect()
    }

    /// Checks that each range that the file reports as present has the content of the remote file.
    pub fn check(&self, content: &[u8]) {
        let there = fs::read(self.file.temporary_name().unwrap()).unwrap();
        for (offset, length) in self.filled() {
            let range = offset as usize..(offset + length) as usize;
            assert!(there[range.clone()] == content[range.clone()], "{range:?}");
        }
    }

    pub fn finish(&self, content: &[u8]) {
        wait_for(&self.job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(self.filled(), [(0, content.len() as u64)]);
        assert_eq!(self.job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(self.fixture.here("copy")).unwrap() == content);
    }

    pub fn error(&self) -> HRESULT {
        wait_for(&self.job, BG_JOB_STATE_ERROR);
        self.job.error().unwrap().code
    }
}

#[test]
fn only_what_is_asked_for_comes_and_no_byte_twice() {
    let content = data(1_000_000, 1);
    let one = OneFile::on_demand(&content);
    one.ask(&[(900_000, 50_000), (100, 100)]).unwrap();
    assert_eq!(one.job.state(), BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), []);
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [(100, 100), (900_000, 50_000)]);
    one.check(&content);
    assert_eq!(
        one.server.ranges(),
        ["bytes=900000-949999", "bytes=100-199"]
    );
    let progress = one.job.progress();
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (1_000_000, 50_100)
    );
    assert_eq!(one.file.progress().unwrap().bytes_transferred, 50_100);

    one.ask(&[(150, 100), (899_000, 60_000), (150, 100)])
        .unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [(100, 150), (899_000, 60_000)]);
    one.check(&content);
    one.ask(&[(0, EOF)]).unwrap();
    one.job.resume().unwrap();
    one.finish(&content);
    assert_eq!(one.server.sent(), 1_000_000);
}

#[test]
fn an_on_demand_job_without_requests_rests() {
    let one = OneFile::on_demand(&data(1000, 2));
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert!(one.server.requests().is_empty());
    one.ask(&[(0, 10)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.job.complete(), Ok(CallOutcome::PartialComplete));
    assert!(one.fixture.left().is_empty());
    assert_eq!(one.ask(&[(0, 10)]), Err(Error(BG_E_INVALID_STATE)));
}

#[test]
fn without_the_mode_the_rest_comes_as_well() {
    let content = data(300_000, 3);
    let one = OneFile::on_demand(&content);
    one.job.set_on_demand(false).unwrap();
    one.ask(&[(200_000, 1000)]).unwrap();
    one.file.set_download_position(100_000).unwrap();
    one.job.resume().unwrap();
    one.finish(&content);
    let expected = ["200000-200999", "100000-199999", "201000-299999", "0-99999"];
    assert_eq!(
        one.server.ranges(),
        expected.map(|range| format!("bytes={range}"))
    );
    assert_eq!(one.server.sent(), 300_000);
}

/// A running job interrupts other files for a request, and then continues them.
#[test]
fn what_is_asked_for_goes_ahead_of_what_is_under_way() {
    let content = data(40_000, 4);
    let served = content.clone();
    let one = OneFile::new(move |request| {
        let whole = request
            .span()
            .is_none_or(|(_, end)| end.is_none_or(|end| end > 30_000));
        let response = Response::file(&served, "\"1\"", request);
        match whole && request.nth == 0 {
            true => response.trickle(100, Duration::from_millis(10)),
            false => response,
        }
    });
    one.job.resume().unwrap();
    wait_until("some of it", || one.job.progress().bytes_transferred > 1000);
    one.ask(&[(20_000, 5000)]).unwrap();
    wait_until("the request", || {
        one.filled().contains(&(20_000, 5000)) || one.filled().len() == 1
    });
    one.finish(&content);
    let asked = one.server.ranges();
    assert_eq!(
        (asked.len(), &*asked[0], &*asked[1]),
        (4, "-", "bytes=20000-24999"),
        "{asked:?}"
    );
    assert!(asked[2].ends_with("-19999"), "{asked:?}");
    assert_eq!(asked[3], "bytes=25000-39999");
}

#[test]
fn files_of_which_something_is_asked_for_go_first() {
    let contents = [data(50_000, 5), data(50_000, 6)];
    let served = contents.clone();
    let one = OneFile::new(move |request| {
        Response::file(
            &served[usize::from(request.target == "/other")],
            "\"1\"",
            request,
        )
    });
    let (fixture, job) = (&one.fixture, &one.job);
    job.add_files(&[(&one.server.url("/other"), text(&fixture.here("other")))])
        .unwrap();
    let other = job.file(1).unwrap();
    other.request_ranges(&ranges(&[(40_000, 10_000)])).unwrap();
    job.set_on_demand(true).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(other.progress().unwrap().bytes_transferred, 10_000);
    assert_eq!(job.progress().bytes_transferred, 10_000);
    job.set_on_demand(false).unwrap();
    job.resume().unwrap();
    wait_for(job, BG_JOB_STATE_TRANSFERRED);
    let targets: Vec<_> = one
        .server
        .requests()
        .iter()
        .map(|request| request.target.clone())
        .collect();
    assert_eq!(targets, ["/other", "/file", "/other"]);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == contents[0]);
    assert!(fs::read(fixture.here("other")).unwrap() == contents[1]);
}

/// A file of which the owner has requested all does not wait for the files before it.
#[test]
fn a_file_that_was_asked_for_is_kept_without_those_before_it() {
    let content = data(50_000, 6);
    let one = OneFile::on_demand(&content);
    let job = &one.job;
    job.add_files(&[(&one.server.url("/other"), text(&one.fixture.here("other")))])
        .unwrap();
    let other = job.file(1).unwrap();
    other
        .request_ranges(&ranges(&[(20_000, EOF), (0, 20_000)]))
        .unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (1, 50_000)
    );
    other.set_validation(true).unwrap();
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(one.fixture.left(), ["other"]);
    assert!(fs::read(one.fixture.here("other")).unwrap() == content);
}

#[test]
fn ranges_behind_the_end_are_refused_at_once_or_later() {
    let content = data(1000, 7);
    let one = OneFile::on_demand(&content);
    assert_eq!(one.file.request_ranges(&[]), Err(Error(E_INVALIDARG)));
    one.ask(&[(990, 20), (0, 10)]).unwrap();
    one.job.resume().unwrap();
    assert_eq!(one.error(), BG_E_INVALID_RANGE);
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [], "the request is forgotten");

    one.ask(&[(0, 10)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    for beyond in [(990, 11), (1000, EOF)] {
        assert_eq!(one.ask(&[beyond]), Err(Error(BG_E_INVALID_RANGE)));
    }
    assert_eq!(
        one.file.set_download_position(1001),
        Err(Error(BG_E_INVALID_RANGE))
    );
    one.ask(&[(990, EOF)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [(0, 10), (990, 10)]);
}

#[test]
fn files_that_cannot_be_downloaded_in_pieces_report_it() {
    let fixture = Fixture::start();
    let refused = |file: &File| {
        let refused = Err(Error(BG_E_RANDOM_ACCESS_NOT_SUPPORTED));
        assert_eq!(file.request_ranges(&ranges(&[(0, 1)])), refused);
        assert_eq!(file.set_download_position(0), refused);
        assert_eq!(file.filled_ranges().map(drop), refused);
    };
    let job = fixture.job();
    job.add_files(&[("file:///etc/hostname", text(&fixture.here("a")))])
        .unwrap();
    job.add_file_with_ranges(
        &fixture.url("b"),
        text(&fixture.here("b")),
        &ranges(&[(0, 1)]),
    )
    .unwrap();
    refused(&job.file(0).unwrap());
    refused(&job.file(1).unwrap());
    let upload = fixture.job_of(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD);
    fs::write(fixture.here("c"), "c").unwrap();
    upload
        .add_files(&[(&fixture.url("c"), text(&fixture.here("c")))])
        .unwrap();
    refused(&upload.file(0).unwrap());

    // The server sends no mark of the version. That is known after its first response.
    let one =
        OneFile::new(|request| Response::file(&data(100, 8), "\"1\"", request).without("ETag"));
    one.job.set_on_demand(true).unwrap();
    one.ask(&[(0, 10)]).unwrap();
    one.job.resume().unwrap();
    assert_eq!(one.error(), BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn an_impossible_request_does_not_stop_a_job_that_downloads_all() {
    let content = data(100_000, 9);
    let served = content.clone();
    let one = OneFile::new(move |_| Response::whole(&served).with("ETag", "\"1\""));
    one.job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    one.file.set_download_position(50_000).unwrap();
    one.ask(&[(70_000, 10)]).unwrap();
    one.job.resume().unwrap();
    one.finish(&content);
}

/// Serves one version until the number of requests is reached, then another.
pub fn changing(
    versions: [Vec<u8>; 2],
    after: usize,
) -> impl Fn(&Request) -> Response + Send + Sync {
    move |request| {
        let version = usize::from(request.nth >= after);
        Response::file(&versions[version], &format!("\"{version}\""), request)
    }
}

#[test]
fn pieces_of_two_versions_are_never_mixed() {
    let versions = [data(100_000, 10), data(90_000, 11)];
    let one = OneFile::new(changing(versions.clone(), 2));
    one.job.set_on_demand(true).unwrap();
    one.ask(&[(0, 100), (95_000, 100)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    one.ask(&[(50_000, 100)]).unwrap();
    one.job.resume().unwrap();
    assert_eq!(one.error(), BG_E_REMOTE_FILE_CHANGED);
    assert_eq!(one.filled(), []);
    one.run_to(BG_JOB_STATE_SUSPENDED);
    assert_eq!(one.filled(), [(50_000, 100)]);
    one.check(&versions[1]);

    let one = OneFile::new(changing(versions.clone(), 2));
    one.ask(&[(99_000, 100), (0, 100)]).unwrap();
    one.job.resume().unwrap();
    one.finish(&versions[1]);
}

#[test]
fn on_demand_files_resume_after_suspend_and_cuts() {
    let content = data(2_000_000, 12);
    let served = content.clone();
    let one = OneFile::new(move |request| {
        let response = Response::file(&served, "\"1\"", request);
        if request.nth % 3 == 0 {
            response.cut(50_000)
        } else {
            response
        }
    });
    one.job.set_minimum_retry_delay(5).unwrap();
    one.job.set_on_demand(true).unwrap();
    one.ask(&[(1_000_000, 500_000), (0, 300_000)]).unwrap();
    let mut cuts = 0;
    while one.filled() != [(0, 300_000), (1_000_000, 500_000)] {
        one.job.resume().unwrap();
        wait_until("it stops", || {
            matches!(
                one.job.state(),
                BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_TRANSIENT_ERROR
            )
        });
        one.check(&content);
        cuts += 1;
        assert!(cuts < 20, "{:?}", one.server.ranges());
    }
    assert!(cuts > 1);
    assert_eq!(one.server.sent(), 800_000, "no byte twice");
}

#[test]
fn an_observer_hears_of_every_range_once() {
    let content = data(1_000_000, 13);
    let one = OneFile::on_demand(&content);
    let observer = Arc::new(RangeObserver::default());
    one.job
        .set_notify_flags(BG_NOTIFY_FILE_RANGES_TRANSFERRED | BG_NOTIFY_JOB_TRANSFERRED)
        .unwrap();
    one.job.set_notification_interval(1).unwrap();
    one.job.set_observer(Some(observer.clone())).unwrap();
    let asked: Vec<_> = (0..50)
        .map(|index| (index * 17 % 50 * 20_000, 10_000))
        .collect();
    one.ask(&asked).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    wait_until("all ranges", || observer.recorded() == one.filled());
    assert_eq!(observer.recorded().len(), 50);
    one.ask(&[(0, EOF)]).unwrap();
    one.job.resume().unwrap();
    wait_for(&one.job, BG_JOB_STATE_TRANSFERRED);
    wait_until("the whole", || observer.recorded() == [(0, 1_000_000)]);
    one.finish(&content);
}

#[test]
fn ranges_are_reported_only_with_their_flag() {
    let one = OneFile::on_demand(&data(1000, 14));
    let log = Arc::new(CallLog::default());
    one.job
        .set_notify_flags(BG_NOTIFY_JOB_MODIFICATION)
        .unwrap();
    one.job.set_notification_interval(0).unwrap();
    one.job.set_observer(Some(log.clone())).unwrap();
    one.ask(&[(0, 10)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    let before = log.count("modified");
    one.job.set_description("the last change").unwrap();
    wait_until("the last change", || log.count("modified") > before);
    let lines = log.lines.lock().unwrap();
    assert!(lines.iter().all(|line| line == "modified"), "{lines:?}");
}

#[test]
fn requested_ranges_of_a_rejected_file_are_downloaded_again() {
    let content = data(10_000, 15);
    let one = OneFile::on_demand(&content);
    one.ask(&[(0, EOF)]).unwrap();
    one.run_to(BG_JOB_STATE_TRANSFERRED);
    one.file.set_validation(false).unwrap();
    assert_eq!(one.error(), BG_E_VALIDATION_FAILED);
    assert_eq!(one.filled(), []);
    one.job.resume().unwrap();
    one.finish(&content);
}

#[test]
fn an_empty_file_is_there_when_all_of_it_is_asked_for() {
    let one = OneFile::on_demand(&[]);
    one.ask(&[(0, EOF)]).unwrap();
    one.job.resume().unwrap();
    wait_for(&one.job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(one.filled(), []);
    one.job.complete().unwrap();
    assert!(fs::read(one.fixture.here("copy")).unwrap().is_empty());
}

#[test]
fn a_limit_counts_what_comes_only() {
    let one = OneFile::on_demand(&data(1000, 16));
    one.job.set_max_download_size(150).unwrap();
    one.ask(&[(500, 100)]).unwrap();
    one.run_to(BG_JOB_STATE_SUSPENDED);
    one.ask(&[(0, 100)]).unwrap();
    one.job.resume().unwrap();
    assert_eq!(one.error(), BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED);
}
