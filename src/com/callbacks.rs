//! The clients' callback objects: one per job, in this process only. The engine says when they are to be called.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};

use uuid::Uuid;

use super::boundary::Result;
use super::error::JobFailure;
use super::object::{Face, Foreign, create, unknown};
use super::strings::Width;
use crate::abi::*;
use crate::engine::notify::Observer;
use crate::engine::{File, Job, JobError};

/// A client's object, as long as the job has it.
pub struct Callback {
    object: Mutex<Option<Arc<Foreign>>>,
    /// Of the characters of the jobs it is given.
    width: Width,
}

/// By job. No object is called, and none loses its last reference here, while this is locked.
static CALLBACKS: LazyLock<Mutex<HashMap<Uuid, Weak<Callback>>>> = LazyLock::new(Mutex::default);

fn callbacks() -> MutexGuard<'static, HashMap<Uuid, Weak<Callback>>> {
    CALLBACKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a job's callback object in place of the one before, or none.
pub fn set(job: &Job, object: Option<Foreign>, width: Width) -> Result {
    let callback = object.map(|object| {
        Arc::new(Callback {
            object: Mutex::new(Some(Arc::new(object))),
            width,
        })
    });
    let mut callbacks = callbacks();
    let before = callbacks.get(&job.id()).and_then(Weak::upgrade);
    job.set_observer(callback.clone().map(|callback| callback as Arc<dyn Observer>))?;
    callbacks.retain(|_, callback| callback.strong_count() > 0);
    match callback {
        Some(callback) => callbacks.insert(job.id(), Arc::downgrade(&callback)),
        None => callbacks.remove(&job.id()),
    };
    drop(callbacks);
    drop(before.and_then(|before| before.take()));
    Ok(())
}

/// Lets go of the callback object of a job that left the queue.
pub fn forget(job: &Job) {
    let before = callbacks().remove(&job.id());
    drop(
        before
            .and_then(|before| before.upgrade())
            .and_then(|before| before.take()),
    );
}

/// The job's callback object, if this process has set one.
pub fn of(job: &Job) -> Option<Arc<Foreign>> {
    let callback = callbacks().get(&job.id()).and_then(Weak::upgrade)?;
    callback.object()
}

impl Callback {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Foreign>>> {
        self.object.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn object(&self) -> Option<Arc<Foreign>> {
        self.lock().clone()
    }

    fn take(&self) -> Option<Arc<Foreign>> {
        self.lock().take()
    }

    /// Calls the object by one of its interfaces; whether it answered `S_OK`. `otherwise` is the answer when it does not have
    /// the interface.
    fn call<I>(&self, iid: &GUID, otherwise: bool, method: impl FnOnce(*mut I) -> HRESULT) -> bool {
        let Some(object) = self.object() else { return true };
        match object.query(iid) {
            Some(interface) => method(interface.as_ptr().cast()) == S_OK,
            None => otherwise,
        }
    }

    /// An object to lend for the time of a call.
    fn lend<I: Face>(&self, value: I::Class) -> Lent<I> {
        Lent(create(value, self.width))
    }
}

struct Lent<I: Face>(*mut I);

impl<I: Face> Drop for Lent<I> {
    fn drop(&mut self) {
        // SAFETY: this value holds the reference the object was made with.
        unsafe { (unknown::<I>().Release)(self.0.cast()) };
    }
}

impl Observer for Callback {
    fn transferred(&self, job: &Job) -> bool {
        let job = self.lend::<IBackgroundCopyJob>(job.clone());
        self.call(
            &IID_IBackgroundCopyCallback,
            false,
            |callback: *mut IBackgroundCopyCallback| {
                // SAFETY: the interface was asked for by its id, and the job lives as long as the call.
                unsafe { ((*(*callback).lpVtbl).JobTransferred)(callback, job.0) }
            },
        )
    }

    fn failed(&self, job: &Job, error: &JobError) -> bool {
        let error = self.lend::<IBackgroundCopyError>(JobFailure {
            job: job.clone(),
            error: error.clone(),
        });
        let job = self.lend::<IBackgroundCopyJob>(job.clone());
        self.call(
            &IID_IBackgroundCopyCallback,
            false,
            |callback: *mut IBackgroundCopyCallback| {
                // SAFETY: the interface was asked for by its id, and the objects live as long as the call.
                unsafe { ((*(*callback).lpVtbl).JobError)(callback, job.0, error.0) }
            },
        )
    }

    fn modified(&self, job: &Job) -> bool {
        let job = self.lend::<IBackgroundCopyJob>(job.clone());
        self.call(
            &IID_IBackgroundCopyCallback,
            false,
            |callback: *mut IBackgroundCopyCallback| {
                // SAFETY: the interface was asked for by its id, and the job lives as long as the call.
                unsafe { ((*(*callback).lpVtbl).JobModification)(callback, job.0, 0) }
            },
        )
    }

    /// An object without `IBackgroundCopyCallback2` does not want to hear of files.
    fn file_transferred(&self, job: &Job, file: &File) -> bool {
        let job = self.lend::<IBackgroundCopyJob>(job.clone());
        let file = self.lend::<IBackgroundCopyFile>(file.clone());
        self.call(
            &IID_IBackgroundCopyCallback2,
            true,
            |callback: *mut IBackgroundCopyCallback2| {
                // SAFETY: the interface was asked for by its id, and the objects live as long as the call.
                unsafe { ((*(*callback).lpVtbl).FileTransferred)(callback, job.0, file.0) }
            },
        )
    }
}
