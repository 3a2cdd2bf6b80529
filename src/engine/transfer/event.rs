//! Events that the network reports, and the queue that holds them until
//! [`Network::wait`](crate::engine::transfer::network::Network::wait) returns them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::rc::Rc;
use std::sync::Arc;

use crate::engine::model::error::Failure;
use crate::engine::model::version::{Attempts, Version};
use crate::engine::transfer::response_head::HttpResponseHead;

/// Identifier of a transfer. A network uses each one once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TransferId(pub u64);

/// Progress or end of a transfer. Every event except `Started` is the last one of its transfer, and
/// the network has forgotten the transfer when it reports that event.
#[derive(Debug)]
pub enum TransferEvent {
    /// A fetch receives data. The event comes again when a running fetch has to start over.
    Started {
        /// Offset from which the local bytes are replaced or continued, in bytes. It is 0 if the
        /// remote file has another version than the local bytes, or if the server does not support
        /// ranges; the earlier bytes have then been dropped.
        offset: u64,
        /// Version of the remote file.
        version: Version,
        /// Progress of the attempts whose responses did not prove their versions.
        attempts: Attempts,
        /// Head of the response as it was received; empty for a local copy.
        headers: String,
    },
    /// All bytes of a fetch are in the local file, but not yet synced to the disk. `bytes` is the
    /// number of valid bytes, of the piece if the fetch was for a piece.
    Finished {
        bytes: u64,
        /// URL that the redirects led to; `None` if there was no redirect.
        final_url: Option<String>,
    },
    /// The remote file has another version than the pieces that the local file holds.
    /// `is_different` is false if that is not proven.
    Changed { is_different: bool },
    /// A fetch has failed.
    Failed {
        failure: Failure,
        /// Number of valid bytes, of the piece if the fetch was for a piece.
        bytes: u64,
        /// Target of the redirect that `BG_HTTP_REDIRECT_POLICY_DISALLOW` forbade.
        redirect: Option<String>,
    },
    /// The server responded to an exchange.
    Response(HttpResponseHead),
    /// An exchange has ended without a response. `sent`: a part of the request may have reached the
    /// server.
    NoResponse { failure: Failure, sent: bool },
}

/// Local file of a fetch whose buffered bytes have been written, for a checkpoint.
pub struct FlushedFile {
    /// Number of bytes that have been passed to the file system, of the piece if the fetch is for
    /// a piece.
    pub written: u64,
    /// The file, which the caller syncs on another thread.
    pub file: Arc<fs::File>,
}

/// Events that the network has not reported yet, in order. The handlers that libcurl calls add to
/// it; they run on the thread of the network, so that no lock is needed.
pub type EventQueue = Rc<RefCell<VecDeque<(TransferId, TransferEvent)>>>;
