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
    /// Version of the job's row at the beginning of the last pass. Another one makes a pass due.
    pub version: u64,
    /// Version of the row up to which `owes_modification` takes changes into account.
    seen: u64,
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
    /// A modification has not been reported: it is new, or it followed another one too soon.
    owes_modification: bool,
}

/// Result of the calls for one job.
pub enum Delivery {
    /// All calls succeeded. The time is that of the next notification that is due without a further
    /// change.
    Succeeded(Option<Instant>),
    /// A call failed and is to be repeated.
    Failed,
    /// The job is final: nothing will happen to it any more.
    Ended,
}

/// One pass over a job whose notifications are delivered.
///
/// Each call is checked against the row of the job at the moment of the call, because the listener
/// may have changed the job in the call before: it may reject a file, resume or end the job, change
/// the flags, or register another listener. The calls have a fixed order: ranges, files, the entry
/// into a state, a modification. If a change makes a call due whose place in the order is over, the
/// next pass makes it. Therefore a listener that changes the job in each call delays no other call.
struct Pass<'a> {
    store: &'a Store,
    listener: &'a dyn JobListener,
    /// Returns whether the listener is still the registered one.
    is_registered: &'a dyn Fn() -> bool,
    /// Tells the runner that the job's program is to be run.
    job_changed: &'a dyn Fn(u64),
    delivered: &'a mut Delivered,
    /// Row of the job when it was last checked.
    row: JobRow,
    /// At that time, the listener was registered, and no call of this pass had ended the job.
    is_callable: bool,
}

impl Delivered {
    /// The state of a listener that is registered now: it is not notified of files and ranges that
    /// were transferred before.
    pub fn before_registration(store: &Store, row: &JobRow) -> Result<Delivered> {
        Ok(Delivered {
            version: row.version,
            seen: row.version,
            files: transferred_files(store, row, 0)?,
            refetched: row.data.refetched.clone(),
            filled: filled_ranges(store, row.key)?,
            ..Delivered::default()
        })
    }

    /// Makes the calls that are due, as long as `is_registered` returns true. After an error, the
    /// calls that were made are recorded as well. `job_changed` tells the runner that the job's
    /// program is to be run.
    pub fn deliver(
        &mut self,
        store: &Store,
        job: JobIdentity,
        listener: &dyn JobListener,
        is_registered: &dyn Fn() -> bool,
        job_changed: &dyn Fn(u64),
    ) -> Result<Delivery> {
        let Some(row) = store.read(|connection| JobRow::load(connection, job.key))? else {
            // The row of a final job is deleted in the end.
            return Ok(Delivery::Ended);
        };
        self.version = row.version;
        self.note_version(&row);
        let pass = Pass {
            store,
            listener,
            is_registered,
            job_changed,
            delivered: self,
            row,
            is_callable: is_registered(),
        };
        pass.make_calls()
    }

    /// Records whether the row was modified since it was last seen.
    fn note_version(&mut self, row: &JobRow) {
        let has_entered = self.entered.replace(row.data.entry) != Some(row.data.entry);
        // An entry into these states is not a modification; a change within them is.
        self.owes_modification =
            !(has_news(row) && has_entered) && (self.owes_modification || row.version != self.seen);
        self.seen = row.version;
    }

    /// Records that a file needs no further call. `row` is the row before the call: if the listener
    /// rejects the file in the call, the file needs another one.
    fn note_file(&mut self, row: &JobRow, position: u32) {
        self.files = self.files.max(position + 1);
        let times = row.data.refetched.get(&position);
        self.refetched.extend(times.map(|times| (position, *times)));
    }
}

/// Returns whether the job is in a state whose entry the listener is notified of.
fn has_news(row: &JobRow) -> bool {
    matches!(row.state, BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ERROR)
}

impl Pass<'_> {
    fn make_calls(mut self) -> Result<Delivery> {
        let (mut next_ranges, mut succeeded) = (None, true);
        // The end of a job is a modification only.
        if !state::is_final(self.row.state) {
            next_ranges = self.report_ranges()?;
            succeeded = self.report_files()? && self.report_entry()?;
            self.refresh()?;
        }
        let is_final = state::is_final(self.row.state);
        if !succeeded && !is_final {
            return Ok(Delivery::Failed);
        }
        let next_modification = self.report_modification();
        Ok(match is_final {
            true => Delivery::Ended,
            false => Delivery::Succeeded(next_ranges.into_iter().chain(next_modification).min()),
        })
    }

    /// Reads the row again if the job has changed, and checks whether the listener may be called.
    fn refresh(&mut self) -> Result<()> {
        let key = self.row.key;
        let published = self.store.shared_memory().slot(self.row.slot)?.read(key);
        if published.is_none_or(|(version, _)| version != self.row.version) {
            let row = self
                .store
                .read(|connection| JobRow::load(connection, key))?;
            self.row = row.ok_or(Error(BG_E_NOT_FOUND))?;
            self.delivered.note_version(&self.row);
        }
        self.is_callable = (self.is_registered)() && !state::is_final(self.row.state);
        Ok(())
    }

    fn wants(&self, flag: u32) -> bool {
        let flags = self.row.data.settings.notify_flags;
        self.is_callable && flags & BG_NOTIFY_DISABLE == 0 && flags & flag != 0
    }

    /// Returns the time of the next call of a kind that is made at intervals; `None`: now.
    fn too_soon(&self, last: Option<Instant>) -> Option<Instant> {
        let interval = Duration::from_millis(self.row.data.settings.notification_interval.into());
        let next = last.map(|last| last + interval);
        next.filter(|next| *next > Instant::now())
    }

    /// Reports the ranges that arrived since the last report. Returns the time of the next report
    /// if this one would follow the last too soon.
    fn report_ranges(&mut self) -> Result<Option<Instant>> {
        if !self.wants(BG_NOTIFY_FILE_RANGES_TRANSFERRED) {
            return Ok(None);
        }
        let filled = filled_ranges(self.store, self.row.key)?;
        if filled == self.delivered.filled {
            return Ok(None);
        }
        if let Some(next) = self.too_soon(self.delivered.ranges_reported) {
            return Ok(Some(next));
        }
        let reported = &mut self.delivered.filled;
        reported.retain(|position, _| filled.contains_key(position));
        let changed = filled
            .iter()
            .filter(|(position, now)| reported.get(position) != Some(now));
        let changed: Vec<u32> = changed.map(|(position, _)| *position).collect();
        for position in changed {
            self.refresh()?;
            if self.wants(BG_NOTIFY_FILE_RANGES_TRANSFERRED) {
                self.report_ranges_of(position)?;
            }
        }
        Ok(None)
    }

    /// Reports the ranges of one file that arrived since the last report.
    fn report_ranges_of(&mut self, position: u32) -> Result<()> {
        let Some(file) = load_file(self.store, self.row.key, position)? else {
            return Ok(());
        };
        let now = file.filled();
        let nothing = RangeSet::default();
        let before = self.delivered.filled.get(&position).unwrap_or(&nothing);
        let news: Vec<FileRange> = now.without(before).list().map(FileRange::of).collect();
        if !news.is_empty() {
            self.listener.ranges_transferred(position, &news)?;
            self.delivered.ranges_reported = Some(Instant::now());
        }
        self.delivered.filled.insert(position, now.into_owned());
        Ok(())
    }

    /// Reports the files that were transferred since the last report. Returns whether all calls
    /// succeeded; then no file is due in the row.
    fn report_files(&mut self) -> Result<bool> {
        loop {
            self.refresh()?;
            if !self.wants(BG_NOTIFY_FILE_TRANSFERRED) {
                self.skip_files()?;
                return Ok(true);
            }
            let Some(position) = self.next_file()? else {
                return Ok(true);
            };
            if !self.listener.file_transferred(position)? {
                return Ok(false);
            }
            self.delivered.note_file(&self.row, position);
        }
    }

    /// Returns the next file to report: a reported one that was fetched again, or the first one
    /// that has not been reported.
    fn next_file(&self) -> Result<Option<u32>> {
        for position in self.refetched().chain([self.delivered.files]) {
            if self.is_transferred(position)? {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    /// Records that no transferred file needs a call.
    fn skip_files(&mut self) -> Result<()> {
        self.delivered.files = transferred_files(self.store, &self.row, self.delivered.files)?;
        for position in self.refetched().collect::<Vec<u32>>() {
            if self.is_transferred(position)? {
                self.delivered.note_file(&self.row, position);
            }
        }
        Ok(())
    }

    /// Returns the reported files that had to be fetched again since.
    fn refetched(&self) -> impl Iterator<Item = u32> {
        let refetched = self.row.data.refetched.iter();
        let is_new = |(position, times): &(&u32, &u32)| {
            **position < self.delivered.files
                && self.delivered.refetched.get(position) < Some(*times)
        };
        refetched.filter(is_new).map(|(position, _)| *position)
    }

    /// Returns whether a file of a download, or the reply to an upload, is transferred.
    fn is_transferred(&self, position: u32) -> Result<bool> {
        if self.row.job_type != BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD {
            return Ok(position < transferred_files(self.store, &self.row, 0)?);
        }
        let file = load_file(self.store, self.row.key, position)?;
        Ok(file.is_some_and(|file| file.is_finished()))
    }

    /// Reports that the job entered TRANSFERRED or ERROR. Returns whether the call succeeded, or
    /// the job's program takes its place.
    fn report_entry(&mut self) -> Result<bool> {
        let entry = self.row.data.entry;
        if self.delivered.entry == Some(entry) {
            return Ok(true);
        }
        let accepted = match (self.row.state, &self.row.data.error) {
            (BG_JOB_STATE_TRANSFERRED, _) if self.wants(BG_NOTIFY_JOB_TRANSFERRED) => {
                Some(self.listener.transferred())
            }
            (BG_JOB_STATE_ERROR, Some(error)) if self.wants(BG_NOTIFY_JOB_ERROR) => {
                Some(self.listener.failed(error))
            }
            _ => None,
        };
        let is_settled = match accepted {
            Some(accepted) => self.record(accepted)?,
            // An entry that the notification flags exclude is reported when the flags change.
            None => !has_news(&self.row),
        };
        if is_settled {
            self.delivered.entry = Some(entry);
        }
        Ok(is_settled || accepted.is_none())
    }

    /// Reports a modification. Returns the time of the report if it would follow the last too soon.
    fn report_modification(&mut self) -> Option<Instant> {
        self.delivered.owes_modification &= self.wants(BG_NOTIFY_JOB_MODIFICATION);
        if !self.delivered.owes_modification {
            return None;
        }
        let next = self.too_soon(self.delivered.modification_reported);
        if next.is_none() {
            self.delivered.modification_reported = Some(Instant::now());
            self.delivered.owes_modification = false;
            self.listener.modified();
        }
        next
    }

    /// Records in the row whether the listener accepted the notification of an entry; if it did
    /// not, the runner runs the job's program. Returns false if the call is to be repeated, because
    /// there is no program.
    fn record(&mut self, accepted: bool) -> Result<bool> {
        let row = &self.row;
        let notice = match accepted {
            true => NotificationState::Delivered,
            false => NotificationState::Command,
        };
        let (is_settled, seen) = self.store.write(Durability::Process, |transaction| {
            let mut current = transaction.job(row.key)?;
            let is_unchanged = current.version == row.version;
            let has_left = current.data.entry != row.data.entry
                || current.data.notice == NotificationState::None;
            let has_command = !current.data.settings.notify_command.program.is_empty();
            if !has_left && (accepted || has_command) && current.data.notice != notice {
                current.data.notice = notice;
                transaction.update_job(&mut current)?;
            }
            // This change of the row is not a modification.
            let seen = match is_unchanged {
                true => current.version,
                false => row.version,
            };
            Ok((has_left || accepted || has_command, seen))
        })?;
        self.delivered.seen = seen;
        if is_settled && !accepted {
            (self.job_changed)(row.key);
        }
        Ok(is_settled)
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

/// Reads the row of a file.
fn load_file(store: &Store, key: u64, position: u32) -> Result<Option<FileRow>> {
    store.read(|connection| FileRow::load(connection, key, position))
}
