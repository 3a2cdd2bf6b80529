//! Reading a server's answer, and deciding what it is good for.

use std::ops::Range;
use std::time::SystemTime;

use url::Url;

use crate::abi;
use crate::engine::model::error::Failure;
use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::version::Version;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;

/// The head of an answer, line by line.
#[derive(Default)]
pub struct Response {
    pub status: u32,
    /// HTTP/1.0, which promises neither ranges nor lengths.
    pub old: bool,
    /// The head as it came.
    pub head: String,
}

/// What was asked of the server.
#[derive(Clone, Default)]
pub struct RangeRequest {
    /// Bytes of the file here that are good: the answer belongs behind them.
    pub offset: u64,
    /// What they belong to.
    pub version: Version,
    /// The part of the remote file that was asked for; `None`: no part, the file.
    range: Option<FileRange>,
    /// What is wanted in the end.
    ranges: Ranges,
    /// It is a piece of a file of which others may be here.
    piece: bool,
    /// The whole file will do where a part was asked for.
    lenient: bool,
    /// The path ends in a name of a compressed file, which some servers declare as a coding.
    compressed_name: bool,
}

impl RangeRequest {
    /// The first request for a file of which `good` bytes are there.
    pub fn first(fetch: &Fetch, url: &Url, good: u64) -> RangeRequest {
        let mut asked = RangeRequest {
            version: fetch.version.clone(),
            ranges: fetch.ranges.clone(),
            piece: fetch.place.is_some(),
            lenient: fetch.foreground && fetch.ranges.is_whole(),
            compressed_name: url.path().ends_with("gz") || url.path().ends_with(".Z"),
            ..RangeRequest::default()
        };
        let usable = if fetch.version.has_validator() {
            good
        } else {
            0
        };
        // When all is there, one byte again: the answer tells whether it is still the same file.
        let last_byte = asked
            .total(fetch.version.size)
            .map_or(u64::MAX, |total| total.saturating_sub(1));
        asked.ask_from(usable.min(last_byte));
        asked
    }

    /// Asks for what is wanted behind so many good bytes.
    pub fn ask_from(&mut self, offset: u64) {
        self.offset = offset;
        self.range = if offset > 0 || !self.lenient {
            self.ranges.rest(offset, self.version.size)
        } else {
            None
        };
    }

    /// The answer must be of the version that we hold something of.
    fn is_conditional(&self) -> bool {
        self.offset > 0 || self.piece && self.version.has_validator()
    }

    /// All of the file is wanted, and nothing of it is here.
    fn wants_all(&self) -> bool {
        self.ranges.is_whole() || self.piece && self.range == Some(FileRange::to_end(0))
    }

    /// Bytes wanted of a file of that size.
    pub fn total(&self, size: Option<u64>) -> Option<u64> {
        self.ranges.total(size)
    }

    /// The lines that ask for it.
    pub fn headers(&self) -> Vec<String> {
        let mut lines = vec!["Accept-Encoding: identity".to_owned()];
        lines.extend(self.range.map(|range| range.header()));
        if self.is_conditional() {
            let mark = self
                .version
                .strong_etag()
                .or(self.version.last_modified.as_deref());
            lines.push(format!("If-Range: {}", mark.unwrap_or_default()));
        }
        lines
    }
}

/// What an answer is good for.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The body belongs into the file, from `offset` to `end` (when known).
    Take {
        offset: u64,
        end: Option<u64>,
        version: Version,
    },
    /// The file is there and has no bytes.
    Empty(Version),
    /// What we hold is of no use to this server: ask again, from the start.
    Restart,
    /// The file is elsewhere.
    Redirect(String),
    Fail(Failure),
}

impl Response {
    /// Takes one line of a head; a new head drops the one before (interim answers, authentication
    /// rounds).
    pub fn line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if let Some(version) = line.strip_prefix("HTTP/") {
            let mut words = version.split_ascii_whitespace();
            self.old = words.next() == Some("1.0");
            self.status = words
                .next()
                .and_then(|status| status.parse().ok())
                .unwrap_or(0);
            self.head.clear();
        }
        self.head.push_str(&line);
    }

    /// The value of a header, trimmed.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim_end()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim())
        })
    }

    pub fn judge(&self, asked: &RangeRequest) -> Verdict {
        match self.status {
            200 | 206 if self.is_encoded(asked) => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
            200 => self.judge_200(asked),
            206 => self.judge_206(asked),
            301 | 302 | 303 | 307 | 308 => match self.header("location") {
                Some(location) => Verdict::Redirect(location.to_owned()),
                None => self.refusal(),
            },
            416 if asked.wants_all()
                && asked.range.is_some()
                && self.content_range()
                    == Some(ContentRange {
                        span: None,
                        total: Some(0),
                    }) =>
            {
                Verdict::Empty(self.version(Some(0)))
            }
            416 if asked.is_conditional() => Verdict::Restart,
            416 if !asked.ranges.is_whole() => fail(abi::BG_E_INVALID_RANGE),
            _ => self.refusal(),
        }
    }

    fn refusal(&self) -> Verdict {
        let wish = self
            .header("retry-after")
            .and_then(|value| failure::retry_after(value, SystemTime::now()));
        Verdict::Fail(failure::http(self.status, wish))
    }

    fn judge_200(&self, asked: &RangeRequest) -> Verdict {
        let size = self
            .header("content-length")
            .and_then(|length| length.parse().ok());
        let version = self.version(size);
        if !asked.ranges.is_whole() {
            let ignored = fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
            return self.judge_span(asked, size.map(|size| 0..size), version, ignored);
        }
        if !asked.lenient {
            let ranges = self
                .header("accept-ranges")
                .is_some_and(|units| units.eq_ignore_ascii_case("bytes"));
            let ignored = asked.offset > 0 && version.same(&asked.version);
            match size {
                None => return fail(abi::BG_E_MISSING_FILE_SIZE),
                Some(1..) if self.old && !ranges => {
                    return fail(abi::BG_E_INSUFFICIENT_HTTP_SUPPORT);
                }
                Some(1..) if !ranges || ignored => {
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

    fn judge_206(&self, asked: &RangeRequest) -> Verdict {
        let mismatch = match asked.lenient {
            true if asked.offset > 0 => Verdict::Restart,
            _ => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
        };
        let Some(range) = self.content_range().filter(|_| asked.range.is_some()) else {
            return if asked.lenient {
                mismatch
            } else {
                fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT)
            };
        };
        let Some(total) = range.total else {
            return if asked.lenient {
                mismatch
            } else {
                fail(abi::BG_E_MISSING_FILE_SIZE)
            };
        };
        let Some((first, last)) = range
            .span
            .filter(|(first, last)| first <= last && *last < total)
        else {
            return mismatch;
        };
        let length: Option<u64> = self
            .header("content-length")
            .and_then(|length| length.parse().ok());
        if length.is_some_and(|length| length != last - first + 1) {
            return mismatch;
        }
        self.judge_span(
            asked,
            Some(first..last + 1),
            self.version(Some(total)),
            mismatch,
        )
    }

    /// An answer that holds this part of the file, if it says which; `mismatch` is what to do when it
    /// is not the part that was asked for.
    fn judge_span(
        &self,
        asked: &RangeRequest,
        span: Option<Range<u64>>,
        version: Version,
        mismatch: Verdict,
    ) -> Verdict {
        let version = match asked.is_conditional() {
            true if !version.same(&asked.version) => return Verdict::Restart,
            true => version.or(&asked.version),
            false => version,
        };
        if version
            .size
            .is_some_and(|size| !asked.ranges.fit_within(size))
        {
            return fail(abi::BG_E_INVALID_RANGE);
        }
        let asked_for =
            |span: &Range<u64>| asked.range.is_some_and(|range| range.starts_with(span));
        let Some(span) = span.filter(asked_for) else {
            return mismatch;
        };
        let end = asked.offset + (span.end - span.start);
        let complete = match asked.piece {
            true => version.size == Some(end),
            false => asked.total(version.size) == Some(end),
        };
        if !asked.ranges.is_whole() && !complete && !version.has_validator() {
            // Nothing would tell whether the next answer is of the same version.
            return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT);
        }
        Verdict::Take {
            offset: asked.offset,
            end: Some(end),
            version,
        }
    }

    /// Compressed, though we asked for the plain bytes. (A `.gz` that is declared to be gzip is
    /// what it says it is.)
    fn is_encoded(&self, asked: &RangeRequest) -> bool {
        self.header("content-encoding").is_some_and(|coding| {
            let plain = coding.is_empty() || coding.eq_ignore_ascii_case("identity");
            !plain && !asked.compressed_name
        })
    }

    fn version(&self, size: Option<u64>) -> Version {
        let mark = |name| {
            self.header(name)
                .filter(|value| !value.is_empty())
                .map(str::to_owned)
        };
        Version {
            size,
            last_modified: mark("last-modified"),
            etag: mark("etag"),
        }
    }

    fn content_range(&self) -> Option<ContentRange> {
        let (span, total) = self
            .header("content-range")?
            .strip_prefix("bytes")?
            .trim_start()
            .split_once('/')?;
        let span = match span.trim() {
            "*" => None,
            span => {
                let (first, last) = span.split_once('-')?;
                Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
            }
        };
        let total = match total.trim() {
            "*" => None,
            total => Some(total.parse().ok()?),
        };
        Some(ContentRange { span, total })
    }
}

#[derive(PartialEq)]
struct ContentRange {
    /// First and last byte.
    span: Option<(u64, u64)>,
    total: Option<u64>,
}

fn fail(code: abi::HRESULT) -> Verdict {
    Verdict::Fail(failure::unusable(code))
}
