//! Election of the runner.
//!
//! The process that holds the lock on `runner.lock` is the runner. An attempt that fails is
//! repeated after a pause: the missing resource (descriptors, memory, a lock) may be available a
//! moment later, and the jobs of the queue depend on a runner.

use std::fs::{File, TryLockError};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crate::abi::E_UNEXPECTED;
use crate::engine::model::error::{Error, Result};
use crate::engine::platform;
use crate::engine::runner::connectivity::watch_network;
use crate::engine::runner::context::RunnerContext;
use crate::engine::runner::event_loop::EventLoop;
use crate::engine::runner::mailbox::{Ack, Mailbox};
use crate::engine::store::recovery;
use crate::engine::transfer::network::Network;

/// Pause after a failed attempt. Each further failure doubles it, up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Makes this process the runner, again and again when that fails, until the runner is told to
/// stop. Runs on the thread `bits-runner`. `ready` is dropped as soon as this process is the
/// runner, waits for another runner to end, or has failed for the first time.
pub fn run(context: &'static RunnerContext, ready: Sender<()>) {
    let mut ready = Some(ready);
    let mut pause = FIRST_PAUSE;
    loop {
        let begun = Instant::now();
        let Err(error) = attempt(context, &mut ready) else {
            return;
        };
        ready = None;
        if begun.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        log::error!("this process is not the runner and tries again in {pause:?}: {error}");
        thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Waits for the lock, and is the runner while it holds the lock.
fn attempt(context: &'static RunnerContext, ready: &mut Option<Sender<()>>) -> Result<()> {
    let lock = context.open_lock()?;
    let led = acquire(&lock, ready).and_then(|()| lead_catching_panics(context, ready));
    context.close_lock(lock);
    // The acknowledgement is dropped after the lock is released.
    led.map(drop)
}

fn acquire(lock: &File, ready: &mut Option<Sender<()>>) -> Result<()> {
    match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            *ready = None;
            Ok(platform::fs::lock(lock)?)
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Leads until the runner is told to stop, fails or panics. In each case this process is not the
/// runner any more afterwards.
fn lead_catching_panics(
    context: &'static RunnerContext,
    ready: &mut Option<Sender<()>>,
) -> Result<Ack> {
    let led = panic::catch_unwind(AssertUnwindSafe(|| lead(context, ready)));
    context.set_mailbox(None);
    led.unwrap_or(Err(Error(E_UNEXPECTED)))
}

/// Runs the event loop. Returns the acknowledgement of the command that stopped it.
fn lead(context: &'static RunnerContext, ready: &mut Option<Sender<()>>) -> Result<Ack> {
    let network = Network::new()?;
    let (mailbox, commands) = Mailbox::new(network.waker());
    // From here on a message about a changed job reaches this runner; earlier changes are found in
    // the rows.
    let listener = context.open_listener()?;
    let event_loop = recovery::recover(context.store)
        .and_then(|()| EventLoop::new(context, network, mailbox.clone()));
    let mut event_loop = match event_loop {
        Ok(event_loop) => event_loop,
        Err(error) => {
            context.close_listener(listener);
            return Err(error);
        }
    };
    context.serve(listener, mailbox.clone())?;
    watch_network(mailbox.clone());
    context.set_mailbox(Some(mailbox));
    *ready = None;
    Ok(event_loop.run(&commands))
}
