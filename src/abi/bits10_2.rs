//! `bits10_2.h`: other HTTP methods (BITS 10.2). The comment of `bits.h` states the rules that hold
//! for every method.

use super::base::*;
use super::bits2_5::IBackgroundCopyJobHttpOptionsVtbl;

/// Identifies the interface `IBackgroundCopyJobHttpOptions2`.
pub const IID_IBackgroundCopyJobHttpOptions2: GUID =
    GUID::from_u128(0xb591a192_a405_4fc3_8323_4c5c542578fc);

/// Adds the HTTP method to the options for HTTP.
///
/// @since BITS 10.2
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions2 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions2Vtbl,
}

/// Table of the methods of `IBackgroundCopyJobHttpOptions2`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions2Vtbl {
    pub base: IBackgroundCopyJobHttpOptionsVtbl,
    /// Sets the HTTP method of the job's requests, before the first `Resume`. A method other than
    /// the usual one, which is `GET` for downloads and `BITS_POST` for uploads, makes the job
    /// FOREGROUND for good, and makes every error final; a download that is resumed after an error
    /// starts over.
    ///
    /// - @param method (in) The method; not empty, in the characters that HTTP allows for a token.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the text is not a method.
    /// - @retval BG_E_READ_ONLY_PROPERTY_AFTER_RESUME when the job was resumed before.
    /// - @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when the job has dynamic content, or
    ///   transfers files on demand.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 10.2
    pub SetHttpMethod: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions2,
        method: LPCWSTR,
    ) -> HRESULT,
    /// Retrieves the HTTP method of the job's requests.
    ///
    /// - @param method (out) Receives the method; `GET` for downloads and `BITS_POST` for uploads
    ///   unless one was set. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 10.2
    pub GetHttpMethod: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions2,
        method: *mut LPWSTR,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 10.2.
pub const LIBID_BackgroundCopyManager10_2: GUID =
    GUID::from_u128(0x70cdc92e_4b95_49eb_8cda_ad39aa7cc4a0);
/// Identifies the class of the queue manager of BITS 10.2. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager10_2: GUID =
    GUID::from_u128(0x4575438f_a6c8_4976_b0fe_2f26b80d959e);
