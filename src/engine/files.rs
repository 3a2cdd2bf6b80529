//! What the engine does to files besides filling them.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::os;

/// Removes a temporary file, if it is there. Whether it is gone.
pub fn remove(path: &Path) -> bool {
    match fs::remove_file(path) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => {
            log::warn!("{} cannot be removed: {error}", path.display());
            false
        }
    }
}

/// Removes temporary files, as many as possible. Whether all are gone.
pub fn remove_all<'a>(paths: impl Iterator<Item = &'a str>) -> bool {
    let mut clean = true;
    for path in paths {
        clean &= remove(Path::new(path));
    }
    clean
}

/// Takes the lock on a file as soon as nobody else has it. The kernel frees it when its holder
/// ends; a forked child shares it, and must open the file anew.
pub fn lock(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => return other,
        }
    }
}

/// Puts a file's data, or a folder's names, on the disk.
pub fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Puts everything on the disk that the folder's file system holds back.
pub fn sync_file_system(folder: &Path) -> io::Result<()> {
    os::sync_file_system(&File::open(folder)?)
}
