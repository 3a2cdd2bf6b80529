//! Local file of an upload. The upload task and the copy task open it; it must not change until the
//! upload is complete.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::abi::BG_E_LOCAL_FILE_CHANGED;
use crate::engine::model::error::Failure;
use crate::engine::model::upload_session::FileStamp;
use crate::engine::transfer::failure;

/// Local file of an upload.
pub struct UploadSource {
    path: PathBuf,
    file: Arc<File>,
    /// Size and time of modification when the file was opened.
    stamp: FileStamp,
}

impl UploadSource {
    /// Opens the file. Returns `BG_E_LOCAL_FILE_CHANGED` if it is not the file with which the
    /// upload began, whose stamp is `known`.
    pub fn open(path: &Path, known: Option<FileStamp>) -> Result<UploadSource, Failure> {
        let (file, stamp) = open_regular(path).map_err(|error| failure::local(&error))?;
        if known.is_some_and(|known| known != stamp) {
            return Err(changed());
        }
        Ok(UploadSource {
            path: path.to_owned(),
            file: Arc::new(file),
            stamp,
        })
    }

    /// Returns the open file.
    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Returns the stamp that the session stores.
    pub fn stamp(&self) -> FileStamp {
        self.stamp
    }

    /// Returns `BG_E_LOCAL_FILE_CHANGED` if the file at the path has another stamp by now.
    pub fn check(&self) -> Result<(), Failure> {
        let metadata = self
            .path
            .metadata()
            .map_err(|error| failure::local(&error))?;
        if stamp(&metadata) == self.stamp {
            Ok(())
        } else {
            Err(changed())
        }
    }
}

/// Opens a regular file; anything else gives `EISDIR`. `O_NONBLOCK` prevents that a named pipe at
/// that path blocks the runner thread.
fn open_regular(path: &Path) -> io::Result<(File, FileStamp)> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK)
        .open(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok((file, stamp(&metadata))),
        false => Err(io::Error::from_raw_os_error(libc::EISDIR)),
    }
}

fn stamp(metadata: &Metadata) -> FileStamp {
    let modified = metadata
        .mtime()
        .saturating_mul(1_000_000_000)
        .saturating_add(metadata.mtime_nsec());
    FileStamp {
        size: metadata.len(),
        modified,
    }
}

fn changed() -> Failure {
    failure::local_code(BG_E_LOCAL_FILE_CHANGED)
}
