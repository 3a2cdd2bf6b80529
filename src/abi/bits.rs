//! `bits.h`: the transfer queue, its jobs, files and errors. BITS 1.0; the newer versions' headers
//! follow at its end.
//!
//! What holds for every method:
//!
//! - It returns `E_POINTER` if the object is NULL, `E_INVALIDARG` if another pointer that must be
//!   there is NULL or a text is not valid UTF-16 or UTF-32, `E_OUTOFMEMORY`, and `E_UNEXPECTED` for
//!   a mistake inside the library.
//! - Out-parameters are zeroed first, and stay so on failure.
//! - Texts and arrays that it hands out are freed with `CoTaskMemFree`; interfaces that it hands
//!   out are released.
//! - What the caller passes in stays the caller's, and is copied before the call returns.
//! - It may be called from any thread. What it changed has reached the disk's cache when it returns
//!   `S_OK`, and the disk itself after `Resume`, `Complete` and `Cancel`.

use super::base::*;
use std::mem::MaybeUninit;

/// Where an error happened: the first half of what `IBackgroundCopyError::GetError` tells.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_ERROR_CONTEXT {
    /// No error happened.
    BG_ERROR_CONTEXT_NONE = 0,
    /// The place is not known.
    BG_ERROR_CONTEXT_UNKNOWN = 1,
    /// In the manager of the transfer queue.
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER = 2,
    /// While the queue manager was notifying the client.
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION = 3,
    /// With the local file: access denied, no space, changed during an upload.
    BG_ERROR_CONTEXT_LOCAL_FILE = 4,
    /// With the remote file: not found, not reachable, or its transfer failed.
    BG_ERROR_CONTEXT_REMOTE_FILE = 5,
    /// In the transport, without one remote file to blame.
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT = 6,
    /// In the server application that received the upload. BITS 1.2 and earlier: not used.
    BG_ERROR_CONTEXT_REMOTE_APPLICATION = 7,
    /// In the client's `ValidateServerCertificate`. Before BITS 10.3: not used.
    BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK = 8,
}

listed_enum!(BG_ERROR_CONTEXT:
    BG_ERROR_CONTEXT_NONE, BG_ERROR_CONTEXT_UNKNOWN, BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION, BG_ERROR_CONTEXT_LOCAL_FILE,
    BG_ERROR_CONTEXT_REMOTE_FILE, BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
    BG_ERROR_CONTEXT_REMOTE_APPLICATION, BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK
);

/// How a job ranks against other jobs and against the rest of the machine's traffic.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PRIORITY {
    /// Before all others, and as fast as the network allows.
    BG_JOB_PRIORITY_FOREGROUND = 0,
    /// First of the background priorities, which use idle bandwidth only.
    BG_JOB_PRIORITY_HIGH = 1,
    /// The default: after HIGH.
    BG_JOB_PRIORITY_NORMAL = 2,
    /// After NORMAL.
    BG_JOB_PRIORITY_LOW = 3,
}

listed_enum!(BG_JOB_PRIORITY:
    BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_HIGH, BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_LOW
);

/// What a job is doing. A new job is SUSPENDED.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_STATE {
    /// Ready; waits for its turn.
    BG_JOB_STATE_QUEUED = 0,
    /// Connecting to the server.
    BG_JOB_STATE_CONNECTING = 1,
    /// Moving data.
    BG_JOB_STATE_TRANSFERRING = 2,
    /// Stopped until `Resume`.
    BG_JOB_STATE_SUSPENDED = 3,
    /// Failed for good: needs `Resume` after the cause is gone, `Cancel`, or (downloads)
    /// `Complete`.
    BG_JOB_STATE_ERROR = 4,
    /// Failed for now: tried again after the minimum retry delay.
    BG_JOB_STATE_TRANSIENT_ERROR = 5,
    /// All files are transferred; waits for `Complete` or `Cancel`.
    BG_JOB_STATE_TRANSFERRED = 6,
    /// Final: `Complete` was called, and the job has left the queue.
    BG_JOB_STATE_ACKNOWLEDGED = 7,
    /// Final: `Cancel` was called, and the job has left the queue.
    BG_JOB_STATE_CANCELLED = 8,
}

listed_enum!(BG_JOB_STATE:
    BG_JOB_STATE_QUEUED, BG_JOB_STATE_CONNECTING, BG_JOB_STATE_TRANSFERRING, BG_JOB_STATE_SUSPENDED,
    BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSIENT_ERROR, BG_JOB_STATE_TRANSFERRED,
    BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_CANCELLED
);

/// The direction of a job's transfer: given to `IBackgroundCopyManager::CreateJob`, read with
/// `IBackgroundCopyJob::GetType`, fixed for the life of the job.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_TYPE {
    /// Files are downloaded from the server to the client: any number of them.
    BG_JOB_TYPE_DOWNLOAD = 0,
    /// One file is uploaded from the client to the server. BITS 1.2 and earlier: not supported.
    BG_JOB_TYPE_UPLOAD = 1,
    /// One file is uploaded from the client to the server, then the server application's reply file
    /// is downloaded. BITS 1.2 and earlier: not supported.
    BG_JOB_TYPE_UPLOAD_REPLY = 2,
}

listed_enum!(BG_JOB_TYPE: BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY);

/// Where a job's proxy settings come from.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PROXY_USAGE {
    /// The default: the user's own settings (here the environment: `http_proxy`, `https_proxy`,
    /// `all_proxy`, `no_proxy`).
    BG_JOB_PROXY_USAGE_PRECONFIG = 0,
    /// No proxy is used.
    BG_JOB_PROXY_USAGE_NO_PROXY = 1,
    /// The lists given with the job.
    BG_JOB_PROXY_USAGE_OVERRIDE = 2,
    /// Detected for each file. BITS 1.5 and earlier: not supported.
    BG_JOB_PROXY_USAGE_AUTODETECT = 3,
}

listed_enum!(BG_JOB_PROXY_USAGE:
    BG_JOB_PROXY_USAGE_PRECONFIG, BG_JOB_PROXY_USAGE_NO_PROXY, BG_JOB_PROXY_USAGE_OVERRIDE,
    BG_JOB_PROXY_USAGE_AUTODETECT
);

/// How far one file is.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_PROGRESS {
    /// The file's size, or `BG_SIZE_UNKNOWN`. With ranges: the sum of the bytes asked for.
    pub BytesTotal: UINT64,
    /// Bytes so far; back to 0 when the file starts over because it changed on the server.
    pub BytesTransferred: UINT64,
    /// Download: TRUE once `Complete` has put the file at its local name. Upload: TRUE when it is
    /// uploaded.
    pub Completed: BOOL,
}

/// A pair of names, for `IBackgroundCopyJob::AddFileSet`. The caller owns both texts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_INFO {
    /// The file's URL on the server: at most 2,200 characters.
    pub RemoteName: LPWSTR,
    /// The file's full path on the client.
    pub LocalName: LPWSTR,
}

/// How far a job is. For an upload with a reply: the upload alone.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_PROGRESS {
    /// The sum of the files' sizes, or `BG_SIZE_UNKNOWN` while one of them is not known.
    pub BytesTotal: UINT64,
    /// Bytes so far, of all files.
    pub BytesTransferred: UINT64,
    /// Files in the job.
    pub FilesTotal: ULONG,
    /// Files that are entirely transferred.
    pub FilesTransferred: ULONG,
}

/// When things happened to a job, in UTC.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_TIMES {
    /// When `CreateJob` made it.
    pub CreationTime: FILETIME,
    /// When it was last changed, changed state, or moved data.
    pub ModificationTime: FILETIME,
    /// When it entered `BG_JOB_STATE_TRANSFERRED`; 0 before that.
    pub TransferCompletionTime: FILETIME,
}

/// The size of a file that is not known yet, or never will be.
pub const BG_SIZE_UNKNOWN: UINT64 = -1_i64 as UINT64;
/// Notify when all files of the job are transferred: `JobTransferred`, or the command line.
pub const BG_NOTIFY_JOB_TRANSFERRED: ULONG = 0x0001;
/// Notify when the job enters `BG_JOB_STATE_ERROR`: `JobError`, or the command line.
pub const BG_NOTIFY_JOB_ERROR: ULONG = 0x0002;
/// Notify of nothing; the other flags are ignored.
pub const BG_NOTIFY_DISABLE: ULONG = 0x0004;
/// Notify of changes and progress: `JobModification`. No command line is run for it.
pub const BG_NOTIFY_JOB_MODIFICATION: ULONG = 0x0008;
/// Notify after each file: `IBackgroundCopyCallback2::FileTransferred`. Since BITS 3.0.
pub const BG_NOTIFY_FILE_TRANSFERRED: ULONG = 0x0010;
/// Notify of ranges asked for on demand: `IBackgroundCopyCallback3::FileRangesTransferred`. Since
/// BITS 10.1.
pub const BG_NOTIFY_FILE_RANGES_TRANSFERRED: ULONG = 0x0020;
/// For `EnumJobs`: the jobs of all users, not only the caller's. Administrators only.
pub const BG_JOB_ENUM_ALL_USERS: ULONG = 0x0001;

pub const IID_IBackgroundCopyFile: GUID = GUID::from_u128(0x01b7bd23_fb88_4a77_8490_5891d3e4653a);

/// One file of a job, as it is now. From `IEnumBackgroundCopyFiles::Next` or
/// `IBackgroundCopyError::GetFile`. BITS 1.0.
#[repr(C)]
pub struct IBackgroundCopyFile {
    pub lpVtbl: *const IBackgroundCopyFileVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFileVtbl {
    pub base: IUnknownVtbl,
    /// The file's name on the server.
    ///
    /// @param pVal Receives the URL, with later changes by `SetRemoteName`, `ReplaceRemotePrefix`
    /// and reported redirections; free it with `CoTaskMemFree`. @return `S_OK`.
    pub GetRemoteName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    /// The file's name on the client: where it is, or will be after `Complete`.
    ///
    /// @param pVal Receives the full path; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetLocalName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    /// How far the file is.
    ///
    /// @param pVal Receives the progress.
    /// @return `S_OK`.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile,
        pVal: *mut BG_FILE_PROGRESS,
    ) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyFiles: GUID =
    GUID::from_u128(0xca51e165_c365_424c_8d41_24aaa4ff3c40);

/// The files of a job at the time of `EnumFiles`, in the order they were added. BITS 1.0.
#[repr(C)]
pub struct IEnumBackgroundCopyFiles {
    pub lpVtbl: *const IEnumBackgroundCopyFilesVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyFilesVtbl {
    pub base: IUnknownVtbl,
    /// The next files.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them, each of which the caller releases.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyFile,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next files.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles, celt: ULONG) -> HRESULT,
    /// Starts again at the first file.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles) -> HRESULT,
    /// Another enumeration of the same files, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        ppenum: *mut *mut IEnumBackgroundCopyFiles,
    ) -> HRESULT,
    /// How many files there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyError: GUID = GUID::from_u128(0x19c613a0_fcb8_4f28_81ae_897c3d078f81);

/// What went wrong with a job: from `IBackgroundCopyJob::GetError`, or given to `JobError`. BITS
/// 1.0.
#[repr(C)]
pub struct IBackgroundCopyError {
    pub lpVtbl: *const IBackgroundCopyErrorVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyErrorVtbl {
    pub base: IUnknownVtbl,
    /// The error's code and place.
    ///
    /// @param pContext Receives the place. @param pCode    Receives the code: a `BG_E_*`,
    /// `0x8019nnnn` (HTTP status nnnn), `0x80072exx` (transport) or a system error. @return `S_OK`.
    pub GetError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pContext: *mut BG_ERROR_CONTEXT,
        pCode: *mut HRESULT,
    ) -> HRESULT,
    /// The file that was being transferred.
    ///
    /// @param pVal Receives the file, which the caller releases.
    /// @return `S_OK`; `BG_E_FILE_NOT_AVAILABLE` (`*pVal` is NULL) if the error is tied to no file.
    pub GetFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pVal: *mut *mut IBackgroundCopyFile,
    ) -> HRESULT,
    /// A sentence that says what is wrong and what to do.
    ///
    /// @param LanguageId        The language, as `MAKELANGID` makes it; texts here are English.
    /// @param pErrorDescription Receives the text; free it with `CoTaskMemFree`. @return `S_OK`;
    /// `E_INVALIDARG` for language 0; `HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND)` if there
    /// is no text in that language; `E_OUTOFMEMORY`.
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
    /// A sentence that says where the error happened.
    ///
    /// @param LanguageId          As for `GetErrorDescription`.
    /// @param pContextDescription Receives the text; free it with `CoTaskMemFree`.
    /// @return As for `GetErrorDescription`.
    pub GetErrorContextDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pContextDescription: *mut LPWSTR,
    ) -> HRESULT,
    /// The protocol of the transfer that failed.
    ///
    /// @param pProtocol Receives `http` or `file`; free it with `CoTaskMemFree`. @return `S_OK`;
    /// `BG_E_PROTOCOL_NOT_AVAILABLE` (`*pProtocol` is NULL) if the error has to do with no
    /// protocol.
    pub GetProtocol: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pProtocol: *mut LPWSTR,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyJob: GUID = GUID::from_u128(0x37668d37_507e_4160_9316_26306d150b12);

/// A job: files that are transferred together, with their properties. From
/// `IBackgroundCopyManager`. `QueryInterface` gives its newer interfaces, up to
/// `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to 3. BITS 1.0.
///
/// Every `Set...` method, and every method that changes the job, returns `BG_E_INVALID_STATE` once
/// the job is ACKNOWLEDGED or CANCELLED. Getters go on working.
#[repr(C)]
pub struct IBackgroundCopyJob {
    pub lpVtbl: *const IBackgroundCopyJobVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobVtbl {
    pub base: IUnknownVtbl,
    /// Adds files: all of them, or on failure none.
    ///
    /// @param cFileCount How many; at least 1.
    /// @param pFileSet   Their names; read before the call returns.
    /// @return As for `AddFile`.
    pub AddFileSet: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        cFileCount: ULONG,
        pFileSet: *mut BG_FILE_INFO,
    ) -> HRESULT,
    /// Adds one file. In state TRANSFERRED `Resume` is needed to transfer it.
    ///
    /// @param RemoteUrl The file on the server: `http://`, `https://`, `file://` or a local path;
    /// at most 2,200 characters, no wildcards. For an upload, where it goes. @param LocalName Full
    /// path of the file on the client; its folder exists. For a download the file appears at
    /// `Complete`. @return `S_OK`; `E_INVALIDARG` for a name that is not valid; `E_ACCESSDENIED` if
    /// the folder may not be written to; `BG_E_TOO_MANY_FILES` for a second file in an upload job;
    /// `BG_E_TOO_MANY_FILES_IN_JOB`; `BG_E_INVALID_STATE` if the job is final.
    pub AddFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        RemoteUrl: LPCWSTR,
        LocalName: LPCWSTR,
    ) -> HRESULT,
    /// The job's files as they are now.
    ///
    /// @param pEnum Receives the enumeration, which the caller releases.
    /// @return `S_OK`.
    pub EnumFiles: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pEnum: *mut *mut IEnumBackgroundCopyFiles,
    ) -> HRESULT,
    /// Stops the job until `Resume`. What is transferred is kept.
    ///
    /// @return `S_OK`, also if it is suspended already; `BG_E_INVALID_STATE` if the job is final.
    pub Suspend: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Starts a new job, a suspended one, or one in an error state; a transfer goes on where it
    /// stopped if the remote file is unchanged.
    ///
    /// @return `S_OK`; `BG_E_EMPTY` if the job has no files; `BG_E_INVALID_STATE` if it is final.
    pub Resume: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Takes the job out of the queue and deletes its temporary files, on the server too.
    ///
    /// @return `S_OK`; `BG_S_UNABLE_TO_DELETE_FILES` if some temporary file stays;
    /// `BG_E_INVALID_STATE` if the job is final.
    pub Cancel: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Ends the job: puts its files at their local names and takes it out of the queue. A download
    /// may be completed in any state, and keeps the files that are entirely transferred; an upload
    /// only in TRANSFERRED.
    ///
    /// @return `S_OK` if all files are there; `BG_S_PARTIAL_COMPLETE` if only some are;
    /// `BG_S_UNABLE_TO_DELETE_FILES` if some temporary file stays; `BG_E_INVALID_STATE`; or what
    /// renaming a file met, then the job stays TRANSFERRED and `Complete` can be called again.
    pub Complete: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// The job's id, with which `IBackgroundCopyManager::GetJob` finds it, also in another process.
    ///
    /// @param pVal Receives the id.
    /// @return `S_OK`.
    pub GetId: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut GUID) -> HRESULT,
    /// The job's type, as given to `CreateJob`.
    ///
    /// @param pVal Receives the type.
    /// @return `S_OK`.
    pub GetType:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_TYPE) -> HRESULT,
    /// How far the job is.
    ///
    /// @param pVal Receives the progress.
    /// @return `S_OK`.
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_PROGRESS,
    ) -> HRESULT,
    /// When the job was made, changed and transferred.
    ///
    /// @param pVal Receives the times.
    /// @return `S_OK`.
    pub GetTimes: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_TIMES,
    ) -> HRESULT,
    /// What the job is doing.
    ///
    /// @param pVal Receives the state.
    /// @return `S_OK`.
    pub GetState: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_STATE,
    ) -> HRESULT,
    /// What went wrong last: from the time the job enters ERROR or TRANSIENT_ERROR until data moves
    /// again.
    ///
    /// @param ppError Receives the error, which the caller releases.
    /// @return `S_OK`; `BG_E_ERROR_INFORMATION_UNAVAILABLE` if there is none.
    pub GetError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        ppError: *mut *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// Who owns the job.
    ///
    /// @param pVal Receives the user's id as a SID string, here `S-1-22-1-<uid>`; free it with
    /// `CoTaskMemFree`. @return `S_OK`.
    pub GetOwner:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Renames the job. Names need not be unique.
    ///
    /// @param Val The name; at most 256 characters.
    /// @return `S_OK`; `E_INVALIDARG` for NULL; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
    pub SetDisplayName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    /// The job's name.
    ///
    /// @param pVal Receives the name; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetDisplayName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Describes the job.
    ///
    /// @param Val The description; at most 1,024 characters.
    /// @return `S_OK`; `E_INVALIDARG` for NULL; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
    pub SetDescription:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    /// The job's description; empty unless set.
    ///
    /// @param pVal Receives the description; free it with `CoTaskMemFree`.
    /// @return `S_OK`.
    pub GetDescription:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Ranks the job anew, also while it runs.
    ///
    /// @param Val The priority; NORMAL unless set. @return `S_OK`; `E_NOTIMPL` for a value that is
    /// not defined; `BG_E_INVALID_STATE`; `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` if another
    /// method made the job FOREGROUND.
    pub SetPriority: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        Val: MaybeUninit<BG_JOB_PRIORITY>,
    ) -> HRESULT,
    /// The job's priority.
    ///
    /// @param pVal Receives the priority.
    /// @return `S_OK`.
    pub GetPriority: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_PRIORITY,
    ) -> HRESULT,
    /// Chooses the events the client is told of.
    ///
    /// @param Val `BG_NOTIFY_*` flags, all of them anew.
    /// @return `S_OK`; `E_NOTIMPL` for flags that are not defined; `BG_E_INVALID_STATE`.
    pub SetNotifyFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: ULONG) -> HRESULT,
    /// The events the client is told of.
    ///
    /// @param pVal Receives the `BG_NOTIFY_*` flags.
    /// @return `S_OK`.
    pub GetNotifyFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut ULONG) -> HRESULT,
    /// Registers the object that is told of events; the last one registered counts. It lasts as
    /// long as the client's process.
    ///
    /// @param Val An object with `IBackgroundCopyCallback`, of which a reference is kept; NULL for
    /// none. It is called on a thread of the library's own. @return `S_OK`; `E_NOINTERFACE` for an
    /// object without that interface; `BG_E_INVALID_STATE`.
    pub SetNotifyInterface:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: *mut IUnknown) -> HRESULT,
    /// The object that this process registered.
    ///
    /// @param pVal Receives the object, which the caller releases, or NULL.
    /// @return `S_OK`.
    pub GetNotifyInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut *mut IUnknown,
    ) -> HRESULT,
    /// How long to wait after a transient error.
    ///
    /// @param Seconds Seconds; 600 unless set, and 5 if less than 5.
    /// @return `S_OK`; `BG_E_INVALID_STATE`.
    pub SetMinimumRetryDelay:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    /// How long the job waits after a transient error.
    ///
    /// @param Seconds Receives seconds.
    /// @return `S_OK`.
    pub GetMinimumRetryDelay:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    /// How long to go on trying without progress before the job enters ERROR.
    ///
    /// @param Seconds Seconds; 1,209,600 (14 days) unless set; 0 makes every error final.
    /// @return `S_OK`; `BG_E_INVALID_STATE`.
    pub SetNoProgressTimeout:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    /// How long the job goes on trying without progress.
    ///
    /// @param Seconds Receives seconds.
    /// @return `S_OK`.
    pub GetNoProgressTimeout:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    /// How often a transfer of the job failed. Never reset.
    ///
    /// @param Errors Receives the number.
    /// @return `S_OK`.
    pub GetErrorCount:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Errors: *mut ULONG) -> HRESULT,
    /// Chooses the job's proxies. What the lists say is checked when the job connects.
    ///
    /// @param ProxyUsage      Where the settings come from. @param ProxyList       With `OVERRIDE`,
    /// the proxies: `[<protocol>=][<protocol>://]<server>[:<port>]`, separated by spaces, at most
    /// 4,000 characters. Otherwise NULL. @param ProxyBypassList With `OVERRIDE`, hosts that are
    /// reached directly, or NULL: `*` at the left end, `<local>` for names without a period; at
    /// most 4,000 characters. Otherwise NULL. @return `S_OK`; `E_NOTIMPL` for a usage that is not
    /// defined; `E_INVALIDARG` for lists that do not go with it; `BG_E_PROXY_LIST_TOO_LARGE`;
    /// `BG_E_PROXY_BYPASS_LIST_TOO_LARGE`; `BG_E_INVALID_STATE`.
    pub SetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        ProxyUsage: MaybeUninit<BG_JOB_PROXY_USAGE>,
        ProxyList: *const WCHAR,
        ProxyBypassList: *const WCHAR,
    ) -> HRESULT,
    /// The job's proxies.
    ///
    /// @param pProxyUsage      Receives where they come from. @param pProxyList       Receives the
    /// proxies, or NULL; free it with `CoTaskMemFree`. @param pProxyBypassList Receives the hosts
    /// reached directly, or NULL; free it with `CoTaskMemFree`. @return `S_OK`.
    pub GetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pProxyUsage: *mut BG_JOB_PROXY_USAGE,
        pProxyList: *mut LPWSTR,
        pProxyBypassList: *mut LPWSTR,
    ) -> HRESULT,
    /// Makes the caller the owner, and removes credentials, client certificates, custom headers and
    /// the command line. Administrators only, except for one's own jobs.
    ///
    /// @return `S_OK`; `E_ACCESSDENIED`; `BG_E_NEW_OWNER_NO_FILE_ACCESS`;
    /// `BG_E_NEW_OWNER_DIFF_MAPPING`; `BG_E_INVALID_STATE`.
    pub TakeOwnership: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
}

pub const IID_IEnumBackgroundCopyJobs: GUID =
    GUID::from_u128(0x1af4f612_3b71_466f_8f58_7b6f73ac57ad);

/// The jobs in the queue at the time of `EnumJobs`. BITS 1.0.
#[repr(C)]
pub struct IEnumBackgroundCopyJobs {
    pub lpVtbl: *const IEnumBackgroundCopyJobsVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobsVtbl {
    pub base: IUnknownVtbl,
    /// The next jobs.
    ///
    /// @param celt         How many at most.
    /// @param rgelt        Receives them, each of which the caller releases.
    /// @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
    /// @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyJob,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Leaves out the next jobs.
    ///
    /// @param celt How many.
    /// @return `S_OK`; `S_FALSE` if fewer were left.
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs, celt: ULONG) -> HRESULT,
    /// Starts again at the first job.
    ///
    /// @return `S_OK`.
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs) -> HRESULT,
    /// Another enumeration of the same jobs, at the same place.
    ///
    /// @param ppenum Receives it; the caller releases it.
    /// @return `S_OK`.
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        ppenum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    /// How many jobs there are in all.
    ///
    /// @param puCount Receives the number.
    /// @return `S_OK`.
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

pub const IID_IBackgroundCopyCallback: GUID =
    GUID::from_u128(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22);

/// What a client implements to be told of a job's events; registered with `SetNotifyInterface`.
/// BITS 1.0.
///
/// Methods are called one after the other for one job, on a thread of the library's own. Arguments
/// belong to the caller: do not release them. All methods return `S_OK`, also for events nobody
/// asked for.
#[repr(C)]
pub struct IBackgroundCopyCallback {
    pub lpVtbl: *const IBackgroundCopyCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    /// All files are transferred, the reply too. Usually the place to call `Complete`.
    ///
    /// @param pJob The job. @return `S_OK`. After anything else it is called again, or the command
    /// line is run if there is one.
    pub JobTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// The job entered `BG_JOB_STATE_ERROR`.
    ///
    /// @param pJob   The job.
    /// @param pError What went wrong.
    /// @return As for `JobTransferred`.
    pub JobError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// The job moved data, got a file, changed a property, or changed its state to another than
    /// ERROR and TRANSFERRED. Some of these calls may be left out.
    ///
    /// @param pJob       The job.
    /// @param dwReserved 0.
    /// @return `S_OK`; other codes are ignored.
    pub JobModification: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
}

pub const IID_AsyncIBackgroundCopyCallback: GUID =
    GUID::from_u128(0xca29d251_b4bb_4679_a3d9_ae8006119d54);

/// `IBackgroundCopyCallback` in two halves, as Windows' asynchronous calls between processes use
/// it. Never called here. BITS 1.0.
#[repr(C)]
pub struct AsyncIBackgroundCopyCallback {
    pub lpVtbl: *const AsyncIBackgroundCopyCallbackVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct AsyncIBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    /// Begins `JobTransferred`.
    ///
    /// @param pJob The job.
    /// @return `S_OK`.
    pub Begin_JobTransferred: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Ends `JobTransferred`.
    ///
    /// @return What `JobTransferred` returns.
    pub Finish_JobTransferred:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    /// Begins `JobError`.
    ///
    /// @param pJob   The job.
    /// @param pError What went wrong.
    /// @return `S_OK`.
    pub Begin_JobError: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// Ends `JobError`.
    ///
    /// @return What `JobError` returns.
    pub Finish_JobError:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    /// Begins `JobModification`.
    ///
    /// @param pJob       The job.
    /// @param dwReserved 0.
    /// @return `S_OK`.
    pub Begin_JobModification: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
    /// Ends `JobModification`.
    ///
    /// @return What `JobModification` returns.
    pub Finish_JobModification:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
}

pub const IID_IBackgroundCopyManager: GUID =
    GUID::from_u128(0x5ce34c0d_0dc9_4c1f_897c_daa1b78cee7c);

/// The transfer queue: makes jobs and finds them. `CoCreateInstance(CLSID_BackgroundCopyManager,
/// ...)` gives it. BITS 1.0.
#[repr(C)]
pub struct IBackgroundCopyManager {
    pub lpVtbl: *const IBackgroundCopyManagerVtbl,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyManagerVtbl {
    pub base: IUnknownVtbl,
    /// Makes a job: SUSPENDED, without files, owned by the caller. It stays in the queue, across
    /// restarts, until `Complete` or `Cancel`.
    ///
    /// @param DisplayName The job's name; at most 256 characters; need not be unique. @param Type
    /// The job's type. BITS 1.2 and earlier know downloads only. @param pJobId      Receives the
    /// job's id. @param ppJob       Receives the job, which the caller releases. @return `S_OK`;
    /// `E_INVALIDARG` if the name is NULL or too long, or the type is not defined;
    /// `BG_E_TOO_MANY_JOBS_PER_USER`; `BG_E_TOO_MANY_JOBS_PER_MACHINE`. On failure nothing is made.
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        DisplayName: LPCWSTR,
        Type: MaybeUninit<BG_JOB_TYPE>,
        pJobId: *mut GUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Finds a job in the queue.
    ///
    /// @param jobID The job's id. @param ppJob Receives the job, which the caller releases. @return
    /// `S_OK`; `BG_E_NOT_FOUND` if it is not in the queue, or no longer; `E_ACCESSDENIED` if it is
    /// another user's.
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        jobID: REFGUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// The jobs in the queue as they are now, in no particular order.
    ///
    /// @param dwFlags 0 for the caller's jobs, or `BG_JOB_ENUM_ALL_USERS`. @param ppEnum  Receives
    /// the enumeration, which the caller releases. @return `S_OK`; `E_ACCESSDENIED` if the caller
    /// may not see all users' jobs; `E_NOTIMPL` for other flags.
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        dwFlags: DWORD,
        ppEnum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    /// A sentence for a code that a method returned.
    ///
    /// @param hResult           The code.
    /// @param LanguageId        The language, as `MAKELANGID` makes it; texts here are English.
    /// @param pErrorDescription Receives the text; free it with `CoTaskMemFree`.
    /// @return As for `IBackgroundCopyError::GetErrorDescription`.
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        hResult: HRESULT,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
}

pub const LIBID_BackgroundCopyManager: GUID =
    GUID::from_u128(0x1deeb74f_7915_4560_b558_918c83f176a6);
/// The class to give to `CoCreateInstance`. Those of other versions make the same object.
pub const CLSID_BackgroundCopyManager: GUID =
    GUID::from_u128(0x4991d34b_80a1_4291_83b6_3328366b9097);
