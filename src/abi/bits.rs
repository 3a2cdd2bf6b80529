//! `bits.h`: BITS 1.0.

use super::base::*;
use std::mem::MaybeUninit;

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_ERROR_CONTEXT {
    BG_ERROR_CONTEXT_NONE = 0,
    BG_ERROR_CONTEXT_UNKNOWN = 1,
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER = 2,
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION = 3,
    BG_ERROR_CONTEXT_LOCAL_FILE = 4,
    BG_ERROR_CONTEXT_REMOTE_FILE = 5,
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT = 6,
    BG_ERROR_CONTEXT_REMOTE_APPLICATION = 7,
    BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK = 8,
}

listed_enum!(BG_ERROR_CONTEXT: BG_ERROR_CONTEXT_NONE, BG_ERROR_CONTEXT_UNKNOWN, BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER, BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION, BG_ERROR_CONTEXT_LOCAL_FILE, BG_ERROR_CONTEXT_REMOTE_FILE, BG_ERROR_CONTEXT_GENERAL_TRANSPORT, BG_ERROR_CONTEXT_REMOTE_APPLICATION, BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK);

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PRIORITY {
    BG_JOB_PRIORITY_FOREGROUND = 0,
    BG_JOB_PRIORITY_HIGH = 1,
    BG_JOB_PRIORITY_NORMAL = 2,
    BG_JOB_PRIORITY_LOW = 3,
}

listed_enum!(BG_JOB_PRIORITY: BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_HIGH, BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_LOW);

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_STATE {
    BG_JOB_STATE_QUEUED = 0,
    BG_JOB_STATE_CONNECTING = 1,
    BG_JOB_STATE_TRANSFERRING = 2,
    BG_JOB_STATE_SUSPENDED = 3,
    BG_JOB_STATE_ERROR = 4,
    BG_JOB_STATE_TRANSIENT_ERROR = 5,
    BG_JOB_STATE_TRANSFERRED = 6,
    BG_JOB_STATE_ACKNOWLEDGED = 7,
    BG_JOB_STATE_CANCELLED = 8,
}

listed_enum!(BG_JOB_STATE: BG_JOB_STATE_QUEUED, BG_JOB_STATE_CONNECTING, BG_JOB_STATE_TRANSFERRING, BG_JOB_STATE_SUSPENDED, BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSIENT_ERROR, BG_JOB_STATE_TRANSFERRED, BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_CANCELLED);

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_TYPE {
    BG_JOB_TYPE_DOWNLOAD = 0,
    BG_JOB_TYPE_UPLOAD = 1,
    BG_JOB_TYPE_UPLOAD_REPLY = 2,
}

listed_enum!(BG_JOB_TYPE: BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY);

#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PROXY_USAGE {
    BG_JOB_PROXY_USAGE_PRECONFIG = 0,
    BG_JOB_PROXY_USAGE_NO_PROXY = 1,
    BG_JOB_PROXY_USAGE_OVERRIDE = 2,
    BG_JOB_PROXY_USAGE_AUTODETECT = 3,
}

listed_enum!(BG_JOB_PROXY_USAGE: BG_JOB_PROXY_USAGE_PRECONFIG, BG_JOB_PROXY_USAGE_NO_PROXY, BG_JOB_PROXY_USAGE_OVERRIDE, BG_JOB_PROXY_USAGE_AUTODETECT);

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_PROGRESS {
    pub BytesTotal: UINT64,
    pub BytesTransferred: UINT64,
    pub Completed: BOOL,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_INFO {
    pub RemoteName: LPWSTR,
    pub LocalName: LPWSTR,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_PROGRESS {
    pub BytesTotal: UINT64,
    pub BytesTransferred: UINT64,
    pub FilesTotal: ULONG,
    pub FilesTransferred: ULONG,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_TIMES {
    pub CreationTime: FILETIME,
    pub ModificationTime: FILETIME,
    pub TransferCompletionTime: FILETIME,
}

pub const BG_SIZE_UNKNOWN: UINT64 = -1_i64 as UINT64;
pub const BG_NOTIFY_JOB_TRANSFERRED: ULONG = 0x0001;
pub const BG_NOTIFY_JOB_ERROR: ULONG = 0x0002;
pub const BG_NOTIFY_DISABLE: ULONG = 0x0004;
pub const BG_NOTIFY_JOB_MODIFICATION: ULONG = 0x0008;
pub const BG_NOTIFY_FILE_TRANSFERRED: ULONG = 0x0010;
pub const BG_NOTIFY_FILE_RANGES_TRANSFERRED: ULONG = 0x0020;
pub const BG_JOB_ENUM_ALL_USERS: ULONG = 0x0001;

pub const IID_IBackgroundCopyFile: GUID = GUID::from_u128(0x01b7bd23_fb88_4a77_8490_5891d3e4653a);

#[repr(C)]
pub struct IBackgroundCopyFile {
    pub lpVtbl: *const IBackgroundCopyFileVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFileVtbl {
    pub base: IUnknownVtbl,
    pub GetRemoteName: unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    pub GetLocalName: unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    pub GetProgress: unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut BG_FILE_PROGRESS) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyFiles: GUID = GUID::from_u128(0xca51e165_c365_424c_8d41_24aaa4ff3c40);

#[repr(C)]
pub struct IEnumBackgroundCopyFiles {
    pub lpVtbl: *const IEnumBackgroundCopyFilesVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyFilesVtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyFile,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles) -> HRESULT,
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        ppenum: *mut *mut IEnumBackgroundCopyFiles,
    ) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyError: GUID = GUID::from_u128(0x19c613a0_fcb8_4f28_81ae_897c3d078f81);

#[repr(C)]
pub struct IBackgroundCopyError {
    pub lpVtbl: *const IBackgroundCopyErrorVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyErrorVtbl {
    pub base: IUnknownVtbl,
    pub GetError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pContext: *mut BG_ERROR_CONTEXT,
        pCode: *mut HRESULT,
    ) -> HRESULT,
    pub GetFile:
        unsafe extern "system" fn(This: *mut IBackgroundCopyError, pVal: *mut *mut IBackgroundCopyFile) -> HRESULT,
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
    pub GetErrorContextDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pContextDescription: *mut LPWSTR,
    ) -> HRESULT,
    pub GetProtocol: unsafe extern "system" fn(This: *mut IBackgroundCopyError, pProtocol: *mut LPWSTR) -> HRESULT,
}

pub const IID_IBackgroundCopyJob: GUID = GUID::from_u128(0x37668d37_507e_4160_9316_26306d150b12);

#[repr(C)]
pub struct IBackgroundCopyJob {
    pub lpVtbl: *const IBackgroundCopyJobVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobVtbl {
    pub base: IUnknownVtbl,
    pub AddFileSet: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        cFileCount: ULONG,
        pFileSet: *mut BG_FILE_INFO,
    ) -> HRESULT,
    pub AddFile:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, RemoteUrl: LPCWSTR, LocalName: LPCWSTR) -> HRESULT,
    pub EnumFiles:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pEnum: *mut *mut IEnumBackgroundCopyFiles) -> HRESULT,
    pub Suspend: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    pub Resume: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    pub Cancel: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    pub Complete: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    pub GetId: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut GUID) -> HRESULT,
    pub GetType: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_TYPE) -> HRESULT,
    pub GetProgress: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_PROGRESS) -> HRESULT,
    pub GetTimes: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_TIMES) -> HRESULT,
    pub GetState: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_STATE) -> HRESULT,
    pub GetError:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, ppError: *mut *mut IBackgroundCopyError) -> HRESULT,
    pub GetOwner: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    pub SetDisplayName: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    pub GetDisplayName: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    pub SetDescription: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    pub GetDescription: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    pub SetPriority:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: MaybeUninit<BG_JOB_PRIORITY>) -> HRESULT,
    pub GetPriority: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_PRIORITY) -> HRESULT,
    pub SetNotifyFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: ULONG) -> HRESULT,
    pub GetNotifyFlags: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut ULONG) -> HRESULT,
    pub SetNotifyInterface: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: *mut IUnknown) -> HRESULT,
    pub GetNotifyInterface:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut *mut IUnknown) -> HRESULT,
    pub SetMinimumRetryDelay: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    pub GetMinimumRetryDelay: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    pub SetNoProgressTimeout: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    pub GetNoProgressTimeout: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    pub GetErrorCount: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Errors: *mut ULONG) -> HRESULT,
    pub SetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        ProxyUsage: MaybeUninit<BG_JOB_PROXY_USAGE>,
        ProxyList: *const WCHAR,
        ProxyBypassList: *const WCHAR,
    ) -> HRESULT,
    pub GetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pProxyUsage: *mut BG_JOB_PROXY_USAGE,
        pProxyList: *mut LPWSTR,
        pProxyBypassList: *mut LPWSTR,
    ) -> HRESULT,
    pub TakeOwnership: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyJobs: GUID = GUID::from_u128(0x1af4f612_3b71_466f_8f58_7b6f73ac57ad);

#[repr(C)]
pub struct IEnumBackgroundCopyJobs {
    pub lpVtbl: *const IEnumBackgroundCopyJobsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobsVtbl {
    pub base: IUnknownVtbl,
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyJob,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs, celt: ULONG) -> HRESULT,
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs) -> HRESULT,
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        ppenum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    pub GetCount: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs, puCount: *mut ULONG) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback: GUID = GUID::from_u128(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22);

#[repr(C)]
pub struct IBackgroundCopyCallback {
    pub lpVtbl: *const IBackgroundCopyCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    pub JobTransferred:
        unsafe extern "system" fn(This: *mut IBackgroundCopyCallback, pJob: *mut IBackgroundCopyJob) -> HRESULT,
    pub JobError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    pub JobModification: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
}

pub const IID_AsyncIBackgroundCopyCallback: GUID = GUID::from_u128(0xca29d251_b4bb_4679_a3d9_ae8006119d54);

#[repr(C)]
pub struct AsyncIBackgroundCopyCallback {
    pub lpVtbl: *const AsyncIBackgroundCopyCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct AsyncIBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    pub Begin_JobTransferred:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback, pJob: *mut IBackgroundCopyJob) -> HRESULT,
    pub Finish_JobTransferred: unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    pub Begin_JobError: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    pub Finish_JobError: unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    pub Begin_JobModification: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
    pub Finish_JobModification: unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
}

pub const IID_IBackgroundCopyManager: GUID = GUID::from_u128(0x5ce34c0d_0dc9_4c1f_897c_daa1b78cee7c);

#[repr(C)]
pub struct IBackgroundCopyManager {
    pub lpVtbl: *const IBackgroundCopyManagerVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyManagerVtbl {
    pub base: IUnknownVtbl,
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        DisplayName: LPCWSTR,
        Type: MaybeUninit<BG_JOB_TYPE>,
        pJobId: *mut GUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        jobID: REFGUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        dwFlags: DWORD,
        ppEnum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        hResult: HRESULT,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager: GUID = GUID::from_u128(0x1deeb74f_7915_4560_b558_918c83f176a6);
pub const CLSID_BackgroundCopyManager: GUID = GUID::from_u128(0x4991d34b_80a1_4291_83b6_3328366b9097);
