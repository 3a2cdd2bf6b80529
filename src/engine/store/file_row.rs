//! Rows of the table `file`.
//!
//! `schema` documents the columns. `file_pieces` holds the functions that deal with the bytes of a
//! file that are present or requested, `file_data` those that deal with its temporary file.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::abi::BG_JOB_TYPE;
use crate::engine::model::progress::{FileProgress, SIZE_UNKNOWN};
use crate::engine::model::range_queue::RangeQueue;
use crate::engine::model::ranges::Ranges;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::version::{Attempts, Version};
use crate::engine::platform::fs::FileIdentity;
use crate::engine::store::columns::{from_json, read_valid_rows, to_json, unreadable};
use crate::engine::store::durability::Durability;
use crate::engine::store::pieces::Pieces;

/// Largest header block that is stored, in bytes. A larger one is cut after its last complete line
/// within the limit; `GetResponseHeaders` returns what is left.
pub const MAX_HEADERS: usize = 64 << 10;

/// Position of the row of the reply to an upload; the reply is not one of the job's files.
pub const REPLY_POSITION: u32 = u32::MAX;

/// Status of a file. The numbers are those of the column `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileStatus {
    /// The transfer is not complete.
    Pending = 0,
    /// The temporary file is complete (download), or the file is on the server (upload).
    Transferred = 1,
    /// The file has its own name.
    Completed = 2,
    /// The temporary file is complete, but an earlier file of the download is still pending. The
    /// API shows files as transferred in their order, so this one does not count as transferred
    /// yet.
    Arrived = 3,
}

/// Row of a file.
#[derive(Clone, Debug)]
pub struct FileRow {
    /// Key of the job.
    pub job: u64,
    /// Position in the job, or [`REPLY_POSITION`].
    pub position: u32,
    pub remote: RemoteName,
    /// Local name: an absolute path.
    pub local: String,
    /// Path of the temporary file.
    pub temporary: String,
    /// Ranges of the remote file from which the local file is composed.
    pub ranges: Ranges,
    pub status: FileStatus,
    /// Size of the whole remote file (download), or of the data to send (upload), in bytes;
    /// [`SIZE_UNKNOWN`] if it is not known.
    pub size: u64,
    /// Bytes handed to the file system: they survive a killed process, but not a power failure. For
    /// an upload: bytes that the server has acknowledged.
    pub written: u64,
    /// Bytes known to be on the disk; at most `written`.
    pub synced: u64,
    /// `Last-Modified` of the version that is being transferred.
    pub last_modified: Option<String>,
    /// Whether the server sent `last_modified` within a second of that time.
    pub is_recent: bool,
    /// `ETag` of the version that is being transferred.
    pub etag: Option<String>,
    /// Attempts to transfer the file with responses that do not prove their versions.
    pub attempts: Attempts,
    /// Header block of the last response, of which at most [`MAX_HEADERS`] bytes are stored.
    pub headers: Option<String>,
    /// Ranges that the owner has requested; `None`: the file arrives in order. The calls of the
    /// owner write it; a task only removes requests that cannot be served.
    pub requests: Option<RangeQueue>,
    /// Bytes that `written` and `synced` count; `None`: they count the first bytes of the file.
    pub pieces: Option<Pieces>,
    /// Identity of the temporary file when its last byte arrived; `None` if it is not known.
    pub identity: Option<FileIdentity>,
}

/// Columns of a row, in the order of [`FileRow::read`] and of the parameters of [`FileRow::save`].
const FILE_COLUMNS: &str =
    "job, position, remote, local, temporary, ranges, status, size, written, synced,
    last_modified, etag, headers, requests, pieces, identity, is_recent, attempts";

impl FileRow {
    /// Returns the row of a file of which nothing is transferred yet.
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
            is_recent: false,
            etag: None,
            attempts: Attempts::default(),
            headers: None,
            requests: None,
            pieces: None,
            identity: None,
        }
    }

    /// Returns whether no byte of the file is missing.
    pub fn is_transferred(&self) -> bool {
        self.status != FileStatus::Pending
    }

    /// Returns whether the file counts as transferred: the API shows it so, and `Complete` keeps
    /// it. The progress of other files does not change that.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, FileStatus::Transferred | FileStatus::Completed)
    }

    /// Marks the file as transferred. A reply and a file with random access count as transferred at
    /// once, other files when all files before them do (see [`finish_in_order`]).
    pub fn mark_transferred(&mut self) {
        let has_own_order = self.position == REPLY_POSITION || self.pieces.is_some();
        self.status = match has_own_order {
            true => FileStatus::Transferred,
            false => FileStatus::Arrived,
        };
    }

    /// Returns the durability with which the row must be saved. A row without data must survive a
    /// power failure, because it may be the first one that contains the name of the temporary file.
    pub fn durability(&self) -> Durability {
        if self.written == 0 {
            Durability::Power
        } else {
            Durability::Process
        }
    }

    /// Returns the name that `IBackgroundCopyError::GetProtocol` has for the file's protocol.
    pub fn protocol(&self) -> Option<String> {
        self.remote.protocol().map(str::to_owned)
    }

    /// Returns the number of bytes that the transfer comprises; [`SIZE_UNKNOWN`] if it depends on a
    /// size that is not known.
    pub fn bytes_total(&self) -> u64 {
        self.ranges.total(self.known_size()).unwrap_or(SIZE_UNKNOWN)
    }

    /// Returns the size of the remote file or of the upload in bytes, if it is known.
    pub fn known_size(&self) -> Option<u64> {
        (self.size != SIZE_UNKNOWN).then_some(self.size)
    }

    /// Returns the progress of the file as the API reports it.
    pub fn progress(&self) -> FileProgress {
        FileProgress {
            bytes_total: self.bytes_total(),
            bytes_transferred: self.written,
            completed: self.status == FileStatus::Completed,
        }
    }

    /// Returns the version of the remote file to which the temporary file belongs.
    pub fn version(&self) -> Version {
        Version {
            size: self.known_size(),
            last_modified: self.last_modified.clone(),
            is_recent: self.is_recent,
            etag: self.etag.clone(),
        }
    }

    /// Sets the version of the remote file to which the temporary file belongs.
    pub fn set_version(&mut self, version: Version) {
        self.size = version.size.unwrap_or(SIZE_UNKNOWN);
        self.last_modified = version.last_modified;
        self.is_recent = version.is_recent;
        self.etag = version.etag;
    }

    /// Reads a row of [`FILE_COLUMNS`].
    fn read(row: &Row<'_>) -> rusqlite::Result<FileRow> {
        Ok(FileRow {
            job: row.get(0)?,
            position: row.get(1)?,
            remote: RemoteName::stored(row.get(2)?),
            local: row.get(3)?,
            temporary: row.get(4)?,
            ranges: match row.get_ref(5)?.as_str_or_null()? {
                Some(text) => Ranges::from_text(text).map_err(|error| unreadable(5, error))?,
                None => Ranges::default(),
            },
            status: match row.get(6)? {
                0 => FileStatus::Pending,
                1 => FileStatus::Transferred,
                2 => FileStatus::Completed,
                3 => FileStatus::Arrived,
                other => return Err(rusqlite::Error::IntegralValueOutOfRange(6, other)),
            },
            size: read_size(row, 7)?,
            written: row.get(8)?,
            synced: row.get(9)?,
            last_modified: row.get(10)?,
            etag: row.get(11)?,
            headers: row.get(12)?,
            requests: from_json(row, 13)?,
            pieces: from_json(row, 14)?,
            identity: from_json(row, 15)?,
            is_recent: row.get(16)?,
            attempts: from_json(row, 17)?.unwrap_or_default(),
        })
    }

    /// Reads one file of a job; `None` if it does not exist.
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

    /// Reads all files of a job in order, without a reply.
    pub fn load_all(connection: &Connection, job: u64) -> rusqlite::Result<Vec<FileRow>> {
        FileRow::load_from(connection, job, 0)
    }

    /// Reads the files of a job from a position on in order, without a reply. A row with a position
    /// that does not follow the one before it is a bad one.
    pub fn load_from(
        connection: &Connection,
        job: u64,
        first: u32,
    ) -> rusqlite::Result<Vec<FileRow>> {
        let lowest = if first == 0 { i64::MIN } else { first.into() };
        let files: Vec<FileRow> = connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file
                WHERE job = ?1 AND position >= ?2 AND position != ?3 ORDER BY position"
            ))?
            .query_map(params![job, lowest, REPLY_POSITION], FileRow::read)?
            .collect::<rusqlite::Result<_>>()?;
        match (first..)
            .zip(&files)
            .find(|(next, file)| file.position != *next)
        {
            Some((_, file)) => Err(rusqlite::Error::IntegralValueOutOfRange(
                1,
                file.position.into(),
            )),
            None => Ok(files),
        }
    }

    /// Returns the position of the first file of a job, from a position on, that is not finished.
    pub fn first_unfinished(
        connection: &Connection,
        job: u64,
        from: u32,
    ) -> rusqlite::Result<Option<u32>> {
        connection
            .prepare_cached(
                "SELECT position FROM file
                WHERE job = ?1 AND position >= ?2 AND position < ?3 AND status NOT IN (1, 2)
                ORDER BY position LIMIT 1",
            )?
            .query_row(params![job, from, REPLY_POSITION], |row| row.get(0))
            .optional()
    }

    /// Reads the files of a job that have a queue of requested ranges, in order.
    pub fn load_requested(connection: &Connection, job: u64) -> rusqlite::Result<Vec<FileRow>> {
        connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file
                WHERE job = ?1 AND requests IS NOT NULL ORDER BY position"
            ))?
            .query_map([job], FileRow::read)?
            .collect()
    }

    /// Reads the row of the reply to an upload.
    pub fn load_reply(connection: &Connection, job: u64) -> rusqlite::Result<Option<FileRow>> {
        FileRow::load(connection, job, REPLY_POSITION)
    }

    /// Reads the files that the job writes on this machine, which may still have temporary names:
    /// the reply of an upload with a reply, else the job's own files.
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

    /// Reads the files whose temporary files are removed with the job, as far as their rows can be
    /// read: of a bad row the name of the temporary file is not certain.
    pub fn load_removable(
        connection: &Connection,
        key: u64,
        job_type: BG_JOB_TYPE,
    ) -> rusqlite::Result<Vec<FileRow>> {
        let first = match job_type {
            BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY => REPLY_POSITION,
            _ => 0,
        };
        let mut statement = connection.prepare_cached(&format!(
            "SELECT {FILE_COLUMNS} FROM file WHERE job = ?1 AND position >= ?2"
        ))?;
        read_valid_rows(
            &mut statement,
            params![key, first],
            log::Level::Warn,
            FileRow::read,
        )
    }

    /// Returns whether a power failure may have taken bytes of a file that its row counts.
    pub fn any_may_be_lost(connection: &Connection, job: u64) -> rusqlite::Result<bool> {
        connection
            .prepare_cached(
                "SELECT 1 FROM file WHERE job = ?1 AND (synced < written OR status IN (1, 3))",
            )?
            .exists([job])
    }

    /// Inserts or updates the row. An update keeps the remote name of a download and its requests,
    /// because the owner may have changed them since the row was read. If the remote name has
    /// changed, the `ETag` is dropped: another server gives the same version another one. The size
    /// is dropped as well if no `Last-Modified` identifies the version.
    pub fn save(&self, connection: &Connection) -> rusqlite::Result<()> {
        const UNKNOWN: i64 = SIZE_UNKNOWN as i64;
        connection
            .prepare_cached(&format!(
                "INSERT INTO file ({FILE_COLUMNS})
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                    ?17, ?18)
                ON CONFLICT DO UPDATE SET local = ?4, temporary = ?5, status = ?7, written = ?9,
                    synced = ?10, last_modified = ?11, headers = ?13, pieces = ?15,
                    identity = ?16, is_recent = ?17, attempts = ?18,
                    remote = CASE position WHEN {REPLY_POSITION} THEN ?3 ELSE remote END,
                    etag = CASE WHEN remote = ?3 OR position = {REPLY_POSITION} THEN ?12 END,
                    size = iif(
                        remote = ?3 OR position = {REPLY_POSITION} OR ?11 IS NOT NULL OR ?7,
                        ?8, {UNKNOWN}
                    )"
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
                self.headers.as_deref().map(complete_lines),
                to_json(&self.requests),
                to_json(&self.pieces),
                to_json(&self.identity),
                self.is_recent,
                to_json(&(self.attempts != Attempts::default()).then_some(self.attempts))
            ])?;
        Ok(())
    }

    /// Writes which bytes are known to be on the disk, as far as the row counts them as written.
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

    /// Replaces the remote name by that to which a redirect has led, unless the owner has replaced
    /// it in the meantime. The row forgets the tag of an incomplete file, as with
    /// [`FileRow::rename`].
    pub fn report_name(&self, connection: &Connection, to: &RemoteName) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "UPDATE file SET remote = ?4, etag = iif(status, etag, NULL)
                WHERE job = ?1 AND position = ?2 AND remote = ?3",
            )?
            .execute(params![
                self.job,
                self.position,
                self.remote.as_str(),
                to.as_str()
            ])?;
        Ok(())
    }

    /// Sets the remote name and forgets what identifies the version at the old place, as
    /// [`FileRow::save`] does.
    pub fn rename(&mut self, connection: &Connection, remote: RemoteName) -> rusqlite::Result<()> {
        (self.remote, self.etag) = (remote, None);
        if !self.is_transferred() && !self.version().has_validator() {
            self.size = SIZE_UNKNOWN;
        }
        connection
            .prepare_cached(
                "UPDATE file SET remote = ?3, etag = NULL, size = ?4
                WHERE job = ?1 AND position = ?2",
            )?
            .execute(params![
                self.job,
                self.position,
                self.remote.as_str(),
                self.size as i64
            ])?;
        Ok(())
    }
}

/// Returns the lines of a header block that end within [`MAX_HEADERS`].
fn complete_lines(headers: &str) -> &str {
    if headers.len() <= MAX_HEADERS {
        return headers;
    }
    let bytes = &headers.as_bytes()[..MAX_HEADERS];
    let end = bytes.iter().rposition(|byte| *byte == b'\n');
    // A line feed is never a part of another character.
    &headers[..end.map_or(0, |last| last + 1)]
}

/// Reads a size. SQLite's integers are signed: -1 is [`SIZE_UNKNOWN`].
fn read_size(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    match row.get::<_, i64>(column)? {
        -1 => Ok(SIZE_UNKNOWN),
        _ => row.get(column),
    }
}

/// Lets the arrived files of a download count as transferred up to the first file that has not
/// arrived. Returns their positions.
pub fn finish_in_order(files: &mut [FileRow]) -> Vec<u32> {
    let in_order = files.iter_mut().take_while(|file| file.is_transferred());
    let arrived = in_order.filter(|file| !file.is_finished());
    arrived
        .map(|file| {
            file.status = FileStatus::Transferred;
            file.position
        })
        .collect()
}
