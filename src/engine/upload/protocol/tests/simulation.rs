//! The protocol against a correct server over a network that loses answers, and in a process that
//! dies: whatever happens in whatever order, the server ends with exactly the file, once.

use std::collections::HashMap;
use std::time::Duration;

use url::Url;

use crate::abi::{BG_E_SESSION_NOT_FOUND, BG_ERROR_CONTEXT};
use crate::engine::model::error::{Failure, win32};

use super::*;

/// Numbers that look random, the same ones in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.roll().is_multiple_of(n)
    }
}

/// A server by the book. Both of Microsoft's readings of an overlapping fragment exist.
struct Server {
    skips_overlap: bool,
    keeps_partial: bool,
    sessions: HashMap<String, Vec<u8>>,
    created: u32,
    files: Vec<Vec<u8>>,
}

impl Server {
    fn answer(&mut self, request: &HttpRequest, local: &[u8], arrived: u64) -> HttpResponseHead {
        let header = |name| {
            request
                .headers
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        let id = header("BITS-Session-Id").unwrap_or_default().to_owned();
        let cut = arrived < request.body.end - request.body.start;
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
                let have = data.len() as u64;
                if self.skips_overlap {
                    start = start.max(have.min(end));
                }
                let fits = start == have && (!cut || self.keeps_partial);
                if fits {
                    data.extend(&local[start as usize..end as usize]);
                }
                respond(
                    if fits { 200 } else { 416 },
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

fn broken(code: u32) -> Failure {
    let context = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;
    Failure {
        code: win32(code),
        context,
        transient: true,
        retry_after: None,
    }
}

/// Uploads over such a network; the number of events it took.
fn run(seed: u64, server_forgets: bool) -> usize {
    let mut dice = Dice(seed);
    let local: Vec<u8> = (0..dice.roll() % 3_000_000)
        .map(|n| (n % 251) as u8)
        .collect();
    let target = UploadTarget {
        remote: Url::parse("http://server/a").unwrap(),
        size: local.len() as u64,
        content_name: "a".into(),
        wants_reply: false,
    };
    let (skips_overlap, keeps_partial) = (dice.one_in(2), dice.one_in(2));
    let mut server = Server {
        skips_overlap,
        keeps_partial,
        sessions: HashMap::new(),
        created: 0,
        files: Vec::new(),
    };
    let mut upload = UploadProtocol::new(target.clone(), UploadSession::default());
    let mut event = UploadEvent::Start;
    for turn in 1..5000 {
        let action = upload.step(event, turn as u64);
        let stored = serde_json::to_string(upload.session()).unwrap();
        let die = |upload: &mut UploadProtocol| {
            *upload = UploadProtocol::new(target.clone(), serde_json::from_str(&stored).unwrap());
            UploadEvent::Start
        };
        // A session that is forgotten between a lost Close-Session and the next cannot be told from
        // a closed one.
        if server_forgets && dice.one_in(40) {
            server.sessions.retain(|_, data| data.len() == local.len());
        }
        event = match action {
            UploadAction::Send(_) if dice.one_in(20) => die(&mut upload),
            UploadAction::Send(_) if dice.one_in(20) => UploadEvent::Failed {
                failure: broken(12029),
                sent: false,
            },
            UploadAction::Send(request) => {
                let length = request.body.end - request.body.start;
                let arrived = if dice.one_in(8) {
                    dice.roll() % (length + 1)
                } else {
                    length
                };
                let answer = server.answer(&request, &local, arrived);
                match dice.roll() % 12 {
                    _ if arrived < length => UploadEvent::Failed {
                        failure: broken(12030),
                        sent: true,
                    },
                    0 => UploadEvent::Failed {
                        failure: broken(12030),
                        sent: true,
                    },
                    1 => UploadEvent::Failed {
                        failure: broken(12002),
                        sent: true,
                    },
                    2 => die(&mut upload),
                    3 => UploadEvent::Answered(respond(503, "")),
                    _ => UploadEvent::Answered(answer),
                }
            }
            UploadAction::Failed(failure) => {
                assert!(failure.transient, "seed {seed}: {failure:?}");
                UploadEvent::Start
            }
            UploadAction::Done { .. } => {
                assert!(
                    server.files == [local],
                    "seed {seed}: {} files",
                    server.files.len()
                );
                return turn;
            }
            other => panic!("seed {seed}: {other:?}"),
        };
    }
    panic!("seed {seed}: no end");
}

#[test]
fn exactly_the_file_once_over_a_network_that_loses_everything() {
    let turns: usize = (0..500).map(|seed| run(seed, false)).sum();
    assert!(turns > 5_000, "too quiet a network: {turns}");
}

#[test]
fn exactly_the_file_once_from_a_server_that_forgets_sessions() {
    (0..500).for_each(|seed| _ = run(seed, true));
}
