//! Reply to an upload: its file, its progress and its data. Every call returns `E_NOTIMPL` on other
//! types of job.

use std::io::Read;
use std::path::Path;

use rusqlite::Connection;

use crate::abi::BG_JOB_STATE::{
    BG_JOB_STATE_ACKNOWLEDGED, BG_JOB_STATE_TRANSFERRED, BG_JOB_STATE_TRANSFERRING,
};
use crate::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY;
use crate::abi::{BG_E_INVALID_STATE, E_NOTIMPL};
use crate::engine::job::Job;
use crate::engine::model::error::{Error, Result};
use crate::engine::model::local_name;
use crate::engine::model::progress::{ReplyProgress, SIZE_UNKNOWN};
use crate::engine::platform;
use crate::engine::store::file_row::{FileRow, FileStatus};

/// Largest reply, in bytes, that [`Job::reply_data`] returns in memory.
pub const MAX_REPLY_DATA: u64 = 1 << 20;

/// Reply of the server application to an upload.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReplyData {
    /// Size of the reply in bytes.
    pub length: u64,
    /// Empty if the reply is larger than [`MAX_REPLY_DATA`].
    pub bytes: Vec<u8>,
}

impl Job {
    /// Sets the name of the file for the reply; `None` for a generated name.
    ///
    /// Returns `E_INVALIDARG` for a name that is not an absolute path of at most 260 UTF-16 code
    /// units, that the file system does not take, or that a folder, a device, a
    /// pipe or a socket has, `ERROR_PATH_NOT_FOUND` if its folder does not exist, `E_ACCESSDENIED`
    /// if its folder cannot be written to, and `BG_E_INVALID_STATE` while the reply is transferred
    /// and on a final job.
    pub fn set_reply_file_name(&self, name: Option<&str>) -> Result<()> {
        self.check_reply()?;
        let begun = self.reply_progress()?.bytes_total != SIZE_UNKNOWN;
        if begun && self.state() == BG_JOB_STATE_TRANSFERRING {
            return Err(Error(BG_E_INVALID_STATE));
        }
        let name = name.filter(|name| !name.is_empty());
        if let Some(name) = name {
            local_name::check_destination(local_name::absolute(name)?)?;
        }
        self.set(|settings| settings.reply_file_name = name.map(str::to_owned))
    }

    /// Returns the name that was set, else the generated name beside the uploaded file; `None` if
    /// the job has neither a name nor a file.
    pub fn reply_file_name(&self) -> Result<Option<String>> {
        self.check_reply()?;
        let row = self.row()?;
        if let Some(name) = &row.data.settings.reply_file_name {
            return Ok(Some(name.clone()));
        }
        let load = |connection: &Connection| FileRow::load(connection, self.key(), 0);
        let uploaded = self.core().store.read(load)?;
        Ok(uploaded.and_then(|file| row.reply_file_name(&file.local)))
    }

    /// Returns the progress of the reply.
    pub fn reply_progress(&self) -> Result<ReplyProgress> {
        self.check_reply()?;
        match self.version() {
            Some(_) => Ok(self.slot().reply()),
            None => Ok(self.row()?.data.reply),
        }
    }

    /// Returns the reply, or `BG_E_INVALID_STATE` before the job is TRANSFERRED.
    pub fn reply_data(&self) -> Result<ReplyData> {
        self.check_reply()?;
        if !matches!(
            self.state(),
            BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ACKNOWLEDGED
        ) {
            return Err(Error(BG_E_INVALID_STATE));
        }
        let key = self.key();
        let Some(reply) = self
            .core()
            .store
            .read(|connection| FileRow::load_reply(connection, key))?
        else {
            return Ok(ReplyData::default());
        };
        let name = match reply.status {
            FileStatus::Completed => &reply.local,
            _ => &reply.temporary,
        };
        let file = platform::fs::open_regular(Path::new(name))?;
        let length = file.metadata()?.len();
        let mut bytes = Vec::new();
        if length <= MAX_REPLY_DATA {
            file.take(MAX_REPLY_DATA).read_to_end(&mut bytes)?;
        }
        Ok(ReplyData { length, bytes })
    }

    fn check_reply(&self) -> Result<()> {
        match self.job_type() {
            BG_JOB_TYPE_UPLOAD_REPLY => Ok(()),
            _ => Err(Error(E_NOTIMPL)),
        }
    }
}
