//! Upload hosts that the user trusts as much as the server of the remote name (`policy.toml`).

use serde::Deserialize;
use url::{Host, Url};

/// List of trusted hosts. The default trusts none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct TrustedHosts(Vec<HostPattern>);

/// Entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum HostPattern {
    /// The host itself.
    Exact(Host),
    /// Every name below a domain; the text is the domain with the dot before it.
    Below(String),
}

impl TrustedHosts {
    /// Returns whether the list names the host of a URL.
    pub fn contains(&self, url: &Url) -> bool {
        let host = url.host().map(|host| host.to_owned());
        host.is_some_and(|host| self.0.iter().any(|pattern| pattern.matches(&host)))
    }
}

impl TryFrom<Vec<String>> for TrustedHosts {
    type Error = String;

    fn try_from(entries: Vec<String>) -> Result<TrustedHosts, String> {
        let patterns = entries.iter().map(|entry| HostPattern::parse(entry));
        Ok(TrustedHosts(patterns.collect::<Result<_, _>>()?))
    }
}

impl HostPattern {
    /// Parses an entry: a host name, an IP address (IPv6 in brackets), or `*.` and a domain.
    fn parse(entry: &str) -> Result<HostPattern, String> {
        let refused = || format!("{entry:?} is neither a host nor `*.` and a domain");
        let (is_wildcard, name) = match entry.strip_prefix("*.") {
            Some(domain) => (true, domain),
            None => (false, entry),
        };
        // The URL parser also accepts percent-encoded names and `*` in a name.
        let host = Some(name)
            .filter(|name| !name.contains(['%', '*']) && !name.starts_with('.'))
            .and_then(|name| Host::parse(name).ok())
            .ok_or_else(refused)?;
        match (is_wildcard, host) {
            (false, host) => Ok(HostPattern::Exact(host)),
            (true, Host::Domain(domain)) => Ok(HostPattern::Below(format!(".{domain}"))),
            (true, _) => Err(refused()),
        }
    }

    fn matches(&self, host: &Host) -> bool {
        match (self, host) {
            (HostPattern::Exact(known), host) => known == host,
            (HostPattern::Below(suffix), Host::Domain(name)) => {
                name.len() > suffix.len() && name.ends_with(suffix)
            }
            (HostPattern::Below(_), _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[&str]) -> Result<TrustedHosts, String> {
        let entries: Vec<_> = entries.iter().map(|entry| entry.to_string()).collect();
        TrustedHosts::try_from(entries)
    }

    #[test]
    fn names_addresses_and_domains_match() {
        let hosts = list(&["B.Example", "*.farm.example", "10.0.0.7", "[2001:db8::1]"]).unwrap();
        for (host, expected) in [
            ("b.example", true),
            ("B.EXAMPLE", true),
            ("a.b.example", false),
            ("xb.example", false),
            ("node.farm.example", true),
            ("a.node.farm.example", true),
            ("farm.example", false),
            ("evilfarm.example", false),
            ("farm.example.evil", false),
            ("10.0.0.7", true),
            ("10.0.0.8", false),
            ("[2001:DB8:0::1]", true),
            ("[2001:db8::2]", false),
        ] {
            let url = Url::parse(&format!("https://{host}/in/a.txt")).unwrap();
            assert_eq!(hosts.contains(&url), expected, "{host}");
            assert!(!TrustedHosts::default().contains(&url));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for entry in [
            "",
            "*",
            "*.",
            "**.example",
            "*.*.example",
            "a*.example",
            "*.10.0.0.7",
            "*.[::1]",
            ".example",
            "*..example",
            "b.example:443",
            "https://b.example",
            "b.example/",
            "me@b.example",
            "b%2eexample",
            "b example",
        ] {
            assert!(list(&[entry]).is_err(), "{entry}");
        }
    }
}
