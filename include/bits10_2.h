/**
 * `bits10_2.h`: other HTTP methods (BITS 10.2). The comment of `bits.h` states the rules that hold
 * for every method.
 *
 * Rendered from src/abi/bits10_2.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_2.h>
#else
#ifndef __bits10_2_h__
#define __bits10_2_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"
#include "bits2_5.h"
#include "bits3_0.h"
#include "bits4_0.h"
#include "bits5_0.h"
#include "bits10_1.h"

#ifndef __IBackgroundCopyJobHttpOptions2_FWD_DEFINED__
#define __IBackgroundCopyJobHttpOptions2_FWD_DEFINED__
typedef struct IBackgroundCopyJobHttpOptions2 IBackgroundCopyJobHttpOptions2;
#endif

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJobHttpOptions2_INTERFACE_DEFINED__
#define __IBackgroundCopyJobHttpOptions2_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJobHttpOptions2`. */
DEFINE_GUID(IID_IBackgroundCopyJobHttpOptions2,
    0xb591a192, 0xa405, 0x4fc3, 0x83, 0x23, 0x4c, 0x5c, 0x54, 0x25, 0x78, 0xfc);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds the HTTP method to the options for HTTP.
 *
 * @since BITS 10.2
 */
MIDL_INTERFACE("b591a192-a405-4fc3-8323-4c5c542578fc")
IBackgroundCopyJobHttpOptions2 : public IBackgroundCopyJobHttpOptions {
public:
    /**
     * Sets the HTTP method of the job's requests, before the first `Resume`. A method other than
     * the usual one, which is `GET` for downloads and `BITS_POST` for uploads, makes the job
     * FOREGROUND for good, and makes every error final; a download that is resumed after an error
     * starts over.
     *
     * @param[in] method The method; not empty, in the characters that HTTP allows for a token.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the text is not a method.
     * @retval BG_E_READ_ONLY_PROPERTY_AFTER_RESUME when the job was resumed before.
     * @retval BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD when the job has dynamic content, or
     *   transfers files on demand.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 10.2
     */
    virtual HRESULT STDMETHODCALLTYPE SetHttpMethod(LPCWSTR method) = 0;
    /**
     * Retrieves the HTTP method of the job's requests.
     *
     * @param[out] method Receives the method; `GET` for downloads and `BITS_POST` for uploads
     *   unless one was set. Free it with `CoTaskMemFree`.
     * @retval S_OK on success.
     *
     * @since BITS 10.2
     */
    virtual HRESULT STDMETHODCALLTYPE GetHttpMethod(LPWSTR *method) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJobHttpOptions2Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJobHttpOptions2 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJobHttpOptions2 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJobHttpOptions2 *This);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByID)(
        IBackgroundCopyJobHttpOptions2 *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByName)(
        IBackgroundCopyJobHttpOptions2 *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName);
    HRESULT (STDMETHODCALLTYPE *RemoveClientCertificate)(IBackgroundCopyJobHttpOptions2 *This);
    HRESULT (STDMETHODCALLTYPE *GetClientCertificate)(
        IBackgroundCopyJobHttpOptions2 *This,
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName);
    HRESULT (STDMETHODCALLTYPE *SetCustomHeaders)(
        IBackgroundCopyJobHttpOptions2 *This,
        LPCWSTR RequestHeaders);
    HRESULT (STDMETHODCALLTYPE *GetCustomHeaders)(
        IBackgroundCopyJobHttpOptions2 *This,
        LPWSTR *pRequestHeaders);
    HRESULT (STDMETHODCALLTYPE *SetSecurityFlags)(
        IBackgroundCopyJobHttpOptions2 *This,
        ULONG Flags);
    HRESULT (STDMETHODCALLTYPE *GetSecurityFlags)(
        IBackgroundCopyJobHttpOptions2 *This,
        ULONG *pFlags);
    HRESULT (STDMETHODCALLTYPE *SetHttpMethod)(
        IBackgroundCopyJobHttpOptions2 *This,
        LPCWSTR method);
    HRESULT (STDMETHODCALLTYPE *GetHttpMethod)(
        IBackgroundCopyJobHttpOptions2 *This,
        LPWSTR *method);
    END_INTERFACE
} IBackgroundCopyJobHttpOptions2Vtbl;
struct IBackgroundCopyJobHttpOptions2 {
    CONST_VTBL struct IBackgroundCopyJobHttpOptions2Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJobHttpOptions2_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJobHttpOptions2_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJobHttpOptions2_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJobHttpOptions2_SetClientCertificateByID(This, StoreLocation, StoreName, \
    pCertHashBlob) \
    ((This)->lpVtbl->SetClientCertificateByID(This, StoreLocation, StoreName, pCertHashBlob))
#define IBackgroundCopyJobHttpOptions2_SetClientCertificateByName(This, StoreLocation, StoreName, \
    SubjectName) \
    ((This)->lpVtbl->SetClientCertificateByName(This, StoreLocation, StoreName, SubjectName))
#define IBackgroundCopyJobHttpOptions2_RemoveClientCertificate(This) \
    ((This)->lpVtbl->RemoveClientCertificate(This))
#define IBackgroundCopyJobHttpOptions2_GetClientCertificate(This, pStoreLocation, pStoreName, \
    ppCertHashBlob, pSubjectName) \
    ((This)->lpVtbl->GetClientCertificate(This, pStoreLocation, pStoreName, ppCertHashBlob, \
    pSubjectName))
#define IBackgroundCopyJobHttpOptions2_SetCustomHeaders(This, RequestHeaders) \
    ((This)->lpVtbl->SetCustomHeaders(This, RequestHeaders))
#define IBackgroundCopyJobHttpOptions2_GetCustomHeaders(This, pRequestHeaders) \
    ((This)->lpVtbl->GetCustomHeaders(This, pRequestHeaders))
#define IBackgroundCopyJobHttpOptions2_SetSecurityFlags(This, Flags) \
    ((This)->lpVtbl->SetSecurityFlags(This, Flags))
#define IBackgroundCopyJobHttpOptions2_GetSecurityFlags(This, pFlags) \
    ((This)->lpVtbl->GetSecurityFlags(This, pFlags))
#define IBackgroundCopyJobHttpOptions2_SetHttpMethod(This, method) \
    ((This)->lpVtbl->SetHttpMethod(This, method))
#define IBackgroundCopyJobHttpOptions2_GetHttpMethod(This, method) \
    ((This)->lpVtbl->GetHttpMethod(This, method))
#endif
#endif
BITS_UUID(IBackgroundCopyJobHttpOptions2,
    0xb591a192, 0xa405, 0x4fc3, 0x83, 0x23, 0x4c, 0x5c, 0x54, 0x25, 0x78, 0xfc)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 10.2. */
DEFINE_GUID(LIBID_BackgroundCopyManager10_2,
    0x70cdc92e, 0x4b95, 0x49eb, 0x8c, 0xda, 0xad, 0x39, 0xaa, 0x7c, 0xc4, 0xa0);

/**
 * Identifies the class of the queue manager of BITS 10.2. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager10_2,
    0x4575438f, 0xa6c8, 0x4976, 0xb0, 0xfe, 0x2f, 0x26, 0xb8, 0x0d, 0x95, 0x9e);
#ifdef __cplusplus
class BackgroundCopyManager10_2;
#else
typedef struct BackgroundCopyManager10_2 BackgroundCopyManager10_2;
#endif
BITS_UUID(BackgroundCopyManager10_2,
    0x4575438f, 0xa6c8, 0x4976, 0xb0, 0xfe, 0x2f, 0x26, 0xb8, 0x0d, 0x95, 0x9e)

#include "bits10_3.h"

#endif
#endif
