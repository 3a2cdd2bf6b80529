//! Declares the types, constants and interfaces of the headers, one file per header. It contains no
//! behaviour: the module `com` implements the interfaces, and `build.rs` renders the headers.
//!
//! Names are Microsoft's, letter by letter.
//!
//! A comment on a method is the reference documentation that C programs read. Its tags are list
//! items, so that rustdoc shows one per line: `- @param NAME (in)` or `(out)`, `- @retval CODE`.
//! The renderer writes them in Doxygen's form, and stops the build if one is missing.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

/// Gives an ABI enum a checked conversion from an integer, the list of its values in order, and the
/// names of its values. The compiler rejects a list that misses a value.
macro_rules! listed_enum {
    ($name:ident: $($value:ident),+) => {
        impl $name {
            /// All values, in the order of the header.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// Returns the name of the value as the header spells it.
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
