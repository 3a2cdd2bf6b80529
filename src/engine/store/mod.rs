//! The queue on disk. The store is the truth: the effect of a call is in it before the call
//! returns.

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

pub mod columns;
pub mod database;
pub mod durability;
pub mod file_pieces;
pub mod file_row;
pub mod job_progress;
pub mod job_row;
pub mod pieces;
pub mod queries;
pub mod queue_dir;
pub mod recovery;
pub mod schema;
pub mod secrets;
pub mod shared_memory;

use crate::abi::BG_JOB_STATE;
