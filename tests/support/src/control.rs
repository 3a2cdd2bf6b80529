//! Signals to other processes, and resource limits of this process and of others.

/// Sends a signal to a child of this process that nothing has waited for.
pub fn signal(process: libc::pid_t, signal: libc::c_int) {
    // SAFETY: the number of the child belongs to no other process before it is waited for.
    assert_eq!(unsafe { libc::kill(process, signal) }, 0);
}

/// Resource of a limit, such as `libc::RLIMIT_NOFILE`.
pub type Resource = libc::__rlimit_resource_t;

/// Limits a resource of a process; `None` raises the limit as far as it goes. A limit takes nothing
/// that the process has already.
pub fn limit(process: libc::pid_t, resource: Resource, limit: Option<u64>) {
    change(process, resource, |limits| {
        limits.rlim_cur = limit.unwrap_or(limits.rlim_max);
    });
}

/// Runs a function while a resource of this process is limited.
pub fn with_limit<T>(resource: Resource, limit: u64, act: impl FnOnce() -> T) -> T {
    /// `prlimit` takes 0 for the calling process.
    const OWN: libc::pid_t = 0;
    let usual = change(OWN, resource, |limits| limits.rlim_cur = limit);
    let done = act();
    change(OWN, resource, |limits| *limits = usual);
    done
}

/// Changes the limits of a resource. Returns those before.
fn change(
    process: libc::pid_t,
    resource: Resource,
    change: impl FnOnce(&mut libc::rlimit),
) -> libc::rlimit {
    let mut before = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the system writes the present limits to a local variable.
    let read = unsafe { libc::prlimit(process, resource, std::ptr::null(), &mut before) };
    assert_eq!(read, 0);
    let mut after = before;
    change(&mut after);
    // SAFETY: the system reads the new limits from a local variable.
    let written = unsafe { libc::prlimit(process, resource, &after, std::ptr::null_mut()) };
    assert_eq!(written, 0);
    before
}
