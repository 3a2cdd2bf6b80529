//! `bits3_0.h`: temporary files, validation, time limits and peer caching (BITS 3.0). The comment
//! of `bits.h` states the rules that hold for every method.
//!
//! Peer caching was removed in BITS 4.0. The interfaces for it are declared, but there is neither a
//! cache nor a peer: `IBitsPeerCacheAdministration` returns `S_FALSE` with empty results, and no
//! object has `IBitsPeerCacheRecord`, `IBitsPeer` or their enumerators.

use super::base::*;
use super::bits::{IBackgroundCopyCallbackVtbl, IBackgroundCopyFile, IBackgroundCopyJob};
use super::bits2_0::{BG_FILE_RANGE, IBackgroundCopyFile2Vtbl, IBackgroundCopyJob3Vtbl};

/// Allows this computer to take files from peers.
pub const BG_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
/// Allows this computer to give files to peers.
pub const BG_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
/// Keeps this computer from using BranchCache.
///
/// @since BITS 4.0
pub const BG_DISABLE_BRANCH_CACHE: ULONG = 0x0004;
/// Allows the job to take files from peers. It has no effect since BITS 4.0.
pub const BG_JOB_ENABLE_PEERCACHING_CLIENT: ULONG = 0x0001;
/// Allows the files of the job to be given to peers. It has no effect since BITS 4.0.
pub const BG_JOB_ENABLE_PEERCACHING_SERVER: ULONG = 0x0002;
/// Keeps the job from using BranchCache.
///
/// @since BITS 4.0
pub const BG_JOB_DISABLE_BRANCH_CACHE: ULONG = 0x0004;

/// Identifies the interface `IBitsPeerCacheRecord`.
pub const IID_IBitsPeerCacheRecord: GUID = GUID::from_u128(0x659cdeaf_489e_11d9_a9cd_000d56965251);

/// Represents a file in the peer cache of BITS 3.0. No object has this interface here. On Windows,
/// every method returns `S_FALSE` since BITS 4.0.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBitsPeerCacheRecord {
    pub lpVtbl: *const IBitsPeerCacheRecordVtbl,
}

/// Table of the methods of `IBitsPeerCacheRecord`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheRecordVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the id of the record.
    ///
    /// - @param pVal (out) Receives the id.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetId:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut GUID) -> HRESULT,
    /// Retrieves the URL from which the file was downloaded.
    ///
    /// - @param pVal (out) Receives the URL. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetOriginUrl:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut LPWSTR) -> HRESULT,
    /// Retrieves the size of the file.
    ///
    /// - @param pVal (out) Receives the size in bytes.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetFileSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut UINT64) -> HRESULT,
    /// Retrieves the time at which the file was last changed on the server.
    ///
    /// - @param pVal (out) Receives the time, in UTC.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetFileModificationTime:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    /// Retrieves the time at which the record was last used.
    ///
    /// - @param pVal (out) Receives the time, in UTC.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetLastAccessTime:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord, pVal: *mut FILETIME) -> HRESULT,
    /// Tells whether the client has found the content of the file to be valid.
    ///
    /// - @retval S_OK when the file was found valid.
    /// - @retval S_FALSE when it was not.
    ///
    /// @since BITS 3.0
    pub IsFileValidated: unsafe extern "system" fn(This: *mut IBitsPeerCacheRecord) -> HRESULT,
    /// Retrieves the ranges of the file that are in the cache.
    ///
    /// - @param pRangeCount (out) Receives the number of ranges.
    /// - @param ppRanges (out) Receives the ranges. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetFileRanges: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheRecord,
        pRangeCount: *mut DWORD,
        ppRanges: *mut *mut BG_FILE_RANGE,
    ) -> HRESULT,
}

/// Identifies the interface `IEnumBitsPeerCacheRecords`.
pub const IID_IEnumBitsPeerCacheRecords: GUID =
    GUID::from_u128(0x659cdea4_489e_11d9_a9cd_000d56965251);

/// Enumerates the records of the peer cache. No object has this interface here.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IEnumBitsPeerCacheRecords {
    pub lpVtbl: *const IEnumBitsPeerCacheRecordsVtbl,
}

/// Table of the methods of `IEnumBitsPeerCacheRecords`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeerCacheRecordsVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next records.
    ///
    /// - @param celt (in) Maximum number of records to return.
    /// - @param rgelt (out) Receives the records; it has room for `celt` pointers. Release each of
    ///   them.
    /// - @param pceltFetched (out) Receives the number of records returned. It may be NULL if
    ///   `celt` is 1.
    /// - @retval S_OK when `celt` records are returned.
    /// - @retval S_FALSE when fewer records are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    ///
    /// @since BITS 3.0
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeerCacheRecord,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next records.
    ///
    /// - @param celt (in) Number of records to skip.
    /// - @retval S_OK when `celt` records are skipped.
    /// - @retval S_FALSE when fewer records were left. The enumeration is then at its end.
    ///
    /// @since BITS 3.0
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords, celt: ULONG) -> HRESULT,
    /// Moves back to the first record of the same list.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeerCacheRecords) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        ppenum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    /// Retrieves the number of records in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBitsPeerCacheRecords,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the interface `IBitsPeer`.
pub const IID_IBitsPeer: GUID = GUID::from_u128(0x659cdea2_489e_11d9_a9cd_000d56965251);

/// Represents a computer that shares its peer cache. No object has this interface here. On Windows,
/// every method returns `S_FALSE` since BITS 4.0.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBitsPeer {
    pub lpVtbl: *const IBitsPeerVtbl,
}

/// Table of the methods of `IBitsPeer`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the name of the computer.
    ///
    /// - @param pName (out) Receives the name. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetPeerName: unsafe extern "system" fn(This: *mut IBitsPeer, pName: *mut LPWSTR) -> HRESULT,
    /// Tells whether the computer has authenticated itself.
    ///
    /// - @param pAuth (out) Receives TRUE or FALSE.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub IsAuthenticated:
        unsafe extern "system" fn(This: *mut IBitsPeer, pAuth: *mut BOOL) -> HRESULT,
    /// Tells whether the computer can be reached.
    ///
    /// - @param pOnline (out) Receives TRUE or FALSE.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub IsAvailable: unsafe extern "system" fn(This: *mut IBitsPeer, pOnline: *mut BOOL) -> HRESULT,
}

/// Identifies the interface `IEnumBitsPeers`.
pub const IID_IEnumBitsPeers: GUID = GUID::from_u128(0x659cdea5_489e_11d9_a9cd_000d56965251);

/// Enumerates the peers that are known. No object has this interface here.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IEnumBitsPeers {
    pub lpVtbl: *const IEnumBitsPeersVtbl,
}

/// Table of the methods of `IEnumBitsPeers`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBitsPeersVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next peers.
    ///
    /// - @param celt (in) Maximum number of peers to return.
    /// - @param rgelt (out) Receives the peers; it has room for `celt` pointers. Release each of
    ///   them.
    /// - @param pceltFetched (out) Receives the number of peers returned. It may be NULL if `celt`
    ///   is 1.
    /// - @retval S_OK when `celt` peers are returned.
    /// - @retval S_FALSE when fewer peers are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    ///
    /// @since BITS 3.0
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBitsPeers,
        celt: ULONG,
        rgelt: *mut *mut IBitsPeer,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next peers.
    ///
    /// - @param celt (in) Number of peers to skip.
    /// - @retval S_OK when `celt` peers are skipped.
    /// - @retval S_FALSE when fewer peers were left. The enumeration is then at its end.
    ///
    /// @since BITS 3.0
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBitsPeers, celt: ULONG) -> HRESULT,
    /// Moves back to the first peer of the same list.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBitsPeers) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBitsPeers,
        ppenum: *mut *mut IEnumBitsPeers,
    ) -> HRESULT,
    /// Retrieves the number of peers in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetCount:
        unsafe extern "system" fn(This: *mut IEnumBitsPeers, puCount: *mut ULONG) -> HRESULT,
}

/// Identifies the interface `IBitsPeerCacheAdministration`.
pub const IID_IBitsPeerCacheAdministration: GUID =
    GUID::from_u128(0x659cdead_489e_11d9_a9cd_000d56965251);

/// Administers the peer cache of BITS 3.0. `QueryInterface` of the manager returns it. There is no
/// such cache since BITS 4.0: every method returns `S_FALSE`, and output parameters are 0 or NULL.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBitsPeerCacheAdministration {
    pub lpVtbl: *const IBitsPeerCacheAdministrationVtbl,
}

/// Table of the methods of `IBitsPeerCacheAdministration`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBitsPeerCacheAdministrationVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the maximum size of the cache.
    ///
    /// - @param pBytes (out) Receives the size in percent of the system disk; here 0.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub GetMaximumCacheSize: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pBytes: *mut DWORD,
    ) -> HRESULT,
    /// Sets the maximum size of the cache. It has no effect.
    ///
    /// - @param Bytes (in) Size in percent of the system disk, 1 to 80.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub SetMaximumCacheSize:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Bytes: DWORD) -> HRESULT,
    /// Retrieves the time for which unused files stay in the cache.
    ///
    /// - @param pSeconds (out) Receives the time in seconds; here 0.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub GetMaximumContentAge: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pSeconds: *mut ULONG,
    ) -> HRESULT,
    /// Sets the time for which unused files stay in the cache. It has no effect.
    ///
    /// - @param Seconds (in) Time in seconds, 86,400 to 10,368,000.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub SetMaximumContentAge: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        Seconds: ULONG,
    ) -> HRESULT,
    /// Retrieves whether the computer takes files from peers and gives files to them.
    ///
    /// - @param pFlags (out) Receives the combination of `BG_ENABLE_PEERCACHING_*` flags; here 0.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub GetConfigurationFlags: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        pFlags: *mut DWORD,
    ) -> HRESULT,
    /// Sets whether the computer takes files from peers and gives files to them. It has no effect.
    ///
    /// - @param Flags (in) Combination of `BG_ENABLE_PEERCACHING_*` flags.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub SetConfigurationFlags:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, Flags: DWORD) -> HRESULT,
    /// Lists the records of the cache.
    ///
    /// - @param ppEnum (out) Receives the enumeration; here NULL.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub EnumRecords: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        ppEnum: *mut *mut IEnumBitsPeerCacheRecords,
    ) -> HRESULT,
    /// Retrieves a record of the cache by its id.
    ///
    /// - @param id (in) Id of the record.
    /// - @param ppRecord (out) Receives the record; here NULL.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub GetRecord: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        id: REFGUID,
        ppRecord: *mut *mut IBitsPeerCacheRecord,
    ) -> HRESULT,
    /// Deletes all records of the cache.
    ///
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub ClearRecords: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    /// Deletes a record of the cache.
    ///
    /// - @param id (in) Id of the record.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub DeleteRecord:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, id: REFGUID) -> HRESULT,
    /// Deletes all records of a URL.
    ///
    /// - @param url (in) The URL.
    /// - @retval S_FALSE always; there is no peer cache.
    ///
    /// @since BITS 3.0
    pub DeleteUrl:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration, url: LPCWSTR) -> HRESULT,
    /// Lists the peers that are known.
    ///
    /// - @param ppEnum (out) Receives the enumeration; here NULL.
    /// - @retval S_FALSE always; there are no peers.
    ///
    /// @since BITS 3.0
    pub EnumPeers: unsafe extern "system" fn(
        This: *mut IBitsPeerCacheAdministration,
        ppEnum: *mut *mut IEnumBitsPeers,
    ) -> HRESULT,
    /// Clears the list of peers.
    ///
    /// - @retval S_FALSE always; there are no peers.
    ///
    /// @since BITS 3.0
    pub ClearPeers: unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
    /// Searches for peers.
    ///
    /// - @retval S_FALSE always; there are no peers.
    ///
    /// @since BITS 3.0
    pub DiscoverPeers:
        unsafe extern "system" fn(This: *mut IBitsPeerCacheAdministration) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyJob4`.
pub const IID_IBackgroundCopyJob4: GUID = GUID::from_u128(0x659cdeae_489e_11d9_a9cd_000d56965251);

/// Adds peer caching, the rights of the owner and a time limit to jobs.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBackgroundCopyJob4 {
    pub lpVtbl: *const IBackgroundCopyJob4Vtbl,
}

/// Table of the methods of `IBackgroundCopyJob4`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob4Vtbl {
    pub base: IBackgroundCopyJob3Vtbl,
    /// Sets whether the job exchanges data with peers. The flags are stored; they have no effect,
    /// because there are no peers.
    ///
    /// - @param Flags (in) Combination of `BG_JOB_ENABLE_PEERCACHING_*` and
    ///   `BG_JOB_DISABLE_BRANCH_CACHE`. It replaces all earlier flags. The default is 0.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when `Flags` contains bits that are not defined.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 3.0
    pub SetPeerCachingFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Flags: DWORD) -> HRESULT,
    /// Retrieves whether the job exchanges data with peers.
    ///
    /// - @param pFlags (out) Receives the flags.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetPeerCachingFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pFlags: *mut DWORD) -> HRESULT,
    /// Retrieves the integrity level of the owner.
    ///
    /// - @param pLevel (out) Receives 0x4000 for root and 0x2000 for every other user. Windows has
    ///   more levels.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetOwnerIntegrityLevel:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pLevel: *mut ULONG) -> HRESULT,
    /// Retrieves whether the owner has the rights of an administrator.
    ///
    /// - @param pElevated (out) Receives TRUE for root and FALSE for every other user.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetOwnerElevationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pElevated: *mut BOOL) -> HRESULT,
    /// Limits the time that the job may spend in CONNECTING and TRANSFERRING. When it is over, the
    /// job enters ERROR with `BG_E_MAXDOWNLOAD_TIMEOUT`. `Resume` starts the time anew.
    ///
    /// - @param Timeout (in) Time in seconds. The default is 7,776,000 (90 days) or the value of a
    ///   policy.
    /// - @retval S_OK on success.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 3.0
    pub SetMaximumDownloadTime:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, Timeout: ULONG) -> HRESULT,
    /// Retrieves the time that the job may spend in CONNECTING and TRANSFERRING.
    ///
    /// - @param pTimeout (out) Receives the time in seconds.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetMaximumDownloadTime:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob4, pTimeout: *mut ULONG) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyFile3`.
pub const IID_IBackgroundCopyFile3: GUID = GUID::from_u128(0x659cdeaa_489e_11d9_a9cd_000d56965251);

/// Adds the temporary file, and the client's judgement of the content, to files.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBackgroundCopyFile3 {
    pub lpVtbl: *const IBackgroundCopyFile3Vtbl,
}

/// Table of the methods of `IBackgroundCopyFile3`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFile3Vtbl {
    pub base: IBackgroundCopyFile2Vtbl,
    /// Retrieves the name of the file that holds the data before `Complete`. Its first
    /// `BG_FILE_PROGRESS::BytesTransferred` bytes can be read during the transfer. Close it before
    /// `Complete` or `Cancel`.
    ///
    /// - @param pFilename (out) Receives the full path. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetTemporaryName: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile3,
        pFilename: *mut LPWSTR,
    ) -> HRESULT,
    /// Tells the library whether the content of the file is valid. The file must be transferred
    /// completely.
    ///
    /// - @param state (in) TRUE for valid content. FALSE puts the job into ERROR with
    ///   `BG_E_VALIDATION_FAILED`, and `Resume` downloads the file again.
    /// - @retval S_OK on success.
    /// - @retval E_PENDING when the file is not transferred completely.
    /// - @retval E_NOTIMPL when the job is an upload.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 3.0
    pub SetValidationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, state: BOOL) -> HRESULT,
    /// Retrieves the value that was passed to `SetValidationState`.
    ///
    /// - @param pState (out) Receives TRUE or FALSE; FALSE also if `SetValidationState` was not
    ///   called.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub GetValidationState:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pState: *mut BOOL) -> HRESULT,
    /// Retrieves whether a part of the file came from a peer.
    ///
    /// - @param pVal (out) Receives FALSE, because there are no peers.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 3.0
    pub IsDownloadedFromPeer:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile3, pVal: *mut BOOL) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyCallback2`.
pub const IID_IBackgroundCopyCallback2: GUID =
    GUID::from_u128(0x659cdeac_489e_11d9_a9cd_000d56965251);

/// Adds the notification of single files to callbacks. The client implements this interface; the
/// comment of `IBackgroundCopyCallback` states its rules.
///
/// @since BITS 3.0
#[repr(C)]
pub struct IBackgroundCopyCallback2 {
    pub lpVtbl: *const IBackgroundCopyCallback2Vtbl,
}

/// Table of the methods of `IBackgroundCopyCallback2`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback2Vtbl {
    pub base: IBackgroundCopyCallbackVtbl,
    /// Tells the client that a file of a download, or the reply of an upload, is transferred
    /// completely. The calls for the files of a job come one after the other, before
    /// `JobTransferred`. They need `BG_NOTIFY_FILE_TRANSFERRED`.
    ///
    /// - @param pJob (in) The job. Do not release it.
    /// - @param pFile (in) The file. Do not release it.
    /// - @retval S_OK to confirm the notification. After a failure code it is repeated; see the
    ///   comment of `IBackgroundCopyCallback`.
    ///
    /// @since BITS 3.0
    pub FileTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback2,
        pJob: *mut IBackgroundCopyJob,
        pFile: *mut IBackgroundCopyFile,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 3.0.
pub const LIBID_BackgroundCopyManager3_0: GUID =
    GUID::from_u128(0x659cdea6_489e_11d9_a9cd_000d56965251);
/// Identifies the class of the queue manager of BITS 3.0. It creates the same object as
/// `CLSID_BackgroundCopyManager`.
pub const CLSID_BackgroundCopyManager3_0: GUID =
    GUID::from_u128(0x659cdea7_489e_11d9_a9cd_000d56965251);
