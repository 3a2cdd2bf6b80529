//! Events that the network reports.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs;
use std::rc::Rc;
use std::sync::Arc;

use crate::engine::model::error::Failure;
use crate::engine::model::version::Version;
use crate::engine::transfer::response_head::HttpResponseHead;

/// Names a running transfer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TransferId(pub u64);

/// What became of a transfer.
#[derive(Debug)]
pub enum TransferEvent {
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
    Answered(HttpResponseHead),
    /// An exchange is gone from the network without an answer. `sent`: some of it may have reached
    /// the server.
    Unanswered { failure: Failure, sent: bool },
}

/// Where a running transfer stands.
pub struct FlushedFile {
    /// Bytes handed to the file system.
    pub written: u64,
    /// For the caller to sync, on another thread.
    pub file: Arc<fs::File>,
}

/// Events that the network has not reported yet, in order. The handlers of libcurl add to it.
pub type EventQueue = Rc<RefCell<VecDeque<(TransferId, TransferEvent)>>>;
