//! Copy of a file of this machine (`file://` URL or absolute path).
//!
//! The network advances each copy by one slice between its other work, so that copies run on the
//! network thread without delaying the HTTP transfers. A source that changes during the copy is
//! detected at its end, by the version that its metadata gives.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::engine::model::error::Failure;
use crate::engine::model::time;
use crate::engine::model::version::{Comparison, Version};
use crate::engine::transfer::event::TransferEvent;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::sink::Sink;

/// Bytes that a copy transfers before the other transfers get their turn. Large enough that the
/// turns cost little, small enough that they come within a few milliseconds.
const SLICE_SIZE: usize = 1 << 20;
/// Size of a read, in bytes; a divisor of [`SLICE_SIZE`].
const READ_SIZE: usize = 128 << 10;

/// A copy in progress.
pub struct LocalCopy {
    source: File,
    /// Version of the source when the copy began.
    version: Version,
    /// Path of the source.
    path: PathBuf,
    pub sink: Sink,
}

impl LocalCopy {
    /// Opens the source and prepares the sink. The copy continues behind the valid bytes of the
    /// sink if the source still has the version they belong to; otherwise it begins at 0. Returns
    /// the copy and its [`TransferEvent::Started`].
    pub fn start(
        path: PathBuf,
        fetch: &Fetch,
        mut sink: Sink,
    ) -> Result<(LocalCopy, TransferEvent), Failure> {
        let (source, version) = open(&path).map_err(|error| failure::source(&error))?;
        let offset = if version.compare(&fetch.version) == Comparison::Same {
            sink.written()
        } else {
            0
        };
        sink.begin(offset, version.size)
            .map_err(|error| failure::local(&error))?;
        let started = TransferEvent::Started {
            offset,
            version: version.clone(),
            attempts: fetch.attempts,
            headers: String::new(),
        };
        let copy = LocalCopy {
            source,
            version,
            path,
            sink,
        };
        Ok((copy, started))
    }

    /// Copies one slice. Returns whether the copy is complete.
    pub fn step(&mut self) -> Result<bool, Failure> {
        let mut buffer = vec![0; READ_SIZE];
        for _ in 0..SLICE_SIZE / READ_SIZE {
            let read = self.source.read_at(&mut buffer, self.sink.received());
            let read = read.map_err(|error| failure::source(&error))?;
            if read == 0 {
                return self.finish();
            }
            self.sink
                .write(&buffer[..read])
                .map_err(|error| failure::local(&error))?;
        }
        Ok(false)
    }

    /// Ends the copy at the end of the source. If the path leads to another version by now, the
    /// copied bytes are dropped and the copy fails; a later attempt begins again.
    fn finish(&mut self) -> Result<bool, Failure> {
        let (_, version) = open(&self.path).map_err(|error| failure::source(&error))?;
        if version != self.version || version.size != Some(self.sink.received()) {
            self.sink
                .begin(0, None)
                .map_err(|error| failure::local(&error))?;
            return Err(failure::changes_too_often());
        }
        self.sink.flush().map_err(|error| failure::local(&error))?;
        Ok(true)
    }
}

/// Opens a regular file; anything else gives `EACCES`. `O_NONBLOCK` prevents that a named pipe or a
/// device at that path blocks the network thread.
fn open(path: &Path) -> io::Result<(File, Version)> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC)
        .open(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() {
        true => Ok((file, version(&metadata))),
        false => Err(io::Error::from_raw_os_error(libc::EACCES)),
    }
}

/// Returns the version of a local file: size, time of modification, and an `ETag` made of the inode
/// and the time in nanoseconds.
fn version(metadata: &Metadata) -> Version {
    Version {
        size: Some(metadata.len()),
        last_modified: metadata.modified().ok().and_then(time::http_date),
        is_recent: false,
        etag: Some(format!(
            "\"{:x}-{:x}.{:x}\"",
            metadata.ino(),
            metadata.mtime(),
            metadata.mtime_nsec()
        )),
    }
}
