//! Memory that processes share: a mapped file, and waiting for a word in it to change.
//!
//! The store's shared memory is the only user.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::Duration;

/// Allocates disk blocks for the first `length` bytes of a file, so that a write to a mapping of
/// them cannot fail for lack of space.
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

/// An atomic integer: a field that [`mappable!`] accepts.
pub trait AtomicInteger {}
impl AtomicInteger for AtomicU32 {}
impl AtomicInteger for AtomicU64 {}

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

        // SAFETY: every field is an atomic integer, as the assertion above checks.
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
