//! URLs and names of the upload protocol: the host that the server chooses, the URL of the reply,
//! and the name of the file.
//!
//! The values come from the server and are not trusted. A host or a reply URL that leads to another
//! origin than the user's URL is *untrusted*: requests to it carry no credentials and no custom
//! headers. The policy names the hosts that are trusted nevertheless.

use std::net::Ipv6Addr;

use url::Host;

use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::trusted_hosts::TrustedHosts;

/// Longest host id, in bytes; the limit of IIS.
const MAX_HOST_ID: usize = 300;
/// Longest reply URL, in bytes; the limit of [MC-BUP].
///
/// [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/
const MAX_REPLY_URL: usize = 2200;
/// Longest `Content-Name`, in characters; `MAX_PATH` of Windows.
const MAX_CONTENT_NAME: usize = 260;

/// Returns the host in a `BITS-Host-Id`; `None` if the value is anything else than a host name or
/// an IP address.
pub fn host_id(value: &str) -> Option<String> {
    if value.len() > MAX_HOST_ID || value.contains('%') {
        return None;
    }
    match value.parse::<Ipv6Addr>() {
        Ok(address) => Some(format!("[{address}]")),
        Err(_) => Host::parse(value).ok().map(|host| host.to_string()),
    }
}

/// Returns the URL of the upload on another host. Scheme, port, path and query stay the same; user
/// name and password are removed, unless the host is trusted.
pub fn on_host(remote: &HttpUrl, host: &str, trusted: &TrustedHosts) -> HttpUrl {
    remote.on_host(host, |url| !is_untrusted(remote, url, trusted))
}

/// Returns whether a URL must not receive the secrets of the user: it has another host, port or
/// scheme than the one that the user gave, and it is not one of the trusted hosts with the same
/// port and scheme.
pub fn is_untrusted(remote: &HttpUrl, url: &HttpUrl, trusted: &TrustedHosts) -> bool {
    let is_same_service = url.scheme() == remote.scheme()
        && url.server().port_or_known_default() == remote.server().port_or_known_default()
        && url.zone().is_none();
    url.origin() != remote.origin() && !(is_same_service && trusted.contains(url.server()))
}

/// Returns the URL that a `BITS-Reply-URL` means; `None` if it cannot be fetched. IIS sends it
/// relative to the folder of the upload, with backslashes, which mean slashes, and with braces,
/// which BITS on Windows percent-encodes.
pub fn reply_url(remote: &HttpUrl, value: &str) -> Option<HttpUrl> {
    if value.len() > MAX_REPLY_URL {
        return None;
    }
    let (path, query) = value.split_at(value.find('?').unwrap_or(value.len()));
    let path = path
        .replace('\\', "/")
        .replace('{', "%7B")
        .replace('}', "%7D");
    remote.join(&(path + query))
}

/// Returns the value of `Content-Name` for a local file: its name without the folder. Characters
/// that are not printable ASCII, or that Windows does not allow in a name, become `_`.
pub fn content_name(local: &str) -> String {
    let name = local.rsplit('/').next().unwrap_or_default();
    let replace = |letter: char| match letter {
        ' '..='~' if !"\\:*?\"<>|".contains(letter) => letter,
        _ => '_',
    };
    name.chars().take(MAX_CONTENT_NAME).map(replace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_id_is_a_host_and_nothing_else() {
        for (value, expected) in [
            ("FRANKCAO8", Some("frankcao8")),
            ("node-3.example.com", Some("node-3.example.com")),
            ("10.0.0.7", Some("10.0.0.7")),
            ("::1", Some("[::1]")),
            ("[2001:db8::1]", Some("[2001:db8::1]")),
            ("", None),
            ("example.com:8080", None),
            ("user@example.com", None),
            ("example.com/path", None),
            ("example.com\\path", None),
            ("http://example.com", None),
            ("exam%70le.com", None),
            ("a b", None),
        ] {
            assert_eq!(host_id(value).as_deref(), expected, "{value}");
        }
        assert_eq!(host_id(&"a.".repeat(151)), None);
    }

    #[test]
    fn another_host_keeps_everything_except_the_credentials() {
        let remote = HttpUrl::parse("https://me:secret@example.com:8443/in/a%20b.txt?x=1").unwrap();
        for (host, expected, untrusted) in [
            (
                "node.example.com",
                "https://node.example.com:8443/in/a%20b.txt?x=1",
                true,
            ),
            ("[::1]", "https://[::1]:8443/in/a%20b.txt?x=1", true),
            (
                "EXAMPLE.com",
                "https://me:secret@example.com:8443/in/a%20b.txt?x=1",
                false,
            ),
        ] {
            let trusted = TrustedHosts::default();
            let url = on_host(&remote, host, &trusted);
            assert_eq!(
                (url.to_string(), is_untrusted(&remote, &url, &trusted)),
                (expected.to_owned(), untrusted)
            );
        }
    }

    #[test]
    fn a_trusted_host_is_one_with_the_same_scheme_and_port() {
        let remote = HttpUrl::parse("https://me:secret@example.com/in").unwrap();
        let trusted = TrustedHosts::try_from(vec!["node.example.com".to_owned()]).unwrap();
        assert_eq!(
            on_host(&remote, "node.example.com", &trusted).to_string(),
            "https://me:secret@node.example.com/in"
        );
        for (url, untrusted) in [
            ("https://node.example.com/reply", false),
            ("https://node.example.com:443/reply", false),
            ("https://node.example.com:8443/reply", true),
            ("http://node.example.com/reply", true),
            ("http://node.example.com:443/reply", true),
            ("https://other.example.com/reply", true),
            ("https://example.com:8443/reply", true),
        ] {
            let url = HttpUrl::parse(url).unwrap();
            assert_eq!(is_untrusted(&remote, &url, &trusted), untrusted, "{url}");
        }
    }

    #[test]
    fn reply_urls_are_resolved_against_the_upload() {
        let remote = HttpUrl::parse("http://frankcao8/vdir/upload.dat?app=1").unwrap();
        for (value, expected) in [
            (
                r"BITS-Sessions\Replies\{C6B1-9}\responsefile.bin",
                Some("http://frankcao8/vdir/BITS-Sessions/Replies/%7BC6B1-9%7D/responsefile.bin"),
            ),
            (
                "BITS-Sessions/Replies/1",
                Some("http://frankcao8/vdir/BITS-Sessions/Replies/1"),
            ),
            (
                r"\static\reply.txt",
                Some("http://frankcao8/static/reply.txt"),
            ),
            ("http://other:81/r?a=b", Some("http://other:81/r?a=b")),
            ("https://other/r", Some("https://other/r")),
            ("file:///etc/passwd", None),
            ("ftp://other/r", None),
            ("http://", None),
        ] {
            assert_eq!(
                reply_url(&remote, value).map(|url| url.to_string()),
                expected.map(str::to_owned),
                "{value}"
            );
        }
        assert_eq!(reply_url(&remote, &"a".repeat(2201)), None);
    }

    #[test]
    fn content_names_are_bare_short_and_printable() {
        assert_eq!(content_name("/home/me/report 1.txt"), "report 1.txt");
        assert_eq!(
            content_name("/tmp/a:b*c?\"<d>|\\\r\ne\u{e9}"),
            "a_b_c___d_____e_"
        );
        assert_eq!(content_name(&format!("/{}", "n".repeat(300))).len(), 260);
    }
}
