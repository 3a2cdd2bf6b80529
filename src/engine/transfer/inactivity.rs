//! Time without progress of a request. The handlers of fetches and exchanges measure it, because
//! libcurl's own limit (`CURLOPT_LOW_SPEED_TIME`) does not distinguish the phases of a request.

use std::time::{Duration, Instant};

/// Measures the time in which no byte of a request moves.
#[derive(Default)]
pub struct InactivityTimer {
    /// Number of bytes that have moved, and the time since when it has not changed.
    progress: Option<(u64, Instant)>,
}

impl InactivityTimer {
    /// Takes the number of bytes that have moved so far. Returns whether it has not changed for
    /// longer than `limit`.
    pub fn has_expired(&mut self, bytes: u64, limit: Duration) -> bool {
        let unchanged = self.progress.filter(|(before, _)| *before == bytes);
        let progress = unchanged.unwrap_or_else(|| (bytes, Instant::now()));
        self.progress = Some(progress);
        progress.1.elapsed() > limit
    }
}
