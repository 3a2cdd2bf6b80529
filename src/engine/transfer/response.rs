//! Evaluation of a response: decides from its status and headers how a fetch uses the body.
//!
//! [`RangeRequest`] is the part of the remote file that a request asks for, [`Response`] collects
//! the head of the response, and [`Response::evaluate`] compares the two. The result is a
//! [`Verdict`]; this module performs no input or output.
//! [`FetchHandler`](crate::engine::transfer::fetch_handler::FetchHandler) calls it.
//!
//! Responses are read as liberally as curl reads them, and bytes go where the response says that
//! they belong: a response may begin before the wanted bytes and end behind them. *Strict* is a
//! fetch of a whole file that requires what BITS on Windows requires of a server
//! (`Fetch::requires_ranges`). *Held* bytes are those of the local file; the response must have
//! their version ([`Version::compare`]). The first row that fits decides:
//!
//! ```text
//! status   headers and request                                verdict
//! -------  -------------------------------------------------  ------------------------------------
//! 200      the job has ranges                                 as 206 for the range 0..size, with
//!                                                             BG_E_INSUFFICIENT_RANGE_SUPPORT if
//!                                                             that is not the requested range
//! 200      strict, no Content-Length                          BG_E_MISSING_FILE_SIZE
//! 200      strict, HTTP/1.0, no Accept-Ranges: bytes          BG_E_INSUFFICIENT_HTTP_SUPPORT (1)
//! 200      strict, no Accept-Ranges: bytes                    BG_E_INSUFFICIENT_RANGE_SUPPORT (1)
//! 200      the version of the held bytes, and an If-Range     Plainer
//! 200      the version of the held bytes, strict              BG_E_INSUFFICIENT_RANGE_SUPPORT
//! 200      the version of the held bytes                      Take, without the held bytes
//! 200      otherwise                                          Take from 0
//!
//! 204      no range was requested                             Empty
//!
//! 206      no Content-Range                                   BG_E_INSUFFICIENT_RANGE_SUPPORT
//! 206      Content-Range says that the file has no bytes      Empty
//! 206      Content-Range without the size of the file;        BG_E_MISSING_FILE_SIZE
//!          strict, or the job has ranges
//! 206      Content-Range contradicts itself or the            BG_E_INVALID_SERVER_RESPONSE
//!          Content-Length
//! 206      another version than that of the held bytes, or    Restart
//!          an unproven one (`Attempts`)
//! 206      a range of the job is not within the file          BG_E_INVALID_RANGE
//! 206      without the first wanted byte                      BG_E_INVALID_SERVER_RESPONSE
//! 206      no validator, and it does not have all wanted      BG_E_INSUFFICIENT_RANGE_SUPPORT
//!          bytes (strict) or all bytes of the file (a piece)
//! 206      otherwise                                          Take, without the bytes before the
//!                                                             offset and behind the range
//!
//! 301 302  Location                                           Redirect
//! 303 307  no Location                                        status
//! 308
//!
//! 416      Content-Range says that the file has no bytes      Empty (2)
//! 416      the held bytes are all of the file                 Complete
//! 416      no range was requested, and no size is given       Empty (2)
//! 416      held bytes                                         Restart (3)
//! 416      the job has ranges                                 BG_E_INVALID_RANGE
//!
//! other                                                       status
//!
//! (1) unless the file has no bytes
//! (2) if the fetch is for all bytes
//! (3) after a plainer request
//! status: Fail with the HTTP status, transient or not as `failure::http` says; Retry-After gives
//!         the delay
//! ```
//!
//! Before a fetch fails with a status or a `BG_E_*` code that is about ranges, it sends one plainer
//! request: without `If-Range`, then without `Range` ([`RangeRequest::plainer`]). Some servers and
//! firewalls refuse those headers only.

use std::ops::Range;
use std::time::{Duration, SystemTime};

use crate::abi;
use crate::engine::model::error::Failure;
use crate::engine::model::http_url;
use crate::engine::model::version::{Comparison, Version};
use crate::engine::transfer::failure;
use crate::engine::transfer::range_request::{Form, RangeRequest};

/// Statuses that do not depend on the headers of a range request.
const UNRELATED_STATUSES: [u32; 6] = [401, 404, 407, 410, 414, 451];

/// Use of a response.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The body is written to the local file from `offset` on, without its first `skip` bytes.
    /// `end` is the offset of its end, if that is known; both offsets count from the base of the
    /// sink.
    Take {
        offset: u64,
        skip: u64,
        end: Option<u64>,
        /// The body has further bytes behind `end`, which are not wanted.
        has_surplus: bool,
        version: Version,
    },
    /// The remote file exists and has no bytes.
    Empty(Version),
    /// The local file has all bytes.
    Complete,
    /// The local bytes are of no use: the fetch has to start over. `is_different`: the remote file
    /// has another version; otherwise that is not proven.
    Restart {
        is_different: bool,
    },
    /// A plainer request may succeed.
    Plainer(Form),
    /// The remote file is at this location, which may be relative.
    Redirect(String),
    Fail(Failure),
}

/// Head of a response.
#[derive(Default)]
pub struct Response {
    /// Status code; 0 before the status line, or if it has none.
    pub status: u32,
    /// The server speaks HTTP/1.0, which promises neither ranges nor lengths.
    pub is_http_1_0: bool,
    /// Head as it was received: the status line and the headers.
    pub head: String,
    /// First `Location` of the head, percent-encoded where its bytes are not printable ASCII.
    location: Option<String>,
}

impl Response {
    /// Adds a line to the head. A status line begins a new head and drops the one before, which was
    /// an interim response or a round of authentication.
    pub fn add_line(&mut self, line: &[u8]) {
        let bytes = line;
        let line = String::from_utf8_lossy(bytes);
        // Some servers write the name of the protocol in lower case, which libcurl accepts.
        let status_line = line
            .split_at_checked(5)
            .filter(|(name, _)| name.eq_ignore_ascii_case("HTTP/"));
        if let Some((_, version)) = status_line {
            let mut words = version.split_ascii_whitespace();
            self.is_http_1_0 = words.next() == Some("1.0");
            self.status = words
                .next()
                .and_then(|status| status.parse().ok())
                .unwrap_or(0);
            self.head.clear();
            self.location = None;
        }
        self.head.push_str(&line);
        self.location = self.location.take().or_else(|| location(bytes));
    }

    /// Decides the use of the response, as the table above says.
    pub fn evaluate(&self, request: &RangeRequest) -> Verdict {
        let verdict = self.evaluate_status(request);
        let may_help = match &verdict {
            Verdict::Fail(failure) => {
                !failure.transient && !UNRELATED_STATUSES.contains(&self.status)
            }
            Verdict::Restart { .. } => self.status == 416,
            _ => false,
        };
        match request.plainer().filter(|_| may_help) {
            Some(form) => Verdict::Plainer(form),
            None => verdict,
        }
    }

    fn evaluate_status(&self, request: &RangeRequest) -> Verdict {
        match self.status {
            200 => self.evaluate_200(request),
            204 if request.sends_range() => fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT),
            204 if request.is_for_all_bytes() => Verdict::Empty(self.version(Some(0))),
            206 => self.evaluate_206(request),
            301 | 302 | 303 | 307 | 308 => match &self.location {
                Some(location) => Verdict::Redirect(location.clone()),
                None => self.fail_with_status(),
            },
            416 => self.evaluate_416(request),
            _ => self.fail_with_status(),
        }
    }

    /// Evaluates a response with the whole file.
    fn evaluate_200(&self, request: &RangeRequest) -> Verdict {
        let size = self.content_length();
        let version = self.version(size);
        if !request.ranges().is_whole() {
            let mismatch = fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
            let is_wanted = |range: &Range<u64>| {
                request
                    .range()
                    .is_some_and(|wanted| wanted.starts_with(range))
            };
            let range = size.map(|size| 0..size).filter(is_wanted);
            return self.evaluate_range(request, range, version, mismatch);
        }
        if request.is_strict()
            && let Some(refused) = self.check_support(size)
        {
            return refused;
        }
        let is_held = request.offset > 0 && version.compare(&request.version) == Comparison::Same;
        if !is_held {
            return Verdict::Take {
                offset: 0,
                skip: 0,
                end: size,
                has_surplus: false,
                version,
            };
        }
        // The server ignored the range.
        match request.plainer() {
            Some(Form::Unconditional) => Verdict::Plainer(Form::Unconditional),
            _ if request.is_strict() => fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT),
            _ => Verdict::Take {
                offset: request.offset,
                skip: request.offset,
                end: size,
                has_surplus: false,
                version: version.or(&request.version),
            },
        }
    }

    /// Returns the verdict on a whole file from a server that does not do what BITS on Windows
    /// requires ("HTTP Requirements for BITS Downloads"); `None` if it does.
    fn check_support(&self, size: Option<u64>) -> Option<Verdict> {
        let has_ranges = self
            .header("accept-ranges")
            .is_some_and(|units| units.eq_ignore_ascii_case("bytes"));
        match size {
            None => Some(fail(abi::BG_E_MISSING_FILE_SIZE)),
            Some(1..) if self.is_http_1_0 && !has_ranges => {
                Some(fail(abi::BG_E_INSUFFICIENT_HTTP_SUPPORT))
            }
            Some(1..) if !has_ranges => Some(fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT)),
            Some(_) => None,
        }
    }

    /// Evaluates a response with a part of the file.
    fn evaluate_206(&self, request: &RangeRequest) -> Verdict {
        let invalid = || fail(abi::BG_E_INVALID_SERVER_RESPONSE);
        let Some(content) = self.content_range() else {
            return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
        };
        if content.total == Some(0) && request.is_for_all_bytes() {
            return Verdict::Empty(self.version(Some(0)));
        }
        if content.total.is_none() && (request.is_strict() || !request.ranges().is_whole()) {
            return fail(abi::BG_E_MISSING_FILE_SIZE);
        }
        let length = self.content_length();
        let Some(range) = content.range(length) else {
            return invalid();
        };
        if length.is_some_and(|length| length != range.end - range.start) {
            return invalid();
        }
        let version = self.version(content.total);
        self.evaluate_range(request, Some(range), version, invalid())
    }

    /// Evaluates a response that has the bytes `range` of the file; `None`: the response does not
    /// say which. `mismatch` is the verdict if it does not have the first wanted byte.
    fn evaluate_range(
        &self,
        request: &RangeRequest,
        range: Option<Range<u64>>,
        version: Version,
        mismatch: Verdict,
    ) -> Verdict {
        let version = match request.holds_bytes() {
            true => match version.compare(&request.version) {
                Comparison::Different => return Verdict::Restart { is_different: true },
                Comparison::Unproven if !request.attempts.accept_unproven() => {
                    return Verdict::Restart {
                        is_different: false,
                    };
                }
                Comparison::Unproven | Comparison::Same => version.or(&request.version),
            },
            false => version,
        };
        let size = version.size;
        if size.is_some_and(|size| !request.ranges().fit_within(size)) {
            return fail(abi::BG_E_INVALID_RANGE);
        }
        let Some((range, wanted)) = range.zip(request.range()) else {
            return mismatch;
        };
        if !range.contains(&wanted.offset()) {
            return mismatch;
        }
        let wanted_end = wanted.end().unwrap_or(u64::MAX);
        let length = range.end.min(wanted_end) - wanted.offset();
        if !version.has_validator()
            && request.requires_validator(self.status, size, request.offset + length)
        {
            return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
        }
        Verdict::Take {
            offset: request.offset,
            skip: wanted.offset() - range.start,
            end: Some(request.offset + length),
            has_surplus: range.end > wanted_end,
            version,
        }
    }

    /// Evaluates a response that says that the range is beyond the end of the file.
    fn evaluate_416(&self, request: &RangeRequest) -> Verdict {
        let total = self.content_range().and_then(|content| content.total);
        let is_empty = total == Some(0) || total.is_none() && !request.sends_range();
        if is_empty && request.is_for_all_bytes() {
            return Verdict::Empty(self.version(Some(0)));
        }
        let ends_here = match total {
            Some(total) => total == request.offset,
            None => request.may_be_complete(),
        };
        let version = self.version(total);
        if request.ranges().is_whole()
            && request.offset > 0
            && ends_here
            && version.compare(&request.version) != Comparison::Different
        {
            return Verdict::Complete;
        }
        if request.holds_bytes() {
            return Verdict::Restart { is_different: true };
        }
        match request.ranges().is_whole() {
            true => self.fail_with_status(),
            false => fail(abi::BG_E_INVALID_RANGE),
        }
    }

    fn fail_with_status(&self) -> Verdict {
        let retry_after = self
            .header("retry-after")
            .and_then(|value| failure::retry_after(value, SystemTime::now()));
        Verdict::Fail(failure::http(self.status, retry_after))
    }

    /// Returns the version of a remote file of `size` bytes, with the validators of the response.
    fn version(&self, size: Option<u64>) -> Version {
        // A validator becomes a header of the next request, where a lone CR could begin a line.
        let is_usable = |value: &&str| !value.is_empty() && !value.contains(char::is_control);
        let validator = |name| self.header(name).filter(is_usable).map(str::to_owned);
        let last_modified = validator("last-modified");
        Version {
            size,
            is_recent: last_modified
                .as_deref()
                .is_some_and(|date| self.is_recent(date)),
            last_modified,
            etag: validator("etag"),
        }
    }

    /// Returns whether the response was sent within a second of a date, or before it.
    fn is_recent(&self, date: &str) -> bool {
        let parse = |date: &str| httpdate::parse_http_date(date).ok();
        let sent = self.header("date").and_then(parse);
        let (Some(sent), Some(date)) = (sent, parse(date)) else {
            return false;
        };
        sent <= date + Duration::from_secs(1)
    }

    /// Returns whether the body is sent in chunks, the last of which marks its end.
    pub fn is_chunked(&self) -> bool {
        self.header("transfer-encoding").is_some()
    }

    /// Returns the length of the body. A body in chunks has none, whatever the header says.
    fn content_length(&self) -> Option<u64> {
        match self.is_chunked() {
            true => None,
            false => self.header("content-length")?.parse().ok(),
        }
    }

    /// Returns the value of `Content-Range`. The unit is not read: only bytes were asked for.
    fn content_range(&self) -> Option<ContentRange> {
        let value = self.header("content-range")?;
        let value =
            value.trim_start_matches(|letter: char| !letter.is_ascii_digit() && letter != '*');
        let (range, total) = value.split_once('/').unwrap_or((value, "*"));
        let number = |text: &str| text.trim().parse().ok();
        let bounds = range.split_once('-');
        Some(ContentRange {
            first: bounds.and_then(|(first, _)| number(first)),
            last: bounds.and_then(|(_, last)| number(last)),
            total: match total.trim() {
                "*" => None,
                total => Some(number(total)?),
            },
        })
    }

    /// Returns the first value of a header, without blanks around it.
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim_end()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim())
        })
    }
}

/// Value of a `Content-Range` header; a field is `None` if it is not given.
struct ContentRange {
    /// Offset of the first byte.
    first: Option<u64>,
    /// Offset of the last byte.
    last: Option<u64>,
    /// Size of the remote file in bytes.
    total: Option<u64>,
}

impl ContentRange {
    /// Returns the bytes of a body of `length` bytes; `None` if the value has no first byte or
    /// contradicts itself.
    fn range(&self, length: Option<u64>) -> Option<Range<u64>> {
        let first = self.first?;
        let end = match (self.last, length, self.total) {
            (Some(last), _, _) => last.checked_add(1)?,
            (None, Some(length), _) => first.checked_add(length)?,
            (None, None, total) => total?,
        };
        let is_valid = first < end && self.total.is_none_or(|total| end <= total);
        is_valid.then_some(first..end)
    }
}

/// Returns the value of a `Location` header, whose bytes may have any encoding; `None` for another
/// line.
fn location(line: &[u8]) -> Option<String> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    name.trim_ascii_end()
        .eq_ignore_ascii_case(b"location")
        .then(|| http_url::encode(value.trim_ascii()))
}

fn fail(code: abi::HRESULT) -> Verdict {
    Verdict::Fail(failure::unusable_response(code))
}
