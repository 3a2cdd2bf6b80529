//! `libbits/functions.h`: every function that the library exports. The Windows names, such as
//! `CoCreateInstance`, are inline functions in the headers that call them, so that the library can
//! share a process with other Windows-like libraries.
//!
//! Parameter `wchar_size`. It is the caller's `sizeof(WCHAR)`: 4 where characters are UTF-32, 2
//! where they are UTF-16.
//!
//! Threads. Every function may be called from any thread at any time. None of them throws or
//! unwinds.

use super::base::*;
use std::ffi::{c_char, c_int};

// The module `com` defines them (feature `engine` or `system-libs`).
unsafe extern "C" {
    /// Creates an object of a class and returns one of its interfaces (`CoCreateInstance`). It
    /// opens the transfer queue of the calling user, or creates it; if that fails, it returns the
    /// code of the error.
    ///
    /// - @param rclsid (in) Id of the class: any `CLSID_BackgroundCopyManager*`. All of them create
    ///   the same manager.
    /// - @param pUnkOuter (in) NULL. Objects cannot be part of another object.
    /// - @param dwClsContext (in) Combination of `CLSCTX_*` flags. It is ignored.
    /// - @param riid (in) Id of the interface to return.
    /// - @param ppv (out) Receives the interface. Release it.
    /// - @param wchar_size (in) `sizeof(WCHAR)` of the caller, 2 or 4. The object, and every object
    ///   that is obtained through it, passes and takes texts of this width.
    /// - @retval S_OK on success.
    /// - @retval E_POINTER when `rclsid`, `riid` or `ppv` is NULL.
    /// - @retval REGDB_E_CLASSNOTREG when the class is not known.
    /// - @retval CLASS_E_NOAGGREGATION when `pUnkOuter` is not NULL.
    /// - @retval E_NOINTERFACE when the object does not have the interface.
    /// - @retval E_INVALIDARG when `wchar_size` is neither 2 nor 4, when the environment variable
    ///   `BITS_HOME` is not an absolute path, or when the policy file is not valid.
    /// - @retval E_ACCESSDENIED when the folder of the queue belongs to another user or can be
    ///   written by others.
    /// - @retval E_OUTOFMEMORY when there is not enough memory.
    /// - @retval E_UNEXPECTED when the library meets a defect of its own.
    ///
    /// @since libbits 0.1
    pub fn bits_CoCreateInstance(
        rclsid: REFCLSID,
        pUnkOuter: *mut IUnknown,
        dwClsContext: DWORD,
        riid: REFIID,
        ppv: *mut *mut c_void,
        wchar_size: usize,
    ) -> HRESULT;

    /// Retrieves the class object of a class (`CoGetClassObject`).
    ///
    /// - @param rclsid (in) Id of the class, as for `bits_CoCreateInstance`.
    /// - @param dwClsContext (in) Combination of `CLSCTX_*` flags. It is ignored.
    /// - @param pvReserved (in) NULL. On Windows it points to a `COSERVERINFO`.
    /// - @param riid (in) `IID_IClassFactory` or `IID_IUnknown`.
    /// - @param ppv (out) Receives the interface. Release it.
    /// - @param wchar_size (in) `sizeof(WCHAR)` of the caller, 2 or 4. It holds for every object
    ///   that the class object creates.
    /// - @retval S_OK on success.
    /// - @retval E_POINTER when `rclsid`, `riid` or `ppv` is NULL.
    /// - @retval REGDB_E_CLASSNOTREG when the class is not known.
    /// - @retval E_NOINTERFACE when the class object does not have the interface.
    /// - @retval E_INVALIDARG when `pvReserved` is not NULL, or `wchar_size` is neither 2 nor 4.
    /// - @retval E_UNEXPECTED when the library meets a defect of its own.
    ///
    /// @since libbits 0.1
    pub fn bits_CoGetClassObject(
        rclsid: REFCLSID,
        dwClsContext: DWORD,
        pvReserved: *mut c_void,
        riid: REFIID,
        ppv: *mut *mut c_void,
        wchar_size: usize,
    ) -> HRESULT;

    /// Counts one more use of COM by the calling thread (`CoInitializeEx`). Objects of this library
    /// are free-threaded and work without it. The codes are those of Windows, so that programs that
    /// check them work.
    ///
    /// - @param pvReserved (in) NULL.
    /// - @param dwCoInit (in) Combination of `COINIT_*` flags.
    /// - @retval S_OK for the first call on a thread.
    /// - @retval S_FALSE for every further call.
    /// - @retval RPC_E_CHANGED_MODE when the thread was initialized for the other threading model.
    /// - @retval E_INVALIDARG when `pvReserved` is not NULL.
    ///
    /// @since libbits 0.1
    pub fn bits_CoInitializeEx(pvReserved: *mut c_void, dwCoInit: DWORD) -> HRESULT;

    /// Ends one use of COM by the calling thread that `bits_CoInitializeEx` counted
    /// (`CoUninitialize`). Without such a use it does nothing. Objects live until they are
    /// released.
    ///
    /// @since libbits 0.1
    pub fn bits_CoUninitialize();

    /// Accepts the security settings of the process (`CoInitializeSecurity`). They have no effect:
    /// objects live in the caller's process, and the permissions of the queue's folder keep other
    /// users out.
    ///
    /// - @param pSecDesc (in) Ignored.
    /// - @param cAuthSvc (in) Ignored.
    /// - @param asAuthSvc (in) Ignored.
    /// - @param pReserved1 (in) NULL.
    /// - @param dwAuthnLevel (in) `RPC_C_AUTHN_LEVEL_*`. It is ignored.
    /// - @param dwImpLevel (in) `RPC_C_IMP_LEVEL_*`. It is ignored.
    /// - @param pAuthList (in) Ignored.
    /// - @param dwCapabilities (in) Combination of `EOAC_*` flags. It is ignored.
    /// - @param pReserved3 (in) NULL.
    /// - @retval S_OK for the first call in the process.
    /// - @retval RPC_E_TOO_LATE for every further call.
    /// - @retval E_INVALIDARG when a reserved pointer is not NULL.
    ///
    /// @since libbits 0.1
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

    /// Accepts the security settings of a proxy (`CoSetProxyBlanket`). They have no effect, because
    /// there are no proxies.
    ///
    /// - @param pProxy (in) The interface; not NULL.
    /// - @param dwAuthnSvc (in) `RPC_C_AUTHN_*`. It is ignored.
    /// - @param dwAuthzSvc (in) `RPC_C_AUTHZ_*`. It is ignored.
    /// - @param pServerPrincName (in) Ignored.
    /// - @param dwAuthnLevel (in) `RPC_C_AUTHN_LEVEL_*`. It is ignored.
    /// - @param dwImpLevel (in) `RPC_C_IMP_LEVEL_*`. It is ignored.
    /// - @param pAuthInfo (in) Ignored.
    /// - @param dwCapabilities (in) Combination of `EOAC_*` flags. It is ignored.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `pProxy` is NULL.
    ///
    /// @since libbits 0.1
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

    /// Allocates memory that the caller or the library may free (`CoTaskMemAlloc`). It is aligned
    /// for every type and is not initialized.
    ///
    /// - @param cb (in) Size in bytes; 0 gives a valid pointer to no bytes.
    /// - @return The memory, which is freed with `bits_CoTaskMemFree`, or NULL when there is not
    ///   enough.
    ///
    /// @since libbits 0.1
    pub fn bits_CoTaskMemAlloc(cb: usize) -> *mut c_void;

    /// Changes the size of memory (`CoTaskMemRealloc`). The memory may move.
    ///
    /// - @param pv (in) Memory of `bits_CoTaskMemAlloc`, or NULL to allocate.
    /// - @param cb (in) New size in bytes; 0 frees the memory.
    /// - @return The memory. NULL when there is not enough, and `pv` is then unchanged, or when
    ///   `cb` is 0.
    ///
    /// @since libbits 0.1
    pub fn bits_CoTaskMemRealloc(pv: *mut c_void, cb: usize) -> *mut c_void;

    /// Frees memory of `bits_CoTaskMemAlloc`, or memory that a method returned (`CoTaskMemFree`).
    ///
    /// - @param pv (in) The memory, or NULL, which has no effect.
    ///
    /// @since libbits 0.1
    pub fn bits_CoTaskMemFree(pv: *mut c_void);

    /// Writes a GUID as text in the form `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`, in upper case
    /// (`StringFromGUID2`).
    ///
    /// - @param rguid (in) The GUID.
    /// - @param lpsz (out) Receives the text and a terminating zero, in characters of `wchar_size`
    ///   bytes.
    /// - @param cchMax (in) Number of characters for which `lpsz` has room; at least 39.
    /// - @param wchar_size (in) `sizeof(WCHAR)` of the caller, 2 or 4.
    /// - @return 39, which is the number of characters written with the terminating zero; 0 when a
    ///   pointer is NULL, the room is too small, or `wchar_size` is neither 2 nor 4.
    ///
    /// @since libbits 0.1
    pub fn bits_StringFromGUID2(
        rguid: REFGUID,
        lpsz: *mut c_void,
        cchMax: c_int,
        wchar_size: usize,
    ) -> c_int;

    /// Reads the id of a class from text with braces (`CLSIDFromString`). Names of classes are not
    /// known.
    ///
    /// - @param lpsz (in) The text, ended by a zero, in characters of `wchar_size` bytes, or NULL
    ///   for the zero GUID.
    /// - @param pclsid (out) Receives the id; the zero GUID on failure.
    /// - @param wchar_size (in) `sizeof(WCHAR)` of the caller, 2 or 4.
    /// - @retval S_OK on success.
    /// - @retval CO_E_CLASSSTRING when the text is not a GUID.
    /// - @retval E_INVALIDARG when `pclsid` is NULL, or `wchar_size` is neither 2 nor 4.
    ///
    /// @since libbits 0.1
    pub fn bits_CLSIDFromString(
        lpsz: *const c_void,
        pclsid: *mut GUID,
        wchar_size: usize,
    ) -> HRESULT;

    /// Reads the id of an interface from text with braces (`IIDFromString`).
    ///
    /// - @param lpsz (in) The text, ended by a zero, in characters of `wchar_size` bytes, or NULL
    ///   for the zero GUID.
    /// - @param piid (out) Receives the id; the zero GUID on failure.
    /// - @param wchar_size (in) `sizeof(WCHAR)` of the caller, 2 or 4.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `piid` is NULL, `wchar_size` is neither 2 nor 4, or the text is
    ///   not a GUID.
    ///
    /// @since libbits 0.1
    pub fn bits_IIDFromString(lpsz: *const c_void, piid: *mut GUID, wchar_size: usize) -> HRESULT;

    /// Creates a new random GUID (`CoCreateGuid`).
    ///
    /// - @param pguid (out) Receives the GUID.
    /// - @retval S_OK on success.
    /// - @retval E_INVALIDARG when `pguid` is NULL.
    ///
    /// @since libbits 0.1
    pub fn bits_CoCreateGuid(pguid: *mut GUID) -> HRESULT;

    /// Retrieves the version of the library.
    ///
    /// - @return Text such as `0.1.0`, in UTF-8, ended by a zero. It is never freed.
    ///
    /// @since libbits 0.1
    pub fn bits_version() -> *const c_char;
}
