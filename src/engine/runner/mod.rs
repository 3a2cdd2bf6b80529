//! Who moves the data. Of all processes that have the queue open one is the runner: the one that
//! holds `runner.lock`, which the kernel gives to the next when its holder ends. The others send it
//! word of what they changed.

mod commands;
mod election;
mod link;
mod pace;
mod post;
mod reach;
mod schedule;
mod shift;
mod sync;
mod work;

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};
use std::thread;
use std::time::Duration;

use super::home::Home;
use super::os::route::{Change, Changes};
use super::queue::Core;
use super::transfer::Waker;
use super::{Error, Result, error, os};
use post::{Message, Receipt};
pub use schedule::Timing;

/// How long a caller waits for the runner to let go of a job.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(20);

/// One process's part in moving data: its own runner thread, or the way to the process that is the
/// runner.
pub struct Runner {
    home: Home,
    /// The way to this process's own runner thread, while it leads.
    own: RwLock<Option<Mailbox>>,
    /// This process has a thread that is the runner, or waits to become it.
    started: AtomicBool,
    doors: Mutex<Doors>,
}

/// What the runner's threads have open; a forked child, which has none of these threads, closes it.
#[derive(Default)]
struct Doors {
    lock: Option<RawFd>,
    listener: Option<RawFd>,
}

/// What the runner is told.
pub enum Command {
    /// A job's row changed.
    Changed(u64),
    /// Let go of a job's transfers, then drop the receipt.
    Release(u64, Receipt),
    /// So many bytes of a file are on the disk, or cannot be put there.
    Synced {
        key: u64,
        position: u32,
        synced: io::Result<u64>,
    },
    /// The program that was run for a job's news ended.
    Ran {
        key: u64,
        entry: u64,
        succeeded: bool,
    },
    /// The ways of this computer to others changed.
    Network(Change),
    /// These jobs have no way to their servers.
    LostNetwork(Vec<u64>),
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
        // The thread ends only with the process, or after `Stop`, when there is nobody left to
        // tell.
        if self.sender.send(command).is_ok() {
            self.waker.wake();
        }
    }
}

impl Runner {
    pub fn new(home: &Home) -> Result<Runner> {
        Ok(Runner {
            home: home.clone(),
            own: RwLock::default(),
            started: AtomicBool::new(false),
            doors: Mutex::default(),
        })
    }

    /// Starts the thread that becomes the runner as soon as no other process is, if there is none
    /// yet. When no process is, this one is it before the call returns, or has failed once and goes
    /// on trying.
    pub fn start(&self, core: &'static Core) -> Result<()> {
        if self.started.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (ready, wait) = mpsc::channel();
        let thread = thread::Builder::new().name("bits-runner".into());
        if let Err(error) = thread.spawn(move || election::stand(core, ready)) {
            self.started.store(false, Ordering::Release);
            return Err(error.into());
        }
        // Nothing is sent: the sender is dropped.
        let _ = wait.recv();
        Ok(())
    }

    /// Opens the runner's lock, so that no fork misses it.
    fn open_lock(&self) -> Result<File> {
        let mut doors = self.doors();
        let lock = self.home.lock_file("runner.lock")?;
        doors.lock = Some(lock.as_raw_fd());
        Ok(lock)
    }

    /// Closes the runner's lock, which is free then even if a fork has just made a copy of it.
    fn close_lock(&self, lock: File) {
        let mut doors = self.doors();
        doors.lock = None;
        if let Err(error) = lock.unlock() {
            log::error!("the runner's lock cannot be freed: {error}");
        }
        drop(lock);
    }

    /// Opens the socket of the runner, so that no fork misses it.
    fn open_listener(&self) -> Result<UnixListener> {
        let mut doors = self.doors();
        let listener = post::bind(&self.home)?;
        doors.listener = Some(listener.as_raw_fd());
        Ok(listener)
    }

    fn close_listener(&self, listener: UnixListener) {
        let mut doors = self.doors();
        doors.listener = None;
        drop(listener);
    }

    /// Takes messages from other processes for as long as this process lives.
    fn serve(&self, listener: UnixListener, mailbox: Mailbox) -> Result<()> {
        let mut doors = self.doors();
        post::serve(listener, mailbox).inspect_err(|_| doors.listener = None)
    }

    /// For the time of a fork: nobody speaks to the runner.
    pub fn hold(&self) -> Held<'_> {
        Held {
            runner: self,
            own: self.own.write().unwrap_or_else(PoisonError::into_inner),
            doors: self.doors(),
        }
    }

    fn doors(&self) -> MutexGuard<'_, Doors> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn own(&self) -> Option<Mailbox> {
        self.own
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set_own(&self, mailbox: Option<Mailbox>) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = mailbox;
    }

    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Tells the runner that a job changed.
    pub fn job_changed(&self, core: &'static Core, key: u64) {
        if let Err(error) = self.start(core) {
            log::error!("this process cannot become the runner: {error}");
        }
        match self.own() {
            Some(mailbox) => mailbox.send(Command::Changed(key)),
            None => post::send(&self.home, Message::Changed(key)),
        }
    }

    /// Returns when no transfer of the job is running any more and what it brought is recorded.
    /// `ERROR_TIMEOUT`: the runner does not answer, and may still write to the job's files.
    pub fn release(&self, key: u64) -> Result<()> {
        let released = match self.own() {
            Some(mailbox) => {
                let (receipt, done) = Receipt::local();
                mailbox.send(Command::Release(key, receipt));
                done.recv_timeout(RELEASE_TIMEOUT) != Err(RecvTimeoutError::Timeout)
            }
            None => post::send_and_wait(&self.home, Message::Release(key), RELEASE_TIMEOUT),
        };
        if released {
            return Ok(());
        }
        log::error!(
            "the runner of {} does not answer",
            self.home.path().display()
        );
        Err(Error(error::win32(1460))) // ERROR_TIMEOUT
    }

    /// Ends this process's runner, when it is the one: everything is recorded when this returns.
    pub fn stop(&self) {
        if let Some(mailbox) = self.own() {
            let (receipt, done) = Receipt::local();
            mailbox.send(Command::Stop(receipt));
            let _ = done.recv_timeout(RELEASE_TIMEOUT);
        }
    }
}

/// The runner's door, shut while the process forks.
pub struct Held<'a> {
    runner: &'a Runner,
    own: RwLockWriteGuard<'a, Option<Mailbox>>,
    doors: MutexGuard<'a, Doors>,
}

impl Held<'_> {
    /// In the child: the runner's threads stayed with the parent, and what they have open must not
    /// be held by this process.
    pub fn abandon(mut self) {
        std::mem::forget(self.own.take());
        self.runner.started.store(false, Ordering::Release);
        let Doors { lock, listener } = std::mem::take(&mut *self.doors);
        lock.into_iter()
            .chain(listener)
            .for_each(os::close_inherited);
    }
}

/// Tells the runner, as long as this process lives, when the network comes and goes.
fn watch_network(mailbox: Mailbox) {
    let watch = |mut changes: Changes| {
        thread::Builder::new()
            .name("bits-routes".into())
            .spawn(move || {
                loop {
                    match changes.wait() {
                        Ok(change) => mailbox.send(Command::Network(change)),
                        Err(error) => {
                            return log::warn!("the network is not watched any more: {error}");
                        }
                    }
                }
            })
    };
    if let Err(error) = Changes::open().and_then(watch) {
        log::info!("the network cannot be watched, jobs wait for their retry delay: {error}");
    }
}
