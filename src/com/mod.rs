//! The C boundary: one file per COM object, each with the vtable of the object and its methods.
//!
//! A C call, for example `IBackgroundCopyJob::Resume`, takes this way:
//!
//! 1. The client calls the function in the vtable to which its interface pointer points. The
//!    vtables of `src/abi` have the layout of the headers; the statics here fill them.
//! 2. The function (`job/bits.rs`) passes `This` to `object::call`, or `object::get` when the
//!    method has one out-pointer. These compute the address of the object from `This`.
//! 3. `boundary` zeroes the out-pointers, checks pointers and enumerations, and catches panics.
//! 4. `strings` decodes each string argument as UTF-16 or UTF-32, as the client's `WCHAR` requires.
//! 5. The method calls the safe Rust type behind the object: `engine::Queue`, `Job` or `File`.
//! 6. The result goes back as an `HRESULT`. Strings and arrays are copied to task memory, which the
//!    client frees; new objects get the character encoding of the object that returned them.
//!
//! Calls to the client go the other way: the engine calls `callbacks::Callback` as an observer, on
//! a thread of the engine that holds no lock, and this calls the client's object through `com_ptr`.
//!
//! # Safety
//! Every `unsafe extern` function in this module is called by C, through a vtable or by its
//! exported name, under one contract: each pointer is NULL or points to what the header declares,
//! and that memory stays valid during the call. Nothing else is assumed: a string may have any
//! length and content, an enumeration may hold any integer, a pointer may be unaligned, and any
//! thread may call any object. `boundary`, `object`, `com_ptr` and `strings` dereference pointers;
//! the other files hand pointers on to them under the same contract, call the client's vtables
//! (`callbacks`), and read the fields of unions.
//!
//! Imports form no circle: `boundary` is the lowest file, then `strings` and `com_ptr`, `object`,
//! the objects, and `exports` at the top.
#![allow(
    non_snake_case,
    reason = "methods and parameters have the names of the headers"
)]
#![allow(
    unsafe_op_in_unsafe_fn,
    reason = "the contract above covers the body of every method; see # Safety"
)]
#![cfg_attr(
    not(feature = "transfer"),
    allow(
        dead_code,
        reason = "without the engine there are no objects; Miri tests the rest"
    )
)]

mod boundary;
mod com_ptr;
mod object;
mod strings;

#[cfg(feature = "transfer")]
mod callbacks;
#[cfg(feature = "transfer")]
mod class_factory;
#[cfg(feature = "transfer")]
mod enum_files;
#[cfg(feature = "transfer")]
mod enum_jobs;
#[cfg(feature = "transfer")]
mod enumerator;
#[cfg(feature = "transfer")]
mod error;
#[cfg(feature = "transfer")]
mod exports;
#[cfg(feature = "transfer")]
mod file;
#[cfg(feature = "transfer")]
mod job;
#[cfg(feature = "transfer")]
mod manager;
#[cfg(feature = "transfer")]
mod peer_cache;
