//! What the two enumerators have in common: a list that never changes, and a place in it.

use std::sync::{Arc, Mutex, PoisonError};

use super::boundary::{Code, Out};
use super::object::{Class, Face, Object, call, get};
use crate::abi::{E_INVALIDARG, HRESULT, S_FALSE, S_OK, ULONG};

pub struct Snapshot<T> {
    items: Arc<[T]>,
    next: Mutex<usize>,
}

impl<T> Snapshot<T> {
    pub fn new(items: Vec<T>) -> Snapshot<T> {
        Snapshot {
            items: items.into(),
            next: Mutex::new(0),
        }
    }

    /// Moves the place, as far as `count` and the list go.
    fn advance(&self, count: ULONG) -> &[T] {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *next;
        *next = (first + count as usize).min(self.items.len());
        &self.items[first..*next]
    }

    fn reset(&self) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = 0;
    }

    fn duplicate(&self) -> Snapshot<T> {
        let next = *self.next.lock().unwrap_or_else(PoisonError::into_inner);
        Snapshot {
            items: self.items.clone(),
            next: Mutex::new(next),
        }
    }
}

/// The interface of an enumerator of `Value`s, which are handed out by the interface `Item`.
pub trait Lists: Face<Class = Snapshot<Self::Value>>
where
    Snapshot<Self::Value>: Class,
{
    type Value: Class + Clone;
    type Item: Face<Class = Self::Value>;
}

/// What came of moving on by `wanted`.
fn all_of(wanted: ULONG, got: usize) -> HRESULT {
    if got == wanted as usize {
        S_OK
    } else {
        S_FALSE
    }
}

/// `rgelt` has room for `celt` pointers. Those that are not used stay as they are, but for a NULL
/// behind the last one.
pub unsafe extern "system" fn next<I: Lists>(
    this: *mut I,
    celt: ULONG,
    rgelt: *mut *mut I::Item,
    pceltFetched: *mut ULONG,
) -> HRESULT
where
    Snapshot<I::Value>: Class,
{
    let fetched = Out::new(pceltFetched).ok();
    let first = if celt == 0 {
        None
    } else {
        Out::new(rgelt).ok()
    };
    call(this, |list: &Object<Snapshot<I::Value>>| {
        if first.is_none() && celt != 0 || fetched.is_none() && celt != 1 {
            return Err(Code(E_INVALIDARG));
        }
        let items = list.advance(celt);
        for (index, item) in items.iter().enumerate() {
            rgelt.add(index).write_unaligned(list.give(item.clone()));
        }
        if items.len() < celt as usize {
            rgelt.add(items.len()).write_unaligned(std::ptr::null_mut());
        }
        if let Some(fetched) = fetched {
            fetched.set(items.len() as ULONG);
        }
        Ok(all_of(celt, items.len()))
    })
}

pub unsafe extern "system" fn skip<I: Lists>(this: *mut I, celt: ULONG) -> HRESULT
where
    Snapshot<I::Value>: Class,
{
    call(this, |list| Ok(all_of(celt, list.advance(celt).len())))
}

pub unsafe extern "system" fn reset<I: Lists>(this: *mut I) -> HRESULT
where
    Snapshot<I::Value>: Class,
{
    call(this, |list| {
        list.reset();
        Ok(())
    })
}

pub unsafe extern "system" fn duplicate<I: Lists>(this: *mut I, ppenum: *mut *mut I) -> HRESULT
where
    Snapshot<I::Value>: Class,
{
    get(this, ppenum, |list| Ok(list.give(list.duplicate())))
}

pub unsafe extern "system" fn get_count<I: Lists>(this: *mut I, puCount: *mut ULONG) -> HRESULT
where
    Snapshot<I::Value>: Class,
{
    get(this, puCount, |list| Ok(list.items.len() as ULONG))
}
