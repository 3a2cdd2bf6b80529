//! File operations of the engine other than reading and writing data.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::check;

/// Distinguishes a file from all others, as long as its content does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileIdentity {
    device: u64,
    inode: u64,
    /// Time of the last modification, in nanoseconds since 1970.
    modified: i64,
}

impl FileIdentity {
    /// Returns the identity of the file with this metadata.
    pub fn of(metadata: &Metadata) -> FileIdentity {
        let seconds = metadata.mtime().saturating_mul(1_000_000_000);
        FileIdentity {
            device: metadata.dev(),
            inode: metadata.ino(),
            modified: seconds.saturating_add(metadata.mtime_nsec()),
        }
    }

    /// Returns the identity of the file at a path; `None` if there is none. Symbolic links are not
    /// followed.
    pub fn at(path: &Path) -> Option<FileIdentity> {
        fs::symlink_metadata(path)
            .ok()
            .map(|found| FileIdentity::of(&found))
    }

    /// Returns whether both are the same file: one with the same device and inode, or one with the
    /// same time of modification. FAT and some network file systems number their files and devices
    /// anew when they are mounted, or even while they are; others round the time later on.
    pub fn is_same(&self, other: &FileIdentity) -> bool {
        (self.device, self.inode) == (other.device, other.inode) || self.modified == other.modified
    }
}

/// Opens a file for reading. `O_NONBLOCK` prevents that a named pipe or a device at that path
/// blocks the caller.
pub fn open(path: &Path) -> io::Result<File> {
    open_with(path, 0)
}

/// Opens a regular file for reading that is not reached through a symbolic link; anything else
/// gives `EACCES`.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let not_regular = || io::Error::from_raw_os_error(libc::EACCES);
    let file = open_with(path, libc::O_NOFOLLOW).map_err(|error| match error.raw_os_error() {
        Some(libc::ELOOP | libc::ENXIO) => not_regular(), // a link; a socket
        _ => error,
    })?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(not_regular()),
    }
}

fn open_with(path: &Path, flags: libc::c_int) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(flags | libc::O_NONBLOCK | libc::O_CLOEXEC)
        .open(path)
}

/// Removes a temporary file. Returns whether no file of that name is left.
pub fn remove(path: &Path) -> bool {
    match fs::remove_file(path) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => {
            log::warn!("{} cannot be removed: {error}", path.display());
            false
        }
    }
}

/// Removes as many temporary files as possible. Returns whether none of them is left.
pub fn remove_all<'a>(paths: impl Iterator<Item = &'a str>) -> bool {
    let mut clean = true;
    for path in paths {
        clean &= remove(Path::new(path));
    }
    clean
}

/// Returns the metadata of a file, not following a symbolic link; `None` if there is no such file.
/// Another failure to look at it does not mean that it is missing.
pub fn find(path: &Path) -> io::Result<Option<fs::Metadata>> {
    absent_as_none(fs::symlink_metadata(path))
}

/// Returns the metadata of a file or of the target of a symbolic link; `None` if there is none.
pub fn find_target(path: &Path) -> io::Result<Option<fs::Metadata>> {
    absent_as_none(fs::metadata(path))
}

/// Returns the result of an operation on a file; `None` if there is no such file.
pub fn absent_as_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(None),
            _ => Err(error),
        },
    }
}

/// Returns the path with a suffix appended to its file name.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Waits for the exclusive lock on a file. The kernel releases the lock when the process ends. A
/// forked child shares the lock of its parent and must open the file again.
pub fn lock(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => return other,
        }
    }
}

/// Flushes the data of a file, or the entries of a folder, to the disk.
pub fn sync(path: &Path) -> io::Result<()> {
    open(path)?.sync_all()
}

/// Opens a file for reading and writing; creates it with mode 0600 when it is absent.
pub fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(libc::O_CLOEXEC | libc::O_NOFOLLOW)
        .open(path)
}

/// Fails unless this user may create files in a folder.
pub fn check_writable(folder: &Path) -> io::Result<()> {
    let path = c_path(folder)?;
    // SAFETY: `path` is a NUL-terminated string that outlives the call.
    check(unsafe {
        libc::faccessat(
            libc::AT_FDCWD,
            path.as_ptr(),
            libc::W_OK | libc::X_OK,
            libc::AT_EACCESS,
        )
    })
}

/// Flushes to the disk everything that the file system of a folder holds back. Other systems have
/// no call that does so and waits for the disk, as `sync` does not.
#[cfg(target_os = "linux")]
pub fn sync_file_system(folder: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let folder = open(folder)?;
    // SAFETY: the descriptor is open.
    check(unsafe { libc::syncfs(folder.as_raw_fd()) })
}

fn c_path(path: &Path) -> io::Result<std::ffi::CString> {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::CString::new(path.as_os_str().as_bytes())
        .map_err(|_| io::ErrorKind::InvalidInput.into())
}
