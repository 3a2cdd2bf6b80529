//! Connections that break, stall or are refused.

use super::*;

#[test]
fn a_cut_is_transient_and_resumes_where_it_happened() {
    let content = bytes(3 * MIB, 7);
    for cut in [0, 1, 100_000, MIB, 3 * MIB - 1] {
        for mut client in [Client::new(), Client::strict()] {
            let server = serve(&content, move |response, request| {
                if request.nth == 0 {
                    response.cut(cut)
                } else {
                    response
                }
            });
            let log = client.get(server.url("/f"));
            log.failed(0x80072EFE, REMOTE, true);
            assert_eq!(log.bytes, cut as u64);
            let log = client.resume(server.url("/f"), &log);
            assert!(log.finished, "{log:?}");
            assert!(client.content() == content);
            if cut > 0 {
                assert_eq!(log.offsets(), [cut as u64]);
                assert_eq!(server.ranges()[1], format!("bytes={cut}-"));
                assert_eq!(server.requests()[1].header("if-range"), Some("\"one\""));
            }
        }
    }
}

#[test]
fn a_server_that_always_cuts_is_beaten() {
    let content = bytes(MIB, 8);
    let server = serve(&content, |response, _| response.cut(100_000));
    let mut client = Client::strict();
    let log = client.persist(&server.url("/f"));
    assert!(log.finished);
    assert!(client.content() == content);
    assert_eq!(server.requests().len(), MIB.div_ceil(100_000));
}

#[test]
fn silence_is_transient() {
    let content = bytes(MIB, 9);
    let server = serve(&content, |response, request| {
        if request.nth == 0 {
            response.stall(500_000)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let begun = Instant::now();
    let log = client.get(server.url("/f"));
    log.failed(0x80072EE2, REMOTE, true);
    assert!(begun.elapsed() < Duration::from_secs(15));
    assert_eq!(log.bytes, 500_000);
    assert!(client.resume(server.url("/f"), &log).finished);
    assert!(client.content() == content);
}

#[test]
fn a_trickle_is_no_silence() {
    let content = bytes(60, 10);
    let server = serve(&content, |response, _| {
        response.trickle(1, Duration::from_millis(80))
    });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert!(client.content() == content);
}

#[test]
fn a_server_that_does_not_listen() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let mut client = Client::new();
    client
        .get(format!("http://127.0.0.1:{port}/f"))
        .failed(0x80072EFD, REMOTE, true);
    client
        .get("http://nowhere.invalid/f")
        .failed(0x80072EE7, REMOTE, true);
    assert!(!client.path().exists());
}

#[test]
fn a_response_that_is_not_http() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/f", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\nnonsense\r\n\r\nnonsense");
    });
    let log = Client::new().get(url);
    assert!(log.failure.is_some(), "{log:?}");
    assert_eq!(log.bytes, 0);
}

#[test]
fn an_answer_that_does_not_come() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/f", listener.local_addr().unwrap());
    std::thread::spawn(move || drop(listener.accept().unwrap()));
    Client::new().get(url).failed(0x80072EFE, REMOTE, true);
}

#[test]
fn less_kept_than_recorded_starts_over() {
    let content = bytes(MIB, 11);
    let server = serve(&content, |response, request| {
        if request.nth == 0 {
            response.cut(500_000)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    fs::write(client.path(), &content[..400_000]).unwrap();
    let log = client.resume(server.url("/f"), &log);
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == content);
}

#[test]
fn more_kept_than_recorded_is_dropped() {
    let content = bytes(MIB, 12);
    let server = serve(&content, |response, request| {
        if request.nth == 0 {
            response.cut(500_000)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let mut log = client.get(server.url("/f"));
    fs::write(
        client.path(),
        [&content[..300_000], &bytes(2 * MIB, 13)].concat(),
    )
    .unwrap();
    log.bytes = 300_000;
    let log = client.resume(server.url("/f"), &log);
    assert_eq!(log.offsets(), [300_000]);
    assert!(client.content() == content);
}

#[test]
fn a_complete_file_is_finished_on_resume() {
    let content = bytes(MIB, 14);
    let server = serve(&content, |response, _| response);
    let mut client = Client::strict();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished, "{log:?}");
    assert_eq!(
        server.ranges()[1],
        format!("bytes={}-", MIB - 1),
        "one byte tells whether it is still the same"
    );
    assert!(client.content() == content);
}
