//! `bits4_0.h`: helper tokens and statistics of peers (BITS 4.0). The comment of `bits.h` states
//! the rules that hold for every method.

use super::base::*;
use super::bits3_0::IBackgroundCopyFile3Vtbl;

/// Uses the helper token to open local files.
pub const BG_TOKEN_LOCAL_FILE: ULONG = 0x0001;
/// Uses the helper token to open remote files and to answer challenges.
pub const BG_TOKEN_NETWORK: ULONG = 0x0002;

/// Identifies the interface `IBitsTokenOptions`.
pub const IID_IBitsTokenOptions: GUID = GUID::from_u128(0x9a2584c3_f7d2_457a_9a5e_22b67bffc7d2);

/// Sets the helper token of a job, which is a second identity. Helper tokens exist on Windows only;
/// no object has this interface here, and `QueryInterface` of a job returns `E_NOINTERFACE`.
///
/// @since BITS 4.0
#[repr(C)]
pub struct IBitsTokenOptions {
    pub lpVtbl: *const IBitsTokenOptionsVtbl,
}

/// Table of the methods of `IBitsTokenOptions`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsTokenOptionsVtbl {
    pub base: IUnknownVtbl,
    /// Sets the purposes for which the helper token is used.
    ///
    /// - @param UsageFlags (in) Combination of `BG_TOKEN_*` flags; 0 for none.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 4.0
    pub SetHelperTokenFlags:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, UsageFlags: DWORD) -> HRESULT,
    /// Retrieves the purposes for which the helper token is used.
    ///
    /// - @param pFlags (out) Receives the combination of `BG_TOKEN_*` flags.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 4.0
    pub GetHelperTokenFlags:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, pFlags: *mut DWORD) -> HRESULT,
    /// Makes the identity that the caller impersonates now the helper token.
    ///
    /// - @retval S_OK on success.
    /// - @retval CO_E_FAILEDTOIMPERSONATE (0x80010123) when the identity cannot be read.
    /// - @retval E_ACCESSDENIED when the caller may not use this identity.
    ///
    /// @since BITS 4.0
    pub SetHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    /// Removes the helper token.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 4.0
    pub ClearHelperToken: unsafe extern "system" fn(This: *mut IBitsTokenOptions) -> HRESULT,
    /// Retrieves the user of the helper token.
    ///
    /// - @param pSid (out) Receives the SID as text, or NULL if there is no token. Free it with
    ///   `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 4.0
    pub GetHelperTokenSid:
        unsafe extern "system" fn(This: *mut IBitsTokenOptions, pSid: *mut LPWSTR) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyFile4`.
pub const IID_IBackgroundCopyFile4: GUID = GUID::from_u128(0xef7e0655_7888_4960_b0e5_730846e03492);

/// Adds statistics of peers to files.
///
/// @since BITS 4.0
#[repr(C)]
pub struct IBackgroundCopyFile4 {
    pub lpVtbl: *const IBackgroundCopyFile4Vtbl,
}

/// Table of the methods of `IBackgroundCopyFile4`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile4Vtbl {
    pub base: IBackgroundCopyFile3Vtbl,
    /// Retrieves the amounts of data that came from the server and from peers.
    ///
    /// - @param pFromOrigin (out) Receives the number of bytes from the server.
    /// - @param pFromPeers (out) Receives 0, because there are no peers.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 4.0
    pub GetPeerDownloadStats: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile4,
        pFromOrigin: PUINT64,
        pFromPeers: PUINT64,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 4.0.
pub const LIBID_BackgroundCopyManager4_0: GUID =
    GUID::from_u128(0xbb6df56a_cace_11dc_9992_0019b93a3a84);
/// Identifies the class of the queue manager of BITS 4.0. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager4_0: GUID =
    GUID::from_u128(0xbb6df56b_cace_11dc_9992_0019b93a3a84);
