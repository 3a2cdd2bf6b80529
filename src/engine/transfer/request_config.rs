//! Configuration of a request: sets the options of a libcurl handle from the options of the job and
//! the details of the request. The network uses it for fetches, the exchanges for theirs.

use std::ffi::CString;
use std::time::Duration;

use curl::easy::{Easy2, List};
use libc::c_ulong;

use crate::abi::BG_AUTH_SCHEME::*;
use crate::abi::BG_AUTH_TARGET::*;
use crate::abi::*;
use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET};
use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::policy::Policy;
use crate::engine::model::settings::Credentials;
use crate::engine::platform;
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::{HttpOptions, IGNORED_CERTIFICATE_FAULTS};
use crate::engine::transfer::proxy::{self, ProxyRoute};

/// Longest times without progress of a request, and of a connection without a request.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Limit for establishing a connection, including name resolution and TLS.
    pub connect: Duration,
    /// Limit for the time in which a response does not continue. Uploads derive the limit for
    /// sending from it.
    pub inactivity: Duration,
    /// Limit for the time between the end of a request and the first byte of its response; for an
    /// exchange, the whole response. It is longer than `inactivity`, because the server may prepare
    /// the file, or wait for an application that processes an uploaded one.
    pub first_byte: Duration,
    /// Time after the last request for which connections stay open.
    pub idle: Duration,
}

impl Timeouts {
    /// Returns the limit for the time in which an exchange sends no byte of its body.
    pub fn sending(self) -> Duration {
        self.inactivity * 2
    }

    /// Returns the longest time in which no byte moves, whatever the phase of the request.
    fn longest(self) -> Duration {
        self.first_byte.max(self.sending())
    }
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(30),
            inactivity: Duration::from_secs(60),
            first_byte: Policy::default().first_byte_timeout(),
            idle: Duration::from_secs(5),
        }
    }
}

/// Most bytes that libcurl reads from a socket at a time. It passes them on in blocks of at most
/// 16 KiB; a large buffer saves system calls.
const RECEIVE_BUFFER: usize = 512 << 10;

/// Flags that change how certificates are checked.
const SSL_FLAGS: u32 = BG_SSL_ENABLE_CRL_CHECK | IGNORED_CERTIFICATE_FAULTS;

/// Headers that the engine sets itself; custom headers with these names are dropped.
const RESERVED_HEADERS: [&str; 8] = [
    "range",
    "if-range",
    "content-length",
    "content-name",
    "content-range",
    "transfer-encoding",
    "accept-encoding",
    "expect",
];

/// Headers that only a server that the user named may receive.
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];
/// Parts of a name that mark a header as secret, too (`X-Api-Key`, `Private-Token`).
const SECRET_WORDS: [&str; 3] = ["token", "key", "secret"];

/// Configuration of one request.
pub struct RequestConfig<'a> {
    pub url: &'a HttpUrl,
    /// The user named the server of `url`; a redirect did not lead to it. Only a trusted server
    /// receives credentials and the custom headers that are secret ([`is_secret`]).
    pub trusted: bool,
    /// Headers of this request (`Name: value`); the custom headers of the job follow them.
    pub headers: Vec<String>,
    /// Options of the job.
    pub options: &'a HttpOptions,
    pub timeouts: Timeouts,
    /// Limit of the receiving rate, in bytes per second; `None`: no limit.
    pub rate_limit: Option<u64>,
    /// Cookies that the server has set before ([`CookieJars`]); `None`: the request takes none.
    ///
    /// [`CookieJars`]: crate::engine::transfer::cookies::CookieJars
    pub cookies: Option<&'a [CString]>,
}

impl RequestConfig<'_> {
    /// Sets the options of a handle.
    pub fn apply_to<H>(&self, easy: &mut Easy2<H>) -> Result<(), Failure> {
        let route = proxy::route(&self.options.proxy, self.url.server())?;
        self.set_options(easy, route)
            .map_err(|error| failure::curl(error.code()))
    }

    fn set_options<H>(&self, easy: &mut Easy2<H>, route: ProxyRoute) -> Result<(), curl::Error> {
        self.set_url(easy, &route)?;
        if let Some(method) = &self.options.method {
            easy.custom_request(method)?;
        }
        easy.http_headers(self.headers()?)?;
        self.set_cookies(easy)?;
        easy.useragent(concat!("libbits/", env!("CARGO_PKG_VERSION")))?;
        easy.buffer_size(RECEIVE_BUFFER)?;
        easy.tcp_keepalive(true)?;
        easy.connect_timeout(self.timeouts.connect)?;
        easy.low_speed_limit(1)?;
        // The handlers enforce the shorter limits of each phase. libcurl calls them at least once a
        // second while it has a limit of its own.
        easy.low_speed_time(self.timeouts.longest())?;
        easy.progress(true)?;
        easy.max_recv_speed(self.rate_limit.unwrap_or(0))?;
        match route {
            ProxyRoute::Direct => easy.proxy("")?,
            ProxyRoute::Through(proxy) => {
                easy.proxy(&proxy)?;
                easy.noproxy("")?;
            }
        }
        platform::curl::suppress_connect_headers(easy);
        self.set_credentials(easy)?;
        if self.options.security_flags & SSL_FLAGS != 0 {
            self.apply_certificate_rules(easy)?;
        }
        Ok(())
    }

    /// Sets the URL, and the request target that it means. A user name and a password that the job
    /// has replace those of the URL.
    fn set_url<H>(&self, easy: &mut Easy2<H>, route: &ProxyRoute) -> Result<(), curl::Error> {
        let bare = self.url.without_login();
        match self.server_login() {
            Some(_) => easy.url(&bare.to_string())?,
            None => easy.url(&self.url.to_string())?,
        }
        easy.path_as_is(true)?;
        if let Some(zone) = self.url.zone() {
            platform::curl::set_zone(easy, zone)?;
        }
        match route.forwards(self.url.scheme()) {
            true => platform::curl::set_request_target(easy, &bare.to_string()),
            false => platform::curl::set_request_target(easy, self.url.target()),
        }
    }

    /// Sets the cookies of the request: those that the server has set, and the user's own ones.
    fn set_cookies<H>(&self, easy: &mut Easy2<H>) -> Result<(), curl::Error> {
        if let Some(cookies) = self.cookies {
            platform::curl::set_cookies(easy, cookies)?;
        }
        let custom = self.custom_headers();
        let own: Vec<&str> = custom
            .filter(|(name, value)| is_cookie(name) && !value.is_empty())
            .map(|(_, value)| value)
            .collect();
        match own.is_empty() {
            true => Ok(()),
            false => easy.cookie(&own.join("; ")),
        }
    }

    /// Returns the user name, the password and the schemes of the job for the server.
    fn server_login(&self) -> Option<(&str, &str, c_ulong)> {
        select_login(&self.options.credentials, BG_AUTH_TARGET_SERVER).filter(|_| self.trusted)
    }

    /// Sets the user names and passwords for the server and the proxy.
    fn set_credentials<H>(&self, easy: &mut Easy2<H>) -> Result<(), curl::Error> {
        if let Some((user, password, schemes)) = self.server_login() {
            if platform::curl::set_auth(easy, false, schemes) {
                easy.username(user)?;
                easy.password(password)?;
            }
        } else if self.url.has_login() {
            // Without schemes libcurl would send those of the URL before the server asks for them.
            platform::curl::set_auth(easy, false, curl_sys::CURLAUTH_ANY);
        }
        if let Some((user, password, schemes)) =
            select_login(&self.options.credentials, BG_AUTH_TARGET_PROXY)
            && platform::curl::set_auth(easy, true, schemes)
        {
            easy.proxy_username(user)?;
            easy.proxy_password(password)?;
        }
        Ok(())
    }

    /// Gives the request a connection of its own, or one of its group. A connection whose
    /// certificate was checked by other rules must not serve requests that did not ask for those
    /// rules.
    fn apply_certificate_rules<H>(&self, easy: &mut Easy2<H>) -> Result<(), curl::Error> {
        if self.options.connections.is_none() {
            easy.fresh_connect(true)?;
            easy.forbid_reuse(true)?;
        }
        easy.ssl_sessionid_cache(false)?;
        easy.ssl_verify_host(self.options.security_flags & BG_SSL_IGNORE_CERT_CN_INVALID == 0)
    }

    /// Returns the headers of the request, followed by the custom headers that it may have.
    pub fn headers(&self) -> Result<List, curl::Error> {
        let mut list = List::new();
        for line in &self.headers {
            list.append(line)?;
        }
        let custom = self.custom_headers();
        for (name, value) in custom.filter(|(name, _)| !is_cookie(name)) {
            match value {
                // libcurl would remove a header that ends with a colon; the semicolon makes it send
                // the header without a value.
                "" => list.append(&format!("{name};"))?,
                _ => list.append(&format!("{name}: {value}"))?,
            }
        }
        Ok(list)
    }

    /// Returns the names and values of the custom headers that the request may have.
    fn custom_headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.options.custom_headers.as_deref().unwrap_or_default();
        headers
            .lines()
            // A row of an earlier version may have a line with a bare CR, which would begin another
            // header.
            .filter(|line| !line.contains(['\r', '\0']))
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim(), value.trim()))
            .filter(|(name, _)| !is_reserved(name) && (self.trusted || !is_secret(name)))
    }
}

/// Returns whether only the engine may set a header: those of the upload protocol, and
/// [`RESERVED_HEADERS`].
fn is_reserved(name: &str) -> bool {
    let is_bits_header = name
        .get(..5)
        .is_some_and(|prefix| prefix.eq_ignore_ascii_case("bits-"));
    is_bits_header || contains_name(&RESERVED_HEADERS, name)
}

/// Returns whether a custom header is the one for cookies. libcurl joins it with the cookies that
/// the server has set, because a request has one such header (RFC 6265, section 5.4).
fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("cookie")
}

/// Returns whether a custom header may carry a secret.
fn is_secret(name: &str) -> bool {
    let lowercase = name.to_ascii_lowercase();
    contains_name(&SECRET_HEADERS, name) || SECRET_WORDS.iter().any(|word| lowercase.contains(word))
}

fn contains_name(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns the schemes (`CURLAUTH_*`) with which the requests of a job answer a challenge of the
/// proxy; 0: none.
pub fn proxy_schemes(options: &HttpOptions) -> c_ulong {
    select_login(&options.credentials, BG_AUTH_TARGET_PROXY).map_or(0, |(_, _, schemes)| schemes)
}

/// Returns the user name, the password and the schemes (`CURLAUTH_*`) with which a request answers
/// a challenge. libcurl has one user name and one password per request: those of the strongest
/// scheme are chosen, with every other scheme that has the same ones.
fn select_login(
    credentials: &[Credentials],
    target: BG_AUTH_TARGET,
) -> Option<(&str, &str, c_ulong)> {
    let candidates = || {
        credentials
            .iter()
            .filter(|known| known.target == target && known.user.is_some())
    };
    let strongest = [
        BG_AUTH_SCHEME_NEGOTIATE,
        BG_AUTH_SCHEME_NTLM,
        BG_AUTH_SCHEME_DIGEST,
        BG_AUTH_SCHEME_BASIC,
    ];
    let best = strongest
        .iter()
        .find_map(|scheme| candidates().find(|known| known.scheme == *scheme))?;
    let same_user =
        candidates().filter(|known| known.user == best.user && known.password == best.password);
    let schemes = same_user.fold(0, |schemes, known| schemes | curl_auth(known.scheme));
    Some((
        best.user.as_deref()?,
        best.password.as_deref().unwrap_or_default(),
        schemes,
    ))
}

/// Returns the `CURLAUTH_*` flags of a scheme.
fn curl_auth(scheme: BG_AUTH_SCHEME) -> c_ulong {
    match scheme {
        BG_AUTH_SCHEME_BASIC => curl_sys::CURLAUTH_BASIC,
        BG_AUTH_SCHEME_DIGEST => curl_sys::CURLAUTH_DIGEST,
        BG_AUTH_SCHEME_NTLM => curl_sys::CURLAUTH_NTLM,
        // Negotiate chooses between Kerberos and NTLM.
        BG_AUTH_SCHEME_NEGOTIATE => curl_sys::CURLAUTH_GSSNEGOTIATE | curl_sys::CURLAUTH_NTLM,
        BG_AUTH_SCHEME_PASSPORT => 0,
    }
}
