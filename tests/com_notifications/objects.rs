//! Notifications of callback objects and observers.

use std::path::Path;
use std::sync::{Arc, Mutex};

use bits::abi::BG_JOB_TYPE::*;
use bits::abi::{BG_NOTIFY_FILE_TRANSFERRED, BG_NOTIFY_JOB_TRANSFERRED};
use bits::engine::Observer;
use bits::engine::{File, FileRange, Job, JobError, Queue};
use bits_test_support::fixture::{text, wait_until};
use bits_test_support::needs::GXX;

use crate::fixture::NotificationFixture;

macro_rules! scenarios {
    ($($scenario:ident)*) => {
        $(
            #[test(needs = [GXX])]
            fn $scenario() {
                NotificationFixture::new().run_scenario(stringify!($scenario));
            }
        )*
    };
}

scenarios! {
    files_come_before_the_job
    an_error_comes_with_everything_about_it
    notifications_wait_for_a_late_callback
    modifications_are_gathered
    a_blocked_callback_harms_no_other_job
    a_callback_may_call_everything
    a_callback_may_let_go_of_everything
    a_file_rejected_in_its_call_is_an_error
    a_file_rejected_in_a_call_for_another_comes_again
    a_job_resumed_in_a_call_reports_no_error
    a_file_added_in_a_call_comes_before_the_job
    no_call_follows_the_end_of_the_job
    a_call_may_remove_or_replace_the_object
    a_call_may_change_the_flags
    changes_in_each_call_delay_nothing
    an_argument_may_be_released_once
    an_argument_may_be_kept
}

#[test(needs = [GXX])]
fn a_program_is_notified_of_transfers_of_the_service() {
    let fixture = NotificationFixture::new();
    let _service = fixture.service();
    fixture.run_scenario("wait_for_the_notification");
}

/// An observer that records the notifications.
#[derive(Default)]
pub struct NotificationLog(Mutex<Vec<String>>);

impl NotificationLog {
    pub fn wait_for(&self, lines: &[&str]) {
        wait_until("the news", || self.0.lock().unwrap().len() >= lines.len());
        assert_eq!(*self.0.lock().unwrap(), lines);
    }

    fn note(&self, line: &str) -> bool {
        self.0.lock().unwrap().push(line.to_owned());
        true
    }
}

impl Observer for NotificationLog {
    fn transferred(&self, _job: &Job) -> bool {
        self.note("transferred")
    }

    fn failed(&self, _job: &Job, _error: &JobError) -> bool {
        self.note("failed")
    }

    fn modified(&self, _job: &Job) -> bool {
        self.note("modified")
    }

    fn file_transferred(&self, _job: &Job, file: &File) -> bool {
        let progress = file.progress().unwrap();
        assert_eq!(progress.bytes_transferred, progress.bytes_total);
        let name = Path::new(file.local_name()).file_name().unwrap();
        self.note(&format!(
            "{} of {} bytes",
            name.display(),
            progress.bytes_total
        ))
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, ranges: &[FileRange]) {
        self.note(&format!("{} ranges", ranges.len()));
    }
}

#[test(needs = [GXX])]
fn the_last_process_to_register_is_notified() {
    let fixture = NotificationFixture::new();
    let queue = Queue::open(&fixture.home()).unwrap();
    let job = queue.create_job("ours", BG_JOB_TYPE_DOWNLOAD).unwrap();
    job.add_files(&[(&fixture.url("/whole/10"), text(&fixture.base.here("a")))])
        .unwrap();
    let (first, second) = (
        Arc::new(NotificationLog::default()),
        Arc::new(NotificationLog::default()),
    );
    job.set_observer(Some(first.clone())).unwrap();
    fixture.run_scenario("take_over");
    job.set_observer(Some(second.clone())).unwrap();
    second.wait_for(&["transferred"]);
    first.wait_for(&[]);
}

#[test]
fn an_upload_reports_only_its_reply_file() {
    let fixture = NotificationFixture::new();
    for (job_type, length, lines) in [
        (
            BG_JOB_TYPE_UPLOAD_REPLY,
            "10",
            &["answer of 10 bytes", "transferred"][..],
        ),
        (BG_JOB_TYPE_UPLOAD_REPLY, "0", &["transferred"]),
        (BG_JOB_TYPE_UPLOAD, "11", &["transferred"]),
    ] {
        let job = fixture.base.job_of(job_type);
        let log = Arc::new(NotificationLog::default());
        job.set_notify_flags(BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_FILE_TRANSFERRED)
            .unwrap();
        job.set_observer(Some(log.clone())).unwrap();
        let own = fixture.own("own", length);
        job.add_files(&[(&fixture.base.url(&format!("up{length}")), text(&own))])
            .unwrap();
        if job_type == BG_JOB_TYPE_UPLOAD_REPLY {
            job.set_reply_file_name(Some(text(&fixture.base.here("answer"))))
                .unwrap();
        }
        job.resume().unwrap();
        log.wait_for(lines);
        job.cancel().unwrap();
    }
}
