//! Remote names change during a transfer.

use std::fs;
use std::ptr::{null, null_mut};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits_test_support::fixture::{Fixture, data, wait_until};

use crate::client::{Client, FOLDER, files, first_file, release, state};

fn names(client: &Client, job: *mut IBackgroundCopyJob) -> Vec<String> {
    let name = |file: *mut IBackgroundCopyFile| {
        let mut name = null_mut();
        assert_eq!(call!(file, GetRemoteName, &mut name), S_OK);
        release(file);
        client.take(name).unwrap()
    };
    files(job).into_iter().map(name).collect()
}

fn set_name(client: &Client, job: *mut IBackgroundCopyJob, name: &str) -> HRESULT {
    let file = first_file(job);
    let answer = call!(
        file.cast::<IBackgroundCopyFile2>(),
        SetRemoteName,
        client.text(name).ptr()
    );
    release(file);
    answer
}

fn replace(client: &Client, job: *mut IBackgroundCopyJob, old: &str, new: &str) -> HRESULT {
    let (old, new) = (client.text(old), client.text(new));
    call!(
        job.cast::<IBackgroundCopyJob3>(),
        ReplaceRemotePrefix,
        old.ptr(),
        new.ptr()
    )
}

#[test]
fn names_are_replaced_as_documented() {
    let client = Client::new(2);
    let job = client.create("names", BG_JOB_TYPE_DOWNLOAD);
    let place = |name: &str| FOLDER.path().join(name);
    for name in ["http://one/a", "http://one/b", "http://two/c"] {
        let local = place(&name[name.len() - 1..]);
        assert_eq!(client.add(job, name, &local), S_OK);
    }
    assert_eq!(replace(&client, job, "HTTP://one", "http://three"), S_FALSE);
    assert_eq!(replace(&client, job, "", "http://three"), E_INVALIDARG);
    assert_eq!(replace(&client, job, "http://one", ""), E_INVALIDARG);
    assert_eq!(replace(&client, job, "http", "gopher"), E_INVALIDARG);
    assert_eq!(
        replace(
            &client,
            job,
            "http://one/",
            &format!("http://one/{}/", "x".repeat(2200))
        ),
        E_INVALIDARG
    );
    assert_eq!(
        names(&client, job),
        ["http://one/a", "http://one/b", "http://two/c"]
    );
    assert_eq!(replace(&client, job, "http://one", "https://three"), S_OK);
    assert_eq!(
        names(&client, job),
        ["https://three/a", "https://three/b", "http://two/c"]
    );

    let long = |length: usize| format!("http://h/{}", "/x".repeat((length - 9) / 2));
    assert_eq!(set_name(&client, job, &(long(2199) + "y")), S_OK);
    assert_eq!(set_name(&client, job, &(long(2199) + "yz")), E_INVALIDARG);
    for bad in ["", "relative", "ftp://host/file"] {
        assert_eq!(set_name(&client, job, bad), E_INVALIDARG, "{bad}");
    }
    let file = first_file(job);
    assert_eq!(
        call!(file.cast::<IBackgroundCopyFile2>(), SetRemoteName, null()),
        E_INVALIDARG
    );
    assert_eq!(call!(job, Cancel), S_OK);
    let good = client.text("http://one/");
    assert_eq!(
        call!(
            file.cast::<IBackgroundCopyFile2>(),
            SetRemoteName,
            good.ptr()
        ),
        BG_E_INVALID_STATE
    );
    assert_eq!(replace(&client, job, "http", "https"), BG_E_INVALID_STATE);
    assert_eq!((release(file), release(job)), (0, 0));

    for upload in [BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY] {
        let job = client.create("upload", upload);
        assert_eq!(client.add(job, "http://one/a", &place("up")), S_OK);
        assert_eq!(set_name(&client, job, "http://one/b"), E_NOTIMPL);
        assert_eq!(replace(&client, job, "http://one", "http://two"), E_NOTIMPL);
        call!(job, Cancel);
        release(job);
    }
}

/// A job leaves a server that has failed for another one, which is the purpose of the method.
#[test]
fn a_failed_job_finishes_from_another_place() {
    let client = Client::new(4);
    let (job, error) = client.failed();
    release(error);
    let there = FOLDER.path().join("really there");
    fs::write(&there, "found").unwrap();
    assert_eq!(set_name(&client, job, there.to_str().unwrap()), S_OK);
    assert_eq!(state(job), BG_JOB_STATE_ERROR);
    assert_eq!(call!(job, Resume), S_OK);
    wait_until("the file", || state(job) == BG_JOB_STATE_TRANSFERRED);
    assert_eq!(call!(job, Complete), S_OK);
    assert_eq!(
        fs::read_to_string(FOLDER.path().join("never")).unwrap(),
        "found"
    );
    release(job);
}

#[test]
fn a_running_transfer_moves_over() {
    let fixture = Fixture::start();
    let content = data(120_000_000, 9);
    let (old, new) = (
        fixture.serve("old", &content),
        fixture.serve("new", &content),
    );
    let client = Client::new(4);
    let job = client.create("moves", BG_JOB_TYPE_DOWNLOAD);
    assert_eq!(client.add(job, &old, &fixture.here("file")), S_OK);
    assert_eq!(call!(job, Resume), S_OK);
    wait_until("some data", || {
        let mut progress: BG_JOB_PROGRESS = unsafe { std::mem::zeroed() };
        assert_eq!(call!(job, GetProgress, &mut progress), S_OK);
        progress.BytesTransferred > 0
    });
    assert_eq!(replace(&client, job, &old, &new), S_OK);
    assert_ne!(state(job), BG_JOB_STATE_SUSPENDED);
    wait_until("the file", || state(job) == BG_JOB_STATE_TRANSFERRED);
    assert_eq!(names(&client, job), [new]);
    assert_eq!(call!(job, Complete), S_OK);
    assert!(fs::read(fixture.here("file")).unwrap() == content);
    assert_eq!(release(job), 0);
}
