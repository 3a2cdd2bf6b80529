//! English sentences for codes and contexts.

use crate::abi::{BG_ERROR_CONTEXT, HRESULT};

/// What went wrong and what to do about it; `None` for a code that no part of BITS returns.
pub fn describe(_code: HRESULT) -> Option<String> {
    todo!()
}

/// Where it went wrong.
pub fn describe_context(_context: BG_ERROR_CONTEXT) -> &'static str {
    todo!()
}
