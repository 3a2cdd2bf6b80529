//! Sessions survive the end of connections and of the server, until they expire.

use std::fs::File;
use std::time::{Duration, SystemTime};

use bits_test_support::bits_server::Server;

use crate::wire::*;

#[test]
fn a_session_survives_the_server() {
    let mut site = Site::new();
    let data = pattern(100_000);
    let mut peer = site.peer();
    let session = peer.session("/a");
    peer.fragment("/a", &session, "bytes 0-59999/100000", &data[..60_000])
        .accepted(60_000);
    site.restart();
    let mut peer = site.peer();
    peer.fragment("/a", &session, "bytes 70000-99999/100000", &data[70_000..])
        .wants(60_000);
    peer.fragment(
        "/a",
        &session,
        "bytes 60000-99998/99999",
        &data[60_000..99_999],
    )
    .refused(400, INVALID);
    peer.fragment("/a", &session, "bytes 60000-99999/100000", &data[60_000..])
        .accepted(100_000);
    site.restart();
    let mut peer = site.peer();
    peer.fragment("/a", &session, "bytes 60000-99999/100000", &data[60_000..])
        .accepted(100_000);
    site.restart();
    assert_eq!(site.peer().close("/a", &session).status(), 200);
    assert!(site.read("a").unwrap() == data);
}

#[test]
fn a_cut_connection_keeps_what_came() {
    let site = Site::new();
    let data = pattern(1 << 20);
    let mut peer = site.peer();
    let session = peer.session("/a");
    peer.send(fragment_head("/a", &session, &whole(&data), data.len()))
        .send(&data[..300_000]);
    drop(peer);
    let file = site.path(&format!("BITS-Sessions/Requests/{session}/requestfile.bin"));
    eventually("the bytes are on disk", || {
        file.metadata().unwrap().len() == 300_000
    });
    let mut peer = site.peer();
    let answer = peer.fragment(
        "/a",
        &session,
        &format!("bytes 1048575-1048575/{}", data.len()),
        &data[..1],
    );
    answer.wants(300_000);
    peer.fragment("/a", &session, &whole(&data), &data)
        .accepted(1 << 20);
    peer.close("/a", &session);
    assert!(site.read("a").unwrap() == data);
}

#[test]
fn a_client_that_comes_back_need_not_wait_for_its_old_connection() {
    let site = Site::new();
    let data = pattern(1 << 20);
    let mut stalled = site.peer();
    let session = stalled.session("/a");
    stalled
        .send(fragment_head("/a", &session, &whole(&data), data.len()))
        .send(&data[..123_456]);
    let file = site.path(&format!("BITS-Sessions/Requests/{session}/requestfile.bin"));
    eventually("the bytes are on disk", || {
        file.metadata().unwrap().len() == 123_456
    });
    let mut peer = site.peer();
    peer.fragment("/a", &session, &whole(&data), &data)
        .accepted(1 << 20);
    peer.close("/a", &session);
    assert!(site.read("a").unwrap() == data);
    drop(stalled);
}

#[test]
fn a_session_the_server_lost_is_unknown() {
    let mut site = Site::new();
    let session = site.peer().session("/a");
    site.server = None;
    std::fs::remove_dir_all(site.path("BITS-Sessions")).unwrap();
    site.restart();
    site.peer()
        .fragment("/a", &session, "bytes 0-2/3", b"abc")
        .refused(500, NOT_FOUND);
}

#[test]
fn a_file_that_is_larger_than_announced_is_never_published() {
    let site = Site::new();
    let mut peer = site.peer();
    let file =
        |session: &str| site.path(&format!("BITS-Sessions/Requests/{session}/requestfile.bin"));
    let session = peer.session("/a");
    peer.fragment("/a", &session, "bytes 0-4/10", b"01234")
        .accepted(5);
    std::fs::write(file(&session), "0123456789!").unwrap();
    peer.fragment("/a", &session, "bytes 5-9/10", b"56789")
        .refused(500, NOT_FOUND);
    let (session, answer) = peer.upload("/a", b"abc");
    answer.accepted(3);
    std::fs::write(file(&session), "abcdef").unwrap();
    peer.close("/a", &session).refused(500, NOT_FOUND);
    assert_eq!((site.read("a"), site.sessions()), (None, 0));
}

#[test]
fn a_root_has_one_server() {
    let site = Site::new();
    let error = Server::start(site.config.clone()).err().expect("an error");
    assert!(
        error
            .to_string()
            .contains("another server uses this folder"),
        "{error}"
    );
    let session = site.peer().session("/a");
    site.peer()
        .fragment("/a", &session, "bytes 0-2/3", b"abc")
        .accepted(3);
}

#[test]
fn a_new_server_removes_what_no_client_can_continue() {
    let mut site = Site::new();
    let session = site.peer().session("/a");
    site.server = None;
    let folder = site.path("BITS-Sessions");
    let dead = "{00000000-0000-0000-0000-000000000001}";
    let reply = "{00000000-0000-0000-0000-000000000002}";
    std::fs::write(folder.join(".tmpAbCdEf"), "part of a file").unwrap();
    std::fs::create_dir(folder.join("Requests").join(dead)).unwrap();
    std::fs::create_dir(folder.join("Replies").join(reply)).unwrap();
    std::fs::write(
        folder.join("Requests").join(&session).join("session.new"),
        "{",
    )
    .unwrap();
    site.restart();
    assert!(!folder.join(".tmpAbCdEf").exists());
    assert_eq!(site.sessions(), 1);
    let files = std::fs::read_dir(folder.join("Requests").join(&session)).unwrap();
    assert_eq!(files.count(), 2, "requestfile.bin and session.json");
    site.peer()
        .fragment("/a", &session, "bytes 0-2/3", b"abc")
        .accepted(3);
}

#[test]
fn a_vanished_upload_file_is_404_at_close() {
    let site = Site::new();
    let mut peer = site.peer();
    let (session, _) = peer.upload("/a", b"abc");
    std::fs::remove_file(site.path(&format!("BITS-Sessions/Requests/{session}/requestfile.bin")))
        .unwrap();
    assert_eq!(peer.close("/a", &session).status(), 404);
}

/// Makes a session appear unused for 15 days.
fn age(site: &Site, session: &str) {
    let long_ago = SystemTime::now() - Duration::from_secs(15 * 24 * 3600);
    for name in ["requestfile.bin", "session.json"] {
        let path = site.path(&format!("BITS-Sessions/Requests/{session}/{name}"));
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
}

#[test]
fn expired_sessions_are_unknown() {
    let site = Site::new();
    let mut peer = site.peer();
    let (old, new) = (peer.session("/a"), peer.session("/b"));
    age(&site, &old);
    peer.fragment("/a", &old, "bytes 0-2/3", b"abc")
        .refused(500, NOT_FOUND);
    peer.fragment("/b", &new, "bytes 0-2/3", b"abc").accepted(3);
    assert_eq!(site.sessions(), 1);
}

#[test]
fn expired_sessions_are_cleaned_up() {
    let site = Site::with(|config| config.cleanup_interval = Duration::from_millis(10));
    let mut peer = site.peer();
    let (old, new) = (peer.session("/a"), peer.session("/b"));
    age(&site, &old);
    eventually("the old session is gone", || site.sessions() == 1);
    peer.fragment("/b", &new, "bytes 0-2/3", b"abc").accepted(3);
}
