//! The system calls that the standard library does not offer: the engine's only `unsafe`.

pub mod curl;

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;

/// The user this process acts as.
pub fn effective_uid() -> u32 {
    // SAFETY: geteuid takes nothing and cannot fail.
    unsafe { libc::geteuid() }
}

/// Whether this user may create files in a folder.
pub fn writable(folder: &Path) -> io::Result<()> {
    let path = c_path(folder)?;
    // SAFETY: `path` is a NUL-terminated string that outlives the call.
    check(unsafe { libc::faccessat(libc::AT_FDCWD, path.as_ptr(), libc::W_OK | libc::X_OK, libc::AT_EACCESS) })
}

/// Takes the exclusive lock on a file without waiting; `false` when another process holds it. The kernel frees it when this
/// process ends or closes any descriptor of the file, and a forked child does not inherit it.
pub fn try_lock(file: &File) -> io::Result<bool> {
    match lock(file, libc::F_SETLK) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.raw_os_error(), Some(libc::EAGAIN | libc::EACCES)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes the exclusive lock on a file as soon as no other process holds it.
pub fn lock_waiting(file: &File) -> io::Result<()> {
    loop {
        match lock(file, libc::F_SETLKW) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => return other,
        }
    }
}

fn lock(file: &File, command: libc::c_int) -> io::Result<()> {
    // SAFETY: `flock` is plain data, for which all zeroes is a value.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = libc::F_WRLCK as _;
    lock.l_whence = libc::SEEK_SET as _;
    // SAFETY: the descriptor is open, and `lock` outlives the call.
    check(unsafe { libc::fcntl(file.as_raw_fd(), command, &lock) })
}

/// Puts everything written to the file system that a file lies on onto its disk.
#[cfg(target_os = "linux")]
pub fn sync_file_system(file: &File) -> io::Result<()> {
    // SAFETY: the descriptor is open.
    check(unsafe { libc::syncfs(file.as_raw_fd()) })
}

/// Puts everything written anywhere onto the disks.
#[cfg(not(target_os = "linux"))]
pub fn sync_file_system(_file: &File) -> io::Result<()> {
    // SAFETY: sync takes nothing and cannot fail.
    unsafe { libc::sync() };
    Ok(())
}

/// Makes sure that the first `length` bytes of a file have blocks on the disk, so that writing to a mapping of them cannot
/// fail for want of space.
pub fn reserve(file: &File, length: u64) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: the descriptor is open.
        match unsafe { libc::posix_fallocate(file.as_raw_fd(), 0, length as libc::off_t) } {
            0 => Ok(()),
            code => Err(io::Error::from_raw_os_error(code)),
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        use std::os::unix::fs::FileExt;
        let present = file.metadata()?.len();
        let zeroes = [0; 4096];
        (present..length)
            .step_by(zeroes.len())
            .try_for_each(|at| file.write_all_at(&zeroes, at))
    }
}

/// Maps `count` values of `T` from `offset` of a file into memory, shared between processes, for the rest of this process's
/// life. The file must be that long.
///
/// `T` must be made of atomics only: other processes change it at any time.
pub fn map_shared<T: SharedMemory>(file: &File, offset: u64, count: usize) -> io::Result<&'static [T]> {
    let length = count * size_of::<T>();
    // SAFETY: a fresh mapping at an address of the kernel's choice overlaps nothing.
    let address = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            length,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_SHARED,
            file.as_raw_fd(),
            offset as libc::off_t,
        )
    };
    if address == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the mapping is page-aligned, `length` bytes long, never unmapped, and `T` is valid for any bytes and
    // tolerates concurrent change, which `SharedMemory` promises.
    Ok(unsafe { std::slice::from_raw_parts(address.cast(), count) })
}

/// What may lie in memory that other processes write to.
///
/// # Safety
/// The type consists of atomic integers only: any bytes are a value of it, and it may change under a shared reference.
pub unsafe trait SharedMemory {}

// SAFETY: every field of a slot is an atomic integer.
unsafe impl SharedMemory for super::live::Slot {}

fn c_path(path: &Path) -> io::Result<std::ffi::CString> {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::CString::new(path.as_os_str().as_bytes()).map_err(|_| io::ErrorKind::InvalidInput.into())
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
