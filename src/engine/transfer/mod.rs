//! Transfers over HTTP, and copies of local files. One thread drives all of them through libcurl's
//! multi interface.
//!
//! This module knows neither jobs nor the store. It takes a [`fetch::Fetch`] or an
//! [`exchange::Exchange`] and reports [`event::TransferEvent`]s.

pub mod diagnosis;
pub mod event;
pub mod exchange;
pub mod failure;
pub mod fetch;
pub mod fetch_handler;
pub mod http_options;
pub mod local_copy;
pub mod network;
pub mod proxy;
pub mod request_config;
pub mod response;
pub mod response_head;
pub mod sink;
