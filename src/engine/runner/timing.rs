//! Timing of the runner.

use std::time::Duration;

use crate::engine::platform;

/// Intervals and the clock that the runner uses; tests use shorter ones.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Time slice of a background job while other jobs of its priority wait.
    pub slice: Duration,
    /// Interval at which the runner applies the policy to the hour of the day.
    pub policy_interval: Duration,
    /// Returns the hour of the day, 0 to 23.
    pub hour: fn() -> u8,
}

impl Default for Timing {
    fn default() -> Timing {
        Timing {
            slice: Duration::from_secs(5),
            policy_interval: Duration::from_secs(10),
            hour: platform::process::hour,
        }
    }
}
