//! Adding files to a job.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::abi::BG_JOB_TYPE::{self, BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
use crate::abi::{
    BG_E_TOO_MANY_FILES, BG_E_UNSUPPORTED_JOB_CONFIGURATION, E_ACCESSDENIED, E_INVALIDARG,
    E_NOTIMPL,
};
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name;
use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::store::database::Transaction;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::{job_progress, queries};

impl Job {
    /// Adds files, given as pairs of remote and local name: all of them, or none.
    ///
    /// Returns `BG_E_TOO_MANY_FILES` for a second file of an upload, `BG_E_TOO_MANY_FILES_IN_JOB`
    /// if the policy allows no more files, `E_INVALIDARG` for a name that is not allowed, and
    /// `BG_E_INVALID_STATE` on a final job.
    ///
    /// The place of a download is checked now, not after its last byte. Returns `E_INVALIDARG` for
    /// a local name that the file system does not take, that a folder, a device, a pipe or a socket
    /// has, or that another file of the job has, also when it is written in another way.
    /// Returns `ERROR_PATH_NOT_FOUND` if the folder of a local name does not exist, and
    /// `E_ACCESSDENIED` if it cannot be written to; the latter also for the folder of an upload
    /// whose reply goes there.
    pub fn add_files(&self, files: &[(&str, &str)]) -> Result<()> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD && files.len() > 1 {
            return Err(Error(BG_E_TOO_MANY_FILES));
        }
        self.add(files, &Ranges::default())
    }

    /// Adds a file that consists of ranges of a remote file, in the order given. The remote file
    /// must be on an HTTP server.
    ///
    /// Returns `E_INVALIDARG` without a range or for a name that is not allowed,
    /// `BG_E_OVERLAPPING_RANGES` if two ranges share a byte, `BG_E_TOO_MANY_RANGES_IN_FILE` if the
    /// policy allows fewer ranges, `BG_E_UNSUPPORTED_JOB_CONFIGURATION` if the job's content is
    /// dynamic, `E_NOTIMPL` on uploads, `BG_E_INVALID_STATE` on a final job, and the other codes of
    /// [`Job::add_files`].
    pub fn add_file_with_ranges(
        &self,
        remote: &str,
        local: &str,
        ranges: &[FileRange],
    ) -> Result<()> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD {
            return Err(Error(E_NOTIMPL));
        }
        self.core().policy().check_ranges(ranges.len() as u64)?;
        self.add(&[(remote, local)], &Ranges::new(ranges)?)
    }

    fn add(&self, files: &[(&str, &str)], ranges: &Ranges) -> Result<()> {
        // The runner may start at once with the new files of a scheduled job. A power failure must
        // then not take their rows, which alone have the names of the temporary files. The files of
        // other jobs become durable with `resume`.
        let durability = |connection: &Connection| {
            let state = queries::job_state(connection, self.key())?;
            Ok(match state.is_some_and(state::is_scheduled) {
                true => Durability::Power,
                false => Durability::Process,
            })
        };
        self.change_as(durability, JobEvent::Change, |transaction, row| {
            self.insert_files(transaction, row, files, ranges)
        })
    }

    fn insert_files(
        &self,
        transaction: &Transaction<'_>,
        row: &mut JobRow,
        files: &[(&str, &str)],
        ranges: &Ranges,
    ) -> Result<()> {
        let modes = row.data.settings.modes;
        if modes.dynamic_content && !ranges.is_whole() {
            return Err(Error(BG_E_UNSUPPORTED_JOB_CONFIGURATION));
        }
        let is_upload = row.job_type != BG_JOB_TYPE_DOWNLOAD;
        let first = row.data.progress.files_total;
        let count = u64::from(first) + files.len() as u64;
        if is_upload && count > 1 {
            return Err(Error(BG_E_TOO_MANY_FILES));
        }
        self.core().policy().check_files(count)?;
        let mut folders = BTreeMap::new();
        for (position, (remote, local)) in (first..).zip(files) {
            let remote = parse_names(row.job_type, remote, local)?;
            ranges.check_source(&remote)?;
            claim_place(transaction, row, Path::new(*local), &mut folders)?;
            let temporary = match modes.high_performance {
                true => (*local).to_owned(),
                false => local_name::temporary(Path::new(local)),
            };
            let mut file = FileRow::new(row.key, position, remote, local, temporary);
            file.ranges = ranges.clone();
            file.save(transaction.connection())?;
            let progress = &mut row.data.progress;
            progress.files_total += 1;
            progress.bytes_total =
                job_progress::total([progress.bytes_total, file.bytes_total()].into_iter());
        }
        Ok(())
    }
}

/// Checks that the download of this local name, or the reply to the upload, can be written, and
/// that no other file of the job goes to the same place.
fn claim_place<'a>(
    transaction: &Transaction<'_>,
    row: &JobRow,
    local: &'a Path,
    folders: &mut BTreeMap<&'a Path, PathBuf>,
) -> Result<()> {
    match row.job_type {
        BG_JOB_TYPE_DOWNLOAD => {
            let place = check_place(local, folders)?;
            queries::claim_destination(transaction.connection(), row.key, &place)
        }
        BG_JOB_TYPE_UPLOAD_REPLY if row.data.settings.reply_file_name.is_none() => {
            check_reply_folder(local)
        }
        _ => Ok(()),
    }
}

/// Checks the local name of a download, and returns it with the canonical path of its folder.
/// `folders` keeps the canonical paths of the folders that the same call has checked.
fn check_place<'a>(local: &'a Path, folders: &mut BTreeMap<&'a Path, PathBuf>) -> Result<PathBuf> {
    let (Some(folder), Some(name)) = (local.parent(), local.file_name()) else {
        return Err(Error(E_INVALIDARG));
    };
    let folder = match folders.entry(folder) {
        Entry::Occupied(checked) => checked.into_mut(),
        Entry::Vacant(new) => new.insert(local_name::check_folder(folder)?),
    };
    local_name::check_replaceable(local)?;
    Ok(folder.join(name))
}

/// Returns `E_ACCESSDENIED` if the reply to an upload could not be written beside the uploaded
/// file, where it goes unless its owner names another place. The uploaded file need not exist yet.
fn check_reply_folder(uploaded: &Path) -> Result<()> {
    match uploaded.parent().map(local_name::check_folder) {
        Some(Err(Error(E_ACCESSDENIED))) => Err(Error(E_ACCESSDENIED)),
        _ => Ok(()),
    }
}

/// Checks the form of the names of a new file. The server of a reply must be an HTTP server.
fn parse_names(job_type: BG_JOB_TYPE, remote: &str, local: &str) -> Result<RemoteName> {
    let remote = RemoteName::from_owner(remote)?;
    if job_type == BG_JOB_TYPE_UPLOAD_REPLY && !remote.is_http() {
        return Err(Error(E_INVALIDARG));
    }
    local_name::absolute(local).map(|_| remote)
}
