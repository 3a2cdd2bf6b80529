//! Files that are already on this machine (`file://`, plain paths): copied slice by slice between
//! other work.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::engine::model::error::Failure;
use crate::engine::model::version::Version;
use crate::engine::transfer::event::TransferEvent;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::sink::Sink;

/// What is copied before anything else gets its turn.
const SLICE_SIZE: usize = 1 << 20;
/// What is read at once.
const READ_SIZE: usize = 128 << 10;

pub struct LocalCopy {
    source: File,
    version: Version,
    path: PathBuf,
    pub sink: Sink,
}

impl LocalCopy {
    pub fn start(
        path: PathBuf,
        fetch: &Fetch,
        mut sink: Sink,
    ) -> Result<(LocalCopy, TransferEvent), Failure> {
        let (source, version) = open(&path).map_err(|error| failure::source(&error))?;
        let local = |error: io::Error| failure::local(&error);
        let offset = if version.same(&fetch.version) {
            sink.written()
        } else {
            0
        };
        sink.begin(offset, version.size).map_err(local)?;
        let started = TransferEvent::Started {
            offset,
            version: version.clone(),
            final_url: None,
            headers: String::new(),
        };
        Ok((
            LocalCopy {
                source,
                version,
                path,
                sink,
            },
            started,
        ))
    }

    /// Copies a slice; true when the file is complete.
    pub fn step(&mut self) -> Result<bool, Failure> {
        let mut piece = vec![0; READ_SIZE];
        for _ in 0..SLICE_SIZE / READ_SIZE {
            let read = self.source.read_at(&mut piece, self.sink.received());
            let read = read.map_err(|error| failure::source(&error))?;
            if read == 0 {
                return self.end();
            }
            self.sink
                .write(&piece[..read])
                .map_err(|error| failure::local(&error))?;
        }
        Ok(false)
    }

    /// The end of the source, which may have become another file meanwhile.
    fn end(&mut self) -> Result<bool, Failure> {
        let (_, version) = open(&self.path).map_err(|error| failure::source(&error))?;
        if version != self.version || version.size != Some(self.sink.received()) {
            self.sink
                .begin(0, None)
                .map_err(|error| failure::local(&error))?;
            return Err(failure::ever_changing());
        }
        self.sink.flush().map_err(|error| failure::local(&error))?;
        Ok(true)
    }
}

/// A regular file, opened so that nothing else that stands there can hold us up.
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

fn version(metadata: &Metadata) -> Version {
    Version {
        size: Some(metadata.len()),
        last_modified: metadata.modified().ok().map(httpdate::fmt_http_date),
        etag: Some(format!(
            "\"{:x}-{:x}.{:x}\"",
            metadata.ino(),
            metadata.mtime(),
            metadata.mtime_nsec()
        )),
    }
}
