//! A download at work: its files in order, as many at a time as its priority allows; but first what
//! the owner asked for.

mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::incoming::{self, Arrival};
use super::{Outcome, Saved, Turn, Work};
use crate::abi::{BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_INVALID_RANGE, BG_E_MISSING_FILE_SIZE};
use crate::engine::live::ActiveFile;
use crate::engine::requests::Requests;
use crate::engine::runner::sync;
use crate::engine::spans::Spans;
use crate::engine::state;
use crate::engine::store::{Durability, FileRow, JobRow, Store, finish_in_order};
use crate::engine::transfer::{Event, Network, TransferId, failure};
use crate::engine::{Failure, Result, SIZE_UNKNOWN, progress};

/// Files of one foreground job that are fetched side by side.
const FOREGROUND_FILES: usize = 16;
/// How often the bytes that arrived are recorded: what a killed runner has to fetch again.
pub const CHECKPOINT: Duration = Duration::from_millis(250);
/// How often they are put on the disk: what a power failure costs.
const SYNC: Duration = Duration::from_secs(2);

/// As often as a file may start over in one turn because the remote one changed.
const MAX_RESTARTS: u32 = 5;

pub struct Download {
    turn: Turn,
    files: Vec<FileRow>,
    running: BTreeMap<TransferId, Part>,
    /// The first file that was not looked at yet.
    next: usize,
    /// Files of which something is missing that the owner asked for.
    requested: BTreeSet<u32>,
    /// What runs may not be what should come first any more.
    reordered: bool,
    /// Requests that nothing will come of, or `None`: the file comes in order.
    dropped: BTreeMap<u32, Option<Requests>>,
    restarts: BTreeMap<u32, u32>,
    /// Less is there than the rows say: they are told before anything takes its place.
    lost: bool,
    /// Files whose rows are behind, and those of which only more is on the disk than the rows say.
    changed: BTreeSet<u32>,
    newly_synced: BTreeSet<u32>,
    /// The first file in order that failed.
    failed: Option<(u32, Failure)>,
    checkpointed: Instant,
    /// Files that are being put on the disk: what was written of them when that began.
    syncing: BTreeMap<u32, Spans>,
    synced: Instant,
}

/// What a transfer brings.
#[derive(Clone, Copy)]
struct Part {
    position: u32,
    /// Where in the file its bytes go, if it is a piece; `None`: behind those that are there.
    place: Option<u64>,
    /// Where in the file it ends, or the file does.
    end: u64,
}

impl Download {
    pub fn new(turn: Turn, files: Vec<FileRow>) -> Download {
        let now = turn.since;
        let mut download = Download {
            turn,
            requested: BTreeSet::new(),
            files,
            running: BTreeMap::new(),
            next: 0,
            reordered: false,
            dropped: BTreeMap::new(),
            restarts: BTreeMap::new(),
            lost: false,
            changed: BTreeSet::new(),
            newly_synced: BTreeSet::new(),
            failed: None,
            checkpointed: now,
            syncing: BTreeMap::new(),
            synced: now,
        };
        (0..download.files.len() as u32).for_each(|position| download.look_at(position));
        let current = progress::current(&download.files);
        download.check_size(current.min(download.files.len().saturating_sub(1) as u32));
        download
    }

    /// Stops what is not wanted any more.
    fn stop_where(&mut self, network: &mut Network, unwanted: impl Fn(u32) -> bool) {
        for (id, part) in self.running.clone() {
            if unwanted(part.position) {
                self.running.remove(&id);
                if let Some(bytes) = network.stop(id) {
                    self.file(part).arrived(part.place, bytes);
                    self.touch(part.position);
                }
                self.look_at(part.position);
            }
        }
    }

    fn touch(&mut self, position: u32) {
        self.changed.insert(position);
        self.turn.touch();
    }

    fn file(&mut self, part: Part) -> &mut FileRow {
        &mut self.files[part.position as usize]
    }

    /// Asks the network for a file, or for what should come next of it.
    fn fetch(&mut self, position: u32, network: &mut Network) -> Option<TransferId> {
        let file = &mut self.files[position as usize];
        let before = file.written;
        let (fetch, place, end) = if file.comes_in_pieces() {
            incoming::forget_lost(file);
            let impossible = |requests: &Requests| {
                file.size_of_present()
                    .is_some_and(|size| !requests.are_within(size))
            };
            if file.requests.as_ref().is_some_and(impossible) {
                self.fail_piece(position, failure::unusable(BG_E_INVALID_RANGE));
                return None;
            }
            let Some(piece) = file.next_piece(self.turn.modes.on_demand) else {
                self.look_at(position);
                return None;
            };
            let (place, end) = (piece.start, piece.end);
            (
                incoming::fetch_piece(file, piece, &self.turn.options),
                Some(place),
                end,
            )
        } else {
            if self.turn.starts_over() {
                file.set_front(0);
            }
            let lenient = self.turn.modes.dynamic_content || self.turn.is_foreground();
            let fetch = incoming::fetch(file, lenient, &self.turn.options);
            (fetch, None, u64::MAX)
        };
        if self.note_less(position, before) {
            self.look_at(position);
            return None;
        }
        let id = network.start(fetch);
        self.running.insert(
            id,
            Part {
                position,
                place,
                end,
            },
        );
        Some(id)
    }

    /// Whether less of the file is there than before. Then what is being put on the disk is not
    /// what is wanted there any more.
    fn note_less(&mut self, position: u32, before: u64) -> bool {
        let less = self.files[position as usize].written < before;
        if less {
            self.syncing
                .entry(position)
                .and_modify(|spans| spans.truncate(0));
            self.lost = true;
            self.touch(position);
        }
        less
    }

    fn fail(&mut self, position: u32, failure: Failure) {
        if self
            .failed
            .as_ref()
            .is_none_or(|(earlier, _)| *earlier > position)
        {
            self.failed = Some((position, failure));
        }
    }

    /// A piece cannot be had. What is wanted of the file in the end can perhaps be had in another
    /// way.
    fn fail_piece(&mut self, position: u32, failure: Failure) {
        let file = &mut self.files[position as usize];
        let no_ranges =
            [BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_MISSING_FILE_SIZE].contains(&failure.code);
        let no_such_range = failure.code == BG_E_INVALID_RANGE;
        let only_a_hint = no_such_range && file.next_request().is_none();
        if (no_ranges || only_a_hint) && !self.turn.modes.on_demand {
            file.requests = None;
            self.dropped.insert(position, None);
            return self.look_at(position);
        }
        if no_ranges || no_such_range {
            self.drop_requests(position);
        }
        self.fail(position, failure);
    }

    /// A file has come, or is known to come, that makes it more than the job may have.
    fn check_size(&mut self, position: u32) {
        let Some(limit) = self.turn.modes.max_download_size else {
            return;
        };
        let known = |file: &FileRow| match file.bytes_total() {
            size if size != SIZE_UNKNOWN && !self.turn.modes.on_demand => size,
            _ => file.written,
        };
        let sum: u64 = self.files.iter().map(known).fold(0, u64::saturating_add);
        if sum > limit {
            self.fail(position, failure::too_much());
        }
    }

    fn drop_requests(&mut self, position: u32) {
        if let Some(requests) = &mut self.files[position as usize].requests {
            let known = requests.clone();
            requests.drop_those_of(&known);
            self.dropped.insert(position, Some(known));
        }
        self.look_at(position);
    }

    /// Nothing of the file is good any more.
    fn start_over(&mut self, position: u32) {
        let restarts = self.restarts.entry(position).or_default();
        *restarts += 1;
        if *restarts > MAX_RESTARTS {
            self.fail(position, failure::ever_changing());
        } else if self.turn.modes.on_demand {
            // The owner may have used parts that belong to nothing any more.
            self.fail(position, failure::changed());
        } else {
            self.drop_requests(position);
        }
    }

    fn outcome(&self) -> Option<Outcome<'_>> {
        if let Some((position, failure)) = &self.failed {
            let earlier_runs = self.running.values().any(|part| part.position < *position);
            return (!earlier_runs)
                .then_some(Outcome::Failed(&self.files[*position as usize], failure));
        }
        if self.files.iter().all(FileRow::is_transferred) {
            return Some(Outcome::Done);
        }
        let served =
            self.turn.modes.on_demand && self.running.is_empty() && self.requested.is_empty();
        served.then_some(Outcome::Served)
    }
}

impl Work for Download {
    fn turn(&self) -> &Turn {
        &self.turn
    }

    fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.reordered |= row.data.settings.modes != self.turn.modes;
        self.turn.adopt(store, row);
        store.read(|connection| self.read_on(connection))
    }

    fn start(&mut self, network: &mut Network) -> Vec<TransferId> {
        if let Some((failed, _)) = self.failed {
            // What comes before it may still finish.
            self.stop_where(network, |position| position >= failed);
            return Vec::new();
        }
        if std::mem::take(&mut self.reordered) {
            self.give_way(network);
        }
        let mut started = Vec::new();
        while self.running.len() < self.limit()
            && !self.turn.over
            && self.failed.is_none()
            && !self.lost
        {
            let Some(position) = self.next_file() else {
                break;
            };
            started.extend(self.fetch(position, network));
        }
        started
    }

    fn note(&mut self, id: TransferId, event: Event, _network: &mut Network) {
        let Some(&part) = self.running.get(&id) else {
            return;
        };
        let position = part.position;
        let before = self.file(part).written;
        let arrival = incoming::note(self.file(part), part.place, event);
        self.note_less(position, before);
        match arrival {
            Arrival::Flows => {
                self.turn.flowing = true;
                self.check_size(position);
            }
            Arrival::Done => {
                self.running.remove(&id);
                self.look_at(position);
                self.check_size(position);
            }
            Arrival::Changed => {
                self.running.remove(&id);
                self.start_over(position);
            }
            Arrival::Failed(failure) => {
                self.running.remove(&id);
                match part.place {
                    Some(_) => self.fail_piece(position, failure),
                    None => self.fail(position, failure),
                }
            }
            Arrival::Nothing => {}
        }
        self.touch(position);
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        sync: &mpsc::Sender<sync::Request>,
    ) {
        if now - self.checkpointed < CHECKPOINT {
            return;
        }
        self.checkpointed = now;
        let sync_due = now - self.synced >= SYNC;
        if sync_due {
            self.synced = now;
        }
        for (id, part) in self.running.clone() {
            let Some(standing) = network.flush(id) else {
                continue;
            };
            let position = part.position;
            let before = self.file(part).written;
            self.file(part).arrived(part.place, standing.written);
            if self.file(part).written != before {
                self.touch(position);
                self.check_size(position);
            }
            if sync_due && !self.syncing.contains_key(&position) {
                self.syncing.insert(
                    position,
                    self.files[position as usize].filled().into_owned(),
                );
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
        let Some(spans) = self.syncing.remove(&position) else {
            return; // asked for in an earlier turn
        };
        let file = &mut self.files[position as usize];
        match synced {
            Ok(_) if file.note_synced(&spans) => {
                self.newly_synced.insert(position);
                self.turn.touch();
            }
            Ok(_) => {}
            Err(error) => log::warn!(
                "{} could not be synced, Complete will try again: {error}",
                file.temporary
            ),
        }
    }

    fn due(&self, now: Instant) -> Option<Instant> {
        let all_begun = self.requested.is_empty()
            && (self.turn.modes.on_demand || self.next == self.files.len());
        let decided = self.lost || self.running.is_empty() && (self.failed.is_some() || all_begun);
        self.turn.due(now, decided)
    }

    fn show(&self, network: &Network) {
        let mut progress = progress::of_files(&self.files);
        let current = progress::current(&self.files);
        for (id, part) in &self.running {
            let file = &self.files[part.position as usize];
            let shows = part.position == current || file.pieces.is_some();
            let Some(received) = network.received(*id).filter(|_| shows) else {
                continue;
            };
            let bytes = file.written_with(part.place, received);
            progress.bytes_transferred = progress.bytes_transferred - file.written + bytes;
            if part.position == current {
                self.turn.slot.set_active_file(ActiveFile {
                    index: current,
                    total: file.bytes_total(),
                    bytes,
                });
            }
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
            if state::is_active(row.state) {
                if row.version != self.turn.version || !dropped.is_empty() {
                    self.read_on(connection)?;
                }
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
        });
        let row = saved.inspect_err(|_| self.dropped = dropped)?;
        self.changed.clear();
        self.newly_synced.clear();
        self.lost = false;
        self.turn.saved(&row, now);
        Ok(Saved::new(state::is_active(row.state), row))
    }
}
