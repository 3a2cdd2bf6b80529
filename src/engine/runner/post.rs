//! How the other processes reach the runner: a local socket in the queue's folder. Each message is
//! a connection of its own; the runner closes it when it has done what was asked.

use std::fs::Permissions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Command, Mailbox};
use crate::engine::Result;
use crate::engine::home::Home;

/// What a process tells the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    Changed(u64),
    Release(u64),
}

const MESSAGE_BYTES: usize = 9;
/// How long the runner waits for the bytes of a message.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// Dropped by the runner when it has done what was asked; whoever asked then goes on.
pub enum Receipt {
    Local { _sender: mpsc::Sender<()> },
    Remote { _stream: UnixStream },
}

impl Receipt {
    /// A receipt, and what hears of its end.
    pub fn local() -> (Receipt, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        (Receipt::Local { _sender: sender }, receiver)
    }
}

/// Tells the runner. When there is none, the next one finds the change in the rows.
pub fn send(home: &Home, message: Message) {
    deliver(home, message);
}

/// Tells the runner, and waits until it has done what was asked, or has ended. `false` when it did
/// neither in this time.
pub fn send_and_wait(home: &Home, message: Message, timeout: Duration) -> bool {
    let Some(mut stream) = deliver(home, message) else {
        return true;
    };
    let waited = stream
        .set_read_timeout(Some(timeout))
        .and_then(|()| stream.read(&mut [0]));
    !waited.is_err_and(|error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

fn deliver(home: &Home, message: Message) -> Option<UnixStream> {
    let mut stream = UnixStream::connect(home.socket()).ok()?;
    stream.write_all(&message.to_bytes()).ok()?;
    Some(stream)
}

/// Opens the socket of the runner in place of the last one's. Messages wait in it until [`serve`]
/// takes them.
pub fn bind(home: &Home) -> Result<UnixListener> {
    let path = home.socket();
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Takes messages from other processes for as long as this process lives.
pub fn serve(listener: UnixListener, mailbox: Mailbox) -> Result<()> {
    thread::Builder::new()
        .name("bits-post".into())
        .spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(command) = receive(stream) {
                    mailbox.send(command);
                }
            }
        })?;
    Ok(())
}

fn receive(mut stream: UnixStream) -> Option<Command> {
    let mut bytes = [0; MESSAGE_BYTES];
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.read_exact(&mut bytes).ok()?;
    Some(match Message::from_bytes(bytes)? {
        Message::Changed(key) => Command::Changed(key),
        Message::Release(key) => Command::Release(key, Receipt::Remote { _stream: stream }),
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
