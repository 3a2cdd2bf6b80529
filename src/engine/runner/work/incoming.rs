//! One file on its way here, as its row keeps it: a file of a download, or the reply to an upload.

use std::fs::{self, File};
use std::ops::Range;
use std::sync::{Arc, mpsc};

use crate::engine::runner::sync;
use crate::engine::store::FileRow;
use crate::engine::transfer::{Event, Fetch, HttpOptions, Version, failure};
use crate::engine::{Failure, FileRange, Ranges};

/// What an event meant for the file.
pub enum Arrival {
    Flows,
    /// All that was asked for is there.
    Done,
    /// Nothing is there any more: it belonged to another version.
    Changed,
    Failed(Failure),
    Nothing,
}

/// What to ask the network for, to have the rest of the file.
pub fn fetch(file: &mut FileRow, foreground: bool, options: &Arc<HttpOptions>) -> Fetch {
    file.close_pieces();
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
        file.fall_back(present);
    }
    if file.comes_in_pieces() && !file.version().provable() {
        // Nothing would tell whether the next piece is of the same version.
        file.fall_back(0);
    }
}

/// `place`: where in the file the transfer's bytes go, if it brings a piece.
pub fn note(file: &mut FileRow, place: Option<u64>, event: Event) -> Arrival {
    match event {
        Event::Started {
            offset,
            version,
            headers,
            ..
        } => {
            if place.is_none() && offset < file.written {
                file.set_front(offset);
            }
            file.set_version(version);
            file.headers = Some(headers);
            Arrival::Flows
        }
        Event::Finished { bytes } => {
            file.arrived(place, bytes);
            if place.is_none() {
                file.note_transferred();
                if file.ranges.is_whole() {
                    file.size = bytes;
                }
            }
            Arrival::Done
        }
        Event::Changed => {
            file.fall_back(0);
            file.set_version(Version::default());
            Arrival::Changed
        }
        Event::Failed { failure, bytes, .. } => {
            file.arrived(place, bytes);
            Arrival::Failed(failure)
        }
        Event::Answered(_) | Event::Unanswered { .. } => Arrival::Nothing,
    }
}

/// Asks for the whole file to be put on the disk.
pub fn sync(file: &FileRow, sync: &mpsc::Sender<sync::Request>) -> Result<(), Failure> {
    let data = File::open(&file.temporary).map_err(|error| failure::local(&error))?;
    let request = sync::Request {
        key: file.job,
        position: file.position,
        bytes: file.written,
        file: Arc::new(data),
    };
    sync.send(request).map_err(|_| failure::UNFORESEEN)
}
