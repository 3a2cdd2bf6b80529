//! Wakers: other threads use them to end a wait of the network.
//!
//! A waker and the receiver are the ends of a socket pair. The network waits for the receiver
//! together with its connections.

use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Ends a [`Network::wait`](crate::engine::transfer::network::Network::wait) from any thread.
#[derive(Clone)]
pub struct Waker(Arc<UnixStream>);

impl Waker {
    /// Ends the current wait, or else the next one.
    pub fn wake(&self) {
        // The write fails only if the socket is full, and then it wakes the network already.
        let _ = (&*self.0).write(&[0]);
    }
}

/// End of the wakers that the network watches.
pub struct WakeReceiver {
    socket: UnixStream,
    waker: Waker,
}

impl WakeReceiver {
    pub fn new() -> io::Result<WakeReceiver> {
        let (socket, waker) = UnixStream::pair()?;
        socket.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        Ok(WakeReceiver {
            socket,
            waker: Waker(Arc::new(waker)),
        })
    }

    /// Returns a waker.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Reads everything that wakers have written, so that they do not end the next wait too.
    pub fn drain(&mut self) {
        /// Pause after a failed read, which leaves the bytes where they are.
        const FAILED_READ_PAUSE: Duration = Duration::from_millis(50);
        let mut buffer = [0; 64];
        loop {
            match self.socket.read(&mut buffer) {
                Ok(read) if read == buffer.len() => {}
                Err(error) if error.kind() != ErrorKind::WouldBlock => {
                    return thread::sleep(FAILED_READ_PAUSE);
                }
                _ => return,
            }
        }
    }
}

impl AsFd for WakeReceiver {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
