//! The upload protocol of the engine over real sockets: against the example server, and against a
//! peer that does what no correct server does.

mod authentication;
mod faults;
pub mod servers;
mod tls;
mod trusted_hosts;

use std::fs;
use std::path::PathBuf;

use crate::distinct_blocks;

/// A file to upload, in a folder of its own.
struct LocalFile {
    folder: tempfile::TempDir,
    path: PathBuf,
    data: Vec<u8>,
}

impl LocalFile {
    fn new(size: usize) -> LocalFile {
        LocalFile::named("local.bin", size)
    }

    fn named(name: &str, size: usize) -> LocalFile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        let data = distinct_blocks(size);
        fs::write(&path, &data).unwrap();
        LocalFile { folder, path, data }
    }
}
