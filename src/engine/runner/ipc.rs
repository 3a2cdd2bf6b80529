//! Communication of other processes with the runner, over the local socket `runner.sock` in the
//! queue's folder.
//!
//! A message has 9 bytes: a letter (`C`: changed, `R`: release) and the key of a job as a
//! little-endian integer of 64 bits. Each message has a connection of its own. The runner sends
//! nothing; it closes the connection when it has carried out the message.

use std::fs::Permissions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::thread;
use std::time::Duration;

use crate::engine::model::error::Result;
use crate::engine::runner::mailbox::{Ack, Mailbox, RunnerCommand};
use crate::engine::store::queue_dir::QueueDir;

/// Message of a process to the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    Changed(u64),
    Release(u64),
}

const MESSAGE_BYTES: usize = 9;
/// Time that the runner waits for the bytes of a message.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

impl Message {
    fn to_bytes(self) -> [u8; MESSAGE_BYTES] {
        let (kind, key) = match self {
            Message::Changed(key) => (b'C', key),
            Message::Release(key) => (b'R', key),
        };
        let mut bytes = [kind; MESSAGE_BYTES];
        bytes[1..].copy_from_slice(&key.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: [u8; MESSAGE_BYTES]) -> Option<Message> {
        let [kind, key @ ..] = bytes;
        let key = u64::from_le_bytes(key);
        match kind {
            b'C' => Some(Message::Changed(key)),
            b'R' => Some(Message::Release(key)),
            _ => None,
        }
    }
}

/// Sends a message to the runner. If no process is the runner, the message is dropped: the next
/// runner finds the change in the rows.
pub fn send(queue_dir: &QueueDir, message: Message) {
    deliver(queue_dir, message);
}

/// Sends a message to the runner, and waits until the runner has carried it out or has ended.
/// Returns `false` after the timeout.
pub fn send_and_wait(queue_dir: &QueueDir, message: Message, timeout: Duration) -> bool {
    let Some(mut stream) = deliver(queue_dir, message) else {
        return true;
    };
    let waited = stream
        .set_read_timeout(Some(timeout))
        .and_then(|()| stream.read(&mut [0]));
    !waited.is_err_and(|error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

fn deliver(queue_dir: &QueueDir, message: Message) -> Option<UnixStream> {
    let mut stream = UnixStream::connect(queue_dir.socket()).ok()?;
    stream.write_all(&message.to_bytes()).ok()?;
    Some(stream)
}

/// Binds the socket of the runner in place of the last runner's. Messages wait in it until
/// [`serve`] accepts them.
pub fn bind(queue_dir: &QueueDir) -> Result<UnixListener> {
    let path = queue_dir.socket();
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Starts the thread `bits-ipc`, which passes messages to the mailbox for the rest of this
/// process's life.
pub fn serve(listener: UnixListener, mailbox: Mailbox) -> Result<()> {
    thread::Builder::new()
        .name("bits-ipc".into())
        .spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(command) = receive(stream) {
                    mailbox.send(command);
                }
            }
        })?;
    Ok(())
}

fn receive(mut stream: UnixStream) -> Option<RunnerCommand> {
    let mut bytes = [0; MESSAGE_BYTES];
    stream.set_read_timeout(Some(READ_TIMEOUT)).ok()?;
    stream.read_exact(&mut bytes).ok()?;
    Some(match Message::from_bytes(bytes)? {
        Message::Changed(key) => RunnerCommand::Changed(key),
        Message::Release(key) => RunnerCommand::Release(key, Ack::Remote { _stream: stream }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_wire() {
        for message in [Message::Changed(7), Message::Release(u64::MAX)] {
            assert_eq!(Message::from_bytes(message.to_bytes()), Some(message));
        }
        assert_eq!(Message::from_bytes([0; MESSAGE_BYTES]), None);
    }
}
