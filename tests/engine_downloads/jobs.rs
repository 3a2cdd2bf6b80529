//! Jobs from their creation to their end.

use std::fs;
use std::time::{Duration, SystemTime};

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::{CallOutcome, Error, SIZE_UNKNOWN};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

#[test]
fn a_job_downloads_its_files_and_names_them_when_completed() {
    let fixture = Fixture::start();
    let job = fixture.job();
    assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
    assert_eq!(job.resume(), Err(Error(BG_E_EMPTY)));
    let contents: Vec<_> = [0, 1, 70_000, 3_000_000]
        .map(|length| data(length, length as u64))
        .into();
    for (index, content) in contents.iter().enumerate() {
        let url = fixture.serve(&format!("file{index}"), content);
        job.add_files(&[(&url, text(&fixture.here(&format!("copy{index}"))))])
            .unwrap();
    }
    assert_eq!(job.progress().bytes_total, SIZE_UNKNOWN);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let progress = job.progress();
    assert_eq!((progress.files_total, progress.files_transferred), (4, 4));
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (3_070_001, 3_070_001)
    );
    assert!(job.times().unwrap().transfer_completion > 0);
    assert!(
        !fixture.here("copy0").exists(),
        "a file has its name before Complete"
    );
    assert!(!job.files().unwrap()[0].progress().unwrap().completed);

    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(job.state(), BG_JOB_STATE_ACKNOWLEDGED);
    for (index, content) in contents.iter().enumerate() {
        assert_eq!(
            &fs::read(fixture.here(&format!("copy{index}"))).unwrap(),
            content
        );
    }
    assert_eq!(fixture.left(), ["copy0", "copy1", "copy2", "copy3"]);
    assert_eq!(job.complete(), Err(Error(BG_E_INVALID_STATE)));
    assert!(matches!(
        fixture.queue.job(job.id()),
        Err(Error(BG_E_NOT_FOUND))
    ));
    assert!(fixture.queue.jobs(false).unwrap().is_empty());
    assert!(job.files().unwrap()[0].progress().unwrap().completed);
}

#[test]
fn the_completed_file_has_the_servers_time() {
    let fixture = Fixture::start();
    let url = fixture.serve("dated", b"content");
    let stamp = SystemTime::UNIX_EPOCH + Duration::from_secs(1_234_567_890);
    let served = fs::File::options()
        .write(true)
        .open(fixture.folder.path().join("served/dated"))
        .unwrap();
    served.set_modified(stamp).unwrap();
    let job = fixture.job();
    job.add_files(&[(&url, text(&fixture.here("dated")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(
        fs::metadata(fixture.here("dated"))
            .unwrap()
            .modified()
            .unwrap(),
        stamp
    );
}

#[test]
fn cancel_leaves_nothing() {
    let fixture = Fixture::start();
    let url = fixture.serve("file", &data(100_000, 1));
    let job = fixture.job();
    job.add_files(&[(&url, text(&fixture.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(fixture.left().len(), 1);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert_eq!(job.state(), BG_JOB_STATE_CANCELLED);
    assert!(fixture.left().is_empty());
    assert_eq!(job.cancel(), Err(Error(BG_E_INVALID_STATE)));
}

#[test]
fn a_missing_file_stops_the_job_and_what_arrived_can_be_kept() {
    let fixture = Fixture::start();
    let first = fixture.serve("first", &data(10_000, 1));
    let job = fixture.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    let third = fixture.serve("third", &data(10_000, 3));
    job.add_files(&[
        (&first, text(&fixture.here("first"))),
        (&fixture.url("absent"), text(&fixture.here("second"))),
        (&third, text(&fixture.here("third"))),
    ])
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!(error.code as u32, 0x8019_0194);
    assert_eq!(
        error.context,
        BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE
    );
    assert_eq!(error.file, Some(1));
    assert_eq!(error.protocol.as_deref(), Some("http"));
    assert_eq!(job.error_count(), Ok(1));
    assert_eq!(job.progress().files_transferred, 1);
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(fixture.left(), ["first"]);
}

#[test]
fn a_repaired_job_goes_on() {
    let fixture = Fixture::start();
    let job = fixture.job();
    job.add_files(&[(&fixture.url("late"), text(&fixture.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    fixture.serve("late", b"here at last");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.error(), Err(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE)));
    job.complete().unwrap();
    assert_eq!(fs::read(fixture.here("copy")).unwrap(), b"here at last");
}

#[test]
fn an_unreachable_server_is_a_transient_error_or_final_without_a_timeout() {
    let fixture = Fixture::start();
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("http://{closed}/file");
    let patient = fixture.job();
    patient
        .add_files(&[(&url, text(&fixture.here("a")))])
        .unwrap();
    let strict = fixture.job();
    strict
        .add_files(&[(&url, text(&fixture.here("b")))])
        .unwrap();
    strict.set_no_progress_timeout(0).unwrap();
    let slow = fixture.job();
    slow.add_files(&[(&url, text(&fixture.here("c")))]).unwrap();
    slow.set_minimum_retry_delay(700).unwrap();
    slow.set_no_progress_timeout(600).unwrap();
    for job in [&patient, &strict, &slow] {
        job.resume().unwrap();
    }
    wait_for(&patient, BG_JOB_STATE_TRANSIENT_ERROR);
    wait_for(&strict, BG_JOB_STATE_ERROR);
    wait_for(&slow, BG_JOB_STATE_ERROR);
    assert_eq!(patient.error().unwrap().code as u32, 0x8007_2efd);
    assert_eq!(patient.error_count(), Ok(1));
    patient.suspend().unwrap();
    assert_eq!(patient.state(), BG_JOB_STATE_SUSPENDED);
}

#[test]
fn many_files_of_a_foreground_job_arrive_whole() {
    let fixture = Fixture::start();
    let job = fixture.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    let names: Vec<_> = (0..300).map(|index| format!("f{index}")).collect();
    let pairs: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            (
                fixture.serve(name, &data(1000 + index * 7, index as u64)),
                fixture.here(name),
            )
        })
        .collect();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(url, path)| (url.as_str(), text(path)))
        .collect();
    job.add_files(&pairs).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    for (index, name) in names.iter().enumerate() {
        assert_eq!(
            fs::read(fixture.here(name)).unwrap(),
            data(1000 + index * 7, index as u64),
            "{name}"
        );
    }
    assert_eq!(fixture.left().len(), 300);
}

#[test]
fn local_files_are_copied() {
    let fixture = Fixture::start();
    let source = fixture.folder.path().join("served/source");
    fs::write(&source, data(2_000_000, 9)).unwrap();
    let job = fixture.job();
    job.add_files(&[
        (text(&source), text(&fixture.here("a"))),
        (
            &format!("file://{}", text(&source)),
            text(&fixture.here("b")),
        ),
    ])
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read(fixture.here("a")).unwrap(), data(2_000_000, 9));
    assert_eq!(fs::read(fixture.here("b")).unwrap(), data(2_000_000, 9));
}

#[test]
fn files_can_be_added_at_any_time_before_the_end() {
    let fixture = Fixture::start();
    let job = fixture.job();
    job.add_files(&[(
        &fixture.serve("a", &data(5000, 1)),
        text(&fixture.here("a")),
    )])
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.add_files(&[(
        &fixture.serve("b", &data(5000, 2)),
        text(&fixture.here("b")),
    )])
    .unwrap();
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
    job.resume().unwrap();
    wait_until("two files", || job.progress().files_transferred == 2);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(fixture.left(), ["a", "b"]);
}

#[test]
fn a_link_at_the_destination_is_replaced() {
    let fixture = Fixture::start();
    let victim = fixture.folder.path().join("victim");
    fs::write(&victim, "untouched").unwrap();
    std::os::unix::fs::symlink(&victim, fixture.here("copy")).unwrap();
    let job = fixture.job();
    job.add_files(&[(&fixture.serve("a", b"new"), text(&fixture.here("copy")))])
        .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched");
    assert_eq!(fs::read_to_string(fixture.here("copy")).unwrap(), "new");
    assert!(
        !fs::symlink_metadata(fixture.here("copy"))
            .unwrap()
            .is_symlink()
    );
}

/// Files of a foreground job that arrive before an earlier file count only when that file has
/// arrived.
#[test]
fn files_that_arrive_early_count_in_their_order() {
    let fixture = Fixture::start();
    let (first, rest) = (data(200_000, 1), data(5000, 2));
    let go_on = std::sync::Arc::new(std::sync::Barrier::new(2));
    let held = go_on.clone();
    let server = FaultServer::start(move |request| {
        if request.target == "/0" {
            held.wait();
            return Response::file(&first, "\"1\"", request);
        }
        Response::file(&rest, "\"1\"", request)
    });
    let job = fixture.job();
    job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
    for name in ["0", "1", "2"] {
        job.add_files(&[(&server.url(&format!("/{name}")), text(&fixture.here(name)))])
            .unwrap();
    }
    job.resume().unwrap();
    let files = job.files().unwrap();
    let arrived = |index: usize| {
        let name = files[index].temporary_name().unwrap();
        fs::metadata(name).is_ok_and(|data| data.len() == 5000)
    };
    wait_until("the later files", || arrived(1) && arrived(2));
    let shown = |index: usize| files[index].progress().unwrap().bytes_transferred;
    assert_eq!((shown(0), shown(1), shown(2)), (0, 0, 0));
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (0, 0)
    );
    assert_eq!(files[1].set_validation(true), Err(Error(E_PENDING)));
    go_on.wait();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(
        (
            job.progress().files_transferred,
            job.progress().bytes_transferred
        ),
        (3, 210_000)
    );
    assert_eq!((shown(0), shown(1), shown(2)), (200_000, 5000, 5000));
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(fixture.left(), ["0", "1", "2"]);
}

#[test]
fn a_more_important_job_takes_the_turn() {
    let fixture = Fixture::start();
    let big = fixture.serve("big", &data(40_000_000, 5));
    let low = fixture.job();
    low.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    for index in 0..20 {
        low.add_files(&[(&big, text(&fixture.here(&format!("low{index}"))))])
            .unwrap();
    }
    low.resume().unwrap();
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let high = fixture.job();
    high.set_priority(BG_JOB_PRIORITY_HIGH).unwrap();
    for index in 0..5 {
        high.add_files(&[(&big, text(&fixture.here(&format!("high{index}"))))])
            .unwrap();
    }
    high.resume().unwrap();
    wait_until("the turn", || high.state() != BG_JOB_STATE_QUEUED);
    let state = low.state();
    assert!(
        state == BG_JOB_STATE_QUEUED || state == BG_JOB_STATE_TRANSFERRED,
        "{state}"
    );
    wait_for(&high, BG_JOB_STATE_TRANSFERRED);
    wait_for(&low, BG_JOB_STATE_TRANSFERRED);
    low.complete().unwrap();
    assert_eq!(
        fs::read(fixture.here("low19")).unwrap(),
        data(40_000_000, 5)
    );
}

#[test]
fn suspend_and_resume_lose_nothing() {
    let fixture = Fixture::start();
    let content = data(60_000_000, 8);
    let url = fixture.serve("big", &content);
    let job = fixture.job();
    job.add_files(&[(&url, text(&fixture.here("copy")))])
        .unwrap();
    for _ in 0..10 {
        job.resume().unwrap();
        std::thread::sleep(Duration::from_millis(5));
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == content);
}
