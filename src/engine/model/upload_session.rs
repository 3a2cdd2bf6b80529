//! Durable state of an upload over the BITS upload protocol.
//!
//! The protocol (`upload::protocol`) reads and changes it; the store keeps it in the row of the job
//! as JSON, so that the next runner continues the session of the last one. Field and variant names
//! are a stored format.

use serde::{Deserialize, Serialize};

use crate::engine::model::fragment_size::FragmentSize;

/// State of an upload session. The default is an upload that has not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadSession {
    /// Identifier that the server gave the session, byte for byte; `None` before Create-Session is
    /// acknowledged.
    pub id: Option<String>,
    /// Host that the server asked to be addressed by (`BITS-Host-Id`); `None`: the host of the
    /// remote name.
    pub host: Option<String>,
    /// Seconds of failures at `host` after which the original host is used again; `None`: never.
    pub host_fallback: Option<u64>,
    /// Time at which the present failures at `host` began, in seconds since 1970.
    pub host_trouble: Option<u64>,
    /// Whether a host that the server asked for was found to be untrustworthy. Further hosts are
    /// then ignored.
    pub host_refused: bool,
    /// Number of bytes that the server has acknowledged.
    pub offset: u64,
    /// Absolute URL of the reply, if the server has given one.
    pub reply_url: Option<String>,
    /// Phase of the protocol.
    pub phase: UploadPhase,
    /// Size of the next fragment.
    pub fragments: FragmentSize,
    /// Version of the local file when the upload began.
    pub source: Option<FileStamp>,
}

/// Version of a local file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    /// Size in bytes.
    pub size: u64,
    /// Time of the last modification, in nanoseconds since 1970.
    pub modified: i64,
}

/// Phase of an upload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadPhase {
    /// The session is created and the data is sent.
    #[default]
    Sending,
    /// The server has all data; the reply is to be fetched.
    Reply,
    /// The session is to be closed.
    Closing {
        /// Number of Close-Session packets that may have reached the server.
        attempts: u32,
    },
    /// The server has closed the session and delivered the file to its application.
    Closed,
    /// The session is to be cancelled.
    Cancelling,
    /// The session is cancelled.
    Cancelled,
}

impl UploadSession {
    /// Returns the state of a new session that takes the place of one that the server has
    /// forgotten.
    pub fn restarted(&self) -> UploadSession {
        UploadSession {
            host_refused: self.host_refused,
            fragments: self.fragments,
            source: self.source,
            ..UploadSession::default()
        }
    }
}
