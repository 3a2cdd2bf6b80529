//! Shared memory of a queue: what changes too often for the database.
//!
//! # Layout
//!
//! The file `live` in the queue's folder is mapped by every process that has the queue open. It is
//! an array of entries of 128 bytes (two cache lines), all of them atomic integers:
//!
//! ```text
//! header          QueueHeader: changes | waiters | publisher | runner | state of the database's
//!                 files | changes for groups of observers
//! entry n         Slot of the job whose row has `slot = n`:
//!                 key | version << 8 | state | progress of the job | first unfinished file |
//!                 progress of the reply | process with an observer
//! ```
//!
//! Entries are allocated and mapped in chunks of 4,096 as the queue grows (at most 1,024 chunks),
//! and never unmapped. `free_slot` and `meta.last_slot` in the database say which slots are in use
//! (see `slots`); a slot that is used again gets the key of its new job.
//!
//! # Protocol
//!
//! The database is the truth; the memory is a cache of it that costs one atomic load to read.
//!
//! - *Publication.* A process that commits a transaction holds the lock on `live.lock`, writes its
//!   process number to `publisher`, commits, writes the slots of the changed jobs, increments
//!   `changes`, wakes the waiters, and sets `publisher` to 0.
//! - *Crash.* A process that is killed in between leaves `publisher` set. The next one that reads
//!   or writes the queue finds a publisher that does not run any more, and publishes every row
//!   whose slot disagrees.
//! - *Reading.* `version << 8 | state` is stored last (release) and read first (acquire); the key
//!   tells whether the slot still belongs to the job. A handle that has cached the row of that
//!   version need not read the database.
//! - *Progress* between two transactions is written by the runner alone, without publication.
//! - *Record of the database.* Within a publication the process also records the fingerprint of
//!   the database and the row that was changed last. The next process that opens the queue compares
//!   them with what it finds (`opening`).
//! - *Waiting.* A process with observers reads the number of changes of its group, looks at its
//!   jobs, and waits on the word with a futex until it differs. A publication increments the words
//!   of the processes that observe its jobs, so that it wakes no bystander except those of the same
//!   group. `waiters` saves the wake-up call when no process waits.

use std::fs::File;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::Duration;

use crate::abi::E_OUTOFMEMORY;
use crate::engine::model::error::{Error, Result};
use crate::engine::platform::fs::private_file;
use crate::engine::platform::memory::{self, mappable};
use crate::engine::platform::process;
use crate::engine::store::database_file::DatabaseFile;
use crate::engine::store::slot::{Slot, UNUSED_SLOT};

/// Number of entries that are allocated and mapped together (512 KiB).
const SLOTS_PER_CHUNK: usize = 4096;
/// Largest number of chunks. It limits the queue to about four million jobs.
const MAX_CHUNKS: usize = 1024;
/// Index in the row of a job that has no slot. Its state is read from its row.
pub const NO_SLOT: u32 = 0;
/// Limit of the slot indexes; all of them are smaller.
pub const SLOTS: u32 = (SLOTS_PER_CHUNK * MAX_CHUNKS) as u32;
/// Number of groups of observing processes; their identifiers are distributed over them.
const OBSERVER_GROUPS: usize = 16;
/// Bytes before the first slot, a multiple of the page size of every system.
const HEADER_BYTES: u64 = 64 << 10;
/// Size of a chunk in bytes.
const CHUNK_BYTES: u64 = (SLOTS_PER_CHUNK * size_of::<Slot>()) as u64;

mappable! {
    /// Counts the changes of the queue, lets processes wait for the next one, and records what a
    /// process that opens the queue has to know of the last ones.
    struct QueueHeader {
        /// Number of changes so far, modulo 2^32.
        changes: AtomicU32,
        /// Number of threads that wait, or are about to.
        waiters: AtomicU32,
        /// Number of turns of the runner's event loop, modulo 2^32: the heartbeat of the runner.
        heartbeats: AtomicU32,
        /// 1: the next process that opens the queue checks the whole database.
        needs_check: AtomicU32,
        /// Number of times that another database took the place of the queue's.
        generation: AtomicU32,
        /// Start of the system during which the following words were written; see
        /// [`SharedMemory::boot`].
        boot: AtomicU64,
        /// Fingerprint of `queue.db` after the last commit: device, inode number, size and time.
        database_device: AtomicU64,
        database_inode: AtomicU64,
        database_size: AtomicU64,
        database_modified: AtomicU64,
        /// Inode number of the database's write-ahead log.
        log_inode: AtomicU64,
        /// Inode number of SQLite's index of the log.
        index_inode: AtomicU64,
        /// Largest key that a job has had, also in databases that were replaced.
        last_key: AtomicU64,
        /// Job and version of the row that was last changed; key 0: not known.
        changed_job: AtomicU64,
        changed_version: AtomicU64,
        /// Process that is publishing rows, see [`process::own_process`]; 0: none.
        publisher: AtomicU64,
        /// Process that is or was the runner last, see [`process::own_process`]; 0: none.
        runner: AtomicU64,
        /// Number of changes that concern a group of observing processes, modulo 2^32. The
        /// processes of the group wait on its word.
        groups: [AtomicU32; OBSERVER_GROUPS],
    }
}

/// The mapped header and slots of a queue.
pub struct SharedMemory {
    /// The file `live`, from which further chunks are mapped.
    file: File,
    header: &'static QueueHeader,
    /// Chunks of slots, mapped at the first access.
    chunks: Box<[OnceLock<&'static [Slot]>]>,
}

impl SharedMemory {
    /// Maps the shared memory; creates its file when it is absent.
    pub fn open(path: &Path) -> Result<SharedMemory> {
        let file = private_file(path)?;
        memory::reserve(&file, 0, HEADER_BYTES)?;
        let header = &memory::map_shared(&file, 0, 1)?[0];
        Ok(SharedMemory {
            file,
            header,
            chunks: (0..MAX_CHUNKS).map(|_| OnceLock::new()).collect(),
        })
    }

    /// Counts a change, and wakes the processes that observe the changed jobs.
    pub fn announce_change(&self, observers: impl IntoIterator<Item = u64>) {
        self.header.changes.fetch_add(1, SeqCst);
        self.wake_observers(observers);
    }

    /// Counts a change of unknown jobs, and wakes every process with an observer.
    pub fn announce_change_to_all(&self) {
        let one_of_each_group = 1..=OBSERVER_GROUPS as u64;
        self.announce_change(one_of_each_group);
    }

    /// Makes processes look at the jobs that they observe; 0 stands for no process.
    pub fn wake_observers(&self, processes: impl IntoIterator<Item = u64>) {
        let processes = processes.into_iter().filter(|process| *process != 0);
        let concerned = processes.fold([false; OBSERVER_GROUPS], |mut concerned, process| {
            concerned[group_of(process)] = true;
            concerned
        });
        for (word, _) in self.header.groups.iter().zip(concerned).filter(|it| it.1) {
            word.fetch_add(1, SeqCst);
            if self.header.waiters.load(SeqCst) > 0 {
                memory::wake_all(word);
            }
        }
    }

    /// Returns the number of changes so far, modulo 2^32.
    pub fn change_count(&self) -> u32 {
        self.header.changes.load(SeqCst)
    }

    /// Returns the number of changes, modulo 2^32, that may concern the observers of a process.
    pub fn observed_change_count(&self, process: u64) -> u32 {
        self.header.groups[group_of(process)].load(SeqCst)
    }

    /// Waits until the number of changes for the observers of a process differs from `seen`, or for
    /// the timeout.
    pub fn wait_for_observed_change(&self, process: u64, seen: u32, timeout: Option<Duration>) {
        let word = &self.header.groups[group_of(process)];
        self.header.waiters.fetch_add(1, SeqCst);
        memory::wait_while_equal(word, seen, timeout);
        self.header.waiters.fetch_sub(1, SeqCst);
    }

    /// Makes this process known as the runner.
    pub fn set_runner(&self) {
        self.header.runner.store(process::own_process(), SeqCst);
        self.beat();
    }

    /// Returns the process that is or was the runner last, see [`process::own_process`]; 0: none.
    pub fn runner(&self) -> u64 {
        self.header.runner.load(SeqCst)
    }

    /// Counts a turn of the runner's event loop.
    pub fn beat(&self) {
        self.header.heartbeats.fetch_add(1, Relaxed);
    }

    /// Returns the number of turns of the runner's event loop, modulo 2^32.
    pub fn heartbeats(&self) -> u32 {
        self.header.heartbeats.load(Relaxed)
    }

    /// Marks the begin of a publication. Returns whether an earlier one was not ended: its process
    /// was killed.
    pub fn begin_publishing(&self) -> bool {
        self.header.publisher.swap(process::own_process(), SeqCst) != 0
    }

    /// Marks the end of a publication: the slots agree with the rows.
    pub fn end_publishing(&self) {
        self.header.publisher.store(0, SeqCst);
    }

    /// Returns whether a process was killed during a publication.
    pub fn was_interrupted(&self) -> bool {
        match self.header.publisher.load(SeqCst) {
            0 => false,
            id => !process::is_alive(id),
        }
    }

    /// Returns the start of the system during which the state of the database's files was recorded.
    /// After another one the records may be older than the files, or damaged.
    pub fn boot(&self) -> u64 {
        self.header.boot.load(SeqCst)
    }

    /// Begins the records of another start of the system.
    pub fn set_boot(&self, boot: u64) {
        self.header.changed_job.store(0, SeqCst);
        self.header.last_key.store(0, SeqCst);
        self.header.boot.store(boot, SeqCst);
    }

    /// Returns the recorded fingerprint of the database.
    pub fn database_file(&self) -> DatabaseFile {
        DatabaseFile {
            device: self.header.database_device.load(SeqCst),
            inode: self.header.database_inode.load(SeqCst),
            size: self.header.database_size.load(SeqCst),
            modified: self.header.database_modified.load(SeqCst),
        }
    }

    /// Records the fingerprint of the database.
    pub fn set_database_file(&self, file: &DatabaseFile) {
        self.header.database_device.store(file.device, SeqCst);
        self.header.database_inode.store(file.inode, SeqCst);
        self.header.database_size.store(file.size, SeqCst);
        self.header.database_modified.store(file.modified, SeqCst);
    }

    /// Returns the recorded inode numbers of the write-ahead log and of its index; 0: none.
    pub fn log_inodes(&self) -> [u64; 2] {
        [
            self.header.log_inode.load(SeqCst),
            self.header.index_inode.load(SeqCst),
        ]
    }

    /// Records the inode numbers of the write-ahead log and of its index.
    pub fn set_log_inodes(&self, [log, index]: [u64; 2]) {
        self.header.log_inode.store(log, SeqCst);
        self.header.index_inode.store(index, SeqCst);
    }

    /// Returns whether the next process that opens the queue checks the whole database.
    pub fn needs_check(&self) -> bool {
        self.header.needs_check.load(SeqCst) != 0
    }

    /// Sets whether the next process that opens the queue checks the whole database. Returns
    /// whether that is new.
    pub fn set_needs_check(&self, needed: bool) -> bool {
        self.header.needs_check.swap(needed.into(), SeqCst) != u32::from(needed)
    }

    /// Returns the number of times that another database took the place of the queue's.
    pub fn generation(&self) -> u32 {
        self.header.generation.load(SeqCst)
    }

    /// Counts that another database took the place of the queue's.
    pub fn next_generation(&self) {
        self.header.generation.fetch_add(1, SeqCst);
    }

    /// Returns the largest key that a job has had since the start of the system.
    pub fn last_key(&self) -> u64 {
        self.header.last_key.load(SeqCst)
    }

    /// Returns job and version of the row that was last changed; `None` if they are not known.
    pub fn last_change(&self) -> Option<(u64, u64)> {
        let key = self.header.changed_job.load(SeqCst);
        (key != 0).then(|| (key, self.header.changed_version.load(SeqCst)))
    }

    /// Records job and version of a changed row. A process that is killed in between leaves an
    /// unknown change and not a wrong one.
    pub fn set_last_change(&self, key: u64, version: u64) {
        self.forget_last_change();
        self.header.changed_version.store(version, SeqCst);
        self.header.changed_job.store(key, SeqCst);
        self.header.last_key.fetch_max(key, SeqCst);
    }

    /// Records that the last change is not known.
    pub fn forget_last_change(&self) {
        self.header.changed_job.store(0, SeqCst);
    }

    /// Returns whether the file of the shared memory still has this name.
    pub fn is_in_place(&self, path: &Path) -> Result<bool> {
        let mapped = DatabaseFile::of(&self.file.metadata()?);
        Ok(DatabaseFile::find(path)?.is_some_and(|named| named.is_same_file(&mapped)))
    }

    /// Returns the number of slots that the file has room for, slot 0 included.
    pub fn allocated_slots(&self) -> Result<u32> {
        let bytes = self.file.metadata()?.len().saturating_sub(HEADER_BYTES);
        let slots = bytes / size_of::<Slot>() as u64;
        Ok(slots.min(SLOTS.into()) as u32)
    }

    /// Returns a slot; allocates and maps its chunk at the first access. Returns a slot that shows
    /// no job for [`NO_SLOT`], and `E_OUTOFMEMORY` for an index that is not below [`SLOTS`].
    pub fn slot(&self, index: u32) -> Result<&'static Slot> {
        if index == NO_SLOT {
            return Ok(&UNUSED_SLOT);
        }
        let (chunk, place) = (
            index as usize / SLOTS_PER_CHUNK,
            index as usize % SLOTS_PER_CHUNK,
        );
        let cell = self.chunks.get(chunk).ok_or(Error(E_OUTOFMEMORY))?;
        let slots = match cell.get() {
            Some(slots) => slots,
            None => {
                let offset = HEADER_BYTES + chunk as u64 * CHUNK_BYTES;
                memory::reserve(&self.file, offset, CHUNK_BYTES)?;
                let mapped = memory::map_shared(&self.file, offset, SLOTS_PER_CHUNK)?;
                cell.get_or_init(|| mapped)
            }
        };
        Ok(&slots[place])
    }
}

/// Returns the group of an observing process.
fn group_of(process: u64) -> usize {
    // The number of the process and its start time, see `own_process`.
    let mixed = process ^ process >> 32;
    (mixed % OBSERVER_GROUPS as u64) as usize
}
