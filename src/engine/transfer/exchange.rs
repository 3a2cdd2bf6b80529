//! One HTTP request whose body is a part of a local file, and of whose response only the head
//! matters. The upload protocol makes the request;
//! [`Network::exchange`](crate::engine::transfer::network::Network::exchange) carries it out.

use std::fs::File;
use std::ops::Range;
use std::sync::Arc;

use crate::engine::model::http_url::HttpUrl;
use crate::engine::transfer::http_options::HttpOptions;

/// An HTTP request whose body is a part of a local file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// HTTP method.
    pub method: &'static str,
    /// URL of the request.
    pub url: HttpUrl,
    /// Headers of this request; those of every request are added to them.
    pub headers: Vec<(&'static str, String)>,
    /// Byte range of the local file that is the body; empty for a request without a body.
    pub body: Range<u64>,
    /// The body is sent in the chunked coding, also if it is empty; the request then has no
    /// `Content-Length`.
    pub is_chunked: bool,
    /// The server chose the host of the URL, and the user does not trust that host. The caller then
    /// uses [`HttpOptions::for_untrusted_host`].
    pub untrusted: bool,
    /// The request must not reach the server twice. If the connection breaks, the exchange fails
    /// and libcurl does not repeat the request. The request uses the connection of the exchange
    /// before it, unless the server has closed that connection.
    pub must_not_repeat: bool,
}

/// An HTTP request, the file that its body comes from, and the options of its job.
#[derive(Clone)]
pub struct Exchange {
    pub request: HttpRequest,
    /// Local file; `None` for a request without a body.
    pub file: Option<Arc<File>>,
    /// Options of the job. A job uses one value for all its exchanges, because the authentication
    /// of the connection is cached with it.
    pub options: Arc<HttpOptions>,
}
