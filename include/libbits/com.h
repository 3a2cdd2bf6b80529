/**
 * Declares the part of COM that BITS programs use, by its Windows names. The library exports
 * `bits_*` functions only, which functions.h documents; the functions here call them and pass the
 * size of the program's `WCHAR`.
 */
#ifndef LIBBITS_COM_H
#define LIBBITS_COM_H

#include "base.h"
#include "functions.h"

typedef void VOID;
typedef void *PVOID;
typedef void *LPVOID;
typedef const void *LPCVOID;
typedef WCHAR *PWSTR;
typedef const WCHAR *PCWSTR;
typedef const OLECHAR *LPCOLESTR;
typedef GUID UUID;
typedef GUID *LPGUID;
typedef IID *LPIID;
typedef CLSID *LPCLSID;
typedef IUnknown *LPUNKNOWN;
typedef IClassFactory *LPCLASSFACTORY;
typedef DWORD *PDWORD;
typedef DWORD *LPDWORD;
typedef ULONG *PULONG;
typedef LONG *PLONG;
typedef BYTE *PBYTE;
typedef BYTE *LPBYTE;
typedef BOOL *PBOOL;
typedef BYTE byte;
typedef unsigned char UCHAR;
typedef int INT;
typedef int INT32;
typedef unsigned int UINT32;
typedef unsigned int DWORD32;
typedef long long INT64;
typedef long long LONGLONG;
typedef long long LONG64;
typedef unsigned long long ULONGLONG;
typedef unsigned long long ULONG64;
typedef unsigned long long DWORD64;
typedef short SHORT;
typedef unsigned short USHORT;
typedef FILETIME *PFILETIME;
typedef FILETIME *LPFILETIME;
typedef void *HANDLE;
typedef void *PSECURITY_DESCRIPTOR;
typedef void *RPC_AUTH_IDENTITY_HANDLE;
typedef void *RPC_AUTHZ_HANDLE;
typedef struct COSERVERINFO COSERVERINFO;

/** Names an authentication service, for `CoInitializeSecurity`, which ignores it. */
typedef struct SOLE_AUTHENTICATION_SERVICE {
    DWORD dwAuthnSvc;
    DWORD dwAuthzSvc;
    OLECHAR *pPrincipalName;
    HRESULT hr;
} SOLE_AUTHENTICATION_SERVICE;

#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif

/* Tests, parts and values of result codes. */
#define SUCCEEDED(hr) (((HRESULT)(hr)) >= 0)
#define FAILED(hr) (((HRESULT)(hr)) < 0)
#define IS_ERROR(hr) (((ULONG)(hr)) >> 31 == 1)
#define HRESULT_CODE(hr) ((hr) & 0xFFFF)
#define HRESULT_FACILITY(hr) (((hr) >> 16) & 0x1FFF)
#define HRESULT_SEVERITY(hr) (((hr) >> 31) & 0x1)
#define MAKE_HRESULT(severity, facility, code)                                                     \
    ((HRESULT)(((ULONG)(severity) << 31) | ((ULONG)(facility) << 16) | ((ULONG)(code))))
#define SEVERITY_SUCCESS 0
#define SEVERITY_ERROR 1
#define FACILITY_NULL 0
#define FACILITY_ITF 4
#define FACILITY_WIN32 7
#define FACILITY_INTERNET 12
#define FACILITY_HTTP 25
#define FACILITY_BACKGROUNDCOPY 32
#ifndef NOERROR /* <resolv.h> defines it with the same value. */
#define NOERROR 0
#endif
#define HRESULT_FROM_WIN32(error)                                                                  \
    ((HRESULT)(error) <= 0 ? (HRESULT)(error)                                                      \
                           : (HRESULT)(((ULONG)(error) & 0xFFFFu) |                                \
                                       ((ULONG)FACILITY_WIN32 << 16) | 0x80000000u))

/*
 * Contexts, threading models and security levels. The functions accept them; functions.h tells
 * which of them have an effect.
 */
typedef enum tagCLSCTX {
    CLSCTX_INPROC_SERVER = 0x1,
    CLSCTX_INPROC_HANDLER = 0x2,
    CLSCTX_LOCAL_SERVER = 0x4,
    CLSCTX_REMOTE_SERVER = 0x10
} CLSCTX;
#define CLSCTX_INPROC (CLSCTX_INPROC_SERVER | CLSCTX_INPROC_HANDLER)
#define CLSCTX_SERVER (CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER | CLSCTX_REMOTE_SERVER)
#define CLSCTX_ALL (CLSCTX_INPROC_HANDLER | CLSCTX_SERVER)

typedef enum tagCOINIT {
    COINIT_MULTITHREADED = 0x0,
    COINIT_APARTMENTTHREADED = 0x2,
    COINIT_DISABLE_OLE1DDE = 0x4,
    COINIT_SPEED_OVER_MEMORY = 0x8
} COINIT;

#define RPC_C_AUTHN_LEVEL_DEFAULT 0
#define RPC_C_AUTHN_LEVEL_NONE 1
#define RPC_C_AUTHN_LEVEL_CONNECT 2
#define RPC_C_AUTHN_LEVEL_CALL 3
#define RPC_C_AUTHN_LEVEL_PKT 4
#define RPC_C_AUTHN_LEVEL_PKT_INTEGRITY 5
#define RPC_C_AUTHN_LEVEL_PKT_PRIVACY 6
#define RPC_C_IMP_LEVEL_DEFAULT 0
#define RPC_C_IMP_LEVEL_ANONYMOUS 1
#define RPC_C_IMP_LEVEL_IDENTIFY 2
#define RPC_C_IMP_LEVEL_IMPERSONATE 3
#define RPC_C_IMP_LEVEL_DELEGATE 4
#define RPC_C_AUTHN_NONE 0
#define RPC_C_AUTHN_WINNT 10
#define RPC_C_AUTHN_DEFAULT 0xFFFFFFFFu
#define RPC_C_AUTHZ_NONE 0
#define RPC_C_AUTHZ_DEFAULT 0xFFFFFFFFu
#define COLE_DEFAULT_PRINCIPAL ((OLECHAR *)(intptr_t)-1)
#define COLE_DEFAULT_AUTHINFO ((void *)(intptr_t)-1)

typedef enum tagEOLE_AUTHENTICATION_CAPABILITIES {
    EOAC_NONE = 0x0,
    EOAC_MUTUAL_AUTH = 0x1,
    EOAC_SECURE_REFS = 0x2,
    EOAC_ACCESS_CONTROL = 0x4,
    EOAC_APPID = 0x8,
    EOAC_DYNAMIC = 0x10,
    EOAC_STATIC_CLOAKING = 0x20,
    EOAC_DYNAMIC_CLOAKING = 0x40,
    EOAC_DEFAULT = 0x800
} EOLE_AUTHENTICATION_CAPABILITIES;

/* Turns a REFGUID, which is a reference in C++, into a pointer to the GUID. */
#ifdef __cplusplus
#define BITS_GUID_POINTER(ref) (&(ref))
#else
#define BITS_GUID_POINTER(ref) (ref)
#endif

/** Calls `bits_CoInitializeEx`. */
static inline HRESULT CoInitializeEx(LPVOID pvReserved, DWORD dwCoInit) {
    return bits_CoInitializeEx(pvReserved, dwCoInit);
}

/** Calls `bits_CoInitializeEx`. The threading model is `COINIT_APARTMENTTHREADED`. */
static inline HRESULT CoInitialize(LPVOID pvReserved) {
    return bits_CoInitializeEx(pvReserved, COINIT_APARTMENTTHREADED);
}

/** Calls `bits_CoUninitialize`. */
static inline void CoUninitialize(void) {
    bits_CoUninitialize();
}

/** Calls `bits_CoInitializeEx`. The threading model is `COINIT_APARTMENTTHREADED`. */
static inline HRESULT OleInitialize(LPVOID pvReserved) {
    return bits_CoInitializeEx(pvReserved, COINIT_APARTMENTTHREADED);
}

/** Calls `bits_CoUninitialize`. */
static inline void OleUninitialize(void) {
    bits_CoUninitialize();
}

/** Calls `bits_CoCreateInstance`. */
static inline HRESULT CoCreateInstance(REFCLSID rclsid, LPUNKNOWN pUnkOuter, DWORD dwClsContext,
                                       REFIID riid, LPVOID *ppv) {
    return bits_CoCreateInstance(BITS_GUID_POINTER(rclsid), pUnkOuter, dwClsContext,
                                 BITS_GUID_POINTER(riid), ppv, sizeof(WCHAR));
}

/** Calls `bits_CoGetClassObject`. */
static inline HRESULT CoGetClassObject(REFCLSID rclsid, DWORD dwClsContext, LPVOID pvReserved,
                                       REFIID riid, LPVOID *ppv) {
    return bits_CoGetClassObject(BITS_GUID_POINTER(rclsid), dwClsContext, pvReserved,
                                 BITS_GUID_POINTER(riid), ppv, sizeof(WCHAR));
}

/** Calls `bits_CoInitializeSecurity`. */
static inline HRESULT CoInitializeSecurity(PSECURITY_DESCRIPTOR pSecDesc, LONG cAuthSvc,
                                           SOLE_AUTHENTICATION_SERVICE *asAuthSvc, void *pReserved1,
                                           DWORD dwAuthnLevel, DWORD dwImpLevel, void *pAuthList,
                                           DWORD dwCapabilities, void *pReserved3) {
    return bits_CoInitializeSecurity(pSecDesc, cAuthSvc, asAuthSvc, pReserved1, dwAuthnLevel,
                                     dwImpLevel, pAuthList, dwCapabilities, pReserved3);
}

/** Calls `bits_CoSetProxyBlanket`. */
static inline HRESULT CoSetProxyBlanket(IUnknown *pProxy, DWORD dwAuthnSvc, DWORD dwAuthzSvc,
                                        OLECHAR *pServerPrincName, DWORD dwAuthnLevel,
                                        DWORD dwImpLevel, RPC_AUTH_IDENTITY_HANDLE pAuthInfo,
                                        DWORD dwCapabilities) {
    return bits_CoSetProxyBlanket(pProxy, dwAuthnSvc, dwAuthzSvc, pServerPrincName, dwAuthnLevel,
                                  dwImpLevel, pAuthInfo, dwCapabilities);
}

/** Calls `bits_CoTaskMemAlloc`. */
static inline LPVOID CoTaskMemAlloc(size_t cb) {
    return bits_CoTaskMemAlloc(cb);
}

/** Calls `bits_CoTaskMemRealloc`. */
static inline LPVOID CoTaskMemRealloc(LPVOID pv, size_t cb) {
    return bits_CoTaskMemRealloc(pv, cb);
}

/** Calls `bits_CoTaskMemFree`. */
static inline void CoTaskMemFree(LPVOID pv) {
    bits_CoTaskMemFree(pv);
}

/** Calls `bits_CoCreateGuid`. */
static inline HRESULT CoCreateGuid(GUID *pguid) {
    return bits_CoCreateGuid(pguid);
}

/** Calls `bits_StringFromGUID2`. */
static inline int StringFromGUID2(REFGUID rguid, OLECHAR *lpsz, int cchMax) {
    return bits_StringFromGUID2(BITS_GUID_POINTER(rguid), lpsz, cchMax, sizeof(WCHAR));
}

/**
 * Writes the id of an interface as text with braces, in upper case.
 *
 * @param[in] riid The id.
 * @param[out] lplpsz Receives the text. Free it with `CoTaskMemFree`.
 * @retval S_OK on success.
 * @retval E_OUTOFMEMORY when there is not enough memory.
 */
static inline HRESULT StringFromIID(REFIID riid, LPOLESTR *lplpsz) {
    *lplpsz = (LPOLESTR)bits_CoTaskMemAlloc(39 * sizeof(WCHAR));
    if (*lplpsz == NULL) {
        return E_OUTOFMEMORY;
    }
    bits_StringFromGUID2(BITS_GUID_POINTER(riid), *lplpsz, 39, sizeof(WCHAR));
    return S_OK;
}

/** Writes the id of a class as text; see `StringFromIID`. */
static inline HRESULT StringFromCLSID(REFCLSID rclsid, LPOLESTR *lplpsz) {
    return StringFromIID(rclsid, lplpsz);
}

/** Calls `bits_CLSIDFromString`. */
static inline HRESULT CLSIDFromString(LPCOLESTR lpsz, CLSID *pclsid) {
    return bits_CLSIDFromString(lpsz, pclsid, sizeof(WCHAR));
}

/** Calls `bits_IIDFromString`. */
static inline HRESULT IIDFromString(LPCOLESTR lpsz, IID *piid) {
    return bits_IIDFromString(lpsz, piid, sizeof(WCHAR));
}

/** Returns whether two GUIDs are equal: 1 or 0. */
static inline int InlineIsEqualGUID(REFGUID a, REFGUID b) {
    const unsigned char *left = (const unsigned char *)BITS_GUID_POINTER(a);
    const unsigned char *right = (const unsigned char *)BITS_GUID_POINTER(b);
    size_t at = 0;
    while (at < sizeof(GUID) && left[at] == right[at]) {
        at++;
    }
    return at == sizeof(GUID);
}

#define IsEqualGUID(a, b) InlineIsEqualGUID(a, b)
#define IsEqualIID(a, b) InlineIsEqualGUID(a, b)
#define IsEqualCLSID(a, b) InlineIsEqualGUID(a, b)
#define IID_NULL GUID_NULL
#define CLSID_NULL GUID_NULL

#ifdef __cplusplus
extern "C++" {
template <typename T> const GUID bits_uuid<T>::id = bits_uuid_value<T>::get();

/** Returns whether two GUIDs are equal. */
static inline bool operator==(const GUID &a, const GUID &b) {
    return InlineIsEqualGUID(a, b) != 0;
}

/** Returns whether two GUIDs differ. */
static inline bool operator!=(const GUID &a, const GUID &b) {
    return InlineIsEqualGUID(a, b) == 0;
}

#ifndef CINTERFACE
/*
 * `IID_PPV_ARGS(&pointer)` stands for the id of the pointer's interface and the address of the
 * pointer: `CoCreateInstance(clsid, NULL, CLSCTX_ALL, IID_PPV_ARGS(&pointer))`.
 */
template <typename T> static inline void **IID_PPV_ARGS_Helper(T **pp) {
    (void)static_cast<IUnknown *>(*pp);
    return reinterpret_cast<void **>(pp);
}
#define IID_PPV_ARGS(pp) __uuidof(**(pp)), IID_PPV_ARGS_Helper(pp)
#endif
}
#endif

#endif
