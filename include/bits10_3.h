/**
 * `bits10_3.h`: validation of certificates by the client, and write-only headers (BITS 10.3). The
 * comment of `bits.h` states the rules that hold for every method.
 *
 * Rendered from src/abi/bits10_3.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits10_3.h>
#else
#ifndef __bits10_3_h__
#define __bits10_3_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"
#include "bits2_5.h"
#include "bits3_0.h"
#include "bits4_0.h"
#include "bits5_0.h"
#include "bits10_1.h"
#include "bits10_2.h"

#ifndef __IBackgroundCopyServerCertificateValidationCallback_FWD_DEFINED__
#define __IBackgroundCopyServerCertificateValidationCallback_FWD_DEFINED__
typedef struct IBackgroundCopyServerCertificateValidationCallback IBackgroundCopyServerCertificateValidationCallback;
#endif

#ifndef __IBackgroundCopyJobHttpOptions3_FWD_DEFINED__
#define __IBackgroundCopyJobHttpOptions3_FWD_DEFINED__
typedef struct IBackgroundCopyJobHttpOptions3 IBackgroundCopyJobHttpOptions3;
#endif

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyServerCertificateValidationCallback_INTERFACE_DEFINED__
#define __IBackgroundCopyServerCertificateValidationCallback_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyServerCertificateValidationCallback`. */
DEFINE_GUID(IID_IBackgroundCopyServerCertificateValidationCallback,
    0x4cec0d02, 0xdef7, 0x4158, 0x81, 0x3a, 0xc3, 0x2a, 0x46, 0x94, 0x5f, 0xf7);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Validates the certificates of servers. The client implements this interface. The library never
 * calls it, because `SetServerCertificateValidationInterface` is not implemented.
 *
 * @since BITS 10.3
 */
MIDL_INTERFACE("4cec0d02-def7-4158-813a-c32a46945ff7")
IBackgroundCopyServerCertificateValidationCallback : public IUnknown {
public:
    /**
     * Validates a certificate that has passed the normal checks, before a request is sent. The
     * library never calls it.
     *
     * @param[in] job The job. Do not release it.
     * @param[in] file The file. Do not release it.
     * @param[in] certLength Size of `certData` in bytes.
     * @param[in] certData Certificate of the server, in DER. Do not free it.
     * @param[in] certEncodingType Encoding of the certificate: 1 for X.509.
     * @param[in] certStoreLength Size of `certStoreData` in bytes.
     * @param[in] certStoreData Certificates of the chain, on Windows as a serialized store. Do
     *   not free it.
     * @retval S_OK to accept the certificate. A failure code puts the job into TRANSIENT_ERROR
     *   with that code.
     *
     * @since BITS 10.3
     */
    virtual HRESULT STDMETHODCALLTYPE ValidateServerCertificate(
        IBackgroundCopyJob *job,
        IBackgroundCopyFile *file,
        DWORD certLength,
        const BYTE *certData,
        DWORD certEncodingType,
        DWORD certStoreLength,
        const BYTE *certStoreData) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyServerCertificateValidationCallbackVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyServerCertificateValidationCallback *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyServerCertificateValidationCallback *This);
    ULONG (STDMETHODCALLTYPE *Release)(
        IBackgroundCopyServerCertificateValidationCallback *This);
    HRESULT (STDMETHODCALLTYPE *ValidateServerCertificate)(
        IBackgroundCopyServerCertificateValidationCallback *This,
        IBackgroundCopyJob *job,
        IBackgroundCopyFile *file,
        DWORD certLength,
        const BYTE *certData,
        DWORD certEncodingType,
        DWORD certStoreLength,
        const BYTE *certStoreData);
    END_INTERFACE
} IBackgroundCopyServerCertificateValidationCallbackVtbl;
struct IBackgroundCopyServerCertificateValidationCallback {
    CONST_VTBL struct IBackgroundCopyServerCertificateValidationCallbackVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyServerCertificateValidationCallback_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyServerCertificateValidationCallback_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyServerCertificateValidationCallback_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyServerCertificateValidationCallback_ValidateServerCertificate(This, job, \
    file, certLength, certData, certEncodingType, certStoreLength, certStoreData) \
    ((This)->lpVtbl->ValidateServerCertificate(This, job, file, certLength, certData, \
    certEncodingType, certStoreLength, certStoreData))
#endif
#endif
BITS_UUID(IBackgroundCopyServerCertificateValidationCallback,
    0x4cec0d02, 0xdef7, 0x4158, 0x81, 0x3a, 0xc3, 0x2a, 0x46, 0x94, 0x5f, 0xf7)
#endif

#ifndef __IBackgroundCopyJobHttpOptions3_INTERFACE_DEFINED__
#define __IBackgroundCopyJobHttpOptions3_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJobHttpOptions3`. */
DEFINE_GUID(IID_IBackgroundCopyJobHttpOptions3,
    0x8a9263d3, 0xfd4c, 0x4eda, 0x9b, 0x28, 0x30, 0x13, 0x2a, 0x4d, 0x4e, 0x3c);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Adds the validation of certificates by the client, and write-only headers, to the options for
 * HTTP.
 *
 * @since BITS 10.3
 */
MIDL_INTERFACE("8a9263d3-fd4c-4eda-9b28-30132a4d4e3c")
IBackgroundCopyJobHttpOptions3 : public IBackgroundCopyJobHttpOptions2 {
public:
    /**
     * Registers the object that validates certificates. Not implemented: the library does not ask
     * the client about certificates.
     *
     * @param[in] certValidationCallback Object with
     *   `IBackgroundCopyServerCertificateValidationCallback`, or NULL for none.
     * @retval E_NOTIMPL always; the argument is not checked.
     *
     * @since BITS 10.3
     */
    virtual HRESULT STDMETHODCALLTYPE SetServerCertificateValidationInterface(
        IUnknown *certValidationCallback) = 0;
    /**
     * Makes the custom headers unreadable for all callers, also for the owner. They are still
     * sent. This cannot be undone.
     *
     * @retval S_OK on success.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 10.3
     */
    virtual HRESULT STDMETHODCALLTYPE MakeCustomHeadersWriteOnly() = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBackgroundCopyJobHttpOptions3Vtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJobHttpOptions3 *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJobHttpOptions3 *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJobHttpOptions3 *This);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByID)(
        IBackgroundCopyJobHttpOptions3 *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByName)(
        IBackgroundCopyJobHttpOptions3 *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName);
    HRESULT (STDMETHODCALLTYPE *RemoveClientCertificate)(IBackgroundCopyJobHttpOptions3 *This);
    HRESULT (STDMETHODCALLTYPE *GetClientCertificate)(
        IBackgroundCopyJobHttpOptions3 *This,
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName);
    HRESULT (STDMETHODCALLTYPE *SetCustomHeaders)(
        IBackgroundCopyJobHttpOptions3 *This,
        LPCWSTR RequestHeaders);
    HRESULT (STDMETHODCALLTYPE *GetCustomHeaders)(
        IBackgroundCopyJobHttpOptions3 *This,
        LPWSTR *pRequestHeaders);
    HRESULT (STDMETHODCALLTYPE *SetSecurityFlags)(
        IBackgroundCopyJobHttpOptions3 *This,
        ULONG Flags);
    HRESULT (STDMETHODCALLTYPE *GetSecurityFlags)(
        IBackgroundCopyJobHttpOptions3 *This,
        ULONG *pFlags);
    HRESULT (STDMETHODCALLTYPE *SetHttpMethod)(
        IBackgroundCopyJobHttpOptions3 *This,
        LPCWSTR method);
    HRESULT (STDMETHODCALLTYPE *GetHttpMethod)(
        IBackgroundCopyJobHttpOptions3 *This,
        LPWSTR *method);
    HRESULT (STDMETHODCALLTYPE *SetServerCertificateValidationInterface)(
        IBackgroundCopyJobHttpOptions3 *This,
        IUnknown *certValidationCallback);
    HRESULT (STDMETHODCALLTYPE *MakeCustomHeadersWriteOnly)(
        IBackgroundCopyJobHttpOptions3 *This);
    END_INTERFACE
} IBackgroundCopyJobHttpOptions3Vtbl;
struct IBackgroundCopyJobHttpOptions3 {
    CONST_VTBL struct IBackgroundCopyJobHttpOptions3Vtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJobHttpOptions3_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJobHttpOptions3_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJobHttpOptions3_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJobHttpOptions3_SetClientCertificateByID(This, StoreLocation, StoreName, \
    pCertHashBlob) \
    ((This)->lpVtbl->SetClientCertificateByID(This, StoreLocation, StoreName, pCertHashBlob))
#define IBackgroundCopyJobHttpOptions3_SetClientCertificateByName(This, StoreLocation, StoreName, \
    SubjectName) \
    ((This)->lpVtbl->SetClientCertificateByName(This, StoreLocation, StoreName, SubjectName))
#define IBackgroundCopyJobHttpOptions3_RemoveClientCertificate(This) \
    ((This)->lpVtbl->RemoveClientCertificate(This))
#define IBackgroundCopyJobHttpOptions3_GetClientCertificate(This, pStoreLocation, pStoreName, \
    ppCertHashBlob, pSubjectName) \
    ((This)->lpVtbl->GetClientCertificate(This, pStoreLocation, pStoreName, ppCertHashBlob, \
    pSubjectName))
#define IBackgroundCopyJobHttpOptions3_SetCustomHeaders(This, RequestHeaders) \
    ((This)->lpVtbl->SetCustomHeaders(This, RequestHeaders))
#define IBackgroundCopyJobHttpOptions3_GetCustomHeaders(This, pRequestHeaders) \
    ((This)->lpVtbl->GetCustomHeaders(This, pRequestHeaders))
#define IBackgroundCopyJobHttpOptions3_SetSecurityFlags(This, Flags) \
    ((This)->lpVtbl->SetSecurityFlags(This, Flags))
#define IBackgroundCopyJobHttpOptions3_GetSecurityFlags(This, pFlags) \
    ((This)->lpVtbl->GetSecurityFlags(This, pFlags))
#define IBackgroundCopyJobHttpOptions3_SetHttpMethod(This, method) \
    ((This)->lpVtbl->SetHttpMethod(This, method))
#define IBackgroundCopyJobHttpOptions3_GetHttpMethod(This, method) \
    ((This)->lpVtbl->GetHttpMethod(This, method))
#define IBackgroundCopyJobHttpOptions3_SetServerCertificateValidationInterface(This, \
    certValidationCallback) \
    ((This)->lpVtbl->SetServerCertificateValidationInterface(This, certValidationCallback))
#define IBackgroundCopyJobHttpOptions3_MakeCustomHeadersWriteOnly(This) \
    ((This)->lpVtbl->MakeCustomHeadersWriteOnly(This))
#endif
#endif
BITS_UUID(IBackgroundCopyJobHttpOptions3,
    0x8a9263d3, 0xfd4c, 0x4eda, 0x9b, 0x28, 0x30, 0x13, 0x2a, 0x4d, 0x4e, 0x3c)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 10.3. */
DEFINE_GUID(LIBID_BackgroundCopyManager10_3,
    0x9fd340e7, 0xbb7e, 0x46e6, 0xb9, 0x12, 0xc6, 0xd0, 0x89, 0x4f, 0x9a, 0xc9);

/**
 * Identifies the class of the queue manager of BITS 10.3. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager10_3,
    0x5fd42ad5, 0xc04e, 0x4d36, 0xad, 0xc7, 0xe0, 0x8f, 0xf1, 0x57, 0x37, 0xad);
#ifdef __cplusplus
class BackgroundCopyManager10_3;
#else
typedef struct BackgroundCopyManager10_3 BackgroundCopyManager10_3;
#endif
BITS_UUID(BackgroundCopyManager10_3,
    0x5fd42ad5, 0xc04e, 0x4d36, 0xad, 0xc7, 0xe0, 0x8f, 0xf1, 0x57, 0x37, 0xad)

#endif
#endif
