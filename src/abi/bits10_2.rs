//! `bits10_2.h`: other HTTP methods. BITS 10.2.

use super::base::*;
use super::bits2_5::IBackgroundCopyJobHttpOptionsVtbl;

pub const IID_IBackgroundCopyJobHttpOptions2: GUID =
    GUID::from_u128(0xb591a192_a405_4fc3_8323_4c5c542578fc);

/// Adds to HTTP options: the method. BITS 10.2.
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions2 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions2Vtbl {
    pub base: IBackgroundCopyJobHttpOptionsVtbl,
    /// Transfers with another HTTP method. Before the first `Resume`. Another method than the usual
    /// one (`GET`, or `BITS_POST` on uploads) makes the job FOREGROUND, for good, and every error
    /// final; a download that is resumed after one starts over.
    ///
    /// @param method The method, in the letters of a token of HTTP. @return `S_OK`; `E_INVALIDARG`
    /// for NULL, and for what is no method; `BG_E_READ_ONLY_PROPERTY_AFTER_RESUME`;
    /// `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` with dynamic content, and for a job or a file
    /// on demand; `BG_E_INVALID_STATE` on a final job.
    pub SetHttpMethod: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions2,
        method: LPCWSTR,
    ) -> HRESULT,
    /// The HTTP method.
    ///
    /// @param method Receives `GET` for downloads and `BITS_POST` for uploads, unless set; free it
    /// with `CoTaskMemFree`. @return `S_OK`.
    pub GetHttpMethod: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions2,
        method: *mut LPWSTR,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_2: GUID =
    GUID::from_u128(0x70cdc92e_4b95_49eb_8cda_ad39aa7cc4a0);
pub const CLSID_BackgroundCopyManager10_2: GUID =
    GUID::from_u128(0x4575438f_a6c8_4976_b0fe_2f26b80d959e);
