//! Changes to a running job are atomic: an observer sees all of a change or none of it.

use std::time::Duration;

use bits::abi::BG_JOB_STATE::*;
use bits::engine::{CallOutcome, Job};
use bits_test_support::fixture::{wait_for, wait_until};

use crate::disks::{download, queue_fixture};
use crate::{has_its_content, serve};

const ROUNDS: usize = 10;

/// Reads a job again and again while `act` runs, and fails if `wrong` was ever true.
fn watch(job: &Job, wrong: impl Fn(&Job) -> bool, act: impl FnOnce() + Send) {
    let mut seen = false;
    std::thread::scope(|scope| {
        let acting = scope.spawn(act);
        while !acting.is_finished() {
            seen |= wrong(job);
        }
    });
    assert!(!seen, "a change showed half done");
}

#[test]
fn a_job_at_work_keeps_its_place_while_its_remote_names_change() {
    let server = serve(Duration::from_millis(4));
    let (_folder, queue, here) = queue_fixture();
    let path = here.join("d-2000000");
    let job = download(&queue, &server.url("/2000000"), &path);
    let file = &job.files().unwrap()[0];
    job.resume().unwrap();
    let names = [server.url("/2000000"), server.url("//2000000")];
    let rename = || {
        for round in 1..=ROUNDS {
            wait_for(&job, BG_JOB_STATE_TRANSFERRING);
            let (old, new) = (&names[(round + 1) % 2], &names[round % 2]);
            assert_eq!(job.replace_remote_prefix(old, new), Ok(CallOutcome::Done));
            assert_eq!(&file.remote_name().unwrap(), new);
        }
    };
    watch(&job, |job| job.state() == BG_JOB_STATE_SUSPENDED, rename);
    assert_eq!(
        job.replace_remote_prefix("http://elsewhere", "http://h"),
        Ok(CallOutcome::NothingToDo)
    );
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(file.remote_name().unwrap(), names[ROUNDS % 2]);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&path));
}

#[test]
fn a_job_in_error_for_a_rejected_file_holds_nothing_of_it() {
    let server = serve(Duration::from_millis(4));
    let (_folder, queue, here) = queue_fixture();
    let (first, second) = (here.join("d-one-100000"), here.join("d-two-2000000"));
    let job = download(&queue, &server.url("/100000"), &first);
    job.add_files(&[(&server.url("/2000000"), second.to_str().unwrap())])
        .unwrap();
    let file = &job.files().unwrap()[0];
    let held = |job: &Job| {
        job.state() == BG_JOB_STATE_ERROR && file.progress().unwrap().bytes_transferred > 0
    };
    for _ in 0..ROUNDS {
        job.resume().unwrap();
        let reject = || wait_until("the first file", || file.set_validation(false).is_ok());
        watch(&job, held, reject);
        assert_eq!(job.state(), BG_JOB_STATE_ERROR);
        assert_eq!(job.progress().bytes_transferred, 0);
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(has_its_content(&first) && has_its_content(&second));
}
