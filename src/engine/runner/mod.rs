//! Who moves the data. Of all processes that have the queue open one is the runner: the one that holds `runner.lock`, which
//! the kernel gives to the next when its holder ends. The others send it word of what they changed.

mod post;
mod schedule;
mod shift;
mod sync;
mod work;

use std::fs::File;
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::home::Home;
use super::queue::Core;
use super::transfer::{Network, Waker};
use super::{Result, os, store};
use post::{Message, Receipt};
use shift::Shift;

/// How long a caller waits for the runner to let go of a job.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(20);

/// One process's part in moving data: its own runner thread, or the way to the process that is the runner.
pub struct Runner {
    home: Home,
    lock: File,
    /// The way to this process's own runner thread, from the moment it leads.
    own: OnceLock<Mailbox>,
}

/// What the runner is told.
pub enum Command {
    /// A job's row changed.
    Changed(u64),
    /// Let go of a job's transfers, then drop the receipt.
    Release(u64, Receipt),
    /// Bytes of a file are on the disk.
    Synced { key: u64, position: u32, bytes: u64 },
    /// Save everything and end.
    Stop(Receipt),
}

/// Brings commands to the runner thread.
#[derive(Clone)]
pub struct Mailbox {
    sender: mpsc::Sender<Command>,
    waker: Waker,
}

impl Mailbox {
    pub fn send(&self, command: Command) {
        // The thread ends only with the process, or after `Stop`, when there is nobody left to tell.
        if self.sender.send(command).is_ok() {
            self.waker.wake();
        }
    }
}

impl Runner {
    pub fn new(home: &Home) -> Result<Runner> {
        Ok(Runner {
            lock: home.lock_file("runner.lock")?,
            home: home.clone(),
            own: OnceLock::new(),
        })
    }

    /// Starts the thread that becomes the runner as soon as no other process is. When nobody is, this process is it before
    /// the call returns.
    pub fn start(&self, core: &Arc<Core>) -> Result<()> {
        let at_once = os::try_lock(&self.lock)?;
        let (ready, wait) = mpsc::channel::<()>();
        let core = core.clone();
        thread::Builder::new().name("bits-runner".into()).spawn(move || {
            if !at_once && let Err(error) = os::lock_waiting(&core.runner.lock) {
                log::error!("this process cannot become the runner: {error}");
                return;
            }
            if let Err(error) = lead(&core, ready) {
                log::error!("the runner stopped: {error}");
            }
        })?;
        if at_once {
            // The sender is dropped when the runner is ready, or could not be.
            let _ = wait.recv();
        }
        Ok(())
    }

    /// Tells the runner that a job changed.
    pub fn job_changed(&self, key: u64) {
        match self.own.get() {
            Some(mailbox) => mailbox.send(Command::Changed(key)),
            None => post::send(&self.home, Message::Changed(key)),
        }
    }

    /// Returns when no transfer of the job is running any more and what it brought is recorded.
    pub fn release(&self, key: u64) {
        match self.own.get() {
            Some(mailbox) => {
                let (receipt, done) = Receipt::local();
                mailbox.send(Command::Release(key, receipt));
                let _ = done.recv_timeout(RELEASE_TIMEOUT);
            }
            None => post::send_and_wait(&self.home, Message::Release(key), RELEASE_TIMEOUT),
        }
    }
}

/// The life of the runner, once this process holds the lock.
fn lead(core: &Arc<Core>, ready: mpsc::Sender<()>) -> Result<()> {
    let (sender, commands) = mpsc::channel();
    let network = Network::new()?;
    let mailbox = Mailbox {
        sender,
        waker: network.waker(),
    };
    // Whoever changes a job from here on reaches this runner; what changed before is in the rows.
    post::listen(&core.runner.home, mailbox.clone())?;
    store::recover(&core.store)?;
    let mut shift = Shift::begin(&core.store, network, mailbox.clone())?;
    let _ = core.runner.own.set(mailbox);
    drop(ready);
    shift.run(&commands)
}
