//! Choice of the proxy for a request. [`request_config`](crate::engine::transfer::request_config)
//! applies it, and the runner asks for the next hop to see whether a job's server is reachable.

use url::{Host, Url};

use crate::abi::BG_JOB_PROXY_USAGE::*;
use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::settings::ProxySettings;
use crate::engine::transfer::failure;
use crate::engine::transfer::proxy_environment;

/// Route of a request to its server.
#[derive(Debug, PartialEq)]
pub enum ProxyRoute {
    /// No proxy.
    Direct,
    /// The proxy with this URL.
    Through(String),
}

impl ProxyRoute {
    /// Returns whether the proxy receives a request for a URL of this scheme itself and forwards
    /// it. Its request target is then the whole URL. Other proxies pass bytes on.
    pub fn forwards(&self, scheme: &str) -> bool {
        match self {
            ProxyRoute::Direct => false,
            ProxyRoute::Through(proxy) => scheme == "http" && !is_socks(proxy),
        }
    }
}

/// Entry of a proxy list.
struct ProxyEntry {
    /// Scheme of the requests that use the proxy; `None`: all. `socks` is used for the requests
    /// that no other entry fits.
    scheme: Option<String>,
    /// URL of the proxy.
    address: String,
}

/// Returns the route of a request for `url`. A proxy list that cannot be parsed gives
/// `BG_E_INVALID_PROXY_INFO`.
pub fn route(settings: &ProxySettings, url: &Url) -> Result<ProxyRoute, Failure> {
    match settings.usage {
        BG_JOB_PROXY_USAGE_PRECONFIG | BG_JOB_PROXY_USAGE_AUTODETECT => {
            let proxy = proxy_environment::find(url, |name| std::env::var(name).ok());
            Ok(proxy.map_or(ProxyRoute::Direct, |proxy| {
                ProxyRoute::Through(with_scheme(&proxy))
            }))
        }
        BG_JOB_PROXY_USAGE_NO_PROXY => Ok(ProxyRoute::Direct),
        BG_JOB_PROXY_USAGE_OVERRIDE => {
            let host = url.host_str().unwrap_or_default();
            let proxies = parse_list(settings.list.as_deref().unwrap_or_default())?;
            if settings
                .bypass
                .as_deref()
                .is_some_and(|list| is_bypassed(list, host))
            {
                return Ok(ProxyRoute::Direct);
            }
            let has_scheme = |entry: &&ProxyEntry| {
                entry
                    .scheme
                    .as_deref()
                    .is_none_or(|scheme| scheme == url.scheme())
            };
            let is_socks = |entry: &&ProxyEntry| entry.scheme.as_deref() == Some("socks");
            let chosen = proxies
                .iter()
                .find(has_scheme)
                .or_else(|| proxies.iter().find(is_socks));
            Ok(chosen.map_or(ProxyRoute::Direct, |entry| {
                ProxyRoute::Through(entry.address.clone())
            }))
        }
    }
}

/// Returns the host that a request for `url` connects to: the server or the proxy. Returns `None`
/// if the proxy is not known, and for an address in a zone, which a host alone does not tell.
pub fn next_hop(settings: &ProxySettings, url: &HttpUrl) -> Option<Host<String>> {
    let proxy = match route(settings, url.server()).ok()? {
        ProxyRoute::Direct if url.zone().is_some() => return None,
        ProxyRoute::Direct => None,
        ProxyRoute::Through(proxy) => Some(Url::parse(&proxy).ok()?),
    };
    Some(proxy.as_ref().unwrap_or(url.server()).host()?.to_owned())
}

/// Returns whether a proxy speaks SOCKS.
fn is_socks(proxy: &str) -> bool {
    let prefix = proxy.get(..5);
    prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("socks"))
}

/// Returns the URL of a proxy whose scheme may be missing.
fn with_scheme(address: &str) -> String {
    match address.contains("://") {
        true => address.to_owned(),
        false => format!("http://{address}"),
    }
}

/// Proxy of a request, for the text of a failure.
#[derive(Debug, Default, PartialEq)]
pub struct ProxyName {
    /// Scheme of its URL.
    pub scheme: String,
    /// Name and port, without the user name and the password that the URL may have.
    pub address: String,
}

impl ProxyName {
    /// Returns whether the proxy speaks SOCKS.
    pub fn is_socks(&self) -> bool {
        is_socks(&self.scheme)
    }
}

/// Returns the proxy of a request for `url`; `None` if it has none.
pub fn name(settings: &ProxySettings, url: &Url) -> Option<ProxyName> {
    /// Port that libcurl uses for a proxy without a port, unless its scheme is `https`.
    const DEFAULT_PORT: u16 = 1080;
    let ProxyRoute::Through(proxy) = route(settings, url).ok()? else {
        return None;
    };
    let (scheme, rest) = proxy.split_once("://").unwrap_or(("http", &proxy));
    let default_port = match scheme {
        "https" => 443,
        _ => DEFAULT_PORT,
    };
    // A scheme that `Url` does not know has no default port, which `Url` would drop.
    let parsed = Url::parse(&format!("proxy://{rest}")).ok()?;
    let port = parsed.port().unwrap_or(default_port);
    Some(ProxyName {
        scheme: scheme.to_ascii_lowercase(),
        address: format!("{}:{port}", parsed.host_str()?),
    })
}

/// Parses a proxy list: entries `[scheme=][scheme://]host[:port]`, separated by semicolons or
/// blanks. The scheme before `=` is that of the requests, the one before `://` that of the proxy.
fn parse_list(list: &str) -> Result<Vec<ProxyEntry>, Failure> {
    let entries: Vec<ProxyEntry> = split(list)
        .map(parse_entry)
        .collect::<Option<_>>()
        .ok_or(failure::invalid_proxy())?;
    if entries.is_empty() {
        Err(failure::invalid_proxy())
    } else {
        Ok(entries)
    }
}

fn parse_entry(text: &str) -> Option<ProxyEntry> {
    let (scheme, address) = match text.split_once('=') {
        Some((scheme, address)) => (Some(scheme.to_ascii_lowercase()), address),
        None => (None, text),
    };
    let address = match (&scheme, address.contains("://")) {
        (Some(scheme), false) if scheme == "socks" => format!("socks4a://{address}"),
        _ => with_scheme(address),
    };
    let is_valid =
        Url::parse(&address).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()));
    is_valid.then_some(ProxyEntry { scheme, address })
}

/// Returns whether `host` is on a bypass list. The list has names and addresses, in which `*`
/// stands for any text, and `<local>` for names without a dot.
fn is_bypassed(list: &str, host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    split(list).any(|entry| match entry {
        "<local>" => !host.contains(['.', ':']),
        _ => {
            let name = entry.split_once("://").map_or(entry, |(_, name)| name);
            matches_pattern(&name.to_ascii_lowercase(), host)
        }
    })
}

/// Returns whether `text` matches a pattern in which `*` stands for any text.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            (0..=text.len()).any(|skipped| {
                text.get(skipped..)
                    .is_some_and(|text| matches_pattern(rest, text))
            })
        }),
    }
}

/// Splits a list into its entries.
fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split([';', ' ', '\t', '\r', '\n'])
        .filter(|entry| !entry.is_empty())
}
