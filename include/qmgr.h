/**
 * `qmgr.h`: the queue manager that preceded BITS 1.0. It is declared for completeness: no object
 * has these interfaces here, and `IBackgroundCopyManager` replaces them.
 *
 * Rendered from src/abi/qmgr.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <qmgr.h>
#else
#ifndef __qmgr_h__
#define __qmgr_h__

#include "win/windows.h"

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

/** Names the properties of a group for `IBackgroundCopyGroup::GetProp` and `SetProp`. */
typedef enum GROUPPROP {
    /** Priority of the group: 1 for background. */
    GROUPPROP_PRIORITY = 0,
    /** User name for the server. */
    GROUPPROP_REMOTEUSERID = 1,
    /** Password for the server. */
    GROUPPROP_REMOTEUSERPWD = 2,
    /** User name for local files. */
    GROUPPROP_LOCALUSERID = 3,
    /** Password for local files. */
    GROUPPROP_LOCALUSERPWD = 4,
    /** Protocol: a `QM_PROTOCOL_*` value. */
    GROUPPROP_PROTOCOLFLAGS = 5,
    /** Events of which the client is notified: `QM_NOTIFY_*` flags. */
    GROUPPROP_NOTIFYFLAGS = 6,
    /** Class whose object is notified of events. */
    GROUPPROP_NOTIFYCLSID = 7,
    /** Number of bytes after which progress is reported. */
    GROUPPROP_PROGRESSSIZE = 8,
    /** Percentage after which progress is reported. */
    GROUPPROP_PROGRESSPERCENT = 9,
    /** Time after which progress is reported. */
    GROUPPROP_PROGRESSTIME = 10,
    /** Name of the group. */
    GROUPPROP_DISPLAYNAME = 11,
    /** Description of the group. */
    GROUPPROP_DESCRIPTION = 12,
} GROUPPROP;

/** Describes a file for `IBackgroundCopyJob1::AddFiles`: its two names and its size. */
typedef struct FILESETINFO {
    /** URL of the file on the server. */
    BSTR bstrRemoteFile;
    /** Full path of the file on the client. */
    BSTR bstrLocalFile;
    /** Size of the file in bytes, if it is known. */
    DWORD dwSizeHint;
} FILESETINFO;

/** Requests a notification of every file that is finished. */
#define QM_NOTIFY_FILE_DONE 1

/** Requests a notification of every job that is finished. */
#define QM_NOTIFY_JOB_DONE 2

/** Requests a notification when the group is finished. */
#define QM_NOTIFY_GROUP_DONE 4

/** Switches all notifications off. */
#define QM_NOTIFY_DISABLE_NOTIFY 64

/** Reports progress with `OnProgressEx`. */
#define QM_NOTIFY_USE_PROGRESSEX 128

/** The file is finished. */
#define QM_STATUS_FILE_COMPLETE 1

/** The file is not finished. */
#define QM_STATUS_FILE_INCOMPLETE 2

/** The job is finished. */
#define QM_STATUS_JOB_COMPLETE 4

/** The job is not finished. */
#define QM_STATUS_JOB_INCOMPLETE 8

/** The job failed. */
#define QM_STATUS_JOB_ERROR 16

/** The job runs in the foreground. */
#define QM_STATUS_JOB_FOREGROUND 32

/** The group is finished. */
#define QM_STATUS_GROUP_COMPLETE 64

/** The group is not finished. */
#define QM_STATUS_GROUP_INCOMPLETE 128

/** The group is suspended. */
#define QM_STATUS_GROUP_SUSPENDED 256

/** The group failed. */
#define QM_STATUS_GROUP_ERROR 512

/** The group runs in the foreground. */
#define QM_STATUS_GROUP_FOREGROUND 1024

/** The protocol is HTTP. */
#define QM_PROTOCOL_HTTP 1

/** The protocol is FTP. */
#define QM_PROTOCOL_FTP 2

/** The protocol is SMB. */
#define QM_PROTOCOL_SMB 3

/** Another protocol is used. */
#define QM_PROTOCOL_CUSTOM 4

/** Progress is given in percent. */
#define QM_PROGRESS_PERCENT_DONE 1

/** Progress is given as time. */
#define QM_PROGRESS_TIME_DONE 2

/** Progress is given in bytes. */
#define QM_PROGRESS_SIZE_DONE 3

/** 0x81001001: the operation is not possible in this state. */
#define QM_E_INVALID_STATE ((HRESULT)0x81001001u)

/** 0x81001002: the service is not running. */
#define QM_E_SERVICE_UNAVAILABLE ((HRESULT)0x81001002u)

/** 0x81001003: no protocol handler accepts the file. */
#define QM_E_DOWNLOADER_UNAVAILABLE ((HRESULT)0x81001003u)

/** 0x81001004: the group, the job or the file does not exist. */
#define QM_E_ITEM_NOT_FOUND ((HRESULT)0x81001004u)

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJob1_INTERFACE_DEFINED__
#define __IBackgroundCopyJob1_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJob1`. */
DEFINE_GUID(IID_IBackgroundCopyJob1,
    0x59f5553c, 0x2031, 0x4629, 0xbb, 0x18, 0x26, 0x45, 0xa6, 0x97, 0x09, 0x47);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Represents a job of the queue manager that preceded BITS 1.0. `IBackgroundCopyJob` replaces it;
 * no object has this interface here.
 */
MIDL_INTERFACE("59f5553c-2031-4629-bb18-2645a6970947")
IBackgroundCopyJob1 : public IUnknown {
public:
    /**
     * Cancels the job. Windows does not implement it.
     *
     * @retval E_NOTIMPL always.
     */
    virtual HRESULT STDMETHODCALLTYPE CancelJob() = 0;
    /**
     * Retrieves the progress of the job.
     *
     * @param[in] dwFlags Unit of the progress: a `QM_PROGRESS_*` value.
     * @param[out] pdwProgress Receives the progress in that unit.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(DWORD dwFlags, DWORD *pdwProgress) = 0;
    /**
     * Retrieves the status of the job and its error.
     *
     * @param[out] pdwStatus Receives the combination of `QM_STATUS_*` flags.
     * @param[out] pdwWin32Result Receives a Win32 error code.
     * @param[out] pdwTransportResult Receives an HTTP status.
     * @param[out] pdwNumOfRetries Receives the number of retries.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetStatus(
        DWORD *pdwStatus,
        DWORD *pdwWin32Result,
        DWORD *pdwTransportResult,
        DWORD *pdwNumOfRetries) = 0;
    /**
     * Adds files to the job.
     *
     * @param[in] cFileCount Number of files.
     * @param[in] ppFileSet Array of `cFileCount` pointers to descriptions.
     * @retval S_OK on success.
     * @retval QM_E_INVALID_STATE when the state of the job does not allow it.
     */
    virtual HRESULT STDMETHODCALLTYPE AddFiles(ULONG cFileCount, FILESETINFO **ppFileSet) = 0;
    /**
     * Retrieves the description of a file.
     *
     * @param[in] cFileIndex Number of the file, counted from 0.
     * @param[out] pFileInfo Receives the description.
     * @retval S_OK on success.
     * @retval QM_E_ITEM_NOT_FOUND when there is no such file.
     */
    virtual HRESULT STDMETHODCALLTYPE GetFile(ULONG cFileIndex, FILESETINFO *pFileInfo) = 0;
    /**
     * Retrieves the number of files in the job.
     *
     * @param[out] pdwFileCount Receives the number.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetFileCount(DWORD *pdwFileCount) = 0;
    /**
     * Moves the job to the foreground.
     *
     * @retval S_OK on success.
     * @retval E_NOTIMPL when it is not implemented.
     */
    virtual HRESULT STDMETHODCALLTYPE SwitchToForeground() = 0;
    /**
     * Retrieves the id of the job.
     *
     * @param[out] pguidJobID Receives the id.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE get_JobID(GUID *pguidJobID) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJob1Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJob1 *This,
        REFIID riid,
        void **ppvObject);
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
#define IBackgroundCopyJob1_GetStatus(This, pdwStatus, pdwWin32Result, pdwTransportResult, \
    pdwNumOfRetries) \
    ((This)->lpVtbl->GetStatus(This, pdwStatus, pdwWin32Result, pdwTransportResult, \
    pdwNumOfRetries))
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
BITS_UUID(IBackgroundCopyJob1,
    0x59f5553c, 0x2031, 0x4629, 0xbb, 0x18, 0x26, 0x45, 0xa6, 0x97, 0x09, 0x47)
#endif

#ifndef __IEnumBackgroundCopyJobs1_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyJobs1_INTERFACE_DEFINED__
/** Identifies the interface `IEnumBackgroundCopyJobs1`. */
DEFINE_GUID(IID_IEnumBackgroundCopyJobs1,
    0x8baeba9d, 0x8f1c, 0x42c4, 0xb8, 0x2c, 0x09, 0xae, 0x79, 0x98, 0x0d, 0x25);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Enumerates the ids of the jobs of a group. No object has this interface here. */
MIDL_INTERFACE("8baeba9d-8f1c-42c4-b82c-09ae79980d25")
IEnumBackgroundCopyJobs1 : public IUnknown {
public:
    /**
     * Retrieves the next ids.
     *
     * @param[in] celt Maximum number of ids to return.
     * @param[out] rgelt Receives the ids; it has room for `celt` of them.
     * @param[out] pceltFetched Receives the number of ids returned. It may be NULL if `celt` is
     *   1.
     * @retval S_OK when `celt` ids are returned.
     * @retval S_FALSE when fewer ids are returned, because the end of the list is reached.
     * @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, GUID *rgelt, ULONG *pceltFetched) = 0;
    /**
     * Skips the next ids.
     *
     * @param[in] celt Number of ids to skip.
     * @retval S_OK when `celt` ids are skipped.
     * @retval S_FALSE when fewer ids were left. The enumeration is then at its end.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Moves back to the first id of the same list.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Creates another enumeration of the same list at the same position.
     *
     * @param[out] ppenum Receives the enumeration. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyJobs1 **ppenum) = 0;
    /**
     * Retrieves the number of ids in the whole list.
     *
     * @param[out] puCount Receives the number.
     * @retval S_OK on success.
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
    HRESULT (STDMETHODCALLTYPE *Clone)(
        IEnumBackgroundCopyJobs1 *This,
        IEnumBackgroundCopyJobs1 **ppenum);
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
BITS_UUID(IEnumBackgroundCopyJobs1,
    0x8baeba9d, 0x8f1c, 0x42c4, 0xb8, 0x2c, 0x09, 0xae, 0x79, 0x98, 0x0d, 0x25)
#endif

#ifndef __IBackgroundCopyGroup_INTERFACE_DEFINED__
#define __IBackgroundCopyGroup_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyGroup`. */
DEFINE_GUID(IID_IBackgroundCopyGroup,
    0x1ded80a7, 0x53ea, 0x424f, 0x8a, 0x04, 0x17, 0xfe, 0xa9, 0xad, 0xc4, 0xf5);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Represents a group of jobs of the queue manager that preceded BITS 1.0. No object has this
 * interface here.
 */
MIDL_INTERFACE("1ded80a7-53ea-424f-8a04-17fea9adc4f5")
IBackgroundCopyGroup : public IUnknown {
public:
    /**
     * Retrieves a property of the group.
     *
     * @param[in] propID The property.
     * @param[out] pvarVal Receives the value.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the property is not defined.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProp(GROUPPROP propID, VARIANT *pvarVal) = 0;
    /**
     * Sets a property of the group.
     *
     * @param[in] propID The property.
     * @param[in] pvarVal The value.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the property is not defined, or the value is not valid.
     */
    virtual HRESULT STDMETHODCALLTYPE SetProp(GROUPPROP propID, VARIANT *pvarVal) = 0;
    /**
     * Retrieves the progress of the group.
     *
     * @param[in] dwFlags Unit of the progress: a `QM_PROGRESS_*` value.
     * @param[out] pdwProgress Receives the progress in that unit.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetProgress(DWORD dwFlags, DWORD *pdwProgress) = 0;
    /**
     * Retrieves the status of the group.
     *
     * @param[out] pdwStatus Receives the combination of `QM_STATUS_*` flags.
     * @param[out] pdwJobIndex Receives the number of the job that is running.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetStatus(DWORD *pdwStatus, DWORD *pdwJobIndex) = 0;
    /**
     * Retrieves a job of the group by its id.
     *
     * @param[in] jobID Id of the job.
     * @param[out] ppJob Receives the job. Release it.
     * @retval S_OK on success.
     * @retval QM_E_ITEM_NOT_FOUND when the group has no such job.
     */
    virtual HRESULT STDMETHODCALLTYPE GetJob(GUID jobID, IBackgroundCopyJob1 **ppJob) = 0;
    /**
     * Stops the group.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE SuspendGroup() = 0;
    /**
     * Starts the group.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE ResumeGroup() = 0;
    /**
     * Removes the group from the queue.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE CancelGroup() = 0;
    /**
     * Retrieves the size of all files of the group.
     *
     * @param[out] pdwSize Receives the size in bytes.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE get_Size(DWORD *pdwSize) = 0;
    /**
     * Retrieves the id of the group.
     *
     * @param[out] pguidGroupID Receives the id.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE get_GroupID(GUID *pguidGroupID) = 0;
    /**
     * Creates a job in the group.
     *
     * @param[in] guidJobID Id of the job.
     * @param[out] ppJob Receives the job. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateJob(GUID guidJobID, IBackgroundCopyJob1 **ppJob) = 0;
    /**
     * Lists the jobs of the group.
     *
     * @param[in] dwFlags 0.
     * @param[out] ppEnumJobs Receives the enumeration. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumJobs(
        DWORD dwFlags,
        IEnumBackgroundCopyJobs1 **ppEnumJobs) = 0;
    /**
     * Moves the group to the foreground.
     *
     * @retval S_OK on success.
     * @retval E_NOTIMPL when it is not implemented.
     */
    virtual HRESULT STDMETHODCALLTYPE SwitchToForeground() = 0;
    /**
     * Retrieves a newer interface of the group's job.
     *
     * @param[in] iid Id of the interface.
     * @param[out] pUnk Receives the interface. Release it.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when it is not implemented.
     */
    virtual HRESULT STDMETHODCALLTYPE QueryNewJobInterface(REFIID iid, IUnknown **pUnk) = 0;
    /**
     * Registers the object that is notified of events.
     *
     * @param[in] iid Id of the object's interface.
     * @param[in] pUnk The object.
     * @retval S_OK on success.
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
    HRESULT (STDMETHODCALLTYPE *GetProp)(
        IBackgroundCopyGroup *This,
        GROUPPROP propID,
        VARIANT *pvarVal);
    HRESULT (STDMETHODCALLTYPE *SetProp)(
        IBackgroundCopyGroup *This,
        GROUPPROP propID,
        VARIANT *pvarVal);
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
BITS_UUID(IBackgroundCopyGroup,
    0x1ded80a7, 0x53ea, 0x424f, 0x8a, 0x04, 0x17, 0xfe, 0xa9, 0xad, 0xc4, 0xf5)
#endif

#ifndef __IEnumBackgroundCopyGroups_INTERFACE_DEFINED__
#define __IEnumBackgroundCopyGroups_INTERFACE_DEFINED__
/** Identifies the interface `IEnumBackgroundCopyGroups`. */
DEFINE_GUID(IID_IEnumBackgroundCopyGroups,
    0xd993e603, 0x4aa4, 0x47c5, 0x86, 0x65, 0xc2, 0x0d, 0x39, 0xc2, 0xba, 0x4f);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Enumerates the ids of the groups in the queue. No object has this interface here. */
MIDL_INTERFACE("d993e603-4aa4-47c5-8665-c20d39c2ba4f")
IEnumBackgroundCopyGroups : public IUnknown {
public:
    /**
     * Retrieves the next ids.
     *
     * @param[in] celt Maximum number of ids to return.
     * @param[out] rgelt Receives the ids; it has room for `celt` of them.
     * @param[out] pceltFetched Receives the number of ids returned. It may be NULL if `celt` is
     *   1.
     * @retval S_OK when `celt` ids are returned.
     * @retval S_FALSE when fewer ids are returned, because the end of the list is reached.
     * @retval E_INVALIDARG when `pceltFetched` is NULL and `celt` is not 1.
     */
    virtual HRESULT STDMETHODCALLTYPE Next(ULONG celt, GUID *rgelt, ULONG *pceltFetched) = 0;
    /**
     * Skips the next ids.
     *
     * @param[in] celt Number of ids to skip.
     * @retval S_OK when `celt` ids are skipped.
     * @retval S_FALSE when fewer ids were left. The enumeration is then at its end.
     */
    virtual HRESULT STDMETHODCALLTYPE Skip(ULONG celt) = 0;
    /**
     * Moves back to the first id of the same list.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE Reset() = 0;
    /**
     * Creates another enumeration of the same list at the same position.
     *
     * @param[out] ppenum Receives the enumeration. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE Clone(IEnumBackgroundCopyGroups **ppenum) = 0;
    /**
     * Retrieves the number of ids in the whole list.
     *
     * @param[out] puCount Receives the number.
     * @retval S_OK on success.
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
BITS_UUID(IEnumBackgroundCopyGroups,
    0xd993e603, 0x4aa4, 0x47c5, 0x86, 0x65, 0xc2, 0x0d, 0x39, 0xc2, 0xba, 0x4f)
#endif

#ifndef __IBackgroundCopyCallback1_INTERFACE_DEFINED__
#define __IBackgroundCopyCallback1_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyCallback1`. */
DEFINE_GUID(IID_IBackgroundCopyCallback1,
    0x084f6593, 0x3800, 0x4e08, 0x9b, 0x59, 0x99, 0xfa, 0x59, 0xad, 0xdf, 0x82);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Receives the events of a group of the queue manager that preceded BITS 1.0. The client
 * implements this interface. The library never calls it.
 */
MIDL_INTERFACE("084f6593-3800-4e08-9b59-99fa59addf82")
IBackgroundCopyCallback1 : public IUnknown {
public:
    /**
     * Tells the client that a file, a job or the group is finished or failed.
     *
     * @param[in] pGroup The group. Do not release it.
     * @param[in] pJob The job. Do not release it.
     * @param[in] dwFileIndex Number of the file, counted from 0.
     * @param[in] dwStatus Combination of `QM_STATUS_*` flags.
     * @param[in] dwNumOfRetries Number of retries.
     * @param[in] dwWin32Result Win32 error code.
     * @param[in] dwTransportResult HTTP status.
     * @retval S_OK always.
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
     * Tells the client that progress was made.
     *
     * @param[in] ProgressType Unit of the progress: a `QM_PROGRESS_*` value.
     * @param[in] pGroup The group. Do not release it.
     * @param[in] pJob The job. Do not release it.
     * @param[in] dwFileIndex Number of the file, counted from 0.
     * @param[in] dwProgressValue Progress in that unit.
     * @retval S_OK always.
     */
    virtual HRESULT STDMETHODCALLTYPE OnProgress(
        DWORD ProgressType,
        IBackgroundCopyGroup *pGroup,
        IBackgroundCopyJob1 *pJob,
        DWORD dwFileIndex,
        DWORD dwProgressValue) = 0;
    /**
     * Tells the client that progress was made, and passes the data that arrived.
     *
     * @param[in] ProgressType Unit of the progress: a `QM_PROGRESS_*` value.
     * @param[in] pGroup The group. Do not release it.
     * @param[in] pJob The job. Do not release it.
     * @param[in] dwFileIndex Number of the file, counted from 0.
     * @param[in] dwProgressValue Progress in that unit.
     * @param[in] dwByteArraySize Number of bytes in `pByte`.
     * @param[in] pByte Data that arrived. Do not free it.
     * @retval S_OK always.
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
#define IBackgroundCopyCallback1_OnStatus(This, pGroup, pJob, dwFileIndex, dwStatus, \
    dwNumOfRetries, dwWin32Result, dwTransportResult) \
    ((This)->lpVtbl->OnStatus(This, pGroup, pJob, dwFileIndex, dwStatus, dwNumOfRetries, \
    dwWin32Result, dwTransportResult))
#define IBackgroundCopyCallback1_OnProgress(This, ProgressType, pGroup, pJob, dwFileIndex, \
    dwProgressValue) \
    ((This)->lpVtbl->OnProgress(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue))
#define IBackgroundCopyCallback1_OnProgressEx(This, ProgressType, pGroup, pJob, dwFileIndex, \
    dwProgressValue, dwByteArraySize, pByte) \
    ((This)->lpVtbl->OnProgressEx(This, ProgressType, pGroup, pJob, dwFileIndex, dwProgressValue, \
    dwByteArraySize, pByte))
#endif
#endif
BITS_UUID(IBackgroundCopyCallback1,
    0x084f6593, 0x3800, 0x4e08, 0x9b, 0x59, 0x99, 0xfa, 0x59, 0xad, 0xdf, 0x82)
#endif

#ifndef __IBackgroundCopyQMgr_INTERFACE_DEFINED__
#define __IBackgroundCopyQMgr_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyQMgr`. */
DEFINE_GUID(IID_IBackgroundCopyQMgr,
    0x16f41c69, 0x09f5, 0x41d2, 0x8c, 0xd8, 0x3c, 0x08, 0xc4, 0x7b, 0xc8, 0xa8);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Manages the queue of groups that preceded BITS 1.0. `CoCreateInstance` with
 * `CLSID_BackgroundCopyQMgr` returns `REGDB_E_CLASSNOTREG` here.
 */
MIDL_INTERFACE("16f41c69-09f5-41d2-8cd8-3c08c47bc8a8")
IBackgroundCopyQMgr : public IUnknown {
public:
    /**
     * Creates a group.
     *
     * @param[in] guidGroupID Id of the group.
     * @param[out] ppGroup Receives the group. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateGroup(
        GUID guidGroupID,
        IBackgroundCopyGroup **ppGroup) = 0;
    /**
     * Retrieves a group by its id.
     *
     * @param[in] groupID Id of the group.
     * @param[out] ppGroup Receives the group. Release it.
     * @retval S_OK on success.
     * @retval QM_E_ITEM_NOT_FOUND when there is no such group.
     */
    virtual HRESULT STDMETHODCALLTYPE GetGroup(GUID groupID, IBackgroundCopyGroup **ppGroup) = 0;
    /**
     * Lists the groups in the queue.
     *
     * @param[in] dwFlags 0.
     * @param[out] ppEnumGroups Receives the enumeration. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE EnumGroups(
        DWORD dwFlags,
        IEnumBackgroundCopyGroups **ppEnumGroups) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyQMgrVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyQMgr *This,
        REFIID riid,
        void **ppvObject);
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
BITS_UUID(IBackgroundCopyQMgr,
    0x16f41c69, 0x09f5, 0x41d2, 0x8c, 0xd8, 0x3c, 0x08, 0xc4, 0x7b, 0xc8, 0xa8)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of the queue manager that preceded BITS 1.0. */
DEFINE_GUID(LIBID_BackgroundCopyQMgr,
    0xf5b26dcb, 0xb37e, 0x4d7c, 0xae, 0x7a, 0x1c, 0xb3, 0xfb, 0xeb, 0x18, 0x3e);

/** Identifies the class of the queue manager that preceded BITS 1.0. It is not registered here. */
DEFINE_GUID(CLSID_BackgroundCopyQMgr,
    0x69ad4aee, 0x51be, 0x439b, 0xa9, 0x2c, 0x86, 0xae, 0x49, 0x0e, 0x8b, 0x30);
#ifdef __cplusplus
class BackgroundCopyQMgr;
#else
typedef struct BackgroundCopyQMgr BackgroundCopyQMgr;
#endif
BITS_UUID(BackgroundCopyQMgr,
    0x69ad4aee, 0x51be, 0x439b, 0xa9, 0x2c, 0x86, 0xae, 0x49, 0x0e, 0x8b, 0x30)

#endif
#endif
