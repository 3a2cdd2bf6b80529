//! Jobs that download ranges of files.

use std::fs;

use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::Policy;
use bits::engine::{CallOutcome, Error, Job, SIZE_UNKNOWN};
use bits::engine::{FileRange, Queue, Result, Timing};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

pub const EOF: u64 = BG_LENGTH_TO_EOF;

pub fn ranges(list: &[(u64, u64)]) -> Vec<FileRange> {
    let range = |(offset, length): &(u64, u64)| FileRange::new(*offset, *length).unwrap();
    list.iter().map(range).collect()
}

fn add(fixture: &Fixture, job: &Job, url: &str, local: &str, list: &[(u64, u64)]) -> Result<()> {
    job.add_file_with_ranges(url, text(&fixture.here(local)), &ranges(list))
}

fn joined(content: &[u8], list: &[(u64, u64)]) -> Vec<u8> {
    let part = |(offset, length): &(u64, u64)| {
        let end = offset.saturating_add(*length).min(content.len() as u64);
        &content[*offset as usize..end as usize]
    };
    list.iter().flat_map(part).copied().collect()
}

#[test]
fn parts_arrive_beside_whole_files() {
    let fixture = Fixture::start();
    let content = data(1_000_000, 1);
    let url = fixture.serve("file", &content);
    let fixed = [(900_000, 100_000), (0, 10), (400_000, 300_000)];
    let open = [(24, 17), (111, EOF), (83, 7)];
    for priority in [BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_FOREGROUND] {
        let job = fixture.job();
        job.set_priority(priority).unwrap();
        add(&fixture, &job, &url, "fixed", &fixed).unwrap();
        assert_eq!(
            job.progress().bytes_total,
            400_010,
            "no size is needed to tell"
        );
        add(&fixture, &job, &url, "open", &open).unwrap();
        assert_eq!(job.progress().bytes_total, SIZE_UNKNOWN);
        job.add_files(&[(&url, text(&fixture.here("whole")))])
            .unwrap();

        let files = job.files().unwrap();
        let total = |index: usize| files[index].progress().unwrap().bytes_total;
        assert_eq!(
            [total(0), total(1), total(2)],
            [400_010, SIZE_UNKNOWN, SIZE_UNKNOWN]
        );
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        let wanted = [400_010, 17 + 999_889 + 7, 1_000_000];
        assert_eq!([total(0), total(1), total(2)], wanted);
        let (progress, sum) = (job.progress(), wanted.iter().sum::<u64>());
        assert_eq!(
            (progress.bytes_total, progress.bytes_transferred),
            (sum, sum)
        );
        assert_eq!(job.complete(), Ok(CallOutcome::Done));
        assert!(fs::read(fixture.here("fixed")).unwrap() == joined(&content, &fixed));
        assert!(fs::read(fixture.here("open")).unwrap() == joined(&content, &open));
        assert!(fs::read(fixture.here("whole")).unwrap() == content);
        assert_eq!(fixture.left(), ["fixed", "open", "whole"]);

        assert_eq!(files[0].ranges().unwrap().list(), ranges(&fixed));
        assert_eq!(files[1].ranges().unwrap().list(), ranges(&open));
        assert!(files[2].ranges().unwrap().is_whole());
    }
}

#[test]
fn invalid_ranges_are_refused_when_they_are_added() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let url = fixture.url("file");
    let refused =
        |url: &str, list: &[(u64, u64)]| add(&fixture, &job, url, "copy", list).unwrap_err();
    assert_eq!(refused(&url, &[]), Error(E_INVALIDARG));
    assert_eq!(
        refused(&url, &[(0, 10), (5, 10)]),
        Error(BG_E_OVERLAPPING_RANGES)
    );
    assert_eq!(
        refused(&url, &[(5, 10), (5, 10)]),
        Error(BG_E_OVERLAPPING_RANGES)
    );
    assert_eq!(
        refused("file:///etc/hostname", &[(0, 1)]),
        Error(E_INVALIDARG)
    );
    assert_eq!(refused("/etc/hostname", &[(0, 1)]), Error(E_INVALIDARG));
    assert_eq!(refused("relative", &[(0, 1)]), Error(E_INVALIDARG));
    assert_eq!(
        job.add_file_with_ranges(&url, "relative", &ranges(&[(0, 1)])),
        Err(Error(E_INVALIDARG))
    );
    assert_eq!(
        job.add_file_with_ranges(&url, "/nowhere/file", &ranges(&[(0, 1)])),
        Err(Error(0x8007_0003_u32 as HRESULT))
    );
    assert!(job.files().unwrap().is_empty());

    add(&fixture, &job, &url, "copy", &[(0, 1)]).unwrap();
    let file = job.file(0).unwrap();
    assert_eq!(
        file.set_remote_name("/etc/hostname"),
        Err(Error(E_INVALIDARG))
    );
    assert_eq!(
        job.replace_remote_prefix(&url, "file:///x"),
        Err(Error(E_INVALIDARG))
    );
    file.set_remote_name(&fixture.url("other")).unwrap();
    assert_eq!(file.ranges().unwrap().list(), ranges(&[(0, 1)]));
    job.cancel().unwrap();
    assert_eq!(refused(&url, &[(0, 1)]), Error(BG_E_INVALID_STATE));

    for upload in [
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD,
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY,
    ] {
        let job = fixture.job_of(upload);
        assert_eq!(
            add(&fixture, &job, &url, "up", &[(0, 1)]),
            Err(Error(E_NOTIMPL))
        );
    }
}

#[test]
fn the_number_of_ranges_is_limited_by_policy_only() {
    let mut fixture = Fixture::start();
    let many: Vec<_> = (0..501).map(|index| (index * 10, 5)).collect();
    add(
        &fixture,
        &fixture.job(),
        &fixture.url("file"),
        "copy",
        &many,
    )
    .unwrap();
    let policy = Policy {
        max_ranges_per_file: Some(500),
        ..Policy::default()
    };
    fixture.queue = Queue::open_with(
        &fixture.folder.path().join("limited"),
        policy,
        Timing::default(),
    )
    .unwrap();
    let job = fixture.job();
    let url = fixture.url("file");
    assert_eq!(
        add(&fixture, &job, &url, "copy", &many),
        Err(Error(BG_E_TOO_MANY_RANGES_IN_FILE))
    );
    add(&fixture, &job, &url, "copy", &many[1..]).unwrap();
}

#[test]
fn ranges_beyond_the_file_stop_the_job_until_it_has_them() {
    let fixture = Fixture::start();
    let url = fixture.serve("file", &data(1000, 2));
    let job = fixture.job();
    add(&fixture, &job, &url, "copy", &[(990, 20), (0, 10)]).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!((error.code, error.file), (BG_E_INVALID_RANGE, Some(0)));
    assert_eq!(
        error.context,
        BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE
    );
    let longer = data(1010, 3);
    fixture.serve("file", &longer);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == joined(&longer, &[(990, 20), (0, 10)]));
}

#[test]
fn suspended_within_any_range_it_goes_on_there() {
    let fixture = Fixture::start();
    let content = data(60_000_000, 4);
    let url = fixture.serve("big", &content);
    let list: Vec<_> = (0..60)
        .map(|index| (index * 7 % 60 * 1_000_000, 999_000))
        .collect();
    let job = fixture.job();
    add(&fixture, &job, &url, "copy", &list).unwrap();
    for step in 1..10 {
        job.resume().unwrap();
        wait_until("some more", || {
            job.progress().bytes_transferred > step * 4_000_000
                || job.state() == BG_JOB_STATE_TRANSFERRED
        });
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == joined(&content, &list));
}

#[test]
fn ranges_of_a_rejected_file_are_downloaded_again() {
    let fixture = Fixture::start();
    let (first, second) = (data(100_000, 5), data(100_000, 6));
    let list = [(50_000, EOF), (0, 100)];
    let url = fixture.serve("file", &first);
    let job = fixture.job();
    add(&fixture, &job, &url, "copy", &list).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.file(0).unwrap().set_validation(false).unwrap();
    assert_eq!(job.state(), BG_JOB_STATE_ERROR);
    let progress = job.progress();
    assert_eq!(
        (progress.bytes_total, progress.bytes_transferred),
        (50_100, 0)
    );
    fixture.serve("file", &second);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(fixture.here("copy")).unwrap() == joined(&second, &list));
}
