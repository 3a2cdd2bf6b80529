//! Standing of this process in the election of the runner.
//!
//! The thread `bits-runner` sets it, see [`election`](crate::engine::runner::election); the callers
//! of the engine read it, wait for it, and ask for another attempt.
//!
//! | from | to | when |
//! |---|---|---|
//! | Absent | Electing | the thread is started |
//! | Electing | Waiting | another process holds the lock |
//! | Waiting | Electing | the thread has the lock |
//! | Electing | Leading | the event loop begins |
//! | Electing, Leading | Failed | an attempt or the event loop fails |
//! | Failed | Electing | the pause is over, or a caller asks for the next attempt |
//! | any | Absent | in the child of a fork |
//! | any | Stopped | the owner stops the runner of this process; it stays so |

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::engine::model::error::Error;
use crate::engine::runner::mailbox::Mailbox;

/// Part that this process has in the election.
#[derive(Clone, Default)]
pub enum Standing {
    /// No thread takes part: none was started, or the process is a forked child.
    #[default]
    Absent,
    /// The thread takes the lock and prepares to be the runner.
    Electing,
    /// Another process holds the lock; the thread waits for it.
    Waiting,
    /// This process is the runner.
    Leading(Mailbox),
    /// The last attempt failed. The thread repeats it after a pause.
    Failed(Error),
    /// The owner has stopped the runner of this process.
    Stopped,
}

/// The standing, and the threads that wait for it to change.
#[derive(Default)]
pub struct SharedStanding {
    standing: Mutex<Standing>,
    changed: Condvar,
}

impl SharedStanding {
    pub fn lock(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the mailbox of the runner thread while this process is the runner.
    pub fn mailbox(&self) -> Option<Mailbox> {
        match &*self.lock() {
            Standing::Leading(mailbox) => Some(mailbox.clone()),
            _ => None,
        }
    }

    /// Sets the standing. Returns `false` if the runner of this process was stopped; the standing
    /// then stays.
    pub fn set(&self, standing: Standing) -> bool {
        let mut current = self.lock();
        if matches!(*current, Standing::Stopped) {
            return false;
        }
        *current = standing;
        self.changed.notify_all();
        true
    }

    /// Waits until no attempt is in progress, at most for the timeout. Returns the standing.
    pub fn settled(&self, timeout: Duration) -> Standing {
        self.wait_while(self.lock(), timeout, |standing| {
            matches!(standing, Standing::Electing)
        })
    }

    /// Repeats an attempt that failed, without its pause, and waits as [`SharedStanding::settled`].
    pub fn retry(&self, timeout: Duration) -> Standing {
        let mut current = self.lock();
        if matches!(*current, Standing::Failed(_)) {
            *current = Standing::Electing;
            self.changed.notify_all();
        }
        drop(current);
        self.settled(timeout)
    }

    /// Ends the part of this process. Returns the standing before.
    pub fn stop(&self) -> Standing {
        let before = std::mem::replace(&mut *self.lock(), Standing::Stopped);
        self.changed.notify_all();
        before
    }

    /// Waits while this process waits for another runner, at most for the timeout.
    pub fn wait_while_waiting(&self, timeout: Duration) {
        self.wait_while(self.lock(), timeout, |standing| {
            matches!(standing, Standing::Waiting)
        });
    }

    /// Records that an attempt failed, and pauses until a caller asks for the next one, at most for
    /// the given time. Returns `false` if the runner of this process was stopped.
    pub fn pause(&self, error: Error, pause: Duration) -> bool {
        self.set(Standing::Failed(error));
        let paused = self.wait_while(self.lock(), pause, |standing| {
            matches!(standing, Standing::Failed(_))
        });
        !matches!(paused, Standing::Stopped) && self.set(Standing::Electing)
    }

    fn wait_while(
        &self,
        current: MutexGuard<'_, Standing>,
        timeout: Duration,
        is_waiting: impl Fn(&Standing) -> bool,
    ) -> Standing {
        let (current, _) = self
            .changed
            .wait_timeout_while(current, timeout, |standing| is_waiting(standing))
            .unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }
}
