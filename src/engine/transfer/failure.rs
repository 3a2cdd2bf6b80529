//! Table of failures: maps each error of libcurl, OpenSSL, the server and the file system to a
//! result code, a context, and whether a retry may succeed.
//!
//! A transient failure puts the job into `BG_JOB_STATE_TRANSIENT_ERROR`, from which the runner
//! retries it; any other one puts it into `BG_JOB_STATE_ERROR`. The transport errors have the codes
//! of WinHTTP, because programs written for BITS know those. All floors above `transfer` use the
//! functions of this module; `model::messages` has a sentence for each code.

use std::io;
use std::time::SystemTime;

use crate::abi::BG_ERROR_CONTEXT::*;
use crate::abi::{self, BG_ERROR_CONTEXT, HRESULT};
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{Failure, http_status, io_code, win32};

/// Error numbers of WinHTTP (Microsoft Learn, "Error Messages (WinHttp.h)").
mod winhttp {
    pub const TIMEOUT: u32 = 12002;
    pub const INTERNAL_ERROR: u32 = 12004;
    pub const INVALID_URL: u32 = 12005;
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
    pub const SECURE_CHANNEL_ERROR: u32 = 12157;
    pub const SECURE_CERT_REVOKED: u32 = 12170;
    pub const SECURE_FAILURE: u32 = 12175;
    pub const SECURE_CERT_WRONG_USAGE: u32 = 12179;
    pub const CLIENT_CERT_NO_PRIVATE_KEY: u32 = 12185;
}

/// Values of [`Failure::transient`], as the table writes them.
const RETRY: bool = true;
const FATAL: bool = false;
/// Contexts, as the table writes them.
const SERVER: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT_REMOTE_FILE;
const TRANSPORT: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT_GENERAL_TRANSPORT;

/// Code of libcurl for a response without a status line of HTTP. The scheme of a URL is checked
/// before a request, so that the code has no other reason.
pub const NOT_HTTP: curl_sys::CURLcode = curl_sys::CURLE_UNSUPPORTED_PROTOCOL;

/// Code of libcurl for a failed handshake with a SOCKS proxy (`CURLE_PROXY`).
pub const SOCKS: curl_sys::CURLcode = 97;

/// Errors of libcurl: its code, our code, the context, and whether a retry may succeed. A code that
/// is not listed is [`UNEXPECTED`]. The numbers are codes that `curl_sys` does not declare.
#[rustfmt::skip]
pub const CURL: &[(curl_sys::CURLcode, HRESULT, BG_ERROR_CONTEXT, bool)] = &[
    (NOT_HTTP, win32(winhttp::INVALID_SERVER_RESPONSE), SERVER, FATAL),
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
    (SOCKS, win32(winhttp::CANNOT_CONNECT), TRANSPORT, RETRY),
    (98 /* SSL_CLIENTCERT */, win32(winhttp::CLIENT_AUTH_CERT_NEEDED), SERVER, FATAL),
    (99 /* UNRECOVERABLE_POLL */, win32(winhttp::CONNECTION_ERROR), TRANSPORT, RETRY),
];

/// Failure for an error of libcurl that does not occur with the options in use.
pub const UNEXPECTED: Failure = failure(win32(winhttp::INTERNAL_ERROR), TRANSPORT, FATAL);

/// Reasons of OpenSSL (`X509_V_ERR_*`) to refuse a certificate, and the error numbers of WinHTTP
/// for them. A reason that is not listed is a general TLS failure.
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

/// Reasons of OpenSSL to refuse a certificate because of its key or its signature:
/// `X509_V_ERR_EE_KEY_TOO_SMALL` to `X509_V_ERR_CA_MD_TOO_WEAK`.
const WEAK_CERTIFICATE_MIN: libc::c_long = 66;
const WEAK_CERTIFICATE_MAX: libc::c_long = 68;

const fn failure(code: HRESULT, context: BG_ERROR_CONTEXT, transient: bool) -> Failure {
    Failure::new(code, context, transient)
}

/// Returns the failure for a response that cannot be used; `code` is one of the `BG_E_*` codes.
pub fn unusable_response(code: HRESULT) -> Failure {
    failure(code, SERVER, FATAL)
}

/// Returns the failure for a remote name that is no URL.
pub fn invalid_url() -> Failure {
    failure(win32(winhttp::INVALID_URL), SERVER, FATAL)
}

/// Returns the failure for a redirect that is not followed.
pub fn redirect_refused() -> Failure {
    failure(win32(winhttp::REDIRECT_FAILED), SERVER, FATAL)
}

/// Returns the failure for a proxy list that cannot be parsed.
pub fn invalid_proxy() -> Failure {
    failure(abi::BG_E_INVALID_PROXY_INFO, TRANSPORT, FATAL)
}

/// Returns the failure for a connection that ended before the response was complete.
pub fn connection_lost() -> Failure {
    failure(win32(winhttp::CONNECTION_ERROR), SERVER, RETRY)
}

/// Returns the failure for a body without a length whose end cannot be told from a cut, because the
/// server ends encrypted connections without `close_notify`.
pub fn unclosed() -> Failure {
    Failure {
        cause: Cause::TlsTruncation,
        ..failure(win32(winhttp::SECURE_CHANNEL_ERROR), SERVER, FATAL)
    }
}

/// Returns the failure for a download that exceeds the size limit of its job.
pub fn size_limit_exceeded() -> Failure {
    unusable_response(abi::BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED)
}

/// Returns the failure for a remote file that has another version than the local parts of it.
pub fn changed() -> Failure {
    unusable_response(abi::BG_E_REMOTE_FILE_CHANGED)
}

/// Returns the failure for a remote file that changed too often while it was read.
pub fn changes_too_often() -> Failure {
    Failure {
        cause: Cause::SeveralVersions,
        ..failure(abi::BG_E_REMOTE_FILE_CHANGED, SERVER, RETRY)
    }
}

/// Returns the failure for a status that is no success. `retry_after` is the delay in seconds that
/// the server asks for; a client error with such a delay is transient. Every error of the server is
/// transient, because a proxy or another node may answer the next request. A status below 100 means
/// that the response has no valid status line.
pub fn http(status: u32, retry_after: Option<u64>) -> Failure {
    if status < 100 {
        return not_http();
    }
    let transient = match status {
        300..=305 | 307 | 308 => FATAL,
        408 | 409 | 425 | 429 => RETRY,
        400..=499 => retry_after.is_some(),
        _ => RETRY,
    };
    Failure {
        retry_after,
        ..failure(http_status(status), SERVER, transient)
    }
}

/// Returns the failure for a proxy that refused to connect to the server.
pub fn proxy_refused(status: u32) -> Failure {
    let refused = http(status, None);
    Failure {
        context: TRANSPORT,
        cause: Cause::ProxyRefusal,
        // 501 and 505: the proxy does not know CONNECT.
        transient: refused.transient && !matches!(status, 501 | 505),
        ..refused
    }
}

/// Returns the failure for a SOCKS proxy that did not connect to the server.
pub fn socks_refused() -> Failure {
    Failure {
        cause: Cause::ProxyRefusal,
        ..curl(SOCKS)
    }
}

/// Returns the failure for a peer whose response is not HTTP.
pub fn not_http() -> Failure {
    Failure {
        cause: Cause::NotHttp,
        ..curl(NOT_HTTP)
    }
}

/// Returns the failure for a TLS handshake that failed because of `cause`.
pub fn handshake(cause: Cause) -> Failure {
    Failure {
        cause,
        ..curl(curl_sys::CURLE_SSL_CONNECT_ERROR)
    }
}

/// Returns the failure for a server that requires a client certificate.
pub fn client_certificate_needed() -> Failure {
    failure(win32(winhttp::CLIENT_AUTH_CERT_NEEDED), SERVER, FATAL)
}

/// Returns the failure for an error code of libcurl.
pub fn curl(code: curl_sys::CURLcode) -> Failure {
    let row = CURL.iter().find(|row| row.0 == code);
    row.map_or(UNEXPECTED, |row| failure(row.1, row.2, row.3))
}

/// Returns the failure for a refused certificate of the server. `reason` is OpenSSL's result of the
/// verification (`X509_V_ERR_*`). libcurl checks the host name itself, before the certificate
/// chain: if the name is wrong, the result is 0 (no fault) or 1 (not verified yet).
pub fn certificate(reason: libc::c_long) -> Failure {
    let row = CERTIFICATE.iter().find(|row| row.0 == reason);
    let number = match reason {
        0 | 1 => winhttp::SECURE_CERT_CN_INVALID,
        _ => row.map_or(winhttp::SECURE_FAILURE, |row| row.1),
    };
    let cause = match reason {
        WEAK_CERTIFICATE_MIN..=WEAK_CERTIFICATE_MAX => Cause::WeakCertificate,
        _ if number == winhttp::SECURE_FAILURE => Cause::Certificate,
        _ => Cause::Unspecified,
    };
    Failure {
        cause,
        ..failure(win32(number), SERVER, FATAL)
    }
}

/// Returns the failure for an error of the local file.
pub fn local(error: &io::Error) -> Failure {
    failure(
        io_code(error),
        BG_ERROR_CONTEXT_LOCAL_FILE,
        is_transient(error),
    )
}

/// Returns the failure for a local file that cannot be used; `code` says why.
pub fn local_code(code: HRESULT) -> Failure {
    failure(code, BG_ERROR_CONTEXT_LOCAL_FILE, FATAL)
}

/// Returns the failure for a response that is malformed. It is transient: the next response may be
/// correct.
pub fn malformed_response() -> Failure {
    failure(abi::BG_E_INVALID_SERVER_RESPONSE, SERVER, RETRY)
}

/// Returns the failure for a computer without a network.
pub fn disconnected() -> Failure {
    failure(abi::BG_E_NETWORK_DISCONNECTED, TRANSPORT, RETRY)
}

/// Returns the failure for a background job that the policy does not allow to transfer data.
pub fn blocked_by_policy() -> Failure {
    failure(
        abi::BG_E_BLOCKED_BY_POLICY,
        BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
        RETRY,
    )
}

/// Returns the failure for an error of a source file that is on this machine.
pub fn source(error: &io::Error) -> Failure {
    failure(io_code(error), SERVER, is_transient(error))
}

/// Returns whether an error of the file system may go away by itself.
fn is_transient(error: &io::Error) -> bool {
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

/// Returns the value of a `Retry-After` header, a number of seconds or a date, in seconds from
/// `now`.
pub fn retry_after(value: &str, now: SystemTime) -> Option<u64> {
    let value = value.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok();
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).map_or(0, |delay| delay.as_secs()))
}
