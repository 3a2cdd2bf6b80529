//! A file whose bytes come in the order that its owner asks for.

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
    /// The order in which its bytes come is the owner's.
    pub fn has_random_access(&self) -> bool {
        self.requests.is_some() && self.remote.is_http()
    }

    /// The bytes that are there.
    pub fn filled(&self) -> Cow<'_, RangeSet> {
        match &self.pieces {
            Some(pieces) => Cow::Borrowed(&pieces.filled),
            None => Cow::Owned(RangeSet::first(self.written)),
        }
    }

    /// Those of them that stay when more of the file comes, if it is still the same version.
    pub fn reusable(&self) -> Cow<'_, RangeSet> {
        match self.is_transferred() || self.version().has_validator() {
            true => self.filled(),
            false => Cow::Owned(RangeSet::default()),
        }
    }

    /// The byte behind the last that is there.
    pub fn end(&self) -> u64 {
        self.pieces
            .as_ref()
            .map_or(self.written, |pieces| pieces.filled.end())
    }

    /// The size of the version that something is here of; as long as there is nothing, another one
    /// may come.
    pub fn size_of_present(&self) -> Option<u64> {
        let is_present = self.written > 0 || self.is_transferred();
        self.known_size().filter(|_| is_present)
    }

    /// What of its owner's requests is missing, as far as it follows each other.
    pub fn next_request(&self) -> Option<Range<u64>> {
        let goes_on = self.has_random_access() && !self.is_transferred();
        let requests = self.requests.as_ref().filter(|_| goes_on)?;
        requests.next(&self.filled(), self.size_of_present())
    }

    /// What to go on with in a file that comes in pieces. `on_demand`: with requests only.
    pub fn next_piece(&self, on_demand: bool) -> Option<Range<u64>> {
        let all = || {
            let requests = self
                .requests
                .as_ref()
                .filter(|_| !on_demand && !self.is_transferred())?;
            requests.next_of_all(&self.filled(), self.size_of_present())
        };
        self.next_request().or_else(all)
    }

    /// So many of its first bytes are good, and no others.
    pub fn keep_prefix(&mut self, bytes: u64) {
        self.written = bytes;
        self.synced = self.synced.min(bytes);
        if let Some(pieces) = &mut self.pieces {
            pieces.filled = RangeSet::first(bytes);
            pieces.synced.truncate(bytes);
            self.count();
        }
        self.note_lost();
    }

    /// So many bytes that came from `place` on are good; `None`: they are its first ones.
    pub fn arrived(&mut self, place: Option<u64>, bytes: u64) {
        let Some(place) = place else {
            return self.keep_prefix(bytes);
        };
        self.make_random_access()
            .filled
            .insert(place..place + bytes);
        self.count();
        self.mark_if_complete();
        let size = self.size_of_present();
        if let (Some(requests), Some(pieces)) = (&mut self.requests, &self.pieces) {
            requests.mark_served(&pieces.filled, size);
        }
    }

    /// A file that comes in pieces is transferred when none is missing. Whether that is news.
    pub fn mark_if_complete(&mut self) -> bool {
        let is_whole = |size| self.filled().gap(0..size).is_none();
        let news = !self.is_transferred() && self.known_size().is_some_and(is_whole);
        if news {
            self.mark_transferred();
        }
        news
    }

    /// How many bytes would be there if these were.
    pub fn written_with(&self, place: Option<u64>, bytes: u64) -> u64 {
        let Some(place) = place else { return bytes };
        let mut filled = self.filled().into_owned();
        filled.insert(place..place + bytes);
        filled.total()
    }

    /// Takes note that these bytes are on the disk. False when that is no news.
    pub fn note_synced(&mut self, bytes: &RangeSet) -> bool {
        let before = self.synced;
        match &mut self.pieces {
            Some(pieces) => bytes.list().for_each(|span| pieces.synced.insert(span)),
            None => self.synced = self.synced.max(bytes.front()),
        }
        self.count();
        self.synced != before
    }

    /// Takes back what is not known to be on the disk, or lies from `end` on.
    pub fn roll_back(&mut self, end: u64) {
        self.status = FileStatus::Pending;
        if self.size == 0 || !self.version().has_validator() {
            // No byte is missing that could be asked for; or nothing tells whether the next answer
            // is of that size.
            self.size = SIZE_UNKNOWN;
        }
        self.written = self.synced.min(end);
        self.synced = self.written;
        if let Some(pieces) = &mut self.pieces {
            pieces.synced.truncate(end);
            pieces.filled = pieces.synced.clone();
        }
        self.count();
        self.note_lost();
    }

    /// Asks once more for what was there and does not last: requests that were met may be
    /// forgotten.
    pub fn request_again(&mut self, connection: &Connection, before: &RangeSet) -> Result<()> {
        let lasting = self.reusable().into_owned();
        let lost: Vec<FileRange> = before.without(&lasting).list().map(FileRange::of).collect();
        if let Some(requests) = &mut self.requests {
            requests.add(&lost, &lasting, None)?;
            self.save_requests(connection)?;
        }
        Ok(())
    }

    /// From now on its bytes come from the first to the last: what lies behind a gap is of no use.
    pub fn make_sequential(&mut self) {
        if let Some(Pieces { filled, synced }) = self.pieces.take() {
            self.written = filled.front();
            self.synced = synced.front();
        }
        self.note_lost();
    }

    /// Writes what the owner wants first of the file.
    pub fn save_requests(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached("UPDATE file SET requests = ?3 WHERE job = ?1 AND position = ?2")?
            .execute(params![self.job, self.position, to_json(&self.requests)])?;
        Ok(())
    }

    /// Takes back some of what the owner wants first of a file, but not what was asked for since;
    /// `None`: all of it.
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
            (Some(those), Some(requests)) => requests.remove_all_of(those),
            _ => row.requests = None,
        }
        row.save_requests(connection)
    }

    fn note_lost(&mut self) {
        self.requests.iter_mut().for_each(RangeQueue::note_lost);
    }

    fn make_random_access(&mut self) -> &mut Pieces {
        let (written, synced) = (self.written, self.synced);
        self.pieces.get_or_insert_with(|| Pieces {
            filled: RangeSet::first(written),
            synced: RangeSet::first(synced),
        })
    }

    fn count(&mut self) {
        if let Some(pieces) = &self.pieces {
            self.written = pieces.filled.total();
            self.synced = pieces.synced.total();
        }
    }
}
