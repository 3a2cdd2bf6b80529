//! The way to an object of the library that a C program takes.

use std::ptr::null_mut;

use bits::abi::*;

/// Returns a new manager for a client whose characters have this width in bytes.
pub fn manager(width: usize) -> *mut IBackgroundCopyManager {
    let mut manager = null_mut();
    // SAFETY: the pointers are valid, and NULL where they may be.
    let code = unsafe {
        bits_CoCreateInstance(
            &CLSID_BackgroundCopyManager,
            null_mut(),
            4,
            &IID_IBackgroundCopyManager,
            &mut manager,
            width,
        )
    };
    assert_eq!(code, S_OK);
    manager.cast()
}
