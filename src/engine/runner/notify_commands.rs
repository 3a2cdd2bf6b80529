//! Programs that the runner runs for jobs that entered TRANSFERRED or ERROR.
//!
//! The program of a job runs if no observer is registered, or the observer's call failed. A program
//! that fails is run again after the job's retry delay.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::model::error::Result;
use crate::engine::notify::command_line;
use crate::engine::platform;
use crate::engine::runner::mailbox::{Mailbox, RunnerCommand};
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::job_row::{JobRow, NotificationState};

/// Interval at which a job is checked whose observer, in any process, has not taken the news yet.
const OBSERVER_TIMEOUT: Duration = Duration::from_secs(1);

pub struct NotifyCommands {
    queue_dir: PathBuf,
    mailbox: Mailbox,
    /// Time at which each job with a program is checked, by key.
    due: BTreeMap<u64, Instant>,
    running: BTreeSet<u64>,
}

impl NotifyCommands {
    pub fn new(queue_dir: PathBuf, mailbox: Mailbox) -> NotifyCommands {
        NotifyCommands {
            queue_dir,
            mailbox,
            due: BTreeMap::new(),
            running: BTreeSet::new(),
        }
    }

    /// Adds a job to the list, or removes it, as its row demands.
    pub fn update(&mut self, key: u64, row: Option<&JobRow>) {
        match row.and_then(JobRow::command) {
            Some(_) => _ = self.due.entry(key).or_insert_with(Instant::now),
            None => _ = self.due.remove(&key),
        }
    }

    pub fn next_due(&self) -> Option<Instant> {
        self.due
            .iter()
            .filter(|(key, _)| !self.running.contains(key))
            .map(|(_, due)| *due)
            .min()
    }

    /// Starts the programs that are due, each on a thread of its own.
    pub fn start_due(&mut self, store: &Store, now: Instant) {
        let due: Vec<_> = self
            .due
            .iter()
            .filter(|(key, due)| **due <= now && !self.running.contains(key))
            .map(|(key, _)| *key)
            .collect();
        for key in due {
            match store.read(|connection| JobRow::load(connection, key)) {
                Ok(Some(row)) => self.start_for(store, &row, now),
                Ok(None) => _ = self.due.remove(&key),
                Err(_) => _ = self.due.insert(key, now + OBSERVER_TIMEOUT),
            }
        }
    }

    fn start_for(&mut self, store: &Store, row: &JobRow, now: Instant) {
        let Some(command) = row.command().cloned() else {
            self.due.remove(&row.key);
            return;
        };
        let observed = store
            .shared_memory()
            .slot(row.slot)
            .is_ok_and(|slot| platform::process::is_alive(slot.observer()));
        if observed && row.data.notice == NotificationState::Pending {
            self.due.insert(row.key, now + OBSERVER_TIMEOUT);
            return;
        }
        let (key, entry, queue_dir, mailbox) = (
            row.key,
            row.data.entry,
            self.queue_dir.clone(),
            self.mailbox.clone(),
        );
        let spawned = thread::Builder::new()
            .name("bits-command".into())
            .spawn(move || {
                let succeeded = match command_line::run(&command, &queue_dir) {
                    Ok(status) => status.success(),
                    Err(error) => {
                        log::warn!("{} cannot be run: {error}", command.program);
                        false
                    }
                };
                mailbox.send(RunnerCommand::ProgramEnded {
                    key,
                    entry,
                    succeeded,
                });
            });
        match spawned {
            Ok(_) => _ = self.running.insert(key),
            Err(_) => _ = self.due.insert(key, now + OBSERVER_TIMEOUT),
        }
    }

    /// Records the end of a job's program.
    pub fn on_ended(&mut self, store: &Store, key: u64, entry: u64, succeeded: bool) -> Result<()> {
        self.running.remove(&key);
        let row = store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            if row.data.entry == entry && row.command().is_some() {
                row.data.notice = if succeeded {
                    NotificationState::Delivered
                } else {
                    NotificationState::Command
                };
                transaction.update_job(&mut row)?;
            }
            Ok(row)
        })?;
        let again = Duration::from_secs(row.data.settings.minimum_retry_delay.into());
        match row.command() {
            Some(_) => _ = self.due.insert(key, Instant::now() + again),
            None => _ = self.due.remove(&key),
        }
        Ok(())
    }
}
