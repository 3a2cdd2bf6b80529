//! The queue of jobs under one `BITS_HOME`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use uuid::{NoContext, Timestamp, Uuid};

use super::home::Home;
use super::notify::Observers;
use super::policy::Policy;
use super::runner::{Runner, Timing};
use super::store::{self, Durability, JobData, JobName, Store};
use super::{Error, Job, JobSettings, Result, fork, names, os, time};
use crate::abi::{BG_E_NOT_FOUND, BG_JOB_TYPE, E_ACCESSDENIED, E_INVALIDARG};

/// A handle on the queue; clones share it. Any thread may use it.
#[derive(Clone, Copy)]
pub struct Queue(&'static Core);

/// What all handles of one process on one queue share. It is there for good: a program may let go
/// of every object and still expect its transfers to go on.
pub(super) struct Core {
    pub store: Store,
    pub runner: Runner,
    pub observers: Observers,
    pub policy: Policy,
    pub timing: Timing,
}

/// The queues this process has open.
static OPEN: LazyLock<Mutex<HashMap<PathBuf, Queue>>> = LazyLock::new(Mutex::default);

pub(super) type OpenQueues = MutexGuard<'static, HashMap<PathBuf, Queue>>;

pub(super) fn open_queues() -> OpenQueues {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The longest display name, in UTF-16 units.
pub(super) const MAX_DISPLAY_NAME: usize = 256;

impl Queue {
    /// Opens the queue at `$BITS_HOME`, else `$XDG_STATE_HOME/bits`, else `~/.local/state/bits`;
    /// creates it when absent.
    pub fn open_default() -> Result<Queue> {
        Queue::open(&Home::default_path()?)
    }

    /// Opens the queue in this folder. One process has one queue per folder: opening it again
    /// shares it.
    ///
    /// `E_INVALIDARG` when the policy (see [`Policy`]) cannot be understood.
    pub fn open(path: &Path) -> Result<Queue> {
        let policy =
            Policy::default_path().map_or(Ok(Policy::default()), |path| Policy::load(&path))?;
        Queue::open_with(path, policy, Timing::default())
    }

    /// Opens the queue under a policy and a timing of the caller's; one that this process has open
    /// keeps those it has.
    pub fn open_with(path: &Path, policy: Policy, timing: Timing) -> Result<Queue> {
        let home = Home::open(path)?;
        let mut open = open_queues();
        fork::prepare_once(&open)?;
        if let Some(queue) = open.get(home.path()) {
            queue.0.runner.start(queue.0)?;
            return Ok(*queue);
        }
        let core: &Core = Box::leak(Box::new(Core {
            store: Store::open(&home)?,
            runner: Runner::new(&home)?,
            observers: Observers::default(),
            policy,
            timing,
        }));
        core.runner.start(core)?;
        open.insert(home.path().to_path_buf(), Queue(core));
        Ok(Queue(core))
    }

    /// Adds an empty, suspended job. `E_INVALIDARG`: a display name over 256 UTF-16 units.
    /// `BG_E_TOO_MANY_JOBS_PER_USER`, `BG_E_TOO_MANY_JOBS_PER_MACHINE`: the policy allows no more.
    pub fn create_job(&self, display_name: &str, job_type: BG_JOB_TYPE) -> Result<Job> {
        names::at_most(display_name, MAX_DISPLAY_NAME, E_INVALIDARG)?;
        let policy = &self.0.policy;
        let mut settings = JobSettings::new(display_name, user_sid());
        if let Some(seconds) = policy.max_download_time {
            settings.maximum_download_time = seconds;
        }
        let data = JobData::new(settings, time::now());
        let row = self.0.store.write(Durability::Process, |transaction| {
            if policy.counts_jobs() {
                // A queue is one user's, and as much of the machine as it knows.
                let jobs = store::count_jobs(transaction.connection())?;
                policy.check_new_job(jobs, jobs)?;
            }
            // Ids that begin with the time lie side by side in the index over them.
            transaction.insert_job(Uuid::new_v7(Timestamp::now(NoContext)), job_type, data)
        })?;
        let name = JobName {
            key: row.key,
            id: row.id,
            slot: row.slot,
            job_type,
        };
        Job::new(self.0, name)
    }

    /// `BG_E_NOT_FOUND` for a job that is not in the queue, completed and cancelled ones included.
    pub fn job(&self, id: Uuid) -> Result<Job> {
        let name = self
            .0
            .store
            .read(|connection| store::find_job(connection, id))?
            .ok_or(Error(BG_E_NOT_FOUND))?;
        Job::new(self.0, name)
    }

    pub(super) fn core(&self) -> &'static Core {
        self.0
    }

    /// Whether no job waits for the runner or is at work.
    pub fn is_idle(&self) -> Result<bool> {
        Ok(self.0.store.read(store::jobs_for_runner)?.is_empty())
    }

    /// Ends this process's part in moving data: what runs is recorded, and another process may
    /// become the runner. Nothing starts it again in this process.
    pub fn stop(&self) {
        self.0.runner.stop();
    }

    /// The jobs now in the queue. `all_users` needs root: `E_ACCESSDENIED`.
    pub fn jobs(&self, all_users: bool) -> Result<Vec<Job>> {
        if all_users && os::effective_uid() != 0 {
            return Err(Error(E_ACCESSDENIED));
        }
        let names = self.0.store.read(store::queued_jobs)?;
        names
            .into_iter()
            .map(|name| Job::new(self.0, name))
            .collect()
    }
}

/// This user, as the API names users: Samba's mapping of a Unix user to a SID.
pub(super) fn user_sid() -> String {
    format!("S-1-22-1-{}", os::effective_uid())
}
