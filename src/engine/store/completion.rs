//! Completion of a job: the transferred files get their own names, and the job ends.
//!
//! A file system renames one file at a time, so `Complete` writes down what it is about to do, as a
//! database does with its log:
//!
//! 1. The transfers of the job stop, and the data of the transferred files is flushed to the disk.
//! 2. *Decision.* A transaction with `Durability::Power` checks that no data is missing and sets
//!    `completing` in the job's row. Until then nothing has changed; from then on the job counts as
//!    completed.
//! 3. *Execution.* Another transaction renames the files, flushes their folders, and makes the job
//!    final ([`carry_out`]). It holds SQLite's write lock, so no call sees a part of it.
//!
//! # Crash cases
//!
//! - *Before the decision is committed:* the job is as it was. A job that waits for a turn gets it
//!   when the `TurnHold` of the call is void.
//! - *After it:* whoever finds `completing` in a row, within a transaction, carries the decision
//!   out ([`resolve`]): the next runner during its recovery ([`resolve_all`]), the next call on the
//!   job, or the runner when the job is due. Files that have their own names already are
//!   recognized.
//! - *A file cannot be renamed:* the files before it keep their own names and are recorded as
//!   completed, `completing` is taken back, and the job stays in the queue. Another `Complete`
//!   continues with the rest; `Cancel` removes the rest.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::abi::BG_JOB_TYPE;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::platform;
use crate::engine::store::columns::BAD_ROW;
use crate::engine::store::database::Transaction;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::job_row::JobRow;

/// Carries out every decision that an interrupted `Complete` has left behind.
pub fn resolve_all(transaction: &Transaction<'_>) -> Result<()> {
    // A quotation mark within a text of the JSON follows a backslash, so only the field matches.
    let decided: Vec<u64> = transaction
        .connection()
        .prepare(concat!(
            "SELECT key FROM job WHERE ",
            sql_is_queued!(),
            r#" AND instr(data, '"completing":true') AND typeof(key) = 'integer'"#
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in decided {
        let resolved = transaction.job(key).and_then(|mut row| {
            // A row that cannot be read is shown without a decision.
            match row.data.completing {
                true => resolve(transaction, &mut row),
                false => Ok(()),
            }
        });
        match resolved {
            Err(BAD_ROW) => log::error!("job {key} is not completed: its rows cannot be read"),
            other => other?,
        }
    }
    Ok(())
}

/// Carries out the decision that an interrupted `Complete` has left behind. If a file cannot be
/// renamed, the decision is taken back.
pub fn resolve(transaction: &Transaction<'_>, row: &mut JobRow) -> Result<()> {
    if state::is_final(row.state) {
        row.data.completing = false;
        return transaction.update_job(row);
    }
    if let Err(error) = carry_out(transaction, row)? {
        log::warn!(
            "the interrupted completion of job {} fails: {error}",
            row.id
        );
        row.data.completing = false;
        transaction.update_job(row)?;
    }
    Ok(())
}

/// Gives every transferred file its own name and makes the job final. Returns the files that are
/// not kept.
///
/// The inner error is the one of a file that cannot be renamed. The caller commits the transaction
/// also then, because it records which files were renamed, and takes `completing` back.
pub fn carry_out(transaction: &Transaction<'_>, row: &mut JobRow) -> Result<Result<Vec<FileRow>>> {
    let connection = transaction.connection();
    let files = FileRow::load_local(connection, row.key, row.job_type)?;
    let mut folders = BTreeSet::new();
    let mut named = keep_empty_reply(connection, row, &files, &mut folders)?;
    for file in files.iter().filter(|file| is_kept(file)) {
        named = named.and_then(|()| give_name(file));
        if named.is_err() {
            break;
        }
        folders.extend(Path::new(&file.local).parent().map(PathBuf::from));
        FileRow {
            status: FileStatus::Completed,
            identity: None,
            ..file.clone()
        }
        .save(connection)?;
    }
    let synced = folders
        .iter()
        .try_for_each(|folder| platform::fs::sync(folder));
    if let Err(error) = named.and(synced.map_err(Error::from)) {
        transaction.update_job(row)?;
        return Ok(Err(error));
    }
    let rest = unfinished(files);
    row.apply(JobEvent::Complete)?;
    row.data.completing = false;
    row.data.settled = rest.is_empty();
    transaction.update_job(row)?;
    Ok(Ok(rest))
}

/// Returns whether `Complete` gives the file its own name.
pub fn is_kept(file: &FileRow) -> bool {
    file.status == FileStatus::Transferred
}

/// Returns the files that `Complete` does not keep.
pub fn unfinished(mut files: Vec<FileRow>) -> Vec<FileRow> {
    files.retain(|file| !file.is_finished());
    files
}

/// Creates the empty file of a reply that the server did not send.
fn keep_empty_reply(
    connection: &Connection,
    row: &JobRow,
    replies: &[FileRow],
    folders: &mut BTreeSet<PathBuf>,
) -> Result<Result<()>> {
    if row.job_type != BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY || !replies.is_empty() {
        return Ok(Ok(()));
    }
    let uploaded = FileRow::load(connection, row.key, 0)?;
    let Some(name) = uploaded.and_then(|file| row.reply_file_name(&file.local)) else {
        return Ok(Ok(()));
    };
    let name = Path::new(&name);
    folders.extend(name.parent().map(PathBuf::from));
    Ok(create_empty(name, &local_name::temporary_reply(row.id, name)).map_err(Error::from))
}

/// Replaces a file by an empty one. The temporary name is always the same, so that nothing is left
/// after an interruption.
fn create_empty(name: &Path, temporary: &Path) -> io::Result<()> {
    platform::fs::remove(temporary);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .custom_flags(libc::O_CLOEXEC)
        .open(temporary)?;
    fs::rename(temporary, name)
}

/// Renames a transferred file to its own name and sets the server's time stamp. A file that already
/// has its own name was renamed before an interruption.
fn give_name(file: &FileRow) -> Result<()> {
    let temporary = Path::new(&file.temporary);
    let data = match platform::fs::open_regular(temporary) {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match file.is_data_at(&file.local)? {
                true => Ok(()),
                false => Err(error.into()),
            };
        }
        Err(error) => return Err(error.into()),
    };
    if !file.is_data(&data.metadata()?) {
        return Err(io::Error::from_raw_os_error(libc::ENOENT).into());
    }
    let stamp = file
        .last_modified
        .as_deref()
        .and_then(|text| httpdate::parse_http_date(text).ok());
    if let Some(stamp) = stamp {
        data.set_modified(stamp)?;
    }
    Ok(fs::rename(temporary, &file.local)?)
}
