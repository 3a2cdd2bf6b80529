//! Cause of a failed request, as libcurl, OpenSSL and the operating system report it. The network
//! and the exchanges call it while they still have the request's handle.
//!
//! A failure of a proxy has its name, and the context `BG_ERROR_CONTEXT_GENERAL_TRANSPORT`. A
//! request fails at its proxy until the proxy has made a tunnel to the server (CONNECT for https,
//! SOCKS); a request without a tunnel has no connection but that to the proxy.

use curl::easy::Easy2;
use url::Url;

use crate::abi::BG_ERROR_CONTEXT::{
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT, BG_ERROR_CONTEXT_REMOTE_FILE,
};
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{Failure, http_status};
use crate::engine::model::settings::ProxySettings;
use crate::engine::platform;
use crate::engine::platform::tls::CertificateWatch;
use crate::engine::transfer::failure::{self, SOCKS};
use crate::engine::transfer::proxy::{self, ProxyName};

/// `CURLE_WEIRD_SERVER_REPLY`: the response is malformed, or has no status line on a connection
/// that had one before.
const WEIRD_SERVER_REPLY: curl_sys::CURLcode = 8;

/// Errors of libcurl on a connection that is open or being opened.
const CONNECTION_ERRORS: &[curl_sys::CURLcode] = &[
    failure::NOT_HTTP,
    WEIRD_SERVER_REPLY,
    curl_sys::CURLE_PARTIAL_FILE,
    curl_sys::CURLE_OPERATION_TIMEDOUT,
    curl_sys::CURLE_SSL_CONNECT_ERROR,
    curl_sys::CURLE_GOT_NOTHING,
    curl_sys::CURLE_SEND_ERROR,
    curl_sys::CURLE_RECV_ERROR,
    curl_sys::CURLE_PEER_FAILED_VERIFICATION,
    98, // CURLE_SSL_CLIENTCERT
];

/// Reasons of OpenSSL (`SSL_R_*`) for a failed handshake, and their causes. A reason that is not
/// listed is [`Cause::TlsHandshake`]. An alert of the peer has the reason 1000 and its number.
#[rustfmt::skip]
const HANDSHAKE: &[(u32, Cause)] = &[
    (118, Cause::TlsCipher),   // NO_SUITABLE_SIGNATURE_ALGORITHM
    (156, Cause::NotTls),      // HTTP_REQUEST
    (191, Cause::TlsVersion),  // NO_PROTOCOLS_AVAILABLE
    (193, Cause::TlsCipher),   // NO_SHARED_CIPHER
    (198, Cause::NotTls),      // PACKET_LENGTH_TOO_LONG
    (252, Cause::NotTls),      // UNKNOWN_PROTOCOL
    (258, Cause::TlsVersion),  // UNSUPPORTED_PROTOCOL
    (261, Cause::TlsCipher),   // WRONG_CIPHER_RETURNED
    (266, Cause::TlsVersion),  // WRONG_SSL_VERSION
    (267, Cause::NotTls),      // WRONG_VERSION_NUMBER, that of the first record
    (338, Cause::TlsVersion),  // UNSAFE_LEGACY_RENEGOTIATION_DISABLED
    (394, Cause::TlsCipher),   // DH_KEY_TOO_SMALL
    (396, Cause::TlsVersion),  // VERSION_TOO_LOW
    (399, Cause::WeakCertificate), // EE_KEY_TOO_SMALL
    (1040, Cause::TlsCipher),  // alert handshake_failure
    (1070, Cause::TlsVersion), // alert protocol_version
    (1071, Cause::TlsCipher),  // alert insufficient_security
    (1086, Cause::TlsVersion), // alert inappropriate_fallback
    (1112, Cause::TlsName),    // alert unrecognized_name
];

/// Reason of OpenSSL for a connection that ended without a closing message
/// (`SSL_R_UNEXPECTED_EOF_WHILE_READING`).
const UNEXPECTED_EOF: u32 = 294;
/// Alert `certificate_required` of TLS 1.3.
const CERTIFICATE_REQUIRED: u32 = 1116;
/// Alerts that servers send if the client has no certificate although they asked for one:
/// `handshake_failure` (RFC 5246, 7.4.6), `bad_certificate` and others about certificates.
const REJECTED_CERTIFICATE: &[u32] = &[1040, 1041, 1042, 1043, 1046, 1048, 1049];

/// Returns the failure for an error of libcurl, with the details that the handle has about it.
/// `watch` has watched the handshake of its connection.
pub fn diagnose<H>(
    easy: &Easy2<H>,
    error: &curl::Error,
    settings: &ProxySettings,
    watch: &CertificateWatch,
) -> Failure {
    let code = error.code();
    if is_disconnected(easy, code) {
        return failure::disconnected();
    }
    let proxy = used_proxy(easy, code, settings).filter(|proxy| is_at_proxy(easy, code, proxy));
    let failure = classify(easy, code, proxy.is_some(), watch);
    match proxy {
        Some(proxy) => Failure {
            context: BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
            proxy: Some(proxy.address),
            ..failure
        },
        None => failure,
    }
}

/// Returns the failure for an error of libcurl, without the name of the proxy. `at_proxy`: the
/// request failed at its proxy.
fn classify<H>(
    easy: &Easy2<H>,
    code: curl_sys::CURLcode,
    at_proxy: bool,
    watch: &CertificateWatch,
) -> Failure {
    let connect_status = easy.http_connectcode().unwrap_or(0);
    let has_status = easy.response_code().is_ok_and(|status| status > 0);
    match code {
        curl_sys::CURLE_RECV_ERROR | curl_sys::CURLE_COULDNT_CONNECT if connect_status >= 300 => {
            failure::proxy_refused(connect_status)
        }
        SOCKS => failure::socks_refused(),
        curl_sys::CURLE_PEER_FAILED_VERIFICATION => {
            failure::certificate(platform::curl::verify_result(easy, at_proxy))
        }
        WEIRD_SERVER_REPLY | failure::NOT_HTTP if !has_status => failure::not_http(),
        _ => {
            let message = easy.take_error_buf().unwrap_or_default();
            let length = easy.content_length_download().unwrap_or(-1.0);
            tls_failure(code, &message, watch.saw_request(), length >= 0.0)
                .unwrap_or_else(|| failure::curl(code))
        }
    }
}

/// Returns the name of the proxy that may have made the response itself, because the request had no
/// tunnel to the server.
pub fn relay<H>(easy: &Easy2<H>, settings: &ProxySettings) -> Option<String> {
    let proxy = used_proxy(easy, curl_sys::CURLE_OK, settings)?;
    (!has_tunnel(easy, &proxy)).then_some(proxy.address)
}

/// Adds the name of the proxy that a response came through to a failure for its status.
pub fn name_relay(failure: Failure, relay: Option<String>) -> Failure {
    let is_status = (100..600).any(|status| failure.code == http_status(status));
    let is_response = is_status && failure.context == BG_ERROR_CONTEXT_REMOTE_FILE;
    match relay.filter(|_| is_response) {
        Some(proxy) => Failure {
            cause: Cause::ThroughProxy,
            proxy: Some(proxy),
            ..failure
        },
        None => failure,
    }
}

/// Returns whether the request failed because this computer has no network.
fn is_disconnected<H>(easy: &Easy2<H>, code: curl_sys::CURLcode) -> bool {
    let may_be = match code {
        // Another address of the same server may have refused the connection.
        curl_sys::CURLE_COULDNT_CONNECT => {
            easy.os_errno().is_ok_and(platform::route::says_unreachable)
        }
        curl_sys::CURLE_COULDNT_RESOLVE_HOST | curl_sys::CURLE_COULDNT_RESOLVE_PROXY => true,
        _ => false,
    };
    may_be && platform::route::is_cut_off()
}

/// Returns the proxy of a request; `None` if it had none. A proxy whose name is not known has an
/// empty one.
fn used_proxy<H>(
    easy: &Easy2<H>,
    code: curl_sys::CURLcode,
    settings: &ProxySettings,
) -> Option<ProxyName> {
    let is_used = code == curl_sys::CURLE_COULDNT_RESOLVE_PROXY || platform::curl::used_proxy(easy);
    if !is_used {
        return None;
    }
    let name = effective_url(easy).and_then(|url| proxy::name(settings, &url));
    Some(name.unwrap_or_default())
}

fn effective_url<H>(easy: &Easy2<H>) -> Option<Url> {
    Url::parse(easy.effective_url().ok()??).ok()
}

/// Returns whether a request through a proxy failed at the proxy, and not at the server behind it.
fn is_at_proxy<H>(easy: &Easy2<H>, code: curl_sys::CURLcode, proxy: &ProxyName) -> bool {
    match code {
        curl_sys::CURLE_COULDNT_RESOLVE_PROXY | curl_sys::CURLE_COULDNT_CONNECT | SOCKS => true,
        _ if !CONNECTION_ERRORS.contains(&code) => false,
        _ if proxy.is_socks() => {
            code == curl_sys::CURLE_OPERATION_TIMEDOUT && easy.request_size() == Ok(0)
        }
        _ => !has_tunnel(easy, proxy) || !easy.http_connectcode().is_ok_and(|status| status > 0),
    }
}

/// Returns whether a request through a proxy uses a tunnel, which the proxy does not look into.
fn has_tunnel<H>(easy: &Easy2<H>, proxy: &ProxyName) -> bool {
    proxy.is_socks() || effective_url(easy).is_some_and(|url| url.scheme() == "https")
}

/// Returns the failure that libcurl's message tells about a TLS connection; `None` if the error has
/// nothing to do with TLS. `has_length`: the length of the response is known, so that its end does
/// not depend on a closing message.
///
/// libcurl has one code for all failures of a handshake; only the number in its message
/// (`error:0A000458:SSL routines::...`), which comes from OpenSSL, distinguishes them.
fn tls_failure(
    code: curl_sys::CURLcode,
    message: &str,
    requested_certificate: bool,
    has_length: bool,
) -> Option<Failure> {
    let reason = openssl_reason(message);
    let rejects_certificate = |reason| {
        reason == CERTIFICATE_REQUIRED
            || requested_certificate && REJECTED_CERTIFICATE.contains(&reason)
    };
    let is_handshake = code == curl_sys::CURLE_SSL_CONNECT_ERROR;
    let is_transfer = matches!(
        code,
        curl_sys::CURLE_RECV_ERROR | curl_sys::CURLE_SEND_ERROR
    );
    match reason {
        // In TLS 1.3 the handshake of the client ends before the server has checked it.
        Some(reason) if (is_handshake || is_transfer) && rejects_certificate(reason) => {
            Some(failure::client_certificate_needed())
        }
        Some(UNEXPECTED_EOF) if is_transfer && !has_length => Some(Failure {
            cause: Cause::TlsTruncation,
            ..failure::connection_lost()
        }),
        None | Some(UNEXPECTED_EOF) if is_handshake => Some(failure::connection_lost()),
        Some(reason) if is_handshake => {
            let row = HANDSHAKE.iter().find(|row| row.0 == reason);
            Some(failure::handshake(
                row.map_or(Cause::TlsHandshake, |row| row.1),
            ))
        }
        _ => None,
    }
}

/// Returns the reason in an error number of OpenSSL's library for TLS; `None` if the message has
/// none. The low 12 bits are the reason in OpenSSL 1.1 and 3.
fn openssl_reason(message: &str) -> Option<u32> {
    message.split("error:").skip(1).find_map(|text| {
        let digits = text.get(..8)?;
        let is_tls = digits.starts_with("0A") || digits.starts_with("14");
        let number = u32::from_str_radix(digits, 16).ok()?;
        is_tls.then_some(number & 0xFFF)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_read_from_the_messages_of_openssl() {
        for (message, reason) in [
            (
                "TLS connect error: OpenSSL/3.6.3: error:0A000458:SSL routines::tlsv1 \
                 unrecognized name",
                Some(1112),
            ),
            (
                "error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure",
                Some(1040),
            ),
            (
                "OpenSSL SSL_read: OpenSSL/3.6.3: error:0A000126:SSL routines::unexpected eof \
                 while reading, errno 0",
                Some(UNEXPECTED_EOF),
            ),
            ("error:02000068:rsa routines::bad signature", None),
            ("TLS connect error: error:", None),
            ("error:0A00\u{e9}\u{e9}\u{e9}", None),
            ("Recv failure: Connection reset by peer", None),
            ("", None),
        ] {
            assert_eq!(openssl_reason(message), reason, "{message}");
        }
    }

    #[test]
    fn an_alert_means_a_missing_certificate_only_if_one_was_requested() {
        let alert = "TLS connect error: error:0A000410:SSL routines::alert handshake failure";
        let failure = |code, requested| tls_failure(code, alert, requested, false);
        let handshake = curl_sys::CURLE_SSL_CONNECT_ERROR;
        assert_eq!(
            failure(handshake, true),
            Some(failure::client_certificate_needed())
        );
        assert_eq!(
            failure(handshake, false),
            Some(failure::handshake(Cause::TlsCipher))
        );
        // A running transfer was broken off for another reason.
        assert_eq!(failure(curl_sys::CURLE_RECV_ERROR, false), None);
    }
}
