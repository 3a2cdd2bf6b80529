//! What the owner of a file wants of it first.

use std::collections::HashSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::abi::BG_E_INVALID_RANGE;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::ranges::FileRange;

/// The order in which a file is to come, once its owner has asked for one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RangeQueue {
    /// To come one after the other, before anything else; of an on-demand job's file, nothing else
    /// comes.
    ranges: Vec<Range<u64>>,
    /// So many of them, from the first on, are known to be there.
    #[serde(skip)]
    served: usize,
    /// After these what lies from here on, and then what lies before.
    position: u64,
}

/// The same was asked for, however much of it is known to be there.
impl PartialEq for RangeQueue {
    fn eq(&self, other: &RangeQueue) -> bool {
        self.ranges == other.ranges && self.position == other.position
    }
}

impl RangeQueue {
    /// Asks for more ranges, in this order: what of them is neither there nor was asked for before.
    /// `BG_E_INVALID_RANGE`: one is not in a file of that size.
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
            let asked = RangeSet::of(range.offset()..range.end().unwrap_or(end));
            self.ranges.extend(asked.without(&known).list());
        }
        Ok(())
    }

    /// `BG_E_INVALID_RANGE`: it is not in a file of that size.
    pub fn set_position(&mut self, position: u64, size: Option<u64>) -> Result<()> {
        if size.is_some_and(|size| position > size) {
            return Err(Error(BG_E_INVALID_RANGE));
        }
        self.position = position;
        Ok(())
    }

    /// What should come next of what was asked for.
    pub fn next(&self, filled: &RangeSet, size: Option<u64>) -> Option<Range<u64>> {
        let end = size.unwrap_or(u64::MAX);
        let mut ranges = self.ranges[self.served..].iter();
        ranges.find_map(|range| filled.gap(range.start..range.end.min(end)))
    }

    /// Takes note of what is there, so that it need not be looked for again.
    pub fn mark_served(&mut self, filled: &RangeSet, size: Option<u64>) {
        let end = size.unwrap_or(u64::MAX);
        let is_met = |range: &&Range<u64>| filled.gap(range.start..range.end.min(end)).is_none();
        self.served += self.ranges[self.served..].iter().take_while(is_met).count();
    }

    /// Something may be missing that was there.
    pub fn note_lost(&mut self) {
        self.served = 0;
    }

    /// What should come next of the rest.
    pub fn next_of_all(&self, filled: &RangeSet, size: Option<u64>) -> Option<Range<u64>> {
        let end = size.unwrap_or(u64::MAX);
        let position = self.position.min(end);
        filled
            .gap(position..end)
            .or_else(|| filled.gap(0..position))
    }

    /// Whether a file of that size has all that was asked for.
    pub fn fit_within(&self, size: u64) -> bool {
        // Before one to the end there may be another that goes there.
        let possible =
            |range: &Range<u64>| range.end <= size || range.end == u64::MAX && range.start <= size;
        self.ranges.iter().all(possible)
    }

    /// Takes back what others asked for.
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
    fn what_is_there_or_asked_for_is_not_asked_for_again() {
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
    fn what_the_file_has_not_is_refused() {
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
    fn requests_come_first_then_the_rest_from_the_position_on() {
        let mut requests = RangeQueue::default();
        requests
            .add(&list(&[(50, 10), (20, 10)]), &RangeSet::default(), None)
            .unwrap();
        requests.set_position(70, None).unwrap();
        let (mut filled, mut order) = (RangeSet::default(), Vec::new());
        let size = Some(100);
        while let Some(next) = requests
            .next(&filled, size)
            .or_else(|| requests.next_of_all(&filled, size))
        {
            filled.insert(next.clone());
            requests.mark_served(&filled, size);
            order.push(next);
        }
        assert_eq!(
            (requests.served, requests.next(&RangeSet::default(), size)),
            (2, None)
        );
        requests.note_lost();
        assert_eq!(requests.next(&RangeSet::default(), size), Some(50..60));
        assert_eq!(order, [50..60, 20..30, 70..100, 0..20, 30..50, 60..70]);
        assert_eq!(
            requests.next_of_all(&RangeSet::first(80), None),
            Some(80..u64::MAX)
        );
    }

    #[test]
    fn requests_can_be_taken_back() {
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
