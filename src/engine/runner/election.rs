//! Election of the runner.
//!
//! The process that holds the lock on `runner.lock` is the runner. An attempt that fails is
//! repeated after a pause: the missing resource (descriptors, memory, a lock) may be available a
//! moment later, and the jobs of the queue depend on a runner.

use std::fs::{File, TryLockError};
use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

use crate::abi::E_UNEXPECTED;
use crate::engine::model::error::{Error, Result};
use crate::engine::platform;
use crate::engine::runner::connectivity::watch_network;
use crate::engine::runner::context::RunnerContext;
use crate::engine::runner::event_loop::EventLoop;
use crate::engine::runner::mailbox::{Ack, Mailbox};
use crate::engine::runner::standing::Standing;
use crate::engine::store::recovery;
use crate::engine::transfer::network::Network;
use crate::engine::transfer::request_config::Timeouts;

/// Pause after a failed attempt. Each further failure doubles it, up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Makes this process the runner, again and again when that fails, until the runner is told to
/// stop. Runs on the thread `bits-runner`.
pub fn run(context: &'static RunnerContext) {
    let mut pause = FIRST_PAUSE;
    loop {
        let begun = Instant::now();
        let Err(error) = attempt(context) else {
            return;
        };
        if begun.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        log::error!("this process is not the runner and tries again in {pause:?}: {error}");
        if !context.standing.pause(error, pause) {
            return;
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Waits for the lock, and is the runner while it holds the lock.
fn attempt(context: &'static RunnerContext) -> Result<()> {
    let lock = context.open_lock()?;
    let led = acquire(context, &lock).and_then(|()| lead_catching_panics(context));
    context.close_lock(lock);
    // The acknowledgement is dropped after the lock is released.
    led.map(drop)
}

fn acquire(context: &RunnerContext, lock: &File) -> Result<()> {
    match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            context.standing.set(Standing::Waiting);
            Ok(platform::fs::lock(lock)?)
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Leads until the runner is told to stop, fails or panics. In each case this process is not the
/// runner any more afterwards.
fn lead_catching_panics(context: &'static RunnerContext) -> Result<Option<Ack>> {
    let led = panic::catch_unwind(AssertUnwindSafe(|| lead(context)));
    context.standing.set(Standing::Electing);
    led.unwrap_or(Err(Error(E_UNEXPECTED)))
}

/// Runs the event loop while this process holds the lock. Returns the acknowledgement of the
/// command that stopped it; `None` if the runner was stopped before the loop began.
fn lead(context: &'static RunnerContext) -> Result<Option<Ack>> {
    if !context.standing.set(Standing::Electing) {
        return Ok(None);
    }
    context.store.shared_memory().set_runner();
    let network = Network::with_timeouts(Timeouts {
        first_byte: context.policy.first_byte_timeout(),
        ..Timeouts::default()
    })?;
    let (mailbox, commands) = Mailbox::new(network.waker());
    // From here on a message about a changed job reaches this runner; earlier changes are found in
    // the rows.
    let mut listening = context.listen()?;
    let generation = context.store.generation()?;
    recovery::recover(context.store)?;
    let mut event_loop = EventLoop::new(context, generation, network, mailbox.clone())?;
    listening.serve(mailbox.clone())?;
    watch_network(mailbox.clone());
    if !context.standing.set(Standing::Leading(mailbox)) {
        return Ok(None);
    }
    Ok(Some(event_loop.run(&commands)?))
}
