//! Handler of an exchange: libcurl calls it while a request is sent and its response is received.
//!
//! A handler serves one exchange after another and is reset in between; only its [`AuthCache`]
//! stays. It reads the body from the local file, keeps the head of the response, discards the
//! response's body, enforces the timeouts of the upload, and prevents that libcurl repeats a
//! request that must be sent once.
//! [`ExchangeSet`](crate::engine::transfer::exchange_set::ExchangeSet) owns the handlers.

use std::ffi::c_void;
use std::fs::File;
use std::io::SeekFrom;
use std::ops::Range;
use std::os::fd::RawFd;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use curl::easy::{Handler, ReadError, SeekResult, WriteError};
use libc::c_ulong;

use crate::abi::BG_E_LOCAL_FILE_CHANGED;
use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpOrigin;
use crate::engine::platform;
use crate::engine::platform::curl::RequestGuard;
use crate::engine::platform::tls::CertificateWatch;
use crate::engine::transfer::event::TransferEvent;
use crate::engine::transfer::exchange::Exchange;
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::{ConnectionGroup, HttpOptions};
use crate::engine::transfer::inactivity::InactivityTimer;
use crate::engine::transfer::proxy_challenge::ProxyChallenge;
use crate::engine::transfer::request_config::{Timeouts, proxy_schemes};
use crate::engine::transfer::response::Response;
use crate::engine::transfer::response_head::{Headers, HttpResponseHead};

/// Longest head of a response, in bytes. A longer one is rejected as malformed, so that a server
/// cannot make the client store any amount of data.
const MAX_HEAD: usize = 64 << 10;
/// Longest body of a response, in bytes, that is read and discarded so that the connection can be
/// used again. For a longer one it is cheaper to close the connection.
const MAX_DISCARDED_BODY: usize = 64 << 10;

/// Authentication that a handle has learned for one job and one server.
pub struct AuthCache {
    /// Options of the job.
    pub options: Arc<HttpOptions>,
    origin: HttpOrigin,
    /// Schemes (`CURLAUTH_*`) that the server and the proxy asked for, in this order; 0: not known.
    pub schemes: [c_ulong; 2],
    /// Socket of the last exchange. libcurl may have closed it since.
    pub socket: Option<RawFd>,
}

/// Handler of an exchange.
#[derive(Default)]
pub struct ExchangeHandler {
    /// `None` until the first exchange.
    pub auth: Option<AuthCache>,
    /// Number of bytes of the body that libcurl has read.
    pub sent: u64,
    /// Limit of the sending rate, in bytes per second; `None`: no limit.
    pub rate_limit: Option<u64>,
    /// Socket whose pacing rate was set last, and that rate.
    pub paced: Option<(RawFd, Option<u64>)>,
    /// File that the body comes from.
    file: Option<Arc<File>>,
    /// Byte range of the file that is the body.
    body: Range<u64>,
    /// The request must not be repeated.
    must_not_repeat: bool,
    /// A request of this exchange has been sent.
    has_sent_request: bool,
    timeouts: Timeouts,
    /// Time at which the exchange started.
    started: Option<Instant>,
    /// Time in which libcurl has sent nothing.
    pub inactivity: InactivityTimer,
    /// Watch on the handshake of the last connection that was made.
    pub certificate_watch: CertificateWatch,
    /// Challenge of a proxy that the exchanges answer.
    pub challenge: ProxyChallenge,
    /// Head of the current response.
    response: Response,
    /// Number of bytes of the response's body that were discarded.
    discarded: usize,
    /// Failure on this side, which takes precedence over the error of libcurl.
    failure: Option<Failure>,
}

impl AuthCache {
    fn belongs_to(&self, exchange: &Exchange) -> bool {
        Arc::ptr_eq(&self.options, &exchange.options)
            && self.origin == exchange.request.url.origin()
    }
}

impl ExchangeHandler {
    /// Prepares a new handler, or one that was reset, for an exchange.
    pub fn begin(&mut self, exchange: Exchange, timeouts: Timeouts) {
        self.challenge = ProxyChallenge::for_schemes(proxy_schemes(&exchange.options));
        self.auth.get_or_insert_with(|| AuthCache {
            options: exchange.options,
            origin: exchange.request.url.origin(),
            schemes: [0; 2],
            socket: None,
        });
        self.file = exchange.file;
        self.body = exchange.request.body;
        self.must_not_repeat = exchange.request.must_not_repeat;
        self.timeouts = timeouts;
        self.started = Some(Instant::now());
    }

    /// Returns whether the cached authentication is for the job and the server of an exchange.
    pub fn serves(&self, exchange: &Exchange) -> bool {
        self.auth
            .as_ref()
            .is_some_and(|auth| auth.belongs_to(exchange))
    }

    /// Returns the group of the exchanges that the handler serves.
    pub fn group(&self) -> Option<ConnectionGroup> {
        self.auth.as_ref()?.options.connections
    }

    /// Drops everything except the cached authentication.
    pub fn reset(&mut self) {
        *self = ExchangeHandler {
            auth: self.auth.take(),
            ..ExchangeHandler::default()
        };
    }

    /// Returns the status of the current response; 0 before its head.
    pub fn status(&self) -> u32 {
        self.response.status
    }

    /// Returns whether the request may be sent again if the server had given up its connection. A
    /// server of the upload protocol that answers 408 means the application behind it.
    pub fn may_be_repeated(&self) -> bool {
        let has_answered = Headers::parse(&self.response.head)
            .get("BITS-Packet-Type")
            .is_some();
        !self.must_not_repeat && !has_answered
    }

    /// Prepares for the same request on another connection.
    pub fn prepare_repetition(&mut self) {
        self.sent = 0;
        self.has_sent_request = false;
        self.response = Response::default();
        self.discarded = 0;
        self.inactivity = InactivityTimer::default();
    }

    /// Returns the event that ends the exchange. `failure` is the error of libcurl; `sent`: a part
    /// of the request may have reached the server.
    pub fn finish(&self, failure: Option<Failure>, sent: bool) -> TransferEvent {
        match (self.failure.clone(), failure) {
            (Some(failure), _) => TransferEvent::NoResponse { failure, sent },
            (None, Some(failure)) if !self.has_response() => {
                TransferEvent::NoResponse { failure, sent }
            }
            _ => TransferEvent::Response(HttpResponseHead {
                status: self.response.status.try_into().unwrap_or(0),
                headers: Headers::parse(&self.response.head),
                is_http_1_0: self.response.is_http_1_0,
                elapsed: self
                    .started
                    .map_or(Duration::ZERO, |started| started.elapsed()),
            }),
        }
    }

    /// Returns whether there is a response although libcurl reports an error: a server may close
    /// the connection before it has read the whole body, and its own body may be too long. An
    /// authentication challenge is no response, because libcurl was about to answer it.
    fn has_response(&self) -> bool {
        let head = &self.response.head;
        !matches!(self.response.status, 0..=199 | 401 | 407)
            && (head.ends_with("\n\r\n") || head.ends_with("\n\n"))
    }

    /// Reads the next bytes of the body. A file that ends before the body does has changed.
    fn read_body(&self, buffer: &mut [u8]) -> Result<usize, Failure> {
        let offset = self.body.start + self.sent;
        let wanted = buffer.len().min((self.body.end - offset) as usize);
        let Some(file) = self.file.as_ref().filter(|_| wanted > 0) else {
            return Ok(0);
        };
        loop {
            match file.read_at(&mut buffer[..wanted], offset) {
                Ok(0) => return Err(failure::local_code(BG_E_LOCAL_FILE_CHANGED)),
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failure::local(&error)),
            }
        }
    }
}

impl RequestGuard for ExchangeHandler {
    /// Returns whether libcurl may send a request. A request that follows another one either
    /// answers an authentication challenge, or repeats a request whose response was lost; a request
    /// that must be sent once may not be repeated. (The responses of a proxy to CONNECT come before
    /// the request.)
    fn may_send(&mut self) -> bool {
        let is_first = !std::mem::replace(&mut self.has_sent_request, true);
        let is_challenge = matches!(std::mem::take(&mut self.response).status, 401 | 407);
        if self.must_not_repeat && !is_first && !is_challenge {
            self.failure = Some(failure::connection_lost());
        }
        self.failure.is_none()
    }
}

impl Handler for ExchangeHandler {
    fn ssl_ctx(&mut self, context: *mut c_void) -> Result<(), curl::Error> {
        if let Some(auth) = &self.auth {
            platform::curl::set_certificate_rules(context, auth.options.security_flags);
        }
        self.certificate_watch = CertificateWatch::start(context);
        Ok(())
    }

    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ReadError> {
        match self.read_body(buffer) {
            Ok(read) => {
                self.sent += read as u64;
                Ok(read)
            }
            Err(failure) => {
                self.failure = Some(failure);
                Err(ReadError::Abort)
            }
        }
    }

    fn seek(&mut self, whence: SeekFrom) -> SeekResult {
        match whence {
            SeekFrom::Start(offset) if offset <= self.body.end - self.body.start => {
                self.sent = offset;
                SeekResult::Ok
            }
            _ => SeekResult::CantSeek,
        }
    }

    fn header(&mut self, line: &[u8]) -> bool {
        let is_trailer = self.discarded > 0;
        if is_trailer {
            return true;
        }
        self.response.add_line(line);
        if self.response.head.len() > MAX_HEAD {
            self.failure = Some(failure::malformed_response());
        }
        self.failure.is_none() && !self.challenge.is_complete(&self.response, line)
    }

    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        self.discarded += data.len();
        // A number that differs from the length makes libcurl end the request.
        Ok(if self.discarded <= MAX_DISCARDED_BODY {
            data.len()
        } else {
            0
        })
    }

    /// Ends an exchange whose body is not sent, or whose response does not come, in time. libcurl
    /// calls it at least once a second. libcurl's own low-speed limit does not suffice: a response
    /// that arrives byte by byte never falls below it.
    fn progress(&mut self, _: f64, _: f64, total: f64, sent: f64) -> bool {
        let limit = if sent < total {
            self.timeouts.sending()
        } else {
            self.timeouts.first_byte
        };
        !self.inactivity.has_expired(sent as u64, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_must_be_sent_once_is_not_repeated() {
        let mut handler = ExchangeHandler {
            must_not_repeat: true,
            ..ExchangeHandler::default()
        };
        assert!(handler.may_send());
        handler.header(b"HTTP/1.1 401 Unauthorized\r\n");
        assert!(handler.may_send(), "the request answers a challenge");
        handler.header(b"HTTP/1.1 200 Connection established\r\n");
        assert!(
            !handler.may_send(),
            "a proxy responded to CONNECT before a repetition"
        );
        assert!(handler.failure.is_some());
    }
}
