//! Connection to the queue's database, its transactions, and the publication of changes in shared
//! memory.
//!
//! Lock order: the mutex of [`Store`], SQLite's write lock (`BEGIN IMMEDIATE`), the lock on
//! `live.lock`. The publication lock is taken before a transaction commits and released after the
//! shared memory shows it, so that the shared memory shows changes in the order of the commits.

use std::cell::RefCell;
use std::fs::File;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::abi::{BG_E_NOT_FOUND, BG_JOB_STATE, BG_JOB_TYPE};
use crate::engine::model::error::{Error, Result};
use crate::engine::model::progress::{JobProgress, ReplyProgress};
use crate::engine::model::time;
use crate::engine::platform;
use crate::engine::store::durability::Durability;
use crate::engine::store::job_row::{JobData, JobRow};
use crate::engine::store::queries::{PublishedState, for_each_good};
use crate::engine::store::queue_dir::QueueDir;
use crate::engine::store::schema;
use crate::engine::store::secrets::Secrets;
use crate::engine::store::shared_memory::{SharedMemory, Slot};

/// One process's way to the database; any thread may use it.
pub struct Store {
    queue_dir: QueueDir,
    /// `None` between a fork and the next use.
    open: Mutex<Option<OpenDatabase>>,
    shared_memory: SharedMemory,
    secrets: Secrets,
}

/// What parent and child of a fork cannot share.
struct OpenDatabase {
    connection: Connection,
    /// The file `live.lock`, locked while the shared memory is made to show the rows.
    publish_lock: File,
}

impl Store {
    pub fn open(queue_dir: &QueueDir) -> Result<Store> {
        let open_lock = queue_dir.lock_file("open.lock")?;
        platform::fs::lock(&open_lock)?;
        let connection = schema::open(&queue_dir.database())?;
        Ok(Store {
            open: Mutex::new(Some(OpenDatabase::new(connection, queue_dir)?)),
            shared_memory: SharedMemory::open(&queue_dir.shared_memory())?,
            secrets: Secrets::new(queue_dir.key()),
            queue_dir: queue_dir.clone(),
        })
    }

    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub fn shared_memory(&self) -> &SharedMemory {
        &self.shared_memory
    }

    /// Runs a query.
    pub fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let open = self.lock()?;
        if self.shared_memory.was_interrupted() {
            self.repair(&open)?;
        }
        Ok(query(&open.connection)?)
    }

    /// Runs a transaction: all of its changes are made, or none.
    pub fn write<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.write_as(|_| Ok(durability), change)
    }

    /// Runs a transaction whose durability depends on the rows. SQLite wants the durability before
    /// a transaction begins, and another process may change the rows until then. Therefore the rows
    /// are read again within the transaction, and it begins once more if they ask for more.
    pub fn write_as<T>(
        &self,
        durability: impl Fn(&Connection) -> Result<Durability>,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let open = self.lock()?;
        let connection = &open.connection;
        let granted = durability(connection)?;
        let mut synchronous = Synchronous::set(connection, granted)?;
        let mut transaction = Transaction::begin(connection, &self.shared_memory)?;
        if durability(connection)? > granted {
            drop(transaction);
            synchronous = Synchronous::set(connection, Durability::Power)?;
            transaction = Transaction::begin(connection, &self.shared_memory)?;
        }
        let value = change(&transaction)?;
        self.commit(&open, transaction)?;
        drop(synchronous);
        Ok(value)
    }

    /// Makes a change true, and then tells of it: in the order of the changes, which the lock sees
    /// to, as it is taken while the database is still locked.
    fn commit(&self, open: &OpenDatabase, transaction: Transaction<'_>) -> Result<()> {
        let updates = transaction.updates.take();
        if updates.is_empty() {
            return transaction.commit();
        }
        let _lock = PublishLock::take(&open.publish_lock)?;
        let interrupted = self.shared_memory.begin_publishing();
        transaction.commit()?;
        updates.iter().for_each(SlotUpdate::publish);
        if interrupted {
            self.publish_all(&open.connection)?;
        }
        // In this order: a process that is killed here leaves the one or the other to be noticed.
        self.shared_memory.announce_change();
        self.shared_memory.end_publishing();
        Ok(())
    }

    /// Makes the shared memory agree with the rows.
    fn publish_all(&self, connection: &Connection) -> Result<()> {
        let publish = |standing: &PublishedState| -> Result<()> {
            if !standing.is_published(&self.shared_memory)?
                && let Some(row) = JobRow::load(connection, standing.key)?
            {
                SlotUpdate::of(&self.shared_memory, &row)?.publish();
            }
            Ok(())
        };
        for_each_good(connection, publish)
    }

    /// Tells of what a process changed that was killed before it could.
    fn repair(&self, open: &OpenDatabase) -> Result<()> {
        let _lock = PublishLock::take(&open.publish_lock)?;
        if self.shared_memory.begin_publishing() {
            self.publish_all(&open.connection)?;
        }
        self.shared_memory.announce_change();
        self.shared_memory.end_publishing();
        Ok(())
    }

    /// For the time of a fork: closes the database and keeps everybody out. The next use opens it
    /// again.
    pub fn hold(&self) -> StoreForkGuard<'_> {
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *guard = None;
        StoreForkGuard { _guard: guard }
    }

    fn lock(&self) -> Result<LockedDatabase<'_>> {
        // A panic while the lock was held undid its transaction: the connection is fine.
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            *guard = Some(OpenDatabase::new(
                schema::connect(&self.queue_dir.database())?,
                &self.queue_dir,
            )?);
        }
        Ok(LockedDatabase(guard))
    }
}

impl OpenDatabase {
    fn new(connection: Connection, queue_dir: &QueueDir) -> Result<OpenDatabase> {
        let publish_lock = queue_dir.lock_file("live.lock")?;
        Ok(OpenDatabase {
            connection,
            publish_lock,
        })
    }
}

/// The way to the database, shut.
pub struct StoreForkGuard<'a> {
    _guard: MutexGuard<'a, Option<OpenDatabase>>,
}

/// The database, open and ours for now.
struct LockedDatabase<'a>(MutexGuard<'a, Option<OpenDatabase>>);

impl Deref for LockedDatabase<'_> {
    type Target = OpenDatabase;

    fn deref(&self) -> &OpenDatabase {
        self.0.as_ref().expect("Store::lock opens it")
    }
}

/// A change of the database in the making; undone when it is dropped.
pub struct Transaction<'a> {
    connection: &'a Connection,
    shared_memory: &'a SharedMemory,
    /// What to tell when it is true.
    updates: RefCell<Vec<SlotUpdate>>,
}

impl<'a> Transaction<'a> {
    fn begin(
        connection: &'a Connection,
        shared_memory: &'a SharedMemory,
    ) -> Result<Transaction<'a>> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Transaction {
            connection,
            shared_memory,
            updates: RefCell::default(),
        })
    }

    fn commit(self) -> Result<()> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    pub fn connection(&self) -> &Connection {
        self.connection
    }

    /// The job as it is now. `BG_E_NOT_FOUND` when it left the queue so long ago that nothing is
    /// known of it any more.
    pub fn job(&self, key: u64) -> Result<JobRow> {
        JobRow::load(self.connection, key)?.ok_or(Error(BG_E_NOT_FOUND))
    }

    pub fn insert_job(&self, id: Uuid, job_type: BG_JOB_TYPE, data: JobData) -> Result<JobRow> {
        let row = JobRow {
            key: self.next_number("last_key")?,
            id,
            slot: self.take_slot()?,
            job_type,
            version: 1,
            state: BG_JOB_STATE::BG_JOB_STATE_SUSPENDED,
            data,
        };
        row.insert(self.connection)?;
        self.publish(&row)?;
        Ok(row)
    }

    /// Writes a changed job, and tells every process that it changed.
    pub fn update_job(&self, row: &mut JobRow) -> Result<()> {
        row.version += 1;
        row.data.times.modification = time::now();
        row.update(self.connection)?;
        self.publish(row)
    }

    /// Forgets a final job.
    pub fn remove_job(&self, row: &JobRow) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM job WHERE key = ?1")?
            .execute([row.key])?;
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO free_slot (slot) VALUES (?1)")?
            .execute([row.slot])?;
        Ok(())
    }

    pub fn publish(&self, row: &JobRow) -> Result<()> {
        self.updates
            .borrow_mut()
            .push(SlotUpdate::of(self.shared_memory, row)?);
        Ok(())
    }

    // No RETURNING in these: SQLite makes a table of its own for what it returns, every time.
    fn take_slot(&self) -> Result<u32> {
        let free: Option<u32> = self
            .connection
            .prepare_cached("SELECT min(slot) FROM free_slot")?
            .query_row([], |row| row.get(0))?;
        let Some(slot) = free else {
            return Ok(self.next_number("last_slot")? as u32);
        };
        self.connection
            .prepare_cached("DELETE FROM free_slot WHERE slot = ?1")?
            .execute([slot])?;
        Ok(slot)
    }

    /// Counts a number in the `meta` table up, so that it is never given twice.
    fn next_number(&self, name: &str) -> Result<u64> {
        let last: Option<u64> = self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let next = last.unwrap_or(0) + 1;
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?
            .execute(params![name, next])?;
        Ok(next)
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // A committed one is over, and SQLite itself ends some that fail.
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            log::error!("a change of the queue cannot be undone: {error}");
        }
    }
}

/// What the shared memory is to say of a job.
struct SlotUpdate {
    slot: &'static Slot,
    key: u64,
    version: u64,
    state: BG_JOB_STATE,
    progress: JobProgress,
    reply: ReplyProgress,
}

impl SlotUpdate {
    fn of(shared_memory: &SharedMemory, row: &JobRow) -> Result<SlotUpdate> {
        Ok(SlotUpdate {
            slot: shared_memory.slot(row.slot)?,
            key: row.key,
            version: row.version,
            state: row.state,
            progress: row.data.progress,
            reply: row.data.reply,
        })
    }

    fn publish(&self) {
        self.slot.publish(
            self.key,
            self.version,
            self.state,
            self.progress,
            self.reply,
        );
    }
}

/// Setting of SQLite's `synchronous` for one transaction; dropping it restores `NORMAL`.
struct Synchronous<'a>(Option<&'a Connection>);

impl<'a> Synchronous<'a> {
    fn set(connection: &'a Connection, durability: Durability) -> Result<Synchronous<'a>> {
        if durability == Durability::Process {
            return Ok(Synchronous(None));
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(Synchronous(Some(connection)))
    }
}

impl Drop for Synchronous<'_> {
    fn drop(&mut self) {
        let restore =
            |connection: &Connection| connection.pragma_update(None, "synchronous", "NORMAL");
        if let Some(Err(error)) = self.0.map(restore) {
            log::error!("the queue's database stays in synchronous mode: {error}");
        }
    }
}

/// The right to write to the shared memory what the rows say.
struct PublishLock<'a>(&'a File);

impl PublishLock<'_> {
    fn take(lock: &File) -> Result<PublishLock<'_>> {
        platform::fs::lock(lock)?;
        Ok(PublishLock(lock))
    }
}

impl Drop for PublishLock<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            log::error!("the lock on the shared memory cannot be freed: {error}");
        }
    }
}
