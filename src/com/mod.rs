//! The C boundary: one file per COM object.
