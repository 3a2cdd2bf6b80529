//! Moving bytes: one thread drives every connection through libcurl's multi interface.
//!
//! This room knows nothing of jobs or the store: it is given a [`Fetch`], and reports [`Event`]s.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Credentials, Failure, ProxySettings};

/// What identifies a version of a remote file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Version {
    pub size: Option<u64>,
    /// `Last-Modified`, as the server spelled it.
    pub last_modified: Option<String>,
    /// A strong `ETag`, as the server spelled it.
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
}

/// One file to bring here.
#[derive(Clone)]
pub struct Fetch {
    /// `http://`, `https://`, `file://` or a plain absolute path, as the user gave it.
    pub remote: String,
    /// The file the data goes to. Created (`O_EXCL | O_NOFOLLOW`) when `offset` is 0 and it is absent.
    pub path: PathBuf,
    /// Bytes of it that are good, and the version they belong to.
    pub offset: u64,
    pub version: Version,
    /// Background transfers need a size and ranges from the server (see behaviour-1.md 13.2), foreground ones do not.
    pub foreground: bool,
    pub options: Arc<HttpOptions>,
}

/// Names a running transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TransferId(pub u64);

/// What became of a transfer.
#[derive(Debug)]
pub enum Event {
    /// The server answered: data flows from `offset` on (0 when the remote file is another version than the one
    /// asked for, or the server does not do ranges: then what was there has been dropped).
    Started {
        offset: u64,
        version: Version,
        final_url: Option<String>,
        headers: String,
    },
    /// All bytes are in the file (not yet synced). The transfer is gone from the network.
    Finished { bytes: u64 },
    /// The transfer is gone from the network; `bytes` of the file are good.
    Failed { failure: Failure, bytes: u64 },
}

/// Where a running transfer stands.
pub struct Standing {
    /// Bytes handed to the file system.
    pub written: u64,
    /// For the caller to sync, on another thread.
    pub file: Arc<fs::File>,
}

/// The transfers of this process.
pub struct Network {}

impl Network {
    pub fn new() -> super::Result<Network> {
        todo!()
    }

    /// Starts a transfer; what comes of it is told by [`Network::wait`].
    pub fn start(&mut self, _fetch: Fetch) -> TransferId {
        todo!()
    }

    /// Stops a transfer and writes out what it holds; the bytes of the file that are good. No event follows.
    pub fn stop(&mut self, _id: TransferId) -> u64 {
        todo!()
    }

    /// Moves data until something happened worth telling, the waker was called, or the time is over.
    pub fn wait(&mut self, _timeout: Duration) -> Vec<(TransferId, Event)> {
        todo!()
    }

    /// Bytes received so far, buffered ones included; `None` for a transfer that is gone.
    pub fn received(&self, _id: TransferId) -> Option<u64> {
        todo!()
    }

    /// Writes out what is buffered, for a checkpoint.
    pub fn flush(&mut self, _id: TransferId) -> Option<Standing> {
        todo!()
    }

    /// Ends [`Network::wait`] from any thread.
    pub fn waker(&self) -> Waker {
        todo!()
    }
}

/// Ends a [`Network::wait`] from any thread.
#[derive(Clone)]
pub struct Waker {}

impl Waker {
    pub fn wake(&self) {
        todo!()
    }
}
