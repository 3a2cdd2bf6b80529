//! The model that the checker explores: actions, properties, and the search for a continuation.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::{Mutex, PoisonError};

use stateright::{Model, Property};

use crate::defect::Defect;
use crate::state::{Id, Life, Place, Process, Queue, Standing, Thread};
use crate::steps::Steps;

/// Names of the properties.
pub mod properties {
    pub const ONE_LEADS: &str = "at most one process leads, and it holds the lock";
    pub const RELEASED: &str = "a released job is not transferred unless it is resumed";
    pub const PROMISE: &str = "Resume succeeds only if a process can do the work";
    pub const RUN: &str = "an unfinished job is run";
    pub const NOTICED: &str = "a change is noticed without a rescan unless its message was lost";
}
use Action::*;
use properties::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    // Processes.
    Start(Id),
    Kill(Id),
    Halt(Id),
    Continue(Id),
    Fork(Id, Id),
    Exhaust(Id),
    Relieve(Id),
    // Other faults.
    LoseMessage(Id),
    Panic(Id),
    EndTurnUnsaved(Id),
    DropPending(Id),
    // Calls.
    Resume(Id),
    Suspend(Id),
    Stop(Id),
    Read(Id),
    // Steps.
    Proceed(Id),
    Elect(Id),
    Accept(Id),
    CarryOut(Id),
    BeginTurn(Id),
    Finish(Id),
    Retry(Id),
    Rescan(Id),
}

impl Action {
    /// Returns the actions that happen by themselves as long as a process runs.
    fn steps(id: Id) -> [Action; 9] {
        [
            Read(id),
            Proceed(id),
            Elect(id),
            Accept(id),
            CarryOut(id),
            BeginTurn(id),
            Finish(id),
            Retry(id),
            Rescan(id),
        ]
    }

    fn calls(id: Id) -> [Action; 3] {
        [Resume(id), Suspend(id), Stop(id)]
    }

    fn faults(id: Id) -> [Action; 7] {
        [
            Kill(id),
            Halt(id),
            Exhaust(id),
            LoseMessage(id),
            DropPending(id),
            Panic(id),
            EndTurnUnsaved(id),
        ]
    }
}

/// Number of steps after which the job is run at the latest; `None`: it may stay unfinished.
type Bound = Option<u16>;

/// The processes, the faults and calls that may happen, and the defect of the code.
pub struct Election {
    pub processes: usize,
    pub faults: u8,
    pub calls: u8,
    pub defect: Defect,
    /// Bounds of the states that were searched, with and without rescans, by their hash. `None`:
    /// the search of the state is not over.
    searched: Mutex<HashMap<(bool, u64), Option<Bound>>>,
}

impl Election {
    pub fn new(processes: usize, faults: u8, calls: u8, defect: Defect) -> Election {
        Election {
            processes,
            faults,
            calls,
            defect,
            searched: Mutex::default(),
        }
    }

    /// Returns the largest number of steps after which a job was run.
    pub fn longest(&self) -> u16 {
        let searched = self.searched.lock().unwrap();
        searched
            .values()
            .flatten()
            .flatten()
            .copied()
            .max()
            .unwrap_or(0)
    }

    fn apply(&self, queue: &Queue, action: Action) -> Option<Queue> {
        let mut next = queue.clone();
        let mut steps = Steps {
            queue: &mut next,
            defect: self.defect,
        };
        match action {
            Start(id) => steps.start_process(id),
            Kill(id) => steps.kill(id),
            Halt(id) => steps.halt(id),
            Continue(id) => steps.go_on(id),
            Fork(id, child) => steps.fork(id, child),
            Exhaust(id) => steps.exhaust(id, true),
            Relieve(id) => steps.exhaust(id, false),
            LoseMessage(id) => steps.lose_message(id),
            Panic(id) => steps.panic(id),
            EndTurnUnsaved(id) => steps.end_turn_unsaved(id),
            DropPending(id) => steps.drop_pending(id),
            Resume(id) => steps.begin(id, crate::state::Call::Ready { retried: false }),
            Suspend(id) => steps.begin_suspend(id),
            Stop(id) => steps.begin_stop(id),
            Read(id) => steps.read(id),
            Proceed(id) => steps.call(id),
            Elect(id) => steps.thread(id),
            Accept(id) => steps.accept(id),
            CarryOut(id) => steps.carry_out(id),
            BeginTurn(id) => steps.begin_turn(id),
            Finish(id) => steps.finish(id),
            Retry(id) => steps.retry(id),
            Rescan(id) => steps.rescan(id),
        }?;
        Some(next)
    }

    /// Returns whether the job is run after a bounded number of steps in whatever order, if no
    /// further fault happens, no call begins, and every process has what it needs.
    fn is_run_soon(&self, queue: &Queue, with_rescan: bool) -> bool {
        let can_run = |process: &Process| {
            process.life == Life::Running && process.standing != Standing::Stopped
        };
        let is_due = queue.is_unfinished()
            && queue.processes.iter().any(can_run)
            && !queue.is_leader_halted();
        if !is_due {
            return true;
        }
        let mut calm = Queue {
            faults: 0,
            calls: 0,
            is_released: false,
            is_message_lost: false,
            is_promise_broken: false,
            ..queue.clone()
        };
        let processes = calm.processes.iter_mut();
        processes.for_each(|process| process.is_exhausted = false);
        self.bound(&calm, with_rescan).is_some()
    }

    /// Returns the number of steps of the longest continuation up to the turn of the job; `None` if
    /// one of them ends before it or does not end.
    fn bound(&self, queue: &Queue, with_rescan: bool) -> Bound {
        if !queue.is_unfinished() || queue.is_being_run() {
            return Some(0);
        }
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(queue);
        let key = (with_rescan, hash);
        let known = self.searched().insert(key, None);
        if let Some(known) = known {
            // A state whose search is not over is reached again: the continuation is a cycle.
            self.searched().insert(key, known);
            return known.flatten();
        }
        let bound = self.search(queue, with_rescan);
        self.searched().insert(key, Some(bound));
        bound
    }

    fn search(&self, queue: &Queue, with_rescan: bool) -> Bound {
        let running = (0..self.processes).filter(|id| queue.is_running(*id));
        let mut longest = None;
        for action in running.flat_map(Action::steps) {
            if matches!(action, Rescan(_)) && !with_rescan {
                continue;
            }
            let Some(next) = self.apply(queue, action) else {
                continue;
            };
            let bound = self.bound(&next, with_rescan)? + 1;
            longest = longest.max(Some(bound));
        }
        longest
    }

    fn searched(&self) -> std::sync::MutexGuard<'_, HashMap<(bool, u64), Option<Bound>>> {
        self.searched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Model for Election {
    type State = Queue;
    type Action = Action;

    fn init_states(&self) -> Vec<Queue> {
        vec![Queue::new(self.processes, self.faults, self.calls)]
    }

    fn actions(&self, queue: &Queue, actions: &mut Vec<Action>) {
        for id in 0..self.processes {
            match queue.processes[id].life {
                Life::Ended => {
                    actions.push(Start(id));
                    continue;
                }
                Life::Halted => {
                    actions.push(Continue(id));
                    if queue.faults > 0 {
                        actions.push(Kill(id));
                    }
                    continue;
                }
                Life::Running => actions.extend(Action::steps(id)),
            }
            if queue.processes[id].is_exhausted {
                actions.push(Relieve(id));
            }
            if queue.calls > 0 {
                actions.extend(Action::calls(id));
            }
            if queue.faults > 0 {
                actions.extend(Action::faults(id));
                actions.extend((0..self.processes).map(|child| Fork(id, child)));
            }
        }
    }

    fn next_state(&self, queue: &Queue, action: Action) -> Option<Queue> {
        let mut next = self.apply(queue, action)?;
        match action {
            Kill(_) | Halt(_) | Exhaust(_) | LoseMessage(_) | DropPending(_) | Panic(_)
            | EndTurnUnsaved(_) | Fork(..) => next.faults -= 1,
            Resume(_) | Suspend(_) | Stop(_) => next.calls -= 1,
            _ => {}
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Election>> {
        vec![
            Property::always(ONE_LEADS, |_, queue: &Queue| {
                let leads = |process: &Process| {
                    process.standing == Standing::Leading
                        || process.thread == Thread::Run
                        || process.place != Place::None
                };
                let mut processes = queue.processes.iter().enumerate();
                processes.all(|(id, process)| !leads(process) || queue.lock == Some(id))
            }),
            Property::always(RELEASED, |_, queue: &Queue| {
                let transfers = |process: &Process| process.place == Place::Task;
                !queue.is_released || !queue.processes.iter().any(transfers)
            }),
            Property::always(PROMISE, |_, queue: &Queue| !queue.is_promise_broken),
            Property::always(RUN, |model, queue| model.is_run_soon(queue, true)),
            Property::always(NOTICED, |model, queue: &Queue| {
                queue.is_message_lost || model.is_run_soon(queue, false)
            }),
        ]
    }
}
