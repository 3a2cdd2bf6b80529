//! The behaviours through the Rust API, as far as the API shows them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::{Duration, SystemTime};

use bits::abi::BG_AUTH_SCHEME::*;
use bits::abi::BG_AUTH_TARGET::*;
use bits::abi::BG_JOB_PRIORITY::*;
use bits::abi::BG_JOB_PROXY_USAGE::*;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits::engine::Observer;
use bits::engine::{
    CallOutcome, Credentials, Error, File, FileRange, Job, JobError, JobProgress, ProxySettings,
    SIZE_UNKNOWN,
};
use bits_test_support::behaviour_fixture::{BehaviourFixture, VERSION_1, VERSION_2};
use bits_test_support::fixture::{data, text, wait_for, wait_until};
use bits_test_support::needs::NETWORK_NAMESPACE;
use bits_test_support::process::OWN_NETWORK;
use bits_test_support::toolchain::succeed;

/// An observer that counts its calls, and fails a given number of them.
#[derive(Default)]
struct Counter {
    transferred: AtomicU32,
    failed: AtomicU32,
    modified: AtomicU32,
    refusals: AtomicU32,
}

impl Counter {
    fn set(job: &Job, refusals: u32, flags: u32) -> Arc<Counter> {
        let counter = Arc::new(Counter::default());
        counter.refusals.store(refusals, SeqCst);
        job.set_notify_flags(flags).unwrap();
        job.set_observer(Some(counter.clone())).unwrap();
        counter
    }

    fn takes(&self) -> bool {
        self.refusals
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
            .is_err()
    }
}

impl Observer for Counter {
    fn transferred(&self, _job: &Job) -> bool {
        self.transferred.fetch_add(1, SeqCst);
        self.takes()
    }

    fn failed(&self, _job: &Job, _error: &JobError) -> bool {
        self.failed.fetch_add(1, SeqCst);
        self.takes()
    }

    fn modified(&self, _job: &Job) -> bool {
        self.modified.fetch_add(1, SeqCst);
        true
    }

    fn file_transferred(&self, _job: &Job, _file: &File) -> bool {
        true
    }

    fn ranges_transferred(&self, _job: &Job, _file: &File, _ranges: &[FileRange]) {}
}

const MOST: u32 = BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR | BG_NOTIFY_JOB_MODIFICATION;

#[test]
fn a_new_job_has_the_defaults() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    let settings = job.settings().unwrap();
    assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
    assert_eq!(settings.priority, BG_JOB_PRIORITY_NORMAL);
    assert_eq!(settings.proxy.usage, BG_JOB_PROXY_USAGE_PRECONFIG);
    assert_eq!(
        (settings.minimum_retry_delay, settings.no_progress_timeout),
        (600, 1_209_600)
    );
    assert_eq!(job.error_count(), Ok(0));
    assert_eq!(job.progress(), JobProgress::default());
    assert_eq!(job.error(), Err(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE)));
    let command = settings.notify_command;
    assert_eq!((&*command.program, &*command.parameters), ("", ""));
}

#[test]
fn resume_without_files_is_refused() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    assert_eq!(job.resume(), Err(Error(BG_E_EMPTY)));
    assert_eq!(job.state(), BG_JOB_STATE_SUSPENDED);
}

#[test]
fn texts_have_their_limits() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    let long = |units: usize| "x".repeat(units);
    assert_eq!(job.set_display_name(&long(256)), Ok(()));
    assert!(job.set_display_name(&long(257)).is_err());
    assert!(
        fixture
            .base
            .queue
            .create_job(&long(256), BG_JOB_TYPE_DOWNLOAD)
            .is_ok()
    );
    assert!(
        fixture
            .base
            .queue
            .create_job(&long(257), BG_JOB_TYPE_DOWNLOAD)
            .is_err()
    );
    assert_eq!(job.set_description(&long(1024)), Ok(()));
    assert_eq!(
        job.set_description(&long(1025)),
        Err(Error(BG_E_STRING_TOO_LONG))
    );
    assert_eq!(
        job.set_notify_command(Some("/p"), Some(&long(4000))),
        Ok(())
    );
    assert_eq!(
        job.set_notify_command(Some("/p"), Some(&long(4001))),
        Err(Error(BG_E_STRING_TOO_LONG))
    );
    let user = |units| Credentials {
        target: BG_AUTH_TARGET_SERVER,
        scheme: BG_AUTH_SCHEME_BASIC,
        user: Some(long(units)),
        password: Some(String::new()),
    };
    assert_eq!(job.set_credentials(user(300)), Ok(()));
    assert_eq!(
        job.set_credentials(user(301)),
        Err(Error(BG_E_USERNAME_TOO_LARGE))
    );
}

#[test]
fn short_delays_are_raised_and_no_timeout_means_no_retry() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    for delay in [0, 4] {
        job.set_minimum_retry_delay(delay).unwrap();
        assert_eq!(job.settings().unwrap().minimum_retry_delay, 5);
    }
    job.set_no_progress_timeout(0).unwrap();
    let counter = Counter::set(&job, 0, MOST);
    fixture.add(&job, "/failing", "a");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    wait_until("JobError", || counter.failed.load(SeqCst) == 1);
}

#[test]
fn a_delay_longer_than_the_timeout_ends_in_error() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    job.set_minimum_retry_delay(700).unwrap();
    job.set_no_progress_timeout(600).unwrap();
    fixture.add(&job, "/failing", "a");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
}

#[test]
fn undefined_values_are_not_implemented() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    assert_eq!(job.set_notify_flags(0x40), Err(Error(E_NOTIMPL)));
    assert!(BG_JOB_PRIORITY::try_from(4).is_err());
    assert!(BG_JOB_PROXY_USAGE::try_from(4).is_err());
}

#[test]
fn a_proxy_list_is_required_then_and_looked_at_later() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    let list = |list: Option<&str>| ProxySettings {
        usage: BG_JOB_PROXY_USAGE_OVERRIDE,
        list: list.map(str::to_owned),
        bypass: None,
    };
    assert_eq!(job.set_proxy(list(None)), Err(Error(E_INVALIDARG)));
    assert_eq!(job.set_proxy(list(Some("::not a proxy::"))), Ok(()));
    fixture.add(&job, "/whole/1", "a");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(job.error().unwrap().code, BG_E_INVALID_PROXY_INFO);
}

#[test]
fn an_upload_has_one_file() {
    let fixture = BehaviourFixture::start();
    for job_type in [BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY] {
        let own = fixture.own("own", "0");
        let pair = (&*fixture.base.url("up"), text(&own));
        let job = fixture.base.job_of(job_type);
        assert_eq!(
            job.add_files(&[pair, pair]),
            Err(Error(BG_E_TOO_MANY_FILES))
        );
        assert_eq!(job.progress().files_total, 0);
        assert_eq!(job.add_files(&[pair]), Ok(()));
        assert_eq!(job.add_files(&[pair]), Err(Error(BG_E_TOO_MANY_FILES)));
        assert_eq!(job.progress().files_total, 1);
        assert_eq!(job.complete(), Err(Error(BG_E_INVALID_STATE)));
    }
}

#[test]
fn only_an_upload_with_reply_has_one() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    assert_eq!(job.reply_progress(), Err(Error(E_NOTIMPL)));
    assert_eq!(job.reply_file_name(), Err(Error(E_NOTIMPL)));
    assert!(matches!(job.reply_data(), Err(Error(E_NOTIMPL))));

    let job = fixture.base.job_of(BG_JOB_TYPE_UPLOAD_REPLY);
    assert_eq!(job.reply_file_name(), Ok(None));
    let own = fixture.own("own", "0");
    job.add_files(&[(&fixture.base.url("up"), text(&own))])
        .unwrap();
    let reply = job.reply_file_name().unwrap().unwrap();
    assert_eq!(Path::new(&reply).parent(), own.parent());
    assert_ne!(Path::new(&reply), own);
}

#[test]
fn a_reply_in_memory_has_its_limit() {
    let fixture = BehaviourFixture::start();
    const LIMIT: u64 = 1_048_576;
    for length in [0, LIMIT, LIMIT + 1] {
        let job = fixture.upload(BG_JOB_TYPE_UPLOAD_REPLY, length);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        let reply = job.reply_data().unwrap();
        let in_memory = if length > LIMIT { 0 } else { length };
        assert_eq!(
            (reply.length, reply.bytes.len() as u64),
            (length, in_memory)
        );
    }
}

#[test]
fn credentials_are_checked_and_removed() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    let credentials = |scheme, name: Option<&str>| Credentials {
        target: BG_AUTH_TARGET_PROXY,
        scheme,
        user: name.map(str::to_owned),
        password: name.map(str::to_owned),
    };
    let remove = |scheme| job.remove_credentials(BG_AUTH_TARGET_PROXY, scheme);
    assert_eq!(remove(BG_AUTH_SCHEME_NTLM), Ok(CallOutcome::NothingToDo));
    assert_eq!(
        job.set_credentials(credentials(BG_AUTH_SCHEME_BASIC, None)),
        Err(Error(E_INVALIDARG))
    );
    assert_eq!(
        job.set_credentials(credentials(BG_AUTH_SCHEME_NTLM, None)),
        Ok(())
    );
    assert_eq!(remove(BG_AUTH_SCHEME_BASIC), Ok(CallOutcome::NothingToDo));
    assert_eq!(remove(BG_AUTH_SCHEME_NTLM), Ok(CallOutcome::Done));
    assert_eq!(remove(BG_AUTH_SCHEME_NTLM), Ok(CallOutcome::NothingToDo));
}

#[test]
fn a_download_has_its_name_and_time_after_complete() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&["/whole/70000"]);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let copy = fixture.base.here("0");
    assert!(!copy.exists());
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(fs::read(&copy).unwrap(), data(70_000, 1));
    let stamp = SystemTime::UNIX_EPOCH + Duration::from_secs(BehaviourFixture::STAMP);
    assert_eq!(fs::metadata(&copy).unwrap().modified().unwrap(), stamp);
}

#[test]
fn complete_keeps_what_is_finished() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&[
        "/whole/10",
        "/whole/70000",
        "/stalled/90000",
        "/whole/11",
        "/whole/12",
    ]);
    wait_until("a part of file 3", || {
        job.progress().files_transferred == 2
            && job.files().unwrap()[2]
                .progress()
                .unwrap()
                .bytes_transferred
                > 0
    });
    assert!(
        fixture
            .base
            .left()
            .iter()
            .all(|name| name.starts_with(".BIT"))
    );
    assert_eq!(job.complete(), Ok(CallOutcome::PartialComplete));
    assert_eq!(fixture.base.left(), ["0", "1"]);
    assert!(matches!(
        fixture.base.queue.job(job.id()),
        Err(Error(BG_E_NOT_FOUND))
    ));
}

#[test]
fn cancel_after_transferred_leaves_nothing() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&["/whole/10", "/whole/70000"]);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(fixture.base.left().len(), 2);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert!(fixture.base.left().is_empty());
    assert_eq!(job.cancel(), Err(Error(BG_E_INVALID_STATE)));
}

/// On Linux a file that another process has open can be replaced, so the destination is locked by a
/// folder.
#[test]
fn complete_waits_for_a_locked_destination() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&["/whole/10", "/whole/11", "/whole/12"]);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    fs::create_dir(fixture.base.here("1")).unwrap();
    assert!(job.complete().is_err());
    assert_eq!(job.state(), BG_JOB_STATE_TRANSFERRED);
    let completed: Vec<_> = job
        .files()
        .unwrap()
        .iter()
        .map(|file| file.progress().unwrap().completed)
        .collect();
    assert_eq!(completed, [true, false, false]);
    fs::remove_dir(fixture.base.here("1")).unwrap();
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(fixture.base.left(), ["0", "1", "2"]);
}

#[test]
fn a_file_that_changes_on_the_server_restarts() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&["/whole/10", "/changing"]);
    let bytes = || {
        job.files().unwrap()[1]
            .progress()
            .unwrap()
            .bytes_transferred
    };
    wait_until("the first half", || bytes() == VERSION_1.0 as u64 / 2);
    job.suspend().unwrap();
    assert_eq!(bytes(), VERSION_1.0 as u64 / 2);
    job.resume().unwrap();
    wait_until("the new start, with the first byte", || bytes() == 1);
    job.suspend().unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    assert!(fs::read(fixture.base.here("1")).unwrap() == data(VERSION_2.0, VERSION_2.1));
    assert_eq!(
        (
            fixture.asked_for("/whole/10"),
            fixture.asked_for("/changing")
        ),
        (1, 3)
    );
}

#[test]
fn a_callback_that_fails_is_called_again_or_the_program_runs() {
    let fixture = BehaviourFixture::start();
    let job = fixture.running(&["/whole/10"]);
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let counter = Counter::set(&job, 2, MOST);
    wait_until("the third call", || counter.transferred.load(SeqCst) == 3);

    let job = fixture.job();
    let heard = fixture.local("heard");
    fixture.add(&job, "/whole/10", "b");
    job.set_notify_command(
        Some("/bin/sh"),
        Some(&format!("sh -c \"echo once >> {heard}\"")),
    )
    .unwrap();
    let counter = Counter::set(&job, 9, MOST);
    job.resume().unwrap();
    wait_until("the program", || {
        fs::read_to_string(&heard).is_ok_and(|text| text == "once\n")
    });
    // The next call belongs to another event.
    let modified = counter.modified.load(SeqCst);
    job.set_description("changed").unwrap();
    wait_until("JobModification", || {
        counter.modified.load(SeqCst) > modified
    });
    assert_eq!(counter.transferred.load(SeqCst), 1);
    assert_eq!(fs::read_to_string(&heard).unwrap(), "once\n");
}

#[test]
fn a_transient_error_can_be_read_until_data_moves_again() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    let counter = Counter::set(&job, 0, MOST);
    fixture.add(&job, "/passing", "a");
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSIENT_ERROR);
    assert_eq!(job.error().unwrap().code as u32, 0x8019_01F7);
    wait_until("JobModification", || counter.modified.load(SeqCst) > 0);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(job.error(), Err(Error(BG_E_ERROR_INFORMATION_UNAVAILABLE)));
    assert_eq!(counter.failed.load(SeqCst), 0);
    assert_eq!(job.error_count(), Ok(1));
}

#[test]
fn an_enumeration_is_a_snapshot_of_living_files() {
    let fixture = BehaviourFixture::start();
    let job = fixture.job();
    fixture.add(&job, "/whole/10", "a");
    let files = job.files().unwrap();
    fixture.add(&job, "/whole/11", "b");
    assert_eq!((files.len(), job.files().unwrap().len()), (1, 2));
    assert_eq!(files[0].progress().unwrap().bytes_total, SIZE_UNKNOWN);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(files[0].progress().unwrap().bytes_transferred, 10);
}

#[test]
fn a_higher_job_puts_a_lower_one_back() {
    let fixture = BehaviourFixture::start();
    let low = fixture.job();
    low.set_priority(BG_JOB_PRIORITY_LOW).unwrap();
    fixture.add(&low, "/stalled/1000", "low");
    low.resume().unwrap();
    wait_for(&low, BG_JOB_STATE_TRANSFERRING);
    let high = fixture.job();
    high.set_priority(BG_JOB_PRIORITY_HIGH).unwrap();
    fixture.add(&high, "/stalled/1001", "high");
    high.resume().unwrap();
    wait_for(&high, BG_JOB_STATE_TRANSFERRING);
    assert_eq!(low.state(), BG_JOB_STATE_QUEUED);
}

/// Sets the loopback interface "up" or "down". Its route disappears only together with its address.
fn switch_network(to: &str) {
    if to == "down" {
        succeed(std::process::Command::new("ip").args(["address", "flush", "dev", "lo"]));
    }
    succeed(std::process::Command::new("ip").args(["link", "set", "lo", to]));
}

#[test(needs = [NETWORK_NAMESPACE], process = OWN_NETWORK)]
fn jobs_wait_for_the_network() {
    let fixture = BehaviourFixture::start();
    let running = fixture.running(&["/stalled/1000"]);
    wait_for(&running, BG_JOB_STATE_TRANSFERRING);
    let queued = fixture.running(&["/stalled/1001"]);
    let jobs = [running, queued];
    switch_network("down");
    for job in &jobs {
        wait_for(job, BG_JOB_STATE_TRANSIENT_ERROR);
        assert_eq!(job.error().unwrap().code, BG_E_NETWORK_DISCONNECTED);
        assert_eq!(job.error_count(), Ok(0));
    }
    switch_network("up");
    let states = || jobs.each_ref().map(Job::state);
    let [one, other] = [BG_JOB_STATE_TRANSFERRING, BG_JOB_STATE_QUEUED];
    wait_until("the first has its turn", || {
        states() == [one, other] || states() == [other, one]
    });
}
