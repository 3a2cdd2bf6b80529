//! Replacement of the remote names of a download.

use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{E_INVALIDARG, E_NOTIMPL};
use crate::engine::job::Job;
use crate::engine::model::error::{CallOutcome, Error, Result};
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::state::{self, JobEvent};
use crate::engine::store::durability::Durability;
use crate::engine::store::file_row::FileRow;

impl Job {
    /// Replaces the prefix `old` of the remote names by `new`. Transferred files stay as they are;
    /// a file that is partly transferred continues if the new server has the same version of it.
    /// When the call returns, no transfer from an old name runs.
    ///
    /// Returns `CallOutcome::NothingToDo` if no name has the prefix, `E_INVALIDARG` for an empty
    /// argument and for a new name that is not allowed (then no name is changed), `E_NOTIMPL` on
    /// uploads, and `BG_E_INVALID_STATE` on a final job.
    pub fn replace_remote_prefix(&self, old: &str, new: &str) -> Result<CallOutcome> {
        if old.is_empty() || new.is_empty() {
            return Err(Error(E_INVALIDARG));
        }
        self.rename_files(|file| {
            file.remote
                .as_str()
                .strip_prefix(old)
                .map(|rest| format!("{new}{rest}"))
        })
    }

    /// Gives each file the name that `new_name` returns for it, if any.
    pub(crate) fn rename_files(
        &self,
        new_name: impl Fn(&FileRow) -> Option<String>,
    ) -> Result<CallOutcome> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD {
            return Err(Error(E_NOTIMPL));
        }
        let (renamed, interrupted) =
            self.change(Durability::Process, JobEvent::Change, |transaction, row| {
                let connection = transaction.connection();
                let mut renamed = false;
                for mut file in FileRow::load_all(connection, row.key)? {
                    let Some(name) = new_name(&file) else {
                        continue;
                    };
                    let name = RemoteName::from_owner(&name)?;
                    file.ranges.check_source(&name)?;
                    file.rename(connection, name)?;
                    let before = file.filled().into_owned();
                    file.request_again(connection, &before)?;
                    renamed = true;
                }
                let interrupted = renamed && state::is_active(row.state);
                if interrupted {
                    // The next turn of the job uses the new names.
                    row.apply(JobEvent::TurnOver)?;
                }
                Ok((renamed, interrupted))
            })?;
        if interrupted {
            self.core().runner.release(self.key())?;
        }
        Ok(if renamed {
            CallOutcome::Done
        } else {
            CallOutcome::NothingToDo
        })
    }
}
