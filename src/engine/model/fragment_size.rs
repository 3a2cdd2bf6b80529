//! How much to send at once.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Never less than this, however small the server's limit (the last fragment aside).
pub const SMALLEST: u64 = 5 * 1024;
/// What BITS 2.5 and later send at most.
pub const LARGEST: u64 = 13 * 1024 * 1024;
const FIRST: u64 = 256 * 1024;
/// How long a fragment should take: long enough to hide the wait for its Ack, short enough to lose
/// little in a break.
const GOAL: Duration = Duration::from_secs(2);

/// The size of the next fragment, and what is known about the limits of server and network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FragmentSize {
    size: u64,
    ceiling: u64,
}

impl Default for FragmentSize {
    fn default() -> FragmentSize {
        FragmentSize {
            size: FIRST,
            ceiling: LARGEST,
        }
    }
}

impl FragmentSize {
    /// Bytes to send when `left` bytes remain.
    pub fn next(&self, left: u64) -> u64 {
        self.size.min(left)
    }

    /// `length` bytes were acknowledged `elapsed` after they were begun.
    pub fn acknowledged(&mut self, length: u64, elapsed: Duration) {
        if length < self.size {
            return; // the end of the file says little about the network
        }
        let ideal = length as f64 * GOAL.as_secs_f64() / elapsed.as_secs_f64().max(0.001);
        self.resize((ideal as u64).clamp(self.size / 2, self.size * 4));
    }

    /// The server takes less than `length` bytes. False: it takes less than the protocol allows to
    /// send.
    pub fn too_large(&mut self, length: u64) -> bool {
        if length <= SMALLEST {
            return false;
        }
        self.ceiling = (length / 2).max(SMALLEST);
        self.resize(self.size);
        true
    }

    /// The connection broke under a fragment.
    pub fn broken(&mut self) {
        self.resize(self.size / 2);
    }

    fn resize(&mut self, size: u64) {
        self.size = size.clamp(SMALLEST, self.ceiling);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_to_the_largest_on_a_fast_network() {
        let mut fragments = FragmentSize::default();
        for expected in [1 << 20, 4 << 20, LARGEST, LARGEST] {
            fragments.acknowledged(fragments.next(u64::MAX), Duration::from_millis(1));
            assert_eq!(fragments.next(u64::MAX), expected);
        }
    }

    #[test]
    fn shrinks_to_the_smallest_on_a_slow_one() {
        let mut fragments = FragmentSize::default();
        for _ in 0..20 {
            fragments.acknowledged(fragments.next(u64::MAX), Duration::from_secs(300));
        }
        assert_eq!(fragments.next(u64::MAX), SMALLEST);
        assert_eq!(fragments.next(7), 7);
    }

    #[test]
    fn settles_at_what_the_network_carries_in_the_time_wanted() {
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
    fn the_short_last_fragment_teaches_nothing() {
        let mut fragments = FragmentSize::default();
        fragments.acknowledged(3, Duration::from_secs(300));
        assert_eq!(fragments, FragmentSize::default());
    }

    #[test]
    fn a_refused_length_is_never_tried_again() {
        let mut fragments = FragmentSize::default();
        assert!(fragments.too_large(FIRST));
        fragments.acknowledged(fragments.next(u64::MAX), Duration::from_millis(1));
        assert_eq!(fragments.next(u64::MAX), FIRST / 2);
        while fragments.too_large(fragments.next(u64::MAX)) {}
        assert_eq!(fragments.next(u64::MAX), SMALLEST);
    }

    #[test]
    fn a_break_halves_and_success_grows_again() {
        let mut fragments = FragmentSize::default();
        fragments.broken();
        assert_eq!(fragments.next(u64::MAX), FIRST / 2);
        fragments.acknowledged(FIRST / 2, Duration::from_millis(1));
        assert_eq!(fragments.next(u64::MAX), FIRST * 2);
    }
}
