//! `IClassFactory`: makes managers.

use super::boundary::{Code, Out};
use super::object::{Class, Face, Vtable, call, create, query, unknown};
use crate::abi::*;
use crate::engine::Queue;

/// The class object of every `CLSID_BackgroundCopyManager*`.
pub struct Factory;

impl Class for Factory {
    type Faces = [Vtable; 1];
    const FACES: [Vtable; 1] = [Vtable::of(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] = &[(IID_IUnknown, 0), (IID_IClassFactory, 0)];
}

// SAFETY: face 0 is `VTABLE`, of this interface.
unsafe impl Face for IClassFactory {
    type Class = Factory;
}

static VTABLE: IClassFactoryVtbl = IClassFactoryVtbl {
    base: unknown::<IClassFactory>(),
    CreateInstance,
    LockServer,
};

unsafe extern "system" fn CreateInstance(
    this: *mut IClassFactory,
    pUnkOuter: *mut IUnknown,
    riid: REFIID,
    ppvObject: *mut *mut c_void,
) -> HRESULT {
    let place = Out::new(ppvObject);
    call(this, |factory| {
        place.map_err(|_| Code(E_POINTER))?;
        if !pUnkOuter.is_null() {
            return Err(Code(CLASS_E_NOAGGREGATION));
        }
        let manager: *mut IBackgroundCopyManager = create(Queue::open_default()?, factory.width());
        Ok(query_once(manager, riid, ppvObject))
    })
}

/// Asks a new object for an interface and gives up the reference it was made with.
///
/// # Safety
/// The caller owns a reference to `object`; `iid` and `place` are as in [`query`].
pub unsafe fn query_once<I: Face>(object: *mut I, iid: REFIID, place: *mut *mut c_void) -> HRESULT {
    let answer = query(object, iid, place);
    (unknown::<I>().Release)(object.cast());
    answer
}

/// The library stays loaded; there is nothing to lock.
unsafe extern "system" fn LockServer(this: *mut IClassFactory, _fLock: BOOL) -> HRESULT {
    call(this, |_| Ok(()))
}
