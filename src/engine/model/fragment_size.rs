//! Size of the fragments of an upload.
//!
//! The size adapts to the network: each acknowledged fragment moves it towards the size that takes
//! [`TARGET_TIME`], by a factor of 1/2 to 4 at most; a broken connection halves it. A server that
//! refuses a fragment as too large sets a ceiling for the rest of the upload. The upload protocol
//! is the only user; the value is part of the durable [`UploadSession`].
//!
//! [`UploadSession`]: crate::engine::model::upload_session::UploadSession

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Smallest fragment in bytes, except for the last one of a file. The protocol gives up on a server
/// that refuses this size.
const MIN_SIZE: u64 = 5 * 1024;
/// Largest fragment in bytes: the limit of BITS 2.5 and later.
const MAX_SIZE: u64 = 13 * 1024 * 1024;
/// Size of the first fragment in bytes, before anything is known about the network.
const INITIAL_SIZE: u64 = 256 * 1024;
/// Time that a fragment should take: long enough for the wait for its acknowledgement to matter
/// little, short enough that a broken connection loses little.
const TARGET_TIME: Duration = Duration::from_secs(2);

/// Size of the next fragment, and the limit that the server has set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FragmentSize {
    /// Size of the next fragment in bytes, `MIN_SIZE` to `ceiling`.
    size: u64,
    /// Largest size that the server is known or supposed to accept, in bytes.
    ceiling: u64,
}

impl Default for FragmentSize {
    fn default() -> FragmentSize {
        FragmentSize {
            size: INITIAL_SIZE,
            ceiling: MAX_SIZE,
        }
    }
}

impl FragmentSize {
    /// Returns the length of the next fragment in bytes when `left` bytes of the file remain.
    pub fn next(&self, left: u64) -> u64 {
        self.size.min(left)
    }

    /// Adapts the size to a fragment of `length` bytes that was acknowledged `elapsed` after it was
    /// begun.
    pub fn acknowledged(&mut self, length: u64, elapsed: Duration) {
        if length < self.size {
            return; // The short last fragment says little about the rate of the network.
        }
        let ideal = length as f64 * TARGET_TIME.as_secs_f64() / elapsed.as_secs_f64().max(0.001);
        self.resize((ideal as u64).clamp(self.size / 2, self.size * 4));
    }

    /// Lowers the ceiling because the server refused a fragment of `length` bytes as too large.
    /// Returns `false` if the fragment had the smallest size already.
    pub fn too_large(&mut self, length: u64) -> bool {
        if length <= MIN_SIZE {
            return false;
        }
        self.ceiling = (length / 2).max(MIN_SIZE);
        self.resize(self.size);
        true
    }

    /// Halves the size because the connection broke during a fragment.
    pub fn broken(&mut self) {
        self.resize(self.size / 2);
    }

    fn resize(&mut self, size: u64) {
        self.size = size.clamp(MIN_SIZE, self.ceiling);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_to_the_largest_on_a_fast_network() {
        let mut fragments = FragmentSize::default();
        for expected in [1 << 20, 4 << 20, MAX_SIZE, MAX_SIZE] {
            fragments.acknowledged(fragments.next(u64::MAX), Duration::from_millis(1));
            assert_eq!(fragments.next(u64::MAX), expected);
        }
    }

    #[test]
    fn shrinks_to_the_smallest_on_a_slow_network() {
        let mut fragments = FragmentSize::default();
        for _ in 0..20 {
            fragments.acknowledged(fragments.next(u64::MAX), Duration::from_secs(300));
        }
        assert_eq!(fragments.next(u64::MAX), MIN_SIZE);
        assert_eq!(fragments.next(7), 7);
    }

    #[test]
    fn settles_at_the_size_that_takes_the_target_time() {
        let rate = 1_000_000.0; // bytes per second
        let mut fragments = FragmentSize::default();
        for _ in 0..10 {
            let length = fragments.next(u64::MAX);
            fragments.acknowledged(length, Duration::from_secs_f64(length as f64 / rate));
        }
        assert!(
            (1_999_000..2_001_000).contains(&fragments.next(u64::MAX)),
            "{fragments:?}"
        );
    }

    #[test]
    fn the_short_last_fragment_changes_nothing() {
        let mut fragments = FragmentSize::default();
        fragments.acknowledged(3, Duration::from_secs(300));
        assert_eq!(fragments, FragmentSize::default());
    }

    #[test]
    fn a_refused_length_is_never_tried_again() {
        let mut fragments = FragmentSize::default();
        assert!(fragments.too_large(INITIAL_SIZE));
        fragments.acknowledged(fragments.next(u64::MAX), Duration::from_millis(1));
        assert_eq!(fragments.next(u64::MAX), INITIAL_SIZE / 2);
        while fragments.too_large(fragments.next(u64::MAX)) {}
        assert_eq!(fragments.next(u64::MAX), MIN_SIZE);
    }

    #[test]
    fn a_broken_connection_halves_the_size_and_success_grows_it_again() {
        let mut fragments = FragmentSize::default();
        fragments.broken();
        assert_eq!(fragments.next(u64::MAX), INITIAL_SIZE / 2);
        fragments.acknowledged(INITIAL_SIZE / 2, Duration::from_millis(1));
        assert_eq!(fragments.next(u64::MAX), INITIAL_SIZE * 2);
    }
}
