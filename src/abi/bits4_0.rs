//! `bits4_0.h`: helper tokens. BITS 4.0.

use super::base::*;
use super::bits3_0::IBackgroundCopyFile3Vtbl;

/// The helper token opens local files.
pub const BG_TOKEN_LOCAL_FILE: ULONG = 0x0001;
/// The helper token opens remote files and answers challenges.
pub const BG_TOKEN_NETWORK: ULONG = 0x0002;

pub const IID_IBitsTokenOptions: GUID = GUID::from_u128(0x9a2584c3_f7d2_457a_9a5e_22b67bffc7d2);

/// A job's helper token: a second identity. Windows only. BITS 4.0.
#[repr(C)]
pub struct IBitsTokenOptions {
    pub lpVtbl: *const IBitsTokenOptionsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsTokenOptionsVtbl {
    pub base: IUnknownVtbl,
    /// What the helper token is used for.
    ///
    /// @param UsageFlags `BG_TOKEN_*` flags; 0 for nothing.
    /// @return `S_OK`.
    pub SetHelperTokenFlags:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, UsageFlags: DWORD) -> HRESULT,
    /// What the helper token is used for.
    ///
    /// @param pFlags Receives the flags.
    /// @return `S_OK`.
    pub GetHelperTokenFlags:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, pFlags: *mut DWORD) -> HRESULT,
    /// Takes the identity that the caller impersonates now.
    ///
    /// @return `S_OK`; `CO_E_FAILEDTOIMPERSONATE` (0x80010123); `E_ACCESSDENIED`.
    pub SetHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    /// Drops the helper token.
    ///
    /// @return `S_OK`.
    pub ClearHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    /// Whose the helper token is.
    ///
    /// @param pSid Receives a SID string, or NULL if there is no token; free it with
    /// `CoTaskMemFree`. @return `S_OK`.
    pub GetHelperTokenSid:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, pSid: *mut LPWSTR) -> HRESULT,
}

pub const IID_IBackgroundCopyFile4: GUID = GUID::from_u128(0xef7e0655_7888_4960_b0e5_730846e03492);

/// Adds to files: peers. BITS 4.0.
#[repr(C)]
pub struct IBackgroundCopyFile4 {
    pub lpVtbl: *const IBackgroundCopyFile4Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile4Vtbl {
    pub base: IBackgroundCopyFile3Vtbl,
    /// How much of the file came from where.
    ///
    /// @param pFromOrigin Receives bytes from the server.
    /// @param pFromPeers  Receives bytes from peers; here always 0.
    /// @return `S_OK`.
    pub GetPeerDownloadStats: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile4,
        pFromOrigin: PUINT64,
        pFromPeers: PUINT64,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager4_0: GUID =
    GUID::from_u128(0xbb6df56a_cace_11dc_9992_0019b93a3a84);
pub const CLSID_BackgroundCopyManager4_0: GUID =
    GUID::from_u128(0xbb6df56b_cace_11dc_9992_0019b93a3a84);
