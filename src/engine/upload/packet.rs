//! Packets of the upload protocol, and their headers.

use std::ops::Range;

use crate::engine::upload::events::UploadTarget;

/// HTTP method of every packet.
pub const METHOD: &str = "BITS_POST";

/// Identifier of the protocol, the only one that [MC-BUP] defines ("BITS 1.5 Upload Protocol").
///
/// [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/
pub const PROTOCOL: &str = "{7df0354d-249b-430f-820d-3d2a9bef4931}";

/// Packet that the client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packet {
    /// Create-Session: opens a session for the file.
    Create,
    /// Opens and authenticates a connection without sending data.
    Ping,
    /// `length` bytes of the file from the offset `start` on.
    Fragment { start: u64, length: u64 },
    /// Close-Session: makes the server keep the file and forget the session.
    Close,
    /// Cancel-Session: makes the server drop the data and the session.
    Cancel,
}

impl Packet {
    /// Returns the headers of the packet, in the order in which Microsoft's client sends them.
    pub fn headers(
        self,
        target: &UploadTarget,
        session_id: Option<&str>,
    ) -> Vec<(&'static str, String)> {
        let name = match self {
            Packet::Create => "Create-Session",
            Packet::Ping => "Ping",
            Packet::Fragment { .. } => "Fragment",
            Packet::Close => "Close-Session",
            Packet::Cancel => "Cancel-Session",
        };
        let mut headers = vec![("BITS-Packet-Type", name.to_owned())];
        match self {
            Packet::Create => headers.push(("BITS-Supported-Protocols", PROTOCOL.to_owned())),
            Packet::Ping => {}
            Packet::Fragment { .. } | Packet::Close | Packet::Cancel => {
                headers.extend(session_id.map(|id| ("BITS-Session-Id", id.to_owned())));
            }
        }
        if let Packet::Fragment { start, length } = self {
            let last = (start + length).saturating_sub(1);
            let range = format!("bytes {start}-{last}/{}", target.size);
            headers.extend([
                ("Content-Name", target.content_name.clone()),
                ("Content-Range", range),
            ]);
        }
        headers
    }

    /// Returns the byte range of the local file that is the body of the packet.
    pub fn body(self) -> Range<u64> {
        match self {
            Packet::Fragment { start, length } => start..start + length,
            _ => 0..0,
        }
    }
}

/// Returns whether a GUID is that of the protocol; braces and case do not matter.
pub fn is_upload_protocol(guid: &str) -> bool {
    let bare = |guid: &str| guid.trim_matches(['{', '}']).to_ascii_lowercase();
    bare(guid) == bare(PROTOCOL)
}
