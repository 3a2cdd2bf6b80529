//! Uploads with a reply: the application behind the server, and the way of its reply to the client.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;

use bits_test_support::bits_server::Application;

use crate::wire::*;

/// A request that the application receives: head and body.
pub type Seen = (String, Vec<u8>);

/// An HTTP application that responds to each request with the result of `answer`.
pub fn application(
    answer: impl Fn(&Seen) -> Vec<u8> + Send + 'static,
) -> (SocketAddr, mpsc::Receiver<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    let (sender, seen) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = read_request(&stream);
            stream.write_all(&answer(&request)).unwrap();
            if sender.send(request).is_err() {
                return;
            }
        }
    });
    (addr, seen)
}

fn read_request(stream: &TcpStream) -> Seen {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0);
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: "))
        .unwrap()
        .parse()
        .unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (head, body)
}

fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// The path of a relative reply URL for a client of the upload URL's folder.
pub fn resolve(folder: &str, reply: &str) -> String {
    format!(
        "{folder}/{}",
        reply
            .replace('\\', "/")
            .replace('{', "%7B")
            .replace('}', "%7D")
    )
}

#[test]
fn by_value_the_answer_is_the_reply() {
    let reversed = |(_, body): &Seen| {
        http(
            "200 OK",
            "",
            &body.iter().rev().copied().collect::<Vec<_>>(),
        )
    };
    let (addr, seen) = application(reversed);
    let site = Site::with(|config| {
        config.application = Application::ByValue(format!("http://{addr}/app?x=1"))
    });
    let data = pattern(3_000_000);
    let target = "/folder/a.bin?user=7";
    let mut peer = site.peer();
    let (session, answer) = peer.upload(target, &data);
    answer.accepted(3_000_000);
    let url = answer.header("BITS-Reply-URL").unwrap();
    assert_eq!(
        url,
        format!(r"BITS-Sessions\Replies\{session}\responsefile.bin")
    );
    let reply = peer.get(&resolve("/folder", url), "");
    assert_eq!(reply.status(), 200);
    assert!(reply.body.iter().eq(data.iter().rev()));
    let part = peer.get(&resolve("/folder", url), "Range: bytes=0-9976\r\n");
    assert_eq!(part.header("Content-Range"), Some("bytes 0-9976/3000000"));

    let (head, body) = seen.recv().unwrap();
    assert!(
        head.starts_with("POST /app?x=1&user=7 HTTP/1.1\r\n"),
        "{head}"
    );
    assert_eq!(header(&head, "User-Agent"), Some("BITSExts 1.5"));
    assert_eq!(
        header(&head, "BITS-Original-Request-URL"),
        Some("http://bits.example/folder/a.bin?user=7")
    );
    assert!(body == data);

    assert_eq!(peer.close(target, &session).status(), 200);
    assert_eq!(peer.get(&resolve("/folder", url), "").status(), 404);
    assert_eq!((site.read("folder/a.bin"), site.sessions()), (None, 0));
}

#[test]
fn by_reference_the_application_writes_the_reply() {
    let write = |(head, _): &Seen| {
        let file = std::fs::read(header(head, "BITS-Request-DataFile-Name").unwrap()).unwrap();
        let reply = format!("{} bytes", file.len());
        std::fs::write(header(head, "BITS-Response-DataFile-Name").unwrap(), reply).unwrap();
        http("200 OK", "BITS-Copy-File-To-Destination: yes\r\n", b"")
    };
    let (addr, seen) = application(write);
    let site = Site::with(|config| {
        config.application = Application::ByReference(format!("http://{addr}/"))
    });
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/a", b"12345");
    let url = answer.header("BITS-Reply-URL").unwrap();
    assert_eq!(peer.get(&resolve("", url), "").body, b"5 bytes");
    assert_eq!(header(&seen.recv().unwrap().0, "Content-Length"), Some("0"));
    assert_eq!(peer.close("/a", &session).status(), 200);
    assert_eq!(
        site.read("a").unwrap(),
        b"12345",
        "the application wanted it kept"
    );
}

/// Creates a script beside the root. Another process writes it: if this process had it open while
/// another test forks, running it would fail with ETXTBSY.
fn program(root: &Path, script: &str) -> Application {
    let path = root.parent().unwrap().join("application");
    let write = r#"printf '#!/bin/sh\n%s\n' "$1" > "$0" && chmod 755 "$0""#;
    assert!(
        Command::new("sh")
            .args(["-c", write])
            .arg(&path)
            .arg(script)
            .status()
            .unwrap()
            .success()
    );
    Application::Program(path)
}

#[test]
fn a_local_program_gets_the_paths() {
    let site = Site::with(|config| {
        let script = r#"(printf '%s ' "$BITS_ORIGINAL_REQUEST_URL"; cat "$1") > "$2"
            echo "BITS-Copy-File-To-Destination: 1""#;
        config.application = program(&config.root, script);
    });
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/a", b"hello");
    answer.accepted(5);
    let reply = peer
        .get(&resolve("", answer.header("BITS-Reply-URL").unwrap()), "")
        .body;
    assert_eq!(reply, b"http://bits.example/a hello");
    peer.close("/a", &session);
    assert_eq!(site.read("a").unwrap(), b"hello");
}

#[test]
fn a_program_may_name_another_reply_or_none() {
    let site = Site::with(|config| {
        config.application = program(
            &config.root,
            "echo 'BITS-Static-Response-URL: http://other.example/x'; echo ignored > \"$2\"",
        );
    });
    let (_, answer) = site.peer().upload("/a", b"hello");
    assert_eq!(
        answer.header("BITS-Reply-URL"),
        Some("http://other.example/x")
    );
    let silent = Site::with(|config| config.application = program(&config.root, "true"));
    let (_, answer) = silent.peer().upload("/a", b"hello");
    answer.accepted(5);
    assert_eq!(answer.header("BITS-Reply-URL"), None);
}

#[test]
fn a_failing_program_fails_the_last_fragment_until_it_works() {
    let mut site = Site::with(|config| config.application = program(&config.root, "exit 3"));
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/a", b"hello");
    assert_eq!(
        (answer.status(), answer.header("BITS-Error-Context")),
        (500, Some("0x7"))
    );
    site.config.application = program(&site.config.root, "echo fine > \"$2\"");
    site.restart();
    let mut peer = site.peer();
    let answer = peer.fragment("/a", &session, "bytes 0-4/5", b"hello");
    answer.accepted(5);
    assert!(answer.header("BITS-Reply-URL").is_some());
}

#[test]
fn a_static_reply_needs_no_application() {
    let site = Site::with(|config| {
        config.application = Application::Static("http://other.example/r".into())
    });
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/a", b"hello");
    assert_eq!(
        answer.header("BITS-Reply-URL"),
        Some("http://other.example/r")
    );
    peer.close("/a", &session);
    assert_eq!(site.read("a").unwrap(), b"hello");
}

#[test]
fn a_lost_last_ack_is_repeated_without_asking_again() {
    let (addr, seen) = application(|_| http("200 OK", "", b"reply"));
    let mut site =
        Site::with(|config| config.application = Application::ByValue(format!("http://{addr}/")));
    let (session, first) = site.peer().upload("/a", b"hello");
    site.restart();
    let again = site
        .peer()
        .fragment("/a", &session, "bytes 0-4/5", b"hello");
    again.accepted(5);
    assert_eq!(
        again.header("BITS-Reply-URL"),
        first.header("BITS-Reply-URL")
    );
    assert_eq!(seen.try_iter().count(), 1);
}

#[test]
fn the_applications_error_is_the_clients() {
    let (addr, _seen) = application(|_| http("403 No", "BITS-Error: 0xA0001234\r\n", b"why"));
    let site =
        Site::with(|config| config.application = Application::ByValue(format!("http://{addr}/")));
    let (_, answer) = site.peer().upload("/a", b"hello");
    assert_eq!(
        (answer.status(), answer.header("BITS-Error-Code")),
        (403, Some("0xa0001234"))
    );
    assert_eq!(answer.header("BITS-Error-Context"), Some("0x7"));
}

#[test]
fn an_application_that_is_not_there_is_a_passing_failure() {
    let unused = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let site =
        Site::with(|config| config.application = Application::ByValue(format!("http://{unused}/")));
    let (_, answer) = site.peer().upload("/a", b"hello");
    assert_eq!(
        (answer.status(), answer.header("BITS-Error-Context")),
        (502, Some("0x7"))
    );
}
