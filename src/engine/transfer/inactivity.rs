//! Time without progress of a request. The handlers of fetches and exchanges measure it, because
//! libcurl's own limit (`CURLOPT_LOW_SPEED_TIME`) does not distinguish the phases of a request.

use std::time::{Duration, Instant};

/// Measures the time in which no byte of a request moves.
#[derive(Default)]
pub struct InactivityTimer {
    /// Number of bytes that have moved, and the time since when it has not changed.
    progress: Option<(u64, Instant)>,
    has_expired: bool,
}

impl InactivityTimer {
    /// Takes the number of bytes that have moved so far. Returns whether it has not changed for
    /// longer than `limit`.
    pub fn has_expired(&mut self, bytes: u64, limit: Duration) -> bool {
        let unchanged = self.progress.filter(|(before, _)| *before == bytes);
        let progress = unchanged.unwrap_or_else(|| (bytes, Instant::now()));
        self.progress = Some(progress);
        self.has_expired = progress.1.elapsed() > limit;
        self.has_expired
    }

    /// Returns the error of a request that has ended: a timeout if its handler has ended it because
    /// the timer had expired, else that of libcurl.
    pub fn error(&self, result: &Result<(), curl::Error>) -> Option<curl::Error> {
        match self.has_expired {
            true => Some(curl::Error::new(curl_sys::CURLE_OPERATION_TIMEDOUT)),
            false => result.as_ref().err().cloned(),
        }
    }
}
