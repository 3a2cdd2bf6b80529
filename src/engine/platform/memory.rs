//! Memory that processes share: a mapped file, and waiting for a word in it to change.
//!
//! The store's shared memory is the only user.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::Duration;

/// Allocates disk blocks for `length` bytes of a file from `offset` on, and makes the file at least
/// that long. Existing bytes stay as they are. A later write to a mapping of these bytes cannot
/// fail for lack of space, which the kernel would report with the signal SIGBUS.
#[cfg(target_os = "linux")]
pub fn reserve(file: &File, offset: u64, length: u64) -> io::Result<()> {
    loop {
        // The system call itself: where a file system does not support it, `posix_fallocate` of
        // glibc writes zeroes over bytes that it has found to be zero a moment before. SAFETY: the
        // descriptor is open.
        let result = unsafe {
            libc::fallocate(
                file.as_raw_fd(),
                0,
                offset as libc::off_t,
                length as libc::off_t,
            )
        };
        let error = io::Error::last_os_error();
        match error.raw_os_error() {
            _ if result == 0 => return Ok(()),
            Some(libc::EINTR) => {}
            Some(libc::EOPNOTSUPP | libc::EINVAL | libc::ENOSYS) => {
                return append_zeroes(file, offset + length);
            }
            _ => return Err(error),
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub fn reserve(file: &File, offset: u64, length: u64) -> io::Result<()> {
    append_zeroes(file, offset + length)
}

/// Extends a file to at least `length` bytes with zeroes that are written, so that a full disk is
/// an error of this call and not the signal SIGBUS at the first access. Another process may do the
/// same and write to the extended part at the same time. Therefore each write is one to the end of
/// the file (`O_APPEND`): none changes existing bytes, and two at a time only make the file longer.
fn append_zeroes(mut file: &File, length: u64) -> io::Result<()> {
    let descriptor = file.as_raw_fd();
    // SAFETY: the descriptor is open; the flags concern writes, which this function alone makes.
    let result = unsafe {
        let flags = libc::fcntl(descriptor, libc::F_GETFL);
        libc::fcntl(descriptor, libc::F_SETFL, flags | libc::O_APPEND)
    };
    if result == -1 {
        return Err(io::Error::last_os_error());
    }
    let zeroes = [0; 64 << 10];
    loop {
        let missing = length.saturating_sub(file.metadata()?.len());
        if missing == 0 {
            return Ok(());
        }
        file.write_all(&zeroes[..zeroes.len().min(missing as usize)])?;
    }
}

/// Maps `count` values of `T`, from `offset` of a file, into memory that processes share, for the
/// rest of this process's life. The file must be long enough, see [`reserve`].
pub fn map_shared<T: Mappable>(file: &File, offset: u64, count: usize) -> io::Result<&'static [T]> {
    let length = count * size_of::<T>();
    // SAFETY: a new mapping at an address of the kernel's choice overlaps nothing.
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
    // SAFETY: the mapping is page-aligned, `length` bytes long and never unmapped, and `T` is valid
    // for any bytes and tolerates concurrent changes, as `Mappable` promises.
    Ok(unsafe { std::slice::from_raw_parts(address.cast(), count) })
}

/// A type that may lie in memory that other processes write to. [`mappable!`] implements it.
///
/// # Safety
/// The type consists of atomic integers only: any bytes are a value of it, and it may change while
/// shared references to it exist.
pub unsafe trait Mappable {}

/// An atomic integer, or an array of them: a field that [`mappable!`] accepts.
pub trait AtomicInteger {}
impl AtomicInteger for AtomicU32 {}
impl AtomicInteger for AtomicU64 {}
impl<T: AtomicInteger, const N: usize> AtomicInteger for [T; N] {}

/// Declares a struct of atomic integers, aligned to two cache lines, that can be mapped with
/// [`map_shared`].
macro_rules! mappable {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$field_attribute:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$attribute])*
        #[repr(C, align(128))]
        $visibility struct $name {
            $($(#[$field_attribute])* $field: $type,)*
        }

        const _: () = {
            const fn is_atomic<T: $crate::engine::platform::memory::AtomicInteger>() {}
            $(is_atomic::<$type>();)*
        };

        // SAFETY: every field consists of atomic integers, as the assertion above checks.
        unsafe impl $crate::engine::platform::memory::Mappable for $name {}
    };
}
pub(crate) use mappable;

/// Waits while a word in shared memory has this value, until [`wake_all`] or the timeout. May also
/// return without a cause.
#[cfg(target_os = "linux")]
pub fn wait_while_equal(word: &AtomicU32, value: u32, timeout: Option<Duration>) {
    let timeout = timeout.map(|timeout| libc::timespec {
        tv_sec: timeout.as_secs() as libc::time_t,
        tv_nsec: timeout.subsec_nanos() as libc::c_long,
    });
    let timeout = timeout
        .as_ref()
        .map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: the word and the time outlive the call.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAIT,
            value,
            timeout,
        )
    };
}

/// Wakes every thread of every process in [`wait_while_equal`] on this word.
#[cfg(target_os = "linux")]
pub fn wake_all(word: &AtomicU32) {
    // SAFETY: the word outlives the call.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            word.as_ptr(),
            libc::FUTEX_WAKE,
            libc::c_int::MAX,
        )
    };
}

#[cfg(not(target_os = "linux"))]
pub fn wait_while_equal(word: &AtomicU32, value: u32, timeout: Option<Duration>) {
    const POLL_INTERVAL: Duration = Duration::from_millis(50);
    if word.load(std::sync::atomic::Ordering::SeqCst) == value {
        std::thread::sleep(timeout.map_or(POLL_INTERVAL, |timeout| timeout.min(POLL_INTERVAL)));
    }
}

#[cfg(not(target_os = "linux"))]
pub fn wake_all(_word: &AtomicU32) {}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::atomic::Ordering::Relaxed;

    use super::*;

    const PAGE: usize = 4096;

    mappable! {
        struct Entry {
            value: AtomicU64,
        }
    }

    const ENTRIES: usize = PAGE / size_of::<Entry>();

    fn new_file() -> (tempfile::TempDir, File) {
        let folder = tempfile::tempdir().unwrap();
        let file = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(folder.path().join("file"))
            .unwrap();
        (folder, file)
    }

    /// Several threads extend a file page by page, and write to each page as soon as it is there.
    fn extend_at_the_same_time(extend: fn(&File, u64) -> io::Result<()>) {
        const PAGES: usize = 64;
        const THREADS: usize = 4;
        let (folder, _) = new_file();
        let path = folder.path().join("file");
        std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let path = &path;
                scope.spawn(move || {
                    let file = File::options().read(true).write(true).open(path).unwrap();
                    for page in 0..PAGES {
                        let end = (page + 1) * PAGE;
                        extend(&file, end as u64).unwrap();
                        let offset = (page * PAGE) as u64;
                        let entries = map_shared::<Entry>(&file, offset, ENTRIES).unwrap();
                        entries[thread].value.store(1, Relaxed);
                    }
                });
            }
        });
        let file = File::options().read(true).write(true).open(&path).unwrap();
        for page in 0..PAGES {
            let offset = (page * PAGE) as u64;
            let entries = map_shared::<Entry>(&file, offset, ENTRIES).unwrap();
            let written = entries[..THREADS].iter();
            let sum: u64 = written.map(|entry| entry.value.load(Relaxed)).sum();
            assert_eq!(sum, THREADS as u64, "page {page} was written over");
        }
    }

    #[test]
    fn a_file_is_extended_without_a_change_of_existing_bytes() {
        extend_at_the_same_time(append_zeroes);
        extend_at_the_same_time(|file, end| reserve(file, end - PAGE as u64, PAGE as u64));
    }

    #[test]
    fn a_file_that_is_long_enough_stays_as_it_is() {
        let (folder, mut file) = new_file();
        file.write_all(b"12345").unwrap();
        append_zeroes(&file, 3).unwrap();
        append_zeroes(&file, 7).unwrap();
        reserve(&file, 2, 4).unwrap();
        assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"12345\0\0");
    }

    /// A device refuses `fallocate`, and is full.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let error = append_zeroes(&full, 1).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
