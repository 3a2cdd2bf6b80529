//! A BITS upload server on raw sockets. It is correct except where its script says otherwise, and
//! writes its responses in a style that other servers have.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::headers::find_header;
use crate::server_style::ServerStyle;

/// A received request without its body.
#[derive(Clone, Debug, Default)]
pub struct ReceivedPacket {
    /// `BITS-Packet-Type`.
    pub packet: String,
    pub method: String,
    pub target: String,
    /// The version of HTTP, such as `HTTP/1.1`.
    pub version: String,
    pub headers: Vec<(String, String)>,
    /// The number of earlier packets of this type.
    pub nth: usize,
    /// The number of the connection, from 0.
    pub connection: usize,
}

impl ReceivedPacket {
    pub fn header(&self, name: &str) -> Option<&str> {
        find_header(&self.headers, name)
    }

    pub fn is(&self, packet: &str, nth: usize) -> bool {
        self.packet == packet && self.nth == nth
    }

    fn length(&self) -> usize {
        self.header("content-length")
            .map_or(0, |length| length.parse().unwrap())
    }

    /// The offset where a fragment starts.
    fn start(&self) -> usize {
        let range = self
            .header("content-range")
            .and_then(|range| range.strip_prefix("bytes "));
        range.map_or(0, |range| range.split_once('-').unwrap().0.parse().unwrap())
    }
}

/// The reaction of the peer to a request.
#[derive(Clone, Debug)]
pub enum PeerAction {
    /// Does what a correct server does.
    Serve,
    /// Does what a correct server does, and adds these header lines to the response.
    ServeWith(String),
    /// Does what a correct server does, but closes the connection instead of the response.
    LoseAnswer,
    /// Receives and keeps this number of bytes of the body, and closes the connection.
    CutAfter(usize),
    /// Does what a correct server does, but sends no response. The connection ends when the client
    /// closes it.
    Hang,
    /// Deletes all sessions, then does what a correct server does.
    Forget,
    /// Reads the request and sends these bytes.
    Respond(String),
    /// Sends the first bytes, and the others when this file exists.
    RespondInTwo(String, PathBuf, String),
    /// Sends these bytes without reading the body, and closes the connection.
    Interrupt(String),
    /// Sends these bytes one at a time, with this pause after each, and repeats them.
    Trickle(String, Duration),
    /// Reads the request and sends no response.
    Silence,
    /// Does not read the body and sends no response.
    IgnoreBody,
}

/// A response without a body.
pub fn status(status: u16, headers: &str) -> String {
    let headers: String = headers
        .split('|')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| format!("{line}\r\n"))
        .collect();
    format!("HTTP/1.1 {status} Scripted\r\nContent-Length: 0\r\n{headers}\r\n")
}

type Script = dyn Fn(&ReceivedPacket) -> PeerAction + Send + Sync;

#[derive(Default)]
struct State {
    log: Vec<ReceivedPacket>,
    sessions: HashMap<String, Session>,
    created: usize,
    files: Vec<Vec<u8>>,
}

/// An open session.
struct Session {
    data: Vec<u8>,
    /// The number of the connection that created it.
    connection: usize,
}

struct Shared {
    state: Mutex<State>,
    script: Box<Script>,
    style: ServerStyle,
}

/// A running peer. It runs until the process ends.
pub struct ScriptedPeer {
    addr: SocketAddr,
    shared: Arc<Shared>,
}

impl ScriptedPeer {
    pub fn start(
        script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
    ) -> ScriptedPeer {
        ScriptedPeer::start_in_style(ServerStyle::default(), script)
    }

    /// Starts a peer that serves one connection at a time, until the client closes it.
    pub fn start_with_one_thread(
        script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
    ) -> ScriptedPeer {
        let style = ServerStyle {
            has_one_thread: true,
            ..ServerStyle::default()
        };
        ScriptedPeer::start_in_style(style, script)
    }

    /// Starts a peer that writes its responses in this style.
    pub fn start_in_style(
        style: ServerStyle,
        script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
    ) -> ScriptedPeer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            script: Box::new(script),
            style,
        });
        let of_connections = shared.clone();
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let shared = of_connections.clone();
                let connection = thread::spawn(move || {
                    if let Err(error) = stream.and_then(|stream| shared.serve(stream, number)) {
                        println!("peer: {error}");
                    }
                    shared.on_closed(number);
                });
                if style.has_one_thread {
                    connection.join().unwrap();
                }
            }
        });
        ScriptedPeer { addr, shared }
    }

    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.addr)
    }

    /// The received requests.
    pub fn log(&self) -> Vec<ReceivedPacket> {
        self.shared.state().log.clone()
    }

    pub fn count(&self, packet: &str) -> usize {
        self.log()
            .iter()
            .filter(|received| received.packet == packet)
            .count()
    }

    /// The files whose sessions were closed.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.shared.state().files.clone()
    }

    /// The number of open sessions.
    pub fn sessions(&self) -> usize {
        self.shared.state().sessions.len()
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn serve(&self, stream: TcpStream, connection: usize) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        while let Some(mut received) = read_head(&mut reader)? {
            received.connection = connection;
            {
                let mut state = self.state();
                received.nth = state
                    .log
                    .iter()
                    .filter(|known| known.packet == received.packet)
                    .count();
                state.log.push(received.clone());
            }
            if !self.act(&received, &mut reader, &stream)? || self.style.closes {
                stream.shutdown(Shutdown::Both)?;
                break;
            }
        }
        Ok(())
    }

    /// Does what the style demands when a connection has ended.
    fn on_closed(&self, connection: usize) {
        if self.style.binds_sessions {
            let mut state = self.state();
            state.sessions.retain(|_, it| it.connection != connection);
        }
    }

    /// Does what a correct server does, and returns the response in the style of this one.
    fn answer(&self, received: &ReceivedPacket, body: &[u8]) -> String {
        self.style
            .render(&self.state().answer(&self.style, received, body))
    }

    /// Handles one request. Returns false when the connection must be closed.
    fn act(
        &self,
        received: &ReceivedPacket,
        reader: &mut BufReader<TcpStream>,
        mut stream: &TcpStream,
    ) -> io::Result<bool> {
        let action = (self.script)(received);
        let wanted = match action {
            PeerAction::CutAfter(bytes) => bytes.min(received.length()),
            PeerAction::IgnoreBody | PeerAction::Interrupt(_) => 0,
            _ => received.length(),
        };
        let mut body = vec![0; wanted];
        reader.read_exact(&mut body)?;
        if received.header("transfer-encoding") == Some("chunked") {
            let mut end = [0; 5];
            reader.read_exact(&mut end)?;
            assert_eq!(&end, b"0\r\n\r\n", "a chunked body is empty");
        }
        match action {
            PeerAction::Serve => stream.write_all(self.answer(received, &body).as_bytes())?,
            PeerAction::ServeWith(headers) => {
                let answer = self.answer(received, &body);
                let head = answer.strip_suffix("\r\n").unwrap();
                stream.write_all(format!("{head}{headers}\r\n\r\n").as_bytes())?;
            }
            PeerAction::LoseAnswer | PeerAction::CutAfter(_) => {
                self.answer(received, &body);
                return Ok(false);
            }
            PeerAction::Hang => {
                self.answer(received, &body);
                // Nothing comes before the end of the connection, which may be a reset.
                _ = reader.read(&mut [0]);
                return Ok(false);
            }
            PeerAction::Forget => {
                self.state().sessions.clear();
                stream.write_all(self.answer(received, &body).as_bytes())?;
            }
            PeerAction::Respond(bytes) => stream.write_all(bytes.as_bytes())?,
            PeerAction::RespondInTwo(first, sign, second) => {
                stream.write_all(first.as_bytes())?;
                while !sign.exists() {
                    thread::sleep(Duration::from_millis(5));
                }
                stream.write_all(second.as_bytes())?;
            }
            PeerAction::Interrupt(bytes) => {
                stream.write_all(bytes.as_bytes())?;
                return Ok(false);
            }
            PeerAction::Trickle(bytes, pause) => {
                for byte in bytes.bytes().cycle() {
                    stream.write_all(&[byte])?;
                    thread::sleep(pause);
                }
            }
            PeerAction::Silence | PeerAction::IgnoreBody => loop {
                thread::sleep(Duration::from_secs(3600));
            },
        }
        Ok(true)
    }
}

impl State {
    /// Does what a correct server does.
    fn answer(&mut self, style: &ServerStyle, received: &ReceivedPacket, body: &[u8]) -> String {
        let id = received
            .header("bits-session-id")
            .unwrap_or_default()
            .to_owned();
        let connection = received.connection;
        let is_known = |it: &&mut Session| !style.binds_sessions || it.connection == connection;
        let session = self.sessions.get_mut(&id).filter(is_known);
        match (received.packet.as_str(), session) {
            ("Create-Session", _) => {
                self.created += 1;
                let id = (style.session_id)(self.created);
                let data = Vec::new();
                self.sessions
                    .insert(id.clone(), Session { data, connection });
                let protocol = "{7df0354d-249b-430f-820d-3d2a9bef4931}";
                status(
                    200,
                    &format!(
                        "BITS-Packet-Type: Ack|BITS-Protocol: {protocol}|BITS-Session-Id: {id}"
                    ),
                )
            }
            ("Ping", _) => status(200, "BITS-Packet-Type: Ack"),
            (_, None) => status(
                500,
                "BITS-Packet-Type: Ack|BITS-Error: 0x8020001F|BITS-Error-Context: 0x5",
            ),
            ("Fragment", Some(Session { data, .. })) => {
                let fits =
                    received.start() <= data.len() && received.start() + body.len() >= data.len();
                if fits {
                    data.extend(&body[data.len() - received.start()..]);
                }
                status(
                    if fits { 200 } else { 416 },
                    &format!(
                        "BITS-Packet-Type: Ack|BITS-Received-Content-Range: {}",
                        style.next_offset(data.len(), received.header("content-range"))
                    ),
                )
            }
            ("Close-Session", Some(_)) => {
                self.files
                    .extend(self.sessions.remove(&id).map(|closed| closed.data));
                status(200, "BITS-Packet-Type: Ack")
            }
            ("Cancel-Session", Some(_)) => {
                self.sessions.remove(&id);
                status(200, "BITS-Packet-Type: Ack")
            }
            _ => status(
                400,
                "BITS-Packet-Type: Ack|BITS-Error: 0x80070057|BITS-Error-Context: 0x5",
            ),
        }
    }
}

/// Reads the head of the next request. `None`: the client has closed the connection.
fn read_head(reader: &mut BufReader<TcpStream>) -> io::Result<Option<ReceivedPacket>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut received = ReceivedPacket {
        method: words.next().unwrap(),
        target: words.next().unwrap(),
        version: words.next().unwrap_or_default(),
        ..ReceivedPacket::default()
    };
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        received
            .headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
    received.packet = received
        .header("bits-packet-type")
        .unwrap_or(&received.method)
        .to_owned();
    Ok(Some(received))
}
