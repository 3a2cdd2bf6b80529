//! What an upload must remember from one process to the next.

use serde::{Deserialize, Serialize};

use crate::engine::model::fragment_size::FragmentSize;

/// The durable state of an upload; its default is an upload that has not begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UploadSession {
    /// The server's name for the session, byte for byte.
    pub id: Option<String>,
    /// The host that the server wants to be called by.
    pub host: Option<String>,
    /// Seconds of trouble with `host` after which the original host is used again; `None`: never.
    pub host_fallback: Option<u64>,
    /// When the present trouble with `host` began, in seconds since 1970.
    pub host_trouble: Option<u64>,
    /// `host` turned out not to be trustworthy: the server's wish is ignored from now on.
    pub host_refused: bool,
    /// Bytes that the server has acknowledged.
    pub offset: u64,
    /// Where the reply is, resolved.
    pub reply_url: Option<String>,
    pub phase: UploadPhase,
    pub fragments: FragmentSize,
    /// The local file as it was when the upload began.
    pub source: Option<FileStamp>,
}

/// What identifies a version of a local file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    pub size: u64,
    /// Nanoseconds since 1970.
    pub modified: i64,
}

/// How far an upload has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UploadPhase {
    /// UploadSession and data.
    #[default]
    Sending,
    /// The data is there; the reply is to be fetched.
    Reply,
    /// The session is to be closed. `attempts`: how many Close-Sessions may have reached the
    /// server.
    Closing {
        attempts: u32,
    },
    /// The server has closed the session: the file is there.
    Closed,
    /// The session is to be cancelled.
    Cancelling,
    Cancelled,
}

impl UploadSession {
    /// The session to go on with when the server has forgotten this one.
    pub fn restarted(&self) -> UploadSession {
        UploadSession {
            host_refused: self.host_refused,
            fragments: self.fragments,
            source: self.source,
            ..UploadSession::default()
        }
    }
}
