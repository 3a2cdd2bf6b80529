/**
 * `bits2_5.h`: options for HTTP. BITS 2.5.
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

/** Where Windows keeps certificates. */
typedef enum BG_CERT_STORE_LOCATION {
    /** The user's. */
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    /** The machine's. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    /** The running service's. */
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    /** A service's. */
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    /** Another user's. */
    BG_CERT_STORE_LOCATION_USERS = 4,
    /** The user's, from group policy. */
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    /** The machine's, from group policy. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    /** The machine's, from the enterprise. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
} BG_CERT_STORE_LOCATION;

/** Check whether the server's certificate is revoked. */
#define BG_SSL_ENABLE_CRL_CHECK 1

/** Accept a certificate for another host name. */
#define BG_SSL_IGNORE_CERT_CN_INVALID 2

/** Accept a certificate that is not valid today. */
#define BG_SSL_IGNORE_CERT_DATE_INVALID 4

/** Accept a certificate of an unknown authority. */
#define BG_SSL_IGNORE_UNKNOWN_CA 8

/** Accept a certificate for another usage. */
#define BG_SSL_IGNORE_CERT_WRONG_USAGE 16

/** The bits of the redirection policy. */
#define BG_HTTP_REDIRECT_POLICY_MASK 1792

/** Follow redirections, and keep the remote name: the default. */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT 0

/** Follow redirections, and give the file its final URL as remote name. */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT 256

/** A redirection is an error; the remote name becomes its target. */
#define BG_HTTP_REDIRECT_POLICY_DISALLOW 512

/** Follow redirections from HTTPS to HTTP too. */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP 2048

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
#define __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
DEFINE_GUID(IID_IBackgroundCopyJobHttpOptions, 0xf1bd1079, 0x9f01, 0x4bdc, 0x80, 0x36, 0xf0, 0x9b, 0x70, 0x09, 0x50, 0x66);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * A job's options for HTTP: certificates, headers, security. From a job's `QueryInterface`. BITS
 * 2.5.
 */
MIDL_INTERFACE("f1bd1079-9f01-4bdc-8036-f09b70095066")
IBackgroundCopyJobHttpOptions : public IUnknown {
public:
    /**
     * The client certificate to present, by its thumbprint.
     *
     * @param StoreLocation Where its store is. @param StoreName     The store's name: `CA`, `MY`,
     * `ROOT`, `SPC` or another; at most 256 characters with the zero. @param pCertHashBlob The
     * SHA-1 thumbprint: 20 bytes. @return `S_OK`; `E_NOTIMPL` for a location that is not defined
     * (here: always, there are no stores); `BG_E_STRING_TOO_LONG`;
     * `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)` for an unknown store; `CRYPT_E_NOT_FOUND` for an
     * unknown certificate; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByID(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob) = 0;
    /**
     * The client certificate to present, by its subject.
     *
     * @param StoreLocation As for `SetClientCertificateByID`.
     * @param StoreName     As for `SetClientCertificateByID`.
     * @param SubjectName   A part of the subject's name; at most 256 characters with the zero.
     * @return As for `SetClientCertificateByID`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByName(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName) = 0;
    /**
     * Presents no client certificate any more.
     *
     * @return `S_OK`; `S_FALSE` if there was none; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE RemoveClientCertificate() = 0;
    /**
     * The client certificate that is presented.
     *
     * @param pStoreLocation Receives where its store is. @param pStoreName     Receives the
     * store's name; free it with `CoTaskMemFree`. @param ppCertHashBlob Receives the 20 bytes of
     * its thumbprint; free it with `CoTaskMemFree`. @param pSubjectName   Receives its subject;
     * free it with `CoTaskMemFree`. @return `S_OK`; `RPC_X_BAD_STUB_DATA` (0x800706F7) if there is
     * none; `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
     */
    virtual HRESULT STDMETHODCALLTYPE GetClientCertificate(
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName) = 0;
    /**
     * Headers to send with every request of the job.
     *
     * @param RequestHeaders The headers, each ended by CR LF; at most 16,384 characters with the
     * zero. NULL for none. @return `S_OK`; `BG_E_STRING_TOO_LONG`; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetCustomHeaders(LPCWSTR RequestHeaders) = 0;
    /**
     * The headers that are sent.
     *
     * @param pRequestHeaders Receives them; free it with `CoTaskMemFree`.
     * @return `S_OK`; `S_FALSE` (NULL) if there are none; `E_ACCESSDENIED` if they are write-only;
     *         `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
     */
    virtual HRESULT STDMETHODCALLTYPE GetCustomHeaders(LPWSTR *pRequestHeaders) = 0;
    /**
     * How certificates are checked and redirections followed.
     *
     * @param Flags `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`, all of them anew; 0 unless set.
     * @return `S_OK`; `E_NOTIMPL` for bits that are not defined; `BG_E_INVALID_STATE`.
     */
    virtual HRESULT STDMETHODCALLTYPE SetSecurityFlags(ULONG Flags) = 0;
    /**
     * How certificates are checked and redirections followed.
     *
     * @param pFlags Receives the flags.
     * @return `S_OK`; `RPC_X_NULL_REF_POINTER` (0x800706F4) for NULL.
     */
    virtual HRESULT STDMETHODCALLTYPE GetSecurityFlags(ULONG *pFlags) = 0;
};
#else
/* The same methods for C; the class above describes them. */
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

#ifdef __cplusplus
#pragma GCC diagnostic pop
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
