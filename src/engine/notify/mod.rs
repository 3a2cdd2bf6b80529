//! Telling a job's owner what happened to it (behaviour-1, section 12): through an object in the
//! owner's process, or by running a program.
//!
//! An object hears of what any process did: every change of the queue rings the bell in shared
//! memory, and the listener of each process that has registered objects looks at what became of
//! their jobs. Each job's calls come one after the other, on a thread that no other job's calls
//! wait for.

pub mod command;

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::queue::Core;
use super::spans::Spans;
use super::store::{Durability, FileRow, JobName, JobRow, Notice, REPLY_POSITION};
use super::{Error, File, FileRange, Job, JobError, Result, os, state};
use crate::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use crate::abi::*;

/// Who wants to hear what happens to a job. Each call returns whether it succeeded.
pub trait Observer: Any + Send + Sync {
    fn transferred(&self, job: &Job) -> bool;
    fn failed(&self, job: &Job, error: &JobError) -> bool;
    fn modified(&self, job: &Job) -> bool;
    fn file_transferred(&self, job: &Job, file: &File) -> bool;
    /// Ranges came of a file whose owner asked for some; whether the call succeeded makes no
    /// difference.
    fn ranges_transferred(&self, job: &Job, file: &File, ranges: &[FileRange]);
}

/// The objects registered in this process.
#[derive(Default)]
pub struct Observers(Mutex<Registered>);

#[derive(Default)]
struct Registered {
    jobs: HashMap<u64, Registration>,
    /// The listener's thread runs.
    listening: bool,
}

struct Registration {
    job: JobName,
    observer: Arc<dyn Observer>,
    /// This process; the job's slot names the process that registered last.
    process: u64,
    /// Tells this registration from an earlier one of the same job.
    number: u64,
    /// Not looked at yet.
    fresh: bool,
    /// Calls are being made right now.
    busy: bool,
    seen: Seen,
    /// When to look again though nothing happened: a failed call, or a notification that came too
    /// soon after another.
    again: Option<Instant>,
    failures: u32,
}

/// What the observer has heard of.
#[derive(Clone, Default)]
struct Seen {
    version: u64,
    /// The last entry into TRANSFERRED or ERROR that needs no call any more, and the last that was
    /// seen.
    entry: Option<u64>,
    entered: Option<u64>,
    /// The files before this position, and how often each had to be fetched again by then.
    files: u32,
    refetched: BTreeMap<u32, u32>,
    /// What is there of the files that come in pieces.
    filled: BTreeMap<u32, Spans>,
    heard_of_ranges: Option<Instant>,
    modified: Option<Instant>,
    /// There was a modification, but too soon after another.
    owes_modification: bool,
}

const FIRST_REPETITION: Duration = Duration::from_millis(250);
const LAST_REPETITION: Duration = Duration::from_secs(60);
/// Threads that make calls at the same time; more jobs than that take turns.
const CALLERS: usize = 64;

impl Observers {
    fn lock(&self) -> MutexGuard<'_, Registered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn of(&self, key: u64) -> Option<Arc<dyn Observer>> {
        self.lock()
            .jobs
            .get(&key)
            .map(|registration| registration.observer.clone())
    }

    /// For the time of a fork: nobody changes what is registered.
    pub fn hold(&self) -> Held<'_> {
        Held(self.lock())
    }

    /// Registers an object, or removes the one there is. It hears of what was TRANSFERRED or in
    /// ERROR before, too.
    pub(super) fn set(
        core: &'static Core,
        job: JobName,
        row: &JobRow,
        observer: Option<Arc<dyn Observer>>,
    ) -> Result<()> {
        let slot = core.store.live().slot(job.slot)?;
        let (filled, files) = match observer {
            Some(_) => (filled(core, job.key)?, arrived_files(core, row, 0)?),
            None => Default::default(),
        };
        let process = os::own_process();
        slot.set_observer(if observer.is_some() { process } else { 0 });
        let mut registered = core.observers.lock();
        let earlier = registered.jobs.remove(&job.key);
        if let Some(observer) = observer {
            let number = earlier.as_ref().map_or(0, |earlier| earlier.number + 1);
            let seen = Seen {
                version: row.version,
                files,
                refetched: row.data.refetched.clone(),
                filled,
                ..Seen::default()
            };
            let registration = Registration {
                job,
                observer,
                process,
                number,
                fresh: true,
                busy: false,
                seen,
                again: None,
                failures: 0,
            };
            registered.jobs.insert(job.key, registration);
            if !registered.listening {
                thread::Builder::new()
                    .name("bits-notify".into())
                    .spawn(move || listen(core))?;
                registered.listening = true;
            }
        }
        drop(registered);
        // The earlier object is the client's: it is let go of without the lock.
        drop(earlier);
        core.store.live().ring();
        Ok(())
    }
}

/// What is registered, while the process forks.
pub struct Held<'a>(MutexGuard<'a, Registered>);

impl Held<'_> {
    /// In the child: the objects belong to the parent, and so does the listener.
    pub fn abandon(mut self) {
        std::mem::forget(std::mem::take(&mut self.0.jobs));
        self.0.listening = false;
    }
}

/// Looks at the registered jobs whenever something changed, until there are none.
fn listen(core: &'static Core) {
    loop {
        let live = core.store.live();
        let heard = live.rings();
        let mut registered = core.observers.lock();
        let superseded: Vec<_> = registered
            .jobs
            .extract_if(|_, it| is_superseded(core, it))
            .collect();
        if registered.jobs.is_empty() {
            registered.listening = false;
            // Before the objects are let go of.
            drop(registered);
            return;
        }
        let now = Instant::now();
        let mut callers = registered
            .jobs
            .values()
            .filter(|registration| registration.busy)
            .count();
        for registration in registered
            .jobs
            .values_mut()
            .filter(|registration| !registration.busy)
        {
            let changed = live.slot(registration.job.slot).is_ok_and(|slot| {
                slot.read(registration.job.key)
                    .is_none_or(|(version, _)| version != registration.seen.version)
            });
            let due = registration.again.is_some_and(|again| again <= now);
            if callers < CALLERS && (changed || due || registration.fresh) {
                registration.busy = true;
                registration.fresh = false;
                registration.again = None;
                callers += 1;
                call_on_thread(core, registration);
            }
        }
        let again = registered
            .jobs
            .values()
            .filter(|registration| !registration.busy)
            .filter_map(|it| it.again)
            .min();
        drop(registered);
        // The objects are let go of without the lock.
        drop(superseded);
        live.wait(
            heard,
            again.map(|again| again.saturating_duration_since(now)),
        );
    }
}

/// Another process has registered an object since, or removed this one. A call under way comes to
/// its end.
fn is_superseded(core: &'static Core, registration: &Registration) -> bool {
    let slot = core.store.live().slot(registration.job.slot);
    !registration.busy && slot.is_ok_and(|slot| slot.observer() != registration.process)
}

fn call_on_thread(core: &'static Core, registration: &Registration) {
    let (job, number) = (registration.job, registration.number);
    let (observer, seen, failures) = (
        registration.observer.clone(),
        registration.seen.clone(),
        registration.failures,
    );
    let spawned = thread::Builder::new()
        .name("bits-call".into())
        .spawn(move || {
            let told = tell(core, job, &*observer, seen);
            let mut registered = core.observers.lock();
            let Some(registration) = registered
                .jobs
                .get_mut(&job.key)
                .filter(|it| it.number == number)
            else {
                return;
            };
            registration.busy = false;
            match told {
                Ok(Told {
                    seen,
                    again,
                    failed,
                    gone,
                }) => {
                    registration.seen = seen;
                    registration.failures = if failed { failures + 1 } else { 0 };
                    let repetition = FIRST_REPETITION * 2_u32.saturating_pow(failures.min(16));
                    registration.again = if failed {
                        Some(Instant::now() + repetition.min(LAST_REPETITION))
                    } else {
                        again
                    };
                    if gone {
                        // The object is let go of without the lock.
                        let ended = registered.jobs.remove(&job.key);
                        drop(registered);
                        drop(ended);
                    }
                }
                Err(error) => {
                    log::warn!("a notification waits, its job cannot be read: {error}");
                    registration.again = Some(Instant::now() + LAST_REPETITION);
                }
            }
            core.store.live().ring();
        });
    if let Err(error) = spawned {
        log::error!("a notification waits, no thread can be started for it: {error}");
    }
}

/// How the calls for one job went.
struct Told {
    seen: Seen,
    again: Option<Instant>,
    failed: bool,
    /// The job is final: nothing will happen to it any more.
    gone: bool,
}

/// Makes the calls that are due.
fn tell(
    core: &'static Core,
    name: JobName,
    observer: &dyn Observer,
    mut seen: Seen,
) -> Result<Told> {
    let job = Job::new(core, name)?;
    let row = job.row()?;
    let flags = row.data.settings.notify_flags;
    let wants = |flag: u32| flags & BG_NOTIFY_DISABLE == 0 && flags & flag != 0;
    let told = |seen, failed, again| {
        Ok(Told {
            seen,
            again,
            failed,
            gone: state::is_final(row.state),
        })
    };
    let interval = Duration::from_millis(row.data.settings.notification_interval.into());
    // When the next call of a kind may be made that is made at intervals; `None`: now.
    let too_soon = |last: Option<Instant>| {
        last.map(|last| last + interval)
            .filter(|next| *next > Instant::now())
    };
    let has_news = matches!(row.state, BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ERROR);
    let entered = seen.entered.replace(row.data.entry) != Some(row.data.entry);
    // Coming into these states is not a modification; what happens in them is.
    seen.owes_modification =
        !(has_news && entered) && (seen.owes_modification || row.version != seen.version);
    seen.version = row.version;

    let mut ranges_later = None;
    if wants(BG_NOTIFY_FILE_RANGES_TRANSFERRED) {
        let filled = filled(core, row.key)?;
        if filled != seen.filled {
            ranges_later = too_soon(seen.heard_of_ranges);
            if ranges_later.is_none() {
                tell_of_ranges(&job, &seen.filled, &filled, observer)?;
                (seen.filled, seen.heard_of_ranges) = (filled, Some(Instant::now()));
            }
        }
    }

    let arrived = arrived_files(core, &row, seen.files)?;
    for position in fetched_again(core, &row, &seen)?
        .into_iter()
        .chain(seen.files..arrived)
    {
        if wants(BG_NOTIFY_FILE_TRANSFERRED) && !tell_of_file(&job, &row, position, observer)? {
            return told(seen, true, None);
        }
        seen.files = seen.files.max(position + 1);
        let times = row.data.refetched.get(&position);
        seen.refetched.extend(times.map(|times| (position, *times)));
    }
    seen.files = arrived;

    if seen.entry != Some(row.data.entry) {
        let succeeded = match (row.state, &row.data.error) {
            (BG_JOB_STATE_TRANSFERRED, _) if wants(BG_NOTIFY_JOB_TRANSFERRED) => {
                Some(observer.transferred(&job))
            }
            (BG_JOB_STATE_ERROR, Some(error)) if wants(BG_NOTIFY_JOB_ERROR) => {
                Some(observer.failed(&job, error))
            }
            _ => None,
        };
        let has_command = !row.data.settings.notify_command.program.is_empty();
        match succeeded {
            Some(false) if !has_command => return told(seen, true, None),
            Some(succeeded) => seen.version = record(core, &row, succeeded)?,
            None => {}
        }
        // Without the flag it is not heard of: it will be when the flag is set.
        if succeeded.is_some() || !has_news {
            seen.entry = Some(row.data.entry);
        }
    }

    seen.owes_modification &= wants(BG_NOTIFY_JOB_MODIFICATION);
    if seen.owes_modification {
        if let Some(next) = too_soon(seen.modified) {
            return told(seen, false, ranges_later.into_iter().chain([next]).min());
        }
        seen.modified = Some(Instant::now());
        seen.owes_modification = false;
        observer.modified(&job);
    }
    told(seen, false, ranges_later)
}

/// What is there of the files that come in pieces.
fn filled(core: &Core, key: u64) -> Result<BTreeMap<u32, Spans>> {
    let files = core
        .store
        .read(|connection| FileRow::load_requested(connection, key))?;
    Ok(files
        .into_iter()
        .map(|file| (file.position, file.filled().into_owned()))
        .collect())
}

/// Tells of the ranges that came since.
fn tell_of_ranges(
    job: &Job,
    before: &BTreeMap<u32, Spans>,
    now: &BTreeMap<u32, Spans>,
    observer: &dyn Observer,
) -> Result<()> {
    let nothing = Spans::default();
    for (position, filled) in now {
        let news = filled.without(before.get(position).unwrap_or(&nothing));
        let ranges: Vec<FileRange> = news.list().map(FileRange::of).collect();
        if !ranges.is_empty() {
            observer.ranges_transferred(job, &job.file(*position)?, &ranges);
        }
    }
    Ok(())
}

/// Up to which position files came here, when those before `heard` have been heard of: the files of
/// a download, or the reply to an upload.
fn arrived_files(core: &Core, row: &JobRow, heard: u32) -> Result<u32> {
    Ok(match row.job_type {
        BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD => {
            let next = core
                .store
                .read(|connection| FileRow::first_unfinished(connection, row.key, heard))?;
            next.unwrap_or(row.data.progress.files_total)
        }
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD => 0,
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY => u32::from(row.state == BG_JOB_STATE_TRANSFERRED),
    })
}

/// The files that were heard of, had to be fetched again, and have come.
fn fetched_again(core: &Core, row: &JobRow, seen: &Seen) -> Result<Vec<u32>> {
    let refetched = row.data.refetched.iter();
    let news = refetched.filter(|(position, times)| {
        **position < seen.files && seen.refetched.get(position) < Some(*times)
    });
    let news: Vec<u32> = news.map(|(position, _)| *position).collect();
    if news.is_empty() {
        return Ok(news);
    }
    core.store.read(|connection| {
        let mut come = Vec::new();
        for position in news {
            let file = FileRow::load(connection, row.key, position)?;
            come.extend(file.filter(FileRow::is_finished).map(|file| file.position));
        }
        Ok(come)
    })
}

/// Whether the object took it. A server may have given no reply, of which there is nothing to tell.
fn tell_of_file(job: &Job, row: &JobRow, number: u32, observer: &dyn Observer) -> Result<bool> {
    let position = match row.job_type {
        BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD => number,
        _ => REPLY_POSITION,
    };
    match job.file(position) {
        Ok(file) => Ok(observer.file_transferred(job, &file)),
        Err(Error(BG_E_NOT_FOUND)) => Ok(true),
        Err(error) => Err(error),
    }
}

/// Writes down whether the object took the news: if not, the runner runs the job's program. The
/// version of the row up to which the object has heard of everything.
fn record(core: &'static Core, row: &JobRow, succeeded: bool) -> Result<u64> {
    let notice = if succeeded {
        Notice::Delivered
    } else {
        Notice::Command
    };
    let heard = core.store.write(Durability::Process, |transaction| {
        let mut current = transaction.job(row.key)?;
        let only_ours = current.version == row.version;
        if current.data.entry == row.data.entry
            && ![Notice::None, notice].contains(&current.data.notice)
        {
            current.data.notice = notice;
            transaction.update_job(&mut current)?;
        }
        Ok(if only_ours {
            current.version
        } else {
            row.version
        })
    })?;
    if !succeeded {
        core.runner.job_changed(core, row.key);
    }
    Ok(heard)
}
