/**
 * `<oleauto.h>`: the functions for BSTR, a text that is preceded by its length.
 *
 * Texts end with a zero character, which the length does not count. Each function accepts NULL as
 * an empty text, and returns NULL when there is not enough memory.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <oleauto.h>
#else
#ifndef LIBBITS_WIN_OLEAUTO_H
#define LIBBITS_WIN_OLEAUTO_H

#include "../libbits/com.h"

#ifdef __cplusplus
extern "C++" {
#endif
#include <string.h>
#ifdef __cplusplus
}
#endif

/** Returns the length of a text in bytes. */
static inline UINT SysStringByteLen(BSTR bstr) {
    return bstr ? ((const UINT *)(const void *)bstr)[-1] : 0;
}

/** Returns the length of a text in characters. */
static inline UINT SysStringLen(BSTR bstr) {
    return SysStringByteLen(bstr) / (UINT)sizeof(OLECHAR);
}

/** Copies `len` bytes to a new text, which `SysFreeString` frees. NULL gives `len` zeros. */
static inline BSTR SysAllocStringByteLen(const char *psz, UINT len) {
    /* The length stands directly before the text, and keeps the alignment of the memory. */
    const size_t prefix = 2 * sizeof(UINT);
    const size_t size = prefix + len + 2 * sizeof(OLECHAR);
    char *memory = (char *)bits_CoTaskMemAlloc(size);
    if (!memory) {
        return NULL;
    }
    memset(memory, 0, size);
    memcpy(memory + sizeof(UINT), &len, sizeof(len));
    if (psz) {
        memcpy(memory + prefix, psz, len);
    }
    return (BSTR)(void *)(memory + prefix);
}

/** Copies `len` characters to a new text, which `SysFreeString` frees. NULL gives `len` zeros. */
static inline BSTR SysAllocStringLen(const OLECHAR *psz, UINT len) {
    if (len > (UINT)-1 / sizeof(OLECHAR)) {
        return NULL;
    }
    return SysAllocStringByteLen((const char *)(const void *)psz, len * (UINT)sizeof(OLECHAR));
}

/** Copies a text that ends with a zero to a new one, which `SysFreeString` frees. */
static inline BSTR SysAllocString(const OLECHAR *psz) {
    UINT len = 0;
    if (!psz) {
        return NULL;
    }
    while (psz[len]) {
        len++;
    }
    return SysAllocStringLen(psz, len);
}

/** Frees a text. NULL has no effect. */
static inline void SysFreeString(BSTR bstr) {
    if (bstr) {
        bits_CoTaskMemFree((char *)(void *)bstr - 2 * sizeof(UINT));
    }
}

/**
 * Replaces a text by a copy of `len` characters.
 *
 * @param[in,out] pbstr The text, which is freed; it is unchanged on failure.
 * @param[in] psz The characters; they may be part of the old text.
 * @param[in] len Number of characters.
 * @return TRUE on success, FALSE when there is not enough memory.
 */
static inline INT SysReAllocStringLen(BSTR *pbstr, const OLECHAR *psz, UINT len) {
    BSTR copy = SysAllocStringLen(psz, len);
    if (!copy) {
        return FALSE;
    }
    SysFreeString(*pbstr);
    *pbstr = copy;
    return TRUE;
}

/** Replaces a text by a copy of one that ends with a zero; see `SysReAllocStringLen`. */
static inline INT SysReAllocString(BSTR *pbstr, const OLECHAR *psz) {
    BSTR copy = SysAllocString(psz);
    if (!copy && psz) {
        return FALSE;
    }
    SysFreeString(*pbstr);
    *pbstr = copy;
    return TRUE;
}

#endif
#endif
