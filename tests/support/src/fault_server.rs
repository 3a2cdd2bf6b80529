//! An HTTP server that runs a script: it responds correctly or with any fault of a network.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::headers::find_header;

/// A received request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub method: String,
    pub target: String,
    /// The version of HTTP, such as `HTTP/1.1`.
    pub version: String,
    pub headers: Vec<(String, String)>,
    /// The number of earlier requests for this target.
    pub nth: usize,
    /// The number of the connection, from 0.
    pub connection: usize,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        find_header(&self.headers, name)
    }

    pub fn range(&self) -> Option<&str> {
        self.header("range")
    }

    /// The first requested byte and, if the request has an end, the byte after the last one.
    pub fn span(&self) -> Option<(usize, Option<usize>)> {
        let (first, last) = self.range()?.strip_prefix("bytes=")?.split_once('-')?;
        let last: Option<usize> = last.parse().ok();
        Some((first.parse().ok()?, last.map(|last| last + 1)))
    }
}

/// A response, and the way it is sent.
#[derive(Clone, Debug)]
pub struct Response {
    pub version: &'static str,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    chunked: bool,
    /// Closes the connection after this number of bytes of the body.
    cut: Option<usize>,
    /// Sends nothing after this number of bytes of the body.
    stall: Option<usize>,
    /// Sends pieces of this number of bytes, with a pause after each.
    trickle: Option<(usize, Duration)>,
    close: bool,
    /// The head is sent in ISO-8859-1 instead of UTF-8.
    latin_1: bool,
    /// The time that the connection stays open after the response that ends it, or after the client
    /// has ended its side.
    linger: Duration,
}

impl Response {
    pub fn status(status: u16) -> Response {
        Response {
            version: "HTTP/1.1",
            status,
            headers: Vec::new(),
            body: Vec::new(),
            chunked: false,
            cut: None,
            stall: None,
            trickle: None,
            close: false,
            latin_1: false,
            linger: Duration::ZERO,
        }
        .with("Content-Length", "0")
    }

    /// The response of a correct server without ranges: 200 and the length.
    pub fn whole(body: &[u8]) -> Response {
        let mut response = Response::status(200).with("Content-Length", body.len());
        response.body = body.to_vec();
        response
    }

    /// The response of a correct server: the requested range, if the version is still the same.
    pub fn file(body: &[u8], etag: &str, request: &Request) -> Response {
        let fresh = request.header("if-range").is_none_or(|mark| mark == etag);
        let response = match request.span().filter(|_| fresh) {
            None => Response::whole(body),
            Some((first, _)) if first >= body.len() => {
                Response::status(416).with("Content-Range", format!("bytes */{}", body.len()))
            }
            Some((first, end)) => Response::part(
                body,
                first,
                end.map_or(body.len(), |end| end.min(body.len())),
            ),
        };
        response.with("Accept-Ranges", "bytes").with("ETag", etag)
    }

    /// 206 with the bytes from `first` to `end`, without the byte at `end`.
    pub fn part(body: &[u8], first: usize, end: usize) -> Response {
        let mut response = Response::whole(&body[first..end]);
        response.status = 206;
        response.with(
            "Content-Range",
            format!("bytes {first}-{}/{}", end - 1, body.len()),
        )
    }

    pub fn redirect(status: u16, location: &str) -> Response {
        Response::status(status).with("Location", location)
    }

    pub fn with_status(mut self, status: u16) -> Response {
        self.status = status;
        self
    }

    /// Sets a header, and replaces one of the same name.
    pub fn with(self, name: &str, value: impl ToString) -> Response {
        let mut response = self.without(name);
        response.headers.push((name.to_owned(), value.to_string()));
        response
    }

    pub fn without(mut self, name: &str) -> Response {
        self.headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self
    }

    /// HTTP/1.0: the connection is closed after the response.
    pub fn old(mut self) -> Response {
        self.version = "HTTP/1.0";
        self.close = true;
        self
    }

    /// The end of the connection is the end of the body, which has no length.
    pub fn endless(mut self) -> Response {
        self.close = true;
        self.without("Content-Length")
    }

    pub fn chunked(mut self) -> Response {
        self.chunked = true;
        self.without("Content-Length")
            .with("Transfer-Encoding", "chunked")
    }

    /// Sends the head in ISO-8859-1.
    pub fn latin_1(mut self) -> Response {
        self.latin_1 = true;
        self
    }

    pub fn cut(mut self, after: usize) -> Response {
        self.cut = Some(after);
        self
    }

    pub fn stall(mut self, after: usize) -> Response {
        self.stall = Some(after);
        self
    }

    pub fn trickle(mut self, bytes: usize, pause: Duration) -> Response {
        self.trickle = Some((bytes, pause));
        self
    }

    /// Closes the connection some time after the response, which does not announce that.
    pub fn close_after(mut self, time: Duration) -> Response {
        self.close = true;
        self.linger = time;
        self
    }

    pub fn linger(mut self, time: Duration) -> Response {
        self.linger = time;
        self
    }

    /// Returns false when the connection cannot be used any more.
    fn send(&self, stream: &mut dyn Stream, sent: &AtomicU64) -> io::Result<bool> {
        let mut head = format!("{} {} Whatever\r\n", self.version, self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "\r\n";
        match self.latin_1 {
            true => {
                stream.write_all(&head.chars().map(|letter| letter as u8).collect::<Vec<_>>())?
            }
            false => stream.write_all(head.as_bytes())?,
        }
        stream.flush()?;
        let stop = self
            .cut
            .or(self.stall)
            .unwrap_or(self.body.len())
            .min(self.body.len());
        let (step, pause) = self.trickle.unwrap_or((16 << 10, Duration::ZERO));
        for piece in self.body[..stop].chunks(step) {
            if self.chunked {
                write!(stream, "{:x}\r\n", piece.len())?;
            }
            stream.write_all(piece)?;
            sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
            if self.chunked {
                stream.write_all(b"\r\n")?;
            }
            stream.flush()?;
            thread::sleep(pause);
        }
        if self.stall.is_some() {
            // Waits until the client closes the connection.
            while stream.read(&mut [0; 256])? > 0 {}
            return Ok(false);
        }
        if self.chunked && self.cut.is_none() {
            stream.write_all(b"0\r\n\r\n")?;
            stream.flush()?;
        }
        Ok(self.cut.is_none() && !self.close)
    }
}

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

type Script = dyn Fn(&Request) -> Response + Send + Sync;

struct Shared {
    script: Box<Script>,
    request: Mutex<Vec<Request>>,
    asked: Mutex<HashMap<String, usize>>,
    tls: Option<Arc<ServerConfig>>,
    connections: AtomicUsize,
    sent: AtomicU64,
    over: AtomicBool,
}

pub struct FaultServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl FaultServer {
    pub fn start(script: impl Fn(&Request) -> Response + Send + Sync + 'static) -> FaultServer {
        FaultServer::launch("127.0.0.1", script, None)
    }

    pub fn start_tls(
        config: ServerConfig,
        script: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> FaultServer {
        FaultServer::launch("127.0.0.1", script, Some(Arc::new(config)))
    }

    /// Starts the server at another address of this computer.
    pub fn start_at(
        host: &str,
        script: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> FaultServer {
        FaultServer::launch(host, script, None)
    }

    fn launch(
        host: &str,
        script: impl Fn(&Request) -> Response + Send + Sync + 'static,
        tls: Option<Arc<ServerConfig>>,
    ) -> FaultServer {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            script: Box::new(script),
            request: Mutex::default(),
            asked: Mutex::default(),
            tls,
            connections: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
            over: AtomicBool::new(false),
        });
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.over.load(Ordering::SeqCst) {
                    break;
                }
                let (stream, shared) = (stream.unwrap(), serving.clone());
                let number = shared.connections.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || shared.welcome(stream, number));
            }
        });
        FaultServer { address, shared }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self, target: &str) -> String {
        let scheme = if self.shared.tls.is_some() {
            "https"
        } else {
            "http"
        };
        match self.address.ip().is_loopback() {
            true => format!("{scheme}://localhost:{}{target}", self.address.port()),
            false => format!("{scheme}://{}{target}", self.address),
        }
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.request.lock().unwrap().clone()
    }

    /// The requested ranges so far; `-` for a request without one.
    pub fn ranges(&self) -> Vec<String> {
        self.requests()
            .iter()
            .map(|request| request.range().unwrap_or("-").to_owned())
            .collect()
    }

    /// The bytes of bodies that were sent so far.
    pub fn sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }

    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn welcome(&self, stream: TcpStream, number: usize) {
        let _ = stream.set_nodelay(true);
        // A client may close the connection at any time.
        let _ = match &self.tls {
            None => self.serve(stream, number),
            Some(config) => {
                let session = ServerConnection::new(config.clone()).unwrap();
                self.serve(StreamOwned::new(session, stream), number)
            }
        };
    }

    fn serve(&self, stream: impl Read + Write, connection: usize) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut linger = Duration::ZERO;
        while let Some(mut request) = read_request(&mut stream)? {
            request.connection = connection;
            {
                let mut asked = self.asked.lock().unwrap();
                let count = asked.entry(request.target.clone()).or_default();
                request.nth = *count;
                *count += 1;
            }
            self.request.lock().unwrap().push(request.clone());
            let response = (self.script)(&request);
            if !response.send(stream.get_mut(), &self.sent)? {
                thread::sleep(response.linger);
                return Ok(());
            }
            linger = response.linger;
        }
        thread::sleep(linger);
        Ok(())
    }
}

fn read_request(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default().to_owned();
    let mut request = Request {
        method: word(),
        target: word(),
        version: word(),
        ..Request::default()
    };
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => request
                .headers
                .push((name.to_owned(), value.trim().to_owned())),
            None => return Ok(Some(request)),
        }
    }
}
