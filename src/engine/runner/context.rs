//! State of the runner that its threads, the callers of the engine and the fork handlers share.

use std::fs::File;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixListener;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard};

use crate::engine::model::error::Result;
use crate::engine::model::policy::Policy;
use crate::engine::runner::ipc;
use crate::engine::runner::mailbox::Mailbox;
use crate::engine::runner::timing::Timing;
use crate::engine::store::database::Store;
use crate::engine::store::queue_dir::QueueDir;

/// Everything that a runner needs of its queue, and the handles that lead to the runner thread of
/// this process.
///
/// Lock order: `mailbox` before `inherited`. Neither is held while the store or a client is called.
pub struct RunnerContext {
    pub store: &'static Store,
    pub queue_dir: QueueDir,
    pub policy: Policy,
    pub timing: Timing,
    /// Mailbox of this process's runner thread while that thread leads; `None` while another
    /// process is the runner.
    mailbox: RwLock<Option<Mailbox>>,
    inherited: Mutex<InheritedFds>,
}

/// Descriptors of the runner's threads. A forked child has none of these threads and closes the
/// descriptors, so that it holds neither the lock nor the socket.
#[derive(Default)]
struct InheritedFds {
    lock: Option<RawFd>,
    listener: Option<RawFd>,
}

impl RunnerContext {
    pub fn new(
        store: &'static Store,
        queue_dir: QueueDir,
        policy: Policy,
        timing: Timing,
    ) -> RunnerContext {
        RunnerContext {
            store,
            queue_dir,
            policy,
            timing,
            mailbox: RwLock::default(),
            inherited: Mutex::default(),
        }
    }

    pub fn mailbox(&self) -> Option<Mailbox> {
        self.mailbox
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub fn set_mailbox(&self, mailbox: Option<Mailbox>) {
        *self.mailbox.write().unwrap_or_else(PoisonError::into_inner) = mailbox;
    }

    /// Opens the runner's lock file. Holding `inherited` keeps a fork from missing the descriptor.
    pub fn open_lock(&self) -> Result<File> {
        let mut inherited = self.inherited();
        let lock = self.queue_dir.lock_file("runner.lock")?;
        inherited.lock = Some(lock.as_raw_fd());
        Ok(lock)
    }

    /// Releases the runner's lock, even if a fork has just copied the descriptor, and closes it.
    pub fn close_lock(&self, lock: File) {
        let mut inherited = self.inherited();
        inherited.lock = None;
        if let Err(error) = lock.unlock() {
            log::error!("the runner's lock cannot be released: {error}");
        }
        drop(lock);
    }

    /// Binds the runner's socket. Holding `inherited` keeps a fork from missing the descriptor.
    pub fn open_listener(&self) -> Result<UnixListener> {
        let mut inherited = self.inherited();
        let listener = ipc::bind(&self.queue_dir)?;
        inherited.listener = Some(listener.as_raw_fd());
        Ok(listener)
    }

    pub fn close_listener(&self, listener: UnixListener) {
        let mut inherited = self.inherited();
        inherited.listener = None;
        drop(listener);
    }

    /// Starts the thread that accepts messages from other processes for the rest of this process's
    /// life.
    pub fn serve(&self, listener: UnixListener, mailbox: Mailbox) -> Result<()> {
        let mut inherited = self.inherited();
        ipc::serve(listener, mailbox).inspect_err(|_| inherited.listener = None)
    }

    /// Blocks every use of the runner during a fork.
    pub fn hold(&self) -> RunnerForkGuard<'_> {
        RunnerForkGuard {
            mailbox: self.mailbox.write().unwrap_or_else(PoisonError::into_inner),
            inherited: self.inherited(),
        }
    }

    fn inherited(&self) -> MutexGuard<'_, InheritedFds> {
        self.inherited
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Locks of the runner that are held while the process forks.
pub struct RunnerForkGuard<'a> {
    mailbox: RwLockWriteGuard<'a, Option<Mailbox>>,
    inherited: MutexGuard<'a, InheritedFds>,
}

impl RunnerForkGuard<'_> {
    /// Forgets, in the child, the parent's runner thread and returns the descriptors to close.
    pub fn abandon(mut self) -> impl Iterator<Item = RawFd> {
        std::mem::forget(self.mailbox.take());
        let InheritedFds { lock, listener } = std::mem::take(&mut *self.inherited);
        lock.into_iter().chain(listener)
    }
}
