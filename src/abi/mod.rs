//! What the headers say: types, constants and interfaces, one file per header; declarations only,
//! no behaviour.
//!
//! Microsoft's names stay letter for letter.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

/// Gives an ABI enum its checked conversion from an integer, its list of values in order and its
/// name as text. The compiler refuses a list that misses a value.
macro_rules! listed_enum {
    ($name:ident: $($value:ident),+) => {
        impl $name {
            /// Every value, in the header's order.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// The value's name as the header spells it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$value => stringify!($value),)+
                }
            }
        }

        impl TryFrom<i32> for $name {
            type Error = crate::abi::base::UndefinedValue;

            fn try_from(value: i32) -> Result<Self, Self::Error> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|known| *known as i32 == value)
                    .ok_or(crate::abi::base::UndefinedValue(value))
            }
        }

        impl From<$name> for i32 {
            fn from(value: $name) -> i32 {
                value as i32
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

mod base;
mod bits;
mod bits10_1;
mod bits10_2;
mod bits10_3;
mod bits1_5;
mod bits2_0;
mod bits2_5;
mod bits3_0;
mod bits4_0;
mod bits5_0;
mod bitscfg;
mod bitsmsg;
mod functions;
mod qmgr;
mod symbols;

pub use base::*;
pub use bits::*;
pub use bits1_5::*;
pub use bits2_0::*;
pub use bits2_5::*;
pub use bits3_0::*;
pub use bits4_0::*;
pub use bits5_0::*;
pub use bits10_1::*;
pub use bits10_2::*;
pub use bits10_3::*;
pub use bitscfg::*;
pub use bitsmsg::*;
pub use functions::*;
pub use qmgr::*;
