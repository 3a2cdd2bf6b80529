//! Rows of the table `job`.
//!
//! A row consists of the columns that queries search for and of [`JobData`], which is one JSON
//! text. `schema` documents the columns.
//!
//! The runner reads rows with [`JobRow::load`], which fails for a bad row. The calls of the API
//! read them with [`JobRow::load_shown`], which returns a job in ERROR instead, as long as the key
//! and the GUID can be read. The only change that such a job accepts is the cancellation, which
//! replaces the bad columns.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::abi::{
    BG_E_BLOCKED_BY_POLICY, BG_E_NETWORK_DISCONNECTED, BG_ERROR_CONTEXT, BG_JOB_STATE, BG_JOB_TYPE,
    BG_NOTIFY_DISABLE, BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_TRANSFERRED, HRESULT,
};
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{JobError, Result};
use crate::engine::model::local_name;
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::model::serde_enum::is_default;
use crate::engine::model::settings::{JobSettings, NotifyCommand};
use crate::engine::model::state::{self, JobEvent};
use crate::engine::model::time::JobTimes;
use crate::engine::model::turn_hold::TurnHold;
use crate::engine::model::upload_session::{UploadPhase, UploadSession};
use crate::engine::platform;
use crate::engine::store::columns::{self, BAD_ROW};
use crate::engine::store::file_row::FileRow;
use crate::engine::store::secrets::{SealedCredentials, Secrets};
use crate::engine::store::shared_memory::NO_SLOT;

/// Display name of a job whose row cannot be read.
const UNREADABLE_NAME: &str = "(unreadable job)";

/// Row of a job.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Number of the job; it is never given to another one.
    pub key: u64,
    /// GUID of the job.
    pub id: Uuid,
    /// Index of the job's slot in the shared memory, or [`NO_SLOT`].
    pub slot: u32,
    pub job_type: BG_JOB_TYPE,
    /// Incremented by every change of the row.
    pub version: u64,
    pub state: BG_JOB_STATE,
    pub data: JobData,
}

/// State of the notification that a job entered TRANSFERRED or ERROR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotificationState {
    /// The job is in another state.
    None,
    /// The notification has not been delivered: a callback object of the owner is to be called, or
    /// the program is to be run if there is no object.
    Pending,
    /// No callback object accepted the notification, or the program failed: the program is to be
    /// run, or to be run again.
    Command,
    /// A callback object accepted the notification, or the program ran successfully.
    Delivered,
}

/// Part of a job's row that no query searches for. It is one JSON text, rewritten by every change;
/// fields with their default are omitted. Points in time are in `FILETIME` ticks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct JobData {
    pub settings: JobSettings,
    pub times: JobTimes,
    pub progress: JobProgress,
    /// Last error; `None` after a server has responded again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<JobError>,
    /// Number of errors, as `IBackgroundCopyJob::GetErrorCount` reports it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub error_count: u32,
    /// Time of the first transient error since the last progress; 0: there was none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failing_since: u64,
    /// Most bytes that were transferred at one of the errors since then.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failing_at: u64,
    /// Time of the last error.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failed_at: u64,
    /// Seconds that the server asked to wait after the last error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// Time spent connecting and transferring since the last `Resume`, in milliseconds.
    pub active_time: u64,
    /// Whether `Resume` was ever called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resumed: bool,
    /// Whether `Complete` is decided and not yet carried out; see `completion`.
    pub completing: bool,
    /// Hold of a call of `Complete` that has not decided yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn_hold: Option<TurnHold>,
    /// Whether the job is final and nothing of it is left to clean up.
    pub settled: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<SealedCredentials>,
    /// Session of an upload.
    #[serde(default, skip_serializing_if = "is_default")]
    pub upload: UploadSession,
    /// Progress of the reply to an upload.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reply: ReplyProgress,
    /// Number of entries into TRANSFERRED and ERROR. It tells one notification from the next.
    pub entry: u64,
    /// State of the notification of the last entry.
    pub notice: NotificationState,
    /// Positions of the files that the owner has declared valid (`SetValidationState`).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub validated: BTreeSet<u32>,
    /// Number of times that each finished file had to be fetched again, by position.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refetched: BTreeMap<u32, u32>,
    /// Whether the row cannot be read and these data stand in for it; see [`JobRow::load_shown`].
    #[serde(skip)]
    pub is_substitute: bool,
}

impl JobRow {
    /// Applies an event to the state of the job. Returns the error of [`state::next`] if the state
    /// refuses it.
    pub fn apply(&mut self, event: JobEvent) -> Result<()> {
        let next = state::next(self.state, self.job_type, event)?;
        if next != self.state {
            let is_notified = matches!(
                next,
                BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE::BG_JOB_STATE_ERROR
            );
            self.data.entry += u64::from(is_notified);
            self.data.notice = if is_notified {
                NotificationState::Pending
            } else {
                NotificationState::None
            };
        }
        if next == BG_JOB_STATE::BG_JOB_STATE_CANCELLED {
            // Cancelling the session at the server does not wait for the retry delay of an earlier
            // failure.
            self.data.failing_since = 0;
        }
        self.state = next;
        Ok(())
    }

    /// Records the progress of the job. Bytes beyond those of earlier attempts end a series of
    /// transient errors; the bytes of a file that starts over do not.
    pub fn record_progress(&mut self, progress: JobProgress) {
        let before = self
            .data
            .progress
            .bytes_transferred
            .max(self.data.failing_at);
        if progress.bytes_transferred > before {
            (self.data.failing_since, self.data.failing_at) = (0, 0);
        }
        self.data.progress = progress;
    }

    /// Notes that a finished file has to be fetched again, so that its owner is notified of it
    /// again.
    pub fn note_refetch(&mut self, file: &FileRow) {
        if file.is_finished() {
            *self.data.refetched.entry(file.position).or_default() += 1;
        }
    }

    /// Returns whether the runner has work to do for the job: it schedules the job, finishes an
    /// interrupted `Complete`, cleans up after it, or runs its program.
    pub fn needs_runner(&self) -> bool {
        state::is_scheduled(self.state)
            || self.data.completing
            || state::is_final(self.state) && !self.data.settled
            || self.command().is_some()
    }

    /// Returns whether a call of `Complete` keeps the job from having a turn.
    pub fn is_held(&self) -> bool {
        self.data.turn_hold.is_some_and(|hold| hold.is_valid())
    }

    /// Returns whether the job waits until the policy allows transfers again.
    pub fn waits_for_policy(&self) -> bool {
        self.waits_because_of(BG_E_BLOCKED_BY_POLICY)
    }

    /// Returns whether the job waits until the network is back.
    pub fn lost_network(&self) -> bool {
        self.waits_because_of(BG_E_NETWORK_DISCONNECTED)
    }

    /// Returns whether the job is in TRANSIENT_ERROR with this code.
    fn waits_because_of(&self, code: HRESULT) -> bool {
        let error = self.data.error.as_ref();
        self.state == BG_JOB_STATE::BG_JOB_STATE_TRANSIENT_ERROR
            && error.is_some_and(|error| error.code == code)
    }

    /// Returns whether the upload was cancelled while a server has an open session for it, which is
    /// to be cancelled as well.
    pub fn owes_session_cancel(&self) -> bool {
        let is_open = !matches!(
            self.data.upload.phase,
            UploadPhase::Closed | UploadPhase::Cancelled
        );
        self.state == BG_JOB_STATE::BG_JOB_STATE_CANCELLED
            && is_open
            && self.data.upload.id.is_some()
    }

    /// Returns the program that is to be run because the job is TRANSFERRED or in ERROR; `None` if
    /// it was already run, or if the owner does not want it.
    pub fn command(&self) -> Option<&NotifyCommand> {
        let settings = &self.data.settings;
        let flag = match self.state {
            BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED => BG_NOTIFY_JOB_TRANSFERRED,
            _ => BG_NOTIFY_JOB_ERROR,
        };
        let is_wanted =
            settings.notify_flags & BG_NOTIFY_DISABLE == 0 && settings.notify_flags & flag != 0;
        let is_due = matches!(
            self.data.notice,
            NotificationState::Pending | NotificationState::Command
        );
        let command = Some(&settings.notify_command).filter(|command| !command.program.is_empty());
        if is_wanted && is_due { command } else { None }
    }

    /// Returns the name of the file for the reply to an upload: the one that the owner set, else
    /// one beside the uploaded file; `None` for other jobs.
    pub fn reply_file_name(&self, uploaded: &str) -> Option<String> {
        let generated = || local_name::generated_reply(self.id, uploaded);
        let set = self.data.settings.reply_file_name.clone();
        let wants_reply = self.job_type == BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
        wants_reply.then(|| set.unwrap_or_else(generated))
    }

    /// Returns the custom headers; `None` if there are none, or if they cannot be decrypted.
    pub fn custom_headers(&self, secrets: &Secrets) -> Option<String> {
        self.data
            .settings
            .custom_headers
            .as_ref()?
            .open(secrets, self.id)
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<JobRow> {
        Ok(JobRow {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: columns::slot(row, 2)?,
            job_type: columns::enumeration(row, 3)?,
            version: row.get(4)?,
            state: columns::enumeration(row, 5)?,
            data: serde_json::from_str(row.get_ref(6)?.as_str()?)
                .map_err(|error| columns::unreadable(6, error))?,
        })
    }

    /// Reads a row; a bad one as a job in ERROR, as far as its identity can be read.
    fn read_shown(row: &Row<'_>) -> rusqlite::Result<JobRow> {
        match JobRow::read(row) {
            Err(error) if columns::is_bad_row(&error) => {
                let identity = JobIdentity::read(row)?;
                Ok(JobRow {
                    key: identity.key,
                    id: identity.id,
                    slot: identity.slot,
                    job_type: identity.job_type,
                    version: row.get(4).unwrap_or(0),
                    state: BG_JOB_STATE::BG_JOB_STATE_ERROR,
                    data: JobData::unreadable(),
                })
            }
            other => other,
        }
    }

    /// Reads the row of a job; `None` if it does not exist.
    pub fn load(connection: &Connection, key: u64) -> rusqlite::Result<Option<JobRow>> {
        JobRow::load_with(connection, key, JobRow::read)
    }

    /// Reads the row of a job as the API shows it: a bad one as a job in ERROR.
    pub fn load_shown(connection: &Connection, key: u64) -> rusqlite::Result<Option<JobRow>> {
        JobRow::load_with(connection, key, JobRow::read_shown)
    }

    fn load_with(
        connection: &Connection,
        key: u64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<JobRow>,
    ) -> rusqlite::Result<Option<JobRow>> {
        connection
            .prepare_cached(
                "SELECT key, id, slot, type, version, state, data FROM job WHERE key = ?1",
            )?
            .query_row([key], read)
            .optional()
    }

    /// Inserts the row.
    pub fn insert(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO job (key, id, slot, type, version, state, needs_runner, data)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
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

    /// Writes the row. The columns `state` and `needs_runner` are written only when they change,
    /// because the indexes that depend on them are written as well. Returns [`BAD_ROW`] for a
    /// substitute of a bad row, unless the job is cancelled.
    pub fn update(&self, connection: &Connection) -> Result<()> {
        if self.data.is_substitute {
            self.replace_bad_columns(connection)?;
        }
        connection
            .prepare_cached("UPDATE job SET version = ?2, data = ?3 WHERE key = ?1")?
            .execute(params![self.key, self.version, self.data.to_text()])?;
        connection
            .prepare_cached(
                "UPDATE job SET state = ?2, needs_runner = ?3, ended = iif(?4, ?5, ended)
                WHERE key = ?1 AND (state != ?2 OR needs_runner != ?3)",
            )?
            .execute(params![
                self.key,
                self.state as i32,
                self.needs_runner(),
                state::is_final(self.state),
                self.data.times.modification
            ])?;
        Ok(())
    }

    /// Replaces the columns that never change of a bad row, because its owner cancels the job.
    fn replace_bad_columns(&self, connection: &Connection) -> Result<()> {
        if self.state != BG_JOB_STATE::BG_JOB_STATE_CANCELLED {
            return Err(BAD_ROW);
        }
        connection
            .prepare_cached("UPDATE job SET slot = ?2, type = ?3 WHERE key = ?1")?
            .execute(params![self.key, self.slot, self.job_type as i32])?;
        Ok(())
    }
}

impl JobError {
    /// Returns the error of a job whose rows cannot be read.
    pub fn of_bad_row() -> JobError {
        JobError {
            code: BAD_ROW.0,
            context: BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
            file: None,
            protocol: None,
            cause: Cause::default(),
            proxy: None,
        }
    }
}

impl JobData {
    /// Returns the data of a new job. `creation` is its time of creation.
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
            failing_at: 0,
            failed_at: 0,
            retry_after: None,
            active_time: 0,
            resumed: false,
            completing: false,
            turn_hold: None,
            settled: false,
            credentials: Vec::new(),
            upload: UploadSession::default(),
            reply: ReplyProgress::default(),
            entry: 0,
            notice: NotificationState::None,
            validated: BTreeSet::new(),
            refetched: BTreeMap::new(),
            is_substitute: false,
        }
    }

    /// Returns the data of a job whose row cannot be read.
    fn unreadable() -> JobData {
        let owner = platform::process::user_sid();
        let mut data = JobData::new(JobSettings::new(UNREADABLE_NAME, owner), 0);
        data.error = Some(JobError::of_bad_row());
        data.is_substitute = true;
        data
    }

    fn to_text(&self) -> String {
        serde_json::to_string(self).expect("numbers, texts and options have a JSON form")
    }
}

/// Columns of a job's row that never change. Objects that refer to the job keep them.
#[derive(Clone, Copy, Debug)]
pub struct JobIdentity {
    pub key: u64,
    pub id: Uuid,
    pub slot: u32,
    pub job_type: BG_JOB_TYPE,
}

impl JobIdentity {
    /// Reads the columns `key, id, slot, type`. A bad slot counts as none, and a bad type as a
    /// download: the job is shown, and [`JobRow::load`] refuses its row.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<JobIdentity> {
        Ok(JobIdentity {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: columns::slot(row, 2).unwrap_or(NO_SLOT),
            job_type: columns::enumeration(row, 3).unwrap_or(BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD),
        })
    }
}
