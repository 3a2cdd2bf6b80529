//! One request with a part of a local file as its body, and the head of the answer to it.

use std::ffi::c_void;
use std::fs::File;
use std::io::SeekFrom;
use std::net::IpAddr;
use std::ops::Range;
use std::os::fd::RawFd;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use curl::easy::{Easy2, Handler, HttpVersion, ReadError, SeekResult, WriteError};
use curl::multi::{Easy2Handle, Multi};
use libc::c_ulong;
use url::{Origin, Url};

use crate::abi::BG_E_LOCAL_FILE_CHANGED;
use crate::engine::model::error::Failure;
use crate::engine::platform;
use crate::engine::platform::curl::RequestGuard;
use crate::engine::transfer::diagnosis::diagnose;
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::HttpOptions;
use crate::engine::transfer::request_config::{RequestConfig, Timeouts};
use crate::engine::transfer::response::Response;
use crate::engine::transfer::response_head::{Headers, HttpResponseHead};

/// As much as libcurl takes from a body at once; more than this it does not allow.
const SEND_BUFFER: usize = 2 << 20;
/// A longer head is no answer.
const MAX_HEAD: usize = 64 << 10;
/// A body after the head is of no interest; up to this size it is read, so that the connection
/// lives on.
const MAX_IGNORED_BODY: usize = 64 << 10;
/// Handles kept for the next exchange of the same job.
const SPARE_HANDLES: usize = 8;

/// An HTTP request whose body is a part of a local file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: &'static str,
    pub url: Url,
    /// Headers of this request, beside those that every request has.
    pub headers: Vec<(&'static str, String)>,
    /// Byte range of the local file that is the body; empty for a request without a body.
    pub body: Range<u64>,
    /// The server chose the host of the URL. The caller then uses
    /// [`HttpOptions::for_untrusted_host`].
    pub untrusted: bool,
    /// The request must not reach the server twice: when the connection breaks under it, it is
    /// reported and not repeated. It uses the connection of the exchange before it, unless the
    /// server has closed that connection.
    pub once: bool,
}

/// An HTTP request, the file that its body comes from, and the options of its job.
#[derive(Clone)]
pub struct Exchange {
    pub request: HttpRequest,
    pub file: Option<Arc<File>>,
    /// A job uses one value for all its exchanges: the connection's authentication is cached with
    /// it.
    pub options: Arc<HttpOptions>,
}

/// The exchanges under way.
#[derive(Default)]
pub struct Exchanges {
    running: Vec<(TransferId, Easy2Handle<ExchangeHandler>)>,
    spare: Vec<Easy2<ExchangeHandler>>,
}

impl Exchanges {
    pub fn start(
        &mut self,
        multi: &Multi,
        id: TransferId,
        exchange: Exchange,
        timeouts: Timeouts,
    ) -> Result<(), Failure> {
        let mut easy = self.take_spare(&exchange);
        prepare(&mut easy, &exchange, timeouts)?;
        easy.get_mut().begin(exchange, timeouts);
        let mut handle = multi.add2(easy).map_err(|_| failure::UNEXPECTED)?;
        handle
            .set_token(id.0 as usize)
            .map_err(|error| failure::curl(error.code()))?;
        self.running.push((id, handle));
        Ok(())
    }

    /// Deals with an exchange that libcurl has ended; `None` when it is none of ours.
    pub fn finish(
        &mut self,
        multi: &Multi,
        id: TransferId,
        result: &Result<(), curl::Error>,
    ) -> Option<TransferEvent> {
        let socket = self.socket(id);
        let mut easy = self.remove(multi, id)?;
        if let Some(auth) = &mut easy.get_mut().auth {
            auth.socket = socket;
        }
        let begun = easy.request_size().is_ok_and(|bytes| bytes > 0);
        let failure = result.as_ref().err().map(|error| match error.code() {
            code if begun && MALFORMED_RESPONSE.contains(&code) => failure::invalid_answer(),
            _ => diagnose(&easy, error),
        });
        let event = easy.get_ref().finish(failure, begun);
        if matches!(&event, TransferEvent::Answered(answer) if !matches!(answer.status, 401 | 407))
        {
            learn_schemes(&mut easy);
        }
        self.keep_spare(easy);
        Some(event)
    }

    /// Breaks an exchange off; false when it is none of ours.
    pub fn stop(&mut self, multi: &Multi, id: TransferId) -> bool {
        self.remove(multi, id).is_some()
    }

    /// Bytes of the body handed to the network so far.
    pub fn sent(&self, id: TransferId) -> Option<u64> {
        Some(self.find(id)?.1.get_ref().sent)
    }

    /// The servers that the exchanges are connected to.
    pub fn peers(&self) -> impl Iterator<Item = (TransferId, Option<IpAddr>)> + '_ {
        self.running
            .iter()
            .map(|(id, handle)| (*id, platform::curl::peer(handle)))
    }

    /// The socket that an exchange uses, while it has one.
    pub fn socket(&self, id: TransferId) -> Option<RawFd> {
        platform::curl::socket(&self.find(id)?.1)
    }

    /// Caps what an exchange sends, in bytes a second: the system paces its socket, where it can.
    /// libcurl counts by the second, begins anew with every exchange, and sleeps on when the cap is
    /// lifted.
    pub fn limit(&mut self, id: TransferId, bytes_per_second: Option<u64>) {
        let running = self.running.iter_mut().find(|(running, _)| *running == id);
        if let Some((_, handle)) =
            running.filter(|(_, handle)| handle.get_ref().limit != bytes_per_second)
        {
            if !platform::socket::CAN_PACE {
                platform::curl::limit_sending(handle, bytes_per_second.unwrap_or(0));
            }
            handle.get_mut().limit = bytes_per_second;
            self.pace();
        }
    }

    /// Lets the sockets send evenly what their exchanges may. A socket keeps that for the exchanges
    /// that use it later.
    pub fn pace(&mut self) {
        for (_, handle) in &mut self.running {
            let wanted =
                platform::curl::socket(handle).map(|socket| (socket, handle.get_ref().limit));
            if let Some((socket, limit)) = wanted.filter(|_| handle.get_ref().paced != wanted) {
                platform::socket::pace_sending(socket, limit);
                handle.get_mut().paced = wanted;
            }
        }
    }

    fn find(&self, id: TransferId) -> Option<&(TransferId, Easy2Handle<ExchangeHandler>)> {
        self.running.iter().find(|(running, _)| *running == id)
    }

    fn remove(&mut self, multi: &Multi, id: TransferId) -> Option<Easy2<ExchangeHandler>> {
        let at = self
            .running
            .iter()
            .position(|(running, _)| *running == id)?;
        let (_, handle) = self.running.swap_remove(at);
        multi
            .remove2(handle)
            .inspect_err(|error| log::error!("an exchange is stuck: {error}"))
            .ok()
    }

    /// The handle that served this job before knows how the server wants to be authenticated to.
    fn take_spare(&mut self, exchange: &Exchange) -> Easy2<ExchangeHandler> {
        let known = |easy: &Easy2<ExchangeHandler>| easy.get_ref().serves(exchange);
        match self.spare.iter().position(known) {
            Some(at) => self.spare.swap_remove(at),
            None => Easy2::new(ExchangeHandler::default()),
        }
    }

    fn keep_spare(&mut self, mut easy: Easy2<ExchangeHandler>) {
        easy.get_mut().rest();
        if self.spare.len() == SPARE_HANDLES {
            self.spare.remove(0);
        }
        self.spare.push(easy);
    }
}

fn prepare(
    easy: &mut Easy2<ExchangeHandler>,
    exchange: &Exchange,
    timeouts: Timeouts,
) -> Result<(), Failure> {
    let request = RequestConfig {
        url: &exchange.request.url,
        trusted: true,
        headers: exchange
            .request
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .chain(["Expect:".to_owned()])
            .collect(),
        options: &exchange.options,
        timeouts: Timeouts {
            silence: timeouts.answer(),
            ..timeouts
        },
        limit: None,
    };
    let set = |easy: &mut Easy2<ExchangeHandler>| {
        let fresh = exchange.request.once && !guard_against_repetition(easy);
        easy.fresh_connect(fresh)?;
        easy.upload(true)?;
        easy.custom_request(exchange.request.method)?;
        easy.in_filesize(exchange.request.body.end - exchange.request.body.start)?;
        easy.upload_buffer_size(SEND_BUFFER)?;
        easy.http_version(HttpVersion::V11)?;
        easy.progress(true)
    };
    set(easy).map_err(|error| failure::curl(error.code()))?;
    request.write_to(easy)?;
    // Asked once is asked for good: a large body need not go out again to hear the same challenge.
    let schemes = easy
        .get_ref()
        .auth
        .as_ref()
        .map_or([0; 2], |auth| auth.schemes);
    for (proxy, scheme) in [false, true]
        .into_iter()
        .zip(schemes)
        .filter(|(_, scheme)| *scheme != 0)
    {
        platform::curl::repeat_auth(easy, proxy, scheme);
    }
    Ok(())
}

/// Makes sure that libcurl does not repeat a request, and says whether it may use a connection that
/// was used before: libcurl looks at most once a second whether one that it keeps is still open.
fn guard_against_repetition(easy: &mut Easy2<ExchangeHandler>) -> bool {
    let is_guarded = platform::curl::guard_requests(easy);
    let auth = easy.get_ref().auth.as_ref();
    let is_open = auth
        .and_then(|auth| auth.socket)
        .is_some_and(platform::socket::is_idle);
    is_guarded && is_open
}

fn learn_schemes(easy: &mut Easy2<ExchangeHandler>) {
    let used = [false, true].map(|proxy| platform::curl::used_auth(easy, proxy));
    if let Some(auth) = &mut easy.get_mut().auth {
        auth.schemes = used;
    }
}

/// What libcurl makes of an answer that is none.
const MALFORMED_RESPONSE: [curl_sys::CURLcode; 3] = [
    curl_sys::CURLE_UNSUPPORTED_PROTOCOL, // no status line
    8,                                    // CURLE_WEIRD_SERVER_REPLY
    100,                                  // CURLE_TOO_LARGE
];

/// Whom a handle serves, and what it has learnt of them.
struct AuthCache {
    options: Arc<HttpOptions>,
    origin: Origin,
    /// How the server and the proxy wanted to be authenticated to; 0: not yet.
    schemes: [c_ulong; 2],
    /// The socket of the last exchange, which libcurl may have closed since.
    socket: Option<RawFd>,
}

/// What libcurl calls while an exchange runs.
#[derive(Default)]
struct ExchangeHandler {
    auth: Option<AuthCache>,
    file: Option<Arc<File>>,
    body: Range<u64>,
    once: bool,
    /// A request went out.
    requested: bool,
    /// Bytes of the body read.
    sent: u64,
    /// Bytes a second it may send, and what its socket was last told of that.
    limit: Option<u64>,
    paced: Option<(RawFd, Option<u64>)>,
    timeouts: Timeouts,
    begun: Option<Instant>,
    /// What libcurl has sent, and since when it has sent no more.
    progress: Option<(f64, Instant)>,
    response: Response,
    /// Bytes after the head.
    seen: usize,
    broken: Option<Failure>,
}

impl AuthCache {
    fn belongs_to(&self, exchange: &Exchange) -> bool {
        Arc::ptr_eq(&self.options, &exchange.options)
            && self.origin == exchange.request.url.origin()
    }
}

impl ExchangeHandler {
    /// Makes a rested exchanger ready.
    fn begin(&mut self, exchange: Exchange, timeouts: Timeouts) {
        self.auth.get_or_insert_with(|| AuthCache {
            options: exchange.options,
            origin: exchange.request.url.origin(),
            schemes: [0; 2],
            socket: None,
        });
        self.file = exchange.file;
        self.body = exchange.request.body;
        self.once = exchange.request.once;
        self.timeouts = timeouts;
        self.begun = Some(Instant::now());
    }

    fn serves(&self, exchange: &Exchange) -> bool {
        self.auth
            .as_ref()
            .is_some_and(|auth| auth.belongs_to(exchange))
    }

    /// Lets go of everything but what tells whom it served.
    fn rest(&mut self) {
        *self = ExchangeHandler {
            auth: self.auth.take(),
            ..ExchangeHandler::default()
        };
    }

    fn finish(&self, failure: Option<Failure>, begun: bool) -> TransferEvent {
        match (self.broken.clone(), failure) {
            (Some(failure), _) => TransferEvent::Unanswered {
                failure,
                sent: begun,
            },
            (None, Some(failure)) if !self.answered() => TransferEvent::Unanswered {
                failure,
                sent: begun,
            },
            _ => TransferEvent::Answered(HttpResponseHead {
                status: self.response.status.try_into().unwrap_or(0),
                headers: Headers::parse(&self.response.head),
                is_http_1_0: self.response.old,
                elapsed: self.begun.map_or(Duration::ZERO, |begun| begun.elapsed()),
            }),
        }
    }

    /// An answer is there though the exchange failed: a server may hang up before the whole body is
    /// out, and may say more than anybody wants to hear. A challenge is no answer, it was being
    /// met.
    fn answered(&self) -> bool {
        let head = &self.response.head;
        !matches!(self.response.status, 0..=199 | 401 | 407)
            && (head.ends_with("\n\r\n") || head.ends_with("\n\n"))
    }

    fn read_body(&self, buffer: &mut [u8]) -> Result<usize, Failure> {
        let at = self.body.start + self.sent;
        let wanted = buffer.len().min((self.body.end - at) as usize);
        let Some(file) = self.file.as_ref().filter(|_| wanted > 0) else {
            return Ok(0);
        };
        loop {
            match file.read_at(&mut buffer[..wanted], at) {
                Ok(0) => return Err(failure::local_code(BG_E_LOCAL_FILE_CHANGED)),
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failure::local(&error)),
            }
        }
    }
}

impl RequestGuard for ExchangeHandler {
    /// A request that follows another one answers a challenge; otherwise it repeats the one before,
    /// whose answer is lost. (A proxy's answers to CONNECT come before the request.)
    fn may_send(&mut self) -> bool {
        let follows = std::mem::replace(&mut self.requested, true);
        let challenge = matches!(std::mem::take(&mut self.response).status, 401 | 407);
        if self.once && follows && !challenge {
            self.broken = Some(failure::cut_short());
        }
        self.broken.is_none()
    }
}

impl Handler for ExchangeHandler {
    fn ssl_ctx(&mut self, context: *mut c_void) -> Result<(), curl::Error> {
        if let Some(auth) = &self.auth {
            platform::curl::set_certificate_rules(context, auth.options.security_flags);
        }
        Ok(())
    }

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ReadError> {
        match self.read_body(buffer) {
            Ok(read) => {
                self.sent += read as u64;
                Ok(read)
            }
            Err(failure) => {
                self.broken = Some(failure);
                Err(ReadError::Abort)
            }
        }
    }

    fn seek(&mut self, whence: SeekFrom) -> SeekResult {
        match whence {
            SeekFrom::Start(at) if at <= self.body.end - self.body.start => {
                self.sent = at;
                SeekResult::Ok
            }
            _ => SeekResult::CantSeek,
        }
    }

    fn header(&mut self, line: &[u8]) -> bool {
        if self.seen > 0 {
            return true; // a trailer
        }
        self.response.line(line);
        if self.response.head.len() > MAX_HEAD {
            self.broken = Some(failure::invalid_answer());
        }
        self.broken.is_none()
    }

    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        self.seen += data.len();
        Ok(if self.seen <= MAX_IGNORED_BODY {
            data.len()
        } else {
            0
        })
    }

    /// Called at least once a second: neither sending nor the answer may take for ever, however
    /// slowly they move.
    fn progress(&mut self, _: f64, _: f64, total: f64, sent: f64) -> bool {
        let unchanged = self.progress.filter(|(before, _)| *before == sent);
        let (_, since) = *self
            .progress
            .insert(unchanged.unwrap_or_else(|| (sent, Instant::now())));
        let timeouts = if sent < total {
            self.timeouts.sending()
        } else {
            self.timeouts.answer()
        };
        let stuck = since.elapsed() > timeouts;
        if stuck {
            self.broken = Some(failure::timeout());
        }
        !stuck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_must_go_out_once_is_not_repeated() {
        let mut exchanger = ExchangeHandler {
            once: true,
            ..ExchangeHandler::default()
        };
        assert!(exchanger.may_send());
        exchanger.header(b"HTTP/1.1 401 Unauthorized\r\n");
        assert!(exchanger.may_send(), "the answer to a challenge");
        exchanger.header(b"HTTP/1.1 200 Connection established\r\n");
        assert!(
            !exchanger.may_send(),
            "a proxy's answer on the way to a repetition"
        );
        assert!(exchanger.broken.is_some());
    }
}
