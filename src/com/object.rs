//! What every COM object here is: interfaces to call it by, a reference count, and a Rust value
//! behind them.

use std::ffi::c_void;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering, fence};

use super::boundary::{Answer, Code, Out, Result, contain, guard};
use super::strings::Width;
use crate::abi::{
    E_NOINTERFACE, E_NOTIMPL, E_POINTER, GUID, HRESULT, IUnknown, IUnknownVtbl, LPCWSTR, LPWSTR,
    REFIID, S_OK, ULONG,
};

/// A Rust type that stands behind a COM object.
pub trait Class: Sized + Send + Sync + 'static {
    /// The vtables of the object's faces: an array of [`Vtable`].
    type Faces;
    const FACES: Self::Faces;
    /// Every interface the object answers to, with the number of the face that has its methods. The
    /// first face stands for the object's identity.
    const INTERFACES: &'static [(GUID, usize)];
}

/// An interface by which C calls objects of a class.
///
/// # Safety
/// `Class::FACES` is an array of at least `NUMBER + 1` [`Vtable`]s, of which the one at `NUMBER` is
/// of a vtable that begins with this interface's.
pub unsafe trait Face {
    type Class: Class;
    const NUMBER: usize = 0;
}

/// A pointer to a vtable: all that C knows of a face.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Vtable(*const c_void);

impl Vtable {
    pub const fn of<T>(vtable: &'static T) -> Vtable {
        Vtable(std::ptr::from_ref(vtable).cast())
    }
}

/// A COM object. The pointers that C holds point to its faces.
#[repr(C)]
pub struct Object<T: Class> {
    faces: T::Faces,
    references: AtomicU32,
    width: Width,
    value: T,
}

impl<T: Class> Deref for Object<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Class> Object<T> {
    /// The size of the characters of the client that made the object; everything made through the
    /// object has it too.
    pub fn width(&self) -> Width {
        self.width
    }

    /// Reads a text that must be there. `E_INVALIDARG`: NULL, or not UTF-16 or UTF-32.
    ///
    /// # Safety
    /// `text` is NULL or what C means by a text in this object's width.
    pub unsafe fn text(&self, text: LPCWSTR) -> Result<String> {
        // SAFETY: the caller's promise.
        unsafe { self.width.require(text.cast()) }
    }

    /// Reads a text that may be NULL.
    ///
    /// # Safety
    /// As for [`Object::text`].
    pub unsafe fn optional_text(&self, text: LPCWSTR) -> Result<Option<String>> {
        // SAFETY: the caller's promise.
        unsafe { self.width.read(text.cast()) }
    }

    /// Writes a text for the client, who frees it with `CoTaskMemFree`.
    pub fn give_text(&self, text: &str) -> Result<LPWSTR> {
        self.width.write(text)
    }

    /// Makes an object for the client, with this one's width.
    pub fn give<I: Face>(&self, value: I::Class) -> *mut I {
        create(value, self.width)
    }
}

/// Makes an object with one reference, which belongs to whoever gets the pointer.
pub fn create<I: Face>(value: I::Class, width: Width) -> *mut I {
    let object = Box::into_raw(Box::new(Object {
        faces: I::Class::FACES,
        references: AtomicU32::new(1),
        width,
        value,
    }));
    face(object, I::NUMBER).cast()
}

fn face<T: Class>(object: *mut Object<T>, number: usize) -> *mut c_void {
    object.cast::<Vtable>().wrapping_add(number).cast()
}

/// The object that a face belongs to.
fn whole<I: Face>(this: *mut I) -> Option<NonNull<Object<I::Class>>> {
    if this.is_null() {
        return None;
    }
    NonNull::new(this.cast::<Vtable>().wrapping_sub(I::NUMBER).cast())
}

/// Lets C call an object. `E_POINTER` when there is none.
///
/// # Safety
/// `this` is NULL or a face of an object that lives as long as the call.
#[inline]
pub unsafe fn call<I: Face, A: Answer>(
    this: *mut I,
    body: impl FnOnce(&Object<I::Class>) -> Result<A>,
) -> HRESULT {
    let Some(object) = whole(this) else {
        return E_POINTER;
    };
    // SAFETY: the caller's promise; objects are shared, never borrowed mutably.
    guard(|| body(unsafe { object.as_ref() }))
}

/// Lets C ask an object for a value. `E_INVALIDARG` when it gives no place for it.
///
/// # Safety
/// As for [`call`]; `place` is NULL or may be written to.
#[inline]
pub unsafe fn get<I: Face, T>(
    this: *mut I,
    place: *mut T,
    body: impl FnOnce(&Object<I::Class>) -> Result<T>,
) -> HRESULT {
    // SAFETY: the caller's promises.
    unsafe {
        let place = Out::new(place);
        call(this, |object| {
            let place = place?;
            place.set(body(object)?);
            Ok(())
        })
    }
}

/// Lets C ask an object for a text.
///
/// # Safety
/// As for [`get`].
pub unsafe fn get_text<I: Face>(
    this: *mut I,
    place: *mut LPWSTR,
    body: impl FnOnce(&Object<I::Class>) -> Result<String>,
) -> HRESULT {
    // SAFETY: the caller's promises.
    unsafe { get(this, place, |object| object.give_text(&body(object)?)) }
}

/// What a method does that is there for the sake of the vtable.
///
/// # Safety
/// As for [`call`].
pub unsafe fn not_implemented<I: Face>(this: *mut I) -> HRESULT {
    // SAFETY: the caller's promise.
    unsafe { call(this, |_| Err::<(), _>(Code(E_NOTIMPL))) }
}

/// The first three methods of every interface.
pub const fn unknown<I: Face>() -> IUnknownVtbl {
    IUnknownVtbl {
        QueryInterface: query_interface::<I>,
        AddRef: add_ref::<I>,
        Release: release::<I>,
    }
}

/// Asks an object for one of its interfaces.
///
/// # Safety
/// As for [`call`]; `iid` is NULL or points to a GUID, `place` is NULL or may be written to.
pub unsafe fn query<I: Face>(this: *mut I, iid: REFIID, place: *mut *mut c_void) -> HRESULT {
    // SAFETY: the caller's promises.
    unsafe {
        let place = Out::new(place);
        call(this, |object| {
            let place = place.map_err(|_| Code(E_POINTER))?;
            if iid.is_null() {
                return Err(Code(E_POINTER));
            }
            let wanted = iid.read_unaligned();
            let known = I::Class::INTERFACES
                .iter()
                .find(|(known, _)| *known == wanted);
            let (_, number) = known.ok_or(Code(E_NOINTERFACE))?;
            object.references.fetch_add(1, Ordering::Relaxed);
            place.set(face(
                this.cast::<Vtable>()
                    .wrapping_sub(I::NUMBER)
                    .cast::<Object<I::Class>>(),
                *number,
            ));
            Ok(S_OK)
        })
    }
}

unsafe extern "system" fn query_interface<I: Face>(
    this: *mut IUnknown,
    iid: REFIID,
    place: *mut *mut c_void,
) -> HRESULT {
    // SAFETY: C's promise.
    unsafe { query(this.cast::<I>(), iid, place) }
}

unsafe extern "system" fn add_ref<I: Face>(this: *mut IUnknown) -> ULONG {
    let Some(object) = whole(this.cast::<I>()) else {
        return 0;
    };
    // SAFETY: C's promise: the object lives.
    unsafe { object.as_ref() }
        .references
        .fetch_add(1, Ordering::Relaxed)
        + 1
}

unsafe extern "system" fn release<I: Face>(this: *mut IUnknown) -> ULONG {
    let Some(object) = whole(this.cast::<I>()) else {
        return 0;
    };
    // SAFETY: C's promise: the object lives, and the caller owns the reference it gives up.
    let left = unsafe { object.as_ref() }
        .references
        .fetch_sub(1, Ordering::Release)
        - 1;
    if left == 0 {
        fence(Ordering::Acquire);
        // SAFETY: that was the last reference, and `create` made the object with `Box`.
        contain((), || drop(unsafe { Box::from_raw(object.as_ptr()) }));
    }
    left
}

/// A reference to an object of the client's.
pub struct Foreign(NonNull<IUnknown>);

// SAFETY: objects given to this library are called from its threads: the free-threaded model that
// the documentation of the callback interfaces asks for.
unsafe impl Send for Foreign {}
// SAFETY: as above.
unsafe impl Sync for Foreign {}

impl Foreign {
    /// Takes a reference of its own; `None` for NULL.
    ///
    /// # Safety
    /// `object` is NULL or an interface of a living object.
    pub unsafe fn new(object: *mut IUnknown) -> Option<Foreign> {
        let object = NonNull::new(object)?;
        // SAFETY: the caller's promise.
        unsafe { ((*(*object.as_ptr()).lpVtbl).AddRef)(object.as_ptr()) };
        Some(Foreign(object))
    }

    /// The pointer, with one more reference for whoever gets it.
    pub fn give(&self) -> *mut IUnknown {
        // SAFETY: this value holds a reference, so the object lives.
        unsafe { ((*(*self.0.as_ptr()).lpVtbl).AddRef)(self.0.as_ptr()) };
        self.0.as_ptr()
    }

    /// Another of the object's interfaces, if it has it.
    pub fn query(&self, iid: &GUID) -> Option<Foreign> {
        let mut found = std::ptr::null_mut();
        // SAFETY: this value holds a reference, so the object lives.
        let answer = unsafe {
            ((*(*self.0.as_ptr()).lpVtbl).QueryInterface)(self.0.as_ptr(), iid, &mut found)
        };
        NonNull::new(found.cast())
            .filter(|_| answer == S_OK)
            .map(Foreign)
    }

    /// The pointer, good as long as this value.
    pub fn as_ptr(&self) -> *mut IUnknown {
        self.0.as_ptr()
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        // SAFETY: this value holds the reference it gives up.
        unsafe { ((*(*self.0.as_ptr()).lpVtbl).Release)(self.0.as_ptr()) };
    }
}

#[cfg(test)]
mod tests {
    use std::ptr::null_mut;
    use std::sync::Arc;

    use super::*;
    use crate::abi::{E_INVALIDARG, IID_IDispatch, IID_IUnknown};

    const IID_ONE: GUID = GUID::from_u128(1);
    const IID_TWO: GUID = GUID::from_u128(2);

    #[repr(C)]
    struct One(Vtable);
    #[repr(C)]
    struct Two(Vtable);
    struct Sample(#[expect(dead_code, reason = "counted")] Arc<()>);

    static ONE: IUnknownVtbl = unknown::<One>();
    static TWO: IUnknownVtbl = unknown::<Two>();

    impl Class for Sample {
        type Faces = [Vtable; 2];
        const FACES: [Vtable; 2] = [Vtable::of(&ONE), Vtable::of(&TWO)];
        const INTERFACES: &'static [(GUID, usize)] =
            &[(IID_IUnknown, 0), (IID_ONE, 0), (IID_TWO, 1)];
    }

    unsafe impl Face for One {
        type Class = Sample;
    }

    unsafe impl Face for Two {
        type Class = Sample;
        const NUMBER: usize = 1;
    }

    fn ask(object: *mut IUnknown, iid: &GUID) -> Result<*mut IUnknown> {
        let mut found = NonNull::<c_void>::dangling().as_ptr();
        match unsafe { ((*(*object).lpVtbl).QueryInterface)(object, iid, &mut found) } {
            S_OK => Ok(found.cast()),
            code => {
                assert!(found.is_null());
                Err(Code(code))
            }
        }
    }

    fn release(object: *mut IUnknown) -> ULONG {
        unsafe { ((*(*object).lpVtbl).Release)(object) }
    }

    fn add_ref(object: *mut IUnknown) -> ULONG {
        unsafe { ((*(*object).lpVtbl).AddRef)(object) }
    }

    #[test]
    fn interfaces_are_found_from_each_other() {
        let alive = Arc::new(());
        let first = create::<Two>(Sample(alive.clone()), Width::Utf16).cast::<IUnknown>();
        let identity = ask(first, &IID_IUnknown).unwrap();
        for from in [&IID_IUnknown, &IID_ONE, &IID_TWO] {
            let from = ask(first, from).unwrap();
            for to in [&IID_IUnknown, &IID_ONE, &IID_TWO] {
                let to = ask(from, to).unwrap();
                assert_eq!(ask(to, &IID_IUnknown), Ok(identity));
                assert_eq!((release(identity), release(to)), (4, 3));
            }
            assert_eq!(ask(from, &IID_IDispatch), Err(Code(E_NOINTERFACE)));
            assert_eq!(release(from), 2);
        }
        assert_eq!(release(identity), 1);
        assert_eq!(Arc::strong_count(&alive), 2);
        assert_eq!(release(first), 0);
        assert_eq!(Arc::strong_count(&alive), 1);
    }

    #[test]
    fn null_is_survived() {
        let unknown = unknown::<Two>();
        let mut found = null_mut();
        unsafe {
            assert_eq!(
                (unknown.QueryInterface)(null_mut(), &IID_ONE, &mut found),
                E_POINTER
            );
            assert_eq!((unknown.AddRef)(null_mut()), 0);
            assert_eq!((unknown.Release)(null_mut()), 0);
            let object = create::<One>(Sample(Arc::default()), Width::Utf32);
            let this = object.cast();
            assert_eq!((ONE.QueryInterface)(this, &IID_ONE, null_mut()), E_POINTER);
            assert_eq!(
                (ONE.QueryInterface)(this, std::ptr::null(), &mut found),
                E_POINTER
            );
            assert_eq!(get(object, null_mut::<u32>(), |_| Ok(1)), E_INVALIDARG);
            assert_eq!(
                get_text(object, null_mut(), |_| Ok("a".into())),
                E_INVALIDARG
            );
            assert_eq!((ONE.Release)(this), 0);
        }
    }

    #[test]
    fn values_and_texts_are_handed_out() {
        let object = create::<Two>(Sample(Arc::default()), Width::Utf32);
        let (mut number, mut text) = (7u32, null_mut());
        unsafe {
            assert_eq!(get(object, &mut number, |_| Ok(9)), S_OK);
            assert_eq!(number, 9);
            assert_eq!(
                get(object, &mut number, |_| Err(Code(E_NOINTERFACE))),
                E_NOINTERFACE
            );
            assert_eq!(number, 0);
            assert_eq!(get_text(object, &mut text, |_| Ok("Ähre".into())), S_OK);
            assert_eq!(
                call(object, |own| own
                    .text(text)
                    .map(|read| assert_eq!(read, "Ähre"))),
                S_OK
            );
            libc::free(text.cast());
        }
        release(object.cast());
    }

    #[test]
    fn the_last_of_many_threads_frees_the_object() {
        let alive = Arc::new(());
        let object = create::<One>(Sample(alive.clone()), Width::Utf16).cast::<IUnknown>();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                let held = unsafe { Foreign::new(object) };
                scope.spawn(move || drop(held));
            }
        });
        assert_eq!(release(object), 0);
        assert_eq!(Arc::strong_count(&alive), 1);
    }

    #[test]
    fn a_foreign_object_is_held_by_one_reference() {
        let object = create::<One>(Sample(Arc::default()), Width::Utf16).cast::<IUnknown>();
        let held = unsafe { Foreign::new(object) }.unwrap();
        assert_eq!(held.give(), object);
        assert_eq!(release(object), 2);
        assert!(held.query(&IID_IDispatch).is_none());
        let other = held.query(&IID_TWO).unwrap();
        assert_ne!(other.as_ptr(), held.as_ptr());
        drop(held);
        assert_eq!((add_ref(object), release(object)), (3, 2));
        drop(other);
        assert_eq!(release(object), 0);
        assert!(unsafe { Foreign::new(null_mut()) }.is_none());
    }
}
