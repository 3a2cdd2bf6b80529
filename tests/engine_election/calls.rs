//! Steps of the callers: `Job::resume`, `Job::suspend`, `Queue::stop` and reads, with the methods
//! of `Supervisor` and `ipc::client` that they use.

use crate::defect::Defect;
use crate::state::*;
use crate::steps::{Step, Steps};

/// Times that `ready` waits for a lock that was free before it gives up.
const TAKEOVERS: u8 = 2;

impl Steps<'_> {
    /// `Supervisor::start`, and the thread's first lines. Returns whether there is a candidate.
    fn start(&mut self, id: Id) -> bool {
        let own = self.own(id);
        if own.is_candidate {
            return true;
        }
        if own.is_exhausted {
            return false;
        }
        own.is_candidate = true;
        (own.standing, own.thread) = (Standing::Electing, Thread::Open);
        self.queue.accompany();
        true
    }

    /// Begins a call of a process that has none in progress.
    pub fn begin(&mut self, id: Id, call: Call) -> Step {
        if self.own(id).call != Call::None {
            return None;
        }
        let own = self.own(id);
        (own.call, own.rounds, own.is_valid, own.is_accompanied) = (call, 0, false, false);
        self.queue.accompany();
        Some(())
    }

    /// `Job::suspend`, which first reads the state.
    pub fn begin_suspend(&mut self, id: Id) -> Step {
        let was_active = self.queue.row == Row::Active;
        self.begin(id, Call::CommitSuspend { was_active })?;
        self.start(id);
        Some(())
    }

    /// `Queue::stop`.
    pub fn begin_stop(&mut self, id: Id) -> Step {
        let standing = self.own(id).standing;
        if standing == Standing::Stopped {
            return None;
        }
        self.begin(id, Call::Stop)?;
        let own = self.own(id);
        own.standing = Standing::Stopped;
        match standing {
            Standing::Leading => own.mailbox.push(Message {
                kind: Kind::Stop,
                from: None,
            }),
            _ => own.call = Call::None,
        }
        Some(())
    }

    /// A call that only reads (`Supervisor::watch`).
    pub fn read(&mut self, id: Id) -> Step {
        let is_new = !self.own(id).is_candidate && !self.own(id).is_exhausted;
        if !is_new || self.defect == Defect::AReadStartsNoThread {
            return None;
        }
        self.start(id);
        Some(())
    }

    /// The message about a change cannot be sent.
    pub fn lose_message(&mut self, id: Id) -> Step {
        let Call::Changed { release } = self.own(id).call else {
            return None;
        };
        self.queue.is_message_lost = true;
        self.told(id, release);
        Some(())
    }

    /// The next step of the call in progress.
    pub fn call(&mut self, id: Id) -> Step {
        match self.own(id).call {
            Call::None | Call::Stop => return None,
            Call::Ready { retried } => return self.ready(id, retried),
            Call::Ping => return self.request(id, Kind::Ping, Call::Pinged),
            Call::Release => match self.own(id).standing {
                Standing::Leading => {
                    self.own(id).mailbox.push(Message {
                        kind: Kind::Release,
                        from: Some(id),
                    });
                    self.own(id).call = Call::Released;
                }
                _ => return self.request(id, Kind::Release, Call::Released),
            },
            Call::Pinged | Call::Released => {
                let answer = self.answer_without_runner()?;
                self.answer(id, answer);
            }
            Call::TakeOver => {
                let waits = self.own(id).standing == Standing::Waiting;
                if waits && self.queue.lock.is_none() {
                    return None;
                }
                self.own(id).call = Call::Ready { retried: false };
            }
            Call::CommitResume => self.commit_resume(id),
            Call::CommitSuspend { was_active } => self.commit_suspend(id, was_active),
            Call::Changed { release } => self.tell(id, release),
        }
        Some(())
    }

    /// `Supervisor::ready`.
    fn ready(&mut self, id: Id, retried: bool) -> Step {
        if !self.start(id) {
            self.own(id).call = Call::None;
            return Some(());
        }
        let does_not_ask = self.defect == Defect::AStoppedProcessAcceptsWork;
        let own = self.own(id);
        own.call = match own.standing {
            Standing::Absent | Standing::Electing => return None,
            Standing::Failed if own.thread == Thread::None => Call::CommitResume,
            Standing::Failed if retried => Call::None,
            Standing::Failed => {
                (own.standing, own.thread) = (Standing::Electing, Thread::Open);
                Call::Ready { retried: true }
            }
            Standing::Leading => Call::CommitResume,
            Standing::Stopped if does_not_ask => Call::CommitResume,
            Standing::Waiting | Standing::Stopped => Call::Ping,
        };
        Some(())
    }

    /// `client::request`: sends a message, or finds out why it cannot be sent.
    fn request(&mut self, id: Id, kind: Kind, sent: Call) -> Step {
        if self.own(id).is_exhausted {
            // The lock cannot be looked at either. `ready` relies on the other runner.
            let is_candidate = self.own(id).standing != Standing::Stopped;
            self.own(id).call = match kind {
                Kind::Ping if is_candidate => Call::CommitResume,
                _ => Call::None,
            };
            return Some(());
        }
        let from = Some(id);
        if let Some(socket) = &mut self.queue.socket {
            socket.backlog.push(Message { kind, from });
            self.own(id).call = sent;
        } else {
            let answer = self.answer_without_runner()?;
            self.answer(id, answer);
        }
        Some(())
    }

    /// Returns the answer that the lock gives: no process holds it, or one that is stopped.
    fn answer_without_runner(&self) -> Option<Answer> {
        match self.queue.lock {
            None => Some(Answer::NoRunner),
            Some(_) => self.queue.is_leader_halted().then_some(Answer::Unreachable),
        }
    }

    /// The connection on which a process waits for an answer ends without one: the process sends
    /// its message again.
    pub fn interrupt(&mut self, id: Id) {
        if self.defect == Defect::TheEndOfAConnectionIsAnAnswer {
            return self.answer(id, Answer::Done);
        }
        let own = self.own(id);
        own.call = match own.call {
            Call::Pinged => Call::Ping,
            Call::Released => Call::Release,
            other => other,
        };
    }

    /// A process that waits for an answer has it.
    pub fn answer(&mut self, id: Id, answer: Answer) {
        self.queue.forget(id);
        let own = &mut self.queue.processes[id];
        own.call = match (own.call, answer) {
            (Call::Ping | Call::Pinged, Answer::Done) => Call::CommitResume,
            (Call::Ping | Call::Pinged, Answer::NoRunner)
                if own.standing != Standing::Stopped && own.rounds < TAKEOVERS =>
            {
                own.rounds += 1;
                Call::TakeOver
            }
            (Call::Release | Call::Released, Answer::Done | Answer::NoRunner) => {
                self.queue.is_released |= own.is_valid;
                Call::None
            }
            _ => Call::None,
        };
    }

    fn commit_resume(&mut self, id: Id) {
        self.queue.accompany();
        self.queue.is_promise_broken |= !self.own(id).is_accompanied;
        self.own(id).call = Call::None;
        if self.queue.row == Row::Suspended {
            self.queue.row = Row::Queued;
            self.queue.is_released = false;
            let processes = self.queue.processes.iter_mut();
            processes.for_each(|process| process.is_valid = false);
            self.changed(id, None);
        }
    }

    fn commit_suspend(&mut self, id: Id, was_active: bool) {
        let release = match self.defect {
            Defect::SuspendReleasesWhatItSawRun => was_active,
            Defect::SuspendReleasesWhatHasItsTurn => self.queue.row == Row::Active,
            _ => true,
        };
        self.own(id).is_valid = self.queue.row != Row::Transferred;
        if self.queue.is_unfinished() {
            self.queue.row = Row::Suspended;
            self.changed(id, Some(release));
        } else {
            self.told(id, Some(release));
        }
    }

    /// Counts a change, and is about to tell the runner.
    fn changed(&mut self, id: Id, release: Option<bool>) {
        let processes = self.queue.processes.iter_mut();
        processes.for_each(|process| process.has_seen = false);
        self.own(id).call = Call::Changed { release };
    }

    /// `Supervisor::job_changed`.
    fn tell(&mut self, id: Id, release: Option<bool>) {
        let message = Message {
            kind: Kind::Changed,
            from: None,
        };
        let own = &mut self.queue.processes[id];
        if own.standing == Standing::Leading {
            own.mailbox.push(message);
        } else if own.is_exhausted {
            self.queue.is_message_lost = true;
        } else if let Some(socket) = &mut self.queue.socket {
            socket.backlog.push(message);
        }
        self.told(id, release);
    }

    /// Goes on after the runner was told; `release` says whether it is to release the job.
    fn told(&mut self, id: Id, release: Option<bool>) {
        let own = self.own(id);
        own.call = match release {
            Some(true) => Call::Release,
            _ => Call::None,
        };
        self.queue.is_released |= release == Some(false) && self.queue.processes[id].is_valid;
    }
}
