//! Destination of a transfer's bytes: collects them in a buffer and writes them to their position
//! in the local file.
//!
//! A sink counts positions from its *base*: the beginning of the file, or the beginning of the
//! piece that the transfer brings. The bytes before [`Sink::written`] are valid and have been
//! passed to the file system; those up to [`Sink::received`] are valid and buffered. The sink never
//! syncs: the caller does so, on another thread, before it records progress.
//!
//! The file is opened without following links, so that another user who can write to its folder
//! cannot redirect the data. [`FetchHandler`](crate::engine::transfer::fetch_handler::FetchHandler)
//! and [`LocalCopy`](crate::engine::transfer::local_copy::LocalCopy) own the sinks.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Size of a write, in bytes. libcurl passes at most 16 KiB at a time, and the size of the write
/// decides the speed of a download.
///
/// Measured on ext4: larger writes are faster up to a few hundred KiB; beyond that the buffer no
/// longer fits the cache of the processor. The value is not a power of two on purpose. The page
/// cache serves aligned writes of a power of two from its largest folios; on a virtual machine,
/// where the memory of those is requested from the host again and again, such writes took three
/// times as long.
const WRITE_SIZE: usize = 240 << 10;

/// Size of the steps in which received bytes are copied to the buffer, in bytes.
///
/// glibc copies longer blocks with `rep movsb`. On AMD processors that instruction takes three
/// times as long for certain distances between source and destination, and the distance stays the
/// same for a whole download (glibc bug 30994). Short blocks are copied without it.
const COPY_STEP: usize = 1 << 10;

/// Destination of a transfer's bytes.
#[derive(Default)]
pub struct Sink {
    path: PathBuf,
    /// The file; `None` until it is opened or created.
    file: Option<Arc<File>>,
    /// Offset of the piece in the file, in bytes; the rest of the file stays as it is. `None`: the
    /// sink owns the whole file.
    piece_start: Option<u64>,
    /// Number of valid bytes that have been written, counted from the base.
    written: u64,
    /// Bytes that follow those and are not written yet.
    buffer: Vec<u8>,
}

impl Sink {
    /// Opens the destination for a whole file whose first `valid` bytes the caller believes to be
    /// present. If the file is missing or shorter, no bytes count as valid.
    pub fn new(path: PathBuf, valid: u64) -> io::Result<Sink> {
        let mut sink = Sink {
            path,
            ..Sink::default()
        };
        if valid > 0 {
            match open_existing(&sink.path) {
                Ok(file) if file.metadata()?.len() >= valid => {
                    (sink.file, sink.written) = (Some(Arc::new(file)), valid)
                }
                Ok(_) => (),
                Err(error) if error.kind() == io::ErrorKind::NotFound => (),
                Err(error) => return Err(error),
            }
        }
        Ok(sink)
    }

    /// Opens the destination for the piece that begins at offset `start` of the file. The file must
    /// exist if it holds other pieces.
    pub fn for_piece(path: PathBuf, start: u64, holds_others: bool) -> io::Result<Sink> {
        Ok(Sink {
            file: if holds_others {
                Some(Arc::new(open_existing(&path)?))
            } else {
                None
            },
            path,
            piece_start: Some(start),
            ..Sink::default()
        })
    }

    /// Prepares for bytes from `offset` on, and creates the file if necessary. A sink that owns the
    /// whole file truncates it to `offset`. `end` is the offset at which the bytes will end, if it
    /// is known.
    pub fn begin(&mut self, offset: u64, end: Option<u64>) -> io::Result<()> {
        if offset < self.received() {
            self.buffer.clear();
        }
        self.flush()?;
        match &self.file {
            Some(_) if self.piece_start.is_some() => {}
            Some(file) => truncate(file, offset)?,
            None => match create(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    let file = open_existing(&self.path)?;
                    truncate(&file, offset)?;
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

    /// Adds received bytes to the buffer, which is written first if they do not fit.
    pub fn write(&mut self, data: &[u8]) -> io::Result<()> {
        if self.buffer.len() + data.len() > WRITE_SIZE {
            self.flush()?;
        }
        data.chunks(COPY_STEP)
            .for_each(|step| self.buffer.extend_from_slice(step));
        Ok(())
    }

    /// Passes the buffered bytes to the file system.
    pub fn flush(&mut self) -> io::Result<()> {
        if let (Some(file), false) = (&self.file, self.buffer.is_empty()) {
            file.write_all_at(&self.buffer, self.piece_start.unwrap_or(0) + self.written)?;
            self.written += self.buffer.len() as u64;
            self.buffer.clear();
        }
        Ok(())
    }

    /// Returns the number of valid bytes that have been passed to the file system, counted from the
    /// base.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Returns the number of valid bytes, written or buffered, counted from the base.
    pub fn received(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    /// Returns the file; `None` until it is opened or created.
    pub fn file(&self) -> Option<&Arc<File>> {
        self.file.as_ref()
    }
}

/// Truncates a file to `length` bytes, or extends it.
fn truncate(file: &File, length: u64) -> io::Result<()> {
    if file.metadata()?.len() == length {
        Ok(())
    } else {
        file.set_len(length)
    }
}

/// Creates a file that does not exist yet. The umask of the process limits its permissions.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o666)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(path)
}

/// Opens an existing regular file that is not reached through a symbolic link and has no other hard
/// link; anything else gives `EACCES`. `O_NONBLOCK` prevents that a named pipe or a device at that
/// path blocks the network thread.
fn open_existing(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC | libc::O_NONBLOCK)
        .open(path)?;
    let metadata = file.metadata()?;
    match metadata.is_file() && metadata.nlink() == 1 {
        true => Ok(file),
        false => Err(io::Error::from_raw_os_error(libc::EACCES)),
    }
}
