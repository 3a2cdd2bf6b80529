//! Local names: the paths that a job accepts, and the names of temporary files and replies.
//!
//! Jobs use it when files are added and when the owner sets the name of a reply.

use std::fs;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::abi::{E_ACCESSDENIED, E_INVALIDARG, HRESULT};
use crate::engine::model::error::{self, Error, Result};
use crate::engine::platform;

/// Windows' limit for a path, in UTF-16 code units.
pub const MAX_PATH: usize = 260;

/// Returns `code` for a text of more than `limit` UTF-16 code units, the unit in which Windows
/// counts.
pub fn at_most(text: &str, limit: usize, code: HRESULT) -> Result<()> {
    if text.encode_utf16().count() > limit {
        Err(Error(code))
    } else {
        Ok(())
    }
}

/// Returns `E_INVALIDARG` unless this is an absolute path to a file, of at most [`MAX_PATH`] UTF-16
/// code units.
pub fn absolute(name: &str) -> Result<&Path> {
    at_most(name, MAX_PATH, E_INVALIDARG)?;
    if is_absolute_file(name) {
        Ok(Path::new(name))
    } else {
        Err(Error(E_INVALIDARG))
    }
}

/// Returns whether this is an absolute path that names a file, of any length.
pub fn is_absolute_file(name: &str) -> bool {
    let path = Path::new(name);
    let names_file = path.file_name().is_some() && !name.ends_with('/');
    path.is_absolute() && names_file && !name.contains('\0')
}

/// Checks that the folder of a file exists and is writable, and that the file can be replaced.
pub fn check_destination(local: &Path) -> Result<()> {
    check_folder(local.parent().ok_or(Error(E_INVALIDARG))?)?;
    check_replaceable(local)
}

/// Returns `E_INVALIDARG` if a folder, a device, a pipe or a socket has the name of a file, or if a
/// symbolic link of that name leads to one.
pub fn check_replaceable(local: &Path) -> Result<()> {
    match fs::metadata(local).is_ok_and(|found| !found.is_file()) {
        true => Err(Error(E_INVALIDARG)),
        false => Ok(()),
    }
}

/// Returns `ERROR_PATH_NOT_FOUND` for a folder that does not exist, and `E_ACCESSDENIED` for one
/// that this user cannot write to.
pub fn check_folder(folder: &Path) -> Result<()> {
    // The dot makes the check fail for a path that is not a folder.
    platform::fs::check_writable(&folder.join(".")).map_err(|_| match folder.is_dir() {
        true => Error(E_ACCESSDENIED),
        false => Error(error::win32(3)), // ERROR_PATH_NOT_FOUND
    })
}

/// Returns a hidden, random name beside the destination.
pub fn temporary(local: &Path) -> String {
    let name = format!(".BIT{}.tmp", Uuid::new_v4().simple());
    local.with_file_name(name).to_string_lossy().into_owned()
}

/// Returns the hidden name beside an empty reply under which it is created.
pub fn temporary_reply(job: Uuid, reply: &Path) -> PathBuf {
    reply.with_file_name(format!(".BIT{}.tmp", job.simple()))
}

/// Returns the name that the reply to an upload has when its owner sets none: one beside the
/// uploaded file.
pub fn generated_reply(job: Uuid, uploaded: &str) -> String {
    let name = format!("BIT{}.reply", job.simple());
    Path::new(uploaded)
        .with_file_name(name)
        .to_string_lossy()
        .into_owned()
}
