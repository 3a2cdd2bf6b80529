//! `bits4_0.h`: BITS 4.0.

use super::base::*;
use super::bits3_0::IBackgroundCopyFile3Vtbl;

pub const BG_TOKEN_LOCAL_FILE: ULONG = 0x0001;
pub const BG_TOKEN_NETWORK: ULONG = 0x0002;

pub const IID_IBitsTokenOptions: GUID = GUID::from_u128(0x9a2584c3_f7d2_457a_9a5e_22b67bffc7d2);

#[repr(C)]
pub struct IBitsTokenOptions {
    pub lpVtbl: *const IBitsTokenOptionsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsTokenOptionsVtbl {
    pub base: IUnknownVtbl,
    pub SetHelperTokenFlags: unsafe extern "system" fn(This: *mut IBitsTokenOptions, UsageFlags: DWORD) -> HRESULT,
    pub GetHelperTokenFlags: unsafe extern "system" fn(This: *mut IBitsTokenOptions, pFlags: *mut DWORD) -> HRESULT,
    pub SetHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    pub ClearHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    pub GetHelperTokenSid: unsafe extern "system" fn(This: *mut IBitsTokenOptions, pSid: *mut LPWSTR) -> HRESULT,
}

pub const IID_IBackgroundCopyFile4: GUID = GUID::from_u128(0xef7e0655_7888_4960_b0e5_730846e03492);

#[repr(C)]
pub struct IBackgroundCopyFile4 {
    pub lpVtbl: *const IBackgroundCopyFile4Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile4Vtbl {
    pub base: IBackgroundCopyFile3Vtbl,
    pub GetPeerDownloadStats: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile4,
        pFromOrigin: PUINT64,
        pFromPeers: PUINT64,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager4_0: GUID = GUID::from_u128(0xbb6df56a_cace_11dc_9992_0019b93a3a84);
pub const CLSID_BackgroundCopyManager4_0: GUID = GUID::from_u128(0xbb6df56b_cace_11dc_9992_0019b93a3a84);
