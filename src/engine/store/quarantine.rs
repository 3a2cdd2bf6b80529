//! Quarantine: what happens to a job of which a row cannot be read.
//!
//! No bad row keeps another job from anything, and none is deleted. What is left of its job depends
//! on the row:
//!
//! - *A row of a file is bad.* The job goes to ERROR with `ERROR_INVALID_DATA`, and it can be
//!   cancelled. A job that is final already keeps its state, and the runner does not look for its
//!   temporary files any more.
//! - *The row of the job is bad, but its key and GUID can be read.* The row stays as it is, and the
//!   API shows a job in ERROR with `ERROR_INVALID_DATA` (see `job_row`). The column `state` counts
//!   as well as any other: a value that is no state leaves the job in the queue.
//! - *The key or the GUID is bad.* The row stays as it is, and nothing shows it.
//!
//! In each case the runner does not find the job among those that need it, so that it is logged
//! once, and does not count as work that is left to do.

use crate::abi::BG_JOB_STATE;
use crate::engine::model::error::{Error, JobError, Result};
use crate::engine::model::state::{self, JobEvent};
use crate::engine::store::columns::BAD_ROW;
use crate::engine::store::database::{Store, Transaction};
use crate::engine::store::durability::Durability;
use crate::engine::store::job_row::JobRow;

/// Sets a job aside because one of its rows cannot be read.
pub fn set_aside(store: &Store, key: u64) -> Result<()> {
    store.write(Durability::Process, |transaction| {
        set_aside_in(transaction, key)
    })
}

/// Does the same within a transaction.
pub fn set_aside_in(transaction: &Transaction<'_>, key: u64) -> Result<()> {
    log::error!("job {key} is set aside: its rows cannot be read");
    match JobRow::load_shown(transaction.connection(), key).map_err(Error::from) {
        Ok(Some(row)) if row.data.is_substitute => {
            withhold(transaction, key)?;
            transaction.publish(&row)
        }
        Ok(Some(row)) => fail(transaction, row),
        Ok(None) => Ok(()),
        Err(BAD_ROW) => withhold(transaction, key),
        Err(error) => Err(error),
    }
}

/// Withholds a bad row from the runner.
fn withhold(transaction: &Transaction<'_>, key: u64) -> Result<()> {
    transaction
        .connection()
        .prepare_cached("UPDATE job SET needs_runner = 0 WHERE key = ?1")?
        .execute([key])?;
    Ok(())
}

/// Ends the turn of a job whose own row can be read.
fn fail(transaction: &Transaction<'_>, mut row: JobRow) -> Result<()> {
    if state::is_final(row.state) {
        row.data.settled = true;
    } else {
        row.data.error = Some(JobError::of_bad_row());
        row.data.error_count += 1;
        if row.apply(JobEvent::FatalError).is_err() {
            row.state = BG_JOB_STATE::BG_JOB_STATE_ERROR;
        }
    }
    transaction.update_job(&mut row)
}
