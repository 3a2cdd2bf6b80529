/* A C program with the calling conventions, attributes and annotations of Windows sources. */
#define COBJMACROS
#include <windows.h>
#include <bits.h>

#ifndef _WIN32 /* mingw-w64 defines IN, OUT and OPTIONAL only in headers for drivers. */
static LONG WINAPI old_style(IN LONG a, OUT LONG *b, IN OUT LONG *c, IN LONG *d OPTIONAL) {
    *b = a;
    *c += d ? *d : 0;
    return *c;
}
#else
static LONG WINAPI old_style(LONG a, LONG *b, LONG *c, LONG *d) {
    *b = a;
    *c += d ? *d : 0;
    return *c;
}
#endif

typedef LONG(CALLBACK *Callback)(_In_ LONG number, _Inout_opt_ void *context);
typedef int(__cdecl *Compare)(_In_ const void *a, _In_ const void *b);

static LONG CALLBACK add(_In_ LONG number, _Inout_opt_ void *context) {
    return number + *(LONG *)context;
}

static int __cdecl compare(_In_ const void *a, _In_ const void *b) {
    return *(const int *)a - *(const int *)b;
}

static __declspec(noinline) int __stdcall twice(int value) {
    return 2 * value;
}

__forceinline int __fastcall once(int value) {
    return value;
}

#ifndef _WIN32 /* __forceinline of mingw-w64 includes extern. */
static FORCEINLINE int again(int value) {
    return value;
}
#else
#define again once
#endif

static __inline unsigned __int64 wide(__int32 low, unsigned __int8 high) {
    return ((unsigned __int64)high << 32) | (unsigned __int32)low;
}

_Success_(return != 0) _Check_return_
static BOOL copy(_Out_writes_(count) WCHAR *to, _In_reads_(count) const WCHAR *from,
                 _In_range_(1, 100) size_t count) {
    while (count--) {
        *to++ = *from++;
    }
    return TRUE;
}

_Must_inspect_result_ static HRESULT find(__in IBackgroundCopyManager *manager, __in REFGUID id,
                                          __deref_out IBackgroundCopyJob **job) {
    return IBackgroundCopyManager_GetJob(manager, id, job);
}

static HRESULT create(_COM_Outptr_ IBackgroundCopyManager **manager) {
    return CoCreateInstance(&CLSID_BackgroundCopyManager, NULL, CLSCTX_LOCAL_SERVER,
                            &IID_IBackgroundCopyManager, (void **)manager);
}

static LONG sum(__in LONG a, __in_opt LONG *b, __out LONG *c, __inout LONG *d,
                __in_ecount(count) const LONG *numbers, __in LONG count) {
    *c = a + (b ? *b : 0);
    while (count--) {
        *d += *numbers++;
    }
    return *c + *d;
}

static int count_failures(void) {
    static const GUID nothing = {0, 0, 0, {0}};
    IBackgroundCopyManager *manager = NULL;
    IBackgroundCopyJob *job = NULL;
    Callback callback = add;
    Compare order = compare;
    WCHAR text[4] = {'a', 'b', 'c', 0}, copied[4];
    LONG a = 1, b = 2, c = 3, numbers[] = {4, 5};
    int one = 1, two = 2, failures = 0;
    failures += old_style(5, &a, &b, &c) != 5 || a != 5;
    failures += callback(1, &a) != 6 || order(&one, &two) >= 0;
    failures += twice(4) != 8 || once(4) != again(4) || wide(1, 2) != 0x200000001;
    failures += !copy(copied, text, ARRAYSIZE(text)) || copied[2] != 'c';
    failures += sum(1, &a, &b, &c, numbers, 2) != 18;
    failures += FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED));
    failures += FAILED(create(&manager));
    if (manager) {
        failures += find(manager, &nothing, &job) != (HRESULT)BG_E_NOT_FOUND || job;
        IBackgroundCopyManager_Release(manager);
    }
    CoUninitialize();
    return failures;
}

int __cdecl main(void) {
    return count_failures();
}
