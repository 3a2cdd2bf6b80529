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

/// Returns the `FILETIME` ticks of a point in time; 0 for one before 1601.
pub fn ticks(time: SystemTime) -> u64 {
    const EPOCH: u64 = EPOCH_DIFFERENCE * TICKS_PER_SECOND;
    let ticks = |time: Duration| u64::try_from(time.as_nanos() / 100).unwrap_or(u64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => EPOCH.saturating_add(ticks(since)),
        Err(before) => EPOCH.saturating_sub(ticks(before.duration())),
    }
}

/// Returns the current time in `FILETIME` ticks.
pub fn now() -> u64 {
    ticks(SystemTime::now())
}

/// Returns the current time since 1970-01-01 UTC; zero if the system's clock is before it.
pub fn since_1970() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// Returns the current time in seconds since 1970-01-01 UTC.
pub fn unix_seconds() -> u64 {
    since_1970().as_secs()
}

/// Returns the text of a point in time in HTTP; `None` if it has none, that is, before 1970 and
/// after 9999. A file may have such a time.
pub fn http_date(time: SystemTime) -> Option<String> {
    const YEAR_10000: u64 = 253_402_300_800;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    (since.as_secs() < YEAR_10000).then(|| httpdate::fmt_http_date(time))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_before_1970_has_ticks_and_no_http_date() {
        let second = |seconds: i64| match u64::try_from(seconds) {
            Ok(seconds) => UNIX_EPOCH + Duration::from_secs(seconds),
            Err(_) => UNIX_EPOCH - Duration::from_secs(seconds.unsigned_abs()),
        };
        assert_eq!(ticks(second(0)), 116_444_736_000_000_000);
        assert_eq!(ticks(second(-1)), 116_444_735_990_000_000);
        assert_eq!(ticks(second(-11_644_473_600)), 0);
        assert_eq!(ticks(second(-20_000_000_000)), 0);
        assert_eq!(http_date(second(-1)), None);
        assert_eq!(http_date(second(253_402_300_800)), None);
        assert_eq!(
            http_date(second(0)).as_deref(),
            Some("Thu, 01 Jan 1970 00:00:00 GMT")
        );
    }
}
