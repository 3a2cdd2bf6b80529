//! The queue on disk. The store is the truth: what a call changed is in it before the call returns.

/// In SQL: the job is in the queue. The indexes of the schema and the queries that use them must
/// say it in the same words.
macro_rules! queued {
    () => {
        "state < 7"
    };
}

/// In SQL: the job is final.
macro_rules! ended {
    () => {
        "state >= 7"
    };
}

const _: () = assert!(
    BG_JOB_STATE::BG_JOB_STATE_ACKNOWLEDGED as i32 == 7,
    "the first final state"
);

mod file_rows;
mod pieces;
mod recovery;
mod rows;
mod schema;

use std::cell::RefCell;
use std::fs::File;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

pub use file_rows::{FileRow, FileStatus, REPLY_POSITION, finish_in_order};
pub use recovery::{forget_lost, recover};
pub use rows::{BAD_ROW, JobData, JobName, JobRow, Notice};

use super::home::Home;
use super::live::{Live, Slot};
use super::secrets::Secrets;
use super::{Error, JobProgress, ReplyProgress, Result, files, time};
use crate::abi::{BG_E_NOT_FOUND, BG_JOB_STATE, BG_JOB_TYPE};

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
    home: Home,
    /// `None` between a fork and the next use.
    open: Mutex<Option<Open>>,
    live: Live,
    secrets: Secrets,
}

/// What parent and child of a fork cannot share.
struct Open {
    connection: Connection,
    /// Locked by whoever writes to the shared memory what the rows say.
    publishing: File,
}

impl Store {
    pub fn open(home: &Home) -> Result<Store> {
        let turn = home.lock_file("open.lock")?;
        files::lock(&turn)?;
        let connection = schema::open(&home.database())?;
        Ok(Store {
            open: Mutex::new(Some(Open::new(connection, home)?)),
            live: Live::open(&home.live())?,
            secrets: Secrets::new(home.key()),
            home: home.clone(),
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
        let open = self.lock()?;
        if self.live.was_interrupted() {
            self.repair(&open)?;
        }
        Ok(query(&open.connection)?)
    }

    /// Runs a transaction: everything in it happens, or nothing.
    pub fn write<T>(
        &self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let open = self.lock()?;
        if durability == Durability::Power {
            open.connection.pragma_update(None, "synchronous", "FULL")?;
        }
        let result = self.run(&open, change);
        if durability == Durability::Power {
            open.connection
                .pragma_update(None, "synchronous", "NORMAL")?;
        }
        result
    }

    fn run<T>(&self, open: &Open, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let transaction = Transaction::begin(&open.connection, &self.live)?;
        let value = change(&transaction)?;
        self.commit(open, transaction)?;
        Ok(value)
    }

    /// Makes a change true, and then tells of it: in the order of the changes, which the lock sees
    /// to, as it is taken while the database is still locked.
    fn commit(&self, open: &Open, transaction: Transaction<'_>) -> Result<()> {
        let news = transaction.news.take();
        if news.is_empty() {
            return transaction.commit();
        }
        let _turn = Turn::take(&open.publishing)?;
        let interrupted = self.live.begin_publishing();
        transaction.commit()?;
        news.iter().for_each(News::publish);
        if interrupted {
            self.publish_all(&open.connection)?;
        }
        // In this order: a process that is killed here leaves the one or the other to be noticed.
        self.live.ring();
        self.live.end_publishing();
        Ok(())
    }

    /// Makes the shared memory agree with the rows.
    fn publish_all(&self, connection: &Connection) -> Result<()> {
        let publish = |standing: &Standing| -> Result<()> {
            if !standing.is_published(&self.live)?
                && let Some(row) = JobRow::load(connection, standing.key)?
            {
                News::of(&self.live, &row)?.publish();
            }
            Ok(())
        };
        for_each_good(connection, publish)
    }

    /// Tells of what a process changed that was killed before it could.
    fn repair(&self, open: &Open) -> Result<()> {
        let _turn = Turn::take(&open.publishing)?;
        if self.live.begin_publishing() {
            self.publish_all(&open.connection)?;
        }
        self.live.ring();
        self.live.end_publishing();
        Ok(())
    }

    /// For the time of a fork: closes the database and keeps everybody out. The next use opens it
    /// again.
    pub fn hold(&self) -> Held<'_> {
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        *guard = None;
        Held { _guard: guard }
    }

    fn lock(&self) -> Result<Locked<'_>> {
        // A panic while the lock was held undid its transaction: the connection is fine.
        let mut guard = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if guard.is_none() {
            *guard = Some(Open::new(
                schema::connect(&self.home.database())?,
                &self.home,
            )?);
        }
        Ok(Locked(guard))
    }
}

impl Open {
    fn new(connection: Connection, home: &Home) -> Result<Open> {
        let publishing = home.lock_file("live.lock")?;
        Ok(Open {
            connection,
            publishing,
        })
    }
}

/// The way to the database, shut.
pub struct Held<'a> {
    _guard: MutexGuard<'a, Option<Open>>,
}

/// The database, open and ours for now.
struct Locked<'a>(MutexGuard<'a, Option<Open>>);

impl Deref for Locked<'_> {
    type Target = Open;

    fn deref(&self) -> &Open {
        self.0.as_ref().expect("Store::lock opens it")
    }
}

/// A change of the database in the making; undone when it is dropped.
pub struct Transaction<'a> {
    connection: &'a Connection,
    live: &'a Live,
    /// What to tell when it is true.
    news: RefCell<Vec<News>>,
}

impl<'a> Transaction<'a> {
    fn begin(connection: &'a Connection, live: &'a Live) -> Result<Transaction<'a>> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Transaction {
            connection,
            live,
            news: RefCell::default(),
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

    fn publish(&self, row: &JobRow) -> Result<()> {
        self.news.borrow_mut().push(News::of(self.live, row)?);
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
struct News {
    slot: &'static Slot,
    key: u64,
    version: u64,
    state: BG_JOB_STATE,
    progress: JobProgress,
    reply: ReplyProgress,
}

impl News {
    fn of(live: &Live, row: &JobRow) -> Result<News> {
        Ok(News {
            slot: live.slot(row.slot)?,
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

/// The right to write to the shared memory what the rows say.
struct Turn<'a>(&'a File);

impl Turn<'_> {
    fn take(lock: &File) -> Result<Turn<'_>> {
        files::lock(lock)?;
        Ok(Turn(lock))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            log::error!("the lock on the shared memory cannot be freed: {error}");
        }
    }
}

/// The jobs in the queue: those that are not final.
pub fn queued_jobs(connection: &Connection) -> rusqlite::Result<Vec<JobName>> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT key, id, slot, type FROM job WHERE ",
        queued!(),
        " ORDER BY key"
    ))?;
    rows::read_good(&mut statement, JobName::read)
}

/// How many these are.
pub fn count_jobs(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached(concat!("SELECT count(*) FROM job WHERE ", queued!()))?
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
        .prepare_cached(concat!(
            "SELECT key FROM job WHERE ",
            ended!(),
            " AND NOT needs_runner"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let rows = keys
        .into_iter()
        .filter_map(|key| JobRow::load(connection, key).transpose());
    rows.filter(|row| match row {
        Ok(row) => time::since(row.data.times.modification) > KEEP_FINAL,
        Err(error) => !rows::is_bad_row(error),
    })
    .collect()
}

/// The jobs in the queue that nothing happened to since then.
pub fn inactive_jobs(connection: &Connection, since: u64) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare(concat!(
            "SELECT key FROM job WHERE ",
            queued!(),
            " AND iif(json_valid(data), json_extract(data, '$.times.modification') < ?1, 0)"
        ))?
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
        .prepare_cached(concat!(
            "SELECT key, id, slot, type FROM job WHERE id = ?1 AND ",
            queued!()
        ))?
        .query_row([id.as_bytes()], JobName::read)
        .optional()
}

/// What the database and the shared memory must agree on.
struct Standing {
    key: u64,
    slot: u32,
    version: u64,
    state: BG_JOB_STATE,
}

impl Standing {
    fn is_published(&self, live: &Live) -> Result<bool> {
        Ok(live.slot(self.slot)?.read(self.key) == Some((self.version, self.state)))
    }
}

/// Does something about every job; one whose rows are bad is left alone.
fn for_each_good(connection: &Connection, act: impl Fn(&Standing) -> Result<()>) -> Result<()> {
    for standing in standings(connection)? {
        match act(&standing) {
            Err(BAD_ROW) => log::error!(
                "job {} is left alone: its rows cannot be read",
                standing.key
            ),
            other => other?,
        }
    }
    Ok(())
}

fn standings(connection: &Connection) -> rusqlite::Result<Vec<Standing>> {
    let mut statement = connection.prepare("SELECT key, slot, version, state FROM job")?;
    rows::read_good(&mut statement, |row| {
        Ok(Standing {
            key: row.get(0)?,
            slot: rows::slot(row, 1)?,
            version: row.get(2)?,
            state: rows::number(row, 3)?,
        })
    })
}
