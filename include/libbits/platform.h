/**
 * Definitions that depend on the compiler: the character type, the calling conventions, and the
 * spelling of interfaces and GUIDs in C and in C++.
 *
 * Characters. `WCHAR` is `wchar_t`, or `char16_t` if `BITS_UTF16` is defined. With `-fshort-wchar`
 * it has 16 bits as well. `OLESTR("...")` is a literal of the same type. One library serves all of
 * them: each call that creates an object passes `sizeof(WCHAR)`.
 */
#ifndef LIBBITS_PLATFORM_H
#define LIBBITS_PLATFORM_H

/* `extern "C++"` allows a program to include the headers inside `extern "C" { }`. */
#ifdef __cplusplus
extern "C++" {
#endif
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
}
#endif

#if !defined(BITS_UTF16)
typedef wchar_t WCHAR;
#define OLESTR(literal) L##literal
#else
#ifdef __cplusplus
typedef char16_t WCHAR;
#else
typedef __CHAR16_TYPE__ WCHAR;
#endif
#define OLESTR(literal) u##literal
#endif

#ifdef __cplusplus
#define EXTERN_C extern "C"
#define EXTERN_C_START extern "C" {
#define EXTERN_C_END }
#else
#define EXTERN_C extern
#define EXTERN_C_START
#define EXTERN_C_END
#endif

#define STDMETHODCALLTYPE
#define STDMETHODVCALLTYPE
#define STDAPICALLTYPE
#define STDAPIVCALLTYPE
#define STDAPI EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type) EXTERN_C type STDAPICALLTYPE
#define STDAPIV EXTERN_C HRESULT STDAPIVCALLTYPE
#define STDAPIV_(type) EXTERN_C type STDAPIVCALLTYPE
#define STDMETHODIMP HRESULT STDMETHODCALLTYPE
#define STDMETHODIMP_(type) type STDMETHODCALLTYPE
#define STDMETHODIMPV HRESULT STDMETHODVCALLTYPE
#define STDMETHODIMPV_(type) type STDMETHODVCALLTYPE
#define IFACEMETHODIMP STDMETHODIMP
#define IFACEMETHODIMP_(type) STDMETHODIMP_(type)
#define IFACEMETHODIMPV STDMETHODIMPV
#define IFACEMETHODIMPV_(type) STDMETHODIMPV_(type)
#define IFACEMETHOD(method) STDMETHOD(method)
#define IFACEMETHOD_(type, method) STDMETHOD_(type, method)
#define DECLSPEC_UUID(x)
#define DECLSPEC_NOVTABLE
#define DECLSPEC_SELECTANY __attribute__((weak))
#define MIDL_INTERFACE(iid) struct
#define BEGIN_INTERFACE
#define END_INTERFACE

#if defined(__cplusplus) && !defined(CINTERFACE)
#define STDMETHOD(method) virtual HRESULT STDMETHODCALLTYPE method
#define STDMETHOD_(type, method) virtual type STDMETHODCALLTYPE method
#define STDMETHODV(method) virtual HRESULT STDMETHODVCALLTYPE method
#define STDMETHODV_(type, method) virtual type STDMETHODVCALLTYPE method
#define PURE = 0
#define THIS_
#define THIS void
#define DECLARE_INTERFACE(iface) struct iface
#define DECLARE_INTERFACE_(iface, base) struct iface : public base
#else
#define STDMETHOD(method) HRESULT (STDMETHODCALLTYPE *method)
#define STDMETHOD_(type, method) type (STDMETHODCALLTYPE *method)
#define STDMETHODV(method) HRESULT (STDMETHODVCALLTYPE *method)
#define STDMETHODV_(type, method) type (STDMETHODVCALLTYPE *method)
#define PURE
#define THIS_ INTERFACE *This,
#define THIS INTERFACE *This
#define DECLARE_INTERFACE(iface)                                                                   \
    typedef struct iface {                                                                         \
        CONST_VTBL struct iface##Vtbl *lpVtbl;                                                     \
    } iface;                                                                                       \
    typedef struct iface##Vtbl iface##Vtbl;                                                        \
    struct iface##Vtbl
#define DECLARE_INTERFACE_(iface, base) DECLARE_INTERFACE(iface)
#endif
#define DECLARE_INTERFACE_IID(iface, iid) DECLARE_INTERFACE(iface)
#define DECLARE_INTERFACE_IID_(iface, base, iid) DECLARE_INTERFACE_(iface, base)

/*
 * In C, `lpVtbl` points to a constant table, with and without CONST_VTABLE, so that a program may
 * keep the methods of its objects in a table that is `const` or not.
 */
#define CONST_VTBL const

struct GUID;

#ifdef __cplusplus
typedef const struct GUID &REFGUID;
typedef const struct GUID &REFIID;
typedef const struct GUID &REFCLSID;
#else
typedef const struct GUID *REFGUID;
typedef const struct GUID *REFIID;
typedef const struct GUID *REFCLSID;
#endif

/*
 * `__uuidof(T)` is the id that BITS_UUID gave to the type T, an object with static storage. Instead
 * of the type, an expression of type `T` or `T *` may be given.
 */
#ifdef __cplusplus
extern "C++" {
template <typename T> struct bits_uuid_value;
template <typename T> struct bits_uuid {
    static const struct GUID id;
};
template <typename T> struct bits_uuid<T *> : bits_uuid<T> {};
template <typename T> struct bits_uuid<T &> : bits_uuid<T> {};
template <typename T> struct bits_uuid<const T> : bits_uuid<T> {};
}
#undef __uuidof
#undef _uuidof
#define __uuidof(...) bits_uuid<__typeof__(__VA_ARGS__)>::id
#define _uuidof(...) __uuidof(__VA_ARGS__)
#define BITS_UUID(T, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                                   \
    extern "C++" {                                                                                 \
    template <> struct bits_uuid_value<T> {                                                        \
        static constexpr GUID get() {                                                              \
            return GUID{d1, d2, d3, {b1, b2, b3, b4, b5, b6, b7, b8}};                             \
        }                                                                                          \
    };                                                                                             \
    }
/* The member template that IUnknown has in C++: `unknown->QueryInterface(&other)`. */
#define BITS_TYPED_QUERY_INTERFACE                                                                 \
    template <class Q> HRESULT STDMETHODCALLTYPE QueryInterface(Q **pp) {                          \
        return QueryInterface(__uuidof(Q), reinterpret_cast<void **>(pp));                         \
    }
#else
#define BITS_UUID(T, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)
#endif

/* The same under the name that it has in mingw-w64. */
#define __CRT_UUID_DECL(T, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                             \
    BITS_UUID(T, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)

#include "guid.h"

#endif
