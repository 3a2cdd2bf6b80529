//! Maintenance of the queue at intervals: finds changes that the runner was not told of, and
//! removes what is left of old jobs.

use std::time::{Duration, Instant};

use crate::engine::model::error::Result;
use crate::engine::model::state::JobEvent;
use crate::engine::runner::event_loop::{EventLoop, RESCAN_INTERVAL};
use crate::engine::store::completion;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::inactivity::{self, InactiveJob};
use crate::engine::store::{quarantine, queries, sweep};

/// Interval at which the sweep begins, and the pause between two of its steps.
const SWEEP_INTERVAL: Duration = Duration::from_secs(300);
const SWEEP_PAUSE: Duration = Duration::from_millis(10);
/// Longest time between two records that counts as watched. A process that was stopped meanwhile
/// has not seen the jobs.
const MAX_RECORDED: Duration = SWEEP_INTERVAL.saturating_mul(2);
/// Interval of the look for inactive jobs, which reads the rows of all jobs in the queue.
const INACTIVITY_INTERVAL: Duration = Duration::from_secs(3600);

impl EventLoop {
    /// Does the maintenance that is due.
    pub(super) fn maintain(&mut self) {
        let now = Instant::now();
        if now >= self.next_sweep {
            self.sweep(now);
        }
        if now >= self.last_rescan + RESCAN_INTERVAL {
            self.rescan(now);
            self.probe_network();
        }
    }

    /// Finds jobs that changed without a message to the runner.
    fn rescan(&mut self, now: Instant) {
        self.last_rescan = now;
        // Notices a database that took the place of the queue's while nothing else was done.
        if let Err(error) = self.store.generation() {
            return log::warn!("the queue cannot be read: {error}");
        }
        let shared_memory = self.store.shared_memory();
        let changes = shared_memory.change_count();
        if changes == self.seen_changes && !shared_memory.was_interrupted() {
            return;
        }
        self.seen_changes = changes;
        let found = self.store.read(|connection| {
            let for_runner = queries::jobs_for_runner(connection)?;
            Ok((for_runner, queries::jobs_in_line(connection)?))
        });
        let (for_runner, in_line) = match found {
            Ok(found) => found,
            Err(error) => return log::warn!("the queue cannot be read: {error}"),
        };
        for key in for_runner {
            if !self.tasks.contains_key(&key) && !self.wait_queue.contains(key) {
                self.reload(key);
            }
        }
        // A job that waited for a retry and was resumed has a turn without that delay.
        for key in in_line {
            if self.wait_queue.waits_for_retry(key) {
                self.reload(key);
            }
        }
    }

    /// Carries out what a call of `Complete` has decided. The process of the call does the same,
    /// unless it was killed.
    pub(super) fn finish_completion(&mut self, key: u64) {
        let finished = self.store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            if row.data.completing {
                completion::resolve(transaction, &mut row)?;
            }
            Ok(row)
        });
        match finished {
            Ok(row) => self.enqueue(key, Some(&row)),
            Err(error) => self.postpone(key, error),
        }
    }

    /// Removes the temporary files that a final job left behind.
    pub(super) fn remove_leftovers(&mut self, key: u64) {
        let removed = self.store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            let connection = transaction.connection();
            let files = FileRow::load_removable(connection, key, row.job_type)?;
            row.data.settled = FileRow::remove_data(&files);
            transaction.update_job(&mut row)
        });
        if let Err(error) = removed {
            log::warn!("the temporary files of job {key} could not be removed: {error}");
        }
    }

    /// Sets a job aside because one of its rows cannot be read.
    pub(super) fn set_aside(&self, key: u64) {
        if let Err(error) = quarantine::set_aside(self.store, key) {
            log::error!("job {key} cannot be set aside: {error}");
        }
    }

    /// Does one step of the sweep. The next one follows after a short pause, in which other
    /// processes get the write lock, or after a long one when nothing is left to do. Inactive jobs
    /// are cancelled then.
    fn sweep(&mut self, now: Instant) {
        let is_unfinished = sweep::step(self.store).unwrap_or_else(|error| {
            log::warn!("expired jobs could not be removed: {error}");
            false
        });
        if is_unfinished {
            self.next_sweep = Instant::now() + SWEEP_PAUSE;
            return;
        }
        self.next_sweep = now + SWEEP_INTERVAL;
        match self.cancel_inactive(now) {
            Ok(cancelled) => cancelled.into_iter().for_each(|key| self.release(key)),
            Err(error) => log::warn!("inactive jobs could not be cancelled: {error}"),
        }
    }

    /// Records the time for which this runner has watched the queue, and looks for inactive jobs if
    /// that is due. Cancels the jobs without progress or change for the time that the policy sets,
    /// and returns their keys. A job with a bad row is kept.
    fn cancel_inactive(&mut self, now: Instant) -> Result<Vec<u64>> {
        let Some(timeout) = self.policy.inactivity() else {
            return Ok(Vec::new());
        };
        let passed = (now - self.observed_until).min(MAX_RECORDED);
        self.observed_until = now;
        let is_due = now >= self.next_inactivity_check;
        let inactive = self.store.write(Durability::Process, |transaction| {
            inactivity::advance(transaction.connection(), passed)?;
            Ok(match is_due {
                true => inactivity::look(transaction.connection(), timeout)?,
                false => Vec::new(),
            })
        })?;
        if is_due {
            self.next_inactivity_check = now + INACTIVITY_INTERVAL;
        }
        for InactiveJob { key, version } in &inactive {
            let cancelled = self.store.write(Durability::Process, |transaction| {
                let mut row = transaction.job(*key)?;
                if row.version == *version && !row.data.is_substitute {
                    log::info!("job {key} is cancelled: it has been inactive for {timeout:?}");
                    row.apply(JobEvent::Cancel)?;
                    transaction.update_job(&mut row)?;
                }
                Ok(())
            });
            if let Err(error) = cancelled {
                log::warn!("the inactive job {key} could not be cancelled: {error}");
            }
        }
        Ok(inactive.into_iter().map(|job| job.key).collect())
    }
}
