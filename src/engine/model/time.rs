//! Points in time as Windows counts them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Seconds from 1601-01-01 to 1970-01-01.
const EPOCH_DIFFERENCE: u64 = 11_644_473_600;
const TICKS_PER_SECOND: u64 = 10_000_000;

/// `FILETIME` ticks of a point in time: 100 ns since 1601-01-01 UTC.
pub fn ticks(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    (since.as_secs() + EPOCH_DIFFERENCE) * TICKS_PER_SECOND + u64::from(since.subsec_nanos()) / 100
}

pub fn now() -> u64 {
    ticks(SystemTime::now())
}

/// Seconds since 1970.
pub fn unix_seconds() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// How long ago a point in time was; zero when the clock was set back since.
pub fn since(then: u64) -> Duration {
    let ticks = now().saturating_sub(then);
    Duration::new(
        ticks / TICKS_PER_SECOND,
        (ticks % TICKS_PER_SECOND) as u32 * 100,
    )
}

/// The point in time that is so long ago.
pub fn before(age: Duration) -> u64 {
    now().saturating_sub(u64::try_from(age.as_nanos() / 100).unwrap_or(u64::MAX))
}

/// Points in time as `FILETIME` ticks (100 ns since 1601-01-01 UTC); 0 is "not yet".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobTimes {
    pub creation: u64,
    pub modification: u64,
    pub transfer_completion: u64,
}
