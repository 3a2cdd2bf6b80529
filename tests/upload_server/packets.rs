//! Each packet type, its rules and its refusals.

use crate::wire::*;

#[test]
fn create_session_is_acknowledged_as_iis_does() {
    let site = Site::new();
    let answer = site.peer().create("/a.bin");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.header("BITS-Protocol"), Some(PROTOCOL));
    assert_eq!(answer.header("Accept-Encoding"), Some("identity"));
    assert_eq!(answer.header("Content-Length"), Some("0"));
    assert_eq!(answer.header("BITS-Host-Id"), None);
    let id = answer.header("BITS-Session-Id").unwrap();
    let guid = id
        .strip_prefix('{')
        .and_then(|id| id.strip_suffix('}'))
        .unwrap();
    assert_eq!((id.len(), guid.to_ascii_uppercase()), (38, guid.to_owned()));
    assert_ne!(site.peer().session("/a.bin"), id);
}

#[test]
fn packet_types_protocols_and_header_names_have_any_case() {
    let site = Site::new();
    let offered = format!(
        "{{00000000-0000-0000-0000-000000000001}}, {}",
        PROTOCOL.to_ascii_uppercase()
    );
    let headers = format!(
        "bits-packet-type: cREATE-sESSION\r\nbits-supported-protocols: {offered}\r\n\
         content-length: 0\r\n"
    );
    assert_eq!(
        site.peer()
            .send(request("BITS_POST", "/a", &headers))
            .answer()
            .status(),
        200
    );
    let (mut peer, data) = (site.peer(), pattern(10));
    let session = peer.session("/a").to_ascii_lowercase();
    peer.fragment("/a", &session, "BYTES 0-9/10", &data)
        .accepted(10);
}

#[test]
fn create_session_is_refused() {
    let site = Site::with(|config| config.max_size = Some(1));
    site.write("there", "old");
    let mut peer = site.peer();
    peer.create("/there").refused(403, DENIED);
    peer.create("/folder").refused(400, INVALID);
    peer.create("/").refused(400, INVALID);
    assert_eq!(peer.create("/nowhere/a").status(), 404);
    peer.packet("Create-Session", "/a", "")
        .refused(400, INVALID);
    let unknown = "BITS-Supported-Protocols: {00000000-0000-0000-0000-000000000001}\r\n";
    peer.packet("Create-Session", "/a", unknown)
        .refused(400, INVALID);
    let late = format!(
        "BITS-Supported-Protocols: {}{PROTOCOL}\r\n",
        "x ".repeat(100)
    );
    peer.packet("Create-Session", "/a", &late)
        .refused(400, INVALID);
    let body = format!(
        "BITS-Packet-Type: Create-Session\r\nBITS-Supported-Protocols: {PROTOCOL}\r\n\
         Content-Length: 3\r\n"
    );
    peer.send(request("BITS_POST", "/a", &body))
        .send("abc")
        .answer()
        .refused(400, INVALID);
    assert_eq!(site.sessions(), 0);
    assert_eq!(
        peer.create("/a").status(),
        200,
        "the connection is still in step"
    );
}

#[test]
fn overwriting_is_a_switch() {
    let mut site = Site::with(|config| config.allow_overwrites = true);
    site.write("there", "old");
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/there", b"new");
    answer.accepted(3);
    assert_eq!(site.read("there").unwrap(), b"old");
    assert_eq!(peer.close("/there", &session).status(), 200);
    assert_eq!(site.read("there").unwrap(), b"new");

    site.config.allow_overwrites = false;
    site.restart();
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/late", b"mine");
    answer.accepted(4);
    site.write("late", "theirs");
    peer.close("/late", &session).refused(403, DENIED);
    assert_eq!(site.read("late").unwrap(), b"theirs");
}

#[test]
fn ping_needs_no_session_and_fits_every_state() {
    let site = Site::new();
    let mut peer = site.peer();
    let ping = |peer: &mut Peer| {
        let answer = peer.packet("Ping", "/a", "");
        assert_eq!(
            (answer.status(), answer.header("BITS-Packet-Type")),
            (200, Some("Ack"))
        );
        assert_eq!(answer.header("BITS-Session-Id"), None);
    };
    ping(&mut peer);
    let (session, _) = peer.upload("/a", b"abc");
    ping(&mut peer);
    peer.close("/a", &session);
    ping(&mut peer);
}

#[test]
fn fragments_make_the_file_and_close_puts_it_in_its_place() {
    let site = Site::new();
    let data = pattern(3_000_000);
    let mut peer = site.peer();
    let session = peer.session("/folder/a.bin");
    for (at, piece) in (0..).step_by(700_001).zip(data.chunks(700_001)) {
        let end = at + piece.len();
        let range = format!("bytes {at}-{}/{}", end - 1, data.len());
        let answer = peer.fragment("/folder/a.bin", &session, &range, piece);
        answer.accepted(end as u64);
        assert_eq!(answer.header("BITS-Reply-URL"), None);
    }
    assert_eq!(site.read("folder/a.bin"), None);
    assert_eq!(peer.close("/folder/a.bin", &session).status(), 200);
    assert!(site.read("folder/a.bin").unwrap() == data);
    assert_eq!(site.sessions(), 0);
    peer.close("/folder/a.bin", &session)
        .refused(500, NOT_FOUND);
}

#[test]
fn gaps_are_refused_and_overlaps_skipped() {
    let site = Site::new();
    let data = pattern(1000);
    let other = [0xEE; 1000];
    let mut peer = site.peer();
    let session = peer.session("/a");
    let mut send = |range: &str, data: &[u8]| peer.fragment("/a", &session, range, data);
    send("bytes 1-9/1000", &data[1..10]).wants(0);
    send("bytes 0-99/1000", &data[..100]).accepted(100);
    send("bytes 200-299/1000", &data[200..300]).wants(100);
    send("bytes 0-99/1000", &other[..100]).wants(100);
    let mut overlap = other[50..100].to_vec();
    overlap.extend(&data[100..400]);
    send("bytes 50-399/1000", &overlap).accepted(400);
    send("bytes 400-999/1000", &data[400..]).accepted(1000);
    send("bytes 400-999/1000", &other[400..]).accepted(1000);
    send("bytes 0-99/1000", &other[..100]).accepted(1000);
    assert_eq!(peer.close("/a", &session).status(), 200);
    assert!(site.read("a").unwrap() == data);
}

#[test]
fn malformed_fragments_are_invalid() {
    let site = Site::new();
    let mut peer = site.peer();
    let session = peer.session("/a");
    let ranges = [
        "bytes 0-9",
        "bytes 0-10/100",
        "bytes 9-0/100",
        "bytes -9/100",
        "bytes 0-/100",
        "bytes x-9/100",
        "lines 0-9/100",
        "0-9/100",
        "bytes 0-9/9",
        "bytes 0-9/*",
        "bytes 95-104/100",
        "bytes 0-9/99999999999999999999",
        "bytes 9-18446744073709551615/18446744073709551615",
        "bytes +0-9/100x",
        "",
    ];
    for range in ranges {
        peer.fragment("/a", &session, range, &[0; 10])
            .refused(400, INVALID);
    }
    peer.fragment("/a", &session, "bytes 0-9/100", &[0; 10])
        .accepted(10);
    peer.fragment("/a", &session, "bytes 10-19/101", &[0; 10])
        .refused(400, INVALID);
    peer.fragment("/a", &session, "bytes 10-19/100", &[0; 10])
        .accepted(20);
}

#[test]
fn a_file_of_no_bytes_is_a_file() {
    let site = Site::new();
    for (name, range) in [
        ("/x", "bytes */0"),
        ("/y", "bytes 0-0/0"),
        ("/z", "bytes 0--1/0"),
    ] {
        let mut peer = site.peer();
        let session = peer.session(name);
        peer.fragment(name, &session, range, b"").accepted(0);
        assert_eq!(peer.close(name, &session).status(), 200);
        assert_eq!(site.read(&name[1..]).unwrap(), b"");
    }
}

#[test]
fn unknown_sessions_are_told_so() {
    let site = Site::new();
    let mut peer = site.peer();
    for id in [
        "{00000000-0000-0000-0000-000000000000}",
        "",
        "1",
        "../../x",
        "{..}",
    ] {
        peer.fragment("/a", id, "bytes 0-2/3", b"abc")
            .refused(500, NOT_FOUND);
        peer.close("/a", id).refused(500, NOT_FOUND);
        peer.packet(
            "Cancel-Session",
            "/a",
            &format!("BITS-Session-Id: {id}\r\n"),
        )
        .refused(500, NOT_FOUND);
    }
    peer.packet("Close-Session", "/a", "")
        .refused(500, NOT_FOUND);
}

#[test]
fn closing_early_throws_the_pieces_away() {
    let site = Site::new();
    let mut peer = site.peer();
    let session = peer.session("/a");
    peer.fragment("/a", &session, "bytes 0-9/100", &[1; 10])
        .accepted(10);
    assert_eq!(peer.close("/a", &session).status(), 200);
    assert_eq!((site.read("a"), site.sessions()), (None, 0));
}

#[test]
fn cancel_forgets_the_session_whole_or_not() {
    let site = Site::new();
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/a", b"abc");
    answer.accepted(3);
    let id = format!("BITS-Session-Id: {session}\r\n");
    assert_eq!(peer.packet("Cancel-Session", "/a", &id).status(), 200);
    assert_eq!((site.read("a"), site.sessions()), (None, 0));
    peer.packet("Cancel-Session", "/a", &id)
        .refused(500, NOT_FOUND);
    peer.fragment("/a", &session, "bytes 0-2/3", b"abc")
        .refused(500, NOT_FOUND);
}

#[test]
fn requests_that_are_no_packets_are_invalid() {
    let site = Site::new();
    let mut peer = site.peer();
    peer.packet("Ack", "/a", "").refused(400, INVALID);
    peer.packet("", "/a", "").refused(400, INVALID);
    peer.send(request("BITS_POST", "/a", "Content-Length: 0\r\n"))
        .answer()
        .refused(400, INVALID);
    peer.packet("Ping", "/a", &format!("X: {}\r\n", "x".repeat(4097)))
        .refused(400, INVALID);
    assert_eq!(
        peer.packet("Ping", "/a", &format!("X: {}\r\n", "x".repeat(4096)))
            .status(),
        200
    );
    let chunked = "BITS-Packet-Type: Ping\r\nTransfer-Encoding: chunked\r\n";
    peer.send(request("BITS_POST", "/a", chunked))
        .send("0\r\n\r\n")
        .answer()
        .refused(411, INVALID);
    let answer = peer.send(request("DELETE", "/a", "")).answer();
    assert_eq!(
        (answer.status(), answer.header("Allow")),
        (405, Some("GET, HEAD, BITS_POST"))
    );
}

#[test]
fn sizes_have_limits() {
    let site = Site::with(|config| {
        config.max_size = Some(1000);
        config.max_fragment = Some(100);
    });
    let (mut peer, data) = (site.peer(), pattern(1001));
    let session = peer.session("/a");
    let answer = peer.fragment("/a", &session, "bytes 0-100/1000", &data[..101]);
    assert_eq!((answer.status(), answer.header("BITS-Error")), (413, None));
    peer.fragment("/a", &session, "bytes 0-99/1001", &data[..100])
        .refused(500, "0x80200020");
    peer.fragment("/a", &session, "bytes 0-99/1000", &data[..100])
        .accepted(100);
}

#[test]
fn names_that_cannot_be_stored_are_refused_at_once() {
    let site = Site::new();
    let mut peer = site.peer();
    let names = [
        "x".repeat(256),
        "%C3%A9".repeat(128),
        "a%0D%0Ab".into(),
        "a%7F".into(),
        "a*b".into(),
        "a%2Ab".into(),
        "a%00b".into(),
        "..".into(),
        "folder/%2E%2E".into(),
    ];
    for name in names {
        peer.create(&format!("/{name}")).refused(400, INVALID);
    }
    assert_eq!(site.sessions(), 0);
    // The longest names that a file system takes.
    for name in [
        format!("/{}", "x".repeat(255)),
        format!("/{}", "%C3%A9".repeat(127)),
    ] {
        let (session, answer) = peer.upload(&name, b"abc");
        answer.accepted(3);
        assert_eq!(peer.close(&name, &session).status(), 200);
    }
    assert_eq!(site.read(&"x".repeat(255)).unwrap(), b"abc");
}

#[test]
fn a_packet_without_a_length_has_no_body() {
    let site = Site::new();
    let mut peer = site.peer();
    let mut packet = |kind: &str, headers: &str| {
        let headers = format!("BITS-Packet-Type: {kind}\r\n{headers}");
        peer.send(request("BITS_POST", "/a", &headers)).answer()
    };
    assert_eq!(packet("Ping", "").status(), 200);
    for last in ["Cancel-Session", "Close-Session"] {
        let protocols = format!("BITS-Supported-Protocols: {PROTOCOL}\r\n");
        let created = packet("Create-Session", &protocols);
        let session = created.header("BITS-Session-Id").expect("a session");
        let session = format!("BITS-Session-Id: {session}\r\n");
        let fragment = format!("{session}Content-Range: bytes 0-9/10\r\n");
        packet("Fragment", &fragment).refused(411, INVALID);
        let empty = format!("{session}Content-Range: bytes 0-0/0\r\n");
        packet("Fragment", &empty).accepted(0);
        assert_eq!(packet(last, &session).status(), 200);
    }
    assert_eq!((site.read("a").unwrap(), site.sessions()), (vec![], 0));
}

#[test]
fn a_client_waiting_for_permission_gets_the_refusal_instead() {
    let site = Site::with(|config| config.max_fragment = Some(5));
    let mut peer = site.peer();
    let session = peer.session("/a");
    let head = fragment_head("/a", &session, "bytes 0-9/10", 10);
    let expecting = head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    assert_eq!(peer.send(expecting).answer().status(), 413);
    let mut peer = site.peer();
    let head = fragment_head("/a", &session, "bytes 0-4/10", 5);
    let expecting = head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    assert_eq!(peer.send(expecting).head().status(), 100);
    peer.send("01234").answer().accepted(5);
}

#[test]
fn ten_megabytes_of_header_do_no_harm() {
    let site = Site::new();
    let addr = site.addr();
    let flood = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(addr).unwrap();
        let sent = write!(stream, "BITS_POST /a HTTP/1.1\r\nX: ")
            .and_then(|()| stream.write_all(&vec![b'x'; 10 << 20]));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        (sent.is_err(), String::from_utf8_lossy(&answer).into_owned())
    });
    assert_eq!(site.peer().packet("Ping", "/a", "").status(), 200);
    let (cut, answer) = flood.join().unwrap();
    assert!(
        cut || answer.starts_with("HTTP/1.1 431") || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    assert_eq!(site.peer().packet("Ping", "/a", "").status(), 200);
}

#[test]
fn host_id_is_announced() {
    let site = Site::with(|config| {
        config.host_id = Some("node7.example".into());
        config.host_id_fallback_timeout = Some(110);
    });
    let answer = site.peer().create("/a");
    assert_eq!(answer.header("BITS-Host-Id"), Some("node7.example"));
    assert_eq!(answer.header("BITS-Host-Id-Fallback-Timeout"), Some("110"));
}
