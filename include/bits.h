/**
 * `bits.h`: the transfer queue, its jobs, files and errors. BITS 1.0; the newer versions' headers
 * follow at its end.
 *
 * What holds for every method:
 *
 * - It returns `E_POINTER` if the object is NULL, `E_INVALIDARG` if another pointer that must be
 *   there is NULL or a text is not valid UTF-16 or UTF-32, `E_OUTOFMEMORY`, and `E_UNEXPECTED` for
 *   a mistake inside the library.
 * - Out-parameters are zeroed first, and stay so on failure.
 * - Texts and arrays that it hands out are freed with `CoTaskMemFree`; interfaces that it hands
 *   out are released.
 * - What the caller passes in stays the caller's, and is copied before the call returns.
 * - It may be called from any thread. What it changed has reached the disk's cache when it returns
 *   `S_OK`, and the disk itself after `Resume`, `Complete` and `Cancel`.
 *
 * Rendered from src/abi/bits.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits.h>
#else
#ifndef __bits_h__
#define __bits_h__

#include "libbits/com.h"

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

/** Where an error happened: the first half of what `IBackgroundCopyError::GetError` tells. */
typedef enum BG_ERROR_CONTEXT {
    /** No error happened. */
    BG_ERROR_CONTEXT_NONE = 0,
    /** The place is not known. */
    BG_ERROR_CONTEXT_UNKNOWN = 1,
    /** In the manager of the transfer queue. */
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER = 2,
    /** While the queue manager was notifying the client. */
    BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION = 3,
    /** With the local file: access denied, no space, changed during an upload. */
    BG_ERROR_CONTEXT_LOCAL_FILE = 4,
    /** With the remote file: not found, not reachable, or its transfer failed. */
    BG_ERROR_CONTEXT_REMOTE_FILE = 5,
    /** In the transport, without one remote file to blame. */
    BG_ERROR_CONTEXT_GENERAL_TRANSPORT = 6,
    /** In the server application that received the upload. BITS 1.2 and earlier: not used. */
    BG_ERROR_CONTEXT_REMOTE_APPLICATION = 7,
    /** In the client's `ValidateServerCertificate`. Before BITS 10.3: not used. */
    BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK = 8,
} BG_ERROR_CONTEXT;

/** How a job ranks against other jobs and against the rest of the machine's traffic. */
typedef enum BG_JOB_PRIORITY {
    /** Before all others, and as fast as the network allows. */
    BG_JOB_PRIORITY_FOREGROUND = 0,
    /** First of the background priorities, which use idle bandwidth only. */
    BG_JOB_PRIORITY_HIGH = 1,
    /** The default: after HIGH. */
    BG_JOB_PRIORITY_NORMAL = 2,
    /** After NORMAL. */
    BG_JOB_PRIORITY_LOW = 3,
} BG_JOB_PRIORITY;

/** What a job is doing. A new job is SUSPENDED. */
typedef enum BG_JOB_STATE {
    /** Ready; waits for its turn. */
    BG_JOB_STATE_QUEUED = 0,
    /** Connecting to the server. */
    BG_JOB_STATE_CONNECTING = 1,
    /** Moving data. */
    BG_JOB_STATE_TRANSFERRING = 2,
    /** Stopped until `Resume`. */
    BG_JOB_STATE_SUSPENDED = 3,
    /**
     * Failed for good: needs `Resume` after the cause is gone, `Cancel`, or (downloads)
     * `Complete`.
     */
    BG_JOB_STATE_ERROR = 4,
    /** Failed for now: tried again after the minimum retry delay. */
    BG_JOB_STATE_TRANSIENT_ERROR = 5,
    /** All files are transferred; waits for `Complete` or `Cancel`. */
    BG_JOB_STATE_TRANSFERRED = 6,
    /** Final: `Complete` was called, and the job has left the queue. */
    BG_JOB_STATE_ACKNOWLEDGED = 7,
    /** Final: `Cancel` was called, and the job has left the queue. */
    BG_JOB_STATE_CANCELLED = 8,
} BG_JOB_STATE;

/**
 * The direction of a job's transfer: given to `IBackgroundCopyManager::CreateJob`, read with
 * `IBackgroundCopyJob::GetType`, fixed for the life of the job.
 */
typedef enum BG_JOB_TYPE {
    /** Files are downloaded from the server to the client: any number of them. */
    BG_JOB_TYPE_DOWNLOAD = 0,
    /** One file is uploaded from the client to the server. BITS 1.2 and earlier: not supported. */
    BG_JOB_TYPE_UPLOAD = 1,
    /**
     * One file is uploaded from the client to the server, then the server application's reply file
     * is downloaded. BITS 1.2 and earlier: not supported.
     */
    BG_JOB_TYPE_UPLOAD_REPLY = 2,
} BG_JOB_TYPE;

/** Where a job's proxy settings come from. */
typedef enum BG_JOB_PROXY_USAGE {
    /**
     * The default: the user's own settings (here the environment: `http_proxy`, `https_proxy`,
     * `all_proxy`, `no_proxy`).
     */
    BG_JOB_PROXY_USAGE_PRECONFIG = 0,
    /** No proxy is used. */
    BG_JOB_PROXY_USAGE_NO_PROXY = 1,
    /** The lists given with the job. */
    BG_JOB_PROXY_USAGE_OVERRIDE = 2,
    /** Detected for each file. BITS 1.5 and earlier: not supported. */
    BG_JOB_PROXY_USAGE_AUTODETECT = 3,
} BG_JOB_PROXY_USAGE;

/** How far one file is. */
typedef struct BG_FILE_PROGRESS {
    /** The file's size, or `BG_SIZE_UNKNOWN`. With ranges: the sum of the bytes asked for. */
    UINT64 BytesTotal;
    /** Bytes so far; back to 0 when the file starts over because it changed on the server. */
    UINT64 BytesTransferred;
    /**
     * Download: TRUE once `Complete` has put the file at its local name. Upload: TRUE when it is
     * uploaded.
     */
    BOOL Completed;
} BG_FILE_PROGRESS;

/** A pair of names, for `IBackgroundCopyJob::AddFileSet`. The caller owns both texts. */
typedef struct BG_FILE_INFO {
    /** The file's URL on the server: at most 2,200 characters. */
    LPWSTR RemoteName;
    /** The file's full path on the client. */
    LPWSTR LocalName;
} BG_FILE_INFO;

/** How far a job is. For an upload with a reply: the upload alone. */
typedef struct BG_JOB_PROGRESS {
    /** The sum of the files' sizes, or `BG_SIZE_UNKNOWN` while one of them is not known. */
    UINT64 BytesTotal;
    /** Bytes so far, of all files. */
    UINT64 BytesTransferred;
    /** Files in the job. */
    ULONG FilesTotal;
    /** Files that are entirely transferred. */
    ULONG FilesTransferred;
} BG_JOB_PROGRESS;

/** When things happened to a job, in UTC. */
typedef struct BG_JOB_TIMES {
    /** When `CreateJob` made it. */
    FILETIME CreationTime;
    /** When it was last changed, changed state, or moved data. */
    FILETIME ModificationTime;
    /** When it entered `BG_JOB_STATE_TRANSFERRED`; 0 before that. */
    FILETIME TransferCompletionTime;
} BG_JOB_TIMES;

/** The size of a file that is not known yet, or never will be. */
#define BG_SIZE_UNKNOWN ((UINT64)-1ll)

/** Notify when all files of the job are transferred: `JobTransferred`, or the command line. */
#define BG_NOTIFY_JOB_TRANSFERRED 1

/** Notify when the job enters `BG_JOB_STATE_ERROR`: `JobError`, or the command line. */
#define BG_NOTIFY_JOB_ERROR 2

/** Notify of nothing; the other flags are ignored. */
#define BG_NOTIFY_DISABLE 4

/** Notify of changes and progress: `JobModification`. No command line is run for it. */
#define BG_NOTIFY_JOB_MODIFICATION 8

/** Notify after each file: `IBackgroundCopyCallback2::FileTransferred`. Since BITS 3.0. */
#define BG_NOTIFY_FILE_TRANSFERRED 16

/**
 * Notify of ranges asked for on demand: `IBackgroundCopyCallback3::FileRangesTransferred`. Since
 * BITS 10.1.
 */
#define BG_NOTIFY_FILE_RANGES_TRANSFERRED 32

/** For `EnumJobs`: the jobs of all users, not only the caller's. Administrators only. */
#define BG_JOB_ENUM_ALL_USERS 1

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyFile_INTERFACE_DEFINED__
#define __IBackgroundCopyFile_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyFile, 0x01b7bd23, 0xfb88, 0x4a77, 0x84, 0x90, 0x58, 0x91, 0xd3, 0xe4, 0x65, 0x3a);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * One file of a job, as it is now. From `IEnumBackgroundCopyFiles::Next` or
 * `IBackgroundCopyError::GetFile`. BITS 1.0.
 */
MIDL_INTERFACE("01b7bd23-fb88-4a77-8490-5891d3e4653a")
IBackgroundCopyFile : public IUnknown {
public:
    /**
     * The file's name on the server.
     *
     * @param pVal Receives the URL, with later changes by `SetRemoteName`, `ReplaceRemotePrefix`
     * and reported redirections; free it with `CoTaskMemFree`. @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetRemoteName(LPWSTR *pVal) = 0;
    /**
     * The file's name on the client: where it is, or will be after `Complete`.
     *
     * @param pVal Receives the full path; free it with `CoTaskMemFree`.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetLocalName(LPWSTR *pVal) = 0;
    /**
     * How far the file is.
     *
     * @param pVal Receives the progress.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(BG_FILE_PROGRESS *pVal) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyFileVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IBackgroundCopyFile *This, REFIID riid, void **ppvObject);
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
BITS_UUID(IBackgroundCopyFile, 0x01b7bd23, 0xfb88, 0x4a77, 0x84, 0x90, 0x58, 0x91, 0xd3, 0xe4, 0x65, 0x3a)
#endif

#ifndef __IEnumBackgroundCopyFiles_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyFiles_INTERFACE_DEFINED__
DEFINE_GUID(IID_IEnumBackgroundCopyFiles, 0xca51e165, 0xc365, 0x424c, 0x8d, 0x41, 0x24, 0xaa, 0xa4, 0xff, 0x3c, 0x40);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** The files of a job at the time of `EnumFiles`, in the order they were added. BITS 1.0. */
MIDL_INTERFACE("ca51e165-c365-424c-8d41-24aaa4ff3c40")
IEnumBackgroundCopyFiles : public IUnknown {
public:
    /**
     * The next files.
     *
     * @param celt         How many at most.
     * @param rgelt        Receives them, each of which the caller releases.
     * @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
     * @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, IBackgroundCopyFile **rgelt, ULONG *pceltFetched) = 0;
    /**
     * Leaves out the next files.
     *
     * @param celt How many.
     * @return `S_OK`; `S_FALSE` if fewer were left.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Starts again at the first file.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Another enumeration of the same files, at the same place.
     *
     * @param ppenum Receives it; the caller releases it.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyFiles **ppenum) = 0;
    /**
     * How many files there are in all.
     *
     * @param puCount Receives the number.
     * @return `S_OK`.
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
    HRESULT (STDMETHODCALLTYPE *Clone)(IEnumBackgroundCopyFiles *This, IEnumBackgroundCopyFiles **ppenum);
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
BITS_UUID(IEnumBackgroundCopyFiles, 0xca51e165, 0xc365, 0x424c, 0x8d, 0x41, 0x24, 0xaa, 0xa4, 0xff, 0x3c, 0x40)
#endif

#ifndef __IBackgroundCopyError_INTERFACE_DEFINED__
#define __IBackgroundCopyError_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyError, 0x19c613a0, 0xfcb8, 0x4f28, 0x81, 0xae, 0x89, 0x7c, 0x3d, 0x07, 0x8f, 0x81);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * What went wrong with a job: from `IBackgroundCopyJob::GetError`, or given to `JobError`. BITS
 * 1.0.
 */
MIDL_INTERFACE("19c613a0-fcb8-4f28-81ae-897c3d078f81")
IBackgroundCopyError : public IUnknown {
public:
    /**
     * The error's code and place.
     *
     * @param pContext Receives the place. @param pCode    Receives the code: a `BG_E_*`,
     * `0x8019nnnn` (HTTP status nnnn), `0x80072exx` (transport) or a system error. @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetError(BG_ERROR_CONTEXT *pContext, HRESULT *pCode) = 0;
    /**
     * The file that was being transferred.
     *
     * @param pVal Receives the file, which the caller releases.
     * @return `S_OK`; `BG_E_FILE_NOT_AVAILABLE` (`*pVal` is NULL) if the error is tied to no file.
     */
    virtual HRESULT STDMETHODCALLTYPE GetFile(IBackgroundCopyFile **pVal) = 0;
    /**
     * A sentence that says what is wrong and what to do.
     *
     * @param LanguageId        The language, as `MAKELANGID` makes it; texts here are English.
     * @param pErrorDescription Receives the text; free it with `CoTaskMemFree`. @return `S_OK`;
     * `E_INVALIDARG` for language 0; `HRESULT_FROM_WIN32(ERROR_RESOURCE_LANG_NOT_FOUND)` if there
     * is no text in that language; `E_OUTOFMEMORY`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorDescription(DWORD LanguageId, LPWSTR *pErrorDescription) = 0;
    /**
     * A sentence that says where the error happened.
     *
     * @param LanguageId          As for `GetErrorDescription`.
     * @param pContextDescription Receives the text; free it with `CoTaskMemFree`.
     * @return As for `GetErrorDescription`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorContextDescription(
        DWORD LanguageId,
        LPWSTR *pContextDescription) = 0;
    /**
     * The protocol of the transfer that failed.
     *
     * @param pProtocol Receives `http` or `file`; free it with `CoTaskMemFree`. @return `S_OK`;
     * `BG_E_PROTOCOL_NOT_AVAILABLE` (`*pProtocol` is NULL) if the error has to do with no
     * protocol.
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
    HRESULT (STDMETHODCALLTYPE *GetFile)(IBackgroundCopyError *This, IBackgroundCopyFile **pVal);
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
BITS_UUID(IBackgroundCopyError, 0x19c613a0, 0xfcb8, 0x4f28, 0x81, 0xae, 0x89, 0x7c, 0x3d, 0x07, 0x8f, 0x81)
#endif

#ifndef __IBackgroundCopyJob_INTERFACE_DEFINED__
#define __IBackgroundCopyJob_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyJob, 0x37668d37, 0x507e, 0x4160, 0x93, 0x16, 0x26, 0x30, 0x6d, 0x15, 0x0b, 0x12);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * A job: files that are transferred together, with their properties. From
 * `IBackgroundCopyManager`. `QueryInterface` gives its newer interfaces, up to
 * `IBackgroundCopyJob5`, and `IBackgroundCopyJobHttpOptions` to 3. BITS 1.0.
 *
 * Every `Set...` method, and every method that changes the job, returns `BG_E_INVALID_STATE` once
 * the job is ACKNOWLEDGED or CANCELLED. Getters go on working.
 */
MIDL_INTERFACE("37668d37-507e-4160-9316-26306d150b12")
IBackgroundCopyJob : public IUnknown {
public:
    /**
     * Adds files: all of them, or on failure none.
     *
     * @param cFileCount How many; at least 1.
     * @param pFileSet   Their names; read before the call returns.
     * @return As for `AddFile`.
     */
    virtual HRESULT STDMETHODCALLTYPE AddFileSet(ULONG cFileCount, BG_FILE_INFO *pFileSet) = 0;
    /**
     * Adds one file. In state TRANSFERRED `Resume` is needed to transfer it.
     *
     * @param RemoteUrl The file on the server: `http://`, `https://`, `file://` or a local path;
     * at most 2,200 characters, no wildcards. For an upload, where it goes. @param LocalName Full
     * path of the file on the client; its folder exists. For a download the file appears at
     * `Complete`. @return `S_OK`; `E_INVALIDARG` for a name that is not valid; `E_ACCESSDENIED` if
     * the folder may not be written to; `BG_E_TOO_MANY_FILES` for a second file in an upload job;
     * `BG_E_TOO_MANY_FILES_IN_JOB`; `BG_E_INVALID_STATE` if the job is final.
     */
    virtual HRESULT STDMETHODCALLTYPE AddFile(LPCWSTR RemoteUrl, LPCWSTR LocalName) = 0;
    /**
     * The job's files as they are now.
     *
     * @param pEnum Receives the enumeration, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumFiles(IEnumBackgroundCopyFiles **pEnum) = 0;
    /**
     * Stops the job until `Resume`. What is transferred is kept.
     *
     * @return `S_OK`, also if it is suspended already; `BG_E_INVALID_STATE` if the job is final.
     */
    virtual HRESULT STDMETHODCALLTYPE Suspend() = 0;
    /**
     * Starts a new job, a suspended one, or one in an error state; a transfer goes on where it
     * stopped if the remote file is unchanged.
     *
     * @return `S_OK`; `BG_E_EMPTY` if the job has no files; `BG_E_INVALID_STATE` if it is final.
     */
    virtual HRESULT STDMETHODCALLTYPE Resume() = 0;
    /**
     * Takes the job out of the queue and deletes its temporary files, on the server too.
     *
     * @return `S_OK`; `BG_S_UNABLE_TO_DELETE_FILES` if some temporary file stays;
     * `BG_E_INVALID_STATE` if the job is final.
     */
    virtual HRESULT STDMETHODCALLTYPE Cancel() = 0;
    /**
     * Ends the job: puts its files at their local names and takes it out of the queue. A download
     * may be completed in any state, and keeps the files that are entirely transferred; an upload
     * only in TRANSFERRED.
     *
     * @return `S_OK` if all files are there; `BG_S_PARTIAL_COMPLETE` if only some are;
     * `BG_S_UNABLE_TO_DELETE_FILES` if some temporary file stays; `BG_E_INVALID_STATE`; or what
     * renaming a file met, then the job stays TRANSFERRED and `Complete` can be called again.
     */
    virtual HRESULT STDMETHODCALLTYPE Complete() = 0;
    /**
     * The job's id, with which `IBackgroundCopyManager::GetJob` finds it, also in another process.
     *
     * @param pVal Receives the id.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetId(GUID *pVal) = 0;
    /**
     * The job's type, as given to `CreateJob`.
     *
     * @param pVal Receives the type.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetType(BG_JOB_TYPE *pVal) = 0;
    /**
     * How far the job is.
     *
     * @param pVal Receives the progress.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(BG_JOB_PROGRESS *pVal) = 0;
    /**
     * When the job was made, changed and transferred.
     *
     * @param pVal Receives the times.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetTimes(BG_JOB_TIMES *pVal) = 0;
    /**
     * What the job is doing.
     *
     * @param pVal Receives the state.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetState(BG_JOB_STATE *pVal) = 0;
    /**
     * What went wrong last: from the time the job enters ERROR or TRANSIENT_ERROR until data moves
     * again.
     *
     * @param ppError Receives the error, which the caller releases.
     * @return `S_OK`; `BG_E_ERROR_INFORMATION_UNAVAILABLE` if there is none.
     */
    virtual HRESULT STDMETHODCALLTYPE GetError(IBackgroundCopyError **ppError) = 0;
    /**
     * Who owns the job.
     *
     * @param pVal Receives the user's id as a SID string, here `S-1-22-1-<uid>`; free it with
     * `CoTaskMemFree`. @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetOwner(LPWSTR *pVal) = 0;
    /**
     * Renames the job. Names need not be unique.
     *
     * @param Val The name; at most 256 characters.
     * @return `S_OK`; `E_INVALIDARG` for NULL; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetDisplayName(LPCWSTR Val) = 0;
    /**
     * The job's name.
     *
     * @param pVal Receives the name; free it with `CoTaskMemFree`.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetDisplayName(LPWSTR *pVal) = 0;
    /**
     * Describes the job.
     *
     * @param Val The description; at most 1,024 characters.
     * @return `S_OK`; `E_INVALIDARG` for NULL; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetDescription(LPCWSTR Val) = 0;
    /**
     * The job's description; empty unless set.
     *
     * @param pVal Receives the description; free it with `CoTaskMemFree`.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetDescription(LPWSTR *pVal) = 0;
    /**
     * Ranks the job anew, also while it runs.
     *
     * @param Val The priority; NORMAL unless set. @return `S_OK`; `E_NOTIMPL` for a value that is
     * not defined; `BG_E_INVALID_STATE`; `BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD` if another
     * method made the job FOREGROUND.
     */
    virtual HRESULT STDMETHODCALLTYPE SetPriority(BG_JOB_PRIORITY Val) = 0;
    /**
     * The job's priority.
     *
     * @param pVal Receives the priority.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetPriority(BG_JOB_PRIORITY *pVal) = 0;
    /**
     * Chooses the events the client is told of.
     *
     * @param Val `BG_NOTIFY_*` flags, all of them anew.
     * @return `S_OK`; `E_NOTIMPL` for flags that are not defined; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyFlags(ULONG Val) = 0;
    /**
     * The events the client is told of.
     *
     * @param pVal Receives the `BG_NOTIFY_*` flags.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyFlags(ULONG *pVal) = 0;
    /**
     * Registers the object that is told of events; the last one registered counts. It lasts as
     * long as the client's process.
     *
     * @param Val An object with `IBackgroundCopyCallback`, of which a reference is kept; NULL for
     * none. It is called on a thread of the library's own. @return `S_OK`; `E_NOINTERFACE` for an
     * object without that interface; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyInterface(IUnknown *Val) = 0;
    /**
     * The object that this process registered.
     *
     * @param pVal Receives the object, which the caller releases, or NULL.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyInterface(IUnknown **pVal) = 0;
    /**
     * How long to wait after a transient error.
     *
     * @param Seconds Seconds; 600 unless set, and 5 if less than 5.
     * @return `S_OK`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetMinimumRetryDelay(ULONG Seconds) = 0;
    /**
     * How long the job waits after a transient error.
     *
     * @param Seconds Receives seconds.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetMinimumRetryDelay(ULONG *Seconds) = 0;
    /**
     * How long to go on trying without progress before the job enters ERROR.
     *
     * @param Seconds Seconds; 1,209,600 (14 days) unless set; 0 makes every error final.
     * @return `S_OK`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetNoProgressTimeout(ULONG Seconds) = 0;
    /**
     * How long the job goes on trying without progress.
     *
     * @param Seconds Receives seconds.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetNoProgressTimeout(ULONG *Seconds) = 0;
    /**
     * How often a transfer of the job failed. Never reset.
     *
     * @param Errors Receives the number.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetErrorCount(ULONG *Errors) = 0;
    /**
     * Chooses the job's proxies. What the lists say is checked when the job connects.
     *
     * @param ProxyUsage      Where the settings come from. @param ProxyList       With `OVERRIDE`,
     * the proxies: `[<protocol>=][<protocol>://]<server>[:<port>]`, separated by spaces, at most
     * 4,000 characters. Otherwise NULL. @param ProxyBypassList With `OVERRIDE`, hosts that are
     * reached directly, or NULL: `*` at the left end, `<local>` for names without a period; at
     * most 4,000 characters. Otherwise NULL. @return `S_OK`; `E_NOTIMPL` for a usage that is not
     * defined; `E_INVALIDARG` for lists that do not go with it; `BG_E_PROXY_LIST_TOO_LARGE`;
     * `BG_E_PROXY_BYPASS_LIST_TOO_LARGE`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetProxySettings(
        BG_JOB_PROXY_USAGE ProxyUsage,
        const WCHAR *ProxyList,
        const WCHAR *ProxyBypassList) = 0;
    /**
     * The job's proxies.
     *
     * @param pProxyUsage      Receives where they come from. @param pProxyList       Receives the
     * proxies, or NULL; free it with `CoTaskMemFree`. @param pProxyBypassList Receives the hosts
     * reached directly, or NULL; free it with `CoTaskMemFree`. @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProxySettings(
        BG_JOB_PROXY_USAGE *pProxyUsage,
        LPWSTR *pProxyList,
        LPWSTR *pProxyBypassList) = 0;
    /**
     * Makes the caller the owner, and removes credentials, client certificates, custom headers and
     * the command line. Administrators only, except for one's own jobs.
     *
     * @return `S_OK`; `E_ACCESSDENIED`; `BG_E_NEW_OWNER_NO_FILE_ACCESS`;
     * `BG_E_NEW_OWNER_DIFF_MAPPING`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE TakeOwnership() = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJobVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IBackgroundCopyJob *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *AddFileSet)(
        IBackgroundCopyJob *This,
        ULONG cFileCount,
        BG_FILE_INFO *pFileSet);
    HRESULT (STDMETHODCALLTYPE *AddFile)(IBackgroundCopyJob *This, LPCWSTR RemoteUrl, LPCWSTR LocalName);
    HRESULT (STDMETHODCALLTYPE *EnumFiles)(IBackgroundCopyJob *This, IEnumBackgroundCopyFiles **pEnum);
    HRESULT (STDMETHODCALLTYPE *Suspend)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Resume)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Cancel)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *Complete)(IBackgroundCopyJob *This);
    HRESULT (STDMETHODCALLTYPE *GetId)(IBackgroundCopyJob *This, GUID *pVal);
    HRESULT (STDMETHODCALLTYPE *GetType)(IBackgroundCopyJob *This, BG_JOB_TYPE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyJob *This, BG_JOB_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetTimes)(IBackgroundCopyJob *This, BG_JOB_TIMES *pVal);
    HRESULT (STDMETHODCALLTYPE *GetState)(IBackgroundCopyJob *This, BG_JOB_STATE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetError)(IBackgroundCopyJob *This, IBackgroundCopyError **ppError);
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
BITS_UUID(IBackgroundCopyJob, 0x37668d37, 0x507e, 0x4160, 0x93, 0x16, 0x26, 0x30, 0x6d, 0x15, 0x0b, 0x12)
#endif

#ifndef __IEnumBackgroundCopyJobs_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyJobs_INTERFACE_DEFINED__
DEFINE_GUID(IID_IEnumBackgroundCopyJobs, 0x1af4f612, 0x3b71, 0x466f, 0x8f, 0x58, 0x7b, 0x6f, 0x73, 0xac, 0x57, 0xad);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** The jobs in the queue at the time of `EnumJobs`. BITS 1.0. */
MIDL_INTERFACE("1af4f612-3b71-466f-8f58-7b6f73ac57ad")
IEnumBackgroundCopyJobs : public IUnknown {
public:
    /**
     * The next jobs.
     *
     * @param celt         How many at most.
     * @param rgelt        Receives them, each of which the caller releases.
     * @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
     * @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, IBackgroundCopyJob **rgelt, ULONG *pceltFetched) = 0;
    /**
     * Leaves out the next jobs.
     *
     * @param celt How many.
     * @return `S_OK`; `S_FALSE` if fewer were left.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Starts again at the first job.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Another enumeration of the same jobs, at the same place.
     *
     * @param ppenum Receives it; the caller releases it.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyJobs **ppenum) = 0;
    /**
     * How many jobs there are in all.
     *
     * @param puCount Receives the number.
     * @return `S_OK`.
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
    HRESULT (STDMETHODCALLTYPE *Clone)(IEnumBackgroundCopyJobs *This, IEnumBackgroundCopyJobs **ppenum);
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
BITS_UUID(IEnumBackgroundCopyJobs, 0x1af4f612, 0x3b71, 0x466f, 0x8f, 0x58, 0x7b, 0x6f, 0x73, 0xac, 0x57, 0xad)
#endif

#ifndef __IBackgroundCopyCallback_INTERFACE_DEFINED__
#define __IBackgroundCopyCallback_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyCallback, 0x97ea99c7, 0x0186, 0x4ad4, 0x8d, 0xf9, 0xc5, 0xb4, 0xe0, 0xed, 0x6b, 0x22);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * What a client implements to be told of a job's events; registered with `SetNotifyInterface`.
 * BITS 1.0.
 *
 * Methods are called one after the other for one job, on a thread of the library's own. Arguments
 * belong to the caller: do not release them. All methods return `S_OK`, also for events nobody
 * asked for.
 */
MIDL_INTERFACE("97ea99c7-0186-4ad4-8df9-c5b4e0ed6b22")
IBackgroundCopyCallback : public IUnknown {
public:
    /**
     * All files are transferred, the reply too. Usually the place to call `Complete`.
     *
     * @param pJob The job. @return `S_OK`. After anything else it is called again, or the command
     * line is run if there is one.
     */
    virtual HRESULT STDMETHODCALLTYPE JobTransferred(IBackgroundCopyJob *pJob) = 0;
    /**
     * The job entered `BG_JOB_STATE_ERROR`.
     *
     * @param pJob   The job.
     * @param pError What went wrong.
     * @return As for `JobTransferred`.
     */
    virtual HRESULT STDMETHODCALLTYPE JobError(IBackgroundCopyJob *pJob, IBackgroundCopyError *pError) = 0;
    /**
     * The job moved data, got a file, changed a property, or changed its state to another than
     * ERROR and TRANSFERRED. Some of these calls may be left out.
     *
     * @param pJob       The job.
     * @param dwReserved 0.
     * @return `S_OK`; other codes are ignored.
     */
    virtual HRESULT STDMETHODCALLTYPE JobModification(IBackgroundCopyJob *pJob, DWORD dwReserved) = 0;
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
    HRESULT (STDMETHODCALLTYPE *JobTransferred)(IBackgroundCopyCallback *This, IBackgroundCopyJob *pJob);
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
BITS_UUID(IBackgroundCopyCallback, 0x97ea99c7, 0x0186, 0x4ad4, 0x8d, 0xf9, 0xc5, 0xb4, 0xe0, 0xed, 0x6b, 0x22)
#endif

#ifndef __AsyncIBackgroundCopyCallback_INTERFACE_DEFINED__
#define __AsyncIBackgroundCopyCallback_INTERFACE_DEFINED__
DEFINE_GUID(IID_AsyncIBackgroundCopyCallback, 0xca29d251, 0xb4bb, 0x4679, 0xa3, 0xd9, 0xae, 0x80, 0x06, 0x11, 0x9d, 0x54);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * `IBackgroundCopyCallback` in two halves, as Windows' asynchronous calls between processes use
 * it. Never called here. BITS 1.0.
 */
MIDL_INTERFACE("ca29d251-b4bb-4679-a3d9-ae8006119d54")
AsyncIBackgroundCopyCallback : public IUnknown {
public:
    /**
     * Begins `JobTransferred`.
     *
     * @param pJob The job.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobTransferred(IBackgroundCopyJob *pJob) = 0;
    /**
     * Ends `JobTransferred`.
     *
     * @return What `JobTransferred` returns.
     */
    virtual HRESULT STDMETHODCALLTYPE Finish_JobTransferred() = 0;
    /**
     * Begins `JobError`.
     *
     * @param pJob   The job.
     * @param pError What went wrong.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobError(
        IBackgroundCopyJob *pJob,
        IBackgroundCopyError *pError) = 0;
    /**
     * Ends `JobError`.
     *
     * @return What `JobError` returns.
     */
    virtual HRESULT STDMETHODCALLTYPE Finish_JobError() = 0;
    /**
     * Begins `JobModification`.
     *
     * @param pJob       The job.
     * @param dwReserved 0.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Begin_JobModification(IBackgroundCopyJob *pJob, DWORD dwReserved) = 0;
    /**
     * Ends `JobModification`.
     *
     * @return What `JobModification` returns.
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
BITS_UUID(AsyncIBackgroundCopyCallback, 0xca29d251, 0xb4bb, 0x4679, 0xa3, 0xd9, 0xae, 0x80, 0x06, 0x11, 0x9d, 0x54)
#endif

#ifndef __IBackgroundCopyManager_INTERFACE_DEFINED__
#define __IBackgroundCopyManager_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyManager, 0x5ce34c0d, 0x0dc9, 0x4c1f, 0x89, 0x7c, 0xda, 0xa1, 0xb7, 0x8c, 0xee, 0x7c);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * The transfer queue: makes jobs and finds them. `CoCreateInstance(CLSID_BackgroundCopyManager,
 * ...)` gives it. BITS 1.0.
 */
MIDL_INTERFACE("5ce34c0d-0dc9-4c1f-897c-daa1b78cee7c")
IBackgroundCopyManager : public IUnknown {
public:
    /**
     * Makes a job: SUSPENDED, without files, owned by the caller. It stays in the queue, across
     * restarts, until `Complete` or `Cancel`.
     *
     * @param DisplayName The job's name; at most 256 characters; need not be unique. @param Type
     * The job's type. BITS 1.2 and earlier know downloads only. @param pJobId      Receives the
     * job's id. @param ppJob       Receives the job, which the caller releases. @return `S_OK`;
     * `E_INVALIDARG` if the name is NULL or too long, or the type is not defined;
     * `BG_E_TOO_MANY_JOBS_PER_USER`; `BG_E_TOO_MANY_JOBS_PER_MACHINE`. On failure nothing is made.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateJob(
        LPCWSTR DisplayName,
        BG_JOB_TYPE Type,
        GUID *pJobId,
        IBackgroundCopyJob **ppJob) = 0;
    /**
     * Finds a job in the queue.
     *
     * @param jobID The job's id. @param ppJob Receives the job, which the caller releases. @return
     * `S_OK`; `BG_E_NOT_FOUND` if it is not in the queue, or no longer; `E_ACCESSDENIED` if it is
     * another user's.
     */
    virtual HRESULT STDMETHODCALLTYPE GetJob(REFGUID jobID, IBackgroundCopyJob **ppJob) = 0;
    /**
     * The jobs in the queue as they are now, in no particular order.
     *
     * @param dwFlags 0 for the caller's jobs, or `BG_JOB_ENUM_ALL_USERS`. @param ppEnum  Receives
     * the enumeration, which the caller releases. @return `S_OK`; `E_ACCESSDENIED` if the caller
     * may not see all users' jobs; `E_NOTIMPL` for other flags.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumJobs(DWORD dwFlags, IEnumBackgroundCopyJobs **ppEnum) = 0;
    /**
     * A sentence for a code that a method returned.
     *
     * @param hResult           The code.
     * @param LanguageId        The language, as `MAKELANGID` makes it; texts here are English.
     * @param pErrorDescription Receives the text; free it with `CoTaskMemFree`.
     * @return As for `IBackgroundCopyError::GetErrorDescription`.
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
BITS_UUID(IBackgroundCopyManager, 0x5ce34c0d, 0x0dc9, 0x4c1f, 0x89, 0x7c, 0xda, 0xa1, 0xb7, 0x8c, 0xee, 0x7c)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

DEFINE_GUID(LIBID_BackgroundCopyManager, 0x1deeb74f, 0x7915, 0x4560, 0xb5, 0x58, 0x91, 0x8c, 0x83, 0xf1, 0x76, 0xa6);

/** The class to give to `CoCreateInstance`. Those of other versions make the same object. */
DEFINE_GUID(CLSID_BackgroundCopyManager, 0x4991d34b, 0x80a1, 0x4291, 0x83, 0xb6, 0x33, 0x28, 0x36, 0x6b, 0x90, 0x97);
#ifdef __cplusplus
class BackgroundCopyManager;
#else
typedef struct BackgroundCopyManager BackgroundCopyManager;
#endif
BITS_UUID(BackgroundCopyManager, 0x4991d34b, 0x80a1, 0x4291, 0x83, 0xb6, 0x33, 0x28, 0x36, 0x6b, 0x90, 0x97)

#include "bitsmsg.h"
#include "bits1_5.h"

#endif
#endif
