//! Tasks: what the runner does for a job while the job has its turn.
//!
//! [`begin`] starts the turn of a job and makes the task for its type: a download, an upload to an
//! HTTP server, or an upload that is a copy to another folder of this machine. The event loop of
//! the runner drives all tasks through the trait [`JobTask`].

pub mod copy_upload;
pub mod download;
pub mod job_task;
pub mod received_file;
pub mod retry;
pub mod upload;

use copy_upload::CopyUploadTask;
use download::DownloadTask;
use job_task::{JobTask, TaskContext};
use upload::UploadTask;

use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::engine::model::error::{self, Error, Result};
use crate::engine::model::policy::Policy;
use crate::engine::model::remote_name::Location;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::store::columns::BAD_ROW;
use crate::engine::store::completion;
use crate::engine::store::database::Store;
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;

/// Starts the turn of a job. Returns `None` if the job does not wait for a turn any more, and
/// `ERROR_BUSY` while a call of `Complete` keeps it from having one.
pub fn begin(store: &Store, policy: &Policy, key: u64) -> Result<Option<Box<dyn JobTask>>> {
    let begun = store.write(Durability::Process, |transaction| {
        let mut row = transaction.job(key)?;
        let cancels_session = state::is_final(row.state) && !row.data.settled;
        if row.data.completing {
            completion::resolve(transaction, &mut row)?;
        }
        if !cancels_session {
            if row.is_held() {
                return Err(Error(error::win32(170))); // ERROR_BUSY
            }
            if row.apply(JobEvent::Turn).is_err() {
                return Ok(None);
            }
            transaction.update_job(&mut row)?;
        }
        let files = FileRow::load_all(transaction.connection(), key)?;
        let reply = FileRow::load_reply(transaction.connection(), key)?;
        Ok(Some((row, files, reply)))
    })?;
    let Some((row, files, reply)) = begun else {
        return Ok(None);
    };
    let context = TaskContext::new(store, policy, &row)?;
    if row.job_type == BG_JOB_TYPE_DOWNLOAD {
        return Ok(Some(Box::new(DownloadTask::new(context, files))));
    }
    let file = files.into_iter().next().ok_or(BAD_ROW)?;
    let remote = file.remote.clone();
    Ok(Some(match remote.location()? {
        Location::Http(url) => Box::new(UploadTask::new(
            context,
            &row,
            file,
            url.clone(),
            reply,
            &policy.trusted_upload_hosts,
        )),
        Location::Local(path) => Box::new(CopyUploadTask::new(context, &row, file, path.clone())),
    }))
}
