//! Tests of the protocol as scripts of a conversation. The first character of a line gives its
//! meaning:
//!
//! - `>`: the request that the client must send now: packet, range, session id, `@host` if the host
//!   is not the user's, and `chunked` if the body is;
//! - `=`: the action that the client must return instead of a request;
//! - `<`: the response of the server: status (then `HTTP/1.0` or the elapsed seconds), and headers
//!   separated by bars; a bare Ack if there are none;
//! - `!`: the request ends without a response, for the given reason;
//! - `+`: another event; `killed` drops everything except the stored session.

mod documents;
mod endings;
mod fragments;
mod hosts;
mod interruptions;
mod packets;
mod simulation;

use std::time::Duration;

use crate::abi::*;
use crate::engine::model::trusted_hosts::TrustedHosts;
use crate::engine::model::upload_session::FileStamp;

use super::*;

/// Line for a successful response to Create-Session.
const CREATED: &str = "< 200 | BITS-Packet-Type: Ack | \
    BITS-Protocol: {7DF0354D-249B-430F-820D-3D2A9BEF4931} | BITS-Session-Id: {S}";

/// A client in a conversation with a scripted server.
struct Conversation {
    upload: UploadProtocol,
    /// Seconds since 1970.
    now: u64,
    /// Last action, as the script writes it.
    action: String,
}

impl Conversation {
    fn new(size: u64, wants_reply: bool) -> Conversation {
        Conversation::resumed(size, wants_reply, UploadSession::default())
    }

    fn resumed(size: u64, wants_reply: bool, session: UploadSession) -> Conversation {
        Conversation::at("http://server/in/a.txt", size, wants_reply, session)
    }

    fn at(remote: &str, size: u64, wants_reply: bool, session: UploadSession) -> Conversation {
        let remote = HttpUrl::parse(remote).unwrap();
        let target = UploadTarget {
            remote,
            trusted_hosts: TrustedHosts::try_from(vec!["*.farm".to_owned()]).unwrap(),
            size,
            content_name: "a.txt".into(),
            wants_reply,
            requires_http_1_1: false,
        };
        Conversation {
            upload: UploadProtocol::new(target, session),
            now: 1_000_000,
            action: String::new(),
        }
    }

    /// Plays the lines of a script. Panics at the first action that differs.
    #[track_caller]
    fn play(&mut self, lines: &str) -> &mut Conversation {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (kind, rest) = line.split_at(1);
            let rest = rest.trim();
            match kind {
                ">" | "=" => assert_eq!(self.action, line, "in {lines}"),
                "<" => self.handle(UploadEvent::Response(response(rest))),
                "!" => self.handle(no_response(rest)),
                _ => self.handle_other(rest),
            }
        }
        self
    }

    /// Carries out a line that begins with `+`.
    fn handle_other(&mut self, event: &str) {
        match event.split_once(' ').unwrap_or((event, "")) {
            ("start", _) => self.handle(UploadEvent::Start),
            ("reply-fetched", _) => self.handle(UploadEvent::ReplyFetched),
            ("cancel", _) => self.handle(UploadEvent::Cancel),
            ("wait", seconds) => self.now += seconds.parse::<u64>().unwrap(),
            // The process is killed: only the stored session is left.
            ("killed", _) => {
                let stored = serde_json::to_string(self.upload.session()).unwrap();
                self.upload = UploadProtocol::new(
                    self.upload.target.clone(),
                    serde_json::from_str(&stored).unwrap(),
                );
            }
            _ => panic!("no event {event}"),
        }
    }

    /// Passes an event to the client.
    fn handle(&mut self, event: UploadEvent) {
        self.action = match self.upload.step(event, self.now) {
            UploadAction::Send(request) => {
                format!("> {}", self.describe(&request))
            }
            UploadAction::FetchReply { url, untrusted } => {
                format!("= reply {url}{}", if untrusted { " untrusted" } else { "" })
            }
            UploadAction::Done { reply_url } => format!("= done {}", reply_url.unwrap_or_default())
                .trim_end()
                .to_owned(),
            UploadAction::Cancelled => "= cancelled".to_owned(),
            UploadAction::Failed(failure) => format!(
                "= failed {:08X} {:?} {}{}",
                failure.code,
                i32::from(failure.context),
                if failure.transient {
                    "transient"
                } else {
                    "final"
                },
                failure
                    .retry_after
                    .map(|seconds| format!(" in {seconds}"))
                    .unwrap_or_default()
            ),
        };
    }

    /// Writes a request as a script does, and checks that its body and its range agree.
    fn describe(&self, request: &HttpRequest) -> String {
        let header = |name| {
            request
                .headers
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        let mut words = vec![header("BITS-Packet-Type").unwrap().to_owned()];
        words.extend(header("Content-Range").map(|range| range.replace("bytes ", "")));
        words.extend(header("BITS-Session-Id").map(str::to_owned));
        if request.url.server().host() != self.upload.target.remote.server().host() {
            let host = request.url.server().host_str().unwrap();
            assert_eq!(request.untrusted, !host.ends_with(".farm"), "{host}");
            words.push(format!("@{host}"));
        }
        let length = header("Content-Range").map_or(0, |range| {
            let (first, rest) = range
                .strip_prefix("bytes ")
                .unwrap()
                .split_once('-')
                .unwrap();
            let last = rest.split_once('/').unwrap().0.parse::<u64>().unwrap();
            let end = if range.ends_with("/0") { 0 } else { last + 1 };
            assert_eq!(request.body, first.parse().unwrap()..end);
            end - request.body.start
        });
        assert_eq!(length, request.body.end - request.body.start);
        words.extend(request.is_chunked.then(|| "chunked".to_owned()));
        words.join(" ")
    }
}

/// Parses a response of the server.
fn response(text: &str) -> HttpResponseHead {
    let (status, headers) = text
        .split_once('|')
        .unwrap_or((text, "BITS-Packet-Type: ack"));
    let mut words = status.split_whitespace();
    let status = words.next().unwrap().parse().unwrap();
    let headers = headers
        .split('|')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\r\n");
    let mut head = HttpResponseHead::new(status, Headers::parse(&headers));
    match words.next() {
        Some("HTTP/1.0") => head.is_http_1_0 = true,
        Some(seconds) => head.elapsed = Duration::from_secs(seconds.parse().unwrap()),
        None => {}
    }
    head
}

/// Parses the reason for which a request ends without a response.
fn no_response(text: &str) -> UploadEvent {
    use BG_ERROR_CONTEXT::*;
    let failure = Failure::new;
    let (failure, sent) = match text {
        "cut" => (
            failure(win32(12030), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            true,
        ),
        "no connection" => (
            failure(win32(12029), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            false,
        ),
        "timeout" => (
            failure(TIMED_OUT, BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            true,
        ),
        "invalid certificate" => (
            failure(win32(12038), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, false),
            false,
        ),
        "file changed" => (
            failure(BG_E_LOCAL_FILE_CHANGED, BG_ERROR_CONTEXT_LOCAL_FILE, false),
            true,
        ),
        _ => panic!("no failure {text}"),
    };
    UploadEvent::NoResponse { failure, sent }
}

/// Returns a session with `offset` acknowledged bytes.
fn session(offset: u64) -> UploadSession {
    UploadSession {
        id: Some("{S}".into()),
        offset,
        ..UploadSession::default()
    }
}

/// Returns a session on another host, which may fail for `fallback` seconds.
fn session_on_host(fallback: Option<u64>) -> UploadSession {
    UploadSession {
        host: Some("node".into()),
        host_fallback: fallback,
        ..session(0)
    }
}
