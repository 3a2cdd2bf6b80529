//! A download at work: its files in order, as many at a time as its priority allows.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::incoming::{self, Arrival};
use super::{Outcome, Saved, Turn, Work};
use crate::engine::live::ActiveFile;
use crate::engine::runner::sync;
use crate::engine::state;
use crate::engine::store::{Durability, FileRow, JobRow, Store};
use crate::engine::transfer::{Event, Network, TransferId};
use crate::engine::{Failure, Result, progress};

/// Files of one foreground job that are fetched side by side.
const FOREGROUND_FILES: usize = 16;
/// How often the bytes that arrived are recorded: what a killed runner has to fetch again.
pub const CHECKPOINT: Duration = Duration::from_millis(250);
/// How often they are put on the disk: what a power failure costs.
const SYNC: Duration = Duration::from_secs(2);

pub struct Download {
    turn: Turn,
    files: Vec<FileRow>,
    running: BTreeMap<TransferId, u32>,
    /// The first file that was not looked at yet.
    next: usize,
    /// Files whose rows are behind, and those of which only more is on the disk than the rows say.
    changed: BTreeSet<u32>,
    newly_synced: BTreeSet<u32>,
    /// The first file in order that failed.
    failed: Option<(u32, Failure)>,
    checkpointed: Instant,
    syncing: BTreeSet<u32>,
    synced: Instant,
}

impl Download {
    pub fn new(turn: Turn, files: Vec<FileRow>) -> Download {
        let now = turn.since;
        Download {
            turn,
            files,
            running: BTreeMap::new(),
            next: 0,
            changed: BTreeSet::new(),
            newly_synced: BTreeSet::new(),
            failed: None,
            checkpointed: now,
            syncing: BTreeSet::new(),
            synced: now,
        }
    }

    /// What comes after a file that failed is not wanted any more; what comes before it may still finish.
    fn stop_where(&mut self, network: &mut Network, unwanted: impl Fn(u32) -> bool) {
        for (id, position) in self.running.clone() {
            if !unwanted(position) {
                continue;
            }
            self.running.remove(&id);
            if let Some(bytes) = network.stop(id) {
                self.files[position as usize].written = bytes;
                self.touch(position);
            }
        }
    }

    fn touch(&mut self, position: u32) {
        self.changed.insert(position);
        self.turn.touch();
    }

    fn outcome(&self) -> Option<Outcome<'_>> {
        if let Some((position, failure)) = &self.failed {
            let earlier_runs = self.running.values().any(|running| running < position);
            return (!earlier_runs).then_some(Outcome::Failed(&self.files[*position as usize], failure));
        }
        self.files.iter().all(FileRow::is_transferred).then_some(Outcome::Done)
    }
}

impl Work for Download {
    fn turn(&self) -> &Turn {
        &self.turn
    }

    fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.turn.adopt(store, row);
        let known = self.files.len() as u32;
        self.files
            .extend(store.read(|connection| FileRow::load_from(connection, self.turn.key, known))?);
        Ok(())
    }

    fn start(&mut self, network: &mut Network) -> Vec<TransferId> {
        if let Some((failed, _)) = self.failed {
            self.stop_where(network, |position| position > failed);
            return Vec::new();
        }
        let limit = if self.turn.is_foreground() { FOREGROUND_FILES } else { 1 };
        let mut started = Vec::new();
        while self.running.len() < limit && !self.turn.over && self.next < self.files.len() {
            let position = self.next;
            self.next += 1;
            if self.files[position].is_transferred() {
                continue;
            }
            let fetch = incoming::fetch(&mut self.files[position], self.turn.is_foreground(), &self.turn.options);
            let id = network.start(fetch);
            self.running.insert(id, position as u32);
            started.push(id);
        }
        started
    }

    fn note(&mut self, id: TransferId, event: Event, _network: &mut Network) {
        let Some(&position) = self.running.get(&id) else { return };
        match incoming::note(&mut self.files[position as usize], event) {
            Arrival::Flows => self.turn.flowing = true,
            Arrival::Done => _ = self.running.remove(&id),
            Arrival::Failed(failure) => {
                self.running.remove(&id);
                if self.failed.as_ref().is_none_or(|(earlier, _)| *earlier > position) {
                    self.failed = Some((position, failure));
                }
            }
            Arrival::Nothing => {}
        }
        self.touch(position);
    }

    fn checkpoint(&mut self, now: Instant, network: &mut Network, sync: &mpsc::Sender<sync::Request>) {
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
                    key: self.turn.key,
                    position,
                    bytes: standing.written,
                    file: standing.file,
                };
                // Without the sync thread, `Complete` syncs.
                let _ = sync.send(request);
            }
        }
    }

    fn note_synced(&mut self, position: u32, synced: io::Result<u64>) {
        self.syncing.remove(&position);
        let file = &mut self.files[position as usize];
        let bytes = synced.unwrap_or_else(|error| {
            log::warn!(
                "{} could not be synced, Complete will try again: {error}",
                file.temporary
            );
            0
        });
        if file.written >= bytes && file.synced < bytes {
            file.synced = bytes;
            self.newly_synced.insert(position);
            self.turn.touch();
        }
    }

    fn due(&self, now: Instant) -> Option<Instant> {
        let decided = self.running.is_empty() && (self.failed.is_some() || self.next == self.files.len());
        self.turn.due(now, decided)
    }

    fn show(&self, network: &Network) {
        let mut progress = progress::of_files(&self.files);
        let current = progress.files_transferred;
        let running = self.running.iter().find(|(_, position)| **position == current);
        let received = running.and_then(|(id, _)| network.received(*id));
        if let (Some(received), Some(file)) = (received, self.files.get(current as usize)) {
            progress.bytes_transferred = progress.bytes_transferred - file.written + received;
            self.turn.slot.set_active_file(ActiveFile {
                index: current,
                total: file.bytes_total(),
                bytes: received,
            });
        }
        self.turn.slot.set_progress(progress);
    }

    fn stop(&mut self, network: &mut Network) {
        self.stop_where(network, |_| true);
        self.turn.over = true;
    }

    fn save(&mut self, store: &Store) -> Result<Saved> {
        let now = Instant::now();
        let key = self.turn.key;
        let row = store.write(Durability::Process, |transaction| {
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
            if state::is_active(row.state) {
                self.files
                    .extend(FileRow::load_from(connection, key, self.files.len() as u32)?);
            } else {
                // Whoever ended the turn may have changed files that were not under way.
                self.files = FileRow::load_all(connection, key)?;
            }
            let progress = progress::of_files(&self.files);
            if progress.bytes_transferred > row.data.progress.bytes_transferred {
                row.data.failing_since = 0;
            }
            row.data.progress = progress;
            if state::is_active(row.state) {
                self.turn.report(&mut row, now, self.outcome())?;
            }
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.changed.clear();
        self.newly_synced.clear();
        self.turn.saved(now);
        Ok(Saved::new(state::is_active(row.state), row))
    }
}
