//! What libcurl calls while a transfer runs: reads the head, decides, and puts the body into the
//! file.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::c_void;
use std::io;
use std::rc::Rc;

use curl::easy::{Handler, WriteError};
use url::Url;

use crate::abi;
use crate::engine::model::error::Failure;
use crate::engine::model::version::Version;
use crate::engine::platform;
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::failure;
use crate::engine::transfer::response::{RangeRequest, Response, Verdict};
use crate::engine::transfer::sink::Sink;

pub type EventQueue = Rc<RefCell<VecDeque<(TransferId, TransferEvent)>>>;

/// An unwanted body up to this size is read to its end, so that the connection lives on.
const MAX_IGNORED_BODY: usize = 64 << 10;

#[derive(Default)]
pub struct FetchHandler {
    pub id: TransferId,
    pub asked: RangeRequest,
    pub sink: Sink,
    /// Of which those named `BG_SSL_*` matter.
    security_flags: u32,
    events: EventQueue,
    /// Where redirects have led us.
    final_url: Option<String>,
    /// The version last reported as started.
    version: Option<Version>,
    response: Response,
    stage: Stage,
}

#[derive(Default)]
enum Stage {
    /// Until a body comes: every head so far may be an interim one, or a round of authentication.
    #[default]
    Head,
    Body {
        end: Option<u64>,
    },
    /// The body is not for the file.
    Unwanted {
        verdict: Verdict,
        seen: usize,
    },
    Broken(Failure),
}

/// How a request ended.
pub enum ResponseOutcome {
    /// All that is wanted is there.
    Done,
    /// All that this answer promised is there, and more of the file is wanted.
    Partial,
    Restart,
    Redirect {
        status: u32,
        location: String,
    },
    Failed(Failure),
}

impl FetchHandler {
    pub fn new(
        id: TransferId,
        asked: RangeRequest,
        sink: Sink,
        security_flags: u32,
        events: EventQueue,
    ) -> FetchHandler {
        FetchHandler {
            id,
            asked,
            sink,
            security_flags,
            events,
            ..FetchHandler::default()
        }
    }

    /// Asks for what is beyond the bytes that we hold.
    pub fn go_on(&mut self) {
        self.asked.version = self.version.clone().unwrap_or_default();
        self.asked.ask_from(self.sink.written());
        self.rearm();
    }

    /// Asks from the beginning.
    pub fn start_over(&mut self) {
        self.asked.ask_from(0);
        self.rearm();
    }

    /// Asks somewhere else.
    pub fn move_to(&mut self, url: &Url) {
        self.final_url = Some(url.to_string());
        self.rearm();
    }

    fn rearm(&mut self) {
        self.response = Response::default();
        self.stage = Stage::Head;
    }

    /// The answer is over; `error` is what libcurl had to complain of.
    pub fn finish(&mut self, error: Option<Failure>) -> ResponseOutcome {
        if matches!(self.stage, Stage::Head) {
            match error {
                Some(failure) => return ResponseOutcome::Failed(failure),
                None => self.decide(),
            }
        }
        let flushed = self.sink.flush();
        match std::mem::take(&mut self.stage) {
            Stage::Broken(failure) => ResponseOutcome::Failed(failure),
            Stage::Unwanted { verdict, .. } => match verdict {
                Verdict::Restart => ResponseOutcome::Restart,
                Verdict::Redirect(location) => ResponseOutcome::Redirect {
                    status: self.response.status,
                    location,
                },
                Verdict::Fail(failure) => ResponseOutcome::Failed(failure),
                Verdict::Empty(_) | Verdict::Take { .. } => ResponseOutcome::Done,
            },
            Stage::Head | Stage::Body { .. } if flushed.is_err() => ResponseOutcome::Failed(
                flushed.map_or_else(|error| failure::local(&error), |()| failure::cut_short()),
            ),
            Stage::Body { end } => self.measure(end, error),
            Stage::Head => ResponseOutcome::Failed(failure::cut_short()),
        }
    }

    fn measure(&self, end: Option<u64>, error: Option<Failure>) -> ResponseOutcome {
        let total = self
            .version
            .as_ref()
            .and_then(|version| self.asked.total(version.size));
        match (error, end) {
            (Some(failure), _) => ResponseOutcome::Failed(failure),
            (None, Some(end)) if self.sink.written() < end => {
                ResponseOutcome::Failed(failure::cut_short())
            }
            (None, _) if total.is_some_and(|total| self.sink.written() < total) => {
                ResponseOutcome::Partial
            }
            (None, _) => ResponseOutcome::Done,
        }
    }

    /// The answer's head is complete.
    fn decide(&mut self) {
        self.stage = match self.response.judge(&self.asked) {
            Verdict::Take {
                offset,
                end,
                version,
            } => self.open(offset, end, version),
            Verdict::Empty(version) => match self.open(0, Some(0), version.clone()) {
                Stage::Body { .. } => Stage::Unwanted {
                    verdict: Verdict::Empty(version),
                    seen: 0,
                },
                broken => broken,
            },
            verdict => Stage::Unwanted { verdict, seen: 0 },
        }
    }

    fn open(&mut self, offset: u64, end: Option<u64>, version: Version) -> Stage {
        if let Err(error) = self.sink.begin(offset, end) {
            return Stage::Broken(failure::local(&error));
        }
        if offset == 0 || self.version.as_ref() != Some(&version) {
            let started = TransferEvent::Started {
                offset,
                version: version.clone(),
                final_url: self.final_url.clone(),
                headers: self.response.head.clone(),
            };
            self.events.borrow_mut().push_back((self.id, started));
            self.version = Some(version);
        }
        Stage::Body { end }
    }

    /// False when the transfer is to be broken off.
    fn accept(&mut self, data: &[u8]) -> bool {
        match &mut self.stage {
            Stage::Body { end: Some(end) } if self.sink.received() + data.len() as u64 > *end => {
                self.stage = Stage::Broken(failure::unusable(abi::BG_E_INVALID_SERVER_RESPONSE));
                false
            }
            Stage::Body { .. } => {
                let written: io::Result<()> = self.sink.write(data);
                if let Err(error) = &written {
                    self.stage = Stage::Broken(failure::local(error));
                }
                written.is_ok()
            }
            Stage::Unwanted { seen, .. } => {
                *seen += data.len();
                *seen <= MAX_IGNORED_BODY
            }
            Stage::Head | Stage::Broken(_) => false,
        }
    }
}

impl Handler for FetchHandler {
    fn ssl_ctx(&mut self, context: *mut c_void) -> Result<(), curl::Error> {
        platform::curl::set_certificate_rules(context, self.security_flags);
        Ok(())
    }

    fn header(&mut self, line: &[u8]) -> bool {
        if matches!(self.stage, Stage::Head) {
            self.response.line(line);
        }
        true
    }

    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        if matches!(self.stage, Stage::Head) {
            self.decide();
        }
        Ok(if self.accept(data) { data.len() } else { 0 })
    }
}
