//! Registry of the listeners of this process, and the threads that call them.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::engine::model::error::Result;
use crate::engine::notify::delivery::{Delivered, Delivery};
use crate::engine::notify::listener::JobListener;
use crate::engine::platform;
use crate::engine::store::database::Store;
use crate::engine::store::job_row::{JobIdentity, JobRow};

/// Delay before a call that failed, or had no thread, is repeated. Each further failure doubles it,
/// up to the longest one.
const FIRST_RETRY_DELAY: Duration = Duration::from_millis(250);
const LONGEST_RETRY_DELAY: Duration = Duration::from_secs(60);
/// Threads that make calls at the same time; the calls for further jobs wait.
const MAX_CALL_THREADS: usize = 64;

/// Listeners of this process for the jobs of one queue.
pub struct Observers {
    store: &'static Store,
    /// Tells the runner that a job changed: its program is to be run.
    job_changed: Box<dyn Fn(u64) + Send + Sync>,
    /// Never held while a listener is called or dropped: it is the client's code.
    registry: Mutex<Registry>,
}

#[derive(Default)]
struct Registry {
    jobs: HashMap<u64, Registration>,
    /// The thread `bits-notify` runs. It ends when the last registration is removed.
    is_watching: bool,
}

struct Registration {
    job: JobIdentity,
    listener: Arc<dyn JobListener>,
    /// Identifier of this process. The job's slot in shared memory names the process that
    /// registered last.
    process: u64,
    /// No thread has looked at the job since the registration.
    is_new: bool,
    /// A thread is calling the listener.
    is_busy: bool,
    delivered: Delivered,
    /// Time of the next look at the job without a change: a call failed, or a notification followed
    /// another one too soon.
    next_try: Option<Instant>,
    /// Calls that failed in succession.
    failures: u32,
}

impl Observers {
    pub fn new(
        store: &'static Store,
        job_changed: impl Fn(u64) + Send + Sync + 'static,
    ) -> Observers {
        Observers {
            store,
            job_changed: Box::new(job_changed),
            registry: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the listener of a job in this process.
    pub fn of(&self, key: u64) -> Option<Arc<dyn JobListener>> {
        let registry = self.lock();
        let registration = registry.jobs.get(&key)?;
        Some(registration.listener.clone())
    }

    /// Locks the registry during a fork.
    pub fn hold(&self) -> ObserversForkGuard<'_> {
        ObserversForkGuard(self.lock())
    }

    /// Registers the listener of a job, or removes the registered one. A new listener is also
    /// notified of the state TRANSFERRED or ERROR that the job entered before.
    pub fn register(
        &'static self,
        job: JobIdentity,
        row: &JobRow,
        listener: Option<Arc<dyn JobListener>>,
    ) -> Result<()> {
        let slot = self.store.shared_memory().slot(job.slot)?;
        let delivered = match listener {
            Some(_) => Delivered::before_registration(self.store, row)?,
            None => Delivered::default(),
        };
        let process = platform::process::own_process();
        let mut registry = self.lock();
        if listener.is_some() {
            // Before the registration: one that nothing watches is never made.
            self.start_watching(&mut registry, process)?;
        }
        let earlier_process = slot.set_observer(if listener.is_some() { process } else { 0 });
        let earlier = registry.jobs.remove(&job.key);
        if let Some(listener) = listener {
            let registration = Registration {
                job,
                listener,
                process,
                is_new: true,
                is_busy: false,
                delivered,
                next_try: None,
                failures: 0,
            };
            registry.jobs.insert(job.key, registration);
        }
        drop(registry);
        // The earlier listener belongs to the client: it is dropped without the lock.
        drop(earlier);
        self.store
            .shared_memory()
            .wake_observers([earlier_process, process]);
        Ok(())
    }

    /// Starts the thread `bits-notify` if it does not run.
    fn start_watching(&'static self, registry: &mut Registry, process: u64) -> Result<()> {
        if !registry.is_watching {
            thread::Builder::new()
                .name("bits-notify".into())
                .spawn(move || self.watch(process))?;
            registry.is_watching = true;
        }
        Ok(())
    }

    /// Looks at the registered jobs after every change of one of them, until no job is registered.
    fn watch(&'static self, process: u64) {
        loop {
            let shared_memory = self.store.shared_memory();
            let seen = shared_memory.observed_change_count(process);
            let mut registry = self.lock();
            let superseded: Vec<_> = registry
                .jobs
                .extract_if(|_, it| !it.is_busy && self.is_superseded(it))
                .collect();
            if registry.jobs.is_empty() {
                registry.is_watching = false;
                // The superseded listeners are dropped without the lock.
                drop(registry);
                return;
            }
            let now = Instant::now();
            self.start_calls(&mut registry, now);
            let idle = registry.jobs.values().filter(|it| !it.is_busy);
            let next_try = idle.filter_map(|it| it.next_try).min();
            drop(registry);
            drop(superseded);
            let timeout = next_try.map(|next_try| next_try.saturating_duration_since(now));
            shared_memory.wait_for_observed_change(process, seen, timeout);
        }
    }

    /// Starts a thread for each job that has to be looked at, up to [`MAX_CALL_THREADS`]. If the
    /// system has no thread left, it is tried again after a delay.
    fn start_calls(&'static self, registry: &mut Registry, now: Instant) {
        let mut busy = registry.jobs.values().filter(|it| it.is_busy).count();
        let idle = registry.jobs.values_mut().filter(|it| !it.is_busy);
        for registration in idle {
            let is_due = registration.is_new
                || registration
                    .next_try
                    .is_some_and(|next_try| next_try <= now)
                || self.has_changed(registration);
            if busy < MAX_CALL_THREADS && is_due {
                match self.call_on_thread(registration) {
                    Ok(()) => {
                        registration.is_busy = true;
                        registration.is_new = false;
                        registration.next_try = None;
                        busy += 1;
                    }
                    Err(error) => {
                        log::warn!("a notification is delayed, it has no thread: {error}");
                        // The listener has not failed: the delay does not grow.
                        self.postpone(registration, FIRST_RETRY_DELAY);
                    }
                }
            }
        }
    }

    fn has_changed(&self, registration: &Registration) -> bool {
        let slot = self.store.shared_memory().slot(registration.job.slot);
        slot.is_ok_and(|slot| {
            slot.read(registration.job.key)
                .is_none_or(|(version, _)| version != registration.delivered.version)
        })
    }

    /// Returns whether another process has registered a listener since, or removed this one.
    fn is_superseded(&self, registration: &Registration) -> bool {
        let slot = self.store.shared_memory().slot(registration.job.slot);
        slot.is_ok_and(|slot| slot.observer() != registration.process)
    }

    /// Returns whether no process has registered another listener since, or removed this one.
    fn is_registered(&self, job: JobIdentity, listener: &Arc<dyn JobListener>) -> bool {
        let mut registry = self.lock();
        registration_of(&mut registry, job, listener).is_some_and(|it| !self.is_superseded(it))
    }

    /// Repeats the calls for a job after a delay. What has changed until now, also in a call that
    /// failed, does not bring them forward.
    fn postpone(&self, registration: &mut Registration, delay: Duration) {
        let job = registration.job;
        let slot = self.store.shared_memory().slot(job.slot);
        if let Some((version, _)) = slot.ok().and_then(|slot| slot.read(job.key)) {
            registration.delivered.version = version;
        }
        registration.is_new = false;
        registration.next_try = Some(Instant::now() + delay);
    }

    fn call_on_thread(&'static self, registration: &Registration) -> io::Result<()> {
        let job = registration.job;
        let (listener, mut delivered) = (
            registration.listener.clone(),
            registration.delivered.clone(),
        );
        thread::Builder::new()
            .name("bits-call".into())
            .spawn(move || {
                let delivery = delivered.deliver(
                    self.store,
                    job,
                    &*listener,
                    &|| self.is_registered(job, &listener),
                    &*self.job_changed,
                );
                self.note_delivery(job, &listener, delivered, delivery);
            })?;
        Ok(())
    }

    /// Records how the calls for a job went, unless its registration was replaced meanwhile.
    fn note_delivery(
        &self,
        job: JobIdentity,
        listener: &Arc<dyn JobListener>,
        delivered: Delivered,
        delivery: Result<Delivery>,
    ) {
        let mut registry = self.lock();
        let Some(registration) = registration_of(&mut registry, job, listener) else {
            return;
        };
        let process = registration.process;
        registration.is_busy = false;
        registration.delivered = delivered;
        match delivery {
            Ok(Delivery::Succeeded(next_try)) => {
                registration.next_try = next_try;
                registration.failures = 0;
            }
            Ok(Delivery::Failed) => {
                self.postpone(registration, retry_delay(registration.failures));
                registration.failures += 1;
            }
            Err(error) => {
                log::warn!("a notification is delayed, its job cannot be read: {error}");
                // The listener has not failed: the delay does not grow.
                self.postpone(registration, FIRST_RETRY_DELAY);
            }
            Ok(Delivery::Ended) => {
                let ended = registry.jobs.remove(&job.key);
                // The listener is dropped without the lock.
                drop(registry);
                drop(ended);
            }
        }
        self.store.shared_memory().wake_observers([process]);
    }
}

/// Returns the registration of a listener; `None` if it was removed or replaced.
fn registration_of<'a>(
    registry: &'a mut Registry,
    job: JobIdentity,
    listener: &Arc<dyn JobListener>,
) -> Option<&'a mut Registration> {
    let registration = registry.jobs.get_mut(&job.key)?;
    Arc::ptr_eq(&registration.listener, listener).then_some(registration)
}

fn retry_delay(failures: u32) -> Duration {
    let delay = FIRST_RETRY_DELAY * 2_u32.saturating_pow(failures.min(16));
    delay.min(LONGEST_RETRY_DELAY)
}

/// Lock of the registry that is held while the process forks.
pub struct ObserversForkGuard<'a>(MutexGuard<'a, Registry>);

impl ObserversForkGuard<'_> {
    /// Forgets, in the child, the listeners and the threads of the parent. The listeners are not
    /// dropped: they belong to the parent.
    pub fn abandon(mut self) {
        std::mem::forget(std::mem::take(&mut self.0.jobs));
        self.0.is_watching = false;
    }
}
