//! The queue on disk. The store is the truth: what a call changed is in it before the call returns.

mod rows;
mod schema;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use uuid::Uuid;

pub use rows::{FileRow, FileStatus, JobData, JobName, JobRow, Notice, REPLY_POSITION};

use super::home::Home;
use super::live::Live;
use super::secrets::Secrets;
use super::{Error, Result, os, progress, state, time};
use crate::abi::{BG_E_NOT_FOUND, BG_JOB_STATE};

/// How long a final job stays readable for those who still hold it.
const KEEP_FINAL: Duration = Duration::from_secs(24 * 3600);

/// What a change outlives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A killed process.
    Process,
    /// A power failure.
    Power,
}

/// One process's way to the database; any thread may use it.
pub struct Store {
    path: PathBuf,
    /// `None` between a fork and the next use.
    connection: Mutex<Option<Connection>>,
    live: Live,
    secrets: Secrets,
}

impl Store {
    pub fn open(home: &Home) -> Result<Store> {
        let path = home.database();
        let turn = home.lock_file("open.lock")?;
        os::lock_waiting(&turn)?;
        let connection = schema::open(&path)?;
        Ok(Store {
            path,
            connection: Mutex::new(Some(connection)),
            live: Live::open(&home.live())?,
            secrets: Secrets::open(&home.key())?,
        })
    }

    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Runs a query.
    pub fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        Ok(query(self.lock()?.connection())?)
    }

    /// Runs a transaction: everything in it happens, or nothing.
    pub fn write<T>(&self, durability: Durability, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let guard = self.lock()?;
        let connection = guard.connection();
        if durability == Durability::Power {
            connection.pragma_update(None, "synchronous", "FULL")?;
        }
        let result = self.run(connection, change);
        if durability == Durability::Power {
            connection.pragma_update(None, "synchronous", "NORMAL")?;
        }
        result
    }

    fn run<T>(&self, connection: &Connection, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let inner = rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        let transaction = Transaction {
            inner,
            live: &self.live,
            published: RefCell::default(),
        };
        let result = change(&transaction);
        let Transaction { inner, published, .. } = transaction;
        let result = match result {
            Ok(value) => inner.commit().map(|()| value).map_err(Error::from),
            Err(error) => inner.rollback().map_err(Error::from).and(Err(error)),
        };
        let published = published.into_inner();
        if result.is_err() {
            self.restore(connection, &published);
        } else if !published.is_empty() {
            self.live.ring();
        }
        result
    }

    /// Makes the shared memory say again what the rows say, after a transaction that was undone.
    fn restore(&self, connection: &Connection, keys: &[u64]) {
        for key in keys {
            if let Ok(Some(row)) = JobRow::load(connection, *key) {
                let _ = publish(&self.live, &row);
            }
        }
    }

    /// For the time of a fork: closes the database and keeps everybody out. The next use opens it again.
    pub fn hold(&self) -> Held<'_> {
        let mut guard = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        *guard = None;
        Held { _guard: guard }
    }

    fn lock(&self) -> Result<Locked<'_>> {
        // A panic while the lock was held undid its transaction: the connection is fine.
        let mut guard = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            *guard = Some(schema::connect(&self.path)?);
        }
        Ok(Locked(guard))
    }
}

/// The way to the database, shut.
pub struct Held<'a> {
    _guard: MutexGuard<'a, Option<Connection>>,
}

/// The connection, there and ours for now.
struct Locked<'a>(MutexGuard<'a, Option<Connection>>);

impl Locked<'_> {
    fn connection(&self) -> &Connection {
        self.0.as_ref().expect("Store::lock puts a connection here")
    }
}

/// A change of the database in the making.
pub struct Transaction<'a> {
    inner: rusqlite::Transaction<'a>,
    live: &'a Live,
    published: RefCell<Vec<u64>>,
}

impl Transaction<'_> {
    pub fn connection(&self) -> &Connection {
        &self.inner
    }

    /// The job as it is now. `BG_E_NOT_FOUND` when it left the queue so long ago that nothing is known of it any more.
    pub fn job(&self, key: u64) -> Result<JobRow> {
        JobRow::load(&self.inner, key)?.ok_or(Error(BG_E_NOT_FOUND))
    }

    pub fn insert_job(&self, id: Uuid, job_type: crate::abi::BG_JOB_TYPE, data: JobData) -> Result<JobRow> {
        let row = JobRow {
            key: self.next_number("last_key")?,
            id,
            slot: self.take_slot()?,
            job_type,
            version: 1,
            state: BG_JOB_STATE::BG_JOB_STATE_SUSPENDED,
            data,
        };
        row.insert(&self.inner)?;
        self.publish(&row)?;
        Ok(row)
    }

    /// Writes a changed job, and tells every process that it changed.
    pub fn update_job(&self, row: &mut JobRow) -> Result<()> {
        row.version += 1;
        row.data.times.modification = time::now();
        row.update(&self.inner)?;
        self.publish(row)
    }

    /// Forgets a final job.
    pub fn remove_job(&self, row: &JobRow) -> Result<()> {
        self.inner
            .prepare_cached("DELETE FROM job WHERE key = ?1")?
            .execute([row.key])?;
        self.inner
            .prepare_cached("INSERT OR IGNORE INTO free_slot (slot) VALUES (?1)")?
            .execute([row.slot])?;
        Ok(())
    }

    fn publish(&self, row: &JobRow) -> Result<()> {
        self.published.borrow_mut().push(row.key);
        publish(self.live, row)
    }

    fn take_slot(&self) -> Result<u32> {
        let free = self
            .inner
            .prepare_cached("DELETE FROM free_slot WHERE slot = (SELECT min(slot) FROM free_slot) RETURNING slot")?
            .query_row([], |row| row.get(0))
            .optional()?;
        match free {
            Some(slot) => Ok(slot),
            None => Ok(self.next_number("last_slot")? as u32),
        }
    }

    /// Counts a number in the `meta` table up, so that it is never given twice.
    fn next_number(&self, name: &str) -> Result<u64> {
        Ok(self
            .inner
            .prepare_cached(
                "INSERT INTO meta (name, value) VALUES (?1, 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value",
            )?
            .query_row(params![name], |row| row.get(0))?)
    }
}

fn publish(live: &Live, row: &JobRow) -> Result<()> {
    live.slot(row.slot)?
        .publish(row.key, row.version, row.state, row.data.progress, row.data.reply);
    Ok(())
}

/// The jobs in the queue: those that are not final.
pub fn queued_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobName>> {
    connection
        .prepare_cached("SELECT key, id, slot, type FROM job WHERE state < 6 ORDER BY key")?
        .query_map([], JobName::read)?
        .collect()
}

pub fn count_jobs(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM job WHERE state < 6")?
        .query_row([], |row| row.get(0))
}

/// The jobs that have something for the runner to do.
pub fn jobs_for_runner(connection: &Connection) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached("SELECT key FROM job WHERE needs_runner ORDER BY key")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The final jobs that nobody needs to know of any more.
pub fn expired_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobRow>> {
    let keys: Vec<u64> = connection
        .prepare_cached("SELECT key FROM job WHERE state >= 6 AND NOT needs_runner")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let rows = keys
        .into_iter()
        .filter_map(|key| JobRow::load(connection, key).transpose());
    rows.filter(|row| {
        row.as_ref()
            .map_or(true, |row| time::since(row.data.times.modification) > KEEP_FINAL)
    })
    .collect()
}

/// The jobs in the queue that nothing happened to since then.
pub fn inactive_jobs(connection: &Connection, since: u64) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare("SELECT key FROM job WHERE state < 6 AND json_extract(data, '$.times.modification') < ?1")?
        .query_map([since], |row| row.get(0))?
        .collect()
}

/// The version of a job's row.
pub fn job_version(connection: &Connection, key: u64) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT version FROM job WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// The job with this id, when it is in the queue.
pub fn find_job(connection: &Connection, id: Uuid) -> rusqlite::Result<Option<JobName>> {
    connection
        .prepare_cached("SELECT key, id, slot, type FROM job WHERE id = ?1 AND state < 6")?
        .query_row([id.as_bytes()], JobName::read)
        .optional()
}

/// The runner's first act: makes jobs and shared memory agree with what really is, after whatever ended the process that was
/// the runner before.
pub fn recover(store: &Store) -> Result<()> {
    store.write(Durability::Process, |transaction| {
        let connection = transaction.connection();
        let boot = time::boot_id();
        let known: Option<String> = connection
            .query_row("SELECT value FROM meta WHERE name = 'boot'", [], |row| row.get(0))
            .optional()?;
        let rebooted = known.as_deref() != Some(boot.as_str());
        for standing in standings(connection)? {
            let queued = !state::is_final(standing.state);
            if queued && (rebooted || state::is_active(standing.state)) {
                requeue(transaction, standing.key, rebooted)?;
            } else if store.live.slot(standing.slot)?.read(standing.key) != Some((standing.version, standing.state)) {
                transaction.publish(&transaction.job(standing.key)?)?;
            }
        }
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('boot', ?1)", [boot])?;
        Ok(())
    })
}

/// What the database and the shared memory must agree on.
struct Standing {
    key: u64,
    slot: u32,
    version: u64,
    state: BG_JOB_STATE,
}

fn standings(connection: &Connection) -> rusqlite::Result<Vec<Standing>> {
    connection
        .prepare("SELECT key, slot, version, state FROM job")?
        .query_map([], |row| {
            Ok(Standing {
                key: row.get(0)?,
                slot: row.get(1)?,
                version: row.get(2)?,
                state: rows::number(row, 3)?,
            })
        })?
        .collect()
}

/// Puts a job whose transfer was cut off back into the queue.
fn requeue(transaction: &Transaction<'_>, key: u64, rebooted: bool) -> Result<()> {
    let mut row = transaction.job(key)?;
    let lost = rebooted && forget_unsynced(transaction.connection(), &mut row)?;
    if state::is_active(row.state) || lost && row.state == BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED {
        row.state = BG_JOB_STATE::BG_JOB_STATE_QUEUED;
    }
    transaction.update_job(&mut row)
}

/// After a power failure only what was synced can be trusted. Whether anything was lost.
fn forget_unsynced(connection: &Connection, row: &mut JobRow) -> Result<bool> {
    let mut files = FileRow::load_all(connection, row.key)?;
    let mut lost = false;
    for file in files
        .iter_mut()
        .filter(|file| file.status != FileStatus::Completed && file.synced < file.written)
    {
        file.status = FileStatus::Pending;
        file.written = file.synced;
        file.save(connection)?;
        lost = true;
    }
    row.data.progress = progress::of_files(&files);
    Ok(lost)
}
