//! A job at work: its files, the transfers that run for it, and what the rows do not say yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::sync;
use crate::abi::BG_E_MAXDOWNLOAD_TIMEOUT;
use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER;
use crate::abi::BG_JOB_PRIORITY::{self, BG_JOB_PRIORITY_FOREGROUND};
use crate::engine::live::{ActiveFile, Slot};
use crate::engine::names::Remote;
use crate::engine::state::{self, Event as JobEvent};
use crate::engine::store::{Durability, FileRow, FileStatus, JobRow, Store};
use crate::engine::transfer::{Event, Fetch, HttpOptions, Network, TransferId};
use crate::engine::{Failure, JobError, Result, progress, time};

/// Files of one foreground job that are fetched side by side.
const FOREGROUND_FILES: usize = 16;
/// How long finished files may wait to be recorded together with others.
const GATHER: Duration = Duration::from_millis(50);
/// How often the bytes that arrived are recorded: what a killed runner has to fetch again.
const CHECKPOINT: Duration = Duration::from_millis(250);
/// How often they are put on the disk: what a power failure costs.
const SYNC: Duration = Duration::from_secs(2);

pub struct Work {
    pub key: u64,
    pub priority: BG_JOB_PRIORITY,
    /// When the job's turn began.
    pub since: Instant,
    slot: &'static Slot,
    files: Vec<FileRow>,
    options: Arc<HttpOptions>,
    running: BTreeMap<TransferId, u32>,
    /// The first file that was not looked at yet.
    next: usize,
    /// Files whose rows are behind, and since when any is.
    changed: BTreeSet<u32>,
    changed_since: Option<Instant>,
    /// The server answered during this turn, and the row says so.
    flowing: bool,
    flow_recorded: bool,
    /// The first file in order that failed.
    failed: Option<(u32, Failure)>,
    turn_over: bool,
    checkpointed: Instant,
    syncing: BTreeSet<u32>,
    synced: Instant,
    /// Up to when the time at work is in the row.
    counted: Instant,
    may_take: Duration,
}

impl Work {
    /// Gives a job its turn; `None` when it does not wait for one any more.
    pub fn begin(store: &Store, key: u64) -> Result<Option<Work>> {
        let begun = store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            if row.apply(JobEvent::Turn).is_err() {
                return Ok(None);
            }
            transaction.update_job(&mut row)?;
            let files = FileRow::load_all(transaction.connection(), key)?;
            Ok(Some((row, files)))
        })?;
        let Some((row, files)) = begun else { return Ok(None) };
        let now = Instant::now();
        let allowed = Duration::from_secs(row.data.settings.maximum_download_time.into());
        Ok(Some(Work {
            key,
            priority: row.data.settings.priority,
            since: now,
            slot: store.live().slot(row.slot)?,
            options: options(&row),
            files,
            running: BTreeMap::new(),
            next: 0,
            changed: BTreeSet::new(),
            changed_since: None,
            flowing: false,
            flow_recorded: false,
            failed: None,
            turn_over: false,
            checkpointed: now,
            syncing: BTreeSet::new(),
            synced: now,
            counted: now,
            may_take: allowed.saturating_sub(Duration::from_millis(row.data.active_time)),
        }))
    }

    pub fn is_foreground(&self) -> bool {
        self.priority == BG_JOB_PRIORITY_FOREGROUND
    }

    /// Takes over what the owner changed.
    pub fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.priority = row.data.settings.priority;
        self.options = options(row);
        let files = store.read(|connection| FileRow::load_from(connection, self.key, self.files.len() as u32))?;
        self.files.extend(files);
        Ok(())
    }

    /// Starts as many transfers as the job may have, and returns their names.
    pub fn start(&mut self, network: &mut Network) -> Vec<TransferId> {
        let limit = if self.is_foreground() { FOREGROUND_FILES } else { 1 };
        let mut started = Vec::new();
        while self.running.len() < limit && self.failed.is_none() && !self.turn_over && self.next < self.files.len() {
            let position = self.next;
            self.next += 1;
            if self.files[position].is_transferred() {
                continue;
            }
            let fetch = self.fetch(position);
            let id = network.start(fetch);
            self.running.insert(id, position as u32);
            started.push(id);
        }
        started
    }

    fn fetch(&mut self, position: usize) -> Fetch {
        let file = &mut self.files[position];
        let present = fs::symlink_metadata(&file.temporary).map_or(0, |data| data.len());
        if present < file.written {
            // Somebody cut it: what was synced before may still be whole.
            file.written = file.synced.min(present);
        }
        Fetch {
            remote: file.remote.clone(),
            path: file.temporary.clone().into(),
            offset: file.written,
            version: file.version(),
            foreground: self.priority == BG_JOB_PRIORITY_FOREGROUND,
            options: self.options.clone(),
        }
    }

    /// Takes note of what became of a transfer.
    pub fn note(&mut self, id: TransferId, event: Event, network: &mut Network) {
        let Some(&position) = self.running.get(&id) else { return };
        let file = &mut self.files[position as usize];
        match event {
            Event::Started {
                offset,
                version,
                headers,
                ..
            } => {
                if offset < file.written {
                    file.written = offset;
                    file.synced = file.synced.min(offset);
                }
                file.set_version(version);
                file.headers = Some(headers);
                self.flowing = true;
            }
            Event::Finished { bytes } => {
                self.running.remove(&id);
                file.status = FileStatus::Transferred;
                file.written = bytes;
                file.size = bytes;
            }
            Event::Failed { failure, bytes, .. } => {
                self.running.remove(&id);
                file.written = bytes;
                file.synced = file.synced.min(bytes);
                self.fail(position, failure, network);
            }
            Event::Answered(_) | Event::Unanswered { .. } => {}
        }
        self.touch(position);
    }

    /// What comes after a file that failed is not wanted any more; what comes before it may still finish.
    fn fail(&mut self, position: u32, failure: Failure, network: &mut Network) {
        if self.failed.as_ref().is_some_and(|(earlier, _)| *earlier < position) {
            return;
        }
        self.failed = Some((position, failure));
        self.stop_where(network, |other| other > position);
    }

    /// Stops all transfers: the job's turn is over.
    pub fn stop(&mut self, network: &mut Network) {
        self.stop_where(network, |_| true);
        self.turn_over = true;
    }

    fn stop_where(&mut self, network: &mut Network, unwanted: impl Fn(u32) -> bool) {
        let stopping: Vec<_> = self
            .running
            .iter()
            .filter(|(_, position)| unwanted(**position))
            .map(|(id, position)| (*id, *position))
            .collect();
        for (id, position) in stopping {
            self.running.remove(&id);
            self.files[position as usize].written = network.stop(id);
            self.touch(position);
        }
    }

    fn touch(&mut self, position: u32) {
        self.changed.insert(position);
        self.changed_since.get_or_insert_with(Instant::now);
    }

    /// The file lies on the disk up to here.
    pub fn note_synced(&mut self, position: u32, bytes: u64) {
        self.syncing.remove(&position);
        let file = &mut self.files[position as usize];
        if file.written >= bytes && file.synced < bytes {
            file.synced = bytes;
            self.touch(position);
        }
    }

    /// Brings what arrived into the files, and from time to time onto the disk.
    pub fn checkpoint(&mut self, now: Instant, network: &mut Network, sync: &mpsc::Sender<sync::Request>) {
        if now - self.checkpointed < CHECKPOINT {
            return;
        }
        self.checkpointed = now;
        let sync_due = now - self.synced >= SYNC;
        if sync_due {
            self.synced = now;
        }
        for (id, position) in self.running.clone() {
            let Some(standing) = network.flush(id) else { continue };
            let file = &mut self.files[position as usize];
            if file.written != standing.written {
                file.written = standing.written;
                self.touch(position);
            }
            if sync_due && self.syncing.insert(position) {
                let request = sync::Request {
                    key: self.key,
                    position,
                    bytes: standing.written,
                    file: standing.file,
                };
                // Without the sync thread, `Complete` syncs.
                let _ = sync.send(request);
            }
        }
    }

    /// When the rows should be told at the latest.
    pub fn due(&self, now: Instant) -> Option<Instant> {
        let settled = self.running.is_empty() && (self.failed.is_some() || self.next == self.files.len());
        if settled || self.turn_over || self.flowing != self.flow_recorded || now >= self.counted + self.may_take {
            return Some(now);
        }
        self.changed_since.map(|since| since + GATHER)
    }

    /// Shows in shared memory where the transfers stand.
    pub fn show(&self, network: &Network) {
        let mut progress = progress::of_files(&self.files);
        let current = progress.files_transferred;
        let running = self.running.iter().find(|(_, position)| **position == current);
        let received = running.and_then(|(id, _)| network.received(*id));
        if let (Some(received), Some(file)) = (received, self.files.get(current as usize)) {
            progress.bytes_transferred = progress.bytes_transferred - file.written + received;
            self.slot.set_active_file(ActiveFile {
                index: current,
                total: file.size,
                bytes: received,
            });
        }
        self.slot.set_progress(progress);
    }

    /// Writes down what happened since the last time, and returns the job's row: when its state is not an active one, this
    /// work is over.
    pub fn save(&mut self, store: &Store) -> Result<JobRow> {
        let now = Instant::now();
        let row = store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(self.key)?;
            if state::is_final(row.state) {
                return Ok(row);
            }
            let connection = transaction.connection();
            self.files
                .extend(FileRow::load_from(connection, self.key, self.files.len() as u32)?);
            for position in &self.changed {
                self.files[*position as usize].save(connection)?;
            }
            let progress = progress::of_files(&self.files);
            if progress.bytes_transferred > row.data.progress.bytes_transferred {
                row.data.failing_since = 0;
            }
            row.data.progress = progress;
            if state::is_active(row.state) {
                row.data.active_time += (now - self.counted).as_millis() as u64;
                self.report(&mut row, now)?;
            }
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.may_take = self.may_take.saturating_sub(now - self.counted);
        self.counted = now;
        self.changed.clear();
        self.changed_since = None;
        self.flow_recorded = self.flowing;
        Ok(row)
    }

    /// What the job's state makes of it.
    fn report(&self, row: &mut JobRow, now: Instant) -> Result<()> {
        if self.flowing && !self.flow_recorded {
            row.apply(JobEvent::DataFlows)?;
            row.data.error = None;
        }
        let earlier_run = |failed: u32| self.running.values().any(|position| *position < failed);
        match &self.failed {
            Some((position, failure)) if !earlier_run(*position) => {
                return record_failure(row, Some(&self.files[*position as usize]), failure);
            }
            _ => {}
        }
        if self.files.iter().all(FileRow::is_transferred) {
            row.data.times.transfer_completion = time::now();
            return row.apply(JobEvent::AllDone);
        }
        if self.turn_over {
            return row.apply(JobEvent::TurnOver);
        }
        if now - self.counted >= self.may_take {
            return record_failure(row, None, &TOOK_TOO_LONG);
        }
        Ok(())
    }
}

const TOOK_TOO_LONG: Failure = Failure {
    code: BG_E_MAXDOWNLOAD_TIMEOUT,
    context: BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER,
    transient: false,
    retry_after: None,
};

fn options(row: &JobRow) -> Arc<HttpOptions> {
    let settings = &row.data.settings;
    Arc::new(HttpOptions {
        proxy: settings.proxy.clone(),
        credentials: Vec::new(),
        custom_headers: settings.custom_headers.clone(),
        security_flags: settings.security_flags,
    })
}

/// Puts the job in error: for as long as its retry delay, or for good.
fn record_failure(row: &mut JobRow, file: Option<&FileRow>, failure: &Failure) -> Result<()> {
    let now = time::now();
    let data = &mut row.data;
    let protocol = file
        .and_then(|file| Remote::parse(&file.remote).ok())
        .map(|remote| remote.protocol().to_owned());
    data.error = Some(JobError {
        code: failure.code,
        context: failure.context,
        file: file.map(|file| file.position),
        protocol,
    });
    data.error_count += 1;
    data.failed_at = now;
    data.retry_after = failure.retry_after;
    if data.failing_since == 0 {
        data.failing_since = now;
    }
    let hopeless = retry_delay(row) > Duration::from_secs(row.data.settings.no_progress_timeout.into()) || gave_up(row);
    row.apply(if failure.transient && !hopeless {
        JobEvent::TransientError
    } else {
        JobEvent::FatalError
    })
}

/// The time between a transient error and the next try.
fn retry_delay(row: &JobRow) -> Duration {
    let own = u64::from(row.data.settings.minimum_retry_delay);
    Duration::from_secs(own.max(row.data.retry_after.unwrap_or(0)))
}

/// No progress for longer than the job's owner wants to wait.
fn gave_up(row: &JobRow) -> bool {
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    time::since(row.data.failing_since) >= timeout
}

/// How long a job in transient error has to wait for what comes next.
pub fn until_retry(row: &JobRow) -> Duration {
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    let retry = retry_delay(row).saturating_sub(time::since(row.data.failed_at));
    retry.min(timeout.saturating_sub(time::since(row.data.failing_since)))
}

/// Lets a job in transient error try again, or give up.
pub fn retry(store: &Store, key: u64) -> Result<JobRow> {
    store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        let event = if gave_up(&row) {
            JobEvent::FatalError
        } else {
            JobEvent::RetryDue
        };
        if row.apply(event).is_ok() {
            transaction.update_job(&mut row)?;
        }
        Ok(row)
    })
}
