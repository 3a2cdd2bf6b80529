//! The life of a job: a pure function of its state and what happens (behaviour-1, section 10).

use crate::abi::BG_JOB_STATE::*;
use crate::abi::BG_JOB_TYPE::*;
use crate::abi::{BG_E_EMPTY, BG_E_INVALID_STATE, BG_JOB_STATE, BG_JOB_TYPE};
use crate::engine::model::error::{Error, Result};

/// What can happen to a job: calls of its owner first, then what the transfers report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEvent {
    /// A property changes, files are added, ownership is taken.
    Change,
    Resume(Contents),
    Suspend,
    Complete,
    Cancel,
    /// The scheduler gives the job its turn.
    Turn,
    /// The server answered: data moves.
    DataFlows,
    /// The turn is over, a more important job takes it, or the files come from elsewhere now.
    TurnOver,
    /// Everything is transferred.
    AllDone,
    /// Everything that the owner of an on-demand job asked for is.
    Served,
    /// A transfer failed in a way that may pass; or there may be none now: the network is lost, or
    /// the policy forbids it.
    TransientError,
    /// A transfer failed for good, or has been failing for too long.
    FatalError,
    /// The retry delay is over, or what kept the job from the network.
    RetryDue,
}

/// What a job holds when it is resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    NoFiles,
    AllTransferred,
    Unfinished,
}

/// Completed or cancelled: out of the queue, nothing changes any more.
pub fn is_final(state: BG_JOB_STATE) -> bool {
    matches!(state, BG_JOB_STATE_ACKNOWLEDGED | BG_JOB_STATE_CANCELLED)
}

/// The job has a turn at the network.
pub fn is_active(state: BG_JOB_STATE) -> bool {
    matches!(state, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING)
}

/// The runner has the job on its list: it has a turn, or waits for one.
pub fn is_scheduled(state: BG_JOB_STATE) -> bool {
    is_active(state) || matches!(state, BG_JOB_STATE_QUEUED | BG_JOB_STATE_TRANSIENT_ERROR)
}

/// The state after an event. `BG_E_INVALID_STATE`, or the code documented for the call, when the
/// event has no place in this state; the job then stays as it is.
pub fn next(state: BG_JOB_STATE, job_type: BG_JOB_TYPE, event: JobEvent) -> Result<BG_JOB_STATE> {
    use JobEvent::*;
    const REFUSED: Result<BG_JOB_STATE> = Err(Error(BG_E_INVALID_STATE));

    match (event, state) {
        (_, BG_JOB_STATE_ACKNOWLEDGED | BG_JOB_STATE_CANCELLED) => REFUSED,

        (Change, same) => Ok(same),
        (Cancel, _) => Ok(BG_JOB_STATE_CANCELLED),
        (Complete, BG_JOB_STATE_TRANSFERRED) => Ok(BG_JOB_STATE_ACKNOWLEDGED),
        (Complete, _) if job_type == BG_JOB_TYPE_DOWNLOAD => Ok(BG_JOB_STATE_ACKNOWLEDGED),
        (Complete, _) => REFUSED,

        (Resume(Contents::NoFiles), _) => Err(Error(BG_E_EMPTY)),
        (Resume(_), BG_JOB_STATE_SUSPENDED | BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSIENT_ERROR) => {
            Ok(BG_JOB_STATE_QUEUED)
        }
        (Resume(Contents::Unfinished), BG_JOB_STATE_TRANSFERRED) => Ok(BG_JOB_STATE_QUEUED),
        (Resume(_), same) => Ok(same),

        (Suspend, same @ (BG_JOB_STATE_ERROR | BG_JOB_STATE_TRANSFERRED)) => Ok(same),
        (Suspend, _) => Ok(BG_JOB_STATE_SUSPENDED),

        (Turn, BG_JOB_STATE_QUEUED) => Ok(BG_JOB_STATE_CONNECTING),
        (DataFlows, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => {
            Ok(BG_JOB_STATE_TRANSFERRING)
        }
        (TurnOver, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => Ok(BG_JOB_STATE_QUEUED),
        (AllDone, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => {
            Ok(BG_JOB_STATE_TRANSFERRED)
        }
        (Served, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => Ok(BG_JOB_STATE_SUSPENDED),
        (
            TransientError,
            BG_JOB_STATE_QUEUED | BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING,
        ) => Ok(BG_JOB_STATE_TRANSIENT_ERROR),
        (
            FatalError,
            BG_JOB_STATE_QUEUED
            | BG_JOB_STATE_CONNECTING
            | BG_JOB_STATE_TRANSFERRING
            | BG_JOB_STATE_TRANSIENT_ERROR
            | BG_JOB_STATE_TRANSFERRED,
        ) => Ok(BG_JOB_STATE_ERROR),
        (RetryDue, BG_JOB_STATE_TRANSIENT_ERROR) => Ok(BG_JOB_STATE_QUEUED),
        (
            Turn | DataFlows | TurnOver | AllDone | Served | TransientError | FatalError | RetryDue,
            _,
        ) => REFUSED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [JobEvent; 15] = [
        JobEvent::Change,
        JobEvent::Resume(Contents::NoFiles),
        JobEvent::Resume(Contents::AllTransferred),
        JobEvent::Resume(Contents::Unfinished),
        JobEvent::Suspend,
        JobEvent::Complete,
        JobEvent::Cancel,
        JobEvent::Turn,
        JobEvent::DataFlows,
        JobEvent::TurnOver,
        JobEvent::AllDone,
        JobEvent::Served,
        JobEvent::TransientError,
        JobEvent::FatalError,
        JobEvent::RetryDue,
    ];

    /// One line per state, one column per event of [`EVENTS`], for a download: the first letter of
    /// the new state (`K` for ACKNOWLEDGED, `X` for CANCELLED, `W` for TRANSIENT_ERROR "waiting",
    /// `D` for TRANSFERRED "done"), `.` for "as it is", `e` for BG_E_EMPTY, `-` for
    /// BG_E_INVALID_STATE.
    const DOWNLOAD: [(BG_JOB_STATE, &str); 9] = [
        (BG_JOB_STATE_QUEUED, ".e..SKXC----WE-"),
        (BG_JOB_STATE_CONNECTING, ".e..SKX-TQDSWE-"),
        (BG_JOB_STATE_TRANSFERRING, ".e..SKX-.QDSWE-"),
        (BG_JOB_STATE_SUSPENDED, ".eQQ.KX--------"),
        (BG_JOB_STATE_ERROR, ".eQQ.KX--------"),
        (BG_JOB_STATE_TRANSIENT_ERROR, ".eQQSKX------EQ"),
        (BG_JOB_STATE_TRANSFERRED, ".e.Q.KX------E-"),
        (BG_JOB_STATE_ACKNOWLEDGED, "---------------"),
        (BG_JOB_STATE_CANCELLED, "---------------"),
    ];

    fn letter(from: BG_JOB_STATE, to: Result<BG_JOB_STATE>) -> char {
        match to {
            Err(Error(BG_E_EMPTY)) => 'e',
            Err(Error(BG_E_INVALID_STATE)) => '-',
            Err(other) => panic!("unexpected code {other}"),
            Ok(same) if same == from => '.',
            Ok(BG_JOB_STATE_QUEUED) => 'Q',
            Ok(BG_JOB_STATE_CONNECTING) => 'C',
            Ok(BG_JOB_STATE_TRANSFERRING) => 'T',
            Ok(BG_JOB_STATE_SUSPENDED) => 'S',
            Ok(BG_JOB_STATE_ERROR) => 'E',
            Ok(BG_JOB_STATE_TRANSIENT_ERROR) => 'W',
            Ok(BG_JOB_STATE_TRANSFERRED) => 'D',
            Ok(BG_JOB_STATE_ACKNOWLEDGED) => 'K',
            Ok(BG_JOB_STATE_CANCELLED) => 'X',
        }
    }

    fn row(state: BG_JOB_STATE, job_type: BG_JOB_TYPE) -> String {
        EVENTS
            .iter()
            .map(|event| letter(state, next(state, job_type, *event)))
            .collect()
    }

    #[test]
    fn downloads_follow_the_table() {
        for (state, expected) in DOWNLOAD {
            assert_eq!(row(state, BG_JOB_TYPE_DOWNLOAD), expected, "{state}");
        }
    }

    #[test]
    fn uploads_differ_in_complete_only() {
        let complete = EVENTS
            .iter()
            .position(|event| *event == JobEvent::Complete)
            .unwrap();
        for (state, expected) in DOWNLOAD {
            let mut expected = expected.to_string();
            if state != BG_JOB_STATE_TRANSFERRED {
                expected.replace_range(complete..=complete, "-");
            }
            assert_eq!(row(state, BG_JOB_TYPE_UPLOAD), expected, "{state}");
            assert_eq!(row(state, BG_JOB_TYPE_UPLOAD_REPLY), expected, "{state}");
        }
    }
}
