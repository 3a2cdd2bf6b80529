//! Slot of a job in the shared memory: its state and progress, for one atomic load.
//!
//! `shared_memory` describes the layout and the protocol.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, SeqCst};

use crate::abi::BG_JOB_STATE;
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::platform::memory::mappable;

mappable! {
    /// Part of the shared memory that shows one job.
    pub struct Slot {
        /// Key of the job that the slot belongs to.
        key: AtomicU64,
        /// `version << 8 | state` of the job's row.
        version_state: AtomicU64,
        /// Size of the job in bytes.
        bytes_total: AtomicU64,
        /// Transferred bytes of the job.
        bytes_transferred: AtomicU64,
        /// Numbers of files: `total << 32 | transferred`.
        files: AtomicU64,
        /// Position of the first file that is not finished.
        active_file: AtomicU64,
        /// Size of that file in bytes.
        active_total: AtomicU64,
        /// Bytes of that file that are present.
        active_bytes: AtomicU64,
        /// Size of the reply in bytes.
        reply_total: AtomicU64,
        /// Transferred bytes of the reply.
        reply_bytes: AtomicU64,
        /// Identifier of the process that has an observer of the job; 0: none.
        observer: AtomicU64,
    }
}

/// Slot in the memory of this process alone, for the jobs that have none. It shows no job.
pub static UNUSED_SLOT: Slot = Slot {
    key: AtomicU64::new(0),
    version_state: AtomicU64::new(0),
    bytes_total: AtomicU64::new(0),
    bytes_transferred: AtomicU64::new(0),
    files: AtomicU64::new(0),
    active_file: AtomicU64::new(0),
    active_total: AtomicU64::new(0),
    active_bytes: AtomicU64::new(0),
    reply_total: AtomicU64::new(0),
    reply_bytes: AtomicU64::new(0),
    observer: AtomicU64::new(0),
};

/// Progress of the file that is being transferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveFile {
    /// Position of the file in the job.
    pub index: u32,
    /// Size in bytes.
    pub total: u64,
    /// Bytes that are present.
    pub bytes: u64,
}

impl Slot {
    /// Returns the key of the job that the slot belongs to; 0: none.
    pub fn key(&self) -> u64 {
        self.key.load(Relaxed)
    }

    /// Writes version and state of the job alone. The store is sequentially consistent: a process
    /// that registers an observer at the same time is either found by [`Slot::publish`], or finds
    /// this version when it first looks at the job.
    pub fn set_state(&self, version: u64, state: BG_JOB_STATE) {
        self.version_state
            .store(version << 8 | state as u64, SeqCst);
    }

    /// Returns the version of the row of job `key` and its state; `None` if the slot belongs to
    /// another job by now.
    #[inline]
    pub fn read(&self, key: u64) -> Option<(u64, BG_JOB_STATE)> {
        let word = self.version_state.load(Acquire);
        if self.key.load(Relaxed) != key {
            return None;
        }
        let state = *BG_JOB_STATE::ALL.get((word & 0xFF) as usize)?;
        Some((word >> 8, state))
    }

    /// Returns the progress of the job.
    pub fn progress(&self) -> JobProgress {
        let files = self.files.load(Relaxed);
        let bytes_total = self.bytes_total.load(Relaxed);
        JobProgress {
            bytes_total,
            bytes_transferred: self.bytes_transferred.load(Relaxed).min(bytes_total),
            files_total: (files >> 32) as u32,
            files_transferred: files as u32,
        }
    }

    /// Returns the progress of the file that is being transferred.
    pub fn active_file(&self) -> ActiveFile {
        ActiveFile {
            index: self.active_file.load(Relaxed) as u32,
            total: self.active_total.load(Relaxed),
            bytes: self.active_bytes.load(Relaxed),
        }
    }

    /// Returns the progress of the reply to an upload.
    pub fn reply(&self) -> ReplyProgress {
        ReplyProgress {
            bytes_total: self.reply_total.load(Relaxed),
            bytes_transferred: self.reply_bytes.load(Relaxed),
        }
    }

    /// Writes the state of a job's row to the slot, unless the job has none. Returns the process
    /// whose observer is to be told; 0: none.
    pub fn publish(
        &self,
        key: u64,
        version: u64,
        state: BG_JOB_STATE,
        progress: JobProgress,
        reply: ReplyProgress,
    ) -> u64 {
        if std::ptr::eq(self, &UNUSED_SLOT) {
            return 0;
        }
        self.set_progress(progress);
        self.set_reply(reply);
        let is_same_job = self.key.swap(key, Relaxed) == key;
        let earlier = if is_same_job { 0 } else { self.set_observer(0) };
        self.set_state(version, state);
        if earlier == 0 {
            self.observer()
        } else {
            earlier
        }
    }

    /// Writes the progress of the job.
    pub fn set_progress(&self, progress: JobProgress) {
        self.bytes_total.store(progress.bytes_total, Relaxed);
        self.bytes_transferred
            .store(progress.bytes_transferred, Relaxed);
        self.files.store(
            (progress.files_total as u64) << 32 | progress.files_transferred as u64,
            Relaxed,
        );
    }

    /// Writes the progress of the file that is being transferred.
    pub fn set_active_file(&self, file: ActiveFile) {
        self.active_file.store(file.index as u64, Relaxed);
        self.active_total.store(file.total, Relaxed);
        self.active_bytes.store(file.bytes, Relaxed);
    }

    /// Returns the identifier of the process that has an observer of the job; 0: none.
    pub fn observer(&self) -> u64 {
        self.observer.load(SeqCst)
    }

    /// Sets the process that has an observer of the job. Returns the earlier one; 0: none.
    pub fn set_observer(&self, process: u64) -> u64 {
        self.observer.swap(process, SeqCst)
    }

    /// Writes the progress of the reply to an upload.
    pub fn set_reply(&self, reply: ReplyProgress) {
        self.reply_total.store(reply.bytes_total, Relaxed);
        self.reply_bytes.store(reply.bytes_transferred, Relaxed);
    }
}
