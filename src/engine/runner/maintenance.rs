//! Maintenance of the queue at intervals: finds changes that the runner was not told of, and
//! removes what is left of old jobs.

use std::time::Instant;

use crate::engine::model::error::Result;
use crate::engine::model::state::JobEvent;
use crate::engine::model::time;
use crate::engine::runner::event_loop::{EventLoop, PURGE_INTERVAL, RESCAN_INTERVAL};
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::queries;

impl EventLoop {
    /// Does the maintenance that is due.
    pub(super) fn maintain(&mut self) {
        let now = Instant::now();
        if now >= self.last_purge + PURGE_INTERVAL {
            self.purge();
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
        match self.store.read(queries::jobs_for_runner) {
            Ok(keys) => {
                for key in keys {
                    if !self.tasks.contains_key(&key) && !self.wait_queue.contains(key) {
                        self.reload(key);
                    }
                }
            }
            Err(error) => log::warn!("the queue cannot be read: {error}"),
        }
    }

    /// Removes the temporary files that a final job left behind.
    pub(super) fn remove_leftovers(&mut self, key: u64) {
        let removed = self.store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            let connection = transaction.connection();
            let files = FileRow::load_local(connection, key, row.job_type)?;
            row.data.settled = FileRow::remove_data(&files);
            transaction.update_job(&mut row)
        });
        if let Err(error) = removed {
            log::warn!("the temporary files of job {key} could not be removed: {error}");
        }
    }

    /// Deletes the rows of jobs that ended long ago, and cancels inactive jobs.
    pub(super) fn purge(&mut self) {
        self.last_purge = Instant::now();
        let purged = self.store.write(Durability::Process, |transaction| {
            queries::expired_jobs(transaction.connection())?
                .iter()
                .try_for_each(|row| transaction.remove_job(row))
        });
        if let Err(error) = purged {
            log::warn!("expired jobs could not be removed: {error}");
        }
        match self.cancel_inactive() {
            Ok(cancelled) => cancelled.into_iter().for_each(|key| self.release(key)),
            Err(error) => log::warn!("inactive jobs could not be cancelled: {error}"),
        }
    }

    /// Cancels the jobs without progress or change for the time that the policy sets.
    fn cancel_inactive(&self) -> Result<Vec<u64>> {
        let Some(timeout) = self.policy.inactivity() else {
            return Ok(Vec::new());
        };
        self.store.write(Durability::Process, |transaction| {
            let inactive = queries::inactive_jobs(transaction.connection(), time::before(timeout))?;
            for key in &inactive {
                log::info!("job {key} is cancelled: it has been inactive for {timeout:?}");
                let mut row = transaction.job(*key)?;
                row.apply(JobEvent::Cancel)?;
                transaction.update_job(&mut row)?;
            }
            Ok(inactive)
        })
    }
}
