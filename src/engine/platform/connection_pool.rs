//! Pools of connections that only some of libcurl's handles use.
//!
//! Without a pool of its own, a handle uses any idle connection of the process to the same server.
//! The transfer layer gives each upload a pool, so that the requests of one upload never take the
//! connection of another one.

use curl::easy::Easy2;
use curl_sys::{CURLSH, CURLSHE_OK};

/// Connections of the handles that joined this pool. They are closed with it. The pool belongs to
/// one thread, because libcurl does not lock it.
pub struct ConnectionPool(*mut CURLSH);

impl ConnectionPool {
    /// Creates a pool; `None` if libcurl has no memory left, or is too old for pools.
    pub fn new() -> Option<ConnectionPool> {
        // SAFETY: the share object is checked before it is used, and freed by the pool.
        unsafe {
            let share = curl_sys::curl_share_init();
            if share.is_null() {
                return None;
            }
            let pool = ConnectionPool(share);
            let result = curl_sys::curl_share_setopt(
                share,
                curl_sys::CURLSHOPT_SHARE,
                curl_sys::CURL_LOCK_DATA_CONNECT,
            );
            (result == CURLSHE_OK).then_some(pool)
        }
    }

    /// Makes a handle without a request in progress use the connections of this pool only. The
    /// handle leaves the pool, or is dropped, before the pool is; else the pool is never freed.
    pub fn join<H>(&self, easy: &mut Easy2<H>) {
        // SAFETY: both objects are alive. libcurl counts the handles of a share object, and does
        // not free it while there are any.
        unsafe { curl_sys::curl_easy_setopt(easy.raw(), curl_sys::CURLOPT_SHARE, self.0) };
    }
}

/// Makes a handle without a request in progress use the common connections.
pub fn leave<H>(easy: &mut Easy2<H>) {
    let none: *mut CURLSH = std::ptr::null_mut();
    // SAFETY: the handle is alive, and the option takes a share object or NULL.
    unsafe { curl_sys::curl_easy_setopt(easy.raw(), curl_sys::CURLOPT_SHARE, none) };
}

impl Drop for ConnectionPool {
    fn drop(&mut self) {
        // SAFETY: the share object is alive, and this is its last use. libcurl refuses to free it
        // while a handle uses it.
        let result = unsafe { curl_sys::curl_share_cleanup(self.0) };
        if result != CURLSHE_OK {
            log::error!("a pool of connections is dropped while it is used");
        }
    }
}
