//! An upload at work: the protocol's next step, what becomes of it, and the reply. Also the
//! farewell to a server that holds a part of a cancelled upload.

use std::io;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use super::download::CHECKPOINT;
use super::incoming::{self, Arrival};
use super::{Outcome, Saved, Turn, Work, gave_up, note_failure};
use crate::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
use url::Url;

use crate::engine::live::ActiveFile;
use crate::engine::names;
use crate::engine::runner::sync;
use crate::engine::store::{Durability, FileRow, FileStatus, JobRow, REPLY_POSITION, Store};
use crate::engine::transfer::{self, Network, TransferId, failure};
use crate::engine::upload::{self, Action, Event, Line, Session, Source, Target, address};
use crate::engine::{Failure, JobProgress, ReplyProgress, Result, files, state, time};

pub struct Upload {
    turn: Turn,
    file: FileRow,
    reply: Reply,
    /// `None` when the upload could not even begin.
    conversation: Option<Conversation>,
    running: Option<TransferId>,
    /// What to do once the rows say what came before.
    todo: Option<Action>,
    unsaved: bool,
    outcome: Option<std::result::Result<(), Failure>>,
    /// The job was cancelled: the server is to be told.
    farewell: bool,
}

/// The protocol and its way to the server.
struct Conversation {
    protocol: upload::Upload,
    line: Line,
}

/// The reply and its file.
struct Reply {
    name: Option<String>,
    file: Option<FileRow>,
    checkpointed: Instant,
    syncing: bool,
}

impl Upload {
    pub fn new(
        mut turn: Turn,
        row: &JobRow,
        file: FileRow,
        remote: Url,
        reply: Option<FileRow>,
    ) -> Upload {
        let farewell = state::is_final(row.state);
        if farewell {
            turn.priority = BG_JOB_PRIORITY_FOREGROUND;
        }
        let name = names::reply(row, &file.local);
        let mut upload = Upload {
            reply: Reply {
                name,
                file: reply,
                checkpointed: turn.since,
                syncing: false,
            },
            turn,
            file,
            conversation: None,
            running: None,
            todo: None,
            unsaved: false,
            outcome: None,
            farewell,
        };
        match upload.open(row, remote) {
            Ok(conversation) => {
                upload.conversation = Some(conversation);
                upload.step(if farewell {
                    Event::Cancel
                } else {
                    Event::Start
                });
            }
            Err(failure) => upload.end(Err(failure)),
        }
        upload
    }

    fn open(&mut self, row: &JobRow, remote: Url) -> std::result::Result<Conversation, Failure> {
        let mut session = row.data.upload.clone();
        let source = match self.farewell {
            true => None,
            false => Some(Source::open(Path::new(&self.file.local), session.source)?),
        };
        if let Some(source) = &source {
            session.source = Some(source.stamp());
        }
        let size = session.source.map_or(0, |stamp| stamp.size);
        self.file.size = size;
        let line = Line::new(source, self.turn.options.clone());
        let target = Target {
            remote,
            size,
            content_name: address::content_name(&self.file.local),
            wants_reply: row.job_type == BG_JOB_TYPE_UPLOAD_REPLY,
        };
        Ok(Conversation {
            protocol: upload::Upload::new(target, session),
            line,
        })
    }

    /// Lets the protocol decide what is next.
    fn step(&mut self, event: Event) {
        let Some(conversation) = &mut self.conversation else {
            return;
        };
        let action = conversation.protocol.step(event, time::unix_seconds());
        self.file.written = conversation.protocol.session().offset;
        match action {
            Action::Done { .. } | Action::Cancelled => self.end(Ok(())),
            Action::Failed(failure) => self.end(Err(failure)),
            action => self.todo = Some(action),
        }
        self.touch();
    }

    fn end(&mut self, outcome: std::result::Result<(), Failure>) {
        if outcome.is_ok() && !self.farewell {
            self.file.status = FileStatus::Completed;
            self.file.written = self.file.size;
        }
        self.outcome = Some(outcome);
        self.touch();
    }

    fn touch(&mut self) {
        self.unsaved = true;
        self.turn.touch();
    }

    fn fetch_reply(
        &mut self,
        network: &mut Network,
        url: Url,
        foreign: bool,
    ) -> Option<TransferId> {
        let Some(name) = self.reply.name.clone() else {
            self.step(Event::ReplyFetched);
            return None;
        };
        let another = |known: &mut FileRow| known.remote != url.as_str() || known.local != name;
        if let Some(other) = self.reply.file.take_if(another) {
            files::remove(Path::new(&other.temporary));
        }
        let Some(file) = &mut self.reply.file else {
            let temporary = names::temporary(Path::new(&name));
            let file = FileRow::new(
                self.turn.key,
                REPLY_POSITION,
                url.as_str(),
                &name,
                temporary,
            );
            self.reply.file = Some(file);
            // The row comes first: nothing else knows of the temporary file.
            self.todo = Some(Action::FetchReply { url, foreign });
            self.touch();
            return None;
        };
        if file.is_transferred() {
            return None;
        }
        let options = match foreign {
            true => Arc::new(self.turn.options.for_stranger()),
            false => self.turn.options.clone(),
        };
        Some(network.start(incoming::fetch(file, true, &options)))
    }

    fn note_reply(&mut self, event: transfer::Event) {
        let Some(file) = &mut self.reply.file else {
            return;
        };
        match incoming::note(file, None, event) {
            Arrival::Flows | Arrival::Changed | Arrival::Nothing => {}
            Arrival::Done => self.running = None,
            Arrival::Failed(failure) => {
                self.running = None;
                self.end(Err(failure));
            }
        }
        self.touch();
    }

    /// Puts a reply that is all there on the disk, before the server may forget it.
    fn sync_reply(&mut self, sync: &mpsc::Sender<sync::Request>) {
        let Some(reply) = &self.reply.file else {
            return;
        };
        let waits = reply.is_transferred()
            && self.running.is_none()
            && self.outcome.is_none()
            && self.todo.is_none();
        if !waits || self.reply.syncing {
            return;
        }
        match incoming::sync(reply, sync) {
            Ok(()) => self.reply.syncing = true,
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

    fn session(&self) -> Option<&Session> {
        self.conversation
            .as_ref()
            .map(|conversation| conversation.protocol.session())
    }

    fn outcome(&self) -> Option<Outcome<'_>> {
        Some(match self.outcome.as_ref()? {
            Ok(()) => Outcome::Done,
            Err(failure) => Outcome::Failed(&self.file, failure),
        })
    }

    /// What is left of a cancelled job.
    fn save_farewell(&self, row: &mut JobRow) {
        match &self.outcome {
            Some(Err(failure)) if failure.transient && !gave_up(row) => note_failure(row, failure),
            Some(_) => row.data.settled = true,
            None => {}
        }
    }
}

impl Work for Upload {
    fn turn(&self) -> &Turn {
        &self.turn
    }

    fn adopt(&mut self, store: &Store, row: &JobRow) -> Result<()> {
        self.turn.adopt(store, row);
        if self.reply.file.is_none() {
            self.reply.name = names::reply(row, &self.file.local);
        }
        Ok(())
    }

    fn start(&mut self, network: &mut Network) -> Vec<TransferId> {
        if self.unsaved || self.turn.over || self.outcome.is_some() || self.running.is_some() {
            return Vec::new();
        }
        self.running = match (self.todo.take(), &mut self.conversation) {
            (Some(Action::Send(request)), Some(conversation)) => {
                Some(conversation.line.send(network, request))
            }
            (Some(Action::FetchReply { url, foreign }), _) => {
                self.fetch_reply(network, url, foreign)
            }
            _ => None,
        };
        self.running.into_iter().collect()
    }

    fn note(&mut self, id: TransferId, event: transfer::Event, _network: &mut Network) {
        if self.running != Some(id) {
            return;
        }
        let heard = self.conversation.as_mut().and_then(|it| match &event {
            transfer::Event::Answered(_) | transfer::Event::Unanswered { .. } => Some(&mut it.line),
            _ => None,
        });
        let Some(line) = heard else {
            return self.note_reply(event);
        };
        let Some(event) = line.receive(id, event) else {
            return;
        };
        self.running = None;
        self.turn.flowing |= matches!(event, Event::Answered(_));
        self.step(event);
    }

    fn checkpoint(
        &mut self,
        now: Instant,
        network: &mut Network,
        sync: &mpsc::Sender<sync::Request>,
    ) {
        self.sync_reply(sync);
        if now - self.reply.checkpointed < CHECKPOINT {
            return;
        }
        self.reply.checkpointed = now;
        let Some((reply, id)) = self.reply.file.as_mut().zip(self.running) else {
            return;
        };
        if let Some(standing) = network.flush(id)
            && reply.written != standing.written
        {
            reply.written = standing.written;
            self.touch();
        }
    }

    fn note_synced(&mut self, _position: u32, synced: io::Result<u64>) {
        if !std::mem::take(&mut self.reply.syncing) {
            return; // asked for in an earlier turn
        }
        match (synced, &mut self.reply.file) {
            (Ok(bytes), Some(reply)) => {
                reply.synced = bytes;
                self.step(Event::ReplyFetched);
            }
            (Err(error), _) => self.end(Err(failure::local(&error))),
            (Ok(_), None) => {}
        }
    }

    fn due(&self, now: Instant) -> Option<Instant> {
        self.turn.due(now, self.unsaved && self.running.is_none())
    }

    fn show(&self, network: &Network) {
        let slot = self.turn.slot;
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
            if let Some(conversation) = &mut self.conversation {
                conversation.line.hang_up(network);
            }
        }
        self.turn.over = true;
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
            let mut row = transaction.job(self.turn.key)?;
            if state::is_final(row.state) != self.farewell {
                return Ok(row);
            }
            if let Some(session) = self.session() {
                row.data.upload = session.clone();
            }
            if self.farewell {
                self.save_farewell(&mut row);
            } else {
                self.file.save(transaction.connection())?;
                if let Some(reply) = &self.reply.file {
                    reply.save(transaction.connection())?;
                }
                if self.file.written > row.data.progress.bytes_transferred {
                    row.data.failing_since = 0;
                }
                row.data.progress = self.progress();
                row.data.reply = self.reply_progress(None);
            }
            if state::is_active(row.state) {
                self.turn.report(&mut row, now, self.outcome())?;
            }
            transaction.update_job(&mut row)?;
            Ok(row)
        })?;
        self.unsaved = false;
        self.turn.saved(&row, now);
        let goes = match self.farewell {
            true => self.outcome.is_none() && !self.turn.over && !row.data.settled,
            false => state::is_active(row.state),
        };
        Ok(Saved::new(goes, row))
    }
}
