//! HTTP URL as it is sent.
//!
//! A request line carries the path and the query exactly as they were given: signatures cover these
//! bytes, and a normalised spelling would not match them. The URL parser normalises; therefore it
//! sees the scheme and the authority only, and answers the questions about the server. What cannot
//! stand in a request line is percent-encoded: blanks, control characters, and bytes that are not
//! ASCII. The fragment is dropped.

use std::fmt;

use url::{Origin, Url};

/// An HTTP or HTTPS URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpUrl {
    /// Scheme, user name, password, host and port. The path is `/`.
    server: Url,
    /// Zone of an IPv6 address (RFC 6874), without the percent sign; empty if there is none.
    zone: String,
    /// Path and query as the request line has them. The first byte is a slash.
    target: String,
}

/// Origin of a URL. Addresses in different zones belong to different computers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpOrigin {
    origin: Origin,
    zone: String,
}

impl HttpUrl {
    /// Parses an absolute URL. Blanks and control characters around it are dropped. Returns `None`
    /// unless it begins with `http://` or `https://` and a host.
    pub fn parse(text: &str) -> Option<HttpUrl> {
        let text = text.trim_matches(|letter| letter <= ' ');
        let (scheme, rest) = text.split_once("://")?;
        let is_http = ["http", "https"].map(|known| scheme.eq_ignore_ascii_case(known));
        if !is_http.contains(&true) {
            return None;
        }
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        if authority.is_empty() || authority.contains(|letter| letter <= ' ') {
            return None;
        }
        let (authority, zone) = split_zone(authority)?;
        Some(HttpUrl {
            server: Url::parse(&format!("{scheme}://{authority}/")).ok()?,
            zone,
            target: rooted(target),
        })
    }

    /// Resolves a reference of this URL's server (RFC 3986, section 5.2). Returns `None` if it does
    /// not lead to an HTTP or HTTPS URL.
    ///
    /// Dot segments are removed from a reference that is relative to the path, which has no other
    /// meaning. The path of any other reference stays as the server gave it.
    pub fn join(&self, reference: &str) -> Option<HttpUrl> {
        let reference = reference.trim_matches(|letter| letter <= ' ');
        let reference = reference.split('#').next().unwrap_or_default();
        let reference = match split_scheme(reference) {
            // RFC 3986, section 5.2.2: the scheme of a relative reference may be repeated.
            Some((scheme, rest))
                if scheme.eq_ignore_ascii_case(self.scheme()) && !rest.starts_with("//") =>
            {
                rest
            }
            Some(_) => return HttpUrl::parse(reference),
            None => reference,
        };
        if reference.starts_with("//") {
            return HttpUrl::parse(&format!("{}:{reference}", self.scheme()));
        }
        let target = match reference.as_bytes().first() {
            None => self.target.clone(),
            Some(b'/' | b'\\') => rooted(reference),
            Some(b'?') => format!("{}{}", self.path(), encode(reference.as_bytes())),
            Some(_) => self.merge(&encode(reference.as_bytes())),
        };
        Some(HttpUrl {
            target,
            ..self.clone()
        })
    }

    /// Resolves a reference that is relative to the path.
    fn merge(&self, reference: &str) -> String {
        let folder = self
            .path()
            .rfind('/')
            .map_or("/", |end| &self.path()[..=end]);
        let query = reference.find('?').unwrap_or(reference.len());
        let (path, query) = reference.split_at(query);
        remove_dot_segments(&format!("{folder}{path}")) + query
    }

    /// Returns the URL of the same file on another host, without user name and password if
    /// `is_trusted` refuses the host. Returns this URL if the host is not valid.
    pub fn on_host(&self, host: &str, is_trusted: impl FnOnce(&HttpUrl) -> bool) -> HttpUrl {
        let mut url = self.clone();
        url.zone.clear();
        if url.server.set_host(Some(host)).is_err() {
            return self.clone();
        }
        if !is_trusted(&url) {
            url.server = without_login(url.server);
        }
        url
    }

    /// Returns the scheme, the authority and no path, for questions about the server.
    pub fn server(&self) -> &Url {
        &self.server
    }

    /// Returns the scheme in lower case.
    pub fn scheme(&self) -> &str {
        self.server.scheme()
    }

    /// Returns the origin.
    pub fn origin(&self) -> HttpOrigin {
        HttpOrigin {
            origin: self.server.origin(),
            zone: self.zone.clone(),
        }
    }

    /// Returns the zone of the address that is the host; `None` for a host without one.
    pub fn zone(&self) -> Option<&str> {
        (!self.zone.is_empty()).then_some(&self.zone)
    }

    /// Returns whether the URL has a user name or a password.
    pub fn has_login(&self) -> bool {
        !self.server.username().is_empty() || self.server.password().is_some()
    }

    /// Returns the path and the query as the request line has them.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Returns the path as the request line has it.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Returns the URL without user name and password.
    pub fn without_login(&self) -> HttpUrl {
        HttpUrl {
            server: without_login(self.server.clone()),
            ..self.clone()
        }
    }

    /// Returns the URL with the user name and the password of another one.
    pub fn with_login_of(&self, other: &HttpUrl) -> HttpUrl {
        let mut server = self.server.clone();
        // The calls fail only for a URL without a host.
        let _ = server.set_username(other.server.username());
        let _ = server.set_password(other.server.password());
        HttpUrl {
            server,
            ..self.clone()
        }
    }
}

impl fmt::Display for HttpUrl {
    /// Writes the URL with everything that it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = self.server.as_str().trim_end_matches('/');
        match self.zone().zip(server.rfind(']')) {
            Some((zone, end)) => write!(f, "{}%25{zone}{}", &server[..end], &server[end..])?,
            None => f.write_str(server)?,
        }
        f.write_str(&self.target)
    }
}

/// Percent-encodes the bytes that cannot stand in a request line.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'!'..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Returns the target of a URL that ends with `rest`: what follows the authority.
fn rooted(rest: &str) -> String {
    let rest = rest.split('#').next().unwrap_or_default();
    let path = rest.strip_prefix(['/', '\\']).unwrap_or(rest);
    format!("/{}", encode(path.as_bytes()))
}

/// Returns the scheme of a reference and what follows its colon; `None` for a relative reference.
fn split_scheme(reference: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = reference.split_once(':')?;
    let is_valid = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_valid.then_some((scheme, rest))
}

/// Splits the zone off an authority with an IPv6 address: `[fe80::1%25eth0]` (RFC 6874) or
/// `[fe80::1%eth0]`, which other programs accept too. Returns `None` for a zone that is not valid.
fn split_zone(authority: &str) -> Option<(String, String)> {
    let without = || Some((authority.to_owned(), String::new()));
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    let Some((address, rest)) = authority[host..].split_once('%') else {
        return without();
    };
    if !address.starts_with('[') {
        return without();
    }
    let (zone, port) = rest.split_once(']')?;
    let zone = zone.strip_prefix("25").unwrap_or(zone);
    let is_valid = !zone.is_empty()
        && zone
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
    let server = format!("{}{address}]{port}", &authority[..host]);
    is_valid.then(|| (server, zone.to_owned()))
}

/// Removes the segments `.` and `..` from a path (RFC 3986, section 5.2.4).
fn remove_dot_segments(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => _ = kept.pop(),
            _ => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

fn without_login(mut server: Url) -> Url {
    // The calls fail only for a URL without a host.
    let _ = server.set_username("");
    let _ = server.set_password(None);
    server
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> HttpUrl {
        HttpUrl::parse(text).unwrap_or_else(|| panic!("{text} is refused"))
    }

    #[test]
    fn targets_keep_their_bytes() {
        for (text, target) in [
            ("http://h", "/"),
            ("http://h?q", "/?q"),
            ("http://h/?", "/?"),
            ("http://h/a?b?c#d?e", "/a?b?c"),
            ("http://h#x/y", "/"),
            ("http://h/a/./../%2e%2e//b", "/a/./../%2e%2e//b"),
            ("http://h/it's?d='a'&e=%2b+%2B", "/it's?d='a'&e=%2b+%2B"),
            ("http://h\\a\\b", "/a\\b"),
            ("http://h/{a}|^`<>\"?{a}", "/{a}|^`<>\"?{a}"),
            ("http://h/a b\tc\u{e9}?\u{fc} ", "/a%20b%09c%C3%A9?%C3%BC"),
            ("http://h/%zz%", "/%zz%"),
            ("http://h:80/a@b:c", "/a@b:c"),
        ] {
            assert_eq!(url(text).target(), target, "{text}");
        }
    }

    #[test]
    fn the_server_is_normalised() {
        for (text, whole) in [
            (
                "HTTP://Me:se%40cret@EXAMPLE.com:80/A",
                "http://Me:se%40cret@example.com/A",
            ),
            (
                "https://b\u{fc}cher.example/",
                "https://xn--bcher-kva.example/",
            ),
            ("http://[::1%25lo]:81/a", "http://[::1%25lo]:81/a"),
            ("http://u@[fe80::1%eth0.7]", "http://u@[fe80::1%25eth0.7]/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            (" http://h/a\r\n", "http://h/a"),
        ] {
            assert_eq!(url(text).to_string(), whole, "{text}");
            assert_eq!(url(whole), url(text), "{text}");
        }
        assert_ne!(
            url("http://[fe80::1%25a]/").origin(),
            url("http://[fe80::1%25b]/").origin()
        );
        assert_eq!(url("http://u@h/a").origin(), url("http://h:80/b").origin());
    }

    #[test]
    fn texts_that_are_no_http_urls() {
        for text in [
            "",
            "http:",
            "http:h",
            "http:/h/x",
            "http:\\\\h/x",
            "http:///h/x",
            "http://",
            "http:///",
            "http://?q",
            "http://u@/",
            "http://a b/",
            "http://a\nb/",
            "http://h:x/",
            "http://[::1%25]/",
            "http://[::1%25l/o]/",
            "http://[::1%25l%20o]/",
            "http://[::1",
            "http://1.2.3.4%25lo:x/",
            "ftp://h/",
            "xhttp://h/",
            "//h/",
            "/h",
        ] {
            assert_eq!(HttpUrl::parse(text), None, "{text}");
        }
    }

    #[test]
    fn references_are_resolved() {
        let base = url("http://u:p@h:81/b/c/d;p?q");
        for (reference, target) in [
            ("", "/b/c/d;p?q"),
            ("#s", "/b/c/d;p?q"),
            ("g", "/b/c/g"),
            ("./g/", "/b/c/g/"),
            ("g?y/../x#s", "/b/c/g?y/../x"),
            ("?y", "/b/c/d;p?y"),
            ("..", "/b/"),
            ("../../../g", "/g"),
            ("g/./h/../i", "/b/c/g/i"),
            ("%2e%2e/g", "/b/c/%2e%2e/g"),
            ("/x/../%2e/'g'%2b", "/x/../%2e/'g'%2b"),
            ("\\x", "/x"),
            ("http:g", "/b/c/g"),
            ("a b\u{e9}", "/b/c/a%20b%C3%A9"),
            ("g:h/i@j?k:l", ""),
            ("x/g:h", "/b/c/x/g:h"),
        ] {
            let joined = base.join(reference).map(|url| url.to_string());
            let expected = Some(format!("http://u:p@h:81{target}"));
            assert_eq!(
                joined,
                expected.filter(|_| !target.is_empty()),
                "{reference}"
            );
        }
        for (reference, whole) in [
            ("//other/a/../b", Some("http://other/a/../b")),
            ("https://other:444?x", Some("https://other:444/?x")),
            ("http://h:81/a", Some("http://h:81/a")),
            ("ftp://h/a", None),
            ("mailto:me", None),
            ("https:/x", None),
            ("http:///x", None),
            ("http://[nonsense", None),
        ] {
            let joined = base.join(reference).map(|url| url.to_string());
            assert_eq!(joined.as_deref(), whole, "{reference}");
        }
    }
}
