//! What libcurl can do and its Rust wrapper cannot.

use curl::easy::Easy2;
use curl::multi::Easy2Handle;

/// Caps what a running transfer receives, in bytes a second; 0 lifts the cap.
pub fn limit_receiving<H>(handle: &Easy2Handle<H>, bytes_per_second: u64) {
    let limit = i64::try_from(bytes_per_second).unwrap_or(i64::MAX);
    // SAFETY: the handle is alive, and the option takes a curl_off_t.
    unsafe { curl_sys::curl_easy_setopt(handle.raw(), curl_sys::CURLOPT_MAX_RECV_SPEED_LARGE, limit) };
}

/// Why OpenSSL refused the server's certificate (`X509_V_ERR_*`); 0 when it did not.
pub fn verify_result<H>(easy: &Easy2<H>) -> libc::c_long {
    let mut reason: libc::c_long = 0;
    // SAFETY: the handle is alive, and the info is a long.
    unsafe { curl_sys::curl_easy_getinfo(easy.raw(), curl_sys::CURLINFO_SSL_VERIFYRESULT, &mut reason) };
    reason
}
