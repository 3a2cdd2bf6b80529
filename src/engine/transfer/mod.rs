//! Transfers over HTTP and copies of local files, driven through libcurl's multi interface.
//!
//! The module knows neither jobs nor the store. It carries out two kinds of orders and reports
//! [`event::TransferEvent`]s:
//!
//! - a [`fetch::Fetch`] transfers a remote file, or parts of it, to a local file;
//! - an [`exchange::Exchange`] sends one request with a part of a local file as its body, and
//!   reports the head of the response. Uploads consist of exchanges.
//!
//! The tasks of the runner start the transfers and handle the events. The runner limits their
//! rates. [`failure`] is the table that maps every error to a result code.
//!
//! # Threads
//!
//! A [`network::Network`] belongs to the thread that created it, the runner thread. libcurl calls
//! the handlers ([`fetch_handler`], [`exchange_handler`]) on that thread, from within
//! `curl_multi_perform`; therefore they share the queue of events without a lock. libcurl may
//! resolve host names on threads of its own. Other threads use a [`waker::Waker`] to end a wait
//! of the network: it writes to a socket pair that the wait watches.
//!
//! # Driving libcurl
//!
//! A request is an easy handle that is added to the network's multi handle.
//! [`network::Network::wait`] repeats these steps until there are events, the waker is called, or
//! the timeout is over:
//!
//! 1. Each copy of a local file copies one slice.
//! 2. `curl_multi_perform` transfers what is possible without waiting, and calls the handlers.
//! 3. The exchanges that have got a socket get their sending rates.
//! 4. Each handle that libcurl reports as done is removed from the multi handle. The transfer
//!    either sends its next request or ends with an event.
//! 5. `curl_multi_wait` waits for a socket, a timer of libcurl or the waker; it does not wait while
//!    there are local copies.
//!
//! Removed handles are kept for later requests. The connections belong to the multi handle, which
//! keeps them open for later requests to the same server. Some seconds after the last request
//! [`connections`] closes them all, and frees the handles and their buffers: an idle process has no
//! connection, and the wait has no descriptor but the waker's.
//!
//! # Life of a fetch
//!
//! ```text
//! Fetch ──> RangeRequest ──> request ──> head ──> Verdict ──┬─ Take ──> Started, body to the Sink
//!                ^                                          └─ other ─> body is discarded
//!                │                                                             │
//!                └── SendRequest ── NextStep <── ResponseOutcome <─────────────┘
//!                                      └─> Finished, Changed or Failed
//! ```
//!
//! 1. [`range_request::RangeRequest`] determines the range of the remote file that is missing, and
//!    the headers that ask for it (`Range`, `If-Range`). There is no HEAD request: the GET shows
//!    what the server supports.
//! 2. [`request_config`] sets the options of the handle: URL, headers, proxy, credentials,
//!    timeouts.
//! 3. [`fetch_handler::FetchHandler`] collects the head. When the body begins, or the response ends
//!    without one, [`response::Response::evaluate`] gives the [`response::Verdict`].
//! 4. A body that is taken goes to the [`sink::Sink`]; the event `Started` tells from which offset
//!    on. Any other body is discarded.
//! 5. At the end of the response the handler gives its [`fetch_handler::ResponseOutcome`], and
//!    [`http_transfer::HttpTransfer`] decides the next step: another request (the next range, a
//!    redirect, a start from the beginning) or the end.
//!
//! A request whose connection the server had given up before it answered is sent again at once, on
//! a new connection ([`repetition`]); so is one that a proxy challenged in HTTP/1.0
//! ([`proxy_challenge`]). This holds for exchanges too.
//!
//! A fetch of a local file is a [`local_copy::LocalCopy`] and has no request.
//!
//! # Life of an exchange
//!
//! 1. [`exchange_set::ExchangeSet`] takes the idle handle that served the same job and server
//!    before, because it knows the authentication; otherwise a new one.
//! 2. libcurl reads the body from the local file through [`exchange_handler::ExchangeHandler`], and
//!    sends it. A `401` or `407` may make libcurl send the request again with credentials.
//! 3. The handler keeps the head of the last response and discards the body.
//! 4. The exchange ends with `Answered`, or with `Unanswered` if there is no usable response.
//!    Redirects are not followed: the caller interprets every status.
//!
//! # Buffers
//!
//! ```text
//! download:  socket ──> libcurl, up to 512 KiB ──> Sink, 240 KiB ──> page cache ──> disk
//! upload:    page cache ──> libcurl, up to 2 MiB ──> socket
//! ```
//!
//! The bytes in the sink's buffer are not visible in the file yet: [`network::Network::flush`] and
//! [`network::Network::stop`] write them to the page cache. The caller syncs the file to the disk,
//! on another thread, before it records the progress.

pub mod connections;
pub mod cookies;
pub mod diagnosis;
pub mod event;
pub mod exchange;
pub mod exchange_handler;
pub mod exchange_set;
pub mod failure;
pub mod fetch;
pub mod fetch_handler;
pub mod http_options;
pub mod http_transfer;
pub mod inactivity;
pub mod local_copy;
pub mod network;
pub mod proxy;
pub mod proxy_challenge;
pub mod proxy_environment;
pub mod range_request;
pub mod repetition;
pub mod request_config;
pub mod response;
pub mod response_head;
pub mod sink;
pub mod waker;
