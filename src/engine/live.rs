//! What changes too often for the database, in memory that every process with the queue open
//! shares: each job's state, its progress, and the version of its row, so that a reader knows at
//! the cost of one load whether what it knows is current.
//!
//! The database is the truth. A slot is written when the transaction that changed the job is
//! committed; writers take turns, and the next one makes good what a killed one left undone.
//! Progress between two transactions is written by the runner alone.

use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::Duration;

use super::home::private_file;
use super::model::{JobProgress, ReplyProgress};
use super::{Error, Result, os};
use crate::abi::{BG_JOB_STATE, E_OUTOFMEMORY};

/// One job's part of the shared memory: two cache lines.
#[repr(C, align(128))]
pub struct Slot {
    /// Which job the slot belongs to.
    key: AtomicU64,
    /// `version << 8 | state`
    version_state: AtomicU64,
    bytes_total: AtomicU64,
    bytes_transferred: AtomicU64,
    /// `total << 32 | transferred`
    files: AtomicU64,
    /// The first file that is not done: its position, size, and bytes.
    active_file: AtomicU64,
    active_total: AtomicU64,
    active_bytes: AtomicU64,
    reply_total: AtomicU64,
    reply_bytes: AtomicU64,
    /// The process that has an object registered for the job; 0: none.
    observer: AtomicU64,
}

/// What a slot says of the file being transferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveFile {
    pub index: u32,
    pub total: u64,
    pub bytes: u64,
}

impl Slot {
    /// The state of job `key` and the version of its row; `None` when the slot belongs to another
    /// job by now.
    #[inline]
    pub fn read(&self, key: u64) -> Option<(u64, BG_JOB_STATE)> {
        let word = self.version_state.load(Acquire);
        if self.key.load(Relaxed) != key {
            return None;
        }
        let state = *BG_JOB_STATE::ALL.get((word & 0xFF) as usize)?;
        Some((word >> 8, state))
    }

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

    pub fn active_file(&self) -> ActiveFile {
        ActiveFile {
            index: self.active_file.load(Relaxed) as u32,
            total: self.active_total.load(Relaxed),
            bytes: self.active_bytes.load(Relaxed),
        }
    }

    pub fn reply(&self) -> ReplyProgress {
        ReplyProgress {
            bytes_total: self.reply_total.load(Relaxed),
            bytes_transferred: self.reply_bytes.load(Relaxed),
        }
    }

    /// Makes the slot say what the job's row says.
    pub fn publish(
        &self,
        key: u64,
        version: u64,
        state: BG_JOB_STATE,
        progress: JobProgress,
        reply: ReplyProgress,
    ) {
        self.set_progress(progress);
        self.set_reply(reply);
        if self.key.swap(key, Relaxed) != key {
            self.set_observer(0);
        }
        self.version_state
            .store(version << 8 | state as u64, Release);
    }

    pub fn set_progress(&self, progress: JobProgress) {
        self.bytes_total.store(progress.bytes_total, Relaxed);
        self.bytes_transferred
            .store(progress.bytes_transferred, Relaxed);
        self.files.store(
            (progress.files_total as u64) << 32 | progress.files_transferred as u64,
            Relaxed,
        );
    }

    pub fn set_active_file(&self, file: ActiveFile) {
        self.active_file.store(file.index as u64, Relaxed);
        self.active_total.store(file.total, Relaxed);
        self.active_bytes.store(file.bytes, Relaxed);
    }

    pub fn observer(&self) -> u64 {
        self.observer.load(Relaxed)
    }

    pub fn set_observer(&self, process: u64) {
        self.observer.store(process, Relaxed);
    }

    pub fn set_reply(&self, reply: ReplyProgress) {
        self.reply_total.store(reply.bytes_total, Relaxed);
        self.reply_bytes.store(reply.bytes_transferred, Relaxed);
    }
}

/// Rung at every change of the queue, heard by every process that waits for one. It lies where slot
/// 0 would, which no job has.
#[repr(C, align(128))]
pub struct Bell {
    rings: AtomicU32,
    listeners: AtomicU32,
    /// The process that is making the slots say what the rows say; 0: none.
    publisher: AtomicU32,
}

const SLOTS_PER_CHUNK: usize = 4096;
const MAX_CHUNKS: usize = 1024;
/// Numbers of slots are below this.
pub const SLOTS: u32 = (SLOTS_PER_CHUNK * MAX_CHUNKS) as u32;
const CHUNK_BYTES: u64 = (SLOTS_PER_CHUNK * size_of::<Slot>()) as u64;

/// The shared table of slots, mapped piece by piece as the queue grows.
pub struct Live {
    file: File,
    bell: &'static Bell,
    chunks: Box<[OnceLock<&'static [Slot]>]>,
}

impl Live {
    pub fn open(path: &Path) -> Result<Live> {
        let file = private_file(path)?;
        os::reserve(&file, CHUNK_BYTES)?;
        let bell = &os::map_shared(&file, 0, 1)?[0];
        Ok(Live {
            file,
            bell,
            chunks: (0..MAX_CHUNKS).map(|_| OnceLock::new()).collect(),
        })
    }

    /// Tells every listener that something changed.
    pub fn ring(&self) {
        self.bell.rings.fetch_add(1, SeqCst);
        if self.bell.listeners.load(SeqCst) > 0 {
            os::wake_all(&self.bell.rings);
        }
    }

    /// How often the bell rang so far.
    pub fn rings(&self) -> u32 {
        self.bell.rings.load(SeqCst)
    }

    /// Waits until the bell has rung since `heard` was read, or the time is over.
    pub fn wait(&self, heard: u32, timeout: Option<Duration>) {
        self.bell.listeners.fetch_add(1, SeqCst);
        os::wait_while_equal(&self.bell.rings, heard, timeout);
        self.bell.listeners.fetch_sub(1, SeqCst);
    }

    /// From now on the slots may not agree with the rows. Whether they may not have before: a
    /// process ended while it was at it.
    pub fn begin_publishing(&self) -> bool {
        self.bell.publisher.swap(std::process::id(), SeqCst) != 0
    }

    /// The slots agree with the rows.
    pub fn end_publishing(&self) {
        self.bell.publisher.store(0, SeqCst);
    }

    /// Whether a process ended while it made the slots agree with the rows.
    pub fn was_interrupted(&self) -> bool {
        match self.bell.publisher.load(SeqCst) {
            0 => false,
            id => !os::is_running(id),
        }
    }

    pub fn slot(&self, index: u32) -> Result<&'static Slot> {
        let (chunk, place) = (
            index as usize / SLOTS_PER_CHUNK,
            index as usize % SLOTS_PER_CHUNK,
        );
        let cell = self.chunks.get(chunk).ok_or(Error(E_OUTOFMEMORY))?;
        let slots = match cell.get() {
            Some(slots) => slots,
            None => {
                let offset = chunk as u64 * CHUNK_BYTES;
                os::reserve(&self.file, offset + CHUNK_BYTES)?;
                let mapped = os::map_shared(&self.file, offset, SLOTS_PER_CHUNK)?;
                cell.get_or_init(|| mapped)
            }
        };
        Ok(&slots[place])
    }
}
