//! Where a transfer's bytes go: gathered into large pieces, written at their place in the file.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is gathered before it is written. The size of the write decides the speed of a download, up
/// to a few hundred KiB: then the buffer no longer fits the processor's cache. Pieces that are
/// aligned powers of two get the largest folios of the page cache, and (on a virtual machine, where
/// those are taken from the host anew) that made writing three times as dear.
const WRITE_SIZE: usize = 240 << 10;

/// Bytes are gathered in pieces of this size: longer ones glibc copies by `rep movsb`, which on
/// AMD's processors takes three times as long when the two addresses happen to lie unfavourably to
/// each other, for the whole download (glibc's bug 30994).
const COPY_STEP: usize = 1 << 10;

#[derive(Default)]
pub struct Sink {
    path: PathBuf,
    file: Option<Arc<File>>,
    /// Where in the file a piece goes; what lies elsewhere stays.
    place: Option<u64>,
    /// Bytes that are good, of the file or of the piece.
    written: u64,
    buffer: Vec<u8>,
}

impl Sink {
    /// For a file of which `good` bytes are there, as far as the caller knows; if they are not,
    /// none are.
    pub fn new(path: PathBuf, good: u64) -> io::Result<Sink> {
        let mut sink = Sink {
            path,
            ..Sink::default()
        };
        if good > 0 {
            match open_existing(&sink.path) {
                Ok(file) if file.metadata()?.len() >= good => {
                    (sink.file, sink.written) = (Some(Arc::new(file)), good)
                }
                Ok(_) => (),
                Err(error) if error.kind() == io::ErrorKind::NotFound => (),
                Err(error) => return Err(error),
            }
        }
        Ok(sink)
    }

    /// For a piece of a file that holds others, or none.
    pub fn for_piece(path: PathBuf, place: u64, holds_others: bool) -> io::Result<Sink> {
        Ok(Sink {
            file: if holds_others {
                Some(Arc::new(open_existing(&path)?))
            } else {
                None
            },
            path,
            place: Some(place),
            ..Sink::default()
        })
    }

    /// Makes ready for bytes from `offset` on, dropping what is there beyond it; `end` is where
    /// they will end.
    pub fn begin(&mut self, offset: u64, end: Option<u64>) -> io::Result<()> {
        if offset < self.received() {
            self.buffer.clear();
        }
        self.flush()?;
        match &self.file {
            Some(_) if self.place.is_some() => {}
            Some(file) => cut(file, offset)?,
            None => match create(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let file = open_existing(&self.path)?;
                    cut(&file, offset)?;
                    self.file = Some(Arc::new(file));
                }
                new => self.file = Some(Arc::new(new?)),
            },
        }
        self.written = offset;
        let expected = end.map_or(u64::MAX, |end| end.saturating_sub(offset));
        self.buffer
            .reserve_exact(expected.min(WRITE_SIZE as u64) as usize);
        Ok(())
    }

    pub fn write(&mut self, data: &[u8]) -> io::Result<()> {
        if self.buffer.len() + data.len() > WRITE_SIZE {
            self.flush()?;
        }
        data.chunks(COPY_STEP)
            .for_each(|piece| self.buffer.extend_from_slice(piece));
        Ok(())
    }

    /// Hands what is gathered to the file system.
    pub fn flush(&mut self) -> io::Result<()> {
        if let (Some(file), false) = (&self.file, self.buffer.is_empty()) {
            file.write_all_at(&self.buffer, self.place.unwrap_or(0) + self.written)?;
            self.written += self.buffer.len() as u64;
            self.buffer.clear();
        }
        Ok(())
    }

    /// Bytes that are good, of the file or of the piece.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Bytes good and gathered.
    pub fn received(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    pub fn file(&self) -> Option<&Arc<File>> {
        self.file.as_ref()
    }
}

/// Drops what lies beyond an offset.
fn cut(file: &File, offset: u64) -> io::Result<()> {
    if file.metadata()?.len() == offset {
        Ok(())
    } else {
        file.set_len(offset)
    }
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o666)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(path)
}

/// A regular file, not through a link, and with no other name. `O_NONBLOCK` so that nothing else
/// that stands there can hold us up.
fn open_existing(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK)
        .open(path)?;
    let found = file.metadata()?;
    match found.is_file() && found.nlink() == 1 {
        true => Ok(file),
        false => Err(io::Error::from_raw_os_error(libc::EACCES)),
    }
}
