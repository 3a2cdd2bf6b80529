/**
 * `<windows.h>` for programs that use BITS: declares the base types, COM, and the few other
 * functions that such programs call. It is not a port of Windows. `bits.h` includes it.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windows.h>
#else
#ifndef LIBBITS_WIN_WINDOWS_H
#define LIBBITS_WIN_WINDOWS_H

#include "oleauto.h"
#include "sal.h"
#include "windef.h"
#include "winerror.h"
#include "winnls.h"
#include "winnt.h"

#ifdef __cplusplus
extern "C++" {
#endif
#include <ctype.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#ifdef __cplusplus
}
#endif

#define INFINITE 0xFFFFFFFFu
#define ZeroMemory(destination, length) ((void)memset((destination), 0, (length)))
#define FillMemory(destination, length, fill) ((void)memset((destination), (fill), (length)))
#define CopyMemory(destination, source, length) ((void)memcpy((destination), (source), (length)))
#define MoveMemory(destination, source, length) ((void)memmove((destination), (source), (length)))
#define RtlZeroMemory(destination, length) ZeroMemory(destination, length)
#define RtlFillMemory(destination, length, fill) FillMemory(destination, length, fill)
#define RtlCopyMemory(destination, source, length) CopyMemory(destination, source, length)
#define RtlMoveMemory(destination, source, length) MoveMemory(destination, source, length)
#define EqualMemory(a, b, length) (memcmp((a), (b), (length)) == 0)

/** Sets memory to zero, also where it is not read any more. */
static inline PVOID SecureZeroMemory(PVOID memory, size_t length) {
    volatile char *rest = (volatile char *)memory;
    while (length-- > 0) {
        *rest++ = 0;
    }
    return memory;
}

/** Waits for a number of milliseconds. A signal may end the wait early. */
static inline void Sleep(DWORD milliseconds) {
    (void)poll(NULL, 0, (int)milliseconds);
}

#endif
#endif
