//! Files as the database keeps them.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::abi::BG_JOB_TYPE;
use crate::engine::model::progress::{FileProgress, SIZE_UNKNOWN};
use crate::engine::model::range_queue::RangeQueue;
use crate::engine::model::ranges::Ranges;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::version::Version;
use crate::engine::platform;
use crate::engine::store::columns::{self, json, to_json, unreadable};
use crate::engine::store::durability::Durability;
use crate::engine::store::pieces::Pieces;

/// The position of the row that the reply to an upload has; it is not one of the job's files.
pub const REPLY_POSITION: u32 = u32::MAX;

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    Pending = 0,
    /// All of it is in the temporary file (download), or on the server (upload).
    Transferred = 1,
    /// It stands under its own name.
    Completed = 2,
    /// All of it is in the temporary file, but an earlier file of the download is still pending.
    /// The API shows files in their order, so this one does not count yet.
    Arrived = 3,
}

/// A file as the database keeps it.
#[derive(Clone, Debug)]
pub struct FileRow {
    pub job: u64,
    pub position: u32,
    pub remote: RemoteName,
    pub local: String,
    pub temporary: String,
    /// What is wanted of the remote file.
    pub ranges: Ranges,
    pub status: FileStatus,
    /// The remote file's, all of it (download), or what is to be sent (upload).
    pub size: u64,
    /// Bytes handed to the file system: they survive a killed process, but not a power failure.
    pub written: u64,
    /// Bytes known to be on the disk.
    pub synced: u64,
    /// `Last-Modified` and `ETag` of what is being transferred.
    pub last_modified: Option<String>,
    pub etag: Option<String>,
    /// The header block of the last answer.
    pub headers: Option<String>,
    /// What its owner wants first, who alone writes it but for what cannot be had.
    pub requests: Option<RangeQueue>,
    /// Which bytes `written` and `synced` count, when they need not be the first.
    pub pieces: Option<Pieces>,
}

const FILE_COLUMNS: &str =
    "job, position, remote, local, temporary, ranges, status, size, written, synced, last_modified, etag, headers,
    requests, pieces";

impl FileRow {
    pub fn new(
        job: u64,
        position: u32,
        remote: RemoteName,
        local: &str,
        temporary: String,
    ) -> FileRow {
        FileRow {
            job,
            position,
            remote,
            local: local.to_owned(),
            temporary,
            ranges: Ranges::default(),
            status: FileStatus::Pending,
            size: SIZE_UNKNOWN,
            written: 0,
            synced: 0,
            last_modified: None,
            etag: None,
            headers: None,
            requests: None,
            pieces: None,
        }
    }

    /// Nothing of it is missing.
    pub fn is_transferred(&self) -> bool {
        self.status != FileStatus::Pending
    }

    /// It counts as transferred: the API shows it so, and `Complete` keeps it. Once it does, what
    /// becomes of the others changes nothing.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, FileStatus::Transferred | FileStatus::Completed)
    }

    /// Takes note that nothing is missing any more. Files that come in the job's order count in
    /// that order (see [`finish_in_order`]); a reply, and a file of which the owner asks for
    /// pieces, at once.
    pub fn mark_transferred(&mut self) {
        let has_own_order = self.position == REPLY_POSITION || self.pieces.is_some();
        self.status = match has_own_order {
            true => FileStatus::Transferred,
            false => FileStatus::Arrived,
        };
    }

    /// Its folder is there, but what was transferred is not. `renamed`: it may have its own name
    /// already.
    pub fn is_lost(&self, renamed: bool) -> bool {
        let holds = |path: &str, bytes| {
            fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && data.len() == bytes)
        };
        matches!(self.status, FileStatus::Transferred | FileStatus::Arrived)
            && !holds(&self.temporary, self.written)
            && !(renamed && holds(&self.local, self.written))
            && Path::new(&self.local).parent().is_some_and(Path::is_dir)
    }

    /// Removes what came of files, except what stands under their own names. Whether all of it is
    /// gone.
    pub fn remove_data(files: &[FileRow]) -> bool {
        let stays =
            |file: &&FileRow| file.status == FileStatus::Completed || file.temporary == file.local;
        let left = files.iter().filter(|file| !stays(file));
        platform::fs::remove_all(left.map(|file| file.temporary.as_str()))
    }

    /// What saving it must outlast: until data comes, the row may be the only one that knows of the
    /// temporary file.
    pub fn durability(&self) -> Durability {
        if self.written == 0 {
            Durability::Power
        } else {
            Durability::Process
        }
    }

    /// What `IBackgroundCopyError::GetProtocol` calls the way to the remote file.
    pub fn protocol(&self) -> String {
        self.remote.protocol().to_owned()
    }

    /// Bytes that will come, or be sent; [`SIZE_UNKNOWN`] while it takes the remote file's size to
    /// tell.
    pub fn bytes_total(&self) -> u64 {
        self.ranges.total(self.known_size()).unwrap_or(SIZE_UNKNOWN)
    }

    pub fn known_size(&self) -> Option<u64> {
        (self.size != SIZE_UNKNOWN).then_some(self.size)
    }

    pub fn progress(&self) -> FileProgress {
        FileProgress {
            bytes_total: self.bytes_total(),
            bytes_transferred: self.written,
            completed: self.status == FileStatus::Completed,
        }
    }

    /// What is known of the version whose data the temporary file holds.
    pub fn version(&self) -> Version {
        Version {
            size: self.known_size(),
            last_modified: self.last_modified.clone(),
            etag: self.etag.clone(),
        }
    }

    pub fn set_version(&mut self, version: Version) {
        self.size = version.size.unwrap_or(SIZE_UNKNOWN);
        self.last_modified = version.last_modified;
        self.etag = version.etag;
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<FileRow> {
        Ok(FileRow {
            job: row.get(0)?,
            position: row.get(1)?,
            remote: columns::remote_name(row, 2)?,
            local: row.get(3)?,
            temporary: row.get(4)?,
            ranges: match row.get_ref(5)?.as_str_or_null()? {
                Some(text) => Ranges::from_text(text).map_err(|error| unreadable(5, error))?,
                None => Ranges::default(),
            },
            status: match row.get(6)? {
                0 => FileStatus::Pending,
                1 => FileStatus::Transferred,
                3 => FileStatus::Arrived,
                _ => FileStatus::Completed,
            },
            // SQLite's integers are signed: -1 is SIZE_UNKNOWN.
            size: row.get::<_, i64>(7)? as u64,
            written: row.get(8)?,
            synced: row.get(9)?,
            last_modified: row.get(10)?,
            etag: row.get(11)?,
            headers: row.get(12)?,
            requests: json(row, 13)?,
            pieces: json(row, 14)?,
        })
    }

    pub fn load(
        connection: &Connection,
        job: u64,
        position: u32,
    ) -> rusqlite::Result<Option<FileRow>> {
        connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file WHERE job = ?1 AND position = ?2"
            ))?
            .query_row(params![job, position], FileRow::read)
            .optional()
    }

    /// All files of a job, in order.
    pub fn load_all(connection: &Connection, job: u64) -> rusqlite::Result<Vec<FileRow>> {
        FileRow::load_from(connection, job, 0)
    }

    /// The files of a job from a position on, in order.
    pub fn load_from(
        connection: &Connection,
        job: u64,
        first: u32,
    ) -> rusqlite::Result<Vec<FileRow>> {
        connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file WHERE job = ?1 AND position >= ?2 AND position < ?3 ORDER BY position"
            ))?
            .query_map(params![job, first, REPLY_POSITION], FileRow::read)?
            .collect()
    }

    /// The first file of a job, from a position on, that is not finished.
    pub fn first_unfinished(
        connection: &Connection,
        job: u64,
        from: u32,
    ) -> rusqlite::Result<Option<u32>> {
        connection
            .prepare_cached(
                "SELECT position FROM file WHERE job = ?1 AND position >= ?2 AND position < ?3 AND status NOT IN (1, 2)
                ORDER BY position LIMIT 1",
            )?
            .query_row(params![job, from, REPLY_POSITION], |row| row.get(0))
            .optional()
    }

    /// The files of a job of which something was asked for first.
    pub fn load_requested(connection: &Connection, job: u64) -> rusqlite::Result<Vec<FileRow>> {
        connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file WHERE job = ?1 AND requests IS NOT NULL ORDER BY position"
            ))?
            .query_map([job], FileRow::read)?
            .collect()
    }

    /// The row of the reply to an upload.
    pub fn load_reply(connection: &Connection, job: u64) -> rusqlite::Result<Option<FileRow>> {
        FileRow::load(connection, job, REPLY_POSITION)
    }

    /// The files of a job that come to a place on this machine, and may not have their own names
    /// yet: its own, or the reply to an upload.
    pub fn load_local(
        connection: &Connection,
        key: u64,
        job_type: BG_JOB_TYPE,
    ) -> rusqlite::Result<Vec<FileRow>> {
        match job_type {
            BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY => {
                Ok(FileRow::load_reply(connection, key)?.into_iter().collect())
            }
            _ => FileRow::load_all(connection, key),
        }
    }

    /// Writes the file, new or changed. The remote name of a download that is there stays, and so
    /// do its requests: its owner may have changed them since the row was read. With another name
    /// the `ETag` is dropped, as another server marks the same version differently; size and time
    /// tell, and the size alone nothing.
    pub fn save(&self, connection: &Connection) -> rusqlite::Result<()> {
        const UNKNOWN: i64 = SIZE_UNKNOWN as i64;
        connection
            .prepare_cached(&format!(
                "INSERT INTO file ({FILE_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
                ON CONFLICT DO UPDATE SET local = ?4, temporary = ?5, status = ?7, written = ?9, synced = ?10,
                    last_modified = ?11, headers = ?13, pieces = ?15,
                    remote = CASE position WHEN {REPLY_POSITION} THEN ?3 ELSE remote END,
                    etag = CASE WHEN remote = ?3 OR position = {REPLY_POSITION} THEN ?12 END,
                    size = iif(remote = ?3 OR position = {REPLY_POSITION} OR ?11 IS NOT NULL OR ?7, ?8, {UNKNOWN})"
            ))?
            .execute(params![
                self.job,
                self.position,
                self.remote.as_str(),
                self.local,
                self.temporary,
                self.ranges.to_text(),
                self.status as u8,
                self.size as i64,
                self.written,
                self.synced,
                self.last_modified,
                self.etag,
                self.headers,
                to_json(&self.requests),
                to_json(&self.pieces)
            ])?;
        Ok(())
    }

    /// Writes how much of the file is known to be on the disk, of what its row says was written.
    pub fn save_synced(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "UPDATE file SET synced = min(?3, written), pieces = iif(written = ?4, ?5, pieces)
                WHERE job = ?1 AND position = ?2",
            )?
            .execute(params![
                self.job,
                self.position,
                self.synced,
                self.written,
                to_json(&self.pieces)
            ])?;
        Ok(())
    }

    /// Gives the file another remote name.
    pub fn rename(&mut self, connection: &Connection, remote: RemoteName) -> rusqlite::Result<()> {
        (self.remote, self.etag) = (remote, None);
        if !self.is_transferred() && !self.version().has_validator() {
            self.size = SIZE_UNKNOWN;
        }
        connection
            .prepare_cached("UPDATE file SET remote = ?3, etag = NULL, size = ?4 WHERE job = ?1 AND position = ?2")?
            .execute(params![self.job, self.position, self.remote.as_str(), self.size as i64])?;
        Ok(())
    }
}

/// Lets the files of a download count that have arrived, as far as those before them have, too;
/// their positions.
pub fn finish_in_order(files: &mut [FileRow]) -> Vec<u32> {
    let in_order = files.iter_mut().take_while(|file| file.is_transferred());
    let news = in_order.filter(|file| !file.is_finished());
    news.map(|file| {
        file.status = FileStatus::Transferred;
        file.position
    })
    .collect()
}
