//! `IBackgroundCopyManager`: creates, finds and lists the jobs of the queue.
//!
//! The object also has the interface `IBitsPeerCacheAdministration`, see `peer_cache`. Called by C
//! through the vtable, for an object that `bits_CoCreateInstance` or the class factory returned.

use std::mem::MaybeUninit;

use uuid::Uuid;

use super::boundary::{ComError, OutPtr, checked_enum, guid_of, read_arg};
use super::enumerator::Enumerator;
use super::error::error_description;
use super::object::{Class, Interface, VtablePtr, call, get, get_string, iunknown_vtbl};
use super::peer_cache;
use crate::abi::*;
use crate::engine::Queue;

impl Class for Queue {
    type Vtables = [VtablePtr; 2];
    const VTABLES: [VtablePtr; 2] = [VtablePtr::new(&VTABLE), VtablePtr::new(&peer_cache::VTABLE)];
    const INTERFACES: &'static [(GUID, usize)] = &[
        (IID_IUnknown, 0),
        (IID_IBackgroundCopyManager, 0),
        (IID_IBitsPeerCacheAdministration, 1),
    ];
}

// SAFETY: vtable 0 is `VTABLE`, which belongs to this interface.
unsafe impl Interface for IBackgroundCopyManager {
    type Class = Queue;
}

static VTABLE: IBackgroundCopyManagerVtbl = IBackgroundCopyManagerVtbl {
    base: iunknown_vtbl::<IBackgroundCopyManager>(),
    CreateJob,
    GetJob,
    EnumJobs,
    GetErrorDescription,
};

unsafe extern "system" fn CreateJob(
    this: *mut IBackgroundCopyManager,
    DisplayName: LPCWSTR,
    Type: MaybeUninit<BG_JOB_TYPE>,
    pJobId: *mut GUID,
    ppJob: *mut *mut IBackgroundCopyJob,
) -> HRESULT {
    let (id_out, job_out) = (OutPtr::new(pJobId), OutPtr::new(ppJob));
    call(this, |queue| {
        let (id_out, job_out) = (id_out?, job_out?);
        let name = queue.read_string(DisplayName)?;
        let job = queue.create_job(&name, checked_enum(Type, E_INVALIDARG)?)?;
        id_out.write(guid_of(job.id()));
        job_out.write(queue.create_object(job));
        Ok(())
    })
}

unsafe extern "system" fn GetJob(
    this: *mut IBackgroundCopyManager,
    jobID: REFGUID,
    ppJob: *mut *mut IBackgroundCopyJob,
) -> HRESULT {
    get(this, ppJob, |queue| {
        let id = Uuid::from_u128(read_arg(jobID)?.to_u128());
        Ok(queue.create_object(queue.job(id)?))
    })
}

unsafe extern "system" fn EnumJobs(
    this: *mut IBackgroundCopyManager,
    dwFlags: DWORD,
    ppEnum: *mut *mut IEnumBackgroundCopyJobs,
) -> HRESULT {
    get(this, ppEnum, |queue| {
        if dwFlags & !BG_JOB_ENUM_ALL_USERS != 0 {
            return Err(ComError(E_NOTIMPL));
        }
        let jobs = queue.jobs(dwFlags & BG_JOB_ENUM_ALL_USERS != 0)?;
        Ok(queue.create_object(Enumerator::new(jobs)))
    })
}

unsafe extern "system" fn GetErrorDescription(
    this: *mut IBackgroundCopyManager,
    hResult: HRESULT,
    LanguageId: DWORD,
    pErrorDescription: *mut LPWSTR,
) -> HRESULT {
    get_string(this, pErrorDescription, |_| {
        error_description(hResult, LanguageId)
    })
}
