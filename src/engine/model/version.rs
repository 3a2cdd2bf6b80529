//! Version of a remote file, identified by its size and its HTTP validators (`ETag`,
//! `Last-Modified`).
//!
//! A transfer continues with a response whose version is the same as that of the local bytes. Every
//! mark that both versions have is compared (RFC 9110, 8.8):
//!
//! ```text
//! marks of both versions                                          result
//! --------------------------------------------------------------  ---------
//! sizes or dates differ                                           Different
//! tags agree                                                      Same
//! strong tags differ, sizes and significant dates are equal       Unproven
//! tags differ otherwise                                           Different
//! no two tags, significant dates are equal                        Same
//! otherwise                                                       Unproven
//! ```
//!
//! Tags agree if they are equal without the prefix `W/` of a weak one. A date is *significant* if
//! the server sent it more than a second after it: until then the file could change again without
//! another date. The third row is that of several servers with one name, each of which derives the
//! tag from its own copy of the file.

use serde::{Deserialize, Serialize};

/// Version of a remote file; a field is `None` if it is not known.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Version {
    /// Size in bytes.
    pub size: Option<u64>,
    /// Value of `Last-Modified`, exactly as the server sent it.
    pub last_modified: Option<String>,
    /// The response was sent within a second of `last_modified`: the date is not significant.
    pub is_recent: bool,
    /// Value of `ETag`, strong or weak, exactly as the server sent it.
    pub etag: Option<String>,
}

/// Result of comparing two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Both have the same bytes.
    Same,
    /// They are versions of different bytes.
    Different,
    /// Neither is proven.
    Unproven,
}

impl Version {
    /// Returns the validator that makes a request conditional (`If-Range`), which must be a strong
    /// one: a strong `ETag`, or else a significant date.
    pub fn strong_validator(&self) -> Option<&str> {
        let etag = self.etag.as_deref().filter(|tag| !is_weak(tag));
        etag.or(self.significant_date())
    }

    /// Returns whether a mark can prove that another response has the same version.
    pub fn has_validator(&self) -> bool {
        self.etag.is_some() || self.significant_date().is_some()
    }

    /// Compares two versions; the table above lists the results.
    pub fn compare(&self, other: &Version) -> Comparison {
        if !agree(&self.size, &other.size) || !agree(&self.last_modified, &other.last_modified) {
            return Comparison::Different;
        }
        let is_dated = self.significant_date().is_some() && other.significant_date().is_some();
        match (&self.etag, &other.etag) {
            (Some(one), Some(other)) if opaque(one) == opaque(other) => Comparison::Same,
            (Some(one), Some(two)) => {
                let sizes_known = self.size.is_some() && other.size.is_some();
                match is_dated && sizes_known && !is_weak(one) && !is_weak(two) {
                    true => Comparison::Unproven,
                    false => Comparison::Different,
                }
            }
            _ if is_dated => Comparison::Same,
            _ => Comparison::Unproven,
        }
    }

    /// Adds the marks that another response for the same version has and this one lacks, so that a
    /// later response must agree with all of them.
    pub fn or(self, other: &Version) -> Version {
        Version {
            size: self.size.or(other.size),
            // A date was significant if any of the responses with it was late enough.
            is_recent: match (&self.last_modified, &other.last_modified) {
                (Some(_), Some(_)) => self.is_recent && other.is_recent,
                (Some(_), None) => self.is_recent,
                (None, _) => other.is_recent,
            },
            last_modified: self.last_modified.or_else(|| other.last_modified.clone()),
            etag: self.etag.or_else(|| other.etag.clone()),
        }
    }

    fn significant_date(&self) -> Option<&str> {
        self.last_modified.as_deref().filter(|_| !self.is_recent)
    }
}

/// Returns whether a tag is weak: equal weak tags need not mean equal bytes.
fn is_weak(tag: &str) -> bool {
    !tag.starts_with('"')
}

/// Returns a tag without the prefix of a weak one.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

/// Returns whether a mark that both versions have is equal.
fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Progress of the attempts to transfer a file whose responses do not prove that they have the same
/// version.
///
/// Each attempt starts over then, and a server that ends every response early would make it start
/// over for ever. After [`MAX_STALLED_ATTEMPTS`] attempts in a row that got no further than those
/// before, a response of an unproven version continues the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attempts {
    /// Most bytes that an attempt has received.
    furthest: u64,
    /// Number of attempts since then.
    stalled: u32,
}

/// Number of attempts without further bytes after which an unproven version is accepted.
const MAX_STALLED_ATTEMPTS: u32 = 2;

impl Attempts {
    /// Notes the end of an attempt that has received data, at `bytes` valid bytes.
    pub fn note_end(&mut self, bytes: u64) {
        if self.accept_unproven() {
            return;
        }
        if bytes > self.furthest {
            (self.furthest, self.stalled) = (bytes, 0);
        } else {
            self.stalled += 1;
        }
    }

    /// Returns whether a response of an unproven version continues the file.
    pub fn accept_unproven(&self) -> bool {
        self.stalled >= MAX_STALLED_ATTEMPTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "Mon, 05 Jan 2026 10:00:00 GMT";
    const OTHER_DATE: &str = "Mon, 05 Jan 2026 10:00:01 GMT";

    fn version(size: u64, etag: &str, date: &str) -> Version {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Version {
            size: Some(size),
            last_modified: text(date.trim_end_matches('~')),
            is_recent: date.ends_with('~'),
            etag: text(etag),
        }
    }

    #[test]
    fn every_mark_that_both_versions_have_counts() {
        use Comparison::*;
        let recent = &format!("{DATE}~");
        for (one, other, expected) in [
            ((1, "\"a\"", DATE), (1, "\"a\"", DATE), Same),
            ((1, "\"a\"", DATE), (2, "\"a\"", DATE), Different),
            ((1, "\"a\"", DATE), (1, "\"a\"", OTHER_DATE), Different),
            ((1, "\"a\"", DATE), (1, "\"b\"", DATE), Unproven),
            ((1, "\"a\"", recent), (1, "\"b\"", DATE), Different),
            ((1, "\"a\"", ""), (1, "\"b\"", ""), Different),
            ((1, "\"a\"", ""), (1, "W/\"a\"", ""), Same),
            ((1, "W/\"a\"", ""), (1, "W/\"a\"", DATE), Same),
            ((1, "W/\"a\"", DATE), (1, "W/\"b\"", DATE), Different),
            ((1, "W/\"a\"", DATE), (1, "\"b\"", DATE), Different),
            ((1, "", DATE), (1, "", DATE), Same),
            ((1, "", DATE), (1, "\"a\"", DATE), Same),
            ((1, "", recent), (1, "", DATE), Unproven),
            ((1, "", recent), (1, "", OTHER_DATE), Different),
            ((1, "", ""), (1, "", ""), Unproven),
            ((1, "", DATE), (1, "\"a\"", ""), Unproven),
        ] {
            let make = |(size, etag, date)| version(size, etag, date);
            let (one, other) = (make(one), make(other));
            assert_eq!(one.compare(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.compare(&one), expected, "{other:?} {one:?}");
        }
    }

    #[test]
    fn two_attempts_in_a_row_without_further_bytes_accept_an_unproven_version() {
        let mut attempts = Attempts::default();
        for (bytes, expected) in [
            (10, false),
            (10, false),
            (20, false),
            (5, false),
            (20, true),
        ] {
            attempts.note_end(bytes);
            assert_eq!(attempts.accept_unproven(), expected, "{bytes}");
        }
        attempts.note_end(40);
        assert!(attempts.accept_unproven(), "until the version differs");
    }
}
