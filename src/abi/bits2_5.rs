//! `bits2_5.h`: options for HTTP. BITS 2.5.

use super::base::*;
use std::mem::MaybeUninit;

/// Where Windows keeps certificates.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_CERT_STORE_LOCATION {
    /// The user's.
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    /// The machine's.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    /// The running service's.
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    /// A service's.
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    /// Another user's.
    BG_CERT_STORE_LOCATION_USERS = 4,
    /// The user's, from group policy.
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    /// The machine's, from group policy.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    /// The machine's, from the enterprise.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
}

listed_enum!(BG_CERT_STORE_LOCATION:
    BG_CERT_STORE_LOCATION_CURRENT_USER, BG_CERT_STORE_LOCATION_LOCAL_MACHINE,
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE, BG_CERT_STORE_LOCATION_SERVICES,
    BG_CERT_STORE_LOCATION_USERS, BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE
);

/// Check whether the server's certificate is revoked.
pub const BG_SSL_ENABLE_CRL_CHECK: ULONG = 0x0001;
/// Accept a certificate for another host name.
pub const BG_SSL_IGNORE_CERT_CN_INVALID: ULONG = 0x0002;
/// Accept a certificate that is not valid today.
pub const BG_SSL_IGNORE_CERT_DATE_INVALID: ULONG = 0x0004;
/// Accept a certificate of an unknown authority.
pub const BG_SSL_IGNORE_UNKNOWN_CA: ULONG = 0x0008;
/// Accept a certificate for another usage.
pub const BG_SSL_IGNORE_CERT_WRONG_USAGE: ULONG = 0x0010;
/// The bits of the redirection policy.
pub const BG_HTTP_REDIRECT_POLICY_MASK: ULONG = 0x0700;
/// Follow redirections, and keep the remote name: the default.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT: ULONG = 0x0000;
/// Follow redirections, and give the file its final URL as remote name.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT: ULONG = 0x0100;
/// A redirection is an error; the remote name becomes its target.
pub const BG_HTTP_REDIRECT_POLICY_DISALLOW: ULONG = 0x0200;
/// Follow redirections from HTTPS to HTTP too.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP: ULONG = 0x0800;

pub const IID_IBackgroundCopyJobHttpOptions: GUID =
    GUID::from_u128(0xf1bd1079_9f01_4bdc_8036_f09b70095066);

/// A job's options for HTTP: certificates, headers, security. From a job's `QueryInterface`. BITS
/// 2.5.
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptionsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptionsVtbl {
    pub base: IUnknownVtbl,
    /// The client certificate to present, by its thumbprint.
    ///
    /// @param StoreLocation Where its store is. @param StoreName     The store's name: `CA`, `MY`,
    /// `ROOT`, `SPC` or another; at most 256 characters with the zero. @param pCertHashBlob The
    /// SHA-1 thumbprint: 20 bytes. @return `S_OK`; `E_NOTIMPL` for a location that is not defined
    /// (here: always, there are no stores); `BG_E_STRING_TOO_LONG`;
    /// `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)` for an unknown store; `CRYPT_E_NOT_FOUND` for an
    /// unknown certificate; `BG_E_INVALID_STATE`.
    pub SetClientCertificateByID: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        pCertHashBlob: *mut BYTE,
    ) -> HRESULT,
    /// The client certificate to present, by its subject.
    ///
    /// @param StoreLocation As for `SetClientCertificateByID`.
    /// @param StoreName     As for `SetClientCertificateByID`.
    /// @param SubjectName   A part of the subject's name; at most 256 characters with the zero.
    /// @return As for `SetClientCertificateByID`.
    pub SetClientCertificateByName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        SubjectName: LPCWSTR,
    ) -> HRESULT,
    /// Presents no client certificate any more.
    ///
    /// @return `S_OK`; `S_FALSE` if there was none; `BG_E_INVALID_STATE`.
    pub RemoveClientCertificate:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions) -> HRESULT,
    /// The client certificate that is presented.
    ///
    /// @param pStoreLocation Receives where its store is. @param pStoreName     Receives the
    /// store's name; free it with `CoTaskMemFree`. @param ppCertHashBlob Receives the 20 bytes of
    /// its thumbprint; free it with `CoTaskMemFree`. @param pSubjectName   Receives its subject;
    /// free it with `CoTaskMemFree`. @return `S_OK`; `RPC_X_BAD_STUB_DATA` (0x800706F7) if there is
    /// none; `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
    pub GetClientCertificate: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pStoreLocation: *mut BG_CERT_STORE_LOCATION,
        pStoreName: *mut LPWSTR,
        ppCertHashBlob: *mut *mut BYTE,
        pSubjectName: *mut LPWSTR,
    ) -> HRESULT,
    /// Headers to send with every request of the job.
    ///
    /// @param RequestHeaders The headers, each ended by CR LF; at most 16,384 characters with the
    /// zero. NULL for none. @return `S_OK`; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
    pub SetCustomHeaders: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        RequestHeaders: LPCWSTR,
    ) -> HRESULT,
    /// The headers that are sent.
    ///
    /// @param pRequestHeaders Receives them; free it with `CoTaskMemFree`.
    /// @return `S_OK`; `S_FALSE` (NULL) if there are none; `E_ACCESSDENIED` if they are write-only;
    ///         `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
    pub GetCustomHeaders: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pRequestHeaders: *mut LPWSTR,
    ) -> HRESULT,
    /// How certificates are checked and redirections followed.
    ///
    /// @param Flags `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`, all of them anew; 0 unless set.
    /// @return `S_OK`; `E_NOTIMPL` for bits that are not defined; `BG_E_INVALID_STATE`.
    pub SetSecurityFlags: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        Flags: ULONG,
    ) -> HRESULT,
    /// How certificates are checked and redirections followed.
    ///
    /// @param pFlags Receives the flags.
    /// @return `S_OK`; `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
    pub GetSecurityFlags: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pFlags: *mut ULONG,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager2_5: GUID =
    GUID::from_u128(0x4974177c_3bb6_4c37_9ff0_6b7426f0aba9);
pub const CLSID_BackgroundCopyManager2_5: GUID =
    GUID::from_u128(0x03ca98d6_ff5d_49b8_abc6_03dd84127020);
