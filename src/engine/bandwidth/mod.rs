//! Bandwidth of background jobs: they use what other traffic on the link leaves over.
//!
//! [`link`] measures, [`controller`] decides. The event loop of the runner applies the limit.

pub mod controller;
pub mod link;
