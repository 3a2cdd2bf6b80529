//! Task of a download: fetches the files of the job in order, as many at a time as its priority
//! allows. Byte ranges that the owner requests come first.
//!
//! The task has a copy of the job's file rows. Events of the transfers change the copy; `save`
//! writes the changed rows in one transaction, together with the progress and the state of the job.

mod failures;
mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::abi::BG_E_INVALID_RANGE;
use crate::engine::model::error::{Failure, Result};
use crate::engine::model::range_queue::RangeQueue;
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::state;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::{FileRow, finish_in_order};
use crate::engine::store::job_progress;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::slot::ActiveFile;
use crate::engine::tasks::job_task::{
    CHECKPOINT_INTERVAL, FsyncRequest, JobTask, Saved, TaskContext, TaskOutcome,
};
use crate::engine::tasks::received_file::{self, FileEvent};
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::network::Network;

/// Files of a foreground job that are fetched at the same time.
const FOREGROUND_FILES: usize = 16;
/// Interval at which received bytes are flushed to the disk: a power failure costs at most this
/// much.
const FSYNC_INTERVAL: Duration = Duration::from_secs(2);

/// A download that has its turn.
pub struct DownloadTask {
    context: TaskContext,
    /// Rows of the job's files, by position. They are ahead of the database by what `changed` and
    /// `newly_synced` name.
    files: Vec<FileRow>,
    /// Transfers in progress, and the part of a file that each one fetches.
    running: BTreeMap<TransferId, Part>,
    /// Position of the first file that no transfer was considered for.
    next: usize,
    /// Positions of the files that lack requested ranges.
    requested: BTreeSet<u32>,
    /// The owner changed the order: the running transfers may not be the first ones any more.
    order_changed: bool,
    /// Requests that cannot be served, by position; `None`: the file is fetched sequentially
    /// instead. The next `save` removes them from the rows.
    dropped: BTreeMap<u32, Option<RangeQueue>>,
    /// Names that files get because redirects are reported, by position. The next `save` gives
    /// them to the rows; a transfer of this turn uses the name that the owner gave.
    redirected: BTreeMap<u32, RemoteName>,
    /// Restarts of each file in this turn, by position.
    restarts: BTreeMap<u32, u32>,
    /// A file has fewer bytes than its row in the database says. The row is saved before new bytes
    /// are written.
    has_lost_data: bool,
    /// Positions of the files whose rows have to be saved.
    changed: BTreeSet<u32>,
    /// Positions of the files of whose rows only the synced length has to be saved.
    newly_synced: BTreeSet<u32>,
    /// The failed file with the lowest position.
    failed: Option<(u32, Failure)>,
    /// Time of the last checkpoint.
    checkpointed: Instant,
    /// Bytes that are being flushed to the disk, by position.
    syncing: BTreeMap<u32, RangeSet>,
    /// Time at which flushes were requested last.
    synced: Instant,
}

/// Part of a file that a transfer fetches.
#[derive(Clone, Copy)]
struct Part {
    /// Position of the file in the job.
    position: u32,
    /// Offset of its bytes in a file with random access; `None`: the transfer continues a
    /// sequential file.
    write_at: Option<u64>,
    /// Offset of its end; `u64::MAX`: the end of the file.
    end: u64,
}

impl DownloadTask {
    pub fn new(context: TaskContext, files: Vec<FileRow>) -> DownloadTask {
        let now = context.since;
        let mut download = DownloadTask {
            context,
            requested: BTreeSet::new(),
            files,
            running: BTreeMap::new(),
            next: 0,
            order_changed: false,
            dropped: BTreeMap::new(),
            redirected: BTreeMap::new(),
            restarts: BTreeMap::new(),
            has_lost_data: false,
            changed: BTreeSet::new(),
            newly_synced: BTreeSet::new(),
            failed: None,
            checkpointed: now,
            syncing: BTreeMap::new(),
            synced: now,
        };
        (0..download.files.len() as u32).for_each(|position| download.update_candidates(position));
        let current = job_progress::current(&download.files);
        download.check_max_size(current.min(download.files.len().saturating_sub(1) as u32));
        download
    }

    /// Stops the transfers of the files that a predicate selects, and keeps their bytes.
    fn stop_transfers(&mut self, network: &mut Network, unwanted: impl Fn(u32) -> bool) {
        for (id, part) in self.running.clone() {
            if unwanted(part.position) {
                self.running.remove(&id);
                if let Some(bytes) = network.stop(id) {
                    self.file(part).record_bytes(part.write_at, bytes);
                    self.touch(part.position);
                }
                self.update_candidates(part.position);
            }
        }
    }

    /// Notes that the row of a file has to be saved.
    fn touch(&mut self, position: u32) {
        self.changed.insert(position);
        self.context.touch();
    }

    fn file(&mut self, part: Part) -> &mut FileRow {
        &mut self.files[part.position as usize]
    }

    /// Starts the next transfer of a file. Returns `None` if none is needed, or none is possible.
    fn fetch(&mut self, position: u32, network: &mut Network) -> Option<TransferId> {
        let file = &self.files[position as usize];
        let before = file.written;
        let (fetch, part) = match file.has_random_access() {
            true => self.fetch_of_range(position)?,
            false => self.fetch_of_rest(position),
        };
        if self.note_data_loss(position, before) {
            self.update_candidates(position);
            return None;
        }
        let id = network.start(fetch);
        self.running.insert(id, part);
        Some(id)
    }

    /// Returns the fetch of the next range of a file with random access. Returns `None` if no range
    /// is missing, or if a requested range is not within the file.
    fn fetch_of_range(&mut self, position: u32) -> Option<(Fetch, Part)> {
        let file = &mut self.files[position as usize];
        received_file::discard_unusable(file);
        if let (Some(size), Some(requests)) = (file.size_of_present(), &file.requests)
            && !requests.fit_within(size)
        {
            self.fail_range(position, failure::unusable_response(BG_E_INVALID_RANGE));
            return None;
        }
        let Some(range) = file.next_piece(self.context.modes.on_demand) else {
            self.update_candidates(position);
            return None;
        };
        let part = Part {
            position,
            write_at: Some(range.start),
            end: range.end,
        };
        let fetch =
            received_file::fetch_range(file, range, self.context.is_strict, &self.context.options);
        Some((fetch, part))
    }

    /// Returns the fetch of the rest of a sequential file.
    fn fetch_of_rest(&mut self, position: u32) -> (Fetch, Part) {
        let file = &mut self.files[position as usize];
        if self.context.starts_over() {
            file.keep_prefix(0);
        }
        let needs_none = self.context.modes.dynamic_content || self.context.is_foreground();
        let requires_ranges = self.context.is_strict && !(needs_none && file.ranges.is_whole());
        let part = Part {
            position,
            write_at: None,
            end: u64::MAX,
        };
        let fetch = received_file::fetch(file, requires_ranges, &self.context.options);
        (fetch, part)
    }

    /// Notes whether a file has fewer than the `before` bytes that it had, and returns it. Bytes
    /// that are being flushed are then replaced, and their flush counts for nothing.
    fn note_data_loss(&mut self, position: u32, before: u64) -> bool {
        let has_lost_data = self.files[position as usize].written < before;
        if has_lost_data {
            if let Some(flushed) = self.syncing.get_mut(&position) {
                flushed.truncate(0);
            }
            self.has_lost_data = true;
            self.touch(position);
        }
        has_lost_data
    }

    /// Returns how the task ends; `None` while it continues.
    fn outcome(&self) -> Option<TaskOutcome<'_>> {
        if let Some((position, failure)) = &self.failed {
            let earlier_runs = self.running.values().any(|part| part.position < *position);
            return (!earlier_runs).then_some(TaskOutcome::Failed(
                &self.files[*position as usize],
                failure,
            ));
        }
        if self.files.iter().all(FileRow::is_transferred) {
            return Some(TaskOutcome::Done);
        }
        let served =
            self.context.modes.on_demand && self.running.is_empty() && self.requested.is_empty();
        served.then_some(TaskOutcome::RequestsServed)
    }
}

impl JobTask for DownloadTask {
    fn context(&self) -> &TaskContext {
        &self.context
    }

    fn reload(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.order_changed |= row.data.settings.modes != self.context.modes;
        self.context.reload(store, row);
        store.read(|connection| self.load_new_rows(connection))
    }

    fn start_transfers(&mut self, network: &mut Network) -> Vec<TransferId> {
        if let Some((failed, _)) = self.failed {
            // Files before the failed one may still finish.
            self.stop_transfers(network, |position| position >= failed);
            return Vec::new();
        }
        if std::mem::take(&mut self.order_changed) {
            self.preempt_transfers(network);
        }
        let mut started = Vec::new();
        while self.running.len() < self.limit()
            && !self.context.is_over
            && self.failed.is_none()
            && !self.has_lost_data
        {
            let Some(position) = self.next_file() else {
                break;
            };
            started.extend(self.fetch(position, network));
        }
        started
    }

    fn on_transfer_event(&mut self, id: TransferId, event: TransferEvent) {
        let Some(&part) = self.running.get(&id) else {
            return;
        };
        let position = part.position;
        let before = self.file(part).written;
        let name = received_file::reported_name(&event, self.context.options.security_flags);
        let file_event = received_file::note(self.file(part), part.write_at, event);
        self.note_data_loss(position, before);
        let is_final = match file_event {
            FileEvent::Failed(_) => true,
            _ => self.file(part).is_transferred(),
        };
        if let Some(name) = name.filter(|_| is_final) {
            self.redirected.insert(position, name);
        }
        match file_event {
            FileEvent::Started => {
                self.context.has_response = true;
                self.check_max_size(position);
            }
            FileEvent::Done => {
                self.running.remove(&id);
                self.update_candidates(position);
                self.check_max_size(position);
            }
            FileEvent::Changed => {
                self.running.remove(&id);
                self.restart_file(position);
            }
            FileEvent::Failed(failure) => {
                self.running.remove(&id);
                match part.write_at {
                    Some(_) => self.fail_range(position, failure),
                    None => self.fail(position, failure),
                }
            }
            FileEvent::None => {}
        }
        self.touch(position);
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        fsync: &mpsc::Sender<FsyncRequest>,
    ) {
        if now - self.checkpointed < CHECKPOINT_INTERVAL {
            return;
        }
        self.checkpointed = now;
        let sync_due = now - self.synced >= FSYNC_INTERVAL;
        if sync_due {
            self.synced = now;
        }
        for (id, part) in self.running.clone() {
            let Some(flushed) = network.flush(id) else {
                continue;
            };
            let position = part.position;
            let before = self.file(part).written;
            self.file(part).record_bytes(part.write_at, flushed.written);
            if self.file(part).written != before {
                self.touch(position);
                self.check_max_size(position);
            }
            if sync_due && !self.syncing.contains_key(&position) {
                self.syncing.insert(
                    position,
                    self.files[position as usize].filled().into_owned(),
                );
                let request = FsyncRequest {
                    key: self.context.key,
                    position,
                    bytes: flushed.written,
                    file: flushed.file,
                };
                // Without the fsync thread, `Complete` flushes the file.
                let _ = fsync.send(request);
            }
        }
    }

    fn on_synced(&mut self, position: u32, synced: io::Result<u64>) {
        let Some(flushed) = self.syncing.remove(&position) else {
            return; // requested in an earlier turn
        };
        let file = &mut self.files[position as usize];
        match synced {
            Ok(_) if file.note_synced(&flushed) => {
                self.newly_synced.insert(position);
                self.context.touch();
            }
            Ok(_) => {}
            Err(error) => log::warn!(
                "{} could not be synced, Complete will try again: {error}",
                file.temporary
            ),
        }
    }

    fn save_due(&self, now: Instant) -> Option<Instant> {
        let all_begun = self.requested.is_empty()
            && (self.context.modes.on_demand || self.next == self.files.len());
        let decided =
            self.has_lost_data || self.running.is_empty() && (self.failed.is_some() || all_begun);
        self.context.save_due(now, decided)
    }

    fn publish_progress(&self, network: &Network) {
        let mut progress = job_progress::of_files(&self.files);
        let current = job_progress::current(&self.files);
        for (id, part) in &self.running {
            let file = &self.files[part.position as usize];
            let shows = part.position == current || file.pieces.is_some();
            let Some(received) = network.received(*id).filter(|_| shows) else {
                continue;
            };
            let bytes = file.written_with(part.write_at, received);
            progress.bytes_transferred = progress.bytes_transferred - file.written + bytes;
            if part.position == current {
                self.context.slot.set_active_file(ActiveFile {
                    index: current,
                    total: file.bytes_total(),
                    bytes,
                });
            }
        }
        self.context.slot.set_progress(progress);
    }

    fn stop(&mut self, network: &mut Network) {
        self.stop_transfers(network, |_| true);
        self.context.is_over = true;
    }

    fn save(&mut self, store: &Store) -> Result<Saved> {
        let now = Instant::now();
        let key = self.context.key;
        let dropped = std::mem::take(&mut self.dropped);
        self.changed.extend(finish_in_order(&mut self.files));
        let saved = store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            if state::is_final(row.state) {
                return Ok(row);
            }
            let connection = transaction.connection();
            for position in &self.changed {
                self.files[*position as usize].save(connection)?;
            }
            for position in &self.newly_synced {
                self.files[*position as usize].save_synced(connection)?;
            }
            for (position, requests) in &dropped {
                FileRow::drop_requests(connection, key, *position, requests.as_ref())?;
            }
            for (position, name) in &self.redirected {
                self.files[*position as usize].report_name(connection, name)?;
            }
            if state::is_active(row.state) {
                if row.version != self.context.version || !dropped.is_empty() {
                    self.load_new_rows(connection)?;
                }
            } else {
                // The call that ended the turn may have changed files without a transfer.
                self.files = FileRow::load_all(connection, key)?;
            }
            row.record_progress(job_progress::of_files(&self.files));
            self.context.report(&mut row, now, self.outcome())?;
            transaction.update_job(&mut row)?;
            Ok(row)
        });
        let row = saved.inspect_err(|_| self.dropped = dropped)?;
        self.changed.clear();
        self.newly_synced.clear();
        self.redirected.clear();
        self.has_lost_data = false;
        self.context.saved(&row, now);
        Ok(Saved::new(state::is_active(row.state), row))
    }
}
