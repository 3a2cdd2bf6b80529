//! Progress of jobs, files and replies.

use serde::{Deserialize, Serialize};

/// A size that is not known (yet): `BG_SIZE_UNKNOWN`.
pub const SIZE_UNKNOWN: u64 = u64::MAX;

/// What `GetProgress` of a job answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobProgress {
    /// [`SIZE_UNKNOWN`] while the size of any file is.
    pub bytes_total: u64,
    pub bytes_transferred: u64,
    pub files_total: u32,
    pub files_transferred: u32,
}

/// What `GetProgress` of a file answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProgress {
    pub bytes_total: u64,
    pub bytes_transferred: u64,
    /// The file stands under its own name (download), or on the server (upload).
    pub completed: bool,
}

/// What `GetReplyProgress` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyProgress {
    /// [`SIZE_UNKNOWN`] until the reply has begun.
    pub bytes_total: u64,
    pub bytes_transferred: u64,
}

impl Default for ReplyProgress {
    fn default() -> ReplyProgress {
        ReplyProgress {
            bytes_total: SIZE_UNKNOWN,
            bytes_transferred: 0,
        }
    }
}
