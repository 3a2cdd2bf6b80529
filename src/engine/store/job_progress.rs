//! A job's progress, as its files add up to it.

use crate::engine::model::progress::{JobProgress, SIZE_UNKNOWN};
use crate::engine::store::file_row::FileRow;

/// Files count in the order they were added: of those that are not finished the first one shows
/// what is there of it, and the others do not, but for what their owner asked for.
pub fn of_files(files: &[FileRow]) -> JobProgress {
    let current = current(files);
    let is_shown =
        |file: &&FileRow| file.is_finished() || file.position == current || file.pieces.is_some();
    JobProgress {
        bytes_total: total(files.iter().map(FileRow::bytes_total)),
        bytes_transferred: files.iter().filter(is_shown).map(|file| file.written).sum(),
        files_total: files.len() as u32,
        files_transferred: files.iter().filter(|file| file.is_finished()).count() as u32,
    }
}

/// The first file that is not finished; the number of files when all are.
pub fn current(files: &[FileRow]) -> u32 {
    let first = files.iter().position(|file| !file.is_finished());
    first.unwrap_or(files.len()) as u32
}

/// The sum of sizes: not known when one is not, or when it is beyond counting.
pub fn total(mut sizes: impl Iterator<Item = u64>) -> u64 {
    let sum = sizes.try_fold(0u64, |sum, size| {
        sum.checked_add(size).filter(|_| size != SIZE_UNKNOWN)
    });
    sum.unwrap_or(SIZE_UNKNOWN)
}
