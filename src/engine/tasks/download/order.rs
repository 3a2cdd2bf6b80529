//! Order of the transfers of a download: requested ranges first, then the files in the order in
//! which they were added.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::engine::store::file_row::FileRow;
use crate::engine::tasks::download::{DownloadTask, FOREGROUND_FILES};
use crate::engine::transfer::network::Network;

impl DownloadTask {
    /// Updates whether a file needs a transfer.
    pub(super) fn update_candidates(&mut self, position: u32) {
        let file = &mut self.files[position as usize];
        let became_whole = file.has_random_access() && file.mark_if_complete();
        if file.next_request().is_some() {
            self.requested.insert(position);
        } else {
            self.requested.remove(&position);
        }
        if !file.is_transferred() {
            self.next = self.next.min(position as usize);
        }
        if became_whole {
            self.touch(position);
        }
    }

    /// Reads the rows of added files, and new requests of the owner.
    pub(super) fn load_new_rows(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let known = self.files.len() as u32;
        self.files
            .extend(FileRow::load_from(connection, self.context.key, known)?);
        for row in FileRow::load_requested(connection, self.context.key)? {
            let file = &mut self.files[row.position as usize];
            let news = row.position >= known || file.requests != row.requests;
            if news && !self.dropped.contains_key(&row.position) {
                file.requests = row.requests;
                self.order_changed = true;
                self.update_candidates(row.position);
            }
        }
        Ok(())
    }

    /// Returns the number of files that may be fetched at the same time.
    pub(super) fn limit(&self) -> usize {
        if self.context.is_foreground() {
            FOREGROUND_FILES
        } else {
            1
        }
    }

    /// Stops the transfers that have to wait for requested ranges.
    pub(super) fn preempt_transfers(&mut self, network: &mut Network) {
        let (mut goes_on, mut unwanted) = (BTreeSet::new(), BTreeSet::new());
        for (id, part) in self.running.clone() {
            let received = network.flush(id).map_or(0, |flushed| flushed.written);
            let file = self.file(part);
            if received > 0 {
                file.record_bytes(part.write_at, received);
            }
            let front = part.write_at.unwrap_or(0) + received;
            let end = file
                .known_size()
                .map_or(part.end, |size| size.min(part.end));
            let in_pieces = file.has_random_access();
            let next = self.files[part.position as usize].next_piece(self.context.modes.on_demand);
            let is_next = next.is_some_and(|next| next.start == front && next.end >= end);
            let is_wanted = if in_pieces {
                is_next
            } else {
                !self.context.modes.on_demand
            };
            let list = if is_wanted {
                &mut goes_on
            } else {
                &mut unwanted
            };
            list.insert(part.position);
        }
        // The last files make room for those with requested ranges.
        let to_begin = self.requested.difference(&goes_on).count();
        let too_many = (goes_on.len() + to_begin).saturating_sub(self.limit());
        let later = goes_on
            .iter()
            .rev()
            .filter(|position| !self.requested.contains(position));
        unwanted.extend(later.take(too_many));
        self.stop_transfers(network, |position| unwanted.contains(&position));
    }

    /// Returns the position of the next file that needs a transfer.
    pub(super) fn next_file(&mut self) -> Option<u32> {
        let idle = |position: &u32| self.running.values().all(|part| part.position != *position);
        if let Some(position) = self.requested.iter().copied().find(idle) {
            return Some(position);
        }
        while !self.context.modes.on_demand && self.next < self.files.len() {
            let position = self.next as u32;
            self.next += 1;
            if !self.files[position as usize].is_transferred() && idle(&position) {
                return Some(position);
            }
        }
        None
    }
}
