//! Event loop of the runner thread: carries out commands, schedules jobs, drives the network, and
//! saves what happened.
//!
//! Each round of the loop carries out the commands in the mailbox, starts the jobs that are due,
//! waits for the network (a command wakes it), passes its events to the tasks, and saves the tasks
//! whose changes are due.

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crate::abi::BG_E_NOT_FOUND;
use crate::abi::BG_JOB_STATE::*;
use crate::engine::bandwidth::link::Link;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::policy::Policy;
use crate::engine::model::state;
use crate::engine::runner::context::RunnerContext;
use crate::engine::runner::fsync;
use crate::engine::runner::mailbox::{Ack, Mailbox, RunnerCommand};
use crate::engine::runner::notify_commands::NotifyCommands;
use crate::engine::runner::timing::Timing;
use crate::engine::runner::wait_queue::{self, WaitQueue};
use crate::engine::store::columns::BAD_ROW;
use crate::engine::store::database::Store;
use crate::engine::store::job_row::JobRow;
use crate::engine::store::opening::DATABASE_REPLACED;
use crate::engine::store::queries;
use crate::engine::tasks::job_task::{FsyncRequest, JobTask, Saved, TaskContext};
use crate::engine::tasks::{self, retry};
use crate::engine::transfer::event::{TransferEvent, TransferId};
use crate::engine::transfer::network::Network;

/// Interval at which progress is written to the shared memory.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(100);
/// Delay before a job is tried again whose rows could not be read or written.
const STORE_RETRY_DELAY: Duration = Duration::from_secs(5);
/// Interval at which the runner looks whether a job may have its turn that a call of `Complete`
/// holds. The call tells the runner when it ends; the process of the call may be killed.
const HOLD_INTERVAL: Duration = Duration::from_secs(1);
/// Interval at which the runner looks for changes that it was not told of, because the process that
/// made them was killed.
pub(super) const RESCAN_INTERVAL: Duration = Duration::from_secs(10);

/// State of the runner thread. The modules `admission` and `maintenance` contain further methods.
pub struct EventLoop {
    pub(super) store: &'static Store,
    pub(super) policy: &'static Policy,
    pub(super) timing: Timing,
    /// All transfers of the runner.
    pub(super) network: Network,
    /// Requests to the fsync thread.
    fsync: mpsc::Sender<FsyncRequest>,
    /// Sends commands to this loop; for the threads that the loop starts.
    pub(super) mailbox: Mailbox,
    /// Jobs that wait.
    pub(super) wait_queue: WaitQueue,
    /// Programs that are to be run for jobs.
    notify_commands: NotifyCommands,
    /// Jobs that have their turn, by key.
    pub(super) tasks: BTreeMap<u64, Box<dyn JobTask>>,
    /// Key of the job that each transfer belongs to.
    pub(super) transfers: HashMap<TransferId, u64>,
    /// Link that background jobs use.
    pub(super) link: Link,
    /// Rate that the policy allows background jobs at this hour, in bytes per second; `None`: any.
    pub(super) policy_rate: Option<u64>,
    /// Rate that each background transfer has, in bytes per second; `None`: any.
    pub(super) rate_limit: Option<u64>,
    /// The network was lost and is not back.
    pub(super) network_lost: bool,
    /// Time of the next step of the sweep.
    pub(super) next_sweep: Instant,
    /// Time until which the time for which this runner has watched the queue is recorded.
    pub(super) observed_until: Instant,
    /// Time from which on the end of a sweep also cancels inactive jobs.
    pub(super) next_inactivity_check: Instant,
    /// Times of the last publication of progress, rescan and look at the policy.
    last_progress: Instant,
    pub(super) last_rescan: Instant,
    pub(super) last_policy: Instant,
    /// Generation of the database that the runner has recovered.
    generation: u32,
    /// Change counter of the shared memory at the last rescan.
    pub(super) seen_changes: u32,
}

impl EventLoop {
    /// Finds the jobs that wait for the runner. `generation` is that of the recovered database.
    pub fn new(
        context: &'static RunnerContext,
        generation: u32,
        network: Network,
        mailbox: Mailbox,
    ) -> Result<EventLoop> {
        let now = Instant::now();
        let store = context.store;
        let policy_rate = context.policy.bandwidth((context.timing.hour)());
        let queue_dir = context.queue_dir.path().to_owned();
        let mut event_loop = EventLoop {
            store,
            policy: &context.policy,
            timing: context.timing,
            network,
            fsync: fsync::start(mailbox.clone())?,
            wait_queue: WaitQueue::default(),
            notify_commands: NotifyCommands::new(queue_dir, mailbox.clone()),
            mailbox,
            tasks: BTreeMap::new(),
            transfers: HashMap::new(),
            link: Link::default(),
            policy_rate,
            rate_limit: policy_rate,
            network_lost: false,
            next_sweep: now,
            observed_until: now,
            next_inactivity_check: now,
            last_progress: now,
            last_rescan: now,
            last_policy: now,
            generation,
            seen_changes: store.shared_memory().change_count(),
        };
        for key in store.read(queries::jobs_for_runner)? {
            event_loop.reload(key);
        }
        event_loop.probe_network();
        Ok(event_loop)
    }

    /// Runs until a command stops the loop. Returns the acknowledgement of that command, or an
    /// error if another database took the place of the queue's: its jobs need a recovery.
    pub fn run(&mut self, commands: &Receiver<RunnerCommand>) -> Result<Ack> {
        loop {
            let shared_memory = self.store.shared_memory();
            shared_memory.beat();
            if shared_memory.generation() != self.generation {
                log::warn!("the database of the queue was replaced, its jobs are read again");
                return Err(DATABASE_REPLACED);
            }
            while let Ok(command) = commands.try_recv() {
                if let Some(ack) = self.carry_out(command) {
                    return Ok(ack);
                }
            }
            self.schedule();
            self.notify_commands.start_due(self.store, Instant::now());
            for (id, event) in self.network.wait(self.time_to_next_deadline()) {
                let key = match event {
                    TransferEvent::Started { .. } => self.transfers.get(&id).copied(),
                    _ => self.transfers.remove(&id),
                };
                if let Some(task) = key.and_then(|key| self.tasks.get_mut(&key)) {
                    task.on_transfer_event(id, event);
                }
            }
            self.save_due_tasks();
            self.maintain();
            self.publish_progress();
        }
    }

    /// Carries out a command. Returns the acknowledgement if it is the command to stop.
    fn carry_out(&mut self, command: RunnerCommand) -> Option<Ack> {
        match command {
            RunnerCommand::Changed(key) => self.reload(key),
            RunnerCommand::Release(key, ack) => {
                self.release(key);
                ack.confirm();
            }
            RunnerCommand::Ping(ack) => ack.confirm(),
            RunnerCommand::Synced {
                key,
                position,
                synced,
            } => {
                if let Some(task) = self.tasks.get_mut(&key) {
                    task.on_synced(position, synced);
                }
            }
            RunnerCommand::ProgramEnded {
                key,
                entry,
                succeeded,
            } => {
                let ended = self
                    .notify_commands
                    .on_ended(self.store, key, entry, succeeded);
                if let Err(error) = ended {
                    log::error!("the end of job {key}'s program cannot be recorded: {error}");
                }
            }
            RunnerCommand::NetworkChanged(change) => self.on_network_change(change),
            RunnerCommand::NetworkLost(keys) => self.on_network_lost(keys),
            RunnerCommand::Stop(ack) => {
                self.stop_all();
                return Some(ack);
            }
        }
        None
    }

    /// Reads the row of a job again, and acts on what changed.
    pub(super) fn reload(&mut self, key: u64) {
        let row = match self.store.read(|connection| JobRow::load(connection, key)) {
            Ok(row) => row,
            Err(error) => {
                self.stop_task(key);
                return self.postpone(key, error);
            }
        };
        match (row, self.tasks.get_mut(&key)) {
            (Some(row), Some(task)) if state::is_active(row.state) => {
                if let Err(error) = task.reload(self.store, &row) {
                    log::error!("the changes of job {key} cannot be read: {error}");
                }
            }
            (row, _) => {
                self.stop_task(key);
                self.enqueue(key, row.as_ref());
            }
        }
    }

    /// Puts a job without a turn into the wait queue, or takes it out, as its state demands.
    pub(super) fn enqueue(&mut self, key: u64, row: Option<&JobRow>) {
        self.notify_commands.update(key, row);
        match row {
            Some(row) if row.data.completing => self.finish_completion(key),
            Some(row) if state::is_final(row.state) => {
                self.wait_queue.remove(key);
                if row.owes_session_cancel() {
                    self.cancel_session(row);
                } else if !row.data.settled {
                    self.remove_leftovers(key);
                }
            }
            Some(row) if self.is_blocked_by_policy(row) => self.block(row),
            Some(row) if state::is_scheduled(row.state) && row.is_held() => {
                self.wait_queue
                    .add_for_retry(key, Instant::now() + HOLD_INTERVAL);
            }
            Some(row) if row.state == BG_JOB_STATE_QUEUED => {
                self.wait_queue
                    .add_for_turn(key, row.data.settings.priority);
            }
            Some(row) if row.state == BG_JOB_STATE_TRANSIENT_ERROR => {
                self.network_lost |= row.lost_network();
                let due = Instant::now() + retry::retry_delay_left(row);
                self.wait_queue.add_for_retry(key, due);
            }
            // The turn has ended, but its end could not be recorded.
            Some(row) if state::is_active(row.state) => {
                self.wait_queue
                    .add_for_retry(key, Instant::now() + STORE_RETRY_DELAY);
            }
            _ => self.wait_queue.remove(key),
        }
    }

    /// Cancels the server's session of a cancelled upload, now or when the last attempt is long
    /// enough ago.
    fn cancel_session(&mut self, row: &JobRow) {
        let delay = retry::retry_delay_left(row);
        if delay.is_zero() {
            self.start_task(row.key);
        } else {
            self.wait_queue
                .add_for_retry(row.key, Instant::now() + delay);
        }
    }

    /// Stops the transfers of a job, records what they brought, and lets the job wait again.
    pub(super) fn release(&mut self, key: u64) {
        self.stop_task(key);
        self.reload(key);
    }

    fn stop_task(&mut self, key: u64) {
        let Some(mut task) = self.tasks.remove(&key) else {
            return;
        };
        self.transfers.retain(|_, owner| *owner != key);
        task.stop(&mut self.network);
        if let Err(error) = task.save(self.store) {
            log::error!("job {key} was stopped, but its progress could not be recorded: {error}");
        }
    }

    fn stop_all(&mut self) {
        for key in self.tasks.keys().copied().collect::<Vec<_>>() {
            self.stop_task(key);
        }
    }

    /// Starts the jobs that are due: foreground jobs side by side, and one background job.
    fn schedule(&mut self) {
        let now = Instant::now();
        self.apply_policy(now);
        while let Some(key) = self.wait_queue.take_due(now) {
            match retry::retry(self.store, key, self.network_lost) {
                Ok(row) => self.enqueue(key, Some(&row)),
                Err(error) => self.postpone(key, error),
            }
        }
        while self.foreground_tasks() < wait_queue::MAX_FOREGROUND_JOBS
            && let Some(key) = self.wait_queue.next_foreground()
        {
            self.start_task(key);
        }
        if let Some((next, priority)) = self.wait_queue.next_background()
            && let Some(context) = self.background_task()
        {
            let slice_over = now - context.since >= self.timing.slice;
            if wait_queue::preempts(priority, context.priority, slice_over) {
                let key = context.key;
                self.release(key);
                self.start_task(next);
            }
        }
        // A job whose rows cannot be read gets no turn; the turn is the next one's.
        while self.background_task().is_none()
            && let Some((next, _)) = self.wait_queue.next_background()
        {
            self.start_task(next);
        }
    }

    /// Returns the background job that has its turn.
    fn background_task(&self) -> Option<&TaskContext> {
        let mut running = self.tasks.values().map(|task| task.context());
        running.find(|context| !context.is_foreground())
    }

    fn foreground_tasks(&self) -> usize {
        let contexts = self.tasks.values().map(|task| task.context());
        contexts.filter(|context| context.is_foreground()).count()
    }

    fn start_task(&mut self, key: u64) {
        self.wait_queue.remove(key);
        match tasks::begin(self.store, self.policy, key) {
            Ok(Some(mut task)) => {
                let started = task.start_transfers(&mut self.network);
                self.tasks.insert(key, task);
                self.track(key, &started);
            }
            Ok(None) => {}
            Err(error) => self.postpone(key, error),
        }
    }

    /// Postpones a job whose rows cannot be read or written now. A job that is gone is dropped, and
    /// one with bad rows is set aside.
    pub(super) fn postpone(&mut self, key: u64, error: Error) {
        match error {
            Error(BG_E_NOT_FOUND) => {}
            BAD_ROW => {
                self.wait_queue.remove(key);
                self.set_aside(key);
            }
            error => {
                log::error!("job {key} is postponed: {error}");
                self.wait_queue
                    .add_for_retry(key, Instant::now() + STORE_RETRY_DELAY);
            }
        }
    }

    /// Returns the time until something is due without an event of the network.
    fn time_to_next_deadline(&self) -> Duration {
        let now = Instant::now();
        let saves = self.tasks.values().filter_map(|task| task.save_due(now));
        let progress = (!self.tasks.is_empty()).then_some(self.last_progress + PROGRESS_INTERVAL);
        let limits_bandwidth = self.policy.max_internet_bandwidth.is_some();
        let policy = limits_bandwidth.then(|| self.last_policy + self.timing.policy_interval);
        let next = saves
            .chain(progress)
            .chain(policy)
            .chain(self.wait_queue.next_retry())
            .chain(self.notify_commands.next_due())
            .chain([self.next_sweep])
            .fold(self.last_rescan + RESCAN_INTERVAL, Instant::min);
        next.saturating_duration_since(now)
    }

    /// Starts further transfers of the running jobs, and saves the jobs whose changes are due.
    fn save_due_tasks(&mut self) {
        let now = Instant::now();
        let (mut ended, mut started) = (Vec::new(), Vec::new());
        for (key, task) in &mut self.tasks {
            task.checkpoint(now, &mut self.network, &self.fsync);
            let is_due = task.save_due(now).is_some_and(|due| due <= now);
            let saved = match is_due {
                true => task.save(self.store),
                false => Ok(Saved::Running),
            };
            match saved {
                Ok(Saved::Running) => {
                    started.push((*key, task.start_transfers(&mut self.network)));
                }
                Ok(Saved::Ended(row)) => ended.push((*key, Some(*row))),
                Err(error) => {
                    log::error!("the progress of job {key} cannot be recorded: {error}");
                    ended.push((*key, None));
                }
            }
        }
        for (key, started) in started {
            self.track(key, &started);
        }
        for (key, row) in ended {
            self.stop_task(key);
            match row {
                Some(row) => self.enqueue(key, Some(&row)),
                None => self.wait_queue.add_for_retry(key, now + STORE_RETRY_DELAY),
            }
        }
        self.transfers.retain(|_, key| self.tasks.contains_key(key));
    }

    /// Takes note of transfers that a job has started.
    fn track(&mut self, key: u64, started: &[TransferId]) {
        self.transfers.extend(started.iter().map(|id| (*id, key)));
        if self.rate_limit.is_some() && !self.tasks[&key].context().is_foreground() {
            for id in started {
                self.network.limit(*id, self.rate_limit);
            }
        }
    }

    fn publish_progress(&mut self) {
        let now = Instant::now();
        if now - self.last_progress < PROGRESS_INTERVAL {
            return;
        }
        self.last_progress = now;
        self.limit_background_transfers(now);
        for task in self.tasks.values() {
            task.publish_progress(&self.network);
        }
    }
}
