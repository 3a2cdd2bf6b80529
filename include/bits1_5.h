/**
 * `bits1_5.h`: uploads, replies, credentials, command lines. BITS 1.5.
 *
 * Rendered from src/abi/bits1_5.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits1_5.h>
#else
#ifndef __bits1_5_h__
#define __bits1_5_h__

#include "bits.h"

#ifndef __IBackgroundCopyJob2_FWD_DEFINED__
#define __IBackgroundCopyJob2_FWD_DEFINED__
typedef struct IBackgroundCopyJob2 IBackgroundCopyJob2;
#endif

/** Who asks for credentials. */
typedef enum BG_AUTH_TARGET {
    /** The server. */
    BG_AUTH_TARGET_SERVER = 1,
    /** The proxy. */
    BG_AUTH_TARGET_PROXY = 2,
} BG_AUTH_TARGET;

/** How credentials are presented. */
typedef enum BG_AUTH_SCHEME {
    /** User name and password in clear text. */
    BG_AUTH_SCHEME_BASIC = 1,
    /** A hash of them with the server's challenge. */
    BG_AUTH_SCHEME_DIGEST = 2,
    /** Windows' challenge and response. */
    BG_AUTH_SCHEME_NTLM = 3,
    /** Kerberos or NTLM, as client and server agree. */
    BG_AUTH_SCHEME_NEGOTIATE = 4,
    /** Microsoft Passport; explicit credentials only. */
    BG_AUTH_SCHEME_PASSPORT = 5,
} BG_AUTH_SCHEME;

/** How far the reply of an upload is. */
typedef struct BG_JOB_REPLY_PROGRESS {
    /** The reply's size; `BG_SIZE_UNKNOWN` until the reply begins. */
    UINT64 BytesTotal;
    /** Bytes so far. */
    UINT64 BytesTransferred;
} BG_JOB_REPLY_PROGRESS;

/**
 * A user name and a password, whatever the scheme. Both NULL: the user's own, with NTLM and
 * Negotiate.
 */
typedef struct BG_BASIC_CREDENTIALS {
    /** At most 300 characters. */
    LPWSTR UserName;
    /** At most 65,536 characters. */
    LPWSTR Password;
} BG_BASIC_CREDENTIALS;

/** Credentials by scheme: all schemes use `Basic`. */
typedef union BG_AUTH_CREDENTIALS_UNION {
    /** User name and password. */
    struct BG_BASIC_CREDENTIALS Basic;
} BG_AUTH_CREDENTIALS_UNION;

/** Credentials for one target and one scheme, for `IBackgroundCopyJob2::SetCredentials`. */
typedef struct BG_AUTH_CREDENTIALS {
    /** Who asks for them. */
    enum BG_AUTH_TARGET Target;
    /** How they are presented. */
    enum BG_AUTH_SCHEME Scheme;
    /** User name and password. */
    union BG_AUTH_CREDENTIALS_UNION Credentials;
} BG_AUTH_CREDENTIALS;

/** A pointer to a user name and a password. */
typedef struct BG_BASIC_CREDENTIALS *PBG_BASIC_CREDENTIALS;

/** A pointer to credentials. */
typedef struct BG_AUTH_CREDENTIALS *PBG_AUTH_CREDENTIALS;

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJob2_INTERFACE_DEFINED__
#define __IBackgroundCopyJob2_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyJob2, 0x54b50739, 0x686f, 0x45eb, 0x9d, 0xff, 0xd6, 0xa9, 0xa0, 0xfa, 0xa9, 0xaf);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Adds to jobs: command lines, replies, credentials. BITS 1.5. */
MIDL_INTERFACE("54b50739-686f-45eb-9dff-d6a9a0faa9af")
IBackgroundCopyJob2 : public IBackgroundCopyJob {
public:
    /**
     * A program that is run when the job enters TRANSFERRED or ERROR (chosen by `SetNotifyFlags`),
     * unless a callback object took the news. No shell is involved.
     *
     * @param Program    Full path of the program, at most 260 characters. NULL, with `Parameters`
     * NULL, for none. @param Parameters The command line, at most 4,000 characters; its first word
     * is the program's name. NULL for none. @return `S_OK`; `E_INVALIDARG` for parameters without
     * a program; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyCmdLine(LPCWSTR Program, LPCWSTR Parameters) = 0;
    /**
     * The program that is run.
     *
     * @param pProgram    Receives its path, empty if none; free it with `CoTaskMemFree`.
     * @param pParameters Receives its command line, empty if none; free it with `CoTaskMemFree`.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyCmdLine(LPWSTR *pProgram, LPWSTR *pParameters) = 0;
    /**
     * How far the reply is.
     *
     * @param pProgress Receives the progress.
     * @return `S_OK`; `E_NOTIMPL` unless the job is an upload with a reply.
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyProgress(BG_JOB_REPLY_PROGRESS *pProgress) = 0;
    /**
     * The reply itself, if it is small.
     *
     * @param ppBuffer Receives a copy, or NULL if there was no reply; free it with
     * `CoTaskMemFree`. @param pLength  Receives its size in bytes. @return `S_OK`;
     * `BG_E_TOO_LARGE` (the size is given) if the reply is larger than 1 MiB: read the reply file
     * then; `BG_E_INVALID_STATE` unless the job is TRANSFERRED; `E_NOTIMPL` unless it is an upload
     * with a reply.
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyData(BYTE **ppBuffer, UINT64 *pLength) = 0;
    /**
     * Where the reply goes; possible until it begins to arrive.
     *
     * @param ReplyFileName Full path; its folder exists. NULL or empty: a name is made up beside
     * the uploaded file. @return `S_OK`; `E_INVALIDARG` for a path that is not valid;
     * `E_ACCESSDENIED`; `BG_E_INVALID_STATE`; `E_NOTIMPL` unless the job is an upload with a
     * reply.
     */
    virtual HRESULT STDMETHODCALLTYPE SetReplyFileName(LPCWSTR ReplyFileName) = 0;
    /**
     * Where the reply goes. The file is there after `Complete`, and empty if there was no reply.
     *
     * @param pReplyFileName Receives the path, or NULL if none was set and the job has no file
     * yet; free it with `CoTaskMemFree`. @return `S_OK`; `E_NOTIMPL` unless the job is an upload
     * with a reply.
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyFileName(LPWSTR *pReplyFileName) = 0;
    /**
     * Credentials for one target and scheme; those of other pairs stay. They cannot be read back.
     *
     * @param credentials The credentials; copied. @return `S_OK`; `E_INVALIDARG` if user name or
     * password is missing; `BG_E_INVALID_AUTH_TARGET`; `BG_E_INVALID_AUTH_SCHEME`;
     * `BG_E_USERNAME_TOO_LARGE`; `BG_E_PASSWORD_TOO_LARGE`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetCredentials(BG_AUTH_CREDENTIALS *credentials) = 0;
    /**
     * Forgets the credentials of one pair.
     *
     * @param Target Who asks for them. @param Scheme How they are presented. @return `S_OK`;
     * `S_FALSE` if there are none; `BG_E_INVALID_AUTH_TARGET`; `BG_E_INVALID_AUTH_SCHEME`;
     * `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE RemoveCredentials(BG_AUTH_TARGET Target, BG_AUTH_SCHEME Scheme) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJob2Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IBackgroundCopyJob2 *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob2 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *AddFileSet)(
        IBackgroundCopyJob2 *This,
        ULONG cFileCount,
        BG_FILE_INFO *pFileSet);
    HRESULT (STDMETHODCALLTYPE *AddFile)(IBackgroundCopyJob2 *This, LPCWSTR RemoteUrl, LPCWSTR LocalName);
    HRESULT (STDMETHODCALLTYPE *EnumFiles)(IBackgroundCopyJob2 *This, IEnumBackgroundCopyFiles **pEnum);
    HRESULT (STDMETHODCALLTYPE *Suspend)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Resume)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Cancel)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Complete)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *GetId)(IBackgroundCopyJob2 *This, GUID *pVal);
    HRESULT (STDMETHODCALLTYPE *GetType)(IBackgroundCopyJob2 *This, BG_JOB_TYPE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyJob2 *This, BG_JOB_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetTimes)(IBackgroundCopyJob2 *This, BG_JOB_TIMES *pVal);
    HRESULT (STDMETHODCALLTYPE *GetState)(IBackgroundCopyJob2 *This, BG_JOB_STATE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetError)(IBackgroundCopyJob2 *This, IBackgroundCopyError **ppError);
    HRESULT (STDMETHODCALLTYPE *GetOwner)(IBackgroundCopyJob2 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDisplayName)(IBackgroundCopyJob2 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDisplayName)(IBackgroundCopyJob2 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetDescription)(IBackgroundCopyJob2 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetDescription)(IBackgroundCopyJob2 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *SetPriority)(IBackgroundCopyJob2 *This, BG_JOB_PRIORITY Val);
    HRESULT (STDMETHODCALLTYPE *GetPriority)(IBackgroundCopyJob2 *This, BG_JOB_PRIORITY *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyFlags)(IBackgroundCopyJob2 *This, ULONG Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyFlags)(IBackgroundCopyJob2 *This, ULONG *pVal);
    HRESULT (STDMETHODCALLTYPE *SetNotifyInterface)(IBackgroundCopyJob2 *This, IUnknown *Val);
    HRESULT (STDMETHODCALLTYPE *GetNotifyInterface)(IBackgroundCopyJob2 *This, IUnknown **pVal);
    HRESULT (STDMETHODCALLTYPE *SetMinimumRetryDelay)(IBackgroundCopyJob2 *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetMinimumRetryDelay)(IBackgroundCopyJob2 *This, ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *SetNoProgressTimeout)(IBackgroundCopyJob2 *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetNoProgressTimeout)(IBackgroundCopyJob2 *This, ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *GetErrorCount)(IBackgroundCopyJob2 *This, ULONG *Errors);
    HRESULT (STDMETHODCALLTYPE *SetProxySettings)(
        IBackgroundCopyJob2 *This,
        BG_JOB_PROXY_USAGE ProxyUsage,
        const WCHAR *ProxyList,
        const WCHAR *ProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *GetProxySettings)(
        IBackgroundCopyJob2 *This,
        BG_JOB_PROXY_USAGE *pProxyUsage,
        LPWSTR *pProxyList,
        LPWSTR *pProxyBypassList);
    HRESULT (STDMETHODCALLTYPE *TakeOwnership)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *SetNotifyCmdLine)(
        IBackgroundCopyJob2 *This,
        LPCWSTR Program,
        LPCWSTR Parameters);
    HRESULT (STDMETHODCALLTYPE *GetNotifyCmdLine)(
        IBackgroundCopyJob2 *This,
        LPWSTR *pProgram,
        LPWSTR *pParameters);
    HRESULT (STDMETHODCALLTYPE *GetReplyProgress)(
        IBackgroundCopyJob2 *This,
        BG_JOB_REPLY_PROGRESS *pProgress);
    HRESULT (STDMETHODCALLTYPE *GetReplyData)(
        IBackgroundCopyJob2 *This,
        BYTE **ppBuffer,
        UINT64 *pLength);
    HRESULT (STDMETHODCALLTYPE *SetReplyFileName)(IBackgroundCopyJob2 *This, LPCWSTR ReplyFileName);
    HRESULT (STDMETHODCALLTYPE *GetReplyFileName)(IBackgroundCopyJob2 *This, LPWSTR *pReplyFileName);
    HRESULT (STDMETHODCALLTYPE *SetCredentials)(
        IBackgroundCopyJob2 *This,
        BG_AUTH_CREDENTIALS *credentials);
    HRESULT (STDMETHODCALLTYPE *RemoveCredentials)(
        IBackgroundCopyJob2 *This,
        BG_AUTH_TARGET Target,
        BG_AUTH_SCHEME Scheme);
    END_INTERFACE
} IBackgroundCopyJob2Vtbl;
struct IBackgroundCopyJob2 {
    CONST_VTBL struct IBackgroundCopyJob2Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJob2_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJob2_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJob2_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJob2_AddFileSet(This, cFileCount, pFileSet) \
    ((This)->lpVtbl->AddFileSet(This, cFileCount, pFileSet))
#define IBackgroundCopyJob2_AddFile(This, RemoteUrl, LocalName) \
    ((This)->lpVtbl->AddFile(This, RemoteUrl, LocalName))
#define IBackgroundCopyJob2_EnumFiles(This, pEnum) \
    ((This)->lpVtbl->EnumFiles(This, pEnum))
#define IBackgroundCopyJob2_Suspend(This) \
    ((This)->lpVtbl->Suspend(This))
#define IBackgroundCopyJob2_Resume(This) \
    ((This)->lpVtbl->Resume(This))
#define IBackgroundCopyJob2_Cancel(This) \
    ((This)->lpVtbl->Cancel(This))
#define IBackgroundCopyJob2_Complete(This) \
    ((This)->lpVtbl->Complete(This))
#define IBackgroundCopyJob2_GetId(This, pVal) \
    ((This)->lpVtbl->GetId(This, pVal))
#define IBackgroundCopyJob2_GetType(This, pVal) \
    ((This)->lpVtbl->GetType(This, pVal))
#define IBackgroundCopyJob2_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyJob2_GetTimes(This, pVal) \
    ((This)->lpVtbl->GetTimes(This, pVal))
#define IBackgroundCopyJob2_GetState(This, pVal) \
    ((This)->lpVtbl->GetState(This, pVal))
#define IBackgroundCopyJob2_GetError(This, ppError) \
    ((This)->lpVtbl->GetError(This, ppError))
#define IBackgroundCopyJob2_GetOwner(This, pVal) \
    ((This)->lpVtbl->GetOwner(This, pVal))
#define IBackgroundCopyJob2_SetDisplayName(This, Val) \
    ((This)->lpVtbl->SetDisplayName(This, Val))
#define IBackgroundCopyJob2_GetDisplayName(This, pVal) \
    ((This)->lpVtbl->GetDisplayName(This, pVal))
#define IBackgroundCopyJob2_SetDescription(This, Val) \
    ((This)->lpVtbl->SetDescription(This, Val))
#define IBackgroundCopyJob2_GetDescription(This, pVal) \
    ((This)->lpVtbl->GetDescription(This, pVal))
#define IBackgroundCopyJob2_SetPriority(This, Val) \
    ((This)->lpVtbl->SetPriority(This, Val))
#define IBackgroundCopyJob2_GetPriority(This, pVal) \
    ((This)->lpVtbl->GetPriority(This, pVal))
#define IBackgroundCopyJob2_SetNotifyFlags(This, Val) \
    ((This)->lpVtbl->SetNotifyFlags(This, Val))
#define IBackgroundCopyJob2_GetNotifyFlags(This, pVal) \
    ((This)->lpVtbl->GetNotifyFlags(This, pVal))
#define IBackgroundCopyJob2_SetNotifyInterface(This, Val) \
    ((This)->lpVtbl->SetNotifyInterface(This, Val))
#define IBackgroundCopyJob2_GetNotifyInterface(This, pVal) \
    ((This)->lpVtbl->GetNotifyInterface(This, pVal))
#define IBackgroundCopyJob2_SetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->SetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob2_GetMinimumRetryDelay(This, Seconds) \
    ((This)->lpVtbl->GetMinimumRetryDelay(This, Seconds))
#define IBackgroundCopyJob2_SetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->SetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob2_GetNoProgressTimeout(This, Seconds) \
    ((This)->lpVtbl->GetNoProgressTimeout(This, Seconds))
#define IBackgroundCopyJob2_GetErrorCount(This, Errors) \
    ((This)->lpVtbl->GetErrorCount(This, Errors))
#define IBackgroundCopyJob2_SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList) \
    ((This)->lpVtbl->SetProxySettings(This, ProxyUsage, ProxyList, ProxyBypassList))
#define IBackgroundCopyJob2_GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList) \
    ((This)->lpVtbl->GetProxySettings(This, pProxyUsage, pProxyList, pProxyBypassList))
#define IBackgroundCopyJob2_TakeOwnership(This) \
    ((This)->lpVtbl->TakeOwnership(This))
#define IBackgroundCopyJob2_SetNotifyCmdLine(This, Program, Parameters) \
    ((This)->lpVtbl->SetNotifyCmdLine(This, Program, Parameters))
#define IBackgroundCopyJob2_GetNotifyCmdLine(This, pProgram, pParameters) \
    ((This)->lpVtbl->GetNotifyCmdLine(This, pProgram, pParameters))
#define IBackgroundCopyJob2_GetReplyProgress(This, pProgress) \
    ((This)->lpVtbl->GetReplyProgress(This, pProgress))
#define IBackgroundCopyJob2_GetReplyData(This, ppBuffer, pLength) \
    ((This)->lpVtbl->GetReplyData(This, ppBuffer, pLength))
#define IBackgroundCopyJob2_SetReplyFileName(This, ReplyFileName) \
    ((This)->lpVtbl->SetReplyFileName(This, ReplyFileName))
#define IBackgroundCopyJob2_GetReplyFileName(This, pReplyFileName) \
    ((This)->lpVtbl->GetReplyFileName(This, pReplyFileName))
#define IBackgroundCopyJob2_SetCredentials(This, credentials) \
    ((This)->lpVtbl->SetCredentials(This, credentials))
#define IBackgroundCopyJob2_RemoveCredentials(This, Target, Scheme) \
    ((This)->lpVtbl->RemoveCredentials(This, Target, Scheme))
#endif
#endif
BITS_UUID(IBackgroundCopyJob2, 0x54b50739, 0x686f, 0x45eb, 0x9d, 0xff, 0xd6, 0xa9, 0xa0, 0xfa, 0xa9, 0xaf)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

DEFINE_GUID(LIBID_BackgroundCopyManager1_5, 0xea9319ea, 0xc628, 0x480f, 0x83, 0x31, 0x76, 0x8f, 0xac, 0x39, 0x7e, 0x4e);

DEFINE_GUID(CLSID_BackgroundCopyManager1_5, 0xf087771f, 0xd74f, 0x4c1a, 0xbb, 0x8a, 0xe1, 0x6a, 0xca, 0x91, 0x24, 0xea);
#ifdef __cplusplus
class BackgroundCopyManager1_5;
#else
typedef struct BackgroundCopyManager1_5 BackgroundCopyManager1_5;
#endif
BITS_UUID(BackgroundCopyManager1_5, 0xf087771f, 0xd74f, 0x4c1a, 0xbb, 0x8a, 0xe1, 0x6a, 0xca, 0x91, 0x24, 0xea)

#include "bits2_0.h"

#endif
#endif
