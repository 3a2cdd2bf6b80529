//! `bits3_0.h`: temporary files, validation, time limits, peer caching. BITS 3.0.

use super::base::*;
use super::bits::{IBackgroundCopyCallbackVtbl, IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::{BG_FILE_RANGE, IBackgroundCopyFile2Vtbl, IBackgroundCopyJob3Vtbl};

/// This machine may take files from peers.
pub const BG_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
/// This machine may give files to peers.
pub const BG_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
/// This machine uses no BranchCache. Since BITS 4.0.
pub const BG_DISABLE_BRANCH_CACHE: ULONG = 0x0004;
/// The job may take files from peers. No effect since BITS 4.0.
pub const BG_JOB_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
/// The job's files may be given to peers. No effect since BITS 4.0.
pub const BG_JOB_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
/// The job uses no BranchCache. Since BITS 4.0.
pub const BG_JOB_DISABLE_BRANCH_CACHE: ULONG = 0x0004;

pub const IID_IBitsPeerCacheRecord: GUID = GUID::from_u128(0x659cdeaf_489e_11d9_a9cd_000d56965251);

/// A file in the peer cache of BITS 3.0. There is no such cache since BITS 4.0: every method
/// returns `S_FALSE`.
#[repr(C)]
pub struct IBitsPeerCacheRecord {
    pub lpVtbl: *const IBitsPeerCacheRecordVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheRecordVtbl {
    pub base: IUnknownVtbl,
    /// The record's id.
    ///
    /// @param pVal Receives the id.
    /// @return `S_OK`.
    pub GetId:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut GUID) -> HRESULT,
    /// Where the file comes from.
    ///
    /// @param pVal Receives the URL; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetOriginUrl:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut LPWSTR) -> HRESULT,
    /// The file's size.
    ///
    /// @param pVal Receives bytes.
    /// @return `S_OK`.
    pub GetFileSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut UINT64) -> HRESULT,
    /// When the file was changed on the server.
    ///
    /// @param pVal Receives the time, in UTC.
    /// @return `S_OK`.
    pub GetFileModificationTime:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    /// When the record was last used.
    ///
    /// @param pVal Receives the time, in UTC.
    /// @return `S_OK`.
    pub GetLastAccessTime:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    /// Whether the file was found valid.
    ///
    /// @return `S_OK` if it was; `S_FALSE` if not.
    pub IsFileValidated: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord) -> HRESULT,
    /// The parts of the file that are in the cache.
    ///
    /// @param pRangeCount Receives how many.
    /// @param ppRanges    Receives them; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheRecord,
        pRangeCount: *mut DWORD,
        ppRanges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

pub const IID_IEnumBitsPeerCacheRecords: GUID =
    GUID::from_u128(0x659cdea4_489e_11d9_a9cd_000d56965251);

/// The records of the peer cache at the time of `EnumRecords`. BITS 3.0.
#[repr(C)]
pub struct IEnumBitsPeerCacheRecords {
    pub lpVtbl: *const IEnumBitsPeerCacheRecordsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeerCacheRecordsVtbl {
    pub base: IUnknownVtbl,
    /// The next records.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them, each of which the caller releases.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeerCacheRecord,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next records.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords, celt: ULONG) -> HRESULT,
    /// Starts again at the first record.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords) -> HRESULT,
    /// Another enumeration of the same records, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        ppenum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    /// How many records there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

pub const IID_IBitsPeer: GUID = GUID::from_u128(0x659cdea2_489e_11d9_a9cd_000d56965251);

/// A machine that shares its peer cache. BITS 3.0; every method returns `S_FALSE` since BITS 4.0.
#[repr(C)]
pub struct IBitsPeer {
    pub lpVtbl: *const IBitsPeerVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerVtbl {
    pub base: IUnknownVtbl,
    /// The machine's name.
    ///
    /// @param pName Receives the name; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetPeerName: unsafe extern "system" fn(This: *mut IBitsPeer, pName: *mut LPWSTR) -> HRESULT,
    /// Whether the machine proved who it is.
    ///
    /// @param pAuth Receives TRUE or FALSE.
    /// @return `S_OK`.
    pub IsAuthenticated:
        unsafe extern "system" fn(This: *mut IBitsPeer, pAuth: *mut BOOL) -> HRESULT,
    /// Whether the machine can be reached.
    ///
    /// @param pOnline Receives TRUE or FALSE.
    /// @return `S_OK`.
    pub IsAvailable: unsafe extern "system" fn(This: *mut IBitsPeer, pOnline: *mut BOOL) -> HRESULT,
}

pub const IID_IEnumBitsPeers: GUID = GUID::from_u128(0x659cdea5_489e_11d9_a9cd_000d56965251);

/// The peers at the time of `EnumPeers`. BITS 3.0.
#[repr(C)]
pub struct IEnumBitsPeers {
    pub lpVtbl: *const IEnumBitsPeersVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeersVtbl {
    pub base: IUnknownVtbl,
    /// The next peers.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them, each of which the caller releases.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeers,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeer,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next peers.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBitsPeers, celt: ULONG) -> HRESULT,
    /// Starts again at the first peer.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeers) -> HRESULT,
    /// Another enumeration of the same peers, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBitsPeers,
        ppenum: *mut *mut IEnumBitsPeers,
    ) -> HRESULT,
    /// How many peers there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount:
        unsafe extern "system" fn(This: *mut IEnumBitsPeers, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBitsPeerCacheAdministration: GUID =
    GUID::from_u128(0x659cdead_489e_11d9_a9cd_000d56965251);

/// Administers the peer cache of BITS 3.0; from the manager's `QueryInterface`. There is no such
/// cache since BITS 4.0: every method returns `S_FALSE`, with empty results.
#[repr(C)]
pub struct IBitsPeerCacheAdministration {
    pub lpVtbl: *const IBitsPeerCacheAdministrationVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheAdministrationVtbl {
    pub base: IUnknownVtbl,
    /// The cache's largest size.
    ///
    /// @param pBytes Receives percent of the system disk.
    /// @return `S_OK`; `S_FALSE` if a policy overrides it.
    pub GetMaximumCacheSize: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pBytes: *mut DWORD,
    ) -> HRESULT,
    /// Sets the cache's largest size.
    ///
    /// @param Bytes Percent of the system disk, 1 to 80.
    /// @return `S_OK`; `S_FALSE` if a policy overrides it; `E_ACCESSDENIED`.
    pub SetMaximumCacheSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Bytes: DWORD) -> HRESULT,
    /// How long unused files stay.
    ///
    /// @param pSeconds Receives seconds.
    /// @return `S_OK`; `S_FALSE` if a policy overrides it.
    pub GetMaximumContentAge: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pSeconds: *mut ULONG,
    ) -> HRESULT,
    /// Sets how long unused files stay.
    ///
    /// @param Seconds Seconds, 86,400 to 10,368,000.
    /// @return `S_OK`; `S_FALSE` if a policy overrides it; `E_ACCESSDENIED`.
    pub SetMaximumContentAge: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        Seconds: ULONG,
    ) -> HRESULT,
    /// What the machine shares.
    ///
    /// @param pFlags Receives `BG_ENABLE_PEERCACHING_*` flags.
    /// @return `S_OK`.
    pub GetConfigurationFlags: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pFlags: *mut DWORD,
    ) -> HRESULT,
    /// Sets what the machine shares.
    ///
    /// @param Flags `BG_ENABLE_PEERCACHING_*` flags.
    /// @return `S_OK`; `BG_S_OVERRIDDEN_BY_POLICY`; `E_ACCESSDENIED`.
    pub SetConfigurationFlags:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Flags: DWORD) -> HRESULT,
    /// The records in the cache.
    ///
    /// @param ppEnum Receives the enumeration, which the caller releases.
    /// @return `S_OK`.
    pub EnumRecords: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        ppEnum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    /// Finds a record.
    ///
    /// @param id       The record's id.
    /// @param ppRecord Receives the record, which the caller releases.
    /// @return `S_OK`; `BG_E_NOT_FOUND`.
    pub GetRecord: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        id: REFGUID,
        ppRecord: *mut *mut IBitsPeerCacheRecord,
    ) -> HRESULT,
    /// Deletes all records.
    ///
    /// @return `S_OK`.
    pub ClearRecords: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    /// Deletes a record.
    ///
    /// @param id The record's id.
    /// @return `S_OK`; `BG_E_BUSYCACHERECORD` while it is in use.
    pub DeleteRecord:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, id: REFGUID) -> HRESULT,
    /// Deletes all records of a URL.
    ///
    /// @param url The URL.
    /// @return `S_OK`; `S_FALSE` if there are none; `BG_E_BUSYCACHERECORD` while one is in use.
    pub DeleteUrl:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, url: LPCWSTR) -> HRESULT,
    /// The peers that are known.
    ///
    /// @param ppEnum Receives the enumeration, which the caller releases.
    /// @return `S_OK`.
    pub EnumPeers: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        ppEnum: *mut *mut IEnumBitsPeers,
    ) -> HRESULT,
    /// Forgets all peers.
    ///
    /// @return `S_OK`.
    pub ClearPeers: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    /// Looks for peers.
    ///
    /// @return `S_OK`.
    pub DiscoverPeers:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
}

pub const IID_IBackgroundCopyJob4: GUID = GUID::from_u128(0x659cdeae_489e_11d9_a9cd_000d56965251);

/// Adds to jobs: peer caching, the owner's rights, a time limit. BITS 3.0.
#[repr(C)]
pub struct IBackgroundCopyJob4 {
    pub lpVtbl: *const IBackgroundCopyJob4Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob4Vtbl {
    pub base: IBackgroundCopyJob3Vtbl,
    /// What the job shares with peers. Stored; there are no peers here.
    ///
    /// @param Flags `BG_JOB_*PEERCACHING_*` and `BG_JOB_DISABLE_BRANCH_CACHE` flags, all of them
    /// anew; 0 unless set. @return `S_OK`; `E_NOTIMPL` for other bits; `BG_E_INVALID_STATE`.
    pub SetPeerCachingFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Flags: DWORD) -> HRESULT,
    /// What the job shares with peers.
    ///
    /// @param pFlags Receives the flags.
    /// @return `S_OK`.
    pub GetPeerCachingFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pFlags: *mut DWORD) -> HRESULT,
    /// The integrity level of the owner.
    ///
    /// @param pLevel Receives 0x2000 (an ordinary user) or 0x4000 (root); Windows has more.
    /// @return `S_OK`.
    pub GetOwnerIntegrityLevel:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pLevel: *mut ULONG) -> HRESULT,
    /// Whether the owner had elevated rights.
    ///
    /// @param pElevated Receives TRUE for root.
    /// @return `S_OK`.
    pub GetOwnerElevationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pElevated: *mut BOOL) -> HRESULT,
    /// How long the job may take: the time spent in CONNECTING and TRANSFERRING. After that it
    /// enters ERROR with `BG_E_MAXDOWNLOAD_TIMEOUT`; `Resume` starts the count anew.
    ///
    /// @param Timeout Seconds; 7,776,000 (90 days) unless set.
    /// @return `S_OK`; `BG_E_INVALID_STATE`.
    pub SetMaximumDownloadTime:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Timeout: ULONG) -> HRESULT,
    /// How long the job may take.
    ///
    /// @param pTimeout Receives seconds.
    /// @return `S_OK`.
    pub GetMaximumDownloadTime:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pTimeout: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyFile3: GUID = GUID::from_u128(0x659cdeaa_489e_11d9_a9cd_000d56965251);

/// Adds to files: the temporary file, and what the client thinks of its content. BITS 3.0.
#[repr(C)]
pub struct IBackgroundCopyFile3 {
    pub lpVtbl: *const IBackgroundCopyFile3Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile3Vtbl {
    pub base: IBackgroundCopyFile2Vtbl,
    /// Where the data is before `Complete`. Its first `BytesTransferred` bytes can be read; close
    /// it before `Complete` or `Cancel`.
    ///
    /// @param pFilename Receives the full path; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetTemporaryName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile3,
        pFilename: *mut LPWSTR,
    ) -> HRESULT,
    /// Tells whether the file's content is good, once it is entirely transferred.
    ///
    /// @param state FALSE puts the job into ERROR with `BG_E_VALIDATION_FAILED`, and `Resume`
    /// downloads the file again. @return `S_OK`; `E_PENDING` while the file is not entirely
    /// transferred; `E_NOTIMPL` for uploads; `BG_E_INVALID_STATE`.
    pub SetValidationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, state: BOOL) -> HRESULT,
    /// What `SetValidationState` said.
    ///
    /// @param pState Receives TRUE or FALSE; FALSE if nothing was said.
    /// @return `S_OK`.
    pub GetValidationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pState: *mut BOOL) -> HRESULT,
    /// Whether a part of the file came from a peer.
    ///
    /// @param pVal Receives TRUE or FALSE; here always FALSE.
    /// @return `S_OK`.
    pub IsDownloadedFromPeer:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pVal: *mut BOOL) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback2: GUID =
    GUID::from_u128(0x659cdeac_489e_11d9_a9cd_000d56965251);

/// Adds to callbacks: single files. BITS 3.0.
#[repr(C)]
pub struct IBackgroundCopyCallback2 {
    pub lpVtbl: *const IBackgroundCopyCallback2Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback2Vtbl {
    pub base: IBackgroundCopyCallbackVtbl,
    /// A file is entirely transferred, or the reply of an upload. Called before `JobTransferred`,
    /// one file at a time.
    ///
    /// @param pJob  The job; do not release it.
    /// @param pFile The file; do not release it.
    /// @return `S_OK`. After anything else it is called again.
    pub FileTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback2,
        pJob: *mut IBackgroundCopyJob,
        pFile: *mut IBackgroundCopyFile,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager3_0: GUID =
    GUID::from_u128(0x659cdea6_489e_11d9_a9cd_000d56965251);
pub const CLSID_BackgroundCopyManager3_0: GUID =
    GUID::from_u128(0x659cdea7_489e_11d9_a9cd_000d56965251);
