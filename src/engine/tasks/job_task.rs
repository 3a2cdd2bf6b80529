//! Interface between the runner's event loop and a task, and the state that all tasks have.

use std::fs::File;
use std::io;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use crate::abi::BG_E_MAXDOWNLOAD_TIMEOUT;
use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER;
use crate::abi::BG_JOB_PRIORITY::{self, BG_JOB_PRIORITY_FOREGROUND};
use crate::engine::model::error::{Failure, Result};
use crate::engine::model::policy::Policy;
use crate::engine::model::settings::Modes;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::model::time;
use crate::engine::store::database::Store;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::slot::Slot;
use crate::engine::tasks::retry::record_failure;
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::http_options::HttpOptions;
use crate::engine::transfer::network::Network;

/// Interval at which received bytes are recorded: a killed runner has to fetch at most this much
/// again.
pub const CHECKPOINT_INTERVAL: Duration = Duration::from_millis(250);
/// Longest time that finished files wait to be recorded together with others.
const SAVE_DELAY: Duration = Duration::from_millis(50);

/// A job that has its turn. All calls come from the runner thread.
pub trait JobTask {
    fn context(&self) -> &TaskContext;

    /// Takes over what the owner changed in the rows.
    fn reload(&mut self, store: &Store, row: &JobRow) -> Result<()>;

    /// Starts as many transfers as the job may have, and returns their identifiers.
    fn start_transfers(&mut self, network: &mut Network) -> Vec<TransferId>;

    /// Handles an event of one of the job's transfers.
    fn on_transfer_event(&mut self, id: TransferId, event: TransferEvent);

    /// Writes received bytes to the files, and from time to time asks the fsync thread to flush
    /// them to the disk.
    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        fsync: &mpsc::Sender<FsyncRequest>,
    );

    /// Handles the end of a flush: the file is on the disk up to this size, or the flush failed.
    fn on_synced(&mut self, position: u32, synced: io::Result<u64>);

    /// Returns the latest time at which the rows have to be saved.
    fn save_due(&self, now: Instant) -> Option<Instant>;

    /// Writes the progress of the transfers to the shared memory.
    fn publish_progress(&self, network: &Network);

    /// Stops all transfers: the job's turn is over.
    fn stop(&mut self, network: &mut Network);

    /// Saves everything that happened since the last call to the rows.
    fn save(&mut self, store: &Store) -> Result<Saved>;
}

/// Request to flush a file to the disk.
pub struct FsyncRequest {
    /// Key of the job.
    pub key: u64,
    pub position: u32,
    /// Bytes of the file that have been written by now.
    pub bytes: u64,
    pub file: Arc<File>,
}

/// Result of saving a task.
pub enum Saved {
    /// The task continues.
    Running,
    /// The task has ended; the row is the one that was saved.
    Ended(Box<JobRow>),
}

impl Saved {
    pub fn new(is_running: bool, row: JobRow) -> Saved {
        if is_running {
            Saved::Running
        } else {
            Saved::Ended(Box::new(row))
        }
    }
}

/// State of a job's turn that all tasks have.
pub struct TaskContext {
    /// Key of the job's row.
    pub key: u64,
    pub priority: BG_JOB_PRIORITY,
    /// Begin of the turn.
    pub since: Instant,
    pub modes: Modes,
    /// Version of the job's row as it was last read or written. Another version means that the
    /// owner has changed the job since.
    pub version: u64,
    pub slot: &'static Slot,
    pub options: Arc<HttpOptions>,
    /// Servers must do what BITS on Windows requires of them
    /// ([`Policy::strict_http_requirements`]).
    pub is_strict: bool,
    /// The turn is over: the transfers have been stopped.
    pub is_over: bool,
    /// Time of the first change that the rows do not have yet.
    pub changed_since: Option<Instant>,
    /// A server has responded during this turn.
    pub has_response: bool,
    /// The row says that a server has responded.
    response_recorded: bool,
    /// Time up to which the row counts the job's active time.
    counted_until: Instant,
    /// Active time that is left of the job's maximum download time.
    time_left: Duration,
}

impl TaskContext {
    pub fn new(store: &Store, policy: &Policy, row: &JobRow) -> Result<TaskContext> {
        let now = Instant::now();
        let allowed = Duration::from_secs(row.data.settings.maximum_download_time.into());
        Ok(TaskContext {
            key: row.key,
            priority: row.data.settings.priority,
            since: now,
            modes: row.data.settings.modes,
            version: row.version,
            slot: store.shared_memory().slot(row.slot)?,
            options: http_options(store, row),
            is_strict: policy.strict_http_requirements,
            is_over: false,
            changed_since: None,
            has_response: false,
            response_recorded: false,
            counted_until: now,
            time_left: allowed.saturating_sub(Duration::from_millis(row.data.active_time)),
        })
    }

    pub fn is_foreground(&self) -> bool {
        self.priority == BG_JOB_PRIORITY_FOREGROUND
    }

    /// Takes over the settings that the owner changed.
    pub fn reload(&mut self, store: &Store, row: &JobRow) {
        self.priority = row.data.settings.priority;
        self.modes = row.data.settings.modes;
        self.version = row.version;
        self.options = http_options(store, row);
    }

    /// Returns whether a broken transfer starts over: it cannot continue where it broke off.
    pub fn starts_over(&self) -> bool {
        self.modes.dynamic_content || self.options.method.is_some()
    }

    /// Notes that the rows lack a change.
    pub fn touch(&mut self) {
        self.changed_since.get_or_insert_with(Instant::now);
    }

    /// Returns the latest time at which the changes have to be saved: at once if they decide the
    /// job's state (`is_decided`).
    pub fn save_due(&self, now: Instant, is_decided: bool) -> Option<Instant> {
        if is_decided
            || self.is_over
            || self.has_response != self.response_recorded
            || now >= self.counted_until + self.time_left
        {
            return Some(now);
        }
        self.changed_since.map(|since| since + SAVE_DELAY)
    }

    /// Applies what happened to the state of the job, if the job still has its turn. `outcome` is
    /// the end of the task, if it has ended.
    pub fn report(
        &self,
        row: &mut JobRow,
        now: Instant,
        outcome: Option<TaskOutcome<'_>>,
    ) -> Result<()> {
        if !state::is_active(row.state) {
            return Ok(());
        }
        row.data.active_time += (now - self.counted_until).as_millis() as u64;
        if self.has_response && !self.response_recorded {
            row.apply(JobEvent::Responded)?;
            row.data.error = None;
        }
        match outcome {
            Some(TaskOutcome::Failed(file, failure)) => record_failure(row, Some(file), failure),
            Some(TaskOutcome::Done) => {
                row.data.times.transfer_completion = time::now();
                row.apply(JobEvent::AllTransferred)
            }
            Some(TaskOutcome::RequestsServed) => row.apply(JobEvent::RequestsServed),
            None if self.is_over => row.apply(JobEvent::TurnOver),
            None if now - self.counted_until >= self.time_left => {
                record_failure(row, None, &TOOK_TOO_LONG)
            }
            None => Ok(()),
        }
    }

    /// Notes that the rows have all changes.
    pub fn saved(&mut self, row: &JobRow, now: Instant) {
        self.version = row.version;
        self.time_left = self.time_left.saturating_sub(now - self.counted_until);
        self.counted_until = now;
        self.changed_since = None;
        self.response_recorded = self.has_response;
    }
}

/// End of a task.
pub enum TaskOutcome<'a> {
    /// All files are transferred.
    Done,
    /// All requested ranges of an on-demand job are transferred, but not all of its files.
    RequestsServed,
    Failed(&'a FileRow, &'a Failure),
}

impl<'a> TaskOutcome<'a> {
    /// Returns the end of a task that has one file.
    pub fn of_file(
        file: &'a FileRow,
        result: &'a std::result::Result<(), Failure>,
    ) -> TaskOutcome<'a> {
        match result {
            Ok(()) => TaskOutcome::Done,
            Err(failure) => TaskOutcome::Failed(file, failure),
        }
    }
}

const TOOK_TOO_LONG: Failure = Failure::new(
    BG_E_MAXDOWNLOAD_TIMEOUT,
    BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
    false,
);

fn http_options(store: &Store, row: &JobRow) -> Arc<HttpOptions> {
    let settings = &row.data.settings;
    Arc::new(HttpOptions {
        proxy: settings.proxy.clone(),
        credentials: row
            .data
            .credentials
            .iter()
            .filter_map(|sealed| sealed.open(store.secrets(), row.id))
            .collect(),
        custom_headers: row.custom_headers(store.secrets()),
        security_flags: settings.security_flags,
        method: settings.http_method.clone(),
        connections: None,
    })
}
