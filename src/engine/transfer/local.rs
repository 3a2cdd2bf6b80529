//! Files that are already on this machine (`file://`, plain paths): copied slice by slice between
//! other work.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use url::Url;

use super::sink::Sink;
use super::{Event, Fetch, Version, failure};
use crate::engine::Failure;

/// What is copied before anything else gets its turn.
const SLICE: usize = 1 << 20;
/// What is read at once.
const PIECE: usize = 128 << 10;

pub struct Copy {
    source: File,
    version: Version,
    path: PathBuf,
    pub sink: Sink,
}

/// The file that a remote name means, when it is not one for the network.
pub fn path_of(remote: &str) -> Option<Result<PathBuf, Failure>> {
    if remote.starts_with('/') {
        return Some(Ok(PathBuf::from(remote)));
    }
    let file = remote
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    file.then(|| {
        let path = Url::parse(remote)
            .ok()
            .and_then(|url| url.to_file_path().ok());
        path.ok_or_else(failure::invalid_url)
    })
}

impl Copy {
    pub fn start(path: PathBuf, fetch: &Fetch, mut sink: Sink) -> Result<(Copy, Event), Failure> {
        let (source, version) = open(&path).map_err(|error| failure::source(&error))?;
        let local = |error: io::Error| failure::local(&error);
        let offset = if version.same(&fetch.version) {
            sink.written()
        } else {
            0
        };
        sink.begin(offset, version.size).map_err(local)?;
        let started = Event::Started {
            offset,
            version: version.clone(),
            final_url: None,
            headers: String::new(),
        };
        Ok((
            Copy {
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
        let mut piece = vec![0; PIECE];
        for _ in 0..SLICE / PIECE {
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
