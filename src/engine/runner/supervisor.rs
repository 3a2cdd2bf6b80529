//! Supervisor of the runner: makes certain that a process does the work of the queue, and is the
//! way to that process.
//!
//! A call that gives work to the queue asks first whether it will be done ([`Supervisor::ready`]):
//! this process is the runner, or another process is and answers. A call that needs a job to stand
//! still waits until no process transfers it ([`Supervisor::release`]). Both waits are bounded.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::model::error::{self, Error, Result};
use crate::engine::platform;
use crate::engine::runner::context::{RunnerContext, RunnerForkGuard};
use crate::engine::runner::election;
use crate::engine::runner::ipc::Message;
use crate::engine::runner::ipc::client::{self, Answer};
use crate::engine::runner::mailbox::{Ack, RunnerCommand};
use crate::engine::runner::standing::Standing;

/// Longest wait for the runner thread of this process, and for its election.
const OWN_TIMEOUT: Duration = Duration::from_secs(20);
/// Time after which a process whose lock is free must have taken it.
const TAKEOVER_TIMEOUT: Duration = Duration::from_secs(1);

/// Result code of a call whose runner does not answer: `ERROR_TIMEOUT`.
const TIMED_OUT: Error = Error(error::win32(1460));

/// This process's part in transferring data: its own runner thread, or the connection to the
/// process that is the runner.
pub struct Supervisor {
    context: RunnerContext,
    /// This process has a thread that is the runner or tries to become it. It repeats what
    /// `context.standing` says, for reads that only load it.
    is_candidate: AtomicBool,
}

impl Supervisor {
    pub fn new(context: RunnerContext) -> Supervisor {
        Supervisor {
            context,
            is_candidate: AtomicBool::new(false),
        }
    }

    pub fn context(&self) -> &RunnerContext {
        &self.context
    }

    /// Starts the thread that becomes the runner as soon as no other process is, unless the thread
    /// runs already. Waits for nothing.
    #[inline]
    pub fn start(&'static self) -> Result<()> {
        if self.is_candidate.load(Ordering::Acquire) {
            return Ok(());
        }
        self.start_thread()
    }

    #[cold]
    fn start_thread(&'static self) -> Result<()> {
        let mut standing = self.context.standing.lock();
        if matches!(*standing, Standing::Absent) {
            let thread = thread::Builder::new().name("bits-runner".into());
            thread.spawn(|| election::run(&self.context))?;
            *standing = Standing::Electing;
        }
        self.is_candidate.store(true, Ordering::Release);
        Ok(())
    }

    /// Starts the thread if this process has none, as for a forked child, so that the jobs which
    /// the caller looks at have a runner. A failure is logged; the next look tries again.
    #[inline]
    pub fn watch(&'static self) {
        if let Err(error) = self.start() {
            log::warn!("this process cannot become the runner yet: {error}");
        }
    }

    /// Starts the thread, and waits until this process is the runner, another process is, or the
    /// first attempt has failed. In the last case the thread tries again.
    pub fn start_and_wait(&'static self) -> Result<()> {
        self.start()?;
        self.context.standing.settled(OWN_TIMEOUT);
        Ok(())
    }

    /// Returns whether work that is given to the queue now will be done. If this process can be the
    /// runner, it is afterwards.
    ///
    /// Returns the reason for which this process cannot be the runner while no other process
    /// answers as the runner, `ERROR_SERVICE_NOT_ACTIVE` if the runner of this process was stopped
    /// and no other process is one, and `ERROR_TIMEOUT` if the process that is the runner does not
    /// answer.
    pub fn ready(&'static self) -> Result<()> {
        let give_up = Instant::now() + OWN_TIMEOUT;
        loop {
            self.start()?;
            let standing = self.context.standing.retry(OWN_TIMEOUT);
            let is_waiting = matches!(standing, Standing::Waiting);
            let otherwise = match standing {
                Standing::Leading(_) => return Ok(()),
                Standing::Failed(error) => error,
                Standing::Stopped => Error(error::win32(1062)), // ERROR_SERVICE_NOT_ACTIVE
                _ => TIMED_OUT,
            };
            match client::request(&self.context, Message::Ping) {
                Ok(Answer::Done) => return Ok(()),
                // The lock is free, so that this process or another one has it in a moment.
                Ok(Answer::NoRunner) if is_waiting && Instant::now() < give_up => {
                    self.context.standing.wait_while_waiting(TAKEOVER_TIMEOUT);
                }
                Ok(Answer::NoRunner) => return Err(otherwise),
                Ok(Answer::Unreachable) => return Err(self.unreachable()),
                Err(error) if is_waiting => {
                    // Another process holds the lock, and it finds changed rows by itself.
                    log::warn!("the runner cannot be asked whether it answers: {error}");
                    return Ok(());
                }
                Err(_) => return Err(otherwise),
            }
        }
    }

    /// Tells the runner that the row of a job changed.
    pub fn job_changed(&'static self, key: u64) {
        self.watch();
        match self.context.standing.mailbox() {
            Some(mailbox) => _ = mailbox.send(RunnerCommand::Changed(key)),
            None => client::send(&self.context.queue_dir, Message::Changed(key)),
        }
    }

    /// Waits until no process transfers the job and its progress is recorded. Returns
    /// `ERROR_TIMEOUT` when the runner does not answer and may still write to the job's files.
    pub fn release(&self, key: u64) -> Result<()> {
        let answer = match self.context.standing.mailbox() {
            Some(mailbox) => {
                let (ack, done) = Ack::local();
                mailbox.send(RunnerCommand::Release(key, ack));
                match done.recv_timeout(OWN_TIMEOUT) {
                    Err(RecvTimeoutError::Timeout) => Answer::Unreachable,
                    _ => Answer::Done,
                }
            }
            None => client::request(&self.context, Message::Release(key))?,
        };
        match answer {
            Answer::Done | Answer::NoRunner => Ok(()),
            Answer::Unreachable => Err(self.unreachable()),
        }
    }

    /// Ends this process's part. If it is the runner, everything is recorded when the call returns.
    pub fn stop(&self) {
        let stopped = self.context.standing.stop();
        if let Standing::Leading(mailbox) = stopped {
            let (ack, done) = Ack::local();
            mailbox.send(RunnerCommand::Stop(ack));
            let _ = done.recv_timeout(OWN_TIMEOUT);
        }
    }

    /// Forgets, in a forked child, the runner thread of the parent, and closes the descriptors that
    /// the thread uses.
    pub fn abandon(&self, guard: RunnerForkGuard<'_>) {
        self.is_candidate.store(false, Ordering::Release);
        guard.abandon().for_each(platform::process::close_inherited);
    }

    /// Logs that the runner does not answer, and returns `ERROR_TIMEOUT`.
    fn unreachable(&self) -> Error {
        let runner = self.context.store.shared_memory().runner();
        log::error!(
            "the runner of {}, process {}, does not answer: it is stopped or hangs",
            self.context.queue_dir.path().display(),
            runner >> 32
        );
        TIMED_OUT
    }
}
