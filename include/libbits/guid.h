/**
 * Defines `DEFINE_GUID`, which declares a GUID of the library, or, with `INITGUID`, defines it in
 * the program itself. The file has no guard, because it is included again when `INITGUID` may
 * have changed.
 */
#undef DEFINE_GUID
#ifndef INITGUID
#define DEFINE_GUID(name, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                              \
    EXTERN_C const struct GUID name
#elif defined(__cplusplus)
#define DEFINE_GUID(name, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                              \
    EXTERN_C const GUID DECLSPEC_SELECTANY name = {d1, d2, d3, {b1, b2, b3, b4, b5, b6, b7, b8}}
#else
#define DEFINE_GUID(name, d1, d2, d3, b1, b2, b3, b4, b5, b6, b7, b8)                              \
    const GUID DECLSPEC_SELECTANY name = {d1, d2, d3, {b1, b2, b3, b4, b5, b6, b7, b8}}
#endif
