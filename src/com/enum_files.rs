//! `IEnumBackgroundCopyFiles`: the files a job had when it was made, in the order they were added.

use super::enumerator::{Lists, Snapshot, duplicate, get_count, next, reset, skip};
use super::object::{Class, Face, Vtable, unknown};
use crate::abi::*;
use crate::engine::File;

impl Class for Snapshot<File> {
    type Faces = [Vtable; 1];
    const FACES: [Vtable; 1] = [Vtable::of(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IEnumBackgroundCopyFiles, 0)];
}

// SAFETY: face 0 is `VTABLE`, of this interface.
unsafe impl Face for IEnumBackgroundCopyFiles {
    type Class = Snapshot<File>;
}

impl Lists for IEnumBackgroundCopyFiles {
    type Value = File;
    type Item = IBackgroundCopyFile;
}

static VTABLE: IEnumBackgroundCopyFilesVtbl = IEnumBackgroundCopyFilesVtbl {
    base: unknown::<IEnumBackgroundCopyFiles>(),
    Next: next,
    Skip: skip,
    Reset: reset,
    Clone: duplicate,
    GetCount: get_count,
};
