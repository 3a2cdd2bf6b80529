//! Errors of engine calls and of jobs, and their `HRESULT` codes.
//!
//! [`Error`] is the result of a failed call. [`Failure`] describes a failed transfer, from which
//! the runner derives the job's next state and its [`JobError`], the error that the job keeps in
//! its row for `IBackgroundCopyError`.

use serde::{Deserialize, Serialize};

use crate::abi::{self, BG_ERROR_CONTEXT, HRESULT};
use crate::engine::model::cause::Cause;
use crate::engine::model::serde_enum::{self, is_default};

/// Error of a failed call: the documented `HRESULT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub HRESULT);

/// Result of a call of the engine.
pub type Result<T> = std::result::Result<T, Error>;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#010x}", self.0)
    }
}

impl std::error::Error for Error {}

/// Returns the `HRESULT` of a Win32 error number, as `HRESULT_FROM_WIN32` does: `0x8007xxxx`.
pub const fn win32(code: u32) -> HRESULT {
    (0x8007_0000 | (code & 0xFFFF)) as HRESULT
}

/// Returns the `HRESULT` of an HTTP status: `0x8019xxxx`.
pub const fn http_status(status: u32) -> HRESULT {
    (0x8019_0000 | (status & 0xFFFF)) as HRESULT
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error(io_code(&error))
    }
}

/// Returns the `HRESULT` that a Windows program expects for a system error.
pub fn io_code(error: &std::io::Error) -> HRESULT {
    match error.raw_os_error() {
        Some(libc::ENOENT) => win32(2),                // ERROR_FILE_NOT_FOUND
        Some(libc::ENOTDIR) => win32(3),               // ERROR_PATH_NOT_FOUND
        Some(libc::EMFILE | libc::ENFILE) => win32(4), // ERROR_TOO_MANY_OPEN_FILES
        Some(libc::EACCES | libc::EPERM) => abi::E_ACCESSDENIED,
        Some(libc::ENOMEM) => abi::E_OUTOFMEMORY,
        Some(libc::EROFS) => win32(19), // ERROR_WRITE_PROTECT
        Some(libc::EXDEV) => win32(17), // ERROR_NOT_SAME_DEVICE
        Some(libc::EBUSY | libc::ETXTBSY) => win32(32), // ERROR_SHARING_VIOLATION
        Some(libc::EEXIST) => win32(80), // ERROR_FILE_EXISTS
        Some(libc::ENOSPC | libc::EDQUOT) => win32(112), // ERROR_DISK_FULL
        Some(libc::ENAMETOOLONG) => win32(206), // ERROR_FILENAME_EXCED_RANGE
        Some(libc::EFBIG) => win32(223), // ERROR_FILE_TOO_LARGE
        Some(libc::EISDIR) => abi::E_ACCESSDENIED,
        Some(libc::EIO) => win32(1117), // ERROR_IO_DEVICE
        Some(libc::EAGAIN | libc::EINTR) => win32(1237), // ERROR_RETRY
        Some(libc::ENOLCK | libc::ENOBUFS) => win32(1450), // ERROR_NO_SYSTEM_RESOURCES
        _ => abi::E_FAIL,
    }
}

/// Cause for which a transfer stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Code for `IBackgroundCopyError::GetError`.
    pub code: HRESULT,
    /// Part of the transfer that failed.
    pub context: BG_ERROR_CONTEXT,
    /// Whether another try after the job's retry delay may succeed. If not, the job goes to ERROR
    /// and waits for its owner.
    pub transient: bool,
    /// Seconds that the server asked to wait (`Retry-After`).
    pub retry_after: Option<u64>,
    /// Details that the code and the context do not tell.
    pub cause: Cause,
    /// Name and port of the proxy that failed, or that the response came through.
    pub proxy: Option<String>,
}

impl Failure {
    /// Returns a failure without details.
    pub const fn new(code: HRESULT, context: BG_ERROR_CONTEXT, transient: bool) -> Failure {
        Failure {
            code,
            context,
            transient,
            retry_after: None,
            cause: Cause::Unspecified,
            proxy: None,
        }
    }
}

/// Error that a job stopped with, as its row keeps it (JSON).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobError {
    /// Result code.
    pub code: HRESULT,
    /// Part of the transfer in which the error occurred.
    #[serde(with = "serde_enum")]
    pub context: BG_ERROR_CONTEXT,
    /// Position of the file in the job; `None` if the error does not concern a file.
    pub file: Option<u32>,
    /// `"http"` or `"file"`; `None` if the error does not concern the transport.
    pub protocol: Option<String>,
    /// Details that the code and the context do not tell.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cause: Cause,
    /// Name and port of the proxy that failed, or that the response came through.
    #[serde(default, skip_serializing_if = "is_default")]
    pub proxy: Option<String>,
}

/// Success code of a call that can succeed in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// `S_OK`
    Done,
    /// `S_FALSE`: nothing had to be done.
    NothingToDo,
    /// `BG_S_PARTIAL_COMPLETE`: only the transferred files were kept.
    PartialComplete,
    /// `BG_S_UNABLE_TO_DELETE_FILES`: the job ended, but temporary files are left.
    UnableToDeleteFiles,
}
