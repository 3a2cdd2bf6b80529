//! The functions the library exports; [`crate::abi::functions`] says what each of them does.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int};
use std::sync::atomic::{AtomicBool, Ordering};

use uuid::Uuid;

use super::boundary::{Code, Out, Result, contain, guard};
use super::class_factory::{Factory, query_once};
use super::manager::guid;
use super::object::create;
use super::strings::Width;
use crate::abi::*;
use crate::engine::Queue;

/// Every one of them makes the same manager.
const CLASSES: [GUID; 10] = [
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
    if class.is_null() {
        return Err(Code(E_POINTER));
    }
    if CLASSES.contains(&class.read_unaligned()) {
        Ok(())
    } else {
        Err(Code(REGDB_E_CLASSNOTREG))
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
    let place = Out::new(ppv);
    guard(|| {
        if place.is_err() || riid.is_null() {
            return Err(Code(E_POINTER));
        }
        check_class(rclsid)?;
        if !pUnkOuter.is_null() {
            return Err(Code(CLASS_E_NOAGGREGATION));
        }
        let width = Width::of(wchar_size)?;
        let manager: *mut IBackgroundCopyManager = create(Queue::open_default()?, width);
        Ok(query_once(manager, riid, ppv))
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
    let place = Out::new(ppv);
    guard(|| {
        if place.is_err() || riid.is_null() {
            return Err(Code(E_POINTER));
        }
        check_class(rclsid)?;
        if !pvReserved.is_null() {
            return Err(Code(E_INVALIDARG));
        }
        let factory: *mut IClassFactory = create(Factory, Width::of(wchar_size)?);
        Ok(query_once(factory, riid, ppv))
    })
}

/// A thread's threading model, and how many times it was asked for.
#[derive(Clone, Copy)]
struct Apartment {
    single: bool,
    uses: u32,
}

thread_local! {
    static APARTMENT: Cell<Apartment> = const { Cell::new(Apartment { single: false, uses: 0 }) };
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoInitializeEx(pvReserved: *mut c_void, dwCoInit: DWORD) -> HRESULT {
    const COINIT_APARTMENTTHREADED: DWORD = 0x2;
    guard(|| {
        if !pvReserved.is_null() {
            return Err(Code(E_INVALIDARG));
        }
        let single = dwCoInit & COINIT_APARTMENTTHREADED != 0;
        let now = APARTMENT.get();
        if now.uses > 0 && now.single != single {
            return Err(Code(RPC_E_CHANGED_MODE));
        }
        APARTMENT.set(Apartment {
            single,
            uses: now.uses + 1,
        });
        Ok(if now.uses == 0 { S_OK } else { S_FALSE })
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoUninitialize() {
    contain((), || {
        let now = APARTMENT.get();
        APARTMENT.set(Apartment {
            uses: now.uses.saturating_sub(1),
            ..now
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
    static CALLED: AtomicBool = AtomicBool::new(false);
    guard(|| {
        if !pReserved1.is_null() || !pReserved3.is_null() {
            Err(Code(E_INVALIDARG))
        } else if CALLED.swap(true, Ordering::Relaxed) {
            Err(Code(RPC_E_TOO_LATE))
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
    contain(0, || {
        let Ok(width) = Width::of(wchar_size) else {
            return 0;
        };
        if rguid.is_null() || lpsz.is_null() {
            return 0;
        }
        let text = Uuid::from_u128(rguid.read_unaligned().to_u128())
            .braced()
            .to_string()
            .to_uppercase();
        let needed = text.len() + 1;
        if usize::try_from(cchMax).is_ok_and(|most| most >= needed) {
            width.write_to(&text, lpsz);
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
    guid_from_text(lpsz, pclsid, wchar_size, CO_E_CLASSSTRING)
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_IIDFromString(
    lpsz: *const c_void,
    piid: *mut GUID,
    wchar_size: usize,
) -> HRESULT {
    guid_from_text(lpsz, piid, wchar_size, E_INVALIDARG)
}

/// # Safety
/// `text` is NULL or a text in characters of `wchar_size` bytes; `place` is NULL or may be written
/// to.
unsafe fn guid_from_text(
    text: *const c_void,
    place: *mut GUID,
    wchar_size: usize,
    not_a_guid: HRESULT,
) -> HRESULT {
    let place = Out::new(place);
    guard(|| {
        let place = place?;
        let text = Width::of(wchar_size)?
            .read(text)
            .map_err(|_| Code(not_a_guid))?;
        let id = match text {
            Some(text) if text.len() == 38 && text.starts_with('{') => Uuid::try_parse(&text).ok(),
            Some(_) => None,
            None => Some(Uuid::nil()),
        };
        place.set(guid(id.ok_or(Code(not_a_guid))?));
        Ok(())
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn bits_CoCreateGuid(pguid: *mut GUID) -> HRESULT {
    let place = Out::new(pguid);
    guard(|| {
        place?.set(guid(Uuid::new_v4()));
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

/// Every function has the signature that the header declares, or this does not compile.
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
