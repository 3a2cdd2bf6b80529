//! State machine of a job: [`next`] is a pure function of the state and the event.
//!
//! The table shows the next state for a download. A letter is the next state, `.` means that the
//! state stays, `-` stands for `BG_E_INVALID_STATE`, and `e` for `BG_E_EMPTY`.
//!
//! ```text
//!                          state before the event
//! event                    Q  C  T  S  E  W  D      Q  QUEUED
//! Change                   .  .  .  .  .  .  .      C  CONNECTING
//! Resume(NoFiles)          e  e  e  e  e  e  e      T  TRANSFERRING
//! Resume(AllTransferred)   .  .  .  Q  Q  Q  .      S  SUSPENDED
//! Resume(Unfinished)       .  .  .  Q  Q  Q  Q      E  ERROR
//! Suspend                  S  S  S  .  .  S  .      W  TRANSIENT_ERROR (waits for a retry)
//! Complete                 K  K  K  K  K  K  K      D  TRANSFERRED (done)
//! Cancel                   X  X  X  X  X  X  X      K  ACKNOWLEDGED (final)
//! Turn                     C  -  -  -  -  -  -      X  CANCELLED (final)
//! Responded                -  T  .  -  -  -  -
//! TurnOver                 -  Q  Q  -  -  -  -
//! AllTransferred                  -  D  D  -  -  -  -
//! RequestsServed                   -  S  S  -  -  -  -
//! TransientError           W  W  W  -  -  -  -
//! FatalError               E  E  E  -  -  E  E
//! RetryDue                 -  -  -  -  -  Q  -
//! ```
//!
//! The final states K and X refuse every event. For uploads `Complete` is refused in every state
//! but D; all else is the same.

use crate::abi::BG_JOB_STATE::*;
use crate::abi::BG_JOB_TYPE::*;
use crate::abi::{BG_E_EMPTY, BG_E_INVALID_STATE, BG_JOB_STATE, BG_JOB_TYPE};
use crate::engine::model::error::{Error, Result};

/// Event of a job: the calls of its owner first, then the reports of the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEvent {
    /// The owner changes a property, adds files, or takes ownership.
    Change,
    Resume(Contents),
    Suspend,
    Complete,
    Cancel,
    /// The scheduler starts the turn of the job.
    Turn,
    /// A server has responded: data is transferred.
    Responded,
    /// The turn ends: its time is over, a job of higher priority takes its place, or the remote
    /// names changed.
    TurnOver,
    /// All files are transferred.
    AllTransferred,
    /// All requested ranges of an on-demand job are transferred, but not all of its files.
    RequestsServed,
    /// A transfer failed and a retry may succeed, or no transfer is possible now: the network is
    /// lost, or the policy forbids transfers.
    TransientError,
    /// A transfer failed and no retry can succeed, or retries have failed for too long.
    FatalError,
    /// The retry delay has passed, or the network is back, or the policy allows transfers again.
    RetryDue,
}

/// Files of a job at the time of `Resume`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    NoFiles,
    /// All files are transferred.
    AllTransferred,
    /// At least one file is not transferred completely.
    Unfinished,
}

/// Returns whether a job in this state has been completed or cancelled: it has left the queue and
/// never changes its state again.
pub fn is_final(state: BG_JOB_STATE) -> bool {
    matches!(state, BG_JOB_STATE_ACKNOWLEDGED | BG_JOB_STATE_CANCELLED)
}

/// Returns whether a job in this state has its turn: the runner transfers its files.
pub fn is_active(state: BG_JOB_STATE) -> bool {
    matches!(state, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING)
}

/// Returns whether the runner schedules a job in this state: the job has its turn, or waits for
/// one.
pub fn is_scheduled(state: BG_JOB_STATE) -> bool {
    is_active(state) || matches!(state, BG_JOB_STATE_QUEUED | BG_JOB_STATE_TRANSIENT_ERROR)
}

/// Returns the state after an event. Returns `BG_E_INVALID_STATE`, or the code documented for the
/// call, if the state refuses the event; the job then keeps its state.
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
        (Responded, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => {
            Ok(BG_JOB_STATE_TRANSFERRING)
        }
        (TurnOver, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => Ok(BG_JOB_STATE_QUEUED),
        (AllTransferred, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => {
            Ok(BG_JOB_STATE_TRANSFERRED)
        }
        (RequestsServed, BG_JOB_STATE_CONNECTING | BG_JOB_STATE_TRANSFERRING) => {
            Ok(BG_JOB_STATE_SUSPENDED)
        }
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
            Turn | Responded | TurnOver | AllTransferred | RequestsServed | TransientError
            | FatalError | RetryDue,
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
        JobEvent::Responded,
        JobEvent::TurnOver,
        JobEvent::AllTransferred,
        JobEvent::RequestsServed,
        JobEvent::TransientError,
        JobEvent::FatalError,
        JobEvent::RetryDue,
    ];

    /// The module's table for a download, transposed: one line per state, one column per event of
    /// [`EVENTS`], with the same letters.
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
