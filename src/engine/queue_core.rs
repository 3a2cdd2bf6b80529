//! Parts of an open queue, and the list of queues that this process has open.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use crate::engine::model::error::Result;
use crate::engine::model::policy::Policy;
use crate::engine::notify::observers::Observers;
use crate::engine::runner::context::RunnerContext;
use crate::engine::runner::supervisor::Supervisor;
use crate::engine::runner::timing::Timing;
use crate::engine::store::database::Store;
use crate::engine::store::queue_dir::QueueDir;

/// Parts of a queue that all handles of this process share. They are never freed: a program may
/// release every object and still expects its transfers to continue.
pub struct QueueCore {
    pub store: &'static Store,
    pub runner: &'static Supervisor,
    pub observers: &'static Observers,
}

/// Queues that this process has open, by their canonical folder. The lock is taken before every
/// lock of a queue.
static OPEN: LazyLock<Mutex<HashMap<PathBuf, &'static QueueCore>>> = LazyLock::new(Mutex::default);

pub type OpenQueues = MutexGuard<'static, HashMap<PathBuf, &'static QueueCore>>;

pub fn open_queues() -> OpenQueues {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl QueueCore {
    pub fn open(queue_dir: QueueDir, policy: Policy, timing: Timing) -> Result<&'static QueueCore> {
        let store: &Store = Box::leak(Box::new(Store::open(&queue_dir)?));
        let context = RunnerContext::new(store, queue_dir, policy, timing);
        let runner: &Supervisor = Box::leak(Box::new(Supervisor::new(context)));
        let observers = Observers::new(store, |key| runner.job_changed(key));
        Ok(Box::leak(Box::new(QueueCore {
            store,
            runner,
            observers: Box::leak(Box::new(observers)),
        })))
    }

    pub fn policy(&self) -> &'static Policy {
        &self.runner.context().policy
    }
}
