//! Headers of the upload protocol in a response of the server. Values that do not have the form
//! that the protocol prescribes count as absent.

use std::time::{Duration, SystemTime};

use crate::abi::{BG_ERROR_CONTEXT, HRESULT};
use crate::engine::transfer::failure;
use crate::engine::transfer::response_head::Headers;

impl Headers {
    /// Returns whether the response is an Ack of the protocol, and thus comes from a BITS server.
    pub fn is_ack(&self) -> bool {
        self.get("BITS-Packet-Type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("Ack"))
    }

    /// Returns the result code of the failure that the server names. [MC-BUP] calls the header
    /// `BITS-Error`; other pages of Microsoft Learn call it `BITS-Error-Code`. A code of success
    /// counts as absent.
    ///
    /// [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/
    pub fn error(&self) -> Option<HRESULT> {
        let text = self
            .get("BITS-Error-Code")
            .or_else(|| self.get("BITS-Error"))?;
        let digits = text
            .strip_prefix("0x")
            .or_else(|| text.strip_prefix("0X"))
            .unwrap_or(text);
        let code = u32::from_str_radix(digits, 16).ok()? as HRESULT;
        (code < 0).then_some(code)
    }

    /// Returns the context of the failure: the application behind the server, or the server.
    pub fn error_context(&self) -> BG_ERROR_CONTEXT {
        let text = self
            .get("BITS-Error-Context")
            .unwrap_or_default()
            .to_ascii_lowercase();
        match u32::from_str_radix(text.trim_start_matches("0x"), 16) {
            Ok(7) => BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_APPLICATION,
            _ => BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE,
        }
    }

    /// Returns the offset of the next byte that the server expects.
    pub fn next_offset(&self) -> Option<u64> {
        self.number("BITS-Received-Content-Range")
    }

    /// Returns the time in seconds after which the client leaves a host that fails and returns to
    /// the original one; `None`: never.
    pub fn host_fallback(&self) -> Option<u64> {
        self.number("BITS-Host-Id-Fallback-Timeout")
            .filter(|seconds| *seconds < u32::MAX.into())
    }

    /// Returns the value of `Retry-After`, a number of seconds or a date, in seconds from `now`.
    /// `now` is in seconds since 1970.
    pub fn retry_after(&self, now: u64) -> Option<u64> {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(now);
        failure::retry_after(self.get("Retry-After")?, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::*;

    fn headers(block: &str) -> Headers {
        Headers::parse(block)
    }

    #[test]
    fn names_may_have_any_case_and_values_any_blanks() {
        let response = headers(
            "HTTP/1.1 200 OK\r\nbits-PACKET-type:Ack\r\nBITS-Session-Id :  {A:b}  \r\n\r\n",
        );
        assert_eq!(response.get("BITS-Packet-Type"), Some("Ack"));
        assert_eq!(response.get("BITS-Session-Id"), Some("{A:b}"));
        assert_eq!(response.get("BITS-Protocol"), None);
    }

    #[test]
    fn empty_oversized_and_unprintable_values_count_as_absent() {
        assert_eq!(headers("BITS-Reply-URL:").get("BITS-Reply-URL"), None);
        assert_eq!(headers(&format!("X: {}", "a".repeat(4097))).get("X"), None);
        assert_eq!(headers("X: a\x07b").get("X"), None);
    }

    #[test]
    fn the_error_has_two_spellings_and_must_be_a_failure() {
        let cases = [
            ("BITS-Error: 0x80070005", Some(E_ACCESSDENIED)),
            ("BITS-Error-Code: 0x8020001F", Some(BG_E_SESSION_NOT_FOUND)),
            ("BITS-Error-Code: 8020001f", Some(BG_E_SESSION_NOT_FOUND)),
            ("BITS-Error: 0XA0000001", Some(0xA000_0001_u32 as HRESULT)),
            ("BITS-Error-Code: 1", None),
            ("BITS-Error-Code: 0x0", None),
            ("BITS-Error-Code: gone", None),
            ("BITS-Error-Code: 0x180070005", None),
        ];
        for (line, expected) in cases {
            assert_eq!(headers(line).error(), expected, "{line}");
        }
    }

    #[test]
    fn the_context_is_the_server_unless_it_says_the_application() {
        use BG_ERROR_CONTEXT::*;
        for (value, expected) in [
            ("0x7", BG_ERROR_CONTEXT_REMOTE_APPLICATION),
            ("7", BG_ERROR_CONTEXT_REMOTE_APPLICATION),
            ("0X00000007", BG_ERROR_CONTEXT_REMOTE_APPLICATION),
            ("0x5", BG_ERROR_CONTEXT_REMOTE_FILE),
            ("", BG_ERROR_CONTEXT_REMOTE_FILE),
            ("0x1", BG_ERROR_CONTEXT_REMOTE_FILE),
        ] {
            assert_eq!(
                headers(&format!("BITS-Error-Context: {value}")).error_context(),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn offsets_are_plain_numbers() {
        for (value, expected) in [
            ("213", Some(213)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", None),
            ("-1", None),
            ("+1", None),
            ("0x10", None),
            ("bytes 0-1/2", None),
        ] {
            assert_eq!(
                headers(&format!("BITS-Received-Content-Range: {value}")).next_offset(),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn a_fallback_time_of_all_ones_means_never() {
        assert_eq!(
            headers("BITS-Host-Id-Fallback-Timeout: 110").host_fallback(),
            Some(110)
        );
        assert_eq!(
            headers("BITS-Host-Id-Fallback-Timeout: 4294967295").host_fallback(),
            None
        );
        assert_eq!(headers("").host_fallback(), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(headers("Retry-After: 120").retry_after(0), Some(120));
        assert_eq!(
            headers("Retry-After: Thu, 01 Jan 1970 00:01:00 GMT").retry_after(10),
            Some(50)
        );
        assert_eq!(
            headers("Retry-After: Thu, 01 Jan 1970 00:01:00 GMT").retry_after(100),
            Some(0)
        );
        for nonsense in ["soon", "+30", "-1", "1.5"] {
            let value = format!("Retry-After: {nonsense}");
            assert_eq!(headers(&value).retry_after(0), None, "{nonsense}");
        }
    }
}
