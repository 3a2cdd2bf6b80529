//! Data of a file on the disk: the temporary file, which becomes the destination when its job is
//! completed. Recovery, maintenance and the calls of a job use these functions.

use std::path::Path;
use std::{fs, io};

use crate::engine::platform;
use crate::engine::platform::fs::FileIdentity;
use crate::engine::store::file_row::{FileRow, FileStatus};

impl FileRow {
    /// Returns whether the data of a transferred file is missing although its folder exists: the
    /// temporary file was removed or truncated, or another file took its place.
    pub fn is_data_missing(&self) -> io::Result<bool> {
        let is_arrived = matches!(self.status, FileStatus::Transferred | FileStatus::Arrived);
        if !is_arrived || self.is_data_at(&self.temporary)? {
            return Ok(false);
        }
        let folder = Path::new(&self.local).parent();
        let folder = folder.map_or(Ok(None), platform::fs::find_target)?;
        Ok(folder.is_some_and(|folder| folder.is_dir()))
    }

    /// Returns whether a path leads to the data of the transferred file.
    pub fn is_data_at(&self, path: &str) -> io::Result<bool> {
        let found = platform::fs::find(Path::new(path))?;
        Ok(found.is_some_and(|found| self.is_data(&found)))
    }

    /// Returns whether this is the metadata of the file that was transferred: it is a regular file
    /// of the right size and, if the identity is known, the file that the transfer has written.
    pub fn is_data(&self, found: &fs::Metadata) -> bool {
        let found_identity = FileIdentity::of(found);
        found.is_file()
            && found.len() == self.written
            && (self.identity).is_none_or(|known| known.is_same(&found_identity))
    }

    /// Removes the temporary files. Completed files stay, and so do files that are written to their
    /// own names. Returns whether no temporary file is left.
    pub fn remove_data(files: &[FileRow]) -> bool {
        let removable = files.iter().filter(|file| file.is_removable());
        platform::fs::remove_all(removable.map(|file| file.temporary.as_str()))
    }

    /// Returns whether there is a file that [`FileRow::remove_data`] removes.
    pub fn has_data(files: &[FileRow]) -> bool {
        let mut removable = files.iter().filter(|file| file.is_removable());
        removable.any(|file| fs::symlink_metadata(&file.temporary).is_ok())
    }

    fn is_removable(&self) -> bool {
        self.status != FileStatus::Completed && self.temporary != self.local
    }
}
