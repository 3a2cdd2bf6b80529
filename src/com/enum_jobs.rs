//! `IEnumBackgroundCopyJobs`: the jobs that were in the queue when it was made.

use super::enumerator::{Lists, Snapshot, duplicate, get_count, next, reset, skip};
use super::object::{Class, Face, Vtable, unknown};
use crate::abi::*;
use crate::engine::Job;

impl Class for Snapshot<Job> {
    type Faces = [Vtable; 1];
    const FACES: [Vtable; 1] = [Vtable::of(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IEnumBackgroundCopyJobs, 0)];
}

// SAFETY: face 0 is `VTABLE`, of this interface.
unsafe impl Face for IEnumBackgroundCopyJobs {
    type Class = Snapshot<Job>;
}

impl Lists for IEnumBackgroundCopyJobs {
    type Value = Job;
    type Item = IBackgroundCopyJob;
}

static VTABLE: IEnumBackgroundCopyJobsVtbl = IEnumBackgroundCopyJobsVtbl {
    base: unknown::<IEnumBackgroundCopyJobs>(),
    Next: next,
    Skip: skip,
    Reset: reset,
    Clone: duplicate,
    GetCount: get_count,
};
