//! Mailbox of the runner thread: a channel of commands, and the waker that interrupts its wait for
//! the network.

use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::mpsc;

use socket2::SockRef;

use crate::engine::platform::route::RouteChange;
use crate::engine::runner::ipc;
use crate::engine::transfer::waker::Waker;

/// Command to the runner thread.
pub enum RunnerCommand {
    /// The row of a job changed.
    Changed(u64),
    /// Stop the transfers of a job and record what they brought.
    Release(u64, Ack),
    /// Confirm only: another process asks whether the event loop turns.
    Ping(Ack),
    /// The fsync thread flushed this many bytes of a file to the disk, or failed to.
    Synced {
        key: u64,
        position: u32,
        synced: io::Result<u64>,
    },
    /// The notification program of a job ended.
    ProgramEnded {
        key: u64,
        entry: u64,
        succeeded: bool,
    },
    /// The routes of this computer changed.
    NetworkChanged(RouteChange),
    /// These jobs have no route to their servers.
    NetworkLost(Vec<u64>),
    /// Save everything and end.
    Stop(Ack),
}

/// Acknowledgement of a command, for the process or thread that waits for it. An acknowledgement
/// that is dropped without [`Ack::confirm`] tells that the runner has ended.
pub enum Ack {
    /// A thread of this process waits on the other end of the channel.
    Local(mpsc::Sender<()>),
    /// Another process waits on the other end of the connection.
    Remote(RemoteAck),
}

impl Ack {
    /// Returns an acknowledgement and the receiver of its confirmation.
    pub fn local() -> (Ack, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        (Ack::Local(sender), receiver)
    }

    pub fn remote(stream: UnixStream) -> Ack {
        Ack::Remote(RemoteAck(stream))
    }

    /// Tells that the command is carried out. It fails only if the other end has gone.
    pub fn confirm(self) {
        match self {
            Ack::Local(sender) => _ = sender.send(()),
            Ack::Remote(RemoteAck(ref stream)) => {
                _ = SockRef::from(stream).send_with_flags(&[ipc::DONE], ipc::NO_SIGNAL);
            }
        }
    }
}

/// Connection that ends when it is dropped, also if a forked child has a copy of its descriptor.
pub struct RemoteAck(UnixStream);

impl Drop for RemoteAck {
    fn drop(&mut self) {
        // It fails only if the peer has gone.
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

/// Sender of commands to the runner thread. Clones send to the same thread.
#[derive(Clone)]
pub struct Mailbox {
    sender: mpsc::Sender<RunnerCommand>,
    waker: Waker,
}

impl Mailbox {
    /// Returns a mailbox and the receiver for the runner thread.
    pub fn new(waker: Waker) -> (Mailbox, mpsc::Receiver<RunnerCommand>) {
        let (sender, commands) = mpsc::channel();
        (Mailbox { sender, waker }, commands)
    }

    /// Sends a command. Returns whether the runner thread still leads; if not, the command is
    /// dropped together with its acknowledgement.
    pub fn send(&self, command: RunnerCommand) -> bool {
        let leads = self.sender.send(command).is_ok();
        if leads {
            self.waker.wake();
        }
        leads
    }
}
