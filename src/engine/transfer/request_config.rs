//! Putting a request together.

use std::time::Duration;

use curl::easy::{Easy2, List};
use libc::c_ulong;
use url::{Position, Url};

use crate::abi::BG_AUTH_SCHEME::*;
use crate::abi::BG_AUTH_TARGET::*;
use crate::abi::*;
use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET};
use crate::engine::model::error::Failure;
use crate::engine::model::settings::Credentials;
use crate::engine::platform;
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::{HttpOptions, IGNORED_CERTIFICATE_FAULTS};
use crate::engine::transfer::proxy::{self, ProxyRoute};

/// How long the network may keep silent.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// Until a connection stands, names and TLS included.
    pub connect: Duration,
    /// Without a byte on a connection.
    pub silence: Duration,
}

impl Timeouts {
    /// How long sending may make no progress.
    pub fn sending(self) -> Duration {
        self.silence * 2
    }

    /// How long an answer may take once the request is out: the server may have an application at
    /// work.
    pub fn answer(self) -> Duration {
        self.silence * 5
    }
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(30),
            silence: Duration::from_secs(60),
        }
    }
}

/// As much as libcurl takes off a socket at once.
const RECEIVE_BUFFER: usize = 512 << 10;

const SSL_FLAGS: u32 = BG_SSL_ENABLE_CRL_CHECK | IGNORED_CERTIFICATE_FAULTS;

/// Headers that are ours to send.
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

/// Headers that only the server named by the user may see.
const SECRET_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// What a request is made of, beside the options of its job.
pub struct RequestConfig<'a> {
    pub url: &'a Url,
    /// The server is the one that the user named, not one that it sent us to.
    pub trusted: bool,
    /// What this request says in its headers, before what the user has to add.
    pub headers: Vec<String>,
    pub options: &'a HttpOptions,
    pub timeouts: Timeouts,
    pub limit: Option<u64>,
}

impl RequestConfig<'_> {
    pub fn write_to<H>(&self, easy: &mut Easy2<H>) -> Result<(), Failure> {
        let route = proxy::route(&self.options.proxy, self.url)?;
        self.set(easy, route)
            .map_err(|error| failure::curl(error.code()))
    }

    fn set<H>(&self, easy: &mut Easy2<H>, route: ProxyRoute) -> Result<(), curl::Error> {
        easy.url(&self.url[..Position::AfterQuery])?;
        easy.path_as_is(true)?;
        if let Some(method) = &self.options.method {
            easy.custom_request(method)?;
        }
        easy.http_headers(self.headers()?)?;
        easy.useragent(concat!("libbits/", env!("CARGO_PKG_VERSION")))?;
        easy.buffer_size(RECEIVE_BUFFER)?;
        easy.tcp_keepalive(true)?;
        easy.connect_timeout(self.timeouts.connect)?;
        easy.low_speed_limit(1)?;
        easy.low_speed_time(self.timeouts.silence)?;
        easy.max_recv_speed(self.limit.unwrap_or(0))?;
        match route {
            ProxyRoute::Environment => (),
            ProxyRoute::Direct => easy.proxy("")?,
            ProxyRoute::Through(proxy) => {
                easy.proxy(&proxy)?;
                easy.noproxy("")?;
            }
        }
        if self.trusted
            && let Some((user, password, schemes)) =
                login(&self.options.credentials, BG_AUTH_TARGET_SERVER)
            && platform::curl::set_auth(easy, false, schemes)
        {
            easy.username(user)?;
            easy.password(password)?;
        }
        if let Some((user, password, schemes)) =
            login(&self.options.credentials, BG_AUTH_TARGET_PROXY)
            && platform::curl::set_auth(easy, true, schemes)
        {
            easy.proxy_username(user)?;
            easy.proxy_password(password)?;
        }
        if self.options.security_flags & SSL_FLAGS != 0 {
            self.isolate_connection(easy)?;
        }
        Ok(())
    }

    /// A connection that was made with other rules must not serve those who did not ask for them.
    fn isolate_connection<H>(&self, easy: &mut Easy2<H>) -> Result<(), curl::Error> {
        easy.fresh_connect(true)?;
        easy.forbid_reuse(true)?;
        easy.ssl_sessionid_cache(false)?;
        easy.ssl_verify_host(self.options.security_flags & BG_SSL_IGNORE_CERT_CN_INVALID == 0)
    }

    fn headers(&self) -> Result<List, curl::Error> {
        let mut list = List::new();
        for line in &self.headers {
            list.append(line)?;
        }
        for line in self
            .options
            .custom_headers
            .iter()
            .flat_map(|headers| headers.lines())
        {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            let of_bits = name
                .get(..5)
                .is_some_and(|start| start.eq_ignore_ascii_case("bits-"));
            if of_bits
                || among(&RESERVED_HEADERS, name)
                || (among(&SECRET_HEADERS, name) && !self.trusted)
            {
                continue;
            }
            match value {
                "" => list.append(&format!("{name};"))?, // libcurl's way to say: present, and empty
                _ => list.append(&format!("{name}: {value}"))?,
            }
        }
        Ok(list)
    }
}

fn among(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The user, the password and the schemes to answer a challenge with. libcurl knows one user for a
/// request: the one of the strongest scheme, and every other scheme with that same user.
fn login(credentials: &[Credentials], target: BG_AUTH_TARGET) -> Option<(&str, &str, c_ulong)> {
    let ours = || {
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
        .find_map(|scheme| ours().find(|known| known.scheme == *scheme))?;
    let same_user =
        ours().filter(|known| known.user == best.user && known.password == best.password);
    let schemes = same_user.fold(0, |schemes, known| schemes | mask(known.scheme));
    Some((
        best.user.as_deref()?,
        best.password.as_deref().unwrap_or_default(),
        schemes,
    ))
}

fn mask(scheme: BG_AUTH_SCHEME) -> c_ulong {
    match scheme {
        BG_AUTH_SCHEME_BASIC => curl_sys::CURLAUTH_BASIC,
        BG_AUTH_SCHEME_DIGEST => curl_sys::CURLAUTH_DIGEST,
        BG_AUTH_SCHEME_NTLM => curl_sys::CURLAUTH_NTLM,
        BG_AUTH_SCHEME_NEGOTIATE => curl_sys::CURLAUTH_GSSNEGOTIATE | curl_sys::CURLAUTH_NTLM, // what SPNEGO is made of
        BG_AUTH_SCHEME_PASSPORT => 0,
    }
}
