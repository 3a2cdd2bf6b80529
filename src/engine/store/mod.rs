//! Store: the queue on disk. It is the only authority on jobs and files; the effect of a call is in
//! it before the call returns.
//!
//! # Files
//!
//! Every process of a user that opens the queue shares its folder ([`queue_dir`], mode 0700; the
//! files have mode 0600):
//!
//! ```text
//! queue.db                SQLite database: jobs and files (see `schema`)
//! queue.db-wal, -shm      write-ahead log of the database, and SQLite's index of it
//! queue.db-draft          database that is being created; renamed to queue.db when it is complete
//! queue.db.unusable-TIME  database that could not be used, or a copy of one that has lost changes,
//!                         with its log (TIME in FILETIME ticks)
//! NAME.unusable-TIME      stranger that another program put in place of a file of the queue
//! live                    shared memory: state and progress of each job (see `shared_memory`)
//! live.lock               lock of the process that publishes changes in the shared memory
//! open.lock               lock of the process that opens, creates or migrates the database
//! runner.lock             lock of the runner; see `runner::election`
//! runner.sock             socket of the runner; see `runner::ipc`
//! key                     key that encrypts credentials and custom headers (see `secrets`)
//! ```
//!
//! The downloaded data is not in this folder: the temporary file of a download is beside its
//! destination, and its row names it.
//!
//! # Recovery
//!
//! A transaction is atomic: after a crash the database has all of its changes or none. The data of
//! the files and the shared memory are not part of a transaction. The rows therefore record
//! progress only after the data has reached the file system (`written`) or the disk (`synced`), and
//! a process that is killed between a commit and its publication leaves a mark that the next
//! process finds. Each new runner calls [`recovery::recover`], which makes rows, files and shared
//! memory agree again. A job whose rows cannot be read is set aside (see `quarantine`), and the
//! other jobs continue.
//!
//! Jobs, files, notify, the tasks and the runner use the store through
//! [`Store::read`](database::Store::read) and [`Store::write`](database::Store::write).

/// SQL condition: the job is in the queue, that is, its state is not final. A value that is no
/// state counts as queued: the row is shown, and never deleted. SQLite uses a partial index only
/// for a query with the same condition, so the schema and the queries share this text.
macro_rules! sql_is_queued {
    () => {
        "state NOT IN (7, 8)"
    };
}

/// SQL condition: the state of the job is final, and the job still has a slot.
macro_rules! sql_is_final_with_slot {
    () => {
        "state IN (7, 8) AND slot != 0"
    };
}

/// SQL condition: the state of the job is final, and its slot was released.
macro_rules! sql_is_final_without_slot {
    () => {
        "state IN (7, 8) AND slot = 0"
    };
}

const _: () = assert!(
    BG_JOB_STATE::BG_JOB_STATE_ACKNOWLEDGED as i32 == 7
        && BG_JOB_STATE::BG_JOB_STATE_CANCELLED as i32 == 8,
    "the final states are 7 and 8"
);

pub mod columns;
pub mod completion;
pub mod database;
pub mod database_file;
pub mod durability;
pub mod file_data;
pub mod file_lock;
pub mod file_pieces;
pub mod file_row;
pub mod inactivity;
pub mod job_progress;
pub mod job_row;
pub mod open_database;
pub mod opening;
pub mod pieces;
pub mod publication;
pub mod quarantine;
pub mod queries;
pub mod queue_dir;
pub mod recovery;
pub mod roll_back;
pub mod schema;
pub mod secrets;
pub mod shared_memory;
pub mod slot;
pub mod slots;
pub mod sweep;
pub mod trusted_path;

use crate::abi::BG_JOB_STATE;
