//! Order to download one file. The download and upload tasks create it;
//! [`Network::start`](crate::engine::transfer::network::Network::start) carries it out.

use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::model::ranges::Ranges;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::version::{Attempts, Version};
use crate::engine::transfer::http_options::HttpOptions;

/// A file, or a piece of one, to be transferred to a local file.
#[derive(Clone)]
pub struct Fetch {
    /// Source: an HTTP(S) URL, a `file://` URL or an absolute path, as the user gave it.
    pub remote: RemoteName,
    /// Local file that receives the data. It is created (`O_EXCL | O_NOFOLLOW`) if `offset` is 0
    /// and it does not exist.
    pub path: PathBuf,
    /// Number of bytes at the beginning of the local file that are valid. The transfer continues
    /// behind them.
    pub offset: u64,
    /// Version of the remote file that the valid bytes belong to.
    pub version: Version,
    /// Parts of the remote file to download. Only a file from an HTTP server has parts; a file of
    /// this machine is copied whole.
    pub ranges: Ranges,
    /// `Some(start)`: `ranges` has one range, and its bytes are written to the local file from the
    /// offset `start` on. The local file may hold other pieces of the same `version`, which stay
    /// as they are; without a version there are none. `None`: the transfer owns the whole local
    /// file. Only files from an HTTP server are fetched in pieces.
    pub write_at: Option<u64>,
    /// The server must report the size of the file and support ranges, as BITS on Windows requires
    /// of it for background downloads (Microsoft Learn, "HTTP Requirements for BITS Downloads").
    pub requires_ranges: bool,
    /// Earlier attempts, if their responses did not prove their versions.
    pub attempts: Attempts,
    /// Options of the job.
    pub options: Arc<HttpOptions>,
}

impl Fetch {
    /// Returns whether the local file holds other pieces of the same version.
    pub fn holds_other_pieces(&self) -> bool {
        self.write_at.is_some() && self.version != Version::default()
    }
}
