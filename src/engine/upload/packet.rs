//! Packets of the upload protocol.

/// HTTP method of every packet.
pub const METHOD: &str = "BITS_POST";

/// The only version of the protocol that was ever defined, as a GUID.
pub const PROTOCOL: &str = "{7df0354d-249b-430f-820d-3d2a9bef4931}";

/// What is on its way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packet {
    Create,
    Ping,
    Fragment { start: u64, length: u64 },
    Close,
    Cancel,
}
