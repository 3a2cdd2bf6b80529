//! Interface of the protocol's state machine: the file to upload, the events that
//! [`UploadProtocol::step`](crate::engine::upload::protocol::UploadProtocol::step) takes, and the
//! actions that it returns.

use crate::engine::model::error::Failure;
use crate::engine::model::http_url::HttpUrl;
use crate::engine::model::trusted_hosts::TrustedHosts;
use crate::engine::transfer::exchange::HttpRequest;
use crate::engine::transfer::response_head::HttpResponseHead;

/// File to upload, and its destination.
#[derive(Clone, Debug)]
pub struct UploadTarget {
    /// URL of the file on the server, as the user gave it.
    pub remote: HttpUrl,
    /// Other hosts that the user trusts.
    pub trusted_hosts: TrustedHosts,
    /// Size of the local file in bytes.
    pub size: u64,
    /// Name of the local file for the server
    /// ([`content_name`](crate::engine::upload::address::content_name)).
    pub content_name: String,
    /// The job is of type `BG_JOB_TYPE_UPLOAD_REPLY`.
    pub wants_reply: bool,
    /// A server that speaks HTTP/1.0 is refused, as BITS on Windows does.
    pub requires_http_1_1: bool,
}

/// Event that the state machine takes.
#[derive(Debug)]
pub enum UploadEvent {
    /// The upload begins, or continues after a pause, a failure or a restart of the process.
    Start,
    /// The server responded to the request.
    Response(HttpResponseHead),
    /// The request has ended without a response. `sent`: a part of it may have reached the server.
    NoResponse { failure: Failure, sent: bool },
    /// The reply is on the disk.
    ReplyFetched,
    /// The job is cancelled. The caller has stopped the request in progress.
    Cancel,
}

/// Action that the caller carries out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadAction {
    /// Send the request, then pass [`UploadEvent::Response`] or [`UploadEvent::NoResponse`].
    Send(HttpRequest),
    /// Download the reply like any other file, then pass [`UploadEvent::ReplyFetched`].
    /// `untrusted`: the server chose a host that the user does not trust, and the download uses the
    /// options of `HttpOptions::for_untrusted_host`.
    FetchReply { url: HttpUrl, untrusted: bool },
    /// The server has the file. If the job wants a reply and there is no `reply_url`, the reply is
    /// empty.
    Done { reply_url: Option<String> },
    /// The session is cancelled, or the server needs no Cancel-Session.
    Cancelled,
    /// Stop for now. [`UploadEvent::Start`] continues the upload.
    Failed(Failure),
}
