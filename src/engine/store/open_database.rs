//! The open database of this process: its connection, and the file that the connection belongs to.
//!
//! `database` opens, uses and closes it.

use std::fs::File;
use std::path::PathBuf;

use rusqlite::Connection;

use crate::engine::model::error::Result;
use crate::engine::store::database_file::DatabaseFile;
use crate::engine::store::file_lock::FileLock;
use crate::engine::store::opening::{DATABASE_REPLACED, Opening};
use crate::engine::store::queue_dir::QueueDir;
use crate::engine::store::schema;
use crate::engine::store::shared_memory::SharedMemory;

/// Handles that the parent and the child of a fork cannot share.
pub struct OpenDatabase {
    pub connection: Connection,
    /// Name of the database.
    pub path: PathBuf,
    /// File that the connection has open.
    file: DatabaseFile,
    /// The file `live.lock`, which is locked during a publication.
    publish_lock: File,
}

impl OpenDatabase {
    /// Opens the database. The caller holds `open.lock`.
    pub fn open(queue_dir: &QueueDir, shared_memory: &SharedMemory) -> Result<OpenDatabase> {
        if !shared_memory.is_in_place(&queue_dir.shared_memory())? {
            log::error!(
                "the files of the queue in {} were replaced; this process cannot use them \
                and must be started again",
                queue_dir.path().display()
            );
            return Err(DATABASE_REPLACED);
        }
        let (path, publish_lock) = (queue_dir.database(), queue_dir.lock_file("live.lock")?);
        let opening = Opening {
            path: &path,
            shared_memory,
            publish_lock: &publish_lock,
        };
        let connection = opening.open()?;
        let file = shared_memory.database_file();
        Ok(OpenDatabase {
            connection,
            path,
            file,
            publish_lock,
        })
    }

    /// Opens the database again: without a wait for processes that open it for the first time, if
    /// the file is one that such a process has prepared.
    pub fn reopen(queue_dir: &QueueDir, shared_memory: &SharedMemory) -> Result<OpenDatabase> {
        if let Some(open) = OpenDatabase::connect(queue_dir, shared_memory)? {
            return Ok(open);
        }
        let open_lock = queue_dir.lock_file("open.lock")?;
        let _lock = FileLock::acquire_opening(&open_lock)?;
        OpenDatabase::open(queue_dir, shared_memory)
    }

    /// Connects to the database if it is the file that the shared memory describes.
    fn connect(queue_dir: &QueueDir, shared_memory: &SharedMemory) -> Result<Option<OpenDatabase>> {
        let (path, file) = (queue_dir.database(), shared_memory.database_file());
        let is_prepared = |found: DatabaseFile| found.is_same_file(&file);
        if !DatabaseFile::find(&path)?.is_some_and(is_prepared) {
            return Ok(None);
        }
        let open = OpenDatabase {
            connection: schema::connect(&path)?,
            publish_lock: queue_dir.lock_file("live.lock")?,
            path,
            file,
        };
        // The file may have been renamed before the connection was open.
        Ok(open.file()?.map(|_| open))
    }

    /// Returns the fingerprint of the database; `None` if its name does not lead to the file of the
    /// connection any more.
    pub fn file(&self) -> Result<Option<DatabaseFile>> {
        let found = DatabaseFile::find(&self.path)?;
        Ok(found.filter(|found| found.is_same_file(&self.file)))
    }

    /// Waits for the exclusive right, between processes, to publish rows in the shared memory.
    pub fn lock_publication(&self) -> Result<FileLock<'_>> {
        FileLock::acquire_publication(&self.publish_lock)
    }

    /// Closes the database. If no other process has it open, SQLite moves the write-ahead log into
    /// it and deletes the log.
    pub fn close(self, queue_dir: &QueueDir, shared_memory: &SharedMemory) -> Result<()> {
        let open_lock = queue_dir.lock_file("open.lock")?;
        let _lock = FileLock::acquire_opening(&open_lock)?;
        if self.file()?.is_none() {
            return Ok(());
        }
        schema::checkpoint_on_close(&self.connection)?;
        self.connection.close().map_err(|(_, error)| error)?;
        let _lock = FileLock::acquire_publication(&self.publish_lock)?;
        let opening = Opening {
            path: &self.path,
            shared_memory,
            publish_lock: &self.publish_lock,
        };
        opening.record_files()
    }
}
