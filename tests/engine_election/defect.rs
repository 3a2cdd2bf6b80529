//! Defects that the model can be given, each of them one that the code could have. The checker must
//! find a counterexample for each; otherwise the model would prove nothing.

use crate::model::properties::*;

/// Difference of the model from the design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Defect {
    #[default]
    None,
    /// The runner reads the rows first and binds its socket then: a message in between is refused.
    RowsAreReadBeforeTheSocketIsBound,
    /// The runner relies on messages alone.
    NoRescan,
    /// The thread ends when an attempt fails, and counts as started.
    AFailedAttemptIsNotRepeated,
    /// Only calls that change something start the thread in a forked child.
    AReadStartsNoThread,
    /// A forked child believes to be what its parent is.
    AForkKeepsTheStanding,
    /// `Resume` in a process after `Queue::stop` does not ask whether another process is the
    /// runner.
    AStoppedProcessAcceptsWork,
    /// A connection that the runner closes without an answer counts as the answer `Done`.
    TheEndOfAConnectionIsAnAnswer,
    /// `Suspend` releases the job if it had its turn before the commit.
    SuspendReleasesWhatItSawRun,
    /// `Suspend` releases the job if the row had its turn, and relies on a task ending with it.
    SuspendReleasesWhatHasItsTurn,
    /// A turn whose end cannot be written leaves a row that says that the job has its turn.
    AnUnsavedTurnIsForgotten,
}

/// Each defect, and the property that it violates.
pub const DEFECTS: [(Defect, &str); 10] = [
    (Defect::RowsAreReadBeforeTheSocketIsBound, NOTICED),
    (Defect::NoRescan, RUN),
    (Defect::AFailedAttemptIsNotRepeated, RUN),
    (Defect::AReadStartsNoThread, RUN),
    (Defect::AForkKeepsTheStanding, ONE_LEADS),
    (Defect::AStoppedProcessAcceptsWork, PROMISE),
    (Defect::TheEndOfAConnectionIsAnAnswer, RELEASED),
    (Defect::SuspendReleasesWhatItSawRun, RELEASED),
    (Defect::SuspendReleasesWhatHasItsTurn, RELEASED),
    (Defect::AnUnsavedTurnIsForgotten, RUN),
];
