//! Moving bytes: one thread drives every connection through libcurl's multi interface.
//!
//! This room knows nothing of jobs or the store: it is given a [`Fetch`], and reports [`Event`]s.

mod exchange;
pub mod failure;
mod local;
mod network;
mod proxy;
mod receiver;
mod request;
mod response;
mod sink;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Credentials, Failure, ProxySettings, Ranges};
use crate::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY;

pub use exchange::{Answer, Exchange};
pub use network::{Network, Waker};
pub use proxy::next_hop;
pub use request::Patience;

/// What identifies a version of a remote file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Version {
    pub size: Option<u64>,
    /// `Last-Modified`, as the server spelled it.
    pub last_modified: Option<String>,
    /// `ETag`, strong or weak, as the server spelled it.
    pub etag: Option<String>,
}

/// How a job wants its HTTP requests made.
#[derive(Clone)]
pub struct HttpOptions {
    pub proxy: ProxySettings,
    pub credentials: Vec<Credentials>,
    /// Each header ended by CR LF.
    pub custom_headers: Option<String>,
    /// `BG_SSL_*` and `BG_HTTP_REDIRECT_POLICY_*`.
    pub security_flags: u32,
    /// In place of the usual one.
    pub method: Option<String>,
}

impl HttpOptions {
    /// The same, for a server that the user did not name: what is wrong with its certificate is not
    /// excused, and it gets neither the user's credentials nor the custom headers, any of which may
    /// be a secret.
    pub fn for_stranger(&self) -> HttpOptions {
        let mut options = self.clone();
        options.security_flags &= !request::LENIENT;
        options
            .credentials
            .retain(|known| known.target == BG_AUTH_TARGET_PROXY);
        options.custom_headers = None;
        options
    }
}

/// One file to bring here.
#[derive(Clone)]
pub struct Fetch {
    /// `http://`, `https://`, `file://` or a plain absolute path, as the user gave it.
    pub remote: String,
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

/// Names a running transfer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TransferId(pub u64);

/// What became of a transfer.
#[derive(Debug)]
pub enum Event {
    /// The server answered: data flows from `offset` on (0 when the remote file is another version
    /// than the one asked for, or the server does not do ranges: then what was there has been
    /// dropped). Comes again when a running transfer has to start over.
    Started {
        offset: u64,
        version: Version,
        final_url: Option<String>,
        headers: String,
    },
    /// All bytes are in the file (not yet synced); of a piece, all of its own. The transfer is gone
    /// from the network.
    Finished { bytes: u64 },
    /// The remote file is another version than that of the pieces that are here. The transfer is
    /// gone from the network.
    Changed,
    /// The transfer is gone from the network; `bytes` of the file are good. `redirect` is where the
    /// server sent us when `BG_HTTP_REDIRECT_POLICY_DISALLOW` kept us from going there.
    Failed {
        failure: Failure,
        bytes: u64,
        redirect: Option<String>,
    },
    /// The server answered an exchange, which is gone from the network.
    Answered(Answer),
    /// An exchange is gone from the network without an answer. `sent`: some of it may have reached
    /// the server.
    Unanswered { failure: Failure, sent: bool },
}

/// Where a running transfer stands.
pub struct Standing {
    /// Bytes handed to the file system.
    pub written: u64,
    /// For the caller to sync, on another thread.
    pub file: Arc<fs::File>,
}
