//! Observation of TLS handshakes: whether a peer asks for a client certificate, which libcurl does
//! not report. Without one, some peers reject the handshake with an alert that has other reasons,
//! too.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use libc::{c_int, c_void};

thread_local! {
    /// Numbers of the watches whose peers asked for a certificate. libcurl makes the handshakes of
    /// a request on the thread that owns its handler.
    static REQUESTS: RefCell<HashSet<usize>> = RefCell::default();
}

unsafe extern "C" {
    /// Sets the function that chooses the certificate of this side. A client calls it when the
    /// server asks for a certificate; 1 continues the handshake.
    fn SSL_CTX_set_cert_cb(
        context: *mut openssl_sys::SSL_CTX,
        callback: Option<extern "C" fn(*mut openssl_sys::SSL, *mut c_void) -> c_int>,
        argument: *mut c_void,
    );
}

/// Watch on the handshakes of one TLS context. The default watches none.
#[derive(Default)]
pub struct CertificateWatch {
    /// Number of the watch; `None` if it watches nothing.
    number: Option<usize>,
}

impl CertificateWatch {
    /// Begins to watch a context. `context` is the pointer that libcurl passes to
    /// [`curl::easy::Handler::ssl_ctx`]. The connection may live longer than the watch; therefore
    /// the context gets a number and no pointer.
    pub fn start(context: *mut c_void) -> CertificateWatch {
        static LAST_NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = LAST_NUMBER.fetch_add(1, Ordering::Relaxed) + 1;
        let argument = std::ptr::without_provenance_mut(number);
        // SAFETY: libcurl's SSL context is alive during the call, and the callback does not use its
        // argument as a pointer.
        unsafe { SSL_CTX_set_cert_cb(context.cast(), Some(note_request), argument) };
        CertificateWatch {
            number: Some(number),
        }
    }

    /// Returns whether a peer has asked for a certificate.
    pub fn saw_request(&self) -> bool {
        self.number
            .is_some_and(|number| REQUESTS.with_borrow(|requests| requests.contains(&number)))
    }
}

impl Drop for CertificateWatch {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            // The set may be gone already when the thread ends.
            let _ = REQUESTS.try_with(|requests| requests.borrow_mut().remove(&number));
        }
    }
}

/// OpenSSL's certificate callback: notes the request, and continues without a certificate.
extern "C" fn note_request(_: *mut openssl_sys::SSL, number: *mut c_void) -> c_int {
    let _ = REQUESTS.try_with(|requests| requests.borrow_mut().insert(number.addr()));
    1
}
