//! The clients' callback objects: one per job, in this process only.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::object::Foreign;
use super::strings::Width;

/// A callback object, and the size of characters that the jobs it is given must have.
pub struct Callback {
    pub object: Foreign,
    pub width: Width,
}

/// By job. The objects are never called, and never lose their last reference here, while this is locked.
static CALLBACKS: LazyLock<Mutex<HashMap<Uuid, Arc<Callback>>>> = LazyLock::new(Mutex::default);

fn callbacks() -> MutexGuard<'static, HashMap<Uuid, Arc<Callback>>> {
    CALLBACKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers a job's callback object in place of the one before, or none.
pub fn set(job: Uuid, callback: Option<Callback>) {
    let mut callbacks = callbacks();
    let before = match callback {
        Some(callback) => callbacks.insert(job, Arc::new(callback)),
        None => callbacks.remove(&job),
    };
    drop(callbacks);
    drop(before);
}

/// The job's callback object, if this process has set one.
pub fn of(job: Uuid) -> Option<Arc<Callback>> {
    callbacks().get(&job).cloned()
}
