//! `bits3_0.h`: BITS 3.0.

use super::base::*;
use super::bits::{IBackgroundCopyCallbackVtbl, IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::{BG_FILE_RANGE, IBackgroundCopyFile2Vtbl, IBackgroundCopyJob3Vtbl};

pub const BG_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
pub const BG_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
pub const BG_DISABLE_BRANCH_CACHE: ULONG = 0x0004;
pub const BG_JOB_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
pub const BG_JOB_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
pub const BG_JOB_DISABLE_BRANCH_CACHE: ULONG = 0x0004;

pub const IID_IBitsPeerCacheRecord: GUID = GUID::from_u128(0x659cdeaf_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBitsPeerCacheRecord {
    pub lpVtbl: *const IBitsPeerCacheRecordVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheRecordVtbl {
    pub base: IUnknownVtbl,
    pub GetId: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut GUID) -> HRESULT,
    pub GetOriginUrl: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut LPWSTR) -> HRESULT,
    pub GetFileSize: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut UINT64) -> HRESULT,
    pub GetFileModificationTime:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    pub GetLastAccessTime: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    pub IsFileValidated: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord) -> HRESULT,
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheRecord,
        pRangeCount: *mut DWORD,
        ppRanges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

pub const IID_IEnumBitsPeerCacheRecords: GUID = GUID::from_u128(0x659cdea4_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IEnumBitsPeerCacheRecords {
    pub lpVtbl: *const IEnumBitsPeerCacheRecordsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeerCacheRecordsVtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeerCacheRecord,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords) -> HRESULT,
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        ppenum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBitsPeer: GUID = GUID::from_u128(0x659cdea2_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBitsPeer {
    pub lpVtbl: *const IBitsPeerVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerVtbl {
    pub base: IUnknownVtbl,
    pub GetPeerName: unsafe extern "system" fn(This: *mut IBitsPeer, pName: *mut LPWSTR) -> HRESULT,
    pub IsAuthenticated: unsafe extern "system" fn(This: *mut IBitsPeer, pAuth: *mut BOOL) -> HRESULT,
    pub IsAvailable: unsafe extern "system" fn(This: *mut IBitsPeer, pOnline: *mut BOOL) -> HRESULT,
}

pub const IID_IEnumBitsPeers: GUID = GUID::from_u128(0x659cdea5_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IEnumBitsPeers {
    pub lpVtbl: *const IEnumBitsPeersVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeersVtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeers,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeer,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBitsPeers, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeers) -> HRESULT,
    pub Clone: unsafe extern "system" fn(This: *mut IEnumBitsPeers, ppenum: *mut *mut IEnumBitsPeers) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBitsPeers, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBitsPeerCacheAdministration: GUID = GUID::from_u128(0x659cdead_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBitsPeerCacheAdministration {
    pub lpVtbl: *const IBitsPeerCacheAdministrationVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheAdministrationVtbl {
    pub base: IUnknownVtbl,
    pub GetMaximumCacheSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, pBytes: *mut DWORD) -> HRESULT,
    pub SetMaximumCacheSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Bytes: DWORD) -> HRESULT,
    pub GetMaximumContentAge:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, pSeconds: *mut ULONG) -> HRESULT,
    pub SetMaximumContentAge:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Seconds: ULONG) -> HRESULT,
    pub GetConfigurationFlags:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, pFlags: *mut DWORD) -> HRESULT,
    pub SetConfigurationFlags:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Flags: DWORD) -> HRESULT,
    pub EnumRecords: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        ppEnum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    pub GetRecord: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        id: REFGUID,
        ppRecord: *mut *mut IBitsPeerCacheRecord,
    ) -> HRESULT,
    pub ClearRecords: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    pub DeleteRecord: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, id: REFGUID) -> HRESULT,
    pub DeleteUrl: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, url: LPCWSTR) -> HRESULT,
    pub EnumPeers:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, ppEnum: *mut *mut IEnumBitsPeers) -> HRESULT,
    pub ClearPeers: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    pub DiscoverPeers: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
}

pub const IID_IBackgroundCopyJob4: GUID = GUID::from_u128(0x659cdeae_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBackgroundCopyJob4 {
    pub lpVtbl: *const IBackgroundCopyJob4Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob4Vtbl {
    pub base: IBackgroundCopyJob3Vtbl,
    pub SetPeerCachingFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Flags: DWORD) -> HRESULT,
    pub GetPeerCachingFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pFlags: *mut DWORD) -> HRESULT,
    pub GetOwnerIntegrityLevel:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pLevel: *mut ULONG) -> HRESULT,
    pub GetOwnerElevationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pElevated: *mut BOOL) -> HRESULT,
    pub SetMaximumDownloadTime: unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Timeout: ULONG) -> HRESULT,
    pub GetMaximumDownloadTime:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pTimeout: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyFile3: GUID = GUID::from_u128(0x659cdeaa_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBackgroundCopyFile3 {
    pub lpVtbl: *const IBackgroundCopyFile3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile3Vtbl {
    pub base: IBackgroundCopyFile2Vtbl,
    pub GetTemporaryName: unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pFilename: *mut LPWSTR) -> HRESULT,
    pub SetValidationState: unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, state: BOOL) -> HRESULT,
    pub GetValidationState: unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pState: *mut BOOL) -> HRESULT,
    pub IsDownloadedFromPeer: unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pVal: *mut BOOL) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback2: GUID = GUID::from_u128(0x659cdeac_489e_11d9_a9cd_000d56965251);

#[repr(C)]
pub struct IBackgroundCopyCallback2 {
    pub lpVtbl: *const IBackgroundCopyCallback2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback2Vtbl {
    pub base: IBackgroundCopyCallbackVtbl,
    pub FileTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback2,
        pJob: *mut IBackgroundCopyJob,
        pFile: *mut IBackgroundCopyFile,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager3_0: GUID = GUID::from_u128(0x659cdea6_489e_11d9_a9cd_000d56965251);
pub const CLSID_BackgroundCopyManager3_0: GUID = GUID::from_u128(0x659cdea7_489e_11d9_a9cd_000d56965251);
