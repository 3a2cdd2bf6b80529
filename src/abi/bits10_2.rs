//! `bits10_2.h`: other HTTP methods. BITS 10.2.

use super::base::*;
use super::bits2_5::IBackgroundCopyJobHttpOptionsVtbl;

pub const IID_IBackgroundCopyJobHttpOptions2: GUID = GUID::from_u128(0xb591a192_a405_4fc3_8323_4c5c542578fc);

/// Adds to HTTP options: the method. BITS 10.2.
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions2 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions2Vtbl {
    pub base: IBackgroundCopyJobHttpOptionsVtbl,
    /// Transfers with another HTTP method. Before the first `Resume`; another method than the default makes the job
    /// FOREGROUND and every error final.
    ///
    /// @param method The method; not empty.
    /// @return `S_OK`; `E_INVALIDARG`; `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`;
    ///         `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD`; `E_NOTIMPL` for a method that this library cannot use.
    pub SetHttpMethod: unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions2, method: LPCWSTR) -> HRESULT,
    /// The HTTP method.
    ///
    /// @param method Receives `GET` for downloads and `BITS_POST` for uploads, unless set; free it with
    ///               `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetHttpMethod:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions2, method: *mut LPWSTR) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_2: GUID = GUID::from_u128(0x70cdc92e_4b95_49eb_8cda_ad39aa7cc4a0);
pub const CLSID_BackgroundCopyManager10_2: GUID = GUID::from_u128(0x4575438f_a6c8_4976_b0fe_2f26b80d959e);
