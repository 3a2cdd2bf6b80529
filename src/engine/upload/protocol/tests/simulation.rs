//! Simulation of the protocol against a correct server, over a network that breaks and in a process
//! that is killed. Whatever happens in whatever order, the server must end with exactly one
//! complete copy of the file.

use std::collections::HashMap;
use std::time::Duration;

use crate::abi::{BG_E_SESSION_NOT_FOUND, BG_ERROR_CONTEXT};
use crate::engine::model::error::{Failure, win32};

use super::*;

/// Pseudorandom numbers (splitmix64), the same ones in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }
}

/// A correct server.
struct Server {
    /// Skips the bytes of a fragment that it has already; otherwise it responds with 416. The
    /// documents allow both.
    skips_overlap: bool,
    /// Keeps the bytes of a fragment whose connection broke. The documents allow both.
    keeps_partial: bool,
    /// Bytes that were received, by session id.
    sessions: HashMap<String, Vec<u8>>,
    /// Number of sessions that were created.
    created: u32,
    /// Files of the sessions that were closed.
    files: Vec<Vec<u8>>,
}

impl Server {
    /// Responds to a request. `arrived` is the number of bytes of the body that reach the server.
    fn respond_to(
        &mut self,
        request: &HttpRequest,
        local: &[u8],
        arrived: u64,
    ) -> HttpResponseHead {
        let header = |name| {
            request
                .headers
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        let id = header("BITS-Session-Id").unwrap_or_default().to_owned();
        let is_partial = arrived < request.body.end - request.body.start;
        match (
            header("BITS-Packet-Type").unwrap(),
            self.sessions.contains_key(&id),
        ) {
            ("Create-Session", _) => {
                self.created += 1;
                self.sessions.insert(self.created.to_string(), Vec::new());
                respond(200, &format!("BITS-Session-Id: {}", self.created))
            }
            ("Ping", _) => respond(200, ""),
            (_, false) => respond(
                500,
                &format!("BITS-Error: {BG_E_SESSION_NOT_FOUND:#010x}\r\nBITS-Error-Context: 0x5"),
            ),
            ("Fragment", true) => {
                let (mut start, end) = (request.body.start, request.body.start + arrived);
                let data = self.sessions.get_mut(&id).unwrap();
                let present = data.len() as u64;
                if self.skips_overlap {
                    start = start.max(present.min(end));
                }
                let is_accepted = start == present && (!is_partial || self.keeps_partial);
                if is_accepted {
                    data.extend(&local[start as usize..end as usize]);
                }
                respond(
                    if is_accepted { 200 } else { 416 },
                    &format!("BITS-Received-Content-Range: {}", data.len()),
                )
            }
            ("Close-Session", true) => {
                self.files.extend(self.sessions.remove(&id));
                respond(200, "")
            }
            (other, _) => panic!("{other}"),
        }
    }
}

fn respond(status: u16, headers: &str) -> HttpResponseHead {
    HttpResponseHead {
        elapsed: Duration::from_millis(500),
        ..HttpResponseHead::new(
            status,
            Headers::parse(&format!("BITS-Packet-Type: Ack\r\n{headers}")),
        )
    }
}

fn transport_failure(code: u32) -> Failure {
    let context = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;
    Failure::new(win32(code), context, true)
}

/// An upload with a server and a network that follow a seed.
struct UploadSimulation {
    random: Random,
    local: Vec<u8>,
    target: UploadTarget,
    server: Server,
    upload: UploadProtocol,
}

impl UploadSimulation {
    fn new(seed: u64) -> UploadSimulation {
        let mut random = Random(seed);
        let local: Vec<u8> = (0..random.next() % 3_000_000)
            .map(|n| (n % 251) as u8)
            .collect();
        let target = UploadTarget {
            remote: HttpUrl::parse("http://server/a").unwrap(),
            trusted_hosts: TrustedHosts::default(),
            size: local.len() as u64,
            content_name: "a".into(),
            wants_reply: false,
            requires_http_1_1: false,
        };
        let server = Server {
            skips_overlap: random.one_in(2),
            keeps_partial: random.one_in(2),
            sessions: HashMap::new(),
            created: 0,
            files: Vec::new(),
        };
        UploadSimulation {
            random,
            local,
            upload: UploadProtocol::new(target.clone(), UploadSession::default()),
            target,
            server,
        }
    }

    /// Removes every session that does not have the whole file. (A session that is forgotten
    /// between a lost Close-Session and the next one cannot be distinguished from a closed one.)
    fn forget_sessions(&mut self) {
        let size = self.local.len();
        self.server.sessions.retain(|_, data| data.len() == size);
    }

    /// Replaces the client by one that has the stored session only.
    fn kill(&mut self) -> UploadEvent {
        let stored = serde_json::to_string(self.upload.session()).unwrap();
        let session = serde_json::from_str(&stored).unwrap();
        self.upload = UploadProtocol::new(self.target.clone(), session);
        UploadEvent::Start
    }

    /// Sends a request over the network, which may lose it, a part of it, or the response.
    fn send(&mut self, request: &HttpRequest) -> UploadEvent {
        if self.random.one_in(20) {
            return self.kill();
        }
        if self.random.one_in(20) {
            return UploadEvent::NoResponse {
                failure: transport_failure(12029),
                sent: false,
            };
        }
        let length = request.body.end - request.body.start;
        let arrived = if self.random.one_in(8) {
            self.random.next() % (length + 1)
        } else {
            length
        };
        let response = self.server.respond_to(request, &self.local, arrived);
        let lost = |code| UploadEvent::NoResponse {
            failure: transport_failure(code),
            sent: true,
        };
        match self.random.next() % 12 {
            _ if arrived < length => lost(12030),
            0 => lost(12030),
            1 => lost(12002),
            2 => self.kill(),
            3 => UploadEvent::Response(respond(503, "")),
            _ => UploadEvent::Response(response),
        }
    }
}

/// Runs an upload to its end. Returns the number of steps that it took.
fn run(seed: u64, server_forgets: bool) -> usize {
    let mut simulation = UploadSimulation::new(seed);
    let mut event = UploadEvent::Start;
    for step in 1..5000 {
        let action = simulation.upload.step(event, step as u64);
        if server_forgets && simulation.random.one_in(40) {
            simulation.forget_sessions();
        }
        event = match action {
            UploadAction::Send(request) => simulation.send(&request),
            UploadAction::Failed(failure) => {
                assert!(failure.transient, "seed {seed}: {failure:?}");
                UploadEvent::Start
            }
            UploadAction::Done { .. } => {
                let files = &simulation.server.files;
                assert!(
                    files.len() == 1 && files[0] == simulation.local,
                    "seed {seed}: {} files",
                    files.len()
                );
                return step;
            }
            other => panic!("seed {seed}: {other:?}"),
        };
    }
    panic!("seed {seed}: no end");
}

#[test]
fn a_network_that_loses_everything_leaves_exactly_one_file() {
    let steps: usize = (0..500).map(|seed| run(seed, false)).sum();
    assert!(steps > 5_000, "the network lost too little: {steps}");
}

#[test]
fn a_server_that_forgets_sessions_gets_exactly_one_file() {
    (0..500).for_each(|seed| _ = run(seed, true));
}
