//! Jobs as the database keeps them, and what all rows have in common.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, Statement, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::FileRow;
use crate::abi::{
    BG_E_BLOCKED_BY_POLICY, BG_E_NETWORK_DISCONNECTED, BG_JOB_STATE, BG_JOB_TYPE,
    BG_NOTIFY_DISABLE, BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_TRANSFERRED, HRESULT,
};
use crate::engine::error::win32;
use crate::engine::live;
use crate::engine::model::is_default;
use crate::engine::secrets::SealedCredentials;
use crate::engine::state::{self, Event};
use crate::engine::upload::{Phase, Session};
use crate::engine::{
    Error, JobError, JobProgress, JobSettings, JobTimes, NotifyCommand, ReplyProgress, Result,
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

/// What became of the news that a job is TRANSFERRED or in ERROR, as far as a program is to be run
/// for it.
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
    pub upload: Session,
    #[serde(default, skip_serializing_if = "is_default")]
    pub reply: ReplyProgress,
    /// Counts the entries into TRANSFERRED and ERROR.
    pub entry: u64,
    pub notice: Notice,
    /// Positions of the files that the owner found good.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub validated: BTreeSet<u32>,
    /// How often files that were finished had to be fetched again, by position.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refetched: BTreeMap<u32, u32>,
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
        let wanted =
            settings.notify_flags & BG_NOTIFY_DISABLE == 0 && settings.notify_flags & flag != 0;
        let due = matches!(self.data.notice, Notice::Pending | Notice::Command);
        let command = Some(&settings.notify_command).filter(|command| !command.program.is_empty());
        if wanted && due { command } else { None }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<JobRow> {
        Ok(JobRow {
            key: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            slot: slot(row, 2)?,
            job_type: number(row, 3)?,
            version: row.get(4)?,
            state: number(row, 5)?,
            data: serde_json::from_str(row.get_ref(6)?.as_str()?)
                .map_err(|error| unreadable(6, error))?,
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
            upload: Session::default(),
            reply: ReplyProgress::default(),
            entry: 0,
            notice: Notice::None,
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
            slot: slot(row, 2)?,
            job_type: number(row, 3)?,
        })
    }
}

/// `ERROR_INVALID_DATA`: the answer of a call that needs a row which no libbits has written. Such a
/// row is left alone.
pub const BAD_ROW: Error = Error(win32(13));

/// Whether a row holds what no libbits has written there; other errors are the database's.
pub fn is_bad_row(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::*;
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | Utf8Error(..)
    )
}

/// Reads the rows of a query whose first column is the job's key; a bad one is left out, with a
/// line in the log.
pub fn read_good<T>(
    statement: &mut Statement<'_>,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut rows = statement.query([])?;
    let mut good = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Err(error) if is_bad_row(&error) => {
                log::error!("the row of job {:?} is left out: {error}", row.get_ref(0)?);
            }
            other => good.push(other?),
        }
    }
    Ok(good)
}

/// The number of a slot in the shared memory.
pub fn slot(row: &Row<'_>, column: usize) -> rusqlite::Result<u32> {
    let number: i64 = row.get(column)?;
    let slot = u32::try_from(number)
        .ok()
        .filter(|slot| *slot < live::SLOTS);
    slot.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// An enumeration of the ABI, kept as its number.
pub fn number<T: TryFrom<i32>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Error: std::error::Error + Send + Sync + 'static,
{
    T::try_from(row.get(column)?).map_err(|error| unreadable(column, error))
}

/// What is kept as JSON, if it is there.
pub fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let text = row.get_ref(column)?.as_str_or_null()?;
    text.map(serde_json::from_str)
        .transpose()
        .map_err(|error| unreadable(column, error))
}

pub fn to_json<T: Serialize>(value: &Option<T>) -> Option<String> {
    let text = |value| serde_json::to_string(value).expect("numbers and texts have a JSON form");
    value.as_ref().map(text)
}

pub fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}
