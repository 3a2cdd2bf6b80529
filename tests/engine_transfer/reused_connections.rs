//! Connections that the server gives up between two requests.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use bits::testing::UploadAction;
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::uploader::Uploader;

use super::*;

/// A server that serves `/f` and gives up each connection, in the way of `end`, when the second
/// request arrives on it.
struct ForgetfulServer {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl ForgetfulServer {
    fn start(end: fn(&TcpStream)) -> ForgetfulServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/f", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                counter.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || serve_one(&stream.unwrap(), end));
            }
        });
        ForgetfulServer { url, connections }
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Answers one request, and ends the connection at the next one.
fn serve_one(mut stream: &TcpStream, end: fn(&TcpStream)) {
    let mut reader = BufReader::new(stream);
    let mut read_request = || {
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return false;
            }
        }
        true
    };
    if read_request() {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    }
    if read_request() {
        end(stream);
    }
}

fn close(_: &TcpStream) {}

/// Makes the close send RST.
fn reset(stream: &TcpStream) {
    let _ = socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

fn answer_408(mut stream: &TcpStream) {
    let _ = stream.write_all(
        b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 5\r\nConnection: close\r\n\r\nslow!",
    );
}

/// Leaves `count` connections open in the client, all of which the server has given up.
fn fill(client: &mut Client, server: &ForgetfulServer, count: usize) {
    let mut running: Vec<_> = (0..count)
        .map(|number| {
            let mut fetch = client.fetch(&server.url);
            fetch.path = client.folder.path().join(number.to_string());
            client.network.start(fetch)
        })
        .collect();
    let deadline = Instant::now() + DEADLINE;
    while !running.is_empty() {
        assert!(Instant::now() < deadline);
        for (id, event) in client.network.wait(Duration::from_millis(200)) {
            match event {
                TransferEvent::Finished { .. } => running.retain(|known| *known != id),
                TransferEvent::Failed { failure, .. } => panic!("{failure:x?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_connection_that_was_given_up_costs_one_new_connection() {
    for end in [close, reset, answer_408] {
        for idle in [1, 12] {
            let server = ForgetfulServer::start(end);
            let mut client = Client::new();
            fill(&mut client, &server, idle);
            let before = server.connections();
            let log = client.get(&server.url);
            assert!(log.finished, "{log:?}");
            assert_eq!(client.content(), b"abc");
            assert_eq!(server.connections(), before + 1, "of {idle} idle ones");
        }
    }
}

/// The peer serves one packet on each connection. It does not break Close-Session, which the client
/// may not repeat.
#[test]
fn an_upload_does_not_notice_connections_that_were_given_up() {
    let timeout = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    for end in ["", timeout] {
        let served = Mutex::new(HashSet::new());
        let peer = ScriptedPeer::start(move |received| {
            let is_first = served.lock().unwrap().insert(received.connection);
            match is_first || received.packet == "Close-Session" {
                true => PeerAction::Serve,
                false => PeerAction::Interrupt(end.to_owned()),
            }
        });
        let local = tempfile::NamedTempFile::new().unwrap();
        let content = bytes(MIB, 70);
        fs::write(local.path(), &content).unwrap();
        let mut uploader = Uploader::new(&peer.url("a.bin"), local.path());
        let end = uploader.run();
        assert!(matches!(end, UploadAction::Done { .. }), "{end:x?}");
        assert!(peer.files() == [content]);
        assert_eq!(peer.count("Ping"), 0, "the protocol saw no break");
    }
}

#[test]
fn a_timeout_on_a_new_connection_is_reported() {
    let server = FaultServer::start(|_| Response::status(408));
    Client::new()
        .get(server.url("/f"))
        .failed(0x80190198, REMOTE, true);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_server_that_never_answers_is_not_asked_for_ever() {
    let server = serve(b"abc", |response, request| match request.target.as_str() {
        "/f" => response,
        _ => Response::status(408),
    });
    let mut client = Client::new();
    assert!(client.get(server.url("/f")).finished);
    client
        .get(server.url("/slow"))
        .failed(0x80190198, REMOTE, true);
    let asked = server.requests();
    assert_eq!(asked.iter().filter(|r| r.target == "/slow").count(), 2);
}
