//! Strings from and to C.
//!
//! The `WCHAR` of a client has 2 bytes (UTF-16) or 4 bytes (UTF-32); the size is a property of each
//! object. Invariant: no conversion loses information. Text that is not valid in its encoding is an
//! error.
//!
//! Called by `object` for the strings of methods and by `exports` for those of functions.

use std::ffi::c_void;

use super::boundary::{ComError, Result, alloc_task_memory};
use crate::abi::{E_INVALIDARG, WCHAR};

/// The encoding of a client's strings. The discriminant is the size of its `WCHAR` in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WcharEncoding {
    Utf16 = 2,
    Utf32 = 4,
}

/// Maximum code units that are read of one string. It exceeds the length of every valid argument.
/// A longer string is cut here; the engine refuses the rest as too long, with the code documented
/// for the argument.
const MAX_CODE_UNITS: usize = 65_536 + 2;

impl WcharEncoding {
    /// Returns the encoding for a `WCHAR` of `size` bytes. Fails with `E_INVALIDARG` unless the
    /// size is 2 or 4.
    pub fn from_wchar_size(size: usize) -> Result<WcharEncoding> {
        match size {
            2 => Ok(WcharEncoding::Utf16),
            4 => Ok(WcharEncoding::Utf32),
            _ => Err(ComError(E_INVALIDARG)),
        }
    }

    /// Reads a string, or `None` for NULL. Fails with `E_INVALIDARG` when it is not valid UTF-16 or
    /// UTF-32.
    ///
    /// # Safety
    /// `string` is NULL or points to code units of this encoding that end with a zero.
    pub unsafe fn read_optional_string(self, string: *const c_void) -> Result<Option<String>> {
        if string.is_null() {
            return Ok(None);
        }
        // SAFETY: the pointer is not NULL, so it points to a string by the contract.
        let decoded = unsafe {
            match self {
                WcharEncoding::Utf16 => decode_utf16(&read_code_units(string.cast())),
                WcharEncoding::Utf32 => read_code_units::<u32>(string.cast())
                    .into_iter()
                    .map(char::from_u32)
                    .collect(),
            }
        };
        decoded.map(Some).ok_or(ComError(E_INVALIDARG))
    }

    /// Reads a string. Fails with `E_INVALIDARG` when it is NULL or not valid UTF-16 or UTF-32.
    ///
    /// # Safety
    /// As for [`WcharEncoding::read_optional_string`].
    pub unsafe fn read_string(self, string: *const c_void) -> Result<String> {
        // SAFETY: the contract is the same.
        unsafe { self.read_optional_string(string) }?.ok_or(ComError(E_INVALIDARG))
    }

    /// Copies a string to new memory, which the client frees with `CoTaskMemFree`.
    pub fn alloc_string(self, text: &str) -> Result<*mut WCHAR> {
        let code_units = match self {
            WcharEncoding::Utf16 => text.encode_utf16().count(),
            WcharEncoding::Utf32 => text.chars().count(),
        };
        let buffer = alloc_task_memory((code_units + 1) * self as usize)?;
        // SAFETY: the buffer has room for the code units and the terminating zero.
        unsafe { self.write_string(text, buffer) };
        Ok(buffer.cast())
    }

    /// Writes a string and its terminating zero to a buffer.
    ///
    /// # Safety
    /// `buffer` is writable and has room for both. It may be unaligned.
    pub unsafe fn write_string(self, text: &str, buffer: *mut c_void) {
        // SAFETY: the buffer has room by the contract.
        unsafe {
            match self {
                WcharEncoding::Utf16 => write_code_units(text.encode_utf16(), buffer.cast()),
                WcharEncoding::Utf32 => {
                    write_code_units(text.chars().map(u32::from), buffer.cast())
                }
            }
        }
    }
}

/// The integer type of a code unit.
trait CodeUnit: Copy + Default + PartialEq {}

impl CodeUnit for u16 {}
impl CodeUnit for u32 {}

/// Reads the code units before the terminating zero, [`MAX_CODE_UNITS`] at most.
///
/// # Safety
/// `string` points to code units that end with a zero. It may be unaligned.
unsafe fn read_code_units<U: CodeUnit>(string: *const U) -> Vec<U> {
    (0..MAX_CODE_UNITS)
        // SAFETY: the iteration ends at the terminating zero, so nothing behind it is read.
        .map(|index| unsafe { string.add(index).read_unaligned() })
        .take_while(|unit| *unit != U::default())
        .collect()
}

/// Decodes UTF-16. When the string was cut at [`MAX_CODE_UNITS`] between the two halves of a
/// surrogate pair, the first half is dropped.
fn decode_utf16(units: &[u16]) -> Option<String> {
    let cut_in_pair = units.len() == MAX_CODE_UNITS
        && units
            .last()
            .is_some_and(|last| (0xD800..0xDC00).contains(last));
    String::from_utf16(&units[..units.len() - usize::from(cut_in_pair)]).ok()
}

/// Writes code units and a terminating zero.
///
/// # Safety
/// `buffer` is writable and has room for both. It may be unaligned.
unsafe fn write_code_units<U: CodeUnit>(units: impl Iterator<Item = U>, buffer: *mut U) {
    for (index, unit) in units.chain([U::default()]).enumerate() {
        // SAFETY: the buffer has room by the contract.
        unsafe { buffer.add(index).write_unaligned(unit) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<U: CodeUnit>(encoding: WcharEncoding, mut units: Vec<U>) -> Result<Option<String>> {
        units.push(U::default());
        unsafe { encoding.read_optional_string(units.as_ptr().cast()) }
    }

    #[test]
    fn strings_survive_the_round_trip() {
        for text in ["", "plain", "Grüße, 世界 🦀", "\u{10FFFF}\u{E000}"] {
            for encoding in [WcharEncoding::Utf16, WcharEncoding::Utf32] {
                let written = encoding.alloc_string(text).unwrap();
                assert_eq!(
                    unsafe { encoding.read_string(written.cast()) }.as_deref(),
                    Ok(text)
                );
                unsafe { libc::free(written.cast()) };
            }
        }
    }

    #[test]
    fn null_is_no_string() {
        assert_eq!(
            unsafe { WcharEncoding::Utf16.read_optional_string(std::ptr::null()) },
            Ok(None)
        );
        assert_eq!(
            unsafe { WcharEncoding::Utf32.read_string(std::ptr::null()) },
            Err(ComError(E_INVALIDARG))
        );
    }

    #[test]
    fn invalid_strings_are_refused() {
        for bad in [
            vec![0xD800u16],
            vec![0xDC00],
            vec![0x61, 0xDBFF, 0x62],
            vec![0xDC00, 0xD800],
        ] {
            assert_eq!(read(WcharEncoding::Utf16, bad), Err(ComError(E_INVALIDARG)));
        }
        for bad in [0xD800u32, 0xDFFF, 0x11_0000, u32::MAX] {
            assert_eq!(
                read(WcharEncoding::Utf32, vec![0x61, bad]),
                Err(ComError(E_INVALIDARG))
            );
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "takes Miri minutes")]
    fn overlong_strings_are_cut_between_characters() {
        let pairs: Vec<u16> = "🦀".repeat(MAX_CODE_UNITS).encode_utf16().collect();
        let text = read(WcharEncoding::Utf16, pairs[1..].to_vec());
        assert_eq!(text, Err(ComError(E_INVALIDARG)));
        let text = read(WcharEncoding::Utf16, pairs).unwrap().unwrap();
        assert_eq!(text.encode_utf16().count(), MAX_CODE_UNITS);
        let mut shifted = vec![0x61];
        shifted.extend("🦀".repeat(MAX_CODE_UNITS).encode_utf16());
        assert_eq!(
            read(WcharEncoding::Utf16, shifted)
                .unwrap()
                .unwrap()
                .encode_utf16()
                .count(),
            MAX_CODE_UNITS - 1
        );
        assert_eq!(
            read(WcharEncoding::Utf32, vec![0x61u32; MAX_CODE_UNITS + 9])
                .unwrap()
                .unwrap()
                .len(),
            MAX_CODE_UNITS
        );
    }

    #[test]
    fn strings_need_no_alignment() {
        let bytes = [0u8, 0x61, 0, 0x62, 0, 0, 0];
        let text = unsafe {
            WcharEncoding::Utf16.read_optional_string(bytes.as_ptr().wrapping_add(1).cast())
        };
        assert_eq!(text.unwrap().as_deref(), Some("ab"));
    }
}
