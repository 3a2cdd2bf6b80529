//! Durability of a change of the queue.
//!
//! `Resume`, `Complete` and `Cancel` need [`Durability::Power`], other calls and the progress of
//! transfers need [`Durability::Process`], which is much cheaper.

/// Failure that a change of the queue survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// The process is killed.
    Process,
    /// The power fails.
    Power,
}
