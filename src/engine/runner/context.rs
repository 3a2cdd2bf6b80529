//! State of the runner that its threads, the callers of the engine and the fork handlers share.

use std::fs::File;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::net::UnixListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::engine::model::error::Result;
use crate::engine::model::policy::Policy;
use crate::engine::runner::ipc::server::{self, Server};
use crate::engine::runner::mailbox::Mailbox;
use crate::engine::runner::standing::{SharedStanding, Standing};
use crate::engine::runner::timing::Timing;
use crate::engine::store::database::Store;
use crate::engine::store::file_lock::FileLock;
use crate::engine::store::queue_dir::QueueDir;

/// Everything that a runner needs of its queue, and the standing of this process.
///
/// Lock order: `standing` before `inherited`. Neither is held while the store or a client is
/// called.
pub struct RunnerContext {
    pub store: &'static Store,
    pub queue_dir: QueueDir,
    pub policy: Policy,
    pub timing: Timing,
    pub standing: SharedStanding,
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
            standing: SharedStanding::default(),
            inherited: Mutex::default(),
        }
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

    /// Returns whether no process holds the runner's lock. Holding `inherited` keeps a fork from
    /// copying the lock that the attempt takes for a moment.
    pub fn is_vacant(&self) -> Result<bool> {
        let _inherited = self.inherited();
        let lock = self.queue_dir.lock_file("runner.lock")?;
        Ok(FileLock::try_acquire(&lock)?.is_some())
    }

    /// Binds the runner's socket. Holding `inherited` keeps a fork from missing the descriptor.
    pub fn listen(&'static self) -> Result<Listening> {
        let mut inherited = self.inherited();
        let listener = server::bind(&self.queue_dir)?;
        inherited.listener = Some(listener.as_raw_fd());
        Ok(Listening {
            context: self,
            listener: Some(Arc::new(listener)),
            server: None,
        })
    }

    /// Blocks every use of the runner during a fork.
    pub fn hold(&self) -> RunnerForkGuard<'_> {
        RunnerForkGuard {
            standing: self.standing.lock(),
            inherited: self.inherited(),
        }
    }

    fn inherited(&self) -> MutexGuard<'_, InheritedFds> {
        self.inherited
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Socket of this process as the runner. Dropping it ends the thread that serves it and closes it.
pub struct Listening {
    context: &'static RunnerContext,
    listener: Option<Arc<UnixListener>>,
    server: Option<Server>,
}

impl Listening {
    /// Starts the thread that passes the messages to the mailbox. Until then they wait in the
    /// socket.
    pub fn serve(&mut self, mailbox: Mailbox) -> Result<()> {
        if let Some(listener) = &self.listener {
            self.server = Some(Server::start(listener.clone(), mailbox)?);
        }
        Ok(())
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
        let mut inherited = self.context.inherited();
        inherited.listener = None;
        drop(self.listener.take());
    }
}

/// Locks of the runner that are held while the process forks.
pub struct RunnerForkGuard<'a> {
    standing: MutexGuard<'a, Standing>,
    inherited: MutexGuard<'a, InheritedFds>,
}

impl RunnerForkGuard<'_> {
    /// Forgets, in the child, the parent's runner thread and returns the descriptors to close.
    pub fn abandon(mut self) -> impl Iterator<Item = RawFd> {
        std::mem::forget(std::mem::take(&mut *self.standing));
        let InheritedFds { lock, listener } = std::mem::take(&mut *self.inherited);
        lock.into_iter().chain(listener)
    }
}
