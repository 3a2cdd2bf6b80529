//! Waiting for several descriptors at once.
//!
//! The network waits with it for its waker, and the server of the runner's socket for messages.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::time::Duration;

/// Waits until one of the descriptors can be read, or is closed by its peer, or until the timeout;
/// `None`: without limit. Returns for each descriptor whether it is ready. A signal ends the wait
/// early.
pub fn wait_for_any(
    descriptors: &[BorrowedFd<'_>],
    timeout: Option<Duration>,
) -> io::Result<Vec<bool>> {
    let mut polled: Vec<libc::pollfd> = descriptors
        .iter()
        .map(|descriptor| libc::pollfd {
            fd: descriptor.as_raw_fd(),
            events: libc::POLLIN,
            revents: 0,
        })
        .collect();
    // Rounded up: a wait that ends before its time would be repeated at once.
    let milliseconds = timeout.map_or(-1, |timeout| {
        i32::try_from(timeout.as_micros().div_ceil(1000)).unwrap_or(i32::MAX)
    });
    // SAFETY: the array has `polled.len()` elements and outlives the call.
    let result = unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as _, milliseconds) };
    if result == -1 {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(polled.iter().map(|it| it.revents != 0).collect())
}
