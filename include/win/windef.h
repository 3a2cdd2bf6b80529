/**
 * `<windef.h>`: the calling conventions and attributes of Windows compilers, which expand to
 * nothing where the compiler here has no equivalent, and the Windows names of basic types.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <windef.h>
#else
#ifndef LIBBITS_WIN_WINDEF_H
#define LIBBITS_WIN_WINDEF_H

#include "../libbits/com.h"
#include "sal.h"

/* Every function here has the calling convention of the platform. */
#define __cdecl
#define _cdecl
#define __stdcall
#define _stdcall
#define __fastcall
#define _fastcall
#define __thiscall
#define __vectorcall
#define __pascal
#define __clrcall
#define CDECL
#define WINAPI
#define WINAPIV
#define WINAPI_INLINE
#define APIENTRY
#define APIPRIVATE
#define CALLBACK
#define PASCAL
#define NTAPI
#define FAR
#define NEAR
#define UNALIGNED
#define __unaligned
#define __ptr32
#define __ptr64
#define __w64
#define __RPC_API
#define __RPC_FAR
#define __RPC_STUB
#define __RPC_USER

/* `__declspec(x)` expands to nothing for every attribute `x`; `DECLSPEC_*` name attributes. */
#undef __declspec
#undef _declspec
#define __declspec(...)
#define _declspec(...)
#define DECLSPEC_IMPORT
#define DECLSPEC_EXPORT
#define DECLSPEC_NOTHROW
#define DECLSPEC_ALLOCATOR
#define DECLSPEC_RESTRICT
#define DECLSPEC_SAFEBUFFERS
#define DECLSPEC_XFGVIRT(base, method)
#define DECLSPEC_NOINLINE __attribute__((noinline))
#define DECLSPEC_NORETURN __attribute__((noreturn))
#define DECLSPEC_DEPRECATED __attribute__((deprecated))
#define DECLSPEC_ALIGN(bytes) __attribute__((aligned(bytes)))
#define WINBASEAPI
#define WINADVAPI
#define WINUSERAPI
#define WINOLEAPI STDAPI
#define WINOLEAPI_(type) STDAPI_(type)
#define WINOLEAUTAPI STDAPI
#define WINOLEAUTAPI_(type) STDAPI_(type)

#define __forceinline __inline__ __attribute__((__always_inline__))
#define _forceinline __forceinline
#define FORCEINLINE __forceinline
#define _inline __inline__

#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long
#define _int8 char
#define _int16 short
#define _int32 int
#define _int64 long long

#define CONST const
#define interface struct
#define MAX_PATH 260
#define DUMMYSTRUCTNAME
#define DUMMYUNIONNAME

typedef char CHAR;
typedef char *PCHAR;
typedef char *PSTR;
typedef char *LPSTR;
typedef const char *PCSTR;
typedef const char *LPCSTR;
typedef WCHAR *PWCHAR;
typedef WCHAR *LPWCH;
typedef const WCHAR *LPCWCH;
typedef WCHAR TCHAR;
typedef WCHAR *PTSTR;
typedef WCHAR *LPTSTR;
typedef const WCHAR *PCTSTR;
typedef const WCHAR *LPCTSTR;
typedef unsigned char *PUCHAR;
typedef BYTE BOOLEAN;
typedef BOOLEAN *PBOOLEAN;
typedef BOOL *LPBOOL;
typedef short *PSHORT;
typedef unsigned short *PUSHORT;
typedef WORD *PWORD;
typedef WORD *LPWORD;
typedef int *PINT;
typedef int *LPINT;
typedef UINT *PUINT;
typedef UINT *LPUINT;
typedef LONG *LPLONG;
typedef LONG LONG32;
typedef ULONG ULONG32;
typedef LONG64 *PLONG64;
typedef ULONG64 *PULONG64;
typedef LONGLONG *PLONGLONG;
typedef ULONGLONG *PULONGLONG;
typedef ULONGLONG DWORDLONG;
typedef float FLOAT;
typedef double DOUBLE;
typedef double DATE;
typedef intptr_t INT_PTR;
typedef uintptr_t UINT_PTR;
typedef intptr_t LONG_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef ULONG_PTR *PULONG_PTR;
typedef DWORD_PTR *PDWORD_PTR;
typedef size_t SIZE_T;
typedef size_t *PSIZE_T;
typedef ptrdiff_t SSIZE_T;
typedef UINT_PTR WPARAM;
typedef LONG_PTR LPARAM;
typedef LONG_PTR LRESULT;
typedef HANDLE *PHANDLE;
typedef HANDLE *LPHANDLE;
typedef HANDLE HMODULE;
typedef HANDLE HINSTANCE;
typedef HANDLE HWND;

/** Signed number of 64 bits, or its two halves. */
typedef union LARGE_INTEGER {
    __extension__ struct {
        DWORD LowPart;
        LONG HighPart;
    };
    struct {
        DWORD LowPart;
        LONG HighPart;
    } u;
    LONGLONG QuadPart;
} LARGE_INTEGER;
typedef LARGE_INTEGER *PLARGE_INTEGER;

/** Unsigned number of 64 bits, or its two halves, as `FILETIME` has them. */
typedef union ULARGE_INTEGER {
    __extension__ struct {
        DWORD LowPart;
        DWORD HighPart;
    };
    struct {
        DWORD LowPart;
        DWORD HighPart;
    } u;
    ULONGLONG QuadPart;
} ULARGE_INTEGER;
typedef ULARGE_INTEGER *PULARGE_INTEGER;

#define LOBYTE(value) ((BYTE)((uintptr_t)(value) & 0xFF))
#define HIBYTE(value) ((BYTE)(((uintptr_t)(value) >> 8) & 0xFF))
#define LOWORD(value) ((WORD)((uintptr_t)(value) & 0xFFFF))
#define HIWORD(value) ((WORD)(((uintptr_t)(value) >> 16) & 0xFFFF))
#define MAKEWORD(low, high) ((WORD)((BYTE)(low) | (WORD)((BYTE)(high) << 8)))
#define MAKELONG(low, high) ((LONG)((WORD)(low) | (DWORD)(WORD)(high) << 16))

/* As on Windows, C++ has std::min and std::max instead. */
#if !defined(__cplusplus) && !defined(NOMINMAX)
#ifndef min
#define min(a, b) ((a) < (b) ? (a) : (b))
#endif
#ifndef max
#define max(a, b) ((a) > (b) ? (a) : (b))
#endif
#endif

#endif
#endif
