//! What an answer that is no success means for the job.

use crate::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE;
use crate::abi::*;
use crate::engine::model::error::{Failure, http_status};
use crate::engine::transfer::response_head::HttpResponseHead;
use crate::engine::upload::packet::Packet;

/// The failure to report: the server's own code and context where it names them, else the HTTP
/// status.
pub fn failure(packet: &Packet, answer: &HttpResponseHead, now: u64) -> Failure {
    let named = answer.headers.error();
    let status = match answer.status {
        ..100 => BG_E_INVALID_SERVER_RESPONSE,
        status => http_status(status.into()),
    };
    Failure {
        code: named.unwrap_or(status),
        context: answer.headers.error_context(),
        transient: !named.is_some_and(is_final) && is_transient(packet, answer.status),
        retry_after: answer.headers.retry_after(now),
    }
}

/// An answer that keeps the status of success but not the rules of the protocol.
pub fn invalid_response() -> Failure {
    Failure {
        code: BG_E_INVALID_SERVER_RESPONSE,
        context: BG_ERROR_CONTEXT_REMOTE_FILE,
        transient: true,
        retry_after: None,
    }
}

/// A server that will never be able to take an upload.
pub fn unfit(code: HRESULT) -> Failure {
    Failure {
        code,
        context: BG_ERROR_CONTEXT_REMOTE_FILE,
        transient: false,
        retry_after: None,
    }
}

/// Codes that no retry changes, whatever the status beside them.
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

fn is_transient(packet: &Packet, status: u16) -> bool {
    match (packet, status) {
        (Packet::Close | Packet::Cancel, 100..=499) => false,
        (Packet::Close | Packet::Cancel, 500..=599) => true,
        (Packet::Create, 409) => false, // the file exists and may not be replaced
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
        let last = [
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
        for status in last {
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
    fn packets_with_rules_of_their_own() {
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
    fn the_server_speaks_for_itself() {
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
    fn the_servers_wish_to_wait_is_kept() {
        let answer = HttpResponseHead::new(503, Headers::parse("Retry-After: 30"));
        assert_eq!(failure(&Packet::Ping, &answer, 0).retry_after, Some(30));
    }
}
