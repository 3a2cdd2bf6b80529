//! The client's side of the BITS upload protocol as a state machine without input or output.

use url::Url;

use crate::abi::{
    BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH, BG_E_INSUFFICIENT_HTTP_SUPPORT, BG_E_SESSION_NOT_FOUND,
    BG_ERROR_CONTEXT, HRESULT,
};
use crate::engine::model::error::{Failure, win32};
use crate::engine::model::upload_session::{UploadPhase, UploadSession};
use crate::engine::transfer::exchange::HttpRequest;
use crate::engine::transfer::response_head::{Headers, HttpResponseHead};
use crate::engine::upload::packet::{METHOD, PROTOCOL, Packet};
use crate::engine::upload::{address, refusal};

/// How often the server may set the upload back before the job waits for its retry delay.
const MAX_SETBACKS: u32 = 5;
/// What the transport reports when the server says nothing for too long.
pub const TIMED_OUT: HRESULT = win32(12002);

/// What is to be uploaded.
#[derive(Clone, Debug)]
pub struct UploadTarget {
    pub remote: Url,
    /// Bytes of the local file.
    pub size: u64,
    /// The local file's bare name ([`address::content_name`]).
    pub content_name: String,
    /// The job is an UPLOAD_REPLY.
    pub wants_reply: bool,
}

/// What happened.
#[derive(Debug)]
pub enum UploadEvent {
    /// The upload begins, or goes on after a pause, a failure or a restart.
    Start,
    /// The server answered the request.
    Answered(HttpResponseHead),
    /// The request ended without an answer. `sent`: some of it may have reached the server.
    Failed { failure: Failure, sent: bool },
    /// The reply is stored safely.
    ReplyFetched,
    /// The job is cancelled. A request under way is to be dropped first.
    Cancel,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadAction {
    Send(HttpRequest),
    /// Download this by the ordinary rules, then tell [`UploadEvent::ReplyFetched`]. `untrusted`: it is the
    /// server's choice of a place, for which
    /// [`HttpOptions::for_untrusted_host`](crate::engine::transfer::HttpOptions::for_untrusted_host) is made.
    FetchReply {
        url: Url,
        untrusted: bool,
    },
    /// The file is on the server. A job that wants a reply and was given none has an empty one.
    Done {
        reply_url: Option<String>,
    },
    /// The server has been told, as far as it wanted to know.
    Cancelled,
    /// Nothing more for now: [`UploadEvent::Start`] continues.
    Failed(Failure),
}

/// One upload, driven by [`UploadProtocol::step`].
pub struct UploadProtocol {
    target: UploadTarget,
    session: UploadSession,
    sent: Packet,
    /// The connection is open and authenticated: data need not be sent twice.
    is_connected: bool,
    /// A 401 or 407 has been answered by a Ping and not yet been overcome.
    is_challenged: bool,
    /// The fragment that ends the file has been answered, or asked for especially.
    last_fragment_answered: bool,
    /// The furthest offset ever acknowledged, and how often the upload was set back since.
    furthest: u64,
    setbacks: u32,
}

impl UploadProtocol {
    /// An upload as the store remembers it, or [`UploadSession::default`] for a new one.
    pub fn new(target: UploadTarget, session: UploadSession) -> UploadProtocol {
        UploadProtocol {
            furthest: session.offset,
            target,
            session,
            sent: Packet::Ping,
            is_connected: false,
            is_challenged: false,
            last_fragment_answered: false,
            setbacks: 0,
        }
    }

    /// What the store must remember.
    pub fn session(&self) -> &UploadSession {
        &self.session
    }

    /// Takes an event at the time `now` (seconds since 1970) and says what to do.
    pub fn step(&mut self, event: UploadEvent, now: u64) -> UploadAction {
        match event {
            UploadEvent::Start => {
                (self.is_connected, self.is_challenged, self.setbacks) = (false, false, 0);
                self.abandon_failing_host(now);
                self.proceed()
            }
            UploadEvent::Answered(answer) if matches!(answer.status, 200 | 201) => {
                self.accepted(answer, now)
            }
            UploadEvent::Answered(answer) => self.refused(answer, now),
            UploadEvent::Failed { failure, sent } => self.disconnected(failure, sent, now),
            UploadEvent::ReplyFetched => self.reply_fetched(),
            UploadEvent::Cancel if self.session.phase == UploadPhase::Closed => self.cancelled(),
            UploadEvent::Cancel => {
                self.session.phase = UploadPhase::Cancelling;
                self.proceed()
            }
        }
    }

    /// The next move, as the session stands.
    fn proceed(&mut self) -> UploadAction {
        match self.session.phase {
            UploadPhase::Sending if self.session.id.is_none() => self.send(Packet::Create),
            UploadPhase::Sending if !self.is_connected => self.send(Packet::Ping),
            UploadPhase::Sending => match self
                .session
                .fragments
                .next(self.target.size.saturating_sub(self.session.offset))
            {
                0 => self.all_sent(),
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
            UploadPhase::Cancelling | UploadPhase::Cancelled => self.cancelled(),
        }
    }

    fn send(&mut self, packet: Packet) -> UploadAction {
        self.sent = packet;
        UploadAction::Send(HttpRequest {
            method: METHOD,
            url: self.url(),
            untrusted: self.is_untrusted(),
            once: packet == Packet::Close,
            headers: self.headers(packet),
            body: match packet {
                Packet::Fragment { start, length } => start..start + length,
                _ => 0..0,
            },
        })
    }

    /// The headers of a packet, in the order of Microsoft's client.
    fn headers(&self, packet: Packet) -> Vec<(&'static str, String)> {
        let kind = match packet {
            Packet::Create => "Create-Session",
            Packet::Ping => "Ping",
            Packet::Fragment { .. } => "Fragment",
            Packet::Close => "Close-Session",
            Packet::Cancel => "Cancel-Session",
        };
        let mut headers = vec![("BITS-Packet-Type", kind.to_owned())];
        match packet {
            Packet::Create => headers.push(("BITS-Supported-Protocols", PROTOCOL.to_owned())),
            Packet::Ping => {}
            Packet::Fragment { .. } | Packet::Close | Packet::Cancel => {
                headers.extend(self.session.id.clone().map(|id| ("BITS-Session-Id", id)));
            }
        }
        if let Packet::Fragment { start, length } = packet {
            let last = (start + length).saturating_sub(1);
            let range = format!("bytes {start}-{last}/{}", self.target.size);
            headers.extend([
                ("Content-Name", self.target.content_name.clone()),
                ("Content-Range", range),
            ]);
        }
        headers
    }

    /// The server accepted the packet.
    fn accepted(&mut self, answer: HttpResponseHead, now: u64) -> UploadAction {
        self.is_connected = true;
        self.session.host_trouble = None;
        match self.sent {
            Packet::Create if answer.is_http_1_0 => {
                self.report(refusal::unfit(BG_E_INSUFFICIENT_HTTP_SUPPORT), now)
            }
            Packet::Create => self.created(&answer.headers, now),
            Packet::Ping => self.proceed(),
            Packet::Fragment { start, length } => {
                self.session.fragments.acknowledged(length, answer.elapsed);
                self.acknowledged(start, length, &answer.headers, now)
            }
            // Anybody can say 200; that the file is there must be said by a BITS server.
            Packet::Close if answer.headers.is_ack() => self.closed(),
            Packet::Close => self.report(refusal::invalid_response(), now),
            Packet::Cancel => self.cancelled(),
        }
    }

    fn created(&mut self, headers: &Headers, now: u64) -> UploadAction {
        if headers
            .get("BITS-Protocol")
            .is_some_and(|chosen| !is_our_protocol(chosen))
        {
            return self.report(refusal::unfit(BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH), now);
        }
        let Some(id) = headers.get("BITS-Session-Id") else {
            return self.report(refusal::invalid_response(), now);
        };
        self.session.id = Some(id.to_owned());
        self.session.offset = 0;
        if let Some(host) = headers.get("BITS-Host-Id").and_then(address::host_id)
            && !self.session.host_refused
        {
            self.session.host = Some(host);
            self.session.host_fallback = headers.host_fallback();
            self.is_connected = false;
        }
        self.proceed()
    }

    /// The server names the next offset it wants, by 200 and by 416 alike.
    fn acknowledged(
        &mut self,
        start: u64,
        length: u64,
        headers: &Headers,
        now: u64,
    ) -> UploadAction {
        let Some(offset) = headers
            .received()
            .filter(|offset| *offset <= self.target.size)
        else {
            return self.report(refusal::invalid_response(), now);
        };
        self.is_challenged = false;
        self.session.offset = offset;
        if offset > self.furthest {
            (self.furthest, self.setbacks) = (offset, 0);
        } else if offset <= start && offset < self.target.size && self.count_setback() {
            return self.report(refusal::invalid_response(), now);
        }
        if offset < self.target.size {
            return self.proceed();
        }
        if let Some(value) = headers
            .get("BITS-Reply-URL")
            .filter(|_| self.target.wants_reply)
        {
            let Some(url) = address::reply_url(&self.target.remote, value) else {
                return self.report(refusal::invalid_response(), now);
            };
            self.session.reply_url = Some(url.into());
        }
        self.last_fragment_answered |= start + length == self.target.size;
        self.all_sent()
    }

    /// The server has the whole file.
    fn all_sent(&mut self) -> UploadAction {
        let reply_unknown = self.target.wants_reply && self.session.reply_url.is_none();
        if !self.last_fragment_answered && (reply_unknown || self.target.size == 0) {
            // An empty file has no last fragment that would say so, or the Ack that named the reply
            // was lost: servers answer the last bytes again.
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
        self.proceed()
    }

    fn fetch_reply(&mut self) -> UploadAction {
        match self.session.reply_url.as_deref().map(Url::parse) {
            Some(Ok(url)) => UploadAction::FetchReply {
                untrusted: address::is_untrusted(&self.target.remote, &url),
                url,
            },
            _ => self.reply_fetched(),
        }
    }

    fn reply_fetched(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Closing { attempts: 0 };
        self.proceed()
    }

    fn closed(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Closed;
        self.proceed()
    }

    fn cancelled(&mut self) -> UploadAction {
        self.session.phase = UploadPhase::Cancelled;
        UploadAction::Cancelled
    }

    /// The server answered, but not with success.
    fn refused(&mut self, answer: HttpResponseHead, now: u64) -> UploadAction {
        let failure = refusal::failure(&self.sent, &answer, now);
        if answer.status < 500 {
            self.close_not_taken();
        }
        match (self.sent, answer.status) {
            _ if failure.code == BG_E_SESSION_NOT_FOUND => self.session_lost(failure, now),
            (Packet::Fragment { start, length }, 416) => {
                self.is_connected = true;
                self.session.host_trouble = None;
                self.acknowledged(start, length, &answer.headers, now)
            }
            (Packet::Fragment { length, .. }, 413) if self.session.fragments.too_large(length) => {
                self.proceed()
            }
            (Packet::Fragment { .. } | Packet::Close | Packet::Cancel, 401 | 407)
                if !self.is_challenged =>
            {
                self.is_challenged = true;
                self.send(Packet::Ping)
            }
            (_, 401 | 407) if self.is_untrusted() => self.refuse_host(),
            (Packet::Cancel, 100..=499) => self.cancelled(),
            (Packet::Fragment { length: 0, .. }, 400 | 411) => self.proceed(), // a server that wants no empty fragment
            _ => self.report(failure, now),
        }
    }

    /// The server does not know the session: what was sent is gone, unless an earlier Close-Session
    /// did its work.
    fn session_lost(&mut self, failure: Failure, now: u64) -> UploadAction {
        match (self.sent, self.session.phase) {
            (Packet::Cancel, _) => return self.cancelled(),
            (Packet::Close, UploadPhase::Closing { attempts: 2.. }) => return self.closed(),
            _ => {}
        }
        self.session = self.session.restarted();
        self.last_fragment_answered = false;
        match self.count_setback() {
            true => self.report(
                Failure {
                    transient: true,
                    ..failure
                },
                now,
            ),
            false => self.proceed(),
        }
    }

    /// The request ended without an answer. A connection that broke is made anew at once; one that
    /// cannot be made, or that is silent for too long, is reported.
    fn disconnected(&mut self, failure: Failure, sent: bool, now: u64) -> UploadAction {
        self.is_connected = false;
        match self.sent {
            Packet::Fragment { .. } => self.session.fragments.broken(),
            _ if !sent => self.close_not_taken(),
            _ => {}
        }
        if failure.context == BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE {
            return UploadAction::Failed(failure);
        }
        if !failure.transient && self.is_untrusted() {
            return self.refuse_host();
        }
        self.note_host_failure(now);
        let broken = sent && failure.transient && failure.code != TIMED_OUT;
        if self.abandon_failing_host(now) || broken && !self.count_setback() {
            return self.proceed();
        }
        UploadAction::Failed(failure)
    }

    /// The Close-Session just sent did nothing.
    fn close_not_taken(&mut self) {
        if let (Packet::Close, UploadPhase::Closing { attempts }) =
            (self.sent, &mut self.session.phase)
        {
            *attempts = attempts.saturating_sub(1);
        }
    }

    fn report(&mut self, failure: Failure, now: u64) -> UploadAction {
        self.note_host_failure(now);
        UploadAction::Failed(failure)
    }

    /// Counts a step back; true when there have been too many without progress.
    fn count_setback(&mut self) -> bool {
        self.setbacks += 1;
        self.setbacks > MAX_SETBACKS
    }

    fn note_host_failure(&mut self, now: u64) {
        if self.session.host.is_some() {
            self.session.host_trouble.get_or_insert(now);
        }
    }

    /// Returns to the original host when the server's choice has been in trouble for the time it
    /// named.
    fn abandon_failing_host(&mut self, now: u64) -> bool {
        let (Some(since), Some(patience)) = (self.session.host_trouble, self.session.host_fallback)
        else {
            return false;
        };
        let over = now.saturating_sub(since) >= patience;
        if over {
            self.abandon_host();
        }
        over
    }

    /// The server's choice of a host is not one to be trusted: goes on with the original host for
    /// good.
    fn refuse_host(&mut self) -> UploadAction {
        self.abandon_host();
        self.session.host_refused = true;
        self.proceed()
    }

    fn abandon_host(&mut self) {
        (self.session.host, self.session.host_trouble) = (None, None);
        (self.is_connected, self.is_challenged) = (false, false);
    }

    fn url(&self) -> Url {
        match &self.session.host {
            Some(host) => address::on_host(&self.target.remote, host),
            None => self.target.remote.clone(),
        }
    }

    fn is_untrusted(&self) -> bool {
        address::is_untrusted(&self.target.remote, &self.url())
    }
}

fn is_our_protocol(guid: &str) -> bool {
    let bare = |guid: &str| guid.trim_matches(['{', '}']).to_ascii_lowercase();
    bare(guid) == bare(PROTOCOL)
}

#[cfg(test)]
mod tests;
