//! Admission of jobs to the network: what the policy and the state of the network allow, and the
//! rate that background jobs may have.

use std::time::Instant;

use crate::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use crate::abi::BG_JOB_STATE::BG_JOB_STATE_QUEUED;
use crate::engine::model::error::Failure;
use crate::engine::platform::route::{self, RouteChange};
use crate::engine::runner::connectivity;
use crate::engine::runner::event_loop::EventLoop;
use crate::engine::store::job_row::JobRow;
use crate::engine::tasks::retry;
use crate::engine::transfer::event::TransferId;
use crate::engine::transfer::failure;

impl EventLoop {
    /// Applies the policy for the present hour, at the interval of the timing.
    pub(super) fn apply_policy(&mut self, now: Instant) {
        let is_due = now >= self.last_policy + self.timing.policy_interval;
        if self.policy.max_internet_bandwidth.is_none() || !is_due {
            return;
        }
        self.last_policy = now;
        let rate = self.policy.bandwidth((self.timing.hour)());
        let before = std::mem::replace(&mut self.policy_rate, rate);
        if before == rate {
            return;
        }
        match rate {
            Some(rate) => log::info!("the policy allows background jobs {rate} bytes/s now"),
            None => log::info!("the policy does not limit background jobs now"),
        }
        if before == Some(0) || rate == Some(0) {
            let running = self.tasks.keys().copied();
            let concerned: Vec<u64> = running.chain(self.wait_queue.without_retry()).collect();
            concerned.into_iter().for_each(|key| self.release(key));
        }
    }

    /// Returns whether only the policy keeps a job from its turn.
    pub(super) fn is_blocked_by_policy(&self, row: &JobRow) -> bool {
        let is_background = row.data.settings.priority != BG_JOB_PRIORITY_FOREGROUND;
        is_background
            && self.policy_rate == Some(0)
            && (row.state == BG_JOB_STATE_QUEUED || row.waits_for_policy())
    }

    /// Lets a job wait until the policy allows background jobs to transfer.
    pub(super) fn block(&mut self, row: &JobRow) {
        if row.waits_for_policy() {
            return self.wait_queue.add_for_policy(row.key);
        }
        log::info!(
            "job {} waits: the policy allows background jobs no bandwidth at this hour",
            row.key
        );
        self.fail(row.key, &failure::blocked_by_policy());
    }

    /// Fails the transfers that have no route to their servers any more. If there is no route to
    /// anywhere, the waiting jobs may have lost the network as well.
    pub(super) fn on_network_change(&mut self, change: RouteChange) {
        self.network.drop_unreachable();
        if change == RouteChange::Gained {
            self.network_is_back();
        } else if route::is_cut_off() {
            self.network_lost = true;
            let waiting = self.wait_queue.without_retry().collect();
            connectivity::find_lost(self.store, waiting, self.mailbox.clone());
        }
    }

    /// Finds a route that appeared without a notification.
    pub(super) fn probe_network(&mut self) {
        if self.network_lost && !route::is_cut_off() {
            self.network_is_back();
        }
    }

    /// Retries all jobs that wait for a retry.
    fn network_is_back(&mut self) {
        if std::mem::take(&mut self.network_lost) {
            self.wait_queue.retry_now(Instant::now());
        }
    }

    /// Fails waiting jobs that had no route to their servers when it was looked up.
    pub(super) fn on_network_lost(&mut self, keys: Vec<u64>) {
        for key in keys {
            if self.network_lost && self.wait_queue.waits_for_turn(key) {
                self.fail(key, &failure::disconnected());
            }
        }
    }

    /// Records a failure of a job that waits for its turn.
    fn fail(&mut self, key: u64, failure: &Failure) {
        match retry::fail(self.store, key, failure) {
            Ok(row) => self.enqueue(key, Some(&row)),
            Err(error) => self.postpone(key, error),
        }
    }

    /// Limits the background transfers to what other traffic on their link leaves over, and to
    /// what the policy allows.
    pub(super) fn limit_background_transfers(&mut self, now: Instant) {
        let is_foreground = |key: &u64| {
            let task = self.tasks.get(key);
            task.is_some_and(|task| task.context().is_foreground())
        };
        let (foreground, background): (Vec<TransferId>, Vec<TransferId>) = self
            .transfers
            .keys()
            .partition(|id| is_foreground(&self.transfers[id]));
        for flow in foreground.iter().filter_map(|id| self.network.flow(*id)) {
            self.link.remove_window_limit(flow);
        }
        let flow = background.iter().find_map(|id| self.network.flow(*id));
        self.link.measure(now, flow);
        let limit = self.link.limit().into_iter().chain(self.policy_rate).min();
        if self.rate_limit != limit {
            self.rate_limit = limit;
            log::debug!("background jobs have {limit:?} bytes/s");
        }
        for id in foreground {
            self.network.limit(id, None);
        }
        for id in background {
            self.network.limit(id, limit);
        }
    }
}
