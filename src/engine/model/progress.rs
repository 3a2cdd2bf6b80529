//! Progress of jobs, files and replies, as the API reports it. All sizes are in bytes.

use serde::{Deserialize, Serialize};

/// Stands for a size that is not known: `BG_SIZE_UNKNOWN`.
pub const SIZE_UNKNOWN: u64 = u64::MAX;

/// Progress of a job, as `IBackgroundCopyJob::GetProgress` reports it. The row keeps it as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobProgress {
    /// Sum of the sizes of all files; [`SIZE_UNKNOWN`] while the size of one of them is not known.
    pub bytes_total: u64,
    /// Bytes of all files that are transferred.
    pub bytes_transferred: u64,
    /// Number of files.
    pub files_total: u32,
    /// Number of files that are transferred completely.
    pub files_transferred: u32,
}

/// Progress of a file, as `IBackgroundCopyFile::GetProgress` reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProgress {
    /// Size of the file; [`SIZE_UNKNOWN`] while it is not known.
    pub bytes_total: u64,
    /// Bytes of the file that are transferred.
    pub bytes_transferred: u64,
    /// Whether the file is available to the user: it has its own name (download), or is on the
    /// server (upload).
    pub completed: bool,
}

/// Progress of the reply to an upload, as `IBackgroundCopyJob2::GetReplyProgress` reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyProgress {
    /// Size of the reply; [`SIZE_UNKNOWN`] until its transfer has begun.
    pub bytes_total: u64,
    /// Bytes of the reply that are transferred.
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
