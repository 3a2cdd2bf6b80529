//! Copies of local files.

use std::os::unix::fs::symlink;

use bits::abi::E_INVALIDARG;
use bits::engine::Error;

use super::*;

/// Creates a file outside the client's folder.
fn source(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a b.bin");
    fs::write(&path, content).unwrap();
    (folder, path)
}

#[test]
fn paths_and_file_urls() {
    let content = bytes(5 * MIB + 3, 90);
    let (_folder, path) = source(&content);
    let path = path.to_str().unwrap();
    for remote in [
        path.to_owned(),
        format!("file://{}", path.replace(' ', "%20")),
        format!("FILE://localhost{path}"),
    ] {
        for mut client in [Client::new(), Client::strict()] {
            let log = client.get(remote.as_str());
            assert!(log.finished, "{remote}: {log:?}");
            assert_eq!(log.starts[0].1.size, Some(content.len() as u64));
            assert!(client.content() == content);
        }
    }
}

#[test]
fn an_empty_local_file_is_copied() {
    let (_folder, path) = source(b"");
    let mut client = Client::new();
    assert!(client.get(path.to_str().unwrap()).finished);
    assert_eq!(client.content(), b"");
}

#[test]
fn an_unreadable_local_file_fails() {
    let folder = tempfile::tempdir().unwrap();
    let remote = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(folder.path().join("file"), b"x").unwrap();
    let mut client = Client::new();
    client
        .get(remote("absent"))
        .failed(0x80070002, REMOTE, false);
    client
        .get(remote("file/below"))
        .failed(0x80070003, REMOTE, false);
    let folder = folder.path().to_str().unwrap();
    client.get(folder).failed(0x80070005, REMOTE, false);
    client.get("/dev/zero").failed(0x80070005, REMOTE, false);
    // Names that cannot refer to a file of this machine are no remote names.
    for name in [&format!("{folder}/"), "file://elsewhere/f"] {
        assert_eq!(RemoteName::parse(name), Err(Error(E_INVALIDARG)), "{name}");
    }
}

#[test]
fn a_copy_resumes_unless_the_local_file_has_changed() {
    let content = bytes(40 * MIB, 91);
    let (_folder, path) = source(&content);
    let remote = path.to_str().unwrap();
    let mut client = Client::new();
    let id = client.network.start(client.fetch(remote));
    let mut log = TransferLog::default();
    client
        .network
        .wait(Duration::ZERO)
        .into_iter()
        .for_each(|(_, event)| log.note(event));
    log.bytes = client.network.stop(id).expect("a running transfer");
    assert!(
        log.bytes > 0 && log.bytes < content.len() as u64,
        "{}",
        log.bytes
    );
    let resumed = client.resume(remote, &log);
    assert_eq!(resumed.offsets(), [log.bytes]);
    assert!(client.content() == content);

    let changed = bytes(40 * MIB, 92);
    fs::write(&path, &changed).unwrap();
    let resumed = client.resume(remote, &log);
    assert_eq!(resumed.offsets(), [0]);
    assert!(client.content() == changed);
}

#[test]
fn a_local_file_changes_while_it_is_copied() {
    let (_folder, path) = source(&bytes(40 * MIB, 93));
    let mut client = Client::new();
    let id = client.network.start(client.fetch(path.to_str().unwrap()));
    client.network.wait(Duration::ZERO);
    fs::write(&path, bytes(1000, 94)).unwrap();
    let log = client.follow(id);
    log.failed(BG_E_REMOTE_FILE_CHANGED as u32, REMOTE, true);
    assert_eq!(log.bytes, 0);
}

#[test]
fn destinations_that_cannot_be_written() {
    let server = serve(b"abc", |response, _| response);
    let client = &mut Client::new();
    let folder = client.folder.path().to_owned();
    let (_source, local) = source(b"abc");
    fs::create_dir(folder.join("folder")).unwrap();
    fs::write(folder.join("victim"), b"victim").unwrap();
    symlink(folder.join("victim"), folder.join("link")).unwrap();
    symlink(folder.join("absent"), folder.join("dangling")).unwrap();
    for remote in [server.url("/f"), local.to_str().unwrap().to_owned()] {
        let mut fail = |path: PathBuf| {
            let mut fetch = client.fetch(remote.as_str());
            fetch.path = path;
            let log = client.run(fetch);
            let failure = log.failure.as_ref().unwrap();
            assert_eq!(
                (failure.context, failure.transient, log.bytes),
                (LOCAL, false, 0)
            );
            format!("{:x}", failure.code)
        };
        assert_eq!(fail(folder.join("vanished/file")), "80070002");
        assert_eq!(fail(folder.join("folder")), "80070005");
        fail(folder.join("link"));
        fail(folder.join("dangling"));
    }
    assert_eq!(
        fs::read(folder.join("victim")).unwrap(),
        b"victim",
        "a link is not followed"
    );
    assert!(!folder.join("absent").exists());
}

#[test]
fn a_full_disk() {
    // Each write to this device fails as on a full disk.
    let server = serve(&bytes(MIB, 95), |response, _| response);
    let mut client = Client::new();
    let mut fetch = client.fetch(server.url("/f"));
    fetch.path = "/dev/full".into();
    client.run(fetch).failed(0x80070005, LOCAL, false);
}
