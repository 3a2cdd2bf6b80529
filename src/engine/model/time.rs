//! Points in time in Windows' unit: the ticks of a `FILETIME`, 100 ns since 1601-01-01 UTC.
//!
//! The rows of jobs keep times in this unit. The system's clock may be set back; a difference that
//! would be negative is zero.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Seconds from 1601-01-01 to 1970-01-01.
const EPOCH_DIFFERENCE: u64 = 11_644_473_600;
/// Ticks of 100 ns in a second.
const TICKS_PER_SECOND: u64 = 10_000_000;

/// Returns the `FILETIME` ticks of a point in time.
pub fn ticks(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_secs() + EPOCH_DIFFERENCE) * TICKS_PER_SECOND + u64::from(since.subsec_nanos()) / 100
}

/// Returns the current time in `FILETIME` ticks.
pub fn now() -> u64 {
    ticks(SystemTime::now())
}

/// Returns the current time in seconds since 1970-01-01 UTC.
pub fn unix_seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// Returns the time since a point in time, given in ticks; zero if it lies in the future.
pub fn since(then: u64) -> Duration {
    let ticks = now().saturating_sub(then);
    Duration::new(
        ticks / TICKS_PER_SECOND,
        (ticks % TICKS_PER_SECOND) as u32 * 100,
    )
}

/// Returns the point in time, in ticks, that is this long ago.
pub fn before(age: Duration) -> u64 {
    now().saturating_sub(u64::try_from(age.as_nanos() / 100).unwrap_or(u64::MAX))
}

/// Times of a job in `FILETIME` ticks, as `IBackgroundCopyJob::GetTimes` reports them. 0 stands for
/// an event that has not happened yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobTimes {
    /// Time at which the job was created.
    pub creation: u64,
    /// Last change of the job's row.
    pub modification: u64,
    /// Time at which the job entered TRANSFERRED.
    pub transfer_completion: u64,
}
