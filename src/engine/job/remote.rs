//! Other names for the files a download comes from.

use super::Job;
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD;
use crate::abi::{E_INVALIDARG, E_NOTIMPL};
use crate::engine::names::Remote;
use crate::engine::state::{self, Event};
use crate::engine::store::{Durability, FileRow};
use crate::engine::{Error, File, Outcome, Result};

impl Job {
    /// Lets every remote name that begins with `old` begin with `new`. `Outcome::Nothing` when none
    /// does. What was transferred stays; a file that is part-done goes on where it is, if the new
    /// place has the same version of it. When this returns nothing is transferred from the old
    /// place any more.
    ///
    /// `E_INVALIDARG`: one is empty, or a name that comes of it is not allowed (on this machine,
    /// for a file with ranges); then nothing is changed. `E_NOTIMPL` on uploads.
    /// `BG_E_INVALID_STATE` on a final job.
    pub fn replace_remote_prefix(&self, old: &str, new: &str) -> Result<Outcome> {
        if old.is_empty() || new.is_empty() {
            return Err(Error(E_INVALIDARG));
        }
        self.rename(|file| {
            file.remote
                .strip_prefix(old)
                .map(|rest| format!("{new}{rest}"))
        })
    }

    fn rename(&self, new_name: impl Fn(&FileRow) -> Option<String>) -> Result<Outcome> {
        if self.job_type() != BG_JOB_TYPE_DOWNLOAD {
            return Err(Error(E_NOTIMPL));
        }
        let (renamed, interrupted) =
            self.change(Durability::Process, Event::Change, |transaction, row| {
                let connection = transaction.connection();
                let mut renamed = false;
                for mut file in FileRow::load_all(connection, row.key)? {
                    let Some(name) = new_name(&file) else {
                        continue;
                    };
                    file.ranges.check_source(&Remote::parse(&name)?)?;
                    file.rename(connection, &name)?;
                    let before = file.filled().into_owned();
                    file.ask_again(connection, &before)?;
                    renamed = true;
                }
                let interrupted = renamed && state::is_active(row.state);
                if interrupted {
                    // The next turn begins with the new names.
                    row.apply(Event::TurnOver)?;
                }
                Ok((renamed, interrupted))
            })?;
        if interrupted {
            self.0.core.runner.release(self.0.name.key)?;
        }
        Ok(if renamed {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}

impl File {
    /// Replaces the remote name; see [`Job::replace_remote_prefix`] for what becomes of the
    /// transfer, and for the codes.
    pub fn set_remote_name(&self, name: &str) -> Result<()> {
        let own = |file: &FileRow| (file.position == self.position()).then(|| name.to_owned());
        self.job().rename(own).map(|_| ())
    }
}
