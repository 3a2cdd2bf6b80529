//! What an engine call answers when it cannot do what was asked.

use serde::{Deserialize, Serialize};

use crate::abi::{self, BG_ERROR_CONTEXT, HRESULT};
use crate::engine::model::serde_enum;

/// A failed call: the documented `HRESULT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error(pub HRESULT);

pub type Result<T> = std::result::Result<T, Error>;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#010x}", self.0)
    }
}

impl std::error::Error for Error {}

/// `HRESULT_FROM_WIN32` of a Win32 error number.
pub const fn win32(code: u32) -> HRESULT {
    (0x8007_0000 | (code & 0xFFFF)) as HRESULT
}

/// The `HRESULT` of an HTTP status: `0x8019xxxx`.
pub const fn http_status(status: u32) -> HRESULT {
    (0x8019_0000 | (status & 0xFFFF)) as HRESULT
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error(io_code(&error))
    }
}

/// The `HRESULT` a Windows program expects for a system error.
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
        _ => abi::E_FAIL,
    }
}

/// Why a transfer stopped: what the job's error object will say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub code: HRESULT,
    pub context: BG_ERROR_CONTEXT,
    /// Worth another try after the job's retry delay; otherwise the job waits for its owner.
    pub transient: bool,
    /// The server's own wish (`Retry-After`), in seconds.
    pub retry_after: Option<u64>,
}

/// The error a job stopped with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobError {
    pub code: HRESULT,
    #[serde(with = "serde_enum")]
    pub context: BG_ERROR_CONTEXT,
    /// Position of the file in the job, when the error is tied to one.
    pub file: Option<u32>,
    /// `"http"` or `"file"`, when the error has to do with the transport.
    pub protocol: Option<String>,
}

/// How a call that ends a job went, when it succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// `S_OK`
    Done,
    /// `S_FALSE`: there was nothing to do.
    Nothing,
    /// `BG_S_PARTIAL_COMPLETE`: only the finished files were kept.
    PartialComplete,
    /// `BG_S_UNABLE_TO_DELETE_FILES`
    UnableToDeleteFiles,
}
