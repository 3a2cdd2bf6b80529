//! A raw client, and a server for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits_test_support::bits_server::{Config, Server};

pub const PROTOCOL: &str = "{7df0354d-249b-430f-820d-3d2a9bef4931}";
pub const INVALID: &str = "0x80070057";
pub const DENIED: &str = "0x80070005";
pub const NOT_FOUND: &str = "0x8020001f";
const DEADLINE: Duration = Duration::from_secs(30);

pub trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// One connection of the client.
pub struct Peer(BufReader<Box<dyn Stream>>);

/// A received response.
#[derive(Debug)]
pub struct Answer {
    pub head: String,
    pub body: Vec<u8>,
}

impl Peer {
    pub fn connect(addr: SocketAddr) -> Peer {
        let stream = TcpStream::connect(addr).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_write_timeout(Some(DEADLINE)).unwrap();
        Peer::over(stream)
    }

    pub fn over(stream: impl Stream + 'static) -> Peer {
        Peer(BufReader::new(Box::new(stream)))
    }

    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Peer {
        self.0.get_mut().write_all(bytes.as_ref()).unwrap();
        self.0.get_mut().flush().unwrap();
        self
    }

    /// Reads the response to a request that is not a HEAD.
    pub fn answer(&mut self) -> Answer {
        let mut answer = self.head();
        if answer.status() != 304 {
            let length = answer.header("Content-Length").expect("no Content-Length");
            answer.body = vec![0; length.parse().unwrap()];
        }
        self.0.read_exact(&mut answer.body).unwrap();
        answer
    }

    pub fn head(&mut self) -> Answer {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(
                self.0.read_line(&mut head).unwrap(),
                0,
                "connection closed after {head:?}"
            );
        }
        Answer {
            head,
            body: Vec::new(),
        }
    }

    /// Sends a packet without a body.
    pub fn packet(&mut self, kind: &str, path: &str, headers: &str) -> Answer {
        self.send(request(
            "BITS_POST",
            path,
            &format!("BITS-Packet-Type: {kind}\r\nContent-Length: 0\r\n{headers}"),
        ));
        self.answer()
    }

    pub fn create(&mut self, path: &str) -> Answer {
        self.packet(
            "Create-Session",
            path,
            &format!("BITS-Supported-Protocols: {PROTOCOL}\r\n"),
        )
    }

    pub fn session(&mut self, path: &str) -> String {
        let answer = self.create(path);
        assert_eq!(answer.status(), 200, "{}", answer.head);
        answer.header("BITS-Session-Id").unwrap().to_owned()
    }

    pub fn fragment(&mut self, path: &str, session: &str, range: &str, data: &[u8]) -> Answer {
        self.send(fragment_head(path, session, range, data.len()))
            .send(data)
            .answer()
    }

    pub fn close(&mut self, path: &str, session: &str) -> Answer {
        self.packet(
            "Close-Session",
            path,
            &format!("BITS-Session-Id: {session}\r\n"),
        )
    }

    pub fn get(&mut self, path: &str, headers: &str) -> Answer {
        self.send(request("GET", path, headers)).answer()
    }

    /// Uploads `data` in one fragment, and reads its Ack.
    pub fn upload(&mut self, path: &str, data: &[u8]) -> (String, Answer) {
        let session = self.session(path);
        let answer = self.fragment(path, &session, &whole(data), data);
        (session, answer)
    }
}

pub fn whole(data: &[u8]) -> String {
    format!("bytes 0-{}/{}", data.len() as i64 - 1, data.len())
}

pub fn request(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: bits.example\r\n{headers}\r\n")
}

pub fn fragment_head(path: &str, session: &str, range: &str, length: usize) -> String {
    let headers = format!(
        "BITS-Packet-Type: Fragment\r\nBITS-Session-Id: {session}\r\nContent-Name: f\r\n\
         Content-Range: {range}\r\nContent-Length: {length}\r\n"
    );
    request("BITS_POST", path, &headers)
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "));
        headers
            .find(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The offset that the Ack of a fragment requests.
    pub fn next(&self) -> u64 {
        self.header("BITS-Received-Content-Range")
            .expect("no offset")
            .parse()
            .unwrap()
    }

    #[track_caller]
    pub fn accepted(&self, next: u64) {
        assert_eq!((self.status(), self.next()), (200, next), "{}", self.head);
    }

    #[track_caller]
    pub fn wants(&self, offset: u64) {
        assert_eq!((self.status(), self.next()), (416, offset), "{}", self.head);
        assert_eq!(self.header("BITS-Error"), None);
    }

    #[track_caller]
    pub fn refused(&self, status: u16, hresult: &str) {
        assert_eq!(self.status(), status, "{}", self.head);
        assert_eq!(self.header("BITS-Packet-Type"), Some("Ack"));
        for spelling in ["BITS-Error", "BITS-Error-Code"] {
            assert_eq!(self.header(spelling), Some(hresult), "{}", self.head);
        }
        assert_eq!(self.header("BITS-Error-Context"), Some("0x5"));
    }
}

/// A server on a folder of its own.
pub struct Site {
    pub server: Option<Server>,
    pub config: Config,
    outer: tempfile::TempDir,
}

impl Site {
    pub fn new() -> Site {
        Site::with(|_| ())
    }

    /// The root is inside a temporary folder, so that tests can check the files beside it.
    pub fn with(adjust: impl FnOnce(&mut Config)) -> Site {
        let outer = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(outer.path().join("root/folder")).unwrap();
        let mut config = Config::new(outer.path().join("root"));
        adjust(&mut config);
        let server = Some(Server::start(config.clone()).unwrap());
        Site {
            server,
            config,
            outer,
        }
    }

    pub fn restart(&mut self) {
        self.server = None;
        self.server = Some(Server::start(self.config.clone()).unwrap());
    }

    pub fn addr(&self) -> SocketAddr {
        self.server.as_ref().unwrap().addr()
    }

    pub fn peer(&self) -> Peer {
        Peer::connect(self.addr())
    }

    pub fn outer(&self) -> &Path {
        self.outer.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.config.root.join(name)
    }

    pub fn write(&self, name: &str, data: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), data).unwrap();
    }

    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.path(name)).ok()
    }

    /// The sessions and replies that are on disk.
    pub fn sessions(&self) -> usize {
        let count = |name: &str| std::fs::read_dir(self.path(name)).unwrap().count();
        count("BITS-Sessions/Requests").max(count("BITS-Sessions/Replies"))
    }
}

/// Waits for a condition.
#[track_caller]
pub fn eventually(what: &str, happened: impl Fn() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < DEADLINE, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Bytes that differ by position.
pub fn pattern(size: usize) -> Vec<u8> {
    (0..size as u64)
        .map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8)
        .collect()
}
