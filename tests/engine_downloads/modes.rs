//! The properties that change the transfer of a job.

use std::fs;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::{CallOutcome, Error, Job, SIZE_UNKNOWN};
use bits_test_support::fault_server::{FaultServer, Request, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

use super::ranges::ranges;

/// A job with one file of a server that runs `script`.
fn job(
    fixture: &Fixture,
    script: impl Fn(&Request) -> Response + Send + Sync + 'static,
) -> (FaultServer, Job) {
    let (server, job) = (FaultServer::start(script), fixture.job());
    job.set_minimum_retry_delay(5).unwrap();
    job.add_files(&[(&server.url("/file"), text(&fixture.here("copy")))])
        .unwrap();
    (server, job)
}

fn error(job: &Job) -> HRESULT {
    wait_for(job, BG_JOB_STATE_ERROR);
    job.error().unwrap().code
}

/// The server sends no size, supports no ranges and no versions, and breaks off once. The file
/// starts over, in the background too.
#[test]
fn dynamic_content_comes_in_one_go() {
    let fixture = Fixture::start();
    let content = data(200_000, 1);
    for priority in [BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_FOREGROUND] {
        let served = content.clone();
        let (server, job) = job(&fixture, move |request| {
            let response = Response::whole(&served).chunked();
            if request.nth == 0 {
                response.cut(100_000)
            } else {
                response
            }
        });
        job.set_priority(priority).unwrap();
        job.set_dynamic_content(true).unwrap();
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSIENT_ERROR);
        assert_eq!(job.progress().bytes_total, SIZE_UNKNOWN);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        assert_eq!(job.progress().bytes_total, 200_000);
        assert_eq!(server.sent(), 300_000);
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.range().is_none())
        );
        job.complete().unwrap();
        assert!(fs::read(fixture.here("copy")).unwrap() == content);
    }
}

/// A dynamic file starts over even if the server could continue it, because each response is
/// another file.
#[test]
fn dynamic_content_is_never_put_together() {
    let fixture = Fixture::start();
    let versions = [data(200_000, 2), data(200_000, 3)];
    let served = versions.clone();
    let (server, job) = job(&fixture, move |request| {
        let response = Response::file(&served[usize::from(request.nth > 0)], "\"same\"", request);
        if request.nth == 0 {
            response.cut(100_000)
        } else {
            response
        }
    });
    job.set_dynamic_content(true).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSIENT_ERROR);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(server.ranges(), ["-", "-"]);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == versions[1]);
}

#[test]
fn modes_that_do_not_go_together_are_refused() {
    let fixture = Fixture::start();
    let unsupported = Err(Error(BG_E_UNSUPPORTED_JOB_CONFIGURATION));
    let (url, local) = (fixture.url("file"), fixture.here("copy"));
    let part = ranges(&[(0, 1)]);

    let dynamic = fixture.job();
    dynamic.set_dynamic_content(true).unwrap();
    assert_eq!(dynamic.set_on_demand(true), unsupported);
    assert_eq!(
        dynamic.add_file_with_ranges(&url, text(&local), &part),
        unsupported
    );
    dynamic.add_files(&[(&url, text(&local))]).unwrap();
    let refused = Err(Error(BG_E_RANDOM_ACCESS_NOT_SUPPORTED));
    assert_eq!(dynamic.file(0).unwrap().request_ranges(&part), refused);
    dynamic.set_dynamic_content(false).unwrap();
    dynamic.file(0).unwrap().request_ranges(&part).unwrap();
    assert_eq!(dynamic.set_dynamic_content(true), unsupported);

    let in_parts = fixture.job();
    in_parts
        .add_file_with_ranges(&url, text(&local), &part)
        .unwrap();
    assert_eq!(in_parts.set_dynamic_content(true), unsupported);
    let on_demand = fixture.job();
    on_demand.set_on_demand(true).unwrap();
    assert_eq!(on_demand.set_dynamic_content(true), unsupported);
    on_demand.set_on_demand(false).unwrap();
    on_demand.set_dynamic_content(true).unwrap();
}

#[test]
fn modes_cannot_change_after_the_start() {
    let fixture = Fixture::start();
    let url = fixture.serve("file", b"content");
    let job = fixture.job();
    assert_eq!(
        job.set_max_download_size(0),
        Err(Error(BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE))
    );
    job.add_files(&[(&url, text(&fixture.here("copy")))])
        .unwrap();
    assert_eq!(
        job.set_high_performance(true),
        Err(Error(BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE))
    );
    job.set_max_download_size(7).unwrap();
    job.resume().unwrap();
    job.suspend().unwrap();
    let late = Err(Error(BG_E_READ_ONLY_PROPERTY_AFTER_RESUME));
    assert_eq!(job.set_max_download_size(8), late);
    assert_eq!(job.set_dynamic_content(true), late);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(
        job.set_high_performance(true),
        Err(Error(BG_E_INVALID_STATE))
    );
}

#[test]
fn a_job_has_no_more_than_it_may() {
    let fixture = Fixture::start();
    for known in [true, false] {
        let content = data(400_000, 4);
        let (server, job) = job(&fixture, move |_| match known {
            true => Response::whole(&content),
            // The response has no known end.
            false => Response::whole(&content).chunked().stall(300_000),
        });
        job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
        job.set_max_download_size(250_000).unwrap();
        job.resume().unwrap();
        assert_eq!(error(&job), BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED);
        assert_eq!(job.error().unwrap().file, Some(0));
        assert_eq!(server.requests().len(), 1);
        job.resume().unwrap();
        assert_eq!(error(&job), BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED);
        job.cancel().unwrap();
    }
    let job = fixture.job();
    job.set_max_download_size(250_000).unwrap();
    for name in ["a", "b"] {
        job.add_files(&[(
            &fixture.serve(name, &data(125_000, 5)),
            text(&fixture.here(name)),
        )])
        .unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.add_files(&[(&fixture.serve("c", b"1"), text(&fixture.here("c")))])
        .unwrap();
    for _ in 0..2 {
        job.resume().unwrap();
        assert_eq!(error(&job), BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED);
        assert_eq!(job.error().unwrap().file, Some(2));
    }
}

#[test]
fn high_performance_writes_in_place() {
    let fixture = Fixture::start();
    let content = data(1_000_000, 6);
    let url = fixture.serve("file", &content);
    let job = fixture.job();
    job.set_high_performance(true).unwrap();
    fs::write(fixture.here("copy"), data(2_000_000, 7)).unwrap();
    job.add_files(&[(&url, text(&fixture.here("copy")))])
        .unwrap();
    assert_eq!(
        job.file(0).unwrap().temporary_name().unwrap(),
        text(&fixture.here("copy"))
    );
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(
        fs::read(fixture.here("copy")).unwrap() == content,
        "usable before Complete"
    );
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(fs::read(fixture.here("copy")).unwrap() == content);
    assert_eq!(fixture.left(), ["copy"]);
}

#[test]
fn a_cancelled_high_performance_job_leaves_what_has_come() {
    let fixture = Fixture::start();
    let content = data(100_000, 8);
    let job = fixture.job();
    job.set_high_performance(true).unwrap();
    let server = FaultServer::start(move |_| Response::whole(&content).stall(50_000));
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    job.add_files(&[(&server.url("/file"), text(&fixture.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("half of it", || job.progress().bytes_transferred == 50_000);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert_eq!(fs::read(fixture.here("copy")).unwrap().len(), 50_000);

    let job = fixture.job();
    job.set_high_performance(true).unwrap();
    job.add_files(&[(&server.url("/file"), text(&fixture.here("other")))])
        .unwrap();
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(fixture.left(), ["copy"]);
}

/// A request with another method is sent unchanged and once, and never continues a file.
#[test]
fn another_method_is_for_foreground_jobs_that_start_over() {
    let fixture = Fixture::start();
    let content = data(200_000, 9);
    let served = content.clone();
    let (server, job) = job(&fixture, move |request| {
        let response = Response::file(&served, "\"1\"", request);
        if request.nth == 0 {
            response.cut(100_000)
        } else {
            response
        }
    });
    for nonsense in ["", "GET it", "POST\r\nX: y", "\u{fc}"] {
        assert_eq!(job.set_http_method(nonsense), Err(Error(E_INVALIDARG)));
    }
    job.set_http_method("GET").unwrap();
    assert_eq!(job.settings().unwrap().priority, BG_JOB_PRIORITY_NORMAL);
    job.set_http_method("POST").unwrap();
    assert_eq!(job.http_method().unwrap(), "POST");
    assert_eq!(job.settings().unwrap().priority, BG_JOB_PRIORITY_FOREGROUND);
    let refused = Err(Error(BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD));
    assert_eq!(job.set_priority(BG_JOB_PRIORITY_HIGH), refused);
    assert_eq!(job.set_priority(BG_JOB_PRIORITY_FOREGROUND), Ok(()));
    assert_eq!(
        (job.set_on_demand(true), job.set_dynamic_content(true)),
        (refused, refused)
    );
    let random_access = Err(Error(BG_E_RANDOM_ACCESS_NOT_SUPPORTED));
    assert_eq!(job.file(0).unwrap().set_download_position(1), random_access);

    job.resume().unwrap();
    error(&job);
    assert_eq!(
        job.set_http_method("GET"),
        Err(Error(BG_E_READ_ONLY_PROPERTY_AFTER_RESUME))
    );
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.method == "POST")
    );
    assert_eq!(server.ranges(), ["-", "-"]);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == content);

    let on_demand = fixture.job();
    on_demand.set_on_demand(true).unwrap();
    assert_eq!(on_demand.set_http_method("POST"), refused);
    let upload = fixture.job_of(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD);
    assert_eq!(upload.http_method().unwrap(), "BITS_POST");
}
