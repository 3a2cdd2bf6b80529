//! Request of a fetch: the part of the remote file that is missing, and the headers that ask for
//! it.
//!
//! [`FetchHandler`](crate::engine::transfer::fetch_handler::FetchHandler) owns the request and
//! changes it from one response to the next;
//! [`Response::evaluate`](crate::engine::transfer::response::Response::evaluate) compares it with
//! the response.

use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::version::{Attempts, Version};
use crate::engine::transfer::fetch::Fetch;

/// Part of the remote file that a request asks for.
#[derive(Clone, Default)]
pub struct RangeRequest {
    /// Number of valid local bytes; the requested part follows them.
    pub offset: u64,
    /// Version that the local bytes belong to.
    pub version: Version,
    /// Earlier attempts, if their responses did not prove their versions.
    pub attempts: Attempts,
    /// Wanted range of the remote file; `None`: the local file is complete.
    range: Option<FileRange>,
    /// Parts of the remote file that the fetch is for.
    ranges: Ranges,
    /// The fetch is for a piece of a local file that may hold other pieces.
    is_piece: bool,
    /// The local file holds other pieces.
    has_other_pieces: bool,
    /// The server must support ranges and report sizes, as BITS on Windows requires.
    is_strict: bool,
    /// Headers that the request does without.
    form: Form,
    /// The last response ended at `offset` and did not tell the size of the file.
    may_be_complete: bool,
}

/// Headers of a request for a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Form {
    /// `Range`, and `If-Range` if local bytes are held.
    #[default]
    Conditional,
    /// `Range` only.
    Unconditional,
    /// Neither: the response has the whole file.
    Whole,
}

impl RangeRequest {
    /// Returns the first request of a fetch whose local file has `valid` bytes.
    pub fn first(fetch: &Fetch, valid: u64) -> RangeRequest {
        let mut request = RangeRequest {
            version: fetch.version.clone(),
            attempts: fetch.attempts,
            ranges: fetch.ranges.clone(),
            is_piece: fetch.write_at.is_some(),
            has_other_pieces: fetch.holds_other_pieces(),
            is_strict: fetch.requires_ranges,
            ..RangeRequest::default()
        };
        if valid > 0 && !fetch.version.has_validator() {
            // No response can prove that it has the version of the local bytes.
            request.attempts.note_end(valid);
        }
        let is_usable = fetch.version.has_validator() || request.attempts.accept_unproven();
        let usable = if is_usable { valid } else { 0 };
        // If all bytes are present, the last one is requested again: the response tells whether the
        // remote file still has the same version.
        let last_byte = request
            .total(fetch.version.size)
            .map_or(u64::MAX, |total| total.saturating_sub(1));
        request.continue_from(usable.min(last_byte));
        request
    }

    /// Changes the request to the part that follows the first `offset` local bytes.
    pub fn continue_from(&mut self, offset: u64) {
        self.offset = offset;
        self.range = self.ranges.rest(offset, self.version.size);
    }

    /// Changes the request to the part that follows a response that was taken completely.
    pub fn continue_after(&mut self, version: Version, offset: u64) {
        self.may_be_complete = version.size.is_none() && offset > self.offset;
        self.version = version;
        self.form = Form::default();
        self.continue_from(offset);
    }

    /// Changes the request to another form.
    pub fn set_form(&mut self, form: Form) {
        self.form = form;
    }

    /// Ends the attempt that has received the local bytes, `valid` ones. `is_different`: the remote
    /// file has another version.
    pub fn end_attempt(&mut self, is_different: bool, valid: u64) {
        match is_different {
            true => self.attempts = Attempts::default(),
            false => self.attempts.note_end(valid),
        }
    }

    /// Changes the request to one from the beginning, unless a response of an unproven version may
    /// follow the local bytes.
    pub fn restart(&mut self) {
        self.form = Form::default();
        if !self.attempts.accept_unproven() {
            self.continue_from(0);
        }
    }

    /// Returns the next plainer form of the request; `None` if there is none that could help, or if
    /// the server must support this one.
    pub fn plainer(&self) -> Option<Form> {
        if self.is_strict {
            None
        } else if self.validator().is_some() {
            Some(Form::Unconditional)
        } else if self.sends_range() && self.is_for_all_bytes() {
            Some(Form::Whole)
        } else {
            None
        }
    }

    /// Returns whether the response must have the version of the local bytes.
    pub fn holds_bytes(&self) -> bool {
        self.offset > 0 || self.has_other_pieces
    }

    /// Returns whether the request has a `Range`. Without local bytes an ordinary request for the
    /// whole file brings the same; some servers and firewalls refuse others.
    pub fn sends_range(&self) -> bool {
        let is_needed = self.offset > 0 || self.is_strict || !self.ranges.is_whole();
        is_needed && self.form != Form::Whole && self.range.is_some()
    }

    /// Returns the value of `If-Range`; `None` if the request has none. After attempts with
    /// responses of unproven versions the client compares the versions itself.
    fn validator(&self) -> Option<&str> {
        let is_conditional = self.form == Form::Conditional
            && self.holds_bytes()
            && self.sends_range()
            && !self.attempts.accept_unproven();
        self.version.strong_validator().filter(|_| is_conditional)
    }

    /// Returns whether the fetch is for all bytes of the remote file.
    pub fn is_for_all_bytes(&self) -> bool {
        self.ranges.is_whole() || self.is_piece && self.range == Some(FileRange::to_end(0))
    }

    /// Returns the number of bytes that the fetch is for, if the remote file has `size` bytes.
    pub fn total(&self, size: Option<u64>) -> Option<u64> {
        self.ranges.total(size)
    }

    /// Returns whether the response that ended at `written` leaves bytes of the fetch missing.
    /// Without a known size only the next response tells.
    pub fn is_partial(&self, status: u32, size: Option<u64>, written: u64) -> bool {
        match self.total(size) {
            Some(total) => written < total,
            None => status == 206 && written > self.offset,
        }
    }

    /// Returns the wanted range of the remote file; `None` if the local file is complete.
    pub fn range(&self) -> Option<FileRange> {
        self.range
    }

    /// Returns the parts of the remote file that the fetch is for.
    pub fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// Returns whether the server must support ranges and report sizes.
    pub fn is_strict(&self) -> bool {
        self.is_strict
    }

    /// Returns whether the response that ended at `written` must have a validator: a further
    /// response, for the same fetch or for another piece of the file, has to prove that it has the
    /// same version.
    pub fn requires_validator(&self, status: u32, size: Option<u64>, written: u64) -> bool {
        match self.is_piece {
            true => size != Some(written),
            false => self.is_strict && self.is_partial(status, size, written),
        }
    }

    /// Returns whether the local bytes may be the whole file, whose size is not known.
    pub fn may_be_complete(&self) -> bool {
        self.may_be_complete
    }

    /// Returns the headers of the request.
    pub fn headers(&self) -> Vec<String> {
        let mut lines = vec!["Accept-Encoding: identity".to_owned()];
        let range = self.range.filter(|_| self.sends_range());
        lines.extend(range.map(|range| range.header()));
        lines.extend(self.validator().map(|tag| format!("If-Range: {tag}")));
        lines
    }
}
