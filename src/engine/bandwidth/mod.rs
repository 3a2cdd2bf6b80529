//! Bandwidth of background jobs: they use what other traffic on the link leaves over.

pub mod controller;
pub mod link;
