/**
 * `bits4_0.h`: helper tokens and statistics of peers (BITS 4.0). The comment of `bits.h` states
 * the rules that hold for every method.
 *
 * Rendered from src/abi/bits4_0.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits4_0.h>
#else
#ifndef __bits4_0_h__
#define __bits4_0_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"
#include "bits2_5.h"
#include "bits3_0.h"

#ifndef __IBitsTokenOptions_FWD_DEFINED__
#define __IBitsTokenOptions_FWD_DEFINED__
typedef struct IBitsTokenOptions IBitsTokenOptions;
#endif

#ifndef __IBackgroundCopyFile4_FWD_DEFINED__
#define __IBackgroundCopyFile4_FWD_DEFINED__
typedef struct IBackgroundCopyFile4 IBackgroundCopyFile4;
#endif

/** Uses the helper token to open local files. */
#define BG_TOKEN_LOCAL_FILE 1

/** Uses the helper token to open remote files and to answer challenges. */
#define BG_TOKEN_NETWORK 2

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBitsTokenOptions_INTERFACE_DEFINED__
#define __IBitsTokenOptions_INTERFACE_DEFINED__
/** Identifies the interface `IBitsTokenOptions`. */
DEFINE_GUID(IID_IBitsTokenOptions,
    0x9a2584c3, 0xf7d2, 0x457a, 0x9a, 0x5e, 0x22, 0xb6, 0x7b, 0xff, 0xc7, 0xd2);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Sets the helper token of a job, which is a second identity. Helper tokens exist on Windows only;
 * no object has this interface here, and `QueryInterface` of a job returns `E_NOINTERFACE`.
 *
 * @since BITS 4.0
 */
MIDL_INTERFACE("9a2584c3-f7d2-457a-9a5e-22b67bffc7d2")
IBitsTokenOptions : public IUnknown {
public:
    /**
     * Sets the purposes for which the helper token is used.
     *
     * @param[in] UsageFlags Combination of `BG_TOKEN_*` flags; 0 for none.
     * @retval S_OK on success.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetHelperTokenFlags(DWORD UsageFlags) = 0;
    /**
     * Retrieves the purposes for which the helper token is used.
     *
     * @param[out] pFlags Receives the combination of `BG_TOKEN_*` flags.
     * @retval S_OK on success.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetHelperTokenFlags(DWORD *pFlags) = 0;
    /**
     * Makes the identity that the caller impersonates now the helper token.
     *
     * @retval S_OK on success.
     * @retval CO_E_FAILEDTOIMPERSONATE (0x80010123) when the identity cannot be read.
     * @retval E_ACCESSDENIED when the caller may not use this identity.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE SetHelperToken() = 0;
    /**
     * Removes the helper token.
     *
     * @retval S_OK on success.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE ClearHelperToken() = 0;
    /**
     * Retrieves the user of the helper token.
     *
     * @param[out] pSid Receives the SID as text, or NULL if there is no token. Free it with
     *   `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetHelperTokenSid(LPWSTR *pSid) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBitsTokenOptionsVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBitsTokenOptions *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBitsTokenOptions *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBitsTokenOptions *This);
    HRESULT (STDMETHODCALLTYPE *SetHelperTokenFlags)(IBitsTokenOptions *This, DWORD UsageFlags);
    HRESULT (STDMETHODCALLTYPE *GetHelperTokenFlags)(IBitsTokenOptions *This, DWORD *pFlags);
    HRESULT (STDMETHODCALLTYPE *SetHelperToken)(IBitsTokenOptions *This);
    HRESULT (STDMETHODCALLTYPE *ClearHelperToken)(IBitsTokenOptions *This);
    HRESULT (STDMETHODCALLTYPE *GetHelperTokenSid)(IBitsTokenOptions *This, LPWSTR *pSid);
    END_INTERFACE
} IBitsTokenOptionsVtbl;
struct IBitsTokenOptions {
    CONST_VTBL struct IBitsTokenOptionsVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBitsTokenOptions_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBitsTokenOptions_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBitsTokenOptions_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBitsTokenOptions_SetHelperTokenFlags(This, UsageFlags) \
    ((This)->lpVtbl->SetHelperTokenFlags(This, UsageFlags))
#define IBitsTokenOptions_GetHelperTokenFlags(This, pFlags) \
    ((This)->lpVtbl->GetHelperTokenFlags(This, pFlags))
#define IBitsTokenOptions_SetHelperToken(This) \
    ((This)->lpVtbl->SetHelperToken(This))
#define IBitsTokenOptions_ClearHelperToken(This) \
    ((This)->lpVtbl->ClearHelperToken(This))
#define IBitsTokenOptions_GetHelperTokenSid(This, pSid) \
    ((This)->lpVtbl->GetHelperTokenSid(This, pSid))
#endif
#endif
BITS_UUID(IBitsTokenOptions,
    0x9a2584c3, 0xf7d2, 0x457a, 0x9a, 0x5e, 0x22, 0xb6, 0x7b, 0xff, 0xc7, 0xd2)
#endif

#ifndef __IBackgroundCopyFile4_INTERFACE_DEFINED__
#define __IBackgroundCopyFile4_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyFile4`. */
DEFINE_GUID(IID_IBackgroundCopyFile4,
    0xef7e0655, 0x7888, 0x4960, 0xb0, 0xe5, 0x73, 0x08, 0x46, 0xe0, 0x34, 0x92);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds statistics of peers to files.
 *
 * @since BITS 4.0
 */
MIDL_INTERFACE("ef7e0655-7888-4960-b0e5-730846e03492")
IBackgroundCopyFile4 : public IBackgroundCopyFile3 {
public:
    /**
     * Retrieves the amounts of data that came from the server and from peers.
     *
     * @param[out] pFromOrigin Receives the number of bytes from the server.
     * @param[out] pFromPeers Receives 0, because there are no peers.
     * @retval S_OK on success.
     *
     * @since BITS 4.0
     */
    virtual HRESULT STDMETHODCALLTYPE GetPeerDownloadStats(
        PUINT64 pFromOrigin,
        PUINT64 pFromPeers) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyFile4Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyFile4 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyFile4 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyFile4 *This);
    HRESULT (STDMETHODCALLTYPE *GetRemoteName)(IBackgroundCopyFile4 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetLocalName)(IBackgroundCopyFile4 *This, LPWSTR *pVal);
    HRESULT (STDMETHODCALLTYPE *GetProgress)(
        IBackgroundCopyFile4 *This,
        BG_FILE_PROGRESS *pVal);
    HRESULT (STDMETHODCALLTYPE *GetFileRanges)(
        IBackgroundCopyFile4 *This,
        DWORD *RangeCount,
        BG_FILE_RANGE **Ranges);
    HRESULT (STDMETHODCALLTYPE *SetRemoteName)(IBackgroundCopyFile4 *This, LPCWSTR Val);
    HRESULT (STDMETHODCALLTYPE *GetTemporaryName)(
        IBackgroundCopyFile4 *This,
        LPWSTR *pFilename);
    HRESULT (STDMETHODCALLTYPE *SetValidationState)(IBackgroundCopyFile4 *This, BOOL state);
    HRESULT (STDMETHODCALLTYPE *GetValidationState)(IBackgroundCopyFile4 *This, BOOL *pState);
    HRESULT (STDMETHODCALLTYPE *IsDownloadedFromPeer)(IBackgroundCopyFile4 *This, BOOL *pVal);
    HRESULT (STDMETHODCALLTYPE *GetPeerDownloadStats)(
        IBackgroundCopyFile4 *This,
        PUINT64 pFromOrigin,
        PUINT64 pFromPeers);
    END_INTERFACE
} IBackgroundCopyFile4Vtbl;
struct IBackgroundCopyFile4 {
    CONST_VTBL struct IBackgroundCopyFile4Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyFile4_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyFile4_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyFile4_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyFile4_GetRemoteName(This, pVal) \
    ((This)->lpVtbl->GetRemoteName(This, pVal))
#define IBackgroundCopyFile4_GetLocalName(This, pVal) \
    ((This)->lpVtbl->GetLocalName(This, pVal))
#define IBackgroundCopyFile4_GetProgress(This, pVal) \
    ((This)->lpVtbl->GetProgress(This, pVal))
#define IBackgroundCopyFile4_GetFileRanges(This, RangeCount, Ranges) \
    ((This)->lpVtbl->GetFileRanges(This, RangeCount, Ranges))
#define IBackgroundCopyFile4_SetRemoteName(This, Val) \
    ((This)->lpVtbl->SetRemoteName(This, Val))
#define IBackgroundCopyFile4_GetTemporaryName(This, pFilename) \
    ((This)->lpVtbl->GetTemporaryName(This, pFilename))
#define IBackgroundCopyFile4_SetValidationState(This, state) \
    ((This)->lpVtbl->SetValidationState(This, state))
#define IBackgroundCopyFile4_GetValidationState(This, pState) \
    ((This)->lpVtbl->GetValidationState(This, pState))
#define IBackgroundCopyFile4_IsDownloadedFromPeer(This, pVal) \
    ((This)->lpVtbl->IsDownloadedFromPeer(This, pVal))
#define IBackgroundCopyFile4_GetPeerDownloadStats(This, pFromOrigin, pFromPeers) \
    ((This)->lpVtbl->GetPeerDownloadStats(This, pFromOrigin, pFromPeers))
#endif
#endif
BITS_UUID(IBackgroundCopyFile4,
    0xef7e0655, 0x7888, 0x4960, 0xb0, 0xe5, 0x73, 0x08, 0x46, 0xe0, 0x34, 0x92)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 4.0. */
DEFINE_GUID(LIBID_BackgroundCopyManager4_0,
    0xbb6df56a, 0xcace, 0x11dc, 0x99, 0x92, 0x00, 0x19, 0xb9, 0x3a, 0x3a, 0x84);

/**
 * Identifies the class of the queue manager of BITS 4.0. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager4_0,
    0xbb6df56b, 0xcace, 0x11dc, 0x99, 0x92, 0x00, 0x19, 0xb9, 0x3a, 0x3a, 0x84);
#ifdef __cplusplus
class BackgroundCopyManager4_0;
#else
typedef struct BackgroundCopyManager4_0 BackgroundCopyManager4_0;
#endif
BITS_UUID(BackgroundCopyManager4_0,
    0xbb6df56b, 0xcace, 0x11dc, 0x99, 0x92, 0x00, 0x19, 0xb9, 0x3a, 0x3a, 0x84)

#include "bits5_0.h"

#endif
#endif
