//! Local file of an upload.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::abi::BG_E_LOCAL_FILE_CHANGED;
use crate::engine::model::error::Failure;
use crate::engine::model::upload_session::FileStamp;
use crate::engine::transfer::failure;

/// The local file of an upload, which must stay as it was when the upload began.
pub struct UploadSource {
    path: PathBuf,
    file: Arc<File>,
    stamp: FileStamp,
}

impl UploadSource {
    /// Opens the file. `BG_E_LOCAL_FILE_CHANGED`: it is not `known`, the file that the upload began
    /// with.
    pub fn open(path: &Path, known: Option<FileStamp>) -> Result<UploadSource, Failure> {
        let open = || {
            let file = OpenOptions::new()
                .read(true)
                .custom_flags(libc::O_NONBLOCK)
                .open(path)?;
            let metadata = file.metadata()?;
            match metadata.is_file() {
                true => Ok((file, stamp(&metadata))),
                false => Err(io::Error::from_raw_os_error(libc::EISDIR)),
            }
        };
        let (file, stamp) = open().map_err(|error| failure::local(&error))?;
        if known.is_some_and(|known| known != stamp) {
            return Err(changed());
        }
        Ok(UploadSource {
            path: path.to_owned(),
            file: Arc::new(file),
            stamp,
        })
    }

    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// Returns the stamp that the session keeps.
    pub fn stamp(&self) -> FileStamp {
        self.stamp
    }

    /// `BG_E_LOCAL_FILE_CHANGED`: it is not what it was.
    pub fn check(&self) -> Result<(), Failure> {
        let now = self
            .path
            .metadata()
            .map_err(|error| failure::local(&error))?;
        if stamp(&now) == self.stamp {
            Ok(())
        } else {
            Err(changed())
        }
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
