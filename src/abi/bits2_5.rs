//! `bits2_5.h`: BITS 2.5.

use super::base::*;
use std::mem::MaybeUninit;

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_CERT_STORE_LOCATION {
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    BG_CERT_STORE_LOCATION_USERS = 4,
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
}

listed_enum!(BG_CERT_STORE_LOCATION: BG_CERT_STORE_LOCATION_CURRENT_USER, BG_CERT_STORE_LOCATION_LOCAL_MACHINE, BG_CERT_STORE_LOCATION_CURRENT_SERVICE, BG_CERT_STORE_LOCATION_SERVICES, BG_CERT_STORE_LOCATION_USERS, BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY, BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY, BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE);

pub const BG_SSL_ENABLE_CRL_CHECK: ULONG = 0x0001;
pub const BG_SSL_IGNORE_CERT_CN_INVALID: ULONG = 0x0002;
pub const BG_SSL_IGNORE_CERT_DATE_INVALID: ULONG = 0x0004;
pub const BG_SSL_IGNORE_UNKNOWN_CA: ULONG = 0x0008;
pub const BG_SSL_IGNORE_CERT_WRONG_USAGE: ULONG = 0x0010;
pub const BG_HTTP_REDIRECT_POLICY_MASK: ULONG = 0x0700;
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT: ULONG = 0x0000;
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT: ULONG = 0x0100;
pub const BG_HTTP_REDIRECT_POLICY_DISALLOW: ULONG = 0x0200;
pub const BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP: ULONG = 0x0800;

pub const IID_IBackgroundCopyJobHttpOptions: GUID = GUID::from_u128(0xf1bd1079_9f01_4bdc_8036_f09b70095066);

#[repr(C)]
pub struct IBackgroundCopyJobHttpOptions {
    pub lpVtbl: *const IBackgroundCopyJobHttpOptionsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobHttpOptionsVtbl {
    pub base: IUnknownVtbl,
    pub SetClientCertificateByID: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        pCertHashBlob: *mut BYTE,
    ) -> HRESULT,
    pub SetClientCertificateByName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        StoreLocation: MaybeUninit<BG_CERT_STORE_LOCATION>,
        StoreName: LPCWSTR,
        SubjectName: LPCWSTR,
    ) -> HRESULT,
    pub RemoveClientCertificate: unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions) -> HRESULT,
    pub GetClientCertificate: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJobHttpOptions,
        pStoreLocation: *mut BG_CERT_STORE_LOCATION,
        pStoreName: *mut LPWSTR,
        ppCertHashBlob: *mut *mut BYTE,
        pSubjectName: *mut LPWSTR,
    ) -> HRESULT,
    pub SetCustomHeaders:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions, RequestHeaders: LPCWSTR) -> HRESULT,
    pub GetCustomHeaders:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions, pRequestHeaders: *mut LPWSTR) -> HRESULT,
    pub SetSecurityFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions, Flags: ULONG) -> HRESULT,
    pub GetSecurityFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJobHttpOptions, pFlags: *mut ULONG) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager2_5: GUID = GUID::from_u128(0x4974177c_3bb6_4c37_9ff0_6b7426f0aba9);
pub const CLSID_BackgroundCopyManager2_5: GUID = GUID::from_u128(0x03ca98d6_ff5d_49b8_abc6_03dd84127020);
