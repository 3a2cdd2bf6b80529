/**
 * `bits5_0.h`: properties by number (BITS 5.0). The comment of `bits.h` states the rules that hold
 * for every method.
 *
 * Rendered from src/abi/bits5_0.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits5_0.h>
#else
#ifndef __bits5_0_h__
#define __bits5_0_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"
#include "bits2_5.h"
#include "bits3_0.h"
#include "bits4_0.h"

#ifndef __IBackgroundCopyJob5_FWD_DEFINED__
#define __IBackgroundCopyJob5_FWD_DEFINED__
typedef struct IBackgroundCopyJob5 IBackgroundCopyJob5;
#endif

#ifndef __IBackgroundCopyFile5_FWD_DEFINED__
#define __IBackgroundCopyFile5_FWD_DEFINED__
typedef struct IBackgroundCopyFile5 IBackgroundCopyFile5;
#endif

/**
 * Names sets of network costs at which a job may run, for `BITS_JOB_PROPERTY_ID_COST_FLAGS`.
 *
 * @since BITS 5.0
 */
typedef enum BITS_JOB_TRANSFER_POLICY {
    /** The job runs at any cost. */
    BITS_JOB_TRANSFER_POLICY_ALWAYS = -2147483393,
    /** The job runs at any cost, but not while roaming. */
    BITS_JOB_TRANSFER_POLICY_NOT_ROAMING = -2147483521,
    /** The job runs where a transfer costs no extra. */
    BITS_JOB_TRANSFER_POLICY_NO_SURCHARGE = -2147483537,
    /** The job runs where a transfer costs no extra and the data cap is not near. */
    BITS_JOB_TRANSFER_POLICY_STANDARD = -2147483545,
    /** The job runs where data is neither capped nor charged for. */
    BITS_JOB_TRANSFER_POLICY_UNRESTRICTED = -2147483615,
} BITS_JOB_TRANSFER_POLICY;

/**
 * Names the properties of `IBackgroundCopyJob5::SetProperty` and `GetProperty`. Each comment
 * begins with the member of `BITS_JOB_PROPERTY_VALUE` that holds the value.
 *
 * @since BITS 5.0
 */
typedef enum BITS_JOB_PROPERTY_ID {
    /**
     * `Dword`: the network costs (`BITS_COST_STATE_*`) at which the job may run. It can be set at
     * any time. The default is `BITS_COST_STATE_TRANSFER_ALWAYS`. The value is stored; it has no
     * effect here.
     */
    BITS_JOB_PROPERTY_ID_COST_FLAGS = 1,
    /**
     * `ClsID`: the class whose object is notified when no callback object is registered. It exists
     * on Windows only; here it is always `GUID_NULL`.
     */
    BITS_JOB_PROPERTY_NOTIFICATION_CLSID = 2,
    /**
     * `Enable`: TRUE if the server makes the file while it sends it, without a size and without
     * ranges. Every interruption starts the file over. For downloads, before the first `Resume`;
     * not together with files made of ranges, nor with transfer on demand. The default is FALSE.
     */
    BITS_JOB_PROPERTY_DYNAMIC_CONTENT = 3,
    /**
     * `Enable`: TRUE if data is written to the local name directly. An existing file is
     * overwritten when the transfer begins, and the data stays when the job is cancelled. For
     * downloads, before the first file is added. The default is FALSE.
     */
    BITS_JOB_PROPERTY_HIGH_PERFORMANCE = 4,
    /**
     * `Uint64`: the maximum number of bytes that the job may download, at least 1. A job that
     * exceeds it enters ERROR with `BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED`. For downloads, before
     * the first `Resume`. The default is all ones, which means no limit.
     */
    BITS_JOB_PROPERTY_MAX_DOWNLOAD_SIZE = 5,
    /**
     * `Target`: `BG_AUTH_TARGET_PROXY` allows a proxy to receive the user's stored credentials. It
     * cannot be set here, because there are no stored credentials.
     */
    BITS_JOB_PROPERTY_USE_STORED_CREDENTIALS = 7,
    /**
     * `Dword`: the minimum time between two calls of `JobModification`, or of
     * `FileRangesTransferred`, in milliseconds. It can be set at any time. The default is 500.
     */
    BITS_JOB_PROPERTY_MINIMUM_NOTIFICATION_INTERVAL_MS = 9,
    /**
     * `Enable`: TRUE if only ranges that `IBackgroundCopyFile6::RequestFileRanges` requests are
     * downloaded; see the comment of `IBackgroundCopyFile6`. For downloads, at any time. The
     * default is FALSE.
     *
     * @since BITS 10.1
     */
    BITS_JOB_PROPERTY_ON_DEMAND_MODE = 10,
} BITS_JOB_PROPERTY_ID;

/**
 * Names the properties of `IBackgroundCopyFile5::GetProperty`. Each comment begins with the member
 * of `BITS_FILE_PROPERTY_VALUE` that holds the value.
 *
 * @since BITS 5.0
 */
typedef enum BITS_FILE_PROPERTY_ID {
    /** `String`: the headers of the last HTTP response for the file. It is read-only. */
    BITS_FILE_PROPERTY_ID_HTTP_RESPONSE_HEADERS = 1,
} BITS_FILE_PROPERTY_ID;

/**
 * Holds the value of a property of a job. The property determines the member that is used.
 *
 * @since BITS 5.0
 */
typedef union BITS_JOB_PROPERTY_VALUE {
    /** Value of `COST_FLAGS`, and of `MINIMUM_NOTIFICATION_INTERVAL_MS` in milliseconds. */
    DWORD Dword;
    /** Value of `NOTIFICATION_CLSID`. */
    GUID ClsID;
    /** Value of `DYNAMIC_CONTENT`, `HIGH_PERFORMANCE` and `ON_DEMAND_MODE`: TRUE or FALSE. */
    BOOL Enable;
    /** Value of `MAX_DOWNLOAD_SIZE`, in bytes. */
    UINT64 Uint64;
    /** Value of `USE_STORED_CREDENTIALS`. */
    BG_AUTH_TARGET Target;
} BITS_JOB_PROPERTY_VALUE;

/**
 * Holds the value of a property of a file.
 *
 * @since BITS 5.0
 */
typedef union BITS_FILE_PROPERTY_VALUE {
    /** Value of `HTTP_RESPONSE_HEADERS`. The caller frees it with `CoTaskMemFree`. */
    LPWSTR String;
} BITS_FILE_PROPERTY_VALUE;

/** The network has neither a data cap nor a charge for data. */
#define BITS_COST_STATE_UNRESTRICTED 1

/** The network has a data cap, and the usage is not known. */
#define BITS_COST_STATE_CAPPED_USAGE_UNKNOWN 2

/** The usage is below the data cap. */
#define BITS_COST_STATE_BELOW_CAP 4

/** The usage is near the data cap. */
#define BITS_COST_STATE_NEAR_CAP 8

/** The usage is above the data cap, and further data is charged for. */
#define BITS_COST_STATE_OVERCAP_CHARGED 16

/** The usage is above the data cap, and further data is slowed down. */
#define BITS_COST_STATE_OVERCAP_THROTTLED 32

/** All data is charged for. */
#define BITS_COST_STATE_USAGE_BASED 64

/** The network is a roaming network. */
#define BITS_COST_STATE_ROAMING 128

/** The job runs also while the network is congested. */
#define BITS_COST_OPTION_IGNORE_CONGESTION 2147483648u

/** Reserved. */
#define BITS_COST_STATE_RESERVED 1073741824

/** The job runs at any cost, but not while roaming. */
#define BITS_COST_STATE_TRANSFER_NOT_ROAMING (((((((BITS_COST_OPTION_IGNORE_CONGESTION | \
    BITS_COST_STATE_USAGE_BASED) | BITS_COST_STATE_OVERCAP_THROTTLED) | \
    BITS_COST_STATE_OVERCAP_CHARGED) | BITS_COST_STATE_NEAR_CAP) | BITS_COST_STATE_BELOW_CAP) | \
    BITS_COST_STATE_CAPPED_USAGE_UNKNOWN) | BITS_COST_STATE_UNRESTRICTED)

/** The job runs where a transfer costs no extra. */
#define BITS_COST_STATE_TRANSFER_NO_SURCHARGE ((((((BITS_COST_OPTION_IGNORE_CONGESTION | \
    BITS_COST_STATE_USAGE_BASED) | BITS_COST_STATE_OVERCAP_THROTTLED) | BITS_COST_STATE_NEAR_CAP) \
    | BITS_COST_STATE_BELOW_CAP) | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN) | \
    BITS_COST_STATE_UNRESTRICTED)

/** The job runs where a transfer costs no extra and the data cap is not near. */
#define BITS_COST_STATE_TRANSFER_STANDARD (((((BITS_COST_OPTION_IGNORE_CONGESTION | \
    BITS_COST_STATE_USAGE_BASED) | BITS_COST_STATE_OVERCAP_THROTTLED) | BITS_COST_STATE_BELOW_CAP) \
    | BITS_COST_STATE_CAPPED_USAGE_UNKNOWN) | BITS_COST_STATE_UNRESTRICTED)

/** The job runs where data is neither capped nor charged for. */
#define BITS_COST_STATE_TRANSFER_UNRESTRICTED ((BITS_COST_OPTION_IGNORE_CONGESTION | \
    BITS_COST_STATE_OVERCAP_THROTTLED) | BITS_COST_STATE_UNRESTRICTED)

/** The job runs at any cost. */
#define BITS_COST_STATE_TRANSFER_ALWAYS ((((((((BITS_COST_OPTION_IGNORE_CONGESTION | \
    BITS_COST_STATE_ROAMING) | BITS_COST_STATE_USAGE_BASED) | BITS_COST_STATE_OVERCAP_THROTTLED) | \
    BITS_COST_STATE_OVERCAP_CHARGED) | BITS_COST_STATE_NEAR_CAP) | BITS_COST_STATE_BELOW_CAP) | \
    BITS_COST_STATE_CAPPED_USAGE_UNKNOWN) | BITS_COST_STATE_UNRESTRICTED)

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJob5_INTERFACE_DEFINED__
#define __IBackgroundCopyJob5_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJob5`. */
DEFINE_GUID(IID_IBackgroundCopyJob5,
    0xe847030c, 0xbbba, 0x4657, 0xaf, 0x6d, 0x48, 0x4a, 0xa4, 0x2b, 0xf1, 0xfe);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds properties by number to jobs.
 *
 * @since BITS 5.0
 */
MIDL_INTERFACE("e847030c-bbba-4657-af6d-484aa42bf1fe")
IBackgroundCopyJob5 : public IBackgroundCopyJob4 {
public:
    /**
     * Sets a property of the job.
     *
     * @param[in] PropertyId The property. The comment of `BITS_JOB_PROPERTY_ID` tells when it
     *   can be set.
     * @param[in] PropertyValue The value, in the member that belongs to the property.
     * @retval S_OK on success.
     * @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
     * @retval BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY when the job is an upload and the
     *   property is for downloads.
     * @retval BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE when the property must be set before the
     *   first file.
     * @retval BG_E_READ_ONLY_PROPERTY_AFTER_RESUME when the property must be set before the
     *   first `Resume`.
     * @retval BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE when the maximum size is 0.
     * @retval BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED when stored credentials are requested
     *   for a server.
     * @retval BG_E_UNSUPPORTED_JOB_CONFIGURATION when dynamic content meets ranges or transfer
     *   on demand.
     * @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when dynamic content or transfer on
     *   demand meets an HTTP method of the job's own.
     * @retval E_NOTIMPL for a notification class other than `GUID_NULL`, and for stored
     *   credentials with `BG_AUTH_TARGET_PROXY`: neither exists here.
     * @retval E_INVALIDARG when the target of stored credentials is not defined.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 5.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetProperty(
        BITS_JOB_PROPERTY_ID PropertyId,
        BITS_JOB_PROPERTY_VALUE PropertyValue) = 0;
    /**
     * Retrieves a property of the job.
     *
     * @param[in] PropertyId The property.
     * @param[out] PropertyValue Receives the value, in the member that belongs to the property.
     * @retval S_OK on success.
     * @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
     *
     * @since BITS 5.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProperty(
        BITS_JOB_PROPERTY_ID PropertyId,
        BITS_JOB_PROPERTY_VALUE *PropertyValue) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJob5Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJob5 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob5 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *AddFileSet)(
        IBackgroundCopyJob5 *This,
        ULONG cFileCount,
        BG_FILE_INFO *pFileSet);
    HRESULT (STDMETHODCALLTYPE *AddFile)(
        IBackgroundCopyJob5 *This,
        LPCWSTR RemoteUrl,
        LPCWSTR LocalName);
    HRESULT (STDMETHODCALLTYPE *EnumFiles)(
        IBackgroundCopyJob5 *This,
        IEnumBackgroundCopyFiles **pEnum);
    HRESULT (STDMETHODCALLTYPE *Suspend)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *Resume)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *Cancel)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *Complete)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *GetId)(IBackgroundCopyJob5 *This, GUID *pVal);
    HRESULT (STDMETHODCALLTYPE *GetType)(IBackgroundCopyJob5 *This, BG_JOB_TYPE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyJob5 *This, BG_JOB_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetTimes)(IBackgroundCopyJob5 *This, BG_JOB_TIMES *pVal);
    HRESULT (STDMETHODCALLTYPE *GetState)(IBackgroundCopyJob5 *This, BG_JOB_STATE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetError)(
        IBackgroundCopyJob5 *This,
        IBackgroundCopyError **ppError);
    HRESULT (STDMETHODCALLTYPE *GetOwner)(IBackgroundCopyJob5 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDisplayName)(IBackgroundCopyJob5 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDisplayName)(IBackgroundCopyJob5 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDescription)(IBackgroundCopyJob5 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDescription)(IBackgroundCopyJob5 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetPriority)(IBackgroundCopyJob5 *This, BG_JOB_PRIORITY Val);
    HRESULT (STDMETHODCALLTYPE *GetPriority)(IBackgroundCopyJob5 *This, BG_JOB_PRIORITY *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyFlags)(IBackgroundCopyJob5 *This, ULONG Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyFlags)(IBackgroundCopyJob5 *This, ULONG *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyInterface)(IBackgroundCopyJob5 *This, IUnknown *Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyInterface)(IBackgroundCopyJob5 *This, IUnknown **pVal);
    HRESULT (STDMETHODCALLTYPE *SetMinimumRetryDelay)(IBackgroundCopyJob5 *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetMinimumRetryDelay)(
        IBackgroundCopyJob5 *This,
        ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *SetNoProgressTimeout)(IBackgroundCopyJob5 *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetNoProgressTimeout)(
        IBackgroundCopyJob5 *This,
        ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *GetErrorCount)(IBackgroundCopyJob5 *This, ULONG *Errors);
    HRESULT (STDMETHODCALLTYPE *SetProxySettings)(
        IBackgroundCopyJob5 *This,
        BG_JOB_PROXY_USAGE ProxyUsage,
        const WCHAR *ProxyList,
        const WCHAR *ProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *GetProxySettings)(
        IBackgroundCopyJob5 *This,
        BG_JOB_PROXY_USAGE *pProxyUsage,
        LPWSTR *pProxyList,
        LPWSTR *pProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *TakeOwnership)(IBackgroundCopyJob5 *This);
    HRESULT (STDMETHODCALLTYPE *SetNotifyCmdLine)(
        IBackgroundCopyJob5 *This,
        LPCWSTR Program,
        LPCWSTR Parameters);
    HRESULT (STDMETHODCALLTYPE *GetNotifyCmdLine)(
        IBackgroundCopyJob5 *This,
        LPWSTR *pProgram,
        LPWSTR *pParameters);
    HRESULT (STDMETHODCALLTYPE *GetReplyProgress)(
        IBackgroundCopyJob5 *This,
        BG_JOB_REPLY_PROGRESS *pProgress);
    HRESULT (STDMETHODCALLTYPE *GetReplyData)(
        IBackgroundCopyJob5 *This,
        BYTE **ppBuffer,
        UINT64 *pLength);
    HRESULT (STDMETHODCALLTYPE *SetReplyFileName)(
        IBackgroundCopyJob5 *This,
        LPCWSTR ReplyFileName);
    HRESULT (STDMETHODCALLTYPE *GetReplyFileName)(
        IBackgroundCopyJob5 *This,
        LPWSTR *pReplyFileName);
    HRESULT (STDMETHODCALLTYPE *SetCredentials)(
        IBackgroundCopyJob5 *This,
        BG_AUTH_CREDENTIALS *credentials);
    HRESULT (STDMETHODCALLTYPE *RemoveCredentials)(
        IBackgroundCopyJob5 *This,
        BG_AUTH_TARGET Target,
        BG_AUTH_SCHEME Scheme);
    HRESULT (STDMETHODCALLTYPE *ReplaceRemotePrefix)(
        IBackgroundCopyJob5 *This,
        LPCWSTR OldPrefix,
        LPCWSTR NewPrefix);
    HRESULT (STDMETHODCALLTYPE *AddFileWithRanges)(
        IBackgroundCopyJob5 *This,
        LPCWSTR RemoteUrl,
        LPCWSTR LocalName,
        DWORD RangeCount,
        BG_FILE_RANGE *Ranges);
    HRESULT (STDMETHODCALLTYPE *SetFileACLFlags)(IBackgroundCopyJob5 *This, DWORD Flags);
    HRESULT (STDMETHODCALLTYPE *GetFileACLFlags)(IBackgroundCopyJob5 *This, DWORD *Flags);
    HRESULT (STDMETHODCALLTYPE *SetPeerCachingFlags)(IBackgroundCopyJob5 *This, DWORD Flags);
    HRESULT (STDMETHODCALLTYPE *GetPeerCachingFlags)(IBackgroundCopyJob5 *This, DWORD *pFlags);
    HRESULT (STDMETHODCALLTYPE *GetOwnerIntegrityLevel)(
        IBackgroundCopyJob5 *This,
        ULONG *pLevel);
    HRESULT (STDMETHODCALLTYPE *GetOwnerElevationState)(
        IBackgroundCopyJob5 *This,
        BOOL *pElevated);
    HRESULT (STDMETHODCALLTYPE *SetMaximumDownloadTime)(
        IBackgroundCopyJob5 *This,
        ULONG Timeout);
    HRESULT (STDMETHODCALLTYPE *GetMaximumDownloadTime)(
        IBackgroundCopyJob5 *This,
        ULONG *pTimeout);
    HRESULT (STDMETHODCALLTYPE *SetProperty)(
        IBackgroundCopyJob5 *This,
        BITS_JOB_PROPERTY_ID PropertyId,
        BITS_JOB_PROPERTY_VALUE PropertyValue);
    HRESULT (STDMETHODCALLTYPE *GetProperty)(
        IBackgroundCopyJob5 *This,
        BITS_JOB_PROPERTY_ID PropertyId,
        BITS_JOB_PROPERTY_VALUE *PropertyValue);
    END_INTERFACE
} IBackgroundCopyJob5Vtbl;
struct IBackgroundCopyJob5 {
    CONST_VTBL struct IBackgroundCopyJob5Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJob5_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJob5_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJob5_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJob5_AddFileSet(This, cFileCount, pFileSet) \
    ((This)->lpVtbl->AddFileSet(This, cFileCount, pFileSet))
#define IBackgroundCopyJob5_AddFile(This, RemoteUrl, LocalName) \
    ((This)->lpVtbl->AddFile(This, RemoteUrl, LocalName))
#define IBackgroundCopyJob5_EnumFiles(This, pEnum) \
    ((This)->lpVtbl->EnumFiles(This, pEnum))
#define IBackgroundCopyJob5_Suspend(This) \
    ((This)->lpVtbl->Suspend(This))
#define IBackgroundCopyJob5_Resume(This) \
    ((This)->lpVtbl->Resume(This))
#define IBackgroundCopyJob5_Cancel(This) \
    ((This)->lpVtbl->Cancel(This))
#define IBackgroundCopyJob5_Complete(This) \
    ((This)->lpVtbl->Complete(This))
#define IBackgroundCopyJob5_GetId(This, pVal) \
    ((This)->lpVtbl->GetId(This, pVal))
#define IBackgroundCopyJob5_GetType(This, pVal) \
    ((This)->lpVtbl->GetType(This, pVal))
#define IBackgroundCopyJob5_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyJob5_GetTimes(This, pVal) \
    ((This)->lpVtbl->GetTimes(This, pVal))
#define IBackgroundCopyJob5_GetState(This, pVal) \
    ((This)->lpVtbl->GetState(This, pVal))
#define IBackgroundCopyJob5_GetError(This, ppError) \
    ((This)->lpVtbl->GetError(This, ppError))
#define IBackgroundCopyJob5_GetOwner(This, pVal) \
    ((This)->lpVtbl->GetOwner(This, pVal))
#define IBackgroundCopyJob5_SetDisplayName(This, Val) \
    ((This)->lpVtbl->SetDisplayName(This, Val))
#define IBackgroundCopyJob5_GetDisplayName(This, pVal) \
    ((This)->lpVtbl->GetDisplayName(This, pVal))
#define IBackgroundCopyJob5_SetDescription(This, Val) \
    ((This)->lpVtbl->SetDescription(This, Val))
#define IBackgroundCopyJob5_GetDescription(This, pVal) \
    ((This)->lpVtbl->GetDescription(This, pVal))
#define IBackgroundCopyJob5_SetPriority(This, Val) \
    ((This)->lpVtbl->SetPriority(This, Val))
#define IBackgroundCopyJob5_GetPriority(This, pVal) \
    ((This)->lpVtbl->GetPriority(This, pVal))
#define IBackgroundCopyJob5_SetNotifyFlags(This, Val) \
    ((This)->lpVtbl->SetNotifyFlags(This, Val))
#define IBackgroundCopyJob5_GetNotifyFlags(This, pVal) \
    ((This)->lpVtbl->GetNotifyFlags(This, pVal))
#define IBackgroundCopyJob5_SetNotifyInterface(This, Val) \
    ((This)->lpVtbl->SetNotifyInterface(This, Val))
#define IBackgroundCopyJob5_GetNotifyInterface(This, pVal) \
    ((This)->lpVtbl->GetNotifyInterface(This, pVal))
#define IBackgroundCopyJob5_SetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->SetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob5_GetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->GetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob5_SetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->SetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob5_GetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->GetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob5_GetErrorCount(This, Errors) \
    ((This)->lpVtbl->GetErrorCount(This, Errors))
#define IBackgroundCopyJob5_SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList) \
    ((This)->lpVtbl->SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList))
#define IBackgroundCopyJob5_GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList) \
    ((This)->lpVtbl->GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList))
#define IBackgroundCopyJob5_TakeOwnership(This) \
    ((This)->lpVtbl->TakeOwnership(This))
#define IBackgroundCopyJob5_SetNotifyCmdLine(This, Program, Parameters) \
    ((This)->lpVtbl->SetNotifyCmdLine(This, Program, Parameters))
#define IBackgroundCopyJob5_GetNotifyCmdLine(This, pProgram, pParameters) \
    ((This)->lpVtbl->GetNotifyCmdLine(This, pProgram, pParameters))
#define IBackgroundCopyJob5_GetReplyProgress(This, pProgress) \
    ((This)->lpVtbl->GetReplyProgress(This, pProgress))
#define IBackgroundCopyJob5_GetReplyData(This, ppBuffer, pLength) \
    ((This)->lpVtbl->GetReplyData(This, ppBuffer, pLength))
#define IBackgroundCopyJob5_SetReplyFileName(This, ReplyFileName) \
    ((This)->lpVtbl->SetReplyFileName(This, ReplyFileName))
#define IBackgroundCopyJob5_GetReplyFileName(This, pReplyFileName) \
    ((This)->lpVtbl->GetReplyFileName(This, pReplyFileName))
#define IBackgroundCopyJob5_SetCredentials(This, credentials) \
    ((This)->lpVtbl->SetCredentials(This, credentials))
#define IBackgroundCopyJob5_RemoveCredentials(This, Target, Scheme) \
    ((This)->lpVtbl->RemoveCredentials(This, Target, Scheme))
#define IBackgroundCopyJob5_ReplaceRemotePrefix(This, OldPrefix, NewPrefix) \
    ((This)->lpVtbl->ReplaceRemotePrefix(This, OldPrefix, NewPrefix))
#define IBackgroundCopyJob5_AddFileWithRanges(This, RemoteUrl, LocalName, RangeCount, Ranges) \
    ((This)->lpVtbl->AddFileWithRanges(This, RemoteUrl, LocalName, RangeCount, Ranges))
#define IBackgroundCopyJob5_SetFileACLFlags(This, Flags) \
    ((This)->lpVtbl->SetFileACLFlags(This, Flags))
#define IBackgroundCopyJob5_GetFileACLFlags(This, Flags) \
    ((This)->lpVtbl->GetFileACLFlags(This, Flags))
#define IBackgroundCopyJob5_SetPeerCachingFlags(This, Flags) \
    ((This)->lpVtbl->SetPeerCachingFlags(This, Flags))
#define IBackgroundCopyJob5_GetPeerCachingFlags(This, pFlags) \
    ((This)->lpVtbl->GetPeerCachingFlags(This, pFlags))
#define IBackgroundCopyJob5_GetOwnerIntegrityLevel(This, pLevel) \
    ((This)->lpVtbl->GetOwnerIntegrityLevel(This, pLevel))
#define IBackgroundCopyJob5_GetOwnerElevationState(This, pElevated) \
    ((This)->lpVtbl->GetOwnerElevationState(This, pElevated))
#define IBackgroundCopyJob5_SetMaximumDownloadTime(This, Timeout) \
    ((This)->lpVtbl->SetMaximumDownloadTime(This, Timeout))
#define IBackgroundCopyJob5_GetMaximumDownloadTime(This, pTimeout) \
    ((This)->lpVtbl->GetMaximumDownloadTime(This, pTimeout))
#define IBackgroundCopyJob5_SetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->SetProperty(This, PropertyId, PropertyValue))
#define IBackgroundCopyJob5_GetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->GetProperty(This, PropertyId, PropertyValue))
#endif
#endif
BITS_UUID(IBackgroundCopyJob5,
    0xe847030c, 0xbbba, 0x4657, 0xaf, 0x6d, 0x48, 0x4a, 0xa4, 0x2b, 0xf1, 0xfe)
#endif

#ifndef __IBackgroundCopyFile5_INTERFACE_DEFINED__
#define __IBackgroundCopyFile5_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyFile5`. */
DEFINE_GUID(IID_IBackgroundCopyFile5,
    0x85c1657f, 0xdafc, 0x40e8, 0x88, 0x34, 0xdf, 0x18, 0xea, 0x25, 0x71, 0x7e);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds properties by number to files.
 *
 * @since BITS 5.0
 */
MIDL_INTERFACE("85c1657f-dafc-40e8-8834-df18ea25717e")
IBackgroundCopyFile5 : public IBackgroundCopyFile4 {
public:
    /**
     * Sets a property of the file. No property can be set: the only one is read-only.
     *
     * @param[in] PropertyId The property.
     * @param[in] PropertyValue The value.
     * @retval BG_E_READ_ONLY_PROPERTY when the property is defined.
     * @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
     *
     * @since BITS 5.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetProperty(
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE PropertyValue) = 0;
    /**
     * Retrieves a property of the file.
     *
     * @param[in] PropertyId The property.
     * @param[out] PropertyValue Receives the value, in the member that belongs to the property.
     *   A text is NULL if there is none yet; free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval BG_E_UNKNOWN_PROPERTY_ID when the property is not defined.
     *
     * @since BITS 5.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetProperty(
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE *PropertyValue) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyFile5Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyFile5 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyFile5 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyFile5 *This);
    HRESULT (STDMETHODCALLTYPE *GetRemoteName)(IBackgroundCopyFile5 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetLocalName)(IBackgroundCopyFile5 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(
        IBackgroundCopyFile5 *This,
        BG_FILE_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetFileRanges)(
        IBackgroundCopyFile5 *This,
        DWORD *RangeCount,
        BG_FILE_RANGE **Ranges);
    HRESULT (STDMETHODCALLTYPE *SetRemoteName)(IBackgroundCopyFile5 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetTemporaryName)(
        IBackgroundCopyFile5 *This,
        LPWSTR *pFilename);
    HRESULT (STDMETHODCALLTYPE *SetValidationState)(IBackgroundCopyFile5 *This, BOOL state);
    HRESULT (STDMETHODCALLTYPE *GetValidationState)(IBackgroundCopyFile5 *This, BOOL *pState);
    HRESULT (STDMETHODCALLTYPE *IsDownloadedFromPeer)(IBackgroundCopyFile5 *This, BOOL *pVal);
    HRESULT (STDMETHODCALLTYPE *GetPeerDownloadStats)(
        IBackgroundCopyFile5 *This,
        PUINT64 pFromOrigin,
        PUINT64 pFromPeers);
    HRESULT (STDMETHODCALLTYPE *SetProperty)(
        IBackgroundCopyFile5 *This,
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE PropertyValue);
    HRESULT (STDMETHODCALLTYPE *GetProperty)(
        IBackgroundCopyFile5 *This,
        BITS_FILE_PROPERTY_ID PropertyId,
        BITS_FILE_PROPERTY_VALUE *PropertyValue);
    END_INTERFACE
} IBackgroundCopyFile5Vtbl;
struct IBackgroundCopyFile5 {
    CONST_VTBL struct IBackgroundCopyFile5Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyFile5_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyFile5_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyFile5_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyFile5_GetRemoteName(This, pVal) \
    ((This)->lpVtbl->GetRemoteName(This, pVal))
#define IBackgroundCopyFile5_GetLocalName(This, pVal) \
    ((This)->lpVtbl->GetLocalName(This, pVal))
#define IBackgroundCopyFile5_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyFile5_GetFileRanges(This, RangeCount, Ranges) \
    ((This)->lpVtbl->GetFileRanges(This, RangeCount, Ranges))
#define IBackgroundCopyFile5_SetRemoteName(This, Val) \
    ((This)->lpVtbl->SetRemoteName(This, Val))
#define IBackgroundCopyFile5_GetTemporaryName(This, pFilename) \
    ((This)->lpVtbl->GetTemporaryName(This, pFilename))
#define IBackgroundCopyFile5_SetValidationState(This, state) \
    ((This)->lpVtbl->SetValidationState(This, state))
#define IBackgroundCopyFile5_GetValidationState(This, pState) \
    ((This)->lpVtbl->GetValidationState(This, pState))
#define IBackgroundCopyFile5_IsDownloadedFromPeer(This, pVal) \
    ((This)->lpVtbl->IsDownloadedFromPeer(This, pVal))
#define IBackgroundCopyFile5_GetPeerDownloadStats(This, pFromOrigin, pFromPeers) \
    ((This)->lpVtbl->GetPeerDownloadStats(This, pFromOrigin, pFromPeers))
#define IBackgroundCopyFile5_SetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->SetProperty(This, PropertyId, PropertyValue))
#define IBackgroundCopyFile5_GetProperty(This, PropertyId, PropertyValue) \
    ((This)->lpVtbl->GetProperty(This, PropertyId, PropertyValue))
#endif
#endif
BITS_UUID(IBackgroundCopyFile5,
    0x85c1657f, 0xdafc, 0x40e8, 0x88, 0x34, 0xdf, 0x18, 0xea, 0x25, 0x71, 0x7e)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 5.0. */
DEFINE_GUID(LIBID_BackgroundCopyManager5_0,
    0xd548bc1b, 0x6c12, 0x432e, 0xb1, 0x76, 0xa9, 0x6e, 0x10, 0x68, 0x1a, 0x31);

/**
 * Identifies the class of the queue manager of BITS 5.0. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager5_0,
    0x1ecca34c, 0xe88a, 0x44e3, 0x8d, 0x6a, 0x89, 0x21, 0xbd, 0xe9, 0xe4, 0x52);
#ifdef __cplusplus
class BackgroundCopyManager5_0;
#else
typedef struct BackgroundCopyManager5_0 BackgroundCopyManager5_0;
#endif
BITS_UUID(BackgroundCopyManager5_0,
    0x1ecca34c, 0xe88a, 0x44e3, 0x8d, 0x6a, 0x89, 0x21, 0xbd, 0xe9, 0xe4, 0x52)

#include "bits10_1.h"

#endif
#endif
