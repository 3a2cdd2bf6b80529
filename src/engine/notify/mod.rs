//! Notification of a job's owner: through a listener object in the owner's process, or by a
//! program.
//!
//! A listener is notified of changes that any process makes. Every change of the queue advances the
//! change counter in shared memory; the thread `bits-notify` of each process with registered
//! listeners waits for it and looks for changed jobs. The calls for one job are made one after the
//! other, on a thread of their own, so that a slow listener delays no other job.
//!
//! [`observers`] registers the listeners and runs the threads, [`delivery`] decides which calls are
//! due, and [`command_line`] runs the program of `SetNotifyCmdLine`.

pub mod command_line;
pub mod delivery;
pub mod listener;
pub mod observers;
