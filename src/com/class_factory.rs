//! `IClassFactory`: the class object that creates managers.
//!
//! Called by C through the vtable, for an object that `bits_CoGetClassObject` returned.

use super::boundary::{ComError, OutPtr};
use super::object::{Class, Interface, VtablePtr, call, create_and_query, iunknown_vtbl};
use crate::abi::*;
use crate::engine::Queue;

/// The class object of every `CLSID_BackgroundCopyManager*`.
pub struct ClassFactory;

impl Class for ClassFactory {
    type Vtables = [VtablePtr; 1];
    const VTABLES: [VtablePtr; 1] = [VtablePtr::new(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] = &[(IID_IUnknown, 0), (IID_IClassFactory, 0)];
}

// SAFETY: vtable 0 is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IClassFactory {
    type Class = ClassFactory;
}

static VTABLE: IClassFactoryVtbl = IClassFactoryVtbl {
    base: iunknown_vtbl::<IClassFactory>(),
    CreateInstance,
    LockServer,
};

unsafe extern "system" fn CreateInstance(
    this: *mut IClassFactory,
    pUnkOuter: *mut IUnknown,
    riid: REFIID,
    ppvObject: *mut *mut c_void,
) -> HRESULT {
    let out = OutPtr::new(ppvObject);
    call(this, |factory| {
        out.map_err(|_| ComError(E_POINTER))?;
        if !pUnkOuter.is_null() {
            return Err(ComError(CLASS_E_NOAGGREGATION));
        }
        let queue = Queue::open_default()?;
        Ok(create_and_query::<IBackgroundCopyManager>(
            queue,
            factory.encoding(),
            riid,
            ppvObject,
        ))
    })
}

/// Does nothing: the library stays loaded.
unsafe extern "system" fn LockServer(this: *mut IClassFactory, _fLock: BOOL) -> HRESULT {
    call(this, |_| Ok(()))
}
