//! `libbits/functions.h`: every function the library exports. The Windows names
//! (`CoCreateInstance`, ...) are inline wrappers in the headers, so that the library can share a
//! process with other Windows-like libraries.
//!
//! `wchar_size` is the caller's `sizeof(WCHAR)`: 4 where characters are UTF-32 (`wchar_t`), 2 where
//! they are UTF-16. All functions may be called from any thread at any time. None of them throws or
//! unwinds. They are implemented by `com` (feature `engine` or `system-libs`).

use super::base::*;
use std::ffi::{c_char, c_int};

unsafe extern "C" {
    /// Makes an object of a class and returns one of its interfaces (`CoCreateInstance`).
    ///
    /// @param rclsid       The class: any `CLSID_BackgroundCopyManager*`; they all make the same
    /// manager. @param pUnkOuter    Must be NULL: nothing here aggregates. @param dwClsContext Any
    /// `CLSCTX_*`; ignored, since there is only one context. @param riid         The interface
    /// wanted. @param ppv          Receives the interface, which the caller releases; NULL on
    /// failure. @param wchar_size   `sizeof(WCHAR)` of the caller: 2 or 4. The object, and every
    /// object made through it, takes and gives strings of this width. @return `S_OK`; `E_POINTER`
    /// if a pointer is NULL; `REGDB_E_CLASSNOTREG` for an unknown class; `CLASS_E_NOAGGREGATION`;
    /// `E_NOINTERFACE`; `E_INVALIDARG` for another `wchar_size`; or the error that opening the
    /// queue met.
    pub fn bits_CoCreateInstance(
        rclsid: REFCLSID,
        pUnkOuter: *mut IUnknown,
        dwClsContext: DWORD,
        riid: REFIID,
        ppv: *mut *mut c_void,
        wchar_size: usize,
    ) -> HRESULT;

    /// Returns the class object (`IClassFactory`) of a class (`CoGetClassObject`).
    ///
    /// @param rclsid       The class, as in `bits_CoCreateInstance`. @param dwClsContext Any
    /// `CLSCTX_*`; ignored. @param pvReserved   On Windows a `COSERVERINFO`; must be NULL. @param
    /// riid         `IID_IClassFactory` or `IID_IUnknown`. @param ppv          Receives the
    /// interface, which the caller releases; NULL on failure. @param wchar_size   `sizeof(WCHAR)`
    /// of the caller: 2 or 4; holds for every object the factory makes. @return `S_OK`; `E_POINTER`
    /// if `rclsid`, `riid` or `ppv` is NULL; `REGDB_E_CLASSNOTREG`; `E_NOINTERFACE`; `E_INVALIDARG`
    /// if `pvReserved` is not NULL or `wchar_size` is neither 2 nor 4.
    pub fn bits_CoGetClassObject(
        rclsid: REFCLSID,
        dwClsContext: DWORD,
        pvReserved: *mut c_void,
        riid: REFIID,
        ppv: *mut *mut c_void,
        wchar_size: usize,
    ) -> HRESULT;

    /// Counts one more use of COM by the calling thread (`CoInitializeEx`). Objects here are
    /// free-threaded and work without it; the codes are the documented ones so that programs that
    /// check them keep working.
    ///
    /// @param pvReserved Must be NULL. @param dwCoInit   `COINIT_*` flags. @return `S_OK` the first
    /// time on a thread; `S_FALSE` after that; `RPC_E_CHANGED_MODE` if the thread was initialized
    /// with the other threading model; `E_INVALIDARG` if `pvReserved` is not NULL.
    pub fn bits_CoInitializeEx(pvReserved: *mut c_void, dwCoInit: DWORD) -> HRESULT;

    /// Undoes one successful `bits_CoInitializeEx` of the calling thread (`CoUninitialize`).
    /// Without one it does nothing. Objects stay valid: they live until they are released.
    pub fn bits_CoUninitialize();

    /// Accepts a process's security settings (`CoInitializeSecurity`). They have no effect: objects
    /// live in the caller's process, and other users are kept out by file permissions.
    ///
    /// @param pSecDesc       Ignored. @param cAuthSvc       Ignored. @param asAuthSvc      Ignored.
    /// @param pReserved1     Must be NULL. @param dwAuthnLevel   `RPC_C_AUTHN_LEVEL_*`; ignored.
    /// @param dwImpLevel     `RPC_C_IMP_LEVEL_*`; ignored. @param pAuthList      Ignored. @param
    /// dwCapabilities `EOAC_*`; ignored. @param pReserved3     Must be NULL. @return `S_OK`;
    /// `RPC_E_TOO_LATE` from the second call in a process on; `E_INVALIDARG` if a reserved pointer
    /// is not NULL.
    pub fn bits_CoInitializeSecurity(
        pSecDesc: *mut c_void,
        cAuthSvc: LONG,
        asAuthSvc: *mut c_void,
        pReserved1: *mut c_void,
        dwAuthnLevel: DWORD,
        dwImpLevel: DWORD,
        pAuthList: *mut c_void,
        dwCapabilities: DWORD,
        pReserved3: *mut c_void,
    ) -> HRESULT;

    /// Accepts the security settings of one proxy (`CoSetProxyBlanket`). They have no effect: there
    /// are no proxies.
    ///
    /// @param pProxy           The interface; not NULL.
    /// @param dwAuthnSvc       `RPC_C_AUTHN_*`; ignored.
    /// @param dwAuthzSvc       `RPC_C_AUTHZ_*`; ignored.
    /// @param pServerPrincName Ignored.
    /// @param dwAuthnLevel     `RPC_C_AUTHN_LEVEL_*`; ignored.
    /// @param dwImpLevel       `RPC_C_IMP_LEVEL_*`; ignored.
    /// @param pAuthInfo        Ignored.
    /// @param dwCapabilities   `EOAC_*`; ignored.
    /// @return `S_OK`; `E_INVALIDARG` if `pProxy` is NULL.
    pub fn bits_CoSetProxyBlanket(
        pProxy: *mut IUnknown,
        dwAuthnSvc: DWORD,
        dwAuthzSvc: DWORD,
        pServerPrincName: *mut c_void,
        dwAuthnLevel: DWORD,
        dwImpLevel: DWORD,
        pAuthInfo: *mut c_void,
        dwCapabilities: DWORD,
    ) -> HRESULT;

    /// Allocates memory that either side of the API may free (`CoTaskMemAlloc`); aligned for any
    /// type.
    ///
    /// @param cb Bytes. 0 gives a valid pointer to nothing. @return The memory, uninitialized,
    /// which the caller frees with `bits_CoTaskMemFree`; NULL if there is none left.
    pub fn bits_CoTaskMemAlloc(cb: usize) -> *mut c_void;

    /// Grows or shrinks memory (`CoTaskMemRealloc`).
    ///
    /// @param pv Memory of `bits_CoTaskMemAlloc`, or NULL to allocate. @param cb Bytes wanted. 0
    /// frees `pv`. @return The memory, perhaps moved; NULL if there is none left (`pv` is then
    /// unchanged) or if `cb` is 0.
    pub fn bits_CoTaskMemRealloc(pv: *mut c_void, cb: usize) -> *mut c_void;

    /// Frees memory of `bits_CoTaskMemAlloc` or memory that a method returned (`CoTaskMemFree`).
    ///
    /// @param pv The memory; NULL does nothing.
    pub fn bits_CoTaskMemFree(pv: *mut c_void);

    /// Writes a GUID as `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`, upper case (`StringFromGUID2`).
    ///
    /// @param rguid      The GUID. @param lpsz       Receives the text with its terminating zero,
    /// in characters of `wchar_size` bytes. @param cchMax     Characters that `lpsz` holds; at
    /// least 39. @param wchar_size `sizeof(WCHAR)` of the caller: 2 or 4. @return 39, the
    /// characters written with the terminating zero; 0 if a pointer is NULL, the buffer is too
    /// small or `wchar_size` is neither 2 nor 4.
    pub fn bits_StringFromGUID2(
        rguid: REFGUID,
        lpsz: *mut c_void,
        cchMax: c_int,
        wchar_size: usize,
    ) -> c_int;

    /// Reads a class id from its text with braces (`CLSIDFromString`). Names of classes (ProgIDs)
    /// are not known here.
    ///
    /// @param lpsz       The text, zero-terminated, in characters of `wchar_size` bytes. NULL
    /// stands for the zero GUID. @param pclsid     Receives the id; the zero GUID on failure.
    /// @param wchar_size `sizeof(WCHAR)` of the caller: 2 or 4. @return `S_OK`; `E_INVALIDARG` if
    /// `pclsid` is NULL or `wchar_size` is neither 2 nor 4; `CO_E_CLASSSTRING` if the text is not a
    /// GUID.
    pub fn bits_CLSIDFromString(
        lpsz: *const c_void,
        pclsid: *mut GUID,
        wchar_size: usize,
    ) -> HRESULT;

    /// Reads an interface id from its text with braces (`IIDFromString`).
    ///
    /// @param lpsz       The text, zero-terminated, in characters of `wchar_size` bytes. NULL
    /// stands for the zero GUID. @param piid       Receives the id; the zero GUID on failure.
    /// @param wchar_size `sizeof(WCHAR)` of the caller: 2 or 4. @return `S_OK`; `E_INVALIDARG` if
    /// `piid` is NULL, `wchar_size` is neither 2 nor 4, or the text is not a GUID.
    pub fn bits_IIDFromString(lpsz: *const c_void, piid: *mut GUID, wchar_size: usize) -> HRESULT;

    /// Makes a new random GUID (`CoCreateGuid`).
    ///
    /// @param pguid Receives the GUID.
    /// @return `S_OK`; `E_INVALIDARG` if `pguid` is NULL.
    pub fn bits_CoCreateGuid(pguid: *mut GUID) -> HRESULT;

    /// The library's version.
    ///
    /// @return Text such as `0.1.0`, UTF-8, zero-terminated; never freed.
    pub fn bits_version() -> *const c_char;
}
