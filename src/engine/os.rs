//! The system calls that the standard library does not offer: the engine's only `unsafe`.

pub mod curl;
mod link;

pub use link::{
    CAN_PACE, Direction, Flow, bound_window, interface_of, is_idle, pace_sending, traffic,
};
pub mod route;

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::path::Path;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

/// The hour of the day in local time, 0 to 23.
pub fn hour() -> u8 {
    // SAFETY: `tm` is plain data, for which all zeroes is a value; both places are ours.
    let time = unsafe {
        let now = libc::time(std::ptr::null_mut());
        let mut time: libc::tm = std::mem::zeroed();
        libc::localtime_r(&now, &mut time);
        time
    };
    time.tm_hour as u8
}

/// The user this process acts as.
pub fn effective_uid() -> u32 {
    // SAFETY: geteuid takes nothing and cannot fail.
    unsafe { libc::geteuid() }
}

/// Whether this user may create files in a folder.
pub fn writable(folder: &Path) -> io::Result<()> {
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

/// Makes sure that the first `length` bytes of a file have blocks on the disk, so that writing to a
/// mapping of them cannot fail for want of space.
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

/// Maps `count` values of `T` from `offset` of a file into memory, shared between processes, for
/// the rest of this process's life. The file must be that long.
///
/// `T` must be made of atomics only: other processes change it at any time.
pub fn map_shared<T: SharedMemory>(
    file: &File,
    offset: u64,
    count: usize,
) -> io::Result<&'static [T]> {
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
    // SAFETY: the mapping is page-aligned, `length` bytes long, never unmapped, and `T` is valid
    // for any bytes and tolerates concurrent change, which `SharedMemory` promises.
    Ok(unsafe { std::slice::from_raw_parts(address.cast(), count) })
}

/// What may lie in memory that other processes write to.
///
/// # Safety
/// The type consists of atomic integers only: any bytes are a value of it, and it may change under
/// a shared reference.
pub unsafe trait SharedMemory {}

// SAFETY: every field of a slot is an atomic integer.
unsafe impl SharedMemory for super::live::Slot {}
// SAFETY: every field of the bell is an atomic integer.
unsafe impl SharedMemory for super::live::Bell {}

/// Waits, for as long as a word in shared memory has this value, until [`wake_all`] or the end of
/// the time; may also return for no reason.
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
    const LOOK: Duration = Duration::from_millis(50);
    if word.load(std::sync::atomic::Ordering::SeqCst) == value {
        std::thread::sleep(timeout.map_or(LOOK, |timeout| timeout.min(LOOK)));
    }
}

#[cfg(not(target_os = "linux"))]
pub fn wake_all(_word: &AtomicU32) {}

/// Names this process so that it cannot be mistaken for a later one with the same number; never 0.
pub fn own_process() -> u64 {
    let id = std::process::id();
    u64::from(id) << 32 | start_of(id).unwrap_or(0)
}

/// Whether a process that [`own_process`] named is still there.
pub fn is_alive(process: u64) -> bool {
    let id = (process >> 32) as u32;
    is_running(id) && start_of(id).unwrap_or(0) == process & 0xFFFF_FFFF
}

/// Whether there is a process of this user with this number.
pub fn is_running(id: u32) -> bool {
    // SAFETY: signal 0 is not delivered: the call only asks.
    id != 0 && unsafe { libc::kill(id as libc::pid_t, 0) } == 0
}

/// When a process was started, in clock ticks cut to 32 bits; `None` where the system has no
/// `/proc`.
fn start_of(id: u32) -> Option<u64> {
    const STARTTIME: usize = 22;
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is a name in parentheses, which may hold anything.
    let after_name = &stat[stat.rfind(')')? + 2..];
    let ticks: u64 = after_name.split(' ').nth(STARTTIME - 3)?.parse().ok()?;
    Some(ticks & 0xFFFF_FFFF)
}

/// Has functions called around every fork of this process: before it, and after it in the parent
/// and in the child.
pub fn on_fork(
    before: extern "C" fn(),
    in_parent: extern "C" fn(),
    in_child: extern "C" fn(),
) -> io::Result<()> {
    // SAFETY: plain functions of this library, which is never unloaded.
    match unsafe { libc::pthread_atfork(Some(before), Some(in_parent), Some(in_child)) } {
        0 => Ok(()),
        code => Err(io::Error::from_raw_os_error(code)),
    }
}

/// In a forked child: closes a descriptor whose owner is a thread of the parent.
pub fn close_inherited(descriptor: RawFd) {
    // SAFETY: the owning thread does not exist in this process, so nobody here uses or closes the
    // descriptor.
    unsafe { libc::close(descriptor) };
}

/// Lets a program inherit no descriptor but its standard streams.
pub fn keep_descriptors_from(program: &mut std::process::Command) {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;
        const CLOSE_RANGE_CLOEXEC: libc::c_uint = 4;
        let close = || {
            // SAFETY: a plain system call, which may be made between fork and exec. On a kernel
            // without it, the descriptors that others opened without O_CLOEXEC stay open.
            unsafe {
                libc::syscall(
                    libc::SYS_close_range,
                    3,
                    libc::c_uint::MAX,
                    CLOSE_RANGE_CLOEXEC,
                )
            };
            Ok(())
        };
        // SAFETY: the closure does nothing but that system call.
        unsafe { program.pre_exec(close) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = program;
}

fn c_path(path: &Path) -> io::Result<std::ffi::CString> {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::CString::new(path.as_os_str().as_bytes())
        .map_err(|_| io::ErrorKind::InvalidInput.into())
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
