//! `IBitsPeerCacheAdministration`: since BITS 4.0 there is no peer cache to administer, and every
//! method answers `S_FALSE` with empty results.

use super::boundary::{Code, Out};
use super::object::{call, unknown};
use crate::abi::*;

type This = *mut IBitsPeerCacheAdministration;

pub static VTABLE: IBitsPeerCacheAdministrationVtbl = IBitsPeerCacheAdministrationVtbl {
    base: unknown::<IBitsPeerCacheAdministration>(),
    GetMaximumCacheSize: empty,
    SetMaximumCacheSize: ignored,
    GetMaximumContentAge: empty,
    SetMaximumContentAge: ignored,
    GetConfigurationFlags: empty,
    SetConfigurationFlags: ignored,
    EnumRecords: empty,
    GetRecord,
    ClearRecords: nothing,
    DeleteRecord: nothing_to_delete,
    DeleteUrl: nothing_to_delete,
    EnumPeers: empty,
    ClearPeers: nothing,
    DiscoverPeers: nothing,
};

unsafe extern "system" fn empty<T>(this: This, place: *mut T) -> HRESULT {
    let place = Out::new(place);
    call(this, |_| place.map(|_| S_FALSE))
}

unsafe extern "system" fn ignored(this: This, _value: DWORD) -> HRESULT {
    nothing(this)
}

unsafe extern "system" fn nothing(this: This) -> HRESULT {
    call(this, |_| Ok(S_FALSE))
}

unsafe extern "system" fn nothing_to_delete<T>(this: This, named: *const T) -> HRESULT {
    call(this, |_| {
        if named.is_null() {
            Err(Code(E_INVALIDARG))
        } else {
            Ok(S_FALSE)
        }
    })
}

unsafe extern "system" fn GetRecord(
    this: This,
    id: REFGUID,
    ppRecord: *mut *mut IBitsPeerCacheRecord,
) -> HRESULT {
    let place = Out::new(ppRecord);
    call(this, |_| {
        place?;
        if id.is_null() {
            Err(Code(E_INVALIDARG))
        } else {
            Ok(S_FALSE)
        }
    })
}
