/**
 * `bits1_5.h`: uploads, replies, credentials and command lines (BITS 1.5). The comment of `bits.h`
 * states the rules that hold for every method.
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

/**
 * Names the party that asks for credentials.
 *
 * @since BITS 1.5
 */
typedef enum BG_AUTH_TARGET {
    /** The server asks for the credentials. */
    BG_AUTH_TARGET_SERVER = 1,
    /** The proxy asks for the credentials. */
    BG_AUTH_TARGET_PROXY = 2,
} BG_AUTH_TARGET;

/**
 * Names the way in which credentials are presented. A job never uses a weaker scheme than the one
 * that its credentials were set for.
 *
 * @since BITS 1.5
 */
typedef enum BG_AUTH_SCHEME {
    /** User name and password are sent in clear text. */
    BG_AUTH_SCHEME_BASIC = 1,
    /** A hash of the user name, the password and the server's challenge is sent. */
    BG_AUTH_SCHEME_DIGEST = 2,
    /** The challenge and response of Windows is used. */
    BG_AUTH_SCHEME_NTLM = 3,
    /** Client and server agree on Kerberos or NTLM. */
    BG_AUTH_SCHEME_NEGOTIATE = 4,
    /**
     * Microsoft Passport, with an explicit user name and password only. Here the credentials are
     * stored, and a transfer that needs them fails.
     */
    BG_AUTH_SCHEME_PASSPORT = 5,
} BG_AUTH_SCHEME;

/**
 * Describes the progress of the reply of an upload.
 *
 * @since BITS 1.5
 */
typedef struct BG_JOB_REPLY_PROGRESS {
    /** Size of the reply in bytes, or `BG_SIZE_UNKNOWN` until the reply begins. */
    UINT64 BytesTotal;
    /** Bytes transferred so far. */
    UINT64 BytesTransferred;
} BG_JOB_REPLY_PROGRESS;

/**
 * Holds a user name and a password; all schemes use it. If both are NULL, the user's own
 * credentials are used, which NTLM and Negotiate allow.
 *
 * @since BITS 1.5
 */
typedef struct BG_BASIC_CREDENTIALS {
    /** User name, at most 300 characters, or NULL. */
    LPWSTR UserName;
    /** Password, at most 65,536 characters, or NULL if the user name is NULL. */
    LPWSTR Password;
} BG_BASIC_CREDENTIALS;

/**
 * Holds the credentials of one scheme. All schemes use the member `Basic`.
 *
 * @since BITS 1.5
 */
typedef union BG_AUTH_CREDENTIALS_UNION {
    /** User name and password. */
    struct BG_BASIC_CREDENTIALS Basic;
} BG_AUTH_CREDENTIALS_UNION;

/**
 * Holds the credentials for one target and one scheme, for `IBackgroundCopyJob2::SetCredentials`.
 *
 * @since BITS 1.5
 */
typedef struct BG_AUTH_CREDENTIALS {
    /** Party that asks for the credentials. */
    enum BG_AUTH_TARGET Target;
    /** Way in which they are presented. */
    enum BG_AUTH_SCHEME Scheme;
    /** User name and password. */
    union BG_AUTH_CREDENTIALS_UNION Credentials;
} BG_AUTH_CREDENTIALS;

/** Points to a user name and a password. */
typedef struct BG_BASIC_CREDENTIALS *PBG_BASIC_CREDENTIALS;

/** Points to credentials. */
typedef struct BG_AUTH_CREDENTIALS *PBG_AUTH_CREDENTIALS;

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJob2_INTERFACE_DEFINED__
#define __IBackgroundCopyJob2_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJob2`. */
DEFINE_GUID(IID_IBackgroundCopyJob2,
    0x54b50739, 0x686f, 0x45eb, 0x9d, 0xff, 0xd6, 0xa9, 0xa0, 0xfa, 0xa9, 0xaf);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds command lines, replies and credentials to jobs.
 *
 * @since BITS 1.5
 */
MIDL_INTERFACE("54b50739-686f-45eb-9dff-d6a9a0faa9af")
IBackgroundCopyJob2 : public IBackgroundCopyJob {
public:
    /**
     * Sets a program that is run when the job becomes TRANSFERRED or enters ERROR.
     * `SetNotifyFlags` selects which of the two. The program is not run for an event that a
     * callback object has confirmed. It is started without a shell, and is run again after the
     * minimum retry delay if it fails.
     *
     * @param[in] Program Full path of the program, at most 260 characters. NULL, together with
     *   `Parameters`, removes the command line.
     * @param[in] Parameters Command line of the program, at most 4,000 characters, or NULL. It
     *   is split as Windows programs split theirs, and its first word is the name of the program
     *   (`argv[0]`). If it begins with a blank, that name is empty.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when there are parameters without a program.
     * @retval BG_E_STRING_TOO_LONG when one of the texts is longer.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetNotifyCmdLine(LPCWSTR Program, LPCWSTR Parameters) = 0;
    /**
     * Retrieves the program that is run when the job becomes TRANSFERRED or enters ERROR.
     *
     * @param[out] pProgram Receives the path of the program; an empty text if there is none.
     *   Free it with `CoTaskMemFree`.
     * @param[out] pParameters Receives the command line; an empty text if there is none. Free
     *   it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetNotifyCmdLine(LPWSTR *pProgram, LPWSTR *pParameters) = 0;
    /**
     * Retrieves the progress of the reply.
     *
     * @param[out] pProgress Receives the progress.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when the job is not an upload with a reply.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyProgress(BG_JOB_REPLY_PROGRESS *pProgress) = 0;
    /**
     * Retrieves the content of the reply, if it has at most 1 MiB. It is available in TRANSFERRED,
     * and after `Complete`.
     *
     * @param[out] ppBuffer Receives a copy of the reply, or NULL if there was no reply. Free it
     *   with `CoTaskMemFree`.
     * @param[out] pLength Receives the size of the reply in bytes; 0 if there was no reply.
     * @retval S_OK on success.
     * @retval BG_E_TOO_LARGE when the reply is larger than 1 MiB. `*ppBuffer` is NULL, and
     *   `*pLength` is the size; read the reply file after `Complete`.
     * @retval BG_E_INVALID_STATE when the job is neither TRANSFERRED nor completed.
     * @retval E_NOTIMPL when the job is not an upload with a reply.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyData(BYTE **ppBuffer, UINT64 *pLength) = 0;
    /**
     * Sets the name of the file that receives the reply. It can be set until the reply begins.
     *
     * @param[in] ReplyFileName Full path, at most 260 characters; its folder must exist and be
     *   writable. With NULL or an empty text, the library chooses a name beside the uploaded file.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the path is not valid, as for the local name of `AddFile`.
     * @retval E_ACCESSDENIED when the folder cannot be written.
     * @retval HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND) when the folder does not exist.
     * @retval BG_E_INVALID_STATE when the reply is being transferred, or the job is final.
     * @retval E_NOTIMPL when the job is not an upload with a reply.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetReplyFileName(LPCWSTR ReplyFileName) = 0;
    /**
     * Retrieves the name of the file that receives the reply. The file exists after `Complete`; it
     * is empty if there was no reply.
     *
     * @param[out] pReplyFileName Receives the full path, or NULL if no name was set and the job
     *   has no file yet. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when the job is not an upload with a reply.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetReplyFileName(LPWSTR *pReplyFileName) = 0;
    /**
     * Sets the credentials for one target and one scheme. They replace earlier ones for the same
     * target and scheme; others stay. They are stored encrypted, and cannot be read back.
     *
     * @param[in] credentials The credentials. The caller keeps them.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the user name or the password is missing. Only with NTLM and
     *   Negotiate, both may be NULL.
     * @retval BG_E_INVALID_AUTH_TARGET when the target is not defined.
     * @retval BG_E_INVALID_AUTH_SCHEME when the scheme is not defined.
     * @retval BG_E_USERNAME_TOO_LARGE when the user name is longer than 300 characters.
     * @retval BG_E_PASSWORD_TOO_LARGE when the password is longer than 65,536 characters.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetCredentials(BG_AUTH_CREDENTIALS *credentials) = 0;
    /**
     * Removes the credentials for one target and one scheme.
     *
     * @param[in] Target Party that asks for the credentials.
     * @param[in] Scheme Way in which they are presented.
     * @retval S_OK on success.
     * @retval S_FALSE when there are no such credentials.
     * @retval BG_E_INVALID_AUTH_TARGET when the target is not defined.
     * @retval BG_E_INVALID_AUTH_SCHEME when the scheme is not defined.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 1.5
     */
    virtual HRESULT STDMETHODCALLTYPE RemoveCredentials(
        BG_AUTH_TARGET Target,
        BG_AUTH_SCHEME Scheme) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJob2Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJob2 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJob2 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *AddFileSet)(
        IBackgroundCopyJob2 *This,
        ULONG cFileCount,
        BG_FILE_INFO *pFileSet);
    HRESULT (STDMETHODCALLTYPE *AddFile)(
        IBackgroundCopyJob2 *This,
        LPCWSTR RemoteUrl,
        LPCWSTR LocalName);
    HRESULT (STDMETHODCALLTYPE *EnumFiles)(
        IBackgroundCopyJob2 *This,
        IEnumBackgroundCopyFiles **pEnum);
    HRESULT (STDMETHODCALLTYPE *Suspend)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Resume)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Cancel)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *Complete)(IBackgroundCopyJob2 *This);
    HRESULT (STDMETHODCALLTYPE *GetId)(IBackgroundCopyJob2 *This, GUID *pVal);
    HRESULT (STDMETHODCALLTYPE *GetType)(IBackgroundCopyJob2 *This, BG_JOB_TYPE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(IBackgroundCopyJob2 *This, BG_JOB_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetTimes)(IBackgroundCopyJob2 *This, BG_JOB_TIMES *pVal);
    HRESULT (STDMETHODCALLTYPE *GetState)(IBackgroundCopyJob2 *This, BG_JOB_STATE *pVal);
    HRESULT (STDMETHODCALLTYPE *GetError)(
        IBackgroundCopyJob2 *This,
        IBackgroundCopyError **ppError);
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
    HRESULT (STDMETHODCALLTYPE *GetMinimumRetryDelay)(
        IBackgroundCopyJob2 *This,
        ULONG *Seconds);
    HRESULT (STDMETHODCALLTYPE *SetNoProgressTimeout)(IBackgroundCopyJob2 *This, ULONG Seconds);
    HRESULT (STDMETHODCALLTYPE *GetNoProgressTimeout)(
        IBackgroundCopyJob2 *This,
        ULONG *Seconds);
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
    HRESULT (STDMETHODCALLTYPE *SetReplyFileName)(
        IBackgroundCopyJob2 *This,
        LPCWSTR ReplyFileName);
    HRESULT (STDMETHODCALLTYPE *GetReplyFileName)(
        IBackgroundCopyJob2 *This,
        LPWSTR *pReplyFileName);
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
BITS_UUID(IBackgroundCopyJob2,
    0x54b50739, 0x686f, 0x45eb, 0x9d, 0xff, 0xd6, 0xa9, 0xa0, 0xfa, 0xa9, 0xaf)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 1.5. */
DEFINE_GUID(LIBID_BackgroundCopyManager1_5,
    0xea9319ea, 0xc628, 0x480f, 0x83, 0x31, 0x76, 0x8f, 0xac, 0x39, 0x7e, 0x4e);

/**
 * Identifies the class of the queue manager of BITS 1.5. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager1_5,
    0xf087771f, 0xd74f, 0x4c1a, 0xbb, 0x8a, 0xe1, 0x6a, 0xca, 0x91, 0x24, 0xea);
#ifdef __cplusplus
class BackgroundCopyManager1_5;
#else
typedef struct BackgroundCopyManager1_5 BackgroundCopyManager1_5;
#endif
BITS_UUID(BackgroundCopyManager1_5,
    0xf087771f, 0xd74f, 0x4c1a, 0xbb, 0x8a, 0xe1, 0x6a, 0xca, 0x91, 0x24, 0xea)

#include "bits2_0.h"

#endif
#endif
