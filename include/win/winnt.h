/**
 * `<winnt.h>`: atomic operations, and macros that find the fields and the size of a type.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <winnt.h>
#else
#ifndef LIBBITS_WIN_WINNT_H
#define LIBBITS_WIN_WINNT_H

#include "windef.h"

#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#define RTL_NUMBER_OF(array) (sizeof(array) / sizeof((array)[0]))
#define ARRAYSIZE(array) RTL_NUMBER_OF(array)
#define _countof(array) RTL_NUMBER_OF(array)
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_PARAMETER(parameter) ((void)(parameter))
#define DBG_UNREFERENCED_LOCAL_VARIABLE(variable) ((void)(variable))
#define TEXT(literal) OLESTR(literal)
#define ANSI_NULL ((CHAR)0)
#define UNICODE_NULL ((WCHAR)0)
#define MAXDWORD 0xFFFFFFFFu
#define DLL_PROCESS_ATTACH 1
#define DLL_THREAD_ATTACH 2
#define DLL_THREAD_DETACH 3
#define DLL_PROCESS_DETACH 0

/*
 * `CONTAINING_RECORD(address, type, field)` is the object of type `type` whose field `field` has
 * the address `address`.
 */
#ifdef __cplusplus
extern "C++" {
/* Returns the offset of a field, also in a class with virtual functions, where `offsetof` gives a
 * warning. The object is never constructed. */
template <typename Record, typename Owner, typename Field>
inline size_t bits_field_offset(Field Owner::*field) {
    union Storage {
        char start;
        Record record;
        Storage() : start() {}
        ~Storage() {}
    } storage;
    Field Record::*member = field;
    return static_cast<size_t>(reinterpret_cast<const volatile char *>(&(storage.record.*member)) -
                               &storage.start);
}
}
#define CONTAINING_RECORD(address, type, field)                                                    \
    ((type *)((char *)(address) - bits_field_offset<type>(&type::field)))
#else
#define CONTAINING_RECORD(address, type, field)                                                    \
    ((type *)((char *)(address) - offsetof(type, field)))
#endif

/*
 * Atomic operations with full barriers, on LONG, ULONG, LONG64 and other integers. Increment and
 * Decrement return the new value, the others return the old one.
 *
 * In C++ they are functions. In C they are macros, so that they take each type.
 */
#ifdef __cplusplus
extern "C++" {
/* Keeps the compiler from deducing T from an argument: only the target determines it. */
template <typename T> struct bits_operand {
    typedef T type;
};

template <typename T> inline T InterlockedIncrement(T volatile *target) {
    return __atomic_add_fetch(target, 1, __ATOMIC_SEQ_CST);
}
template <typename T> inline T InterlockedDecrement(T volatile *target) {
    return __atomic_sub_fetch(target, 1, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedExchange(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedExchangeAdd(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedExchangeSubtract(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_fetch_sub(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedAnd(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedOr(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedXor(T volatile *target, typename bits_operand<T>::type value) {
    return __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST);
}
template <typename T>
inline T InterlockedCompareExchange(T volatile *target, typename bits_operand<T>::type value,
                                    typename bits_operand<T>::type expected) {
    return __sync_val_compare_and_swap(target, expected, value);
}
inline PVOID InterlockedExchangePointer(PVOID volatile *target, PVOID value) {
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
inline PVOID InterlockedCompareExchangePointer(PVOID volatile *target, PVOID value,
                                               PVOID expected) {
    return __sync_val_compare_and_swap(target, expected, value);
}
}
#else
#define InterlockedIncrement(target) __atomic_add_fetch(target, 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(target) __atomic_sub_fetch(target, 1, __ATOMIC_SEQ_CST)
#define InterlockedExchange(target, value) __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(target, value) __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST)
#define InterlockedExchangeSubtract(target, value)                                                 \
    __atomic_fetch_sub(target, value, __ATOMIC_SEQ_CST)
#define InterlockedAnd(target, value) __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST)
#define InterlockedOr(target, value) __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST)
#define InterlockedXor(target, value) __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(target, value, expected)                                        \
    __sync_val_compare_and_swap(target, expected, value)
#define InterlockedExchangePointer(target, value) InterlockedExchange(target, value)
#define InterlockedCompareExchangePointer(target, value, expected)                                 \
    InterlockedCompareExchange(target, value, expected)
#endif

/* Names of the same operations for other types, and for weaker barriers. */
#define InterlockedIncrement64 InterlockedIncrement
#define InterlockedDecrement64 InterlockedDecrement
#define InterlockedExchange64 InterlockedExchange
#define InterlockedExchangeAdd64 InterlockedExchangeAdd
#define InterlockedCompareExchange64 InterlockedCompareExchange
#define InterlockedAnd64 InterlockedAnd
#define InterlockedOr64 InterlockedOr
#define InterlockedXor64 InterlockedXor
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedExchangeAcquire InterlockedExchange
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
/* The names of the compiler intrinsics. */
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedAnd InterlockedAnd
#define _InterlockedOr InterlockedOr
#define _InterlockedXor InterlockedXor

/** Waits until all earlier reads and writes of memory are visible to other threads. */
#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)

#endif
#endif
