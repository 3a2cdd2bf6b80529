/**
 * `libbits/base.h`: the Windows base types, and the few COM declarations on which the BITS headers
 * stand.
 *
 * The widths are those of Windows on every system: `ULONG`, `DWORD`, `LONG`, `HRESULT` and `BOOL`
 * have 32 bits.
 *
 * Rendered from src/abi/base.rs by build.rs; change it there.
 */
#ifndef LIBBITS_BASE_H
#define LIBBITS_BASE_H

#include "platform.h"

#ifndef __IUnknown_FWD_DEFINED__
#define __IUnknown_FWD_DEFINED__
typedef struct IUnknown IUnknown;
#endif

#ifndef __IClassFactory_FWD_DEFINED__
#define __IClassFactory_FWD_DEFINED__
typedef struct IClassFactory IClassFactory;
#endif

#ifndef __IDispatch_FWD_DEFINED__
#define __IDispatch_FWD_DEFINED__
typedef struct IDispatch IDispatch;
#endif

/** Holds the arguments of `IDispatch::Invoke`. */
typedef struct DISPPARAMS DISPPARAMS;

/** Describes an exception that `IDispatch::Invoke` reports. */
typedef struct EXCEPINFO EXCEPINFO;

/** Describes a type in a type library. No object has this interface here. */
typedef struct ITypeInfo ITypeInfo;

/** Result code, 32 bits: negative for a failure, otherwise success. */
typedef int32_t HRESULT;

/** Truth value, 32 bits: 0 is FALSE, every other value is TRUE. */
typedef int32_t BOOL;

/** Unsigned integer, 8 bits. */
typedef uint8_t BYTE;

/** Unsigned integer, 16 bits. */
typedef uint16_t WORD;

/** Unsigned integer, 32 bits. */
typedef uint32_t DWORD;

/** Unsigned integer, 32 bits. */
typedef uint32_t UINT;

/** Signed integer, 32 bits on every system. */
typedef int32_t LONG;

/** Unsigned integer, 32 bits on every system. */
typedef uint32_t ULONG;

/** Unsigned integer, 64 bits. */
typedef unsigned long long UINT64;

/** Points to an unsigned integer of 64 bits. */
typedef UINT64 *PUINT64;

/** Identifies a language and a sort order. */
typedef DWORD LCID;

/** Identifies a language, as `MAKELANGID` forms it. */
typedef WORD LANGID;

/** Number of a method. */
typedef LONG DISPID;

/** Character. */
typedef WCHAR OLECHAR;

/** Text that ends with a zero. */
typedef WCHAR *LPWSTR;

/** Read-only text that ends with a zero. */
typedef const WCHAR *LPCWSTR;

/** Text that ends with a zero. */
typedef OLECHAR *LPOLESTR;

/** Text that ends with a zero and is preceded by its length. */
typedef OLECHAR *BSTR;

/** Globally unique id, 128 bits. */
typedef struct GUID {
    /** First 8 hexadecimal digits. */
    uint32_t Data1;
    /** Next 4 digits. */
    uint16_t Data2;
    /** Next 4 digits. */
    uint16_t Data3;
    /** Last 16 digits, as bytes. */
    uint8_t Data4[8];
} GUID;

/** Id of an interface. */
typedef struct GUID IID;

/** Id of a class. */
typedef struct GUID CLSID;

/** Time as the number of intervals of 100 nanoseconds since 1601-01-01, in UTC. */
typedef struct FILETIME {
    /** Low 32 bits. */
    DWORD dwLowDateTime;
    /** High 32 bits. */
    DWORD dwHighDateTime;
} FILETIME;

/**
 * Has the size and the alignment of a `VARIANT`. No interface that is implemented here reads one.
 */
typedef struct VARIANT {
    uint16_t vt;
    uint16_t wReserved1;
    uint16_t wReserved2;
    uint16_t wReserved3;
    UINT64 value[2];
} VARIANT;

/** Success. */
#define S_OK 0

/** Success with a difference that the method describes. */
#define S_FALSE 1

/** 0x80004001: the method is not implemented, or a value is not defined. */
#define E_NOTIMPL ((HRESULT)0x80004001u)

/** 0x80004002: the object does not have this interface. */
#define E_NOINTERFACE ((HRESULT)0x80004002u)

/** 0x80004003: a pointer is NULL. */
#define E_POINTER ((HRESULT)0x80004003u)

/** 0x80004005: the operation failed for an unknown reason. */
#define E_FAIL ((HRESULT)0x80004005u)

/** 0x8000FFFF: the library has met a defect of its own. The details are in its log. */
#define E_UNEXPECTED ((HRESULT)0x8000ffffu)

/** 0x8000000A: the data is not available yet. */
#define E_PENDING ((HRESULT)0x8000000au)

/** 0x80070005: access is denied. */
#define E_ACCESSDENIED ((HRESULT)0x80070005u)

/** 0x8007000E: there is not enough memory. */
#define E_OUTOFMEMORY ((HRESULT)0x8007000eu)

/** 0x80070057: an argument is not valid. */
#define E_INVALIDARG ((HRESULT)0x80070057u)

/** 0x80040110: the object cannot be part of another object. */
#define CLASS_E_NOAGGREGATION ((HRESULT)0x80040110u)

/** 0x80040154: the class is not known. */
#define REGDB_E_CLASSNOTREG ((HRESULT)0x80040154u)

/** 0x800401F3: the text is not the id of a class. */
#define CO_E_CLASSSTRING ((HRESULT)0x800401f3u)

/** 0x80010106: the thread was initialized for the other threading model. */
#define RPC_E_CHANGED_MODE ((HRESULT)0x80010106u)

/** 0x80010119: the security settings of the process are set already. */
#define RPC_E_TOO_LATE ((HRESULT)0x80010119u)

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IUnknown_INTERFACE_DEFINED__
#define __IUnknown_INTERFACE_DEFINED__
/** Identifies the interface `IUnknown`. */
DEFINE_GUID(IID_IUnknown,
    0x00000000, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
extern "C++" {
/**
 * Gives access to the interfaces of an object and counts the references to it. Every interface
 * begins with these methods.
 */
MIDL_INTERFACE("00000000-0000-0000-c000-000000000046")
IUnknown {
public:
    /**
     * Retrieves another interface of the object.
     *
     * @param[in] riid Id of the interface.
     * @param[out] ppvObject Receives the interface; NULL on failure. Release it.
     * @retval S_OK on success.
     * @retval E_NOINTERFACE when the object does not have the interface.
     * @retval E_POINTER when a pointer is NULL.
     */
    virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **ppvObject) = 0;
    /**
     * Adds a reference to the object.
     *
     * @return The new number of references.
     */
    virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
    /**
     * Removes a reference to the object. The last one destroys the object.
     *
     * @return The number of references that are left.
     */
    virtual ULONG STDMETHODCALLTYPE Release() = 0;
    BITS_TYPED_QUERY_INTERFACE
};
}
#else
/* The same methods for C; the class above describes them. */
typedef struct IUnknownVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IUnknown *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IUnknown *This);
    ULONG (STDMETHODCALLTYPE *Release)(IUnknown *This);
    END_INTERFACE
} IUnknownVtbl;
struct IUnknown {
    CONST_VTBL struct IUnknownVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IUnknown_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IUnknown_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IUnknown_Release(This) \
    ((This)->lpVtbl->Release(This))
#endif
#endif
BITS_UUID(IUnknown, 0x00000000, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46)
#endif

#ifndef __IClassFactory_INTERFACE_DEFINED__
#define __IClassFactory_INTERFACE_DEFINED__
/** Identifies the interface `IClassFactory`. */
DEFINE_GUID(IID_IClassFactory,
    0x00000001, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Creates objects of one class. `CoGetClassObject` returns it. */
MIDL_INTERFACE("00000001-0000-0000-c000-000000000046")
IClassFactory : public IUnknown {
public:
    /**
     * Creates an object and returns one of its interfaces.
     *
     * @param[in] pUnkOuter NULL. Objects cannot be part of another object.
     * @param[in] riid Id of the interface to return.
     * @param[out] ppvObject Receives the interface; NULL on failure. Release it.
     * @retval S_OK on success.
     * @retval CLASS_E_NOAGGREGATION when `pUnkOuter` is not NULL.
     * @retval E_NOINTERFACE when the object does not have the interface.
     * @retval E_POINTER when another pointer is NULL.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateInstance(
        IUnknown *pUnkOuter,
        REFIID riid,
        void **ppvObject) = 0;
    /**
     * Keeps the library loaded. It has no effect, because the library stays loaded anyway.
     *
     * @param[in] fLock TRUE to lock, FALSE to unlock.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE LockServer(BOOL fLock) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IClassFactoryVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IClassFactory *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IClassFactory *This);
    ULONG (STDMETHODCALLTYPE *Release)(IClassFactory *This);
    HRESULT (STDMETHODCALLTYPE *CreateInstance)(
        IClassFactory *This,
        IUnknown *pUnkOuter,
        REFIID riid,
        void **ppvObject);
    HRESULT (STDMETHODCALLTYPE *LockServer)(IClassFactory *This, BOOL fLock);
    END_INTERFACE
} IClassFactoryVtbl;
struct IClassFactory {
    CONST_VTBL struct IClassFactoryVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IClassFactory_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IClassFactory_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IClassFactory_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IClassFactory_CreateInstance(This, pUnkOuter, riid, ppvObject) \
    ((This)->lpVtbl->CreateInstance(This, pUnkOuter, riid, ppvObject))
#define IClassFactory_LockServer(This, fLock) \
    ((This)->lpVtbl->LockServer(This, fLock))
#endif
#endif
BITS_UUID(IClassFactory, 0x00000001, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46)
#endif

#ifndef __IDispatch_INTERFACE_DEFINED__
#define __IDispatch_INTERFACE_DEFINED__
/** Identifies the interface `IDispatch`. */
DEFINE_GUID(IID_IDispatch,
    0x00020400, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Calls methods by name, for scripts. The interfaces of `bitscfg.h` begin with it. No object has
 * this interface here.
 */
MIDL_INTERFACE("00020400-0000-0000-c000-000000000046")
IDispatch : public IUnknown {
public:
    /**
     * Retrieves the number of type descriptions.
     *
     * @param[out] pctinfo Receives 0 or 1.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT *pctinfo) = 0;
    /**
     * Retrieves a type description.
     *
     * @param[in] iTInfo 0.
     * @param[in] lcid Language of the names.
     * @param[out] ppTInfo Receives the description. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo) = 0;
    /**
     * Retrieves the numbers of a method and its arguments.
     *
     * @param[in] riid Reserved.
     * @param[in] rgszNames Array of `cNames` names.
     * @param[in] cNames Number of names.
     * @param[in] lcid Language of the names.
     * @param[out] rgDispId Receives the numbers; it has room for `cNames` of them.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetIDsOfNames(
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId) = 0;
    /**
     * Calls a method by its number.
     *
     * @param[in] dispIdMember Number of the method.
     * @param[in] riid Reserved.
     * @param[in] lcid Language of the arguments.
     * @param[in] wFlags Kind of the call.
     * @param[in] pDispParams Arguments.
     * @param[out] pVarResult Receives the result.
     * @param[out] pExcepInfo Receives a description of an exception.
     * @param[out] puArgErr Receives the number of an argument that is wrong.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE Invoke(
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IDispatchVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IDispatch *This, REFIID riid, void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IDispatch *This);
    ULONG (STDMETHODCALLTYPE *Release)(IDispatch *This);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(IDispatch *This, UINT *pctinfo);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IDispatch *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);
    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IDispatch *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);
    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IDispatch *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);
    END_INTERFACE
} IDispatchVtbl;
struct IDispatch {
    CONST_VTBL struct IDispatchVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IDispatch_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IDispatch_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IDispatch_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IDispatch_GetTypeInfoCount(This, pctinfo) \
    ((This)->lpVtbl->GetTypeInfoCount(This, pctinfo))
#define IDispatch_GetTypeInfo(This, iTInfo, lcid, ppTInfo) \
    ((This)->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo))
#define IDispatch_GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId) \
    ((This)->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId))
#define IDispatch_Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, \
    pExcepInfo, puArgErr) \
    ((This)->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, \
    pExcepInfo, puArgErr))
#endif
#endif
BITS_UUID(IDispatch, 0x00020400, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Zero GUID. */
DEFINE_GUID(GUID_NULL, 0x00000000, 0x0000, 0x0000, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00);

#endif
