//! Head of an HTTP response as an exchange reports it. The upload protocol reads it, and adds the
//! accessors of its own headers to [`Headers`].

use std::time::Duration;

/// Longest header value that is read, in bytes. IIS rejects requests with longer values, and a
/// server must not be able to make the client store or send back more than this.
const MAX_HEADER_VALUE: usize = 4096;

/// Headers of one response, in the order in which they were received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Parses a header block. Lines that are no headers, such as the status line, are skipped.
    pub fn parse(block: &str) -> Headers {
        let fields = block.lines().filter_map(|line| line.split_once(':'));
        Headers(
            fields
                .map(|(name, value)| (name.trim_end().to_owned(), value.trim().to_owned()))
                .collect(),
        )
    }

    /// Returns the first value of a header; the case of the name does not matter. A value that is
    /// empty, too long or contains control characters counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let is_valid = !value.is_empty()
            && value.len() <= MAX_HEADER_VALUE
            && !value.chars().any(char::is_control);
        is_valid.then_some(value)
    }

    /// Returns the value of a header that consists of digits only.
    pub fn number(&self, name: &str) -> Option<u64> {
        let text = self.get(name)?;
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())?
    }
}

/// Head of a response. The body of the response is not kept.
#[derive(Clone, Debug)]
pub struct HttpResponseHead {
    /// Status code; 0 if the status line has none.
    pub status: u16,
    pub headers: Headers,
    /// The server speaks HTTP/1.0.
    pub is_http_1_0: bool,
    /// Time from the start of the exchange to its end.
    pub elapsed: Duration,
}

impl HttpResponseHead {
    /// Returns the head of an HTTP/1.1 response that took no time.
    #[cfg(test)]
    pub fn new(status: u16, headers: Headers) -> HttpResponseHead {
        HttpResponseHead {
            status,
            headers,
            is_http_1_0: false,
            elapsed: Duration::ZERO,
        }
    }
}
