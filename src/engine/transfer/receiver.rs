//! What libcurl calls while a transfer runs: reads the head, decides, and puts the body into the
//! file.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::c_void;
use std::io;
use std::rc::Rc;

use curl::easy::{Handler, WriteError};
use url::Url;

use super::response::{Asked, Response, Verdict};
use super::sink::Sink;
use super::{Event, TransferId, Version, failure};
use crate::abi;
use crate::engine::{Failure, os};

pub type Events = Rc<RefCell<VecDeque<(TransferId, Event)>>>;

/// An unwanted body up to this size is read to its end, so that the connection lives on.
const TOLERATED: usize = 64 << 10;

#[derive(Default)]
pub struct Receiver {
    pub id: TransferId,
    pub asked: Asked,
    pub sink: Sink,
    /// Of which those named `BG_SSL_*` matter.
    security_flags: u32,
    events: Events,
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
pub enum Outcome {
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

impl Receiver {
    pub fn new(
        id: TransferId,
        asked: Asked,
        sink: Sink,
        security_flags: u32,
        events: Events,
    ) -> Receiver {
        Receiver {
            id,
            asked,
            sink,
            security_flags,
            events,
            ..Receiver::default()
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
    pub fn conclude(&mut self, error: Option<Failure>) -> Outcome {
        if matches!(self.stage, Stage::Head) {
            match error {
                Some(failure) => return Outcome::Failed(failure),
                None => self.decide(),
            }
        }
        let flushed = self.sink.flush();
        match std::mem::take(&mut self.stage) {
            Stage::Broken(failure) => Outcome::Failed(failure),
            Stage::Unwanted { verdict, .. } => match verdict {
                Verdict::Restart => Outcome::Restart,
                Verdict::Redirect(location) => Outcome::Redirect {
                    status: self.response.status,
                    location,
                },
                Verdict::Fail(failure) => Outcome::Failed(failure),
                Verdict::Empty(_) | Verdict::Take { .. } => Outcome::Done,
            },
            Stage::Head | Stage::Body { .. } if flushed.is_err() => Outcome::Failed(
                flushed.map_or_else(|error| failure::local(&error), |()| failure::cut_short()),
            ),
            Stage::Body { end } => self.measure(end, error),
            Stage::Head => Outcome::Failed(failure::cut_short()),
        }
    }

    fn measure(&self, end: Option<u64>, error: Option<Failure>) -> Outcome {
        let total = self
            .version
            .as_ref()
            .and_then(|version| self.asked.total(version.size));
        match (error, end) {
            (Some(failure), _) => Outcome::Failed(failure),
            (None, Some(end)) if self.sink.written() < end => Outcome::Failed(failure::cut_short()),
            (None, _) if total.is_some_and(|total| self.sink.written() < total) => Outcome::Partial,
            (None, _) => Outcome::Done,
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
            let started = Event::Started {
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
                *seen <= TOLERATED
            }
            Stage::Head | Stage::Broken(_) => false,
        }
    }
}

impl Handler for Receiver {
    fn ssl_ctx(&mut self, context: *mut c_void) -> Result<(), curl::Error> {
        os::curl::set_certificate_rules(context, self.security_flags);
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
