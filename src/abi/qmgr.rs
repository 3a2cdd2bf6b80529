//! `qmgr.h`: the queue manager that came before BITS 1.0. Declared for completeness; nothing here
//! makes its objects.

use super::base::*;
use std::mem::MaybeUninit;

/// The properties of a group, for `IBackgroundCopyGroup::GetProp` and `SetProp`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GROUPPROP {
    /// Its priority: 1 for background.
    GROUPPROP_PRIORITY = 0,
    /// The user name for the server.
    GROUPPROP_REMOTEUSERID = 1,
    /// The password for the server.
    GROUPPROP_REMOTEUSERPWD = 2,
    /// The user name for local files.
    GROUPPROP_LOCALUSERID = 3,
    /// The password for local files.
    GROUPPROP_LOCALUSERPWD = 4,
    /// The protocol: a `QM_PROTOCOL_*` value.
    GROUPPROP_PROTOCOLFLAGS = 5,
    /// The events the client is told of: `QM_NOTIFY_*` flags.
    GROUPPROP_NOTIFYFLAGS = 6,
    /// The class whose object is told of events.
    GROUPPROP_NOTIFYCLSID = 7,
    /// Progress is told of after so many bytes.
    GROUPPROP_PROGRESSSIZE = 8,
    /// Progress is told of after so many percent.
    GROUPPROP_PROGRESSPERCENT = 9,
    /// Progress is told of after so much time.
    GROUPPROP_PROGRESSTIME = 10,
    /// Its name.
    GROUPPROP_DISPLAYNAME = 11,
    /// Its description.
    GROUPPROP_DESCRIPTION = 12,
}

listed_enum!(GROUPPROP:
    GROUPPROP_PRIORITY, GROUPPROP_REMOTEUSERID, GROUPPROP_REMOTEUSERPWD, GROUPPROP_LOCALUSERID,
    GROUPPROP_LOCALUSERPWD, GROUPPROP_PROTOCOLFLAGS, GROUPPROP_NOTIFYFLAGS, GROUPPROP_NOTIFYCLSID,
    GROUPPROP_PROGRESSSIZE, GROUPPROP_PROGRESSPERCENT, GROUPPROP_PROGRESSTIME,
    GROUPPROP_DISPLAYNAME, GROUPPROP_DESCRIPTION
);

/// A pair of names with a size, for `IBackgroundCopyJob1::AddFiles`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct FILESETINFO {
    /// The file's URL on the server.
    pub bstrRemoteFile: BSTR,
    /// The file's full path on the client.
    pub bstrLocalFile: BSTR,
    /// Its size in bytes, if known.
    pub dwSizeHint: DWORD,
}

/// Tell of every file that is done.
pub const QM_NOTIFY_FILE_DONE: ULONG = 0x00000001;
/// Tell of every job that is done.
pub const QM_NOTIFY_JOB_DONE: ULONG = 0x00000002;
/// Tell when the group is done.
pub const QM_NOTIFY_GROUP_DONE: ULONG = 0x00000004;
/// Tell of nothing.
pub const QM_NOTIFY_DISABLE_NOTIFY: ULONG = 0x00000040;
/// Tell of progress with `OnProgressEx`.
pub const QM_NOTIFY_USE_PROGRESSEX: ULONG = 0x00000080;
/// The file is done.
pub const QM_STATUS_FILE_COMPLETE: ULONG = 0x00000001;
/// The file is not done.
pub const QM_STATUS_FILE_INCOMPLETE: ULONG = 0x00000002;
/// The job is done.
pub const QM_STATUS_JOB_COMPLETE: ULONG = 0x00000004;
/// The job is not done.
pub const QM_STATUS_JOB_INCOMPLETE: ULONG = 0x00000008;
/// The job failed.
pub const QM_STATUS_JOB_ERROR: ULONG = 0x00000010;
/// The job is in the foreground.
pub const QM_STATUS_JOB_FOREGROUND: ULONG = 0x00000020;
/// The group is done.
pub const QM_STATUS_GROUP_COMPLETE: ULONG = 0x00000040;
/// The group is not done.
pub const QM_STATUS_GROUP_INCOMPLETE: ULONG = 0x00000080;
/// The group is suspended.
pub const QM_STATUS_GROUP_SUSPENDED: ULONG = 0x00000100;
/// The group failed.
pub const QM_STATUS_GROUP_ERROR: ULONG = 0x00000200;
/// The group is in the foreground.
pub const QM_STATUS_GROUP_FOREGROUND: ULONG = 0x00000400;
/// HTTP.
pub const QM_PROTOCOL_HTTP: ULONG = 1;
/// FTP.
pub const QM_PROTOCOL_FTP: ULONG = 2;
/// SMB.
pub const QM_PROTOCOL_SMB: ULONG = 3;
/// Another protocol.
pub const QM_PROTOCOL_CUSTOM: ULONG = 4;
/// Progress in percent.
pub const QM_PROGRESS_PERCENT_DONE: ULONG = 1;
/// Progress in time.
pub const QM_PROGRESS_TIME_DONE: ULONG = 2;
/// Progress in bytes.
pub const QM_PROGRESS_SIZE_DONE: ULONG = 3;
/// 0x81001001: not possible in this state.
pub const QM_E_INVALID_STATE: HRESULT = 0x81001001_u32 as HRESULT;
/// 0x81001002: the service is not running.
pub const QM_E_SERVICE_UNAVAILABLE: HRESULT = 0x81001002_u32 as HRESULT;
/// 0x81001003: no protocol handler takes the file.
pub const QM_E_DOWNLOADER_UNAVAILABLE: HRESULT = 0x81001003_u32 as HRESULT;
/// 0x81001004: no such group, job or file.
pub const QM_E_ITEM_NOT_FOUND: HRESULT = 0x81001004_u32 as HRESULT;

pub const IID_IBackgroundCopyJob1: GUID = GUID::from_u128(0x59f5553c_2031_4629_bb18_2645a6970947);

/// A job of the queue manager that came before BITS 1.0. Superseded by `IBackgroundCopyJob`; not
/// implemented here.
#[repr(C)]
pub struct IBackgroundCopyJob1 {
    pub lpVtbl: *const IBackgroundCopyJob1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob1Vtbl {
    pub base: IUnknownVtbl,
    /// Not implemented, on Windows neither.
    ///
    /// @return `E_NOTIMPL`.
    pub CancelJob: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    /// How far the job is.
    ///
    /// @param dwFlags     A `QM_PROGRESS_*` value.
    /// @param pdwProgress Receives the progress.
    /// @return `S_OK`.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        dwFlags: DWORD,
        pdwProgress: *mut DWORD,
    ) -> HRESULT,
    /// What the job is doing, and what went wrong.
    ///
    /// @param pdwStatus          Receives `QM_STATUS_*` flags.
    /// @param pdwWin32Result     Receives a Win32 error.
    /// @param pdwTransportResult Receives an HTTP status.
    /// @param pdwNumOfRetries    Receives how often it was tried again.
    /// @return `S_OK`.
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        pdwStatus: *mut DWORD,
        pdwWin32Result: *mut DWORD,
        pdwTransportResult: *mut DWORD,
        pdwNumOfRetries: *mut DWORD,
    ) -> HRESULT,
    /// Adds files.
    ///
    /// @param cFileCount How many.
    /// @param ppFileSet  Their names.
    /// @return `S_OK`; `QM_E_INVALID_STATE`.
    pub AddFiles: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileCount: ULONG,
        ppFileSet: *mut *mut FILESETINFO,
    ) -> HRESULT,
    /// A file of the job.
    ///
    /// @param cFileIndex Its number, from 0.
    /// @param pFileInfo  Receives its names.
    /// @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
    pub GetFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileIndex: ULONG,
        pFileInfo: *mut FILESETINFO,
    ) -> HRESULT,
    /// How many files the job has.
    ///
    /// @param pdwFileCount Receives the number.
    /// @return `S_OK`.
    pub GetFileCount: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        pdwFileCount: *mut DWORD,
    ) -> HRESULT,
    /// Puts the job into the foreground.
    ///
    /// @return `S_OK`; `E_NOTIMPL`.
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    /// The job's id.
    ///
    /// @param pguidJobID Receives the id.
    /// @return `S_OK`.
    pub get_JobID:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob1, pguidJobID: *mut GUID) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyJobs1: GUID =
    GUID::from_u128(0x8baeba9d_8f1c_42c4_b82c_09ae79980d25);

/// The ids of the jobs of a group.
#[repr(C)]
pub struct IEnumBackgroundCopyJobs1 {
    pub lpVtbl: *const IEnumBackgroundCopyJobs1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobs1Vtbl {
    pub base: IUnknownVtbl,
    /// The next ids.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next ids.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1, celt: ULONG) -> HRESULT,
    /// Starts again at the first id.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1) -> HRESULT,
    /// Another enumeration of the same ids, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        ppenum: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    /// How many ids there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyGroup: GUID = GUID::from_u128(0x1ded80a7_53ea_424f_8a04_17fea9adc4f5);

/// A group of jobs of the queue manager that came before BITS 1.0. Not implemented here.
#[repr(C)]
pub struct IBackgroundCopyGroup {
    pub lpVtbl: *const IBackgroundCopyGroupVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyGroupVtbl {
    pub base: IUnknownVtbl,
    /// Reads a property.
    ///
    /// @param propID  Which one.
    /// @param pvarVal Receives its value.
    /// @return `S_OK`; `E_INVALIDARG`.
    pub GetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    /// Sets a property.
    ///
    /// @param propID  Which one.
    /// @param pvarVal Its value.
    /// @return `S_OK`; `E_INVALIDARG`.
    pub SetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    /// How far the group is.
    ///
    /// @param dwFlags     A `QM_PROGRESS_*` value.
    /// @param pdwProgress Receives the progress.
    /// @return `S_OK`.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        dwFlags: DWORD,
        pdwProgress: *mut DWORD,
    ) -> HRESULT,
    /// What the group is doing.
    ///
    /// @param pdwStatus   Receives `QM_STATUS_*` flags.
    /// @param pdwJobIndex Receives the number of the job at work.
    /// @return `S_OK`.
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        pdwStatus: *mut DWORD,
        pdwJobIndex: *mut DWORD,
    ) -> HRESULT,
    /// Finds a job.
    ///
    /// @param jobID Its id.
    /// @param ppJob Receives the job, which the caller releases.
    /// @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        jobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    /// Stops the group.
    ///
    /// @return `S_OK`.
    pub SuspendGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Starts the group.
    ///
    /// @return `S_OK`.
    pub ResumeGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// Takes the group out of the queue.
    ///
    /// @return `S_OK`.
    pub CancelGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// The bytes of all its files.
    ///
    /// @param pdwSize Receives bytes.
    /// @return `S_OK`.
    pub get_Size:
        unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, pdwSize: *mut DWORD) -> HRESULT,
    /// The group's id.
    ///
    /// @param pguidGroupID Receives the id.
    /// @return `S_OK`.
    pub get_GroupID: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        pguidGroupID: *mut GUID,
    ) -> HRESULT,
    /// Makes a job.
    ///
    /// @param guidJobID Its id.
    /// @param ppJob     Receives the job, which the caller releases.
    /// @return `S_OK`.
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        guidJobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    /// The group's jobs.
    ///
    /// @param dwFlags    0.
    /// @param ppEnumJobs Receives the enumeration, which the caller releases.
    /// @return `S_OK`.
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        dwFlags: DWORD,
        ppEnumJobs: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    /// Puts the group into the foreground.
    ///
    /// @return `S_OK`; `E_NOTIMPL`.
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    /// The group's job as a newer interface.
    ///
    /// @param iid  The interface wanted.
    /// @param pUnk Receives it; the caller releases it.
    /// @return `S_OK`; `E_NOTIMPL`.
    pub QueryNewJobInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        iid: REFIID,
        pUnk: *mut *mut IUnknown,
    ) -> HRESULT,
    /// Registers the object that is told of events.
    ///
    /// @param iid  Its interface.
    /// @param pUnk The object.
    /// @return `S_OK`.
    pub SetNotificationPointer: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        iid: REFIID,
        pUnk: *mut IUnknown,
    ) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyGroups: GUID =
    GUID::from_u128(0xd993e603_4aa4_47c5_8665_c20d39c2ba4f);

/// The ids of the groups in the queue.
#[repr(C)]
pub struct IEnumBackgroundCopyGroups {
    pub lpVtbl: *const IEnumBackgroundCopyGroupsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyGroupsVtbl {
    pub base: IUnknownVtbl,
    /// The next ids.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next ids.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups, celt: ULONG) -> HRESULT,
    /// Starts again at the first id.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups) -> HRESULT,
    /// Another enumeration of the same ids, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        ppenum: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
    /// How many ids there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback1: GUID =
    GUID::from_u128(0x084f6593_3800_4e08_9b59_99fa59addf82);

/// What a client of the queue manager that came before BITS 1.0 implements.
#[repr(C)]
pub struct IBackgroundCopyCallback1 {
    pub lpVtbl: *const IBackgroundCopyCallback1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback1Vtbl {
    pub base: IUnknownVtbl,
    /// A file, a job or the group is done, or failed.
    ///
    /// @param pGroup            The group.
    /// @param pJob              The job.
    /// @param dwFileIndex       The file's number, from 0.
    /// @param dwStatus          `QM_STATUS_*` flags.
    /// @param dwNumOfRetries    How often it was tried again.
    /// @param dwWin32Result     A Win32 error.
    /// @param dwTransportResult An HTTP status.
    /// @return `S_OK`.
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
    /// Progress was made.
    ///
    /// @param ProgressType    A `QM_PROGRESS_*` value.
    /// @param pGroup          The group.
    /// @param pJob            The job.
    /// @param dwFileIndex     The file's number, from 0.
    /// @param dwProgressValue The progress.
    /// @return `S_OK`.
    pub OnProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback1,
        ProgressType: DWORD,
        pGroup: *mut IBackgroundCopyGroup,
        pJob: *mut IBackgroundCopyJob1,
        dwFileIndex: DWORD,
        dwProgressValue: DWORD,
    ) -> HRESULT,
    /// Progress was made, with the bytes that came.
    ///
    /// @param ProgressType    A `QM_PROGRESS_*` value.
    /// @param pGroup          The group.
    /// @param pJob            The job.
    /// @param dwFileIndex     The file's number, from 0.
    /// @param dwProgressValue The progress.
    /// @param dwByteArraySize How many bytes.
    /// @param pByte           The bytes; they belong to the caller.
    /// @return `S_OK`.
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

pub const IID_IBackgroundCopyQMgr: GUID = GUID::from_u128(0x16f41c69_09f5_41d2_8cd8_3c08c47bc8a8);

/// The queue manager that came before BITS 1.0. `CoCreateInstance(CLSID_BackgroundCopyQMgr, ...)`
/// returns `REGDB_E_CLASSNOTREG` here.
#[repr(C)]
pub struct IBackgroundCopyQMgr {
    pub lpVtbl: *const IBackgroundCopyQMgrVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyQMgrVtbl {
    pub base: IUnknownVtbl,
    /// Makes a group.
    ///
    /// @param guidGroupID Its id.
    /// @param ppGroup     Receives the group, which the caller releases.
    /// @return `S_OK`.
    pub CreateGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        guidGroupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    /// Finds a group.
    ///
    /// @param groupID Its id.
    /// @param ppGroup Receives the group, which the caller releases.
    /// @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
    pub GetGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        groupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    /// The groups in the queue.
    ///
    /// @param dwFlags      0.
    /// @param ppEnumGroups Receives the enumeration, which the caller releases.
    /// @return `S_OK`.
    pub EnumGroups: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        dwFlags: DWORD,
        ppEnumGroups: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyQMgr: GUID = GUID::from_u128(0xf5b26dcb_b37e_4d7c_ae7a_1cb3fbeb183e);
pub const CLSID_BackgroundCopyQMgr: GUID = GUID::from_u128(0x69ad4aee_51be_439b_a92c_86ae490e8b30);
