//! Internals that the tests and benchmarks of this repository use. They are no part of the API and
//! may change at any time.

pub use crate::engine::model::remote_name::RemoteName;
pub use crate::engine::model::upload_session::{UploadPhase, UploadSession};
pub use crate::engine::model::version::Version;
pub use crate::engine::transfer::event::{TransferEvent, TransferId};
pub use crate::engine::transfer::exchange::HttpRequest;
pub use crate::engine::transfer::failure;
pub use crate::engine::transfer::fetch::Fetch;
pub use crate::engine::transfer::http_options::HttpOptions;
pub use crate::engine::transfer::network::Network;
pub use crate::engine::transfer::request_config::Timeouts;
pub use crate::engine::upload::address;
pub use crate::engine::upload::connection::Connection;
pub use crate::engine::upload::protocol::{
    UploadAction, UploadEvent, UploadProtocol, UploadTarget,
};
pub use crate::engine::upload::source::UploadSource;
