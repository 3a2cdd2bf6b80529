/**
 * `bits2_5.h`: BITS 2.5.
 *
 * Rendered from src/abi/bits2_5.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bits2_5.h>
#else
#ifndef __bits2_5_h__
#define __bits2_5_h__

#include "bits.h"
#include "bits1_5.h"
#include "bits2_0.h"

#ifndef __IBackgroundCopyJobHttpOptions_FWD_DEFINED__
#define __IBackgroundCopyJobHttpOptions_FWD_DEFINED__
typedef struct IBackgroundCopyJobHttpOptions IBackgroundCopyJobHttpOptions;
#endif

typedef enum BG_CERT_STORE_LOCATION {
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    BG_CERT_STORE_LOCATION_USERS = 4,
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
} BG_CERT_STORE_LOCATION;

#define BG_SSL_ENABLE_CRL_CHECK 1

#define BG_SSL_IGNORE_CERT_CN_INVALID 2

#define BG_SSL_IGNORE_CERT_DATE_INVALID 4

#define BG_SSL_IGNORE_UNKNOWN_CA 8

#define BG_SSL_IGNORE_CERT_WRONG_USAGE 16

#define BG_HTTP_REDIRECT_POLICY_MASK 1792

#define BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT 0

#define BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT 256

#define BG_HTTP_REDIRECT_POLICY_DISALLOW 512

#define BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP 2048

#ifndef __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
#define __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyJobHttpOptions, 0xf1bd1079, 0x9f01, 0x4bdc, 0x80, 0x36, 0xf0, 0x9b, 0x70, 0x09, 0x50, 0x66);

#if defined(__cplusplus) && !defined(CINTERFACE)
MIDL_INTERFACE("f1bd1079-9f01-4bdc-8036-f09b70095066")
IBackgroundCopyJobHttpOptions : public IUnknown {
public:
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByID(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByName(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName) = 0;
    virtual HRESULT STDMETHODCALLTYPE RemoveClientCertificate() = 0;
    virtual HRESULT STDMETHODCALLTYPE GetClientCertificate(
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetCustomHeaders(LPCWSTR RequestHeaders) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetCustomHeaders(LPWSTR *pRequestHeaders) = 0;
    virtual HRESULT STDMETHODCALLTYPE SetSecurityFlags(ULONG Flags) = 0;
    virtual HRESULT STDMETHODCALLTYPE GetSecurityFlags(ULONG *pFlags) = 0;
};
#else
typedef struct IBackgroundCopyJobHttpOptionsVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBackgroundCopyJobHttpOptions *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBackgroundCopyJobHttpOptions *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBackgroundCopyJobHttpOptions *This);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByID)(
        IBackgroundCopyJobHttpOptions *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob);
    HRESULT (STDMETHODCALLTYPE *SetClientCertificateByName)(
        IBackgroundCopyJobHttpOptions *This,
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName);
    HRESULT (STDMETHODCALLTYPE *RemoveClientCertificate)(IBackgroundCopyJobHttpOptions *This);
    HRESULT (STDMETHODCALLTYPE *GetClientCertificate)(
        IBackgroundCopyJobHttpOptions *This,
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName);
    HRESULT (STDMETHODCALLTYPE *SetCustomHeaders)(
        IBackgroundCopyJobHttpOptions *This,
        LPCWSTR RequestHeaders);
    HRESULT (STDMETHODCALLTYPE *GetCustomHeaders)(
        IBackgroundCopyJobHttpOptions *This,
        LPWSTR *pRequestHeaders);
    HRESULT (STDMETHODCALLTYPE *SetSecurityFlags)(IBackgroundCopyJobHttpOptions *This, ULONG Flags);
    HRESULT (STDMETHODCALLTYPE *GetSecurityFlags)(IBackgroundCopyJobHttpOptions *This, ULONG *pFlags);
    END_INTERFACE
} IBackgroundCopyJobHttpOptionsVtbl;
struct IBackgroundCopyJobHttpOptions {
    CONST_VTBL struct IBackgroundCopyJobHttpOptionsVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBackgroundCopyJobHttpOptions_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBackgroundCopyJobHttpOptions_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBackgroundCopyJobHttpOptions_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBackgroundCopyJobHttpOptions_SetClientCertificateByID(This, StoreLocation, StoreName, pCertHashBlob) \
    ((This)->lpVtbl->SetClientCertificateByID(This, StoreLocation, StoreName, pCertHashBlob))
#define IBackgroundCopyJobHttpOptions_SetClientCertificateByName(This, StoreLocation, StoreName, SubjectName) \
    ((This)->lpVtbl->SetClientCertificateByName(This, StoreLocation, StoreName, SubjectName))
#define IBackgroundCopyJobHttpOptions_RemoveClientCertificate(This) \
    ((This)->lpVtbl->RemoveClientCertificate(This))
#define IBackgroundCopyJobHttpOptions_GetClientCertificate(This, pStoreLocation, pStoreName, ppCertHashBlob, pSubjectName) \
    ((This)->lpVtbl->GetClientCertificate(This, pStoreLocation, pStoreName, ppCertHashBlob, pSubjectName))
#define IBackgroundCopyJobHttpOptions_SetCustomHeaders(This, RequestHeaders) \
    ((This)->lpVtbl->SetCustomHeaders(This, RequestHeaders))
#define IBackgroundCopyJobHttpOptions_GetCustomHeaders(This, pRequestHeaders) \
    ((This)->lpVtbl->GetCustomHeaders(This, pRequestHeaders))
#define IBackgroundCopyJobHttpOptions_SetSecurityFlags(This, Flags) \
    ((This)->lpVtbl->SetSecurityFlags(This, Flags))
#define IBackgroundCopyJobHttpOptions_GetSecurityFlags(This, pFlags) \
    ((This)->lpVtbl->GetSecurityFlags(This, pFlags))
#endif
#endif
BITS_UUID(IBackgroundCopyJobHttpOptions, 0xf1bd1079, 0x9f01, 0x4bdc, 0x80, 0x36, 0xf0, 0x9b, 0x70, 0x09, 0x50, 0x66)
#endif

DEFINE_GUID(LIBID_BackgroundCopyManager2_5, 0x4974177c, 0x3bb6, 0x4c37, 0x9f, 0xf0, 0x6b, 0x74, 0x26, 0xf0, 0xab, 0xa9);

DEFINE_GUID(CLSID_BackgroundCopyManager2_5, 0x03ca98d6, 0xff5d, 0x49b8, 0xab, 0xc6, 0x03, 0xdd, 0x84, 0x12, 0x70, 0x20);
#ifdef __cplusplus
class BackgroundCopyManager2_5;
#else
typedef struct BackgroundCopyManager2_5 BackgroundCopyManager2_5;
#endif
BITS_UUID(BackgroundCopyManager2_5, 0x03ca98d6, 0xff5d, 0x49b8, 0xab, 0xc6, 0x03, 0xdd, 0x84, 0x12, 0x70, 0x20)

#include "bits3_0.h"

#endif
#endif
