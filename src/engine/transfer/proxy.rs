//! Which proxy a request goes through.

use url::{Host, Url};

use crate::abi::BG_JOB_PROXY_USAGE::*;
use crate::engine::model::error::Failure;
use crate::engine::model::settings::ProxySettings;
use crate::engine::transfer::failure;

#[derive(Debug, PartialEq)]
pub enum ProxyRoute {
    /// As the environment says (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`), which
    /// libcurl reads.
    Environment,
    Direct,
    Through(String),
}

pub fn route(settings: &ProxySettings, url: &Url) -> Result<ProxyRoute, Failure> {
    match settings.usage {
        BG_JOB_PROXY_USAGE_PRECONFIG | BG_JOB_PROXY_USAGE_AUTODETECT => Ok(ProxyRoute::Environment),
        BG_JOB_PROXY_USAGE_NO_PROXY => Ok(ProxyRoute::Direct),
        BG_JOB_PROXY_USAGE_OVERRIDE => {
            let host = url.host_str().unwrap_or_default();
            let proxies = parse(settings.list.as_deref().unwrap_or_default())?;
            if settings
                .bypass
                .as_deref()
                .is_some_and(|list| bypassed(list, host))
            {
                return Ok(ProxyRoute::Direct);
            }
            let fit = |entry: &&ProxyEntry| {
                entry
                    .scheme
                    .as_deref()
                    .is_none_or(|scheme| scheme == url.scheme())
            };
            let socks = |entry: &&ProxyEntry| entry.scheme.as_deref() == Some("socks");
            let chosen = proxies
                .iter()
                .find(fit)
                .or_else(|| proxies.iter().find(socks));
            Ok(chosen.map_or(ProxyRoute::Direct, |entry| {
                ProxyRoute::Through(entry.address.clone())
            }))
        }
    }
}

/// The host that a request for the URL has to reach first, if that can be told.
pub fn next_hop(settings: &ProxySettings, url: &Url) -> Option<Host<String>> {
    let proxy = match route(settings, url).ok()? {
        ProxyRoute::Direct => None,
        ProxyRoute::Through(proxy) => Some(Url::parse(&proxy).ok()?),
        // What libcurl makes of these is its own affair.
        ProxyRoute::Environment if names_proxy(url.scheme()) => return None,
        ProxyRoute::Environment => None,
    };
    Some(proxy.as_ref().unwrap_or(url).host()?.to_owned())
}

/// The environment has a proxy for a scheme.
fn names_proxy(scheme: &str) -> bool {
    let own = format!("{scheme}_proxy");
    let names = [
        own.clone(),
        own.to_uppercase(),
        "all_proxy".into(),
        "ALL_PROXY".into(),
    ];
    names
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

struct ProxyEntry {
    /// The scheme of the requests that go through it; all when there is none.
    scheme: Option<String>,
    address: String,
}

/// `[scheme=][scheme://]host[:port]`, separated by semicolons or spaces.
fn parse(list: &str) -> Result<Vec<ProxyEntry>, Failure> {
    let entries: Vec<ProxyEntry> = words(list)
        .map(parse_entry)
        .collect::<Option<_>>()
        .ok_or(failure::invalid_proxy())?;
    if entries.is_empty() {
        Err(failure::invalid_proxy())
    } else {
        Ok(entries)
    }
}

fn parse_entry(word: &str) -> Option<ProxyEntry> {
    let (scheme, address) = match word.split_once('=') {
        Some((scheme, address)) => (Some(scheme.to_ascii_lowercase()), address),
        None => (None, word),
    };
    let address = match (&scheme, address.contains("://")) {
        (_, true) => address.to_owned(),
        (Some(scheme), false) if scheme == "socks" => format!("socks4a://{address}"),
        _ => format!("http://{address}"),
    };
    let sound =
        Url::parse(&address).is_ok_and(|url| url.host_str().is_some_and(|host| !host.is_empty()));
    sound.then_some(ProxyEntry { scheme, address })
}

/// `host` is on the list: names and addresses with `*` for anything, and `<local>` for names
/// without a dot.
fn bypassed(list: &str, host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    words(list).any(|word| match word {
        "<local>" => !host.contains(['.', ':']),
        _ => {
            let name = word.split_once("://").map_or(word, |(_, name)| name);
            matches(&name.to_ascii_lowercase(), host)
        }
    })
}

fn matches(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            (0..=text.len())
                .any(|skipped| text.get(skipped..).is_some_and(|text| matches(rest, text)))
        }),
    }
}

fn words(list: &str) -> impl Iterator<Item = &str> {
    list.split([';', ' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
}
