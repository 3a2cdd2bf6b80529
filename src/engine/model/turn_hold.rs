//! Hold on the turns of a job: a call that is about to end the job keeps the runner from starting
//! it again.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::model::time;
use crate::engine::platform::process;

/// Longest time that a hold counts. The process that placed it may be alive and yet unable to
/// remove it, for example because the database cannot be written.
const LIMIT: Duration = Duration::from_secs(60);

/// Hold that a call of this or of another process has placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnHold {
    /// Process of the call, as [`process::own_process`] identifies it.
    process: u64,
    /// Time of the call, in `FILETIME` ticks.
    since: u64,
}

impl TurnHold {
    /// Returns a hold of this process.
    pub fn new() -> TurnHold {
        TurnHold {
            process: process::own_process(),
            since: time::now(),
        }
    }

    /// Returns whether the hold still counts: its process lives, and its time is not over.
    pub fn is_valid(&self) -> bool {
        time::since(self.since) < LIMIT && process::is_alive(self.process)
    }
}
