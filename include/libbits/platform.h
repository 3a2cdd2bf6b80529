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

#include <stddef.h>
#include <stdint.h>

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
#define STDAPI EXTERN_C HRESULT STDAPICALLTYPE
#define STDAPI_(type) EXTERN_C type STDAPICALLTYPE
#define STDMETHODIMP HRESULT STDMETHODCALLTYPE
#define STDMETHODIMP_(type) type STDMETHODCALLTYPE
#define DECLSPEC_UUID(x)
#define DECLSPEC_NOVTABLE
#define DECLSPEC_SELECTANY __attribute__((weak))
#define MIDL_INTERFACE(iid) struct
#define BEGIN_INTERFACE
#define END_INTERFACE

#if defined(__cplusplus) && !defined(CINTERFACE)
#define STDMETHOD(method) virtual HRESULT STDMETHODCALLTYPE method
#define STDMETHOD_(type, method) virtual type STDMETHODCALLTYPE method
#define PURE = 0
#define THIS_
#define THIS void
#define DECLARE_INTERFACE(iface) struct iface
#define DECLARE_INTERFACE_(iface, base) struct iface : public base
#else
#define STDMETHOD(method) HRESULT (STDMETHODCALLTYPE *method)
#define STDMETHOD_(type, method) type (STDMETHODCALLTYPE *method)
#define PURE
#define THIS_ INTERFACE *This,
#define THIS INTERFACE *This
#define DECLARE_INTERFACE(iface)                                                                   \
    typedef struct iface {                                                                         \
        struct iface##Vtbl *lpVtbl;                                                                \
    } iface;                                                                                       \
    typedef struct iface##Vtbl iface##Vtbl;                                                        \
    struct iface##Vtbl
#define DECLARE_INTERFACE_(iface, base) DECLARE_INTERFACE(iface)
#endif

#ifdef CONST_VTABLE
#define CONST_VTBL const
#else
#define CONST_VTBL
#endif

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
 * `__uuidof(T)` is the id that BITS_UUID gave to the type T. Instead of the type, a variable of
 * type `T` or `T *` may be given.
 */
#ifdef __cplusplus
extern "C++" {
template <typename T> struct bits_uuid;
template <typename T> struct bits_uuid<T *> : bits_uuid<T> {};
template <typename T> struct bits_uuid<T &> : bits_uuid<T> {};
template <typename T> struct bits_uuid<const T> : bits_uuid<T> {};
}
#undef __uuidof
#define __uuidof(T) (bits_uuid<__typeof__(T)>::get())
#define BITS_UUID(T, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                                   \
    extern "C++" {                                                                                 \
    template <> struct bits_uuid<T> {                                                              \
        static const GUID &get() {                                                                 \
            static const GUID id = {d1, d2, d3, {b1, b2, b3, b4, b5, b6, b7, b8}};                 \
            return id;                                                                             \
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

#include "guid.h"

#endif
