//! Sets of bytes of a file.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Bytes of a file, as the ranges that they form: in order, apart from each other, none of them
/// empty.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RangeSet(Vec<(u64, u64)>);

impl FromIterator<Range<u64>> for RangeSet {
    fn from_iter<T: IntoIterator<Item = Range<u64>>>(ranges: T) -> RangeSet {
        let mut sorted: Vec<Range<u64>> = ranges.into_iter().collect();
        sorted.sort_unstable_by_key(|range| range.start);
        let mut spans = RangeSet::default();
        sorted.into_iter().for_each(|range| spans.insert(range));
        spans
    }
}

impl RangeSet {
    /// The first bytes.
    pub fn first(bytes: u64) -> RangeSet {
        RangeSet::of(0..bytes)
    }

    pub fn of(range: Range<u64>) -> RangeSet {
        let mut spans = RangeSet::default();
        spans.insert(range);
        spans
    }

    pub fn list(&self) -> impl Iterator<Item = Range<u64>> + '_ {
        self.0.iter().map(|(start, end)| *start..*end)
    }

    /// How many bytes these are.
    pub fn total(&self) -> u64 {
        self.list().map(|span| span.end - span.start).sum()
    }

    /// The byte behind the last.
    pub fn end(&self) -> u64 {
        self.0.last().map_or(0, |(_, end)| *end)
    }

    /// How many of the file's first bytes are in it.
    pub fn front(&self) -> u64 {
        self.list()
            .next()
            .filter(|span| span.start == 0)
            .map_or(0, |span| span.end)
    }

    pub fn insert(&mut self, range: Range<u64>) {
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|(_, end)| *end < range.start);
        let behind = self.0.partition_point(|(start, _)| *start <= range.end);
        let touched = &self.0[first..behind];
        let start = touched
            .first()
            .map_or(range.start, |(start, _)| range.start.min(*start));
        let end = touched
            .last()
            .map_or(range.end, |(_, end)| range.end.max(*end));
        self.0.splice(first..behind, [(start, end)]);
    }

    /// Drops the bytes from there on.
    pub fn truncate(&mut self, at: u64) {
        self.0.retain(|(start, _)| *start < at);
        if let Some((_, end)) = self.0.last_mut() {
            *end = at.min(*end);
        }
    }

    /// The first bytes of a range that are not in it, as many as follow each other.
    pub fn gap(&self, range: Range<u64>) -> Option<Range<u64>> {
        let next = self.0.partition_point(|(_, end)| *end <= range.start);
        let mut spans = self.0[next..].iter();
        let mut following = spans.next();
        let mut start = range.start;
        if let Some((_, end)) = following.filter(|(first, _)| *first <= start) {
            start = *end;
            following = spans.next();
        }
        let gap = start..following.map_or(range.end, |(first, _)| range.end.min(*first));
        (!gap.is_empty()).then_some(gap)
    }

    /// Those that are not in another set.
    pub fn without(&self, other: &RangeSet) -> RangeSet {
        let mut rest = RangeSet::default();
        for mut span in self.list() {
            while let Some(gap) = other.gap(span.clone()) {
                span.start = gap.end;
                rest.0.push((gap.start, gap.end));
            }
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(list: &[(u64, u64)]) -> RangeSet {
        let mut spans = RangeSet::default();
        list.iter()
            .for_each(|(start, end)| spans.insert(*start..*end));
        assert_eq!(
            spans,
            list.iter().map(|(start, end)| *start..*end).collect()
        );
        spans
    }

    #[test]
    fn what_touches_becomes_one() {
        assert_eq!(spans(&[(5, 5)]).0, []);
        assert_eq!(
            spans(&[(10, 20), (30, 40), (0, 5)]).0,
            [(0, 5), (10, 20), (30, 40)]
        );
        assert_eq!(spans(&[(10, 20), (30, 40), (20, 30)]).0, [(10, 40)]);
        assert_eq!(
            spans(&[(10, 20), (30, 40), (60, 70), (15, 35)]).0,
            [(10, 40), (60, 70)]
        );
        assert_eq!(spans(&[(10, 20), (30, 40), (0, 100)]).0, [(0, 100)]);
        assert_eq!(spans(&[(0, 100), (10, 20)]).0, [(0, 100)]);
    }

    #[test]
    fn it_knows_its_measures() {
        let set = spans(&[(0, 5), (10, 20)]);
        assert_eq!((set.total(), set.end(), set.front()), (15, 20, 5));
        let set = spans(&[(3, 5)]);
        assert_eq!((set.total(), set.end(), set.front()), (2, 5, 0));
        assert_eq!(
            (RangeSet::first(7).front(), RangeSet::first(0)),
            (7, RangeSet::default())
        );
    }

    #[test]
    fn gaps_lie_between() {
        let set = spans(&[(10, 20), (30, 40)]);
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
    fn a_set_can_be_cut_and_taken_from_another() {
        let mut set = spans(&[(10, 20), (30, 40), (50, 60)]);
        assert_eq!(
            spans(&[(0, 55)]).without(&set).0,
            [(0, 10), (20, 30), (40, 50)]
        );
        assert_eq!(
            set.without(&spans(&[(15, 35)])).0,
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
