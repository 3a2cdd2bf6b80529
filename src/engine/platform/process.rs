//! This process and others: users, identity, liveness, fork, start of programs, local time.
//!
//! The store uses it for its owner checks and for recovery, the runner for elections and commands,
//! and the fork handlers for descriptors that a child must close.

use std::io;
use std::os::fd::RawFd;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

/// Returns the user that this process acts as.
pub fn effective_uid() -> u32 {
    // SAFETY: geteuid takes nothing and cannot fail.
    unsafe { libc::geteuid() }
}

/// Returns the string SID of this process's user, as the API names users. It is Samba's mapping of
/// Unix users to SIDs: `S-1-22-1-<uid>`.
pub fn user_sid() -> String {
    format!("S-1-22-1-{}", effective_uid())
}

/// Returns the hour of the day in local time, 0 to 23.
pub fn hour() -> u8 {
    // SAFETY: `tm` is plain data, for which all zeroes is a value; both pointers refer to local
    // variables.
    let time = unsafe {
        let now = libc::time(std::ptr::null_mut());
        let mut time: libc::tm = std::mem::zeroed();
        libc::localtime_r(&now, &mut time);
        time
    };
    time.tm_hour as u8
}

/// Returns an identifier of this process that no later process with the same number shares, unless
/// the start of the process is not known. It is never 0.
pub fn own_process() -> u64 {
    /// Identifier that was found last. A forked child has another number than it says.
    static KNOWN: AtomicU64 = AtomicU64::new(0);
    let id = std::process::id();
    let known = KNOWN.load(Relaxed);
    if known >> 32 == u64::from(id) {
        return known;
    }
    let Some(start) = start_of(id) else {
        return u64::from(id) << 32;
    };
    let own = u64::from(id) << 32 | start;
    KNOWN.store(own, Relaxed);
    own
}

/// Returns whether a process that [`own_process`] identified still runs.
pub fn is_alive(process: u64) -> bool {
    let id = (process >> 32) as u32;
    let start = process & 0xFFFF_FFFF;
    is_running(id) && (start == 0 || start_of(id).is_none_or(|found| found == start))
}

/// Returns whether a process of this user with this number runs.
pub fn is_running(id: u32) -> bool {
    // SAFETY: signal 0 is not delivered: the call only asks.
    id != 0 && unsafe { libc::kill(id as libc::pid_t, 0) } == 0
}

/// Returns the start time of a process in clock ticks, cut to 32 bits; `None` where the system has
/// no `/proc`.
fn start_of(id: u32) -> Option<u64> {
    /// Number of the field `starttime` in `/proc/<id>/stat`; fields are counted from 1.
    const STARTTIME: usize = 22;
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is the program's name in parentheses; the name may contain spaces and
    // parentheses.
    let after_name = &stat[stat.rfind(')')? + 2..];
    let ticks: u64 = after_name.split(' ').nth(STARTTIME - 3)?.parse().ok()?;
    Some(ticks & 0xFFFF_FFFF)
}

/// Registers functions that run at every fork of this process: before it, and after it in the
/// parent and in the child.
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

/// Closes, in a forked child, a descriptor that a thread of the parent owns.
pub fn close_inherited(descriptor: RawFd) {
    // SAFETY: the owning thread does not exist in this process, so no code here uses or closes the
    // descriptor.
    unsafe { libc::close(descriptor) };
}

/// Makes a program inherit no descriptor other than its standard streams.
pub fn keep_descriptors_from(program: &mut std::process::Command) {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;
        /// `CLOSE_RANGE_CLOEXEC` of `linux/close_range.h`.
        const CLOSE_RANGE_CLOEXEC: libc::c_uint = 4;
        /// First descriptor after the standard streams.
        const FIRST_DESCRIPTOR: libc::c_uint = 3;
        let close = || {
            // SAFETY: a plain system call, which may be made between fork and exec. On a kernel
            // without it, descriptors that the host opened without O_CLOEXEC stay open.
            unsafe {
                libc::syscall(
                    libc::SYS_close_range,
                    FIRST_DESCRIPTOR,
                    libc::c_uint::MAX,
                    CLOSE_RANGE_CLOEXEC,
                )
            };
            Ok(())
        };
        // SAFETY: the closure makes only that system call.
        unsafe { program.pre_exec(close) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = program;
}

/// Returns an identifier that changes at every start of the system; `None` where the system has
/// none. Data that was written but not synced survives a killed process, but not a restart of the
/// system.
pub fn boot_id() -> Option<String> {
    system_boot_id().filter(|id| !id.is_empty())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn system_boot_id() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned())
}

/// Returns a GUID that macOS makes at each start.
#[cfg(target_vendor = "apple")]
fn system_boot_id() -> Option<String> {
    let value = system_value(c"kern.bootsessionuuid")?;
    let id = value.split(|byte| *byte == 0).next()?;
    String::from_utf8(id.to_vec()).ok()
}

/// Returns the time of the start. It changes also when the clock is set, which then counts as a
/// restart.
#[cfg(target_os = "freebsd")]
fn system_boot_id() -> Option<String> {
    let time = system_value(c"kern.boottime")?;
    Some(time.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(not(any(
    target_os = "linux",
    target_os = "android",
    target_os = "freebsd",
    target_vendor = "apple"
)))]
fn system_boot_id() -> Option<String> {
    None
}

/// Returns a value of the kernel of at most 64 bytes, as `sysctl` shows it.
#[cfg(any(target_os = "freebsd", target_vendor = "apple"))]
fn system_value(name: &std::ffi::CStr) -> Option<Vec<u8>> {
    let mut value = vec![0_u8; 64];
    let mut length = value.len();
    // SAFETY: `name` ends with a NUL; the kernel writes at most `length` bytes to `value` and
    // stores their number in `length`.
    let result = unsafe {
        libc::sysctlbyname(
            name.as_ptr(),
            value.as_mut_ptr().cast(),
            &mut length,
            std::ptr::null_mut(),
            0,
        )
    };
    value.truncate(length);
    (result == 0).then_some(value)
}
