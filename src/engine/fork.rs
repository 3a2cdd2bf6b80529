//! A fork of the host: the child may go on using the library, but nothing that was in the middle of
//! something. While the process forks, every queue stands still and its database is closed; parent
//! and child open it again when they need it.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::queue::{self, OpenQueues};
use super::{Result, notify, os, runner, store};

struct Standstill {
    _open: OpenQueues,
    queues: Vec<(
        store::Held<'static>,
        runner::Held<'static>,
        notify::Held<'static>,
    )>,
}

thread_local! {
    static STANDSTILL: RefCell<Option<Standstill>> = const { RefCell::new(None) };
}

/// Makes the process ready for forks, the first time. Whoever holds the list of queues is alone
/// here: prepared twice, the first fork would wait for itself.
pub fn prepare_once(_open: &OpenQueues) -> Result<()> {
    static PREPARED: OnceLock<()> = OnceLock::new();
    if PREPARED.get().is_none() {
        os::on_fork(stand_still, go_on, go_on_in_child)?;
        let _ = PREPARED.set(());
    }
    Ok(())
}

extern "C" fn stand_still() {
    let open = queue::open_queues();
    let hold =
        |core: &'static queue::Core| (core.store.hold(), core.runner.hold(), core.observers.hold());
    let queues = open.values().map(|queue| hold(queue.core())).collect();
    STANDSTILL.set(Some(Standstill {
        _open: open,
        queues,
    }));
}

extern "C" fn go_on() {
    STANDSTILL.take();
}

extern "C" fn go_on_in_child() {
    for (_store, runner, observers) in STANDSTILL.take().into_iter().flat_map(|still| still.queues)
    {
        runner.abandon();
        observers.abandon();
    }
}
