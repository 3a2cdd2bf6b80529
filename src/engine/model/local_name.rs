//! Local names: the paths that a job accepts, and the names of temporary files and replies.
//!
//! Jobs use it when files are added and when the owner sets the name of a reply.

use std::fs;
#[cfg(target_os = "linux")]
use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::MetadataExt;
#[cfg(target_os = "linux")]
use std::os::unix::fs::OpenOptionsExt;
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
    // `file_name` ignores a slash and a dot at the end, which stand for a folder.
    let names_file = path.file_name().is_some() && !name.ends_with('/') && !name.ends_with("/.");
    path.is_absolute() && names_file && !name.contains('\0')
}

/// Checks that the folder of a file exists and is writable, and that the file can be replaced.
pub fn check_destination(local: &Path) -> Result<()> {
    check_folder(local.parent().ok_or(Error(E_INVALIDARG))?)?;
    check_replaceable(local)
}

/// Returns `E_INVALIDARG` for a name that is too long for the file system, and for one that a
/// folder, a device, a pipe or a socket has, or a symbolic link to one. Returns `E_ACCESSDENIED` if
/// the name belongs to another user's file in a folder with the sticky bit, such as `/tmp`: only
/// that user can replace it.
///
/// The name of the temporary file needs no check: it has 40 bytes, and [`MAX_PATH`] bounds the path
/// far below the limit of the system.
pub fn check_replaceable(local: &Path) -> Result<()> {
    match fs::metadata(local) {
        Ok(found) if !found.is_file() => Err(Error(E_INVALIDARG)),
        Err(error) if is_too_long(&error) => Err(Error(E_INVALIDARG)),
        _ if is_protected(local) => Err(Error(E_ACCESSDENIED)),
        _ => Ok(()),
    }
}

/// Returns whether the sticky bit of a folder keeps this user from replacing an entry.
fn is_protected(entry: &Path) -> bool {
    let user = platform::process::effective_uid();
    if user == 0 {
        return false;
    }
    let belongs_to_another = |found: &fs::Metadata| found.uid() != user;
    let Ok(Some(found)) = platform::fs::find(entry) else {
        return false;
    };
    let is_sticky = |folder: &fs::Metadata| folder.mode() & 0o1000 != 0;
    belongs_to_another(&found)
        && entry
            .parent()
            .and_then(|folder| fs::metadata(folder).ok())
            .is_some_and(|folder| is_sticky(&folder) && belongs_to_another(&folder))
}

/// Returns the canonical path of a folder in which this user may create files. Returns
/// `ERROR_PATH_NOT_FOUND` for one that does not exist, `E_INVALIDARG` for a path with a name that
/// is too long for the file system, and `E_ACCESSDENIED` for a folder that this user cannot write
/// to or reach, or on a file system that is mounted for reading.
pub fn check_folder(folder: &Path) -> Result<PathBuf> {
    // The dot makes the check fail for a path that is not a folder.
    platform::fs::check_writable(&folder.join("."))
        .and_then(|()| check_creation(folder))
        .and_then(|()| fs::canonicalize(folder))
        .map_err(|error| match error.raw_os_error() {
            Some(libc::ENOENT | libc::ENOTDIR | libc::ELOOP) => Error(error::win32(3)),
            Some(libc::EACCES | libc::EPERM | libc::EROFS) => Error(E_ACCESSDENIED),
            _ if is_too_long(&error) => Error(E_INVALIDARG),
            _ => error.into(),
        })
}

/// Returns an error if no file can be created in a folder that root may write to. The permissions
/// allow root everything, but a file system without a disk of its own may refuse it: `/proc` and
/// `/sys` have no new files, and the server of a network file system may not trust root.
#[cfg(target_os = "linux")]
fn check_creation(folder: &Path) -> io::Result<()> {
    let is_on_disk = libc::major(fs::metadata(folder)?.dev()) != 0;
    if platform::process::effective_uid() != 0 || is_on_disk {
        return Ok(());
    }
    let create = |path: &Path, flags| {
        let mut options = OpenOptions::new();
        options.write(true).mode(0o600);
        options.custom_flags(flags | libc::O_CLOEXEC).open(path)
    };
    let is_refusal = |error: &io::Error| {
        let code = error.raw_os_error();
        matches!(
            code,
            Some(libc::EACCES | libc::EPERM | libc::EROFS | libc::ENOENT)
        )
    };
    // A file without a name leaves no trace; some file systems have only files with names.
    if create(folder, libc::O_TMPFILE).is_ok() {
        return Ok(());
    }
    let probe = PathBuf::from(temporary(&folder.join("probe")));
    match create(&probe, libc::O_CREAT | libc::O_EXCL) {
        Ok(_) => fs::remove_file(&probe),
        Err(error) if is_refusal(&error) => Err(io::Error::from_raw_os_error(libc::EACCES)),
        // A full disk, for example, may have space when the transfer begins.
        Err(_) => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn check_creation(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn is_too_long(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ENAMETOOLONG)
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
