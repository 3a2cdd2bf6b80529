//! Mailbox of the runner thread: a channel of commands, and the waker that interrupts its wait for
//! the network.

use std::io;
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
pub enum Ack {
    /// A thread of this process waits on the other end of the channel.
    Local { _sender: mpsc::Sender<()> },
    /// Another process waits on the other end of the socket.
    Remote { _stream: UnixStream },
}

impl Ack {
    /// Returns an acknowledgement and the receiver that is disconnected when it is dropped.
    pub fn local() -> (Ack, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        (Ack::Local { _sender: sender }, receiver)
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

    pub fn send(&self, command: RunnerCommand) {
        // The thread ends only with the process or after `Stop`; a command sent later has no
        // receiver and is dropped with its acknowledgement.
        if self.sender.send(command).is_ok() {
            self.waker.wake();
        }
    }
}
