//! `IEnumBackgroundCopyJobs`: the jobs that the queue had at the time of the call.
//!
//! Called by C through the vtable, for an object that `IBackgroundCopyManager::EnumJobs` or `Clone`
//! returned.

use super::enumerator::{EnumInterface, Enumerator, clone, get_count, next, reset, skip};
use super::object::{Class, Interface, VtablePtr, iunknown_vtbl};
use crate::abi::*;
use crate::engine::Job;

impl Class for Enumerator<Job> {
    type Vtables = [VtablePtr; 1];
    const VTABLES: [VtablePtr; 1] = [VtablePtr::new(&VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] =
        &[(IID_IUnknown, 0), (IID_IEnumBackgroundCopyJobs, 0)];
}

// SAFETY: vtable 0 is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IEnumBackgroundCopyJobs {
    type Class = Enumerator<Job>;
}

impl EnumInterface for IEnumBackgroundCopyJobs {
    type Value = Job;
    type Item = IBackgroundCopyJob;
}

static VTABLE: IEnumBackgroundCopyJobsVtbl = IEnumBackgroundCopyJobsVtbl {
    base: iunknown_vtbl::<IEnumBackgroundCopyJobs>(),
    Next: next,
    Skip: skip,
    Reset: reset,
    Clone: clone,
    GetCount: get_count,
};
