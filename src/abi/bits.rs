//! `bits.h`: the transfer queue, its jobs, their files and their errors (BITS 1.0). The headers of
//! the newer versions are included at its end.
//!
//! A program creates the queue manager, creates or finds a job, adds files, resumes the job, waits
//! until the job is transferred, and completes it. The comments of `IBackgroundCopyManager`,
//! `IBackgroundCopyJob`, `IBackgroundCopyCallback` and `IBackgroundCopyFile6` tell the order of
//! calls.
//!
//! The following rules hold for every method of every interface that the library implements. The
//! comment of a method lists only what is particular to it.
//!
//! Result codes. A method returns an `HRESULT`: negative for a failure, otherwise success. Besides
//! the codes that are listed with it, a method returns:
//!
//! - `E_POINTER` when the object pointer is NULL.
//! - `E_INVALIDARG` when another pointer that is required is NULL, or when a text is not valid
//!   UTF-16 or UTF-32. A pointer is required unless its description allows NULL.
//! - `E_OUTOFMEMORY` when there is not enough memory.
//! - `E_UNEXPECTED` when the library meets a defect of its own. The details are in its log.
//! - The code of a system error when the queue's database or a local file cannot be used.
//!
//! A method that fails changes nothing, unless its comment says otherwise.
//!
//! Output parameters. Each one is set to zero before the method does anything else, and stays zero
//! when the method fails.
//!
//! Memory. The caller frees texts and arrays that a method returns with `CoTaskMemFree`, and
//! releases interfaces that a method returns with `Release`. Everything that the caller passes in
//! stays the caller's; the method copies what it needs before it returns.
//!
//! Texts. They end with a zero. Limits are given in characters, counted as UTF-16 units, without
//! the terminating zero.
//!
//! Threads. Every method may be called from any thread at any time, also from a callback. The
//! library holds no lock while it calls the client.
//!
//! Durability. When a method returns success, its effect survives the sudden end of every process.
//! The effect of `Resume`, `Complete` and `Cancel` survives a power failure as well, and so do
//! files that are added to a job after `Resume`.
//!
//! Final jobs. A job is final when it is ACKNOWLEDGED or CANCELLED: it has left the queue. A method
//! that changes a final job, or one of its files, returns `BG_E_INVALID_STATE`. Methods that read
//! it still work.
//!
//! Names. The comments name states and priorities without their prefix: TRANSFERRED stands for
//! `BG_JOB_STATE_TRANSFERRED`, and FOREGROUND for `BG_JOB_PRIORITY_FOREGROUND`.

use super::base::*;
use std::mem::MaybeUninit;

/// Names the part of a transfer in which an error occurred. `IBackgroundCopyError::GetError`
/// returns it.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_ERROR_CONTEXT {
    /// No error occurred.
    BG_ERROR_CONTEXT_NONE = 0,
    /// The part is not known.
    BG_ERROR_CONTEXT_UNKNOWN = 1,
    /// The error occurred in the manager of the transfer queue.
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER = 2,
    /// The error occurred while the queue manager notified the client.
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION = 3,
    /// The error concerns the local file: access was denied, the disk is full, or the file changed
    /// during its upload.
    BG_ERROR_CONTEXT_LOCAL_FILE = 4,
    /// The error concerns the remote file: it was not found, could not be reached, or its transfer
    /// failed.
    BG_ERROR_CONTEXT_REMOTE_FILE = 5,
    /// The error occurred in the transport and concerns no particular remote file.
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT = 6,
    /// The error occurred in the server application that received the upload.
    ///
    /// @since BITS 1.5
    BG_ERROR_CONTEXT_REMOTE_APPLICATION = 7,
    /// The error occurred in the client's `ValidateServerCertificate`.
    ///
    /// @since BITS 10.3
    BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK = 8,
}

listed_enum!(BG_ERROR_CONTEXT:
    BG_ERROR_CONTEXT_NONE, BG_ERROR_CONTEXT_UNKNOWN, BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION, BG_ERROR_CONTEXT_LOCAL_FILE,
    BG_ERROR_CONTEXT_REMOTE_FILE, BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
    BG_ERROR_CONTEXT_REMOTE_APPLICATION, BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK
);

/// Ranks a job among the other jobs, and against the other traffic of the network.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PRIORITY {
    /// The job runs before all others, and as fast as the network allows.
    BG_JOB_PRIORITY_FOREGROUND = 0,
    /// The highest of the three background priorities. Background jobs use idle bandwidth only.
    BG_JOB_PRIORITY_HIGH = 1,
    /// The default. The job runs in the background, after HIGH jobs.
    BG_JOB_PRIORITY_NORMAL = 2,
    /// The job runs in the background, after NORMAL jobs.
    BG_JOB_PRIORITY_LOW = 3,
}

listed_enum!(BG_JOB_PRIORITY:
    BG_JOB_PRIORITY_FOREGROUND, BG_JOB_PRIORITY_HIGH, BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_LOW
);

/// Describes the stage that a job has reached. A new job is SUSPENDED. The comment of
/// `IBackgroundCopyJob` lists the transitions.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_STATE {
    /// The job is ready and waits for its turn.
    BG_JOB_STATE_QUEUED = 0,
    /// The job connects to the server.
    BG_JOB_STATE_CONNECTING = 1,
    /// The job transfers data.
    BG_JOB_STATE_TRANSFERRING = 2,
    /// The job is stopped until `Resume`.
    BG_JOB_STATE_SUSPENDED = 3,
    /// The job failed and is not retried. It needs `Resume` after the cause is removed, `Cancel`,
    /// or, for a download, `Complete`.
    BG_JOB_STATE_ERROR = 4,
    /// The job failed for the moment. It is retried after the minimum retry delay.
    BG_JOB_STATE_TRANSIENT_ERROR = 5,
    /// All files are transferred. The job needs `Complete` or `Cancel`.
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

/// Gives the direction of a job's transfer. It is passed to `IBackgroundCopyManager::CreateJob`, is
/// returned by `IBackgroundCopyJob::GetType`, and never changes.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_TYPE {
    /// The job downloads any number of files from the server to the client. A server that states no
    /// size or supports no ranges is used in one pass at every priority, unless the policy sets
    /// `strict_http_requirements`; on Windows a background job fails at such a server.
    BG_JOB_TYPE_DOWNLOAD = 0,
    /// The job uploads one file from the client to the server.
    ///
    /// @since BITS 1.5
    BG_JOB_TYPE_UPLOAD = 1,
    /// The job uploads one file from the client to the server, then downloads the reply file of the
    /// server application.
    ///
    /// @since BITS 1.5
    BG_JOB_TYPE_UPLOAD_REPLY = 2,
}

listed_enum!(BG_JOB_TYPE: BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY);

/// Selects the source of a job's proxy settings.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BG_JOB_PROXY_USAGE {
    /// The default: the user's own settings, which are the environment variables `http_proxy`,
    /// `https_proxy`, `all_proxy` and `no_proxy`.
    BG_JOB_PROXY_USAGE_PRECONFIG = 0,
    /// No proxy is used.
    BG_JOB_PROXY_USAGE_NO_PROXY = 1,
    /// The lists that are passed with the job are used.
    BG_JOB_PROXY_USAGE_OVERRIDE = 2,
    /// The proxy is detected for each file. Here this means the same as PRECONFIG.
    ///
    /// @since BITS 2.0
    BG_JOB_PROXY_USAGE_AUTODETECT = 3,
}

listed_enum!(BG_JOB_PROXY_USAGE:
    BG_JOB_PROXY_USAGE_PRECONFIG, BG_JOB_PROXY_USAGE_NO_PROXY, BG_JOB_PROXY_USAGE_OVERRIDE,
    BG_JOB_PROXY_USAGE_AUTODETECT
);

/// Describes the progress of one file.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_PROGRESS {
    /// Size of the file in bytes, or `BG_SIZE_UNKNOWN`. For a file that is made of ranges, the sum
    /// of their lengths.
    pub BytesTotal: UINT64,
    /// Bytes transferred so far. The value returns to 0 when the file starts over because it
    /// changed on the server.
    pub BytesTransferred: UINT64,
    /// For a download, TRUE once `Complete` has put the file at its local name. For an upload, TRUE
    /// once the file is uploaded.
    pub Completed: BOOL,
}

/// Pairs the two names of a file for `IBackgroundCopyJob::AddFileSet`. The caller owns both texts.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_FILE_INFO {
    /// Name of the file on the server, at most 2,200 characters; see `IBackgroundCopyJob::AddFile`.
    pub RemoteName: LPWSTR,
    /// Full path of the file on the client, at most 260 characters.
    pub LocalName: LPWSTR,
}

/// Describes the progress of a job. For an upload with a reply it covers the upload alone.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_PROGRESS {
    /// Sum of the sizes of the files in bytes, or `BG_SIZE_UNKNOWN` while one of them is not known.
    pub BytesTotal: UINT64,
    /// Bytes transferred so far, for all files together.
    pub BytesTransferred: UINT64,
    /// Number of files in the job.
    pub FilesTotal: ULONG,
    /// Number of files that are transferred completely.
    pub FilesTransferred: ULONG,
}

/// Holds the times of a job, in UTC.
///
/// @since BITS 1.0
#[repr(C)]
#[derive(Clone, Copy)]
pub struct BG_JOB_TIMES {
    /// Time at which `CreateJob` created the job.
    pub CreationTime: FILETIME,
    /// Time at which the job last changed a property or its state, or transferred data.
    pub ModificationTime: FILETIME,
    /// Time at which the job became TRANSFERRED; 0 before that.
    pub TransferCompletionTime: FILETIME,
}

/// Stands for the size of a file whose size is not known yet, or is never known.
pub const BG_SIZE_UNKNOWN: UINT64 = -1_i64 as UINT64;
/// Requests a notification when all files of the job are transferred: `JobTransferred`, or the
/// command line.
pub const BG_NOTIFY_JOB_TRANSFERRED: ULONG = 0x0001;
/// Requests a notification when the job enters ERROR: `JobError`, or the command line.
pub const BG_NOTIFY_JOB_ERROR: ULONG = 0x0002;
/// Switches all notifications off. The other flags are ignored.
pub const BG_NOTIFY_DISABLE: ULONG = 0x0004;
/// Requests notifications of changes and of progress: `JobModification`. No command line is run for
/// them.
pub const BG_NOTIFY_JOB_MODIFICATION: ULONG = 0x0008;
/// Requests a notification after each file: `IBackgroundCopyCallback2::FileTransferred`. No command
/// line is run for it.
///
/// @since BITS 3.0
pub const BG_NOTIFY_FILE_TRANSFERRED: ULONG = 0x0010;
/// Requests notifications of ranges that were requested on demand:
/// `IBackgroundCopyCallback3::FileRangesTransferred`. No command line is run for them.
///
/// @since BITS 10.1
pub const BG_NOTIFY_FILE_RANGES_TRANSFERRED: ULONG = 0x0020;
/// Makes `EnumJobs` list the jobs of all users instead of the caller's. Only administrators may use
/// it.
pub const BG_JOB_ENUM_ALL_USERS: ULONG = 0x0001;

/// Identifies the interface `IBackgroundCopyFile`.
pub const IID_IBackgroundCopyFile: GUID = GUID::from_u128(0x01b7bd23_fb88_4a77_8490_5891d3e4653a);

/// Represents one file of a job. The object is a live view: each call returns the present values.
/// `IEnumBackgroundCopyFiles::Next` and `IBackgroundCopyError::GetFile` return it. `QueryInterface`
/// returns its newer interfaces, `IBackgroundCopyFile2` to `IBackgroundCopyFile6`.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IBackgroundCopyFile {
    pub lpVtbl: *const IBackgroundCopyFileVtbl,
}

/// Table of the methods of `IBackgroundCopyFile`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyFileVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the name of the file on the server.
    ///
    /// - @param pVal (out) Receives the name as it was given, with later changes by
    ///   `SetRemoteName`, `ReplaceRemotePrefix` and reported redirections. Free it with
    ///   `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetRemoteName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    /// Retrieves the name of the file on the client. A downloaded file has this name after
    /// `Complete`.
    ///
    /// - @param pVal (out) Receives the full path. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetLocalName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyFile, pVal: *mut LPWSTR) -> HRESULT,
    /// Retrieves the progress of the file.
    ///
    /// - @param pVal (out) Receives the progress.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyFile,
        pVal: *mut BG_FILE_PROGRESS,
    ) -> HRESULT,
}

/// Identifies the interface `IEnumBackgroundCopyFiles`.
pub const IID_IEnumBackgroundCopyFiles: GUID =
    GUID::from_u128(0xca51e165_c365_424c_8d41_24aaa4ff3c40);

/// Enumerates the files of a job in the order in which they were added. The list is made by
/// `EnumFiles` and does not change afterwards.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IEnumBackgroundCopyFiles {
    pub lpVtbl: *const IEnumBackgroundCopyFilesVtbl,
}

/// Table of the methods of `IEnumBackgroundCopyFiles`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyFilesVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next files.
    ///
    /// - @param celt (in) Maximum number of files to return.
    /// - @param rgelt (out) Receives the files; it has room for `celt` pointers. Release each of
    ///   them.
    /// - @param pceltFetched (out) Receives the number of files returned. It may be NULL if `celt`
    ///   is 1.
    /// - @retval S_OK when `celt` files are returned.
    /// - @retval S_FALSE when fewer files are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    ///
    /// @since BITS 1.0
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyFile,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next files.
    ///
    /// - @param celt (in) Number of files to skip.
    /// - @retval S_OK when `celt` files are skipped.
    /// - @retval S_FALSE when fewer files were left. The enumeration is then at its end.
    ///
    /// @since BITS 1.0
    pub Skip:
        unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles, celt: ULONG) -> HRESULT,
    /// Moves back to the first file of the same list.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyFiles) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        ppenum: *mut *mut IEnumBackgroundCopyFiles,
    ) -> HRESULT,
    /// Retrieves the number of files in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyFiles,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyError`.
pub const IID_IBackgroundCopyError: GUID = GUID::from_u128(0x19c613a0_fcb8_4f28_81ae_897c3d078f81);

/// Describes the error of a job. `IBackgroundCopyJob::GetError` returns it, and `JobError` passes
/// it. The object keeps the error that it was created with.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IBackgroundCopyError {
    pub lpVtbl: *const IBackgroundCopyErrorVtbl,
}

/// Table of the methods of `IBackgroundCopyError`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyErrorVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the code of the error and the part of the transfer in which it occurred.
    ///
    /// - @param pContext (out) Receives the part.
    /// - @param pCode (out) Receives the code: a `BG_E_*` code, 0x80190000 plus an HTTP status,
    ///   `HRESULT_FROM_WIN32` of a transport error from 12001 on (0x80072EE1), or the code of a
    ///   system error.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pContext: *mut BG_ERROR_CONTEXT,
        pCode: *mut HRESULT,
    ) -> HRESULT,
    /// Retrieves the file that was being transferred.
    ///
    /// - @param pVal (out) Receives the file. Release it.
    /// - @retval S_OK on success.
    /// - @retval BG_E_FILE_NOT_AVAILABLE when the error concerns no file.
    ///
    /// @since BITS 1.0
    pub GetFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pVal: *mut *mut IBackgroundCopyFile,
    ) -> HRESULT,
    /// Retrieves an English sentence that tells the cause of the error and the remedy.
    ///
    /// - @param LanguageId (in) Language of the text, as `MAKELANGID` forms it: any form of
    ///   English, or the default language. Not 0.
    /// - @param pErrorDescription (out) Receives the text. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `LanguageId` is 0.
    /// - @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text in that
    ///   language.
    ///
    /// @since BITS 1.0
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
    /// Retrieves an English sentence that tells in which part of the transfer the error occurred.
    ///
    /// - @param LanguageId (in) Language of the text, as for `GetErrorDescription`.
    /// - @param pContextDescription (out) Receives the text. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `LanguageId` is 0.
    /// - @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text in that
    ///   language.
    ///
    /// @since BITS 1.0
    pub GetErrorContextDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        LanguageId: DWORD,
        pContextDescription: *mut LPWSTR,
    ) -> HRESULT,
    /// Retrieves the protocol of the transfer that failed.
    ///
    /// - @param pProtocol (out) Receives `http`, also for HTTPS, or `file`. Free it with
    ///   `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval BG_E_PROTOCOL_NOT_AVAILABLE when the error concerns no protocol.
    ///
    /// @since BITS 1.0
    pub GetProtocol: unsafe extern "system" fn(
        This: *mut IBackgroundCopyError,
        pProtocol: *mut LPWSTR,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyJob`.
pub const IID_IBackgroundCopyJob: GUID = GUID::from_u128(0x37668d37_507e_4160_9316_26306d150b12);

/// Represents a job: files that are transferred together, and their properties.
/// `IBackgroundCopyManager` returns it. `QueryInterface` returns its newer interfaces,
/// `IBackgroundCopyJob2` to `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to
/// `IBackgroundCopyJobHttpOptions3`.
///
/// Order of calls:
///
/// 1. Create the job with `IBackgroundCopyManager::CreateJob`. It is SUSPENDED and has no files.
/// 2. Set its properties, and add files with `AddFile` or `AddFileSet`: any number for a download,
///    exactly one for an upload.
/// 3. Call `Resume`. The job takes its turn and transfers its files one after the other.
/// 4. Wait until the job is TRANSFERRED or in ERROR: register a callback object with
///    `SetNotifyInterface`, set a program with `IBackgroundCopyJob2::SetNotifyCmdLine`, or poll
///    `GetState`.
/// 5. In TRANSFERRED, call `Complete`. It puts the downloaded files at their local names; until
///    then their data is in temporary files. `Cancel` drops the files instead.
/// 6. In ERROR, read the error with `GetError`. Remove its cause and call `Resume`, or call
///    `Cancel`, or keep the files that a download has transferred with `Complete`.
///
/// Transitions between states:
///
/// - SUSPENDED to QUEUED: `Resume` is called.
/// - QUEUED to CONNECTING to TRANSFERRING: the job gets its turn, and the server answers.
/// - CONNECTING or TRANSFERRING to QUEUED: the turn ends, or a more important job takes it.
/// - TRANSFERRING to TRANSFERRED: all files are transferred, and the reply of an upload with a
///   reply.
/// - QUEUED, CONNECTING or TRANSFERRING to TRANSIENT_ERROR: an error occurs that may pass, the
///   network is lost, or a policy blocks the transfer.
/// - TRANSIENT_ERROR to QUEUED: the minimum retry delay ends, the obstacle is gone, or `Resume` is
///   called.
/// - TRANSIENT_ERROR to ERROR: the no-progress timeout ends.
/// - QUEUED, CONNECTING or TRANSFERRING to ERROR: an error occurs that does not pass by itself.
/// - ERROR to QUEUED: `Resume` is called.
/// - TRANSFERRED to QUEUED: `Resume` is called after files were added.
/// - TRANSFERRED to ERROR: `IBackgroundCopyFile3::SetValidationState` rejects a file.
/// - QUEUED, CONNECTING, TRANSFERRING or TRANSIENT_ERROR to SUSPENDED: `Suspend` is called.
/// - Any state that is not final to ACKNOWLEDGED: `Complete` is called; for an upload only in
///   TRANSFERRED.
/// - Any state that is not final to CANCELLED: `Cancel` is called.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IBackgroundCopyJob {
    pub lpVtbl: *const IBackgroundCopyJobVtbl,
}

/// Table of the methods of `IBackgroundCopyJob`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyJobVtbl {
    pub base: IUnknownVtbl,
    /// Adds files to the job: all of them, or none on failure.
    ///
    /// - @param cFileCount (in) Number of files; at least 1. For an upload, 1.
    /// - @param pFileSet (in) Array of `cFileCount` pairs of names; each as for `AddFile`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `cFileCount` is 0, or a name is not valid, as for `AddFile`, or
    ///   when two of the files have the same local name.
    /// - @retval E_ACCESSDENIED when the folder of a local name cannot be written.
    /// - @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder of a local name does not
    ///   exist.
    /// - @retval BG_E_TOO_MANY_FILES when an upload would have more than one file.
    /// - @retval BG_E_TOO_MANY_FILES_IN_JOB when the job would have more files than a policy
    ///   allows.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub AddFileSet: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        cFileCount: ULONG,
        pFileSet: *mut BG_FILE_INFO,
    ) -> HRESULT,
    /// Adds one file to the job. The remote file is not looked at before the transfer. A job that
    /// is TRANSFERRED transfers the new file after `Resume`.
    ///
    /// - @param RemoteUrl (in) Name of the file on the server: a URL that begins with `http://`,
    ///   `https://` or `file://`, or a full local path; at most 2,200 characters, and 260 in each
    ///   segment of a URL. The path of a URL is sent as it is given, and has no `*` (`%2A` stands
    ///   for it). An upload with a reply takes HTTP and HTTPS only. For an upload, the destination.
    /// - @param LocalName (in) Full path of the file on the client, at most 260 characters. For a
    ///   download its folder must exist and be writable; the file has this name after `Complete`.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when a name is not valid, or when the local name of a download is too
    ///   long for the file system, when a folder, a device, a pipe or a socket has it, or when
    ///   another file of the job has it. In a local name `*` and `?` are ordinary letters.
    /// - @retval E_ACCESSDENIED when the folder of the local name cannot be written.
    /// - @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder of the local name does
    ///   not exist.
    /// - @retval BG_E_TOO_MANY_FILES when the job is an upload and has a file.
    /// - @retval BG_E_TOO_MANY_FILES_IN_JOB when the job has as many files as a policy allows.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub AddFile: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        RemoteUrl: LPCWSTR,
        LocalName: LPCWSTR,
    ) -> HRESULT,
    /// Lists the files that the job has now.
    ///
    /// - @param pEnum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub EnumFiles: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pEnum: *mut *mut IEnumBackgroundCopyFiles,
    ) -> HRESULT,
    /// Stops the job until `Resume`. Transferred data is kept. When the method returns, no transfer
    /// of the job is running. In ERROR and TRANSFERRED the state stays as it is.
    ///
    /// - @retval S_OK on success, also when the job is suspended already.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    /// - @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the job is suspended, but the process that
    ///   transferred it does not answer and may still write to its temporary files.
    ///
    /// @since BITS 1.0
    pub Suspend: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Starts a job that is new, suspended or in an error state. A transfer continues where it
    /// stopped if the remote file is unchanged. A job that is queued or running stays as it is.
    ///
    /// S_OK means that a process will transfer the job: this one, or another one that has answered.
    /// When this process ends, another one that has the queue open takes over, or else the next one
    /// that opens it.
    ///
    /// - @retval S_OK on success.
    /// - @retval BG_E_EMPTY when the job has no files.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    /// - @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the process that transfers the jobs of the
    ///   queue does not answer: it is stopped or hangs. The job stays as it is.
    /// - @retval HRESULT_FROM_WIN32(ERROR_TOO_MANY_OPEN_FILES) or the code of another system error
    ///   when no process transfers jobs and this one lacks a resource for it. The job stays as it
    ///   is.
    ///
    /// @since BITS 1.0
    pub Resume: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Removes the job from the queue and deletes its temporary files, also those of an upload on
    /// the server. The job becomes CANCELLED. The cancellation of an upload at the server goes on
    /// after the method has returned.
    ///
    /// - @retval S_OK on success.
    /// - @retval BG_S_UNABLE_TO_DELETE_FILES when the job is cancelled, but a temporary file could
    ///   not be deleted, or the process that transferred the job does not answer. The files are
    ///   deleted later.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub Cancel: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Puts the files at their local names and removes the job from the queue. The job becomes
    /// ACKNOWLEDGED. A download can be completed in any state that is not final; it keeps the files
    /// that are transferred completely and deletes the others. An upload can be completed only in
    /// TRANSFERRED.
    ///
    /// The method keeps all transferred files or none, also when the program is killed or the power
    /// fails while it runs. It decides first, and then renames the files. When it is interrupted
    /// after the decision, the next open of the queue or the next call on the job renames the rest,
    /// and the job is ACKNOWLEDGED. When it is interrupted before, the job is as it was.
    ///
    /// When a file cannot be renamed, the method returns the error of the file system, and the job
    /// stays in the queue in its state with the files that are renamed already. Call `Complete`
    /// again when the cause is removed. `Cancel` leaves the files that are renamed already.
    ///
    /// - @retval S_OK when all files are kept.
    /// - @retval BG_S_PARTIAL_COMPLETE when only some files were transferred. The rest is deleted.
    /// - @retval BG_S_UNABLE_TO_DELETE_FILES when the job is completed, but a temporary file could
    ///   not be deleted.
    /// - @retval HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) when a temporary file was removed,
    ///   shortened or replaced by another program. `Resume` transfers the file again.
    /// - @retval HRESULT_FROM_WIN32(ERROR_BUSY) when another program starts the job again and again
    ///   meanwhile.
    /// - @retval BG_E_INVALID_STATE when the job is final, or is an upload that is not TRANSFERRED.
    /// - @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the process that transfers the job does not
    ///   answer. The job stays in the queue.
    ///
    /// @since BITS 1.0
    pub Complete: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
    /// Retrieves the id of the job. `IBackgroundCopyManager::GetJob` finds the job with it, also in
    /// another process.
    ///
    /// - @param pVal (out) Receives the id.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetId: unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut GUID) -> HRESULT,
    /// Retrieves the type of the job, as it was passed to `CreateJob`.
    ///
    /// - @param pVal (out) Receives the type.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetType:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut BG_JOB_TYPE) -> HRESULT,
    /// Retrieves the progress of the job.
    ///
    /// - @param pVal (out) Receives the progress.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetProgress: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_PROGRESS,
    ) -> HRESULT,
    /// Retrieves the times at which the job was created, last changed and transferred.
    ///
    /// - @param pVal (out) Receives the times.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetTimes: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_TIMES,
    ) -> HRESULT,
    /// Retrieves the state of the job.
    ///
    /// - @param pVal (out) Receives the state.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetState: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_STATE,
    ) -> HRESULT,
    /// Retrieves the last error of the job. It is available from the moment at which the job enters
    /// ERROR or TRANSIENT_ERROR until the job transfers data again.
    ///
    /// - @param ppError (out) Receives the error. Release it.
    /// - @retval S_OK on success.
    /// - @retval BG_E_ERROR_INFORMATION_UNAVAILABLE when the job has no error.
    ///
    /// @since BITS 1.0
    pub GetError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        ppError: *mut *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// Retrieves the id of the user who owns the job.
    ///
    /// - @param pVal (out) Receives the id in the form of a SID: `S-1-22-1-` and the number of the
    ///   Unix user. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetOwner:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Sets the name of the job. Several jobs may have the same name.
    ///
    /// - @param Val (in) Name of the job, at most 256 characters.
    /// - @retval S_OK on success.
    /// - @retval BG_E_STRING_TOO_LONG when the name is longer.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetDisplayName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    /// Retrieves the name of the job.
    ///
    /// - @param pVal (out) Receives the name. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetDisplayName:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Sets the description of the job.
    ///
    /// - @param Val (in) Description of the job, at most 1,024 characters.
    /// - @retval S_OK on success.
    /// - @retval BG_E_STRING_TOO_LONG when the description is longer.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetDescription:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: LPCWSTR) -> HRESULT,
    /// Retrieves the description of the job.
    ///
    /// - @param pVal (out) Receives the description; an empty text unless one was set. Free it with
    ///   `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetDescription:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut LPWSTR) -> HRESULT,
    /// Sets the priority of the job. It takes effect at once, also while the job runs.
    ///
    /// - @param Val (in) Priority of the job. The default is NORMAL.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when `Val` is not a defined priority.
    /// - @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when `Val` is not FOREGROUND and the
    ///   job has an HTTP method of its own.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetPriority: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        Val: MaybeUninit<BG_JOB_PRIORITY>,
    ) -> HRESULT,
    /// Retrieves the priority of the job.
    ///
    /// - @param pVal (out) Receives the priority.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetPriority: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut BG_JOB_PRIORITY,
    ) -> HRESULT,
    /// Selects the events of which the client is notified. A notification that was due before the
    /// flag was set is delivered as well.
    ///
    /// - @param Val (in) Combination of `BG_NOTIFY_*` flags. It replaces all earlier flags. The
    ///   default is `BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR`.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when `Val` contains flags that are not defined.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetNotifyFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: ULONG) -> HRESULT,
    /// Retrieves the events of which the client is notified.
    ///
    /// - @param pVal (out) Receives the combination of `BG_NOTIFY_*` flags.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetNotifyFlags:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, pVal: *mut ULONG) -> HRESULT,
    /// Registers the callback object that is notified of events. The comment of
    /// `IBackgroundCopyCallback` tells the rules. A job has at most one object: the last one that
    /// any process registered.
    ///
    /// - @param Val (in) Object with the interface `IBackgroundCopyCallback`; the library keeps a
    ///   reference. NULL removes the registered object.
    /// - @retval S_OK on success.
    /// - @retval E_NOINTERFACE when the object does not have that interface.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetNotifyInterface:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Val: *mut IUnknown) -> HRESULT,
    /// Retrieves the callback object that this process registered.
    ///
    /// - @param pVal (out) Receives the object, or NULL if this process registered none. Release
    ///   it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetNotifyInterface: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pVal: *mut *mut IUnknown,
    ) -> HRESULT,
    /// Sets the time that the job waits after a transient error before it is retried.
    ///
    /// - @param Seconds (in) Delay in seconds. The default is 600; values below 5 mean 5.
    /// - @retval S_OK on success.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetMinimumRetryDelay:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    /// Retrieves the time that the job waits after a transient error before it is retried.
    ///
    /// - @param Seconds (out) Receives the delay in seconds.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetMinimumRetryDelay:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    /// Sets the time for which the job is retried without progress before it enters ERROR.
    ///
    /// - @param Seconds (in) Timeout in seconds. The default is 1,209,600 (14 days); 0 makes every
    ///   error final.
    /// - @retval S_OK on success.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetNoProgressTimeout:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: ULONG) -> HRESULT,
    /// Retrieves the time for which the job is retried without progress before it enters ERROR.
    ///
    /// - @param Seconds (out) Receives the timeout in seconds.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetNoProgressTimeout:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Seconds: *mut ULONG) -> HRESULT,
    /// Retrieves the number of times that a transfer of the job failed. The number is never reset.
    /// Errors that say that the network is lost or that a policy blocks the job are not counted.
    ///
    /// - @param Errors (out) Receives the number.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetErrorCount:
        unsafe extern "system" fn(This: *mut IBackgroundCopyJob, Errors: *mut ULONG) -> HRESULT,
    /// Sets the proxies of the job. The content of the lists is checked when the job connects.
    ///
    /// - @param ProxyUsage (in) Source of the settings. The default is
    ///   `BG_JOB_PROXY_USAGE_PRECONFIG`.
    /// - @param ProxyList (in) With `BG_JOB_PROXY_USAGE_OVERRIDE`, the proxies, separated by
    ///   spaces, each in the form `[<protocol>=][<protocol>://]<server>[:<port>]`; at most 4,000
    ///   characters. Otherwise NULL.
    /// - @param ProxyBypassList (in) With `BG_JOB_PROXY_USAGE_OVERRIDE`, the hosts that are reached
    ///   without a proxy, separated by spaces, or NULL; at most 4,000 characters. `*` at the left
    ///   end of a name stands for any beginning, `<local>` for all names without a period.
    ///   Otherwise NULL.
    /// - @retval S_OK on success.
    /// - @retval E_NOTIMPL when `ProxyUsage` is not defined.
    /// - @retval E_INVALIDARG when a list is missing, or is given with a usage that takes none.
    /// - @retval BG_E_PROXY_LIST_TOO_LARGE when the list of proxies is longer.
    /// - @retval BG_E_PROXY_BYPASS_LIST_TOO_LARGE when the list of hosts is longer.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub SetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        ProxyUsage: MaybeUninit<BG_JOB_PROXY_USAGE>,
        ProxyList: *const WCHAR,
        ProxyBypassList: *const WCHAR,
    ) -> HRESULT,
    /// Retrieves the proxies of the job.
    ///
    /// - @param pProxyUsage (out) Receives the source of the settings.
    /// - @param pProxyList (out) Receives the proxies, or NULL if none are set. Free it with
    ///   `CoTaskMemFree`.
    /// - @param pProxyBypassList (out) Receives the hosts that are reached without a proxy, or NULL
    ///   if none are set. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetProxySettings: unsafe extern "system" fn(
        This: *mut IBackgroundCopyJob,
        pProxyUsage: *mut BG_JOB_PROXY_USAGE,
        pProxyList: *mut LPWSTR,
        pProxyBypassList: *mut LPWSTR,
    ) -> HRESULT,
    /// Makes the caller the owner of the job, and removes the job's credentials, custom headers and
    /// command line. Users may call it for their own jobs, administrators (root) for every job.
    ///
    /// - @retval S_OK on success.
    /// - @retval E_ACCESSDENIED when the job belongs to another user and the caller is not an
    ///   administrator.
    /// - @retval BG_E_NEW_OWNER_NO_FILE_ACCESS when the new owner may not use the temporary files.
    ///   Returned on Windows only.
    /// - @retval BG_E_NEW_OWNER_DIFF_MAPPING when a local name means another drive for the new
    ///   owner. Returned on Windows only.
    /// - @retval BG_E_INVALID_STATE when the job is final.
    ///
    /// @since BITS 1.0
    pub TakeOwnership: unsafe extern "system" fn(This: *mut IBackgroundCopyJob) -> HRESULT,
}

/// Identifies the interface `IEnumBackgroundCopyJobs`.
pub const IID_IEnumBackgroundCopyJobs: GUID =
    GUID::from_u128(0x1af4f612_3b71_466f_8f58_7b6f73ac57ad);

/// Enumerates jobs of the queue. The list is made by `EnumJobs` and does not change afterwards.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IEnumBackgroundCopyJobs {
    pub lpVtbl: *const IEnumBackgroundCopyJobsVtbl,
}

/// Table of the methods of `IEnumBackgroundCopyJobs`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IEnumBackgroundCopyJobsVtbl {
    pub base: IUnknownVtbl,
    /// Retrieves the next jobs.
    ///
    /// - @param celt (in) Maximum number of jobs to return.
    /// - @param rgelt (out) Receives the jobs; it has room for `celt` pointers. Release each of
    ///   them.
    /// - @param pceltFetched (out) Receives the number of jobs returned. It may be NULL if `celt`
    ///   is 1.
    /// - @retval S_OK when `celt` jobs are returned.
    /// - @retval S_FALSE when fewer jobs are returned, because the end of the list is reached.
    /// - @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
    ///
    /// @since BITS 1.0
    pub Next: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        celt: ULONG,
        rgelt: *mut *mut IBackgroundCopyJob,
        pceltFetched: *mut ULONG,
    ) -> HRESULT,
    /// Skips the next jobs.
    ///
    /// - @param celt (in) Number of jobs to skip.
    /// - @retval S_OK when `celt` jobs are skipped.
    /// - @retval S_FALSE when fewer jobs were left. The enumeration is then at its end.
    ///
    /// @since BITS 1.0
    pub Skip: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs, celt: ULONG) -> HRESULT,
    /// Moves back to the first job of the same list.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Reset: unsafe extern "system" fn(This: *mut IEnumBackgroundCopyJobs) -> HRESULT,
    /// Creates another enumeration of the same list at the same position.
    ///
    /// - @param ppenum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Clone: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        ppenum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    /// Retrieves the number of jobs in the whole list.
    ///
    /// - @param puCount (out) Receives the number.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub GetCount: unsafe extern "system" fn(
        This: *mut IEnumBackgroundCopyJobs,
        puCount: *mut ULONG,
    ) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyCallback`.
pub const IID_IBackgroundCopyCallback: GUID =
    GUID::from_u128(0x97ea99c7_0186_4ad4_8df9_c5b4e0ed6b22);

/// Receives the events of a job. The client implements this interface.
///
/// Registration. The client passes the object to `IBackgroundCopyJob::SetNotifyInterface` and
/// selects events with `SetNotifyFlags`. An object that also has `IBackgroundCopyCallback2` or
/// `IBackgroundCopyCallback3` receives their events too. The library keeps a reference until the
/// client registers another object or NULL, another process registers an object for the job, or the
/// job is final. A registration ends with its process: a program registers again when it starts.
/// `JobTransferred` and `JobError` are delivered also when the event came before the registration.
///
/// Threads. The library calls the methods on threads of its own. It makes one call at a time for a
/// job; calls for different jobs may run at the same time. A call that does not return delays only
/// the further calls for the same job. A method may call any method of the library.
///
/// Order. `FileTransferred` for the files of a job comes before its `JobTransferred` or `JobError`.
/// `JobModification` and `FileRangesTransferred` come at intervals, see
/// `BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS`.
///
/// Retries. When `JobTransferred` or `JobError` does not return `S_OK`, and the job has a command
/// line, the library runs that command line and does not call the method again. Without a command
/// line it calls the method again, first after 250 milliseconds, then after twice the time before,
/// at most 60 seconds, until the method returns `S_OK` or the job's state changes.
/// `FileTransferred` is repeated in the same way as long as it fails.
///
/// Arguments. They belong to the library and are valid during the call. The client does not release
/// them; to keep one it calls `AddRef`.
///
/// Exceptions. A method catches its C++ exceptions. The library cannot: when an exception leaves a
/// method, the library writes an error with the name of the method to its log, and the process
/// ends (`abort`). A method that must report a failure returns an error code.
///
/// All methods must exist and return `S_OK`, also for events that the client did not select.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IBackgroundCopyCallback {
    pub lpVtbl: *const IBackgroundCopyCallbackVtbl,
}

/// Table of the methods of `IBackgroundCopyCallback`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    /// Tells the client that all files of the job are transferred, and the reply of an upload with
    /// a reply. The client usually calls `Complete` here.
    ///
    /// - @param pJob (in) The job. Do not release it.
    /// - @retval S_OK to confirm the notification. After any other code it is repeated; see the
    ///   comment of this interface.
    ///
    /// @since BITS 1.0
    pub JobTransferred: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Tells the client that the job entered ERROR.
    ///
    /// - @param pJob (in) The job. Do not release it.
    /// - @param pError (in) The error. Do not release it.
    /// - @retval S_OK to confirm the notification. After any other code it is repeated; see the
    ///   comment of this interface.
    ///
    /// @since BITS 1.0
    pub JobError: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// Tells the client that the job transferred data, got a file, changed a property, or changed
    /// its state to another one than ERROR and TRANSFERRED. Several changes may be reported by one
    /// call.
    ///
    /// - @param pJob (in) The job. Do not release it.
    /// - @param dwReserved (in) 0.
    /// - @retval S_OK always. Other codes are ignored.
    ///
    /// @since BITS 1.0
    pub JobModification: unsafe extern "system" fn(
        This: *mut IBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
}

/// Identifies the interface `AsyncIBackgroundCopyCallback`.
pub const IID_AsyncIBackgroundCopyCallback: GUID =
    GUID::from_u128(0xca29d251_b4bb_4679_a3d9_ae8006119d54);

/// Splits each method of `IBackgroundCopyCallback` into two halves, for the asynchronous calls
/// between processes that Windows makes. The library never calls it.
///
/// @since BITS 1.0
#[repr(C)]
pub struct AsyncIBackgroundCopyCallback {
    pub lpVtbl: *const AsyncIBackgroundCopyCallbackVtbl,
}

/// Table of the methods of `AsyncIBackgroundCopyCallback`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AsyncIBackgroundCopyCallbackVtbl {
    pub base: IUnknownVtbl,
    /// Begins `JobTransferred`. The library never calls it.
    ///
    /// - @param pJob (in) The job.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Begin_JobTransferred: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Ends `JobTransferred` and returns its result. The library never calls it.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Finish_JobTransferred:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    /// Begins `JobError`. The library never calls it.
    ///
    /// - @param pJob (in) The job.
    /// - @param pError (in) The error.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Begin_JobError: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        pError: *mut IBackgroundCopyError,
    ) -> HRESULT,
    /// Ends `JobError` and returns its result. The library never calls it.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Finish_JobError:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
    /// Begins `JobModification`. The library never calls it.
    ///
    /// - @param pJob (in) The job.
    /// - @param dwReserved (in) 0.
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Begin_JobModification: unsafe extern "system" fn(
        This: *mut AsyncIBackgroundCopyCallback,
        pJob: *mut IBackgroundCopyJob,
        dwReserved: DWORD,
    ) -> HRESULT,
    /// Ends `JobModification` and returns its result. The library never calls it.
    ///
    /// - @retval S_OK on success.
    ///
    /// @since BITS 1.0
    pub Finish_JobModification:
        unsafe extern "system" fn(This: *mut AsyncIBackgroundCopyCallback) -> HRESULT,
}

/// Identifies the interface `IBackgroundCopyManager`.
pub const IID_IBackgroundCopyManager: GUID =
    GUID::from_u128(0x5ce34c0d_0dc9_4c1f_897c_daa1b78cee7c);

/// Manages the transfer queue: creates jobs and finds them. `CoCreateInstance` creates the object.
/// `QueryInterface` also returns `IBitsPeerCacheAdministration`.
///
/// Order of calls:
///
/// 1. Call `CoInitializeEx`, then `CoCreateInstance` with `CLSID_BackgroundCopyManager` and
///    `IID_IBackgroundCopyManager`. This opens the queue of the calling user, or creates it.
/// 2. Call `CreateJob` for a new job and keep its id. For a job that exists, also one that another
///    process created, call `GetJob` with its id, or search the list that `EnumJobs` returns.
/// 3. Use the job as the comment of `IBackgroundCopyJob` tells.
/// 4. Release the job and the manager, and call `CoUninitialize`. The job stays in the queue until
///    `Complete` or `Cancel` is called for it, also when the program ends or the system restarts.
///
/// Data is transferred as long as any process that opened the queue is running: the program itself,
/// another one, or the service `bitsd`.
///
/// @since BITS 1.0
#[repr(C)]
pub struct IBackgroundCopyManager {
    pub lpVtbl: *const IBackgroundCopyManagerVtbl,
}

/// Table of the methods of `IBackgroundCopyManager`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct IBackgroundCopyManagerVtbl {
    pub base: IUnknownVtbl,
    /// Creates a job. It is SUSPENDED, has no files, and belongs to the calling user.
    ///
    /// - @param DisplayName (in) Name of the job, at most 256 characters. Several jobs may have the
    ///   same name.
    /// - @param Type (in) Type of the job.
    /// - @param pJobId (out) Receives the id of the job.
    /// - @param ppJob (out) Receives the job. Release it.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when the name is longer, or `Type` is not a defined type.
    /// - @retval BG_E_TOO_MANY_JOBS_PER_USER when the user has as many jobs as a policy allows.
    /// - @retval BG_E_TOO_MANY_JOBS_PER_MACHINE when the computer has as many jobs as a policy
    ///   allows.
    ///
    /// @since BITS 1.0
    pub CreateJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        DisplayName: LPCWSTR,
        Type: MaybeUninit<BG_JOB_TYPE>,
        pJobId: *mut GUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Retrieves a job of the queue by its id.
    ///
    /// - @param jobID (in) Id of the job.
    /// - @param ppJob (out) Receives the job. Release it.
    /// - @retval S_OK on success.
    /// - @retval BG_E_NOT_FOUND when no job of the queue has this id, or the job is final.
    /// - @retval E_ACCESSDENIED when the job belongs to another user.
    ///
    /// @since BITS 1.0
    pub GetJob: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        jobID: REFGUID,
        ppJob: *mut *mut IBackgroundCopyJob,
    ) -> HRESULT,
    /// Lists the jobs that are in the queue now, in no particular order.
    ///
    /// - @param dwFlags (in) 0 for the caller's jobs, or `BG_JOB_ENUM_ALL_USERS`.
    /// - @param ppEnum (out) Receives the enumeration. Release it.
    /// - @retval S_OK on success.
    /// - @retval E_ACCESSDENIED when `dwFlags` is `BG_JOB_ENUM_ALL_USERS` and the caller is not an
    ///   administrator (root).
    /// - @retval E_NOTIMPL when `dwFlags` contains other flags.
    ///
    /// @since BITS 1.0
    pub EnumJobs: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        dwFlags: DWORD,
        ppEnum: *mut *mut IEnumBackgroundCopyJobs,
    ) -> HRESULT,
    /// Retrieves an English sentence for a code that a method returned.
    ///
    /// - @param hResult (in) The code.
    /// - @param LanguageId (in) Language of the text, as `MAKELANGID` forms it: any form of
    ///   English, the default language, or 0.
    /// - @param pErrorDescription (out) Receives the text. Free it with `CoTaskMemFree`.
    /// - @retval S_OK on success.
    /// - @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text for the
    ///   code or in that language.
    ///
    /// @since BITS 1.0
    pub GetErrorDescription: unsafe extern "system" fn(
        This: *mut IBackgroundCopyManager,
        hResult: HRESULT,
        LanguageId: DWORD,
        pErrorDescription: *mut LPWSTR,
    ) -> HRESULT,
}

/// Identifies the type library of BITS 1.0.
pub const LIBID_BackgroundCopyManager: GUID =
    GUID::from_u128(0x1deeb74f_7915_4560_b558_918c83f176a6);
/// Identifies the class of the queue manager, for `CoCreateInstance`. The classes of the other
/// versions create the same object.
pub const CLSID_BackgroundCopyManager: GUID =
    GUID::from_u128(0x4991d34b_80a1_4291_83b6_3328366b9097);
