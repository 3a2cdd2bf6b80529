//! Client side of the BITS upload protocol ([MC-BUP]), as a state machine without input or output.
//!
//! [`UploadProtocol::step`] takes an event and returns the next action. The upload task stores
//! [`UploadProtocol::session`] before it carries out the action.
//!
//! # States
//!
//! A server holds one session per file. Each packet is an HTTP/1.1 request with the method
//! `BITS_POST` to the URL of the file; only Fragment has a body. The client sends one packet at a
//! time and waits for the response. All packets of an upload use one connection as long as it
//! lives. The left column is the phase, which is durable ([`UploadPhase`]):
//!
//! ```text
//!                Start without session       Start with session
//!                        │                          │
//!                        v        host id           v
//! Sending         Create-Session ───────────────> Ping
//!                  ^     │ no host id             │  ^
//!     session not  │     v                        │  │ broken connection, 401
//!     found        └── Fragment <─────────────────┘  │
//!                       │ │  ^ └─────────────────────┘
//!                       │ └──┘ next offset < size
//!                       │ next offset = size
//!          reply URL ┌──┴──┐ no reply URL
//!                    v     │
//! Reply          download  │
//!                    └──┬──┘
//!                       v
//! Closing         Close-Session ── session not found at first attempt ──> Create-Session
//!                       │ Ack
//!                       v
//! Closed          action Done
//!
//! Cancelling: event Cancel, in every phase except Closed ──> Cancel-Session ──> Cancelled
//! ```
//!
//! ```text
//! phase       packet          response                        next
//! ----------  --------------  ------------------------------  ---------------------------------
//! Sending     Create-Session  200 or 201, BITS-Session-Id     Ping with a host id, else Fragment
//!             Ping            200 or 201                      Fragment
//!             Fragment        200 or 416, next offset < size  Fragment from that offset
//!                             200 or 416, next offset = size  Reply or Closing
//!                             413                             Fragment of half the length
//! Reply       (download)      event ReplyFetched              Closing
//! Closing     Close-Session   200, BITS-Packet-Type: Ack      Closed
//!                             session not found               Closed if an earlier Close-Session
//!                                                             may have worked, else Sending
//! Cancelling  Cancel-Session  200, 100..=499 or               Cancelled
//!                             session not found
//! any         any with an id  401 or 407                      Ping, then the packet again; once
//! any         without a body  411                             the packet again, chunked; once
//! any         any other       session not found               Sending with Create-Session
//! any         any             other                           action Failed, see `refusal`
//! ```
//!
//! # Rules
//!
//! - *Next offset.* The server decides where the upload continues. Every response to a Fragment,
//!   416 as well as 200, names the next offset in `BITS-Received-Content-Range`; it may be larger
//!   or smaller than the client expects. A value that is missing, that is no number, or that is
//!   larger than the file is an invalid response. A 416 is no error.
//! - *Last fragment.* The server completes the upload when it receives the fragment that ends the
//!   file. For an empty file that is one fragment without bytes (`bytes 0-0/0`), which some servers
//!   reject with 400 or 411 although they take the file. Servers that count the byte 0 of that
//!   range name the offset 1; therefore each offset, and none, completes an empty file.
//! - *411.* A reverse proxy may drop the `Content-Length: 0` of a method that it does not know, and
//!   the server then requires a length. The client sends packets without a body in the chunked
//!   coding from then on, which a proxy must pass on. A server that answers 411 to that, too, is
//!   reported.
//! - *Other servers.* A response to Create-Session without a session id that is no Ack does not
//!   come from a BITS server: web pages, such as those for a login, answer 200 to everything. The
//!   job fails, because a retry would find the same server. HTTP/1.0 is accepted, unless the policy
//!   requires what BITS on Windows requires.
//! - *Reply.* The response to the last fragment names the reply in `BITS-Reply-URL`, absolute or
//!   relative to the URL of the file. It is used if the job wants a reply. If there is none, the
//!   reply is empty. The client fetches the reply before it closes the session, because the server
//!   then deletes it.
//! - *Host id.* A server farm names the host that holds the session in `BITS-Host-Id`. All further
//!   packets go to that host; scheme, port and path stay the same. If the host has failed for the
//!   time in `BITS-Host-Id-Fallback-Timeout`, the client returns to the original host, which may
//!   not know the session. A host that the user neither named nor trusts (`policy.toml`) receives
//!   neither credentials nor custom headers. If it answers with 401 or 407, or fails in a way that
//!   no retry changes (a certificate), the client returns to the original host and ignores host ids
//!   from then on.
//! - *401.* The network has answered each authentication challenge that it can answer. A 401 or 407
//!   that remains may mean that a new connection has to be authenticated before it carries data.
//!   The client sends a Ping, which authenticates it with an empty request, and then the packet
//!   again. A second 401 without an acknowledged fragment in between is reported.
//! - *Lost acknowledgement.* If the connection breaks, the client does not know what the server has
//!   received. It sends a Ping on a new connection, and then the fragment again with half the
//!   length; a server that has those bytes answers with a larger offset. If the response that named
//!   the reply was lost, the client sends the last byte again, once: servers then repeat their
//!   response. A Close-Session that may have reached the server is counted; if a later one finds no
//!   session, the earlier one has worked, and the upload is complete.
//! - *Lost session.* If the server does not know the session (`BG_E_SESSION_NOT_FOUND`), the upload
//!   starts over with Create-Session. The local file must still be the same one.
//! - *Retries.* A broken connection, a lost session, and an offset that does not increase are
//!   retried at once, up to [`MAX_IMMEDIATE_RETRIES`] times without progress. After that, and for
//!   all other transient failures, the job waits for its retry delay and continues with
//!   [`UploadEvent::Start`].
//!
//! # Durability
//!
//! The [`UploadSession`] is durable: session id, phase, offset, reply URL, host and its failures,
//! fragment length, and the stamp of the local file. It is stored before each action; whatever the
//! server has received since then shows in its next response. Everything else in [`UploadProtocol`]
//! is about the current connection and is lost with the process; a resumed upload therefore begins
//! with a Ping.
//!
//! [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/

mod hosts;

use crate::abi::{
    BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH, BG_E_INSUFFICIENT_HTTP_SUPPORT, BG_E_SESSION_NOT_FOUND,
    BG_ERROR_CONTEXT, HRESULT,
};
use crate::engine::model::error::{Failure, win32};
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::upload_session::{UploadPhase, UploadSession};
use crate::engine::transfer::exchange::HttpRequest;
use crate::engine::transfer::response_head::{Headers, HttpResponseHead};
pub use crate::engine::upload::events::{UploadAction, UploadEvent, UploadTarget};
use crate::engine::upload::packet::{METHOD, Packet};
use crate::engine::upload::{address, packet, refusal};

/// Maximum immediate retries without progress. It prevents that a server or a network that always
/// fails in the same way keeps the client busy; the job then waits for its retry delay.
const MAX_IMMEDIATE_RETRIES: u32 = 5;
/// Result code of a request on which no data moved for too long (`ERROR_WINHTTP_TIMEOUT`).
const TIMED_OUT: HRESULT = win32(12002);

/// One upload, driven by [`UploadProtocol::step`].
pub struct UploadProtocol {
    target: UploadTarget,
    /// Durable state.
    session: UploadSession,
    /// Packet that was sent last; the next response belongs to it.
    sent: Packet,
    /// The connection is open and authenticated, so that data need not be sent twice.
    is_connected: bool,
    /// A Ping was sent because of a 401 or 407, and no fragment has been acknowledged since.
    is_challenged: bool,
    /// The server has responded to the fragment that ends the file, or that fragment was sent again
    /// to obtain the response.
    last_fragment_answered: bool,
    /// The server has required the length of a packet without a body (411). Such packets are sent
    /// in the chunked coding.
    chunks_empty_bodies: bool,
    /// Largest offset that the server has acknowledged, in bytes.
    max_offset: u64,
    /// Number of immediate retries since the last progress.
    retries: u32,
}

impl UploadProtocol {
    /// Creates the state machine for a stored session; [`UploadSession::default`] begins a new
    /// upload.
    pub fn new(target: UploadTarget, session: UploadSession) -> UploadProtocol {
        UploadProtocol {
            max_offset: session.offset,
            target,
            session,
            sent: Packet::Ping,
            is_connected: false,
            is_challenged: false,
            last_fragment_answered: false,
            chunks_empty_bodies: false,
            retries: 0,
        }
    }

    /// Returns the durable state, which the caller stores before it carries out an action.
    pub fn session(&self) -> &UploadSession {
        &self.session
    }

    /// Takes an event and returns the next action. `now` is in seconds since 1970.
    pub fn step(&mut self, event: UploadEvent, now: u64) -> UploadAction {
        match event {
            UploadEvent::Start => {
                (self.is_connected, self.is_challenged, self.retries) = (false, false, 0);
                self.leave_failing_host(now);
                self.next_action()
            }
            UploadEvent::Response(head) if matches!(head.status, 200 | 201) => {
                self.on_success(head, now)
            }
            UploadEvent::Response(head) => self.on_error_status(head, now),
            UploadEvent::NoResponse { failure, sent } => self.on_no_response(failure, sent, now),
            UploadEvent::ReplyFetched => self.on_reply_fetched(),
            UploadEvent::Cancel if self.session.phase == UploadPhase::Closed => {
                self.end_cancelled()
            }
            UploadEvent::Cancel => {
                self.session.phase = UploadPhase::Cancelling;
                self.next_action()
            }
        }
    }

    /// Returns the action for the current state of the session.
    fn next_action(&mut self) -> UploadAction {
        match self.session.phase {
            UploadPhase::Sending if self.session.id.is_none() => self.send(Packet::Create),
            UploadPhase::Sending if !self.is_connected => self.send(Packet::Ping),
            UploadPhase::Sending => match self
                .session
                .fragments
                .next(self.target.size.saturating_sub(self.session.offset))
            {
                0 => self.on_all_received(),
                length => self.send(Packet::Fragment {
                    start: self.session.offset,
                    length,
                }),
            },
            UploadPhase::Reply => self.fetch_reply(),
            UploadPhase::Closing { attempts } => {
                self.session.phase = UploadPhase::Closing {
                    attempts: attempts.saturating_add(1),
                };
                self.send(Packet::Close)
            }
            UploadPhase::Closed => UploadAction::Done {
                reply_url: self.session.reply_url.clone(),
            },
            UploadPhase::Cancelling if self.session.id.is_some() => self.send(Packet::Cancel),
            UploadPhase::Cancelling | UploadPhase::Cancelled => self.end_cancelled(),
        }
    }

    /// Returns the action that sends a packet.
    fn send(&mut self, packet: Packet) -> UploadAction {
        self.sent = packet;
        UploadAction::Send(HttpRequest {
            method: METHOD,
            url: self.url(),
            untrusted: self.is_on_untrusted_host(),
            must_not_repeat: packet == Packet::Close,
            headers: packet.headers(&self.target, self.session.id.as_deref()),
            body: packet.body(),
            is_chunked: self.chunks_empty_bodies && packet.body().is_empty(),
        })
    }

    /// Handles a response to the packet whose status is a success.
    fn on_success(&mut self, head: HttpResponseHead, now: u64) -> UploadAction {
        self.is_connected = true;
        self.session.host_trouble = None;
        match self.sent {
            Packet::Create if head.is_http_1_0 && self.target.requires_http_1_1 => self.fail(
                refusal::unsupported_server(BG_E_INSUFFICIENT_HTTP_SUPPORT),
                now,
            ),
            Packet::Create => self.on_session_created(&head.headers, now),
            Packet::Ping => self.next_action(),
            Packet::Fragment { start, length } => {
                self.session.fragments.acknowledged(length, head.elapsed);
                self.on_acknowledged(start, length, &head.headers, now)
            }
            // Any web server may respond with 200; only an Ack proves that the server has the file.
            Packet::Close if head.headers.is_ack() => self.end_closed(),
            Packet::Close => self.fail(refusal::invalid_response(), now),
            Packet::Cancel => self.end_cancelled(),
        }
    }

    /// Takes the session id and the host id from the response to Create-Session.
    fn on_session_created(&mut self, headers: &Headers, now: u64) -> UploadAction {
        if headers
            .get("BITS-Protocol")
            .is_some_and(|chosen| !packet::is_upload_protocol(chosen))
        {
            return self.fail(
                refusal::unsupported_server(BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH),
                now,
            );
        }
        let Some(id) = headers.get("BITS-Session-Id") else {
            let failure = match headers.is_ack() {
                true => refusal::invalid_response(),
                false => refusal::not_a_bits_server(),
            };
            return self.fail(failure, now);
        };
        self.session.id = Some(id.to_owned());
        self.session.offset = 0;
        if self.session.take_host(headers) {
            self.is_connected = false;
        }
        self.next_action()
    }

    /// Continues at the offset that the server names in a response to the fragment of `length`
    /// bytes from `start` on.
    fn on_acknowledged(
        &mut self,
        start: u64,
        length: u64,
        headers: &Headers,
        now: u64,
    ) -> UploadAction {
        let named = match self.target.size {
            0 => Some(0),
            _ => headers.next_offset(),
        };
        let Some(offset) = named.filter(|offset| *offset <= self.target.size) else {
            return self.fail(refusal::invalid_response(), now);
        };
        self.is_challenged = false;
        self.session.offset = offset;
        if offset > self.max_offset {
            (self.max_offset, self.retries) = (offset, 0);
        } else if offset <= start && offset < self.target.size && self.count_retry() {
            return self.fail(refusal::invalid_response(), now);
        }
        if offset < self.target.size {
            return self.next_action();
        }
        if let Some(value) = headers
            .get("BITS-Reply-URL")
            .filter(|_| self.target.wants_reply)
        {
            let Some(url) = address::reply_url(&self.target.remote, value) else {
                return self.fail(refusal::invalid_response(), now);
            };
            self.session.reply_url = Some(url.to_string());
        }
        self.last_fragment_answered |= start + length == self.target.size;
        self.on_all_received()
    }

    /// Goes on when the server has all bytes of the file: to the reply, or to Close-Session.
    fn on_all_received(&mut self) -> UploadAction {
        let reply_unknown = self.target.wants_reply && self.session.reply_url.is_none();
        if !self.last_fragment_answered && (reply_unknown || self.target.size == 0) {
            // An empty file has had no fragment yet; or the response that named the reply was lost,
            // and the server repeats it for the last byte.
            self.last_fragment_answered = true;
            let length = self.target.size.min(1);
            return self.send(Packet::Fragment {
                start: self.target.size - length,
                length,
            });
        }
        self.session.phase = match self.session.reply_url {
            Some(_) => UploadPhase::Reply,
            None => UploadPhase::Closing { attempts: 0 },
        };
        self.next_action()
    }

    /// Returns the action that fetches the reply. A stored URL that cannot be parsed counts as
    /// none.
    fn fetch_reply(&mut self) -> UploadAction {
        match self.session.reply_url.as_deref().and_then(HttpUrl::parse) {
            Some(url) => UploadAction::FetchReply {
                untrusted: self.is_untrusted(&url),
                url,
            },
            None => self.on_reply_fetched(),
        }
    }

    fn on_reply_fetched(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Closing { attempts: 0 };
        self.next_action()
    }

    /// Ends an upload whose session the server has closed.
    fn end_closed(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Closed;
        self.next_action()
    }

    /// Ends an upload whose session the server has cancelled, or that needs no cancellation.
    fn end_cancelled(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Cancelled;
        UploadAction::Cancelled
    }

    /// Handles a response to the packet whose status is no success.
    fn on_error_status(&mut self, head: HttpResponseHead, now: u64) -> UploadAction {
        let failure = refusal::failure(&self.sent, &head, now);
        if head.status == 411 && self.chunk_empty_bodies() {
            return self.send(self.sent);
        }
        if head.status < 500 {
            self.discount_close();
        }
        match (self.sent, head.status) {
            _ if failure.code == BG_E_SESSION_NOT_FOUND => self.on_session_lost(failure, now),
            (Packet::Fragment { start, length }, 416) => {
                self.is_connected = true;
                self.session.host_trouble = None;
                self.on_acknowledged(start, length, &head.headers, now)
            }
            (Packet::Fragment { length, .. }, 413) if self.session.fragments.too_large(length) => {
                self.next_action()
            }
            (Packet::Fragment { .. } | Packet::Close | Packet::Cancel, 401 | 407)
                if !self.is_challenged =>
            {
                self.is_challenged = true;
                self.send(Packet::Ping)
            }
            (_, 401 | 407) if self.is_on_untrusted_host() => self.refuse_host(),
            (Packet::Cancel, 100..=499) => self.end_cancelled(),
            // The server takes no empty fragment; it has the whole file, which is empty.
            (Packet::Fragment { length: 0, .. }, 400 | 411) => self.next_action(),
            _ => self.fail(failure, now),
        }
    }

    /// Sends empty bodies in the chunked coding from now on. Returns whether that changes the
    /// packet that was just sent. An empty fragment stays as it is, because a server that refuses
    /// it takes the file nevertheless.
    fn chunk_empty_bodies(&mut self) -> bool {
        let is_empty = !matches!(self.sent, Packet::Fragment { .. });
        is_empty && !std::mem::replace(&mut self.chunks_empty_bodies, true)
    }

    /// Handles a response that says that the server does not know the session. The upload starts
    /// over, unless an earlier Close-Session has ended the session.
    fn on_session_lost(&mut self, failure: Failure, now: u64) -> UploadAction {
        match (self.sent, self.session.phase) {
            (Packet::Cancel, _) => return self.end_cancelled(),
            (Packet::Close, UploadPhase::Closing { attempts: 2.. }) => return self.end_closed(),
            _ => {}
        }
        self.session = self.session.restarted();
        self.last_fragment_answered = false;
        match self.count_retry() {
            true => self.fail(
                Failure {
                    transient: true,
                    ..failure
                },
                now,
            ),
            false => self.next_action(),
        }
    }

    /// Handles a request that has ended without a response. A broken connection is retried at once;
    /// a connection that cannot be established, and a timeout, are reported.
    fn on_no_response(&mut self, failure: Failure, sent: bool, now: u64) -> UploadAction {
        self.is_connected = false;
        match self.sent {
            Packet::Fragment { .. } => self.session.fragments.broken(),
            _ if !sent => self.discount_close(),
            _ => {}
        }
        if failure.context == BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE {
            return UploadAction::Failed(failure);
        }
        if !failure.transient && self.is_on_untrusted_host() {
            return self.refuse_host();
        }
        self.session.note_host_failure(now);
        let is_broken = sent && failure.transient && failure.code != TIMED_OUT;
        if self.leave_failing_host(now) || is_broken && !self.count_retry() {
            return self.next_action();
        }
        UploadAction::Failed(failure)
    }

    /// Takes back the count of the Close-Session that was just sent, because it had no effect.
    fn discount_close(&mut self) {
        if let (Packet::Close, UploadPhase::Closing { attempts }) =
            (self.sent, &mut self.session.phase)
        {
            *attempts = attempts.saturating_sub(1);
        }
    }

    /// Returns the action for a failure, which is one of the host that the server chose, if any.
    fn fail(&mut self, failure: Failure, now: u64) -> UploadAction {
        self.session.note_host_failure(now);
        UploadAction::Failed(failure)
    }

    /// Counts an immediate retry. Returns whether there have been too many without progress.
    fn count_retry(&mut self) -> bool {
        self.retries += 1;
        self.retries > MAX_IMMEDIATE_RETRIES
    }
}

#[cfg(test)]
mod tests;
