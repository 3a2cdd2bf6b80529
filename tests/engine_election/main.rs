//! A model of the runner's election and of the hand-over of work to it, explored state by state.
//!
//! The model repeats the steps of `runner::{supervisor, standing, election, context, ipc}`, of the
//! event loop as far as one job is concerned, and of `Job::resume`, `Job::suspend` and
//! `Queue::stop`, under the names that the code has. A change of the order of these steps in the
//! code has to be made in `steps` or `calls` as well.
//!
//! # Model
//!
//! - *Processes* open the queue, are killed, are stopped by SIGSTOP and continued, fork, call
//!   `Queue::stop`, and run out of resources (descriptors, memory, threads) for a while, at any
//!   point between two steps. Also, messages are lost, an event loop panics, the runner closes a
//!   connection that it has not read, and the end of a turn cannot be written. The numbers of these
//!   faults and of the calls are limited; the starts of processes are not.
//! - *Shared* are the row of one job, `runner.lock`, `runner.sock` with the messages that wait in
//!   it, and the count of changes that a rescan compares.
//! - *Steps* of different processes, and of the threads of one process, come in any order. A step
//!   is what happens between two points at which another process can notice it, for example one
//!   transaction.
//!
//! # Properties
//!
//! - At most one process leads, and it holds the lock.
//! - After `suspend` returned success, and thus `release` returned `Done` or `NoRunner`, no process
//!   transfers the job unless a process resumed it again.
//! - `resume` returns success only if during the call a process that has not been stopped by
//!   `Queue::stop` was the runner or in line for it.
//! - An unfinished job is run: from every state with an unfinished job, and a process that runs,
//!   has the queue open and was not stopped, every continuation leads to the turn of the job within
//!   a bounded number of steps, whatever their order. A continuation has no further fault and no
//!   further call other than reads, and the resources are available again. The search from each
//!   state looks at all continuations and finds those that end or repeat a state before the turn.
//!   No assumption about the fairness of the scheduler is needed; the checker's own property
//!   `eventually` would overlook cycles.
//! - The same without rescans, if no message about a change was lost. A rescan may take ten
//!   seconds; only faults make it necessary.
//!
//! The checker also finds a counterexample for each of the [`defect`]s.
//!
//! # Limits
//!
//! - A process that is stopped by SIGSTOP while it holds the lock keeps the others from the work,
//!   as no process may take it away. The properties leave this state out; the code reports it
//!   (`Answer::Unreachable`). A wait ends with this answer only then: the model has no clock.
//! - The lock that `RunnerContext::is_vacant` takes for a moment to look at it is not modelled, nor
//!   the moment in which a forked child has not yet closed the descriptors of its parent.
//! - One job: no priorities, and no retry delays other than that of a turn that was not saved.
//! - The database and the shared memory change in one step; `engine_durability` kills processes
//!   between their parts.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod calls;
mod defect;
mod model;
mod state;
mod steps;

use std::time::Instant;

use stateright::{Checker, HasDiscoveries, Model};

use crate::defect::{DEFECTS, Defect};
use crate::model::Election;

/// Explores all states with these numbers of processes, faults and calls.
fn explore(processes: usize, faults: u8, calls: u8) {
    let begun = Instant::now();
    let model = Election::new(processes, faults, calls, Defect::None);
    let checker = model.checker().spawn_bfs().join();
    println!(
        "{processes} processes, {faults} faults, {calls} calls: {} states in {:?}, \
        the job is run after at most {} steps",
        checker.unique_state_count(),
        begun.elapsed(),
        checker.model().longest()
    );
    checker.assert_properties();
    assert!(checker.model().longest() > 10, "jobs were run");
}

#[test]
fn the_election_of_two_processes_holds() {
    explore(2, 1, 2);
    explore(2, 0, 4);
}

#[test]
fn the_election_of_three_processes_holds() {
    explore(3, 1, 1);
}

/// Millions of states, a gigabyte of memory for each configuration.
#[test(slow)]
fn the_election_holds_with_more_faults_and_calls() {
    explore(2, 2, 2);
    explore(2, 1, 3);
    explore(3, 0, 3);
    explore(3, 2, 1);
}

/// A model that cannot fail would prove nothing.
#[test]
fn the_checker_finds_each_defect() {
    for (defect, property) in DEFECTS {
        let trace = [(0, 4), (1, 2)].into_iter().find_map(|(faults, calls)| {
            let checker = Election::new(2, faults, calls, defect)
                .checker()
                .finish_when(HasDiscoveries::AnyOf([property].into()))
                .spawn_bfs()
                .join();
            let path = checker.discovery(property)?;
            Some(path.into_actions())
        });
        let trace = trace.unwrap_or_else(|| panic!("{defect:?} is not found"));
        println!("{defect:?}, {property}: {trace:?}");
    }
}

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
