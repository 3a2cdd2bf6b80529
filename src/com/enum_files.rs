//! `IEnumBackgroundCopyFiles`: the files of a job at the time of the call, in the order of
//! `AddFile`.
//!
//! Called by C through the vtable, for an object that `IBackgroundCopyJob::EnumFiles` or `Clone`
//! returned.

use super::enumerator::{EnumInterface, Enumerator, clone, get_count, next, reset, skip};
use super::object::{Class, Interface, VtablePtr, iunknown_vtbl};
use crate::abi::*;
use crate::engine::File;

impl Class for Enumerator<File> {
    type Vtables = [VtablePtr; 1];
    const VTABLES: [VtablePtr; 1] = [VtablePtr::new(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IEnumBackgroundCopyFiles, 0)];
}

// SAFETY: vtable 0 is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IEnumBackgroundCopyFiles {
    type Class = Enumerator<File>;
}

impl EnumInterface for IEnumBackgroundCopyFiles {
    type Value = File;
    type Item = IBackgroundCopyFile;
}

static VTABLE: IEnumBackgroundCopyFilesVtbl = IEnumBackgroundCopyFilesVtbl {
    base: iunknown_vtbl::<IEnumBackgroundCopyFiles>(),
    Next: next,
    Skip: skip,
    Reset: reset,
    Clone: clone,
    GetCount: get_count,
};
