/* BITS programs compare HRESULT variables with result codes without a cast. The compiler gives no warning. */
#define COBJMACROS
#include <bits.h>
#include <stdio.h>

#ifndef _WIN32 /* mingw-w64's codes are unsigned long, so this comparison gives a warning there. */
static int is_empty(HRESULT hr) {
    return hr == BG_E_EMPTY;
}

static const char *name(HRESULT hr) {
    switch (hr) {
    case S_OK:
        return "S_OK";
    case BG_E_NOT_FOUND:
        return "BG_E_NOT_FOUND";
    case BG_S_PARTIAL_COMPLETE:
        return "BG_S_PARTIAL_COMPLETE";
    case E_INVALIDARG:
        return "E_INVALIDARG";
    default:
        return "?";
    }
}
#endif

int main(void) {
    HRESULT hr = (HRESULT)BG_E_EMPTY;
    int failures = 0;
    failures += !FAILED(hr) || SUCCEEDED(hr);
    failures += sizeof(hr) != 4 || sizeof(ULONG) != 4 || sizeof(DWORD) != 4 || sizeof(LONG) != 4 || sizeof(UINT64) != 8;
    failures += HRESULT_FACILITY(hr) != FACILITY_BACKGROUNDCOPY || HRESULT_CODE(hr) != 3;
    failures += HRESULT_FROM_WIN32(5) != E_ACCESSDENIED || HRESULT_FROM_WIN32(0) != S_OK;
#ifndef _WIN32
    failures += sizeof(BG_E_EMPTY) != 4 || !is_empty(hr) || is_empty(S_OK);
    printf("%s %s\n", name(hr), name(E_INVALIDARG));
#endif
    return failures;
}
