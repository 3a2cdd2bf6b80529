//! Complete uploads to the example server, with restarts of client and server.

use std::fs;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};

use bits::abi::BG_ERROR_CONTEXT::{
    BG_ERROR_CONTEXT_LOCAL_FILE, BG_ERROR_CONTEXT_REMOTE_APPLICATION,
};
use bits::abi::{BG_E_LOCAL_FILE_CHANGED, BG_E_TOO_LARGE, E_ACCESSDENIED};
use bits::engine::{http_status, win32};
use bits::testing::{UploadAction, UploadPhase};
use bits_test_support::bits_server::Application;
use bits_test_support::child::{self, Child};
use bits_test_support::uploader::Uploader;

use super::LocalFile;
use crate::site::Site;

const SIZE: usize = 3_000_000;
pub const UPLOADER: &str = "uploader";

fn begun(action: &UploadAction) -> bool {
    matches!(action, UploadAction::Send(request) if request.body.start > 0)
}

fn program(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("application");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn files_of_every_size_and_name() {
    let site = Site::new(|_| {});
    for (name, path, stored, size) in [
        ("empty", "empty", "empty", 0),
        ("one", "one", "one", 1),
        ("first", "first", "first", 262_144),
        ("first+1", "first+1", "first+1", 262_145),
        ("many", "many", "many", 50_000_000),
        ("a b ü.txt", "a b ü.txt", "a b ü.txt", 10),
        ("hash", "100%25%20%23%3F.bin", "100% #?.bin", 10),
        ("quote\"\\:*", "plain", "plain", 10),
    ] {
        let local = LocalFile::named(name, size);
        Uploader::new(&site.url(path), &local.path).expect_done();
        assert!(site.file(stored) == local.data, "{name}");
    }
    assert_eq!(site.sessions(), 0);
}

#[test]
fn the_client_is_killed_at_every_step() {
    let local = LocalFile::new(SIZE);
    let site = Site::new(|_| {});
    for step in 0.. {
        let name = format!("killed at {step}");
        let mut uploader = Uploader::new(&site.url(&name), &local.path);
        let mut steps = 0..step;
        let survived = uploader.run_until(|_| steps.next().is_none()).is_some();
        uploader.expect_done();
        assert!(site.file(&name) == local.data, "{name}");
        uploader.expect_done();
        if survived {
            assert!(step > 5, "it ended after {step} steps");
            break;
        }
    }
}

#[test]
fn the_server_restarts_with_its_state() {
    let local = LocalFile::new(SIZE);
    let mut site = Site::new(|_| {});
    let mut uploader = Uploader::impatient(&site.url("a.bin"), &local.path);
    assert!(uploader.run_until(begun).is_none());
    site.stop();
    assert_eq!(uploader.expect_failure().code, win32(12029));
    site.start_again();
    let offset = uploader.session().offset;
    assert!(offset > 0);
    let mut first = None;
    uploader.run_until(|action| {
        if let UploadAction::Send(request) = action
            && !request.body.is_empty()
        {
            first.get_or_insert(request.body.start);
        }
        false
    });
    assert_eq!(first, Some(offset), "it goes on where it was");
    assert!(site.file("a.bin") == local.data);
}

#[test]
fn the_server_restarts_without_its_state() {
    let local = LocalFile::new(SIZE);
    let mut site = Site::new(|_| {});
    let mut uploader = Uploader::impatient(&site.url("a.bin"), &local.path);
    assert!(uploader.run_until(begun).is_none());
    site.stop();
    fs::remove_dir_all(site.root.path().join("BITS-Sessions")).unwrap();
    site.start_again();
    uploader.expect_done();
    assert!(site.file("a.bin") == local.data);
}

#[test]
fn the_server_restarts_without_its_state_before_the_close() {
    let local = LocalFile::new(SIZE);
    let mut site = Site::new(|_| {});
    let mut uploader = Uploader::impatient(&site.url("a.bin"), &local.path);
    let closing = |action: &UploadAction| match action {
        UploadAction::Send(request) => request.must_not_repeat,
        _ => false,
    };
    let mut server = Some(());
    let end = uploader.run_until(|action| {
        if closing(action) && server.take().is_some() {
            site.stop();
        }
        false
    });
    assert!(matches!(end, Some(UploadAction::Failed(failure)) if failure.code == win32(12029)));
    fs::remove_dir_all(site.root.path().join("BITS-Sessions")).unwrap();
    let _ = fs::remove_file(site.root.path().join("a.bin"));
    site.start_again();
    uploader.expect_done();
    assert!(site.file("a.bin") == local.data);
}

#[test]
fn a_reply_by_a_local_program() {
    let tools = tempfile::tempdir().unwrap();
    let shout = program(
        tools.path(),
        r#"tr a-z A-Z < "$1" > "$2"; echo BITS-Copy-File-To-Destination: yes"#,
    );
    let site = Site::new(|config| config.application = Application::Program(shout));
    let local = LocalFile::new(0);
    fs::write(&local.path, "hello ".repeat(100_000)).unwrap();
    let mut uploader = Uploader::new(&site.url("a.txt"), &local.path);
    uploader.wants_reply = true;
    let end = uploader.persist();
    assert!(
        matches!(end, UploadAction::Done { reply_url: Some(_) }),
        "{end:x?}"
    );
    assert!(fs::read_to_string(&uploader.reply).unwrap() == "HELLO ".repeat(100_000));
    assert!(site.file("a.txt") == fs::read(&local.path).unwrap());
    assert_eq!(
        site.sessions(),
        0,
        "the session is closed after the reply was fetched"
    );
}

#[test]
fn a_reply_whose_ack_was_lost() {
    let tools = tempfile::tempdir().unwrap();
    let count = program(tools.path(), r#"wc -c < "$1" > "$2""#);
    let site = Site::new(|config| config.application = Application::Program(count));
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::new(&site.url("a.bin"), &local.path);
    uploader.wants_reply = true;
    // The store returns to the state before the last fragments, which the server has already.
    let mut before = None;
    uploader.run_until(
        |action| matches!(action, UploadAction::Send(request) if !request.body.is_empty()),
    );
    before.get_or_insert(uploader.stored.clone());
    uploader.run_until(|action| matches!(action, UploadAction::FetchReply { .. }));
    assert_eq!(uploader.session().phase, UploadPhase::Reply);
    uploader.stored = before.unwrap();
    let end = uploader.persist();
    assert!(
        matches!(end, UploadAction::Done { reply_url: Some(_) }),
        "{end:x?}"
    );
    assert_eq!(
        fs::read_to_string(&uploader.reply).unwrap().trim(),
        SIZE.to_string()
    );
}

#[test]
fn no_reply_and_a_static_one() {
    let site = Site::new(|_| {});
    let local = LocalFile::new(10);
    let mut uploader = Uploader::new(&site.url("a.bin"), &local.path);
    uploader.wants_reply = true;
    assert_eq!(uploader.persist(), UploadAction::Done { reply_url: None });

    fs::write(site.root.path().join("static.txt"), "thanks").unwrap();
    let answer = site.url("static.txt");
    let thankful = Site::new(|config| config.application = Application::Static(answer.clone()));
    let mut uploader = Uploader::new(&thankful.url("a.bin"), &local.path);
    uploader.wants_reply = true;
    assert_eq!(
        uploader.persist(),
        UploadAction::Done {
            reply_url: Some(answer)
        }
    );
    assert_eq!(fs::read_to_string(&uploader.reply).unwrap(), "thanks");
}

#[test]
fn an_application_that_fails() {
    let tools = tempfile::tempdir().unwrap();
    let moody = format!(
        "test -e {0}/ready || exit 1; echo done > \"$2\"",
        tools.path().display()
    );
    let moody = program(tools.path(), &moody);
    let site = Site::new(|config| config.application = Application::Program(moody));
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::new(&site.url("a.bin"), &local.path);
    uploader.wants_reply = true;
    let failure = uploader.expect_failure();
    assert_eq!(
        (failure.context, failure.transient),
        (BG_ERROR_CONTEXT_REMOTE_APPLICATION, true),
        "{failure:x?}"
    );
    fs::write(tools.path().join("ready"), "").unwrap();
    uploader.expect_done();
    assert_eq!(fs::read_to_string(&uploader.reply).unwrap(), "done\n");
}

#[test]
fn limits_of_the_server() {
    let local = LocalFile::new(SIZE);
    let site = Site::new(|config| config.max_fragment = Some(20_000));
    Uploader::new(&site.url("a.bin"), &local.path).expect_done();
    assert!(site.file("a.bin") == local.data);

    let site = Site::new(|config| config.max_size = Some(SIZE as u64 - 1));
    let failure = Uploader::new(&site.url("a.bin"), &local.path).expect_failure();
    assert_eq!((failure.code, failure.transient), (BG_E_TOO_LARGE, false));
}

#[test]
fn places_that_take_no_upload() {
    let site = Site::new(|_| {});
    fs::write(site.root.path().join("taken"), "mine").unwrap();
    let local = LocalFile::new(10);
    for (path, code) in [
        ("taken", E_ACCESSDENIED),
        ("no/such/folder", http_status(404)),
    ] {
        let failure = Uploader::new(&site.url(path), &local.path).expect_failure();
        assert_eq!((failure.code, failure.transient), (code, false), "{path}");
    }
    assert_eq!(site.file("taken"), b"mine");
}

#[test]
fn a_host_id() {
    let site = Site::new(|config| {
        config.host_id = Some("localhost".into());
        config.host_id_fallback_timeout = Some(60);
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::new(&site.url("a.bin"), &local.path);
    let mut hosts = Vec::new();
    uploader.run_until(|action| {
        if let UploadAction::Send(request) = action {
            hosts.push(request.url.server().host_str().unwrap().to_owned());
        }
        false
    });
    assert_eq!(hosts.remove(0), "127.0.0.1");
    assert!(
        hosts.len() >= 3 && hosts.iter().all(|host| host == "localhost"),
        "{hosts:?}"
    );
    assert!(site.file("a.bin") == local.data);
}

#[test]
fn the_local_file_changes() {
    let site = Site::new(|_| {});
    let change = |local: &LocalFile, how: &str| match how {
        "longer" => fs::write(&local.path, [local.data.as_slice(), b"more"].concat()).unwrap(),
        "shorter" => fs::write(&local.path, &local.data[..10]).unwrap(),
        "touched" => fs::File::open(&local.path)
            .unwrap()
            .set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap(),
        _ => fs::rename(local.folder.path().join("other"), &local.path).unwrap(),
    };
    for how in ["longer", "shorter", "touched", "replaced"] {
        for restarted in [false, true] {
            let local = LocalFile::new(SIZE);
            fs::write(local.folder.path().join("other"), &local.data[1..]).unwrap();
            let mut uploader = Uploader::new(&site.url(&format!("{how}{restarted}")), &local.path);
            let mut changed = false;
            let end = uploader.run_until(|action| {
                if begun(action) && !changed {
                    change(&local, how);
                    changed = true;
                    return restarted;
                }
                false
            });
            let failure = match end {
                Some(UploadAction::Failed(failure)) => failure,
                None => uploader.expect_failure(),
                other => panic!("{how}: {other:x?}"),
            };
            assert_eq!(
                (failure.code, failure.transient),
                (BG_E_LOCAL_FILE_CHANGED, false),
                "{how}"
            );
            assert_eq!(failure.context, BG_ERROR_CONTEXT_LOCAL_FILE);
        }
    }
}

#[test]
fn a_missing_local_file_and_a_folder() {
    let site = Site::new(|_| {});
    let folder = tempfile::tempdir().unwrap();
    let failure = Uploader::new(&site.url("a"), &folder.path().join("missing")).expect_failure();
    assert_eq!(
        (failure.code, failure.context),
        (win32(2), BG_ERROR_CONTEXT_LOCAL_FILE)
    );
    assert!(matches!(
        Uploader::new(&site.url("a"), folder.path()).run(),
        UploadAction::Failed(_)
    ));
}

#[test]
fn cancelling_leaves_nothing_behind() {
    let site = Site::new(|_| {});
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::new(&site.url("a.bin"), &local.path);
    assert!(uploader.run_until(begun).is_none());
    assert_eq!(site.sessions(), 1);
    assert_eq!(uploader.cancel(), UploadAction::Cancelled);
    assert_eq!(site.sessions(), 0);
    assert!(!site.root.path().join("a.bin").exists());
    assert_eq!(uploader.run(), UploadAction::Cancelled);
}

#[test(slow)]
fn a_file_over_4_gib() {
    let site = Site::new(|_| {});
    let local = LocalFile::new(10);
    let file = fs::OpenOptions::new()
        .write(true)
        .open(&local.path)
        .unwrap();
    file.set_len(5 << 30).unwrap();
    file.write_all_at(b"before", (4 << 30) - 6).unwrap();
    file.write_all_at(b"after", 4 << 30).unwrap();
    file.write_all_at(b"end", (5 << 30) - 3).unwrap();
    Uploader::new(&site.url("big"), &local.path).expect_done();
    let there = fs::File::open(site.root.path().join("big")).unwrap();
    assert_eq!(there.metadata().unwrap().len(), 5 << 30);
    for (at, expected) in [
        (0, &local.data[..]),
        ((4 << 30) - 6, b"beforeafter"),
        ((5 << 30) - 3, b"end"),
    ] {
        let mut found = vec![0; expected.len()];
        there.read_exact_at(&mut found, at).unwrap();
        assert_eq!(found, expected);
    }
}

/// The client has a process of its own, because the memory of the server must not count.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_small_however_large_the_file() {
    let site = Site::new(|_| {});
    let local = LocalFile::new(10);
    fs::OpenOptions::new()
        .write(true)
        .open(&local.path)
        .unwrap()
        .set_len(300 << 20)
        .unwrap();
    let mut command = child::command(UPLOADER, site.root.path(), &[]);
    command
        .env("BITS_TEST_URL", site.url("big"))
        .env("BITS_TEST_FILE", &local.path);
    let status = Child::start(command).receive_all().concat();
    let peak = status
        .split('|')
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    let peak: u64 = peak.unwrap_or_else(|| panic!("{status}")).parse().unwrap();
    println!("peak: {peak} KiB");
    assert!(peak < 24 << 10, "{peak} KiB");
    assert_eq!(
        fs::metadata(site.root.path().join("big")).unwrap().len(),
        300 << 20
    );
}

/// The role [`UPLOADER`]: uploads a file, and sends the status of its process.
pub fn run_uploader() {
    let file = PathBuf::from(child::setting("BITS_TEST_FILE"));
    Uploader::new(&child::setting("BITS_TEST_URL"), &file).expect_done();
    let status = fs::read_to_string("/proc/self/status").unwrap();
    child::send(status.replace('\n', "|"));
}
