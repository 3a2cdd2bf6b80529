//! The reply to an upload: where it goes, and how much of it is there. Every call answers `E_NOTIMPL` on other types of job.

use std::path::Path;

use super::Job;
use crate::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRING;
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
use crate::abi::{BG_E_INVALID_STATE, E_NOTIMPL};
use crate::engine::{Error, ReplyProgress, Result, SIZE_UNKNOWN, names};

impl Job {
    /// Names the file the reply goes to; `None` for a generated name.
    ///
    /// `E_INVALIDARG`: not a full path of at most 260 UTF-16 units. `E_ACCESSDENIED`: its folder cannot be written.
    /// `BG_E_INVALID_STATE`: the reply is on its way, or the job is final.
    pub fn set_reply_file_name(&self, name: Option<&str>) -> Result<()> {
        self.check_reply()?;
        let begun = self.reply_progress()?.bytes_total != SIZE_UNKNOWN;
        if begun && self.state() == BG_JOB_STATE_TRANSFERRING {
            return Err(Error(BG_E_INVALID_STATE));
        }
        let name = name.filter(|name| !name.is_empty());
        if let Some(name) = name {
            names::check_destination(names::absolute(name)?)?;
        }
        self.set(|settings| settings.reply_file_name = name.map(str::to_owned))
    }

    /// The name that was set, else one beside the uploaded file; `None` as long as there is neither.
    pub fn reply_file_name(&self) -> Result<Option<String>> {
        self.check_reply()?;
        if let Some(name) = self.settings()?.reply_file_name {
            return Ok(Some(name));
        }
        let files = self.files()?;
        let generated = format!("BIT{}.reply", self.id().simple());
        Ok(files.first().map(|upload| {
            let beside = Path::new(upload.local_name()).with_file_name(&generated);
            beside.to_string_lossy().into_owned()
        }))
    }

    /// Of [`SIZE_UNKNOWN`] until the reply has begun.
    pub fn reply_progress(&self) -> Result<ReplyProgress> {
        self.check_reply()?;
        let reply = self.slot().reply();
        let begun = reply.bytes_total != 0 && self.version().is_some();
        Ok(if begun {
            reply
        } else {
            ReplyProgress {
                bytes_total: SIZE_UNKNOWN,
                bytes_transferred: 0,
            }
        })
    }

    fn check_reply(&self) -> Result<()> {
        match self.job_type() {
            BG_JOB_TYPE_UPLOAD_REPLY => Ok(()),
            _ => Err(Error(E_NOTIMPL)),
        }
    }
}
