//! The vtable functions that `IEnumBackgroundCopyFiles` and `IEnumBackgroundCopyJobs` share.
//!
//! Invariant: the list of an enumerator never changes after its creation; changes of the queue do
//! not appear in it. Called by C through the vtables in `enum_files` and `enum_jobs`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::boundary::{ComError, OutPtr, write_element};
use super::object::{Class, ComObject, Interface, call, get};
use crate::abi::{E_INVALIDARG, HRESULT, S_FALSE, S_OK, ULONG};

/// A list of engine objects and a position in it.
pub struct Enumerator<T> {
    /// Shared with the clones of the enumerator.
    items: Arc<[T]>,
    /// Index of the item that `Next` returns first; at most the length of the list. The lock is
    /// held only to read or change the index.
    cursor: Mutex<usize>,
}

impl<T> Enumerator<T> {
    pub fn new(items: Vec<T>) -> Enumerator<T> {
        Enumerator {
            items: items.into(),
            cursor: Mutex::new(0),
        }
    }

    /// Moves the cursor by `count`, at most to the end, and returns the items that it passed.
    fn advance(&self, count: ULONG) -> &[T] {
        let mut cursor = self.lock_cursor();
        let first = *cursor;
        *cursor = (first + count as usize).min(self.items.len());
        &self.items[first..*cursor]
    }

    fn lock_cursor(&self) -> MutexGuard<'_, usize> {
        self.cursor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Enumerator<T> {
    fn clone(&self) -> Enumerator<T> {
        Enumerator {
            items: self.items.clone(),
            cursor: Mutex::new(*self.lock_cursor()),
        }
    }
}

/// The interface of an enumerator.
pub trait EnumInterface: Interface<Class = Enumerator<Self::Value>>
where
    Enumerator<Self::Value>: Class,
{
    /// The Rust type of an item.
    type Value: Class + Clone;
    /// The interface that `Next` returns for an item.
    type Item: Interface<Class = Self::Value>;
}

/// Returns `S_OK` when the cursor moved as far as requested, `S_FALSE` when the list ended before.
fn code_of(moved: usize, requested: ULONG) -> HRESULT {
    if moved == requested as usize {
        S_OK
    } else {
        S_FALSE
    }
}

/// `rgelt` has room for `celt` pointers. When fewer are returned, the one behind them is set to
/// NULL and the others stay unchanged.
pub unsafe extern "system" fn next<I: EnumInterface>(
    this: *mut I,
    celt: ULONG,
    rgelt: *mut *mut I::Item,
    pceltFetched: *mut ULONG,
) -> HRESULT
where
    Enumerator<I::Value>: Class,
{
    let fetched = OutPtr::new(pceltFetched).ok();
    let first = if celt == 0 {
        None
    } else {
        OutPtr::new(rgelt).ok()
    };
    call(this, |enumerator: &ComObject<Enumerator<I::Value>>| {
        if first.is_none() && celt != 0 || fetched.is_none() && celt != 1 {
            return Err(ComError(E_INVALIDARG));
        }
        let items = enumerator.advance(celt);
        for (index, item) in items.iter().enumerate() {
            write_element(rgelt, index, enumerator.create_object(item.clone()));
        }
        if items.len() < celt as usize {
            write_element(rgelt, items.len(), std::ptr::null_mut());
        }
        if let Some(fetched) = fetched {
            fetched.write(items.len() as ULONG);
        }
        Ok(code_of(items.len(), celt))
    })
}

pub unsafe extern "system" fn skip<I: EnumInterface>(this: *mut I, celt: ULONG) -> HRESULT
where
    Enumerator<I::Value>: Class,
{
    call(this, |enumerator| {
        Ok(code_of(enumerator.advance(celt).len(), celt))
    })
}

pub unsafe extern "system" fn reset<I: EnumInterface>(this: *mut I) -> HRESULT
where
    Enumerator<I::Value>: Class,
{
    call(this, |enumerator| {
        *enumerator.lock_cursor() = 0;
        Ok(())
    })
}

pub unsafe extern "system" fn clone<I: EnumInterface>(this: *mut I, ppenum: *mut *mut I) -> HRESULT
where
    Enumerator<I::Value>: Class,
{
    get(this, ppenum, |enumerator| {
        Ok(enumerator.create_object(Enumerator::clone(enumerator)))
    })
}

pub unsafe extern "system" fn get_count<I: EnumInterface>(
    this: *mut I,
    puCount: *mut ULONG,
) -> HRESULT
where
    Enumerator<I::Value>: Class,
{
    get(this, puCount, |enumerator| {
        Ok(enumerator.items.len() as ULONG)
    })
}
