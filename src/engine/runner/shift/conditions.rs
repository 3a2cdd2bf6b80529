//! What lets no job through, whatever its server does: a policy, and a network that is lost
//! (behaviour-1, 15.2 and 18.1); and what lets background jobs through more slowly.

use std::time::Instant;

use super::Shift;
use crate::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use crate::abi::BG_JOB_STATE::BG_JOB_STATE_QUEUED;
use crate::engine::Failure;
use crate::engine::os::route::{self, Change};
use crate::engine::runner::{reach, work};
use crate::engine::store::JobRow;
use crate::engine::transfer::{TransferId, failure};

impl Shift {
    /// Looks at what the policy allows at this hour.
    pub(super) fn obey(&mut self, now: Instant) {
        if self.policy.max_internet_bandwidth.is_none() || now < self.obeyed + self.timing.obey {
            return;
        }
        self.obeyed = now;
        let allowed = self.policy.bandwidth((self.timing.hour)());
        let before = std::mem::replace(&mut self.allowed, allowed);
        if before == allowed {
            return;
        }
        log::info!("policy.toml allows background jobs {allowed:?} bytes/s from now on");
        if before == Some(0) || allowed == Some(0) {
            let at_work = self.working.keys().copied();
            let concerned: Vec<u64> = at_work.chain(self.waiting.for_others()).collect();
            concerned.into_iter().for_each(|key| self.release(key));
        }
    }

    /// The job could have its turn, as far as it is concerned, but the policy allows it nothing
    /// now.
    pub(super) fn is_blocked(&self, row: &JobRow) -> bool {
        let background = row.data.settings.priority != BG_JOB_PRIORITY_FOREGROUND;
        background
            && self.allowed == Some(0)
            && (row.state == BG_JOB_STATE_QUEUED || row.waits_for_policy())
    }

    /// Lets a job wait until the policy allows it something.
    pub(super) fn block(&mut self, row: &JobRow) {
        if row.waits_for_policy() {
            return self.waiting.for_policy(row.key);
        }
        log::info!(
            "job {} waits: policy.toml allows background jobs nothing at this hour",
            row.key
        );
        self.fail(row.key, &failure::blocked_by_policy());
    }

    /// Lets the transfers fail that have no way to their servers any more. When there is none to
    /// anywhere, the jobs that wait for their turn may have lost the network as well.
    pub(super) fn network_changed(&mut self, change: Change) {
        self.network.drop_unreachable();
        if change == Change::Gained {
            self.network_is_back();
        } else if route::is_cut_off() {
            self.lost = true;
            reach::find_lost(
                self.store,
                self.waiting.for_others().collect(),
                self.mailbox.clone(),
            );
        }
    }

    /// Finds out whether there is a way again that nobody told of.
    pub(super) fn try_network(&mut self) {
        if self.lost && !route::is_cut_off() {
            self.network_is_back();
        }
    }

    /// All jobs try it, whatever they wait for.
    fn network_is_back(&mut self) {
        if std::mem::take(&mut self.lost) {
            self.waiting.retry_now(Instant::now());
        }
    }

    /// Jobs that waited for their turn had no way to their servers when somebody looked.
    pub(super) fn lose_network(&mut self, keys: Vec<u64>) {
        for key in keys {
            if self.lost && self.waiting.has_turn(key) {
                self.fail(key, &failure::disconnected());
            }
        }
    }

    /// Puts a job that waits for its turn in error.
    fn fail(&mut self, key: u64, failure: &Failure) {
        match work::fail(self.store, key, failure) {
            Ok(row) => self.place(key, Some(&row)),
            Err(error) => self.set_back(key, error),
        }
    }

    /// Lets the background job send or receive as much as the others on its link leave over.
    pub(super) fn pace(&mut self, now: Instant) {
        let foreground = |key: &u64| {
            self.working
                .get(key)
                .is_some_and(|work| work.turn().is_foreground())
        };
        let (free, paced): (Vec<TransferId>, Vec<TransferId>) = self
            .transfers
            .keys()
            .partition(|id| foreground(&self.transfers[id]));
        for flow in free.iter().filter_map(|id| self.network.flow(*id)) {
            self.link.widen(flow);
        }
        self.link
            .measure(now, paced.iter().find_map(|id| self.network.flow(*id)));
        let limit = self.link.limit().into_iter().chain(self.allowed).min();
        if self.limit != limit {
            self.limit = limit;
            log::debug!("background jobs have {limit:?} bytes/s");
        }
        free.iter().for_each(|id| self.network.limit(*id, None));
        paced.iter().for_each(|id| self.network.limit(*id, limit));
    }
}
