//! Reading a server's answer, and deciding what it is good for.

use std::time::SystemTime;

use url::Url;

use super::{Fetch, Version, failure};
use crate::abi;
use crate::engine::Failure;

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
pub struct Asked {
    pub offset: u64,
    /// A range was asked for.
    pub ranged: bool,
    pub foreground: bool,
    /// The path ends in a name of a compressed file, which some servers declare as a coding.
    pub compressed_name: bool,
    /// What the first `offset` bytes belong to.
    pub version: Version,
}

impl Asked {
    /// The first request for a file of which `good` bytes are there.
    pub fn first(fetch: &Fetch, url: &Url, good: u64) -> Asked {
        let usable = if fetch.version.provable() { good } else { 0 };
        // When all is there, one byte again: the answer tells whether it is still the same file.
        let last_byte = fetch.version.size.map_or(u64::MAX, |size| size.saturating_sub(1));
        Asked {
            offset: usable.min(last_byte),
            ranged: usable > 0 || !fetch.foreground,
            foreground: fetch.foreground,
            compressed_name: url.path().ends_with("gz") || url.path().ends_with(".Z"),
            version: fetch.version.clone(),
        }
    }

    /// The lines that ask for it.
    pub fn headers(&self) -> Vec<String> {
        let mut lines = vec!["Accept-Encoding: identity".to_owned()];
        if self.ranged {
            lines.push(format!("Range: bytes={}-", self.offset));
        }
        if self.ranged && self.offset > 0 {
            let mark = self.version.etag.as_ref().or(self.version.last_modified.as_ref());
            lines.push(format!("If-Range: {}", mark.map_or("", String::as_str)));
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
    /// Takes one line of a head; a new head drops the one before (interim answers, authentication rounds).
    pub fn line(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if let Some(version) = line.strip_prefix("HTTP/") {
            let mut words = version.split_ascii_whitespace();
            self.old = words.next() == Some("1.0");
            self.status = words.next().and_then(|status| status.parse().ok()).unwrap_or(0);
            self.head.clear();
        }
        self.head.push_str(&line);
    }

    /// The value of a header, trimmed.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim_end().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn judge(&self, asked: &Asked) -> Verdict {
        match self.status {
            200 | 206 if self.recoded(asked) => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
            200 => self.judge_whole(asked),
            206 => self.judge_part(asked),
            301 | 302 | 303 | 307 | 308 => match self.header("location") {
                Some(location) => Verdict::Redirect(location.to_owned()),
                None => self.refusal(),
            },
            416 if asked.ranged
                && self.content_range()
                    == Some(ContentRange {
                        span: None,
                        total: Some(0),
                    }) =>
            {
                Verdict::Empty(self.version(Some(0)))
            }
            416 if asked.offset > 0 => Verdict::Restart,
            _ => self.refusal(),
        }
    }

    fn refusal(&self) -> Verdict {
        let wish = self
            .header("retry-after")
            .and_then(|value| failure::retry_after(value, SystemTime::now()));
        Verdict::Fail(failure::http(self.status, wish))
    }

    fn judge_whole(&self, asked: &Asked) -> Verdict {
        let size = self.header("content-length").and_then(|length| length.parse().ok());
        let version = self.version(size);
        if !asked.foreground {
            let ranges = self
                .header("accept-ranges")
                .is_some_and(|units| units.eq_ignore_ascii_case("bytes"));
            let ignored = asked.offset > 0 && version.same(&asked.version);
            match size {
                None => return fail(abi::BG_E_MISSING_FILE_SIZE),
                Some(1..) if self.old && !ranges => return fail(abi::BG_E_INSUFFICIENT_HTTP_SUPPORT),
                Some(1..) if !ranges || ignored => return fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT),
                Some(_) => (),
            }
        }
        Verdict::Take {
            offset: 0,
            end: size,
            version,
        }
    }

    fn judge_part(&self, asked: &Asked) -> Verdict {
        let unfit = match (asked.ranged, asked.foreground) {
            (true, true) if asked.offset > 0 => Verdict::Restart,
            _ => fail(abi::BG_E_INVALID_SERVER_RESPONSE),
        };
        let Some(range) = self.content_range().filter(|_| asked.ranged) else {
            return if asked.foreground {
                unfit
            } else {
                fail(abi::BG_E_INSUFFICIENT_RANGE_SUPPORT)
            };
        };
        let Some(total) = range.total else {
            return if asked.foreground {
                unfit
            } else {
                fail(abi::BG_E_MISSING_FILE_SIZE)
            };
        };
        let Some((first, last)) = range.span.filter(|(first, last)| first <= last && *last < total) else {
            return unfit;
        };
        let version = self.version(Some(total));
        if asked.offset > 0 && !version.same(&asked.version) {
            return Verdict::Restart;
        }
        let length: Option<u64> = self.header("content-length").and_then(|length| length.parse().ok());
        if first != asked.offset || length.is_some_and(|length| length != last - first + 1) {
            return unfit;
        }
        Verdict::Take {
            offset: first,
            end: Some(last + 1),
            version,
        }
    }

    /// Compressed, though we asked for the plain bytes. (A `.gz` that is declared to be gzip is what it says it is.)
    fn recoded(&self, asked: &Asked) -> bool {
        self.header("content-encoding").is_some_and(|coding| {
            let plain = coding.is_empty() || coding.eq_ignore_ascii_case("identity");
            !plain && !asked.compressed_name
        })
    }

    fn version(&self, size: Option<u64>) -> Version {
        let strong = |tag: &&str| tag.starts_with('"');
        Version {
            size,
            last_modified: self.header("last-modified").map(str::to_owned),
            etag: self.header("etag").filter(strong).map(str::to_owned),
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

impl Version {
    /// There is something to tell two versions of the same size apart by.
    pub fn provable(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }

    /// Surely the same bytes: same size, and the same strong tag or (where one side has none) the same date.
    pub fn same(&self, other: &Version) -> bool {
        let sizes = self.size.is_none() || other.size.is_none() || self.size == other.size;
        let marks = match (&self.etag, &other.etag) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => self.last_modified.is_some() && self.last_modified == other.last_modified,
        };
        sizes && marks
    }
}
