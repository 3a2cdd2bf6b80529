//! The functions that the library exports. `src/abi/functions.rs` declares and documents them.
//!
//! Called by C, mostly through the inline wrappers in the headers (`CoCreateInstance` calls
//! `bits_CoCreateInstance`). The compiler checks at the end of this file that each function has the
//! declared signature.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int};
use std::sync::atomic::{AtomicBool, Ordering};

use uuid::Uuid;

use super::boundary::{ComError, OutPtr, Result, catch_panic, guid_of, hresult_of, read_arg};
use super::class_factory::ClassFactory;
use super::object::create_and_query;
use super::strings::WcharEncoding;
use crate::abi::*;
use crate::engine::Queue;

/// The classes that can be created. All of them are the same manager.
const MANAGER_CLASSES: [GUID; 10] = [
    CLSID_BackgroundCopyManager,
    CLSID_BackgroundCopyManager1_5,
    CLSID_BackgroundCopyManager2_0,
    CLSID_BackgroundCopyManager2_5,
    CLSID_BackgroundCopyManager3_0,
    CLSID_BackgroundCopyManager4_0,
    CLSID_BackgroundCopyManager5_0,
    CLSID_BackgroundCopyManager10_1,
    CLSID_BackgroundCopyManager10_2,
    CLSID_BackgroundCopyManager10_3,
];

/// # Safety
/// `class` is NULL or points to a GUID.
unsafe fn check_class(class: REFCLSID) -> Result {
    let class = read_arg(class).map_err(|_| ComError(E_POINTER))?;
    if MANAGER_CLASSES.contains(&class) {
        Ok(())
    } else {
        Err(ComError(REGDB_E_CLASSNOTREG))
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoCreateInstance(
    rclsid: REFCLSID,
    pUnkOuter: *mut IUnknown,
    _dwClsContext: DWORD,
    riid: REFIID,
    ppv: *mut *mut c_void,
    wchar_size: usize,
) -> HRESULT {
    let out = OutPtr::new(ppv);
    hresult_of(|| {
        if out.is_err() || riid.is_null() {
            return Err(ComError(E_POINTER));
        }
        check_class(rclsid)?;
        if !pUnkOuter.is_null() {
            return Err(ComError(CLASS_E_NOAGGREGATION));
        }
        let encoding = WcharEncoding::from_wchar_size(wchar_size)?;
        let queue = Queue::open_default()?;
        Ok(create_and_query::<IBackgroundCopyManager>(
            queue, encoding, riid, ppv,
        ))
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoGetClassObject(
    rclsid: REFCLSID,
    _dwClsContext: DWORD,
    pvReserved: *mut c_void,
    riid: REFIID,
    ppv: *mut *mut c_void,
    wchar_size: usize,
) -> HRESULT {
    let out = OutPtr::new(ppv);
    hresult_of(|| {
        if out.is_err() || riid.is_null() {
            return Err(ComError(E_POINTER));
        }
        check_class(rclsid)?;
        if !pvReserved.is_null() {
            return Err(ComError(E_INVALIDARG));
        }
        let encoding = WcharEncoding::from_wchar_size(wchar_size)?;
        Ok(create_and_query::<IClassFactory>(
            ClassFactory,
            encoding,
            riid,
            ppv,
        ))
    })
}

/// The COM apartment of a thread. The objects are free-threaded, so it only decides which
/// codes `CoInitializeEx` returns.
#[derive(Clone, Copy)]
struct Apartment {
    /// Whether the first call had `COINIT_APARTMENTTHREADED`.
    single_threaded: bool,
    /// Calls of `CoInitializeEx` without a call of `CoUninitialize`.
    init_count: u32,
}

thread_local! {
    static APARTMENT: Cell<Apartment> = const {
        Cell::new(Apartment { single_threaded: false, init_count: 0 })
    };
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoInitializeEx(pvReserved: *mut c_void, dwCoInit: DWORD) -> HRESULT {
    const COINIT_APARTMENTTHREADED: DWORD = 0x2;
    hresult_of(|| {
        if !pvReserved.is_null() {
            return Err(ComError(E_INVALIDARG));
        }
        let single_threaded = dwCoInit & COINIT_APARTMENTTHREADED != 0;
        let current = APARTMENT.get();
        if current.init_count > 0 && current.single_threaded != single_threaded {
            return Err(ComError(RPC_E_CHANGED_MODE));
        }
        APARTMENT.set(Apartment {
            single_threaded,
            init_count: current.init_count + 1,
        });
        Ok(if current.init_count == 0 {
            S_OK
        } else {
            S_FALSE
        })
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoUninitialize() {
    catch_panic((), || {
        let current = APARTMENT.get();
        APARTMENT.set(Apartment {
            init_count: current.init_count.saturating_sub(1),
            ..current
        });
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoInitializeSecurity(
    _pSecDesc: *mut c_void,
    _cAuthSvc: LONG,
    _asAuthSvc: *mut c_void,
    pReserved1: *mut c_void,
    _dwAuthnLevel: DWORD,
    _dwImpLevel: DWORD,
    _pAuthList: *mut c_void,
    _dwCapabilities: DWORD,
    pReserved3: *mut c_void,
) -> HRESULT {
    // Windows accepts one call in each process. The flag protects no other data.
    static CALLED: AtomicBool = AtomicBool::new(false);
    hresult_of(|| {
        if !pReserved1.is_null() || !pReserved3.is_null() {
            Err(ComError(E_INVALIDARG))
        } else if CALLED.swap(true, Ordering::Relaxed) {
            Err(ComError(RPC_E_TOO_LATE))
        } else {
            Ok(())
        }
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoSetProxyBlanket(
    pProxy: *mut IUnknown,
    _dwAuthnSvc: DWORD,
    _dwAuthzSvc: DWORD,
    _pServerPrincName: *mut c_void,
    _dwAuthnLevel: DWORD,
    _dwImpLevel: DWORD,
    _pAuthInfo: *mut c_void,
    _dwCapabilities: DWORD,
) -> HRESULT {
    if pProxy.is_null() { E_INVALIDARG } else { S_OK }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoTaskMemAlloc(cb: usize) -> *mut c_void {
    libc::malloc(cb.max(1))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoTaskMemRealloc(pv: *mut c_void, cb: usize) -> *mut c_void {
    if cb == 0 {
        libc::free(pv);
        return std::ptr::null_mut();
    }
    libc::realloc(pv, cb)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoTaskMemFree(pv: *mut c_void) {
    libc::free(pv);
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_StringFromGUID2(
    rguid: REFGUID,
    lpsz: *mut c_void,
    cchMax: c_int,
    wchar_size: usize,
) -> c_int {
    catch_panic(0, || {
        let (Ok(encoding), Ok(id)) = (WcharEncoding::from_wchar_size(wchar_size), read_arg(rguid))
        else {
            return 0;
        };
        if lpsz.is_null() {
            return 0;
        }
        let text = Uuid::from_u128(id.to_u128())
            .braced()
            .to_string()
            .to_uppercase();
        let needed = text.len() + 1;
        if usize::try_from(cchMax).is_ok_and(|capacity| capacity >= needed) {
            encoding.write_string(&text, lpsz);
            needed as c_int
        } else {
            0
        }
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CLSIDFromString(
    lpsz: *const c_void,
    pclsid: *mut GUID,
    wchar_size: usize,
) -> HRESULT {
    guid_from_string(lpsz, pclsid, wchar_size, CO_E_CLASSSTRING)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_IIDFromString(
    lpsz: *const c_void,
    piid: *mut GUID,
    wchar_size: usize,
) -> HRESULT {
    guid_from_string(lpsz, piid, wchar_size, E_INVALIDARG)
}

/// Parses a GUID in braces. Returns `invalid` when the string is none; NULL stands for the zero
/// GUID.
///
/// # Safety
/// `string` is NULL or points to a zero-terminated string of characters of `wchar_size` bytes;
/// `out` is NULL or writable.
unsafe fn guid_from_string(
    string: *const c_void,
    out: *mut GUID,
    wchar_size: usize,
    invalid: HRESULT,
) -> HRESULT {
    /// Characters of the form `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}`.
    const LENGTH: usize = 38;
    let out = OutPtr::new(out);
    hresult_of(|| {
        let out = out?;
        let text = WcharEncoding::from_wchar_size(wchar_size)?
            .read_optional_string(string)
            .map_err(|_| ComError(invalid))?;
        let id = match text {
            Some(text) if text.len() == LENGTH && text.starts_with('{') => {
                Uuid::try_parse(&text).ok()
            }
            Some(_) => None,
            None => Some(Uuid::nil()),
        };
        out.write(guid_of(id.ok_or(ComError(invalid))?));
        Ok(())
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoCreateGuid(pguid: *mut GUID) -> HRESULT {
    let out = OutPtr::new(pguid);
    hresult_of(|| {
        out?.write(guid_of(Uuid::new_v4()));
        Ok(())
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => unreachable!(),
        };
    VERSION.as_ptr()
}

/// Compares the signature of each function with its declaration in `src/abi`: the two elements of
/// an array must have one type.
const _: () = {
    use crate::abi;
    let _ = [bits_CoCreateInstance, abi::bits_CoCreateInstance];
    let _ = [bits_CoGetClassObject, abi::bits_CoGetClassObject];
    let _ = [bits_CoInitializeEx, abi::bits_CoInitializeEx];
    let _ = [bits_CoUninitialize, abi::bits_CoUninitialize];
    let _ = [bits_CoInitializeSecurity, abi::bits_CoInitializeSecurity];
    let _ = [bits_CoSetProxyBlanket, abi::bits_CoSetProxyBlanket];
    let _ = [bits_CoTaskMemAlloc, abi::bits_CoTaskMemAlloc];
    let _ = [bits_CoTaskMemRealloc, abi::bits_CoTaskMemRealloc];
    let _ = [bits_CoTaskMemFree, abi::bits_CoTaskMemFree];
    let _ = [bits_StringFromGUID2, abi::bits_StringFromGUID2];
    let _ = [bits_CLSIDFromString, abi::bits_CLSIDFromString];
    let _ = [bits_IIDFromString, abi::bits_IIDFromString];
    let _ = [bits_CoCreateGuid, abi::bits_CoCreateGuid];
    let _ = [bits_version, abi::bits_version];
};
