//! An upload to a file share at work: a copy beside the remote file, which takes its name once it
//! is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Instant;

use super::download::CHECKPOINT;
use super::incoming::{self, Arrival};
use super::{Outcome, Saved, Turn, Work};
use crate::abi::BG_ERROR_CONTEXT::{BG_ERROR_CONTEXT_LOCAL_FILE, BG_ERROR_CONTEXT_REMOTE_FILE};
use crate::engine::live::ActiveFile;
use crate::engine::runner::sync;
use crate::engine::store::{FileRow, FileStatus, JobRow, Store};
use crate::engine::transfer::{Event, Fetch, Network, TransferId, failure};
use crate::engine::upload::Source;
use crate::engine::{Failure, JobProgress, Result, files, names, state};

pub struct Share {
    turn: Turn,
    file: FileRow,
    remote: PathBuf,
    /// `None` when the local file cannot be uploaded.
    source: Option<Source>,
    running: Option<TransferId>,
    outcome: Option<std::result::Result<(), Failure>>,
    unsaved: bool,
    checkpointed: Instant,
    syncing: bool,
}

impl Share {
    pub fn new(turn: Turn, row: &JobRow, mut file: FileRow, remote: PathBuf) -> Share {
        let temporary = Path::new(&file.temporary);
        if temporary.parent() != remote.parent() {
            file.temporary = names::temporary(&remote);
        }
        if !Path::new(&file.temporary).is_file() {
            (file.status, file.written, file.synced) = (FileStatus::Pending, 0, 0);
        }
        let source = Source::open(Path::new(&file.local), row.data.upload.source);
        let (source, outcome) = match source {
            Ok(source) => (Some(source), None),
            Err(failure) => (None, Some(Err(failure))),
        };
        Share {
            checkpointed: turn.since,
            turn,
            file,
            remote,
            source,
            running: None,
            outcome,
            unsaved: true,
            syncing: false,
        }
    }

    fn touch(&mut self) {
        self.unsaved = true;
        self.turn.touch();
    }

    fn end(&mut self, outcome: std::result::Result<(), Failure>) {
        self.outcome = Some(outcome);
        self.touch();
    }

    /// What made the copy fail, in the words of an upload.
    fn failure(&self, failure: Failure) -> Failure {
        if let Some(Err(changed)) = self.source.as_ref().map(Source::check) {
            return changed;
        }
        match failure.context {
            BG_ERROR_CONTEXT_LOCAL_FILE => Failure {
                context: BG_ERROR_CONTEXT_REMOTE_FILE,
                ..failure
            },
            _ => Failure {
                context: BG_ERROR_CONTEXT_LOCAL_FILE,
                ..failure
            },
        }
    }

    /// Gives the whole copy its name.
    fn take_place(&mut self) {
        let folder = self.remote.parent().unwrap_or(Path::new("/"));
        let placed =
            fs::rename(&self.file.temporary, &self.remote).and_then(|()| files::sync(folder));
        match placed {
            Ok(()) => {
                self.file.status = FileStatus::Completed;
                self.end(Ok(()));
            }
            Err(error) => self.end(Err(self.failure(failure::local(&error)))),
        }
    }

    fn size(&self) -> u64 {
        self.source
            .as_ref()
            .map_or(self.file.size, |source| source.stamp().size)
    }

    fn progress(&self, transferred: u64) -> JobProgress {
        JobProgress {
            bytes_total: self.size(),
            bytes_transferred: transferred,
            files_total: 1,
            files_transferred: u32::from(self.file.status == FileStatus::Completed),
        }
    }

    fn outcome(&self) -> Option<Outcome<'_>> {
        Some(match self.outcome.as_ref()? {
            Ok(()) => Outcome::Done,
            Err(failure) => Outcome::Failed(&self.file, failure),
        })
    }
}

impl Work for Share {
    fn turn(&self) -> &Turn {
        &self.turn
    }

    fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.turn.adopt(store, row);
        Ok(())
    }

    fn start(&mut self, network: &mut Network) -> Vec<TransferId> {
        let waits =
            self.unsaved || self.turn.over || self.outcome.is_some() || self.running.is_some();
        if waits || self.file.is_transferred() {
            return Vec::new();
        }
        let there = incoming::fetch(&mut self.file, true, &self.turn.options);
        self.running = Some(network.start(Fetch {
            remote: self.file.local.clone(),
            ..there
        }));
        self.running.into_iter().collect()
    }

    fn note(&mut self, id: TransferId, event: Event, _network: &mut Network) {
        if self.running != Some(id) {
            return;
        }
        match incoming::note(&mut self.file, None, event) {
            Arrival::Flows => self.turn.flowing = true,
            Arrival::Done => {
                self.running = None;
                if let Some(Err(changed)) = self.source.as_ref().map(Source::check) {
                    self.end(Err(changed));
                }
            }
            Arrival::Failed(failure) => {
                self.running = None;
                self.end(Err(self.failure(failure)));
            }
            Arrival::Changed | Arrival::Nothing => {}
        }
        self.touch();
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        sync: &mpsc::Sender<sync::Request>,
    ) {
        if self.file.is_transferred() && self.outcome.is_none() && !self.syncing {
            match incoming::sync(&self.file, sync) {
                Ok(()) => self.syncing = true,
                Err(failure) => self.end(Err(self.failure(failure))),
            }
        }
        if now - self.checkpointed < CHECKPOINT {
            return;
        }
        self.checkpointed = now;
        if let Some(standing) = self.running.and_then(|id| network.flush(id))
            && self.file.written != standing.written
        {
            self.file.written = standing.written;
            self.touch();
        }
    }

    fn note_synced(&mut self, _position: u32, synced: io::Result<u64>) {
        if !std::mem::take(&mut self.syncing) {
            return; // asked for in an earlier turn
        }
        match synced {
            Ok(bytes) => {
                self.file.synced = bytes;
                self.take_place();
            }
            Err(error) => self.end(Err(self.failure(failure::local(&error)))),
        }
    }

    fn due(&self, now: Instant) -> Option<Instant> {
        self.turn.due(now, self.unsaved && self.running.is_none())
    }

    fn show(&self, network: &Network) {
        let received = self.running.and_then(|id| network.received(id));
        let (total, bytes) = (self.size(), received.unwrap_or(self.file.written));
        self.turn.slot.set_active_file(ActiveFile {
            index: 0,
            total,
            bytes,
        });
        self.turn.slot.set_progress(self.progress(bytes));
    }

    fn stop(&mut self, network: &mut Network) {
        if let Some(bytes) = self.running.take().and_then(|id| network.stop(id)) {
            self.file.written = bytes;
        }
        self.turn.over = true;
        self.touch();
    }

    fn save(&mut self, store: &Store) -> Result<Saved> {
        let now = Instant::now();
        let row = store.write(self.file.durability(), |transaction| {
            let mut row = transaction.job(self.turn.key)?;
            if state::is_final(row.state) {
                return Ok(row);
            }
            self.file.save(transaction.connection())?;
            if self.file.written > row.data.progress.bytes_transferred {
                row.data.failing_since = 0;
            }
            row.data.upload.source = self
                .source
                .as_ref()
                .map(Source::stamp)
                .or(row.data.upload.source);
            row.data.progress = self.progress(self.file.written);
            if state::is_active(row.state) {
                self.turn.report(&mut row, now, self.outcome())?;
            }
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.unsaved = false;
        self.turn.saved(&row, now);
        Ok(Saved::new(state::is_active(row.state), row))
    }
}
