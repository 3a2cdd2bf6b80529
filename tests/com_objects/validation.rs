//! The validation of downloaded files by the owner of the job.

use std::fs;
use std::ptr::null_mut;

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits_test_support::fixture::{Fixture, data, wait_until};

use crate::client::{Client, FOLDER, files, first_file, release, state};

fn set_valid(file: *mut IBackgroundCopyFile, valid: bool) -> HRESULT {
    call!(
        file.cast::<IBackgroundCopyFile3>(),
        SetValidationState,
        valid.into()
    )
}

fn is_valid(file: *mut IBackgroundCopyFile) -> bool {
    let mut valid = 7;
    assert_eq!(
        call!(
            file.cast::<IBackgroundCopyFile3>(),
            GetValidationState,
            &mut valid
        ),
        S_OK
    );
    valid != 0
}

fn transferred(file: *mut IBackgroundCopyFile) -> u64 {
    let mut progress: BG_FILE_PROGRESS = unsafe { std::mem::zeroed() };
    assert_eq!(call!(file, GetProgress, &mut progress), S_OK);
    progress.BytesTransferred
}

fn progress(job: *mut IBackgroundCopyJob) -> BG_JOB_PROGRESS {
    let mut progress: BG_JOB_PROGRESS = unsafe { std::mem::zeroed() };
    assert_eq!(call!(job, GetProgress, &mut progress), S_OK);
    progress
}

/// Rejects one of three finished files. The other two do not change.
#[test]
fn rejecting_a_file_leaves_the_others_alone() {
    for rejected in 0..3 {
        for again in [false, true] {
            reject_one_of_three(rejected, again);
        }
    }
}

/// `again`: the rejected file is downloaded again before the job is completed.
fn reject_one_of_three(rejected: usize, again: bool) {
    const NAMES: [&str; 3] = ["a", "b", "c"];
    let fixture = Fixture::start();
    let client = Client::new(4);
    let job = client.create("validated", BG_JOB_TYPE_DOWNLOAD);
    let mut contents = [1, 2, 3].map(|seed| data(100_000, seed));
    for (name, content) in NAMES.iter().zip(&contents) {
        let url = fixture.serve(name, content);
        assert_eq!(client.add(job, &url, &fixture.here(name)), S_OK);
    }
    assert_eq!(call!(job, Resume), S_OK);
    wait_until("the files", || state(job) == BG_JOB_STATE_TRANSFERRED);

    let listed = files(job);
    assert_eq!(set_valid(listed[rejected], false), S_OK);
    assert_eq!(state(job), BG_JOB_STATE_ERROR);
    let kept = (0..3).filter(|index| *index != rejected);
    for (index, file) in listed.iter().enumerate() {
        let expected = if index == rejected { 0 } else { 100_000 };
        assert_eq!(
            transferred(*file),
            expected,
            "file {index} after file {rejected} was rejected"
        );
    }
    let left = progress(job);
    assert_eq!((left.FilesTransferred, left.BytesTransferred), (2, 200_000));
    assert_eq!(left.BytesTotal, 300_000);

    let expected: Vec<usize> = if again {
        contents[rejected] = data(50_000, 9);
        fixture.serve(NAMES[rejected], &contents[rejected]);
        assert_eq!(call!(job, Resume), S_OK);
        wait_until("the file", || state(job) == BG_JOB_STATE_TRANSFERRED);
        let all = progress(job);
        assert_eq!((all.FilesTransferred, all.BytesTransferred), (3, 250_000));
        assert_eq!(call!(job, Complete), S_OK);
        (0..3).collect()
    } else {
        assert_eq!(call!(job, Complete), BG_S_PARTIAL_COMPLETE);
        kept.collect()
    };
    assert_eq!(state(job), BG_JOB_STATE_ACKNOWLEDGED);
    listed.iter().for_each(|file| _ = release(*file));
    release(job);
    let names: Vec<&str> = expected.iter().map(|index| NAMES[*index]).collect();
    assert_eq!(fixture.left(), names);
    for index in expected {
        assert!(
            fs::read(fixture.here(NAMES[index])).unwrap() == contents[index],
            "{}",
            NAMES[index]
        );
    }
}

#[test]
fn a_rejected_file_is_fetched_again() {
    let fixture = Fixture::start();
    let client = Client::new(2);
    let job = client.create("validated", BG_JOB_TYPE_DOWNLOAD);
    for name in ["good", "bad"] {
        let url = fixture.serve(name, &data(100_000, 1));
        assert_eq!(client.add(job, &url, &fixture.here(name)), S_OK);
    }
    let listed = files(job);
    let (good, bad) = (listed[0], listed[1]);
    assert_eq!(
        (set_valid(bad, true), set_valid(bad, false)),
        (E_PENDING, E_PENDING)
    );
    assert_eq!(state(job), BG_JOB_STATE_SUSPENDED);
    let run = || {
        assert_eq!(call!(job, Resume), S_OK);
        wait_until("the files", || state(job) == BG_JOB_STATE_TRANSFERRED);
    };
    run();
    assert!(!is_valid(good) && !is_valid(bad));
    assert_eq!((set_valid(good, true), set_valid(bad, true)), (S_OK, S_OK));
    assert!(is_valid(good) && is_valid(bad));

    let better = data(50_000, 2);
    fixture.serve("bad", &better);
    assert_eq!(set_valid(bad, false), S_OK);
    assert_eq!(state(job), BG_JOB_STATE_ERROR);
    assert!(is_valid(good) && !is_valid(bad));
    assert_eq!((transferred(good), transferred(bad)), (100_000, 0));
    let (mut error, mut context, mut code) =
        (null_mut(), BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_NONE, 0);
    assert_eq!(call!(job, GetError, &mut error), S_OK);
    assert_eq!(call!(error, GetError, &mut context, &mut code), S_OK);
    assert_eq!(code, BG_E_VALIDATION_FAILED);
    release(error);
    assert_eq!(set_valid(bad, true), E_PENDING);

    run();
    assert_eq!(call!(job, Complete), S_OK);
    assert!(fs::read(fixture.here("bad")).unwrap() == better);
    assert_eq!(set_valid(good, false), BG_E_INVALID_STATE);
    assert_eq!((release(good), release(bad), release(job)), (0, 0, 0));
    assert_eq!(fixture.left(), ["bad", "good"]);

    let upload = client.create("upload", BG_JOB_TYPE_UPLOAD);
    assert_eq!(
        client.add(upload, "http://h/", &FOLDER.path().join("up")),
        S_OK
    );
    let file = first_file(upload);
    assert_eq!(set_valid(file, true), E_NOTIMPL);
    call!(upload, Cancel);
    release(file);
    release(upload);
}
