//! The clients' callback objects, as the engine's observers.

use std::any::Any;
use std::sync::Arc;

use super::boundary::{Code, Result};
use super::error::JobFailure;
use super::file;
use super::object::{Face, Foreign, create};
use super::strings::Width;
use crate::abi::*;
use crate::engine::Observer;
use crate::engine::{File, FileRange, Job, JobError};

/// A callback object, and the size of characters that what it is given must have.
pub struct Callback {
    object: Foreign,
    width: Width,
}

/// The callback object that this process has set for a job.
pub fn of(job: &Job) -> Option<*mut IUnknown> {
    let observer: Arc<dyn Any + Send + Sync> = job.observer()?;
    Some(observer.downcast::<Callback>().ok()?.object.give())
}

/// An object of ours, lent to a callback for the time of a call.
struct Lent<I: Face>(*mut I);

impl<I: Face> Lent<I> {
    fn new(value: I::Class, width: Width) -> Lent<I> {
        Lent(create(value, width))
    }
}

impl<I: Face> Drop for Lent<I> {
    fn drop(&mut self) {
        let object = self.0.cast::<IUnknown>();
        // SAFETY: `create` made the object with the reference that is given up here.
        unsafe { ((*(*object).lpVtbl).Release)(object) };
    }
}

impl Callback {
    /// `E_NOINTERFACE` when the object has not the interface that a job calls.
    pub fn new(object: Foreign, width: Width) -> Result<Arc<Callback>> {
        match object.query(&IID_IBackgroundCopyCallback) {
            Some(_) => Ok(Arc::new(Callback { object, width })),
            None => Err(Code(E_NOINTERFACE)),
        }
    }

    /// Makes a call with a job; false when it fails, or the object has no such interface.
    fn call(
        &self,
        job: &Job,
        call: impl FnOnce(*mut IBackgroundCopyCallback, *mut IBackgroundCopyJob) -> HRESULT,
    ) -> bool {
        let Some(callback) = self.object.query(&IID_IBackgroundCopyCallback) else {
            return false;
        };
        let job = Lent::<IBackgroundCopyJob>::new(job.clone(), self.width);
        call(callback.as_ptr().cast(), job.0) == S_OK
    }

    /// Makes a call of a later interface, with a job and a file of it; `None` when the object has
    /// no such interface.
    fn call_with_file(
        &self,
        interface: &GUID,
        job: &Job,
        file: &File,
        call: impl FnOnce(*mut IUnknown, *mut IBackgroundCopyJob, *mut IBackgroundCopyFile) -> HRESULT,
    ) -> Option<HRESULT> {
        let callback = self.object.query(interface)?;
        let job = Lent::<IBackgroundCopyJob>::new(job.clone(), self.width);
        let file = Lent::<IBackgroundCopyFile>::new(file.clone(), self.width);
        Some(call(callback.as_ptr().cast(), job.0, file.0))
    }
}

// In each of these calls, C's side of the contract of the callback interfaces is relied on: the
// vtable that `QueryInterface` answered with has the methods of the interface that was asked for.
impl Observer for Callback {
    fn transferred(&self, job: &Job) -> bool {
        // SAFETY: both objects live during the call.
        self.call(job, |callback, job| unsafe {
            ((*(*callback).lpVtbl).JobTransferred)(callback, job)
        })
    }

    fn failed(&self, job: &Job, error: &JobError) -> bool {
        let failure = JobFailure {
            job: job.clone(),
            error: error.clone(),
        };
        let error = Lent::<IBackgroundCopyError>::new(failure, self.width);
        // SAFETY: all three objects live during the call.
        self.call(job, |callback, job| unsafe {
            ((*(*callback).lpVtbl).JobError)(callback, job, error.0)
        })
    }

    fn modified(&self, job: &Job) -> bool {
        // SAFETY: both objects live during the call.
        self.call(job, |callback, job| unsafe {
            ((*(*callback).lpVtbl).JobModification)(callback, job, 0)
        })
    }

    fn file_transferred(&self, job: &Job, file: &File) -> bool {
        let code = self.call_with_file(
            &IID_IBackgroundCopyCallback2,
            job,
            file,
            |callback, job, file| {
                let callback: *mut IBackgroundCopyCallback2 = callback.cast();
                // SAFETY: all three objects live during the call.
                unsafe { ((*(*callback).lpVtbl).FileTransferred)(callback, job, file) }
            },
        );
        code.is_none_or(|code| code >= 0)
    }

    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) {
        let ranges = file::to_abi(ranges);
        let (count, list) = (ranges.len() as DWORD, ranges.as_ptr());
        self.call_with_file(
            &IID_IBackgroundCopyCallback3,
            job,
            file,
            |callback, job, file| {
                let callback: *mut IBackgroundCopyCallback3 = callback.cast();
                // SAFETY: the objects and the ranges live during the call.
                unsafe {
                    ((*(*callback).lpVtbl).FileRangesTransferred)(callback, job, file, count, list)
                }
            },
        );
    }
}
