//! `bits10_3.h`: BITS 10.3.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits10_2::IBackgroundCopyJobHttpOptions2Vtbl;

pub const IID_IBackgroundCopyServerCertificateValidationCallback: GUID =
    GUID::from_u128(0x4cec0d02_def7_4158_813a_c32a46945ff7);

#[repr(C)]
pub struct IBackgroundCopyServerCertificateValidationCallback {
    pub lpVtbl: *const IBackgroundCopyServerCertificateValidationCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyServerCertificateValidationCallbackVtbl {
    pub base: IUnknownVtbl,
    pub ValidateServerCertificate: unsafe extern "system" fn(
        This: *mut IBackgroundCopyServerCertificateValidationCallback,
        job: *mut IBackgroundCopyJob,
        file: *mut IBackgroundCopyFile,
        certLength: DWORD,
        certData: *const BYTE,
        certEncodingType: DWORD,
        certStoreLength: DWORD,
        certStoreData: *const BYTE,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyJobHttpOptions3: GUID = GUID::from_u128(0x8a9263d3_fd4c_4eda_9b28_30132a4d4e3c);

#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions3 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions3Vtbl {
    pub base: IBackgroundCopyJobHttpOptions2Vtbl,
    pub SetServerCertificateValidationInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions3,
        certValidationCallback: *mut IUnknown,
    ) -> HRESULT,
    pub MakeCustomHeadersWriteOnly: unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions3) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_3: GUID = GUID::from_u128(0x9fd340e7_bb7e_46e6_b912_c6d0894f9ac9);
pub const CLSID_BackgroundCopyManager10_3: GUID = GUID::from_u128(0x5fd42ad5_c04e_4d36_adc7_e08ff15737ad);
