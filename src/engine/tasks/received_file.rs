//! One file on its way here, as its row keeps it: a file of a download, or the reply to an upload.

use std::fs::{self, File};
use std::ops::Range;
use std::sync::{Arc, mpsc};

use crate::engine::model::error::Failure;
use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::version::Version;
use crate::engine::store::file_row::FileRow;
use crate::engine::tasks::job_task::FsyncRequest;
use crate::engine::transfer::event::TransferEvent;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::http_options::HttpOptions;

/// What an event meant for the file.
pub enum FetchProgress {
    Started,
    /// All that was asked for is there.
    Done,
    /// Nothing is there any more: it belonged to another version.
    Changed,
    Failed(Failure),
    Nothing,
}

/// What to ask the network for, to have the rest of the file.
pub fn fetch(file: &mut FileRow, foreground: bool, options: &Arc<HttpOptions>) -> Fetch {
    file.make_sequential();
    forget_lost(file);
    rest(file, foreground, options)
}

fn rest(file: &FileRow, foreground: bool, options: &Arc<HttpOptions>) -> Fetch {
    Fetch {
        remote: file.remote.clone(),
        path: file.temporary.clone().into(),
        offset: file.written,
        version: file.version(),
        ranges: file.ranges.clone(),
        place: None,
        foreground,
        options: options.clone(),
    }
}

/// What to ask the network for, to have a piece of the file.
pub fn fetch_piece(file: &FileRow, piece: Range<u64>, options: &Arc<HttpOptions>) -> Fetch {
    Fetch {
        offset: 0,
        version: match file.written {
            0 => Version::default(),
            _ => file.version(),
        },
        place: Some(piece.start),
        ranges: Ranges::only(FileRange::of(piece)),
        ..rest(file, false, options)
    }
}

/// Takes back what is of no use any more: somebody cut the file, and what was synced before may
/// still be whole.
pub fn forget_lost(file: &mut FileRow) {
    if file.written == 0 {
        return;
    }
    let present = fs::symlink_metadata(&file.temporary).map_or(0, |data| data.len());
    if present < file.end() {
        file.roll_back(present);
    }
    if file.has_random_access() && !file.version().has_validator() {
        // Nothing would tell whether the next piece is of the same version.
        file.roll_back(0);
    }
}

/// `place`: where in the file the transfer's bytes go, if it brings a piece.
pub fn note(file: &mut FileRow, place: Option<u64>, event: TransferEvent) -> FetchProgress {
    match event {
        TransferEvent::Started {
            offset,
            version,
            headers,
            ..
        } => {
            if place.is_none() && offset < file.written {
                file.keep_prefix(offset);
            }
            file.set_version(version);
            file.headers = Some(headers);
            FetchProgress::Started
        }
        TransferEvent::Finished { bytes } => {
            file.arrived(place, bytes);
            if place.is_none() {
                file.mark_transferred();
                if file.ranges.is_whole() {
                    file.size = bytes;
                }
            }
            FetchProgress::Done
        }
        TransferEvent::Changed => {
            file.roll_back(0);
            file.set_version(Version::default());
            FetchProgress::Changed
        }
        TransferEvent::Failed { failure, bytes, .. } => {
            file.arrived(place, bytes);
            FetchProgress::Failed(failure)
        }
        TransferEvent::Answered(_) | TransferEvent::Unanswered { .. } => FetchProgress::Nothing,
    }
}

/// Asks for the whole file to be put on the disk.
pub fn sync(file: &FileRow, fsync: &mpsc::Sender<FsyncRequest>) -> Result<(), Failure> {
    let data = File::open(&file.temporary).map_err(|error| failure::local(&error))?;
    let request = FsyncRequest {
        key: file.job,
        position: file.position,
        bytes: file.written,
        file: Arc::new(data),
    };
    fsync.send(request).map_err(|_| failure::UNEXPECTED)
}
