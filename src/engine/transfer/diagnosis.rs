//! Cause of a failed request, as libcurl, OpenSSL and the operating system report it. The network
//! and the exchanges call it while they still have the request's handle.

use curl::easy::Easy2;

use crate::engine::model::error::Failure;
use crate::engine::platform;
use crate::engine::transfer::failure;

/// Returns the failure for an error of libcurl, with the details that the handle has about it.
pub fn diagnose<H>(easy: &Easy2<H>, error: &curl::Error) -> Failure {
    let proxy_status = easy.http_connectcode().unwrap_or(0);
    match error.code() {
        curl_sys::CURLE_PEER_FAILED_VERIFICATION => {
            failure::certificate(platform::curl::verify_result(easy))
        }
        curl_sys::CURLE_RECV_ERROR | curl_sys::CURLE_COULDNT_CONNECT if proxy_status >= 300 => {
            failure::proxy_refused(proxy_status)
        }
        curl_sys::CURLE_COULDNT_CONNECT if no_route(easy) && platform::route::is_cut_off() => {
            failure::disconnected()
        }
        curl_sys::CURLE_COULDNT_RESOLVE_HOST | curl_sys::CURLE_COULDNT_RESOLVE_PROXY
            if platform::route::is_cut_off() =>
        {
            failure::disconnected()
        }
        curl_sys::CURLE_SSL_CONNECT_ERROR if is_connection_broken(easy) => {
            failure::connection_lost()
        }
        code => failure::curl(code),
    }
}

/// Returns whether this computer has no route to the address that was tried last. Another address
/// of the same server may have refused the connection.
fn no_route<H>(easy: &Easy2<H>) -> bool {
    easy.os_errno().is_ok_and(platform::route::says_unreachable)
}

/// Returns whether a TLS handshake failed because the connection broke, and not because one side
/// rejected the TLS parameters of the other. libcurl returns the same code for both cases; only its
/// message distinguishes them.
fn is_connection_broken<H>(easy: &Easy2<H>) -> bool {
    let message = easy.take_error_buf().unwrap_or_default();
    !message.starts_with("TLS connect error") || message.contains("unexpected eof")
}
