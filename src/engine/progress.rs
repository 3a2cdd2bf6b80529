//! A job's progress, as its files add up to it.

use super::store::FileRow;
use super::{JobProgress, SIZE_UNKNOWN};

/// Files count in the order they were added: what lies beyond the first unfinished file does not show yet.
pub fn of_files(files: &[FileRow]) -> JobProgress {
    let sizes = files.iter().map(|file| file.size);
    let bytes_total = if sizes.clone().any(|size| size == SIZE_UNKNOWN) {
        SIZE_UNKNOWN
    } else {
        sizes.sum()
    };
    let finished = files.iter().take_while(|file| file.is_transferred()).count();
    let shown = files.iter().take(finished + 1);
    JobProgress {
        bytes_total,
        bytes_transferred: shown.map(|file| file.written).sum(),
        files_total: files.len() as u32,
        files_transferred: finished as u32,
    }
}
