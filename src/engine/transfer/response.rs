//! Evaluation of a response: decides from its status and headers how a fetch uses the body.
//!
//! [`RangeRequest`] is the part of the remote file that a request asks for, [`Response`] collects
//! the head of the response, and [`Response::evaluate`] compares the two. The result is a
//! [`Verdict`]; this module performs no input or output.
//! [`FetchHandler`](crate::engine::transfer::fetch_handler::FetchHandler) calls it.
//!
//! A request is *conditional* (`If-Range`) if the local file holds bytes of a known version. Its
//! ranges are *optional* if a foreground job downloads a whole file: then the whole file may come
//! where a part was requested. The first row that fits decides:
//!
//! ```text
//! status   headers and request                                verdict
//! -------  -------------------------------------------------  ------------------------------------
//! 200 206  Content-Encoding other than identity               BG_E_INVALID_SERVER_RESPONSE
//!
//! 200      the job has ranges                                 as 206 for the range 0..size, with
//!                                                             BG_E_INSUFFICIENT_RANGE_SUPPORT if
//!                                                             that is not the requested range
//! 200      ranges are optional                                Take from 0
//! 200      no Content-Length                                  BG_E_MISSING_FILE_SIZE
//! 200      Content-Length: 0                                  Take from 0
//! 200      HTTP/1.0, no Accept-Ranges: bytes                  BG_E_INSUFFICIENT_HTTP_SUPPORT
//! 200      no Accept-Ranges: bytes                            BG_E_INSUFFICIENT_RANGE_SUPPORT
//! 200      a part was requested, and the version is the same  BG_E_INSUFFICIENT_RANGE_SUPPORT
//! 200      otherwise                                          Take from 0
//!
//! 206      no range was requested, or no Content-Range        BG_E_INSUFFICIENT_RANGE_SUPPORT (1)
//! 206      Content-Range without the size of the file         BG_E_MISSING_FILE_SIZE (1)
//! 206      Content-Range contradicts itself or the            BG_E_INVALID_SERVER_RESPONSE (2)
//!          Content-Length
//! 206      conditional, and the version differs               Restart
//! 206      a range of the job is not within the file          BG_E_INVALID_RANGE
//! 206      another range than the requested one               BG_E_INVALID_SERVER_RESPONSE (2)
//! 206      the job has ranges, the response does not          BG_E_INSUFFICIENT_RANGE_SUPPORT
//!          complete them, and there is no validator
//! 206      otherwise                                          Take from the offset
//!
//! 301 302  Location                                           Redirect
//! 303 307  no Location                                        status
//! 308
//!
//! 416      Content-Range: bytes */0; a range was requested,   Empty
//!          and the fetch is for all of the file
//! 416      conditional                                        Restart
//! 416      the job has ranges                                 BG_E_INVALID_RANGE
//! 416      otherwise                                          status
//!
//! other                                                       status
//!
//! (1) if ranges are optional, as (2)
//! (2) if ranges are optional and the local file holds bytes: Restart
//! status: Fail with the HTTP status, transient or not as `failure::http` says; Retry-After gives
//!         the delay
//! ```

use std::ops::Range;
use std::time::SystemTime;

use url::Url;

use crate::abi;
use crate::engine::model::error::Failure;
use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::version::Version;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;

/// Part of the remote file that a request asks for.
#[derive(Clone, Default)]
pub struct RangeRequest {
    /// Number of valid local bytes; the requested part follows them.
    pub offset: u64,
    /// Version that the local bytes belong to.
    pub version: Version,
    /// Requested range of the remote file; `None`: no range, the file.
    range: Option<FileRange>,
    /// Parts of the remote file that the fetch is for.
    ranges: Ranges,
    /// The fetch is for a piece of a local file that may hold other pieces.
    is_piece: bool,
    /// The whole file may come where a range was requested.
    ranges_optional: bool,
    /// The path ends like the name of a compressed file. Some servers declare such a file with a
    /// `Content-Encoding`.
    has_compressed_name: bool,
}

impl RangeRequest {
    /// Returns the first request of a fetch whose local file has `valid` bytes.
    pub fn first(fetch: &Fetch, url: &Url, valid: u64) -> RangeRequest {
        let mut request = RangeRequest {
            version: fetch.version.clone(),
            ranges: fetch.ranges.clone(),
            is_piece: fetch.write_at.is_some(),
            ranges_optional: fetch.foreground && fetch.ranges.is_whole(),
            has_compressed_name: url.path().ends_with("gz") || url.path().ends_with(".Z"),
            ..RangeRequest::default()
        };
        let usable = if fetch.version.has_validator() {
            valid
        } else {
            0
        };
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
        self.range = if offset > 0 || !self.ranges_optional {
            self.ranges.rest(offset, self.version.size)
        } else {
            None
        };
    }

    /// Returns whether the response must have the version of the local bytes.
    fn is_conditional(&self) -> bool {
        self.offset > 0 || self.is_piece && self.version.has_validator()
    }

    /// Returns whether the fetch is for all bytes of the remote file.
    fn is_for_all_bytes(&self) -> bool {
        self.ranges.is_whole() || self.is_piece && self.range == Some(FileRange::to_end(0))
    }

    /// Returns the number of bytes that the fetch is for, if the remote file has `size` bytes.
    pub fn total(&self, size: Option<u64>) -> Option<u64> {
        self.ranges.total(size)
    }

    /// Returns the headers of the request.
    pub fn headers(&self) -> Vec<String> {
        let mut lines = vec!["Accept-Encoding: identity".to_owned()];
        lines.extend(self.range.map(|range| range.header()));
        if self.is_conditional() {
            let validator = self
                .version
                .strong_etag()
                .or(self.version.last_modified.as_deref());
            lines.push(format!("If-Range: {}", validator.unwrap_or_default()));
        }
        lines
    }
}

/// Use of a response.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The body is written to the local file from `offset` on, up to `end` if that is known. Both
    /// count from the base of the sink.
    Take {
        offset: u64,
        end: Option<u64>,
        version: Version,
    },
    /// The remote file exists and has no bytes.
    Empty(Version),
    /// The local bytes are of no use for this server: the fetch has to start over.
    Restart,
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
}

impl Response {
    /// Adds a line to the head. A status line begins a new head and drops the one before, which was
    /// an interim response or a round of authentication.
    pub fn add_line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if let Some(version) = line.strip_prefix("HTTP/") {
            let mut words = version.split_ascii_whitespace();
            self.is_http_1_0 = words.next() == Some("1.0");
            self.status = words
                .next()
                .and_then(|status| status.parse().ok())
                .unwrap_or(0);
            self.head.clear();
        }
        self.head.push_str(&line);
    }

    /// Decides the use of the response, as the table above says.
    pub fn evaluate(&self, request: &RangeRequest) -> Verdict {
        match self.status {
            200 | 206 if self.is_encoded(request) => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
            200 => self.evaluate_200(request),
            206 => self.evaluate_206(request),
            301 | 302 | 303 | 307 | 308 => match self.header("location") {
                Some(location) => Verdict::Redirect(location.to_owned()),
                None => self.fail_with_status(),
            },
            416 if self.is_empty_file(request) => Verdict::Empty(self.version(Some(0))),
            416 if request.is_conditional() => Verdict::Restart,
            416 if !request.ranges.is_whole() => fail(abi::BG_E_INVALID_RANGE),
            _ => self.fail_with_status(),
        }
    }

    /// Evaluates a response with the whole file.
    fn evaluate_200(&self, request: &RangeRequest) -> Verdict {
        let size = self.content_length();
        let version = self.version(size);
        if !request.ranges.is_whole() {
            let mismatch = fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
            return self.evaluate_range(request, size.map(|size| 0..size), version, mismatch);
        }
        if !request.ranges_optional {
            let has_ranges = self
                .header("accept-ranges")
                .is_some_and(|units| units.eq_ignore_ascii_case("bytes"));
            let ignored_range = request.offset > 0 && version.same(&request.version);
            match size {
                None => return fail(abi::BG_E_MISSING_FILE_SIZE),
                Some(1..) if self.is_http_1_0 && !has_ranges => {
                    return fail(abi::BG_E_INSUFFICIENT_HTTP_SUPPORT);
                }
                Some(1..) if !has_ranges || ignored_range => {
                    return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
                }
                Some(_) => (),
            }
        }
        Verdict::Take {
            offset: 0,
            end: size,
            version,
        }
    }

    /// Evaluates a response with a part of the file.
    fn evaluate_206(&self, request: &RangeRequest) -> Verdict {
        let mismatch = match request.ranges_optional {
            true if request.offset > 0 => Verdict::Restart,
            _ => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
        };
        let Some(content) = self.content_range().filter(|_| request.range.is_some()) else {
            return match request.ranges_optional {
                true => mismatch,
                false => fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT),
            };
        };
        let Some(total) = content.total else {
            return match request.ranges_optional {
                true => mismatch,
                false => fail(abi::BG_E_MISSING_FILE_SIZE),
            };
        };
        let Some((first, last)) = content
            .range
            .filter(|(first, last)| first <= last && *last < total)
        else {
            return mismatch;
        };
        let length = self.content_length();
        if length.is_some_and(|length| length != last - first + 1) {
            return mismatch;
        }
        let version = self.version(Some(total));
        self.evaluate_range(request, Some(first..last + 1), version, mismatch)
    }

    /// Evaluates a response that has the bytes `range` of the file; `None`: the response does not
    /// say which. `mismatch` is the verdict if that is not the requested part.
    fn evaluate_range(
        &self,
        request: &RangeRequest,
        range: Option<Range<u64>>,
        version: Version,
        mismatch: Verdict,
    ) -> Verdict {
        let version = match request.is_conditional() {
            true if !version.same(&request.version) => return Verdict::Restart,
            true => version.or(&request.version),
            false => version,
        };
        if version
            .size
            .is_some_and(|size| !request.ranges.fit_within(size))
        {
            return fail(abi::BG_E_INVALID_RANGE);
        }
        let is_requested = |range: &Range<u64>| {
            request
                .range
                .is_some_and(|requested| requested.starts_with(range))
        };
        let Some(range) = range.filter(is_requested) else {
            return mismatch;
        };
        let end = request.offset + (range.end - range.start);
        let is_complete = match request.is_piece {
            true => version.size == Some(end),
            false => request.total(version.size) == Some(end),
        };
        if !request.ranges.is_whole() && !is_complete && !version.has_validator() {
            // A further response could not be checked to have the same version.
            return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
        }
        Verdict::Take {
            offset: request.offset,
            end: Some(end),
            version,
        }
    }

    fn fail_with_status(&self) -> Verdict {
        let retry_after = self
            .header("retry-after")
            .and_then(|value| failure::retry_after(value, SystemTime::now()));
        Verdict::Fail(failure::http(self.status, retry_after))
    }

    /// Returns whether a 416 means that the file has no bytes: then every range is beyond its end.
    fn is_empty_file(&self, request: &RangeRequest) -> bool {
        let empty = ContentRange {
            range: None,
            total: Some(0),
        };
        request.is_for_all_bytes() && request.range.is_some() && self.content_range() == Some(empty)
    }

    /// Returns whether the body is compressed, although the request asked for the plain bytes. A
    /// compressed file that is declared as such has the bytes that are wanted.
    fn is_encoded(&self, request: &RangeRequest) -> bool {
        self.header("content-encoding").is_some_and(|coding| {
            let is_plain = coding.is_empty() || coding.eq_ignore_ascii_case("identity");
            !is_plain && !request.has_compressed_name
        })
    }

    /// Returns the version of a remote file of `size` bytes, with the validators of the response.
    fn version(&self, size: Option<u64>) -> Version {
        // A validator becomes a header of the next request, where a lone CR could begin a line.
        let is_usable = |value: &&str| !value.is_empty() && !value.contains(char::is_control);
        let validator = |name| self.header(name).filter(is_usable).map(str::to_owned);
        Version {
            size,
            last_modified: validator("last-modified"),
            etag: validator("etag"),
        }
    }

    fn content_length(&self) -> Option<u64> {
        self.header("content-length")?.parse().ok()
    }

    fn content_range(&self) -> Option<ContentRange> {
        let (range, total) = self
            .header("content-range")?
            .strip_prefix("bytes")?
            .trim_start()
            .split_once('/')?;
        let range = match range.trim() {
            "*" => None,
            range => {
                let (first, last) = range.split_once('-')?;
                Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
            }
        };
        let total = match total.trim() {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        Some(ContentRange { range, total })
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

/// Value of a `Content-Range` header.
#[derive(PartialEq)]
struct ContentRange {
    /// Offsets of the first and the last byte; `None`: not given (`*`).
    range: Option<(u64, u64)>,
    /// Size of the remote file in bytes; `None`: not given (`*`).
    total: Option<u64>,
}

fn fail(code: abi::HRESULT) -> Verdict {
    Verdict::Fail(failure::unusable_response(code))
}
