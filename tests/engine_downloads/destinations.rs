//! Local names that `Complete` could not give to a file are refused when they are set.

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
use bits::abi::E_INVALIDARG;
use bits::engine::Error;
use bits_test_support::fixture::{Fixture, text};

/// Returns paths of a folder, a pipe, a socket and a device, and of links to them.
fn not_replaceable(fixture: &Fixture) -> Vec<PathBuf> {
    let (folder, pipe) = (fixture.here("folder"), fixture.here("pipe"));
    fs::create_dir(&folder).unwrap();
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let socket = fixture.here("socket");
    drop(UnixListener::bind(&socket).unwrap());
    let device = fixture.here("device");
    std::os::unix::fs::symlink("/dev/null", &device).unwrap();
    vec![folder, pipe, socket, device]
}

#[test]
fn a_name_that_is_not_one_of_a_file_is_refused() {
    let fixture = Fixture::start();
    let url = fixture.url("file");
    let job = fixture.job();
    let reply = fixture.job_of(BG_JOB_TYPE_UPLOAD_REPLY);
    for path in not_replaceable(&fixture) {
        let files = [
            (url.as_str(), text(&fixture.here("file")).to_owned()),
            (url.as_str(), text(&path).to_owned()),
        ];
        let files = files.each_ref().map(|(url, path)| (*url, path.as_str()));
        assert_eq!(job.add_files(&files), Err(Error(E_INVALIDARG)), "{path:?}");
        assert_eq!(
            reply.set_reply_file_name(Some(text(&path))),
            Err(Error(E_INVALIDARG)),
            "{path:?}"
        );
    }
    assert!(job.files().unwrap().is_empty());
}

/// A regular file is replaced at the end, and so is a link to one or to nothing.
#[test]
fn a_name_of_a_file_or_of_a_link_to_one_is_accepted() {
    let fixture = Fixture::start();
    let job = fixture.job();
    let file = fixture.own("old", b"old");
    let (link, dangling) = (fixture.here("link"), fixture.here("dangling"));
    std::os::unix::fs::symlink(&file, &link).unwrap();
    std::os::unix::fs::symlink(Path::new("/nonexistent"), &dangling).unwrap();
    for path in [file, link, dangling] {
        assert_eq!(
            job.add_files(&[(&fixture.url("file"), text(&path))]),
            Ok(()),
            "{path:?}"
        );
    }
}
