//! Progress of a job, computed from the progress of its files.
//!
//! The task of a download, recovery and the validation of files use it.

use crate::engine::model::progress::{JobProgress, SIZE_UNKNOWN};
use crate::engine::store::file_row::FileRow;

/// Returns the progress of a job. The API shows files as transferred in the order in which they
/// were added. Of the unfinished files, therefore, only the first one counts with the bytes that
/// are present, and the files with random access, of which the owner requested parts.
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

/// Returns the position of the first file that is not finished; the number of files if all are.
pub fn current(files: &[FileRow]) -> u32 {
    let first = files.iter().position(|file| !file.is_finished());
    first.unwrap_or(files.len()) as u32
}

/// Returns the sum of sizes in bytes; [`SIZE_UNKNOWN`] if one of them is not known, or if the sum
/// exceeds 64 bits.
pub fn total(mut sizes: impl Iterator<Item = u64>) -> u64 {
    let sum = sizes.try_fold(0u64, |sum, size| {
        sum.checked_add(size).filter(|_| size != SIZE_UNKNOWN)
    });
    sum.unwrap_or(SIZE_UNKNOWN)
}
