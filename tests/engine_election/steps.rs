//! Steps of the model: the code between two points at which another thread or process can notice
//! it. Each function returns `None` if the step is not possible in the state.
//!
//! This file has the steps of the runner's threads and those of whole processes; `calls` has the
//! steps of the callers.

use crate::defect::Defect;
use crate::state::*;

/// Step of one process; `None` if it is not possible.
pub type Step = Option<()>;

/// A state, and the defect that the code has.
pub struct Steps<'a> {
    pub queue: &'a mut Queue,
    pub defect: Defect,
}

impl Steps<'_> {
    pub fn own(&mut self, id: Id) -> &mut Process {
        &mut self.queue.processes[id]
    }

    /// The next step of the thread `bits-runner`.
    pub fn thread(&mut self, id: Id) -> Step {
        let own = self.own(id).clone();
        match own.thread {
            Thread::None | Thread::Run => return None,
            Thread::Open if own.is_exhausted => self.fail_attempt(id),
            Thread::Open => self.own(id).thread = Thread::TryLock,
            Thread::TryLock if self.queue.lock.is_some() => {
                self.queue.set(id, Standing::Waiting);
                self.own(id).thread = Thread::Lock;
            }
            Thread::Lock if self.queue.lock.is_some() => return None,
            Thread::TryLock | Thread::Lock => {
                self.queue.lock = Some(id);
                self.own(id).thread = match self.defect {
                    Defect::RowsAreReadBeforeTheSocketIsBound => Thread::Recover,
                    _ => Thread::Bind,
                };
            }
            Thread::Bind if !self.queue.set(id, Standing::Electing) => {
                self.own(id).thread = Thread::Unlock { failed: false };
            }
            Thread::Bind if own.is_exhausted => {
                self.own(id).thread = Thread::Unlock { failed: true };
            }
            Thread::Bind => {
                let backlog = Vec::new();
                self.queue.socket = Some(Socket { owner: id, backlog });
                self.own(id).thread = match self.defect {
                    Defect::RowsAreReadBeforeTheSocketIsBound => Thread::Serve,
                    _ => Thread::Recover,
                };
            }
            Thread::Recover => {
                if self.queue.row == Row::Active {
                    self.queue.row = Row::Queued;
                }
                self.own(id).thread = Thread::ReadRows;
            }
            Thread::ReadRows => {
                self.own(id).has_seen = true;
                self.reload(id);
                self.own(id).thread = match self.defect {
                    Defect::RowsAreReadBeforeTheSocketIsBound => Thread::Bind,
                    _ => Thread::Serve,
                };
            }
            Thread::Serve if own.is_exhausted => self.end_lead(id, true),
            Thread::Serve if self.queue.set(id, Standing::Leading) => {
                self.own(id).thread = Thread::Run;
            }
            Thread::Serve => self.end_lead(id, false),
            Thread::Unlock { failed } => {
                self.queue.lock = None;
                match failed {
                    true => self.fail_attempt(id),
                    false => self.end_thread(id),
                }
            }
            Thread::Pause => match self.queue.set(id, Standing::Electing) {
                true => self.own(id).thread = Thread::Open,
                false => self.end_thread(id),
            },
        }
        Some(())
    }

    /// Ends `lead`: the event loop and the socket are gone, the lock is still held.
    fn end_lead(&mut self, id: Id, failed: bool) {
        self.queue.set(id, Standing::Electing);
        self.own(id).thread = Thread::Unlock { failed };
        for waiting in self.queue.close(id) {
            self.interrupt(waiting);
        }
    }

    fn fail_attempt(&mut self, id: Id) {
        if !self.queue.set(id, Standing::Failed) {
            self.end_thread(id);
        } else if self.defect == Defect::AFailedAttemptIsNotRepeated {
            self.own(id).thread = Thread::None;
        } else {
            self.own(id).thread = Thread::Pause;
        }
    }

    fn end_thread(&mut self, id: Id) {
        let own = self.own(id);
        own.thread = Thread::None;
        if own.call == Call::Stop {
            own.call = Call::None;
        }
    }

    /// The thread `bits-ipc` passes a message to the mailbox.
    pub fn accept(&mut self, id: Id) -> Step {
        if self.own(id).is_exhausted || self.own(id).thread != Thread::Run {
            return None;
        }
        let message = self.next_in_backlog(id)?;
        self.own(id).mailbox.push(message);
        Some(())
    }

    /// The thread `bits-ipc` closes a connection whose message it has not received.
    pub fn drop_pending(&mut self, id: Id) -> Step {
        let message = self.next_in_backlog(id)?;
        match message.from {
            Some(waiting) => self.interrupt(waiting),
            None => self.queue.is_message_lost = true,
        }
        Some(())
    }

    fn next_in_backlog(&mut self, id: Id) -> Option<Message> {
        let socket = self.queue.socket.as_mut()?;
        let has_message = socket.owner == id && !socket.backlog.is_empty();
        has_message.then(|| socket.backlog.remove(0))
    }

    /// The event loop carries out a command.
    pub fn carry_out(&mut self, id: Id) -> Step {
        self.leads(id)?;
        if self.own(id).mailbox.is_empty() {
            return None;
        }
        let message = self.own(id).mailbox.remove(0);
        match message.kind {
            Kind::Changed => self.reload(id),
            Kind::Release => {
                self.end_turn(id);
                self.reload(id);
            }
            Kind::Ping => {}
            Kind::Stop => {
                self.end_turn(id);
                self.end_lead(id, false);
                return Some(());
            }
        }
        if let Some(waiting) = message.from {
            self.answer(waiting, Answer::Done);
        }
        Some(())
    }

    fn leads(&mut self, id: Id) -> Step {
        (self.own(id).thread == Thread::Run).then_some(())
    }

    fn is_at(&mut self, id: Id, place: Place) -> Step {
        self.leads(id)?;
        (self.own(id).place == place).then_some(())
    }

    /// `EventLoop::stop_task`, with a row that can be written.
    fn end_turn(&mut self, id: Id) {
        if self.own(id).place == Place::Task {
            self.own(id).place = Place::None;
            if self.queue.row == Row::Active {
                self.queue.row = Row::Queued;
            }
        }
    }

    /// `EventLoop::reload`.
    fn reload(&mut self, id: Id) {
        let is_forgotten = self.defect == Defect::AnUnsavedTurnIsForgotten;
        let place = self.own(id).place;
        self.own(id).place = match self.queue.row {
            Row::Active if place == Place::Task || is_forgotten => place,
            Row::Active => Place::Retry,
            Row::Queued => Place::Turn,
            Row::Suspended | Row::Transferred => Place::None,
        };
    }

    /// `EventLoop::start_task`.
    pub fn begin_turn(&mut self, id: Id) -> Step {
        self.is_at(id, Place::Turn)?;
        self.own(id).place = Place::None;
        if self.queue.row == Row::Queued {
            self.queue.row = Row::Active;
            self.own(id).place = Place::Task;
        }
        Some(())
    }

    /// The task has all files, and its end is saved.
    pub fn finish(&mut self, id: Id) -> Step {
        self.is_at(id, Place::Task)?;
        if self.queue.row == Row::Active {
            self.queue.row = Row::Transferred;
        }
        self.own(id).place = Place::None;
        self.reload(id);
        Some(())
    }

    /// The turn ends, and the database cannot be written: the row still says that it has its turn.
    pub fn end_turn_unsaved(&mut self, id: Id) -> Step {
        self.is_at(id, Place::Task)?;
        self.own(id).place = Place::None;
        self.reload(id);
        Some(())
    }

    /// `retry::retry`.
    pub fn retry(&mut self, id: Id) -> Step {
        self.is_at(id, Place::Retry)?;
        if self.queue.row == Row::Active {
            self.queue.row = Row::Queued;
        }
        self.own(id).place = Place::None;
        self.reload(id);
        Some(())
    }

    /// `EventLoop::rescan`.
    pub fn rescan(&mut self, id: Id) -> Step {
        self.leads(id)?;
        if self.own(id).has_seen || self.defect == Defect::NoRescan {
            return None;
        }
        self.own(id).has_seen = true;
        if self.own(id).place == Place::None {
            self.reload(id);
        }
        Some(())
    }

    /// The event loop panics. The thread tries to become the runner again.
    pub fn panic(&mut self, id: Id) -> Step {
        self.leads(id)?;
        self.end_lead(id, true);
        Some(())
    }

    pub fn start_process(&mut self, id: Id) -> Step {
        if self.own(id).life != Life::Ended {
            return None;
        }
        self.queue.open(id);
        Some(())
    }

    pub fn kill(&mut self, id: Id) -> Step {
        let own = self.own(id);
        if own.life == Life::Ended {
            return None;
        }
        self.delay_message(id);
        self.queue.forget(id);
        let waiting = self.queue.close(id);
        *self.own(id) = Process::default();
        self.queue.lock = self.queue.lock.filter(|holder| *holder != id);
        for waiting in waiting {
            self.interrupt(waiting);
        }
        Some(())
    }

    /// SIGSTOP.
    pub fn halt(&mut self, id: Id) -> Step {
        self.delay_message(id);
        self.own(id).life = Life::Halted;
        Some(())
    }

    /// SIGCONT.
    pub fn go_on(&mut self, id: Id) -> Step {
        self.own(id).life = Life::Running;
        Some(())
    }

    /// The resources of a process are used up, or are available again.
    pub fn exhaust(&mut self, id: Id, is_exhausted: bool) -> Step {
        self.own(id).is_exhausted = is_exhausted;
        Some(())
    }

    /// A process that has committed a change does not tell the runner now.
    fn delay_message(&mut self, id: Id) {
        let is_to_tell = matches!(self.own(id).call, Call::Changed { .. });
        self.queue.is_message_lost |= is_to_tell;
    }

    /// The child has the memory of the parent, and the fork handlers have run in it.
    pub fn fork(&mut self, id: Id, child: Id) -> Step {
        if self.own(child).life != Life::Ended {
            return None;
        }
        let parent = self.own(id).clone();
        *self.own(child) = Process {
            life: Life::Running,
            is_exhausted: parent.is_exhausted,
            ..Process::default()
        };
        if self.defect == Defect::AForkKeepsTheStanding {
            self.own(child).standing = parent.standing;
            self.own(child).is_candidate = parent.is_candidate;
        }
        Some(())
    }
}
