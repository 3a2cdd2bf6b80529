//! PUT is off unless asked for, and then has the limits and the application of an upload.

use bits_test_support::bits_server::{Application, Config};

use crate::wire::*;

fn site(adjust: impl FnOnce(&mut Config)) -> Site {
    Site::with(|config| {
        config.allow_put = true;
        adjust(config);
    })
}

fn put(site: &Site, path: &str, data: &[u8]) -> u16 {
    let length = format!("Content-Length: {}\r\n", data.len());
    let mut peer = site.peer();
    let request = request("PUT", path, &length);
    peer.send(request).send(data).answer().status()
}

fn put_chunked(site: &Site, path: &str, data: &[u8]) -> u16 {
    let mut peer = site.peer();
    peer.send(request("PUT", path, "Transfer-Encoding: chunked\r\n"));
    for chunk in data.chunks(1000) {
        peer.send(format!("{:x}\r\n", chunk.len()))
            .send(chunk)
            .send("\r\n");
    }
    peer.send("0\r\n\r\n").answer().status()
}

#[test]
fn a_file_is_stored_in_one_request() {
    let site = site(|_| ());
    let data = pattern(3_000_000);
    assert_eq!(put(&site, "/folder/b", &data), 201);
    assert!(site.read("folder/b").unwrap() == data);
    assert_eq!(put_chunked(&site, "/c", &data[..9_999]), 201);
    assert!(site.read("c").unwrap() == data[..9_999]);
    assert_eq!(put(&site, "/folder/b", b"x"), 403);
    assert_eq!(put(&site, "/nowhere/b", b"x"), 404);
    assert_eq!(site.sessions(), 0);
}

#[test]
fn it_is_off_unless_asked_for() {
    let site = Site::new();
    assert_eq!(put(&site, "/a", b"abc"), 405);
    assert_eq!((site.read("a"), site.sessions()), (None, 0));
}

#[test]
fn the_maximum_size_holds_with_and_without_a_length() {
    let site = site(|config| config.max_size = Some(2500));
    let data = pattern(2501);
    assert_eq!(put(&site, "/a", &data), 413);
    assert_eq!(put_chunked(&site, "/a", &data), 413);
    assert_eq!((site.read("a"), site.sessions()), (None, 0));
    assert_eq!(put_chunked(&site, "/a", &data[..2500]), 201);
    assert_eq!(put(&site, "/b", &data[..2500]), 201);
}

#[test]
fn the_application_decides_as_for_an_upload() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    // Keeps the files that begin with "keep", and fails for those that begin with "fail".
    let script = "#!/bin/sh\ncase $(cat \"$1\") in\n\
                  keep*) echo 'BITS-Copy-File-To-Destination: 1';;\nfail*) exit 1;;\nesac\n";
    std::fs::write(&program, script).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, executable).unwrap();
    let site = site(|config| config.application = Application::Program(program));
    assert_eq!(put(&site, "/a", b"keep this"), 201);
    assert_eq!(put(&site, "/b", b"drop this"), 200);
    assert_eq!(put(&site, "/c", b"fail"), 500);
    let stored = ["a", "b", "c"].map(|name| site.read(name).is_some());
    assert_eq!((stored, site.sessions()), ([true, false, false], 0));
}
