//! Internals that the tests and benchmarks of this repository use. They are no part of the API and
//! may change at any time.

pub use crate::engine::model::http_url::{self, HttpUrl};
pub use crate::engine::model::local_name;
pub use crate::engine::model::range_set::RangeSet;
pub use crate::engine::model::remote_name::{Location, RemoteName};
pub use crate::engine::model::upload_session::{UploadPhase, UploadSession};
pub use crate::engine::model::version::{Attempts, Version};
pub use crate::engine::store::columns::BAD_ROW;
pub use crate::engine::store::database::Store;
pub use crate::engine::store::file_row::FileRow;
pub use crate::engine::store::job_row::JobRow;
pub use crate::engine::store::queue_dir::QueueDir;
pub use crate::engine::store::recovery::recover;
pub use crate::engine::transfer::event::{TransferEvent, TransferId};
pub use crate::engine::transfer::exchange::HttpRequest;
pub use crate::engine::transfer::failure;
pub use crate::engine::transfer::fetch::Fetch;
pub use crate::engine::transfer::http_options::{ConnectionGroup, HttpOptions};
pub use crate::engine::transfer::network::Network;
pub use crate::engine::transfer::range_request::{Form, RangeRequest};
pub use crate::engine::transfer::request_config::{RequestConfig, Timeouts};
pub use crate::engine::transfer::response::{Response, Verdict};
pub use crate::engine::transfer::response_head::{Headers, HttpResponseHead};
pub use crate::engine::upload::address;
pub use crate::engine::upload::connection::Connection;
pub use crate::engine::upload::protocol::{
    UploadAction, UploadEvent, UploadProtocol, UploadTarget,
};
pub use crate::engine::upload::source::UploadSource;

/// Parses the text of a policy file; `None` if it is refused.
pub fn parse_policy(text: &str) -> Option<crate::engine::Policy> {
    crate::engine::Policy::parse(text).ok()
}
