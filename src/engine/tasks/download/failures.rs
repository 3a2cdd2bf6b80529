//! Effects of what a download cannot transfer: failed files, byte ranges that the server does not
//! send, and files that have changed on the server.

use crate::abi::{BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_INVALID_RANGE, BG_E_MISSING_FILE_SIZE};
use crate::engine::model::error::Failure;
use crate::engine::model::progress::SIZE_UNKNOWN;
use crate::engine::store::file_row::FileRow;
use crate::engine::tasks::download::DownloadTask;
use crate::engine::transfer::failure;

/// Restarts of a file in one turn because the remote file changed. Further ones fail the job.
const MAX_RESTARTS: u32 = 5;

impl DownloadTask {
    /// Fails a file, unless a file before it has failed.
    pub(super) fn fail(&mut self, position: u32, failure: Failure) {
        let failed = self.failed.as_ref();
        if failed.is_none_or(|(earlier, _)| *earlier > position) {
            self.failed = Some((position, failure));
        }
    }

    /// Handles the failure of a range transfer: drops the requests that cannot be served, and
    /// fetches the file sequentially if that can help.
    pub(super) fn fail_range(&mut self, position: u32, failure: Failure) {
        let file = &mut self.files[position as usize];
        let no_ranges =
            [BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_MISSING_FILE_SIZE].contains(&failure.code);
        let no_such_range = failure.code == BG_E_INVALID_RANGE;
        let only_a_hint = no_such_range && file.next_request().is_none();
        if (no_ranges || only_a_hint) && !self.context.modes.on_demand {
            file.requests = None;
            self.dropped.insert(position, None);
            return self.update_candidates(position);
        }
        if no_ranges || no_such_range {
            self.drop_requests(position);
        }
        self.fail(position, failure);
    }

    /// Fails a file, whose size or progress has changed, if the files of the job together exceed
    /// the maximum download size.
    pub(super) fn check_max_size(&mut self, position: u32) {
        let Some(limit) = self.context.modes.max_download_size else {
            return;
        };
        let known = |file: &FileRow| match file.bytes_total() {
            size if size != SIZE_UNKNOWN && !self.context.modes.on_demand => size,
            _ => file.written,
        };
        let sum: u64 = self.files.iter().map(known).fold(0, u64::saturating_add);
        if sum > limit {
            self.fail(position, failure::size_limit_exceeded());
        }
    }

    /// Drops all requests of a file.
    pub(super) fn drop_requests(&mut self, position: u32) {
        if let Some(requests) = &mut self.files[position as usize].requests {
            let known = requests.clone();
            requests.remove_all_of(&known);
            self.dropped.insert(position, Some(known));
        }
        self.update_candidates(position);
    }

    /// Restarts a file whose remote file changed.
    pub(super) fn restart_file(&mut self, position: u32) {
        let restarts = self.restarts.entry(position).or_default();
        *restarts += 1;
        if self.files[position as usize].written > 0 {
            // The pieces are kept, because no attempt gets further without them.
            self.update_candidates(position);
        } else if *restarts > MAX_RESTARTS {
            self.fail(position, failure::changes_too_often());
        } else if self.context.modes.on_demand {
            // The owner may have used ranges of the version that is gone.
            self.fail(position, failure::changed());
        } else {
            self.drop_requests(position);
        }
    }
}
