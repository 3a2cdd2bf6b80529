//! Observers and notification commands.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use bits::abi::BG_JOB_STATE::*;
use bits::abi::*;
use bits::engine::Observer;
use bits::engine::{CallOutcome, File, FileRange, Job, JobError};
use bits_test_support::fixture::{Fixture, data, text, wait_until};

/// An observer that records its calls, and fails the first `failures` of them.
#[derive(Default)]
pub struct CallLog {
    pub lines: Mutex<Vec<String>>,
    pub failures: AtomicU32,
}

impl CallLog {
    fn note(&self, line: &str) -> bool {
        self.lines.lock().unwrap().push(line.to_owned());
        self.failures
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
            .is_err()
    }

    pub fn count(&self, line: &str) -> usize {
        self.lines
            .lock()
            .unwrap()
            .iter()
            .filter(|noted| *noted == line)
            .count()
    }
}

impl Observer for CallLog {
    fn transferred(&self, _job: &Job) -> bool {
        self.note("transferred")
    }

    fn failed(&self, _job: &Job, error: &JobError) -> bool {
        self.note(&format!("failed {:#x}", error.code))
    }

    fn modified(&self, _job: &Job) -> bool {
        self.note("modified")
    }

    fn file_transferred(&self, _job: &Job, file: &File) -> bool {
        self.note(&format!(
            "file {}",
            Path::new(file.local_name()).file_name().unwrap().display()
        ))
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, ranges: &[FileRange]) {
        self.note(&format!("{} ranges", ranges.len()));
    }
}

/// The observer receives a second call for the file that is downloaded again, and for no other.
#[test]
fn a_rejected_file_alone_comes_again() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let log = Arc::new(CallLog::default());
    job.set_notify_flags(
        BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_FILE_TRANSFERRED,
    )
    .unwrap();
    job.set_observer(Some(log.clone())).unwrap();
    for name in ["a", "b", "c"] {
        job.add_files(&[(
            &fixture.serve(name, &data(5000, 1)),
            text(&fixture.here(name)),
        )])
        .unwrap();
    }
    job.resume().unwrap();
    wait_until("the end", || log.count("transferred") == 1);
    job.files().unwrap()[1].set_validation(false).unwrap();
    wait_until("the error", || log.count("failed 0x80200053") == 1);
    job.resume().unwrap();
    wait_until("the end", || log.count("transferred") == 2);
    assert_eq!(
        *log.lines.lock().unwrap(),
        [
            "file a",
            "file b",
            "file c",
            "transferred",
            "failed 0x80200053",
            "file b",
            "transferred"
        ]
    );
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
}

#[test]
fn an_observer_hears_of_files_before_the_job_and_again_when_it_failed() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let log = Arc::new(CallLog::default());
    log.failures.store(1, SeqCst);
    job.set_notify_flags(BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_FILE_TRANSFERRED)
        .unwrap();
    job.set_observer(Some(log.clone())).unwrap();
    for name in ["a", "b"] {
        job.add_files(&[(
            &fixture.serve(name, &data(5000, 1)),
            text(&fixture.here(name)),
        )])
        .unwrap();
    }
    job.resume().unwrap();
    wait_until("the end", || log.count("transferred") == 1);
    assert_eq!(
        *log.lines.lock().unwrap(),
        ["file a", "file a", "file b", "transferred"]
    );

    let late = Arc::new(CallLog::default());
    job.set_observer(Some(late.clone())).unwrap();
    wait_until("the late one", || late.count("transferred") == 1);
    job.complete().unwrap();
    assert_eq!(log.count("transferred"), 1);
}

#[test]
fn an_observer_hears_of_errors() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let log = Arc::new(CallLog::default());
    job.set_notify_flags(BG_NOTIFY_JOB_ERROR | BG_NOTIFY_JOB_MODIFICATION)
        .unwrap();
    job.set_observer(Some(log.clone())).unwrap();
    job.add_files(&[(&fixture.url("absent"), text(&fixture.here("a")))])
        .unwrap();
    wait_until("the modification", || log.count("modified") == 1);
    job.resume().unwrap();
    wait_until("the error", || log.count("failed 0x80190194") == 1);
}

#[test]
fn a_program_is_run_when_the_job_is_transferred() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let script = fixture.folder.path().join("notify.sh");
    let heard = fixture.folder.path().join("heard");
    fs::write(
        &script,
        format!(
            "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > {0}.new && mv {0}.new {0}\n",
            heard.display()
        ),
    )
    .unwrap();
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    job.set_notify_command(
        Some(text(&script)),
        Some("\"my name\" one \"two three\" $HOME"),
    )
    .unwrap();
    job.add_files(&[(&fixture.serve("a", b"a"), text(&fixture.here("a")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("the program", || heard.exists());
    assert_eq!(
        fs::read_to_string(&heard).unwrap(),
        format!("{}\none\ntwo three\n$HOME\n", text(&script))
    );
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
}

#[test]
fn a_failing_observer_hands_over_to_the_program() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let heard = fixture.folder.path().join("heard");
    let log = Arc::new(CallLog::default());
    log.failures.store(100, SeqCst);
    job.set_observer(Some(log.clone())).unwrap();
    job.set_notify_command(
        Some("/usr/bin/touch"),
        Some(&format!("touch {}", text(&heard))),
    )
    .unwrap();
    job.add_files(&[(&fixture.serve("a", b"a"), text(&fixture.here("a")))])
        .unwrap();
    job.resume().unwrap();
    wait_until("the program", || heard.exists());
    assert_eq!(log.count("transferred"), 1);
}
