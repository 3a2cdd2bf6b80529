//! Text from and to C. A caller's `WCHAR` is 2 bytes (UTF-16) or 4 (UTF-32); nothing is ever
//! converted with loss.

use std::ffi::c_void;

use super::boundary::{Code, Result, allocate};
use crate::abi::{E_INVALIDARG, WCHAR};

/// The size of a caller's `WCHAR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Utf16 = 2,
    Utf32 = 4,
}

/// The most characters that are looked at: more than any text may have. What is cut off here is
/// still too long for whatever it is meant for, and refused there with the code documented for it.
const MOST: usize = 65_536 + 2;

impl Width {
    /// `E_INVALIDARG` for a size other than 2 and 4.
    pub fn of(size: usize) -> Result<Width> {
        match size {
            2 => Ok(Width::Utf16),
            4 => Ok(Width::Utf32),
            _ => Err(Code(E_INVALIDARG)),
        }
    }

    /// Reads a text that may be NULL. `E_INVALIDARG`: it is not UTF-16 or UTF-32.
    ///
    /// # Safety
    /// `text` is NULL or points to characters of this width that end with a zero.
    pub unsafe fn read(self, text: *const c_void) -> Result<Option<String>> {
        if text.is_null() {
            return Ok(None);
        }
        // SAFETY: the caller's promise.
        let decoded = unsafe {
            match self {
                Width::Utf16 => decode_utf16(&units(text.cast())),
                Width::Utf32 => units::<u32>(text.cast())
                    .into_iter()
                    .map(char::from_u32)
                    .collect(),
            }
        };
        decoded.map(Some).ok_or(Code(E_INVALIDARG))
    }

    /// Reads a text that must be there. `E_INVALIDARG`: NULL, or not UTF-16 or UTF-32.
    ///
    /// # Safety
    /// As for [`Width::read`].
    pub unsafe fn require(self, text: *const c_void) -> Result<String> {
        // SAFETY: the caller's promise.
        unsafe { self.read(text) }?.ok_or(Code(E_INVALIDARG))
    }

    /// Writes a text into new memory, which the client frees with `CoTaskMemFree`.
    pub fn write(self, text: &str) -> Result<*mut WCHAR> {
        let characters = match self {
            Width::Utf16 => text.encode_utf16().count(),
            Width::Utf32 => text.chars().count(),
        };
        let place = allocate((characters + 1) * self as usize)?;
        // SAFETY: the memory is as large as the text and its zero.
        unsafe { self.write_to(text, place) };
        Ok(place.cast())
    }

    /// Writes a text and its zero.
    ///
    /// # Safety
    /// `place` has room for them.
    pub unsafe fn write_to(self, text: &str, place: *mut c_void) {
        // SAFETY: the caller's promise.
        unsafe {
            match self {
                Width::Utf16 => put(text.encode_utf16(), place.cast()),
                Width::Utf32 => put(text.chars().map(u32::from), place.cast()),
            }
        }
    }
}

/// An integer that holds a character.
trait Unit: Copy + Default + PartialEq {}

impl Unit for u16 {}
impl Unit for u32 {}

/// The characters before the zero, or the first [`MOST`].
///
/// # Safety
/// `text` points to characters that end with a zero. They need not be aligned.
unsafe fn units<U: Unit>(text: *const U) -> Vec<U> {
    (0..MOST)
        // SAFETY: no character behind the zero is read: the iteration ends there.
        .map(|index| unsafe { text.add(index).read_unaligned() })
        .take_while(|unit| *unit != U::default())
        .collect()
}

fn decode_utf16(units: &[u16]) -> Option<String> {
    let halved = units.len() == MOST
        && units
            .last()
            .is_some_and(|last| (0xD800..0xDC00).contains(last));
    String::from_utf16(&units[..units.len() - usize::from(halved)]).ok()
}

/// Writes characters and a zero.
///
/// # Safety
/// `place` has room for them. It need not be aligned.
unsafe fn put<U: Unit>(units: impl Iterator<Item = U>, place: *mut U) {
    for (index, unit) in units.chain([U::default()]).enumerate() {
        // SAFETY: the caller's promise.
        unsafe { place.add(index).write_unaligned(unit) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<U: Unit>(width: Width, mut units: Vec<U>) -> Result<Option<String>> {
        units.push(U::default());
        unsafe { width.read(units.as_ptr().cast()) }
    }

    #[test]
    fn text_survives_the_round_trip() {
        for text in ["", "plain", "Grüße, 世界 🦀", "\u{10FFFF}\u{E000}"] {
            for width in [Width::Utf16, Width::Utf32] {
                let written = width.write(text).unwrap();
                assert_eq!(
                    unsafe { width.require(written.cast()) }.as_deref(),
                    Ok(text)
                );
                unsafe { libc::free(written.cast()) };
            }
        }
    }

    #[test]
    fn null_is_no_text() {
        assert_eq!(unsafe { Width::Utf16.read(std::ptr::null()) }, Ok(None));
        assert_eq!(
            unsafe { Width::Utf32.require(std::ptr::null()) },
            Err(Code(E_INVALIDARG))
        );
    }

    #[test]
    fn invalid_text_is_refused() {
        for bad in [
            vec![0xD800u16],
            vec![0xDC00],
            vec![0x61, 0xDBFF, 0x62],
            vec![0xDC00, 0xD800],
        ] {
            assert_eq!(read(Width::Utf16, bad), Err(Code(E_INVALIDARG)));
        }
        for bad in [0xD800u32, 0xDFFF, 0x11_0000, u32::MAX] {
            assert_eq!(read(Width::Utf32, vec![0x61, bad]), Err(Code(E_INVALIDARG)));
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "takes Miri minutes")]
    fn overlong_text_is_cut_between_characters() {
        let crabs: Vec<u16> = "🦀".repeat(MOST).encode_utf16().collect();
        let text = read(Width::Utf16, crabs[1..].to_vec());
        assert_eq!(text, Err(Code(E_INVALIDARG)));
        let text = read(Width::Utf16, crabs).unwrap().unwrap();
        assert_eq!(text.encode_utf16().count(), MOST);
        let mut odd = vec![0x61];
        odd.extend("🦀".repeat(MOST).encode_utf16());
        assert_eq!(
            read(Width::Utf16, odd)
                .unwrap()
                .unwrap()
                .encode_utf16()
                .count(),
            MOST - 1
        );
        assert_eq!(
            read(Width::Utf32, vec![0x61u32; MOST + 9])
                .unwrap()
                .unwrap()
                .len(),
            MOST
        );
    }

    #[test]
    fn characters_need_no_alignment() {
        let bytes = [0u8, 0x61, 0, 0x62, 0, 0, 0];
        let text = unsafe { Width::Utf16.read(bytes.as_ptr().wrapping_add(1).cast()) };
        assert_eq!(text.unwrap().as_deref(), Some("ab"));
    }
}
