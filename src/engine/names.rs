//! Remote and local names: which ones a job accepts (behaviour-1, 2.1).

use std::path::Path;

use uuid::Uuid;

use super::store::JobRow;
use super::{Error, Result, error, os};
use crate::abi::{BG_JOB_TYPE, E_ACCESSDENIED, E_INVALIDARG, HRESULT};

/// Windows' limit for a path, in UTF-16 units.
pub const MAX_PATH: usize = 260;
const MAX_URL: usize = 2200;

/// The length Windows would count.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Refuses a text that is too long.
pub fn at_most(text: &str, limit: usize, code: HRESULT) -> Result<()> {
    if units(text) > limit {
        Err(Error(code))
    } else {
        Ok(())
    }
}

/// What a remote name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remote {
    Http(url::Url),
    /// `file://` or a plain path.
    Local(std::path::PathBuf),
}

impl Remote {
    /// `E_INVALIDARG` for what is neither an HTTP(S) URL, a `file://` URL nor an absolute path, or
    /// is too long.
    pub fn parse(name: &str) -> Result<Remote> {
        at_most(name, MAX_URL, E_INVALIDARG)?;
        if name.starts_with('/') {
            return Ok(Remote::Local(absolute(name)?.to_path_buf()));
        }
        let url = url::Url::parse(name).map_err(|_| Error(E_INVALIDARG))?;
        match url.scheme() {
            "http" | "https" => {
                let segments_fit = url
                    .path_segments()
                    .is_none_or(|mut all| all.all(|segment| segment.len() <= MAX_PATH));
                if segments_fit && url.has_host() {
                    Ok(Remote::Http(url))
                } else {
                    Err(Error(E_INVALIDARG))
                }
            }
            "file" => url
                .to_file_path()
                .map(Remote::Local)
                .map_err(|()| Error(E_INVALIDARG)),
            _ => Err(Error(E_INVALIDARG)),
        }
    }

    /// What `IBackgroundCopyError::GetProtocol` calls it.
    pub fn protocol(&self) -> &'static str {
        match self {
            Remote::Http(_) => "http",
            Remote::Local(_) => "file",
        }
    }
}

/// Checks the form of the names of a file that is added to a job of this type; what the remote one
/// means.
pub fn check_pair(job_type: BG_JOB_TYPE, remote: &str, local: &str) -> Result<Remote> {
    let parsed = Remote::parse(remote)?;
    if job_type == BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY && matches!(parsed, Remote::Local(_)) {
        return Err(Error(E_INVALIDARG));
    }
    absolute(local).map(|_| parsed)
}

/// Checks a full path that a file will be put to: its folder must exist and be writable.
pub fn check_destination(local: &Path) -> Result<()> {
    check_folder(local.parent().ok_or(Error(E_INVALIDARG))?)
}

/// Checks that files can be put into a folder.
pub fn check_folder(folder: &Path) -> Result<()> {
    // With the dot only a folder is writable.
    os::writable(&folder.join(".")).map_err(|_| match folder.is_dir() {
        true => Error(E_ACCESSDENIED),
        false => Error(error::win32(3)), // ERROR_PATH_NOT_FOUND
    })
}

/// A hidden name beside the destination that nobody can guess.
pub fn temporary(local: &Path) -> String {
    let name = format!(".BIT{}.tmp", Uuid::new_v4().simple());
    local.with_file_name(name).to_string_lossy().into_owned()
}

/// Where the reply to an upload of this file goes: the name that was set, else one beside the file;
/// `None` for other jobs.
pub fn reply(row: &JobRow, uploaded: &str) -> Option<String> {
    let generated = || {
        let name = format!("BIT{}.reply", row.id.simple());
        Path::new(uploaded)
            .with_file_name(name)
            .to_string_lossy()
            .into_owned()
    };
    let wanted = row.job_type == BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
    wanted.then(|| {
        row.data
            .settings
            .reply_file_name
            .clone()
            .unwrap_or_else(generated)
    })
}

/// `E_INVALIDARG` unless this is a full path to a file, of at most [`MAX_PATH`] units.
pub fn absolute(name: &str) -> Result<&Path> {
    at_most(name, MAX_PATH, E_INVALIDARG)?;
    let path = Path::new(name);
    let names_file = path.file_name().is_some() && !name.ends_with('/');
    if path.is_absolute() && names_file && !name.contains('\0') {
        Ok(path)
    } else {
        Err(Error(E_INVALIDARG))
    }
}
