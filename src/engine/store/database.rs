//! Connection to the queue's database, its transactions, and the publication of changes in shared
//! memory.
//!
//! All other parts of the engine read with [`Store::read`] and change with [`Store::write`].
//!
//! # Locks
//!
//! In the order in which they are taken:
//!
//! 1. The mutex `Store::open` (between threads): the connection. It is held for a whole query or
//!    transaction.
//! 2. `open.lock` (between processes): opening, creation and migration of the database.
//! 3. SQLite's write lock (between processes): from `BEGIN IMMEDIATE` to the commit.
//! 4. `live.lock` (between processes): publication. It is taken before a transaction commits and
//!    released after the shared memory shows it, so that the shared memory shows changes in the
//!    order of the commits.
//!
//! Each wait between processes is bounded and ends with `ERROR_BUSY` (`file_lock`, and SQLite's
//! `busy_timeout`): another process may be stopped while it holds a lock. A transaction whose
//! publication cannot be locked is rolled back.
//!
//! # Another database
//!
//! The name `queue.db` may lead to another file while this process has the database open, see
//! `opening`. Before each query and after the begin of each transaction the process compares the
//! file with the one of its connection, and moves over to the new one. After a commit it compares
//! them again: a commit that reached only the old file is an error and never a success. The
//! generation in the shared memory tells the runner to start over.
//!
//! The fork handlers take the mutex before the locks of the runner and of the observers.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use uuid::Uuid;

use crate::abi::{BG_E_DATABASE_CORRUPT, BG_E_NOT_FOUND, BG_JOB_STATE, BG_JOB_TYPE};
use crate::engine::model::error::{Error, Result, win32};
use crate::engine::model::time;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_lock::FileLock;
use crate::engine::store::job_row::{JobData, JobRow};
use crate::engine::store::open_database::OpenDatabase;
use crate::engine::store::opening::DATABASE_REPLACED;
use crate::engine::store::publication::{self, SlotUpdate};
use crate::engine::store::queue_dir::QueueDir;
use crate::engine::store::secrets::Secrets;
use crate::engine::store::shared_memory::SharedMemory;
use crate::engine::store::slots;

/// Errors of the system that a connection may keep although their cause has gone: ERROR_IO_DEVICE,
/// and ERROR_WRITE_PROTECT after SQLite could open a file for reading alone.
const LASTING: [Error; 2] = [Error(win32(1117)), Error(win32(19))];

/// Database, shared memory and key of a queue, as this process has them open. Any thread may use
/// it.
pub struct Store {
    queue_dir: QueueDir,
    /// Connection of this process. The mutex lets one thread at a time use it. `None` between a
    /// fork and the next use.
    open: Mutex<Option<OpenDatabase>>,
    shared_memory: SharedMemory,
    secrets: Secrets,
}

impl Store {
    /// Opens the store of a queue; creates its files when they are absent.
    pub fn open(queue_dir: &QueueDir) -> Result<Store> {
        let open_lock = queue_dir.lock_file("open.lock")?;
        let _lock = FileLock::acquire_opening(&open_lock)?;
        let shared_memory = SharedMemory::open(&queue_dir.shared_memory())?;
        Ok(Store {
            open: Mutex::new(Some(OpenDatabase::open(queue_dir, &shared_memory)?)),
            shared_memory,
            secrets: Secrets::new(queue_dir.key()),
            queue_dir: queue_dir.clone(),
        })
    }

    /// Returns the key that encrypts credentials.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Returns the shared memory of the queue.
    pub fn shared_memory(&self) -> &SharedMemory {
        &self.shared_memory
    }

    /// Runs a query. Publishes the changes of a process that was killed before it published them.
    pub fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        self.query(query).map_err(|error| self.note_fault(error))
    }

    fn query<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let open = self.lock()?;
        if self.shared_memory.was_interrupted() {
            self.finish_publication(&open)?;
        }
        Ok(query(&open.connection)?)
    }

    /// Runs a transaction and publishes its changes. If `change` returns an error, none of its
    /// changes is made.
    pub fn write<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.write_as(|_| Ok(durability), change)
    }

    /// Runs a transaction whose durability depends on the rows. SQLite needs the durability before
    /// a transaction begins, and another process may change the rows until then. Therefore the rows
    /// are read again within the transaction, and the transaction begins once more if they need
    /// more.
    pub fn write_as<T>(
        &self,
        durability: impl Fn(&Connection) -> Result<Durability>,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.transact(durability, change)
            .map_err(|error| self.note_fault(error))
    }

    fn transact<T>(
        &self,
        durability: impl Fn(&Connection) -> Result<Durability>,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        loop {
            let open = self.lock()?;
            let (synchronous, transaction) = self.begin(&open, &durability)?;
            if open.file()?.is_none() {
                // The database was replaced while this process waited for SQLite's write lock.
                continue;
            }
            let value = change(&transaction)?;
            self.commit(&open, transaction)?;
            drop(synchronous);
            return Ok(value);
        }
    }

    /// Begins a transaction with the durability that the rows need. The transaction must end before
    /// the setting is restored.
    fn begin<'a>(
        &'a self,
        open: &'a OpenDatabase,
        durability: impl Fn(&Connection) -> Result<Durability>,
    ) -> Result<(Synchronous<'a>, Transaction<'a>)> {
        let connection = &open.connection;
        let granted = durability(connection)?;
        let mut synchronous = Synchronous::set(connection, granted)?;
        let begin = || Transaction::begin(connection, &self.shared_memory, &self.secrets);
        let mut transaction = begin()?;
        if durability(connection)? > granted {
            drop(transaction);
            synchronous = Synchronous::set(connection, Durability::Power)?;
            transaction = begin()?;
        }
        Ok((synchronous, transaction))
    }

    /// Commits a transaction and publishes its changes. The publication lock is taken while the
    /// transaction holds SQLite's write lock, so that publications have the order of the commits.
    fn commit(&self, open: &OpenDatabase, transaction: Transaction<'_>) -> Result<()> {
        let updates = transaction.updates.take();
        let _lock = open.lock_publication()?;
        let interrupted = self.shared_memory.begin_publishing();
        if transaction.removes_jobs.get() {
            // The row of the last change may be among them.
            self.shared_memory.forget_last_change();
        }
        transaction.commit()?;
        match open.file() {
            Ok(Some(file)) => self.shared_memory.set_database_file(&file),
            Ok(None) => {
                log::error!(
                    "a change of the queue is in a database that was replaced meanwhile, \
                    and not in {}",
                    open.path.display()
                );
                return Err(DATABASE_REPLACED);
            }
            // The change is made. The next process that opens the queue checks the database.
            Err(error) => log::warn!("the state of the database cannot be recorded: {error}"),
        }
        let publish = |update: &SlotUpdate| update.publish_commit(&self.shared_memory);
        let observers: Vec<u64> = updates.iter().map(publish).collect();
        // The change is announced before the publication ends, because a process that is killed
        // between the two leaves an interrupted publication, and the next process announces the
        // change again.
        if interrupted {
            publication::publish_all(&open.connection, &self.shared_memory)?;
            self.shared_memory.announce_change_to_all();
        } else if !updates.is_empty() {
            self.shared_memory.announce_change(observers);
        }
        self.shared_memory.end_publishing();
        Ok(())
    }

    /// Makes the next process that opens the queue check the whole database if a statement has
    /// found damage. Closes the connection after an error of the system: SQLite may keep the error
    /// for the life of a connection, and the next use opens another one. Returns the error of the
    /// statement. The caller does not hold the connection any more.
    fn note_fault(&self, error: Error) -> Error {
        if LASTING.contains(&error) {
            *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        if error == Error(BG_E_DATABASE_CORRUPT) && self.shared_memory.set_needs_check(true) {
            log::error!(
                "the queue database {} is damaged: the next process that opens it checks it",
                self.queue_dir.database().display()
            );
        }
        error
    }

    /// Moves over to the database that has the name `queue.db`, and returns its generation. Another
    /// one than before tells the runner that its jobs may not be in the queue any more.
    pub fn generation(&self) -> Result<u32> {
        self.lock()?;
        Ok(self.shared_memory.generation())
    }

    /// Closes the database. If no other process has it open, SQLite moves the write-ahead log into
    /// it and deletes the log. The next use opens the database again.
    pub fn close(&self) -> Result<()> {
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = guard.take() else {
            return Ok(());
        };
        open.close(&self.queue_dir, &self.shared_memory)
    }

    /// Finishes the publication of a process that was killed during it.
    fn finish_publication(&self, open: &OpenDatabase) -> Result<()> {
        let _lock = open.lock_publication()?;
        if self.shared_memory.begin_publishing() {
            publication::publish_all(&open.connection, &self.shared_memory)?;
        }
        self.shared_memory.announce_change_to_all();
        self.shared_memory.end_publishing();
        Ok(())
    }

    /// Closes the database and locks the store until the guard is dropped, for a fork of the
    /// process. The next use opens the database again.
    pub fn hold(&self) -> StoreForkGuard<'_> {
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *guard = None;
        StoreForkGuard { _guard: guard }
    }

    /// Locks the connection for this thread. Opens the database if it is closed, or if its name
    /// leads to another file than before.
    fn lock(&self) -> Result<LockedDatabase<'_>> {
        // A panic while the mutex was held rolled its transaction back: the connection is usable.
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = guard.as_ref()
            && open.file()?.is_none()
        {
            log::warn!(
                "{} is another file than before; this process uses the new one",
                open.path.display()
            );
            *guard = None;
        }
        if guard.is_none() {
            *guard = Some(OpenDatabase::reopen(&self.queue_dir, &self.shared_memory)?);
        }
        Ok(LockedDatabase(guard))
    }
}

/// Locked store without a connection; see [`Store::hold`].
pub struct StoreForkGuard<'a> {
    _guard: MutexGuard<'a, Option<OpenDatabase>>,
}

/// Open connection, locked for one thread.
struct LockedDatabase<'a>(MutexGuard<'a, Option<OpenDatabase>>);

impl Deref for LockedDatabase<'_> {
    type Target = OpenDatabase;

    fn deref(&self) -> &OpenDatabase {
        self.0.as_ref().expect("Store::lock opens it")
    }
}

/// Transaction that is in progress. Dropping it rolls it back.
pub struct Transaction<'a> {
    connection: &'a Connection,
    shared_memory: &'a SharedMemory,
    secrets: &'a Secrets,
    /// Changes to publish after the commit.
    updates: RefCell<Vec<SlotUpdate>>,
    /// Rows of jobs are deleted.
    removes_jobs: Cell<bool>,
}

impl<'a> Transaction<'a> {
    fn begin(
        connection: &'a Connection,
        shared_memory: &'a SharedMemory,
        secrets: &'a Secrets,
    ) -> Result<Transaction<'a>> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Transaction {
            connection,
            shared_memory,
            secrets,
            updates: RefCell::default(),
            removes_jobs: Cell::default(),
        })
    }

    fn commit(self) -> Result<()> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    /// Returns the connection, for queries and changes within the transaction.
    pub fn connection(&self) -> &Connection {
        self.connection
    }

    /// Reads the row of a job. Returns `BG_E_NOT_FOUND` if the job left the queue so long ago that
    /// its row was deleted.
    pub fn job(&self, key: u64) -> Result<JobRow> {
        JobRow::load_shown(self.connection, key)?.ok_or(Error(BG_E_NOT_FOUND))
    }

    /// Creates a job in the state SUSPENDED.
    pub fn insert_job(&self, id: Uuid, job_type: BG_JOB_TYPE, data: JobData) -> Result<JobRow> {
        let row = JobRow {
            key: slots::new_key(self.connection, self.shared_memory)?,
            id,
            slot: slots::allocate(self.connection, self.shared_memory)?,
            job_type,
            version: 1,
            state: BG_JOB_STATE::BG_JOB_STATE_SUSPENDED,
            data,
        };
        row.insert(self.connection)?;
        self.publish(&row)?;
        Ok(row)
    }

    /// Writes the changed row of a job with a new version, and publishes it at the commit. Custom
    /// headers that an earlier version has stored as plain text are encrypted.
    pub fn update_job(&self, row: &mut JobRow) -> Result<()> {
        if let Some(headers) = &mut row.data.settings.custom_headers {
            headers.migrate(self.secrets, row.id);
        }
        row.version += 1;
        row.data.times.modification = time::now();
        row.update(self.connection)?;
        self.publish(row)
    }

    /// Records that the transaction deletes rows of jobs: that of the last change may be one of
    /// them.
    pub fn note_removed_jobs(&self) {
        self.removes_jobs.set(true);
    }

    /// Publishes the row of a job at the commit.
    pub fn publish(&self, row: &JobRow) -> Result<()> {
        self.updates
            .borrow_mut()
            .push(SlotUpdate::of(self.shared_memory, row)?);
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // A committed transaction has ended, and SQLite itself ends some that fail.
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            log::error!("a transaction of the queue database cannot be rolled back: {error}");
        }
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
            log::error!("the queue database stays in the synchronous mode FULL: {error}");
        }
    }
}
