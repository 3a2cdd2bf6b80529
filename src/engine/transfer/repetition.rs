//! Requests that are repeated at once, on a new connection, because the server had given up the
//! connection that they used.
//!
//! A server may close an idle connection at any time, also while the next request is on its way,
//! and it may answer such a request with the status 408, which is about the time before it. Neither
//! says anything about the request. libcurl repeats most of these requests by itself
//! ([`repeat_on_new_connection`](crate::engine::platform::curl::repeat_on_new_connection)); the
//! network and the exchanges repeat the others.

use curl::easy::Easy2;

/// Errors of libcurl for a connection that ended before the response began.
const CLOSED: [curl_sys::CURLcode; 4] = [
    curl_sys::CURLE_GOT_NOTHING,
    curl_sys::CURLE_SEND_ERROR,
    curl_sys::CURLE_RECV_ERROR,
    curl_sys::CURLE_HTTP2,
];
/// Status of a server that waited too long for a request (408 Request Timeout).
const REQUEST_TIMEOUT: u32 = 408;

/// Returns whether a request has ended because the server had given up its connection. `status` is
/// that of the response; 0: no response.
///
/// It is false for a request for which libcurl opened a connection. A repetition opens one;
/// therefore no request is repeated twice.
pub fn was_given_up<H>(easy: &Easy2<H>, result: &Result<(), curl::Error>, status: u32) -> bool {
    let is_reused = easy.num_connects().is_ok_and(|connects| connects == 0);
    let is_closed = || {
        let is_listed = |error: &curl::Error| CLOSED.contains(&error.code());
        status == 0 && result.as_ref().is_err_and(is_listed)
    };
    is_reused && (status == REQUEST_TIMEOUT || is_closed())
}
