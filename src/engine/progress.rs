//! A job's progress, as its files add up to it.

use super::store::FileRow;
use super::{JobProgress, SIZE_UNKNOWN};

/// Files count in the order they were added: what lies beyond the first unfinished file does not show yet, but for what its owner
/// asked for.
pub fn of_files(files: &[FileRow]) -> JobProgress {
    let finished = files.iter().take_while(|file| file.is_transferred()).count();
    let (first, later) = files.split_at((finished + 1).min(files.len()));
    let shown = first.iter().chain(later.iter().filter(|file| file.pieces.is_some()));
    JobProgress {
        bytes_total: total(files.iter().map(FileRow::bytes_total)),
        bytes_transferred: shown.map(|file| file.written).sum(),
        files_total: files.len() as u32,
        files_transferred: finished as u32,
    }
}

/// The sum of sizes: not known when one is not, or when it is beyond counting.
pub fn total(mut sizes: impl Iterator<Item = u64>) -> u64 {
    let sum = sizes.try_fold(0u64, |sum, size| sum.checked_add(size).filter(|_| size != SIZE_UNKNOWN));
    sum.unwrap_or(SIZE_UNKNOWN)
}
