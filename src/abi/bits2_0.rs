//! `bits2_0.h`: ranges of files, new remote names and access lists (BITS 2.0). The comment of
//! `bits.h` states the rules that hold for every method.

use super::base::*;
use super::bits::IBackgroundCopyFileVtbl;
use super::bits1_5::IBackgroundCopyJob2Vtbl;

/// Describes consecutive bytes of a remote file.
///
/// @since BITS 2.0
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_RANGE {
    /// Offset of the first byte, counted from 0.
    pub InitialOffset: UINT64,
    /// Number of bytes, at least 1, or `BG_LENGTH_TO_EOF`.
    pub Length: UINT64,
}

/// Stands for the length of a range that ends with the file.
pub const BG_LENGTH_TO_EOF: UINT64 = -1_i64 as UINT64;
/// Copies the owner of an SMB source to the local file.
pub const BG_COPY_FILE_OWNER: ULONG = 1;
/// Copies the group of an SMB source to the local file.
pub const BG_COPY_FILE_GROUP: ULONG = 2;
/// Copies the access list of an SMB source to the local file.
pub const BG_COPY_FILE_DACL: ULONG = 4;
/// Copies the audit list of an SMB source to the local file.
pub const BG_COPY_FILE_SACL: ULONG = 8;
/// Copies the owner, the group and both lists of an SMB source to the local file.
pub const BG_COPY_FILE_ALL: ULONG = 15;

/// Identifies the interface `IBackgroundCopyJob3`.
pub const IID_IBackgroundCopyJob3: GUID = GUID::from_u128(0x443c8934_90ff_48ed_bcde_26f5c7450042);

/// Adds ranges, new remote names and access lists to jobs.
///
/// @since BITS 2.0
#[repr(C)]
pub struct IBackgroundCopyJob3 {
    pub lpVtbl: *const IBackgroundCopyJob3Vtbl,
}

/// Table of the methods of `IBackgroundCopyJob3`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob3Vtbl {
    pub base: IBackgroundCopyJob2Vtbl,
    /// Replaces the beginning of the remote name of every file whose name has that beginning, for
    /// example when a server has moved. A file that is transferred in part continues if its size
    /// and its time are the same at the new place; otherwise it starts over. Finished files stay as
    /// they are. When the method returns, no data is transferred from the old place.
    ///
    /// - @param OldPrefix (in) Beginning to replace, compared character by character; not empty.
    /// - @param NewPrefix (in) New beginning; not empty.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when no remote name has that beginning.
    /// - @retval E_INVALIDARG when a prefix is empty, or a new name is not valid. No name is
    ///   changed then.
    /// - @retval E_NOTIMPL when the job is an upload.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.0
    pub ReplaceRemotePrefix: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob3,
        OldPrefix: LPCWSTR,
        NewPrefix: LPCWSTR,
    ) -> HRESULT,
    /// Adds a file of which only some ranges are downloaded. The local file consists of these
    /// ranges, one after the other, in the order given.
    ///
    /// - @param RemoteUrl (in) Name of the file on the server; a URL that begins with `http://` or
    ///   `https://`, otherwise as for `AddFile`.
    /// - @param LocalName (in) Full path of the file on the client, as for `AddFile`.
    /// - @param RangeCount (in) Number of ranges; at least 1.
    /// - @param Ranges (in) Array of `RangeCount` ranges, which must not overlap. They may have any
    ///   order.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `RangeCount` is 0, or a name is not valid, as for `AddFile`.
    /// - @retval E_NOTIMPL when the job is an upload.
    /// - @retval E_ACCESSDENIED when the folder of the local name cannot be written.
    /// - @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder of the local name does
    ///   not exist.
    /// - @retval BG_E_INVALID_RANGE when a range has no bytes, or reaches beyond the largest
    ///   possible file.
    /// - @retval BG_E_OVERLAPPING_RANGES when two ranges overlap.
    /// - @retval BG_E_TOO_MANY_RANGES_IN_FILE when there are more ranges than a policy allows.
    /// - @retval BG_E_TOO_MANY_FILES_IN_JOB when the job has as many files as a policy allows.
    /// - @retval BG_E_UNSUPPORTED_JOB_CONFIGURATION when the job has dynamic content.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.0
    pub AddFileWithRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob3,
        RemoteUrl: LPCWSTR,
        LocalName: LPCWSTR,
        RangeCount: DWORD,
        Ranges: *mut BG_FILE_RANGE,
    ) -> HRESULT,
    /// Selects the security information of an SMB source that is copied to the local file. The
    /// flags are stored; they have no effect here, as for every other source on Windows.
    ///
    /// - @param Flags (in) Combination of `BG_COPY_FILE_*` flags; 0 for none, which is the default.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `Flags` contains bits that are not defined.
    /// - @retval BG_E_INVALID_STATE when the job is TRANSFERRED or final.
    ///
    /// @since BITS 2.0
    pub SetFileACLFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: DWORD) -> HRESULT,
    /// Retrieves the security information of an SMB source that is copied to the local file.
    ///
    /// - @param Flags (out) Receives the combination of `BG_COPY_FILE_*` flags.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 2.0
    pub GetFileACLFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: *mut DWORD) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyFile2`.
pub const IID_IBackgroundCopyFile2: GUID = GUID::from_u128(0x83e81b93_0873_474d_8a8c_f2018b1a939c);

/// Adds ranges and new remote names to files.
///
/// @since BITS 2.0
#[repr(C)]
pub struct IBackgroundCopyFile2 {
    pub lpVtbl: *const IBackgroundCopyFile2Vtbl,
}

/// Table of the methods of `IBackgroundCopyFile2`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile2Vtbl {
    pub base: IBackgroundCopyFileVtbl,
    /// Retrieves the ranges that were given to `AddFileWithRanges`.
    ///
    /// - @param RangeCount (out) Receives the number of ranges.
    /// - @param Ranges (out) Receives the ranges in the order given. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when the file is transferred whole. `*RangeCount` is 0, and `*Ranges` is
    ///   NULL.
    ///
    /// @since BITS 2.0
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile2,
        RangeCount: *mut DWORD,
        Ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
    /// Changes the remote name of the file, so that it is transferred from another place. The
    /// transfer continues or starts over as for `IBackgroundCopyJob3::ReplaceRemotePrefix`.
    ///
    /// - @param Val (in) New name, as for `AddFile`; for a file with ranges, a URL that begins with
    ///   `http://` or `https://`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the name is not valid.
    /// - @retval E_NOTIMPL when the job is an upload.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.0
    pub SetRemoteName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile2, Val: LPCWSTR) -> HRESULT,
}

/// Identifies the type library of BITS 2.0.
pub const LIBID_BackgroundCopyManager2_0: GUID =
    GUID::from_u128(0x2289a9af_dc96_486e_b268_89c9e3397c3d);
/// Identifies the class of the queue manager of BITS 2.0. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager2_0: GUID =
    GUID::from_u128(0x6d18ad12_bde3_4393_b311_099c346e6df9);
