//! Election of the runner, and the way to it.
//!
//! Of all processes that have a queue open exactly one at a time transfers data: the runner, which
//! holds the lock on `runner.lock`. The kernel passes the lock to the next process when its holder
//! ends. The other processes send the runner a message over `runner.sock` when they change a job.
//!
//! [`election`] makes this process the runner and starts over when that fails. [`event_loop`] is
//! the runner at work: it schedules the jobs ([`wait_queue`], [`admission`]), drives their tasks,
//! and removes what is left of old jobs ([`maintenance`]).

pub mod admission;
pub mod connectivity;
pub mod context;
pub mod election;
pub mod event_loop;
pub mod fsync;
pub mod ipc;
pub mod mailbox;
pub mod maintenance;
pub mod notify_commands;
pub mod timing;
pub mod wait_queue;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use context::{RunnerContext, RunnerForkGuard};
use ipc::Message;
use mailbox::{Ack, RunnerCommand};

use crate::engine::model::error::{self, Error, Result};
use crate::engine::platform;

/// Time that a caller waits for the runner to release a job.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(20);

/// This process's part in transferring data: its own runner thread, or the connection to the
/// process that is the runner.
pub struct Runner {
    context: RunnerContext,
    /// This process has a thread that is the runner or waits to become the runner.
    started: AtomicBool,
}

impl Runner {
    pub fn new(context: RunnerContext) -> Runner {
        Runner {
            context,
            started: AtomicBool::new(false),
        }
    }

    pub fn context(&self) -> &RunnerContext {
        &self.context
    }

    /// Starts the thread that becomes the runner as soon as no other process is, unless the thread
    /// runs already. When no process is the runner, this process is by the time the call returns,
    /// or its first attempt has failed and the thread tries again.
    pub fn start(&'static self) -> Result<()> {
        if self.started.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (ready, wait) = mpsc::channel();
        let thread = thread::Builder::new().name("bits-runner".into());
        if let Err(error) = thread.spawn(move || election::run(&self.context, ready)) {
            self.started.store(false, Ordering::Release);
            return Err(error.into());
        }
        // Nothing is sent: the sender is dropped.
        let _ = wait.recv();
        Ok(())
    }

    /// Tells the runner that the row of a job changed.
    pub fn job_changed(&'static self, key: u64) {
        if let Err(error) = self.start() {
            log::error!("this process cannot become the runner: {error}");
        }
        match self.context.mailbox() {
            Some(mailbox) => mailbox.send(RunnerCommand::Changed(key)),
            None => ipc::send(&self.context.queue_dir, Message::Changed(key)),
        }
    }

    /// Waits until no transfer of the job runs any more and its progress is recorded. Returns
    /// `ERROR_TIMEOUT` when the runner does not answer and may still write to the job's files.
    pub fn release(&self, key: u64) -> Result<()> {
        let released = match self.context.mailbox() {
            Some(mailbox) => {
                let (ack, done) = Ack::local();
                mailbox.send(RunnerCommand::Release(key, ack));
                done.recv_timeout(RELEASE_TIMEOUT) != Err(RecvTimeoutError::Timeout)
            }
            None => {
                let message = Message::Release(key);
                ipc::send_and_wait(&self.context.queue_dir, message, RELEASE_TIMEOUT)
            }
        };
        if released {
            return Ok(());
        }
        log::error!(
            "the runner of {} does not answer",
            self.context.queue_dir.path().display()
        );
        Err(Error(error::win32(1460))) // ERROR_TIMEOUT
    }

    /// Ends this process's runner thread if it leads. Everything is recorded when the call returns.
    pub fn stop(&self) {
        if let Some(mailbox) = self.context.mailbox() {
            let (ack, done) = Ack::local();
            mailbox.send(RunnerCommand::Stop(ack));
            let _ = done.recv_timeout(RELEASE_TIMEOUT);
        }
    }

    /// Forgets, in a forked child, the runner thread of the parent, and closes the descriptors that
    /// the thread uses.
    pub fn abandon(&self, guard: RunnerForkGuard<'_>) {
        self.started.store(false, Ordering::Release);
        guard.abandon().for_each(platform::process::close_inherited);
    }
}
