//! `qmgr.h`.

use super::base::*;
use std::mem::MaybeUninit;

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GROUPPROP {
    GROUPPROP_PRIORITY = 0,
    GROUPPROP_REMOTEUSERID = 1,
    GROUPPROP_REMOTEUSERPWD = 2,
    GROUPPROP_LOCALUSERID = 3,
    GROUPPROP_LOCALUSERPWD = 4,
    GROUPPROP_PROTOCOLFLAGS = 5,
    GROUPPROP_NOTIFYFLAGS = 6,
    GROUPPROP_NOTIFYCLSID = 7,
    GROUPPROP_PROGRESSSIZE = 8,
    GROUPPROP_PROGRESSPERCENT = 9,
    GROUPPROP_PROGRESSTIME = 10,
    GROUPPROP_DISPLAYNAME = 11,
    GROUPPROP_DESCRIPTION = 12,
}

listed_enum!(GROUPPROP: GROUPPROP_PRIORITY, GROUPPROP_REMOTEUSERID, GROUPPROP_REMOTEUSERPWD, GROUPPROP_LOCALUSERID, GROUPPROP_LOCALUSERPWD, GROUPPROP_PROTOCOLFLAGS, GROUPPROP_NOTIFYFLAGS, GROUPPROP_NOTIFYCLSID, GROUPPROP_PROGRESSSIZE, GROUPPROP_PROGRESSPERCENT, GROUPPROP_PROGRESSTIME, GROUPPROP_DISPLAYNAME, GROUPPROP_DESCRIPTION);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct FILESETINFO {
    pub bstrRemoteFile: BSTR,
    pub bstrLocalFile: BSTR,
    pub dwSizeHint: DWORD,
}

pub const QM_NOTIFY_FILE_DONE: ULONG = 0x00000001;
pub const QM_NOTIFY_JOB_DONE: ULONG = 0x00000002;
pub const QM_NOTIFY_GROUP_DONE: ULONG = 0x00000004;
pub const QM_NOTIFY_DISABLE_NOTIFY: ULONG = 0x00000040;
pub const QM_NOTIFY_USE_PROGRESSEX: ULONG = 0x00000080;
pub const QM_STATUS_FILE_COMPLETE: ULONG = 0x00000001;
pub const QM_STATUS_FILE_INCOMPLETE: ULONG = 0x00000002;
pub const QM_STATUS_JOB_COMPLETE: ULONG = 0x00000004;
pub const QM_STATUS_JOB_INCOMPLETE: ULONG = 0x00000008;
pub const QM_STATUS_JOB_ERROR: ULONG = 0x00000010;
pub const QM_STATUS_JOB_FOREGROUND: ULONG = 0x00000020;
pub const QM_STATUS_GROUP_COMPLETE: ULONG = 0x00000040;
pub const QM_STATUS_GROUP_INCOMPLETE: ULONG = 0x00000080;
pub const QM_STATUS_GROUP_SUSPENDED: ULONG = 0x00000100;
pub const QM_STATUS_GROUP_ERROR: ULONG = 0x00000200;
pub const QM_STATUS_GROUP_FOREGROUND: ULONG = 0x00000400;
pub const QM_PROTOCOL_HTTP: ULONG = 1;
pub const QM_PROTOCOL_FTP: ULONG = 2;
pub const QM_PROTOCOL_SMB: ULONG = 3;
pub const QM_PROTOCOL_CUSTOM: ULONG = 4;
pub const QM_PROGRESS_PERCENT_DONE: ULONG = 1;
pub const QM_PROGRESS_TIME_DONE: ULONG = 2;
pub const QM_PROGRESS_SIZE_DONE: ULONG = 3;
pub const QM_E_INVALID_STATE: HRESULT = 0x81001001_u32 as HRESULT;
pub const QM_E_SERVICE_UNAVAILABLE: HRESULT = 0x81001002_u32 as HRESULT;
pub const QM_E_DOWNLOADER_UNAVAILABLE: HRESULT = 0x81001003_u32 as HRESULT;
pub const QM_E_ITEM_NOT_FOUND: HRESULT = 0x81001004_u32 as HRESULT;

pub const IID_IBackgroundCopyJob1: GUID = GUID::from_u128(0x59f5553c_2031_4629_bb18_2645a6970947);

#[repr(C)]
pub struct IBackgroundCopyJob1 {
    pub lpVtbl: *const IBackgroundCopyJob1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJob1Vtbl {
    pub base: IUnknownVtbl,
    pub CancelJob: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    pub GetProgress:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob1, dwFlags: DWORD, pdwProgress: *mut DWORD) -> HRESULT,
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        pdwStatus: *mut DWORD,
        pdwWin32Result: *mut DWORD,
        pdwTransportResult: *mut DWORD,
        pdwNumOfRetries: *mut DWORD,
    ) -> HRESULT,
    pub AddFiles: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileCount: ULONG,
        ppFileSet: *mut *mut FILESETINFO,
    ) -> HRESULT,
    pub GetFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob1,
        cFileIndex: ULONG,
        pFileInfo: *mut FILESETINFO,
    ) -> HRESULT,
    pub GetFileCount: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1, pdwFileCount: *mut DWORD) -> HRESULT,
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1) -> HRESULT,
    pub get_JobID: unsafe extern "system" fn(This: *mut IBackgroundCopyJob1, pguidJobID: *mut GUID) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyJobs1: GUID = GUID::from_u128(0x8baeba9d_8f1c_42c4_b82c_09ae79980d25);

#[repr(C)]
pub struct IEnumBackgroundCopyJobs1 {
    pub lpVtbl: *const IEnumBackgroundCopyJobs1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobs1Vtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1) -> HRESULT,
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs1,
        ppenum: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs1, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyGroup: GUID = GUID::from_u128(0x1ded80a7_53ea_424f_8a04_17fea9adc4f5);

#[repr(C)]
pub struct IBackgroundCopyGroup {
    pub lpVtbl: *const IBackgroundCopyGroupVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyGroupVtbl {
    pub base: IUnknownVtbl,
    pub GetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    pub SetProp: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        propID: MaybeUninit<GROUPPROP>,
        pvarVal: *mut VARIANT,
    ) -> HRESULT,
    pub GetProgress:
        unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, dwFlags: DWORD, pdwProgress: *mut DWORD) -> HRESULT,
    pub GetStatus: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        pdwStatus: *mut DWORD,
        pdwJobIndex: *mut DWORD,
    ) -> HRESULT,
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        jobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    pub SuspendGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    pub ResumeGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    pub CancelGroup: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    pub get_Size: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, pdwSize: *mut DWORD) -> HRESULT,
    pub get_GroupID: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, pguidGroupID: *mut GUID) -> HRESULT,
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        guidJobID: GUID,
        ppJob: *mut *mut IBackgroundCopyJob1,
    ) -> HRESULT,
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyGroup,
        dwFlags: DWORD,
        ppEnumJobs: *mut *mut IEnumBackgroundCopyJobs1,
    ) -> HRESULT,
    pub SwitchToForeground: unsafe extern "system" fn(This: *mut IBackgroundCopyGroup) -> HRESULT,
    pub QueryNewJobInterface:
        unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, iid: REFIID, pUnk: *mut *mut IUnknown) -> HRESULT,
    pub SetNotificationPointer:
        unsafe extern "system" fn(This: *mut IBackgroundCopyGroup, iid: REFIID, pUnk: *mut IUnknown) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyGroups: GUID = GUID::from_u128(0xd993e603_4aa4_47c5_8665_c20d39c2ba4f);

#[repr(C)]
pub struct IEnumBackgroundCopyGroups {
    pub lpVtbl: *const IEnumBackgroundCopyGroupsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyGroupsVtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        celt: ULONG,
        rgelt: *mut GUID,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups) -> HRESULT,
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyGroups,
        ppenum: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyGroups, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback1: GUID = GUID::from_u128(0x084f6593_3800_4e08_9b59_99fa59addf82);

#[repr(C)]
pub struct IBackgroundCopyCallback1 {
    pub lpVtbl: *const IBackgroundCopyCallback1Vtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallback1Vtbl {
    pub base: IUnknownVtbl,
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
    pub OnProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback1,
        ProgressType: DWORD,
        pGroup: *mut IBackgroundCopyGroup,
        pJob: *mut IBackgroundCopyJob1,
        dwFileIndex: DWORD,
        dwProgressValue: DWORD,
    ) -> HRESULT,
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

#[repr(C)]
pub struct IBackgroundCopyQMgr {
    pub lpVtbl: *const IBackgroundCopyQMgrVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyQMgrVtbl {
    pub base: IUnknownVtbl,
    pub CreateGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        guidGroupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    pub GetGroup: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        groupID: GUID,
        ppGroup: *mut *mut IBackgroundCopyGroup,
    ) -> HRESULT,
    pub EnumGroups: unsafe extern "system" fn(
        This: *mut IBackgroundCopyQMgr,
        dwFlags: DWORD,
        ppEnumGroups: *mut *mut IEnumBackgroundCopyGroups,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyQMgr: GUID = GUID::from_u128(0xf5b26dcb_b37e_4d7c_ae7a_1cb3fbeb183e);
pub const CLSID_BackgroundCopyQMgr: GUID = GUID::from_u128(0x69ad4aee_51be_439b_a92c_86ae490e8b30);
