//! Mailbox of the runner thread: a channel of commands, and the waker that interrupts its wait for
//! the network.

use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::mpsc;

use crate::engine::platform::route::RouteChange;
use crate::engine::transfer::network::Waker;

/// Command to the runner thread.
pub enum RunnerCommand {
    /// The row of a job changed.
    Changed(u64),
    /// Stop the transfers of a job, record what they brought, then drop the acknowledgement.
    Release(u64, Ack),
    /// Drop the acknowledgement: another process asks whether the event loop turns.
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
    /// Save everything and end, then drop the acknowledgement.
    Stop(Ack),
}

/// Acknowledgement of a command. The runner drops it when the command is carried out; the process
/// or thread that waits for it then continues.
pub struct Ack(#[expect(dead_code, reason = "its end is the acknowledgement")] AckKind);

enum AckKind {
    /// A thread of this process waits on the other end of the channel.
    Local(#[expect(dead_code, reason = "see `Ack`")] mpsc::Sender<()>),
    /// Another process waits on the other end of the socket.
    Remote(#[expect(dead_code, reason = "see `Ack`")] RemoteAck),
}

impl Ack {
    /// Returns an acknowledgement and the receiver that is disconnected when it is dropped.
    pub fn local() -> (Ack, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        (Ack(AckKind::Local(sender)), receiver)
    }

    /// Returns an acknowledgement that ends the connection when it is dropped.
    pub fn remote(stream: UnixStream) -> Ack {
        Ack(AckKind::Remote(RemoteAck(stream)))
    }
}

/// Connection that ends when it is dropped, also if a forked child has a copy of its descriptor.
struct RemoteAck(UnixStream);

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
