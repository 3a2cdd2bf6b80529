//! Failures whose code is the same but whose causes differ: the sentence names the party that
//! failed and the remedy. The peers are scripted sockets.

use std::io::{Read, Write};
use std::net::TcpListener;

use bits::engine::{Cause, JobError};

use super::*;

/// Returns the sentence that a job in ERROR has for a failure.
pub fn sentence(failure: &Failure) -> String {
    let error = JobError {
        code: failure.code,
        context: failure.context,
        file: Some(0),
        protocol: Some("http".to_owned()),
        cause: failure.cause,
        proxy: failure.proxy.clone(),
    };
    error.description()
}

/// Starts a peer that sends `greeting` after it has received something or, if `speaks_first`, at
/// once, and then closes the connection. Returns its port.
pub fn peer(greeting: &[u8], speaks_first: bool) -> u16 {
    let greeting = greeting.to_vec();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if !speaks_first {
                let _ = stream.read(&mut [0; 4096]);
            }
            let _ = stream.write_all(&greeting);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    port
}

/// Returns the failure of a download from a URL.
fn failure_of(url: String) -> Failure {
    Client::new().get(url).failure.unwrap()
}

/// Returns the bytes of a fatal TLS alert.
fn alert(number: u8) -> Vec<u8> {
    vec![21, 3, 3, 0, 2, 2, number]
}

/// Returns a ServerHello of TLS 1.0.
fn hello_of_tls_1_0() -> Vec<u8> {
    let mut hello = vec![3, 1];
    hello.extend([7; 32]); // the server's random bytes
    hello.extend([0, 0xC0, 0x13, 0]); // no session, a cipher, no compression
    let mut record = vec![
        22,
        3,
        1,
        0,
        hello.len() as u8 + 4,
        2,
        0,
        0,
        hello.len() as u8,
    ];
    record.extend(hello);
    record
}

#[test]
fn handshakes_that_fail() {
    let cases: [(&str, Vec<u8>, Cause, &str); 9] = [
        (
            "unrecognized_name",
            alert(112),
            Cause::TlsName,
            "host name in the URL",
        ),
        (
            "protocol_version",
            alert(70),
            Cause::TlsVersion,
            "TLS version",
        ),
        (
            "TLS 1.0",
            hello_of_tls_1_0(),
            Cause::TlsVersion,
            "TLS 1.2 or later",
        ),
        ("handshake_failure", alert(40), Cause::TlsCipher, "cipher"),
        (
            "insufficient_security",
            alert(71),
            Cause::TlsCipher,
            "cipher",
        ),
        (
            "internal_error",
            alert(80),
            Cause::TlsHandshake,
            "broke off",
        ),
        (
            "HTTP",
            b"HTTP/1.1 400 Bad\r\n\r\n".to_vec(),
            Cause::NotTls,
            "does not speak TLS",
        ),
        (
            "SSH",
            b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
            Cause::NotTls,
            "does not speak TLS",
        ),
        (
            "FTP",
            b"220 ready\r\n".to_vec(),
            Cause::NotTls,
            "does not speak TLS",
        ),
    ];
    for (name, answer, cause, words) in cases {
        let failure = failure_of(format!("https://localhost:{}/f", peer(&answer, false)));
        assert_eq!(failure.code as u32, 0x80072F8F, "{name}");
        assert_eq!(
            (failure.context, failure.transient),
            (REMOTE, false),
            "{name}"
        );
        assert_eq!(failure.cause, cause, "{name}");
        let text = sentence(&failure);
        assert!(text.contains(words), "{name}: {text}");
        assert!(!text.contains("certificate"), "{name}: {text}");
    }
}

#[test]
fn ports_that_speak_something_else() {
    let banners: [&[u8]; 4] = [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"220 mail.example ESMTP\r\n",
        b"* OK IMAP4 ready\r\n",
        &[21, 3, 3, 0, 2, 2, 10], // a TLS alert
    ];
    for banner in banners {
        for speaks_first in [true, false] {
            let failure = failure_of(format!("http://localhost:{}/f", peer(banner, speaks_first)));
            assert_eq!(failure.code as u32, 0x80072F78, "{banner:?}");
            assert_eq!(failure.cause, Cause::NotHttp);
            assert!(!failure.transient);
            assert!(sentence(&failure).contains("SSH"));
        }
    }
}

#[test]
fn a_status_line_in_lower_case_is_read() {
    let whole = b"http/1.1 200 ok\r\nContent-Length: 4\r\n\r\nfour";
    let mut client = Client::new();
    let log = client.get(format!("http://localhost:{}/f", peer(whole, false)));
    assert!(log.finished, "{log:?}");
    assert_eq!(client.content(), b"four");

    let missing = b"http/1.1 404 no\r\nContent-Length: 0\r\n\r\n";
    Client::new()
        .get(format!("http://localhost:{}/f", peer(missing, false)))
        .failed(0x80190194, REMOTE, false);
}

#[test]
fn a_malformed_header_is_not_another_protocol() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n";
    let failure = failure_of(format!("http://localhost:{}/f", peer(answer, false)));
    assert_eq!(failure.cause, Cause::Unspecified);
}

#[test]
fn statuses_of_downloads_are_not_about_uploads() {
    let server =
        FaultServer::start(|request| Response::status(request.target[1..].parse().unwrap()));
    for (status, words) in [
        (404, "does not exist"),
        (405, "this kind of request"),
        (429, "slow down"),
        (501, "this kind of request"),
        (511, "requires a login"),
    ] {
        let text = sentence(&failure_of(server.url(&format!("/{status}"))));
        assert!(text.contains(words), "{status}: {text}");
        assert!(text.contains(&status.to_string()), "{status}: {text}");
        assert!(
            !text.contains("BITS") && !text.contains("upload"),
            "{status}: {text}"
        );
    }
}
