//! Failures for responses of the upload protocol that are no success.
//!
//! The status decides whether a failure is transient, as Microsoft Learn says for server
//! applications ("Handling Server Application Errors") and for each packet ("BITS Upload
//! Protocol"):
//!
//! ```text
//! packet          status             transient
//! --------------  -----------------  ---------
//! Close, Cancel   100..=499          no
//! Close, Cancel   500..=599          yes
//! Create          409                no: the file exists and may not be replaced
//! any             300..=305 307 308  no
//! any             408 409            yes
//! any             400..=499 501 505  no
//! any             other              yes
//! ```
//!
//! A result code that the server names is reported instead of the status. Some codes are final
//! whatever the status is.

use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE;
use crate::abi::*;
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{Failure, http_status};
use crate::engine::transfer::response_head::HttpResponseHead;
use crate::engine::upload::packet::Packet;

/// Returns the failure for a response to a packet: the result code and the context that the server
/// names, or else the HTTP status. `now` is in seconds since 1970.
pub fn failure(packet: &Packet, head: &HttpResponseHead, now: u64) -> Failure {
    let named = head.headers.error();
    let status = match head.status {
        ..100 => BG_E_INVALID_SERVER_RESPONSE,
        status => http_status(status.into()),
    };
    Failure {
        code: named.unwrap_or(status),
        context: head.headers.error_context(),
        transient: !named.is_some_and(is_final) && is_transient(packet, head.status),
        retry_after: head.headers.retry_after(now),
        cause: cause(packet, head, named),
        proxy: None,
    }
}

/// Returns the cause of a response to a packet; `named` is the result code that the server names,
/// which only a BITS server does.
fn cause(packet: &Packet, head: &HttpResponseHead, named: Option<HRESULT>) -> Cause {
    let is_bits_server = named.is_some() || head.headers.is_ack() || *packet != Packet::Create;
    match head.status {
        ..100 => Cause::NotHttp,
        405 | 501 if !is_bits_server => Cause::NotBitsServer,
        300..=303 | 307 | 308 => Cause::UploadRedirect,
        _ => Cause::Upload,
    }
}

/// Returns the failure for a response whose status is a success but which breaks the rules of the
/// protocol.
pub fn invalid_response() -> Failure {
    Failure::new(
        BG_E_INVALID_SERVER_RESPONSE,
        BG_ERROR_CONTEXT_REMOTE_FILE,
        true,
    )
}

/// Returns the failure for a host that is no BITS upload server, although it reports success.
pub fn not_a_bits_server() -> Failure {
    Failure {
        cause: Cause::NotBitsServer,
        ..unsupported_server(BG_E_INVALID_SERVER_RESPONSE)
    }
}

/// Returns the failure for a server that does not support uploads by this protocol.
pub fn unsupported_server(code: HRESULT) -> Failure {
    Failure::new(code, BG_ERROR_CONTEXT_REMOTE_FILE, false)
}

/// Returns whether a retry cannot succeed after a result code, whatever the status is.
fn is_final(code: HRESULT) -> bool {
    const FINAL: &[HRESULT] = &[
        E_ACCESSDENIED,
        E_INVALIDARG,
        BG_E_TOO_LARGE,
        BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH,
        BG_E_SERVER_EXECUTE_ENABLE,
    ];
    FINAL.contains(&code)
}

/// Returns whether a retry may succeed after a status; the table above lists the rules.
fn is_transient(packet: &Packet, status: u16) -> bool {
    match (packet, status) {
        (Packet::Close | Packet::Cancel, 100..=499) => false,
        (Packet::Close | Packet::Cancel, 500..=599) => true,
        (Packet::Create, 409) => false,
        (_, 300..=305 | 307 | 308) => false,
        (_, 408 | 409) => true,
        (_, 400..=499 | 501 | 505) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transfer::response_head::Headers;

    const FRAGMENT: Packet = Packet::Fragment {
        start: 0,
        length: 1,
    };

    #[track_caller]
    fn check(
        packet: Packet,
        status: u16,
        headers: &str,
        code: u32,
        application: bool,
        transient: bool,
    ) {
        let failure = failure(
            &packet,
            &HttpResponseHead::new(status, Headers::parse(headers)),
            0,
        );
        let expected = if application {
            BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_APPLICATION
        } else {
            BG_ERROR_CONTEXT_REMOTE_FILE
        };
        assert_eq!(
            (failure.code as u32, failure.context, failure.transient),
            (code, expected, transient),
            "{packet:?} {status} {headers}"
        );
    }

    #[test]
    fn statuses_are_transient_or_final_as_documented() {
        let transient = [
            100, 204, 306, 309, 399, 408, 409, 500, 502, 503, 504, 506, 599, 600,
        ];
        let fatal = [
            300, 301, 302, 303, 304, 305, 307, 400, 401, 403, 404, 405, 407, 410, 411, 413, 414,
            416, 501, 505,
        ];
        for status in transient {
            check(
                FRAGMENT,
                status,
                "",
                0x8019_0000 + status as u32,
                false,
                true,
            );
        }
        for status in fatal {
            check(
                FRAGMENT,
                status,
                "",
                0x8019_0000 + status as u32,
                false,
                false,
            );
        }
    }

    #[test]
    fn some_packets_have_rules_of_their_own() {
        check(Packet::Create, 409, "", 0x8019_0199, false, false);
        for packet in [Packet::Close, Packet::Cancel] {
            for status in [500, 501, 503, 505, 599] {
                check(packet, status, "", 0x8019_0000 + status as u32, false, true);
            }
            for status in [302, 400, 403, 404, 408, 409, 499] {
                check(
                    packet,
                    status,
                    "",
                    0x8019_0000 + status as u32,
                    false,
                    false,
                );
            }
        }
    }

    #[test]
    fn the_failure_that_the_server_names_is_reported() {
        for (status, headers, code, application, transient) in [
            (
                403,
                "BITS-Error: 0x80070005\r\nBITS-Error-Context: 0x5",
                0x8007_0005,
                false,
                false,
            ),
            (
                501,
                "BITS-Error-Code: 0x80070005\r\nBITS-Error-Context: 0x5",
                0x8007_0005,
                false,
                false,
            ),
            (
                500,
                "BITS-Error: 0x80200020\r\nBITS-Error-Context: 0x5",
                0x8020_0020,
                false,
                false,
            ),
            (
                500,
                "BITS-Error: 0x80200023\r\nBITS-Error-Context: 0x5",
                0x8020_0023,
                false,
                false,
            ),
            (
                400,
                "BITS-Error: 0x80070057\r\nBITS-Error-Context: 0x5",
                0x8007_0057,
                false,
                false,
            ),
            (500, "BITS-Error: 0x80070057", 0x8007_0057, false, false),
            (
                500,
                "BITS-Error: 0x80070112\r\nBITS-Error-Context: 0x5",
                0x8007_0112,
                false,
                true,
            ),
            (
                500,
                "BITS-Error: 0x80070070\r\nBITS-Error-Context: 0x5",
                0x8007_0070,
                false,
                true,
            ),
            (
                408,
                "BITS-Error: 0x80070112\r\nBITS-Error-Context: 0x7",
                0x8007_0112,
                true,
                true,
            ),
            (
                403,
                "BITS-Error: 0xA0000001\r\nBITS-Error-Context: 0x7",
                0xA000_0001,
                true,
                false,
            ),
            (
                500,
                "BITS-Error: 0xA0000001\r\nBITS-Error-Context: 0x7",
                0xA000_0001,
                true,
                true,
            ),
            (500, "BITS-Error-Context: 0x7", 0x8019_01f4, true, true),
            (
                500,
                "BITS-Error: 0x0\r\nBITS-Error-Context: 0x7",
                0x8019_01f4,
                true,
                true,
            ),
        ] {
            check(FRAGMENT, status, headers, code, application, transient);
        }
    }

    #[test]
    fn a_server_that_is_no_bits_server_is_told_apart() {
        for (packet, status, headers, expected) in [
            (Packet::Create, 405, "", Cause::NotBitsServer),
            (Packet::Create, 501, "", Cause::NotBitsServer),
            (Packet::Create, 501, "BITS-Packet-Type: Ack", Cause::Upload),
            (Packet::Create, 501, "BITS-Error: 0x80070005", Cause::Upload),
            (FRAGMENT, 405, "", Cause::Upload),
            (Packet::Create, 404, "", Cause::Upload),
            (Packet::Create, 302, "", Cause::UploadRedirect),
            (FRAGMENT, 307, "", Cause::UploadRedirect),
            (Packet::Create, 0, "", Cause::NotHttp),
        ] {
            let head = HttpResponseHead::new(status, Headers::parse(headers));
            let cause = failure(&packet, &head, 0).cause;
            assert_eq!(cause, expected, "{packet:?} {status} {headers}");
        }
        assert_eq!(not_a_bits_server().cause, Cause::NotBitsServer);
    }

    #[test]
    fn the_delay_that_the_server_asks_for_is_kept() {
        let head = HttpResponseHead::new(503, Headers::parse("Retry-After: 30"));
        assert_eq!(failure(&Packet::Ping, &head, 0).retry_after, Some(30));
    }
}
