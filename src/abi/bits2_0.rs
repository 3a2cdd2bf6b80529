//! `bits2_0.h`: ranges, new remote names, access lists. BITS 2.0.

use super::base::*;
use super::bits::IBackgroundCopyFileVtbl;
use super::bits1_5::IBackgroundCopyJob2Vtbl;

/// A part of a remote file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_RANGE {
    /// Its first byte, from 0.
    pub InitialOffset: UINT64,
    /// Its bytes, or `BG_LENGTH_TO_EOF`.
    pub Length: UINT64,
}

/// The length of a range that reaches to the end of the file.
pub const BG_LENGTH_TO_EOF: UINT64 = -1_i64 as UINT64;
/// Copy the owner of an SMB source to the local file.
pub const BG_COPY_FILE_OWNER: ULONG = 1;
/// Copy the group of an SMB source.
pub const BG_COPY_FILE_GROUP: ULONG = 2;
/// Copy the access list of an SMB source.
pub const BG_COPY_FILE_DACL: ULONG = 4;
/// Copy the audit list of an SMB source.
pub const BG_COPY_FILE_SACL: ULONG = 8;
/// Copy all four.
pub const BG_COPY_FILE_ALL: ULONG = 15;

pub const IID_IBackgroundCopyJob3: GUID = GUID::from_u128(0x443c8934_90ff_48ed_bcde_26f5c7450042);

/// Adds to jobs: ranges, new remote names, access lists. BITS 2.0.
#[repr(C)]
pub struct IBackgroundCopyJob3 {
    pub lpVtbl: *const IBackgroundCopyJob3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob3Vtbl {
    pub base: IBackgroundCopyJob2Vtbl,
    /// Changes the beginning of the remote name of every file that has it, for example when a
    /// server moved. Files go on where they were if size and time are the same at the new place.
    ///
    /// @param OldPrefix The beginning, compared character by character; not empty. @param NewPrefix
    /// What comes in its place; not empty. @return `S_OK`; `S_FALSE` if no name begins so;
    /// `E_INVALIDARG` if a prefix is empty or a name becomes invalid (then none is changed);
    /// `E_NOTIMPL` for uploads; `BG_E_INVALID_STATE`.
    pub ReplaceRemotePrefix: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob3,
        OldPrefix: LPCWSTR,
        NewPrefix: LPCWSTR,
    ) -> HRESULT,
    /// Adds a file of which only parts are downloaded, one after the other, in the order given.
    ///
    /// @param RemoteUrl  The file on the server, as for `AddFile`. @param LocalName  The file on
    /// the client, as for `AddFile`. @param RangeCount How many parts; at least 1. @param Ranges
    /// The parts, without overlaps; read before the call returns. @return `S_OK`; `E_INVALIDARG`;
    /// `E_NOTIMPL` for uploads; `E_ACCESSDENIED`; `BG_E_INVALID_RANGE`; `BG_E_OVERLAPPING_RANGES`;
    /// `BG_E_TOO_MANY_RANGES_IN_FILE`; `BG_E_TOO_MANY_FILES_IN_JOB`;
    /// `BG_E_UNSUPPORTED_JOB_CONFIGURATION` with dynamic content; `BG_E_INVALID_STATE`.
    pub AddFileWithRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob3,
        RemoteUrl: LPCWSTR,
        LocalName: LPCWSTR,
        RangeCount: DWORD,
        Ranges: *mut BG_FILE_RANGE,
    ) -> HRESULT,
    /// Which security information of an SMB source is copied. No effect on other sources.
    ///
    /// @param Flags `BG_COPY_FILE_*` flags; 0 for none.
    /// @return `S_OK`; `E_INVALIDARG` for other bits; `BG_E_INVALID_STATE`, also when TRANSFERRED.
    pub SetFileACLFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: DWORD) -> HRESULT,
    /// Which security information of an SMB source is copied.
    ///
    /// @param Flags Receives the flags.
    /// @return `S_OK`.
    pub GetFileACLFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: *mut DWORD) -> HRESULT,
}

pub const IID_IBackgroundCopyFile2: GUID = GUID::from_u128(0x83e81b93_0873_474d_8a8c_f2018b1a939c);

/// Adds to files: ranges, new remote names. BITS 2.0.
#[repr(C)]
pub struct IBackgroundCopyFile2 {
    pub lpVtbl: *const IBackgroundCopyFile2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile2Vtbl {
    pub base: IBackgroundCopyFileVtbl,
    /// The parts given to `AddFileWithRanges`.
    ///
    /// @param RangeCount Receives how many.
    /// @param Ranges     Receives them; free it with `CoTaskMemFree`.
    /// @return `S_OK`; `S_FALSE` (0 and NULL) for a file without ranges.
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile2,
        RangeCount: *mut DWORD,
        Ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
    /// Takes the file from another place. It goes on where it was if size and time are the same
    /// there.
    ///
    /// @param Val The new name, as for `AddFile`.
    /// @return `S_OK`; `E_INVALIDARG`; `E_NOTIMPL` for uploads; `BG_E_INVALID_STATE`.
    pub SetRemoteName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile2, Val: LPCWSTR) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager2_0: GUID =
    GUID::from_u128(0x2289a9af_dc96_486e_b268_89c9e3397c3d);
pub const CLSID_BackgroundCopyManager2_0: GUID =
    GUID::from_u128(0x6d18ad12_bde3_4393_b311_099c346e6df9);
