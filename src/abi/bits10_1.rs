//! `bits10_1.h`: transfer of parts of files on demand (BITS 10.1). The comment of `bits.h` states
//! the rules that hold for every method.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::BG_FILE_RANGE;
use super::bits3_0::IBackgroundCopyCallback2Vtbl;
use super::bits5_0::IBackgroundCopyFile5Vtbl;

/// Identifies the interface `IBackgroundCopyCallback3`.
pub const IID_IBackgroundCopyCallback3: GUID =
    GUID::from_u128(0x98c97bd2_e32b_4ad8_a528_95fd8b16bd42);

/// Adds the notification of ranges to callbacks. The client implements this interface; the comment
/// of `IBackgroundCopyCallback` states its rules.
///
/// @since BITS 10.1
#[repr(C)]
pub struct IBackgroundCopyCallback3 {
    pub lpVtbl: *const IBackgroundCopyCallback3Vtbl,
}

/// Table of the methods of `IBackgroundCopyCallback3`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback3Vtbl {
    pub base: IBackgroundCopyCallback2Vtbl,
    /// Tells the client which ranges of a file have arrived since the last call. It is called for
    /// files for which `RequestFileRanges` or `UpdateDownloadPosition` was called, at intervals of
    /// at least `BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS`, and needs
    /// `BG_NOTIFY_FILE_RANGES_TRANSFERRED`. Ranges that arrived before the registration are left
    /// out; `IBackgroundCopyFile6::GetFilledFileRanges` returns all of them.
    ///
    /// - @param job (in) The job. Do not release it.
    /// - @param file (in) The file. Do not release it.
    /// - @param rangeCount (in) Number of ranges; at least 1.
    /// - @param ranges (in) Array of `rangeCount` ranges in ascending order; adjacent ones are
    ///   merged. Do not free it.
    /// - @retval S_OK always. Other codes are ignored.
    ///
    /// @since BITS 10.1
    pub FileRangesTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback3,
        job: *mut IBackgroundCopyJob,
        file: *mut IBackgroundCopyFile,
        rangeCount: DWORD,
        ranges: *const BG_FILE_RANGE,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyFile6`.
pub const IID_IBackgroundCopyFile6: GUID = GUID::from_u128(0xcf6784f7_d677_49fd_9368_cb47aee9d1ad);

/// Adds the transfer of parts on demand to files. The parts can be read while the job runs.
///
/// Order of calls for a job that transfers only the ranges that are requested:
///
/// 1. Create a download. Set `BITS_JOB_PROPERTY_ON_DEMAND_MODE` to TRUE with
///    `IBackgroundCopyJob5::SetProperty`, and add the files.
/// 2. For notifications, add `BG_NOTIFY_FILE_RANGES_TRANSFERRED` with `SetNotifyFlags`, and
///    register an object with `IBackgroundCopyCallback3`.
/// 3. Retrieve the file with `EnumFiles`, its newer interface with `QueryInterface`, and request
///    ranges with `RequestFileRanges`.
/// 4. Call `Resume`. The ranges are transferred one after the other, in the order of the requests.
///    While the job runs, further ranges can be requested.
/// 5. Wait for `FileRangesTransferred`, or poll `GetFilledFileRanges`. A byte of the remote file
///    stands at the same offset of the file that `IBackgroundCopyFile3::GetTemporaryName` names.
/// 6. When all requested ranges are there, the job is TRANSFERRED if all of its files are whole,
///    otherwise SUSPENDED. Request further ranges and call `Resume`, or call `Complete`, which
///    keeps the files that are whole, or `Cancel`.
///
/// The methods also work for a download without this mode. They then change the order only: the
/// rest of the files is transferred as well.
///
/// Requirements. The file belongs to a download without dynamic content and with the usual HTTP
/// method, is transferred over HTTP or HTTPS, and is not made of ranges. The server supports byte
/// ranges and sends `ETag` or `Last-Modified`, by which the parts are known to belong to one
/// version of the file.
///
/// @since BITS 10.1
#[repr(C)]
pub struct IBackgroundCopyFile6 {
    pub lpVtbl: *const IBackgroundCopyFile6Vtbl,
}

/// Table of the methods of `IBackgroundCopyFile6`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile6Vtbl {
    pub base: IBackgroundCopyFile5Vtbl,
    /// Requests that the data from an offset on is transferred first, and then the data before it.
    /// Ranges that were requested come before both. In on-demand mode the method has no effect.
    ///
    /// - @param offset (in) Offset in the remote file, in bytes; at most the size of the file.
    /// - @retval S_OK on success.
    /// - @retval BG_E_INVALID_RANGE when the file is shorter.
    /// - @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
    ///   the comment of this interface.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 10.1
    pub UpdateDownloadPosition:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile6, offset: UINT64) -> HRESULT,
    /// Requests that ranges are transferred before everything else of the job, one after the other.
    /// In on-demand mode nothing else is transferred. Ranges may overlap each other and data that
    /// is there: no byte is transferred twice. A suspended job stays suspended.
    ///
    /// Later errors. If the size of the file was not known and a range turns out to lie outside the
    /// file, the job enters ERROR with `BG_E_INVALID_RANGE`, and the requests for the file are
    /// dropped. If the server cannot send ranges, a job in on-demand mode enters ERROR with
    /// `BG_E_INSUFFICIENT_RANGE_SUPPORT`; another one transfers the whole file. If the file changes
    /// on the server, a job in on-demand mode drops the data of the file and enters ERROR with
    /// `BG_E_REMOTE_FILE_CHANGED`; another one transfers the file again.
    ///
    /// - @param rangeCount (in) Number of ranges; at least 1.
    /// - @param ranges (in) Array of `rangeCount` ranges of at least one byte each; the length may
    ///   be `BG_LENGTH_TO_EOF`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `rangeCount` is 0.
    /// - @retval BG_E_INVALID_RANGE when a range is empty or not within the file.
    /// - @retval BG_E_TOO_MANY_RANGES_IN_FILE when there are more ranges than a policy allows.
    /// - @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
    ///   the comment of this interface.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 10.1
    pub RequestFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: DWORD,
        ranges: *const BG_FILE_RANGE,
    ) -> HRESULT,
    /// Retrieves the ranges of the file that are transferred.
    ///
    /// - @param rangeCount (out) Receives the number of ranges; 0 if there is nothing yet.
    /// - @param ranges (out) Receives the ranges in ascending order, adjacent ones merged, or NULL
    ///   if there is nothing yet. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval BG_E_RANDOM_ACCESS_NOT_SUPPORTED when the file does not meet the requirements in
    ///   the comment of this interface.
    ///
    /// @since BITS 10.1
    pub GetFilledFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile6,
        rangeCount: *mut DWORD,
        ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 10.1.
pub const LIBID_BackgroundCopyManager10_1: GUID =
    GUID::from_u128(0x8a39e4b6_22c9_4b39_9e0c_b1cdf5f967fd);
/// Identifies the class of the queue manager of BITS 10.1. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager10_1: GUID =
    GUID::from_u128(0x4bd3e4e1_7bd4_4a2b_9964_496400de5193);
