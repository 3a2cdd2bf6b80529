//! Roll-back of the rows of files whose bytes are lost.

use std::path::Path;

use rusqlite::Connection;

use crate::abi::BG_JOB_TYPE;
use crate::engine::model::error::Result;
use crate::engine::model::local_name;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::job_progress;
use crate::engine::store::job_row::JobRow;

/// Rolls the files back to their synced bytes. Returns whether bytes were lost.
pub fn roll_back_unsynced(connection: &Connection, row: &mut JobRow) -> Result<bool> {
    roll_back_files(connection, row, |file| {
        Ok((file.synced < file.written).then_some(u64::MAX))
    })
}

/// Rolls the transferred files of a download whose data is missing back to their beginning. Returns
/// whether there are any.
pub fn roll_back_missing(connection: &Connection, row: &mut JobRow) -> Result<bool> {
    if row.job_type != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
        return Ok(false);
    }
    roll_back_files(connection, row, |file| {
        Ok(file.is_data_missing()?.then_some(0))
    })
}

/// Rolls each file for which `end` returns an offset back to its synced bytes before the offset.
/// Returns whether there are any.
fn roll_back_files(
    connection: &Connection,
    row: &mut JobRow,
    end: impl Fn(&FileRow) -> Result<Option<u64>>,
) -> Result<bool> {
    let mut files = FileRow::load_all(connection, row.key)?;
    let mut any = false;
    for file in files
        .iter_mut()
        .filter(|file| file.status != FileStatus::Completed)
    {
        if let Some(end) = end(file)? {
            let before = file.filled().into_owned();
            row.note_refetch(file);
            file.roll_back(end);
            if file.written == 0 {
                leave_foreign_file(file);
            }
            file.save(connection)?;
            file.request_again(connection, &before)?;
            any = true;
        }
    }
    if any {
        row.data.progress = job_progress::of_files(&files);
    }
    Ok(any)
}

/// Gives a file of which no byte is left another temporary name if something that is no regular
/// file took the place of the temporary file.
fn leave_foreign_file(file: &mut FileRow) {
    let is_other = |found: std::fs::Metadata| !found.is_file();
    let has_own_name = file.temporary != file.local;
    if has_own_name && std::fs::symlink_metadata(&file.temporary).is_ok_and(is_other) {
        file.temporary = local_name::temporary(Path::new(&file.local));
    }
}
