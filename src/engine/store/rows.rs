//! Jobs and files as the database keeps them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Durability;
use super::pieces::Pieces;
use crate::abi::{
    BG_E_BLOCKED_BY_POLICY, BG_E_NETWORK_DISCONNECTED, BG_JOB_STATE, BG_JOB_TYPE, BG_NOTIFY_DISABLE,
    BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_TRANSFERRED, HRESULT,
};
use crate::engine::model::is_default;
use crate::engine::names::Remote;
use crate::engine::requests::Requests;
use crate::engine::secrets::SealedCredentials;
use crate::engine::state::{self, Event};
use crate::engine::transfer::Version;
use crate::engine::upload::{Phase, Session};
use crate::engine::{
    FileProgress, JobError, JobProgress, JobSettings, JobTimes, NotifyCommand, Ranges, ReplyProgress, Result,
    SIZE_UNKNOWN,
};

/// A job as the database keeps it.
#[derive(Clone, Debug)]
pub struct JobRow {
    pub key: u64,
    pub id: Uuid,
    pub slot: u32,
    pub job_type: BG_JOB_TYPE,
    /// Raised by every change of the row.
    pub version: u64,
    pub state: BG_JOB_STATE,
    pub data: JobData,
}

/// What became of the news that a job is TRANSFERRED or in ERROR, as far as a program is to be run for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// There are none.
    None,
    /// An object of the owner, or else the program, is to be told.
    Pending,
    /// No object took them: the program is to be run.
    Command,
    Delivered,
}

/// What nobody searches for: one text in the row, written anew with every change. What most jobs do not have takes no room in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobData {
    pub settings: JobSettings,
    pub times: JobTimes,
    pub progress: JobProgress,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<JobError>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub error_count: u32,
    /// When the first transient error since the last progress was; 0: none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failing_since: u64,
    /// When the last error was.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failed_at: u64,
    /// Seconds the server asked to wait after the last error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// Milliseconds spent connecting and transferring since the last `Resume`.
    pub active_time: u64,
    /// `Resume` was called once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resumed: bool,
    /// `Complete` may have renamed files that the rows do not know of.
    pub completing: bool,
    /// The job is final, and nothing of it is left to clean up.
    pub settled: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<SealedCredentials>,
    /// How far an upload is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub upload: Session,
    #[serde(default, skip_serializing_if = "is_default")]
    pub reply: ReplyProgress,
    /// Counts the entries into TRANSFERRED and ERROR.
    pub entry: u64,
    pub notice: Notice,
    /// Positions of the files that the owner found good.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub validated: BTreeSet<u32>,
}

impl JobRow {
    /// Lets the event happen to the job.
    pub fn apply(&mut self, event: Event) -> Result<()> {
        let next = state::next(self.state, self.job_type, event)?;
        if next != self.state {
            let news = matches!(
                next,
                BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE::BG_JOB_STATE_ERROR
            );
            self.data.entry += u64::from(news);
            self.data.notice = if news { Notice::Pending } else { Notice::None };
        }
        if next == BG_JOB_STATE::BG_JOB_STATE_CANCELLED {
            // The farewell to a server does not wait for the retry delay of what failed before.
            self.data.failing_since = 0;
        }
        self.state = next;
        Ok(())
    }

    /// The job has something for the runner to do: a turn to be given, a program to be run, files to be cleared away.
    pub fn needs_runner(&self) -> bool {
        state::is_scheduled(self.state) || state::is_final(self.state) && !self.data.settled || self.command().is_some()
    }

    /// The job waits until the policy allows it something.
    pub fn waits_for_policy(&self) -> bool {
        self.waits_because_of(BG_E_BLOCKED_BY_POLICY)
    }

    /// The job waits until the network is back.
    pub fn lost_network(&self) -> bool {
        self.waits_because_of(BG_E_NETWORK_DISCONNECTED)
    }

    fn waits_because_of(&self, code: HRESULT) -> bool {
        let error = self.data.error.as_ref();
        self.state == BG_JOB_STATE::BG_JOB_STATE_TRANSIENT_ERROR && error.is_some_and(|error| error.code == code)
    }

    /// A server holds a part of the cancelled upload, and should be told.
    pub fn owes_farewell(&self) -> bool {
        let open = !matches!(self.data.upload.phase, Phase::Closed | Phase::Cancelled);
        self.state == BG_JOB_STATE::BG_JOB_STATE_CANCELLED && open && self.data.upload.id.is_some()
    }

    /// The program to be run for the job's news.
    pub fn command(&self) -> Option<&NotifyCommand> {
        let settings = &self.data.settings;
        let flag = match self.state {
            BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED => BG_NOTIFY_JOB_TRANSFERRED,
            _ => BG_NOTIFY_JOB_ERROR,
        };
        let wanted = settings.notify_flags & BG_NOTIFY_DISABLE == 0 && settings.notify_flags & flag != 0;
        let due = matches!(self.data.notice, Notice::Pending | Notice::Command);
        let command = Some(&settings.notify_command).filter(|command| !command.program.is_empty());
        if wanted && due { command } else { None }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<JobRow> {
        Ok(JobRow {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: row.get(2)?,
            job_type: number(row, 3)?,
            version: row.get(4)?,
            state: number(row, 5)?,
            data: serde_json::from_str(row.get_ref(6)?.as_str()?).map_err(|error| unreadable(6, error))?,
        })
    }

    pub fn load(connection: &Connection, key: u64) -> rusqlite::Result<Option<JobRow>> {
        connection
            .prepare_cached("SELECT key, id, slot, type, version, state, data FROM job WHERE key = ?1")?
            .query_row([key], JobRow::read)
            .optional()
    }

    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("INSERT INTO job (key, id, slot, type, version, state, needs_runner, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                self.key,
                self.id.as_bytes(),
                self.slot,
                self.job_type as i32,
                self.version,
                self.state as i32,
                self.needs_runner(),
                self.data.to_text()
            ])?;
        Ok(())
    }

    /// State and `needs_runner` are written when they change only, as the indexes over them are written with them.
    pub fn update(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("UPDATE job SET version = ?2, data = ?3 WHERE key = ?1")?
            .execute(params![self.key, self.version, self.data.to_text()])?;
        connection
            .prepare_cached(
                "UPDATE job SET state = ?2, needs_runner = ?3 WHERE key = ?1 AND (state != ?2 OR needs_runner != ?3)",
            )?
            .execute(params![self.key, self.state as i32, self.needs_runner()])?;
        Ok(())
    }
}

impl JobData {
    pub fn new(settings: JobSettings, creation: u64) -> JobData {
        JobData {
            settings,
            times: JobTimes {
                creation,
                modification: creation,
                transfer_completion: 0,
            },
            progress: JobProgress::default(),
            error: None,
            error_count: 0,
            failing_since: 0,
            failed_at: 0,
            retry_after: None,
            active_time: 0,
            resumed: false,
            completing: false,
            settled: false,
            credentials: Vec::new(),
            upload: Session::default(),
            reply: ReplyProgress::default(),
            entry: 0,
            notice: Notice::None,
            validated: BTreeSet::new(),
        }
    }

    fn to_text(&self) -> String {
        serde_json::to_string(self).expect("numbers, texts and options have a JSON form")
    }
}

/// What a handle on a job needs to know of it for good.
#[derive(Clone, Copy, Debug)]
pub struct JobName {
    pub key: u64,
    pub id: Uuid,
    pub slot: u32,
    pub job_type: BG_JOB_TYPE,
}

impl JobName {
    /// Reads the columns `key, id, slot, type`.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<JobName> {
        Ok(JobName {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: row.get(2)?,
            job_type: number(row, 3)?,
        })
    }
}

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
}

/// A file as the database keeps it.
#[derive(Clone, Debug)]
pub struct FileRow {
    pub job: u64,
    pub position: u32,
    pub remote: String,
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
    pub requests: Option<Requests>,
    /// Which bytes `written` and `synced` count, when they need not be the first.
    pub pieces: Option<Pieces>,
}

const FILE_COLUMNS: &str =
    "job, position, remote, local, temporary, ranges, status, size, written, synced, last_modified, etag, headers,
    requests, pieces";

impl FileRow {
    pub fn new(job: u64, position: u32, remote: &str, local: &str, temporary: String) -> FileRow {
        FileRow {
            job,
            position,
            remote: remote.to_owned(),
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

    pub fn is_transferred(&self) -> bool {
        self.status != FileStatus::Pending
    }

    /// Its folder is there, but what was transferred is not. `renamed`: it may have its own name already.
    pub fn is_lost(&self, renamed: bool) -> bool {
        let holds =
            |path: &str, bytes| fs::symlink_metadata(path).is_ok_and(|data| data.is_file() && data.len() == bytes);
        self.status == FileStatus::Transferred
            && !holds(&self.temporary, self.written)
            && !(renamed && holds(&self.local, self.written))
            && Path::new(&self.local).parent().is_some_and(Path::is_dir)
    }

    /// What came of it is left behind when nothing becomes of the job: it stands under its own name.
    pub fn stays(&self) -> bool {
        self.status == FileStatus::Completed || self.temporary == self.local
    }

    /// What saving it must outlast: until data comes, the row may be the only one that knows of the temporary file.
    pub fn durability(&self) -> Durability {
        if self.written == 0 {
            Durability::Power
        } else {
            Durability::Process
        }
    }

    /// What `IBackgroundCopyError::GetProtocol` calls the way to the remote file.
    pub fn protocol(&self) -> Option<String> {
        let remote = Remote::parse(&self.remote).ok()?;
        Some(remote.protocol().to_owned())
    }

    /// Bytes that will come, or be sent; [`SIZE_UNKNOWN`] while it takes the remote file's size to tell.
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
            remote: row.get(2)?,
            local: row.get(3)?,
            temporary: row.get(4)?,
            ranges: match row.get_ref(5)?.as_str_or_null()? {
                Some(text) => Ranges::from_text(text).map_err(|error| unreadable(5, error))?,
                None => Ranges::default(),
            },
            status: match row.get(6)? {
                0 => FileStatus::Pending,
                1 => FileStatus::Transferred,
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

    pub fn load(connection: &Connection, job: u64, position: u32) -> rusqlite::Result<Option<FileRow>> {
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
    pub fn load_from(connection: &Connection, job: u64, first: u32) -> rusqlite::Result<Vec<FileRow>> {
        connection
            .prepare_cached(&format!(
                "SELECT {FILE_COLUMNS} FROM file WHERE job = ?1 AND position >= ?2 AND position < ?3 ORDER BY position"
            ))?
            .query_map(params![job, first, REPLY_POSITION], FileRow::read)?
            .collect()
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

    /// The files of a job that come to a place on this machine, and may not have their own names yet: its own, or the reply
    /// to an upload.
    pub fn load_arriving(connection: &Connection, job: &JobRow) -> rusqlite::Result<Vec<FileRow>> {
        match job.job_type {
            BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY => {
                Ok(FileRow::load_reply(connection, job.key)?.into_iter().collect())
            }
            _ => FileRow::load_all(connection, job.key),
        }
    }

    /// Writes the file, new or changed. The remote name of a download that is there stays, and so do its requests: its owner may
    /// have changed them since the row was read. With another name the `ETag` is dropped, as another server marks the same version differently; size and time tell, and the size alone nothing.
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
                self.remote,
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
    pub fn rename(&mut self, connection: &Connection, remote: &str) -> rusqlite::Result<()> {
        (self.remote, self.etag) = (remote.to_owned(), None);
        if !self.is_transferred() && !self.version().provable() {
            self.size = SIZE_UNKNOWN;
        }
        connection
            .prepare_cached("UPDATE file SET remote = ?3, etag = NULL, size = ?4 WHERE job = ?1 AND position = ?2")?
            .execute(params![self.job, self.position, remote, self.size as i64])?;
        Ok(())
    }
}

/// An enumeration of the ABI, kept as its number.
pub fn number<T: TryFrom<i32>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.get(column)?).map_err(|error| unreadable(column, error))
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| unreadable(column, error))
}

pub fn to_json<T: Serialize>(value: &Option<T>) -> Option<String> {
    let text = |value| serde_json::to_string(value).expect("numbers and texts have a JSON form");
    value.as_ref().map(text)
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}
