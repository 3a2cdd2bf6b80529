//! Set of bytes of a file.
//!
//! The store and the download task keep with it which bytes of a file are present, and which are
//! synced. [`ranges`](crate::engine::model::ranges) says how it differs from the lists `Ranges` and
//! `RangeQueue`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Set of bytes of a file. The pairs are the first offset and the offset after the last byte of
/// each maximal range: sorted, not adjacent, never empty. The row of a file keeps them as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u64, u64)>")]
pub struct RangeSet(Vec<(u64, u64)>);

/// Reads the pairs of a row. Refuses pairs that no set has, because the methods rely on the order.
impl TryFrom<Vec<(u64, u64)>> for RangeSet {
    type Error = &'static str;

    fn try_from(pairs: Vec<(u64, u64)>) -> Result<RangeSet, &'static str> {
        let is_set = pairs.iter().all(|(start, end)| start < end)
            && pairs.is_sorted_by(|(_, end), (start, _)| end < start);
        is_set
            .then_some(RangeSet(pairs))
            .ok_or("the ranges of a set are not in order")
    }
}

impl FromIterator<Range<u64>> for RangeSet {
    fn from_iter<T: IntoIterator<Item = Range<u64>>>(ranges: T) -> RangeSet {
        let mut sorted: Vec<Range<u64>> = ranges.into_iter().collect();
        sorted.sort_unstable_by_key(|range| range.start);
        let mut set = RangeSet::default();
        sorted.into_iter().for_each(|range| set.insert(range));
        set
    }
}

impl RangeSet {
    /// Returns the set of the first `bytes` bytes of a file.
    pub fn first(bytes: u64) -> RangeSet {
        RangeSet::of(0..bytes)
    }

    /// Returns the set of the bytes of one range.
    pub fn of(range: Range<u64>) -> RangeSet {
        let mut set = RangeSet::default();
        set.insert(range);
        set
    }

    /// Returns the maximal ranges in ascending order.
    pub fn list(&self) -> impl Iterator<Item = Range<u64>> + '_ {
        self.0.iter().map(|(start, end)| *start..*end)
    }

    /// Returns the number of bytes in the set.
    pub fn total(&self) -> u64 {
        self.list().map(|range| range.end - range.start).sum()
    }

    /// Returns the offset after the last byte; 0 for the empty set.
    pub fn end(&self) -> u64 {
        self.0.last().map_or(0, |(_, end)| *end)
    }

    /// Returns the number of bytes at the beginning of the file that are in the set without a gap.
    pub fn prefix_len(&self) -> u64 {
        self.list()
            .next()
            .filter(|range| range.start == 0)
            .map_or(0, |range| range.end)
    }

    /// Adds the bytes of a range.
    pub fn insert(&mut self, range: Range<u64>) {
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|(_, end)| *end < range.start);
        let after = self.0.partition_point(|(start, _)| *start <= range.end);
        let merged = &self.0[first..after];
        let start = merged
            .first()
            .map_or(range.start, |(start, _)| range.start.min(*start));
        let end = merged
            .last()
            .map_or(range.end, |(_, end)| range.end.max(*end));
        self.0.splice(first..after, [(start, end)]);
    }

    /// Removes all bytes from the offset on.
    pub fn truncate(&mut self, offset: u64) {
        self.0.retain(|(start, _)| *start < offset);
        if let Some((_, end)) = self.0.last_mut() {
            *end = offset.min(*end);
        }
    }

    /// Returns the first gap of the set within a range: the first bytes of the range that follow
    /// each other and are not in the set. `None` if the set contains the range.
    pub fn gap(&self, range: Range<u64>) -> Option<Range<u64>> {
        let next = self.0.partition_point(|(_, end)| *end <= range.start);
        let mut present = self.0[next..].iter();
        let mut following = present.next();
        let mut start = range.start;
        if let Some((_, end)) = following.filter(|(first, _)| *first <= start) {
            start = *end;
            following = present.next();
        }
        let gap = start..following.map_or(range.end, |(first, _)| range.end.min(*first));
        (!gap.is_empty()).then_some(gap)
    }

    /// Returns the bytes of this set that are not in `other`.
    pub fn without(&self, other: &RangeSet) -> RangeSet {
        let mut rest = RangeSet::default();
        for mut range in self.list() {
            while let Some(gap) = other.gap(range.clone()) {
                range.start = gap.end;
                rest.0.push((gap.start, gap.end));
            }
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inserts the ranges one by one and checks that collecting them gives the same set.
    fn set_of(list: &[(u64, u64)]) -> RangeSet {
        let mut set = RangeSet::default();
        list.iter()
            .for_each(|(start, end)| set.insert(*start..*end));
        assert_eq!(set, list.iter().map(|(start, end)| *start..*end).collect());
        set
    }

    #[test]
    fn adjacent_ranges_are_merged() {
        assert_eq!(set_of(&[(5, 5)]).0, []);
        assert_eq!(
            set_of(&[(10, 20), (30, 40), (0, 5)]).0,
            [(0, 5), (10, 20), (30, 40)]
        );
        assert_eq!(set_of(&[(10, 20), (30, 40), (20, 30)]).0, [(10, 40)]);
        assert_eq!(
            set_of(&[(10, 20), (30, 40), (60, 70), (15, 35)]).0,
            [(10, 40), (60, 70)]
        );
        assert_eq!(set_of(&[(10, 20), (30, 40), (0, 100)]).0, [(0, 100)]);
        assert_eq!(set_of(&[(0, 100), (10, 20)]).0, [(0, 100)]);
    }

    #[test]
    fn total_end_and_front_are_counted() {
        let set = set_of(&[(0, 5), (10, 20)]);
        assert_eq!((set.total(), set.end(), set.prefix_len()), (15, 20, 5));
        let set = set_of(&[(3, 5)]);
        assert_eq!((set.total(), set.end(), set.prefix_len()), (2, 5, 0));
        assert_eq!(
            (RangeSet::first(7).prefix_len(), RangeSet::first(0)),
            (7, RangeSet::default())
        );
    }

    #[test]
    fn gaps_are_found_in_order() {
        let set = set_of(&[(10, 20), (30, 40)]);
        assert_eq!(set.gap(0..100), Some(0..10));
        assert_eq!(set.gap(10..100), Some(20..30));
        assert_eq!(set.gap(15..25), Some(20..25));
        assert_eq!(set.gap(12..18), None);
        assert_eq!(set.gap(30..40), None);
        assert_eq!(set.gap(35..u64::MAX), Some(40..u64::MAX));
        assert_eq!(set.gap(25..28), Some(25..28));
        assert_eq!(set.gap(50..50), None);
    }

    #[test]
    fn a_damaged_set_is_refused() {
        let read = serde_json::from_str::<RangeSet>;
        assert_eq!(
            read("[[0,5],[10,20]]").unwrap(),
            set_of(&[(0, 5), (10, 20)])
        );
        for damaged in ["[[5,1]]", "[[5,5]]", "[[10,20],[0,5]]", "[[0,5],[5,9]]"] {
            assert!(read(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn a_set_is_truncated_and_subtracted() {
        let mut set = set_of(&[(10, 20), (30, 40), (50, 60)]);
        assert_eq!(
            set_of(&[(0, 55)]).without(&set).0,
            [(0, 10), (20, 30), (40, 50)]
        );
        assert_eq!(
            set.without(&set_of(&[(15, 35)])).0,
            [(10, 15), (35, 40), (50, 60)]
        );
        assert_eq!(set.without(&set), RangeSet::default());
        set.truncate(35);
        assert_eq!(set.0, [(10, 20), (30, 35)]);
        set.truncate(30);
        assert_eq!(set.0, [(10, 20)]);
        set.truncate(0);
        assert_eq!(set, RangeSet::default());
    }
}
