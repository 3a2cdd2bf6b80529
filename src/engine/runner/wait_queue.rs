//! Queue of the jobs that wait, and the order in which they get their turns.
//!
//! Up to 16 foreground jobs run side by side. Of the background jobs one runs at a time: the one
//! with the highest priority; jobs of the same priority take turns in the order of their arrival.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use crate::abi::BG_JOB_PRIORITY;
use crate::abi::BG_JOB_PRIORITY::*;

/// Foreground jobs that run at the same time.
pub const MAX_FOREGROUND_JOBS: usize = 16;

/// Jobs that wait for their turn, for the end of their retry delay, or for the policy.
#[derive(Default)]
pub struct WaitQueue {
    waiting: HashMap<u64, WaitState>,
    /// Jobs that wait for their turn: by priority, then arrival, then key.
    turns: BTreeSet<(i32, u64, u64)>,
    retries: BTreeMap<(Instant, u64), ()>,
    arrivals: u64,
}

#[derive(Clone, Copy)]
enum WaitState {
    Turn { priority: i32, arrival: u64 },
    Retry(Instant),
    Policy,
}

impl WaitQueue {
    /// Adds a job that waits for its turn. A job that waits already keeps its place unless its
    /// priority changed.
    pub fn add_for_turn(&mut self, key: u64, priority: BG_JOB_PRIORITY) {
        let priority = priority as i32;
        if let Some(WaitState::Turn {
            priority: known, ..
        }) = self.waiting.get(&key)
            && *known == priority
        {
            return;
        }
        self.remove(key);
        self.arrivals += 1;
        let arrival = self.arrivals;
        self.turns.insert((priority, arrival, key));
        self.waiting
            .insert(key, WaitState::Turn { priority, arrival });
    }

    pub fn add_for_retry(&mut self, key: u64, due: Instant) {
        self.remove(key);
        self.retries.insert((due, key), ());
        self.waiting.insert(key, WaitState::Retry(due));
    }

    pub fn add_for_policy(&mut self, key: u64) {
        self.remove(key);
        self.waiting.insert(key, WaitState::Policy);
    }

    pub fn remove(&mut self, key: u64) {
        match self.waiting.remove(&key) {
            Some(WaitState::Turn { priority, arrival }) => {
                self.turns.remove(&(priority, arrival, key));
            }
            Some(WaitState::Retry(due)) => {
                self.retries.remove(&(due, key));
            }
            Some(WaitState::Policy) | None => {}
        }
    }

    pub fn contains(&self, key: u64) -> bool {
        self.waiting.contains_key(&key)
    }

    pub fn waits_for_turn(&self, key: u64) -> bool {
        matches!(self.waiting.get(&key), Some(WaitState::Turn { .. }))
    }

    pub fn waits_for_retry(&self, key: u64) -> bool {
        matches!(self.waiting.get(&key), Some(WaitState::Retry(_)))
    }

    /// Returns the jobs that wait for their turn or for the policy.
    pub fn without_retry(&self) -> impl Iterator<Item = u64> + '_ {
        let waits = |state: &WaitState| !matches!(state, WaitState::Retry(_));
        self.waiting
            .iter()
            .filter(move |(_, state)| waits(state))
            .map(|(key, _)| *key)
    }

    /// Makes every retry due.
    pub fn retry_now(&mut self, now: Instant) {
        for ((_, key), ()) in std::mem::take(&mut self.retries) {
            self.add_for_retry(key, now);
        }
    }

    pub fn next_retry(&self) -> Option<Instant> {
        self.retries.first_key_value().map(|((due, _), ())| *due)
    }

    /// Removes and returns a job whose retry delay is over.
    pub fn take_due(&mut self, now: Instant) -> Option<u64> {
        let (due, key) = *self.retries.first_key_value()?.0;
        if due > now {
            return None;
        }
        self.remove(key);
        Some(key)
    }

    /// Returns the next foreground job.
    pub fn next_foreground(&self) -> Option<u64> {
        let (priority, _, key) = self.turns.first()?;
        (*priority == BG_JOB_PRIORITY_FOREGROUND as i32).then_some(*key)
    }

    /// Returns the next background job and its priority.
    pub fn next_background(&self) -> Option<(u64, BG_JOB_PRIORITY)> {
        let (priority, _, key) = self
            .turns
            .range((BG_JOB_PRIORITY_HIGH as i32, 0, 0)..)
            .next()?;
        Some((*key, BG_JOB_PRIORITY::try_from(*priority).ok()?))
    }
}

/// Returns whether a waiting background job takes the place of the running one.
pub fn preempts(waiting: BG_JOB_PRIORITY, running: BG_JOB_PRIORITY, slice_over: bool) -> bool {
    (waiting as i32) < running as i32 || slice_over && waiting == running
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn higher_priorities_come_first_and_equal_ones_in_order() {
        let mut queue = WaitQueue::default();
        queue.add_for_turn(1, BG_JOB_PRIORITY_LOW);
        queue.add_for_turn(2, BG_JOB_PRIORITY_NORMAL);
        queue.add_for_turn(3, BG_JOB_PRIORITY_NORMAL);
        queue.add_for_turn(4, BG_JOB_PRIORITY_FOREGROUND);
        queue.add_for_turn(2, BG_JOB_PRIORITY_NORMAL);
        assert_eq!(queue.next_foreground(), Some(4));
        assert_eq!(queue.next_background(), Some((2, BG_JOB_PRIORITY_NORMAL)));
        queue.add_for_turn(1, BG_JOB_PRIORITY_HIGH);
        assert_eq!(queue.next_background(), Some((1, BG_JOB_PRIORITY_HIGH)));
        queue.remove(1);
        queue.remove(2);
        queue.remove(4);
        assert_eq!(queue.next_foreground(), None);
        assert_eq!(queue.next_background(), Some((3, BG_JOB_PRIORITY_NORMAL)));
    }

    #[test]
    fn a_retry_is_due_at_its_time_only() {
        let mut queue = WaitQueue::default();
        let now = Instant::now();
        queue.add_for_retry(1, now + Duration::from_secs(5));
        assert_eq!(queue.take_due(now), None);
        assert_eq!(queue.next_retry(), Some(now + Duration::from_secs(5)));
        assert_eq!(queue.take_due(now + Duration::from_secs(5)), Some(1));
        assert_eq!(queue.next_retry(), None);
    }

    #[test]
    fn a_running_job_yields_to_its_betters_and_shares_with_its_equals() {
        assert!(preempts(BG_JOB_PRIORITY_NORMAL, BG_JOB_PRIORITY_LOW, false));
        assert!(preempts(BG_JOB_PRIORITY_LOW, BG_JOB_PRIORITY_LOW, true));
        assert!(!preempts(BG_JOB_PRIORITY_LOW, BG_JOB_PRIORITY_LOW, false));
        assert!(!preempts(BG_JOB_PRIORITY_LOW, BG_JOB_PRIORITY_HIGH, true));
    }
}
