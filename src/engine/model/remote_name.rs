//! Remote name of a file: an HTTP(S) URL, a `file://` URL or an absolute path.
//!
//! A remote name is checked once, when it enters the engine, and stays this type from then on. It
//! keeps the text exactly as it was given, because URLs are sent and reported in that form. The
//! names of the store were checked before; they are parsed when their location is first needed,
//! because most rows are read only to show them.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use url::Url;

use crate::abi::E_INVALIDARG;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::local_name::{MAX_PATH, absolute, at_most, is_absolute_file};

/// Longest remote name that a job accepts, in UTF-16 code units.
const MAX_REMOTE_NAME: usize = 2200;

/// Remote name of a file. Clones share the text and the location.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteName(Arc<Name>);

#[derive(PartialEq, Eq)]
struct Name {
    /// The name exactly as it was given.
    text: Box<str>,
    /// Result of parsing the text; `None` if it is no remote name.
    location: OnceLock<Option<Box<Location>>>,
}

/// Place that a remote name refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file on an HTTP or HTTPS server.
    Http(HttpUrl),
    /// A file of this machine.
    Local(PathBuf),
}

impl RemoteName {
    /// Parses a remote name that the owner of a job gives.
    ///
    /// Returns `E_INVALIDARG` for a name that is neither an HTTP(S) URL, a `file://` URL nor an
    /// absolute path; for one over 2,200 UTF-16 code units; for a path or a segment of a URL over
    /// 260; and for a wildcard in a URL: `*` in the path, or `?` in a `file://` URL. In a path of
    /// this machine both are ordinary letters.
    pub fn from_owner(text: &str) -> Result<RemoteName> {
        at_most(text, MAX_REMOTE_NAME, E_INVALIDARG)?;
        let name = RemoteName::parse(text)?;
        let fits = match name.location()? {
            Location::Http(url) => {
                let mut segments = url.path().split('/');
                !url.path().contains('*') && segments.all(|segment| segment.len() <= MAX_PATH)
            }
            Location::Local(_) => match text.starts_with('/') {
                true => absolute(text).is_ok(),
                false => !text.contains(['*', '?']),
            },
        };
        if fits {
            Ok(name)
        } else {
            Err(Error(E_INVALIDARG))
        }
    }

    /// Parses a remote name without the limits on its length.
    pub fn parse(text: &str) -> Result<RemoteName> {
        let name = RemoteName::stored(text.to_owned());
        name.location()?;
        Ok(name)
    }

    /// Returns the remote name that a row of the store has.
    pub fn stored(text: String) -> RemoteName {
        RemoteName::new(text, OnceLock::new())
    }

    /// Returns the remote name of a file at an HTTP(S) URL that a server has given.
    pub fn http(url: HttpUrl) -> RemoteName {
        RemoteName::new(url.to_string(), located(Location::Http(url)))
    }

    /// Returns the remote name of a file of this machine.
    pub fn local(path: &str) -> RemoteName {
        RemoteName::new(path.to_owned(), located(Location::Local(path.into())))
    }

    fn new(text: String, location: OnceLock<Option<Box<Location>>>) -> RemoteName {
        RemoteName(Arc::new(Name {
            text: text.into(),
            location,
        }))
    }

    /// Returns the name exactly as it was given.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Returns the place that the name refers to; `E_INVALIDARG` for the text of a row that libbits
    /// has not written.
    pub fn location(&self) -> Result<&Location> {
        let parse = || Location::parse(&self.0.text).map(Box::new);
        let location = self.0.location.get_or_init(parse);
        location.as_deref().ok_or(Error(E_INVALIDARG))
    }

    /// Returns whether the file is on an HTTP or HTTPS server.
    pub fn is_http(&self) -> bool {
        matches!(self.location(), Ok(Location::Http(_)))
    }

    /// Returns the name that `IBackgroundCopyError::GetProtocol` has for the protocol.
    pub fn protocol(&self) -> Option<&'static str> {
        Some(match self.location().ok()? {
            Location::Http(_) => "http",
            Location::Local(_) => "file",
        })
    }
}

fn located(location: Location) -> OnceLock<Option<Box<Location>>> {
    OnceLock::from(Some(Box::new(location)))
}

impl Location {
    fn parse(text: &str) -> Option<Location> {
        if text.starts_with('/') {
            return is_absolute_file(text).then(|| Location::Local(text.into()));
        }
        if let Some(url) = HttpUrl::parse(text) {
            return Some(Location::Http(url));
        }
        let url = Url::parse(text).ok()?;
        let path = url.to_file_path().ok().filter(|_| url.scheme() == "file");
        path.map(Location::Local)
    }
}

impl fmt::Debug for RemoteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for RemoteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
