//! Serializes an enumeration of the ABI as its number, for `#[serde(with = "serde_enum")]`.
//!
//! The JSON texts of the store contain the numbers that the headers document. A number without a
//! variant is an error of the row.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use crate::abi::UndefinedValue;

/// Writes the number of a value.
pub fn serialize<T: Copy + Into<i32>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32((*value).into())
}

/// Reads a value from its number.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i32, Error = UndefinedValue>,
    D: Deserializer<'de>,
{
    T::try_from(i32::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Returns whether a value is the default, which a row omits (`skip_serializing_if`).
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
