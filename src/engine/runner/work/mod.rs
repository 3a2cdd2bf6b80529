//! A job at work: the transfers that run for it, and what its rows do not say yet.

mod download;
mod incoming;
mod share;
mod upload;

use std::io;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

pub use download::Download;
pub use share::Share;
pub use upload::Upload;

use super::sync;
use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER;
use crate::abi::BG_JOB_PRIORITY::{self, BG_JOB_PRIORITY_FOREGROUND};
use crate::abi::BG_JOB_STATE::BG_JOB_STATE_QUEUED;
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{BG_E_BLOCKED_BY_POLICY, BG_E_MAXDOWNLOAD_TIMEOUT, BG_E_NETWORK_DISCONNECTED};
use crate::engine::live::Slot;
use crate::engine::names::Remote;
use crate::engine::state::{self, Event as JobEvent};
use crate::engine::store::{Durability, FileRow, JobRow, Store};
use crate::engine::transfer::{Event, HttpOptions, Network, TransferId};
use crate::engine::{Failure, JobError, Modes, Result, time};

/// How long finished files may wait to be recorded together with others.
const GATHER: Duration = Duration::from_millis(50);

/// What the runner does with a job that has its turn.
pub trait Work {
    fn turn(&self) -> &Turn;

    /// Takes over what the owner changed.
    fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()>;

    /// Starts as many transfers as the job may have, and returns their names.
    fn start(&mut self, network: &mut Network) -> Vec<TransferId>;

    /// Takes note of what became of a transfer.
    fn note(&mut self, id: TransferId, event: Event, network: &mut Network);

    /// Brings what arrived into the files, and from time to time onto the disk.
    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        sync: &mpsc::Sender<sync::Request>,
    );

    /// A file lies on the disk up to here, or cannot be put there.
    fn note_synced(&mut self, position: u32, synced: io::Result<u64>);

    /// When the rows should be told at the latest.
    fn due(&self, now: Instant) -> Option<Instant>;

    /// Shows in shared memory where the transfers stand.
    fn show(&self, network: &Network);

    /// Stops all transfers: the job's turn is over.
    fn stop(&mut self, network: &mut Network);

    /// Writes down what happened since the last time.
    fn save(&mut self, store: &Store) -> Result<Saved>;
}

/// What a job's row says after it was written.
pub enum Saved {
    /// The work goes on.
    Goes,
    Over(Box<JobRow>),
}

impl Saved {
    fn new(goes: bool, row: JobRow) -> Saved {
        if goes {
            Saved::Goes
        } else {
            Saved::Over(Box::new(row))
        }
    }
}

/// Gives a job its turn; `None` when it does not wait for one any more.
pub fn begin(store: &Store, key: u64) -> Result<Option<Box<dyn Work>>> {
    let begun = store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        let farewell = state::is_final(row.state) && !row.data.settled;
        if !farewell {
            if row.apply(JobEvent::Turn).is_err() {
                return Ok(None);
            }
            transaction.update_job(&mut row)?;
        }
        let files = FileRow::load_all(transaction.connection(), key)?;
        let reply = FileRow::load_reply(transaction.connection(), key)?;
        Ok(Some((row, files, reply)))
    })?;
    let Some((row, files, reply)) = begun else {
        return Ok(None);
    };
    let turn = Turn::new(store, &row)?;
    if row.job_type == BG_JOB_TYPE_DOWNLOAD {
        return Ok(Some(Box::new(Download::new(turn, files))));
    }
    let file = files
        .into_iter()
        .next()
        .expect("only jobs with files get turns");
    Ok(Some(match Remote::parse(&file.remote)? {
        Remote::Http(remote) => Box::new(Upload::new(turn, &row, file, remote, reply)),
        Remote::Local(remote) => Box::new(Share::new(turn, &row, file, remote)),
    }))
}

/// What every job at work has.
pub struct Turn {
    pub key: u64,
    pub priority: BG_JOB_PRIORITY,
    /// When the turn began.
    pub since: Instant,
    modes: Modes,
    /// The job's row as it was last read or written: with another version, its owner did something
    /// since.
    version: u64,
    slot: &'static Slot,
    options: Arc<HttpOptions>,
    over: bool,
    /// Something changed that the rows do not say, since then.
    changed_since: Option<Instant>,
    /// A server answered during this turn, and the row says so.
    flowing: bool,
    flow_recorded: bool,
    /// Up to when the time at work is in the row, and how much more of it the job may take.
    counted: Instant,
    may_take: Duration,
}

impl Turn {
    fn new(store: &Store, row: &JobRow) -> Result<Turn> {
        let now = Instant::now();
        let allowed = Duration::from_secs(row.data.settings.maximum_download_time.into());
        Ok(Turn {
            key: row.key,
            priority: row.data.settings.priority,
            since: now,
            modes: row.data.settings.modes,
            version: row.version,
            slot: store.live().slot(row.slot)?,
            options: options(store, row),
            over: false,
            changed_since: None,
            flowing: false,
            flow_recorded: false,
            counted: now,
            may_take: allowed.saturating_sub(Duration::from_millis(row.data.active_time)),
        })
    }

    pub fn is_foreground(&self) -> bool {
        self.priority == BG_JOB_PRIORITY_FOREGROUND
    }

    fn adopt(&mut self, store: &Store, row: &JobRow) {
        self.priority = row.data.settings.priority;
        self.modes = row.data.settings.modes;
        self.version = row.version;
        self.options = options(store, row);
    }

    /// A break leaves nothing to go on from.
    fn starts_over(&self) -> bool {
        self.modes.dynamic_content || self.options.method.is_some()
    }

    fn touch(&mut self) {
        self.changed_since.get_or_insert_with(Instant::now);
    }

    /// When what changed should be in the rows; at once when it decides the job's state.
    fn due(&self, now: Instant, decided: bool) -> Option<Instant> {
        if decided
            || self.over
            || self.flowing != self.flow_recorded
            || now >= self.counted + self.may_take
        {
            return Some(now);
        }
        self.changed_since.map(|since| since + GATHER)
    }

    /// What the job's state makes of what happened: `outcome` is there when the work came to its
    /// end.
    fn report(&self, row: &mut JobRow, now: Instant, outcome: Option<Outcome<'_>>) -> Result<()> {
        row.data.active_time += (now - self.counted).as_millis() as u64;
        if self.flowing && !self.flow_recorded {
            row.apply(JobEvent::DataFlows)?;
            row.data.error = None;
        }
        match outcome {
            Some(Outcome::Failed(file, failure)) => record_failure(row, Some(file), failure),
            Some(Outcome::Done) => {
                row.data.times.transfer_completion = time::now();
                row.apply(JobEvent::AllDone)
            }
            Some(Outcome::Served) => row.apply(JobEvent::Served),
            None if self.over => row.apply(JobEvent::TurnOver),
            None if now - self.counted >= self.may_take => {
                record_failure(row, None, &TOOK_TOO_LONG)
            }
            None => Ok(()),
        }
    }

    /// Everything is in the rows.
    fn saved(&mut self, row: &JobRow, now: Instant) {
        self.version = row.version;
        self.may_take = self.may_take.saturating_sub(now - self.counted);
        self.counted = now;
        self.changed_since = None;
        self.flow_recorded = self.flowing;
    }
}

/// How a job's work ended.
enum Outcome<'a> {
    Done,
    /// All that the owner asked for is there, but not all there is.
    Served,
    Failed(&'a FileRow, &'a Failure),
}

const TOOK_TOO_LONG: Failure = Failure {
    code: BG_E_MAXDOWNLOAD_TIMEOUT,
    context: BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
    transient: false,
    retry_after: None,
};

fn options(store: &Store, row: &JobRow) -> Arc<HttpOptions> {
    let settings = &row.data.settings;
    Arc::new(HttpOptions {
        proxy: settings.proxy.clone(),
        credentials: row
            .data
            .credentials
            .iter()
            .filter_map(|sealed| sealed.open(store.secrets(), row.id))
            .collect(),
        custom_headers: settings.custom_headers.clone(),
        security_flags: settings.security_flags,
        method: settings.http_method.clone(),
    })
}

/// Puts the job in error: for as long as its retry delay, or for good.
fn record_failure(row: &mut JobRow, file: Option<&FileRow>, failure: &Failure) -> Result<()> {
    row.data.error = Some(JobError {
        code: failure.code,
        context: failure.context,
        file: file.map(|file| file.position),
        protocol: file.and_then(FileRow::protocol),
    });
    if failure.code == BG_E_BLOCKED_BY_POLICY {
        // Nothing failed: no clock runs.
        row.data.failing_since = 0;
        return row.apply(JobEvent::TransientError);
    }
    row.data.error_count += u32::from(failure.code != BG_E_NETWORK_DISCONNECTED);
    note_failure(row, failure);
    let no_progress = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    let hopeless = retry_delay(row) > no_progress || gave_up(row);
    let may_pass = failure.transient && row.data.settings.http_method.is_none();
    row.apply(if may_pass && !hopeless {
        JobEvent::TransientError
    } else {
        JobEvent::FatalError
    })
}

/// From now on the retry delay runs.
fn note_failure(row: &mut JobRow, failure: &Failure) {
    row.data.failed_at = time::now();
    row.data.retry_after = failure.retry_after;
    if row.data.failing_since == 0 {
        row.data.failing_since = row.data.failed_at;
    }
}

/// The time between a transient error and the next try.
fn retry_delay(row: &JobRow) -> Duration {
    let own = u64::from(row.data.settings.minimum_retry_delay);
    Duration::from_secs(own.max(row.data.retry_after.unwrap_or(0)))
}

/// No progress for longer than the job's owner wants to wait.
fn gave_up(row: &JobRow) -> bool {
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    row.data.failing_since != 0 && time::since(row.data.failing_since) >= timeout
}

/// Lets a job fail that waits for its turn; as it is now.
pub fn fail(store: &Store, key: u64, failure: &Failure) -> Result<JobRow> {
    store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        if row.state == BG_JOB_STATE_QUEUED {
            record_failure(&mut row, None, failure)?;
            transaction.update_job(&mut row)?;
        }
        Ok(row)
    })
}

/// How long a job that failed has to wait for what comes next; zero for one that did not. One that
/// lost the network is waited for by those who watch the network; after each delay it is looked at
/// again, should they have missed something.
pub fn until_retry(row: &JobRow) -> Duration {
    if row.data.failing_since == 0 {
        return Duration::ZERO;
    }
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    let retry = match row.lost_network() {
        true => retry_delay(row),
        false => retry_delay(row).saturating_sub(time::since(row.data.failed_at)),
    };
    retry.min(timeout.saturating_sub(time::since(row.data.failing_since)))
}

/// Lets a job in transient error try again, or give up; and one that was set back wait for its
/// turn. While the network is `lost`, the jobs that lost it go on waiting.
pub fn retry(store: &Store, key: u64, lost: bool) -> Result<JobRow> {
    store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        let event = if state::is_active(row.state) {
            // Its turn ended, but that could not be recorded.
            JobEvent::TurnOver
        } else if gave_up(&row) {
            JobEvent::FatalError
        } else if lost && row.lost_network() {
            return Ok(row);
        } else {
            JobEvent::RetryDue
        };
        if row.apply(event).is_ok() {
            transaction.update_job(&mut row)?;
        }
        Ok(row)
    })
}
