//! Fork of the host process.
//!
//! The child may continue to use the library. While the process forks, every queue is locked and
//! its database is closed, so that the child inherits no half-finished operation and no lock.
//! Parent and child open the database again when they need it. The runner thread and the observers
//! belong to the parent; the child forgets them.

use std::cell::RefCell;
use std::sync::OnceLock;

use crate::engine::model::error::Result;
use crate::engine::notify::observers::ObserversForkGuard;
use crate::engine::platform;
use crate::engine::queue_core::{self, OpenQueues, QueueCore};
use crate::engine::runner::context::RunnerForkGuard;
use crate::engine::runner::supervisor::Supervisor;
use crate::engine::store::database::StoreForkGuard;

/// Locks of all queues. They are dropped in the order of the fields.
struct Standstill {
    _open: OpenQueues,
    queues: Vec<HeldQueue>,
}

struct HeldQueue {
    _store: StoreForkGuard<'static>,
    runner: &'static Supervisor,
    runner_guard: RunnerForkGuard<'static>,
    observers: ObserversForkGuard<'static>,
}

thread_local! {
    /// Locks that the forking thread holds from before the fork until after it.
    static STANDSTILL: RefCell<Option<Standstill>> = const { RefCell::new(None) };
}

/// Registers the fork handlers at the first call. The argument proves that the caller is alone
/// here: registered twice, the handlers would deadlock at the first fork.
pub fn prepare_once(_open: &OpenQueues) -> Result<()> {
    static PREPARED: OnceLock<()> = OnceLock::new();
    if PREPARED.get().is_none() {
        platform::process::on_fork(before_fork, after_fork_in_parent, after_fork_in_child)?;
        let _ = PREPARED.set(());
    }
    Ok(())
}

extern "C" fn before_fork() {
    let open = queue_core::open_queues();
    let hold = |core: &&'static QueueCore| HeldQueue {
        _store: core.store.hold(),
        runner: core.runner,
        runner_guard: core.runner.context().hold(),
        observers: core.observers.hold(),
    };
    let queues = open.values().map(hold).collect();
    STANDSTILL.set(Some(Standstill {
        _open: open,
        queues,
    }));
}

extern "C" fn after_fork_in_parent() {
    STANDSTILL.take();
}

extern "C" fn after_fork_in_child() {
    for queue in STANDSTILL.take().into_iter().flat_map(|still| still.queues) {
        queue.runner.abandon(queue.runner_guard);
        queue.observers.abandon();
    }
}
