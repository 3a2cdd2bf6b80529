//! Failures of a job: recorded in its row, and retried after a delay.

use std::time::Duration;

use crate::abi::BG_JOB_STATE::BG_JOB_STATE_QUEUED;
use crate::abi::{BG_E_BLOCKED_BY_POLICY, BG_E_NETWORK_DISCONNECTED};
use crate::engine::model::error::{Failure, JobError, Result};
use crate::engine::model::state::{self, JobEvent};
use crate::engine::model::time;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;

/// Puts the job into TRANSIENT_ERROR, or into ERROR if no retry can help.
pub fn record_failure(row: &mut JobRow, file: Option<&FileRow>, failure: &Failure) -> Result<()> {
    row.data.error = Some(JobError {
        code: failure.code,
        context: failure.context,
        file: file.map(|file| file.position),
        protocol: file.and_then(FileRow::protocol),
        cause: failure.cause,
        proxy: failure.proxy.clone(),
    });
    if failure.code == BG_E_BLOCKED_BY_POLICY {
        // Nothing failed: the no-progress timeout does not run.
        row.data.failing_since = 0;
        return row.apply(JobEvent::TransientError);
    }
    row.data.error_count += u32::from(failure.code != BG_E_NETWORK_DISCONNECTED);
    note_failure(row, failure);
    let no_progress = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    let hopeless = retry_delay(row) > no_progress || is_past_no_progress_timeout(row);
    let may_pass = failure.transient && row.data.settings.http_method.is_none();
    row.apply(if may_pass && !hopeless {
        JobEvent::TransientError
    } else {
        JobEvent::FatalError
    })
}

/// Starts the retry delay of a job.
pub fn note_failure(row: &mut JobRow, failure: &Failure) {
    row.data.failed_at = time::now();
    row.data.failing_at = row.data.failing_at.max(row.data.progress.bytes_transferred);
    row.data.retry_after = failure.retry_after;
    if row.data.failing_since == 0 {
        row.data.failing_since = row.data.failed_at;
    }
}

/// Returns the time between a transient error and the next try.
fn retry_delay(row: &JobRow) -> Duration {
    let own = u64::from(row.data.settings.minimum_retry_delay);
    Duration::from_secs(own.max(row.data.retry_after.unwrap_or(0)))
}

/// Returns whether the job has made no progress for longer than its no-progress timeout.
pub fn is_past_no_progress_timeout(row: &JobRow) -> bool {
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    row.data.failing_since != 0 && time::since(row.data.failing_since) >= timeout
}

/// Records a failure of a job that waits for its turn. Returns its row.
pub fn fail(store: &Store, key: u64, failure: &Failure) -> Result<JobRow> {
    store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        if row.state == BG_JOB_STATE_QUEUED {
            record_failure(&mut row, None, failure)?;
            transaction.update_job(&mut row)?;
        }
        Ok(row)
    })
}

/// Returns the time until the next try of a job that failed; zero for one that did not. A job that
/// lost the network is retried as soon as the network is back; the delay bounds the wait in case
/// that was missed.
pub fn retry_delay_left(row: &JobRow) -> Duration {
    if row.data.failing_since == 0 {
        return Duration::ZERO;
    }
    let timeout = Duration::from_secs(row.data.settings.no_progress_timeout.into());
    let retry = match row.lost_network() {
        true => retry_delay(row),
        false => retry_delay(row).saturating_sub(time::since(row.data.failed_at)),
    };
    retry.min(timeout.saturating_sub(time::since(row.data.failing_since)))
}

/// Puts a job whose retry delay is over back into the queue, or gives it up. While the network is
/// lost, the jobs that lost it continue to wait.
pub fn retry(store: &Store, key: u64, lost: bool) -> Result<JobRow> {
    store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        let event = if state::is_active(row.state) {
            // Its turn ended, but the end could not be recorded.
            JobEvent::TurnOver
        } else if is_past_no_progress_timeout(&row) {
            JobEvent::FatalError
        } else if lost && row.lost_network() {
            return Ok(row);
        } else {
            JobEvent::RetryDue
        };
        if row.apply(event).is_ok() {
            transaction.update_job(&mut row)?;
        }
        Ok(row)
    })
}
