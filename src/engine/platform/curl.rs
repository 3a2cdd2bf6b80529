//! Options and callbacks of libcurl and OpenSSL that their Rust wrappers do not offer.
//!
//! The transfer layer is the only user. An option that the installed libcurl is too old for is
//! refused by libcurl; the functions whose callers must know about that report it.

use std::ffi::{CStr, CString};
use std::io;
use std::net::IpAddr;
use std::os::fd::RawFd;
use std::sync::{Mutex, PoisonError};

use curl::easy::{Easy2, Handler};
use curl::multi::{Easy2Handle, Multi};
use libc::{c_char, c_int, c_long, c_ulong, c_void};

use crate::abi::{
    BG_SSL_ENABLE_CRL_CHECK, BG_SSL_IGNORE_CERT_DATE_INVALID, BG_SSL_IGNORE_CERT_WRONG_USAGE,
    BG_SSL_IGNORE_UNKNOWN_CA,
};

// Numbers of libcurl's options and infos that `curl_sys` does not declare.

/// `CURLMOPT_QUICK_EXIT`
const QUICK_EXIT: curl_sys::CURLMoption = 21;
/// `CURLAUTH_ONLY`: libcurl sends no credentials before the server asks for them.
const AUTH_ONLY: c_ulong = 1 << 31;
/// `CURLINFO_ACTIVESOCKET`
const ACTIVE_SOCKET: curl_sys::CURLINFO = 0x50_0000 + 44;
/// `CURLINFO_HTTPAUTH_USED`
const HTTPAUTH_USED: curl_sys::CURLINFO = 0x20_0000 + 69;
/// `CURLINFO_PROXYAUTH_USED`
const PROXYAUTH_USED: curl_sys::CURLINFO = 0x20_0000 + 70;
/// `CURLOPT_REQUEST_TARGET`
const REQUEST_TARGET: curl_sys::CURLoption = 10_000 + 266;
/// `CURLOPT_ADDRESS_SCOPE`
const ADDRESS_SCOPE: curl_sys::CURLoption = 171;
/// `CURLINFO_PROXY_SSL_VERIFYRESULT`
const PROXY_SSL_VERIFYRESULT: curl_sys::CURLINFO = 0x20_0000 + 47;
/// `CURLINFO_USED_PROXY`
const USED_PROXY: curl_sys::CURLINFO = 0x20_0000 + 66;
/// `CURLOPT_SUPPRESS_CONNECT_HEADERS`
const SUPPRESS_CONNECT_HEADERS: curl_sys::CURLoption = 265;
/// `CURLOPT_PREREQFUNCTION`
const PREREQ_FUNCTION: curl_sys::CURLoption = 20_000 + 312;
/// `CURLOPT_PREREQDATA`
const PREREQ_DATA: curl_sys::CURLoption = 10_000 + 313;

/// A handler that libcurl calls before it sends a request, also when it repeats a request or
/// answers a challenge.
pub trait RequestGuard {
    /// Returns whether the request may be sent; `false` aborts the transfer.
    fn may_send(&mut self) -> bool;
}

/// Makes libcurl call the handler's [`RequestGuard::may_send`] before each request. Returns `false`
/// if this libcurl (before 7.80) does not support that.
pub fn guard_requests<H: RequestGuard>(easy: &mut Easy2<H>) -> bool {
    extern "C" fn before_request<H: RequestGuard>(
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
    let callback: extern "C" fn(*mut c_void, *mut c_char, *mut c_char, c_int, c_int) -> c_int =
        before_request::<H>;
    // SAFETY: the handle is alive, and the options take a function of this type and the pointer
    // that it is called with. The pointer stays valid, because the handle keeps the handler in a
    // box of its own.
    unsafe {
        curl_sys::curl_easy_setopt(easy.raw(), PREREQ_DATA, handler.cast::<c_void>())
            == curl_sys::CURLE_OK
            && curl_sys::curl_easy_setopt(easy.raw(), PREREQ_FUNCTION, callback)
                == curl_sys::CURLE_OK
    }
}

/// Sets the request target: what the request line has between the method and the version. libcurl
/// alone would write the percent-encoded bytes of a path in capital letters.
pub fn set_request_target<H>(easy: &mut Easy2<H>, target: &str) -> Result<(), curl::Error> {
    set_string(easy, REQUEST_TARGET, Some(&CString::new(target)?))
}

/// Sets the zone of the IPv6 address in the URL: the name of a network interface, or its number.
/// Not every libcurl knows the names. An interface that does not exist counts as a host that cannot
/// be resolved.
pub fn set_zone<H>(easy: &mut Easy2<H>, zone: &str) -> Result<(), curl::Error> {
    let name = CString::new(zone)?;
    // SAFETY: the name is a C string.
    let index = match unsafe { libc::if_nametoindex(name.as_ptr()) } {
        0 => zone.parse().unwrap_or(0),
        index => index,
    };
    if index == 0 {
        return Err(curl::Error::new(curl_sys::CURLE_COULDNT_RESOLVE_HOST));
    }
    // SAFETY: the handle is alive, and the option takes a long.
    match unsafe { curl_sys::curl_easy_setopt(easy.raw(), ADDRESS_SCOPE, index as c_long) } {
        curl_sys::CURLE_OK => Ok(()),
        code => Err(curl::Error::new(code)),
    }
}

/// Replaces the cookies of a handle, given as lines of libcurl's cookie file, and makes the handle
/// receive and send cookies.
pub fn set_cookies<H>(easy: &mut Easy2<H>, cookies: &[CString]) -> Result<(), curl::Error> {
    // No file drops all cookies; an empty name is that of no file, and starts without cookies.
    set_string(easy, curl_sys::CURLOPT_COOKIEFILE, None)?;
    set_string(easy, curl_sys::CURLOPT_COOKIEFILE, Some(c""))?;
    cookies
        .iter()
        .try_for_each(|cookie| set_string(easy, curl_sys::CURLOPT_COOKIELIST, Some(cookie)))
}

/// Sets an option that takes a string or a null pointer.
fn set_string<H>(
    easy: &mut Easy2<H>,
    option: curl_sys::CURLoption,
    value: Option<&CStr>,
) -> Result<(), curl::Error> {
    let value = value.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: the handle is alive, the option takes a string or a null pointer, and libcurl copies
    // the string.
    match unsafe { curl_sys::curl_easy_setopt(easy.raw(), option, value) } {
        curl_sys::CURLE_OK => Ok(()),
        code => Err(curl::Error::new(code)),
    }
}

/// Makes libcurl open a new connection if it repeats the request, because the server has closed the
/// reused connection that the request went to. Otherwise libcurl would take other idle connections
/// first, which the server may have closed as well. libcurl before 7.80 does that nevertheless.
///
/// It replaces [`guard_requests`]. A connection that libcurl needs to answer a challenge is still
/// reused.
pub fn repeat_on_new_connection<H>(easy: &mut Easy2<H>) {
    extern "C" fn before_request(
        handle: *mut c_void,
        _primary_ip: *mut c_char,
        _local_ip: *mut c_char,
        _primary_port: c_int,
        _local_port: c_int,
    ) -> c_int {
        let yes: c_long = 1;
        // SAFETY: libcurl calls this function on behalf of the handle, which is alive therefore,
        // and options may be set during a call. The option takes a long.
        unsafe {
            curl_sys::curl_easy_setopt(handle.cast(), curl_sys::CURLOPT_FRESH_CONNECT, yes);
        }
        0 // CURL_PREREQFUNC_OK
    }

    let callback: extern "C" fn(*mut c_void, *mut c_char, *mut c_char, c_int, c_int) -> c_int =
        before_request;
    // SAFETY: the handle is alive, and the options take a function of this type and the pointer
    // that it is called with.
    unsafe {
        curl_sys::curl_easy_setopt(easy.raw(), PREREQ_DATA, easy.raw().cast::<c_void>());
        curl_sys::curl_easy_setopt(easy.raw(), PREREQ_FUNCTION, callback);
    }
}

/// Keeps the responses of a proxy to CONNECT from the handler, which otherwise takes them for
/// responses to the request.
pub fn suppress_connect_headers<H>(easy: &mut Easy2<H>) {
    let yes: c_long = 1;
    // SAFETY: the handle is alive, and the option takes a long.
    unsafe { curl_sys::curl_easy_setopt(easy.raw(), SUPPRESS_CONNECT_HEADERS, yes) };
}

/// Limits the receive rate of a running transfer, in bytes per second; 0 removes the limit.
pub fn limit_receiving<H>(handle: &Easy2Handle<H>, bytes_per_second: u64) {
    let limit = i64::try_from(bytes_per_second).unwrap_or(i64::MAX);
    // SAFETY: the handle is alive, and the option takes a curl_off_t.
    unsafe {
        curl_sys::curl_easy_setopt(handle.raw(), curl_sys::CURLOPT_MAX_RECV_SPEED_LARGE, limit)
    };
}

/// Limits the send rate of a running transfer, in bytes per second; 0 removes the limit.
pub fn limit_sending<H>(handle: &Easy2Handle<H>, bytes_per_second: u64) {
    let limit = i64::try_from(bytes_per_second).unwrap_or(i64::MAX);
    // SAFETY: the handle is alive, and the option takes a curl_off_t.
    unsafe {
        curl_sys::curl_easy_setopt(handle.raw(), curl_sys::CURLOPT_MAX_SEND_SPEED_LARGE, limit)
    };
}

/// Returns the socket of a running transfer; `None` while it has none.
pub fn socket<H>(handle: &Easy2Handle<H>) -> Option<RawFd> {
    let mut socket: curl_sys::curl_socket_t = -1;
    // SAFETY: the handle is alive, and the info is a socket.
    unsafe { curl_sys::curl_easy_getinfo(handle.raw(), ACTIVE_SOCKET, &mut socket) };
    (socket >= 0).then_some(socket)
}

/// Returns the address that a running transfer is connected to; `None` while it is not connected.
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

/// Initialises libcurl, once in a process that succeeds.
///
/// The Rust wrapper initialises libcurl by itself, but panics if that fails. libcurl counts its
/// initialisations, and one that follows a successful one cannot fail.
fn initialise() -> io::Result<()> {
    static IS_INITIALISED: Mutex<bool> = Mutex::new(false);
    let mut is_initialised = IS_INITIALISED
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if !*is_initialised {
        // SAFETY: libcurl serialises its initialisations, and the flags are valid.
        let result = unsafe { curl_sys::curl_global_init(curl_sys::CURL_GLOBAL_ALL) };
        *is_initialised = result == curl_sys::CURLE_OK;
    }
    match *is_initialised {
        true => Ok(()),
        false => Err(io::ErrorKind::OutOfMemory.into()),
    }
}

/// Creates a multi handle whose end does not wait for host names that are still being resolved.
///
/// Returns an error if libcurl has no descriptors or no memory left. The Rust wrapper alone would
/// panic; therefore a first handle is created and freed without it.
pub fn multi() -> io::Result<Multi> {
    initialise()?;
    // SAFETY: libcurl is initialised, and the handle, if it is created, is freed once.
    let is_possible = unsafe {
        let probe = curl_sys::curl_multi_init();
        !probe.is_null() && curl_sys::curl_multi_cleanup(probe) == curl_sys::CURLM_OK
    };
    if !is_possible {
        return Err(io::Error::last_os_error());
    }
    let multi = Multi::new();
    let yes: c_long = 1;
    // SAFETY: the handle is alive, and the option takes a long. A libcurl that does not know the
    // option refuses it.
    unsafe { curl_sys::curl_multi_setopt(multi.raw(), QUICK_EXIT, yes) };
    Ok(multi)
}

/// Creates an easy handle. Returns an error if libcurl has no memory left; see [`multi`].
pub fn easy<H: Handler>(handler: H) -> io::Result<Easy2<H>> {
    initialise()?;
    // SAFETY: libcurl is initialised, and the handle, if it is created, is freed once.
    unsafe {
        let probe = curl_sys::curl_easy_init();
        if probe.is_null() {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        curl_sys::curl_easy_cleanup(probe);
    }
    Ok(Easy2::new(handler))
}

/// Sets the authentication schemes (`CURLAUTH_*`) that answer a challenge of the server, or of the
/// proxy. Returns `false` if this libcurl supports none of them: then it must not be given a
/// password either, because it would send the password with the Basic scheme.
pub fn set_auth<H>(easy: &mut Easy2<H>, proxy: bool, schemes: c_ulong) -> bool {
    let option = if proxy {
        curl_sys::CURLOPT_PROXYAUTH
    } else {
        curl_sys::CURLOPT_HTTPAUTH
    };
    // SAFETY: the handle is alive, and the option takes a long.
    let result = unsafe { curl_sys::curl_easy_setopt(easy.raw(), option, schemes | AUTH_ONLY) };
    result == curl_sys::CURLE_OK
}

/// Returns the scheme (`CURLAUTH_*`) that authenticated the last request to the server, or to the
/// proxy; 0 if the request was not authenticated, or if this libcurl does not report the scheme.
pub fn used_auth<H>(easy: &Easy2<H>, proxy: bool) -> c_ulong {
    let info = if proxy { PROXYAUTH_USED } else { HTTPAUTH_USED };
    let mut scheme: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long. A libcurl that does not know the info
    // refuses it.
    unsafe { curl_sys::curl_easy_getinfo(easy.raw(), info, &mut scheme) };
    scheme as c_ulong & !AUTH_ONLY
}

/// Returns the schemes (`CURLAUTH_*`) that the proxy offered in its last challenge.
pub fn offered_by_proxy<H>(easy: &Easy2<H>) -> c_ulong {
    let mut schemes: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long.
    unsafe {
        curl_sys::curl_easy_getinfo(easy.raw(), curl_sys::CURLINFO_PROXYAUTH_AVAIL, &mut schemes)
    };
    schemes as c_ulong
}

/// Authenticates further requests with this scheme, without waiting for another challenge.
pub fn repeat_auth<H>(easy: &mut Easy2<H>, proxy: bool, scheme: c_ulong) {
    let option = if proxy {
        curl_sys::CURLOPT_PROXYAUTH
    } else {
        curl_sys::CURLOPT_HTTPAUTH
    };
    // SAFETY: the handle is alive, and the option takes a long.
    unsafe { curl_sys::curl_easy_setopt(easy.raw(), option, scheme) };
}

/// Returns the reason for which OpenSSL refused the certificate of the server, or of the proxy
/// (`X509_V_ERR_*`); 0 if it did not refuse it.
pub fn verify_result<H>(easy: &Easy2<H>, proxy: bool) -> c_long {
    let info = if proxy {
        PROXY_SSL_VERIFYRESULT
    } else {
        curl_sys::CURLINFO_SSL_VERIFYRESULT
    };
    let mut reason: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long.
    unsafe { curl_sys::curl_easy_getinfo(easy.raw(), info, &mut reason) };
    reason
}

/// Returns whether the last request used a proxy; `false` if this libcurl (before 8.7) does not
/// report it.
pub fn used_proxy<H>(easy: &Easy2<H>) -> bool {
    let mut used: c_long = 0;
    // SAFETY: the handle is alive, and the info is a long. A libcurl that does not know the info
    // refuses it.
    unsafe { curl_sys::curl_easy_getinfo(easy.raw(), USED_PROXY, &mut used) };
    used != 0
}

/// Applies `BG_SSL_*` flags to the check of the server's certificate.
///
/// `context` is the pointer that libcurl passes to [`curl::easy::Handler::ssl_ctx`] before the
/// connection is made.
pub fn set_certificate_rules(context: *mut c_void, flags: u32) {
    let context: *mut openssl_sys::SSL_CTX = context.cast();
    let has = |flag| flags & flag != 0;
    // SAFETY: libcurl's SSL context is alive during the call and no other code uses it; the
    // parameters belong to the context.
    unsafe {
        let parameters = openssl_sys::SSL_CTX_get0_param(context);
        if has(BG_SSL_ENABLE_CRL_CHECK) {
            openssl_sys::X509_VERIFY_PARAM_set_flags(
                parameters,
                openssl_sys::X509_V_FLAG_CRL_CHECK,
            );
        }
        if has(BG_SSL_IGNORE_CERT_DATE_INVALID) {
            openssl_sys::X509_VERIFY_PARAM_set_flags(
                parameters,
                openssl_sys::X509_V_FLAG_NO_CHECK_TIME,
            );
        }
        if has(BG_SSL_IGNORE_CERT_WRONG_USAGE) {
            openssl_sys::X509_VERIFY_PARAM_set_purpose(parameters, openssl_sys::X509_PURPOSE_ANY);
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

/// OpenSSL's verification callback: accepts a certificate whose issuer is unknown and leaves every
/// other verdict as it is. The stored result is cleared as well, because libcurl reads it after the
/// handshake.
extern "C" fn accept_unknown_issuer(
    verified: c_int,
    state: *mut openssl_sys::X509_STORE_CTX,
) -> c_int {
    use openssl_sys::*;
    // SAFETY: OpenSSL's state is alive during its callback.
    let error = unsafe { X509_STORE_CTX_get_error(state) };
    let is_unknown_issuer = matches!(
        error,
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT
            | X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT
            | X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN
            | X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
            | X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE
            | X509_V_ERR_CERT_UNTRUSTED
    );
    if verified == 0 && is_unknown_issuer {
        // SAFETY: OpenSSL's state is alive during its callback.
        unsafe { X509_STORE_CTX_set_error(state, X509_V_OK) };
        return 1;
    }
    verified
}
