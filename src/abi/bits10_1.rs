//! `bits10_1.h`: parts of files on demand. BITS 10.1.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::BG_FILE_RANGE;
use super::bits3_0::IBackgroundCopyCallback2Vtbl;
use super::bits5_0::IBackgroundCopyFile5Vtbl;

pub const IID_IBackgroundCopyCallback3: GUID =
    GUID::from_u128(0x98c97bd2_e32b_4ad8_a528_95fd8b16bd42);

/// Adds to callbacks: ranges. BITS 10.1.
#[repr(C)]
pub struct IBackgroundCopyCallback3 {
    pub lpVtbl: *const IBackgroundCopyCallback3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback3Vtbl {
    pub base: IBackgroundCopyCallback2Vtbl,
    /// Ranges came of a file for which `RequestFileRanges` or `UpdateDownloadPosition` was called:
    /// those that are there since the last of these calls, merged, in order. At intervals
    /// (`BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS`), on a thread of its own. Needs
    /// `BG_NOTIFY_FILE_RANGES_TRANSFERRED`. What came while nobody was registered is left out; see
    /// `GetFilledFileRanges` for all that is there.
    ///
    /// @param job        The job; do not release it.
    /// @param file       The file; do not release it.
    /// @param rangeCount How many ranges; at least 1.
    /// @param ranges     The ranges; they belong to the caller.
    /// @return `S_OK`; other codes are ignored.
    pub FileRangesTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback3,
        job: *mut IBackgroundCopyJob,
        file: *mut IBackgroundCopyFile,
        rangeCount: DWORD,
        ranges: *const BG_FILE_RANGE,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyFile6: GUID = GUID::from_u128(0xcf6784f7_d677_49fd_9368_cb47aee9d1ad);

/// Adds to files: parts on demand. BITS 10.1.
#[repr(C)]
pub struct IBackgroundCopyFile6 {
    pub lpVtbl: *const IBackgroundCopyFile6Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile6Vtbl {
    pub base: IBackgroundCopyFile5Vtbl,
    /// Asks for the data from an offset on first, and then for what lies before; after the ranges
    /// that were requested. Has no effect in an on-demand job.
    ///
    /// @param offset The offset in the remote file, at most its size. @return `S_OK`;
    /// `BG_E_INVALID_RANGE` if the file is shorter; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` if the file
    /// cannot come in pieces: of an upload, not from HTTP, made of ranges, or of a server that
    /// sends neither `ETag` nor `Last-Modified`; `BG_E_INVALID_STATE` on a final job.
    pub UpdateDownloadPosition:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile6, offset: UINT64) -> HRESULT,
    /// Asks for ranges before anything else of the job, one after the other; in an on-demand job
    /// nothing else comes. They may overlap each other and what is there: no byte is transferred
    /// twice. A suspended job stays suspended.
    ///
    /// If the size of the file is not known yet and a range turns out not to be in it, the job
    /// comes to `BG_JOB_STATE_ERROR` with `BG_E_INVALID_RANGE`, and the requests for the file are
    /// forgotten. If the server cannot send ranges, a job that wants all goes on without; an
    /// on-demand job comes to `BG_E_INSUFFICIENT_RANGE_SUPPORT`. If the file changes on the server,
    /// a job that wants all fetches it anew; an on-demand job drops what is there and comes to
    /// `BG_E_REMOTE_FILE_CHANGED`.
    ///
    /// @param rangeCount How many; at least 1. @param ranges     The ranges, each of at least one
    /// byte; the length may be `BG_LENGTH_TO_EOF`. Read before the call returns. @return `S_OK`;
    /// `E_INVALIDARG` for no range or NULL; `BG_E_INVALID_RANGE` for one that is not in the file;
    /// `BG_E_TOO_MANY_RANGES_IN_FILE` by policy; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` as for
    /// `UpdateDownloadPosition`; `BG_E_INVALID_STATE` on a final job.
    pub RequestFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: DWORD,
        ranges: *const BG_FILE_RANGE,
    ) -> HRESULT,
    /// The ranges that are there, merged, in order. A byte of the remote file stands at the same
    /// offset of the file that `IBackgroundCopyFile3::GetTemporaryName` names, and can be read
    /// there.
    ///
    /// @param rangeCount Receives how many; 0 if nothing is there yet. @param ranges     Receives
    /// them, or NULL if nothing is there yet; free it with `CoTaskMemFree`. @return `S_OK`;
    /// `E_INVALIDARG` for NULL; `E_OUTOFMEMORY`; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` as for
    /// `UpdateDownloadPosition`.
    pub GetFilledFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: *mut DWORD,
        ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_1: GUID =
    GUID::from_u128(0x8a39e4b6_22c9_4b39_9e0c_b1cdf5f967fd);
pub const CLSID_BackgroundCopyManager10_1: GUID =
    GUID::from_u128(0x4bd3e4e1_7bd4_4a2b_9964_496400de5193);
