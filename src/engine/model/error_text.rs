//! English sentence for the error of a job: says which party failed, and what to do.
//!
//! `model::messages` has a sentence for each result code. The tables of this module come before it,
//! for errors whose code alone does not tell the remedy. The first one that fits decides:
//!
//! ```text
//! cause              proxy   sentence
//! -----------------  ------  -----------------------------------------------------------
//! ProxyRefusal       named   of_refusal: by the status with which the proxy refused
//! has a sentence     any     of_cause
//! ThroughProxy       named   of the code; names the proxy beside the server
//! any                named   of_proxy, or else of the code; the proxy takes the place of
//!                            the server
//! none of an upload  none    of_download, or else of the code
//! any other          none    of the code
//! ```

use std::borrow::Cow;

use crate::abi::*;
use crate::engine::model::cause::Cause;
use crate::engine::model::error::{JobError, http_status, win32};
use crate::engine::model::messages;

impl JobError {
    /// Returns a sentence that tells which party failed, and the remedy.
    pub fn description(&self) -> String {
        let Some(proxy) = &self.proxy else {
            return match of_cause(self.cause).or_else(|| self.of_download()) {
                Some(sentence) => sentence.to_owned(),
                None => of_code(self.code),
            };
        };
        if self.cause == Cause::ProxyRefusal {
            return name(of_refusal(self.code), proxy);
        }
        match (
            of_cause(self.cause).or_else(|| of_proxy(self.code)),
            self.cause,
        ) {
            (_, Cause::ThroughProxy) => self.through(proxy),
            (Some(sentence), _) => name(sentence, proxy),
            (None, _) => name(&of_code(self.code), proxy),
        }
    }

    /// Returns the sentence for a status of a download, where that of the code is about uploads.
    fn of_download(&self) -> Option<&'static str> {
        let status = status(self.code).filter(|_| !matches!(self.cause, Cause::Upload))?;
        Some(match status {
            404 => "The file does not exist on the server (HTTP status 404); check the URL.",
            405 => {
                "The server does not allow this kind of request for the URL (HTTP status 405); \
                 check the URL, and whether a firewall or a proxy blocks downloads."
            }
            501 => {
                "The server does not support this kind of request (HTTP status 501); check the \
                 URL, and whether a firewall or a proxy blocks downloads."
            }
            _ => return None,
        })
    }

    /// Returns the sentence for a response that the server or the proxy before it has made.
    fn through(&self, proxy: &str) -> String {
        let sentence = match self.of_download() {
            Some(sentence) => sentence.to_owned(),
            None => of_code(self.code),
        };
        match sentence.strip_prefix("The server ") {
            Some(rest) => format!("The server or the {} {rest}", noun(proxy)),
            None => match sentence.strip_prefix("A gateway ") {
                Some(rest) => format!("The {}, or a gateway behind it, {rest}", noun(proxy)),
                None => name(&sentence, proxy),
            },
        }
    }
}

/// Returns the sentence of a result code.
fn of_code(code: HRESULT) -> String {
    messages::describe(code).unwrap_or_else(|| messages::describe_foreign(code))
}

/// Returns the HTTP status that a result code stands for.
fn status(code: HRESULT) -> Option<u32> {
    (100..600).find(|status| http_status(*status) == code)
}

/// Puts the name of the proxy into a sentence: after the words "the proxy" if it has them, and else
/// in the place of the server.
fn name(sentence: &str, proxy: &str) -> String {
    let sentence: Cow<'_, str> = match sentence.contains("he proxy") {
        true => sentence.into(),
        false => sentence.replace("he server", "he proxy").into(),
    };
    sentence.replacen("he proxy", &format!("he {}", noun(proxy)), 1)
}

/// Returns the words for a proxy, whose name may be empty because it is not known.
fn noun(proxy: &str) -> String {
    format!("proxy {proxy}").trim_end().to_owned()
}

/// Returns the sentence of a cause that needs one whatever the code is. With the name of a proxy,
/// the proxy takes the place of the server.
fn of_cause(cause: Cause) -> Option<&'static str> {
    Some(match cause {
        Cause::Certificate => {
            "The server's certificate could not be verified; check its host name, its date and its \
             authority."
        }
        Cause::WeakCertificate => {
            "The server's certificate has a key or a signature that is too weak; ask its \
             administrator to renew it."
        }
        Cause::TlsName => {
            "The server has no site with this host name (TLS alert: unrecognized name); check the \
             host name in the URL."
        }
        Cause::TlsVersion => {
            "The TLS handshake failed because the server has no TLS version in common with this \
             computer; ask its administrator to enable TLS 1.2 or later."
        }
        Cause::TlsCipher => {
            "The TLS handshake failed because the server and this computer have no cipher or \
             parameter in common; ask its administrator to update the TLS settings."
        }
        Cause::TlsHandshake => {
            "The server broke off the TLS handshake; ask its administrator, or check for a \
             firewall that alters the traffic."
        }
        Cause::TlsTruncation => {
            "The server closed the TLS connection without a closing message (close_notify), so \
             that the file may be incomplete; ask its administrator, or check for a firewall that \
             breaks connections."
        }
        Cause::NotTls => {
            "The port of the server does not speak TLS; use a URL with http:// if the server is \
             not secure, or correct the port."
        }
        Cause::NotHttp => {
            "The answer of the server is not HTTP; another service, such as TLS (https), SSH, FTP \
             or mail, may have the port: check the host and the port."
        }
        Cause::SeveralVersions => {
            "The server sends several versions of the file by turns; make each of its nodes send \
             the same file with the same ETag and the same date."
        }
        Cause::NotBitsServer => {
            "The host is not a BITS upload server for this URL; a web page, such as the login page \
             of a network, may have answered in its place: log in to the network, enable BITS \
             uploads on the server, or check the URL."
        }
        Cause::UploadRedirect => {
            "The server redirects the upload to another URL, as the login page of a network does; \
             log in to the network with a browser, or use the present URL."
        }
        Cause::ProxyRefusal | Cause::ThroughProxy | Cause::Upload | Cause::Unspecified => {
            return None;
        }
    })
}

/// Returns the sentence for a proxy that failed with a code.
fn of_proxy(code: HRESULT) -> Option<&'static str> {
    const TIMEOUT: HRESULT = win32(12002);
    const NAME_NOT_RESOLVED: HRESULT = win32(12007);
    const CANNOT_CONNECT: HRESULT = win32(12029);
    const CONNECTION_ERROR: HRESULT = win32(12030);
    const INVALID_RESPONSE: HRESULT = win32(12152);
    Some(match code {
        TIMEOUT => {
            "The proxy did not answer in time; check the network and the job's proxy settings; the \
             job is retried automatically."
        }
        NAME_NOT_RESOLVED => {
            "The name of the proxy could not be resolved; check the job's proxy settings and the \
             DNS settings."
        }
        CANNOT_CONNECT => {
            "The connection to the proxy could not be made; check that it is running, and the \
             job's proxy settings."
        }
        CONNECTION_ERROR => {
            "The connection to the proxy was closed before the transfer ended; check the proxy; \
             the job is retried automatically."
        }
        INVALID_RESPONSE => {
            "The answer of the proxy is not valid HTTP; check the job's proxy settings."
        }
        _ => return None,
    })
}

/// Returns the sentence for a proxy that did not connect to the host of the URL; `code` is its
/// status, or `ERROR_WINHTTP_CANNOT_CONNECT` for a SOCKS proxy.
fn of_refusal(code: HRESULT) -> &'static str {
    match status(code) {
        Some(407) => {
            "The proxy requires a user name and a password, or rejected those that were sent (HTTP \
             status 407); set credentials for the proxy."
        }
        Some(429) => {
            "The proxy received too many requests (HTTP status 429); run fewer jobs, or try again \
             later."
        }
        Some(400 | 404 | 405 | 501 | 505) => {
            "The proxy does not support secure connections (CONNECT) to the host of the URL; use \
             another proxy for https, or none."
        }
        Some(400..500) => {
            "The proxy does not allow connections to the host of the URL; ask its administrator \
             for permission, or bypass the proxy for this host."
        }
        Some(500..) => {
            "The proxy could not connect to the host of the URL; check the URL, or ask the \
             administrator of the proxy."
        }
        Some(_) => {
            "The proxy did not make the connection to the host of the URL; check the job's proxy \
             settings."
        }
        None => {
            "The proxy did not make the connection to the host of the URL; check the URL, the \
             job's proxy settings and the proxy's rules."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transfer::failure;

    const CAUSES: [Cause; 16] = [
        Cause::Certificate,
        Cause::WeakCertificate,
        Cause::TlsName,
        Cause::TlsVersion,
        Cause::TlsCipher,
        Cause::TlsHandshake,
        Cause::TlsTruncation,
        Cause::NotTls,
        Cause::NotHttp,
        Cause::ProxyRefusal,
        Cause::ThroughProxy,
        Cause::SeveralVersions,
        Cause::Upload,
        Cause::NotBitsServer,
        Cause::UploadRedirect,
        Cause::Unspecified,
    ];

    fn describe(code: HRESULT, cause: Cause, proxy: Option<&str>) -> String {
        let error = JobError {
            code,
            context: BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT,
            file: None,
            protocol: None,
            cause,
            proxy: proxy.map(str::to_owned),
        };
        error.description()
    }

    /// Returns the codes that a transfer can fail with.
    fn codes() -> impl Iterator<Item = HRESULT> {
        let transport = failure::CURL.iter().map(|row| row.1);
        let certificates = failure::CERTIFICATE.iter().map(|row| win32(row.1));
        (100..600)
            .map(http_status)
            .chain(transport)
            .chain(certificates)
    }

    #[test]
    fn every_error_has_one_sentence() {
        for code in codes() {
            for cause in CAUSES {
                for proxy in [None, Some("p:1"), Some("")] {
                    let text = describe(code, cause, proxy);
                    assert!(
                        text.ends_with('.') && !text.contains("  ") && !text.contains(" ;"),
                        "{code:#x} {cause:?} {proxy:?}: {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_error_of_a_proxy_names_the_proxy_and_not_the_server() {
        let is_transport = |code: &HRESULT| (win32(12000)..win32(12999)).contains(code);
        for code in codes().filter(is_transport) {
            let text = describe(code, Cause::Unspecified, Some("p:1"));
            assert!(!text.contains("he server"), "{code:#x}: {text}");
        }
        for code in codes() {
            let text = describe(code, Cause::ProxyRefusal, Some("p:1"));
            assert!(text.starts_with("The proxy p:1 "), "{code:#x}: {text}");
        }
    }

    /// The code of a failed handshake is that of a certificate without a code of its own, too.
    #[test]
    fn only_certificates_are_said_not_to_be_verified() {
        for cause in CAUSES {
            let text = describe(win32(12175), cause, None);
            assert_eq!(
                text.contains("certificate could not be verified"),
                cause == Cause::Certificate,
                "{text}"
            );
        }
        for (reason, cause) in [
            (1, Cause::Unspecified),  // another host name
            (7, Cause::Certificate),  // CERT_SIGNATURE_FAILURE
            (10, Cause::Unspecified), // CERT_HAS_EXPIRED
            (66, Cause::WeakCertificate),
            (68, Cause::WeakCertificate),
        ] {
            assert_eq!(failure::certificate(reason).cause, cause, "{reason}");
        }
    }

    #[test]
    fn uploads_and_downloads_have_other_remedies() {
        let is_about_uploads = |text: String| text.contains("BITS") || text.contains("upload");
        for status in [404, 405, 501] {
            let describe = |cause| describe(http_status(status), cause, None);
            assert!(!is_about_uploads(describe(Cause::Unspecified)), "{status}");
            assert!(is_about_uploads(describe(Cause::Upload)), "{status}");
        }
    }

    #[test]
    fn a_file_that_never_stays_the_same_is_explained() {
        let failure = failure::changes_too_often();
        let text = describe(failure.code, failure.cause, None);
        assert!(text.contains("several versions"), "{text}");
    }

    #[test]
    fn rows_of_other_versions_are_read() {
        let old = r#"{"code":-2145386496,"context":5,"file":0,"protocol":"http"}"#;
        let error: JobError = serde_json::from_str(old).unwrap();
        assert_eq!(
            (error.cause, error.proxy.as_deref()),
            (Cause::Unspecified, None)
        );
        assert_eq!(serde_json::to_string(&error).unwrap(), old);

        let later = old.replace('}', r#","cause":"OfTheFuture"}"#);
        let error: JobError = serde_json::from_str(&later).unwrap();
        assert_eq!(error.cause, Cause::Unspecified);

        let known = JobError {
            cause: Cause::NotTls,
            proxy: Some("p:1".to_owned()),
            ..error
        };
        let text = serde_json::to_string(&known).unwrap();
        assert!(text.contains(r#""cause":"NotTls","proxy":"p:1""#), "{text}");
        assert_eq!(serde_json::from_str::<JobError>(&text).unwrap(), known);
    }
}
