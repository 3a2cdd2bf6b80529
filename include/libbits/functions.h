/**
 * `libbits/functions.h`: every function that the library exports. The Windows names, such as
 * `CoCreateInstance`, are inline functions in the headers that call them, so that the library can
 * share a process with other Windows-like libraries.
 *
 * Parameter `wchar_size`. It is the caller's `sizeof(WCHAR)`: 4 where characters are UTF-32, 2
 * where they are UTF-16.
 *
 * Threads. Every function may be called from any thread at any time. None of them throws or
 * unwinds.
 *
 * Rendered from src/abi/functions.rs by build.rs; change it there.
 */
#ifndef LIBBITS_FUNCTIONS_H
#define LIBBITS_FUNCTIONS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Creates an object of a class and returns one of its interfaces (`CoCreateInstance`). It
 * opens the transfer queue of the calling user, or creates it; if that fails, it returns the
 * code of the error.
 *
 * @param[in] rclsid Id of the class: any `CLSID_BackgroundCopyManager*`. All of them create
 *   the same manager.
 * @param[in] pUnkOuter NULL. Objects cannot be part of another object.
 * @param[in] dwClsContext Combination of `CLSCTX_*` flags. It is ignored.
 * @param[in] riid Id of the interface to return.
 * @param[out] ppv Receives the interface. Release it.
 * @param[in] wchar_size `sizeof(WCHAR)` of the caller, 2 or 4. The object, and every object
 *   that is obtained through it, passes and takes texts of this width.
 * @retval S_OK on success.
 * @retval E_POINTER when `rclsid`, `riid` or `ppv` is NULL.
 * @retval REGDB_E_CLASSNOTREG when the class is not known.
 * @retval CLASS_E_NOAGGREGATION when `pUnkOuter` is not NULL.
 * @retval E_NOINTERFACE when the object does not have the interface.
 * @retval E_INVALIDARG when `wchar_size` is neither 2 nor 4, when the environment variable
 *   `BITS_HOME` is not an absolute path, or when the policy file is not valid.
 * @retval E_ACCESSDENIED when the folder of the queue belongs to another user or can be
 *   written by others.
 * @retval E_OUTOFMEMORY when there is not enough memory.
 * @retval E_UNEXPECTED when the library meets a defect of its own.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoCreateInstance(
    const CLSID *rclsid,
    IUnknown *pUnkOuter,
    DWORD dwClsContext,
    const IID *riid,
    void **ppv,
    size_t wchar_size);

/**
 * Retrieves the class object of a class (`CoGetClassObject`).
 *
 * @param[in] rclsid Id of the class, as for `bits_CoCreateInstance`.
 * @param[in] dwClsContext Combination of `CLSCTX_*` flags. It is ignored.
 * @param[in] pvReserved NULL. On Windows it points to a `COSERVERINFO`.
 * @param[in] riid `IID_IClassFactory` or `IID_IUnknown`.
 * @param[out] ppv Receives the interface. Release it.
 * @param[in] wchar_size `sizeof(WCHAR)` of the caller, 2 or 4. It holds for every object
 *   that the class object creates.
 * @retval S_OK on success.
 * @retval E_POINTER when `rclsid`, `riid` or `ppv` is NULL.
 * @retval REGDB_E_CLASSNOTREG when the class is not known.
 * @retval E_NOINTERFACE when the class object does not have the interface.
 * @retval E_INVALIDARG when `pvReserved` is not NULL, or `wchar_size` is neither 2 nor 4.
 * @retval E_UNEXPECTED when the library meets a defect of its own.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoGetClassObject(
    const CLSID *rclsid,
    DWORD dwClsContext,
    void *pvReserved,
    const IID *riid,
    void **ppv,
    size_t wchar_size);

/**
 * Counts one more use of COM by the calling thread (`CoInitializeEx`). Objects of this library
 * are free-threaded and work without it. The codes are those of Windows, so that programs that
 * check them work.
 *
 * @param[in] pvReserved NULL.
 * @param[in] dwCoInit Combination of `COINIT_*` flags.
 * @retval S_OK for the first call on a thread.
 * @retval S_FALSE for every further call.
 * @retval RPC_E_CHANGED_MODE when the thread was initialized for the other threading model.
 * @retval E_INVALIDARG when `pvReserved` is not NULL.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoInitializeEx(void *pvReserved, DWORD dwCoInit);

/**
 * Ends one use of COM by the calling thread that `bits_CoInitializeEx` counted
 * (`CoUninitialize`). Without such a use it does nothing. Objects live until they are
 * released.
 *
 * @since libbits 0.1
 */
void bits_CoUninitialize(void);

/**
 * Accepts the security settings of the process (`CoInitializeSecurity`). They have no effect:
 * objects live in the caller's process, and the permissions of the queue's folder keep other
 * users out.
 *
 * @param[in] pSecDesc Ignored.
 * @param[in] cAuthSvc Ignored.
 * @param[in] asAuthSvc Ignored.
 * @param[in] pReserved1 NULL.
 * @param[in] dwAuthnLevel `RPC_C_AUTHN_LEVEL_*`. It is ignored.
 * @param[in] dwImpLevel `RPC_C_IMP_LEVEL_*`. It is ignored.
 * @param[in] pAuthList Ignored.
 * @param[in] dwCapabilities Combination of `EOAC_*` flags. It is ignored.
 * @param[in] pReserved3 NULL.
 * @retval S_OK for the first call in the process.
 * @retval RPC_E_TOO_LATE for every further call.
 * @retval E_INVALIDARG when a reserved pointer is not NULL.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoInitializeSecurity(
    void *pSecDesc,
    LONG cAuthSvc,
    void *asAuthSvc,
    void *pReserved1,
    DWORD dwAuthnLevel,
    DWORD dwImpLevel,
    void *pAuthList,
    DWORD dwCapabilities,
    void *pReserved3);

/**
 * Accepts the security settings of a proxy (`CoSetProxyBlanket`). They have no effect, because
 * there are no proxies.
 *
 * @param[in] pProxy The interface; not NULL.
 * @param[in] dwAuthnSvc `RPC_C_AUTHN_*`. It is ignored.
 * @param[in] dwAuthzSvc `RPC_C_AUTHZ_*`. It is ignored.
 * @param[in] pServerPrincName Ignored.
 * @param[in] dwAuthnLevel `RPC_C_AUTHN_LEVEL_*`. It is ignored.
 * @param[in] dwImpLevel `RPC_C_IMP_LEVEL_*`. It is ignored.
 * @param[in] pAuthInfo Ignored.
 * @param[in] dwCapabilities Combination of `EOAC_*` flags. It is ignored.
 * @retval S_OK on success.
 * @retval E_INVALIDARG when `pProxy` is NULL.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoSetProxyBlanket(
    IUnknown *pProxy,
    DWORD dwAuthnSvc,
    DWORD dwAuthzSvc,
    void *pServerPrincName,
    DWORD dwAuthnLevel,
    DWORD dwImpLevel,
    void *pAuthInfo,
    DWORD dwCapabilities);

/**
 * Allocates memory that the caller or the library may free (`CoTaskMemAlloc`). It is aligned
 * for every type and is not initialized.
 *
 * @param[in] cb Size in bytes; 0 gives a valid pointer to no bytes.
 * @return The memory, which is freed with `bits_CoTaskMemFree`, or NULL when there is not
 *   enough.
 *
 * @since libbits 0.1
 */
void *bits_CoTaskMemAlloc(size_t cb);

/**
 * Changes the size of memory (`CoTaskMemRealloc`). The memory may move.
 *
 * @param[in] pv Memory of `bits_CoTaskMemAlloc`, or NULL to allocate.
 * @param[in] cb New size in bytes; 0 frees the memory.
 * @return The memory. NULL when there is not enough, and `pv` is then unchanged, or when
 *   `cb` is 0.
 *
 * @since libbits 0.1
 */
void *bits_CoTaskMemRealloc(void *pv, size_t cb);

/**
 * Frees memory of `bits_CoTaskMemAlloc`, or memory that a method returned (`CoTaskMemFree`).
 *
 * @param[in] pv The memory, or NULL, which has no effect.
 *
 * @since libbits 0.1
 */
void bits_CoTaskMemFree(void *pv);

/**
 * Writes a GUID as text in the form `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`, in upper case
 * (`StringFromGUID2`).
 *
 * @param[in] rguid The GUID.
 * @param[out] lpsz Receives the text and a terminating zero, in characters of `wchar_size`
 *   bytes.
 * @param[in] cchMax Number of characters for which `lpsz` has room; at least 39.
 * @param[in] wchar_size `sizeof(WCHAR)` of the caller, 2 or 4.
 * @return 39, which is the number of characters written with the terminating zero; 0 when a
 *   pointer is NULL, the room is too small, or `wchar_size` is neither 2 nor 4.
 *
 * @since libbits 0.1
 */
int bits_StringFromGUID2(const GUID *rguid, void *lpsz, int cchMax, size_t wchar_size);

/**
 * Reads the id of a class from text with braces (`CLSIDFromString`). Names of classes are not
 * known.
 *
 * @param[in] lpsz The text, ended by a zero, in characters of `wchar_size` bytes, or NULL
 *   for the zero GUID.
 * @param[out] pclsid Receives the id; the zero GUID on failure.
 * @param[in] wchar_size `sizeof(WCHAR)` of the caller, 2 or 4.
 * @retval S_OK on success.
 * @retval CO_E_CLASSSTRING when the text is not a GUID.
 * @retval E_INVALIDARG when `pclsid` is NULL, or `wchar_size` is neither 2 nor 4.
 *
 * @since libbits 0.1
 */
HRESULT bits_CLSIDFromString(const void *lpsz, GUID *pclsid, size_t wchar_size);

/**
 * Reads the id of an interface from text with braces (`IIDFromString`).
 *
 * @param[in] lpsz The text, ended by a zero, in characters of `wchar_size` bytes, or NULL
 *   for the zero GUID.
 * @param[out] piid Receives the id; the zero GUID on failure.
 * @param[in] wchar_size `sizeof(WCHAR)` of the caller, 2 or 4.
 * @retval S_OK on success.
 * @retval E_INVALIDARG when `piid` is NULL, `wchar_size` is neither 2 nor 4, or the text is
 *   not a GUID.
 *
 * @since libbits 0.1
 */
HRESULT bits_IIDFromString(const void *lpsz, GUID *piid, size_t wchar_size);

/**
 * Creates a new random GUID (`CoCreateGuid`).
 *
 * @param[out] pguid Receives the GUID.
 * @retval S_OK on success.
 * @retval E_INVALIDARG when `pguid` is NULL.
 *
 * @since libbits 0.1
 */
HRESULT bits_CoCreateGuid(GUID *pguid);

/**
 * Retrieves the version of the library.
 *
 * @return Text such as `0.1.0`, in UTF-8, ended by a zero. It is never freed.
 *
 * @since libbits 0.1
 */
const char *bits_version(void);

#ifdef __cplusplus
}
#endif

#endif
