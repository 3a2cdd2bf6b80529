/**
 * The Windows base types and the few COM declarations that the BITS headers stand on.
 *
 * Widths are Windows' on every system: `ULONG`, `DWORD`, `LONG`, `HRESULT` and `BOOL` are 32 bits.
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

/** The arguments of `IDispatch::Invoke`. */
typedef struct DISPPARAMS DISPPARAMS;

/** What `IDispatch::Invoke` reports of an exception. */
typedef struct EXCEPINFO EXCEPINFO;

/** Described in a type library; nothing here has one. */
typedef struct ITypeInfo ITypeInfo;

/** A result code: negative for failures. */
typedef int32_t HRESULT;

/** 0 is FALSE, anything else TRUE. */
typedef int32_t BOOL;

/** 8 bits. */
typedef uint8_t BYTE;

/** 16 bits. */
typedef uint16_t WORD;

/** 32 bits. */
typedef uint32_t DWORD;

/** 32 bits. */
typedef uint32_t UINT;

/** 32 bits on every system. */
typedef int32_t LONG;

/** 32 bits on every system. */
typedef uint32_t ULONG;

/** 64 bits. */
typedef unsigned long long UINT64;

/** A pointer to 64 bits. */
typedef UINT64 *PUINT64;

/** A language and a sort order. */
typedef DWORD LCID;

/** A language, as `MAKELANGID` makes it. */
typedef WORD LANGID;

/** The number of a method. */
typedef LONG DISPID;

/** A character. */
typedef WCHAR OLECHAR;

/** A text, zero-terminated. */
typedef WCHAR *LPWSTR;

/** A text that is only read, zero-terminated. */
typedef const WCHAR *LPCWSTR;

/** A text, zero-terminated. */
typedef OLECHAR *LPOLESTR;

/** A text with its length before it. */
typedef OLECHAR *BSTR;

/** A globally unique id. */
typedef struct GUID {
    /** The first 8 hexadecimal digits. */
    uint32_t Data1;
    /** The next 4. */
    uint16_t Data2;
    /** The next 4. */
    uint16_t Data3;
    /** The last 16, as bytes. */
    uint8_t Data4[8];
} GUID;

/** The id of an interface. */
typedef struct GUID IID;

/** The id of a class. */
typedef struct GUID CLSID;

/** 100-nanosecond intervals since 1601-01-01 UTC. */
typedef struct FILETIME {
    /** The low 32 bits. */
    DWORD dwLowDateTime;
    /** The high 32 bits. */
    DWORD dwHighDateTime;
} FILETIME;

/** `VARIANT` by size and alignment only: no interface implemented here reads one. */
typedef struct VARIANT {
    uint16_t vt;
    uint16_t wReserved1;
    uint16_t wReserved2;
    uint16_t wReserved3;
    UINT64 value[2];
} VARIANT;

/** Success. */
#define S_OK 0

/** Success, with a difference: the method says which. */
#define S_FALSE 1

/** 0x80004001: not implemented, or a value that is not defined. */
#define E_NOTIMPL ((HRESULT)0x80004001u)

/** 0x80004002: the object has no such interface. */
#define E_NOINTERFACE ((HRESULT)0x80004002u)

/** 0x80004003: a pointer is NULL. */
#define E_POINTER ((HRESULT)0x80004003u)

/** 0x80004005: failed. */
#define E_FAIL ((HRESULT)0x80004005u)

/** 0x8000FFFF: a mistake inside the library; its log says more. */
#define E_UNEXPECTED ((HRESULT)0x8000ffffu)

/** 0x8000000A: the data is not there yet. */
#define E_PENDING ((HRESULT)0x8000000au)

/** 0x80070005: access denied. */
#define E_ACCESSDENIED ((HRESULT)0x80070005u)

/** 0x8007000E: no memory left. */
#define E_OUTOFMEMORY ((HRESULT)0x8007000eu)

/** 0x80070057: an argument is not valid. */
#define E_INVALIDARG ((HRESULT)0x80070057u)

/** 0x80040110: the class cannot be part of another object. */
#define CLASS_E_NOAGGREGATION ((HRESULT)0x80040110u)

/** 0x80040154: no such class. */
#define REGDB_E_CLASSNOTREG ((HRESULT)0x80040154u)

/** 0x800401F3: the text is not a class id. */
#define CO_E_CLASSSTRING ((HRESULT)0x800401f3u)

/** 0x80010106: the thread has the other threading model. */
#define RPC_E_CHANGED_MODE ((HRESULT)0x80010106u)

/** 0x80010119: security was set before. */
#define RPC_E_TOO_LATE ((HRESULT)0x80010119u)

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IUnknown_INTERFACE_DEFINED__
#define __IUnknown_INTERFACE_DEFINED__
DEFINE_GUID(IID_IUnknown, 0x00000000, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** What every object has: other interfaces, and a count of references. */
MIDL_INTERFACE("00000000-0000-0000-c000-000000000046")
IUnknown {
public:
    /**
     * Another interface of the object.
     *
     * @param riid      Which one.
     * @param ppvObject Receives the interface, which the caller releases; NULL on failure.
     * @return `S_OK`; `E_NOINTERFACE`; `E_POINTER`.
     */
    virtual HRESULT STDMETHODCALLTYPE QueryInterface(REFIID riid, void **ppvObject) = 0;
    /**
     * Counts one more reference.
     *
     * @return The references there are now.
     */
    virtual ULONG STDMETHODCALLTYPE AddRef() = 0;
    /**
     * Gives back one reference; the last one destroys the object.
     *
     * @return The references that are left.
     */
    virtual ULONG STDMETHODCALLTYPE Release() = 0;
    BITS_TYPED_QUERY_INTERFACE
};
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
DEFINE_GUID(IID_IClassFactory, 0x00000001, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Makes objects of one class; from `CoGetClassObject`. */
MIDL_INTERFACE("00000001-0000-0000-c000-000000000046")
IClassFactory : public IUnknown {
public:
    /**
     * Makes an object.
     *
     * @param pUnkOuter Must be NULL: nothing here aggregates.
     * @param riid      The interface wanted.
     * @param ppvObject Receives the interface, which the caller releases; NULL on failure.
     * @return `S_OK`; `CLASS_E_NOAGGREGATION`; `E_NOINTERFACE`; `E_POINTER`.
     */
    virtual HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown *pUnkOuter, REFIID riid, void **ppvObject) = 0;
    /**
     * Keeps the server loaded. No effect here: the library stays loaded anyway.
     *
     * @param fLock TRUE to lock, FALSE to unlock.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE LockServer(BOOL fLock) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IClassFactoryVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(IClassFactory *This, REFIID riid, void **ppvObject);
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
DEFINE_GUID(IID_IDispatch, 0x00020400, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46);

#if defined(__cplusplus) && !defined(CINTERFACE)
/** Calls by name, for scripts. Parent of the interfaces in `bitscfg.h`; not implemented here. */
MIDL_INTERFACE("00020400-0000-0000-c000-000000000046")
IDispatch : public IUnknown {
public:
    /**
     * How many descriptions of types there are.
     *
     * @param pctinfo Receives 0 or 1.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT *pctinfo) = 0;
    /**
     * A description of a type.
     *
     * @param iTInfo  0.
     * @param lcid    The language.
     * @param ppTInfo Receives the description, which the caller releases.
     * @return `S_OK`.
     */
    virtual HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo) = 0;
    /**
     * The numbers of names.
     *
     * @param riid      Reserved.
     * @param rgszNames The names.
     * @param cNames    How many.
     * @param lcid      The language.
     * @param rgDispId  Receives the numbers.
     * @return `S_OK`.
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
     * @param dispIdMember The number.
     * @param riid         Reserved.
     * @param lcid         The language.
     * @param wFlags       What kind of call.
     * @param pDispParams  The arguments.
     * @param pVarResult   Receives the result.
     * @param pExcepInfo   Receives an exception.
     * @param puArgErr     Receives the number of a wrong argument.
     * @return `S_OK`.
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
#define IDispatch_Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr) \
    ((This)->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr))
#endif
#endif
BITS_UUID(IDispatch, 0x00020400, 0x0000, 0x0000, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** The zero GUID. */
DEFINE_GUID(GUID_NULL, 0x00000000, 0x0000, 0x0000, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00);

#endif
