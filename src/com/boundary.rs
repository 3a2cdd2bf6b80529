//! The checks between C and Rust: panics, pointers, integers and task memory.
//!
//! Invariants: no panic unwinds into C; an out-pointer holds zeroes as soon as a call has started;
//! an integer from C becomes a Rust enum only after a check; no pointer from C needs alignment.
//!
//! Called by every method of a COM object and by every exported function.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::abi::{E_INVALIDARG, E_OUTOFMEMORY, E_UNEXPECTED, HRESULT, S_OK};

/// The error of a call: the `HRESULT` that C receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComError(pub HRESULT);

pub type Result<T = ()> = std::result::Result<T, ComError>;

#[cfg(feature = "transfer")]
impl From<crate::engine::Error> for ComError {
    fn from(error: crate::engine::Error) -> ComError {
        ComError(error.0)
    }
}

/// A value of a successful call that has an `HRESULT`.
pub trait IntoHresult {
    fn into_hresult(self) -> HRESULT;
}

impl IntoHresult for () {
    fn into_hresult(self) -> HRESULT {
        S_OK
    }
}

impl IntoHresult for HRESULT {
    fn into_hresult(self) -> HRESULT {
        self
    }
}

#[cfg(feature = "transfer")]
impl IntoHresult for crate::engine::CallOutcome {
    fn into_hresult(self) -> HRESULT {
        use crate::abi::{BG_S_PARTIAL_COMPLETE, BG_S_UNABLE_TO_DELETE_FILES, S_FALSE};
        use crate::engine::CallOutcome;
        match self {
            CallOutcome::Done => S_OK,
            CallOutcome::NothingToDo => S_FALSE,
            CallOutcome::PartialComplete => BG_S_PARTIAL_COMPLETE,
            CallOutcome::UnableToDeleteFiles => BG_S_UNABLE_TO_DELETE_FILES,
        }
    }
}

/// Runs the body of a function that C calls and returns its `HRESULT`. A panic in the body becomes
/// `E_UNEXPECTED` and a log line.
#[inline]
pub fn hresult_of<A: IntoHresult>(body: impl FnOnce() -> Result<A>) -> HRESULT {
    catch_panic(E_UNEXPECTED, || match body() {
        Ok(success) => success.into_hresult(),
        Err(ComError(code)) => code,
    })
}

/// Runs the body of a function that C calls. Returns `fallback` and writes a log line when the body
/// panics.
#[inline]
pub fn catch_panic<T>(fallback: T, body: impl FnOnce() -> T) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(panic) => {
            let message = panic
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            log::error!(
                "a call failed because of an internal error: {}",
                message.unwrap_or("no message")
            );
            fallback
        }
    }
}

/// An out-pointer of a call. Its target is zeroed when the call starts.
pub struct OutPtr<T>(*mut T);

impl<T> OutPtr<T> {
    /// Checks the pointer and zeroes its target. Fails with `E_INVALIDARG` when it is NULL.
    ///
    /// # Safety
    /// `target` is NULL or writable as long as the `OutPtr` exists.
    #[inline]
    pub unsafe fn new(target: *mut T) -> Result<OutPtr<T>> {
        if target.is_null() {
            return Err(ComError(E_INVALIDARG));
        }
        // SAFETY: the target is writable by the contract; bytes need no alignment.
        unsafe { target.cast::<u8>().write_bytes(0, size_of::<T>()) };
        Ok(OutPtr(target))
    }

    #[inline]
    pub fn write(self, value: T) {
        // SAFETY: the target is writable by the contract of `new`. It may be unaligned.
        unsafe { self.0.write_unaligned(value) }
    }

    /// Writes one field of a union; the other bytes stay zero.
    pub fn write_field<F>(self, field: F) {
        const { assert!(size_of::<F>() <= size_of::<T>()) };
        // SAFETY: the target is writable by the contract of `new`, and the field fits into it.
        unsafe { self.0.cast::<F>().write_unaligned(field) }
    }
}

/// Reads a value to which an argument points. Fails with `E_INVALIDARG` when the pointer is NULL.
///
/// # Safety
/// `pointer` is NULL or points to a valid `T`. It may be unaligned.
pub unsafe fn read_arg<T: Copy>(pointer: *const T) -> Result<T> {
    if pointer.is_null() {
        return Err(ComError(E_INVALIDARG));
    }
    // SAFETY: the pointer is not NULL, so it points to a value by the contract.
    Ok(unsafe { pointer.read_unaligned() })
}

/// Reads the elements of an array argument, each when the iterator reaches it. Fails with
/// `E_INVALIDARG` when the pointer is NULL.
///
/// # Safety
/// `first` is NULL or points to `count` valid elements as long as the iterator exists. It may be
/// unaligned.
pub unsafe fn read_array<T: Copy>(first: *const T, count: u32) -> Result<impl Iterator<Item = T>> {
    if first.is_null() {
        return Err(ComError(E_INVALIDARG));
    }
    // SAFETY: the array has `count` elements by the contract.
    Ok((0..count as usize).map(move |index| unsafe { first.add(index).read_unaligned() }))
}

/// Writes one element of an array to which an out-pointer points.
///
/// # Safety
/// `first` points to an array of more than `index` writable elements. It may be unaligned.
pub unsafe fn write_element<T>(first: *mut T, index: usize, value: T) {
    // SAFETY: the element is in the array by the contract.
    unsafe { first.add(index).write_unaligned(value) };
}

/// Allocates memory that the client frees with `CoTaskMemFree`. `size` is in bytes.
pub fn alloc_task_memory(size: usize) -> Result<*mut c_void> {
    // SAFETY: malloc accepts any size.
    let memory = unsafe { libc::malloc(size.max(1)) };
    if memory.is_null() {
        Err(ComError(E_OUTOFMEMORY))
    } else {
        Ok(memory)
    }
}

/// Copies values to memory that the client frees with `CoTaskMemFree`.
pub fn to_task_memory<T: Copy>(values: &[T]) -> Result<*mut T> {
    let memory = alloc_task_memory(size_of_val(values))?.cast::<T>();
    // SAFETY: the memory is new, has the size of the values, and malloc aligns for every `Copy`
    // type of the headers.
    unsafe { memory.copy_from_nonoverlapping(values.as_ptr(), values.len()) };
    Ok(memory)
}

/// Returns the integer that C passed for an enumeration. It may be no value of the enumeration.
pub fn raw_enum<T>(value: MaybeUninit<T>) -> i32 {
    const { assert!(size_of::<T>() == size_of::<i32>()) };
    // SAFETY: the sizes are equal, and C passes its arguments initialized.
    unsafe { std::mem::transmute_copy(&value) }
}

/// Converts the integer that C passed for an enumeration. Fails with `undefined` when the
/// enumeration has no such value.
pub fn checked_enum<T: TryFrom<i32>>(value: MaybeUninit<T>, undefined: HRESULT) -> Result<T> {
    T::try_from(raw_enum(value)).map_err(|_| ComError(undefined))
}

/// Converts an id of the engine. Both types print the same text.
#[cfg(feature = "transfer")]
pub fn guid_of(id: uuid::Uuid) -> crate::abi::GUID {
    crate::abi::GUID::from_u128(id.as_u128())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{BG_JOB_TYPE, S_FALSE};

    #[test]
    fn a_panic_becomes_the_fallback() {
        std::panic::set_hook(Box::new(|_| ()));
        assert_eq!(hresult_of::<()>(|| panic!("{}", "message")), E_UNEXPECTED);
        assert_eq!(catch_panic(7, || std::panic::panic_any(1)), 7);
        let _ = std::panic::take_hook();
    }

    #[test]
    fn codes_pass_through() {
        assert_eq!(hresult_of(|| Ok(())), S_OK);
        assert_eq!(hresult_of(|| Ok(S_FALSE)), S_FALSE);
        assert_eq!(
            hresult_of::<()>(|| Err(ComError(E_INVALIDARG))),
            E_INVALIDARG
        );
    }

    #[test]
    fn results_are_zeroed_first_and_need_no_alignment() {
        let mut bytes = [0xFFu8; 9];
        let target = unsafe { OutPtr::new(bytes.as_mut_ptr().wrapping_add(1).cast::<u64>()) };
        assert!(unsafe { OutPtr::<u64>::new(std::ptr::null_mut()) }.is_err());
        target.ok().unwrap().write(5u64.to_be());
        assert_eq!(bytes, [0xFF, 0, 0, 0, 0, 0, 0, 0, 5]);
    }

    #[test]
    fn enumerations_are_checked() {
        let pass = |integer: i32| {
            let mut value = MaybeUninit::<BG_JOB_TYPE>::uninit();
            unsafe { value.as_mut_ptr().cast::<i32>().write(integer) };
            checked_enum(value, E_INVALIDARG)
        };
        assert_eq!(pass(1), Ok(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD));
        for wild in [-1, 3, i32::MAX, i32::MIN] {
            assert_eq!(pass(wild), Err(ComError(E_INVALIDARG)));
        }
    }
}
