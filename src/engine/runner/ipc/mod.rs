//! Communication of other processes with the runner, over the local socket `runner.sock` in the
//! queue's folder.
//!
//! A message has 9 bytes: a letter and the key of a job as a little-endian integer of 64 bits. Each
//! message has a connection of its own. When the runner has carried out the message, it sends the
//! byte [`DONE`] if the message has an answer, and closes the connection. A connection that ends
//! without an answer says nothing: the runner has ended, or it could not keep the connection.
//!
//! | letter | message | the runner | answer |
//! |---|---|---|---|
//! | `C` | changed | reads the row of the job again | no |
//! | `R` | release | stops the transfers of the job and records what they brought | yes |
//! | `P` | ping | does nothing; the key is 0 | yes |
//!
//! [`server`] is the part of the runner, [`client`] the part of the other processes.

pub mod client;
pub mod server;

/// Message of a process to the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    Changed(u64),
    Release(u64),
    Ping,
}

pub const MESSAGE_BYTES: usize = 9;
/// Flag of each send: without it, a send to a peer that has gone could end the host process.
#[cfg(target_os = "linux")]
pub const NO_SIGNAL: libc::c_int = libc::MSG_NOSIGNAL;
/// On other systems the socket has an option for it, which `socket2` sets.
#[cfg(not(target_os = "linux"))]
pub const NO_SIGNAL: libc::c_int = 0;
/// Answer to a message that the runner has carried out.
pub const DONE: u8 = b'D';

impl Message {
    pub fn to_bytes(self) -> [u8; MESSAGE_BYTES] {
        let (kind, key) = match self {
            Message::Changed(key) => (b'C', key),
            Message::Release(key) => (b'R', key),
            Message::Ping => (b'P', 0),
        };
        let mut bytes = [kind; MESSAGE_BYTES];
        bytes[1..].copy_from_slice(&key.to_le_bytes());
        bytes
    }

    pub fn from_bytes(bytes: [u8; MESSAGE_BYTES]) -> Option<Message> {
        let [kind, key @ ..] = bytes;
        let key = u64::from_le_bytes(key);
        match (kind, key) {
            (b'C', key) => Some(Message::Changed(key)),
            (b'R', key) => Some(Message::Release(key)),
            (b'P', 0) => Some(Message::Ping),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_wire() {
        for message in [
            Message::Changed(7),
            Message::Release(u64::MAX),
            Message::Ping,
        ] {
            assert_eq!(Message::from_bytes(message.to_bytes()), Some(message));
        }
        assert_eq!(Message::from_bytes([0; MESSAGE_BYTES]), None);
    }
}
