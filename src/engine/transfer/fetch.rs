//! Order to fetch one file.

use std::path::PathBuf;
use std::sync::Arc;

use crate::engine::model::ranges::Ranges;
use crate::engine::model::remote_name::RemoteName;
use crate::engine::model::version::Version;
use crate::engine::transfer::http_options::HttpOptions;

/// One file to bring here.
#[derive(Clone)]
pub struct Fetch {
    /// `http://`, `https://`, `file://` or a plain absolute path, as the user gave it.
    pub remote: RemoteName,
    /// The file the data goes to. Created (`O_EXCL | O_NOFOLLOW`) when `offset` is 0 and it is
    /// absent.
    pub path: PathBuf,
    /// So many of its first bytes are good, and the version they belong to.
    pub offset: u64,
    pub version: Version,
    /// What is wanted of a file that comes over the network.
    pub ranges: Ranges,
    /// The one range of `ranges` is a piece of a file that comes over the network, and goes here
    /// into a file that may hold others of the same `version`, which stay. Without a version there
    /// are none.
    pub place: Option<u64>,
    /// Background transfers need a size and ranges from the server (see behaviour-1.md 13.2),
    /// foreground ones do not.
    pub foreground: bool,
    pub options: Arc<HttpOptions>,
}
