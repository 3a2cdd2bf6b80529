//! Byte ranges that are present of a file with random access.

use serde::{Deserialize, Serialize};

use crate::engine::model::range_set::RangeSet;

/// Which bytes of a file are there.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pieces {
    /// Handed to the file system.
    pub filled: RangeSet,
    /// Known to be on the disk.
    pub synced: RangeSet,
}
