//! `bits2_5.h`: options for HTTP (BITS 2.5). The comment of `bits.h` states the rules that hold for
//! every method.

use super::base::*;
use std::mem::MaybeUninit;

/// Names the places where Windows keeps certificate stores. There are none here.
///
/// @since BITS 2.5
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_CERT_STORE_LOCATION {
    /// Stores of the user.
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    /// Stores of the computer.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    /// Stores of the running service.
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    /// Stores of a service.
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    /// Stores of another user.
    BG_CERT_STORE_LOCATION_USERS = 4,
    /// Stores of the user, from group policy.
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    /// Stores of the computer, from group policy.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    /// Stores of the computer, from the enterprise.
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
}

listed_enum!(BG_CERT_STORE_LOCATION:
    BG_CERT_STORE_LOCATION_CURRENT_USER, BG_CERT_STORE_LOCATION_LOCAL_MACHINE,
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE, BG_CERT_STORE_LOCATION_SERVICES,
    BG_CERT_STORE_LOCATION_USERS, BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE
);

/// Checks whether the server's certificate is revoked.
pub const BG_SSL_ENABLE_CRL_CHECK: ULONG = 0x0001;
/// Accepts a certificate that names another host.
pub const BG_SSL_IGNORE_CERT_CN_INVALID: ULONG = 0x0002;
/// Accepts a certificate that is expired or not valid yet.
pub const BG_SSL_IGNORE_CERT_DATE_INVALID: ULONG = 0x0004;
/// Accepts a certificate of an unknown authority.
pub const BG_SSL_IGNORE_UNKNOWN_CA: ULONG = 0x0008;
/// Accepts a certificate that was issued for another purpose.
pub const BG_SSL_IGNORE_CERT_WRONG_USAGE: ULONG = 0x0010;
/// Selects the bits that hold the redirection policy.
pub const BG_HTTP_REDIRECT_POLICY_MASK: ULONG = 0x0700;
/// Follows redirections and keeps the remote name. This is the default.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT: ULONG = 0x0000;
/// Follows redirections and changes the remote name to the final URL.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT: ULONG = 0x0100;
/// Treats a redirection as an error and changes the remote name to its target.
pub const BG_HTTP_REDIRECT_POLICY_DISALLOW: ULONG = 0x0200;
/// Also follows redirections from HTTPS to HTTP. Combine it with one of the policies that follow.
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP: ULONG = 0x0800;

/// Identifies the interface `IBackgroundCopyJobHttpOptions`.
pub const IID_IBackgroundCopyJobHttpOptions: GUID =
    GUID::from_u128(0xf1bd1079_9f01_4bdc_8036_f09b70095066);

/// Sets the options of a job for HTTP: certificates, headers and security. `QueryInterface` of a
/// job returns it. A NULL output parameter of these getters is reported as `RPC_X_NULL_REF_POINTER`
/// (0x800706F4), as on Windows.
///
/// @since BITS 2.5
#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptionsVtbl,
}

/// Table of the methods of `IBackgroundCopyJobHttpOptions`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptionsVtbl {
    pub base: IUnknownVtbl,
    /// Selects a client certificate by its thumbprint. Not implemented: there are no certificate
    /// stores.
    ///
    /// - @param StoreLocation (in) Place of the store.
    /// - @param StoreName (in) Name of the store: `CA`, `MY`, `ROOT`, `SPC` or another, at most 255
    ///   characters.
    /// - @param pCertHashBlob (in) SHA-1 thumbprint of the certificate, 20 bytes.
    /// - @retval E_NOTIMPL always; the arguments are not checked.
    ///
    /// @since BITS 2.5
    pub SetClientCertificateByID: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        pCertHashBlob: *mut BYTE,
    ) -> HRESULT,
    /// Selects a client certificate by its subject. Not implemented: there are no certificate
    /// stores.
    ///
    /// - @param StoreLocation (in) Place of the store.
    /// - @param StoreName (in) Name of the store, as for `SetClientCertificateByID`.
    /// - @param SubjectName (in) Part of the name of the subject, at most 255 characters.
    /// - @retval E_NOTIMPL always; the arguments are not checked.
    ///
    /// @since BITS 2.5
    pub SetClientCertificateByName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        SubjectName: LPCWSTR,
    ) -> HRESULT,
    /// Removes the client certificate of the job. A job never has one here.
    ///
    /// - @retval S_FALSE when the job has no client certificate, which is always so.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.5
    pub RemoveClientCertificate:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions) -> HRESULT,
    /// Retrieves the client certificate of the job. A job never has one here.
    ///
    /// - @param pStoreLocation (out) Receives the place of the store.
    /// - @param pStoreName (out) Receives the name of the store. Free it with `CoTaskMemFree`.
    /// - @param ppCertHashBlob (out) Receives the thumbprint, 20 bytes. Free it with
    ///   `CoTaskMemFree`.
    /// - @param pSubjectName (out) Receives the name of the subject. Free it with `CoTaskMemFree`.
    /// - @retval RPC_X_BAD_STUB_DATA (0x800706F7) when the job has no client certificate, which is
    ///   always so.
    /// - @retval RPC_X_NULL_REF_POINTER (0x800706F4) when a pointer is NULL.
    ///
    /// @since BITS 2.5
    pub GetClientCertificate: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pStoreLocation: *mut BG_CERT_STORE_LOCATION,
        pStoreName: *mut LPWSTR,
        ppCertHashBlob: *mut *mut BYTE,
        pSubjectName: *mut LPWSTR,
    ) -> HRESULT,
    /// Sets headers that are sent with every HTTP request of the job. They replace the earlier
    /// ones.
    ///
    /// The queue stores them encrypted. Headers that may carry a secret do not follow a redirect to
    /// another server: `Authorization`, `Cookie`, `Proxy-Authorization`, and those whose name
    /// contains `token`, `key` or `secret`.
    ///
    /// - @param RequestHeaders (in) The headers, each ended by CR LF; at most 16,383 characters.
    ///   NULL for none.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the text contains a CR or LF that is not part of a CR LF.
    /// - @retval BG_E_STRING_TOO_LONG when the text is longer.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.5
    pub SetCustomHeaders: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        RequestHeaders: LPCWSTR,
    ) -> HRESULT,
    /// Retrieves the headers that are sent with every HTTP request of the job.
    ///
    /// - @param pRequestHeaders (out) Receives the headers, or NULL if there are none. Free it with
    ///   `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval S_FALSE when there are none.
    /// - @retval E_ACCESSDENIED when `MakeCustomHeadersWriteOnly` was called.
    /// - @retval RPC_X_NULL_REF_POINTER (0x800706F4) when `pRequestHeaders` is NULL.
    ///
    /// @since BITS 2.5
    pub GetCustomHeaders: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pRequestHeaders: *mut LPWSTR,
    ) -> HRESULT,
    /// Sets how the certificates of servers are checked and how redirections are followed.
    ///
    /// - @param Flags (in) Combination of `BG_SSL_*` flags and one `BG_HTTP_REDIRECT_POLICY_*`
    ///   value. It replaces all earlier flags. The default is 0.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when `Flags` contains bits or a redirection policy that are not defined.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 2.5
    pub SetSecurityFlags: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        Flags: ULONG,
    ) -> HRESULT,
    /// Retrieves how the certificates of servers are checked and how redirections are followed.
    ///
    /// - @param pFlags (out) Receives the flags.
    /// - @retval S_OK on success.
    /// - @retval RPC_X_NULL_REF_POINTER (0x800706F4) when `pFlags` is NULL.
    ///
    /// @since BITS 2.5
    pub GetSecurityFlags: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pFlags: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 2.5.
pub const LIBID_BackgroundCopyManager2_5: GUID =
    GUID::from_u128(0x4974177c_3bb6_4c37_9ff0_6b7426f0aba9);
/// Identifies the class of the queue manager of BITS 2.5. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager2_5: GUID =
    GUID::from_u128(0x03ca98d6_ff5d_49b8_abc6_03dd84127020);
