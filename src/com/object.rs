//! COM objects in memory: vtable pointers, a reference count, and the Rust value behind them.
//!
//! An object of a [`Class`] is one allocation. An interface pointer in C is the address of one of
//! the vtable pointers with which the object starts. The picture shows an object of the class
//! `Job`, which has two vtables:
//!
//! ```text
//!                                ComObject<Job>
//!  IBackgroundCopyJob* .. 5* --> +----------------------+
//!                                | vtables[0]           | --> static IBackgroundCopyJob5Vtbl
//!  ...HttpOptions* .. 3*     --> +----------------------+
//!                                | vtables[1]           | --> static ...HttpOptions3Vtbl
//!                                +----------------------+
//!                                | ref_count: AtomicU32 |
//!                                +----------------------+
//!                                | encoding of strings  |
//!                                +----------------------+
//!                                | value: Job           | --> the job in the engine
//!                                +----------------------+
//! ```
//!
//! [`object_of`] subtracts the index of the vtable from `This` and so finds the object. Interfaces
//! that extend each other (`IBackgroundCopyJob` to `IBackgroundCopyJob5`) share a vtable pointer.
//!
//! Invariants: an object lives as long as its reference count is not 0, and is freed by the
//! `Release` that makes it 0; Rust code only has shared references to an object; an object and all
//! objects that its methods return have one string encoding.
//!
//! Called by the vtables ([`iunknown_vtbl`]), by the methods of each object ([`call`], [`get`]),
//! and by the code that creates objects ([`ComObject::create_object`], [`create_and_query`],
//! [`CallArgument`]).

use std::ffi::c_void;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering, fence};

use super::boundary::{ComError, IntoHresult, OutPtr, Result, catch_panic, hresult_of};
use super::strings::WcharEncoding;
use crate::abi::{
    E_NOINTERFACE, E_NOTIMPL, E_POINTER, GUID, HRESULT, IUnknown, IUnknownVtbl, LPCWSTR, LPWSTR,
    REFIID, S_OK, ULONG,
};

/// A Rust type that implements COM interfaces.
pub trait Class: Sized + Send + Sync + 'static {
    /// An array of [`VtablePtr`], one for each chain of interfaces that extend each other.
    type Vtables;
    const VTABLES: Self::Vtables;
    /// The interfaces that `QueryInterface` finds, each with the index of its vtable. All of them
    /// return the same pointer for `IUnknown`, which is the identity of the object.
    const INTERFACES: &'static [(GUID, usize)];
}

/// An interface through which C calls objects of a class.
///
/// # Safety
/// `Class::VTABLES` is an array of more than `VTABLE_INDEX` elements of [`VtablePtr`]. The one at
/// `VTABLE_INDEX` points to a vtable that begins with the vtable of this interface.
pub unsafe trait Interface {
    type Class: Class;
    const VTABLE_INDEX: usize = 0;
}

/// A pointer to a vtable of any interface.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct VtablePtr(*const c_void);

impl VtablePtr {
    pub const fn new<T>(vtable: &'static T) -> VtablePtr {
        VtablePtr(std::ptr::from_ref(vtable).cast())
    }
}

/// A COM object; see the picture above. `repr(C)` keeps the vtable pointers at its start.
#[repr(C)]
pub struct ComObject<T: Class> {
    vtables: T::Vtables,
    /// References to the object, over all of its interface pointers.
    ref_count: AtomicU32,
    /// The encoding that the client chose when it called `CoCreateInstance`.
    encoding: WcharEncoding,
    /// The Rust value whose methods do the work.
    value: T,
}

impl<T: Class> Deref for ComObject<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Class> ComObject<T> {
    pub fn encoding(&self) -> WcharEncoding {
        self.encoding
    }

    /// Reads a string argument. Fails with `E_INVALIDARG` when it is NULL or not valid UTF-16 or
    /// UTF-32.
    ///
    /// # Safety
    /// `string` is NULL or points to a zero-terminated string in the encoding of this object.
    pub unsafe fn read_string(&self, string: LPCWSTR) -> Result<String> {
        // SAFETY: the contract is the same.
        unsafe { self.encoding.read_string(string.cast()) }
    }

    /// Reads a string argument, or `None` for NULL.
    ///
    /// # Safety
    /// As for [`ComObject::read_string`].
    pub unsafe fn read_optional_string(&self, string: LPCWSTR) -> Result<Option<String>> {
        // SAFETY: the contract is the same.
        unsafe { self.encoding.read_optional_string(string.cast()) }
    }

    /// Copies a string to new memory, which the client frees with `CoTaskMemFree`.
    pub fn alloc_string(&self, text: &str) -> Result<LPWSTR> {
        self.encoding.alloc_string(text)
    }

    /// Creates an object that has the encoding of this one and one reference, which the receiver of
    /// the pointer releases.
    pub fn create_object<I: Interface>(&self, value: I::Class) -> *mut I {
        create(value, self.encoding)
    }
}

/// Creates an object with one reference, which belongs to the receiver of the pointer.
fn create<I: Interface>(value: I::Class, encoding: WcharEncoding) -> *mut I {
    let object = Box::into_raw(Box::new(ComObject {
        vtables: I::Class::VTABLES,
        ref_count: AtomicU32::new(1),
        encoding,
        value,
    }));
    interface_ptr(object, I::VTABLE_INDEX).cast()
}

/// Creates an object and returns one of its interfaces, as `CoCreateInstance` does. The object is
/// freed when it does not have the interface.
///
/// # Safety
/// `iid` is NULL or points to a GUID; `out` is NULL or writable.
pub unsafe fn create_and_query<I: Interface>(
    value: I::Class,
    encoding: WcharEncoding,
    iid: REFIID,
    out: *mut *mut c_void,
) -> HRESULT {
    let object = create::<I>(value, encoding).cast::<IUnknown>();
    // SAFETY: the object lives until `release` gives back the reference of `create`, and the
    // contract for the other pointers is the same.
    unsafe {
        let code = query_interface::<I>(object, iid, out);
        release::<I>(object);
        code
    }
}

/// A new object that is passed to a method of the client. It lives during the call.
///
/// The reference belongs to the caller, but some programs release it all the same. A spare
/// reference keeps the object alive when they do so once. A program that also keeps the object with
/// a reference of its own still has that one after the call, unless it released one too many.
pub struct CallArgument<I: Interface>(*mut I);

impl<I: Interface> CallArgument<I> {
    /// References that a `CallArgument` owns: that of [`create`] and the spare one.
    const REFERENCES: u32 = 2;

    /// Creates the object.
    pub fn new(value: I::Class, encoding: WcharEncoding) -> CallArgument<I> {
        let object = create::<I>(value, encoding);
        // SAFETY: the object lives, because `create` gave it a reference.
        unsafe { add_ref::<I>(object.cast()) };
        CallArgument(object)
    }

    /// Returns the interface pointer without a reference. It is valid as long as `self`.
    pub fn as_raw(&self) -> *mut I {
        self.0
    }
}

impl<I: Interface> Drop for CallArgument<I> {
    /// Gives back the references that the client has left.
    fn drop(&mut self) {
        let Some(object) = object_of(self.0) else {
            return;
        };
        // SAFETY: the object lives, because the client has released at most one of the two
        // references.
        let ref_count = unsafe { &object.as_ref().ref_count };
        let left = |count: u32| count.saturating_sub(Self::REFERENCES);
        // One atomic step, because the client may have kept the object and may release its own
        // reference in another thread meanwhile: exactly one of the two sees the count become 0.
        // `Release` as in `release`: this thread's uses of the object happen before it is freed.
        let updated = ref_count.fetch_update(Ordering::Release, Ordering::Relaxed, |count| {
            Some(left(count))
        });
        let (Ok(count) | Err(count)) = updated;
        if count < Self::REFERENCES {
            log::warn!(
                "a callback released its argument, an {}, which it does not own",
                name_of::<I>()
            );
        }
        if left(count) == 0 {
            // SAFETY: this step made the count 0: no reference is left.
            unsafe { free(object) };
        }
    }
}

/// Returns the name of an interface, without its module.
fn name_of<I: Interface>() -> &'static str {
    let path = std::any::type_name::<I>();
    path.rsplit("::").next().unwrap_or(path)
}

/// Returns the interface pointer for the vtable at `index`.
fn interface_ptr<T: Class>(object: *mut ComObject<T>, index: usize) -> *mut c_void {
    object.cast::<VtablePtr>().wrapping_add(index).cast()
}

/// Returns the object to which an interface pointer belongs, or `None` for NULL.
fn object_of<I: Interface>(this: *mut I) -> Option<NonNull<ComObject<I::Class>>> {
    if this.is_null() {
        return None;
    }
    NonNull::new(
        this.cast::<VtablePtr>()
            .wrapping_sub(I::VTABLE_INDEX)
            .cast(),
    )
}

/// Runs the body of a method. Returns `E_POINTER` when `this` is NULL.
///
/// # Safety
/// `this` is NULL or an interface pointer of an object that lives during the call.
#[inline]
pub unsafe fn call<I: Interface, A: IntoHresult>(
    this: *mut I,
    body: impl FnOnce(&ComObject<I::Class>) -> Result<A>,
) -> HRESULT {
    let Some(object) = object_of(this) else {
        return E_POINTER;
    };
    // SAFETY: the object lives by the contract. There are only shared references to it.
    hresult_of(|| body(unsafe { object.as_ref() }))
}

/// Runs the body of a method with one out-pointer and writes its result there. Returns
/// `E_INVALIDARG` when `out` is NULL.
///
/// # Safety
/// As for [`call`]; `out` is NULL or writable.
#[inline]
pub unsafe fn get<I: Interface, T>(
    this: *mut I,
    out: *mut T,
    body: impl FnOnce(&ComObject<I::Class>) -> Result<T>,
) -> HRESULT {
    // SAFETY: the contracts are the same.
    unsafe {
        let out = OutPtr::new(out);
        call(this, |object| {
            let out = out?;
            out.write(body(object)?);
            Ok(())
        })
    }
}

/// Runs the body of a method that returns a string through its only out-pointer.
///
/// # Safety
/// As for [`get`].
pub unsafe fn get_string<I: Interface>(
    this: *mut I,
    out: *mut LPWSTR,
    body: impl FnOnce(&ComObject<I::Class>) -> Result<String>,
) -> HRESULT {
    // SAFETY: the contract is the same.
    unsafe { get(this, out, |object| object.alloc_string(&body(object)?)) }
}

/// Returns `E_NOTIMPL`: the body of a method that this library does not support.
///
/// # Safety
/// As for [`call`].
pub unsafe fn not_implemented<I: Interface>(this: *mut I) -> HRESULT {
    // SAFETY: the contract is the same.
    unsafe { call(this, |_| Err::<(), _>(ComError(E_NOTIMPL))) }
}

/// Returns the first three methods of the vtable of an interface.
pub const fn iunknown_vtbl<I: Interface>() -> IUnknownVtbl {
    IUnknownVtbl {
        QueryInterface: query_interface::<I>,
        AddRef: add_ref::<I>,
        Release: release::<I>,
    }
}

/// # Safety
/// As for [`call`]; `iid` is NULL or points to a GUID, `out` is NULL or writable.
unsafe extern "system" fn query_interface<I: Interface>(
    this: *mut IUnknown,
    iid: REFIID,
    out: *mut *mut c_void,
) -> HRESULT {
    // SAFETY: the contracts are the same.
    unsafe {
        let out = OutPtr::new(out);
        call(this.cast::<I>(), |object| {
            let out = out.map_err(|_| ComError(E_POINTER))?;
            if iid.is_null() {
                return Err(ComError(E_POINTER));
            }
            let requested = iid.read_unaligned();
            let supported = I::Class::INTERFACES
                .iter()
                .find(|(supported, _)| *supported == requested);
            let (_, vtable_index) = supported.ok_or(ComError(E_NOINTERFACE))?;
            object.ref_count.fetch_add(1, Ordering::Relaxed);
            // The address comes from `this`, not from the reference: the client frees through it.
            let object = this.cast::<VtablePtr>().wrapping_sub(I::VTABLE_INDEX);
            out.write(interface_ptr(
                object.cast::<ComObject<I::Class>>(),
                *vtable_index,
            ));
            Ok(S_OK)
        })
    }
}

/// # Safety
/// As for [`call`].
unsafe extern "system" fn add_ref<I: Interface>(this: *mut IUnknown) -> ULONG {
    let Some(object) = object_of(this.cast::<I>()) else {
        return 0;
    };
    // SAFETY: the object lives by the contract. A caller has a reference, so `Relaxed` is
    // enough: the count cannot become 0 meanwhile.
    unsafe { object.as_ref() }
        .ref_count
        .fetch_add(1, Ordering::Relaxed)
        + 1
}

/// # Safety
/// As for [`call`]; the caller owns the reference that it releases.
unsafe extern "system" fn release<I: Interface>(this: *mut IUnknown) -> ULONG {
    let Some(object) = object_of(this.cast::<I>()) else {
        return 0;
    };
    // SAFETY: the object lives by the contract. `Release` makes the caller's earlier writes visible
    // to the thread that frees the object.
    let remaining = unsafe { object.as_ref() }
        .ref_count
        .fetch_sub(1, Ordering::Release)
        - 1;
    if remaining == 0 {
        // SAFETY: this was the last reference.
        unsafe { free(object) };
    }
    remaining
}

/// Frees an object.
///
/// # Safety
/// The caller has made the reference count 0 with the ordering `Release`, and [`create`] allocated
/// the object.
unsafe fn free<T: Class>(object: NonNull<ComObject<T>>) {
    // Makes the writes visible that other threads made before they released their references.
    fence(Ordering::Acquire);
    // SAFETY: there is no other reference by the contract, and `create` allocated with `Box`.
    catch_panic((), || drop(unsafe { Box::from_raw(object.as_ptr()) }));
}

#[cfg(test)]
mod tests;
