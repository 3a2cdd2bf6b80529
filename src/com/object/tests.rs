//! Tests of reference counts, interfaces, and arguments of calls.

use std::ptr::null_mut;
use std::sync::Arc;

use super::*;
use crate::abi::{E_INVALIDARG, IID_IDispatch, IID_IUnknown};
use crate::com::com_ptr::ComPtr;

const IID_ONE: GUID = GUID::from_u128(1);
const IID_TWO: GUID = GUID::from_u128(2);

#[repr(C)]
struct One(VtablePtr);
#[repr(C)]
struct Two(VtablePtr);
struct Sample(#[expect(dead_code, reason = "counted")] Arc<()>);

static ONE: IUnknownVtbl = iunknown_vtbl::<One>();
static TWO: IUnknownVtbl = iunknown_vtbl::<Two>();

impl Class for Sample {
    type Vtables = [VtablePtr; 2];
    const VTABLES: [VtablePtr; 2] = [VtablePtr::new(&ONE), VtablePtr::new(&TWO)];
    const INTERFACES: &'static [(GUID, usize)] = &[(IID_IUnknown, 0), (IID_ONE, 0), (IID_TWO, 1)];
}

unsafe impl Interface for One {
    type Class = Sample;
}

unsafe impl Interface for Two {
    type Class = Sample;
    const VTABLE_INDEX: usize = 1;
}

fn query(object: *mut IUnknown, iid: &GUID) -> Result<*mut IUnknown> {
    let mut found = NonNull::<c_void>::dangling().as_ptr();
    match unsafe { ((*(*object).lpVtbl).QueryInterface)(object, iid, &mut found) } {
        S_OK => Ok(found.cast()),
        code => {
            assert!(found.is_null());
            Err(ComError(code))
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
    let first = create::<Two>(Sample(alive.clone()), WcharEncoding::Utf16).cast::<IUnknown>();
    let identity = query(first, &IID_IUnknown).unwrap();
    for from in [&IID_IUnknown, &IID_ONE, &IID_TWO] {
        let from = query(first, from).unwrap();
        for to in [&IID_IUnknown, &IID_ONE, &IID_TWO] {
            let to = query(from, to).unwrap();
            assert_eq!(query(to, &IID_IUnknown), Ok(identity));
            assert_eq!((release(identity), release(to)), (4, 3));
        }
        assert_eq!(query(from, &IID_IDispatch), Err(ComError(E_NOINTERFACE)));
        assert_eq!(release(from), 2);
    }
    assert_eq!(release(identity), 1);
    assert_eq!(Arc::strong_count(&alive), 2);
    assert_eq!(release(first), 0);
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn null_pointers_are_refused() {
    let unknown = iunknown_vtbl::<Two>();
    let mut found = null_mut();
    unsafe {
        assert_eq!(
            (unknown.QueryInterface)(null_mut(), &IID_ONE, &mut found),
            E_POINTER
        );
        assert_eq!((unknown.AddRef)(null_mut()), 0);
        assert_eq!((unknown.Release)(null_mut()), 0);
        let object = create::<One>(Sample(Arc::default()), WcharEncoding::Utf32);
        let this = object.cast();
        assert_eq!((ONE.QueryInterface)(this, &IID_ONE, null_mut()), E_POINTER);
        assert_eq!(
            (ONE.QueryInterface)(this, std::ptr::null(), &mut found),
            E_POINTER
        );
        assert_eq!(get(object, null_mut::<u32>(), |_| Ok(1)), E_INVALIDARG);
        assert_eq!(
            get_string(object, null_mut(), |_| Ok("a".into())),
            E_INVALIDARG
        );
        assert_eq!((ONE.Release)(this), 0);
    }
}

#[test]
fn values_and_strings_are_returned() {
    let object = create::<Two>(Sample(Arc::default()), WcharEncoding::Utf32);
    let (mut number, mut text) = (7u32, null_mut());
    unsafe {
        assert_eq!(get(object, &mut number, |_| Ok(9)), S_OK);
        assert_eq!(number, 9);
        assert_eq!(
            get(object, &mut number, |_| Err(ComError(E_NOINTERFACE))),
            E_NOINTERFACE
        );
        assert_eq!(number, 0);
        assert_eq!(get_string(object, &mut text, |_| Ok("Ähre".into())), S_OK);
        assert_eq!(
            call(object, |object| object
                .read_string(text)
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
    let object = create::<One>(Sample(alive.clone()), WcharEncoding::Utf16).cast::<IUnknown>();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let held = unsafe { ComPtr::new(object) };
            scope.spawn(move || drop(held));
        }
    });
    assert_eq!(release(object), 0);
    assert_eq!(Arc::strong_count(&alive), 1);
}

fn argument(alive: &Arc<()>) -> (CallArgument<Two>, *mut IUnknown) {
    let argument = CallArgument::<Two>::new(Sample(alive.clone()), WcharEncoding::Utf16);
    let object = argument.as_raw().cast();
    (argument, object)
}

#[test]
fn an_argument_lives_during_the_call() {
    let alive = Arc::new(());
    let (borrowed, object) = argument(&alive);
    assert_eq!((add_ref(object), release(object)), (3, 2));
    assert_eq!(Arc::strong_count(&alive), 2);
    drop(borrowed);
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn an_argument_survives_one_excess_release() {
    let alive = Arc::new(());
    let (released, object) = argument(&alive);
    assert_eq!(release(object), 1);
    let other = query(object, &IID_ONE).unwrap();
    assert_eq!(release(other), 1);
    assert_eq!(Arc::strong_count(&alive), 2);
    drop(released);
    assert_eq!(Arc::strong_count(&alive), 1);
}

#[test]
fn a_kept_argument_belongs_to_the_client() {
    let alive = Arc::new(());
    let (kept, object) = argument(&alive);
    let other = query(object, &IID_ONE).unwrap();
    add_ref(object);
    drop(kept);
    assert_eq!((release(object), Arc::strong_count(&alive)), (1, 2));
    assert_eq!((release(other), Arc::strong_count(&alive)), (0, 1));
}

#[test]
fn an_argument_may_be_released_while_its_call_returns() {
    for _ in 0..100 {
        let alive = Arc::new(());
        let (kept, object) = argument(&alive);
        let held = unsafe { ComPtr::new(object) };
        std::thread::scope(|scope| {
            scope.spawn(move || drop(held));
            drop(kept);
        });
        assert_eq!(Arc::strong_count(&alive), 1);
    }
}

#[test]
fn an_interface_is_named_without_its_module() {
    assert_eq!(name_of::<Two>(), "Two");
}

#[test]
fn a_com_ptr_owns_one_reference() {
    let object = create::<One>(Sample(Arc::default()), WcharEncoding::Utf16).cast::<IUnknown>();
    let held = unsafe { ComPtr::new(object) }.unwrap();
    assert_eq!(held.clone_raw(), object);
    assert_eq!(release(object), 2);
    assert!(held.query_interface(&IID_IDispatch).is_none());
    let other = held.query_interface(&IID_TWO).unwrap();
    assert_ne!(other.as_raw(), held.as_raw());
    drop(held);
    assert_eq!((add_ref(object), release(object)), (3, 2));
    drop(other);
    assert_eq!(release(object), 0);
    assert!(unsafe { ComPtr::new(null_mut()) }.is_none());
}
