//! From a URL's path to a file below the root, and nowhere else.

use hyper::StatusCode;
use percent_encoding::percent_decode_str;
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The server's own folder in the root. No URL reaches it but those of replies.
pub const SESSIONS: &str = "BITS-Sessions";

/// The folder that is served.
pub struct Root(PathBuf);

/// What a URL's path names.
pub enum Name {
    File(PathBuf),
    /// `.../BITS-Sessions/Replies/{id}/responsefile.bin`, by id.
    Reply(String),
}

impl Root {
    pub fn open(path: &Path) -> io::Result<Root> {
        path.canonicalize().map(Root)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What a request may read.
    pub fn readable(&self, url_path: &str) -> Result<Name, StatusCode> {
        let names = segments(url_path)?;
        if let [.., sessions, replies, id, file] = &names[..]
            && sessions == SESSIONS
            && replies == "Replies"
            && file == "responsefile.bin"
        {
            return Ok(Name::Reply(id.to_string_lossy().into_owned()));
        }
        self.inside(&self.below(&names)?).map(Name::File)
    }

    /// Where a request may write: the folder exists, the file need not.
    pub fn writable(&self, url_path: &str) -> Result<PathBuf, StatusCode> {
        let names = segments(url_path)?;
        let (file, folders) = names.split_last().ok_or(StatusCode::BAD_REQUEST)?;
        let path = self.inside(&self.below(folders)?)?.join(file);
        if is_sessions(file) {
            return Err(StatusCode::FORBIDDEN);
        }
        if path.is_dir() {
            Err(StatusCode::BAD_REQUEST)
        } else {
            Ok(path)
        }
    }

    fn below(&self, names: &[OsString]) -> Result<PathBuf, StatusCode> {
        if names.iter().any(is_sessions) {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(names
            .iter()
            .fold(self.0.clone(), |path, name| path.join(name)))
    }

    /// Follows symbolic links, as long as they stay in the root and out of the server's own folder.
    fn inside(&self, path: &Path) -> Result<PathBuf, StatusCode> {
        let path = path.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => StatusCode::FORBIDDEN,
            _ => StatusCode::NOT_FOUND,
        })?;
        let allowed = path.starts_with(&self.0) && !path.starts_with(self.0.join(SESSIONS));
        if allowed {
            Ok(path)
        } else {
            Err(StatusCode::FORBIDDEN)
        }
    }
}

fn is_sessions(name: &OsString) -> bool {
    name.eq_ignore_ascii_case(SESSIONS)
}

/// The names between the slashes, decoded once. A name that could mean another place is refused.
fn segments(url_path: &str) -> Result<Vec<OsString>, StatusCode> {
    let mut names = Vec::new();
    for segment in url_path.split('/').filter(|segment| !segment.is_empty()) {
        let name = OsString::from_vec(percent_decode_str(segment).collect());
        let hidden = name == "."
            || name == ".."
            || name.as_bytes().iter().any(|byte| b"/\\\0".contains(byte));
        if hidden {
            return Err(StatusCode::BAD_REQUEST);
        }
        names.push(name);
    }
    Ok(names)
}
