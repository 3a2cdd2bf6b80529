//! Decides which notifications of a job are due, and delivers them to its listener.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use crate::abi::{
    BG_E_NOT_FOUND, BG_JOB_TYPE, BG_NOTIFY_DISABLE, BG_NOTIFY_FILE_RANGES_TRANSFERRED,
    BG_NOTIFY_FILE_TRANSFERRED, BG_NOTIFY_JOB_ERROR, BG_NOTIFY_JOB_MODIFICATION,
    BG_NOTIFY_JOB_TRANSFERRED,
};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::ranges::FileRange;
use crate::engine::model::state;
use crate::engine::notify::listener::JobListener;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::{JobIdentity, JobRow, NotificationState};

/// Notifications that a listener has received, or does not need any more.
#[derive(Clone, Default)]
pub struct Delivered {
    /// Version of the job's row up to which the listener has been notified.
    pub version: u64,
    /// Number of the last entry into TRANSFERRED or ERROR that needs no call any more.
    entry: Option<u64>,
    /// Number of the last entry into TRANSFERRED or ERROR that was seen.
    entered: Option<u64>,
    /// Files before this position have been reported.
    files: u32,
    /// Times that each reported file had been fetched again when it was reported, by position.
    refetched: BTreeMap<u32, u32>,
    /// Reported byte ranges of the files with random access, by position.
    filled: BTreeMap<u32, RangeSet>,
    ranges_reported: Option<Instant>,
    modification_reported: Option<Instant>,
    /// A modification has not been reported, because it followed another one too soon.
    owes_modification: bool,
}

/// Result of the calls for one job.
pub struct Delivery {
    pub delivered: Delivered,
    /// Time of the next notification that is due without a further change.
    pub next_try: Option<Instant>,
    /// A call failed and is to be repeated.
    pub failed: bool,
    /// The job is final: nothing will happen to it any more.
    pub is_final: bool,
}

/// One pass over a job whose notifications are delivered.
struct Pass<'a> {
    store: &'a Store,
    row: JobRow,
    listener: &'a dyn JobListener,
}

impl Delivered {
    /// The state of a listener that is registered now: it is not notified of files and ranges that
    /// were transferred before.
    pub fn before_registration(store: &Store, row: &JobRow) -> Result<Delivered> {
        Ok(Delivered {
            version: row.version,
            files: transferred_files(store, row, 0)?,
            refetched: row.data.refetched.clone(),
            filled: filled_ranges(store, row.key)?,
            ..Delivered::default()
        })
    }

    /// Makes the calls that are due. `job_changed` tells the runner that the job's program is to be
    /// run.
    pub fn deliver(
        mut self,
        store: &Store,
        job: JobIdentity,
        listener: &dyn JobListener,
        job_changed: &dyn Fn(u64),
    ) -> Result<Delivery> {
        let row = store.read(|connection| JobRow::load(connection, job.key))?;
        let pass = Pass {
            store,
            row: row.ok_or(Error(BG_E_NOT_FOUND))?,
            listener,
        };
        let has_entered = self.entered.replace(pass.row.data.entry) != Some(pass.row.data.entry);
        // An entry into these states is not a modification; a change within them is.
        self.owes_modification = !(pass.has_news() && has_entered)
            && (self.owes_modification || pass.row.version != self.version);
        self.version = pass.row.version;

        let next_ranges = pass.report_ranges(&mut self)?;
        let succeeded =
            pass.report_files(&mut self)? && pass.report_entry(&mut self, job_changed)?;
        let next_modification = match succeeded {
            true => pass.report_modification(&mut self),
            false => None,
        };
        Ok(Delivery {
            delivered: self,
            next_try: next_ranges.into_iter().chain(next_modification).min(),
            failed: !succeeded,
            is_final: state::is_final(pass.row.state),
        })
    }
}

impl Pass<'_> {
    fn wants(&self, flag: u32) -> bool {
        let flags = self.row.data.settings.notify_flags;
        flags & BG_NOTIFY_DISABLE == 0 && flags & flag != 0
    }

    fn has_news(&self) -> bool {
        matches!(
            self.row.state,
            BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ERROR
        )
    }

    /// Returns the time of the next call of a kind that is made at intervals; `None`: now.
    fn too_soon(&self, last: Option<Instant>) -> Option<Instant> {
        let interval = Duration::from_millis(self.row.data.settings.notification_interval.into());
        let next = last.map(|last| last + interval);
        next.filter(|next| *next > Instant::now())
    }

    /// Reports the ranges that arrived since the last report. Returns the time of the next report
    /// if this one would follow the last too soon.
    fn report_ranges(&self, delivered: &mut Delivered) -> Result<Option<Instant>> {
        if !self.wants(BG_NOTIFY_FILE_RANGES_TRANSFERRED) {
            return Ok(None);
        }
        let filled = filled_ranges(self.store, self.row.key)?;
        if filled == delivered.filled {
            return Ok(None);
        }
        if let Some(next) = self.too_soon(delivered.ranges_reported) {
            return Ok(Some(next));
        }
        let nothing = RangeSet::default();
        for (position, now) in &filled {
            let before = delivered.filled.get(position).unwrap_or(&nothing);
            let news: Vec<FileRange> = now.without(before).list().map(FileRange::of).collect();
            if !news.is_empty() {
                self.listener.ranges_transferred(*position, &news)?;
            }
        }
        delivered.filled = filled;
        delivered.ranges_reported = Some(Instant::now());
        Ok(None)
    }

    /// Reports the files that were transferred since the last report. Returns whether all calls
    /// succeeded.
    fn report_files(&self, delivered: &mut Delivered) -> Result<bool> {
        let transferred = transferred_files(self.store, &self.row, delivered.files)?;
        let again = fetched_again(self.store, &self.row, delivered)?;
        for number in again.into_iter().chain(delivered.files..transferred) {
            if self.wants(BG_NOTIFY_FILE_TRANSFERRED) && !self.listener.file_transferred(number)? {
                return Ok(false);
            }
            delivered.files = delivered.files.max(number + 1);
            let times = self.row.data.refetched.get(&number);
            delivered
                .refetched
                .extend(times.map(|times| (number, *times)));
        }
        delivered.files = transferred;
        Ok(true)
    }

    /// Reports that the job entered TRANSFERRED or ERROR. Returns whether the call succeeded, or
    /// the job's program takes its place.
    fn report_entry(&self, delivered: &mut Delivered, job_changed: &dyn Fn(u64)) -> Result<bool> {
        if delivered.entry == Some(self.row.data.entry) {
            return Ok(true);
        }
        let succeeded = match (self.row.state, &self.row.data.error) {
            (BG_JOB_STATE_TRANSFERRED, _) if self.wants(BG_NOTIFY_JOB_TRANSFERRED) => {
                Some(self.listener.transferred())
            }
            (BG_JOB_STATE_ERROR, Some(error)) if self.wants(BG_NOTIFY_JOB_ERROR) => {
                Some(self.listener.failed(error))
            }
            _ => None,
        };
        let has_command = !self.row.data.settings.notify_command.program.is_empty();
        match succeeded {
            Some(false) if !has_command => return Ok(false),
            Some(succeeded) => delivered.version = self.record(succeeded, job_changed)?,
            None => {}
        }
        // An entry that the notification flags exclude is reported when the flags change.
        if succeeded.is_some() || !self.has_news() {
            delivered.entry = Some(self.row.data.entry);
        }
        Ok(true)
    }

    /// Reports a modification. Returns the time of the report if it would follow the last too soon.
    fn report_modification(&self, delivered: &mut Delivered) -> Option<Instant> {
        delivered.owes_modification &= self.wants(BG_NOTIFY_JOB_MODIFICATION);
        if !delivered.owes_modification {
            return None;
        }
        let next = self.too_soon(delivered.modification_reported);
        if next.is_none() {
            delivered.modification_reported = Some(Instant::now());
            delivered.owes_modification = false;
            self.listener.modified();
        }
        next
    }

    /// Records whether the listener took the news of an entry; if it did not, the runner runs the
    /// job's program. Returns the version of the row up to which the listener has been notified.
    fn record(&self, succeeded: bool, job_changed: &dyn Fn(u64)) -> Result<u64> {
        let row = &self.row;
        let state = match succeeded {
            true => NotificationState::Delivered,
            false => NotificationState::Command,
        };
        let version = self.store.write(Durability::Process, |transaction| {
            let mut current = transaction.job(row.key)?;
            let is_unchanged = current.version == row.version;
            if current.data.entry == row.data.entry
                && ![NotificationState::None, state].contains(&current.data.notice)
            {
                current.data.notice = state;
                transaction.update_job(&mut current)?;
            }
            Ok(match is_unchanged {
                true => current.version,
                false => row.version,
            })
        })?;
        if !succeeded {
            job_changed(row.key);
        }
        Ok(version)
    }
}

/// Returns the byte ranges that are present of each file with random access, by position.
fn filled_ranges(store: &Store, key: u64) -> Result<BTreeMap<u32, RangeSet>> {
    let files = store.read(|connection| FileRow::load_requested(connection, key))?;
    Ok(files
        .into_iter()
        .map(|file| (file.position, file.filled().into_owned()))
        .collect())
}

/// Returns the position up to which the files of a job are transferred: the files of a download, or
/// the reply to an upload. Those before `reported` are known to be.
fn transferred_files(store: &Store, row: &JobRow, reported: u32) -> Result<u32> {
    Ok(match row.job_type {
        BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD => store
            .read(|connection| FileRow::first_unfinished(connection, row.key, reported))?
            .unwrap_or(row.data.progress.files_total),
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD => 0,
        BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY => u32::from(row.state == BG_JOB_STATE_TRANSFERRED),
    })
}

/// Returns the reported files that had to be fetched again since and are transferred again.
fn fetched_again(store: &Store, row: &JobRow, delivered: &Delivered) -> Result<Vec<u32>> {
    let refetched = row.data.refetched.iter();
    let news = refetched.filter(|(position, times)| {
        **position < delivered.files && delivered.refetched.get(position) < Some(*times)
    });
    let news: Vec<u32> = news.map(|(position, _)| *position).collect();
    if news.is_empty() {
        return Ok(news);
    }
    store.read(|connection| {
        let mut transferred = Vec::new();
        for position in news {
            let file = FileRow::load(connection, row.key, position)?;
            transferred.extend(file.filter(FileRow::is_finished).map(|file| file.position));
        }
        Ok(transferred)
    })
}
