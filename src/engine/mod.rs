//! The engine: the queue of jobs on disk, and the transfers. Safe Rust; `unsafe` code is in
//! `platform` only.
//!
//! [`guide`] describes the queue for its users: folder, environment, durability, policy. This page
//! describes how the engine works.
//!
//! # Floors
//!
//! A module imports only from its own floor and from floors below it; no files import each other in
//! a circle. `tests/architecture.rs` reads this table and holds the order. Every floor may use the
//! plain enumerations, flags and codes of [`crate::abi`].
//!
//! | floor | modules | purpose |
//! |---|---|---|
//! | handles | `queue`, `file`, `observer`, `job`, `fork`, `queue_core` | API of the owners |
//! | runner | `runner` | election, event loop, scheduling, IPC |
//! | tasks | `tasks` | one job's turn: download, upload, copy |
//! | protocols | `notify`, `upload` | observers and programs; the BITS upload protocol |
//! | services | `store`, `transfer`, `bandwidth` | database and shared memory; HTTP; rate control |
//! | model | `model` | settings, state machine, ranges, names, errors, messages |
//! | platform | `platform` | system calls, bare libcurl calls |
//!
//! # The way of a call
//!
//! - *CreateJob.* [`Queue::create_job`] checks the arguments and the policy, and inserts a row in
//!   one transaction of the store. The commit publishes the job's state in the shared memory. No
//!   other process and no thread is involved.
//! - *Resume.* [`Job::resume`] asks the supervisor whether a process will transfer the job: this
//!   process is the runner, or the runner answers. It applies the event to the state machine
//!   (`model::state`) and writes the row with a synced commit. The caller then tells the runner:
//!   through the mailbox if this process is the runner, else with a message over `runner.sock`. The
//!   event loop reads the row and puts the job into the wait queue; `schedule` starts it when its
//!   turn comes.
//! - *A download's bytes.* The task of the job asks the network for its files. libcurl calls the
//!   handler of the transfer with the bytes; the sink gathers 240 KiB and writes them to the
//!   temporary file. Every 250 ms the task records the written length in the file's row; every two
//!   seconds the fsync thread flushes the file, and the task records that length as synced. When
//!   all files are transferred, the state machine moves the job to TRANSFERRED. `complete` syncs,
//!   renames and deletes.
//! - *A notification.* Each commit increments the change counter in the shared memory, and the
//!   counters of the processes that observe the changed jobs. The thread `bits-notify` of those
//!   processes wakes up, compares the version of each of its jobs with the version that it has
//!   reported, and starts a thread that makes the calls of one job. If no observer takes the news,
//!   the runner runs the program of `SetNotifyCmdLine`.
//!
//! # Threads
//!
//! | name | process | work |
//! |---|---|---|
//! | caller's | any | the calls of the API; never waits for the network |
//! | `bits-runner` | each | waits for the lock, then runs the event loop and all transfers |
//! | `bits-ipc` | runner | accepts messages on `runner.sock`, and sends them to the mailbox |
//! | `bits-fsync` | runner | flushes files to the disk |
//! | `bits-routes` | runner | waits for changes of the network's routes (netlink) |
//! | `bits-lookup` | runner | finds jobs without a route to their server after such a change |
//! | `bits-command` | runner | runs the program of one job; one thread for each program |
//! | `bits-notify` | observers' | waits for changes of the queue |
//! | `bits-call` | observers' | calls the observer of one job; at most 64 at a time |
//!
//! # Locks
//!
//! In the order in which they are taken, when more than one is held:
//!
//! 1. the list of open queues (`queue_core`);
//! 2. the connection to the database (`store::database`), one mutex per process;
//! 3. the lock on `open.lock`, while the database is opened;
//! 4. SQLite's write lock;
//! 5. the lock on `live.lock`, held from before a commit until the shared memory shows it;
//! 6. the standing in the election and the inherited descriptors (`runner::context`);
//! 7. the registry of listeners (`notify::observers`).
//!
//! 6 and 7 are taken without 2 to 5, except during a fork, when all are held. No lock is held while
//! an observer is called or dropped. The row caches of [`Job`] and [`File`] have a mutex each,
//! which is never held while another lock is taken.
//!
//! # Files and processes
//!
//! A queue is a folder; [`guide`] lists its files. Every process that has it open sees the same
//! jobs: rows through SQLite, states and progress through the shared memory
//! (`store::shared_memory`). Exactly one process at a time is the runner (`runner::election`). A
//! crash at any point leaves a state that `store::recovery` or the next publication repairs.

pub(crate) mod model;
pub(crate) mod store;
pub(crate) mod transfer;
pub(crate) mod upload;

mod bandwidth;
mod file;
mod fork;
mod job;
mod notify;
mod observer;
mod platform;
mod queue;
mod queue_core;
mod runner;
mod tasks;

#[doc = include_str!("guide.md")]
pub mod guide {}

pub use file::File;
pub use job::Job;
pub use job::reply::{MAX_REPLY_DATA, ReplyData};
pub use model::cause::Cause;
pub use model::error::{CallOutcome, Error, Failure, JobError, Result, http_status, win32};
pub use model::messages;
pub use model::policy::{Bandwidth, Policy};
pub use model::progress::{FileProgress, JobProgress, ReplyProgress, SIZE_UNKNOWN};
pub use model::ranges::{FileRange, Ranges};
pub use model::settings::{
    Credentials, CustomHeaders, JobSettings, Modes, NotifyCommand, ProxySettings,
};
pub use model::time::JobTimes;
pub use model::trusted_hosts::TrustedHosts;
pub use observer::Observer;
pub use queue::Queue;
pub use runner::timing::Timing;
