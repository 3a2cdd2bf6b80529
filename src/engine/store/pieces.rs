//! Byte ranges that are present of a file with random access.
//!
//! The row of a file that arrives in order has none: its columns `written` and `synced` count the
//! first bytes of the file.

use serde::{Deserialize, Serialize};

use crate::engine::model::range_set::RangeSet;

/// Bytes of a file that are present, as the column `file.pieces` keeps them (JSON).
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pieces {
    /// Bytes handed to the file system: they survive a killed process.
    pub filled: RangeSet,
    /// Bytes known to be on the disk: they survive a power failure.
    pub synced: RangeSet,
}
