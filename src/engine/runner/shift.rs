//! The runner at work: takes commands, gives turns, moves data, and records what happened.

mod conditions;
mod upkeep;

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::commands::Commands;
use super::link::Link;
use super::post::Receipt;
use super::schedule::{self, Timing, Waiting};
use super::work::{self, Saved, Work};
use super::{Command, Mailbox, sync};
use crate::abi::BG_E_NOT_FOUND;
use crate::abi::BG_JOB_STATE::*;
use crate::engine::policy::Policy;
use crate::engine::queue::Core;
use crate::engine::store::{self, JobRow, Store};
use crate::engine::transfer::{Event as TransferEvent, Network, TransferId};
use crate::engine::{Error, Result, state};

/// How often progress is shown.
const SHOW: Duration = Duration::from_millis(100);
/// When to try again what the database refused.
const SETBACK: Duration = Duration::from_secs(5);
/// How often the runner looks for changes that a process was killed before it could tell it of.
const LOOK: Duration = Duration::from_secs(10);
/// How often final jobs are cleared away.
const SWEEP: Duration = Duration::from_secs(3600);

pub struct Shift {
    store: &'static Store,
    network: Network,
    sync: mpsc::Sender<sync::Request>,
    waiting: Waiting,
    commands: Commands,
    mailbox: Mailbox,
    working: BTreeMap<u64, Box<dyn Work>>,
    transfers: HashMap<TransferId, u64>,
    link: Link,
    policy: &'static Policy,
    timing: Timing,
    /// Bytes a second that the policy allows background jobs now.
    allowed: Option<u64>,
    /// What each background transfer may send or receive in a second.
    limit: Option<u64>,
    /// The network was lost, and is not back yet.
    lost: bool,
    shown: Instant,
    swept: Instant,
    looked: Instant,
    /// What the bell said then.
    rings: u32,
    obeyed: Instant,
}

impl Shift {
    /// Finds everything that waits for its turn.
    pub fn begin(core: &'static Core, network: Network, mailbox: Mailbox) -> Result<Shift> {
        let now = Instant::now();
        let store = &core.store;
        let allowed = core.policy.bandwidth((core.timing.hour)());
        let mut shift = Shift {
            store,
            network,
            sync: sync::start(mailbox.clone())?,
            waiting: Waiting::default(),
            commands: Commands::new(core.runner.home().path().to_owned(), mailbox.clone()),
            mailbox,
            working: BTreeMap::new(),
            transfers: HashMap::new(),
            link: Link::default(),
            policy: &core.policy,
            timing: core.timing,
            allowed,
            limit: allowed,
            lost: false,
            shown: now,
            swept: now,
            looked: now,
            rings: store.live().rings(),
            obeyed: now,
        };
        shift.sweep();
        for key in store.read(store::jobs_for_runner)? {
            shift.changed(key);
        }
        shift.try_network();
        Ok(shift)
    }

    /// Works until told to stop, and returns the receipt for whoever waits for it.
    pub fn run(&mut self, commands: &Receiver<Command>) -> Receipt {
        loop {
            while let Ok(command) = commands.try_recv() {
                match command {
                    Command::Changed(key) => self.changed(key),
                    Command::Release(key, _receipt) => self.release(key),
                    Command::Synced {
                        key,
                        position,
                        synced,
                    } => {
                        if let Some(work) = self.working.get_mut(&key) {
                            work.note_synced(position, synced);
                        }
                    }
                    Command::Ran {
                        key,
                        entry,
                        succeeded,
                    } => {
                        if let Err(error) = self.commands.ended(self.store, key, entry, succeeded) {
                            log::error!(
                                "that a program was run for job {key} cannot be recorded: {error}"
                            );
                        }
                    }
                    Command::Network(change) => self.network_changed(change),
                    Command::LostNetwork(keys) => self.lose_network(keys),
                    Command::Stop(receipt) => {
                        self.stop();
                        return receipt;
                    }
                }
            }
            self.give_turns();
            self.commands.start(self.store, Instant::now());
            for (id, event) in self.network.wait(self.patience()) {
                let key = match event {
                    TransferEvent::Started { .. } => self.transfers.get(&id).copied(),
                    _ => self.transfers.remove(&id),
                };
                if let Some(work) = key.and_then(|key| self.working.get_mut(&key)) {
                    work.note(id, event, &mut self.network);
                }
            }
            self.record();
            self.show();
        }
    }

    /// Looks at a job anew.
    fn changed(&mut self, key: u64) {
        let row = match self.store.read(|connection| JobRow::load(connection, key)) {
            Ok(row) => row,
            Err(error) => {
                self.leave(key);
                return self.set_back(key, error);
            }
        };
        match (row, self.working.get_mut(&key)) {
            (Some(row), Some(work)) if state::is_active(row.state) => {
                if let Err(error) = work.adopt(self.store, &row) {
                    log::error!("what changed in job {key} cannot be read: {error}");
                }
            }
            (row, _) => {
                self.leave(key);
                self.place(key, row.as_ref());
            }
        }
    }

    /// Puts a job that is not at work where it belongs.
    fn place(&mut self, key: u64, row: Option<&JobRow>) {
        self.commands.note(key, row);
        match row {
            Some(row) if state::is_final(row.state) => {
                self.waiting.remove(key);
                if row.owes_farewell() {
                    self.say_farewell(row);
                } else if !row.data.settled {
                    self.clear_away(key);
                }
            }
            Some(row) if self.is_blocked(row) => self.block(row),
            Some(row) if row.state == BG_JOB_STATE_QUEUED => {
                self.waiting.for_turn(key, row.data.settings.priority)
            }
            Some(row) if row.state == BG_JOB_STATE_TRANSIENT_ERROR => {
                self.lost |= row.lost_network();
                self.waiting
                    .for_retry(key, Instant::now() + work::until_retry(row));
            }
            _ => self.waiting.remove(key),
        }
    }

    /// Tells the server of a cancelled upload, now or when the last attempt is long enough ago.
    fn say_farewell(&mut self, row: &JobRow) {
        let wait = work::until_retry(row);
        if wait.is_zero() {
            self.give_turn(row.key);
        } else {
            self.waiting.for_retry(row.key, Instant::now() + wait);
        }
    }

    /// Stops a job's transfers and records what they brought.
    fn release(&mut self, key: u64) {
        self.leave(key);
        self.changed(key);
    }

    fn leave(&mut self, key: u64) {
        let Some(mut work) = self.working.remove(&key) else {
            return;
        };
        self.transfers.retain(|_, owner| *owner != key);
        work.stop(&mut self.network);
        if let Err(error) = work.save(self.store) {
            log::error!(
                "job {key} was stopped, but how far it came could not be recorded: {error}"
            );
        }
    }

    fn stop(&mut self) {
        for key in self.working.keys().copied().collect::<Vec<_>>() {
            self.leave(key);
        }
    }

    fn give_turns(&mut self) {
        let now = Instant::now();
        self.obey(now);
        while let Some(key) = self.waiting.take_due(now) {
            match work::retry(self.store, key, self.lost) {
                Ok(row) => self.place(key, Some(&row)),
                Err(error) => self.set_back(key, error),
            }
        }
        while self
            .working
            .values()
            .filter(|work| work.turn().is_foreground())
            .count()
            < schedule::FOREGROUND_JOBS
            && let Some(key) = self.waiting.next_foreground()
        {
            self.give_turn(key);
        }
        let Some((next, priority)) = self.waiting.next_background() else {
            return;
        };
        let mut running = self.working.values().map(|work| work.turn());
        match running.find(|turn| !turn.is_foreground()) {
            Some(turn)
                if schedule::yields(
                    turn.priority,
                    now - turn.since >= self.timing.slice,
                    priority,
                ) =>
            {
                let key = turn.key;
                self.release(key);
                self.give_turn(next);
            }
            Some(_) => {}
            None => self.give_turn(next),
        }
    }

    fn give_turn(&mut self, key: u64) {
        self.waiting.remove(key);
        match work::begin(self.store, key) {
            Ok(Some(mut work)) => {
                let started = work.start(&mut self.network);
                self.working.insert(key, work);
                self.watch(key, &started);
            }
            Ok(None) => {}
            Err(error) => self.set_back(key, error),
        }
    }

    /// Lets a job wait that cannot be read or written now. There is nothing to wait for when it is
    /// gone, or its rows are bad.
    fn set_back(&mut self, key: u64, error: Error) {
        match error {
            Error(BG_E_NOT_FOUND) => {}
            store::BAD_ROW => {
                log::error!("job {key} is left alone: its rows cannot be read");
                self.waiting.remove(key);
            }
            error => {
                log::error!("job {key} cannot have its turn yet: {error}");
                self.waiting.for_retry(key, Instant::now() + SETBACK);
            }
        }
    }

    /// How long nothing needs to be done.
    fn patience(&self) -> Duration {
        let now = Instant::now();
        let due = self.working.values().filter_map(|work| work.due(now));
        let show = (!self.working.is_empty()).then_some(self.shown + SHOW);
        let next = due
            .chain(show)
            .chain(self.waiting.next_retry())
            .chain(self.commands.next())
            .chain([self.swept + SWEEP, self.looked + LOOK])
            .chain(
                self.policy
                    .max_internet_bandwidth
                    .as_ref()
                    .map(|_| self.obeyed + self.timing.obey),
            )
            .min();
        next.map_or(SWEEP, |next| next.saturating_duration_since(now))
    }

    /// Starts what may start, and writes down what happened.
    fn record(&mut self) {
        let now = Instant::now();
        let (mut over, mut started) = (Vec::new(), Vec::new());
        for (key, work) in &mut self.working {
            work.checkpoint(now, &mut self.network, &self.sync);
            let due = work.due(now).is_some_and(|due| due <= now);
            match if due {
                work.save(self.store)
            } else {
                Ok(Saved::Goes)
            } {
                Ok(Saved::Goes) => started.push((*key, work.start(&mut self.network))),
                Ok(Saved::Over(row)) => over.push((*key, Some(*row))),
                Err(error) => {
                    log::error!("what happened to job {key} cannot be recorded: {error}");
                    over.push((*key, None));
                }
            }
        }
        for (key, started) in started {
            self.watch(key, &started);
        }
        for (key, row) in over {
            self.leave(key);
            match row {
                Some(row) => self.place(key, Some(&row)),
                None => self.waiting.for_retry(key, now + SETBACK),
            }
        }
        self.transfers
            .retain(|_, key| self.working.contains_key(key));
        if now >= self.swept + SWEEP {
            self.sweep();
        }
        if now >= self.looked + LOOK {
            self.look_around(now);
            self.try_network();
        }
    }

    /// Takes note of transfers that a job has started.
    fn watch(&mut self, key: u64, started: &[TransferId]) {
        self.transfers.extend(started.iter().map(|id| (*id, key)));
        if self.limit.is_some() && !self.working[&key].turn().is_foreground() {
            started
                .iter()
                .for_each(|id| self.network.limit(*id, self.limit));
        }
    }

    fn show(&mut self) {
        let now = Instant::now();
        if now - self.shown < SHOW {
            return;
        }
        self.shown = now;
        self.pace(now);
        for work in self.working.values() {
            work.show(&self.network);
        }
    }
}
