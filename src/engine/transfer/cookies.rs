//! Cookies that servers set during a fetch. [`HttpTransfer`] owns them.
//!
//! libcurl parses, matches and expires the cookies (RFC 6265). The handles are shared by all
//! fetches; therefore a fetch takes its cookies out of the handle after each request, and gives
//! them to the handle of its next one.
//!
//! RFC 6265 lets a server share a cookie with the other ports of its host, and with the other hosts
//! of its domain. A fetch is stricter: only the origin that has set a cookie receives it. No list
//! of public suffixes is needed then.
//!
//! [`HttpTransfer`]: crate::engine::transfer::http_transfer::HttpTransfer

use std::ffi::CString;

use curl::easy::Easy2;

use crate::engine::model::http_url::{HttpOrigin, HttpUrl};

/// Cookies of a fetch by the origin that has set them.
#[derive(Default)]
pub struct CookieJars(Vec<(HttpOrigin, Vec<CString>)>);

impl CookieJars {
    /// Returns the cookies that the origin of a URL has set, each one as a line of libcurl's cookie
    /// file.
    pub fn of(&self, url: &HttpUrl) -> &[CString] {
        if self.0.is_empty() {
            return &[];
        }
        let origin = url.origin();
        let jar = self.0.iter().find(|(known, _)| *known == origin);
        jar.map_or(&[], |(_, cookies)| cookies)
    }

    /// Takes the cookies of a handle, which has served a request for `url`.
    pub fn take<H>(&mut self, url: &HttpUrl, easy: &mut Easy2<H>) {
        let Ok(list) = easy.cookies() else {
            return;
        };
        let cookies: Vec<CString> = list.iter().flat_map(CString::new).collect();
        if cookies.is_empty() && self.0.is_empty() {
            return;
        }
        let origin = url.origin();
        self.0.retain(|(known, _)| *known != origin);
        if !cookies.is_empty() {
            self.0.push((origin, cookies));
        }
    }
}
