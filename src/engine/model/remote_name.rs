//! Remote name of a file: an HTTP(S) URL, a `file://` URL or an absolute path.
//!
//! A remote name is parsed once, when it enters the engine, and stays this type from then on. It
//! keeps the text exactly as it was given, because URLs are sent and reported in that form.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use crate::abi::E_INVALIDARG;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name::{MAX_PATH, at_most};

/// Longest remote name that a job accepts, in UTF-16 code units.
const MAX_REMOTE_NAME: usize = 2200;

/// Remote name of a file. Clones share the text.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteName(Arc<Parsed>);

#[derive(PartialEq, Eq)]
struct Parsed {
    /// The name exactly as it was given.
    text: String,
    location: Location,
}

/// Place that a remote name refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file on an HTTP or HTTPS server.
    Http(Url),
    /// A file of this machine.
    Local(PathBuf),
}

impl RemoteName {
    /// Parses a remote name that the owner of a job gives.
    ///
    /// Returns `E_INVALIDARG` for a name that is neither an HTTP(S) URL, a `file://` URL nor an
    /// absolute path; for one over 2,200 UTF-16 code units; and for a path or a segment of a URL
    /// over 260.
    pub fn from_owner(text: &str) -> Result<RemoteName> {
        at_most(text, MAX_REMOTE_NAME, E_INVALIDARG)?;
        let name = RemoteName::parse(text)?;
        let fits = match name.location() {
            Location::Http(url) => url
                .path_segments()
                .is_none_or(|mut all| all.all(|segment| segment.len() <= MAX_PATH)),
            Location::Local(_) if text.starts_with('/') => {
                at_most(text, MAX_PATH, E_INVALIDARG).is_ok()
            }
            Location::Local(_) => true,
        };
        if fits {
            Ok(name)
        } else {
            Err(Error(E_INVALIDARG))
        }
    }

    /// Parses a remote name without the limits on its length: one that the store returns.
    pub fn parse(text: &str) -> Result<RemoteName> {
        let location = match text.starts_with('/') {
            true => Location::local(text),
            false => Url::parse(text).ok().and_then(Location::of_url),
        };
        Ok(RemoteName::new(
            text.to_owned(),
            location.ok_or(Error(E_INVALIDARG))?,
        ))
    }

    /// Returns the remote name of a file at an HTTP(S) URL that a server has given.
    pub fn http(url: Url) -> RemoteName {
        RemoteName::new(url.to_string(), Location::Http(url))
    }

    /// Returns the remote name of a file of this machine.
    pub fn local(path: &str) -> RemoteName {
        RemoteName::new(path.to_owned(), Location::Local(PathBuf::from(path)))
    }

    fn new(text: String, location: Location) -> RemoteName {
        RemoteName(Arc::new(Parsed { text, location }))
    }

    /// Returns the name exactly as it was given.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Returns the place that the name refers to.
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// Returns whether the file is on an HTTP or HTTPS server.
    pub fn is_http(&self) -> bool {
        matches!(self.location(), Location::Http(_))
    }

    /// Returns the name that `IBackgroundCopyError::GetProtocol` has for the protocol.
    pub fn protocol(&self) -> &'static str {
        match self.location() {
            Location::Http(_) => "http",
            Location::Local(_) => "file",
        }
    }
}

impl Location {
    fn local(text: &str) -> Option<Location> {
        let path = Path::new(text);
        let names_file = path.file_name().is_some() && !text.ends_with('/');
        (names_file && !text.contains('\0')).then(|| Location::Local(path.to_owned()))
    }

    fn of_url(url: Url) -> Option<Location> {
        match url.scheme() {
            "http" | "https" => url.has_host().then_some(Location::Http(url)),
            "file" => url.to_file_path().ok().map(Location::Local),
            _ => None,
        }
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
