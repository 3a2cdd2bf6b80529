//! Observers that change the job in a call: the calls that follow take the change into account.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::Observer;
use bits::engine::{File, FileRange, Job, JobError};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

use crate::objects::NotificationLog;

/// An observer that records the notifications, and reacts to those about a file.
struct ReactingObserver<F> {
    log: NotificationLog,
    react: F,
}

impl<F> ReactingObserver<F>
where
    F: Fn(&Job, &File) -> bool + Send + Sync + 'static,
{
    fn new(react: F) -> Arc<ReactingObserver<F>> {
        Arc::new(ReactingObserver {
            log: NotificationLog::default(),
            react,
        })
    }
}

impl<F> Observer for ReactingObserver<F>
where
    F: Fn(&Job, &File) -> bool + Send + Sync + 'static,
{
    fn transferred(&self, job: &Job) -> bool {
        self.log.transferred(job)
    }

    fn failed(&self, job: &Job, error: &JobError) -> bool {
        self.log.failed(job, error)
    }

    fn modified(&self, job: &Job) -> bool {
        self.log.modified(job)
    }

    fn file_transferred(&self, job: &Job, file: &File) -> bool {
        self.log.file_transferred(job, file) && (self.react)(job, file)
    }

    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) {
        self.log.ranges_transferred(job, file, ranges);
        (self.react)(job, file);
    }
}

/// Waits until the library has let go of an observer. It makes no further call.
fn wait_until_released<T>(observer: &Arc<T>) {
    wait_until("the last call", || Arc::strong_count(observer) == 1);
}

/// The call for the file fails until the job is TRANSFERRED, so that the next calls for the file
/// and for the job are due at the same time.
#[test]
fn a_job_whose_file_is_rejected_in_its_call_is_not_transferred() {
    let fixture = Fixture::start();
    let calls = AtomicU32::new(0);
    let observer = ReactingObserver::new(move |job, file| {
        match calls.fetch_add(1, SeqCst) {
            0 => {
                wait_for(job, BG_JOB_STATE_TRANSFERRED);
                return false;
            }
            1 => file.set_validation(false).unwrap(),
            _ => file.set_validation(true).unwrap(),
        }
        true
    });
    let job = fixture.job();
    job.set_notify_flags(
        BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_FILE_TRANSFERRED,
    )
    .unwrap();
    job.set_observer(Some(observer.clone())).unwrap();
    let url = fixture.serve("a", &data(10, 1));
    job.add_files(&[(&url, text(&fixture.here("a")))]).unwrap();
    job.resume().unwrap();
    let file = "a of 10 bytes";
    observer.log.wait_for(&[file, file, "failed"]);
    job.resume().unwrap();
    let all = [file, file, "failed", file, "transferred"];
    observer.log.wait_for(&all);
    job.complete().unwrap();
    wait_until_released(&observer);
    observer.log.wait_for(&all);
}

/// The ranges of both files are due when the flag is set.
#[test]
fn no_ranges_are_reported_of_a_job_that_a_call_has_ended() {
    let fixture = Fixture::start();
    let flags = BG_NOTIFY_FILE_RANGES_TRANSFERRED;
    let observer = ReactingObserver::new(move |job, _| {
        job.set_notify_flags(flags | BG_NOTIFY_JOB_MODIFICATION)
            .unwrap();
        job.cancel().unwrap();
        true
    });
    let job = fixture.job();
    job.set_notify_flags(BG_NOTIFY_DISABLE).unwrap();
    job.set_on_demand(true).unwrap();
    job.set_observer(Some(observer.clone())).unwrap();
    for name in ["a", "b"] {
        let url = fixture.serve(name, &data(1000, 1));
        job.add_files(&[(&url, text(&fixture.here(name)))]).unwrap();
    }
    for file in job.files().unwrap() {
        file.request_ranges(&[FileRange::new(0, 100).unwrap()])
            .unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_SUSPENDED);
    job.set_notify_flags(flags).unwrap();
    wait_until_released(&observer);
    observer.log.wait_for(&["1 ranges"]);
}
