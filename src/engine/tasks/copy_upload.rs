//! Task of an upload to a file of this machine, such as a mounted file share: copies the local file
//! to a temporary file beside the remote one, and renames it when the copy is complete and on the
//! disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Instant;
use std::{fs, io};

use crate::abi::BG_ERROR_CONTEXT::{BG_ERROR_CONTEXT_LOCAL_FILE, BG_ERROR_CONTEXT_REMOTE_FILE};
use crate::engine::model::error::{Failure, Result};
use crate::engine::model::progress::JobProgress;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::{local_name, state};
use crate::engine::platform;
use crate::engine::store::database::Store;
use crate::engine::store::file_row::{FileRow, FileStatus};
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
use crate::engine::upload::source::UploadSource;

/// An upload to a file of this machine that has its turn.
pub struct CopyUploadTask {
    context: TaskContext,
    /// Row of the file. Its temporary file is the copy, beside the remote file.
    file: FileRow,
    /// Path of the remote file.
    remote: PathBuf,
    /// Local file; `None` if it cannot be uploaded, `outcome` then has the failure.
    source: Option<UploadSource>,
    /// The copy in progress.
    running: Option<TransferId>,
    /// End of the task; `None` while it continues.
    outcome: Option<std::result::Result<(), Failure>>,
    /// The rows lack a change.
    is_unsaved: bool,
    /// Time of the last checkpoint.
    checkpointed: Instant,
    /// The complete copy is being flushed to the disk.
    is_syncing: bool,
}

impl CopyUploadTask {
    pub fn new(
        context: TaskContext,
        row: &JobRow,
        mut file: FileRow,
        remote: PathBuf,
    ) -> CopyUploadTask {
        let temporary = Path::new(&file.temporary);
        if temporary.parent() != remote.parent() {
            file.temporary = local_name::temporary(&remote);
        }
        if !Path::new(&file.temporary).is_file() {
            (file.status, file.written, file.synced) = (FileStatus::Pending, 0, 0);
        }
        let source = UploadSource::open(Path::new(&file.local), row.data.upload.source);
        let (source, outcome) = match source {
            Ok(source) => (Some(source), None),
            Err(failure) => (None, Some(Err(failure))),
        };
        CopyUploadTask {
            checkpointed: context.since,
            context,
            file,
            remote,
            source,
            running: None,
            outcome,
            is_unsaved: true,
            is_syncing: false,
        }
    }

    /// Notes that the rows lack a change.
    fn touch(&mut self) {
        self.is_unsaved = true;
        self.context.touch();
    }

    /// Ends the task.
    fn end(&mut self, outcome: std::result::Result<(), Failure>) {
        self.outcome = Some(outcome);
        self.touch();
    }

    /// Translates the failure of a copy into one of an upload: the file that is written is the
    /// remote one, and the file that is read is the local one.
    fn failure(&self, failure: Failure) -> Failure {
        if let Some(Err(changed)) = self.source.as_ref().map(UploadSource::check) {
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

    /// Renames the complete copy to the remote name.
    fn rename_copy(&mut self) {
        let folder = self.remote.parent().unwrap_or(Path::new("/"));
        let placed = fs::rename(&self.file.temporary, &self.remote)
            .and_then(|()| platform::fs::sync(folder));
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

    fn outcome(&self) -> Option<TaskOutcome<'_>> {
        let result = self.outcome.as_ref()?;
        Some(TaskOutcome::of_file(&self.file, result))
    }
}

impl JobTask for CopyUploadTask {
    fn context(&self) -> &TaskContext {
        &self.context
    }

    fn reload(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.context.reload(store, row);
        Ok(())
    }

    fn start_transfers(&mut self, network: &mut Network) -> Vec<TransferId> {
        let waits = self.is_unsaved
            || self.context.is_over
            || self.outcome.is_some()
            || self.running.is_some();
        if waits || self.file.is_transferred() {
            return Vec::new();
        }
        let there = received_file::fetch(&mut self.file, true, &self.context.options);
        self.running = Some(network.start(Fetch {
            remote: RemoteName::local(&self.file.local),
            ..there
        }));
        self.running.into_iter().collect()
    }

    fn on_transfer_event(&mut self, id: TransferId, event: TransferEvent) {
        if self.running != Some(id) {
            return;
        }
        match received_file::note(&mut self.file, None, event) {
            FileEvent::Started => self.context.has_response = true,
            FileEvent::Done => {
                self.running = None;
                if let Some(Err(changed)) = self.source.as_ref().map(UploadSource::check) {
                    self.end(Err(changed));
                }
            }
            FileEvent::Failed(failure) => {
                self.running = None;
                self.end(Err(self.failure(failure)));
            }
            FileEvent::Changed | FileEvent::None => {}
        }
        self.touch();
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        fsync: &mpsc::Sender<FsyncRequest>,
    ) {
        if self.file.is_transferred() && self.outcome.is_none() && !self.is_syncing {
            match received_file::sync(&self.file, fsync) {
                Ok(()) => self.is_syncing = true,
                Err(failure) => self.end(Err(self.failure(failure))),
            }
        }
        if now - self.checkpointed < CHECKPOINT_INTERVAL {
            return;
        }
        self.checkpointed = now;
        if let Some(flushed) = self.running.and_then(|id| network.flush(id))
            && self.file.written != flushed.written
        {
            self.file.written = flushed.written;
            self.touch();
        }
    }

    fn on_synced(&mut self, _position: u32, synced: io::Result<u64>) {
        if !std::mem::take(&mut self.is_syncing) {
            return; // requested in an earlier turn
        }
        match synced {
            Ok(bytes) => {
                self.file.synced = bytes;
                self.rename_copy();
            }
            Err(error) => self.end(Err(self.failure(failure::local(&error)))),
        }
    }

    fn save_due(&self, now: Instant) -> Option<Instant> {
        self.context
            .save_due(now, self.is_unsaved && self.running.is_none())
    }

    fn publish_progress(&self, network: &Network) {
        let received = self.running.and_then(|id| network.received(id));
        let (total, bytes) = (self.size(), received.unwrap_or(self.file.written));
        self.context.slot.set_active_file(ActiveFile {
            index: 0,
            total,
            bytes,
        });
        self.context.slot.set_progress(self.progress(bytes));
    }

    fn stop(&mut self, network: &mut Network) {
        if let Some(bytes) = self.running.take().and_then(|id| network.stop(id)) {
            self.file.written = bytes;
        }
        self.context.is_over = true;
        self.touch();
    }

    fn save(&mut self, store: &Store) -> Result<Saved> {
        let now = Instant::now();
        let row = store.write(self.file.durability(), |transaction| {
            let mut row = transaction.job(self.context.key)?;
            if state::is_final(row.state) {
                return Ok(row);
            }
            self.file.save(transaction.connection())?;
            row.data.upload.source = self
                .source
                .as_ref()
                .map(UploadSource::stamp)
                .or(row.data.upload.source);
            row.record_progress(self.progress(self.file.written));
            self.context.report(&mut row, now, self.outcome())?;
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.is_unsaved = false;
        self.context.saved(&row, now);
        Ok(Saved::new(state::is_active(row.state), row))
    }
}
