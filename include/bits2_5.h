/**
 * `bits2_5.h`: options for HTTP (BITS 2.5). The comment of `bits.h` states the rules that hold for
 * every method.
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

/**
 * Names the places where Windows keeps certificate stores. There are none here.
 *
 * @since BITS 2.5
 */
typedef enum BG_CERT_STORE_LOCATION {
    /** Stores of the user. */
    BG_CERT_STORE_LOCATION_CURRENT_USER = 0,
    /** Stores of the computer. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE = 1,
    /** Stores of the running service. */
    BG_CERT_STORE_LOCATION_CURRENT_SERVICE = 2,
    /** Stores of a service. */
    BG_CERT_STORE_LOCATION_SERVICES = 3,
    /** Stores of another user. */
    BG_CERT_STORE_LOCATION_USERS = 4,
    /** Stores of the user, from group policy. */
    BG_CERT_STORE_LOCATION_CURRENT_USER_GROUP_POLICY = 5,
    /** Stores of the computer, from group policy. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_GROUP_POLICY = 6,
    /** Stores of the computer, from the enterprise. */
    BG_CERT_STORE_LOCATION_LOCAL_MACHINE_ENTERPRISE = 7,
} BG_CERT_STORE_LOCATION;

/** Checks whether the server's certificate is revoked. */
#define BG_SSL_ENABLE_CRL_CHECK 1

/** Accepts a certificate that names another host. */
#define BG_SSL_IGNORE_CERT_CN_INVALID 2

/** Accepts a certificate that is expired or not valid yet. */
#define BG_SSL_IGNORE_CERT_DATE_INVALID 4

/** Accepts a certificate of an unknown authority. */
#define BG_SSL_IGNORE_UNKNOWN_CA 8

/** Accepts a certificate that was issued for another purpose. */
#define BG_SSL_IGNORE_CERT_WRONG_USAGE 16

/** Selects the bits that hold the redirection policy. */
#define BG_HTTP_REDIRECT_POLICY_MASK 1792

/** Follows redirections and keeps the remote name. This is the default. */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_SILENT 0

/** Follows redirections and changes the remote name to the final URL. */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT 256

/** Treats a redirection as an error and changes the remote name to its target. */
#define BG_HTTP_REDIRECT_POLICY_DISALLOW 512

/**
 * Also follows redirections from HTTPS to HTTP. Combine it with one of the policies that follow.
 */
#define BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP 2048

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
#define __IBackgroundCopyJobHttpOptions_INTERFACE_DEFINED__
/** Identifies the interface `IBackgroundCopyJobHttpOptions`. */
DEFINE_GUID(IID_IBackgroundCopyJobHttpOptions,
    0xf1bd1079, 0x9f01, 0x4bdc, 0x80, 0x36, 0xf0, 0x9b, 0x70, 0x09, 0x50, 0x66);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Sets the options of a job for HTTP: certificates, headers and security. `QueryInterface` of a
 * job returns it. A NULL output parameter of these getters is reported as `RPC_X_NULL_REF_POINTER`
 * (0x800706F4), as on Windows.
 *
 * @since BITS 2.5
 */
MIDL_INTERFACE("f1bd1079-9f01-4bdc-8036-f09b70095066")
IBackgroundCopyJobHttpOptions : public IUnknown {
public:
    /**
     * Selects a client certificate by its thumbprint. Not implemented: there are no certificate
     * stores.
     *
     * @param[in] StoreLocation Place of the store.
     * @param[in] StoreName Name of the store: `CA`, `MY`, `ROOT`, `SPC` or another, at most 255
     *   characters.
     * @param[in] pCertHashBlob SHA-1 thumbprint of the certificate, 20 bytes.
     * @retval E_NOTIMPL always; the arguments are not checked.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByID(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        BYTE *pCertHashBlob) = 0;
    /**
     * Selects a client certificate by its subject. Not implemented: there are no certificate
     * stores.
     *
     * @param[in] StoreLocation Place of the store.
     * @param[in] StoreName Name of the store, as for `SetClientCertificateByID`.
     * @param[in] SubjectName Part of the name of the subject, at most 255 characters.
     * @retval E_NOTIMPL always; the arguments are not checked.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetClientCertificateByName(
        BG_CERT_STORE_LOCATION StoreLocation,
        LPCWSTR StoreName,
        LPCWSTR SubjectName) = 0;
    /**
     * Removes the client certificate of the job. A job never has one here.
     *
     * @retval S_FALSE when the job has no client certificate, which is always so.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE RemoveClientCertificate() = 0;
    /**
     * Retrieves the client certificate of the job. A job never has one here.
     *
     * @param[out] pStoreLocation Receives the place of the store.
     * @param[out] pStoreName Receives the name of the store. Free it with `CoTaskMemFree`.
     * @param[out] ppCertHashBlob Receives the thumbprint, 20 bytes. Free it with
     *   `CoTaskMemFree`.
     * @param[out] pSubjectName Receives the name of the subject. Free it with `CoTaskMemFree`.
     * @retval RPC_X_BAD_STUB_DATA (0x800706F7) when the job has no client certificate, which is
     *   always so.
     * @retval RPC_X_NULL_REF_POINTER (0x800706F4) when a pointer is NULL.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetClientCertificate(
        BG_CERT_STORE_LOCATION *pStoreLocation,
        LPWSTR *pStoreName,
        BYTE **ppCertHashBlob,
        LPWSTR *pSubjectName) = 0;
    /**
     * Sets headers that are sent with every HTTP request of the job. They replace the earlier
     * ones.
     *
     * The queue stores them encrypted. Headers that may carry a secret do not follow a redirect to
     * another server: `Authorization`, `Cookie`, `Proxy-Authorization`, and those whose name
     * contains `token`, `key` or `secret`.
     *
     * @param[in] RequestHeaders The headers, each ended by CR LF; at most 16,383 characters.
     *   NULL for none.
     * @retval S_OK on success.
     * @retval E_INVALIDARG when the text contains a CR or LF that is not part of a CR LF.
     * @retval BG_E_STRING_TOO_LONG when the text is longer.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetCustomHeaders(LPCWSTR RequestHeaders) = 0;
    /**
     * Retrieves the headers that are sent with every HTTP request of the job.
     *
     * @param[out] pRequestHeaders Receives the headers, or NULL if there are none. Free it with
     *   `CoTaskMemFree`.
     * @retval S_OK on success.
     * @retval S_FALSE when there are none.
     * @retval E_ACCESSDENIED when `MakeCustomHeadersWriteOnly` was called.
     * @retval RPC_X_NULL_REF_POINTER (0x800706F4) when `pRequestHeaders` is NULL.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE GetCustomHeaders(LPWSTR *pRequestHeaders) = 0;
    /**
     * Sets how the certificates of servers are checked and how redirections are followed.
     *
     * @param[in] Flags Combination of `BG_SSL_*` flags and one `BG_HTTP_REDIRECT_POLICY_*`
     *   value. It replaces all earlier flags. The default is 0.
     * @retval S_OK on success.
     * @retval E_NOTIMPL when `Flags` contains bits or a redirection policy that are not defined.
     * @retval BG_E_INVALID_STATE when the job is final.
     *
     * @since BITS 2.5
     */
    virtual HRESULT STDMETHODCALLTYPE SetSecurityFlags(ULONG Flags) = 0;
    /**
     * Retrieves how the certificates of servers are checked and how redirections are followed.
     *
     * @param[out] pFlags Receives the flags.
     * @retval S_OK on success.
     * @retval RPC_X_NULL_REF_POINTER (0x800706F4) when `pFlags` is NULL.
     *
     * @since BITS 2.5
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
    HRESULT (STDMETHODCALLTYPE *SetSecurityFlags)(
        IBackgroundCopyJobHttpOptions *This,
        ULONG Flags);
    HRESULT (STDMETHODCALLTYPE *GetSecurityFlags)(
        IBackgroundCopyJobHttpOptions *This,
        ULONG *pFlags);
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
#define IBackgroundCopyJobHttpOptions_SetClientCertificateByID(This, StoreLocation, StoreName, \
    pCertHashBlob) \
    ((This)->lpVtbl->SetClientCertificateByID(This, StoreLocation, StoreName, pCertHashBlob))
#define IBackgroundCopyJobHttpOptions_SetClientCertificateByName(This, StoreLocation, StoreName, \
    SubjectName) \
    ((This)->lpVtbl->SetClientCertificateByName(This, StoreLocation, StoreName, SubjectName))
#define IBackgroundCopyJobHttpOptions_RemoveClientCertificate(This) \
    ((This)->lpVtbl->RemoveClientCertificate(This))
#define IBackgroundCopyJobHttpOptions_GetClientCertificate(This, pStoreLocation, pStoreName, \
    ppCertHashBlob, pSubjectName) \
    ((This)->lpVtbl->GetClientCertificate(This, pStoreLocation, pStoreName, ppCertHashBlob, \
    pSubjectName))
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
BITS_UUID(IBackgroundCopyJobHttpOptions,
    0xf1bd1079, 0x9f01, 0x4bdc, 0x80, 0x36, 0xf0, 0x9b, 0x70, 0x09, 0x50, 0x66)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of BITS 2.5. */
DEFINE_GUID(LIBID_BackgroundCopyManager2_5,
    0x4974177c, 0x3bb6, 0x4c37, 0x9f, 0xf0, 0x6b, 0x74, 0x26, 0xf0, 0xab, 0xa9);

/**
 * Identifies the class of the queue manager of BITS 2.5. It creates the same object as
 * `CLSID_BackgroundCopyManager`.
 */
DEFINE_GUID(CLSID_BackgroundCopyManager2_5,
    0x03ca98d6, 0xff5d, 0x49b8, 0xab, 0xc6, 0x03, 0xdd, 0x84, 0x12, 0x70, 0x20);
#ifdef __cplusplus
class BackgroundCopyManager2_5;
#else
typedef struct BackgroundCopyManager2_5 BackgroundCopyManager2_5;
#endif
BITS_UUID(BackgroundCopyManager2_5,
    0x03ca98d6, 0xff5d, 0x49b8, 0xab, 0xc6, 0x03, 0xdd, 0x84, 0x12, 0x70, 0x20)

#include "bits3_0.h"

#endif
#endif
