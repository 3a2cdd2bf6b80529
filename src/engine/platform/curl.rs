//! What libcurl and OpenSSL can do and their Rust wrapper cannot.

use std::ffi::CStr;
use std::io;
use std::net::IpAddr;
use std::os::fd::RawFd;

use curl::easy::Easy2;
use curl::multi::{Easy2Handle, Multi};
use libc::{c_char, c_int, c_long, c_ulong, c_void};

use crate::abi::{
    BG_SSL_ENABLE_CRL_CHECK, BG_SSL_IGNORE_CERT_DATE_INVALID, BG_SSL_IGNORE_CERT_WRONG_USAGE,
    BG_SSL_IGNORE_UNKNOWN_CA,
};

/// `CURLMOPT_QUICK_EXIT`
const QUICK_EXIT: curl_sys::CURLMoption = 21;
/// `CURLAUTH_ONLY`: nothing is sent before the server asks for it.
const ON_REQUEST: c_ulong = 1 << 31;
/// `CURLINFO_ACTIVESOCKET`
const ACTIVE_SOCKET: curl_sys::CURLINFO = 0x50_0000 + 44;
/// `CURLINFO_HTTPAUTH_USED`, `CURLINFO_PROXYAUTH_USED`
const HTTPAUTH_USED: curl_sys::CURLINFO = 0x20_0000 + 69;
const PROXYAUTH_USED: curl_sys::CURLINFO = 0x20_0000 + 70;

/// `CURLOPT_PREREQFUNCTION`, `CURLOPT_PREREQDATA`
const PREREQ_FUNCTION: curl_sys::CURLoption = 20_000 + 312;
const PREREQ_DATA: curl_sys::CURLoption = 10_000 + 313;

/// Is asked before libcurl sends a request, also when it repeats one or answers a challenge.
pub trait RequestGuard {
    /// `false` breaks the transfer off.
    fn may_send(&mut self) -> bool;
}

/// Has libcurl ask the handler before each request. False when this libcurl (before 7.80) cannot.
pub fn guard_requests<H: RequestGuard>(easy: &mut Easy2<H>) -> bool {
    extern "C" fn ask<H: RequestGuard>(
        handler: *mut c_void,
        _primary_ip: *mut c_char,
        _local_ip: *mut c_char,
        _primary_port: c_int,
        _local_port: c_int,
    ) -> c_int {
        // SAFETY: the handler lives as long as its handle, and libcurl makes one call at a time.
        let handler = unsafe { &mut *handler.cast::<H>() };
        let may_send =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| handler.may_send()));
        c_int::from(!may_send.unwrap_or(false)) // CURL_PREREQFUNC_OK is 0
    }

    let handler: *mut H = easy.get_mut();
    let ask: extern "C" fn(*mut c_void, *mut c_char, *mut c_char, c_int, c_int) -> c_int = ask::<H>;
    // SAFETY: the handle is alive, and the options take a function of this type and the pointer
    // that it is called with, which stays good: the handle keeps the handler in a box of its own.
    unsafe {
        curl_sys::curl_easy_setopt(easy.raw(), PREREQ_DATA, handler.cast::<c_void>())
            == curl_sys::CURLE_OK
            && curl_sys::curl_easy_setopt(easy.raw(), PREREQ_FUNCTION, ask) == curl_sys::CURLE_OK
    }
}

/// Caps what a running transfer receives, in bytes a second; 0 lifts the cap.
pub fn limit_receiving<H>(handle: &Easy2Handle<H>, bytes_per_second: u64) {
    let limit = i64::try_from(bytes_per_second).unwrap_or(i64::MAX);
    // SAFETY: the handle is alive, and the option takes a curl_off_t.
    unsafe {
        curl_sys::curl_easy_setopt(handle.raw(), curl_sys::CURLOPT_MAX_RECV_SPEED_LARGE, limit)
    };
}

/// Caps what a running transfer sends, in bytes a second; 0 lifts the cap.
pub fn limit_sending<H>(handle: &Easy2Handle<H>, bytes_per_second: u64) {
    let limit = i64::try_from(bytes_per_second).unwrap_or(i64::MAX);
    // SAFETY: as above.
    unsafe {
        curl_sys::curl_easy_setopt(handle.raw(), curl_sys::CURLOPT_MAX_SEND_SPEED_LARGE, limit)
    };
}

/// The socket that a running transfer uses, when it has one.
pub fn socket<H>(handle: &Easy2Handle<H>) -> Option<RawFd> {
    let mut socket: curl_sys::curl_socket_t = -1;
    // SAFETY: the handle is alive, and the info is a socket.
    unsafe { curl_sys::curl_easy_getinfo(handle.raw(), ACTIVE_SOCKET, &mut socket) };
    (socket >= 0).then_some(socket)
}

/// The address that a running transfer is connected to; `None` while it is to none.
pub fn peer<H>(handle: &Easy2Handle<H>) -> Option<IpAddr> {
    let mut text: *const c_char = std::ptr::null();
    // SAFETY: the handle is alive, and the info is a string that lives until the handle is used
    // again.
    unsafe {
        curl_sys::curl_easy_getinfo(handle.raw(), curl_sys::CURLINFO_PRIMARY_IP, &mut text);
        if text.is_null() {
            None
        } else {
            CStr::from_ptr(text).to_str().ok()?.parse().ok()
        }
    }
}

/// A new multi handle. Out of descriptors or memory libcurl makes none, and the wrapper would
/// panic.
pub fn multi() -> io::Result<Multi> {
    curl::init();
    // SAFETY: libcurl is initialised, and the handle, if there is one, is freed once.
    let is_possible = unsafe {
        let trial = curl_sys::curl_multi_init();
        !trial.is_null() && curl_sys::curl_multi_cleanup(trial) == curl_sys::CURLM_OK
    };
    match is_possible {
        true => Ok(Multi::new()),
        false => Err(io::Error::last_os_error()),
    }
}

/// Names still being looked up do not hold up the end of `multi`.
pub fn close_without_waiting(multi: &Multi) {
    let yes: c_long = 1;
    // SAFETY: the handle is alive, and the option takes a long. A libcurl that does not know it
    // refuses it.
    unsafe { curl_sys::curl_multi_setopt(multi.raw(), QUICK_EXIT, yes) };
}

/// The schemes (`CURLAUTH_*`) to answer the server's challenge with, or the proxy's. False when
/// this libcurl knows none of them: then it must not be given a password either, since it would use
/// it for Basic.
pub fn set_auth<H>(easy: &mut Easy2<H>, proxy: bool, schemes: c_ulong) -> bool {
    let option = if proxy {
        curl_sys::CURLOPT_PROXYAUTH
    } else {
        curl_sys::CURLOPT_HTTPAUTH
    };
    // SAFETY: the handle is alive, and the option takes a long.
    let result = unsafe { curl_sys::curl_easy_setopt(easy.raw(), option, schemes | ON_REQUEST) };
    result == curl_sys::CURLE_OK
}

/// The scheme (`CURLAUTH_*`) that the last request was authenticated with, to the server or to the
/// proxy; 0 when it was not, or when this libcurl does not tell.
pub fn used_auth<H>(easy: &Easy2<H>, proxy: bool) -> c_ulong {
    let info = if proxy { PROXYAUTH_USED } else { HTTPAUTH_USED };
    let mut scheme: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long. A libcurl that does not know it refuses
    // it.
    unsafe { curl_sys::curl_easy_getinfo(easy.raw(), info, &mut scheme) };
    scheme as c_ulong & !ON_REQUEST
}

/// Authenticates with this one scheme without being asked again.
pub fn repeat_auth<H>(easy: &mut Easy2<H>, proxy: bool, scheme: c_ulong) {
    let option = if proxy {
        curl_sys::CURLOPT_PROXYAUTH
    } else {
        curl_sys::CURLOPT_HTTPAUTH
    };
    // SAFETY: the handle is alive, and the option takes a long.
    unsafe { curl_sys::curl_easy_setopt(easy.raw(), option, scheme) };
}

/// Why OpenSSL refused the server's certificate (`X509_V_ERR_*`); 0 when it did not.
pub fn verify_result<H>(easy: &Easy2<H>) -> c_long {
    let mut reason: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long.
    unsafe {
        curl_sys::curl_easy_getinfo(easy.raw(), curl_sys::CURLINFO_SSL_VERIFYRESULT, &mut reason)
    };
    reason
}

/// Makes a connection check its server's certificate as the `BG_SSL_*` flags say.
///
/// `context` is what libcurl hands to [`curl::easy::Handler::ssl_ctx`], before the connection is
/// made.
pub fn set_certificate_rules(context: *mut c_void, flags: u32) {
    let context: *mut openssl_sys::SSL_CTX = context.cast();
    let has = |flag| flags & flag != 0;
    // SAFETY: libcurl's SSL context is alive during the call and used by nobody else; its
    // parameters belong to it.
    unsafe {
        let rules = openssl_sys::SSL_CTX_get0_param(context);
        if has(BG_SSL_ENABLE_CRL_CHECK) {
            openssl_sys::X509_VERIFY_PARAM_set_flags(rules, openssl_sys::X509_V_FLAG_CRL_CHECK);
        }
        if has(BG_SSL_IGNORE_CERT_DATE_INVALID) {
            openssl_sys::X509_VERIFY_PARAM_set_flags(rules, openssl_sys::X509_V_FLAG_NO_CHECK_TIME);
        }
        if has(BG_SSL_IGNORE_CERT_WRONG_USAGE) {
            openssl_sys::X509_VERIFY_PARAM_set_purpose(rules, openssl_sys::X509_PURPOSE_ANY);
        }
        if has(BG_SSL_IGNORE_UNKNOWN_CA) {
            openssl_sys::SSL_CTX_set_verify(
                context,
                openssl_sys::SSL_VERIFY_NONE,
                Some(accept_unknown_issuer),
            );
        }
    }
}

/// OpenSSL asks about each fault it finds: an unknown issuer is none. (libcurl reads the result
/// after the handshake.)
extern "C" fn accept_unknown_issuer(
    verified: c_int,
    state: *mut openssl_sys::X509_STORE_CTX,
) -> c_int {
    use openssl_sys::*;
    // SAFETY: OpenSSL's state is alive during its callback.
    let fault = unsafe { X509_STORE_CTX_get_error(state) };
    let unknown = matches!(
        fault,
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT
            | X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
            | X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN
            | X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
            | X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
            | X509_V_ERR_CERT_UNTRUSTED
    );
    if verified == 0 && unknown {
        // SAFETY: as above.
        unsafe { X509_STORE_CTX_set_error(state, X509_V_OK) };
        return 1;
    }
    verified
}
