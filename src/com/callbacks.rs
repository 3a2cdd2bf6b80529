//! Calls to the `IBackgroundCopyCallback*` objects of clients.
//!
//! Called by the engine's notification threads through the trait [`Observer`], in order for each
//! job and with no lock held. Each call creates new objects for the job, the file or the error, and
//! releases them afterwards (see [`CallArgument`]); the client adds a reference to keep one.
//!
//! Rust cannot catch the exceptions of other languages. An exception that leaves a method of the
//! client ends the process; [`UnwindLog`] names the method in the log before.

use std::any::Any;
use std::mem::transmute;
use std::sync::Arc;

use super::boundary::{ComError, Result};
use super::com_ptr::ComPtr;
use super::error::BackgroundCopyError;
use super::file::to_abi_ranges;
use super::object::CallArgument;
use super::strings::WcharEncoding;
use crate::abi::*;
use crate::engine::Observer;
use crate::engine::{File, FileRange, Job, JobError};

/// A callback object of the client, as an observer of the engine.
pub struct Callback {
    /// The object that the client passed to `SetNotifyInterface`.
    object: ComPtr,
    /// The encoding of the job on which the client set the object. The objects that the client
    /// receives have it too.
    encoding: WcharEncoding,
}

/// Returns the callback object that this process has set for a job, with one more reference.
pub fn callback_of(job: &Job) -> Option<*mut IUnknown> {
    let observer: Arc<dyn Any + Send + Sync> = job.observer()?;
    Some(observer.downcast::<Callback>().ok()?.object.clone_raw())
}

impl Callback {
    /// Fails with `E_NOINTERFACE` when the object does not have `IBackgroundCopyCallback`.
    pub fn new(object: ComPtr, encoding: WcharEncoding) -> Result<Arc<Callback>> {
        match object.query_interface(&IID_IBackgroundCopyCallback) {
            Some(_) => Ok(Arc::new(Callback { object, encoding })),
            None => Err(ComError(E_NOINTERFACE)),
        }
    }

    /// Calls the method `name` of `IBackgroundCopyCallback`. Returns whether it returned `S_OK`.
    fn invoke(
        &self,
        name: &'static str,
        job: &Job,
        method: impl FnOnce(*mut IBackgroundCopyCallback, *mut IBackgroundCopyJob) -> HRESULT,
    ) -> bool {
        let Some(callback) = self.object.query_interface(&IID_IBackgroundCopyCallback) else {
            return false;
        };
        let job = CallArgument::<IBackgroundCopyJob>::new(job.clone(), self.encoding);
        let code = UnwindLog::watch(name, || method(callback.as_raw().cast(), job.as_raw()));
        code == S_OK
    }

    /// Calls the method `name` of the later interface `iid`, which receives a file too. Returns
    /// `None` when the object does not have the interface.
    fn invoke_with_file<F>(
        &self,
        (name, iid): (&'static str, &GUID),
        job: &Job,
        file: &File,
        method: F,
    ) -> Option<HRESULT>
    where
        F: FnOnce(*mut IUnknown, *mut IBackgroundCopyJob, *mut IBackgroundCopyFile) -> HRESULT,
    {
        let callback = self.object.query_interface(iid)?;
        let job = CallArgument::<IBackgroundCopyJob>::new(job.clone(), self.encoding);
        let file = CallArgument::<IBackgroundCopyFile>::new(file.clone(), self.encoding);
        Some(UnwindLog::watch(name, || {
            method(callback.as_raw(), job.as_raw(), file.as_raw())
        }))
    }
}

/// Writes an error to the log if an exception leaves a method of the client.
struct UnwindLog {
    /// The name of the method.
    method: &'static str,
}

impl UnwindLog {
    /// Runs a call of the client's method.
    fn watch<T>(method: &'static str, call: impl FnOnce() -> T) -> T {
        let log = UnwindLog { method };
        let result = call();
        std::mem::forget(log);
        result
    }
}

impl Drop for UnwindLog {
    /// Runs only while the stack is unwound. No caller can catch the exception: Rust ends the
    /// process when it arrives at the start of the thread.
    fn drop(&mut self) {
        log::error!(
            "an exception left the callback method {} of the program; the process ends",
            self.method
        );
        log::logger().flush();
    }
}

// The vtables declare methods that do not unwind, as the interface requires. The calls use these
// types, with which an exception unwinds the stack up to `UnwindLog`; with the declared types the
// process would end without a line in the log.
type JobMethod = unsafe extern "system-unwind" fn(
    *mut IBackgroundCopyCallback,
    *mut IBackgroundCopyJob,
) -> HRESULT;
type JobErrorMethod = unsafe extern "system-unwind" fn(
    *mut IBackgroundCopyCallback,
    *mut IBackgroundCopyJob,
    *mut IBackgroundCopyError,
) -> HRESULT;
type JobModificationMethod = unsafe extern "system-unwind" fn(
    *mut IBackgroundCopyCallback,
    *mut IBackgroundCopyJob,
    DWORD,
) -> HRESULT;
type FileMethod = unsafe extern "system-unwind" fn(
    *mut IBackgroundCopyCallback2,
    *mut IBackgroundCopyJob,
    *mut IBackgroundCopyFile,
) -> HRESULT;
type FileRangesMethod = unsafe extern "system-unwind" fn(
    *mut IBackgroundCopyCallback3,
    *mut IBackgroundCopyJob,
    *mut IBackgroundCopyFile,
    DWORD,
    *const BG_FILE_RANGE,
) -> HRESULT;

// Each SAFETY comment below also relies on the rules of COM: the vtable that `QueryInterface`
// returned has the methods of the requested interface. `transmute` changes nothing but whether a
// call may unwind, which is no part of the calling convention.
impl Observer for Callback {
    fn transferred(&self, job: &Job) -> bool {
        // SAFETY: both objects live during the call.
        self.invoke("JobTransferred", job, |callback, job| unsafe {
            let method: JobMethod = transmute((*(*callback).lpVtbl).JobTransferred);
            method(callback, job)
        })
    }

    fn failed(&self, job: &Job, error: &JobError) -> bool {
        let error = BackgroundCopyError {
            job: job.clone(),
            error: error.clone(),
        };
        let error = CallArgument::<IBackgroundCopyError>::new(error, self.encoding);
        // SAFETY: all three objects live during the call.
        self.invoke("JobError", job, |callback, job| unsafe {
            let method: JobErrorMethod = transmute((*(*callback).lpVtbl).JobError);
            method(callback, job, error.as_raw())
        })
    }

    fn modified(&self, job: &Job) -> bool {
        // SAFETY: both objects live during the call.
        self.invoke("JobModification", job, |callback, job| unsafe {
            let method: JobModificationMethod = transmute((*(*callback).lpVtbl).JobModification);
            method(callback, job, 0)
        })
    }

    /// Returns true for each success code, and for an object without `IBackgroundCopyCallback2`:
    /// the call is not repeated.
    fn file_transferred(&self, job: &Job, file: &File) -> bool {
        let code = self.invoke_with_file(
            ("FileTransferred", &IID_IBackgroundCopyCallback2),
            job,
            file,
            |callback, job, file| {
                let callback: *mut IBackgroundCopyCallback2 = callback.cast();
                // SAFETY: all three objects live during the call.
                unsafe {
                    let method: FileMethod = transmute((*(*callback).lpVtbl).FileTransferred);
                    method(callback, job, file)
                }
            },
        );
        code.is_none_or(|code| code >= 0)
    }

    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]) {
        let ranges = to_abi_ranges(ranges);
        let (count, first) = (ranges.len() as DWORD, ranges.as_ptr());
        self.invoke_with_file(
            ("FileRangesTransferred", &IID_IBackgroundCopyCallback3),
            job,
            file,
            |callback, job, file| {
                let callback: *mut IBackgroundCopyCallback3 = callback.cast();
                // SAFETY: the objects and the ranges live during the call.
                unsafe {
                    let method: FileRangesMethod =
                        transmute((*(*callback).lpVtbl).FileRangesTransferred);
                    method(callback, job, file, count, first)
                }
            },
        );
    }
}
