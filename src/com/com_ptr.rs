//! References to COM objects of the client.
//!
//! Invariant: each [`ComPtr`] owns exactly one reference, so the object lives as long as the
//! `ComPtr`. Called by `callbacks`, and by `IBackgroundCopyJob::SetNotifyInterface`.

use std::ptr::NonNull;

use crate::abi::{GUID, IUnknown, IUnknownVtbl, S_OK};

/// A counted reference to an object of the client, as WRL's `ComPtr` in C++.
pub struct ComPtr(NonNull<IUnknown>);

// SAFETY: threads of this library call the objects that the client passes. The documentation of the
// callback interfaces requires free-threaded objects.
unsafe impl Send for ComPtr {}
// SAFETY: as for `Send`.
unsafe impl Sync for ComPtr {}

impl ComPtr {
    /// Adds a reference to an object and owns it. Returns `None` for NULL.
    ///
    /// # Safety
    /// `object` is NULL or an interface of an object that lives during the call.
    pub unsafe fn new(object: *mut IUnknown) -> Option<ComPtr> {
        let object = NonNull::new(object)?;
        // SAFETY: the object lives by the contract.
        unsafe { (vtbl(object).AddRef)(object.as_ptr()) };
        Some(ComPtr(object))
    }

    /// Returns the pointer with one more reference, which the receiver releases.
    pub fn clone_raw(&self) -> *mut IUnknown {
        // SAFETY: the object lives because `self` owns a reference.
        unsafe { (vtbl(self.0).AddRef)(self.0.as_ptr()) };
        self.0.as_ptr()
    }

    /// Returns another interface of the object, or `None` when the object does not have it.
    pub fn query_interface(&self, iid: &GUID) -> Option<ComPtr> {
        let mut interface = std::ptr::null_mut();
        // SAFETY: the object lives because `self` owns a reference.
        let code = unsafe { (vtbl(self.0).QueryInterface)(self.0.as_ptr(), iid, &mut interface) };
        NonNull::new(interface.cast())
            .filter(|_| code == S_OK)
            .map(ComPtr)
    }

    /// Returns the pointer without a reference. It is valid as long as `self`.
    pub fn as_raw(&self) -> *mut IUnknown {
        self.0.as_ptr()
    }
}

impl Drop for ComPtr {
    fn drop(&mut self) {
        // SAFETY: `self` owns the reference that is released here.
        unsafe { (vtbl(self.0).Release)(self.0.as_ptr()) };
    }
}

/// Returns the vtable of an object.
///
/// # Safety
/// The object lives as long as the returned reference.
unsafe fn vtbl<'a>(object: NonNull<IUnknown>) -> &'a IUnknownVtbl {
    // SAFETY: the object lives by the contract, and starts with the pointer to its vtable.
    unsafe { &*(*object.as_ptr()).lpVtbl }
}
