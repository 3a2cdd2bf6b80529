//! Handler of a fetch: libcurl calls it while the response is received.
//!
//! A handler serves the requests of one fetch, one after the other. For each response it collects
//! the head, evaluates it when the body begins (only then it is known not to be an interim head or
//! a round of authentication), and passes the body to the sink or discards it. The network reads
//! the [`ResponseOutcome`] when libcurl has ended the request.

use std::ffi::c_void;
use std::time::Duration;

use curl::easy::{Handler, WriteError};

use crate::abi;
use crate::engine::model::cause::Cause;
use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::version::{Attempts, Comparison, Version};
use crate::engine::platform;
use crate::engine::platform::tls::CertificateWatch;
use crate::engine::transfer::event::{EventQueue, TransferEvent, TransferId};
use crate::engine::transfer::failure;
use crate::engine::transfer::inactivity::InactivityTimer;
use crate::engine::transfer::proxy_challenge::ProxyChallenge;
use crate::engine::transfer::range_request::{Form, RangeRequest};
use crate::engine::transfer::request_config::Timeouts;
use crate::engine::transfer::response::{Response, Verdict};
use crate::engine::transfer::sink::Sink;

/// Longest body, in bytes, that is read and discarded so that the connection can be used again. For
/// a longer one it is cheaper to close the connection.
const MAX_DISCARDED_BODY: usize = 64 << 10;

/// Handler of a fetch.
#[derive(Default)]
pub struct FetchHandler {
    pub id: TransferId,
    /// Part of the remote file that the current request asks for.
    pub request: RangeRequest,
    pub sink: Sink,
    /// Security flags of the job, of which the `BG_SSL_*` flags are used.
    security_flags: u32,
    events: EventQueue,
    /// URL that the redirects led to; `None` if there was no redirect.
    pub final_url: Option<String>,
    /// Version in the [`TransferEvent::Started`] that was reported last.
    version: Option<Version>,
    /// Attempts that it reported.
    attempts: Attempts,
    /// Watch on the handshake of the last connection that was made.
    pub certificate_watch: CertificateWatch,
    timeouts: Timeouts,
    /// Time in which nothing was received.
    pub inactivity: InactivityTimer,
    /// Number of bytes of heads and bodies that were received.
    received: u64,
    /// Challenge of a proxy that the network answers; it sets it for each request.
    pub challenge: ProxyChallenge,
    /// Head of the current response.
    response: Response,
    stage: Stage,
}

/// Stage of the current response.
#[derive(Default)]
enum Stage {
    /// The head is received. It stays at this stage until a body begins or the request ends,
    /// because a head may be an interim response or a round of authentication.
    #[default]
    Head,
    /// The body is written to the sink.
    Body {
        /// Number of bytes of the body that are dropped before.
        skip: u64,
        /// Position of the sink at which the wanted bytes end, if known.
        end: Option<u64>,
        /// The body has further bytes, which are not wanted.
        has_surplus: bool,
    },
    /// The body is discarded; `discarded` is the number of its bytes so far.
    Discard { verdict: Verdict, discarded: usize },
    /// The transfer has failed on this side.
    Failed(Failure),
}

/// Outcome of one request of a fetch.
pub enum ResponseOutcome {
    /// The local file has all bytes that the fetch is for.
    Done,
    /// The body has no length and ended with the encrypted connection, which the server did not
    /// announce (`close_notify`): it is not known whether the body is complete.
    Unclosed,
    /// The response was complete, but further parts of the remote file are needed.
    Partial,
    /// The local bytes are of no use: the fetch has to start over. `is_different`: the remote file
    /// has another version; otherwise that is not proven.
    Restart {
        is_different: bool,
    },
    /// A plainer request may succeed.
    Plainer(Form),
    /// The server redirects to `location`, which may be relative.
    Redirect {
        status: u32,
        location: String,
    },
    Failed(Failure),
}

impl FetchHandler {
    pub fn new(
        id: TransferId,
        request: RangeRequest,
        sink: Sink,
        security_flags: u32,
        timeouts: Timeouts,
        events: EventQueue,
    ) -> FetchHandler {
        FetchHandler {
            id,
            request,
            sink,
            security_flags,
            timeouts,
            events,
            ..FetchHandler::default()
        }
    }

    /// Prepares a request for what follows the bytes that are present.
    pub fn prepare_next_part(&mut self) {
        let version = self.version.clone().unwrap_or_default();
        self.request.continue_after(version, self.sink.written());
        self.reset_response();
    }

    /// Prepares a request from the beginning, or from the bytes that are present if a response of
    /// an unproven version may follow them.
    pub fn prepare_restart(&mut self, is_different: bool) {
        self.request.end_attempt(is_different, self.sink.written());
        self.request.restart();
        self.reset_response();
    }

    /// Prepares the same request in another form.
    pub fn prepare_form(&mut self, form: Form) {
        self.request.set_form(form);
        self.reset_response();
    }

    /// Prepares the same request for the target of a redirect.
    pub fn prepare_redirect(&mut self, url: &HttpUrl) {
        self.final_url = Some(url.to_string());
        self.reset_response();
    }

    /// Returns the status of the current response; 0 before its head.
    pub fn status(&self) -> u32 {
        self.response.status
    }

    /// Returns the limit for the time in which nothing is received. The response begins with the
    /// first head that is neither an interim one nor a challenge, which libcurl answers by itself.
    fn inactivity_limit(&self) -> Duration {
        match self.response.status {
            0..=199 | 401 | 407 => self.timeouts.first_byte,
            _ => self.timeouts.inactivity,
        }
    }

    /// Prepares for another response to the same request.
    pub fn reset_response(&mut self) {
        self.response = Response::default();
        self.stage = Stage::Head;
        self.inactivity = InactivityTimer::default();
    }

    /// Ends the current response, and returns its outcome. `error` is the error of libcurl, if it
    /// reported one.
    pub fn finish(&mut self, error: Option<Failure>) -> ResponseOutcome {
        if matches!(self.stage, Stage::Head) {
            match error {
                Some(failure) => return ResponseOutcome::Failed(failure),
                None => self.evaluate_head(),
            }
        }
        let flushed = self.sink.flush();
        match std::mem::take(&mut self.stage) {
            Stage::Failed(failure) => ResponseOutcome::Failed(failure),
            Stage::Discard { verdict, .. } => match verdict {
                Verdict::Restart { is_different } => ResponseOutcome::Restart { is_different },
                Verdict::Plainer(form) => ResponseOutcome::Plainer(form),
                Verdict::Redirect(location) => ResponseOutcome::Redirect {
                    status: self.response.status,
                    location,
                },
                Verdict::Fail(failure) => ResponseOutcome::Failed(failure),
                Verdict::Empty(_) | Verdict::Complete | Verdict::Take { .. } => {
                    ResponseOutcome::Done
                }
            },
            Stage::Head | Stage::Body { .. } if flushed.is_err() => {
                ResponseOutcome::Failed(flushed.map_or_else(
                    |error| failure::local(&error),
                    |()| failure::connection_lost(),
                ))
            }
            Stage::Body { skip, .. } if skip > 0 => {
                ResponseOutcome::Failed(error.unwrap_or_else(failure::connection_lost))
            }
            Stage::Body {
                end, has_surplus, ..
            } => {
                // The request was ended at the first byte that is not wanted.
                let has_all = has_surplus && end == Some(self.sink.written());
                let ends_with_connection = end.is_none() && !self.response.is_chunked();
                match error.filter(|_| !has_all) {
                    Some(Failure {
                        cause: Cause::TlsTruncation,
                        ..
                    }) if ends_with_connection => ResponseOutcome::Unclosed,
                    error => self.body_outcome(end, error),
                }
            }
            Stage::Head => ResponseOutcome::Failed(failure::connection_lost()),
        }
    }

    /// Compares the bytes that are present with those that the response announced and those that
    /// the fetch is for.
    fn body_outcome(&self, end: Option<u64>, error: Option<Failure>) -> ResponseOutcome {
        let size = self.version.as_ref().and_then(|version| version.size);
        let written = self.sink.written();
        match (error, end) {
            (Some(failure), _) => ResponseOutcome::Failed(failure),
            (None, Some(end)) if written < end => {
                ResponseOutcome::Failed(failure::connection_lost())
            }
            (None, _) if self.request.is_partial(self.response.status, size, written) => {
                ResponseOutcome::Partial
            }
            (None, _) => ResponseOutcome::Done,
        }
    }

    /// Evaluates the complete head of the response.
    fn evaluate_head(&mut self) {
        self.stage = match self.response.evaluate(&self.request) {
            Verdict::Take {
                offset,
                skip,
                end,
                has_surplus,
                version,
            } => match self.begin_body(offset, end, version) {
                Ok(()) => Stage::Body {
                    skip,
                    end,
                    has_surplus,
                },
                Err(failure) => Stage::Failed(failure),
            },
            Verdict::Empty(version) => match self.begin_body(0, Some(0), version.clone()) {
                Ok(()) => Stage::Discard {
                    verdict: Verdict::Empty(version),
                    discarded: 0,
                },
                Err(failure) => Stage::Failed(failure),
            },
            verdict => Stage::Discard {
                verdict,
                discarded: 0,
            },
        }
    }

    /// Prepares the sink for a body, and reports [`TransferEvent::Started`] if the bytes begin anew
    /// or belong to another version or attempt.
    fn begin_body(
        &mut self,
        offset: u64,
        end: Option<u64>,
        version: Version,
    ) -> Result<(), Failure> {
        if offset < self.request.offset {
            let comparison = version.compare(&self.request.version);
            self.request
                .end_attempt(comparison == Comparison::Different, self.sink.written());
        }
        self.sink
            .begin(offset, end)
            .map_err(|error| failure::local(&error))?;
        let attempts = self.request.attempts;
        if offset == 0 || self.version.as_ref() != Some(&version) || self.attempts != attempts {
            let started = TransferEvent::Started {
                offset,
                version: version.clone(),
                attempts,
                headers: self.response.head.clone(),
            };
            self.events.borrow_mut().push_back((self.id, started));
            self.version = Some(version);
            self.attempts = attempts;
        }
        Ok(())
    }

    /// Takes bytes of the body. Returns whether libcurl is to continue with the request.
    fn take_body(&mut self, data: &[u8]) -> bool {
        match &mut self.stage {
            Stage::Body {
                skip,
                end,
                has_surplus,
            } => {
                let skipped = usize::try_from(*skip).map_or(data.len(), |all| all.min(data.len()));
                *skip -= skipped as u64;
                let data = &data[skipped..];
                let room = end.map_or(u64::MAX, |end| end - self.sink.received());
                let wanted = usize::try_from(room).map_or(data.len(), |all| all.min(data.len()));
                if wanted < data.len() && !*has_surplus {
                    self.stage = Stage::Failed(failure::unusable_response(
                        abi::BG_E_INVALID_SERVER_RESPONSE,
                    ));
                    return false;
                }
                if let Err(error) = self.sink.write(&data[..wanted]) {
                    self.stage = Stage::Failed(failure::local(&error));
                    return false;
                }
                wanted == data.len()
            }
            Stage::Discard { discarded, .. } => {
                *discarded += data.len();
                *discarded <= MAX_DISCARDED_BODY
            }
            Stage::Head | Stage::Failed(_) => false,
        }
    }
}

impl Handler for FetchHandler {
    fn ssl_ctx(&mut self, context: *mut c_void) -> Result<(), curl::Error> {
        platform::curl::set_certificate_rules(context, self.security_flags);
        self.certificate_watch = CertificateWatch::start(context);
        Ok(())
    }

    fn header(&mut self, line: &[u8]) -> bool {
        self.received += line.len() as u64;
        if matches!(self.stage, Stage::Head) {
            self.response.add_line(line);
        }
        !self.challenge.is_complete(&self.response, line)
    }

    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        self.received += data.len() as u64;
        if matches!(self.stage, Stage::Head) {
            self.evaluate_head();
        }
        // A number that differs from the length makes libcurl end the request.
        Ok(if self.take_body(data) { data.len() } else { 0 })
    }

    /// Ends a request whose response does not begin, or does not continue, in time.
    fn progress(&mut self, _: f64, _: f64, _: f64, _: f64) -> bool {
        let limit = self.inactivity_limit();
        !self.inactivity.has_expired(self.received, limit)
    }
}
