//! Task of an upload to an HTTP server: carries out the steps of the upload protocol and receives
//! the reply. A cancelled upload has this task, too, to cancel the session that the server still
//! holds.
//!
//! The session of the protocol is saved in the job's row before each action, so that another runner
//! can continue the upload.

use std::io;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use crate::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
use crate::engine::model::error::{Failure, Result};
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::trusted_hosts::TrustedHosts;
use crate::engine::model::upload_session::UploadSession;
use crate::engine::model::{local_name, state, time};
use crate::engine::platform;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::{FileRow, FileStatus, REPLY_POSITION};
use crate::engine::store::job_row::JobRow;
use crate::engine::store::slot::ActiveFile;
use crate::engine::tasks::job_task::{
    CHECKPOINT_INTERVAL, FsyncRequest, JobTask, Saved, TaskContext, TaskOutcome,
};
use crate::engine::tasks::received_file::{self, FileEvent};
use crate::engine::tasks::retry::{is_past_no_progress_timeout, note_failure};
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::failure;
use crate::engine::transfer::http_options::ConnectionGroup;
use crate::engine::transfer::network::Network;
use crate::engine::upload::address;
use crate::engine::upload::connection::Connection;
use crate::engine::upload::protocol::{UploadAction, UploadEvent, UploadProtocol, UploadTarget};
use crate::engine::upload::source::UploadSource;

/// An upload to an HTTP server that has its turn.
pub struct UploadTask {
    context: TaskContext,
    /// Row of the uploaded file. `written` is the offset that the server has acknowledged.
    file: FileRow,
    reply: ReplyFile,
    /// All requests of the upload, and none of others, use these connections.
    connections: ConnectionGroup,
    /// The protocol; `None` if the upload could not begin, `outcome` then has the failure.
    run: Option<ProtocolRun>,
    /// The exchange, or the fetch of the reply, in progress.
    running: Option<TransferId>,
    /// Next action, carried out as soon as the rows have everything that came before it.
    next_action: Option<UploadAction>,
    /// The rows lack a change.
    is_unsaved: bool,
    /// End of the task; `None` while it continues.
    outcome: Option<std::result::Result<(), Failure>>,
    /// The job was cancelled, and the task only cancels the server's session.
    cancels_session: bool,
}

/// The state machine of the protocol and its connection to the server.
struct ProtocolRun {
    protocol: UploadProtocol,
    connection: Connection,
}

/// The reply and the file that it is received to.
struct ReplyFile {
    /// Name of the file; `None` if the job wants no reply.
    name: Option<String>,
    /// Row of the file; `None` until the server has named the reply.
    file: Option<FileRow>,
    /// Time of the last checkpoint.
    checkpointed: Instant,
    /// The complete reply is being flushed to the disk.
    is_syncing: bool,
}

impl UploadTask {
    pub fn new(
        mut context: TaskContext,
        row: &JobRow,
        file: FileRow,
        remote: HttpUrl,
        reply: Option<FileRow>,
        trusted_hosts: &TrustedHosts,
    ) -> UploadTask {
        let cancels_session = state::is_final(row.state);
        if cancels_session {
            context.priority = BG_JOB_PRIORITY_FOREGROUND;
        }
        let name = row.reply_file_name(&file.local);
        let mut upload = UploadTask {
            reply: ReplyFile {
                name,
                file: reply,
                checkpointed: context.since,
                is_syncing: false,
            },
            context,
            file,
            connections: ConnectionGroup::unique(),
            run: None,
            running: None,
            next_action: None,
            is_unsaved: false,
            outcome: None,
            cancels_session,
        };
        upload.keep_connections();
        match upload.open(row, remote, trusted_hosts) {
            Ok(run) => {
                upload.run = Some(run);
                upload.step(if cancels_session {
                    UploadEvent::Cancel
                } else {
                    UploadEvent::Start
                });
            }
            Err(failure) => upload.end(Err(failure)),
        }
        upload
    }

    /// Makes the requests with the present options use the connections of the upload.
    fn keep_connections(&mut self) {
        Arc::make_mut(&mut self.context.options).connections = Some(self.connections);
    }

    /// Opens the local file and the protocol with the session that the row has.
    fn open(
        &mut self,
        row: &JobRow,
        remote: HttpUrl,
        trusted_hosts: &TrustedHosts,
    ) -> std::result::Result<ProtocolRun, Failure> {
        let mut session = row.data.upload.clone();
        let source = match self.cancels_session {
            true => None,
            false => Some(UploadSource::open(
                Path::new(&self.file.local),
                session.source,
            )?),
        };
        if let Some(source) = &source {
            session.source = Some(source.stamp());
        }
        let size = session.source.map_or(0, |stamp| stamp.size);
        self.file.size = size;
        let connection = Connection::new(source, self.context.options.clone());
        let target = UploadTarget {
            remote,
            trusted_hosts: trusted_hosts.clone(),
            size,
            content_name: address::content_name(&self.file.local),
            wants_reply: row.job_type == BG_JOB_TYPE_UPLOAD_REPLY,
            requires_http_1_1: self.context.is_strict,
        };
        Ok(ProtocolRun {
            protocol: UploadProtocol::new(target, session),
            connection,
        })
    }

    /// Passes an event to the protocol, and keeps the action that it decides on.
    fn step(&mut self, event: UploadEvent) {
        let Some(run) = &mut self.run else {
            return;
        };
        let action = run.protocol.step(event, time::unix_seconds());
        self.file.written = run.protocol.session().offset;
        match action {
            UploadAction::Done { .. } | UploadAction::Cancelled => self.end(Ok(())),
            UploadAction::Failed(failure) => self.end(Err(failure)),
            action => self.next_action = Some(action),
        }
        self.touch();
    }

    /// Ends the task. A successful upload is completed.
    fn end(&mut self, outcome: std::result::Result<(), Failure>) {
        if outcome.is_ok() && !self.cancels_session {
            self.file.status = FileStatus::Completed;
            self.file.written = self.file.size;
        }
        self.outcome = Some(outcome);
        self.touch();
    }

    /// Notes that the rows lack a change.
    fn touch(&mut self) {
        self.is_unsaved = true;
        self.context.touch();
    }

    /// Starts the fetch of the reply. Returns `None` if the row of its file has to be saved first,
    /// if the reply is complete, or if the job wants none.
    fn fetch_reply(
        &mut self,
        network: &mut Network,
        url: HttpUrl,
        untrusted: bool,
    ) -> Option<TransferId> {
        let Some(name) = self.reply.name.clone() else {
            self.step(UploadEvent::ReplyFetched);
            return None;
        };
        let another =
            |known: &mut FileRow| known.remote.as_str() != url.to_string() || known.local != name;
        if let Some(other) = self.reply.file.take_if(another) {
            platform::fs::remove(Path::new(&other.temporary));
        }
        let Some(file) = &mut self.reply.file else {
            let temporary = local_name::temporary(Path::new(&name));
            let file = FileRow::new(
                self.context.key,
                REPLY_POSITION,
                RemoteName::http(url.clone()),
                &name,
                temporary,
            );
            self.reply.file = Some(file);
            // The row is saved first: nothing else has the name of the temporary file.
            self.next_action = Some(UploadAction::FetchReply { url, untrusted });
            self.touch();
            return None;
        };
        if file.is_transferred() {
            return None;
        }
        let options = match untrusted {
            true => Arc::new(self.context.options.for_untrusted_host()),
            false => self.context.options.clone(),
        };
        Some(network.start(received_file::fetch(file, false, &options)))
    }

    /// Applies an event of the reply's fetch.
    fn note_reply(&mut self, event: TransferEvent) {
        let Some(file) = &mut self.reply.file else {
            return;
        };
        match received_file::note(file, None, event) {
            FileEvent::Started | FileEvent::Changed | FileEvent::None => {}
            FileEvent::Done => self.running = None,
            FileEvent::Failed(failure) => {
                self.running = None;
                self.end(Err(failure));
            }
        }
        self.touch();
    }

    /// Requests a flush of a complete reply, before Close-Session lets the server delete it.
    fn sync_reply(&mut self, fsync: &mpsc::Sender<FsyncRequest>) {
        let Some(reply) = &self.reply.file else {
            return;
        };
        let waits = reply.is_transferred()
            && self.running.is_none()
            && self.outcome.is_none()
            && self.next_action.is_none();
        if !waits || self.reply.is_syncing {
            return;
        }
        match received_file::sync(reply, fsync) {
            Ok(()) => self.reply.is_syncing = true,
            Err(failure) => self.end(Err(failure)),
        }
    }

    fn progress(&self) -> JobProgress {
        JobProgress {
            bytes_total: self.file.size,
            bytes_transferred: self.file.written,
            files_total: 1,
            files_transferred: u32::from(self.file.is_transferred()),
        }
    }

    fn reply_progress(&self, network: Option<&Network>) -> ReplyProgress {
        let Some(file) = &self.reply.file else {
            return ReplyProgress::default();
        };
        let received = network
            .zip(self.running)
            .and_then(|(network, id)| network.received(id));
        ReplyProgress {
            bytes_total: file.size,
            bytes_transferred: received.unwrap_or(file.written),
        }
    }

    fn session(&self) -> Option<&UploadSession> {
        self.run.as_ref().map(|run| run.protocol.session())
    }

    fn outcome(&self) -> Option<TaskOutcome<'_>> {
        let result = self.outcome.as_ref()?;
        Some(TaskOutcome::of_file(&self.file, result))
    }

    /// Saves the result of cancelling the session: the attempt is repeated after the retry delay,
    /// or the job is settled.
    fn save_session_cancel(&self, row: &mut JobRow) {
        match &self.outcome {
            Some(Err(failure)) if failure.transient && !is_past_no_progress_timeout(row) => {
                note_failure(row, failure)
            }
            Some(_) => row.data.settled = true,
            None => {}
        }
    }
}

impl JobTask for UploadTask {
    fn context(&self) -> &TaskContext {
        &self.context
    }

    fn reload(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.context.reload(store, row);
        self.keep_connections();
        if self.reply.file.is_none() {
            self.reply.name = row.reply_file_name(&self.file.local);
        }
        Ok(())
    }

    fn start_transfers(&mut self, network: &mut Network) -> Vec<TransferId> {
        if self.is_unsaved
            || self.context.is_over
            || self.outcome.is_some()
            || self.running.is_some()
        {
            return Vec::new();
        }
        self.running = match (self.next_action.take(), &mut self.run) {
            (Some(UploadAction::Send(request)), Some(run)) => {
                Some(run.connection.send(network, request))
            }
            (Some(UploadAction::FetchReply { url, untrusted }), _) => {
                self.fetch_reply(network, url, untrusted)
            }
            _ => None,
        };
        self.running.into_iter().collect()
    }

    fn on_transfer_event(&mut self, id: TransferId, event: TransferEvent) {
        if self.running != Some(id) {
            return;
        }
        let heard = self.run.as_mut().and_then(|it| match &event {
            TransferEvent::Response(_) | TransferEvent::NoResponse { .. } => {
                Some(&mut it.connection)
            }
            _ => None,
        });
        let Some(connection) = heard else {
            return self.note_reply(event);
        };
        let Some(event) = connection.receive(id, event) else {
            return;
        };
        self.running = None;
        self.context.has_response |= matches!(event, UploadEvent::Response(_));
        self.step(event);
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        fsync: &mpsc::Sender<FsyncRequest>,
    ) {
        self.sync_reply(fsync);
        if now - self.reply.checkpointed < CHECKPOINT_INTERVAL {
            return;
        }
        self.reply.checkpointed = now;
        let Some((reply, id)) = self.reply.file.as_mut().zip(self.running) else {
            return;
        };
        if let Some(flushed) = network.flush(id)
            && reply.written != flushed.written
        {
            reply.written = flushed.written;
            self.touch();
        }
    }

    fn on_synced(&mut self, _position: u32, synced: io::Result<u64>) {
        if !std::mem::take(&mut self.reply.is_syncing) {
            return; // requested in an earlier turn
        }
        match (synced, &mut self.reply.file) {
            (Ok(bytes), Some(reply)) => {
                reply.synced = bytes;
                self.step(UploadEvent::ReplyFetched);
            }
            (Err(error), _) => self.end(Err(failure::local(&error))),
            (Ok(_), None) => {}
        }
    }

    fn save_due(&self, now: Instant) -> Option<Instant> {
        self.context
            .save_due(now, self.is_unsaved && self.running.is_none())
    }

    fn publish_progress(&self, network: &Network) {
        let slot = self.context.slot;
        let (total, bytes) = (self.file.size, self.file.written);
        slot.set_active_file(ActiveFile {
            index: 0,
            total,
            bytes,
        });
        slot.set_progress(self.progress());
        slot.set_reply(self.reply_progress(Some(network)));
    }

    fn stop(&mut self, network: &mut Network) {
        if let Some(id) = self.running.take() {
            if let (Some(bytes), Some(reply)) = (network.stop(id), &mut self.reply.file) {
                reply.written = bytes;
            }
            if let Some(run) = &mut self.run {
                run.connection.close(network);
            }
        }
        network.close_connections(self.connections);
        self.context.is_over = true;
        self.touch();
    }

    fn save(&mut self, store: &Store) -> Result<Saved> {
        let now = Instant::now();
        let durability = self
            .reply
            .file
            .as_ref()
            .map_or(Durability::Process, FileRow::durability);
        let row = store.write(durability, |transaction| {
            let mut row = transaction.job(self.context.key)?;
            if state::is_final(row.state) != self.cancels_session {
                return Ok(row);
            }
            if let Some(session) = self.session() {
                row.data.upload = session.clone();
            }
            if self.cancels_session {
                self.save_session_cancel(&mut row);
            } else {
                self.file.save(transaction.connection())?;
                if let Some(reply) = &self.reply.file {
                    reply.save(transaction.connection())?;
                }
                row.record_progress(self.progress());
                row.data.reply = self.reply_progress(None);
            }
            self.context.report(&mut row, now, self.outcome())?;
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.is_unsaved = false;
        self.context.saved(&row, now);
        let goes = match self.cancels_session {
            true => self.outcome.is_none() && !self.context.is_over && !row.data.settled,
            false => state::is_active(row.state),
        };
        Ok(Saved::new(goes, row))
    }
}
