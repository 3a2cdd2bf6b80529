//! How a process becomes the runner, and tries again when that fails: what is missing (descriptors,
//! memory, a lock) may be there a moment later, and the queue's jobs wait for whoever is the runner
//! then.

use std::fs::{File, TryLockError};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::post::Receipt;
use super::shift::Shift;
use super::{Mailbox, watch_network};
use crate::abi::E_UNEXPECTED;
use crate::engine::queue::Core;
use crate::engine::transfer::Network;
use crate::engine::{Error, Result, files, store};

/// The pause after a failed attempt, doubled by each that follows up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Makes this process the runner as often as it takes, until it is told to stop. `ready` is dropped
/// when this process is the runner, waits behind another one, or has failed for the first time.
pub fn stand(core: &'static Core, ready: Sender<()>) {
    let mut ready = Some(ready);
    let mut pause = FIRST_PAUSE;
    loop {
        let begun = Instant::now();
        let Err(error) = attempt(core, &mut ready) else {
            return;
        };
        ready = None;
        if begun.elapsed() > LONGEST_PAUSE {
            pause = FIRST_PAUSE;
        }
        log::error!("this process is not the runner, and tries again in {pause:?}: {error}");
        thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Waits for the lock, and is the runner while it holds it.
fn attempt(core: &'static Core, ready: &mut Option<Sender<()>>) -> Result<()> {
    let lock = core.runner.open_lock()?;
    let led = take(&lock, ready).and_then(|()| lead_to_the_end(core, ready));
    core.runner.close_lock(lock);
    // Whoever waits for the receipt goes on now that the lock is free.
    led.map(drop)
}

fn take(lock: &File, ready: &mut Option<Sender<()>>) -> Result<()> {
    match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            *ready = None;
            Ok(files::lock(lock)?)
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Also when it panics this process is not the runner any more afterwards.
fn lead_to_the_end(core: &'static Core, ready: &mut Option<Sender<()>>) -> Result<Receipt> {
    let led = panic::catch_unwind(AssertUnwindSafe(|| lead(core, ready)));
    core.runner.set_own(None);
    led.unwrap_or(Err(Error(E_UNEXPECTED)))
}

/// The life of the runner, once this process holds the lock. Returns the receipt of whoever told it
/// to stop.
fn lead(core: &'static Core, ready: &mut Option<Sender<()>>) -> Result<Receipt> {
    let (sender, commands) = mpsc::channel();
    let network = Network::new()?;
    let mailbox = Mailbox {
        sender,
        waker: network.waker(),
    };
    // Whoever changes a job from here on reaches this runner; what changed before is in the rows.
    let listener = core.runner.open_listener()?;
    let shift =
        store::recover(&core.store).and_then(|()| Shift::begin(core, network, mailbox.clone()));
    let mut shift = match shift {
        Ok(shift) => shift,
        Err(error) => {
            core.runner.close_listener(listener);
            return Err(error);
        }
    };
    core.runner.serve(listener, mailbox.clone())?;
    watch_network(mailbox.clone());
    core.runner.set_own(Some(mailbox));
    *ready = None;
    Ok(shift.run(&commands))
}
