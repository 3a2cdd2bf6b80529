//! Maps the path of a URL to a file in the root folder.
//!
//! Invariant: no URL reaches a file outside the root, also not through a symbolic link, nor the
//! server's own folder, except the replies in it. Called by `files` and `packets`.

use hyper::StatusCode;
use percent_encoding::percent_decode_str;
use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// Maximum bytes of a name, which is the limit of the usual file systems.
const MAX_NAME: usize = 255;
/// The server's own folder in the root.
pub const SESSIONS: &str = "BITS-Sessions";

/// The root folder of the server, without symbolic links in its path.
pub struct Root(PathBuf);

/// The resource that the path of a URL names.
pub enum Resource {
    File(PathBuf),
    /// The id in `.../BITS-Sessions/Replies/{id}/responsefile.bin`.
    Reply(String),
}

impl Root {
    pub fn open(path: &Path) -> io::Result<Root> {
        path.canonicalize().map(Root)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the resource that a request can read.
    pub fn readable(&self, url_path: &str) -> Result<Resource, StatusCode> {
        let names = segments(url_path)?;
        if let [.., sessions, replies, id, file] = &names[..]
            && sessions == SESSIONS
            && replies == "Replies"
            && file == "responsefile.bin"
        {
            return Ok(Resource::Reply(id.to_string_lossy().into_owned()));
        }
        self.inside(&self.below(&names)?).map(Resource::File)
    }

    /// Returns the path that a request can write. The folder must exist, the file need not. Fails
    /// for a name that cannot be stored, so that a client learns it before it sends the file.
    pub fn writable(&self, url_path: &str) -> Result<PathBuf, StatusCode> {
        let names = segments(url_path)?;
        let (file, folders) = names.split_last().ok_or(StatusCode::BAD_REQUEST)?;
        let path = self.inside(&self.below(folders)?)?.join(file);
        if is_sessions_folder(file) {
            return Err(StatusCode::FORBIDDEN);
        }
        let storable = has_file_name(file)
            && match path.symlink_metadata() {
                Ok(_) => !path.is_dir(),
                // Any other error, such as a path that is too long, stays until the end.
                Err(error) => error.kind() == io::ErrorKind::NotFound,
            };
        if storable {
            Ok(path)
        } else {
            Err(StatusCode::BAD_REQUEST)
        }
    }

    fn below(&self, names: &[OsString]) -> Result<PathBuf, StatusCode> {
        if names.iter().any(is_sessions_folder) {
            return Err(StatusCode::FORBIDDEN);
        }
        Ok(names
            .iter()
            .fold(self.0.clone(), |path, name| path.join(name)))
    }

    /// Resolves symbolic links. Fails when the result is outside the root or in the server's own
    /// folder.
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

/// Refuses names that are too long, and those with control characters or wildcards, which shells
/// and logs misread.
fn has_file_name(name: &OsString) -> bool {
    let allowed = |byte: &u8| !byte.is_ascii_control() && *byte != b'*';
    name.len() <= MAX_NAME && name.as_bytes().iter().all(allowed)
}

fn is_sessions_folder(name: &OsString) -> bool {
    name.eq_ignore_ascii_case(SESSIONS)
}

/// Splits a path at its slashes and decodes each name once. Fails for names such as `..` that could
/// leave the folder.
fn segments(url_path: &str) -> Result<Vec<OsString>, StatusCode> {
    let mut names = Vec::new();
    for segment in url_path.split('/').filter(|segment| !segment.is_empty()) {
        let name = OsString::from_vec(percent_decode_str(segment).collect());
        let unsafe_name = name == "."
            || name == ".."
            || name.as_bytes().iter().any(|byte| b"/\\\0".contains(byte));
        if unsafe_name {
            return Err(StatusCode::BAD_REQUEST);
        }
        names.push(name);
    }
    Ok(names)
}
