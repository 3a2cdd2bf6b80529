//! Slow clients, and more clients than the server serves at a time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use bits_test_support::bits_server::MinRate;

use crate::wire::*;

/// A site whose clients must move 1000 bytes in each half second.
fn strict_site() -> Site {
    Site::with(|config| {
        config.min_rate = MinRate {
            bytes_per_second: 2000,
            interval: Duration::from_millis(500),
        };
    })
}

/// Sends a byte at a time until the server closes the connection, and returns what it answered.
fn trickle(mut stream: TcpStream, bytes: impl Iterator<Item = u8>) -> String {
    let pause = Some(Duration::from_millis(20));
    stream.set_read_timeout(pause).unwrap();
    let start = Instant::now();
    let mut answer = Vec::new();
    for byte in bytes {
        assert!(start.elapsed() < Duration::from_secs(20), "never cut off");
        let _ = stream.write_all(&[byte]);
        let mut buffer = [0; 1000];
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => answer.extend(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_head_that_trickles_in_is_cut_off() {
    let site = strict_site();
    let stream = TcpStream::connect(site.addr()).unwrap();
    let head = b"GET /a HTTP/1.1\r\nX: ".iter().copied();
    trickle(stream, head.chain(std::iter::repeat(b'x')));
}

#[test]
fn a_body_that_trickles_in_is_cut_off_and_kept() {
    let site = strict_site();
    let data = pattern(100_000);
    let session = site.peer().session("/a");
    let mut stream = TcpStream::connect(site.addr()).unwrap();
    let head = fragment_head("/a", &session, &whole(&data), data.len());
    stream.write_all(head.as_bytes()).unwrap();
    let answer = trickle(stream, data.iter().copied());
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    let file = site.path(&format!("BITS-Sessions/Requests/{session}/requestfile.bin"));
    let received = file.metadata().unwrap().len();
    assert!(received > 0);
    let mut peer = site.peer();
    peer.fragment("/a", &session, &whole(&data), &data)
        .accepted(100_000);
    assert_eq!(peer.close("/a", &session).status(), 200);
    assert!(site.read("a").unwrap() == data);
}

#[test]
fn a_body_above_the_minimum_rate_may_take_its_time() {
    let site = strict_site();
    let data = pattern(20_000);
    let mut peer = site.peer();
    let session = peer.session("/a");
    peer.send(fragment_head("/a", &session, &whole(&data), data.len()));
    let start = Instant::now();
    for chunk in data.chunks(1000) {
        peer.send(chunk);
        std::thread::sleep(Duration::from_millis(100)); // the rate that the test is about
    }
    assert!(
        start.elapsed() > Duration::from_secs(1),
        "longer than the interval"
    );
    peer.answer().accepted(20_000);
}

#[test]
fn a_client_that_does_not_receive_is_cut_off() {
    let site = strict_site();
    site.write("a", pattern(64 << 20));
    let mut stream = TcpStream::connect(site.addr()).unwrap();
    stream
        .write_all(request("GET", "/a", "").as_bytes())
        .unwrap();
    // The descriptor of the file in the server tells that the request goes on.
    let path = site.path("a").canonicalize().unwrap();
    let open = || {
        let descriptors = std::fs::read_dir("/proc/self/fd").unwrap();
        let targets = descriptors.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        targets.filter(|target| *target == path).count()
    };
    eventually("the server reads the file", || open() > 0);
    eventually("the server gives up", || open() == 0);
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received);
    assert!(received.len() < 64 << 20, "{}", received.len());
}

#[test]
fn one_connection_too_many_is_told_to_come_back() {
    let site = Site::with(|config| config.max_connections = 2);
    site.write("a", "abc");
    let (mut first, mut second) = (site.peer(), site.peer());
    assert_eq!(first.get("/a", "").status(), 200);
    assert_eq!(second.get("/a", "").status(), 200);
    let refused = site.peer().get("/a", "");
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.header("Retry-After"), Some("30"));
    assert_eq!(refused.header("Connection"), Some("close"));
    // A body that the client sends meanwhile does not destroy the answer.
    let data = pattern(1 << 20);
    let head = fragment_head("/b", "{}", &whole(&data), data.len());
    assert_eq!(site.peer().send(head).send(&data).answer().status(), 503);
    assert_eq!(first.get("/a", "").status(), 200);
    drop(second);
    eventually("the place is free", || {
        site.peer().get("/a", "").status() == 200
    });
}

#[test]
fn one_session_too_many_is_told_to_come_back() {
    let mut site = Site::with(|config| config.max_sessions = 2);
    let sessions = ["/a", "/b"].map(|path| site.peer().session(path));
    site.restart();
    let mut peer = site.peer();
    let refused = peer.create("/c");
    assert_eq!(
        (refused.status(), refused.header("Retry-After")),
        (503, Some("30"))
    );
    assert_eq!(site.sessions(), 2);
    assert_eq!(peer.close("/a", &sessions[0]).status(), 200);
    peer.session("/c");
}
