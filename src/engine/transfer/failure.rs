//! What every way of failing means: the code, the context, and whether another try may help. The
//! one table.

use std::io;
use std::time::SystemTime;

use crate::abi::BG_ERROR_CONTEXT::*;
use crate::abi::{self, BG_ERROR_CONTEXT, HRESULT};
use crate::engine::model::error::{Failure, http_status, io_code, win32};

/// WinHTTP's error numbers, which BITS programs know.
mod winhttp {
    pub const TIMEOUT: u32 = 12002;
    pub const INTERNAL_ERROR: u32 = 12004;
    pub const INVALID_URL: u32 = 12005;
    pub const UNRECOGNIZED_SCHEME: u32 = 12006;
    pub const NAME_NOT_RESOLVED: u32 = 12007;
    pub const CANNOT_CONNECT: u32 = 12029;
    pub const CONNECTION_ERROR: u32 = 12030;
    pub const SECURE_CERT_DATE_INVALID: u32 = 12037;
    pub const SECURE_CERT_CN_INVALID: u32 = 12038;
    pub const CLIENT_AUTH_CERT_NEEDED: u32 = 12044;
    pub const SECURE_INVALID_CA: u32 = 12045;
    pub const SECURE_CERT_REV_FAILED: u32 = 12057;
    pub const INVALID_SERVER_RESPONSE: u32 = 12152;
    pub const REDIRECT_FAILED: u32 = 12156;
    pub const SECURE_CERT_REVOKED: u32 = 12170;
    pub const SECURE_FAILURE: u32 = 12175;
    pub const SECURE_CERT_WRONG_USAGE: u32 = 12179;
    pub const CLIENT_CERT_NO_PRIVATE_KEY: u32 = 12185;
}

const RETRY: bool = true;
const FATAL: bool = false;
const SERVER: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT_REMOTE_FILE;
const TRANSPORT: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT_GENERAL_TRANSPORT;

/// libcurl's errors. A number that is not here is [`UNEXPECTED`].
#[rustfmt::skip]
pub const CURL: &[(curl_sys::CURLcode, HRESULT, BG_ERROR_CONTEXT, bool)] = &[
    (curl_sys::CURLE_UNSUPPORTED_PROTOCOL, win32(winhttp::UNRECOGNIZED_SCHEME), SERVER, FATAL),
    (curl_sys::CURLE_FAILED_INIT, win32(winhttp::INTERNAL_ERROR), TRANSPORT, RETRY),
    (curl_sys::CURLE_URL_MALFORMAT, win32(winhttp::INVALID_URL), SERVER, FATAL),
    (4 /* NOT_BUILT_IN */, win32(winhttp::INTERNAL_ERROR), TRANSPORT, FATAL),
    (curl_sys::CURLE_COULDNT_RESOLVE_PROXY, win32(winhttp::NAME_NOT_RESOLVED), TRANSPORT, RETRY),
    (curl_sys::CURLE_COULDNT_RESOLVE_HOST, win32(winhttp::NAME_NOT_RESOLVED), SERVER, RETRY),
    (curl_sys::CURLE_COULDNT_CONNECT, win32(winhttp::CANNOT_CONNECT), SERVER, RETRY),
    (8 /* WEIRD_SERVER_REPLY */, win32(winhttp::INVALID_SERVER_RESPONSE), SERVER, FATAL),
    (curl_sys::CURLE_REMOTE_ACCESS_DENIED, abi::E_ACCESSDENIED, SERVER, FATAL),
    (curl_sys::CURLE_HTTP2, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_PARTIAL_FILE, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_OUT_OF_MEMORY, abi::E_OUTOFMEMORY, TRANSPORT, RETRY),
    (curl_sys::CURLE_OPERATION_TIMEDOUT, win32(winhttp::TIMEOUT), SERVER, RETRY),
    (curl_sys::CURLE_RANGE_ERROR, abi::BG_E_INSUFFICIENT_RANGE_SUPPORT, SERVER, FATAL),
    (curl_sys::CURLE_SSL_CONNECT_ERROR, win32(winhttp::SECURE_FAILURE), SERVER, FATAL),
    (curl_sys::CURLE_BAD_DOWNLOAD_RESUME, abi::BG_E_INSUFFICIENT_RANGE_SUPPORT, SERVER, FATAL),
    (curl_sys::CURLE_INTERFACE_FAILED, win32(winhttp::CANNOT_CONNECT), TRANSPORT, RETRY),
    (curl_sys::CURLE_TOO_MANY_REDIRECTS, win32(winhttp::REDIRECT_FAILED), SERVER, FATAL),
    (curl_sys::CURLE_GOT_NOTHING, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_SSL_ENGINE_NOTFOUND, win32(winhttp::SECURE_FAILURE), TRANSPORT, FATAL),
    (curl_sys::CURLE_SSL_ENGINE_SETFAILED, win32(winhttp::SECURE_FAILURE), TRANSPORT, FATAL),
    (curl_sys::CURLE_SEND_ERROR, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_RECV_ERROR, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_SSL_CERTPROBLEM, win32(winhttp::CLIENT_CERT_NO_PRIVATE_KEY), SERVER, FATAL),
    (curl_sys::CURLE_SSL_CIPHER, win32(winhttp::SECURE_FAILURE), SERVER, FATAL),
    (curl_sys::CURLE_PEER_FAILED_VERIFICATION, win32(winhttp::SECURE_FAILURE), SERVER, FATAL),
    (curl_sys::CURLE_BAD_CONTENT_ENCODING, abi::BG_E_INVALID_SERVER_RESPONSE, SERVER, FATAL),
    (curl_sys::CURLE_FILESIZE_EXCEEDED, abi::BG_E_TOO_LARGE, SERVER, FATAL),
    (curl_sys::CURLE_USE_SSL_FAILED, win32(winhttp::SECURE_FAILURE), SERVER, FATAL),
    (curl_sys::CURLE_SEND_FAIL_REWIND, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_SSL_ENGINE_INITFAILED, win32(winhttp::SECURE_FAILURE), TRANSPORT, FATAL),
    (curl_sys::CURLE_LOGIN_DENIED, http_status(401), SERVER, FATAL),
    (curl_sys::CURLE_SSL_CACERT_BADFILE, win32(winhttp::SECURE_INVALID_CA), TRANSPORT, FATAL),
    (curl_sys::CURLE_SSL_SHUTDOWN_FAILED, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_AGAIN, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (curl_sys::CURLE_SSL_CRL_BADFILE, win32(winhttp::SECURE_CERT_REV_FAILED), SERVER, FATAL),
    (curl_sys::CURLE_SSL_ISSUER_ERROR, win32(winhttp::SECURE_INVALID_CA), SERVER, FATAL),
    (89 /* NO_CONNECTION_AVAILABLE */, win32(winhttp::CANNOT_CONNECT), TRANSPORT, RETRY),
    (90 /* SSL_PINNEDPUBKEYNOTMATCH */, win32(winhttp::SECURE_INVALID_CA), SERVER, FATAL),
    (91 /* SSL_INVALIDCERTSTATUS */, win32(winhttp::SECURE_CERT_REV_FAILED), SERVER, FATAL),
    (curl_sys::CURLE_HTTP2_STREAM, win32(winhttp::CONNECTION_ERROR), SERVER, RETRY),
    (94 /* AUTH_ERROR */, http_status(401), SERVER, FATAL),
    (97 /* PROXY */, win32(winhttp::CANNOT_CONNECT), TRANSPORT, RETRY),
    (98 /* SSL_CLIENTCERT */, win32(winhttp::CLIENT_AUTH_CERT_NEEDED), SERVER, FATAL),
    (99 /* UNRECOVERABLE_POLL */, win32(winhttp::CONNECTION_ERROR), TRANSPORT, RETRY),
];

/// An error that libcurl does not return for what we ask of it.
pub const UNEXPECTED: Failure = failure(win32(winhttp::INTERNAL_ERROR), TRANSPORT, FATAL);

/// OpenSSL's reasons (`X509_V_ERR_*`) to refuse a certificate. A number that is not here is a
/// general TLS failure.
#[rustfmt::skip]
pub const CERTIFICATE: &[(libc::c_long, u32)] = &[
    (2, winhttp::SECURE_INVALID_CA),       // UNABLE_TO_GET_ISSUER_CERT
    (3, winhttp::SECURE_CERT_REV_FAILED),  // UNABLE_TO_GET_CRL
    (9, winhttp::SECURE_CERT_DATE_INVALID), // CERT_NOT_YET_VALID
    (10, winhttp::SECURE_CERT_DATE_INVALID), // CERT_HAS_EXPIRED
    (11, winhttp::SECURE_CERT_REV_FAILED), // CRL_NOT_YET_VALID
    (12, winhttp::SECURE_CERT_REV_FAILED), // CRL_HAS_EXPIRED
    (18, winhttp::SECURE_INVALID_CA),      // DEPTH_ZERO_SELF_SIGNED_CERT
    (19, winhttp::SECURE_INVALID_CA),      // SELF_SIGNED_CERT_IN_CHAIN
    (20, winhttp::SECURE_INVALID_CA),      // UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    (21, winhttp::SECURE_INVALID_CA),      // UNABLE_TO_VERIFY_LEAF_SIGNATURE
    (23, winhttp::SECURE_CERT_REVOKED),    // CERT_REVOKED
    (24, winhttp::SECURE_INVALID_CA),      // INVALID_CA
    (26, winhttp::SECURE_CERT_WRONG_USAGE), // INVALID_PURPOSE
    (27, winhttp::SECURE_INVALID_CA),      // CERT_UNTRUSTED
    (62, winhttp::SECURE_CERT_CN_INVALID), // HOSTNAME_MISMATCH
    (64, winhttp::SECURE_CERT_CN_INVALID), // IP_ADDRESS_MISMATCH
];

const fn failure(code: HRESULT, context: BG_ERROR_CONTEXT, transient: bool) -> Failure {
    Failure {
        code,
        context,
        transient,
        retry_after: None,
    }
}

/// A server whose answer cannot be used: one of the `BG_E_*` codes.
pub fn unusable(code: HRESULT) -> Failure {
    failure(code, SERVER, FATAL)
}

pub fn redirect_refused() -> Failure {
    failure(win32(winhttp::REDIRECT_FAILED), SERVER, FATAL)
}

pub fn invalid_proxy() -> Failure {
    failure(abi::BG_E_INVALID_PROXY_INFO, TRANSPORT, FATAL)
}

/// The answer ended before its time.
pub fn cut_short() -> Failure {
    failure(win32(winhttp::CONNECTION_ERROR), SERVER, RETRY)
}

/// There is more of it than the job may have.
pub fn too_much() -> Failure {
    unusable(abi::BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED)
}

/// The remote file is another one than that of which we hold parts.
pub fn changed() -> Failure {
    unusable(abi::BG_E_REMOTE_FILE_CHANGED)
}

/// The remote file changes faster than it can be read.
pub fn ever_changing() -> Failure {
    failure(abi::BG_E_REMOTE_FILE_CHANGED, SERVER, RETRY)
}

/// A status that is not the one hoped for. `retry_after` is the server's own word that another try
/// may help.
pub fn http(status: u32, retry_after: Option<u64>) -> Failure {
    let transient = match status {
        300..=305 | 307 | 308 => FATAL,
        408 | 409 => RETRY,
        400..=499 => retry_after.is_some(),
        501 | 505 => FATAL,
        _ => RETRY,
    };
    Failure {
        retry_after,
        ..failure(http_status(status), SERVER, transient)
    }
}

/// The proxy did not let us through to the server.
pub fn proxy_refused(status: u32) -> Failure {
    Failure {
        context: TRANSPORT,
        ..http(status, None)
    }
}

/// libcurl gave up.
pub fn curl(code: curl_sys::CURLcode) -> Failure {
    let row = CURL.iter().find(|row| row.0 == code);
    row.map_or(UNEXPECTED, |row| failure(row.1, row.2, row.3))
}

/// The server's certificate was refused, for OpenSSL's reason `verify`. libcurl looks at the name
/// itself, and first: then OpenSSL has no complaint (0), or has not been asked yet (1).
pub fn certificate(verify: libc::c_long) -> Failure {
    let row = CERTIFICATE.iter().find(|row| row.0 == verify);
    let number = match verify {
        0 | 1 => winhttp::SECURE_CERT_CN_INVALID,
        _ => row.map_or(winhttp::SECURE_FAILURE, |row| row.1),
    };
    failure(win32(number), SERVER, FATAL)
}

/// The file being written cannot be.
pub fn local(error: &io::Error) -> Failure {
    failure(io_code(error), BG_ERROR_CONTEXT_LOCAL_FILE, passing(error))
}

/// The local file is not what it was.
pub fn local_code(code: HRESULT) -> Failure {
    failure(code, BG_ERROR_CONTEXT_LOCAL_FILE, FATAL)
}

/// The server's answer makes no sense, but the next one may.
pub fn invalid_answer() -> Failure {
    failure(abi::BG_E_INVALID_SERVER_RESPONSE, SERVER, RETRY)
}

/// There is no network to go by.
pub fn disconnected() -> Failure {
    failure(abi::BG_E_NETWORK_DISCONNECTED, TRANSPORT, RETRY)
}

/// The policy allows background jobs nothing.
pub fn blocked_by_policy() -> Failure {
    failure(
        abi::BG_E_BLOCKED_BY_POLICY,
        BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
        RETRY,
    )
}

/// The network keeps silent.
pub fn timeout() -> Failure {
    failure(win32(winhttp::TIMEOUT), SERVER, RETRY)
}

/// The file being copied cannot be read.
pub fn source(error: &io::Error) -> Failure {
    failure(io_code(error), SERVER, passing(error))
}

fn passing(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(
            libc::EAGAIN
                | libc::EBUSY
                | libc::EINTR
                | libc::EMFILE
                | libc::ENFILE
                | libc::ENOMEM
                | libc::ETXTBSY
        )
    )
}

/// `Retry-After`, in seconds or as a date, as seconds from `now`.
pub fn retry_after(value: &str, now: SystemTime) -> Option<u64> {
    let value = value.trim();
    value.parse().ok().or_else(|| {
        let date = httpdate::parse_http_date(value).ok()?;
        Some(date.duration_since(now).map_or(0, |wait| wait.as_secs()))
    })
}
