//! `bits2_0.h`: BITS 2.0.

use super::base::*;
use super::bits::IBackgroundCopyFileVtbl;
use super::bits1_5::IBackgroundCopyJob2Vtbl;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_RANGE {
    pub InitialOffset: UINT64,
    pub Length: UINT64,
}

pub const BG_LENGTH_TO_EOF: UINT64 = -1_i64 as UINT64;
pub const BG_COPY_FILE_OWNER: ULONG = 1;
pub const BG_COPY_FILE_GROUP: ULONG = 2;
pub const BG_COPY_FILE_DACL: ULONG = 4;
pub const BG_COPY_FILE_SACL: ULONG = 8;
pub const BG_COPY_FILE_ALL: ULONG = 15;

pub const IID_IBackgroundCopyJob3: GUID = GUID::from_u128(0x443c8934_90ff_48ed_bcde_26f5c7450042);

#[repr(C)]
pub struct IBackgroundCopyJob3 {
    pub lpVtbl: *const IBackgroundCopyJob3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob3Vtbl {
    pub base: IBackgroundCopyJob2Vtbl,
    pub ReplaceRemotePrefix:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, OldPrefix: LPCWSTR, NewPrefix: LPCWSTR) -> HRESULT,
    pub AddFileWithRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob3,
        RemoteUrl: LPCWSTR,
        LocalName: LPCWSTR,
        RangeCount: DWORD,
        Ranges: *mut BG_FILE_RANGE,
    ) -> HRESULT,
    pub SetFileACLFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: DWORD) -> HRESULT,
    pub GetFileACLFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob3, Flags: *mut DWORD) -> HRESULT,
}

pub const IID_IBackgroundCopyFile2: GUID = GUID::from_u128(0x83e81b93_0873_474d_8a8c_f2018b1a939c);

#[repr(C)]
pub struct IBackgroundCopyFile2 {
    pub lpVtbl: *const IBackgroundCopyFile2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile2Vtbl {
    pub base: IBackgroundCopyFileVtbl,
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile2,
        RangeCount: *mut DWORD,
        Ranges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
    pub SetRemoteName: unsafe extern "system" fn(This: *mut IBackgroundCopyFile2, Val: LPCWSTR) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager2_0: GUID = GUID::from_u128(0x2289a9af_dc96_486e_b268_89c9e3397c3d);
pub const CLSID_BackgroundCopyManager2_0: GUID = GUID::from_u128(0x6d18ad12_bde3_4393_b311_099c346e6df9);
