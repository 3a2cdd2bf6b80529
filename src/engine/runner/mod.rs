//! Election of the runner, and the way to it.
//!
//! Of all processes that have a queue open exactly one at a time transfers data: the runner, which
//! holds the lock on `runner.lock`. The kernel passes the lock to the next process when its holder
//! ends. The other processes send the runner a message over `runner.sock` when they change a job.
//!
//! [`supervisor`] is the part that the callers use. [`election`] makes this process the runner and
//! starts over when that fails; [`standing`] tells the callers how far it is. [`event_loop`] is the
//! runner at work: it schedules the jobs ([`wait_queue`], [`admission`]), drives their tasks, and
//! removes what is left of old jobs ([`maintenance`]). Each turn of the loop is a heartbeat in the
//! shared memory, by which other processes tell a busy runner from one that is stopped or hangs.

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
pub mod standing;
pub mod supervisor;
pub mod timing;
pub mod wait_queue;
