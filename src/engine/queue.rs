//! Handle on a queue: opens it, creates jobs and finds them.

use std::path::Path;

use uuid::{NoContext, Timestamp, Uuid};

use crate::abi::{BG_E_NOT_FOUND, BG_JOB_TYPE, E_ACCESSDENIED, E_INVALIDARG};
use crate::engine::job::Job;
use crate::engine::job::settings::MAX_DISPLAY_NAME;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name::at_most;
use crate::engine::model::policy::Policy;
use crate::engine::model::settings::JobSettings;
use crate::engine::model::time;
use crate::engine::queue_core::{self, QueueCore};
use crate::engine::runner::timing::Timing;
use crate::engine::store::durability::Durability;
use crate::engine::store::job_row::{JobData, JobIdentity};
use crate::engine::store::queries;
use crate::engine::store::queue_dir::QueueDir;
use crate::engine::{fork, platform};

/// Handle on a queue. Clones share the queue. Any thread may use it.
#[derive(Clone, Copy)]
pub struct Queue(&'static QueueCore);

impl Queue {
    /// Opens the queue in `$BITS_HOME`, else `$XDG_STATE_HOME/bits`, else `~/.local/state/bits`;
    /// creates it if it is absent. Returns `E_INVALIDARG` if `BITS_HOME` is set and not an absolute
    /// path, and the other codes of [`Queue::open`].
    pub fn open_default() -> Result<Queue> {
        Queue::open(&QueueDir::default_path()?)
    }

    /// Opens the queue in a folder; creates it if it is absent. A process has one queue for each
    /// folder: opening it again returns a handle on the same queue.
    ///
    /// Returns `E_INVALIDARG` if the policy file cannot be parsed (see [`Policy`]), and
    /// `E_ACCESSDENIED` if another user owns the folder or may write to it.
    pub fn open(path: &Path) -> Result<Queue> {
        let policy =
            Policy::default_path().map_or(Ok(Policy::default()), |path| Policy::load(&path))?;
        Queue::open_with(path, policy, Timing::default())
    }

    /// Opens the queue with the caller's policy and timing. A queue that this process has open
    /// already keeps its own.
    pub fn open_with(path: &Path, policy: Policy, timing: Timing) -> Result<Queue> {
        let queue_dir = QueueDir::open(path)?;
        let mut open = queue_core::open_queues();
        fork::prepare_once(&open)?;
        if let Some(core) = open.get(queue_dir.path()) {
            core.runner.start_and_wait()?;
            return Ok(Queue(core));
        }
        let path = queue_dir.path().to_path_buf();
        let core = QueueCore::open(queue_dir, policy, timing)?;
        core.runner.start_and_wait()?;
        open.insert(path, core);
        Ok(Queue(core))
    }

    /// Creates an empty, suspended job. Returns `E_INVALIDARG` for a display name over 256 UTF-16
    /// code units, and `BG_E_TOO_MANY_JOBS_PER_USER` or `BG_E_TOO_MANY_JOBS_PER_MACHINE` if the
    /// policy allows no more jobs.
    pub fn create_job(&self, display_name: &str, job_type: BG_JOB_TYPE) -> Result<Job> {
        at_most(display_name, MAX_DISPLAY_NAME, E_INVALIDARG)?;
        let policy = self.0.policy();
        let mut settings = JobSettings::new(display_name, platform::process::user_sid());
        if let Some(seconds) = policy.max_download_time {
            settings.maximum_download_time = seconds;
        }
        let data = JobData::new(settings, time::now());
        let row = self.0.store.write(Durability::Process, |transaction| {
            if policy.counts_jobs() {
                // A queue belongs to one user; the jobs of other users are not known.
                let jobs = queries::count_jobs(transaction.connection())?;
                policy.check_new_job(jobs, jobs)?;
            }
            transaction.insert_job(new_id(), job_type, data)
        })?;
        let name = JobIdentity {
            key: row.key,
            id: row.id,
            slot: row.slot,
            job_type,
        };
        Job::new(self.0, name)
    }

    /// Returns the job with an identifier, or `BG_E_NOT_FOUND` if it is not in the queue. Completed
    /// and cancelled jobs are not.
    pub fn job(&self, id: Uuid) -> Result<Job> {
        self.0.runner.watch();
        let name = self
            .0
            .store
            .read(|connection| queries::find_job(connection, id))?
            .ok_or(Error(BG_E_NOT_FOUND))?;
        Job::new(self.0, name)
    }

    /// Returns whether no job needs the runner.
    pub fn is_idle(&self) -> Result<bool> {
        Ok(self.0.store.read(queries::jobs_for_runner)?.is_empty())
    }

    /// Ends the runner of this process: its transfers stop, their progress is recorded, and another
    /// process may become the runner. This process does not become the runner again. The database
    /// is closed until the next use of the queue; if no other process has it open, its write-ahead
    /// log is empty afterwards.
    pub fn stop(&self) {
        self.0.runner.stop();
        if let Err(error) = self.0.store.close() {
            log::warn!("the queue database cannot be closed: {error}");
        }
    }

    /// Returns the jobs in the queue. Returns `E_ACCESSDENIED` for `all_users` unless the caller is
    /// root.
    pub fn jobs(&self, all_users: bool) -> Result<Vec<Job>> {
        if all_users && platform::process::effective_uid() != 0 {
            return Err(Error(E_ACCESSDENIED));
        }
        self.0.runner.watch();
        let names = self.0.store.read(queries::queued_jobs)?;
        names
            .into_iter()
            .map(|name| Job::new(self.0, name))
            .collect()
    }
}

/// Returns the identifier of a new job. Identifiers that begin with the time are adjacent in their
/// index. `Timestamp::now` panics if the system's clock is before 1970.
fn new_id() -> Uuid {
    let now = time::since_1970();
    let now = Timestamp::from_unix(NoContext, now.as_secs(), now.subsec_nanos());
    Uuid::new_v7(now)
}
