//! Requests of the owner for parts of a file with random access (`RequestFileRanges`,
//! `SetDownloadPosition`), in the order in which they are fetched.
//!
//! The queue holds requests only; the caller passes the set of bytes that are present to each
//! method. The row of a file keeps the queue as JSON. The owner's calls extend it, and the download
//! task reads it. [`ranges`](crate::engine::model::ranges) says how it differs from the list
//! `Ranges` and the set `RangeSet`.
//!
//! In each method `filled` is the set of the bytes that are present, and `size` is the size of the
//! remote file in bytes, if it is known.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::abi::BG_E_INVALID_RANGE;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::ranges::FileRange;

/// Requested ranges of a file, and the position from which the rest of the file is fetched.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RangeQueue {
    /// Requested bytes in the order of the requests. They come before all other bytes of the file.
    /// The end `u64::MAX` stands for the end of a file whose size is not known.
    ranges: Vec<Range<u64>>,
    /// Number of ranges at the front of `ranges` that are known to be present. It saves the search
    /// through them and is not stored.
    #[serde(skip)]
    served: usize,
    /// Offset of the byte at which the rest of the file begins: after the requested ranges the
    /// bytes from here to the end are fetched, and then those before.
    position: u64,
}

/// Two queues are equal if they have the same requests, however many are known to be served.
impl PartialEq for RangeQueue {
    fn eq(&self, other: &RangeQueue) -> bool {
        self.ranges == other.ranges && self.position == other.position
    }
}

impl RangeQueue {
    /// Appends requests for ranges, in this order. Bytes that are present or already requested are
    /// left out. Returns `BG_E_INVALID_RANGE` if the file does not contain one of the ranges.
    pub fn add(
        &mut self,
        ranges: &[FileRange],
        filled: &RangeSet,
        size: Option<u64>,
    ) -> Result<()> {
        let end = size.unwrap_or(u64::MAX);
        if ranges.iter().any(|range| !range.fits_within(end)) {
            return Err(Error(BG_E_INVALID_RANGE));
        }
        self.served = 0;
        self.ranges
            .retain(|range| filled.gap(range.start..range.end.min(end)).is_some());
        let known: RangeSet = filled.list().chain(self.ranges.iter().cloned()).collect();
        for range in ranges {
            let requested = RangeSet::of(range.offset()..range.end().unwrap_or(end));
            self.ranges.extend(requested.without(&known).list());
        }
        Ok(())
    }

    /// Sets the position from which the rest of the file is fetched. Returns `BG_E_INVALID_RANGE`
    /// if it is beyond the end of the file.
    pub fn set_position(&mut self, position: u64, size: Option<u64>) -> Result<()> {
        if size.is_some_and(|size| position > size) {
            return Err(Error(BG_E_INVALID_RANGE));
        }
        self.position = position;
        Ok(())
    }

    /// Returns the next bytes of the requested ranges to fetch; `None` if all of them are present.
    pub fn next(&self, filled: &RangeSet, size: Option<u64>) -> Option<Range<u64>> {
        let end = size.unwrap_or(u64::MAX);
        let mut ranges = self.ranges[self.served..].iter();
        ranges.find_map(|range| filled.gap(range.start..range.end.min(end)))
    }

    /// Notes how many of the requested ranges are present, so that [`RangeQueue::next`] skips them.
    pub fn mark_served(&mut self, filled: &RangeSet, size: Option<u64>) {
        let end = size.unwrap_or(u64::MAX);
        let is_served = |range: &&Range<u64>| filled.gap(range.start..range.end.min(end)).is_none();
        self.served += self.ranges[self.served..]
            .iter()
            .take_while(is_served)
            .count();
    }

    /// Forgets how many ranges are served, because bytes that were present may have been lost.
    pub fn reset_served(&mut self) {
        self.served = 0;
    }

    /// Returns the next bytes of the whole file to fetch, beginning at the position; `None` if all
    /// of them are present.
    pub fn next_of_rest(&self, filled: &RangeSet, size: Option<u64>) -> Option<Range<u64>> {
        let end = size.unwrap_or(u64::MAX);
        let position = self.position.min(end);
        filled
            .gap(position..end)
            .or_else(|| filled.gap(0..position))
    }

    /// Returns whether a file of this size contains all requested ranges.
    pub fn fit_within(&self, size: u64) -> bool {
        // A range to the end may begin at the end, because `add` left out bytes of it that an
        // earlier request covers.
        let fits =
            |range: &Range<u64>| range.end <= size || range.end == u64::MAX && range.start <= size;
        self.ranges.iter().all(fits)
    }

    /// Removes the requests that are also in `others`.
    pub fn remove_all_of(&mut self, others: &RangeQueue) {
        self.served = 0;
        let others: HashSet<&Range<u64>> = others.ranges.iter().collect();
        self.ranges.retain(|range| !others.contains(range));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::BG_LENGTH_TO_EOF;

    fn list(ranges: &[(u64, u64)]) -> Vec<FileRange> {
        let ranges = ranges
            .iter()
            .map(|(offset, length)| FileRange::new(*offset, *length));
        ranges.collect::<Result<_>>().unwrap()
    }

    #[test]
    fn present_and_requested_bytes_are_left_out() {
        let (mut requests, filled) = (RangeQueue::default(), RangeSet::first(10));
        requests
            .add(&list(&[(5, 10), (20, 10)]), &filled, None)
            .unwrap();
        assert_eq!(requests.ranges, [10..15, 20..30]);
        for _ in 0..2 {
            requests
                .add(&list(&[(0, 10), (12, 20)]), &filled, None)
                .unwrap();
            assert_eq!(requests.ranges, [10..15, 20..30, 15..20, 30..32]);
        }
        requests
            .add(
                &list(&[(90, BG_LENGTH_TO_EOF), (40, 5)]),
                &RangeSet::first(32),
                Some(100),
            )
            .unwrap();
        assert_eq!(requests.ranges, [90..100, 40..45]);
    }

    #[test]
    fn ranges_beyond_the_file_are_refused() {
        let (mut requests, none) = (RangeQueue::default(), RangeSet::default());
        let mut add = |offset, length| requests.add(&list(&[(offset, length)]), &none, Some(100));
        assert_eq!(add(90, 11), Err(Error(BG_E_INVALID_RANGE)));
        assert_eq!(add(100, BG_LENGTH_TO_EOF), Err(Error(BG_E_INVALID_RANGE)));
        assert_eq!(add(90, 10), Ok(()));
        assert_eq!(
            requests.set_position(101, Some(100)),
            Err(Error(BG_E_INVALID_RANGE))
        );
        assert_eq!(requests.set_position(100, Some(100)), Ok(()));
        requests
            .add(&list(&[(200, 10), (50, BG_LENGTH_TO_EOF)]), &none, None)
            .unwrap();
        assert!(requests.fit_within(210) && !requests.fit_within(209));
    }

    #[test]
    fn requests_come_first_then_the_rest_from_the_position() {
        let mut requests = RangeQueue::default();
        requests
            .add(&list(&[(50, 10), (20, 10)]), &RangeSet::default(), None)
            .unwrap();
        requests.set_position(70, None).unwrap();
        let (mut filled, mut order) = (RangeSet::default(), Vec::new());
        let size = Some(100);
        while let Some(next) = requests
            .next(&filled, size)
            .or_else(|| requests.next_of_rest(&filled, size))
        {
            filled.insert(next.clone());
            requests.mark_served(&filled, size);
            order.push(next);
        }
        assert_eq!(
            (requests.served, requests.next(&RangeSet::default(), size)),
            (2, None)
        );
        requests.reset_served();
        assert_eq!(requests.next(&RangeSet::default(), size), Some(50..60));
        assert_eq!(order, [50..60, 20..30, 70..100, 0..20, 30..50, 60..70]);
        assert_eq!(
            requests.next_of_rest(&RangeSet::first(80), None),
            Some(80..u64::MAX)
        );
    }

    #[test]
    fn requests_can_be_removed() {
        let mut requests = RangeQueue::default();
        requests
            .add(&list(&[(50, 10)]), &RangeSet::default(), None)
            .unwrap();
        let known = requests.clone();
        requests
            .add(&list(&[(70, 10), (90, 10)]), &RangeSet::default(), None)
            .unwrap();
        requests.remove_all_of(&known);
        assert_eq!(requests.ranges, [70..80, 90..100]);
    }
}
