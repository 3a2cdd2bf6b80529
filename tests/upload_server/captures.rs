//! Replays the published conversations of a Windows client with IIS (see
//! `tests/data/upload_protocol/README.md`).

use bits_test_support::bits_server::Application;

use crate::replies::application;
use crate::wire::*;

const SIZE: usize = 10_240;

#[test]
fn plain_upload() {
    let site = Site::new();
    std::fs::create_dir(site.path("vdir")).unwrap();
    replay(
        &site,
        include_str!("../data/upload_protocol/upload.txt"),
        || panic!("there is no application"),
    );
    assert!(site.read("vdir/upload.bin").unwrap() == pattern(SIZE));
    assert_eq!(site.sessions(), 0);
}

#[test]
fn upload_with_reply() {
    let (addr, seen) = application(|(head, _)| {
        std::fs::write(
            crate::replies::header(head, "BITS-Response-DataFile-Name").unwrap(),
            pattern(SIZE),
        )
        .unwrap();
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_vec()
    });
    let site = Site::with(|config| {
        config.host_id = Some("BITS.EXAMPLE".into());
        config.host_id_fallback_timeout = Some(110);
        config.application = Application::ByReference(format!("http://{addr}/application"));
    });
    std::fs::create_dir(site.path("vdir")).unwrap();
    replay(
        &site,
        include_str!("../data/upload_protocol/upload-reply.txt"),
        || seen.recv().unwrap().0,
    );
    assert_eq!((site.read("vdir/upload.bin"), site.sessions()), (None, 0));
}

/// Sends the requests of the script on one connection, and compares the responses.
fn replay(site: &Site, script: &str, notification: impl Fn() -> String) {
    let data = pattern(SIZE);
    let root = site.config.root.canonicalize().unwrap();
    let mut peer = site.peer();
    let mut session = String::new();
    for exchange in script.split("\n\n") {
        let fill = |line: &str, session: &str| {
            let encoded = session.replace('{', "%7B").replace('}', "%7D");
            line.replace("{session}", session)
                .replace("{encoded}", &encoded)
                .replace("{root}", root.to_str().unwrap())
        };
        let marked = |mark: &'static str| {
            exchange
                .lines()
                .filter_map(move |line| line.strip_prefix(mark))
                .map(|line| line.strip_prefix(' ').unwrap_or(line))
        };
        for line in marked(">") {
            match line.strip_prefix('@') {
                Some(body) => peer.send(bytes(&data, body)),
                None => peer.send(fill(line, &session) + "\r\n"),
            };
        }
        let answer = peer.answer();
        if let Some(id) = answer.header("BITS-Session-Id") {
            session = id.to_owned();
        }
        let expected: Vec<String> = marked("<").map(|line| fill(line, &session)).collect();
        for line in &expected {
            match line.strip_prefix('@') {
                Some(body) => assert!(answer.body == bytes(&data, body)),
                None => assert!(
                    answer.head.split("\r\n").any(|got| got == line),
                    "no {line:?} in {}",
                    answer.head
                ),
            }
        }
        for line in answer
            .head
            .split("\r\n")
            .filter(|line| line.to_ascii_uppercase().starts_with("BITS-"))
        {
            assert!(
                expected.iter().any(|known| known == line),
                "{line:?} was never sent by IIS"
            );
        }
        let notified: Vec<String> = marked("!").map(|line| fill(line, &session)).collect();
        if !notified.is_empty() {
            let head = notification();
            assert!(
                notified
                    .iter()
                    .all(|line| head.split("\r\n").any(|got| got == line)),
                "{notified:#?} in {head}"
            );
        }
    }
}

fn bytes<'a>(data: &'a [u8], range: &str) -> &'a [u8] {
    let (first, last) = range.split_once('-').unwrap();
    &data[first.parse().unwrap()..=last.parse().unwrap()]
}
