//! File operations of the engine other than reading and writing data.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::check;

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
    File::open(path)?.sync_all()
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

/// Flushes to the disk everything that the file system of a folder holds back.
#[cfg(target_os = "linux")]
pub fn sync_file_system(folder: &Path) -> io::Result<()> {
    let folder = File::open(folder)?;
    // SAFETY: the descriptor is open.
    check(unsafe { libc::syncfs(folder.as_raw_fd()) })
}

/// Flushes everything that was written anywhere to the disks.
#[cfg(not(target_os = "linux"))]
pub fn sync_file_system(_folder: &Path) -> io::Result<()> {
    // SAFETY: sync takes nothing and cannot fail.
    unsafe { libc::sync() };
    Ok(())
}

fn c_path(path: &Path) -> io::Result<std::ffi::CString> {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::CString::new(path.as_os_str().as_bytes())
        .map_err(|_| io::ErrorKind::InvalidInput.into())
}
