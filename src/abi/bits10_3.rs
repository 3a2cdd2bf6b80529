//! `bits10_3.h`: certificates judged by the client, headers that nobody can read. BITS 10.3.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits10_2::IBackgroundCopyJobHttpOptions2Vtbl;

pub const IID_IBackgroundCopyServerCertificateValidationCallback: GUID =
    GUID::from_u128(0x4cec0d02_def7_4158_813a_c32a46945ff7);

/// What a client implements to check a server's certificate itself. BITS 10.3.
#[repr(C)]
pub struct IBackgroundCopyServerCertificateValidationCallback {
    pub lpVtbl: *const IBackgroundCopyServerCertificateValidationCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyServerCertificateValidationCallbackVtbl {
    pub base: IUnknownVtbl,
    /// Judges a certificate that passed the normal checks, before any request is sent. All
    /// arguments belong to the caller.
    ///
    /// @param job              The job.
    /// @param file             The file.
    /// @param certLength       Bytes in `certData`.
    /// @param certData         The server's certificate, DER.
    /// @param certEncodingType 1: X.509.
    /// @param certStoreLength  Bytes in `certStoreData`.
    /// @param certStoreData    The certificates of the chain; on Windows a serialized store.
    /// @return `S_OK` to accept; any failure puts the job into TRANSIENT_ERROR with that code.
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

pub const IID_IBackgroundCopyJobHttpOptions3: GUID =
    GUID::from_u128(0x8a9263d3_fd4c_4eda_9b28_30132a4d4e3c);

/// Adds to HTTP options: the client's own check of certificates, write-only headers. BITS 10.3.
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions3 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions3Vtbl {
    pub base: IBackgroundCopyJobHttpOptions2Vtbl,
    /// Registers the object that checks certificates; it lasts as long as the client's process.
    ///
    /// @param certValidationCallback An object with
    /// `IBackgroundCopyServerCertificateValidationCallback`, of which a reference is kept; NULL for
    /// none. @return `S_OK`; `E_NOINTERFACE` if the object has no such interface;
    /// `BG_E_READ_ONLY_WHEN_JOB_ACTIVE` unless the job is suspended.
    pub SetServerCertificateValidationInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions3,
        certValidationCallback: *mut IUnknown,
    ) -> HRESULT,
    /// Nobody can read the custom headers any more; they are still sent. Cannot be undone.
    ///
    /// @return `S_OK`.
    pub MakeCustomHeadersWriteOnly:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions3) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager10_3: GUID =
    GUID::from_u128(0x9fd340e7_bb7e_46e6_b912_c6d0894f9ac9);
pub const CLSID_BackgroundCopyManager10_3: GUID =
    GUID::from_u128(0x5fd42ad5_c04e_4d36_adc7_e08ff15737ad);
