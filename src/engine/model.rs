//! The plain values that the engine hands in and out.

use crate::abi::{BG_AUTH_SCHEME, BG_AUTH_TARGET, BG_ERROR_CONTEXT, BG_JOB_PRIORITY, BG_JOB_PROXY_USAGE, HRESULT};

/// A size that is not known (yet): `BG_SIZE_UNKNOWN`.
pub const SIZE_UNKNOWN: u64 = u64::MAX;

/// What `GetProgress` of a job answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyProgress {
    pub bytes_total: u64,
    pub bytes_transferred: u64,
}

/// Points in time as `FILETIME` ticks (100 ns since 1601-01-01 UTC); 0 is "not yet".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct JobTimes {
    pub creation: u64,
    pub modification: u64,
    pub transfer_completion: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxySettings {
    pub usage: BG_JOB_PROXY_USAGE,
    pub list: Option<String>,
    pub bypass: Option<String>,
}

/// The program of `SetNotifyCmdLine`; both empty when there is none.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NotifyCommand {
    pub program: String,
    pub parameters: String,
}

/// One set of credentials; user name and password are both `None` for the logon credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub target: BG_AUTH_TARGET,
    pub scheme: BG_AUTH_SCHEME,
    pub user: Option<String>,
    pub password: Option<String>,
}

/// Everything about a job that its owner can set and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSettings {
    pub display_name: String,
    pub description: String,
    pub priority: BG_JOB_PRIORITY,
    pub notify_flags: u32,
    /// Seconds, at least 5.
    pub minimum_retry_delay: u32,
    /// Seconds; 0: never retry.
    pub no_progress_timeout: u32,
    /// Seconds.
    pub maximum_download_time: u32,
    pub proxy: ProxySettings,
    pub notify_command: NotifyCommand,
    /// `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// Each header ended by CR LF.
    pub custom_headers: Option<String>,
    pub custom_headers_write_only: bool,
    pub reply_file_name: Option<String>,
    pub owner: String,
}

/// The error a job stopped with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobError {
    pub code: HRESULT,
    pub context: BG_ERROR_CONTEXT,
    /// Position of the file in the job, when the error is tied to one.
    pub file: Option<u32>,
    /// `"http"` or `"file"`, when the error has to do with the transport.
    pub protocol: Option<String>,
}

/// How a call that ends a job went, when it succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `S_OK`
    Done,
    /// `S_FALSE`: there was nothing to do.
    Nothing,
    /// `BG_S_PARTIAL_COMPLETE`: only the finished files were kept.
    PartialComplete,
    /// `BG_S_UNABLE_TO_DELETE_FILES`
    UnableToDeleteFiles,
}
