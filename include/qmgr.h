/**
 * `qmgr.h`: the queue manager that came before BITS 1.0. Declared for completeness; nothing here
 * makes its objects.
 *
 * Rendered from src/abi/qmgr.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <qmgr.h>
#else
#ifndef __qmgr_h__
#define __qmgr_h__

#include "libbits/com.h"

#ifndef __IBackgroundCopyJob1_FWD_DEFINED__
#define __IBackgroundCopyJob1_FWD_DEFINED__
typedef struct IBackgroundCopyJob1 IBackgroundCopyJob1;
#endif

#ifndef __IEnumBackgroundCopyJobs1_FWD_DEFINED__
#define __IEnumBackgroundCopyJobs1_FWD_DEFINED__
typedef struct IEnumBackgroundCopyJobs1 IEnumBackgroundCopyJobs1;
#endif

#ifndef __IBackgroundCopyGroup_FWD_DEFINED__
#define __IBackgroundCopyGroup_FWD_DEFINED__
typedef struct IBackgroundCopyGroup IBackgroundCopyGroup;
#endif

#ifndef __IEnumBackgroundCopyGroups_FWD_DEFINED__
#define __IEnumBackgroundCopyGroups_FWD_DEFINED__
typedef struct IEnumBackgroundCopyGroups IEnumBackgroundCopyGroups;
#endif

#ifndef __IBackgroundCopyCallback1_FWD_DEFINED__
#define __IBackgroundCopyCallback1_FWD_DEFINED__
typedef struct IBackgroundCopyCallback1 IBackgroundCopyCallback1;
#endif

#ifndef __IBackgroundCopyQMgr_FWD_DEFINED__
#define __IBackgroundCopyQMgr_FWD_DEFINED__
typedef struct IBackgroundCopyQMgr IBackgroundCopyQMgr;
#endif

/** The properties of a group, for `IBackgroundCopyGroup::GetProp` and `SetProp`. */
typedef enum GROUPPROP {
    /** Its priority: 1 for background. */
    GROUPPROP_PRIORITY = 0,
    /** The user name for the server. */
    GROUPPROP_REMOTEUSERID = 1,
    /** The password for the server. */
    GROUPPROP_REMOTEUSERPWD = 2,
    /** The user name for local files. */
    GROUPPROP_LOCALUSERID = 3,
    /** The password for local files. */
    GROUPPROP_LOCALUSERPWD = 4,
    /** The protocol: a `QM_PROTOCOL_*` value. */
    GROUPPROP_PROTOCOLFLAGS = 5,
    /** The events the client is told of: `QM_NOTIFY_*` flags. */
    GROUPPROP_NOTIFYFLAGS = 6,
    /** The class whose object is told of events. */
    GROUPPROP_NOTIFYCLSID = 7,
    /** Progress is told of after so many bytes. */
    GROUPPROP_PROGRESSSIZE = 8,
    /** Progress is told of after so many percent. */
    GROUPPROP_PROGRESSPERCENT = 9,
    /** Progress is told of after so much time. */
    GROUPPROP_PROGRESSTIME = 10,
    /** Its name. */
    GROUPPROP_DISPLAYNAME = 11,
    /** Its description. */
    GROUPPROP_DESCRIPTION = 12,
} GROUPPROP;

/** A pair of names with a size, for `IBackgroundCopyJob1::AddFiles`. */
typedef struct FILESETINFO {
    /** The file's URL on the server. */
    BSTR bstrRemoteFile;
    /** The file's full path on the client. */
    BSTR bstrLocalFile;
    /** Its size in bytes, if known. */
    DWORD dwSizeHint;
} FILESETINFO;

/** Tell of every file that is done. */
#define QM_NOTIFY_FILE_DONE 1

/** Tell of every job that is done. */
#define QM_NOTIFY_JOB_DONE 2

/** Tell when the group is done. */
#define QM_NOTIFY_GROUP_DONE 4

/** Tell of nothing. */
#define QM_NOTIFY_DISABLE_NOTIFY 64

/** Tell of progress with `OnProgressEx`. */
#define QM_NOTIFY_USE_PROGRESSEX 128

/** The file is done. */
#define QM_STATUS_FILE_COMPLETE 1

/** The file is not done. */
#define QM_STATUS_FILE_INCOMPLETE 2

/** The job is done. */
#define QM_STATUS_JOB_COMPLETE 4

/** The job is not done. */
#define QM_STATUS_JOB_INCOMPLETE 8

/** The job failed. */
#define QM_STATUS_JOB_ERROR 16

/** The job is in the foreground. */
#define QM_STATUS_JOB_FOREGROUND 32

/** The group is done. */
#define QM_STATUS_GROUP_COMPLETE 64

/** The group is not done. */
#define QM_STATUS_GROUP_INCOMPLETE 128

/** The group is suspended. */
#define QM_STATUS_GROUP_SUSPENDED 256

/** The group failed. */
#define QM_STATUS_GROUP_ERROR 512

/** The group is in the foreground. */
#define QM_STATUS_GROUP_FOREGROUND 1024

/** HTTP. */
#define QM_PROTOCOL_HTTP 1

/** FTP. */
#define QM_PROTOCOL_FTP 2

/** SMB. */
#define QM_PROTOCOL_SMB 3

/** Another protocol. */
#define QM_PROTOCOL_CUSTOM 4

/** Progress in percent. */
#define QM_PROGRESS_PERCENT_DONE 1

/** Progress in time. */
#define QM_PROGRESS_TIME_DONE 2

/** Progress in bytes. */
#define QM_PROGRESS_SIZE_DONE 3

/** 0x81001001: not possible in this state. */
#define QM_E_INVALID_STATE ((HRESULT)0x81001001u)

/** 0x81001002: the service is not running. */
#define QM_E_SERVICE_UNAVAILABLE ((HRESULT)0x81001002u)

/** 0x81001003: no protocol handler takes the file. */
#define QM_E_DOWNLOADER_UNAVAILABLE ((HRESULT)0x81001003u)

/** 0x81001004: no such group, job or file. */
#define QM_E_ITEM_NOT_FOUND ((HRESULT)0x81001004u)

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJob1_INTERFACE_DEFINED__
#define __IBackgroundCopyJob1_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyJob1, 0x59f5553c, 0x2031, 0x4629, 0xbb, 0x18, 0x26, 0x45, 0xa6, 0x97, 0x09, 0x47);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * A job of the queue manager that came before BITS 1.0. Superseded by `IBackgroundCopyJob`; not
 * implemented here.
 */
MIDL_INTERFACE("59f5553c-2031-4629-bb18-2645a6970947")
IBackgroundCopyJob1 : public IUnknown {
public:
    /**
     * Not implemented, on Windows neither.
     *
     * @return `E_NOTIMPL`.
     */
    virtual HRESULT STDMETHODCALLTYPE CancelJob() = 0;
    /**
     * How far the job is.
     *
     * @param dwFlags     A `QM_PROGRESS_*` value.
     * @param pdwProgress Receives the progress.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(DWORD dwFlags, DWORD *pdwProgress) = 0;
    /**
     * What the job is doing, and what went wrong.
     *
     * @param pdwStatus          Receives `QM_STATUS_*` flags.
     * @param pdwWin32Result     Receives a Win32 error.
     * @param pdwTransportResult Receives an HTTP status.
     * @param pdwNumOfRetries    Receives how often it was tried again.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetStatus(
        DWORD *pdwStatus,
        DWORD *pdwWin32Result,
        DWORD *pdwTransportResult,
        DWORD *pdwNumOfRetries) = 0;
    /**
     * Adds files.
     *
     * @param cFileCount How many.
     * @param ppFileSet  Their names.
     * @return `S_OK`; `QM_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE AddFiles(ULONG cFileCount, FILESETINFO **ppFileSet) = 0;
    /**
     * A file of the job.
     *
     * @param cFileIndex Its number, from 0.
     * @param pFileInfo  Receives its names.
     * @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetFile(ULONG cFileIndex, FILESETINFO *pFileInfo) = 0;
    /**
     * How many files the job has.
     *
     * @param pdwFileCount Receives the number.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetFileCount(DWORD *pdwFileCount) = 0;
    /**
     * Puts the job into the foreground.
     *
     * @return `S_OK`; `E_NOTIMPL`.
     */
    virtual HRESULT STDMETHODCALLTYPE SwitchToForeground() = 0;
    /**
     * The job's id.
     *
     * @param pguidJobID Receives the id.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE get_JobID(GUID *pguidJobID) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJob1Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IBackgroundCopyJob1 *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob1 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob1 *This);
    HRESULT (STDMETHODCALLTYPE *CancelJob)(IBackgroundCopyJob1 *This);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(
        IBackgroundCopyJob1 *This,
        DWORD dwFlags,
        DWORD *pdwProgress);
    HRESULT (STDMETHODCALLTYPE *GetStatus)(
        IBackgroundCopyJob1 *This,
        DWORD *pdwStatus,
        DWORD *pdwWin32Result,
        DWORD *pdwTransportResult,
        DWORD *pdwNumOfRetries);
    HRESULT (STDMETHODCALLTYPE *AddFiles)(
        IBackgroundCopyJob1 *This,
        ULONG cFileCount,
        FILESETINFO **ppFileSet);
    HRESULT (STDMETHODCALLTYPE *GetFile)(
        IBackgroundCopyJob1 *This,
        ULONG cFileIndex,
        FILESETINFO *pFileInfo);
    HRESULT (STDMETHODCALLTYPE *GetFileCount)(IBackgroundCopyJob1 *This, DWORD *pdwFileCount);
    HRESULT (STDMETHODCALLTYPE *SwitchToForeground)(IBackgroundCopyJob1 *This);
    HRESULT (STDMETHODCALLTYPE *get_JobID)(IBackgroundCopyJob1 *This, GUID *pguidJobID);
    END_INTERFACE
} IBackgroundCopyJob1Vtbl;
struct IBackgroundCopyJob1 {
    CONST_VTBL struct IBackgroundCopyJob1Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJob1_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJob1_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJob1_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJob1_CancelJob(This) \
    ((This)->lpVtbl->CancelJob(This))
#define IBackgroundCopyJob1_GetProgress(This, dwFlags, pdwProgress) \
    ((This)->lpVtbl->GetProgress(This, dwFlags, pdwProgress))
#define IBackgroundCopyJob1_GetStatus(This, pdwStatus, pdwWin32Result, pdwTransportResult, pdwNumOfRetries) \
    ((This)->lpVtbl->GetStatus(This, pdwStatus, pdwWin32Result, pdwTransportResult, pdwNumOfRetries))
#define IBackgroundCopyJob1_AddFiles(This, cFileCount, ppFileSet) \
    ((This)->lpVtbl->AddFiles(This, cFileCount, ppFileSet))
#define IBackgroundCopyJob1_GetFile(This, cFileIndex, pFileInfo) \
    ((This)->lpVtbl->GetFile(This, cFileIndex, pFileInfo))
#define IBackgroundCopyJob1_GetFileCount(This, pdwFileCount) \
    ((This)->lpVtbl->GetFileCount(This, pdwFileCount))
#define IBackgroundCopyJob1_SwitchToForeground(This) \
    ((This)->lpVtbl->SwitchToForeground(This))
#define IBackgroundCopyJob1_get_JobID(This, pguidJobID) \
    ((This)->lpVtbl->get_JobID(This, pguidJobID))
#endif
#endif
BITS_UUID(IBackgroundCopyJob1, 0x59f5553c, 0x2031, 0x4629, 0xbb, 0x18, 0x26, 0x45, 0xa6, 0x97, 0x09, 0x47)
#endif

#ifndef __IEnumBackgroundCopyJobs1_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyJobs1_INTERFACE_DEFINED__
DEFINE_GUID(IID_IEnumBackgroundCopyJobs1, 0x8baeba9d, 0x8f1c, 0x42c4, 0xb8, 0x2c, 0x09, 0xae, 0x79, 0x98, 0x0d, 0x25);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** The ids of the jobs of a group. */
MIDL_INTERFACE("8baeba9d-8f1c-42c4-b82c-09ae79980d25")
IEnumBackgroundCopyJobs1 : public IUnknown {
public:
    /**
     * The next ids.
     *
     * @param celt         How many at most.
     * @param rgelt        Receives them.
     * @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
     * @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, GUID *rgelt, ULONG *pceltFetched) = 0;
    /**
     * Leaves out the next ids.
     *
     * @param celt How many.
     * @return `S_OK`; `S_FALSE` if fewer were left.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Starts again at the first id.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Another enumeration of the same ids, at the same place.
     *
     * @param ppenum Receives it; the caller releases it.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyJobs1 **ppenum) = 0;
    /**
     * How many ids there are in all.
     *
     * @param puCount Receives the number.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetCount(ULONG *puCount) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IEnumBackgroundCopyJobs1Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IEnumBackgroundCopyJobs1 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IEnumBackgroundCopyJobs1 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IEnumBackgroundCopyJobs1 *This);
    HRESULT (STDMETHODCALLTYPE *Next)(
        IEnumBackgroundCopyJobs1 *This,
        ULONG celt,
        GUID *rgelt,
        ULONG *pceltFetched);
    HRESULT (STDMETHODCALLTYPE *Skip)(IEnumBackgroundCopyJobs1 *This, ULONG celt);
    HRESULT (STDMETHODCALLTYPE *Reset)(IEnumBackgroundCopyJobs1 *This);
    HRESULT (STDMETHODCALLTYPE *Clone)(IEnumBackgroundCopyJobs1 *This, IEnumBackgroundCopyJobs1 **ppenum);
    HRESULT (STDMETHODCALLTYPE *GetCount)(IEnumBackgroundCopyJobs1 *This, ULONG *puCount);
    END_INTERFACE
} IEnumBackgroundCopyJobs1Vtbl;
struct IEnumBackgroundCopyJobs1 {
    CONST_VTBL struct IEnumBackgroundCopyJobs1Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IEnumBackgroundCopyJobs1_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IEnumBackgroundCopyJobs1_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IEnumBackgroundCopyJobs1_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IEnumBackgroundCopyJobs1_Next(This, celt, rgelt, pceltFetched) \
    ((This)->lpVtbl->Next(This, celt, rgelt, pceltFetched))
#define IEnumBackgroundCopyJobs1_Skip(This, celt) \
    ((This)->lpVtbl->Skip(This, celt))
#define IEnumBackgroundCopyJobs1_Reset(This) \
    ((This)->lpVtbl->Reset(This))
#define IEnumBackgroundCopyJobs1_Clone(This, ppenum) \
    ((This)->lpVtbl->Clone(This, ppenum))
#define IEnumBackgroundCopyJobs1_GetCount(This, puCount) \
    ((This)->lpVtbl->GetCount(This, puCount))
#endif
#endif
BITS_UUID(IEnumBackgroundCopyJobs1, 0x8baeba9d, 0x8f1c, 0x42c4, 0xb8, 0x2c, 0x09, 0xae, 0x79, 0x98, 0x0d, 0x25)
#endif

#ifndef __IBackgroundCopyGroup_INTERFACE_DEFINED__
#define __IBackgroundCopyGroup_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyGroup, 0x1ded80a7, 0x53ea, 0x424f, 0x8a, 0x04, 0x17, 0xfe, 0xa9, 0xad, 0xc4, 0xf5);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** A group of jobs of the queue manager that came before BITS 1.0. Not implemented here. */
MIDL_INTERFACE("1ded80a7-53ea-424f-8a04-17fea9adc4f5")
IBackgroundCopyGroup : public IUnknown {
public:
    /**
     * Reads a property.
     *
     * @param propID  Which one.
     * @param pvarVal Receives its value.
     * @return `S_OK`; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProp(GROUPPROP propID, VARIANT *pvarVal) = 0;
    /**
     * Sets a property.
     *
     * @param propID  Which one.
     * @param pvarVal Its value.
     * @return `S_OK`; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetProp(GROUPPROP propID, VARIANT *pvarVal) = 0;
    /**
     * How far the group is.
     *
     * @param dwFlags     A `QM_PROGRESS_*` value.
     * @param pdwProgress Receives the progress.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(DWORD dwFlags, DWORD *pdwProgress) = 0;
    /**
     * What the group is doing.
     *
     * @param pdwStatus   Receives `QM_STATUS_*` flags.
     * @param pdwJobIndex Receives the number of the job at work.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetStatus(DWORD *pdwStatus, DWORD *pdwJobIndex) = 0;
    /**
     * Finds a job.
     *
     * @param jobID Its id.
     * @param ppJob Receives the job, which the caller releases.
     * @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetJob(GUID jobID, IBackgroundCopyJob1 **ppJob) = 0;
    /**
     * Stops the group.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE SuspendGroup() = 0;
    /**
     * Starts the group.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE ResumeGroup() = 0;
    /**
     * Takes the group out of the queue.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE CancelGroup() = 0;
    /**
     * The bytes of all its files.
     *
     * @param pdwSize Receives bytes.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE get_Size(DWORD *pdwSize) = 0;
    /**
     * The group's id.
     *
     * @param pguidGroupID Receives the id.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE get_GroupID(GUID *pguidGroupID) = 0;
    /**
     * Makes a job.
     *
     * @param guidJobID Its id.
     * @param ppJob     Receives the job, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateJob(GUID guidJobID, IBackgroundCopyJob1 **ppJob) = 0;
    /**
     * The group's jobs.
     *
     * @param dwFlags    0.
     * @param ppEnumJobs Receives the enumeration, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumJobs(DWORD dwFlags, IEnumBackgroundCopyJobs1 **ppEnumJobs) = 0;
    /**
     * Puts the group into the foreground.
     *
     * @return `S_OK`; `E_NOTIMPL`.
     */
    virtual HRESULT STDMETHODCALLTYPE SwitchToForeground() = 0;
    /**
     * The group's job as a newer interface.
     *
     * @param iid  The interface wanted.
     * @param pUnk Receives it; the caller releases it.
     * @return `S_OK`; `E_NOTIMPL`.
     */
    virtual HRESULT STDMETHODCALLTYPE QueryNewJobInterface(REFIID iid, IUnknown **pUnk) = 0;
    /**
     * Registers the object that is told of events.
     *
     * @param iid  Its interface.
     * @param pUnk The object.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotificationPointer(REFIID iid, IUnknown *pUnk) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyGroupVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyGroup *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyGroup *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyGroup *This);
    HRESULT (STDMETHODCALLTYPE *GetProp)(IBackgroundCopyGroup *This, GROUPPROP propID, VARIANT *pvarVal);
    HRESULT (STDMETHODCALLTYPE *SetProp)(IBackgroundCopyGroup *This, GROUPPROP propID, VARIANT *pvarVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(
        IBackgroundCopyGroup *This,
        DWORD dwFlags,
        DWORD *pdwProgress);
    HRESULT (STDMETHODCALLTYPE *GetStatus)(
        IBackgroundCopyGroup *This,
        DWORD *pdwStatus,
        DWORD *pdwJobIndex);
    HRESULT (STDMETHODCALLTYPE *GetJob)(
        IBackgroundCopyGroup *This,
        GUID jobID,
        IBackgroundCopyJob1 **ppJob);
    HRESULT (STDMETHODCALLTYPE *SuspendGroup)(IBackgroundCopyGroup *This);
    HRESULT (STDMETHODCALLTYPE *ResumeGroup)(IBackgroundCopyGroup *This);
    HRESULT (STDMETHODCALLTYPE *CancelGroup)(IBackgroundCopyGroup *This);
    HRESULT (STDMETHODCALLTYPE *get_Size)(IBackgroundCopyGroup *This, DWORD *pdwSize);
    HRESULT (STDMETHODCALLTYPE *get_GroupID)(IBackgroundCopyGroup *This, GUID *pguidGroupID);
    HRESULT (STDMETHODCALLTYPE *CreateJob)(
        IBackgroundCopyGroup *This,
        GUID guidJobID,
        IBackgroundCopyJob1 **ppJob);
    HRESULT (STDMETHODCALLTYPE *EnumJobs)(
        IBackgroundCopyGroup *This,
        DWORD dwFlags,
        IEnumBackgroundCopyJobs1 **ppEnumJobs);
    HRESULT (STDMETHODCALLTYPE *SwitchToForeground)(IBackgroundCopyGroup *This);
    HRESULT (STDMETHODCALLTYPE *QueryNewJobInterface)(
        IBackgroundCopyGroup *This,
        REFIID iid,
        IUnknown **pUnk);
    HRESULT (STDMETHODCALLTYPE *SetNotificationPointer)(
        IBackgroundCopyGroup *This,
        REFIID iid,
        IUnknown *pUnk);
    END_INTERFACE
} IBackgroundCopyGroupVtbl;
struct IBackgroundCopyGroup {
    CONST_VTBL struct IBackgroundCopyGroupVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyGroup_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyGroup_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyGroup_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyGroup_GetProp(This, propID, pvarVal) \
    ((This)->lpVtbl->GetProp(This, propID, pvarVal))
#define IBackgroundCopyGroup_SetProp(This, propID, pvarVal) \
    ((This)->lpVtbl->SetProp(This, propID, pvarVal))
#define IBackgroundCopyGroup_GetProgress(This, dwFlags, pdwProgress) \
    ((This)->lpVtbl->GetProgress(This, dwFlags, pdwProgress))
#define IBackgroundCopyGroup_GetStatus(This, pdwStatus, pdwJobIndex) \
    ((This)->lpVtbl->GetStatus(This, pdwStatus, pdwJobIndex))
#define IBackgroundCopyGroup_GetJob(This, jobID, ppJob) \
    ((This)->lpVtbl->GetJob(This, jobID, ppJob))
#define IBackgroundCopyGroup_SuspendGroup(This) \
    ((This)->lpVtbl->SuspendGroup(This))
#define IBackgroundCopyGroup_ResumeGroup(This) \
    ((This)->lpVtbl->ResumeGroup(This))
#define IBackgroundCopyGroup_CancelGroup(This) \
    ((This)->lpVtbl->CancelGroup(This))
#define IBackgroundCopyGroup_get_Size(This, pdwSize) \
    ((This)->lpVtbl->get_Size(This, pdwSize))
#define IBackgroundCopyGroup_get_GroupID(This, pguidGroupID) \
    ((This)->lpVtbl->get_GroupID(This, pguidGroupID))
#define IBackgroundCopyGroup_CreateJob(This, guidJobID, ppJob) \
    ((This)->lpVtbl->CreateJob(This, guidJobID, ppJob))
#define IBackgroundCopyGroup_EnumJobs(This, dwFlags, ppEnumJobs) \
    ((This)->lpVtbl->EnumJobs(This, dwFlags, ppEnumJobs))
#define IBackgroundCopyGroup_SwitchToForeground(This) \
    ((This)->lpVtbl->SwitchToForeground(This))
#define IBackgroundCopyGroup_QueryNewJobInterface(This, iid, pUnk) \
    ((This)->lpVtbl->QueryNewJobInterface(This, iid, pUnk))
#define IBackgroundCopyGroup_SetNotificationPointer(This, iid, pUnk) \
    ((This)->lpVtbl->SetNotificationPointer(This, iid, pUnk))
#endif
#endif
BITS_UUID(IBackgroundCopyGroup, 0x1ded80a7, 0x53ea, 0x424f, 0x8a, 0x04, 0x17, 0xfe, 0xa9, 0xad, 0xc4, 0xf5)
#endif

#ifndef __IEnumBackgroundCopyGroups_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyGroups_INTERFACE_DEFINED__
DEFINE_GUID(IID_IEnumBackgroundCopyGroups, 0xd993e603, 0x4aa4, 0x47c5, 0x86, 0x65, 0xc2, 0x0d, 0x39, 0xc2, 0xba, 0x4f);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** The ids of the groups in the queue. */
MIDL_INTERFACE("d993e603-4aa4-47c5-8665-c20d39c2ba4f")
IEnumBackgroundCopyGroups : public IUnknown {
public:
    /**
     * The next ids.
     *
     * @param celt         How many at most.
     * @param rgelt        Receives them.
     * @param pceltFetched Receives how many there were. May be NULL if `celt` is 1.
     * @return `S_OK` if there were `celt`; `S_FALSE` if fewer; `E_INVALIDARG`.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, GUID *rgelt, ULONG *pceltFetched) = 0;
    /**
     * Leaves out the next ids.
     *
     * @param celt How many.
     * @return `S_OK`; `S_FALSE` if fewer were left.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Starts again at the first id.
     *
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Another enumeration of the same ids, at the same place.
     *
     * @param ppenum Receives it; the caller releases it.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyGroups **ppenum) = 0;
    /**
     * How many ids there are in all.
     *
     * @param puCount Receives the number.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetCount(ULONG *puCount) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IEnumBackgroundCopyGroupsVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IEnumBackgroundCopyGroups *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IEnumBackgroundCopyGroups *This);
    ULONG (STDMETHODCALLTYPE *Release)(IEnumBackgroundCopyGroups *This);
    HRESULT (STDMETHODCALLTYPE *Next)(
        IEnumBackgroundCopyGroups *This,
        ULONG celt,
        GUID *rgelt,
        ULONG *pceltFetched);
    HRESULT (STDMETHODCALLTYPE *Skip)(IEnumBackgroundCopyGroups *This, ULONG celt);
    HRESULT (STDMETHODCALLTYPE *Reset)(IEnumBackgroundCopyGroups *This);
    HRESULT (STDMETHODCALLTYPE *Clone)(
        IEnumBackgroundCopyGroups *This,
        IEnumBackgroundCopyGroups **ppenum);
    HRESULT (STDMETHODCALLTYPE *GetCount)(IEnumBackgroundCopyGroups *This, ULONG *puCount);
    END_INTERFACE
} IEnumBackgroundCopyGroupsVtbl;
struct IEnumBackgroundCopyGroups {
    CONST_VTBL struct IEnumBackgroundCopyGroupsVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IEnumBackgroundCopyGroups_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IEnumBackgroundCopyGroups_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IEnumBackgroundCopyGroups_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IEnumBackgroundCopyGroups_Next(This, celt, rgelt, pceltFetched) \
    ((This)->lpVtbl->Next(This, celt, rgelt, pceltFetched))
#define IEnumBackgroundCopyGroups_Skip(This, celt) \
    ((This)->lpVtbl->Skip(This, celt))
#define IEnumBackgroundCopyGroups_Reset(This) \
    ((This)->lpVtbl->Reset(This))
#define IEnumBackgroundCopyGroups_Clone(This, ppenum) \
    ((This)->lpVtbl->Clone(This, ppenum))
#define IEnumBackgroundCopyGroups_GetCount(This, puCount) \
    ((This)->lpVtbl->GetCount(This, puCount))
#endif
#endif
BITS_UUID(IEnumBackgroundCopyGroups, 0xd993e603, 0x4aa4, 0x47c5, 0x86, 0x65, 0xc2, 0x0d, 0x39, 0xc2, 0xba, 0x4f)
#endif

#ifndef __IBackgroundCopyCallback1_INTERFACE_DEFINED__
#define __IBackgroundCopyCallback1_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyCallback1, 0x084f6593, 0x3800, 0x4e08, 0x9b, 0x59, 0x99, 0xfa, 0x59, 0xad, 0xdf, 0x82);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** What a client of the queue manager that came before BITS 1.0 implements. */
MIDL_INTERFACE("084f6593-3800-4e08-9b59-99fa59addf82")
IBackgroundCopyCallback1 : public IUnknown {
public:
    /**
     * A file, a job or the group is done, or failed.
     *
     * @param pGroup            The group.
     * @param pJob              The job.
     * @param dwFileIndex       The file's number, from 0.
     * @param dwStatus          `QM_STATUS_*` flags.
     * @param dwNumOfRetries    How often it was tried again.
     * @param dwWin32Result     A Win32 error.
     * @param dwTransportResult An HTTP status.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE OnStatus(
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwStatus,
        DWORD dwNumOfRetries,
        DWORD dwWin32Result,
        DWORD dwTransportResult) = 0;
    /**
     * Progress was made.
     *
     * @param ProgressType    A `QM_PROGRESS_*` value.
     * @param pGroup          The group.
     * @param pJob            The job.
     * @param dwFileIndex     The file's number, from 0.
     * @param dwProgressValue The progress.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE OnProgress(
        DWORD ProgressType,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwProgressValue) = 0;
    /**
     * Progress was made, with the bytes that came.
     *
     * @param ProgressType    A `QM_PROGRESS_*` value.
     * @param pGroup          The group.
     * @param pJob            The job.
     * @param dwFileIndex     The file's number, from 0.
     * @param dwProgressValue The progress.
     * @param dwByteArraySize How many bytes.
     * @param pByte           The bytes; they belong to the caller.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE OnProgressEx(
        DWORD ProgressType,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwProgressValue,
        DWORD dwByteArraySize,
        BYTE *pByte) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyCallback1Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyCallback1 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyCallback1 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyCallback1 *This);
    HRESULT (STDMETHODCALLTYPE *OnStatus)(
        IBackgroundCopyCallback1 *This,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwStatus,
        DWORD dwNumOfRetries,
        DWORD dwWin32Result,
        DWORD dwTransportResult);
    HRESULT (STDMETHODCALLTYPE *OnProgress)(
        IBackgroundCopyCallback1 *This,
        DWORD ProgressType,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwProgressValue);
    HRESULT (STDMETHODCALLTYPE *OnProgressEx)(
        IBackgroundCopyCallback1 *This,
        DWORD ProgressType,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwProgressValue,
        DWORD dwByteArraySize,
        BYTE *pByte);
    END_INTERFACE
} IBackgroundCopyCallback1Vtbl;
struct IBackgroundCopyCallback1 {
    CONST_VTBL struct IBackgroundCopyCallback1Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyCallback1_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyCallback1_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyCallback1_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyCallback1_OnStatus(This, pGroup, pJob, dwFileIndex, dwStatus, dwNumOfRetries, dwWin32Result, dwTransportResult) \
    ((This)->lpVtbl->OnStatus(This, pGroup, pJob, dwFileIndex, dwStatus, dwNumOfRetries, dwWin32Result, dwTransportResult))
#define IBackgroundCopyCallback1_OnProgress(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue) \
    ((This)->lpVtbl->OnProgress(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue))
#define IBackgroundCopyCallback1_OnProgressEx(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue, dwByteArraySize, pByte) \
    ((This)->lpVtbl->OnProgressEx(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue, dwByteArraySize, pByte))
#endif
#endif
BITS_UUID(IBackgroundCopyCallback1, 0x084f6593, 0x3800, 0x4e08, 0x9b, 0x59, 0x99, 0xfa, 0x59, 0xad, 0xdf, 0x82)
#endif

#ifndef __IBackgroundCopyQMgr_INTERFACE_DEFINED__
#define __IBackgroundCopyQMgr_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyQMgr, 0x16f41c69, 0x09f5, 0x41d2, 0x8c, 0xd8, 0x3c, 0x08, 0xc4, 0x7b, 0xc8, 0xa8);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * The queue manager that came before BITS 1.0. `CoCreateInstance(CLSID_BackgroundCopyQMgr, ...)`
 * returns `REGDB_E_CLASSNOTREG` here.
 */
MIDL_INTERFACE("16f41c69-09f5-41d2-8cd8-3c08c47bc8a8")
IBackgroundCopyQMgr : public IUnknown {
public:
    /**
     * Makes a group.
     *
     * @param guidGroupID Its id.
     * @param ppGroup     Receives the group, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateGroup(GUID guidGroupID, IBackgroundCopyGroup **ppGroup) = 0;
    /**
     * Finds a group.
     *
     * @param groupID Its id.
     * @param ppGroup Receives the group, which the caller releases.
     * @return `S_OK`; `QM_E_ITEM_NOT_FOUND`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetGroup(GUID groupID, IBackgroundCopyGroup **ppGroup) = 0;
    /**
     * The groups in the queue.
     *
     * @param dwFlags      0.
     * @param ppEnumGroups Receives the enumeration, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumGroups(DWORD dwFlags, IEnumBackgroundCopyGroups **ppEnumGroups) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyQMgrVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IBackgroundCopyQMgr *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyQMgr *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyQMgr *This);
    HRESULT (STDMETHODCALLTYPE *CreateGroup)(
        IBackgroundCopyQMgr *This,
        GUID guidGroupID,
        IBackgroundCopyGroup **ppGroup);
    HRESULT (STDMETHODCALLTYPE *GetGroup)(
        IBackgroundCopyQMgr *This,
        GUID groupID,
        IBackgroundCopyGroup **ppGroup);
    HRESULT (STDMETHODCALLTYPE *EnumGroups)(
        IBackgroundCopyQMgr *This,
        DWORD dwFlags,
        IEnumBackgroundCopyGroups **ppEnumGroups);
    END_INTERFACE
} IBackgroundCopyQMgrVtbl;
struct IBackgroundCopyQMgr {
    CONST_VTBL struct IBackgroundCopyQMgrVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyQMgr_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyQMgr_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyQMgr_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyQMgr_CreateGroup(This, guidGroupID, ppGroup) \
    ((This)->lpVtbl->CreateGroup(This, guidGroupID, ppGroup))
#define IBackgroundCopyQMgr_GetGroup(This, groupID, ppGroup) \
    ((This)->lpVtbl->GetGroup(This, groupID, ppGroup))
#define IBackgroundCopyQMgr_EnumGroups(This, dwFlags, ppEnumGroups) \
    ((This)->lpVtbl->EnumGroups(This, dwFlags, ppEnumGroups))
#endif
#endif
BITS_UUID(IBackgroundCopyQMgr, 0x16f41c69, 0x09f5, 0x41d2, 0x8c, 0xd8, 0x3c, 0x08, 0xc4, 0x7b, 0xc8, 0xa8)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

DEFINE_GUID(LIBID_BackgroundCopyQMgr, 0xf5b26dcb, 0xb37e, 0x4d7c, 0xae, 0x7a, 0x1c, 0xb3, 0xfb, 0xeb, 0x18, 0x3e);

DEFINE_GUID(CLSID_BackgroundCopyQMgr, 0x69ad4aee, 0x51be, 0x439b, 0xa9, 0x2c, 0x86, 0xae, 0x49, 0x0e, 0x8b, 0x30);
#ifdef __cplusplus
class BackgroundCopyQMgr;
#else
typedef struct BackgroundCopyQMgr BackgroundCopyQMgr;
#endif
BITS_UUID(BackgroundCopyQMgr, 0x69ad4aee, 0x51be, 0x439b, 0xa9, 0x2c, 0x86, 0xae, 0x49, 0x0e, 0x8b, 0x30)

#endif
#endif
