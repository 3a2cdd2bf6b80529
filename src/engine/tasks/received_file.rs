//! A file that is being received, as its row has it: a file of a download, or the reply to an
//! upload.

use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, mpsc};

use crate::abi::{BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT, BG_HTTP_REDIRECT_POLICY_MASK};
use crate::engine::model::error::Failure;
use crate::engine::model::ranges::{FileRange, Ranges};
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::version::{Attempts, Version};
use crate::engine::platform;
use crate::engine::platform::fs::FileIdentity;
use crate::engine::store::file_row::FileRow;
use crate::engine::tasks::job_task::FsyncRequest;
use crate::engine::transfer::event::TransferEvent;
use crate::engine::transfer::failure;
use crate::engine::transfer::fetch::Fetch;
use crate::engine::transfer::http_options::HttpOptions;

/// Effect of a transfer's event on its file.
pub enum FileEvent {
    /// The server responded; bytes arrive.
    Started,
    /// All requested bytes are present.
    Done,
    /// The pieces that are present have another version than the remote file, or are not proven to
    /// have the same. They have been dropped, unless further attempts would get no further.
    Changed,
    Failed(Failure),
    /// The event concerns no file.
    None,
}

/// Returns the fetch of the rest of the file. `requires_ranges`: see [`Fetch`].
pub fn fetch(file: &mut FileRow, requires_ranges: bool, options: &Arc<HttpOptions>) -> Fetch {
    file.make_sequential();
    discard_unusable(file);
    rest(file, requires_ranges, options)
}

fn rest(file: &FileRow, requires_ranges: bool, options: &Arc<HttpOptions>) -> Fetch {
    Fetch {
        remote: file.remote.clone(),
        path: file.temporary.clone().into(),
        offset: file.written,
        version: file.version(),
        ranges: file.ranges.clone(),
        write_at: None,
        requires_ranges,
        attempts: file.attempts,
        options: options.clone(),
    }
}

/// Returns the fetch of a byte range of a file with random access.
pub fn fetch_range(
    file: &FileRow,
    range: Range<u64>,
    requires_ranges: bool,
    options: &Arc<HttpOptions>,
) -> Fetch {
    Fetch {
        offset: 0,
        version: match file.written {
            0 => Version::default(),
            _ => file.version(),
        },
        write_at: Some(range.start),
        ranges: Ranges::only(FileRange::of(range)),
        ..rest(file, requires_ranges, options)
    }
}

/// Rolls the row back to the bytes that can still be used. If the temporary file was truncated, the
/// synced bytes before its end remain.
pub fn discard_unusable(file: &mut FileRow) {
    if file.written == 0 {
        return;
    }
    let found = platform::fs::find(Path::new(&file.temporary));
    // A file that cannot be looked at is not missing; to write to it shows the error.
    let present = found.map_or(u64::MAX, |found| found.map_or(0, |data| data.len()));
    if present < file.end() {
        file.roll_back(present);
    }
    if file.has_random_access() && !file.can_continue() {
        // Nothing could tell whether the next range is of the same version.
        file.roll_back(0);
    }
}

/// Returns the remote name that a file gets by an event of its transfer, if the redirect policy of
/// the job (`BG_HTTP_REDIRECT_POLICY_*`) wants redirects to be reported.
pub fn reported_name(event: &TransferEvent, security_flags: u32) -> Option<RemoteName> {
    let policy = security_flags & BG_HTTP_REDIRECT_POLICY_MASK;
    let url = match event {
        TransferEvent::Finished { final_url, .. }
            if policy == BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT =>
        {
            final_url
        }
        TransferEvent::Failed { redirect, .. } => redirect,
        _ => return None,
    };
    RemoteName::parse(url.as_deref()?).ok()
}

/// Applies an event of a transfer to the row of its file. `offset` is the position of the
/// transfer's bytes in a file with random access; `None` for a transfer that continues a sequential
/// file.
pub fn note(file: &mut FileRow, write_at: Option<u64>, event: TransferEvent) -> FileEvent {
    match event {
        TransferEvent::Started {
            offset,
            version,
            attempts,
            headers,
            ..
        } => {
            if write_at.is_none() {
                file.attempts = attempts;
                if attempts.accept_unproven() && offset > 0 {
                    log::warn!(
                        "{} continues at byte {offset} although the server does not prove that the \
                         remote file is the same: no attempt gets further",
                        file.local
                    );
                }
                if offset < file.written {
                    file.keep_prefix(offset);
                }
            }
            file.set_version(version);
            file.headers = Some(headers);
            FileEvent::Started
        }
        TransferEvent::Finished { bytes, .. } => {
            file.record_bytes(write_at, bytes);
            if write_at.is_none() {
                file.mark_transferred();
                if file.ranges.is_whole() {
                    file.size = bytes;
                }
            }
            if file.is_transferred() {
                file.identity = FileIdentity::at(Path::new(&file.temporary));
            }
            FileEvent::Done
        }
        TransferEvent::Changed { is_different } => {
            match is_different {
                true => file.attempts = Attempts::default(),
                false => file.attempts.note_end(file.written),
            }
            if !file.attempts.accept_unproven() {
                file.roll_back(0);
                file.set_version(Version::default());
            }
            FileEvent::Changed
        }
        TransferEvent::Failed { failure, bytes, .. } => {
            file.record_bytes(write_at, bytes);
            FileEvent::Failed(failure)
        }
        TransferEvent::Response(_) | TransferEvent::NoResponse { .. } => FileEvent::None,
    }
}

/// Requests a flush of the complete file to the disk.
pub fn sync(file: &FileRow, fsync: &mpsc::Sender<FsyncRequest>) -> Result<(), Failure> {
    let data = platform::fs::open_regular(Path::new(&file.temporary))
        .map_err(|error| failure::local(&error))?;
    let request = FsyncRequest {
        key: file.job,
        position: file.position,
        bytes: file.written,
        file: Arc::new(data),
    };
    fsync.send(request).map_err(|_| failure::UNEXPECTED)
}
