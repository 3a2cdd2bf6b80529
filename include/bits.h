/**
 * `bits.h`: the transfer queue, its jobs, their files and their errors (BITS 1.0). The headers of
 * the newer versions are included at its end.
 *
 * A program creates the queue manager, creates or finds a job, adds files, resumes the job, waits
 * until the job is transferred, and completes it. The comments of `IBackgroundCopyManager`,
 * `IBackgroundCopyJob`, `IBackgroundCopyCallback` and `IBackgroundCopyFile6` tell the order of
 * calls.
 *
 * The following rules hold for every method of every interface that the library implements. The
 * comment of a method lists only what is particular to it.
 *
 * Result codes. A method returns an `HRESULT`: negative for a failure, otherwise success. Besides
 * the codes that are listed with it, a method returns:
 *
 * - `E_POINTER` when the object pointer is NULL.
 * - `E_INVALIDARG` when another pointer that is required is NULL, or when a text is not valid
 *   UTF-16 or UTF-32. A pointer is required unless its description allows NULL.
 * - `E_OUTOFMEMORY` when there is not enough memory.
 * - `E_UNEXPECTED` when the library meets a defect of its own. The details are in its log.
 * - The code of a system error when the queue's database or a local file cannot be used.
 *
 * A method that fails changes nothing, unless its comment says otherwise.
 *
 * Output parameters. Each one is set to zero before the method does anything else, and stays zero
 * when the method fails.
 *
 * Memory. The caller frees texts and arrays that a method returns with `CoTaskMemFree`, and
 * releases interfaces that a method returns with `Release`. Everything that the caller passes in
 * stays the caller's; the method copies what it needs before it returns.
 *
 * Texts. They end with a zero. Limits are given in characters, counted as UTF-16 units, without
 * the terminating zero.
 *
 * Threads. Every method may be called from any thread at any time, also from a callback. The
 * library holds no lock while it calls the client.
 *
 * Durability. When a method returns success, its effect survives the sudden end of every process.
 * The effect of `Resume`, `Complete` and `Cancel` survives a power failure as well, and so do
 * files that are added to a job after `Resume`.
 *
 * Final jobs. A job is final when it is ACKNOWLEDGED or CANCELLED: it has left the queue. A method
 * that changes a final job, or one of its files, returns `BG_E_INVALID_STATE`. Methods that read
 * it still work.
 *
 * Names. The comments name states and priorities without their prefix: TRANSFERRED stands for
 * `BG_JOB_STATE_TRANSFERRED`, and FOREGROUND for `BG_JOB_PRIORITY_FOREGROUND`.
 *
 * Rendered from src/abi/bits.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits.h>
#else
#ifndef __bits_h__
#define __bits_h__

#include "win/windows.h"

#ifndef __IBackgroundCopyFile_FWD_DEFINED__
#define __IBackgroundCopyFile_FWD_DEFINED__
typedef struct IBackgroundCopyFile IBackgroundCopyFile;
#endif

#ifndef __IEnumBackgroundCopyFiles_FWD_DEFINED__
#define __IEnumBackgroundCopyFiles_FWD_DEFINED__
typedef struct IEnumBackgroundCopyFiles IEnumBackgroundCopyFiles;
#endif

#ifndef __IBackgroundCopyError_FWD_DEFINED__
#define __IBackgroundCopyError_FWD_DEFINED__
typedef struct IBackgroundCopyError IBackgroundCopyError;
#endif

#ifndef __IBackgroundCopyJob_FWD_DEFINED__
#define __IBackgroundCopyJob_FWD_DEFINED__
typedef struct IBackgroundCopyJob IBackgroundCopyJob;
#endif

#ifndef __IEnumBackgroundCopyJobs_FWD_DEFINED__
#define __IEnumBackgroundCopyJobs_FWD_DEFINED__
typedef struct IEnumBackgroundCopyJobs IEnumBackgroundCopyJobs;
#endif

#ifndef __IBackgroundCopyCallback_FWD_DEFINED__
#define __IBackgroundCopyCallback_FWD_DEFINED__
typedef struct IBackgroundCopyCallback IBackgroundCopyCallback;
#endif

#ifndef __AsyncIBackgroundCopyCallback_FWD_DEFINED__
#define __AsyncIBackgroundCopyCallback_FWD_DEFINED__
typedef struct AsyncIBackgroundCopyCallback AsyncIBackgroundCopyCallback;
#endif

#ifndef __IBackgroundCopyManager_FWD_DEFINED__
#define __IBackgroundCopyManager_FWD_DEFINED__
typedef struct IBackgroundCopyManager IBackgroundCopyManager;
#endif

/**
 * Names the part of a transfer in which an error occurred. `IBackgroundCopyError::GetError`
 * returns it.
 *
 * @since BITS 1.0
 */
typedef enum BG_ERROR_CONTEXT {
    /** No error occurred. */
    BG_ERROR_CONTEXT_NONE = 0,
    /** The part is not known. */
    BG_ERROR_CONTEXT_UNKNOWN = 1,
    /** The error occurred in the manager of the transfer queue. */
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER = 2,
    /** The error occurred while the queue manager notified the client. */
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION = 3,
    /**
     * The error concerns the local file: access was denied, the disk is full, or the file changed
     * during its upload.
     */
    BG_ERROR_CONTEXT_LOCAL_FILE = 4,
    /**
     * The error concerns the remote file: it was not found, could not be reached, or its transfer
     * failed.
     */
    BG_ERROR_CONTEXT_REMOTE_FILE = 5,
    /** The error occurred in the transport and concerns no particular remote file. */
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT = 6,
    /**
     * The error occurred in the server application that received the upload.
     *
     * @since BITS 1.5
     */
    BG_ERROR_CONTEXT_REMOTE_APPLICATION = 7,
    /**
     * The error occurred in the client's `ValidateServerCertificate`.
     *
     * @since BITS 10.3
     */
    BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK = 8,
} BG_ERROR_CONTEXT;

/**
 * Ranks a job among the other jobs, and against the other traffic of the network.
 *
 * @since BITS 1.0
 */
typedef enum BG_JOB_PRIORITY {
    /** The job runs before all others, and as fast as the network allows. */
    BG_JOB_PRIORITY_FOREGROUND = 0,
    /** The highest of the three background priorities. Background jobs use idle bandwidth only. */
    BG_JOB_PRIORITY_HIGH = 1,
    /** The default. The job runs in the background, after HIGH jobs. */
    BG_JOB_PRIORITY_NORMAL = 2,
    /** The job runs in the background, after NORMAL jobs. */
    BG_JOB_PRIORITY_LOW = 3,
} BG_JOB_PRIORITY;

/**
 * Describes the stage that a job has reached. A new job is SUSPENDED. The comment of
 * `IBackgroundCopyJob` lists the transitions.
 *
 * @since BITS 1.0
 */
typedef enum BG_JOB_STATE {
    /** The job is ready and waits for its turn. */
    BG_JOB_STATE_QUEUED = 0,
    /** The job connects to the server. */
    BG_JOB_STATE_CONNECTING = 1,
    /** The job transfers data. */
    BG_JOB_STATE_TRANSFERRING = 2,
    /** The job is stopped until `Resume`. */
    BG_JOB_STATE_SUSPENDED = 3,
    /**
     * The job failed and is not retried. It needs `Resume` after the cause is removed, `Cancel`,
     * or, for a download, `Complete`.
     */
    BG_JOB_STATE_ERROR = 4,
    /** The job failed for the moment. It is retried after the minimum retry delay. */
    BG_JOB_STATE_TRANSIENT_ERROR = 5,
    /** All files are transferred. The job needs `Complete` or `Cancel`. */
    BG_JOB_STATE_TRANSFERRED = 6,
    /** Final: `Complete` was called, and the job has left the queue. */
    BG_JOB_STATE_ACKNOWLEDGED = 7,
    /** Final: `Cancel` was called, and the job has left the queue. */
    BG_JOB_STATE_CANCELLED = 8,
} BG_JOB_STATE;

/**
 * Gives the direction of a job's transfer. It is passed to `IBackgroundCopyManager::CreateJob`, is
 * returned by `IBackgroundCopyJob::GetType`, and never changes.
 *
 * @since BITS 1.0
 */
typedef enum BG_JOB_TYPE {
    /**
     * The job downloads any number of files from the server to the client. A server that states no
     * size or supports no ranges is used in one pass at every priority, unless the policy sets
     * `strict_http_requirements`; on Windows a background job fails at such a server.
     */
    BG_JOB_TYPE_DOWNLOAD = 0,
    /**
     * The job uploads one file from the client to the server.
     *
     * @since BITS 1.5
     */
    BG_JOB_TYPE_UPLOAD = 1,
    /**
     * The job uploads one file from the client to the server, then downloads the reply file of the
     * server application.
     *
     * @since BITS 1.5
     */
    BG_JOB_TYPE_UPLOAD_REPLY = 2,
} BG_JOB_TYPE;

/**
 * Selects the source of a job's proxy settings.
 *
 * @since BITS 1.0
 */
typedef enum BG_JOB_PROXY_USAGE {
    /**
     * The default: the user's own settings, which are the environment variables `http_proxy`,
     * `https_proxy`, `all_proxy` and `no_proxy`.
     */
    BG_JOB_PROXY_USAGE_PRECONFIG = 0,
    /** No proxy is used. */
    BG_JOB_PROXY_USAGE_NO_PROXY = 1,
    /** The lists that are passed with the job are used. */
    BG_JOB_PROXY_USAGE_OVERRIDE = 2,
    /**
     * The proxy is detected for each file. Here this means the same as PRECONFIG.
     *
     * @since BITS 2.0
     */
    BG_JOB_PROXY_USAGE_AUTODETECT = 3,
} BG_JOB_PROXY_USAGE;

/**
 * Describes the progress of one file.
 *
 * @since BITS 1.0
 */
typedef struct BG_FILE_PROGRESS {
    /**
     * Size of the file in bytes, or `BG_SIZE_UNKNOWN`. For a file that is made of ranges, the sum
     * of their lengths.
     */
    UINT64 BytesTotal;
    /**
     * Bytes transferred so far. The value returns to 0 when the file starts over because it
     * changed on the server.
     */
    UINT64 BytesTransferred;
    /**
     * For a download, TRUE once `Complete` has put the file at its local name. For an upload, TRUE
     * once the file is uploaded.
     */
    BOOL Completed;
} BG_FILE_PROGRESS;

/**
 * Pairs the two names of a file for `IBackgroundCopyJob::AddFileSet`. The caller owns both texts.
 *
 * @since BITS 1.0
 */
typedef struct BG_FILE_INFO {
    /**
     * Name of the file on the server, at most 2,200 characters; see `IBackgroundCopyJob::AddFile`.
     */
    LPWSTR RemoteName;
    /** Full path of the file on the client, at most 260 characters. */
    LPWSTR LocalName;
} BG_FILE_INFO;

/**
 * Describes the progress of a job. For an upload with a reply it covers the upload alone.
 *
 * @since BITS 1.0
 */
typedef struct BG_JOB_PROGRESS {
    /**
     * Sum of the sizes of the files in bytes, or `BG_SIZE_UNKNOWN` while one of them is not known.
     */
    UINT64 BytesTotal;
    /** Bytes transferred so far, for all files together. */
    UINT64 BytesTransferred;
    /** Number of files in the job. */
    ULONG FilesTotal;
    /** Number of files that are transferred completely. */
    ULONG FilesTransferred;
} BG_JOB_PROGRESS;

/**
 * Holds the times of a job, in UTC.
 *
 * @since BITS 1.0
 */
typedef struct BG_JOB_TIMES {
    /** Time at which `CreateJob` created the job. */
    FILETIME CreationTime;
    /** Time at which the job last changed a property or its state, or transferred data. */
    FILETIME ModificationTime;
    /** Time at which the job became TRANSFERRED; 0 before that. */
    FILETIME TransferCompletionTime;
} BG_JOB_TIMES;

/** Stands for the size of a file whose size is not known yet, or is never known. */
#define BG_SIZE_UNKNOWN ((UINT64)-1ll)

/**
 * Requests a notification when all files of the job are transferred: `JobTransferred`, or the
 * command line.
 */
#define BG_NOTIFY_JOB_TRANSFERRED 1

/** Requests a notification when the job enters ERROR: `JobError`, or the command line. */
#define BG_NOTIFY_JOB_ERROR 2

/** Switches all notifications off. The other flags are ignored. */
#define BG_NOTIFY_DISABLE 4

/**
 * Requests notifications of changes and of progress: `JobModification`. No command line is run for
 * them.
 */
#define BG_NOTIFY_JOB_MODIFICATION 8

/**
 * Requests a notification after each file: `IBackgroundCopyCallback2::FileTransferred`. No command
 * line is run for it.
 *
 * @since BITS 3.0
 */
#define BG_NOTIFY_FILE_TRANSFERRED 16

/**
 * Requests notifications of ranges that were requested on demand:
 * `IBackgroundCopyCallback3::FileRangesTransferred`. No command line is run for them.
 *
 * @since BITS 10.1
 */
#define BG_NOTIFY_FILE_RANGES_TRANSFERRED 32

/**
 * Makes `EnumJobs` list the jobs of all users instead of the caller's. Only administrators may use
 * it.
 */
#define BG_JOB_ENUM_ALL_USERS 1

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyFile_INTERFACE_DEFINED__
#define __IBackgroundCopyFile_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyFile`. */
DEFINE_GUID(IID_IBackgroundCopyFile,
    0x01b7bd23, 0xfb88, 0x4a77, 0x84, 0x90, 0x58, 0x91, 0xd3, 0xe4, 0x65, 0x3a);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Represents one file of a job. The object is a live view: each call returns the present values.
 * `IEnumBackgroundCopyFiles::Next` and `IBackgroundCopyError::GetFile` return it. `QueryInterface`
 * returns its newer interfaces, `IBackgroundCopyFile2` to `IBackgroundCopyFile6`.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("01b7bd23-fb88-4a77-8490-5891d3e4653a")
IBackgroundCopyFile : public IUnknown {
public:
    /**
     * Retrieves the name of the file on the server.
     *
     * @param[out] pVal Receives the name as it was given, with later changes by
     *   `SetRemoteName`, `ReplaceRemotePrefix` and reported redirections. Free it with
     *   `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetRemoteName(LPWSTR *pVal) = 0;
    /**
     * Retrieves the name of the file on the client. A downloaded file has this name after
     * `Complete`.
     *
     * @param[out] pVal Receives the full path. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetLocalName(LPWSTR *pVal) = 0;
    /**
     * Retrieves the progress of the file.
     *
     * @param[out] pVal Receives the progress.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(BG_FILE_PROGRESS *pVal) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyFileVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyFile *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyFile *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyFile *This);
    HRESULT (STDMETHODCALLTYPE *GetRemoteName)(IBackgroundCopyFile *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetLocalName)(IBackgroundCopyFile *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyFile *This, BG_FILE_PROGRESS *pVal);
    END_INTERFACE
} IBackgroundCopyFileVtbl;
struct IBackgroundCopyFile {
    CONST_VTBL struct IBackgroundCopyFileVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyFile_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyFile_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyFile_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyFile_GetRemoteName(This, pVal) \
    ((This)->lpVtbl->GetRemoteName(This, pVal))
#define IBackgroundCopyFile_GetLocalName(This, pVal) \
    ((This)->lpVtbl->GetLocalName(This, pVal))
#define IBackgroundCopyFile_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#endif
#endif
BITS_UUID(IBackgroundCopyFile,
    0x01b7bd23, 0xfb88, 0x4a77, 0x84, 0x90, 0x58, 0x91, 0xd3, 0xe4, 0x65, 0x3a)
#endif

#ifndef __IEnumBackgroundCopyFiles_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyFiles_INTERFACE_DEFINED__
/** Identifies the interface `IEnumBackgroundCopyFiles`. */
DEFINE_GUID(IID_IEnumBackgroundCopyFiles,
    0xca51e165, 0xc365, 0x424c, 0x8d, 0x41, 0x24, 0xaa, 0xa4, 0xff, 0x3c, 0x40);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Enumerates the files of a job in the order in which they were added. The list is made by
 * `EnumFiles` and does not change afterwards.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("ca51e165-c365-424c-8d41-24aaa4ff3c40")
IEnumBackgroundCopyFiles : public IUnknown {
public:
    /**
     * Retrieves the next files.
     *
     * @param[in] celt Maximum number of files to return.
     * @param[out] rgelt Receives the files; it has room for `celt` pointers. Release each of
     *   them.
     * @param[out] pceltFetched Receives the number of files returned. It may be NULL if `celt`
     *   is 1.
     * @retval S_OK when `celt` files are returned.
     * @retval S_FALSE when fewer files are returned, because the end of the list is reached.
     * @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Next(
        ULONG celt,
        IBackgroundCopyFile **rgelt,
        ULONG *pceltFetched) = 0;
    /**
     * Skips the next files.
     *
     * @param[in] celt Number of files to skip.
     * @retval S_OK when `celt` files are skipped.
     * @retval S_FALSE when fewer files were left. The enumeration is then at its end.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Moves back to the first file of the same list.
     *
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Creates another enumeration of the same list at the same position.
     *
     * @param[out] ppenum Receives the enumeration. Release it.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyFiles **ppenum) = 0;
    /**
     * Retrieves the number of files in the whole list.
     *
     * @param[out] puCount Receives the number.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetCount(ULONG *puCount) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IEnumBackgroundCopyFilesVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IEnumBackgroundCopyFiles *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IEnumBackgroundCopyFiles *This);
    ULONG (STDMETHODCALLTYPE *Release)(IEnumBackgroundCopyFiles *This);
    HRESULT (STDMETHODCALLTYPE *Next)(
        IEnumBackgroundCopyFiles *This,
        ULONG celt,
        IBackgroundCopyFile **rgelt,
        ULONG *pceltFetched);
    HRESULT (STDMETHODCALLTYPE *Skip)(IEnumBackgroundCopyFiles *This, ULONG celt);
    HRESULT (STDMETHODCALLTYPE *Reset)(IEnumBackgroundCopyFiles *This);
    HRESULT (STDMETHODCALLTYPE *Clone)(
        IEnumBackgroundCopyFiles *This,
        IEnumBackgroundCopyFiles **ppenum);
    HRESULT (STDMETHODCALLTYPE *GetCount)(IEnumBackgroundCopyFiles *This, ULONG *puCount);
    END_INTERFACE
} IEnumBackgroundCopyFilesVtbl;
struct IEnumBackgroundCopyFiles {
    CONST_VTBL struct IEnumBackgroundCopyFilesVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IEnumBackgroundCopyFiles_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IEnumBackgroundCopyFiles_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IEnumBackgroundCopyFiles_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IEnumBackgroundCopyFiles_Next(This, celt, rgelt, pceltFetched) \
    ((This)->lpVtbl->Next(This, celt, rgelt, pceltFetched))
#define IEnumBackgroundCopyFiles_Skip(This, celt) \
    ((This)->lpVtbl->Skip(This, celt))
#define IEnumBackgroundCopyFiles_Reset(This) \
    ((This)->lpVtbl->Reset(This))
#define IEnumBackgroundCopyFiles_Clone(This, ppenum) \
    ((This)->lpVtbl->Clone(This, ppenum))
#define IEnumBackgroundCopyFiles_GetCount(This, puCount) \
    ((This)->lpVtbl->GetCount(This, puCount))
#endif
#endif
BITS_UUID(IEnumBackgroundCopyFiles,
    0xca51e165, 0xc365, 0x424c, 0x8d, 0x41, 0x24, 0xaa, 0xa4, 0xff, 0x3c, 0x40)
#endif

#ifndef __IBackgroundCopyError_INTERFACE_DEFINED__
#define __IBackgroundCopyError_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyError`. */
DEFINE_GUID(IID_IBackgroundCopyError,
    0x19c613a0, 0xfcb8, 0x4f28, 0x81, 0xae, 0x89, 0x7c, 0x3d, 0x07, 0x8f, 0x81);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Describes the error of a job. `IBackgroundCopyJob::GetError` returns it, and `JobError` passes
 * it. The object keeps the error that it was created with.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("19c613a0-fcb8-4f28-81ae-897c3d078f81")
IBackgroundCopyError : public IUnknown {
public:
    /**
     * Retrieves the code of the error and the part of the transfer in which it occurred.
     *
     * @param[out] pContext Receives the part.
     * @param[out] pCode Receives the code: a `BG_E_*` code, 0x80190000 plus an HTTP status,
     *   `HRESULT_FROM_WIN32` of a transport error from 12001 on (0x80072EE1), or the code of a
     *   system error.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetError(BG_ERROR_CONTEXT *pContext, HRESULT *pCode) = 0;
    /**
     * Retrieves the file that was being transferred.
     *
     * @param[out] pVal Receives the file. Release it.
     * @retval S_OK on success.
     * @retval BG_E_FILE_NOT_AVAILABLE when the error concerns no file.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetFile(IBackgroundCopyFile **pVal) = 0;
    /**
     * Retrieves an English sentence that tells the cause of the error and the remedy.
     *
     * @param[in] LanguageId Language of the text, as `MAKELANGID` forms it: any form of
     *   English, or the default language. Not 0.
     * @param[out] pErrorDescription Receives the text. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when `LanguageId` is 0.
     * @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text in that
     *   language.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorDescription(
        DWORD LanguageId,
        LPWSTR *pErrorDescription) = 0;
    /**
     * Retrieves an English sentence that tells in which part of the transfer the error occurred.
     *
     * @param[in] LanguageId Language of the text, as for `GetErrorDescription`.
     * @param[out] pContextDescription Receives the text. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when `LanguageId` is 0.
     * @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text in that
     *   language.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorContextDescription(
        DWORD LanguageId,
        LPWSTR *pContextDescription) = 0;
    /**
     * Retrieves the protocol of the transfer that failed.
     *
     * @param[out] pProtocol Receives `http`, also for HTTPS, or `file`. Free it with
     *   `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval BG_E_PROTOCOL_NOT_AVAILABLE when the error concerns no protocol.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProtocol(LPWSTR *pProtocol) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyErrorVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyError *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyError *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyError *This);
    HRESULT (STDMETHODCALLTYPE *GetError)(
        IBackgroundCopyError *This,
        BG_ERROR_CONTEXT *pContext,
        HRESULT *pCode);
    HRESULT (STDMETHODCALLTYPE *GetFile)(
        IBackgroundCopyError *This,
        IBackgroundCopyFile **pVal);
    HRESULT (STDMETHODCALLTYPE *GetErrorDescription)(
        IBackgroundCopyError *This,
        DWORD LanguageId,
        LPWSTR *pErrorDescription);
    HRESULT (STDMETHODCALLTYPE *GetErrorContextDescription)(
        IBackgroundCopyError *This,
        DWORD LanguageId,
        LPWSTR *pContextDescription);
    HRESULT (STDMETHODCALLTYPE *GetProtocol)(IBackgroundCopyError *This, LPWSTR *pProtocol);
    END_INTERFACE
} IBackgroundCopyErrorVtbl;
struct IBackgroundCopyError {
    CONST_VTBL struct IBackgroundCopyErrorVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyError_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyError_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyError_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyError_GetError(This, pContext, pCode) \
    ((This)->lpVtbl->GetError(This, pContext, pCode))
#define IBackgroundCopyError_GetFile(This, pVal) \
    ((This)->lpVtbl->GetFile(This, pVal))
#define IBackgroundCopyError_GetErrorDescription(This, LanguageId, pErrorDescription) \
    ((This)->lpVtbl->GetErrorDescription(This, LanguageId, pErrorDescription))
#define IBackgroundCopyError_GetErrorContextDescription(This, LanguageId, pContextDescription) \
    ((This)->lpVtbl->GetErrorContextDescription(This, LanguageId, pContextDescription))
#define IBackgroundCopyError_GetProtocol(This, pProtocol) \
    ((This)->lpVtbl->GetProtocol(This, pProtocol))
#endif
#endif
BITS_UUID(IBackgroundCopyError,
    0x19c613a0, 0xfcb8, 0x4f28, 0x81, 0xae, 0x89, 0x7c, 0x3d, 0x07, 0x8f, 0x81)
#endif

#ifndef __IBackgroundCopyJob_INTERFACE_DEFINED__
#define __IBackgroundCopyJob_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJob`. */
DEFINE_GUID(IID_IBackgroundCopyJob,
    0x37668d37, 0x507e, 0x4160, 0x93, 0x16, 0x26, 0x30, 0x6d, 0x15, 0x0b, 0x12);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Represents a job: files that are transferred together, and their properties.
 * `IBackgroundCopyManager` returns it. `QueryInterface` returns its newer interfaces,
 * `IBackgroundCopyJob2` to `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to
 * `IBackgroundCopyJobHttpOptions3`.
 *
 * Order of calls:
 *
 * 1. Create the job with `IBackgroundCopyManager::CreateJob`. It is SUSPENDED and has no files.
 * 2. Set its properties, and add files with `AddFile` or `AddFileSet`: any number for a download,
 *    exactly one for an upload.
 * 3. Call `Resume`. The job takes its turn and transfers its files one after the other.
 * 4. Wait until the job is TRANSFERRED or in ERROR: register a callback object with
 *    `SetNotifyInterface`, set a program with `IBackgroundCopyJob2::SetNotifyCmdLine`, or poll
 *    `GetState`.
 * 5. In TRANSFERRED, call `Complete`. It puts the downloaded files at their local names; until
 *    then their data is in temporary files. `Cancel` drops the files instead.
 * 6. In ERROR, read the error with `GetError`. Remove its cause and call `Resume`, or call
 *    `Cancel`, or keep the files that a download has transferred with `Complete`.
 *
 * Transitions between states:
 *
 * - SUSPENDED to QUEUED: `Resume` is called.
 * - QUEUED to CONNECTING to TRANSFERRING: the job gets its turn, and the server answers.
 * - CONNECTING or TRANSFERRING to QUEUED: the turn ends, or a more important job takes it.
 * - TRANSFERRING to TRANSFERRED: all files are transferred, and the reply of an upload with a
 *   reply.
 * - QUEUED, CONNECTING or TRANSFERRING to TRANSIENT_ERROR: an error occurs that may pass, the
 *   network is lost, or a policy blocks the transfer.
 * - TRANSIENT_ERROR to QUEUED: the minimum retry delay ends, the obstacle is gone, or `Resume` is
 *   called.
 * - TRANSIENT_ERROR to ERROR: the no-progress timeout ends.
 * - QUEUED, CONNECTING or TRANSFERRING to ERROR: an error occurs that does not pass by itself.
 * - ERROR to QUEUED: `Resume` is called.
 * - TRANSFERRED to QUEUED: `Resume` is called after files were added.
 * - TRANSFERRED to ERROR: `IBackgroundCopyFile3::SetValidationState` rejects a file.
 * - QUEUED, CONNECTING, TRANSFERRING or TRANSIENT_ERROR to SUSPENDED: `Suspend` is called.
 * - Any state that is not final to ACKNOWLEDGED: `Complete` is called; for an upload only in
 *   TRANSFERRED.
 * - Any state that is not final to CANCELLED: `Cancel` is called.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("37668d37-507e-4160-9316-26306d150b12")
IBackgroundCopyJob : public IUnknown {
public:
    /**
     * Adds files to the job: all of them, or none on failure.
     *
     * @param[in] cFileCount Number of files; at least 1. For an upload, 1.
     * @param[in] pFileSet Array of `cFileCount` pairs of names; each as for `AddFile`.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when `cFileCount` is 0, or a name is not valid, as for `AddFile`, or
     *   when two of the files have the same local name.
     * @retval E_ACCESSDENIED when the folder of a local name cannot be written.
     * @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder of a local name does not
     *   exist.
     * @retval BG_E_TOO_MANY_FILES when an upload would have more than one file.
     * @retval BG_E_TOO_MANY_FILES_IN_JOB when the job would have more files than a policy
     *   allows.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE AddFileSet(ULONG cFileCount, BG_FILE_INFO *pFileSet) = 0;
    /**
     * Adds one file to the job. The remote file is not looked at before the transfer. A job that
     * is TRANSFERRED transfers the new file after `Resume`.
     *
     * @param[in] RemoteUrl Name of the file on the server: a URL that begins with `http://`,
     *   `https://` or `file://`, or a full local path; at most 2,200 characters, and 260 in each
     *   segment of a URL. The path of a URL is sent as it is given, and has no `*` (`%2A` stands
     *   for it). An upload with a reply takes HTTP and HTTPS only. For an upload, the destination.
     * @param[in] LocalName Full path of the file on the client, at most 260 characters. For a
     *   download its folder must exist and be writable; the file has this name after `Complete`.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when a name is not valid, or when the local name of a download is too
     *   long for the file system, when a folder, a device, a pipe or a socket has it, or when
     *   another file of the job has it. In a local name `*` and `?` are ordinary letters.
     * @retval E_ACCESSDENIED when the folder of the local name cannot be written.
     * @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder of the local name does
     *   not exist.
     * @retval BG_E_TOO_MANY_FILES when the job is an upload and has a file.
     * @retval BG_E_TOO_MANY_FILES_IN_JOB when the job has as many files as a policy allows.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE AddFile(LPCWSTR RemoteUrl, LPCWSTR LocalName) = 0;
    /**
     * Lists the files that the job has now.
     *
     * @param[out] pEnum Receives the enumeration. Release it.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE EnumFiles(IEnumBackgroundCopyFiles **pEnum) = 0;
    /**
     * Stops the job until `Resume`. Transferred data is kept. When the method returns, no transfer
     * of the job is running. In ERROR and TRANSFERRED the state stays as it is.
     *
     * @retval S_OK on success, also when the job is suspended already.
     * @retval BG_E_INVALID_STATE when the job is final.
     * @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the job is suspended, but the process that
     *   transferred it does not answer and may still write to its temporary files.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Suspend() = 0;
    /**
     * Starts a job that is new, suspended or in an error state. A transfer continues where it
     * stopped if the remote file is unchanged. A job that is queued or running stays as it is.
     *
     * S_OK means that a process will transfer the job: this one, or another one that has answered.
     * When this process ends, another one that has the queue open takes over, or else the next one
     * that opens it.
     *
     * @retval S_OK on success.
     * @retval BG_E_EMPTY when the job has no files.
     * @retval BG_E_INVALID_STATE when the job is final.
     * @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the process that transfers the jobs of the
     *   queue does not answer: it is stopped or hangs. The job stays as it is.
     * @retval HRESULT_FROM_WIN32(ERROR_TOO_MANY_OPEN_FILES) or the code of another system error
     *   when no process transfers jobs and this one lacks a resource for it. The job stays as it
     *   is.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Resume() = 0;
    /**
     * Removes the job from the queue and deletes its temporary files, also those of an upload on
     * the server. The job becomes CANCELLED. The cancellation of an upload at the server goes on
     * after the method has returned.
     *
     * @retval S_OK on success.
     * @retval BG_S_UNABLE_TO_DELETE_FILES when the job is cancelled, but a temporary file could
     *   not be deleted, or the process that transferred the job does not answer. The files are
     *   deleted later.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Cancel() = 0;
    /**
     * Puts the files at their local names and removes the job from the queue. The job becomes
     * ACKNOWLEDGED. A download can be completed in any state that is not final; it keeps the files
     * that are transferred completely and deletes the others. An upload can be completed only in
     * TRANSFERRED.
     *
     * The method keeps all transferred files or none, also when the program is killed or the power
     * fails while it runs. It decides first, and then renames the files. When it is interrupted
     * after the decision, the next open of the queue or the next call on the job renames the rest,
     * and the job is ACKNOWLEDGED. When it is interrupted before, the job is as it was.
     *
     * When a file cannot be renamed, the method returns the error of the file system, and the job
     * stays in the queue in its state with the files that are renamed already. Call `Complete`
     * again when the cause is removed. `Cancel` leaves the files that are renamed already.
     *
     * @retval S_OK when all files are kept.
     * @retval BG_S_PARTIAL_COMPLETE when only some files were transferred. The rest is deleted.
     * @retval BG_S_UNABLE_TO_DELETE_FILES when the job is completed, but a temporary file could
     *   not be deleted.
     * @retval HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) when a temporary file was removed,
     *   shortened or replaced by another program. `Resume` transfers the file again.
     * @retval HRESULT_FROM_WIN32(ERROR_BUSY) when another program starts the job again and again
     *   meanwhile.
     * @retval BG_E_INVALID_STATE when the job is final, or is an upload that is not TRANSFERRED.
     * @retval HRESULT_FROM_WIN32(ERROR_TIMEOUT) when the process that transfers the job does not
     *   answer. The job stays in the queue.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Complete() = 0;
    /**
     * Retrieves the id of the job. `IBackgroundCopyManager::GetJob` finds the job with it, also in
     * another process.
     *
     * @param[out] pVal Receives the id.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetId(GUID *pVal) = 0;
    /**
     * Retrieves the type of the job, as it was passed to `CreateJob`.
     *
     * @param[out] pVal Receives the type.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetType(BG_JOB_TYPE *pVal) = 0;
    /**
     * Retrieves the progress of the job.
     *
     * @param[out] pVal Receives the progress.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(BG_JOB_PROGRESS *pVal) = 0;
    /**
     * Retrieves the times at which the job was created, last changed and transferred.
     *
     * @param[out] pVal Receives the times.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetTimes(BG_JOB_TIMES *pVal) = 0;
    /**
     * Retrieves the state of the job.
     *
     * @param[out] pVal Receives the state.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetState(BG_JOB_STATE *pVal) = 0;
    /**
     * Retrieves the last error of the job. It is available from the moment at which the job enters
     * ERROR or TRANSIENT_ERROR until the job transfers data again.
     *
     * @param[out] ppError Receives the error. Release it.
     * @retval S_OK on success.
     * @retval BG_E_ERROR_INFORMATION_UNAVAILABLE when the job has no error.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetError(IBackgroundCopyError **ppError) = 0;
    /**
     * Retrieves the id of the user who owns the job.
     *
     * @param[out] pVal Receives the id in the form of a SID: `S-1-22-1-` and the number of the
     *   Unix user. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetOwner(LPWSTR *pVal) = 0;
    /**
     * Sets the name of the job. Several jobs may have the same name.
     *
     * @param[in] Val Name of the job, at most 256 characters.
     * @retval S_OK on success.
     * @retval BG_E_STRING_TOO_LONG when the name is longer.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetDisplayName(LPCWSTR Val) = 0;
    /**
     * Retrieves the name of the job.
     *
     * @param[out] pVal Receives the name. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetDisplayName(LPWSTR *pVal) = 0;
    /**
     * Sets the description of the job.
     *
     * @param[in] Val Description of the job, at most 1,024 characters.
     * @retval S_OK on success.
     * @retval BG_E_STRING_TOO_LONG when the description is longer.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetDescription(LPCWSTR Val) = 0;
    /**
     * Retrieves the description of the job.
     *
     * @param[out] pVal Receives the description; an empty text unless one was set. Free it with
     *   `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetDescription(LPWSTR *pVal) = 0;
    /**
     * Sets the priority of the job. It takes effect at once, also while the job runs.
     *
     * @param[in] Val Priority of the job. The default is NORMAL.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when `Val` is not a defined priority.
     * @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when `Val` is not FOREGROUND and the
     *   job has an HTTP method of its own.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetPriority(BG_JOB_PRIORITY Val) = 0;
    /**
     * Retrieves the priority of the job.
     *
     * @param[out] pVal Receives the priority.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetPriority(BG_JOB_PRIORITY *pVal) = 0;
    /**
     * Selects the events of which the client is notified. A notification that was due before the
     * flag was set is delivered as well.
     *
     * @param[in] Val Combination of `BG_NOTIFY_*` flags. It replaces all earlier flags. The
     *   default is `BG_NOTIFY_JOB_TRANSFERRED | BG_NOTIFY_JOB_ERROR`.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when `Val` contains flags that are not defined.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyFlags(ULONG Val) = 0;
    /**
     * Retrieves the events of which the client is notified.
     *
     * @param[out] pVal Receives the combination of `BG_NOTIFY_*` flags.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyFlags(ULONG *pVal) = 0;
    /**
     * Registers the callback object that is notified of events. The comment of
     * `IBackgroundCopyCallback` tells the rules. A job has at most one object: the last one that
     * any process registered.
     *
     * @param[in] Val Object with the interface `IBackgroundCopyCallback`; the library keeps a
     *   reference. NULL removes the registered object.
     * @retval S_OK on success.
     * @retval E_NOINTERFACE when the object does not have that interface.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyInterface(IUnknown *Val) = 0;
    /**
     * Retrieves the callback object that this process registered.
     *
     * @param[out] pVal Receives the object, or NULL if this process registered none. Release
     *   it.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyInterface(IUnknown **pVal) = 0;
    /**
     * Sets the time that the job waits after a transient error before it is retried.
     *
     * @param[in] Seconds Delay in seconds. The default is 600; values below 5 mean 5.
     * @retval S_OK on success.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetMinimumRetryDelay(ULONG Seconds) = 0;
    /**
     * Retrieves the time that the job waits after a transient error before it is retried.
     *
     * @param[out] Seconds Receives the delay in seconds.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetMinimumRetryDelay(ULONG *Seconds) = 0;
    /**
     * Sets the time for which the job is retried without progress before it enters ERROR.
     *
     * @param[in] Seconds Timeout in seconds. The default is 1,209,600 (14 days); 0 makes every
     *   error final.
     * @retval S_OK on success.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetNoProgressTimeout(ULONG Seconds) = 0;
    /**
     * Retrieves the time for which the job is retried without progress before it enters ERROR.
     *
     * @param[out] Seconds Receives the timeout in seconds.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetNoProgressTimeout(ULONG *Seconds) = 0;
    /**
     * Retrieves the number of times that a transfer of the job failed. The number is never reset.
     * Errors that say that the network is lost or that a policy blocks the job are not counted.
     *
     * @param[out] Errors Receives the number.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorCount(ULONG *Errors) = 0;
    /**
     * Sets the proxies of the job. The content of the lists is checked when the job connects.
     *
     * @param[in] ProxyUsage Source of the settings. The default is
     *   `BG_JOB_PROXY_USAGE_PRECONFIG`.
     * @param[in] ProxyList With `BG_JOB_PROXY_USAGE_OVERRIDE`, the proxies, separated by
     *   spaces, each in the form `[<protocol>=][<protocol>://]<server>[:<port>]`; at most 4,000
     *   characters. Otherwise NULL.
     * @param[in] ProxyBypassList With `BG_JOB_PROXY_USAGE_OVERRIDE`, the hosts that are reached
     *   without a proxy, separated by spaces, or NULL; at most 4,000 characters. `*` at the left
     *   end of a name stands for any beginning, `<local>` for all names without a period.
     *   Otherwise NULL.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when `ProxyUsage` is not defined.
     * @retval E_INVALIDARG when a list is missing, or is given with a usage that takes none.
     * @retval BG_E_PROXY_LIST_TOO_LARGE when the list of proxies is longer.
     * @retval BG_E_PROXY_BYPASS_LIST_TOO_LARGE when the list of hosts is longer.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetProxySettings(
        BG_JOB_PROXY_USAGE ProxyUsage,
        const WCHAR *ProxyList,
        const WCHAR *ProxyBypassList) = 0;
    /**
     * Retrieves the proxies of the job.
     *
     * @param[out] pProxyUsage Receives the source of the settings.
     * @param[out] pProxyList Receives the proxies, or NULL if none are set. Free it with
     *   `CoTaskMemFree`.
     * @param[out] pProxyBypassList Receives the hosts that are reached without a proxy, or NULL
     *   if none are set. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProxySettings(
        BG_JOB_PROXY_USAGE *pProxyUsage,
        LPWSTR *pProxyList,
        LPWSTR *pProxyBypassList) = 0;
    /**
     * Makes the caller the owner of the job, and removes the job's credentials, custom headers and
     * command line. Users may call it for their own jobs, administrators (root) for every job.
     *
     * @retval S_OK on success.
     * @retval E_ACCESSDENIED when the job belongs to another user and the caller is not an
     *   administrator.
     * @retval BG_E_NEW_OWNER_NO_FILE_ACCESS when the new owner may not use the temporary files.
     *   Returned on Windows only.
     * @retval BG_E_NEW_OWNER_DIFF_MAPPING when a local name means another drive for the new
     *   owner. Returned on Windows only.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE TakeOwnership() = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJobVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJob *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *AddFileSet)(
        IBackgroundCopyJob *This,
        ULONG cFileCount,
        BG_FILE_INFO *pFileSet);
    HRESULT (STDMETHODCALLTYPE *AddFile)(
        IBackgroundCopyJob *This,
        LPCWSTR RemoteUrl,
        LPCWSTR LocalName);
    HRESULT (STDMETHODCALLTYPE *EnumFiles)(
        IBackgroundCopyJob *This,
        IEnumBackgroundCopyFiles **pEnum);
    HRESULT (STDMETHODCALLTYPE *Suspend)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Resume)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Cancel)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Complete)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *GetId)(IBackgroundCopyJob *This, GUID *pVal);
    HRESULT (STDMETHODCALLTYPE *GetType)(IBackgroundCopyJob *This, BG_JOB_TYPE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyJob *This, BG_JOB_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetTimes)(IBackgroundCopyJob *This, BG_JOB_TIMES *pVal);
    HRESULT (STDMETHODCALLTYPE *GetState)(IBackgroundCopyJob *This, BG_JOB_STATE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetError)(
        IBackgroundCopyJob *This,
        IBackgroundCopyError **ppError);
    HRESULT (STDMETHODCALLTYPE *GetOwner)(IBackgroundCopyJob *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDisplayName)(IBackgroundCopyJob *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDisplayName)(IBackgroundCopyJob *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDescription)(IBackgroundCopyJob *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDescription)(IBackgroundCopyJob *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetPriority)(IBackgroundCopyJob *This, BG_JOB_PRIORITY Val);
    HRESULT (STDMETHODCALLTYPE *GetPriority)(IBackgroundCopyJob *This, BG_JOB_PRIORITY *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyFlags)(IBackgroundCopyJob *This, ULONG Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyFlags)(IBackgroundCopyJob *This, ULONG *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyInterface)(IBackgroundCopyJob *This, IUnknown *Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyInterface)(IBackgroundCopyJob *This, IUnknown **pVal);
    HRESULT (STDMETHODCALLTYPE *SetMinimumRetryDelay)(IBackgroundCopyJob *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetMinimumRetryDelay)(IBackgroundCopyJob *This, ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *SetNoProgressTimeout)(IBackgroundCopyJob *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetNoProgressTimeout)(IBackgroundCopyJob *This, ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *GetErrorCount)(IBackgroundCopyJob *This, ULONG *Errors);
    HRESULT (STDMETHODCALLTYPE *SetProxySettings)(
        IBackgroundCopyJob *This,
        BG_JOB_PROXY_USAGE ProxyUsage,
        const WCHAR *ProxyList,
        const WCHAR *ProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *GetProxySettings)(
        IBackgroundCopyJob *This,
        BG_JOB_PROXY_USAGE *pProxyUsage,
        LPWSTR *pProxyList,
        LPWSTR *pProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *TakeOwnership)(IBackgroundCopyJob *This);
    END_INTERFACE
} IBackgroundCopyJobVtbl;
struct IBackgroundCopyJob {
    CONST_VTBL struct IBackgroundCopyJobVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJob_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJob_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJob_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJob_AddFileSet(This, cFileCount, pFileSet) \
    ((This)->lpVtbl->AddFileSet(This, cFileCount, pFileSet))
#define IBackgroundCopyJob_AddFile(This, RemoteUrl, LocalName) \
    ((This)->lpVtbl->AddFile(This, RemoteUrl, LocalName))
#define IBackgroundCopyJob_EnumFiles(This, pEnum) \
    ((This)->lpVtbl->EnumFiles(This, pEnum))
#define IBackgroundCopyJob_Suspend(This) \
    ((This)->lpVtbl->Suspend(This))
#define IBackgroundCopyJob_Resume(This) \
    ((This)->lpVtbl->Resume(This))
#define IBackgroundCopyJob_Cancel(This) \
    ((This)->lpVtbl->Cancel(This))
#define IBackgroundCopyJob_Complete(This) \
    ((This)->lpVtbl->Complete(This))
#define IBackgroundCopyJob_GetId(This, pVal) \
    ((This)->lpVtbl->GetId(This, pVal))
#define IBackgroundCopyJob_GetType(This, pVal) \
    ((This)->lpVtbl->GetType(This, pVal))
#define IBackgroundCopyJob_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyJob_GetTimes(This, pVal) \
    ((This)->lpVtbl->GetTimes(This, pVal))
#define IBackgroundCopyJob_GetState(This, pVal) \
    ((This)->lpVtbl->GetState(This, pVal))
#define IBackgroundCopyJob_GetError(This, ppError) \
    ((This)->lpVtbl->GetError(This, ppError))
#define IBackgroundCopyJob_GetOwner(This, pVal) \
    ((This)->lpVtbl->GetOwner(This, pVal))
#define IBackgroundCopyJob_SetDisplayName(This, Val) \
    ((This)->lpVtbl->SetDisplayName(This, Val))
#define IBackgroundCopyJob_GetDisplayName(This, pVal) \
    ((This)->lpVtbl->GetDisplayName(This, pVal))
#define IBackgroundCopyJob_SetDescription(This, Val) \
    ((This)->lpVtbl->SetDescription(This, Val))
#define IBackgroundCopyJob_GetDescription(This, pVal) \
    ((This)->lpVtbl->GetDescription(This, pVal))
#define IBackgroundCopyJob_SetPriority(This, Val) \
    ((This)->lpVtbl->SetPriority(This, Val))
#define IBackgroundCopyJob_GetPriority(This, pVal) \
    ((This)->lpVtbl->GetPriority(This, pVal))
#define IBackgroundCopyJob_SetNotifyFlags(This, Val) \
    ((This)->lpVtbl->SetNotifyFlags(This, Val))
#define IBackgroundCopyJob_GetNotifyFlags(This, pVal) \
    ((This)->lpVtbl->GetNotifyFlags(This, pVal))
#define IBackgroundCopyJob_SetNotifyInterface(This, Val) \
    ((This)->lpVtbl->SetNotifyInterface(This, Val))
#define IBackgroundCopyJob_GetNotifyInterface(This, pVal) \
    ((This)->lpVtbl->GetNotifyInterface(This, pVal))
#define IBackgroundCopyJob_SetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->SetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob_GetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->GetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob_SetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->SetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob_GetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->GetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob_GetErrorCount(This, Errors) \
    ((This)->lpVtbl->GetErrorCount(This, Errors))
#define IBackgroundCopyJob_SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList) \
    ((This)->lpVtbl->SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList))
#define IBackgroundCopyJob_GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList) \
    ((This)->lpVtbl->GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList))
#define IBackgroundCopyJob_TakeOwnership(This) \
    ((This)->lpVtbl->TakeOwnership(This))
#endif
#endif
BITS_UUID(IBackgroundCopyJob,
    0x37668d37, 0x507e, 0x4160, 0x93, 0x16, 0x26, 0x30, 0x6d, 0x15, 0x0b, 0x12)
#endif

#ifndef __IEnumBackgroundCopyJobs_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyJobs_INTERFACE_DEFINED__
/** Identifies the interface `IEnumBackgroundCopyJobs`. */
DEFINE_GUID(IID_IEnumBackgroundCopyJobs,
    0x1af4f612, 0x3b71, 0x466f, 0x8f, 0x58, 0x7b, 0x6f, 0x73, 0xac, 0x57, 0xad);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Enumerates jobs of the queue. The list is made by `EnumJobs` and does not change afterwards.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("1af4f612-3b71-466f-8f58-7b6f73ac57ad")
IEnumBackgroundCopyJobs : public IUnknown {
public:
    /**
     * Retrieves the next jobs.
     *
     * @param[in] celt Maximum number of jobs to return.
     * @param[out] rgelt Receives the jobs; it has room for `celt` pointers. Release each of
     *   them.
     * @param[out] pceltFetched Receives the number of jobs returned. It may be NULL if `celt`
     *   is 1.
     * @retval S_OK when `celt` jobs are returned.
     * @retval S_FALSE when fewer jobs are returned, because the end of the list is reached.
     * @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Next(
        ULONG celt,
        IBackgroundCopyJob **rgelt,
        ULONG *pceltFetched) = 0;
    /**
     * Skips the next jobs.
     *
     * @param[in] celt Number of jobs to skip.
     * @retval S_OK when `celt` jobs are skipped.
     * @retval S_FALSE when fewer jobs were left. The enumeration is then at its end.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Moves back to the first job of the same list.
     *
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Creates another enumeration of the same list at the same position.
     *
     * @param[out] ppenum Receives the enumeration. Release it.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyJobs **ppenum) = 0;
    /**
     * Retrieves the number of jobs in the whole list.
     *
     * @param[out] puCount Receives the number.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetCount(ULONG *puCount) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IEnumBackgroundCopyJobsVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IEnumBackgroundCopyJobs *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IEnumBackgroundCopyJobs *This);
    ULONG (STDMETHODCALLTYPE *Release)(IEnumBackgroundCopyJobs *This);
    HRESULT (STDMETHODCALLTYPE *Next)(
        IEnumBackgroundCopyJobs *This,
        ULONG celt,
        IBackgroundCopyJob **rgelt,
        ULONG *pceltFetched);
    HRESULT (STDMETHODCALLTYPE *Skip)(IEnumBackgroundCopyJobs *This, ULONG celt);
    HRESULT (STDMETHODCALLTYPE *Reset)(IEnumBackgroundCopyJobs *This);
    HRESULT (STDMETHODCALLTYPE *Clone)(
        IEnumBackgroundCopyJobs *This,
        IEnumBackgroundCopyJobs **ppenum);
    HRESULT (STDMETHODCALLTYPE *GetCount)(IEnumBackgroundCopyJobs *This, ULONG *puCount);
    END_INTERFACE
} IEnumBackgroundCopyJobsVtbl;
struct IEnumBackgroundCopyJobs {
    CONST_VTBL struct IEnumBackgroundCopyJobsVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IEnumBackgroundCopyJobs_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IEnumBackgroundCopyJobs_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IEnumBackgroundCopyJobs_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IEnumBackgroundCopyJobs_Next(This, celt, rgelt, pceltFetched) \
    ((This)->lpVtbl->Next(This, celt, rgelt, pceltFetched))
#define IEnumBackgroundCopyJobs_Skip(This, celt) \
    ((This)->lpVtbl->Skip(This, celt))
#define IEnumBackgroundCopyJobs_Reset(This) \
    ((This)->lpVtbl->Reset(This))
#define IEnumBackgroundCopyJobs_Clone(This, ppenum) \
    ((This)->lpVtbl->Clone(This, ppenum))
#define IEnumBackgroundCopyJobs_GetCount(This, puCount) \
    ((This)->lpVtbl->GetCount(This, puCount))
#endif
#endif
BITS_UUID(IEnumBackgroundCopyJobs,
    0x1af4f612, 0x3b71, 0x466f, 0x8f, 0x58, 0x7b, 0x6f, 0x73, 0xac, 0x57, 0xad)
#endif

#ifndef __IBackgroundCopyCallback_INTERFACE_DEFINED__
#define __IBackgroundCopyCallback_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyCallback`. */
DEFINE_GUID(IID_IBackgroundCopyCallback,
    0x97ea99c7, 0x0186, 0x4ad4, 0x8d, 0xf9, 0xc5, 0xb4, 0xe0, 0xed, 0x6b, 0x22);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Receives the events of a job. The client implements this interface.
 *
 * Registration. The client passes the object to `IBackgroundCopyJob::SetNotifyInterface` and
 * selects events with `SetNotifyFlags`. An object that also has `IBackgroundCopyCallback2` or
 * `IBackgroundCopyCallback3` receives their events too. The library keeps a reference until the
 * client registers another object or NULL, another process registers an object for the job, or the
 * job is final. A registration ends with its process: a program registers again when it starts.
 * `JobTransferred` and `JobError` are delivered also when the event came before the registration.
 *
 * Threads. The library calls the methods on threads of its own. It makes one call at a time for a
 * job; calls for different jobs may run at the same time. A call that does not return delays only
 * the further calls for the same job. A method may call any method of the library.
 *
 * Order. `FileTransferred` for the files of a job comes before its `JobTransferred` or `JobError`.
 * `JobModification` and `FileRangesTransferred` come at intervals, see
 * `BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS`.
 *
 * Retries. When `JobTransferred` or `JobError` does not return `S_OK`, and the job has a command
 * line, the library runs that command line and does not call the method again. Without a command
 * line it calls the method again, first after 250 milliseconds, then after twice the time before,
 * at most 60 seconds, until the method returns `S_OK` or the job's state changes.
 * `FileTransferred` is repeated in the same way as long as it fails.
 *
 * Arguments. They belong to the library and are valid during the call. The client does not release
 * them; to keep one it calls `AddRef`.
 *
 * Exceptions. A method catches its C++ exceptions. The library cannot: when an exception leaves a
 * method, the library writes an error with the name of the method to its log, and the process
 * ends (`abort`). A method that must report a failure returns an error code.
 *
 * All methods must exist and return `S_OK`, also for events that the client did not select.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22")
IBackgroundCopyCallback : public IUnknown {
public:
    /**
     * Tells the client that all files of the job are transferred, and the reply of an upload with
     * a reply. The client usually calls `Complete` here.
     *
     * @param[in] pJob The job. Do not release it.
     * @retval S_OK to confirm the notification. After any other code it is repeated; see the
     *   comment of this interface.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *pJob) = 0;
    /**
     * Tells the client that the job entered ERROR.
     *
     * @param[in] pJob The job. Do not release it.
     * @param[in] pError The error. Do not release it.
     * @retval S_OK to confirm the notification. After any other code it is repeated; see the
     *   comment of this interface.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE JobError(
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError) = 0;
    /**
     * Tells the client that the job transferred data, got a file, changed a property, or changed
     * its state to another one than ERROR and TRANSFERRED. Several changes may be reported by one
     * call.
     *
     * @param[in] pJob The job. Do not release it.
     * @param[in] dwReserved 0.
     * @retval S_OK always. Other codes are ignored.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE JobModification(
        IBackgroundCopyJob *pJob,
        DWORD dwReserved) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyCallbackVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyCallback *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyCallback *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyCallback *This);
    HRESULT (STDMETHODCALLTYPE *JobTransferred)(
        IBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob);
    HRESULT (STDMETHODCALLTYPE *JobError)(
        IBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError);
    HRESULT (STDMETHODCALLTYPE *JobModification)(
        IBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob,
        DWORD dwReserved);
    END_INTERFACE
} IBackgroundCopyCallbackVtbl;
struct IBackgroundCopyCallback {
    CONST_VTBL struct IBackgroundCopyCallbackVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyCallback_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyCallback_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyCallback_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyCallback_JobTransferred(This, pJob) \
    ((This)->lpVtbl->JobTransferred(This, pJob))
#define IBackgroundCopyCallback_JobError(This, pJob, pError) \
    ((This)->lpVtbl->JobError(This, pJob, pError))
#define IBackgroundCopyCallback_JobModification(This, pJob, dwReserved) \
    ((This)->lpVtbl->JobModification(This, pJob, dwReserved))
#endif
#endif
BITS_UUID(IBackgroundCopyCallback,
    0x97ea99c7, 0x0186, 0x4ad4, 0x8d, 0xf9, 0xc5, 0xb4, 0xe0, 0xed, 0x6b, 0x22)
#endif

#ifndef __AsyncIBackgroundCopyCallback_INTERFACE_DEFINED__
#define __AsyncIBackgroundCopyCallback_INTERFACE_DEFINED__
/** Identifies the interface `AsyncIBackgroundCopyCallback`. */
DEFINE_GUID(IID_AsyncIBackgroundCopyCallback,
    0xca29d251, 0xb4bb, 0x4679, 0xa3, 0xd9, 0xae, 0x80, 0x06, 0x11, 0x9d, 0x54);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Splits each method of `IBackgroundCopyCallback` into two halves, for the asynchronous calls
 * between processes that Windows makes. The library never calls it.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("ca29d251-b4bb-4679-a3d9-ae8006119d54")
AsyncIBackgroundCopyCallback : public IUnknown {
public:
    /**
     * Begins `JobTransferred`. The library never calls it.
     *
     * @param[in] pJob The job.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobTransferred(IBackgroundCopyJob *pJob) = 0;
    /**
     * Ends `JobTransferred` and returns its result. The library never calls it.
     *
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Finish_JobTransferred() = 0;
    /**
     * Begins `JobError`. The library never calls it.
     *
     * @param[in] pJob The job.
     * @param[in] pError The error.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobError(
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError) = 0;
    /**
     * Ends `JobError` and returns its result. The library never calls it.
     *
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Finish_JobError() = 0;
    /**
     * Begins `JobModification`. The library never calls it.
     *
     * @param[in] pJob The job.
     * @param[in] dwReserved 0.
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobModification(
        IBackgroundCopyJob *pJob,
        DWORD dwReserved) = 0;
    /**
     * Ends `JobModification` and returns its result. The library never calls it.
     *
     * @retval S_OK on success.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE Finish_JobModification() = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct AsyncIBackgroundCopyCallbackVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        AsyncIBackgroundCopyCallback *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(AsyncIBackgroundCopyCallback *This);
    ULONG (STDMETHODCALLTYPE *Release)(AsyncIBackgroundCopyCallback *This);
    HRESULT (STDMETHODCALLTYPE *Begin_JobTransferred)(
        AsyncIBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob);
    HRESULT (STDMETHODCALLTYPE *Finish_JobTransferred)(AsyncIBackgroundCopyCallback *This);
    HRESULT (STDMETHODCALLTYPE *Begin_JobError)(
        AsyncIBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError);
    HRESULT (STDMETHODCALLTYPE *Finish_JobError)(AsyncIBackgroundCopyCallback *This);
    HRESULT (STDMETHODCALLTYPE *Begin_JobModification)(
        AsyncIBackgroundCopyCallback *This,
        IBackgroundCopyJob *pJob,
        DWORD dwReserved);
    HRESULT (STDMETHODCALLTYPE *Finish_JobModification)(AsyncIBackgroundCopyCallback *This);
    END_INTERFACE
} AsyncIBackgroundCopyCallbackVtbl;
struct AsyncIBackgroundCopyCallback {
    CONST_VTBL struct AsyncIBackgroundCopyCallbackVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define AsyncIBackgroundCopyCallback_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define AsyncIBackgroundCopyCallback_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define AsyncIBackgroundCopyCallback_Release(This) \
    ((This)->lpVtbl->Release(This))
#define AsyncIBackgroundCopyCallback_Begin_JobTransferred(This, pJob) \
    ((This)->lpVtbl->Begin_JobTransferred(This, pJob))
#define AsyncIBackgroundCopyCallback_Finish_JobTransferred(This) \
    ((This)->lpVtbl->Finish_JobTransferred(This))
#define AsyncIBackgroundCopyCallback_Begin_JobError(This, pJob, pError) \
    ((This)->lpVtbl->Begin_JobError(This, pJob, pError))
#define AsyncIBackgroundCopyCallback_Finish_JobError(This) \
    ((This)->lpVtbl->Finish_JobError(This))
#define AsyncIBackgroundCopyCallback_Begin_JobModification(This, pJob, dwReserved) \
    ((This)->lpVtbl->Begin_JobModification(This, pJob, dwReserved))
#define AsyncIBackgroundCopyCallback_Finish_JobModification(This) \
    ((This)->lpVtbl->Finish_JobModification(This))
#endif
#endif
BITS_UUID(AsyncIBackgroundCopyCallback,
    0xca29d251, 0xb4bb, 0x4679, 0xa3, 0xd9, 0xae, 0x80, 0x06, 0x11, 0x9d, 0x54)
#endif

#ifndef __IBackgroundCopyManager_INTERFACE_DEFINED__
#define __IBackgroundCopyManager_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyManager`. */
DEFINE_GUID(IID_IBackgroundCopyManager,
    0x5ce34c0d, 0x0dc9, 0x4c1f, 0x89, 0x7c, 0xda, 0xa1, 0xb7, 0x8c, 0xee, 0x7c);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Manages the transfer queue: creates jobs and finds them. `CoCreateInstance` creates the object.
 * `QueryInterface` also returns `IBitsPeerCacheAdministration`.
 *
 * Order of calls:
 *
 * 1. Call `CoInitializeEx`, then `CoCreateInstance` with `CLSID_BackgroundCopyManager` and
 *    `IID_IBackgroundCopyManager`. This opens the queue of the calling user, or creates it.
 * 2. Call `CreateJob` for a new job and keep its id. For a job that exists, also one that another
 *    process created, call `GetJob` with its id, or search the list that `EnumJobs` returns.
 * 3. Use the job as the comment of `IBackgroundCopyJob` tells.
 * 4. Release the job and the manager, and call `CoUninitialize`. The job stays in the queue until
 *    `Complete` or `Cancel` is called for it, also when the program ends or the system restarts.
 *
 * Data is transferred as long as any process that opened the queue is running: the program itself,
 * another one, or the service `bitsd`.
 *
 * @since BITS 1.0
 */
MIDL_INTERFACE("5ce34c0d-0dc9-4c1f-897c-daa1b78cee7c")
IBackgroundCopyManager : public IUnknown {
public:
    /**
     * Creates a job. It is SUSPENDED, has no files, and belongs to the calling user.
     *
     * @param[in] DisplayName Name of the job, at most 256 characters. Several jobs may have the
     *   same name.
     * @param[in] Type Type of the job.
     * @param[out] pJobId Receives the id of the job.
     * @param[out] ppJob Receives the job. Release it.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the name is longer, or `Type` is not a defined type.
     * @retval BG_E_TOO_MANY_JOBS_PER_USER when the user has as many jobs as a policy allows.
     * @retval BG_E_TOO_MANY_JOBS_PER_MACHINE when the computer has as many jobs as a policy
     *   allows.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE CreateJob(
        LPCWSTR DisplayName,
        BG_JOB_TYPE Type,
        GUID *pJobId,
        IBackgroundCopyJob **ppJob) = 0;
    /**
     * Retrieves a job of the queue by its id.
     *
     * @param[in] jobID Id of the job.
     * @param[out] ppJob Receives the job. Release it.
     * @retval S_OK on success.
     * @retval BG_E_NOT_FOUND when no job of the queue has this id, or the job is final.
     * @retval E_ACCESSDENIED when the job belongs to another user.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetJob(REFGUID jobID, IBackgroundCopyJob **ppJob) = 0;
    /**
     * Lists the jobs that are in the queue now, in no particular order.
     *
     * @param[in] dwFlags 0 for the caller's jobs, or `BG_JOB_ENUM_ALL_USERS`.
     * @param[out] ppEnum Receives the enumeration. Release it.
     * @retval S_OK on success.
     * @retval E_ACCESSDENIED when `dwFlags` is `BG_JOB_ENUM_ALL_USERS` and the caller is not an
     *   administrator (root).
     * @retval E_NOTIMPL when `dwFlags` contains other flags.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE EnumJobs(DWORD dwFlags, IEnumBackgroundCopyJobs **ppEnum) = 0;
    /**
     * Retrieves an English sentence for a code that a method returned.
     *
     * @param[in] hResult The code.
     * @param[in] LanguageId Language of the text, as `MAKELANGID` forms it: any form of
     *   English, the default language, or 0.
     * @param[out] pErrorDescription Receives the text. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND) when there is no text for the
     *   code or in that language.
     *
     * @since BITS 1.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorDescription(
        HRESULT hResult,
        DWORD LanguageId,
        LPWSTR *pErrorDescription) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyManagerVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyManager *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyManager *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyManager *This);
    HRESULT (STDMETHODCALLTYPE *CreateJob)(
        IBackgroundCopyManager *This,
        LPCWSTR DisplayName,
        BG_JOB_TYPE Type,
        GUID *pJobId,
        IBackgroundCopyJob **ppJob);
    HRESULT (STDMETHODCALLTYPE *GetJob)(
        IBackgroundCopyManager *This,
        REFGUID jobID,
        IBackgroundCopyJob **ppJob);
    HRESULT (STDMETHODCALLTYPE *EnumJobs)(
        IBackgroundCopyManager *This,
        DWORD dwFlags,
        IEnumBackgroundCopyJobs **ppEnum);
    HRESULT (STDMETHODCALLTYPE *GetErrorDescription)(
        IBackgroundCopyManager *This,
        HRESULT hResult,
        DWORD LanguageId,
        LPWSTR *pErrorDescription);
    END_INTERFACE
} IBackgroundCopyManagerVtbl;
struct IBackgroundCopyManager {
    CONST_VTBL struct IBackgroundCopyManagerVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyManager_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyManager_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyManager_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyManager_CreateJob(This, DisplayName, Type, pJobId, ppJob) \
    ((This)->lpVtbl->CreateJob(This, DisplayName, Type, pJobId, ppJob))
#define IBackgroundCopyManager_GetJob(This, jobID, ppJob) \
    ((This)->lpVtbl->GetJob(This, jobID, ppJob))
#define IBackgroundCopyManager_EnumJobs(This, dwFlags, ppEnum) \
    ((This)->lpVtbl->EnumJobs(This, dwFlags, ppEnum))
#define IBackgroundCopyManager_GetErrorDescription(This, hResult, LanguageId, pErrorDescription) \
    ((This)->lpVtbl->GetErrorDescription(This, hResult, LanguageId, pErrorDescription))
#endif
#endif
BITS_UUID(IBackgroundCopyManager,
    0x5ce34c0d, 0x0dc9, 0x4c1f, 0x89, 0x7c, 0xda, 0xa1, 0xb7, 0x8c, 0xee, 0x7c)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 1.0. */
DEFINE_GUID(LIBID_BackgroundCopyManager,
    0x1deeb74f, 0x7915, 0x4560, 0xb5, 0x58, 0x91, 0x8c, 0x83, 0xf1, 0x76, 0xa6);

/**
 * Identifies the class of the queue manager, for `CoCreateInstance`. The classes of the other
 * versions create the same object.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager,
    0x4991d34b, 0x80a1, 0x4291, 0x83, 0xb6, 0x33, 0x28, 0x36, 0x6b, 0x90, 0x97);
#ifdef __cplusplus
class BackgroundCopyManager;
#else
typedef struct BackgroundCopyManager BackgroundCopyManager;
#endif
BITS_UUID(BackgroundCopyManager,
    0x4991d34b, 0x80a1, 0x4291, 0x83, 0xb6, 0x33, 0x28, 0x36, 0x6b, 0x90, 0x97)

#include "bitsmsg.h"
#include "bits1_5.h"

#endif
#endif
