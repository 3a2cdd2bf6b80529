//! `IBitsPeerCacheAdministration`: methods that succeed without effect.
//!
//! BITS 4.0 removed the peer cache. Each method returns `S_FALSE` and empty results, so that
//! programs written for BITS 3.0 keep working.
//!
//! Called by C through the vtable, for the second interface of a manager.

use super::boundary::{ComError, OutPtr};
use super::object::{Interface, call, iunknown_vtbl};
use crate::abi::*;
use crate::engine::Queue;

// SAFETY: vtable 1 of the class is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IBitsPeerCacheAdministration {
    type Class = Queue;
    const VTABLE_INDEX: usize = 1;
}

type This = *mut IBitsPeerCacheAdministration;

pub static VTABLE: IBitsPeerCacheAdministrationVtbl = IBitsPeerCacheAdministrationVtbl {
    base: iunknown_vtbl::<IBitsPeerCacheAdministration>(),
    GetMaximumCacheSize: get_empty,
    SetMaximumCacheSize: ignore_value,
    GetMaximumContentAge: get_empty,
    SetMaximumContentAge: ignore_value,
    GetConfigurationFlags: get_empty,
    SetConfigurationFlags: ignore_value,
    EnumRecords: get_empty,
    GetRecord,
    ClearRecords: do_nothing,
    DeleteRecord: delete_nothing,
    DeleteUrl: delete_nothing,
    EnumPeers: get_empty,
    ClearPeers: do_nothing,
    DiscoverPeers: do_nothing,
};

unsafe extern "system" fn get_empty<T>(this: This, result: *mut T) -> HRESULT {
    let out = OutPtr::new(result);
    call(this, |_| out.map(|_| S_FALSE))
}

unsafe extern "system" fn ignore_value(this: This, _value: DWORD) -> HRESULT {
    do_nothing(this)
}

unsafe extern "system" fn do_nothing(this: This) -> HRESULT {
    call(this, |_| Ok(S_FALSE))
}

unsafe extern "system" fn delete_nothing<T>(this: This, name: *const T) -> HRESULT {
    call(this, |_| {
        if name.is_null() {
            Err(ComError(E_INVALIDARG))
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
    let out = OutPtr::new(ppRecord);
    call(this, |_| {
        out?;
        if id.is_null() {
            Err(ComError(E_INVALIDARG))
        } else {
            Ok(S_FALSE)
        }
    })
}
