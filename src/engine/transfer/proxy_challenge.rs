//! Challenges of a proxy that speaks HTTP/1.0.
//!
//! After an answer in HTTP/1.0 libcurl sends its further requests, on that connection and in that
//! transfer, in HTTP/1.0 too. The proxy may pass that version on, and the server then answers
//! without chunks, without a kept connection, and not as a server of the upload protocol. Therefore
//! the handlers end a request at such a challenge, and the network sends it again with the
//! credentials on a new connection, as another transfer of libcurl: in HTTP/1.1.

use curl::easy::Easy2;
use libc::c_ulong;

use crate::engine::platform;
use crate::engine::transfer::response::Response;

/// Schemes with which a request can be authenticated before the proxy asks on its connection.
const REPEATABLE: c_ulong = curl_sys::CURLAUTH_BASIC | curl_sys::CURLAUTH_DIGEST;

/// Recognises the first challenge in HTTP/1.0 that a request receives.
#[derive(Default)]
pub struct ProxyChallenge {
    /// Schemes (`CURLAUTH_*`) of the job's credentials for the proxy.
    schemes: c_ulong,
    stage: Stage,
}

#[derive(Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Awaited,
    Received,
    /// The request is repeated; libcurl answers a further challenge by itself.
    Answered,
}

impl ProxyChallenge {
    /// Awaits a challenge that credentials of these schemes can answer.
    pub fn for_schemes(schemes: c_ulong) -> ProxyChallenge {
        ProxyChallenge {
            schemes,
            stage: Stage::Awaited,
        }
    }

    /// Takes a line of a head that `response` has collected. Returns whether the head is such a
    /// challenge, at which libcurl is to end the request.
    pub fn is_complete(&mut self, response: &Response, line: &[u8]) -> bool {
        let is_challenge = response.status == 407 && response.is_http_1_0;
        let is_end_of_head = matches!(line, b"\r\n" | b"\n");
        if is_challenge
            && is_end_of_head
            && self.schemes & REPEATABLE != 0
            && self.stage == Stage::Awaited
        {
            self.stage = Stage::Received;
        }
        self.stage == Stage::Received
    }

    /// Returns the schemes of the credentials if the request has ended at a challenge and is to be
    /// sent again.
    pub fn take(&mut self) -> Option<c_ulong> {
        let is_received = self.stage == Stage::Received;
        is_received.then(|| {
            self.stage = Stage::Answered;
            self.schemes
        })
    }
}

/// Makes libcurl authenticate to the proxy at once with one of the schemes, if the one that it
/// chooses allows that.
pub fn authenticate<H>(easy: &mut Easy2<H>, schemes: c_ulong) {
    /// Order of libcurl's choice.
    const STRONGEST_FIRST: [c_ulong; 4] = [
        curl_sys::CURLAUTH_GSSNEGOTIATE,
        curl_sys::CURLAUTH_DIGEST,
        curl_sys::CURLAUTH_NTLM,
        curl_sys::CURLAUTH_BASIC,
    ];
    let usable = platform::curl::offered_by_proxy(easy) & schemes;
    let chosen = STRONGEST_FIRST
        .into_iter()
        .find(|scheme| usable & scheme != 0);
    if let Some(scheme) = chosen.filter(|scheme| scheme & REPEATABLE != 0) {
        platform::curl::repeat_auth(easy, true, scheme);
    }
}
