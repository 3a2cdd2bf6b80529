//! What stands between C and Rust: no panic gets out, no pointer and no number gets in unchecked.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::abi::{E_INVALIDARG, E_OUTOFMEMORY, E_UNEXPECTED, HRESULT, S_OK};

/// The `HRESULT` a call fails with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(pub HRESULT);

pub type Result<T = ()> = std::result::Result<T, Code>;

#[cfg(feature = "transfer")]
impl From<crate::engine::Error> for Code {
    fn from(error: crate::engine::Error) -> Code {
        Code(error.0)
    }
}

/// What a call that succeeded returns.
pub trait Answer {
    fn code(self) -> HRESULT;
}

impl Answer for () {
    fn code(self) -> HRESULT {
        S_OK
    }
}

impl Answer for HRESULT {
    fn code(self) -> HRESULT {
        self
    }
}

#[cfg(feature = "transfer")]
impl Answer for crate::engine::CallOutcome {
    fn code(self) -> HRESULT {
        use crate::abi::{BG_S_PARTIAL_COMPLETE, BG_S_UNABLE_TO_DELETE_FILES, S_FALSE};
        use crate::engine::CallOutcome;
        match self {
            CallOutcome::Done => S_OK,
            CallOutcome::Nothing => S_FALSE,
            CallOutcome::PartialComplete => BG_S_PARTIAL_COMPLETE,
            CallOutcome::UnableToDeleteFiles => BG_S_UNABLE_TO_DELETE_FILES,
        }
    }
}

/// Runs what an exported function does. A panic in it becomes `E_UNEXPECTED` and a log line.
#[inline]
pub fn guard<A: Answer>(body: impl FnOnce() -> Result<A>) -> HRESULT {
    contain(E_UNEXPECTED, || match body() {
        Ok(answer) => answer.code(),
        Err(Code(code)) => code,
    })
}

/// Runs what an exported function does; `otherwise` is its answer when that panics.
#[inline]
pub fn contain<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => value,
        Err(panic) => {
            let message = panic
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
            log::error!(
                "a call failed unexpectedly: {}",
                message.unwrap_or("no reason given")
            );
            otherwise
        }
    }
}

/// Where a call puts a result: zeroed as soon as the call starts, whatever becomes of it.
pub struct Out<T>(*mut T);

impl<T> Out<T> {
    /// `E_INVALIDARG` for NULL.
    ///
    /// # Safety
    /// `place` is NULL or may be written to as long as the `Out` exists.
    #[inline]
    pub unsafe fn new(place: *mut T) -> Result<Out<T>> {
        if place.is_null() {
            return Err(Code(E_INVALIDARG));
        }
        // SAFETY: the caller's promise; bytes need no alignment.
        unsafe { place.cast::<u8>().write_bytes(0, size_of::<T>()) };
        Ok(Out(place))
    }

    #[inline]
    pub fn set(self, value: T) {
        // SAFETY: the promise made to `Out::new`; C may align as it likes.
        unsafe { self.0.write_unaligned(value) }
    }

    /// Sets one field of a union; the rest stays zero.
    pub fn set_field<F>(self, field: F) {
        const { assert!(size_of::<F>() <= size_of::<T>()) };
        // SAFETY: the promise made to `Out::new`, and the field fits.
        unsafe { self.0.cast::<F>().write_unaligned(field) }
    }
}

/// Memory for the client, who frees it with `CoTaskMemFree`.
pub fn allocate(bytes: usize) -> Result<*mut c_void> {
    // SAFETY: malloc may be called with any size.
    let memory = unsafe { libc::malloc(bytes.max(1)) };
    if memory.is_null() {
        Err(Code(E_OUTOFMEMORY))
    } else {
        Ok(memory)
    }
}

/// Copies values into memory for the client.
pub fn copy<T: Copy>(values: &[T]) -> Result<*mut T> {
    let memory = allocate(size_of_val(values))?.cast::<T>();
    // SAFETY: the memory is new and as large, and aligned for every plain value.
    unsafe { memory.copy_from_nonoverlapping(values.as_ptr(), values.len()) };
    Ok(memory)
}

/// The number behind an enumeration's value that C passed: any number.
pub fn number<T>(value: MaybeUninit<T>) -> i32 {
    const { assert!(size_of::<T>() == size_of::<i32>()) };
    // SAFETY: the sizes are equal, and C passes its arguments initialized.
    unsafe { std::mem::transmute_copy(&value) }
}

/// The value that C passed, if the enumeration has it; else the call fails with `undefined`.
pub fn checked<T: TryFrom<i32>>(value: MaybeUninit<T>, undefined: HRESULT) -> Result<T> {
    T::try_from(number(value)).map_err(|_| Code(undefined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{BG_JOB_TYPE, S_FALSE};

    #[test]
    fn a_panic_stays_inside() {
        std::panic::set_hook(Box::new(|_| ()));
        assert_eq!(guard::<()>(|| panic!("{}", "told")), E_UNEXPECTED);
        assert_eq!(contain(7, || std::panic::panic_any(1)), 7);
        let _ = std::panic::take_hook();
    }

    #[test]
    fn codes_pass_through() {
        assert_eq!(guard(|| Ok(())), S_OK);
        assert_eq!(guard(|| Ok(S_FALSE)), S_FALSE);
        assert_eq!(guard::<()>(|| Err(Code(E_INVALIDARG))), E_INVALIDARG);
    }

    #[test]
    fn results_are_zeroed_first_and_need_no_alignment() {
        let mut bytes = [0xFFu8; 9];
        let place = unsafe { Out::new(bytes.as_mut_ptr().wrapping_add(1).cast::<u64>()) };
        assert!(unsafe { Out::<u64>::new(std::ptr::null_mut()) }.is_err());
        place.ok().unwrap().set(5u64.to_be());
        assert_eq!(bytes, [0xFF, 0, 0, 0, 0, 0, 0, 0, 5]);
    }

    #[test]
    fn numbers_are_checked() {
        let pass = |number: i32| {
            let mut value = MaybeUninit::<BG_JOB_TYPE>::uninit();
            unsafe { value.as_mut_ptr().cast::<i32>().write(number) };
            checked(value, E_INVALIDARG)
        };
        assert_eq!(pass(1), Ok(BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD));
        for wild in [-1, 3, i32::MAX, i32::MIN] {
            assert_eq!(pass(wild), Err(Code(E_INVALIDARG)));
        }
    }
}
