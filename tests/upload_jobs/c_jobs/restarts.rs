//! The server stops during an upload, and starts again.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use bits_test_support::bits_server::{Config, Server};

use super::Fault;
use super::program::Workspace;

pub const ALL: &[Fault] = &[
    ("the server restarts and knows the session", || {
        restarted(|_| ())
    }),
    ("the server restarts without its state", || {
        restarted(|root| fs::remove_dir_all(root.join("BITS-Sessions")).unwrap());
    }),
];

const SIZE: usize = 80_000_000;

fn server(root: &Path, listen: Option<SocketAddr>) -> Server {
    let mut config = Config::new(root);
    config.max_fragment = Some(100_000);
    config.listen = listen.unwrap_or(config.listen);
    let begun = Instant::now();
    loop {
        match Server::start(config.clone()) {
            Ok(server) => return server,
            Err(error) => assert!(begun.elapsed() < Duration::from_secs(20), "{error}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The bytes that the server has of open uploads.
fn received(root: &Path) -> u64 {
    let folders = fs::read_dir(root.join("BITS-Sessions/Requests"))
        .into_iter()
        .flatten();
    let files =
        folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).into_iter().flatten());
    files
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
        .max()
        .unwrap_or(0)
}

fn restarted(meanwhile: fn(&Path)) {
    let workspace = Workspace::new(SIZE);
    let root = workspace.path("root");
    fs::create_dir(&root).unwrap();
    let first = server(&root, None);
    let addr = first.addr();
    let report = std::thread::scope(|scope| {
        let upload = scope.spawn(|| workspace.upload(&format!("http://{addr}/a.bin"), &[]));
        let begun = Instant::now();
        while received(&root) < SIZE as u64 / 8 {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing arrives");
            std::thread::sleep(Duration::from_millis(1));
        }
        drop(first);
        assert!(!root.join("a.bin").exists(), "too late");
        meanwhile(&root);
        let _second = server(&root, Some(addr));
        upload.join().unwrap()
    });
    report.expect_done(SIZE);
    assert!(fs::read(root.join("a.bin")).unwrap() == workspace.data);
    assert_eq!(received(&root), 0);
}
