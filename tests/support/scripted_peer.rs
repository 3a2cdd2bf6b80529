//! A BITS upload server on raw sockets, correct except where its script says otherwise.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// A request as it came, its body aside.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// `BITS-Packet-Type`.
    pub packet: String,
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    /// How many of this type came before it.
    pub nth: usize,
    /// Which connection it came on, counted from 0.
    pub connection: usize,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
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

/// What the peer does about a request.
#[derive(Clone, Debug)]
pub enum Deed {
    /// What a correct server does.
    Serve,
    /// Also, and the answer has these header lines more.
    ServeWith(String),
    /// What a correct server does, but the answer is lost with the connection.
    LoseAnswer,
    /// Takes so many bytes of the body, keeps them, and closes the connection.
    CutAfter(usize),
    /// Forgets all sessions, then goes on correctly.
    Forget,
    /// Reads the request and answers with these bytes.
    Say(String),
    /// Answers with the first bytes, and with the others once this file exists.
    SayInTwo(String, PathBuf, String),
    /// Answers with these bytes without reading the body, and closes the connection.
    Interrupt(String),
    /// Answers with these bytes, one at a time with this pause between them, again and again.
    Trickle(String, Duration),
    /// Reads the request and never answers.
    Silence,
    /// Reads nothing of the body and never answers.
    Deaf,
}

/// An answer without a body.
pub fn status(status: u16, headers: &str) -> String {
    let headers: String = headers
        .split('|')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| format!("{line}\r\n"))
        .collect();
    format!("HTTP/1.1 {status} Scripted\r\nContent-Length: 0\r\n{headers}\r\n")
}

type Script = dyn Fn(&Seen) -> Deed + Send + Sync;

#[derive(Default)]
struct State {
    log: Vec<Seen>,
    sessions: HashMap<String, Vec<u8>>,
    created: usize,
    files: Vec<Vec<u8>>,
}

struct Shared {
    state: Mutex<State>,
    script: Box<Script>,
}

/// A running peer. It ends with the process.
pub struct ScriptedPeer {
    addr: SocketAddr,
    shared: Arc<Shared>,
}

impl ScriptedPeer {
    pub fn start(script: impl Fn(&Seen) -> Deed + Send + Sync + 'static) -> ScriptedPeer {
        ScriptedPeer::launch(script, false)
    }

    /// A peer that serves one connection at a time, each until the client closes it.
    pub fn start_with_one_thread(
        script: impl Fn(&Seen) -> Deed + Send + Sync + 'static,
    ) -> ScriptedPeer {
        ScriptedPeer::launch(script, true)
    }

    fn launch(
        script: impl Fn(&Seen) -> Deed + Send + Sync + 'static,
        one_thread: bool,
    ) -> ScriptedPeer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            script: Box::new(script),
        });
        let of_connections = shared.clone();
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let shared = of_connections.clone();
                let connection = thread::spawn(move || {
                    if let Err(error) = stream.and_then(|stream| shared.serve(stream, number)) {
                        println!("peer: {error}");
                    }
                });
                if one_thread {
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

    /// The requests that came.
    pub fn log(&self) -> Vec<Seen> {
        self.shared.state().log.clone()
    }

    pub fn count(&self, packet: &str) -> usize {
        self.log()
            .iter()
            .filter(|seen| seen.packet == packet)
            .count()
    }

    /// The files whose sessions were closed.
    pub fn files(&self) -> Vec<Vec<u8>> {
        self.shared.state().files.clone()
    }

    /// How many sessions are open.
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
        while let Some(mut seen) = read_head(&mut reader)? {
            seen.connection = connection;
            {
                let mut state = self.state();
                seen.nth = state
                    .log
                    .iter()
                    .filter(|known| known.packet == seen.packet)
                    .count();
                state.log.push(seen.clone());
            }
            if !self.act(&seen, &mut reader, &stream)? {
                return stream.shutdown(Shutdown::Both);
            }
        }
        Ok(())
    }

    /// Deals with one request; false when the connection is to be closed.
    fn act(
        &self,
        seen: &Seen,
        reader: &mut BufReader<TcpStream>,
        mut stream: &TcpStream,
    ) -> io::Result<bool> {
        let deed = (self.script)(seen);
        let wanted = match deed {
            Deed::CutAfter(bytes) => bytes.min(seen.length()),
            Deed::Deaf | Deed::Interrupt(_) => 0,
            _ => seen.length(),
        };
        let mut body = vec![0; wanted];
        reader.read_exact(&mut body)?;
        match deed {
            Deed::Serve => stream.write_all(self.state().answer(seen, &body).as_bytes())?,
            Deed::ServeWith(headers) => {
                let answer = self.state().answer(seen, &body);
                let head = answer.strip_suffix("\r\n").unwrap();
                stream.write_all(format!("{head}{headers}\r\n\r\n").as_bytes())?;
            }
            Deed::LoseAnswer | Deed::CutAfter(_) => {
                self.state().answer(seen, &body);
                return Ok(false);
            }
            Deed::Forget => {
                let mut state = self.state();
                state.sessions.clear();
                stream.write_all(state.answer(seen, &body).as_bytes())?;
            }
            Deed::Say(bytes) => stream.write_all(bytes.as_bytes())?,
            Deed::SayInTwo(first, sign, second) => {
                stream.write_all(first.as_bytes())?;
                while !sign.exists() {
                    thread::sleep(Duration::from_millis(5));
                }
                stream.write_all(second.as_bytes())?;
            }
            Deed::Interrupt(bytes) => {
                stream.write_all(bytes.as_bytes())?;
                return Ok(false);
            }
            Deed::Trickle(bytes, pause) => {
                for byte in bytes.bytes().cycle() {
                    stream.write_all(&[byte])?;
                    thread::sleep(pause);
                }
            }
            Deed::Silence | Deed::Deaf => loop {
                thread::sleep(Duration::from_secs(3600));
            },
        }
        Ok(true)
    }
}

impl State {
    /// What a correct server does.
    fn answer(&mut self, seen: &Seen, body: &[u8]) -> String {
        let id = seen
            .header("bits-session-id")
            .unwrap_or_default()
            .to_owned();
        match (seen.packet.as_str(), self.sessions.get_mut(&id)) {
            ("Create-Session", _) => {
                self.created += 1;
                let id = format!("{{{:032}}}", self.created);
                self.sessions.insert(id.clone(), Vec::new());
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
            ("Fragment", Some(data)) => {
                let fits = seen.start() <= data.len() && seen.start() + body.len() >= data.len();
                if fits {
                    data.extend(&body[data.len() - seen.start()..]);
                }
                status(
                    if fits { 200 } else { 416 },
                    &format!(
                        "BITS-Packet-Type: Ack|BITS-Received-Content-Range: {}",
                        data.len()
                    ),
                )
            }
            ("Close-Session", Some(_)) => {
                self.files.extend(self.sessions.remove(&id));
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

/// The head of the next request; `None` when the client is gone.
fn read_head(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Seen>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut seen = Seen {
        method: words.next().unwrap(),
        target: words.next().unwrap(),
        ..Seen::default()
    };
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        seen.headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
    seen.packet = seen
        .header("bits-packet-type")
        .unwrap_or(&seen.method)
        .to_owned();
    Ok(Some(seen))
}
