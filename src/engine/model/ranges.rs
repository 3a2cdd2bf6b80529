//! Ranges of a remote file from which a download is composed (`AddFileWithRanges`).
//!
//! Three modules deal with byte ranges of a file:
//!
//! - `ranges`: [`Ranges`] is the list that the owner gives when the file is added. It never
//!   changes, and its order counts: the local file is the concatenation of the ranges.
//! - `range_set`: `RangeSet` is a set of bytes without order: the bytes of a file that are present,
//!   or that are synced. It grows and shrinks during the transfer.
//! - `range_queue`: `RangeQueue` is the list of requests for parts of a file with random access
//!   (`RequestFileRanges`). Its order says which bytes are fetched next; the local file has each
//!   byte at the same offset as the remote file.
//!
//! [`FileRange`] is one range as the API and HTTP express it.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::abi::{BG_E_INVALID_RANGE, BG_E_OVERLAPPING_RANGES, BG_LENGTH_TO_EOF, E_INVALIDARG};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::remote_name::RemoteName;

/// Range of consecutive bytes of a remote file. It has at least one byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRange {
    /// Offset of the first byte.
    offset: u64,
    /// Number of bytes; `BG_LENGTH_TO_EOF`: all bytes from `offset` to the end of the file.
    length: u64,
}

impl FileRange {
    /// Creates a range. `length` may be `BG_LENGTH_TO_EOF`: all bytes from `offset` on.
    ///
    /// Returns `BG_E_INVALID_RANGE` for a range without bytes, and for one that ends beyond the
    /// largest size of a file.
    pub fn new(offset: u64, length: u64) -> Result<FileRange> {
        let range = FileRange { offset, length };
        let is_valid = match range.end() {
            Some(end) => end > offset,
            None => length == BG_LENGTH_TO_EOF,
        };
        if is_valid && offset != BG_LENGTH_TO_EOF {
            Ok(range)
        } else {
            Err(Error(BG_E_INVALID_RANGE))
        }
    }

    /// Returns the range from `offset` to the end of the file.
    pub(crate) const fn to_end(offset: u64) -> FileRange {
        FileRange {
            offset,
            length: BG_LENGTH_TO_EOF,
        }
    }

    /// Returns the range of these bytes. The end `u64::MAX` stands for the end of the file.
    pub(crate) fn of(bytes: Range<u64>) -> FileRange {
        FileRange {
            offset: bytes.start,
            length: match bytes.end {
                u64::MAX => BG_LENGTH_TO_EOF,
                end => end - bytes.start,
            },
        }
    }

    /// Returns the offset of the first byte.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Returns the number of bytes, or `BG_LENGTH_TO_EOF`.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns the offset after the last byte; `None` for a range to the end of the file.
    pub fn end(&self) -> Option<u64> {
        self.offset
            .checked_add(self.length)
            .filter(|_| self.length != BG_LENGTH_TO_EOF)
    }

    /// Returns the `Range` header of an HTTP request for these bytes.
    pub fn header(&self) -> String {
        match self.end() {
            Some(end) => format!("Range: bytes={}-{}", self.offset, end - 1),
            None => format!("Range: bytes={}-", self.offset),
        }
    }

    /// Returns whether the range begins with these bytes.
    pub(crate) fn starts_with(&self, bytes: &Range<u64>) -> bool {
        self.offset == bytes.start && self.end().is_none_or(|end| bytes.end <= end)
    }

    /// Returns the number of its bytes in a file of this size; `None` for a range to the end of a
    /// file whose size is not known.
    fn byte_count(&self, size: Option<u64>) -> Option<u64> {
        match self.end() {
            Some(_) => Some(self.length),
            None => size?.checked_sub(self.offset),
        }
    }

    /// Returns whether a file of this size contains the range.
    pub(crate) fn fits_within(&self, size: u64) -> bool {
        self.offset < size && self.end().is_none_or(|end| end <= size)
    }

    /// Returns the range without its first `bytes` bytes.
    fn skip(&self, bytes: u64) -> FileRange {
        FileRange {
            offset: self.offset + bytes,
            length: self.end().map_or(BG_LENGTH_TO_EOF, |_| self.length - bytes),
        }
    }
}

/// Ranges from which the local file is composed, in their order. An empty list stands for the whole
/// remote file. Clones share the list.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ranges(Arc<[FileRange]>);

impl Ranges {
    /// Creates a list. Returns `E_INVALIDARG` for an empty one, and `BG_E_OVERLAPPING_RANGES` if a
    /// byte belongs to two ranges.
    pub fn new(list: &[FileRange]) -> Result<Ranges> {
        if list.is_empty() {
            return Err(Error(E_INVALIDARG));
        }
        let mut sorted = list.to_vec();
        sorted.sort_unstable_by_key(FileRange::offset);
        let is_disjoint =
            |pair: &[FileRange]| pair[0].end().is_some_and(|end| end <= pair[1].offset);
        if sorted.windows(2).all(is_disjoint) {
            Ok(Ranges(list.into()))
        } else {
            Err(Error(BG_E_OVERLAPPING_RANGES))
        }
    }

    /// Returns the list of one range.
    pub(crate) fn only(range: FileRange) -> Ranges {
        Ranges([range].into())
    }

    /// Returns whether the whole file is wanted.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the ranges; none if the whole file is wanted.
    pub fn list(&self) -> &[FileRange] {
        &self.0
    }

    /// Returns the size of the local file for a remote file of this size; `None` if it depends on a
    /// size that is not known.
    pub(crate) fn total(&self, size: Option<u64>) -> Option<u64> {
        if self.is_whole() {
            return size;
        }
        let bytes = self.0.iter().map(|range| range.byte_count(size));
        bytes.sum()
    }

    /// Returns whether a remote file of this size contains all ranges.
    pub(crate) fn fit_within(&self, size: u64) -> bool {
        self.0.iter().all(|range| range.fits_within(size))
    }

    /// Returns the range of the remote file that continues the local file at `position`: the rest
    /// of a range, joined with the ranges that follow it both in the list and in the remote file.
    /// `None` if the local file is complete at `position`.
    pub(crate) fn rest(&self, position: u64, size: Option<u64>) -> Option<FileRange> {
        if self.is_whole() {
            return Some(FileRange::to_end(position));
        }
        // Offset in the local file at which the range of this round begins.
        let mut start = 0u64;
        let mut rest: Option<FileRange> = None;
        for range in &*self.0 {
            if let Some(rest) = &mut rest {
                if rest.end() != Some(range.offset) {
                    break;
                }
                rest.length = range
                    .end()
                    .map_or(BG_LENGTH_TO_EOF, |end| end - rest.offset);
                continue;
            }
            let end = start.saturating_add(range.byte_count(size).unwrap_or(u64::MAX));
            if position < end {
                rest = Some(range.skip(position - start));
            }
            start = end;
        }
        rest
    }

    /// Returns `E_INVALIDARG` for ranges of a file that is not on an HTTP server.
    pub fn check_source(&self, remote: &RemoteName) -> Result<()> {
        if remote.is_http() || self.is_whole() {
            Ok(())
        } else {
            Err(Error(E_INVALIDARG))
        }
    }

    /// Returns the JSON text for the column `file.ranges`; `None` for the whole file.
    pub(crate) fn to_text(&self) -> Option<String> {
        let text = || serde_json::to_string(self.list()).expect("numbers have a JSON form");
        (!self.is_whole()).then(text)
    }

    /// Parses the text of the column `file.ranges`. Refuses what [`Ranges::new`] refuses.
    pub(crate) fn from_text(text: &str) -> serde_json::Result<Ranges> {
        let list: Vec<FileRange> = serde_json::from_str(text)?;
        let list: Result<Vec<FileRange>> = list
            .iter()
            .map(|range| FileRange::new(range.offset, range.length))
            .collect();
        list.and_then(|list| Ranges::new(&list))
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EOF: u64 = BG_LENGTH_TO_EOF;

    fn ranges(list: &[(u64, u64)]) -> Result<Ranges> {
        let list: Result<Vec<_>> = list
            .iter()
            .map(|(offset, length)| FileRange::new(*offset, *length))
            .collect();
        Ranges::new(&list?)
    }

    fn rest(ranges: &Ranges, position: u64, size: Option<u64>) -> Option<(u64, u64)> {
        ranges
            .rest(position, size)
            .map(|range| (range.offset(), range.length()))
    }

    #[test]
    fn malformed_and_overlapping_lists_are_refused() {
        for list in [
            &[(EOF, 5)][..],
            &[(EOF, EOF)],
            &[(0, 10), (7, 0)],
            &[(u64::MAX - 4, 5)],
            &[(9, EOF - 1)],
        ] {
            assert_eq!(ranges(list), Err(Error(BG_E_INVALID_RANGE)), "{list:?}");
        }
        for list in [
            &[(0, 10), (5, 10)][..],
            &[(5, 5), (5, 5)],
            &[(9, 1), (0, 10)],
            &[(20, EOF), (100, 1)],
            &[(100, 1), (20, EOF)],
            &[(0, EOF), (5, EOF)],
        ] {
            assert_eq!(
                ranges(list),
                Err(Error(BG_E_OVERLAPPING_RANGES)),
                "{list:?}"
            );
        }
        assert_eq!(ranges(&[]), Err(Error(E_INVALIDARG)));
        assert!(ranges(&[(10, 10), (0, 10), (20, EOF)]).is_ok());
        assert!(ranges(&[(u64::MAX - 5, 5)]).is_ok());
    }

    #[test]
    fn the_total_needs_the_size_when_a_range_goes_to_the_end() {
        let fixed = ranges(&[(100, 100), (900, 100), (400, 100)]).unwrap();
        assert_eq!(
            (fixed.total(None), fixed.total(Some(5))),
            (Some(300), Some(300))
        );
        assert_eq!(
            (fixed.fit_within(1000), fixed.fit_within(999)),
            (true, false)
        );
        let open = ranges(&[(24, 17), (111, EOF), (83, 7)]).unwrap();
        assert_eq!((open.total(None), open.total(Some(200))), (None, Some(113)));
        assert_eq!((open.fit_within(112), open.fit_within(111)), (true, false));
        assert_eq!(Ranges::default().total(Some(7)), Some(7));
        assert!(Ranges::default().fit_within(0));
    }

    #[test]
    fn the_rest_of_a_range_is_joined_with_ranges_that_follow_in_both_files() {
        let open = ranges(&[(24, 17), (111, EOF), (83, 7)]).unwrap();
        assert_eq!(rest(&open, 0, None), Some((24, 17)));
        assert_eq!(rest(&open, 16, None), Some((40, 1)));
        assert_eq!(rest(&open, 17, None), Some((111, EOF)));
        assert_eq!(rest(&open, 105, Some(200)), Some((199, EOF)));
        assert_eq!(rest(&open, 106, Some(200)), Some((83, 7)));
        assert_eq!(rest(&open, 113, Some(200)), None);
        let joined = ranges(&[(50, 10), (60, 10), (70, EOF), (0, 5)]).unwrap();
        assert_eq!(rest(&joined, 5, None), Some((55, EOF)));
        assert_eq!(rest(&joined, 12, None), Some((62, EOF)));
        let both = ranges(&[(50, 10), (60, 10), (0, 5)]).unwrap();
        assert_eq!(rest(&both, 5, None), Some((55, 15)));
        assert_eq!(rest(&both, 20, None), Some((0, 5)));
        assert_eq!(rest(&Ranges::default(), 9, None), Some((9, EOF)));
    }

    #[test]
    fn the_stored_text_is_read_back() {
        let list = ranges(&[(0, 1), (u64::MAX - 1, EOF)]).unwrap();
        assert_eq!(Ranges::from_text(&list.to_text().unwrap()).unwrap(), list);
        assert_eq!(Ranges::default().to_text(), None);
        for damaged in [
            "[]",
            r#"[{"offset":0,"length":0}]"#,
            r#"[{"offset":0,"length":9},{"offset":5,"length":1}]"#,
        ] {
            assert!(Ranges::from_text(damaged).is_err(), "{damaged}");
        }
    }
}
