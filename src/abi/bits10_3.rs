//! `bits10_3.h`: validation of certificates by the client, and write-only headers (BITS 10.3). The
//! comment of `bits.h` states the rules that hold for every method.

use super::base::*;
use super::bits::{IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits10_2::IBackgroundCopyJobHttpOptions2Vtbl;

/// Identifies the interface `IBackgroundCopyServerCertificateValidationCallback`.
pub const IID_IBackgroundCopyServerCertificateValidationCallback: GUID =
    GUID::from_u128(0x4cec0d02_def7_4158_813a_c32a46945ff7);

/// Validates the certificates of servers. The client implements this interface. The library never
/// calls it, because `SetServerCertificateValidationInterface` is not implemented.
///
/// @since BITS 10.3
#[repr(C)]
pub struct IBackgroundCopyServerCertificateValidationCallback {
    pub lpVtbl: *const IBackgroundCopyServerCertificateValidationCallbackVtbl,
}

/// Table of the methods of `IBackgroundCopyServerCertificateValidationCallback`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyServerCertificateValidationCallbackVtbl {
    pub base: IUnknownVtbl,
    /// Validates a certificate that has passed the normal checks, before a request is sent. The
    /// library never calls it.
    ///
    /// - @param job (in) The job. Do not release it.
    /// - @param file (in) The file. Do not release it.
    /// - @param certLength (in) Size of `certData` in bytes.
    /// - @param certData (in) Certificate of the server, in DER. Do not free it.
    /// - @param certEncodingType (in) Encoding of the certificate: 1 for X.509.
    /// - @param certStoreLength (in) Size of `certStoreData` in bytes.
    /// - @param certStoreData (in) Certificates of the chain, on Windows as a serialized store. Do
    ///   not free it.
    /// - @retval S_OK to accept the certificate. A failure code puts the job into TRANSIENT_ERROR
    ///   with that code.
    ///
    /// @since BITS 10.3
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

/// Identifies the interface `IBackgroundCopyJobHttpOptions3`.
pub const IID_IBackgroundCopyJobHttpOptions3: GUID =
    GUID::from_u128(0x8a9263d3_fd4c_4eda_9b28_30132a4d4e3c);

/// Adds the validation of certificates by the client, and write-only headers, to the options for
/// HTTP.
///
/// @since BITS 10.3
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions3 {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptions3Vtbl,
}

/// Table of the methods of `IBackgroundCopyJobHttpOptions3`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptions3Vtbl {
    pub base: IBackgroundCopyJobHttpOptions2Vtbl,
    /// Registers the object that validates certificates. Not implemented: the library does not ask
    /// the client about certificates.
    ///
    /// - @param certValidationCallback (in) Object with
    ///   `IBackgroundCopyServerCertificateValidationCallback`, or NULL for none.
    /// - @retval E_NOTIMPL always; the argument is not checked.
    ///
    /// @since BITS 10.3
    pub SetServerCertificateValidationInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions3,
        certValidationCallback: *mut IUnknown,
    ) -> HRESULT,
    /// Makes the custom headers unreadable for all callers, also for the owner. They are still
    /// sent. This cannot be undone.
    ///
    /// - @retval S_OK on success.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 10.3
    pub MakeCustomHeadersWriteOnly:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions3) -> HRESULT,
}

/// Identifies the type library of BITS 10.3.
pub const LIBID_BackgroundCopyManager10_3: GUID =
    GUID::from_u128(0x9fd340e7_bb7e_46e6_b912_c6d0894f9ac9);
/// Identifies the class of the queue manager of BITS 10.3. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager10_3: GUID =
    GUID::from_u128(0x5fd42ad5_c04e_4d36_adc7_e08ff15737ad);
