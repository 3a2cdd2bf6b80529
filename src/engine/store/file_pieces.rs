//! Bytes of a file that are present, requested or missing, with and without random access.
//!
//! A file without random access arrives in order: its first `written` bytes are present. A file
//! with random access has a queue of requested ranges, and the column `pieces` says which bytes are
//! present. The functions here hide the difference and keep the counters `written` and `synced`
//! equal to the sizes of the sets. The download task and the calls of a file use them.

use std::borrow::Cow;
use std::ops::Range;

use rusqlite::{Connection, params};

use crate::engine::model::error::Result;
use crate::engine::model::progress::SIZE_UNKNOWN;
use crate::engine::model::range_queue::RangeQueue;
use crate::engine::model::range_set::RangeSet;
use crate::engine::model::ranges::FileRange;
use crate::engine::store::columns::to_json;
use crate::engine::store::file_row::{FileRow, FileStatus};
use crate::engine::store::pieces::Pieces;

impl FileRow {
    /// Returns whether the file is transferred in the order that its owner requests.
    pub fn has_random_access(&self) -> bool {
        self.requests.is_some() && self.remote.is_http()
    }

    /// Returns the bytes that are present.
    pub fn filled(&self) -> Cow<'_, RangeSet> {
        match &self.pieces {
            Some(pieces) => Cow::Borrowed(&pieces.filled),
            None => Cow::Owned(RangeSet::first(self.written)),
        }
    }

    /// Returns whether the transfer can continue with the bytes that are present. Without a
    /// validator nothing tells whether the next bytes belong to the same version.
    pub fn can_continue(&self) -> bool {
        self.version().has_validator() || self.attempts.accept_unproven()
    }

    /// Returns the bytes that are present and remain valid when the transfer continues.
    pub fn reusable(&self) -> Cow<'_, RangeSet> {
        match self.is_transferred() || self.can_continue() {
            true => self.filled(),
            false => Cow::Owned(RangeSet::default()),
        }
    }

    /// Returns the offset after the last byte that is present.
    pub fn end(&self) -> u64 {
        self.pieces
            .as_ref()
            .map_or(self.written, |pieces| pieces.filled.end())
    }

    /// Returns the size of the version of which bytes are present. `None` if it is not known, or if
    /// no byte is present: then the next response may bring another version.
    pub fn size_of_present(&self) -> Option<u64> {
        let is_present = self.written > 0 || self.is_transferred();
        self.known_size().filter(|_| is_present)
    }

    /// Returns the next missing bytes of the requested ranges; `None` if none is missing.
    pub fn next_request(&self) -> Option<Range<u64>> {
        let is_unfinished = self.has_random_access() && !self.is_transferred();
        let requests = self.requests.as_ref().filter(|_| is_unfinished)?;
        requests.next(&self.filled(), self.size_of_present())
    }

    /// Returns the next bytes to fetch of a file with random access: the requested ranges first,
    /// then the rest of the file unless the job is `on_demand`.
    pub fn next_piece(&self, on_demand: bool) -> Option<Range<u64>> {
        let rest = || {
            let requests = self
                .requests
                .as_ref()
                .filter(|_| !on_demand && !self.is_transferred())?;
            requests.next_of_rest(&self.filled(), self.size_of_present())
        };
        self.next_request().or_else(rest)
    }

    /// Keeps the first `bytes` bytes of the file and discards the others.
    pub fn keep_prefix(&mut self, bytes: u64) {
        self.written = bytes;
        self.synced = self.synced.min(bytes);
        if let Some(pieces) = &mut self.pieces {
            pieces.filled = RangeSet::first(bytes);
            pieces.synced.truncate(bytes);
            self.update_counters();
        }
        self.reset_served_requests();
    }

    /// Records that a transfer has written `bytes` bytes from the offset `write_at` on. `None`
    /// stands for a transfer in order: the first `bytes` bytes of the file are present.
    pub fn record_bytes(&mut self, write_at: Option<u64>, bytes: u64) {
        let Some(write_at) = write_at else {
            return self.keep_prefix(bytes);
        };
        self.make_random_access()
            .filled
            .insert(write_at..write_at + bytes);
        self.update_counters();
        self.mark_if_complete();
        let size = self.size_of_present();
        if let (Some(requests), Some(pieces)) = (&mut self.requests, &self.pieces) {
            requests.mark_served(&pieces.filled, size);
        }
    }

    /// Marks a file with random access as transferred if no byte is missing. Returns whether it was
    /// not marked before.
    pub fn mark_if_complete(&mut self) -> bool {
        let is_complete = |size| self.filled().gap(0..size).is_none();
        let is_newly_complete =
            !self.is_transferred() && self.known_size().is_some_and(is_complete);
        if is_newly_complete {
            self.mark_transferred();
        }
        is_newly_complete
    }

    /// Returns the number of bytes that will be present after [`FileRow::arrived`] with these
    /// arguments.
    pub fn written_with(&self, write_at: Option<u64>, bytes: u64) -> u64 {
        let Some(write_at) = write_at else {
            return bytes;
        };
        let mut filled = self.filled().into_owned();
        filled.insert(write_at..write_at + bytes);
        filled.total()
    }

    /// Records that these bytes are on the disk. Returns whether that changes the row.
    pub fn note_synced(&mut self, bytes: &RangeSet) -> bool {
        let before = self.synced;
        match &mut self.pieces {
            Some(pieces) => bytes.list().for_each(|range| pieces.synced.insert(range)),
            None => self.synced = self.synced.max(bytes.prefix_len()),
        }
        self.update_counters();
        self.synced != before
    }

    /// Rolls the file back to the bytes that are known to be on the disk and lie before `end`.
    pub fn roll_back(&mut self, end: u64) {
        self.status = FileStatus::Pending;
        if self.size == 0 || !self.can_continue() {
            // An empty file has no byte that could be requested again. Without a validator the next
            // response may bring a version of another size.
            self.size = SIZE_UNKNOWN;
        }
        self.written = self.synced.min(end);
        self.synced = self.written;
        if let Some(pieces) = &mut self.pieces {
            pieces.synced.truncate(end);
            pieces.filled = pieces.synced.clone();
        }
        self.update_counters();
        self.reset_served_requests();
    }

    /// Requests the bytes again that were present (`before`) and are not reusable. The requests
    /// that brought them may have been removed from the queue.
    pub fn request_again(&mut self, connection: &Connection, before: &RangeSet) -> Result<()> {
        let reusable = self.reusable().into_owned();
        let lost: Vec<FileRange> = before
            .without(&reusable)
            .list()
            .map(FileRange::of)
            .collect();
        if let Some(requests) = &mut self.requests {
            requests.add(&lost, &reusable, None)?;
            self.save_requests(connection)?;
        }
        Ok(())
    }

    /// Ends random access: the file is transferred in order from now on, and bytes after the first
    /// gap are discarded.
    pub fn make_sequential(&mut self) {
        if let Some(Pieces { filled, synced }) = self.pieces.take() {
            self.written = filled.prefix_len();
            self.synced = synced.prefix_len();
        }
        self.reset_served_requests();
    }

    /// Writes the requested ranges to the row.
    pub fn save_requests(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("UPDATE file SET requests = ?3 WHERE job = ?1 AND position = ?2")?
            .execute(params![self.job, self.position, to_json(&self.requests)])?;
        Ok(())
    }

    /// Removes requested ranges from the row of a file, but keeps those that the owner has
    /// requested since. `None` removes the queue, and random access with it.
    pub fn drop_requests(
        connection: &Connection,
        job: u64,
        position: u32,
        requests: Option<&RangeQueue>,
    ) -> rusqlite::Result<()> {
        let Some(mut row) = FileRow::load(connection, job, position)? else {
            return Ok(());
        };
        match (requests, &mut row.requests) {
            (Some(dropped), Some(requests)) => requests.remove_all_of(dropped),
            _ => row.requests = None,
        }
        row.save_requests(connection)
    }

    /// Makes the queue look for missing bytes of all requests again.
    fn reset_served_requests(&mut self) {
        self.requests.iter_mut().for_each(RangeQueue::reset_served);
    }

    /// Returns the sets of bytes that are present; creates them from the counters if there are
    /// none.
    fn make_random_access(&mut self) -> &mut Pieces {
        let (written, synced) = (self.written, self.synced);
        self.pieces.get_or_insert_with(|| Pieces {
            filled: RangeSet::first(written),
            synced: RangeSet::first(synced),
        })
    }

    /// Sets the counters of a file with random access to the sizes of the sets.
    fn update_counters(&mut self) {
        if let Some(pieces) = &self.pieces {
            self.written = pieces.filled.total();
            self.synced = pieces.synced.total();
        }
    }
}
