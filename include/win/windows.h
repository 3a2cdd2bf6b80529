/**
 * `<windows.h>` for programs that use BITS: declares the base types, COM, and the few other
 * functions that such programs call. It is not a port of Windows.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windows.h>
#else
#ifndef LIBBITS_WIN_WINDOWS_H
#define LIBBITS_WIN_WINDOWS_H

#include "../libbits/com.h"
#include "winerror.h"

#include <poll.h>
#include <string.h>

#define WINAPI
#define APIENTRY
#define CALLBACK
#define CONST const
#define interface struct
#define MAX_PATH 260
#define INFINITE 0xFFFFFFFFu
#define LOWORD(value) ((WORD)((uintptr_t)(value) & 0xFFFF))
#define HIWORD(value) ((WORD)(((uintptr_t)(value) >> 16) & 0xFFFF))
#define ZeroMemory(destination, length) ((void)memset((destination), 0, (length)))
#define CopyMemory(destination, source, length) ((void)memcpy((destination), (source), (length)))
#define TEXT(literal) OLESTR(literal)
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#define _countof(a) ARRAYSIZE(a)

/** Adds 1 to a number in one atomic step, and returns the new number. */
static inline LONG InterlockedIncrement(LONG volatile *value) {
    return __atomic_add_fetch(value, 1, __ATOMIC_SEQ_CST);
}

/** Subtracts 1 from a number in one atomic step, and returns the new number. */
static inline LONG InterlockedDecrement(LONG volatile *value) {
    return __atomic_sub_fetch(value, 1, __ATOMIC_SEQ_CST);
}

/** Waits for a number of milliseconds. A signal may end the wait early. */
static inline void Sleep(DWORD milliseconds) {
    (void)poll(NULL, 0, (int)milliseconds);
}

/** Returns English (United States), the language of all texts, for `GetErrorDescription`. */
static inline LCID GetThreadLocale(void) {
    return 0x0409;
}

/** Returns English (United States), the language of all texts, for `GetErrorDescription`. */
static inline LANGID GetUserDefaultLangID(void) {
    return 0x0409;
}

/** Returns English (United States), the language of all texts, for `GetErrorDescription`. */
static inline LANGID GetSystemDefaultLangID(void) {
    return 0x0409;
}

#endif
#endif
