//! Cause of a failed request, as libcurl and the system tell it.

use curl::easy::Easy2;

use crate::engine::model::error::Failure;
use crate::engine::platform;
use crate::engine::transfer::failure;

/// The last address that was tried cannot be reached from here; another one of the server may have
/// refused.
fn no_route<H>(easy: &Easy2<H>) -> bool {
    easy.os_errno().is_ok_and(platform::route::says_unreachable)
}

/// What a failed request says about its failure.
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
        curl_sys::CURLE_SSL_CONNECT_ERROR if broke_off(easy) => failure::cut_short(),
        code => failure::curl(code),
    }
}

/// A handshake that ended because the connection broke, not because one side did not like the
/// other's TLS. Only the words tell.
fn broke_off<H>(easy: &Easy2<H>) -> bool {
    let message = easy.take_error_buf().unwrap_or_default();
    !message.starts_with("TLS connect error") || message.contains("unexpected eof")
}
