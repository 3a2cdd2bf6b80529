//! `bits10_1.h`: parts of files on demand. BITS 10.1.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::BG_FILE_RANGE;
use super::bits3_0::IBackgroundCopyCallback2Vtbl;
use super::bits5_0::IBackgroundCopyFile5Vtbl;

pub const IID_IBackgroundCopyCallback3: GUID = GUID::from_u128(0x98c97bd2_e32b_4ad8_a528_95fd8b16bd42);

/// Adds to callbacks: ranges. BITS 10.1.
#[repr(C)]
pub struct IBackgroundCopyCallback3 {
    pub lpVtbl: *const IBackgroundCopyCallback3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback3Vtbl {
    pub base: IBackgroundCopyCallback2Vtbl,
    /// Ranges that `RequestFileRanges` asked for are there. Some of these calls may be left out.
    ///
    /// @param job        The job; do not release it.
    /// @param file       The file; do not release it.
    /// @param rangeCount How many ranges.
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
    /// Asks for the data from an offset on first.
    ///
    /// @param offset The offset in the remote file.
    /// @return `S_OK`; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED` if the job or the server cannot; `BG_E_INVALID_RANGE`.
    pub UpdateDownloadPosition: unsafe extern "system" fn(This: *mut IBackgroundCopyFile6, offset: UINT64) -> HRESULT,
    /// Asks for ranges first; in an on-demand job, for them at all. They may overlap.
    ///
    /// @param rangeCount How many; at least 1.
    /// @param ranges     The ranges; read before the call returns.
    /// @return `S_OK`; `E_INVALIDARG`; `BG_E_INVALID_RANGE`; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED`.
    pub RequestFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: DWORD,
        ranges: *const BG_FILE_RANGE,
    ) -> HRESULT,
    /// The ranges that are there, merged, in order.
    ///
    /// @param rangeCount Receives how many.
    /// @param ranges     Receives them; free it with `CoTaskMemFree`.
    /// @return `S_OK`; `E_OUTOFMEMORY`; `BG_E_RANDOM_ACCESS_NOT_SUPPORTED`.
    pub GetFilledFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: *mut DWORD,
        ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_1: GUID = GUID::from_u128(0x8a39e4b6_22c9_4b39_9e0c_b1cdf5f967fd);
pub const CLSID_BackgroundCopyManager10_1: GUID = GUID::from_u128(0x4bd3e4e1_7bd4_4a2b_9964_496400de5193);
