//! What the runner does from time to time, whatever the jobs do: finds what nobody told it of, and
//! clears away what is left.

use std::time::Instant;

use super::Shift;
use crate::engine::state::Event as JobEvent;
use crate::engine::store::{self, Durability, FileRow};
use crate::engine::{Result, time};

impl Shift {
    /// Finds jobs that nobody told of.
    pub(super) fn look_around(&mut self, now: Instant) {
        self.looked = now;
        let live = self.store.live();
        if live.rings() == self.rings && !live.was_interrupted() {
            return;
        }
        self.rings = live.rings();
        match self.store.read(store::jobs_for_runner) {
            Ok(keys) => {
                for key in keys {
                    if !self.working.contains_key(&key) && !self.waiting.holds(key) {
                        self.changed(key);
                    }
                }
            }
            Err(error) => log::warn!("the queue cannot be read: {error}"),
        }
    }

    /// Removes what a job that ended left behind.
    pub(super) fn clear_away(&mut self, key: u64) {
        let cleared = self.store.write(Durability::Process, |transaction| {
            let mut row = transaction.job(key)?;
            let files = FileRow::load_arriving(transaction.connection(), &row)?;
            row.data.settled = FileRow::remove_data(&files);
            transaction.update_job(&mut row)
        });
        if let Err(error) = cleared {
            log::warn!("what job {key} left behind could not be removed: {error}");
        }
    }

    /// Forgets jobs that ended long ago.
    pub(super) fn sweep(&mut self) {
        self.swept = Instant::now();
        let swept = self.store.write(Durability::Process, |transaction| {
            store::expired_jobs(transaction.connection())?
                .iter()
                .try_for_each(|row| transaction.remove_job(row))
        });
        if let Err(error) = swept {
            log::warn!("ended jobs could not be forgotten: {error}");
        }
        match self.cancel_inactive() {
            Ok(cancelled) => cancelled.into_iter().for_each(|key| self.release(key)),
            Err(error) => log::warn!("inactive jobs could not be cancelled: {error}"),
        }
    }

    /// Cancels the jobs that nothing happened to for as long as the policy says.
    fn cancel_inactive(&self) -> Result<Vec<u64>> {
        let Some(timeout) = self.policy.inactivity() else {
            return Ok(Vec::new());
        };
        self.store.write(Durability::Process, |transaction| {
            let inactive = store::inactive_jobs(transaction.connection(), time::before(timeout))?;
            for key in &inactive {
                log::info!("job {key} is cancelled: nothing happened to it for {timeout:?}");
                let mut row = transaction.job(*key)?;
                row.apply(JobEvent::Cancel)?;
                transaction.update_job(&mut row)?;
            }
            Ok(inactive)
        })
    }
}
