//! Proxies that the environment names: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`,
//! with the meaning that curl documents for them. libcurl could read them itself, but the target
//! of a request depends on whether a proxy forwards it.

use std::net::IpAddr;

use url::{Host, Url};

/// Returns the proxy for a request to the server of `url`; `None` if there is none. `variable`
/// returns the value of an environment variable.
pub fn find(url: &Url, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    // In the environment of a CGI program, `HTTP_PROXY` is a header of the request.
    let of_scheme: &[&str] = match url.scheme() {
        "https" => &["https_proxy", "HTTPS_PROXY"],
        _ => &["http_proxy"],
    };
    let first = |names: &[&str]| {
        let mut values = names.iter().filter_map(|name| variable(name));
        values.find(|value| !value.is_empty())
    };
    let proxy = first(of_scheme).or_else(|| first(&["all_proxy", "ALL_PROXY"]))?;
    let exceptions = first(&["no_proxy", "NO_PROXY"]).unwrap_or_default();
    let host = url.host()?;
    (!is_excepted(&exceptions, &host)).then_some(proxy)
}

/// Returns whether a `no_proxy` list names a host. An asterisk alone names all; other entries are
/// hosts, domains with everything below them, addresses, and networks (`10.0.0.0/8`).
fn is_excepted(list: &str, host: &Host<&str>) -> bool {
    let mut entries = list
        .split([',', ' ', '\t'])
        .filter(|entry| !entry.is_empty());
    list.trim() == "*"
        || entries.any(|entry| match host {
            Host::Domain(name) => is_below(name, entry),
            Host::Ipv4(address) => is_within((*address).into(), entry),
            Host::Ipv6(address) => is_within((*address).into(), entry),
        })
}

/// Returns whether a host name is `domain`, or below it. Dots around the domain do not matter.
fn is_below(name: &str, domain: &str) -> bool {
    let domain = domain.trim_matches('.').to_ascii_lowercase();
    let rest = name.trim_end_matches('.').strip_suffix(&domain);
    !domain.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Returns whether an address is `entry`, or in the network that `entry` names.
fn is_within(address: IpAddr, entry: &str) -> bool {
    let (network, bits) = match entry.split_once('/') {
        Some((network, bits)) => (network, bits.parse().ok()),
        None => (entry, Some(128)),
    };
    let network = network.trim_matches(['[', ']']).parse::<IpAddr>();
    match (address, network, bits) {
        (IpAddr::V4(one), Ok(IpAddr::V4(other)), Some(bits)) => {
            let different = u32::from(one) ^ u32::from(other);
            different.leading_zeros() >= bits.min(32)
        }
        (IpAddr::V6(one), Ok(IpAddr::V6(other)), Some(bits)) => {
            let different = u128::from(one) ^ u128::from(other);
            different.leading_zeros() >= bits.min(128)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(url: &str, variables: &[(&str, &str)]) -> Option<String> {
        find(&Url::parse(url).unwrap(), |wanted| {
            let (_, value) = variables.iter().find(|(name, _)| *name == wanted)?;
            Some((*value).to_owned())
        })
    }

    #[test]
    fn the_scheme_chooses_the_variable() {
        let all = [
            ("http_proxy", "a:1"),
            ("HTTP_PROXY", "b:1"),
            ("HTTPS_PROXY", "c:1"),
            ("ALL_PROXY", "d:1"),
        ];
        assert_eq!(found("http://h/", &all).as_deref(), Some("a:1"));
        assert_eq!(found("https://h/", &all).as_deref(), Some("c:1"));
        assert_eq!(found("http://h/", &all[1..]).as_deref(), Some("d:1"));
        assert_eq!(found("https://h/", &all[3..]).as_deref(), Some("d:1"));
        assert_eq!(found("http://h/", &all[1..3]), None);
        let empty = [("http_proxy", ""), ("all_proxy", "e:1")];
        assert_eq!(found("http://h/", &empty).as_deref(), Some("e:1"));
    }

    #[test]
    fn exceptions_are_hosts_domains_addresses_and_networks() {
        for (host, list, excepted) in [
            ("h.example", "", false),
            ("h.example", "*", true),
            ("h.example", "*,x", false),
            ("h.example", "x, h.example", true),
            ("h.example", ".EXAMPLE", true),
            ("h.example.", "example.", true),
            ("example", ".example", true),
            ("hexample", "example", false),
            ("h.example", "other.h.example", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("10.1.2.3", "10.0.0.0/8", true),
            ("11.1.2.3", "10.0.0.0/8", false),
            ("10.1.2.3", "2.3", false),
            ("10.1.2.3", "0.0.0.0/0", true),
            ("10.1.2.3", "10.0.0.0/x", false),
            ("[fe80::1]", "fe80::/10", true),
            ("[fe80::1]", "[fe80::1]", true),
            ("[fe80::1]", "fe80::2", false),
        ] {
            let variables = [("http_proxy", "p:1"), ("no_proxy", list)];
            let proxy = found(&format!("http://{host}/"), &variables);
            assert_eq!(proxy.is_none(), excepted, "{host} in {list:?}");
        }
    }
}
