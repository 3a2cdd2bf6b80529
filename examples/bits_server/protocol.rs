//! The messages of the BITS upload protocol: parses the headers of requests and builds responses.
//!
//! This file does no I/O. Called by `packets`, `application` and `http`.

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use std::io;
use std::ops::Range;
use uuid::Uuid;

/// The id of the only protocol that [MC-BUP] defines, "BITS 1.5 Upload Protocol".
pub const PROTOCOL: &str = "{7df0354d-249b-430f-820d-3d2a9bef4931}";

/// Maximum bytes of the value of a request header.
const MAX_HEADER_VALUE: usize = 4096;
/// Seconds after which a client of a busy server tries again.
pub const RETRY_AFTER: u32 = 30;
/// Maximum protocol ids that are read of `BITS-Supported-Protocols`.
const MAX_PROTOCOLS: usize = 100;

pub const COPY_FILE_TO_DESTINATION: HeaderName =
    HeaderName::from_static("bits-copy-file-to-destination");
pub const ERROR: HeaderName = HeaderName::from_static("bits-error");
pub const ERROR_CODE: HeaderName = HeaderName::from_static("bits-error-code");
pub const ERROR_CONTEXT: HeaderName = HeaderName::from_static("bits-error-context");
pub const HOST_ID: HeaderName = HeaderName::from_static("bits-host-id");
pub const HOST_ID_FALLBACK_TIMEOUT: HeaderName =
    HeaderName::from_static("bits-host-id-fallback-timeout");
pub const ORIGINAL_REQUEST_URL: HeaderName = HeaderName::from_static("bits-original-request-url");
pub const PACKET_TYPE: HeaderName = HeaderName::from_static("bits-packet-type");
pub const PROTOCOL_CHOSEN: HeaderName = HeaderName::from_static("bits-protocol");
pub const RECEIVED_CONTENT_RANGE: HeaderName =
    HeaderName::from_static("bits-received-content-range");
pub const REPLY_URL: HeaderName = HeaderName::from_static("bits-reply-url");
pub const REQUEST_DATAFILE_NAME: HeaderName = HeaderName::from_static("bits-request-datafile-name");
pub const RESPONSE_DATAFILE_NAME: HeaderName =
    HeaderName::from_static("bits-response-datafile-name");
pub const SESSION_ID: HeaderName = HeaderName::from_static("bits-session-id");
pub const STATIC_RESPONSE_URL: HeaderName = HeaderName::from_static("bits-static-response-url");
pub const SUPPORTED_PROTOCOLS: HeaderName = HeaderName::from_static("bits-supported-protocols");

/// The header names of responses and of calls to an application, in the case that IIS uses.
pub const HEADER_NAMES: &[&str] = &[
    "Accept-encoding",
    "Accept-Ranges",
    "Allow",
    "BITS-Error",
    "BITS-Error-Code",
    "BITS-Error-Context",
    "BITS-Host-Id",
    "BITS-Host-Id-Fallback-Timeout",
    "BITS-Original-Request-URL",
    "BITS-Packet-Type",
    "BITS-Protocol",
    "BITS-Received-Content-Range",
    "BITS-Reply-URL",
    "BITS-Request-DataFile-Name",
    "BITS-Response-DataFile-Name",
    "BITS-Session-Id",
    "Connection",
    "Content-Length",
    "Content-Range",
    "Content-Type",
    "Date",
    "ETag",
    "Host",
    "Last-Modified",
    "Pragma",
    "Retry-After",
    "Server",
    "User-Agent",
    "WWW-Authenticate",
];

/// The `BG_ERROR_CONTEXT` of an error: the server or the application behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Context {
    Server = 5,
    Application = 7,
}

/// An error response.
#[derive(Debug, PartialEq)]
pub struct UploadError {
    pub status: StatusCode,
    /// The code for the `BITS-Error` headers.
    pub hresult: Option<u32>,
    pub context: Context,
    /// The offset at which the client must continue, with status 416.
    pub wanted: Option<u64>,
}

impl UploadError {
    const fn new(status: StatusCode, hresult: u32) -> UploadError {
        UploadError {
            status,
            hresult: Some(hresult),
            context: Context::Server,
            wanted: None,
        }
    }

    /// E_INVALIDARG: the request is not valid, or not in this state of the session.
    pub const INVALID: UploadError = UploadError::new(StatusCode::BAD_REQUEST, 0x8007_0057);
    pub const LENGTH_REQUIRED: UploadError =
        UploadError::new(StatusCode::LENGTH_REQUIRED, 0x8007_0057);
    /// E_ACCESSDENIED: the target exists or is not writable.
    pub const DENIED: UploadError = UploadError::new(StatusCode::FORBIDDEN, 0x8007_0005);
    pub const SESSION_NOT_FOUND: UploadError =
        UploadError::new(StatusCode::INTERNAL_SERVER_ERROR, 0x8020_001F);
    pub const TOO_LARGE: UploadError =
        UploadError::new(StatusCode::INTERNAL_SERVER_ERROR, 0x8020_0020);
    /// The server has too many connections or sessions. Clients try again later.
    pub const BUSY: UploadError = UploadError::plain(StatusCode::SERVICE_UNAVAILABLE);
    pub const DISK_FULL: UploadError =
        UploadError::new(StatusCode::INTERNAL_SERVER_ERROR, 0x8007_0070);
    pub const APPLICATION_TIMEOUT: UploadError = UploadError {
        context: Context::Application,
        ..UploadError::new(StatusCode::REQUEST_TIMEOUT, 0x8007_0112)
    };

    /// Returns an error that has no code besides the status.
    pub const fn plain(status: StatusCode) -> UploadError {
        UploadError {
            status,
            hresult: None,
            context: Context::Server,
            wanted: None,
        }
    }

    /// Returns the error for a fragment that does not continue at `offset`.
    pub const fn wants(offset: u64) -> UploadError {
        UploadError {
            wanted: Some(offset),
            ..UploadError::plain(StatusCode::RANGE_NOT_SATISFIABLE)
        }
    }

    /// Returns the error for an application that responded with an error.
    pub const fn application(status: StatusCode, hresult: Option<u32>) -> UploadError {
        UploadError {
            status,
            hresult,
            context: Context::Application,
            wanted: None,
        }
    }

    /// Builds the response. [MC-BUP] names the error header in two ways, and clients read one of
    /// them, so the response has both.
    pub fn response(&self) -> Response<()> {
        let mut response = ack();
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if *self == UploadError::BUSY {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER.into());
        }
        if let Some(hresult) = self.hresult {
            let code = text(format!("0x{hresult:08x}"));
            headers.insert(ERROR_CODE, code.clone());
            headers.insert(ERROR, code);
        }
        if self.hresult.is_some() || self.context == Context::Application {
            headers.insert(ERROR_CONTEXT, text(format!("0x{:x}", self.context as u32)));
        }
        if let Some(offset) = self.wanted {
            headers.insert(RECEIVED_CONTENT_RANGE, offset.into());
        }
        response
    }
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> UploadError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => UploadError::DISK_FULL,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                UploadError::DENIED
            }
            io::ErrorKind::FileTooLarge => UploadError::TOO_LARGE,
            io::ErrorKind::TimedOut => UploadError::plain(StatusCode::REQUEST_TIMEOUT),
            _ => UploadError::plain(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// The packet in a BITS_POST request.
#[derive(Debug, PartialEq)]
pub enum Packet {
    CreateSession,
    Ping,
    Fragment(Fragment),
    CloseSession,
    CancelSession,
}

/// The byte range of a fragment and the size of the file.
#[derive(Debug, PartialEq)]
pub struct Fragment {
    pub place: Range<u64>,
    pub total: u64,
}

/// Parses the packet from the headers of a request.
pub fn packet(headers: &HeaderMap) -> Result<Packet, UploadError> {
    if headers.values().any(|value| value.len() > MAX_HEADER_VALUE) {
        return Err(UploadError::INVALID);
    }
    let kind = value(headers, &PACKET_TYPE)
        .ok_or(UploadError::INVALID)?
        .to_ascii_lowercase();
    let length: u64 = match headers.get(header::CONTENT_LENGTH) {
        None if headers.contains_key(header::TRANSFER_ENCODING) => {
            return Err(UploadError::LENGTH_REQUIRED);
        }
        // Proxies such as Caddy drop `Content-Length: 0` from requests with an unknown method, and
        // RFC 9112, section 6.3, gives such a request no body.
        None => 0,
        Some(length) => length
            .to_str()
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or(UploadError::INVALID)?,
    };
    let packet = match kind.as_str() {
        "fragment" => {
            let range = value(headers, &header::CONTENT_RANGE).ok_or(UploadError::INVALID)?;
            let missing = match headers.contains_key(header::CONTENT_LENGTH) {
                true => UploadError::INVALID,
                false => UploadError::LENGTH_REQUIRED,
            };
            return fragment(range, length).map(Packet::Fragment).ok_or(missing);
        }
        "create-session" => {
            let offered = value(headers, &SUPPORTED_PROTOCOLS).ok_or(UploadError::INVALID)?;
            if !supports_protocol(offered) {
                return Err(UploadError::INVALID);
            }
            Packet::CreateSession
        }
        "ping" => Packet::Ping,
        "close-session" => Packet::CloseSession,
        "cancel-session" => Packet::CancelSession,
        _ => return Err(UploadError::INVALID),
    };
    if length == 0 {
        Ok(packet)
    } else {
        Err(UploadError::INVALID)
    }
}

/// Returns the session id of a request. The ids of this server are GUIDs; others match no session.
pub fn session_id(headers: &HeaderMap) -> Option<Uuid> {
    Uuid::try_parse(value(headers, &SESSION_ID)?).ok()
}

fn value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn supports_protocol(offered: &str) -> bool {
    offered
        .split([' ', '\t', ','])
        .filter(|guid| !guid.is_empty())
        .take(MAX_PROTOCOLS)
        .any(|guid| guid.eq_ignore_ascii_case(PROTOCOL))
}

/// Parses `bytes first-last/total` for a body of `length` bytes. An empty file has no first and no
/// last byte, so with the total 0 the text before the slash is ignored.
fn fragment(range: &str, length: u64) -> Option<Fragment> {
    let (unit, range) = range.split_once(' ')?;
    let (place, total) = range.trim().split_once('/')?;
    let total: u64 = total.trim().parse().ok()?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    if total == 0 {
        return (length == 0).then_some(Fragment { place: 0..0, total });
    }
    let (first, last) = place.split_once('-')?;
    let first: u64 = first.trim().parse().ok()?;
    let end = last.trim().parse::<u64>().ok()?.checked_add(1)?;
    let fits = first < end && end <= total && end - first == length;
    fits.then_some(Fragment {
        place: first..end,
        total,
    })
}

/// Builds an acknowledgement with the headers that IIS sends.
pub fn ack() -> Response<()> {
    let mut response = Response::new(());
    let headers = response.headers_mut();
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    headers.insert(PACKET_TYPE, HeaderValue::from_static("Ack"));
    headers.insert(header::CONTENT_LENGTH, 0.into());
    response
}

/// Builds the response to Create-Session. `host` is the host id and its fallback timeout in
/// seconds.
pub fn ack_create(session: &str, host: Option<(&str, Option<u64>)>) -> Response<()> {
    let mut response = ack();
    let headers = response.headers_mut();
    headers.insert(PROTOCOL_CHOSEN, HeaderValue::from_static(PROTOCOL));
    headers.insert(SESSION_ID, text(session.to_owned()));
    headers.insert(
        header::ACCEPT_ENCODING,
        HeaderValue::from_static("identity"),
    );
    if let Some((host, fallback)) = host {
        headers.insert(HOST_ID, text(host.to_owned()));
        if let Some(seconds) = fallback {
            headers.insert(HOST_ID_FALLBACK_TIMEOUT, seconds.into());
        }
    }
    response
}

/// Builds the response to Fragment: the next offset and, when the file is complete, the URL of its
/// reply.
pub fn ack_fragment(next: u64, reply_url: Option<&str>) -> Response<()> {
    let mut response = ack();
    response
        .headers_mut()
        .insert(RECEIVED_CONTENT_RANGE, next.into());
    if let Some(url) = reply_url {
        response
            .headers_mut()
            .insert(REPLY_URL, text(url.to_owned()));
    }
    response
}

/// Builds a header value. A text that is not valid in a header becomes the empty value; the command
/// line refuses such texts.
fn text(value: String) -> HeaderValue {
    HeaderValue::try_from(value).unwrap_or_else(|_| HeaderValue::from_static(""))
}
