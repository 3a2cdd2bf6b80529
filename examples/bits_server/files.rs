//! Serves GET and HEAD: whole files, ranges and conditional requests (RFC 9110).
//!
//! Called by `http`, for downloads and for the replies to uploads.

use super::body::{BodyPart, OutgoingBody};
use super::http::status;
use super::paths::{Resource, Root};
use super::sessions::Sessions;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::http::{request, response};
use hyper::{Method, Response, StatusCode};
use std::fs::{File, Metadata};
use std::ops::Range;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Maximum ranges of one request. A header with more of them is ignored, and so is one with ranges
/// that overlap (RFC 9110, section 14.2), so that no response is much larger than its file.
const MAX_RANGES: usize = 100;
const BOUNDARY: &str = "bits_server-0A6CB6C5B3E94F5D";
const CONTENT_TYPE: &str = "application/octet-stream";

/// Answers a GET or HEAD.
pub fn serve(root: &Root, sessions: &Sessions, head: &request::Parts) -> Response<OutgoingBody> {
    match open(root, sessions, head.uri.path()) {
        Ok((file, metadata)) => send(file, &Version::of(&metadata), head),
        Err(refused) => status(refused).map(|()| OutgoingBody::empty()),
    }
}

fn open(root: &Root, sessions: &Sessions, url_path: &str) -> Result<(File, Metadata), StatusCode> {
    let path = match root.readable(url_path)? {
        Resource::File(path) => path,
        Resource::Reply(id) => sessions.reply_file(&id).ok_or(StatusCode::NOT_FOUND)?,
    };
    let metadata = path.metadata().map_err(|_| StatusCode::NOT_FOUND)?;
    if !metadata.is_file() {
        return Err(StatusCode::NOT_FOUND);
    }
    Ok((
        File::open(path).map_err(|_| StatusCode::FORBIDDEN)?,
        metadata,
    ))
}

fn send(file: File, version: &Version, head: &request::Parts) -> Response<OutgoingBody> {
    let (answer, pieces) = match precondition(version, &head.headers) {
        Some(status) => (response(version, status), Vec::new()),
        None => content(version, &head.headers),
    };
    let answer = answer.header(
        header::CONTENT_LENGTH,
        pieces.iter().map(BodyPart::len).sum::<u64>(),
    );
    let body = match pieces.is_empty() || head.method == Method::HEAD {
        true => OutgoingBody::empty(),
        false => OutgoingBody::from_parts(file, pieces),
    };
    answer.body(body).unwrap_or_else(|_| {
        status(StatusCode::INTERNAL_SERVER_ERROR).map(|()| OutgoingBody::empty())
    })
}

fn response(version: &Version, status: StatusCode) -> response::Builder {
    Response::builder()
        .status(status)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::ETAG, &version.etag)
        .header(
            header::LAST_MODIFIED,
            httpdate::fmt_http_date(version.modified),
        )
}

/// Selects the whole file or the ranges that the `Range` header requests.
fn content(version: &Version, headers: &HeaderMap) -> (response::Builder, Vec<BodyPart>) {
    let size = version.size;
    let asked = headers
        .get(header::RANGE)
        .filter(|_| range_applies(version, headers));
    let ranges = asked.and_then(|range| ranges(range.to_str().ok()?, size));
    match ranges.as_deref() {
        None => {
            let answer =
                response(version, StatusCode::OK).header(header::CONTENT_TYPE, CONTENT_TYPE);
            (answer, vec![BodyPart::File(0..size)])
        }
        Some([]) => {
            let answer = response(version, StatusCode::RANGE_NOT_SATISFIABLE);
            (
                answer.header(header::CONTENT_RANGE, format!("bytes */{size}")),
                Vec::new(),
            )
        }
        Some([range]) => {
            let answer = response(version, StatusCode::PARTIAL_CONTENT)
                .header(header::CONTENT_TYPE, CONTENT_TYPE)
                .header(header::CONTENT_RANGE, content_range(range, size));
            (answer, vec![BodyPart::File(range.clone())])
        }
        Some(ranges) => {
            let kind = format!("multipart/byteranges; boundary={BOUNDARY}");
            (
                response(version, StatusCode::PARTIAL_CONTENT).header(header::CONTENT_TYPE, kind),
                parts(ranges, size),
            )
        }
    }
}

/// Builds a multipart body with the ranges in the requested order, neither merged nor sorted.
fn parts(ranges: &[Range<u64>], size: u64) -> Vec<BodyPart> {
    let mut pieces = Vec::new();
    for range in ranges {
        let place = content_range(range, size);
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: {CONTENT_TYPE}\r\nContent-Range: {place}\r\n\r\n"
        );
        pieces.extend([BodyPart::Text(head), BodyPart::File(range.clone())]);
    }
    pieces.push(BodyPart::Text(format!("\r\n--{BOUNDARY}--\r\n")));
    pieces
}

fn content_range(range: &Range<u64>, size: u64) -> String {
    format!("bytes {}-{}/{size}", range.start, range.end - 1)
}

/// Parses a `Range` header. Returns the ranges that overlap the file, or `None` when the header
/// must be ignored.
fn ranges(header: &str, size: u64) -> Option<Vec<Range<u64>>> {
    let (unit, list) = header.split_once('=')?;
    let asked = list
        .split(',')
        .map(|range| range_of(range.trim(), size))
        .collect::<Option<Vec<_>>>()?;
    let sensible = unit.trim().eq_ignore_ascii_case("bytes")
        && asked.len() <= MAX_RANGES
        && !overlap(asked.clone());
    sensible.then(|| {
        asked
            .into_iter()
            .filter(|range| !range.is_empty())
            .collect()
    })
}

fn overlap(mut ranges: Vec<Range<u64>>) -> bool {
    ranges.sort_by_key(|range| range.start);
    ranges.windows(2).any(|pair| pair[1].start < pair[0].end)
}

/// Parses `a-b`, `a-` or `-n`. Returns an empty range when it lies behind the end of the file.
fn range_of(range: &str, size: u64) -> Option<Range<u64>> {
    let (first, last) = range.split_once('-')?;
    if first.is_empty() {
        let count: u64 = last.parse().ok()?;
        return Some(size.saturating_sub(count)..size);
    }
    let first: u64 = first.parse().ok()?;
    let last = if last.is_empty() {
        u64::MAX
    } else {
        last.parse().ok()?
    };
    (first <= last).then(|| first.min(size)..size.min(last.saturating_add(1)))
}

/// The version of a file: size, modification time and entity tag.
struct Version {
    size: u64,
    modified: SystemTime,
    etag: String,
}

impl Version {
    fn of(metadata: &Metadata) -> Version {
        let (size, modified) = (metadata.len(), metadata.modified().unwrap_or(UNIX_EPOCH));
        let etag = format!(
            "\"{:x}.{:x}-{size:x}\"",
            metadata.mtime(),
            metadata.mtime_nsec()
        );
        Version {
            size,
            modified,
            etag,
        }
    }

    /// Compares whole seconds, because HTTP dates have no fractions.
    fn newer_than(&self, date: SystemTime) -> bool {
        self.modified
            .duration_since(date)
            .is_ok_and(|newer| newer >= Duration::from_secs(1))
    }

    fn listed_in(&self, etags: &str) -> bool {
        etags
            .split(',')
            .map(str::trim)
            .any(|etag| etag == "*" || etag.trim_start_matches("W/") == self.etag)
    }
}

/// Evaluates the preconditions in the order of RFC 9110, section 13.2.2. Returns the status of the
/// response when one of them is false.
fn precondition(version: &Version, headers: &HeaderMap) -> Option<StatusCode> {
    let listed = |name| text(headers, name).map(|etags| version.listed_in(etags));
    let newer = |name| date(headers, name).map(|date| version.newer_than(date));
    let unchanged =
        listed(header::IF_MATCH).or_else(|| newer(header::IF_UNMODIFIED_SINCE).map(|newer| !newer));
    if unchanged == Some(false) {
        return Some(StatusCode::PRECONDITION_FAILED);
    }
    let known = listed(header::IF_NONE_MATCH)
        .or_else(|| newer(header::IF_MODIFIED_SINCE).map(|newer| !newer));
    (known == Some(true)).then_some(StatusCode::NOT_MODIFIED)
}

/// Evaluates `If-Range`.
fn range_applies(version: &Version, headers: &HeaderMap) -> bool {
    match headers.get(header::IF_RANGE).map(HeaderValue::as_bytes) {
        None => true,
        Some(etag) if etag.starts_with(b"\"") => etag == version.etag.as_bytes(),
        Some(_) => date(headers, header::IF_RANGE).is_some_and(|date| {
            httpdate::fmt_http_date(date) == httpdate::fmt_http_date(version.modified)
        }),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, name)?).ok()
}
