//! Serializes an enumeration of the ABI as its number.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

use crate::abi::UndefinedValue;

pub fn serialize<T: Copy + Into<i32>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32((*value).into())
}

pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i32, Error = UndefinedValue>,
    D: Deserializer<'de>,
{
    T::try_from(i32::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Whether a value is the one that a row need not hold.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
