//! Head of an HTTP response as an exchange reports it.

use std::time::Duration;

/// IIS refuses longer values; nobody may make the client send or keep one.
const MAX_HEADER_VALUE: usize = 4096;

/// The headers of one answer, in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads a header block. Lines that are no headers (the status line, garbage) are skipped.
    pub fn parse(block: &str) -> Headers {
        let fields = block.lines().filter_map(|line| line.split_once(':'));
        Headers(
            fields
                .map(|(name, value)| (name.trim_end().to_owned(), value.trim().to_owned()))
                .collect(),
        )
    }

    /// The first value under this name, in whatever case it came; an empty or oversized one counts
    /// as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let sane = !value.is_empty()
            && value.len() <= MAX_HEADER_VALUE
            && !value.chars().any(char::is_control);
        sane.then_some(value)
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
    pub status: u16,
    pub headers: Headers,
    /// The server speaks HTTP/1.0.
    pub is_http_1_0: bool,
    /// Time from the start of the exchange to its end.
    pub elapsed: Duration,
}

impl HttpResponseHead {
    /// The head of a response of HTTP/1.1.
    pub fn new(status: u16, headers: Headers) -> HttpResponseHead {
        HttpResponseHead {
            status,
            headers,
            is_http_1_0: false,
            elapsed: Duration::ZERO,
        }
    }
}
