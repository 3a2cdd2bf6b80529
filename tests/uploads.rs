//! The life of uploads through the Rust API, against a real BITS upload server.

#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ::bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC;
use ::bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER;
use ::bits::abi::BG_JOB_STATE::*;
use ::bits::abi::BG_JOB_TYPE::*;
use ::bits::abi::*;
use ::bits::engine::{CallOutcome, Credentials, Error, Job, SIZE_UNKNOWN};
use fault_server::{FaultServer, Reply};
use world::bits_server::Application;
use world::{World, data, text, wait_for, wait_until};

impl World {
    /// A file of ours to be uploaded.
    fn own(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.here(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn uploaded(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.path().join("served").join(name)).ok()
    }

    fn sessions(&self) -> usize {
        fs::read_dir(self.folder.path().join("served/BITS-Sessions/Requests"))
            .map_or(0, |entries| entries.count())
    }

    fn upload(&self, job_type: BG_JOB_TYPE, name: &str, content: &[u8]) -> Job {
        let job = self.job_of(job_type);
        job.add_files(&[(&self.url(name), text(&self.own(name, content)))])
            .unwrap();
        job
    }
}

#[test]
fn a_file_is_uploaded_whole() {
    let world = World::new();
    for (name, length) in [
        ("empty", 0),
        ("one", 1),
        ("small", 70_000),
        ("large", 30_000_000),
    ] {
        let content = data(length, 3);
        let job = world.upload(BG_JOB_TYPE_UPLOAD, name, &content);
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
        assert!(world.uploaded(name).unwrap() == content, "{name}");
        assert!(world.here(name).exists());
    }
    assert_eq!(world.sessions(), 0);
}

#[test]
fn an_upload_survives_pauses() {
    let world = World::new();
    let content = data(60_000_000, 4);
    let job = world.upload(BG_JOB_TYPE_UPLOAD, "file", &content);
    for _ in 0..8 {
        job.resume().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(10));
        job.suspend().unwrap();
    }
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(world.uploaded("file").unwrap() == content);
}

#[test]
fn a_cancelled_upload_leaves_nothing_on_the_server() {
    let world = World::new();
    let job = world.upload(BG_JOB_TYPE_UPLOAD, "file", b"");
    fs::File::options()
        .write(true)
        .open(world.here("file"))
        .unwrap()
        .set_len(4 << 30)
        .unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    assert_eq!(world.sessions(), 1);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    wait_until("the farewell", || world.sessions() == 0);
    assert!(world.uploaded("file").is_none());
    assert!(world.here("file").exists());
}

#[test]
fn a_changed_file_is_not_uploaded() {
    let world = World::new();
    let job = world.upload(BG_JOB_TYPE_UPLOAD, "file", &data(60_000_000, 5));
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    job.suspend().unwrap();
    if job.state() == BG_JOB_STATE_TRANSFERRED {
        return;
    }
    world.own("file", &data(60_000_001, 6));
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    let error = job.error().unwrap();
    assert_eq!(error.code, BG_E_LOCAL_FILE_CHANGED);
    assert_eq!(error.context, BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE);
    assert!(world.uploaded("file").is_none());
}

#[test]
fn credentials_open_the_server() {
    let world = World::with(|config| config.credentials = Some("somebody:secret".into()));
    let content = data(100_000, 7);
    let job = world.upload(BG_JOB_TYPE_UPLOAD, "file", &content);
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
    assert!(world.uploaded("file").unwrap() == content);
    let database = fs::read(world.folder.path().join("queue/queue.db-wal")).unwrap();
    assert!(!database.windows(6).any(|window| window == b"secret"));
}

#[test]
fn a_reply_comes_back() {
    let world = World::with(|config| {
        let script = config.root.parent().unwrap().join("application.sh");
        fs::write(
            &script,
            "#!/bin/sh\n{ printf 'reply to '; cat \"$1\"; } > \"$2\"\n",
        )
        .unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        config.application = Application::Program(script);
    });
    let job = world.upload(BG_JOB_TYPE_UPLOAD_REPLY, "request", b"a question");
    job.set_reply_file_name(Some(text(&world.here("answer"))))
        .unwrap();
    assert_eq!(job.reply_progress().unwrap().bytes_total, SIZE_UNKNOWN);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    let reply = job.reply_progress().unwrap();
    assert_eq!((reply.bytes_total, reply.bytes_transferred), (19, 19));
    assert!(!world.here("answer").exists());
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(
        fs::read_to_string(world.here("answer")).unwrap(),
        "reply to a question"
    );
    assert_eq!(world.left(), ["answer", "request"]);
}

#[test]
fn a_reply_that_broke_off_may_be_put_elsewhere() {
    let whole = Arc::new(AtomicBool::new(false));
    let answer = data(3_000_000, 9);
    let replies = FaultServer::start({
        let (whole, answer) = (whole.clone(), answer.clone());
        move |seen| match (whole.load(Ordering::SeqCst), seen.header("range")) {
            (false, Some(_)) => Reply::status(404),
            (false, None) => Reply::file(&answer, "\"one\"", seen).cut(1_000_000),
            (true, _) => Reply::file(&answer, "\"one\"", seen),
        }
    });
    let world =
        World::with(|config| config.application = Application::Static(replies.url("/reply")));
    let job = world.upload(BG_JOB_TYPE_UPLOAD_REPLY, "request", b"a question");
    job.set_reply_file_name(Some(text(&world.here("first"))))
        .unwrap();
    job.set_no_progress_timeout(0).unwrap();
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(
        world.left().len(),
        2,
        "the reply's temporary file, and the request"
    );
    job.set_reply_file_name(Some(text(&world.here("second"))))
        .unwrap();
    whole.store(true, Ordering::SeqCst);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert_eq!(job.complete(), Ok(CallOutcome::Done));
    assert_eq!(world.left(), ["request", "second"]);
    assert!(fs::read(world.here("second")).unwrap() == answer);
}

/// A job that uploads a file to a folder of this machine; where to.
fn share(world: &World, content: &[u8]) -> (Job, PathBuf) {
    let remote = world.folder.path().join("served/shared");
    let job = world.job_of(BG_JOB_TYPE_UPLOAD);
    job.add_files(&[(text(&remote), text(&world.own("file", content)))])
        .unwrap();
    (job, remote)
}

fn beside(remote: &std::path::Path) -> usize {
    fs::read_dir(remote.parent().unwrap()).unwrap().count()
}

#[test]
fn an_upload_to_a_share_survives_pauses() {
    let world = World::new();
    let content = data(60_000_000, 8);
    let (job, remote) = share(&world, &content);
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
    assert!(fs::read(&remote).unwrap() == content && world.here("file").exists());
    assert_eq!(beside(&remote), others + 1);
}

#[test]
fn a_cancelled_upload_to_a_share_leaves_nothing() {
    let world = World::new();
    let (job, remote) = share(&world, b"");
    let others = beside(&remote);
    let source = fs::File::options()
        .write(true)
        .open(world.here("file"))
        .unwrap();
    source.set_len(1 << 30).unwrap();
    job.resume().unwrap();
    wait_until("some data", || job.progress().bytes_transferred > 0);
    assert_eq!(job.cancel(), Ok(CallOutcome::Done));
    assert_eq!(beside(&remote), others);
    assert!(world.here("file").exists());
}

#[test]
fn a_changed_file_does_not_reach_a_share() {
    let world = World::new();
    let (job, remote) = share(&world, b"");
    let source = fs::File::options()
        .write(true)
        .open(world.here("file"))
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
