//! `IBackgroundCopyManager`: the queue.

use std::mem::MaybeUninit;

use uuid::Uuid;

use super::boundary::{Code, Out, Result, checked};
use super::enumerator::Snapshot;
use super::error::describe;
use super::object::{Class, Face, Vtable, call, get, get_text, unknown};
use super::peer_cache;
use crate::abi::*;
use crate::engine::Queue;

impl Class for Queue {
    type Faces = [Vtable; 2];
    const FACES: [Vtable; 2] = [Vtable::of(&VTABLE), Vtable::of(&peer_cache::VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] = &[
        (IID_IUnknown, 0),
        (IID_IBackgroundCopyManager, 0),
        (IID_IBitsPeerCacheAdministration, 1),
    ];
}

// SAFETY: face 0 is `VTABLE`, of this interface.
unsafe impl Face for IBackgroundCopyManager {
    type Class = Queue;
}

// SAFETY: face 1 is `peer_cache::VTABLE`, of this interface.
unsafe impl Face for IBitsPeerCacheAdministration {
    type Class = Queue;
    const NUMBER: usize = 1;
}

static VTABLE: IBackgroundCopyManagerVtbl = IBackgroundCopyManagerVtbl {
    base: unknown::<IBackgroundCopyManager>(),
    CreateJob,
    GetJob,
    EnumJobs,
    GetErrorDescription,
};

/// The text of an id is that of the number behind it.
pub fn guid(id: Uuid) -> GUID {
    GUID::from_u128(id.as_u128())
}

unsafe extern "system" fn CreateJob(
    this: *mut IBackgroundCopyManager,
    DisplayName: LPCWSTR,
    Type: MaybeUninit<BG_JOB_TYPE>,
    pJobId: *mut GUID,
    ppJob: *mut *mut IBackgroundCopyJob,
) -> HRESULT {
    let (id, place) = (Out::new(pJobId), Out::new(ppJob));
    call(this, |queue| {
        let (id, place) = (id?, place?);
        let name = queue.text(DisplayName)?;
        let job = queue.create_job(&name, checked(Type, E_INVALIDARG)?)?;
        id.set(guid(job.id()));
        place.set(queue.give(job));
        Ok(())
    })
}

unsafe extern "system" fn GetJob(
    this: *mut IBackgroundCopyManager,
    jobID: REFGUID,
    ppJob: *mut *mut IBackgroundCopyJob,
) -> HRESULT {
    get(this, ppJob, |queue| {
        let id = read_guid(jobID)?;
        Ok(queue.give(queue.job(Uuid::from_u128(id.to_u128()))?))
    })
}

unsafe extern "system" fn EnumJobs(
    this: *mut IBackgroundCopyManager,
    dwFlags: DWORD,
    ppEnum: *mut *mut IEnumBackgroundCopyJobs,
) -> HRESULT {
    get(this, ppEnum, |queue| {
        if dwFlags & !BG_JOB_ENUM_ALL_USERS != 0 {
            return Err(Code(E_NOTIMPL));
        }
        let jobs = queue.jobs(dwFlags & BG_JOB_ENUM_ALL_USERS != 0)?;
        Ok(queue.give(Snapshot::new(jobs)))
    })
}

unsafe extern "system" fn GetErrorDescription(
    this: *mut IBackgroundCopyManager,
    hResult: HRESULT,
    LanguageId: DWORD,
    pErrorDescription: *mut LPWSTR,
) -> HRESULT {
    get_text(this, pErrorDescription, |_| describe(hResult, LanguageId))
}

/// Reads a GUID that C points to.
///
/// # Safety
/// `guid` is NULL or points to a GUID.
unsafe fn read_guid(guid: REFGUID) -> Result<GUID> {
    if guid.is_null() {
        return Err(Code(E_INVALIDARG));
    }
    Ok(guid.read_unaligned())
}
