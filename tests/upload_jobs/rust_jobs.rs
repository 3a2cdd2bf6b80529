//! Uploads through the Rust API, to the example server and to folders.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC;
use bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER;
use bits::abi::BG_JOB_STATE::*;
use bits::abi::BG_JOB_TYPE::*;
use bits::abi::*;
use bits::engine::{CallOutcome, Credentials, Error, Job, SIZE_UNKNOWN};
use bits_test_support::bits_server::Application;
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{Fixture, data, text, wait_for, wait_until};

#[test]
fn a_file_is_uploaded_whole() {
    let fixture = Fixture::start();
    for (name, length) in [
        ("empty", 0),
        ("one", 1),
        ("small", 70_000),
        ("large", 30_000_000),
    ] {
        let content = data(length, 3);
        let job = fixture.upload(BG_JOB_TYPE_UPLOAD, name, &content);
        assert_eq!(job.complete(), Err(Error(BG_E_INVALID_STATE)));
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        let progress = job.progress();
        assert_eq!(
            (progress.bytes_total, progress.bytes_transferred),
            (length as u64, length as u64)
        );
        assert_eq!((progress.files_total, progress.files_transferred), (1, 1));
        assert_eq!(job.complete(), Ok(CallOutcome::Done));
        assert!(fixture.uploaded(name).unwrap() == content, "{name}");
        assert!(fixture.here(name).exists());
    }
    assert_eq!(fixture.sessions(), 0);
}

#[test]
fn an_upload_survives_pauses() {
    let fixture = Fixture::start();
    let content = data(60_000_000, 4);
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD, "file", &content);
    for _ in 0..8 {
        job.resume().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(10));
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(fixture.uploaded("file").unwrap() == content);
}

#[test]
fn a_cancelled_upload_leaves_nothing_on_the_server() {
    let fixture = Fixture::start();
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD, "file", b"");
    fs::File::options()
        .write(true)
        .open(fixture.here("file"))
        .unwrap()
        .set_len(4 << 30)
        .unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    assert_eq!(fixture.sessions(), 1);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    wait_until("the farewell", || fixture.sessions() == 0);
    assert!(fixture.uploaded("file").is_none());
    assert!(fixture.here("file").exists());
}

#[test]
fn a_changed_file_is_not_uploaded() {
    let fixture = Fixture::start();
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD, "file", &data(60_000_000, 5));
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    job.suspend().unwrap();
    if job.state() == BG_JOB_STATE_TRANSFERRED {
        return;
    }
    fixture.own("file", &data(60_000_001, 6));
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!(error.code, BG_E_LOCAL_FILE_CHANGED);
    assert_eq!(error.context, BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE);
    assert!(fixture.uploaded("file").is_none());
}

#[test]
fn credentials_open_the_server() {
    let fixture = Fixture::with(|config| config.credentials = Some("somebody:secret".into()));
    let content = data(100_000, 7);
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD, "file", &content);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(job.error().unwrap().code as u32, 0x8019_0191);
    job.set_credentials(Credentials {
        target: BG_AUTH_TARGET_SERVER,
        scheme: BG_AUTH_SCHEME_BASIC,
        user: Some("somebody".into()),
        password: Some("secret".into()),
    })
    .unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(fixture.uploaded("file").unwrap() == content);
    let database = fs::read(fixture.folder.path().join("queue/queue.db-wal")).unwrap();
    assert!(!database.windows(6).any(|window| window == b"secret"));
}

#[test]
fn a_reply_comes_back() {
    let fixture = Fixture::with(|config| {
        let script = config.root.parent().unwrap().join("application.sh");
        fs::write(
            &script,
            "#!/bin/sh\n{ printf 'reply to '; cat \"$1\"; } > \"$2\"\n",
        )
        .unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        config.application = Application::Program(script);
    });
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD_REPLY, "request", b"a question");
    job.set_reply_file_name(Some(text(&fixture.here("answer"))))
        .unwrap();
    assert_eq!(job.reply_progress().unwrap().bytes_total, SIZE_UNKNOWN);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let reply = job.reply_progress().unwrap();
    assert_eq!((reply.bytes_total, reply.bytes_transferred), (19, 19));
    assert!(!fixture.here("answer").exists());
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(
        fs::read_to_string(fixture.here("answer")).unwrap(),
        "reply to a question"
    );
    assert_eq!(fixture.left(), ["answer", "request"]);
}

#[test]
fn a_reply_that_broke_off_may_be_put_elsewhere() {
    let whole = Arc::new(AtomicBool::new(false));
    let answer = data(3_000_000, 9);
    let replies = FaultServer::start({
        let (whole, answer) = (whole.clone(), answer.clone());
        move |request| match (whole.load(Ordering::SeqCst), request.header("range")) {
            (false, Some(_)) => Response::status(404),
            (false, None) => Response::file(&answer, "\"one\"", request).cut(1_000_000),
            (true, _) => Response::file(&answer, "\"one\"", request),
        }
    });
    let fixture =
        Fixture::with(|config| config.application = Application::Static(replies.url("/reply")));
    let job = fixture.upload(BG_JOB_TYPE_UPLOAD_REPLY, "request", b"a question");
    job.set_reply_file_name(Some(text(&fixture.here("first"))))
        .unwrap();
    job.set_no_progress_timeout(0).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(
        fixture.left().len(),
        2,
        "the reply's temporary file, and the request"
    );
    job.set_reply_file_name(Some(text(&fixture.here("second"))))
        .unwrap();
    whole.store(true, Ordering::SeqCst);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(fixture.left(), ["request", "second"]);
    assert!(fs::read(fixture.here("second")).unwrap() == answer);
}

/// Creates a job that uploads a file to a folder of this machine. Returns the job and the remote
/// path.
fn share(fixture: &Fixture, content: &[u8]) -> (Job, PathBuf) {
    let remote = fixture.folder.path().join("served/shared");
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    job.add_files(&[(text(&remote), text(&fixture.own("file", content)))])
        .unwrap();
    (job, remote)
}

fn beside(remote: &std::path::Path) -> usize {
    fs::read_dir(remote.parent().unwrap()).unwrap().count()
}

#[test]
fn an_upload_to_a_share_survives_pauses() {
    let fixture = Fixture::start();
    let content = data(60_000_000, 8);
    let (job, remote) = share(&fixture, &content);
    let others = beside(&remote);
    for _ in 0..8 {
        job.resume().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5));
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(fs::read(&remote).unwrap() == content);
    let progress = job.progress();
    assert_eq!(
        (progress.bytes_transferred, progress.files_transferred),
        (60_000_000, 1)
    );
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert!(fs::read(&remote).unwrap() == content && fixture.here("file").exists());
    assert_eq!(beside(&remote), others + 1);
}

#[test]
fn a_cancelled_upload_to_a_share_leaves_nothing() {
    let fixture = Fixture::start();
    let (job, remote) = share(&fixture, b"");
    let others = beside(&remote);
    let source = fs::File::options()
        .write(true)
        .open(fixture.here("file"))
        .unwrap();
    source.set_len(1 << 30).unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert_eq!(beside(&remote), others);
    assert!(fixture.here("file").exists());
}

#[test]
fn a_changed_file_does_not_reach_a_share() {
    let fixture = Fixture::start();
    let (job, remote) = share(&fixture, b"");
    let source = fs::File::options()
        .write(true)
        .open(fixture.here("file"))
        .unwrap();
    source.set_len(1 << 30).unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    job.suspend().unwrap();
    source.set_len((1 << 30) + 1).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!(
        (error.code, error.context),
        (
            BG_E_LOCAL_FILE_CHANGED,
            BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE
        )
    );
    assert!(!remote.exists());
    assert_eq!(error.protocol.as_deref(), Some("file"));
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
}
