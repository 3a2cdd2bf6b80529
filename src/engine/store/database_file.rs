//! Identity and fingerprint of the files of the database.
//!
//! A name may lead to another file than before: an unusable database is set aside and a new one
//! takes its place, or an administrator restores a backup. Device and inode number identify a file.
//! Size and modification time change with each write to it, so that a file with the recorded
//! fingerprint was not written by anything but this library.

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::engine::platform;

/// Fingerprint of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseFile {
    pub device: u64,
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last modification, in nanoseconds; it is only compared.
    pub modified: u64,
}

impl DatabaseFile {
    /// Returns the fingerprint of the file with this name; `None` if there is none.
    pub fn find(path: &Path) -> io::Result<Option<DatabaseFile>> {
        let found = platform::fs::find(path)?;
        Ok(found.map(|found| DatabaseFile::of(&found)))
    }

    /// Returns the fingerprint of the file with this metadata.
    pub fn of(metadata: &Metadata) -> DatabaseFile {
        DatabaseFile {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime() as u64)
                .wrapping_mul(1_000_000_000)
                .wrapping_add(metadata.mtime_nsec() as u64),
        }
    }

    /// Returns whether both are the same file, even if it was written in between.
    pub fn is_same_file(&self, other: &DatabaseFile) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}
