//! One file on its way here, as its row keeps it: a file of a download, or the reply to an upload.

use std::fs::{self, File};
use std::sync::{Arc, mpsc};

use crate::engine::Failure;
use crate::engine::runner::sync;
use crate::engine::store::{FileRow, FileStatus};
use crate::engine::transfer::{Event, Fetch, HttpOptions, failure};

/// What an event meant for the file.
pub enum Arrival {
    Flows,
    Done,
    Failed(Failure),
    Nothing,
}

/// What to ask the network for, to have the rest of the file.
pub fn fetch(file: &mut FileRow, foreground: bool, options: &Arc<HttpOptions>) -> Fetch {
    if file.written > 0 {
        let present = fs::symlink_metadata(&file.temporary).map_or(0, |data| data.len());
        if present < file.written {
            // Somebody cut it: what was synced before may still be whole.
            file.written = file.synced.min(present);
        }
    }
    Fetch {
        remote: file.remote.clone(),
        path: file.temporary.clone().into(),
        offset: file.written,
        version: file.version(),
        ranges: file.ranges.clone(),
        foreground,
        options: options.clone(),
    }
}

pub fn note(file: &mut FileRow, event: Event) -> Arrival {
    match event {
        Event::Started {
            offset,
            version,
            headers,
            ..
        } => {
            if offset < file.written {
                set_back(file, offset);
            }
            file.set_version(version);
            file.headers = Some(headers);
            Arrival::Flows
        }
        Event::Finished { bytes } => {
            file.status = FileStatus::Transferred;
            file.written = bytes;
            if file.ranges.is_whole() {
                file.size = bytes;
            }
            Arrival::Done
        }
        Event::Failed { failure, bytes, .. } => {
            set_back(file, bytes);
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

/// So much of the file is good.
fn set_back(file: &mut FileRow, bytes: u64) {
    file.written = bytes;
    file.synced = file.synced.min(bytes);
}
