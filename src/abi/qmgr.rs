//! `qmgr.h`: the queue manager that preceded BITS 1.0. It is declared for completeness: no object
//! has these interfaces here, and `IBackgroundCopyManager` replaces them.

use super::base::*;
use std::mem::MaybeUninit;

/// Names the properties of a group for `IBackgroundCopyGroup::GetProp` and `SetProp`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GROUPPROP {
    /// Priority of the group: 1 for background.
    GROUPPROP_PRIORITY = 0,
    /// User name for the server.
    GROUPPROP_REMOTEUSERID = 1,
    /// Password for the server.
    GROUPPROP_REMOTEUSERPWD = 2,
    /// User name for local files.
    GROUPPROP_LOCALUSERID = 3,
    /// Password for local files.
    GROUPPROP_LOCALUSERPWD = 4,
    /// Protocol: a `QM_PROTOCOL_*` value.
    GROUPPROP_PROTOCOLFLAGS = 5,
    /// Events of which the client is notified: `QM_NOTIFY_*` flags.
    GROUPPROP_NOTIFYFLAGS = 6,
    /// Class whose object is notified of events.
    GROUPPROP_NOTIFYCLSID = 7,
    /// Number of bytes after which progress is reported.
    GROUPPROP_PROGRESSSIZE = 8,
    /// Percentage after which progress is reported.
    GROUPPROP_PROGRESSPERCENT = 9,
    /// Time after which progress is reported.
    GROUPPROP_PROGRESSTIME = 10,
    /// Name of the group.
    GROUPPROP_DISPLAYNAME = 11,
    /// Description of the group.
    GROUPPROP_DESCRIPTION = 12,
}

listed_enum!(GROUPPROP:
    GROUPPROP_PRIORITY, GROUPPROP_REMOTEUSERID, GROUPPROP_REMOTEUSERPWD, GROUPPROP_LOCALUSERID,
    GROUPPROP_LOCALUSERPWD, GROUPPROP_PROTOCOLFLAGS, GROUPPROP_NOTIFYFLAGS, GROUPPROP_NOTIFYCLSID,
    GROUPPROP_PROGRESSSIZE, GROUPPROP_PROGRESSPERCENT, GROUPPROP_PROGRESSTIME,
    GROUPPROP_DISPLAYNAME, GROUPPROP_DESCRIPTION
);

/// Describes a file for `IBackgroundCopyJob1::AddFiles`: its two names and its size.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FILESETINFO {
    /// URL of the file on the server.
    pub bstrRemoteFile: BSTR,
    /// Full path of the file on the client.
    pub bstrLocalFile: BSTR,
    /// Size of the file in bytes, if it is known.
    pub dwSizeHint: DWORD,
}

/// Requests a notification of every file that is finished.
pub const QM_NOTIFY_FILE_DONE: ULONG = 0x00000001;
/// Requests a notification of every job that is finished.
pub const QM_NOTIFY_JOB_DONE: ULONG = 0x00000002;
/// Requests a notification when the group is finished.
pub const QM_NOTIFY_GROUP_DONE: ULONG = 0x00000004;
/// Switches all notifications off.
pub const QM_NOTIFY_DISABLE_NOTIFY: ULONG = 0x00000040;
/// Reports progress with `OnProgressEx`.
pub const QM_NOTIFY_USE_PROGRESSEX: ULONG = 0x00000080;
/// The file is finished.
pub const QM_STATUS_FILE_COMPLETE: ULONG = 0x00000001;
/// The file is not finished.
pub const QM_STATUS_FILE_INCOMPLETE: ULONG = 0x00000002;
/// The job is finished.
pub const QM_STATUS_JOB_COMPLETE: ULONG = 0x00000004;
/// The job is not finished.
pub const QM_STATUS_JOB_INCOMPLETE: ULONG = 0x00000008;
/// The job failed.
pub const QM_STATUS_JOB_ERROR: ULONG = 0x00000010;
/// The job runs in the foreground.
pub const QM_STATUS_JOB_FOREGROUND: ULONG = 0x00000020;
/// The group is finished.
pub const QM_STATUS_GROUP_COMPLETE: ULONG = 0x00000040;
/// The group is not finished.
pub const QM_STATUS_GROUP_INCOMPLETE: ULONG = 0x00000080;
/// The group is suspended.
pub const QM_STATUS_GROUP_SUSPENDED: ULONG = 0x00000100;
/// The group failed.
pub const QM_STATUS_GROUP_ERROR: ULONG = 0x00000200;
/// The group runs in the foreground.
pub const QM_STATUS_GROUP_FOREGROUND: ULONG = 0x00000400;
/// The protocol is HTTP.
pub const QM_PROTOCOL_HTTP: ULONG = 1;
/// The protocol is FTP.
pub const QM_PROTOCOL_FTP: ULONG = 2;
/// The protocol is SMB.
pub const QM_PROTOCOL_SMB: ULONG = 3;
/// Another protocol is used.
pub const QM_PROTOCOL_CUSTOM: ULONG = 4;
/// Progress is given in percent.
pub const QM_PROGRESS_PERCENT_DONE: ULONG = 1;
/// Progress is given as time.
pub const QM_PROGRESS_TIME_DONE: ULONG = 2;
/// Progress is given in bytes.
pub const QM_PROGRESS_SIZE_DONE: ULONG = 3;
/// 0x81001001: the operation is not possible in this state.
pub const QM_E_INVALID_STATE: HRESULT = 0x81001001_u32 as HRESULT;
/// 0x81001002: the service is not running.
pub const QM_E_SERVICE_UNAVAILABLE: HRESULT = 0x81001002_u32 as HRESULT;
/// 0x81001003: no protocol handler accepts the file.
pub const QM_E_DOWNLOADER_UNAVAILABLE: HRESULT = 0x81001003_u32 as HRESULT;
/// 0x81001004: the group, the job or the file does not exist.
pub const QM_E_ITEM_NOT_FOUND: HRESULT = 0x81001004_u32 as HRESULT;

/// Identifies the interface `IBackgroundCopyJob1`.
pub const IID_IBackgroundCopyJob1: GUID = GUID::from_u128(0x59f5553c_2031_4629_bb18_2645a6970947);

/// Represents a job of the queue manager that preceded BITS 1.0. `IBackgroundCopyJob` replaces it;
/// no object has this interface here.
#[repr(C)]
pub struct IBackgroundCopyJob1 {
    pub lpVtbl: *const IBackgroundCopyJob1Vtbl,
}

/// Table of the methods of `IBackgroundCopyJob1`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob1Vtbl {
    pub base: IUnknownVtbl,
    /// Cancels the job. Windows does not implement it.
    ///
    /// - @retval E_NOTIMPL always.
    pub CancelJob: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    /// Retrieves the progress of the job.
    ///
    /// - @param dwFlags (in) Unit of the progress: a `QM_PROGRESS_*` value.
    /// - @param pdwProgress (out) Receives the progress in that unit.
    /// - @retval S_OK on success.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        dwFlags: DWORD,
        pdwProgress: *mut DWORD,
    ) -> HRESULT,
    /// Retrieves the status of the job and its error.
    ///
    /// - @param pdwStatus (out) Receives the combination of `QM_STATUS_*` flags.
    /// - @param pdwWin32Result (out) Receives a Win32 error code.
    /// - @param pdwTransportResult (out) Receives an HTTP status.
    /// - @param pdwNumOfRetries (out) Receives the number of retries.
    /// - @retval S_OK on success.
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        pdwStatus: *mut DWORD,
        pdwWin32Result: *mut DWORD,
        pdwTransportResult: *mut DWORD,
        pdwNumOfRetries: *mut DWORD,
    ) -> HRESULT,
    /// Adds files to the job.
    ///
    /// - @param cFileCount (in) Number of files.
    /// - @param ppFileSet (in) Array of `cFileCount` pointers to descriptions.
    /// - @retval S_OK on success.
    /// - @retval QM_E_INVALID_STATE when the state of the job does not allow it.
    pub AddFiles: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileCount: ULONG,
        ppFileSet: *mut *mut FILESETINFO,
    ) -> HRESULT,
    /// Retrieves the description of a file.
    ///
    /// - @param cFileIndex (in) Number of the file, counted from 0.
    /// - @param pFileInfo (out) Receives the description.
    /// - @retval S_OK on success.
    /// - @retval QM_E_ITEM_NOT_FOUND when there is no such file.
    pub GetFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileIndex: ULONG,
        pFileInfo: *mut FILESETINFO,
    ) -> HRESULT,
    /// Retrieves the number of files in the job.
    ///
    /// - @param pdwFileCount (out) Receives the number.
    /// - @retval S_OK on success.
    pub GetFileCount: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        pdwFileCount: *mut DWORD,
    ) -> HRESULT,
    /// Moves the job to the foreground.
    ///
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when it is not implemented.
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    /// Retrieves the id of the job.
    ///
    /// - @param pguidJobID (out) Receives the id.
    /// - @retval S_OK on success.
    pub get_JobID:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob1, pguidJobID: *mut GUID) -> HRESULT,
}

/// Identifies the interface `IEnumBackgroundCopyJobs1`.
pub const IID_IEnumBackgroundCopyJobs1: GUID =
    GUID::from_u128(0x8baeba9d_8f1c_42c4_b82c_09ae79980d25);

/// Enumerates the ids of the jobs of a group. No object has this interface here.
#[repr(C)]
pub struct IEnumBackgroundCopyJobs1 {
    pub lpVtbl: *const IEnumBackgroundCopyJobs1Vtbl,
}

/// Table of the methods of `IEnumBackgroundCopyJobs1`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobs1Vtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next ids.
    ///
    /// - @param celt (in) Maximum number of ids to return.
    /// - @param rgelt (out) Receives the ids; it has room for `celt` of them.
    /// - @param pceltFetched (out) Receives the number of ids returned. It may be NULL if `celt` is
    ///   1.
    /// - @retval S_OK when `celt` ids are returned.
    /// - @retval S_FALSE when fewer ids are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next ids.
    ///
    /// - @param celt (in) Number of ids to skip.
    /// - @retval S_OK when `celt` ids are skipped.
    /// - @retval S_FALSE when fewer ids were left. The enumeration is then at its end.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1, celt: ULONG) -> HRESULT,
    /// Moves back to the first id of the same list.
    ///
    /// - @retval S_OK on success.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        ppenum: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    /// Retrieves the number of ids in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyGroup`.
pub const IID_IBackgroundCopyGroup: GUID = GUID::from_u128(0x1ded80a7_53ea_424f_8a04_17fea9adc4f5);

/// Represents a group of jobs of the queue manager that preceded BITS 1.0. No object has this
/// interface here.
#[repr(C)]
pub struct IBackgroundCopyGroup {
    pub lpVtbl: *const IBackgroundCopyGroupVtbl,
}

/// Table of the methods of `IBackgroundCopyGroup`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyGroupVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves a property of the group.
    ///
    /// - @param propID (in) The property.
    /// - @param pvarVal (out) Receives the value.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the property is not defined.
    pub GetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    /// Sets a property of the group.
    ///
    /// - @param propID (in) The property.
    /// - @param pvarVal (in) The value.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the property is not defined, or the value is not valid.
    pub SetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    /// Retrieves the progress of the group.
    ///
    /// - @param dwFlags (in) Unit of the progress: a `QM_PROGRESS_*` value.
    /// - @param pdwProgress (out) Receives the progress in that unit.
    /// - @retval S_OK on success.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        dwFlags: DWORD,
        pdwProgress: *mut DWORD,
    ) -> HRESULT,
    /// Retrieves the status of the group.
    ///
    /// - @param pdwStatus (out) Receives the combination of `QM_STATUS_*` flags.
    /// - @param pdwJobIndex (out) Receives the number of the job that is running.
    /// - @retval S_OK on success.
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        pdwStatus: *mut DWORD,
        pdwJobIndex: *mut DWORD,
    ) -> HRESULT,
    /// Retrieves a job of the group by its id.
    ///
    /// - @param jobID (in) Id of the job.
    /// - @param ppJob (out) Receives the job. Release it.
    /// - @retval S_OK on success.
    /// - @retval QM_E_ITEM_NOT_FOUND when the group has no such job.
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        jobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    /// Stops the group.
    ///
    /// - @retval S_OK on success.
    pub SuspendGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Starts the group.
    ///
    /// - @retval S_OK on success.
    pub ResumeGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Removes the group from the queue.
    ///
    /// - @retval S_OK on success.
    pub CancelGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Retrieves the size of all files of the group.
    ///
    /// - @param pdwSize (out) Receives the size in bytes.
    /// - @retval S_OK on success.
    pub get_Size:
        unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, pdwSize: *mut DWORD) -> HRESULT,
    /// Retrieves the id of the group.
    ///
    /// - @param pguidGroupID (out) Receives the id.
    /// - @retval S_OK on success.
    pub get_GroupID: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        pguidGroupID: *mut GUID,
    ) -> HRESULT,
    /// Creates a job in the group.
    ///
    /// - @param guidJobID (in) Id of the job.
    /// - @param ppJob (out) Receives the job. Release it.
    /// - @retval S_OK on success.
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        guidJobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    /// Lists the jobs of the group.
    ///
    /// - @param dwFlags (in) 0.
    /// - @param ppEnumJobs (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        dwFlags: DWORD,
        ppEnumJobs: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    /// Moves the group to the foreground.
    ///
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when it is not implemented.
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Retrieves a newer interface of the group's job.
    ///
    /// - @param iid (in) Id of the interface.
    /// - @param pUnk (out) Receives the interface. Release it.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when it is not implemented.
    pub QueryNewJobInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        iid: REFIID,
        pUnk: *mut *mut IUnknown,
    ) -> HRESULT,
    /// Registers the object that is notified of events.
    ///
    /// - @param iid (in) Id of the object's interface.
    /// - @param pUnk (in) The object.
    /// - @retval S_OK on success.
    pub SetNotificationPointer: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        iid: REFIID,
        pUnk: *mut IUnknown,
    ) -> HRESULT,
}

/// Identifies the interface `IEnumBackgroundCopyGroups`.
pub const IID_IEnumBackgroundCopyGroups: GUID =
    GUID::from_u128(0xd993e603_4aa4_47c5_8665_c20d39c2ba4f);

/// Enumerates the ids of the groups in the queue. No object has this interface here.
#[repr(C)]
pub struct IEnumBackgroundCopyGroups {
    pub lpVtbl: *const IEnumBackgroundCopyGroupsVtbl,
}

/// Table of the methods of `IEnumBackgroundCopyGroups`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyGroupsVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next ids.
    ///
    /// - @param celt (in) Maximum number of ids to return.
    /// - @param rgelt (out) Receives the ids; it has room for `celt` of them.
    /// - @param pceltFetched (out) Receives the number of ids returned. It may be NULL if `celt` is
    ///   1.
    /// - @retval S_OK when `celt` ids are returned.
    /// - @retval S_FALSE when fewer ids are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next ids.
    ///
    /// - @param celt (in) Number of ids to skip.
    /// - @retval S_OK when `celt` ids are skipped.
    /// - @retval S_FALSE when fewer ids were left. The enumeration is then at its end.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups, celt: ULONG) -> HRESULT,
    /// Moves back to the first id of the same list.
    ///
    /// - @retval S_OK on success.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        ppenum: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
    /// Retrieves the number of ids in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyCallback1`.
pub const IID_IBackgroundCopyCallback1: GUID =
    GUID::from_u128(0x084f6593_3800_4e08_9b59_99fa59addf82);

/// Receives the events of a group of the queue manager that preceded BITS 1.0. The client
/// implements this interface. The library never calls it.
#[repr(C)]
pub struct IBackgroundCopyCallback1 {
    pub lpVtbl: *const IBackgroundCopyCallback1Vtbl,
}

/// Table of the methods of `IBackgroundCopyCallback1`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback1Vtbl {
    pub base: IUnknownVtbl,
    /// Tells the client that a file, a job or the group is finished or failed.
    ///
    /// - @param pGroup (in) The group. Do not release it.
    /// - @param pJob (in) The job. Do not release it.
    /// - @param dwFileIndex (in) Number of the file, counted from 0.
    /// - @param dwStatus (in) Combination of `QM_STATUS_*` flags.
    /// - @param dwNumOfRetries (in) Number of retries.
    /// - @param dwWin32Result (in) Win32 error code.
    /// - @param dwTransportResult (in) HTTP status.
    /// - @retval S_OK always.
    pub OnStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback1,
        pGroup: *mut IBackgroundCopyGroup,
        pJob: *mut IBackgroundCopyJob1,
        dwFileIndex: DWORD,
        dwStatus: DWORD,
        dwNumOfRetries: DWORD,
        dwWin32Result: DWORD,
        dwTransportResult: DWORD,
    ) -> HRESULT,
    /// Tells the client that progress was made.
    ///
    /// - @param ProgressType (in) Unit of the progress: a `QM_PROGRESS_*` value.
    /// - @param pGroup (in) The group. Do not release it.
    /// - @param pJob (in) The job. Do not release it.
    /// - @param dwFileIndex (in) Number of the file, counted from 0.
    /// - @param dwProgressValue (in) Progress in that unit.
    /// - @retval S_OK always.
    pub OnProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback1,
        ProgressType: DWORD,
        pGroup: *mut IBackgroundCopyGroup,
        pJob: *mut IBackgroundCopyJob1,
        dwFileIndex: DWORD,
        dwProgressValue: DWORD,
    ) -> HRESULT,
    /// Tells the client that progress was made, and passes the data that arrived.
    ///
    /// - @param ProgressType (in) Unit of the progress: a `QM_PROGRESS_*` value.
    /// - @param pGroup (in) The group. Do not release it.
    /// - @param pJob (in) The job. Do not release it.
    /// - @param dwFileIndex (in) Number of the file, counted from 0.
    /// - @param dwProgressValue (in) Progress in that unit.
    /// - @param dwByteArraySize (in) Number of bytes in `pByte`.
    /// - @param pByte (in) Data that arrived. Do not free it.
    /// - @retval S_OK always.
    pub OnProgressEx: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback1,
        ProgressType: DWORD,
        pGroup: *mut IBackgroundCopyGroup,
        pJob: *mut IBackgroundCopyJob1,
        dwFileIndex: DWORD,
        dwProgressValue: DWORD,
        dwByteArraySize: DWORD,
        pByte: *mut BYTE,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyQMgr`.
pub const IID_IBackgroundCopyQMgr: GUID = GUID::from_u128(0x16f41c69_09f5_41d2_8cd8_3c08c47bc8a8);

/// Manages the queue of groups that preceded BITS 1.0. `CoCreateInstance` with
/// `CLSID_BackgroundCopyQMgr` returns `REGDB_E_CLASSNOTREG` here.
#[repr(C)]
pub struct IBackgroundCopyQMgr {
    pub lpVtbl: *const IBackgroundCopyQMgrVtbl,
}

/// Table of the methods of `IBackgroundCopyQMgr`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyQMgrVtbl {
    pub base: IUnknownVtbl,
    /// Creates a group.
    ///
    /// - @param guidGroupID (in) Id of the group.
    /// - @param ppGroup (out) Receives the group. Release it.
    /// - @retval S_OK on success.
    pub CreateGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        guidGroupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    /// Retrieves a group by its id.
    ///
    /// - @param groupID (in) Id of the group.
    /// - @param ppGroup (out) Receives the group. Release it.
    /// - @retval S_OK on success.
    /// - @retval QM_E_ITEM_NOT_FOUND when there is no such group.
    pub GetGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        groupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    /// Lists the groups in the queue.
    ///
    /// - @param dwFlags (in) 0.
    /// - @param ppEnumGroups (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    pub EnumGroups: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        dwFlags: DWORD,
        ppEnumGroups: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
}

/// Identifies the type library of the queue manager that preceded BITS 1.0.
pub const LIBID_BackgroundCopyQMgr: GUID = GUID::from_u128(0xf5b26dcb_b37e_4d7c_ae7a_1cb3fbeb183e);
/// Identifies the class of the queue manager that preceded BITS 1.0. It is not registered here.
pub const CLSID_BackgroundCopyQMgr: GUID = GUID::from_u128(0x69ad4aee_51be_439b_a92c_86ae490e8b30);
