//! Durability of a change of the queue.

/// Failure that a change of the queue survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// The process is killed.
    Process,
    /// The power fails.
    Power,
}
