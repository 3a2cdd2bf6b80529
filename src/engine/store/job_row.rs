//! Jobs as the database keeps them, and what all rows have in common.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::abi::{
    BG_E_BLOCKED_BY_POLICY, BG_E_NETWORK_DISCONNECTED, BG_JOB_STATE, BG_JOB_TYPE,
    BG_NOTIFY_DISABLE, BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_TRANSFERRED, HRESULT,
};
use crate::engine::model::error::{JobError, Result};
use crate::engine::model::local_name;
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::model::serde_enum::is_default;
use crate::engine::model::settings::{JobSettings, NotifyCommand};
use crate::engine::model::state::{self, JobEvent};
use crate::engine::model::time::JobTimes;
use crate::engine::model::upload_session::{UploadPhase, UploadSession};
use crate::engine::store::columns;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::secrets::SealedCredentials;

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

/// What became of the news that a job is TRANSFERRED or in ERROR, as far as a program is to be run
/// for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotificationState {
    /// There are none.
    None,
    /// An object of the owner, or else the program, is to be told.
    Pending,
    /// No object took them: the program is to be run.
    Command,
    Delivered,
}

/// What nobody searches for: one text in the row, written anew with every change. What most jobs do
/// not have takes no room in it.
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
    pub upload: UploadSession,
    #[serde(default, skip_serializing_if = "is_default")]
    pub reply: ReplyProgress,
    /// Counts the entries into TRANSFERRED and ERROR.
    pub entry: u64,
    pub notice: NotificationState,
    /// Positions of the files that the owner found good.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub validated: BTreeSet<u32>,
    /// How often files that were finished had to be fetched again, by position.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refetched: BTreeMap<u32, u32>,
}

impl JobRow {
    /// Lets the event happen to the job.
    pub fn apply(&mut self, event: JobEvent) -> Result<()> {
        let next = state::next(self.state, self.job_type, event)?;
        if next != self.state {
            let news = matches!(
                next,
                BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE::BG_JOB_STATE_ERROR
            );
            self.data.entry += u64::from(news);
            self.data.notice = if news {
                NotificationState::Pending
            } else {
                NotificationState::None
            };
        }
        if next == BG_JOB_STATE::BG_JOB_STATE_CANCELLED {
            // The farewell to a server does not wait for the retry delay of what failed before.
            self.data.failing_since = 0;
        }
        self.state = next;
        Ok(())
    }

    /// Takes note that a file has to be fetched again; its owner will hear of it again.
    pub fn note_lost(&mut self, file: &FileRow) {
        if file.is_finished() {
            *self.data.refetched.entry(file.position).or_default() += 1;
        }
    }

    /// The job has something for the runner to do: a turn to be given, a program to be run, files
    /// to be cleared away.
    pub fn needs_runner(&self) -> bool {
        state::is_scheduled(self.state)
            || state::is_final(self.state) && !self.data.settled
            || self.command().is_some()
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
        self.state == BG_JOB_STATE::BG_JOB_STATE_TRANSIENT_ERROR
            && error.is_some_and(|error| error.code == code)
    }

    /// A server holds a part of the cancelled upload, and should be told.
    pub fn owes_session_cancel(&self) -> bool {
        let open = !matches!(
            self.data.upload.phase,
            UploadPhase::Closed | UploadPhase::Cancelled
        );
        self.state == BG_JOB_STATE::BG_JOB_STATE_CANCELLED && open && self.data.upload.id.is_some()
    }

    /// The program to be run for the job's news.
    pub fn command(&self) -> Option<&NotifyCommand> {
        let settings = &self.data.settings;
        let flag = match self.state {
            BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED => BG_NOTIFY_JOB_TRANSFERRED,
            _ => BG_NOTIFY_JOB_ERROR,
        };
        let wanted =
            settings.notify_flags & BG_NOTIFY_DISABLE == 0 && settings.notify_flags & flag != 0;
        let due = matches!(
            self.data.notice,
            NotificationState::Pending | NotificationState::Command
        );
        let command = Some(&settings.notify_command).filter(|command| !command.program.is_empty());
        if wanted && due { command } else { None }
    }

    /// Returns the name of the file for the reply to an upload: the one that the owner set, else one
    /// beside the uploaded file; `None` for other jobs.
    pub fn reply_file_name(&self, uploaded: &str) -> Option<String> {
        let generated = || local_name::generated_reply(self.id, uploaded);
        let set = self.data.settings.reply_file_name.clone();
        let wants_reply = self.job_type == BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
        wants_reply.then(|| set.unwrap_or_else(generated))
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

    pub fn load(connection: &Connection, key: u64) -> rusqlite::Result<Option<JobRow>> {
        connection
            .prepare_cached(
                "SELECT key, id, slot, type, version, state, data FROM job WHERE key = ?1",
            )?
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

    /// State and `needs_runner` are written when they change only, as the indexes over them are
    /// written with them.
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
            upload: UploadSession::default(),
            reply: ReplyProgress::default(),
            entry: 0,
            notice: NotificationState::None,
            validated: BTreeSet::new(),
            refetched: BTreeMap::new(),
        }
    }

    fn to_text(&self) -> String {
        serde_json::to_string(self).expect("numbers, texts and options have a JSON form")
    }
}

/// What a handle on a job needs to know of it for good.
#[derive(Clone, Copy, Debug)]
pub struct JobIdentity {
    pub key: u64,
    pub id: Uuid,
    pub slot: u32,
    pub job_type: BG_JOB_TYPE,
}

impl JobIdentity {
    /// Reads the columns `key, id, slot, type`.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<JobIdentity> {
        Ok(JobIdentity {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: columns::slot(row, 2)?,
            job_type: columns::enumeration(row, 3)?,
        })
    }
}
