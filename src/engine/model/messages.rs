//! English sentences for result codes and error contexts.
//!
//! The sentence of a code that `bitsmsg.h` declares is the comment of its declaration in
//! `src/abi/bitsmsg.rs`; `build.rs` renders the table of them. This file holds the sentences of the
//! other codes.

use crate::abi::*;
use crate::engine::model::error::{http_status, win32};

/// Returns a sentence that tells the cause of a code and the remedy; `None` for a code that no part
/// of BITS returns.
pub fn describe(code: HRESULT) -> Option<String> {
    let known = sentences().find(|(listed, _)| *listed == code);
    known
        .map(|(_, sentence)| sentence.to_string())
        .or_else(|| describe_status(code))
}

/// Describes a code that an upload server, or the application behind it, defines itself.
pub fn describe_foreign(code: HRESULT) -> String {
    format!(
        "The server answered with the code 0x{code:08X}, which BITS does not define; look it up in \
         the documentation of the application behind the server."
    )
}

/// Describes an HTTP status that has no sentence of its own.
fn describe_status(code: HRESULT) -> Option<String> {
    let status = (code as u32) ^ 0x8019_0000;
    let (cause, remedy) = match status {
        100..=199 => (
            "sent only an interim answer",
            "try again later, or check for a proxy that alters the traffic",
        ),
        200..=299 => (
            "reported success, but not in the form that the transfer needs",
            "check that it supports byte ranges and sends sizes",
        ),
        300..=399 => (
            "sent a redirection that cannot be followed",
            "use the present URL of the file",
        ),
        400..=499 => (
            "rejected the request",
            "check the URL, the credentials and the server's rules",
        ),
        500..=599 => (
            "reported an internal error",
            "try again later, or ask its administrator",
        ),
        _ => return None,
    };
    Some(format!(
        "The server {cause} (HTTP status {status}); {remedy}."
    ))
}

/// Returns a sentence that tells in which part of the transfer an error occurred.
pub fn describe_context(context: BG_ERROR_CONTEXT) -> &'static str {
    use BG_ERROR_CONTEXT::*;
    match context {
        BG_ERROR_CONTEXT_NONE => "No error occurred.",
        BG_ERROR_CONTEXT_UNKNOWN => {
            "The part of the transfer in which the error occurred is not known."
        }
        BG_ERROR_CONTEXT_GENERAL_QUEUE_MANAGER => {
            "The error occurred in the manager of the transfer queue."
        }
        BG_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION => {
            "The error occurred while the queue manager was notifying the client."
        }
        BG_ERROR_CONTEXT_LOCAL_FILE => {
            "The error occurred while the local file was being processed."
        }
        BG_ERROR_CONTEXT_REMOTE_FILE => {
            "The error occurred while the remote file was being processed."
        }
        BG_ERROR_CONTEXT_GENERAL_TRANSPORT => {
            "The error occurred in the network or in a proxy, between this computer and the server."
        }
        BG_ERROR_CONTEXT_REMOTE_APPLICATION => {
            "The error occurred in the server application that received the upload."
        }
        BG_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK => {
            "The error occurred while the client was validating the server's certificate."
        }
    }
}

fn sentences() -> impl Iterator<Item = &'static (HRESULT, &'static str)> {
    DECLARED.iter().chain(OTHERS)
}

/// Sentences of the codes that `bitsmsg.h` declares.
const DECLARED: &[(HRESULT, &str)] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Sentences of all other codes.
const OTHERS: &[(HRESULT, &str)] = &[
    // HTTP statuses that `bitsmsg.h` does not declare.
    (
        http_status(425),
        "The server does not process a request that came so early (HTTP status 425); the job is \
         retried automatically.",
    ),
    (
        http_status(429),
        "The server received too many requests (HTTP status 429); slow down: run fewer jobs or \
         requests at a time, or try again later.",
    ),
    (
        http_status(451),
        "The server denies access to the file for legal reasons (HTTP status 451); use another \
         source.",
    ),
    (
        http_status(511),
        "The network requires a login (HTTP status 511); log in to it with a browser.",
    ),
    // Errors of WinINet and WinHTTP.
    (
        win32(12001),
        "The system has no more handles for connections; close some programs and resume the job.",
    ),
    (
        win32(12002),
        "The server did not answer in time; check the network; the job is retried automatically.",
    ),
    (
        win32(12004),
        "An internal error occurred in the transport; resume the job, and look into the log if \
         the error occurs again.",
    ),
    (
        win32(12005),
        "The remote name is not a valid URL; correct it.",
    ),
    (
        win32(12006),
        "The URL begins with an unknown protocol; use http, https or file.",
    ),
    (
        win32(12007),
        "The server's name could not be resolved; check its spelling and the DNS settings.",
    ),
    (
        win32(12015),
        "The server rejected the user name or the password; correct the job's credentials.",
    ),
    (
        win32(12017),
        "The operation was cancelled; resume the job to repeat it.",
    ),
    (
        win32(12019),
        "The connection is not in the state that the operation needs; resume the job to repeat \
         it.",
    ),
    (
        win32(12029),
        "The connection to the server could not be made; check the URL, the network and the \
         firewall.",
    ),
    (
        win32(12030),
        "The connection to the server was closed before the transfer ended; the job is retried \
         automatically.",
    ),
    (
        win32(12031),
        "The connection to the server was reset; check the network; the job is retried \
         automatically.",
    ),
    (
        win32(12032),
        "The request must be sent again; the job is retried automatically.",
    ),
    (
        win32(12037),
        "The server's certificate is expired or not valid yet; check this computer's clock, or \
         renew the certificate.",
    ),
    (
        win32(12038),
        "The server's certificate names another host; use the name in the certificate.",
    ),
    (
        win32(12044),
        "The server requires a client certificate, which is not supported; ask its administrator.",
    ),
    (
        win32(12045),
        "The server's certificate comes from an unknown authority; install the authority's \
         certificate, or check the URL.",
    ),
    (
        win32(12057),
        "The revocation check of the server's certificate failed; check the network, or disable \
         the check on the job.",
    ),
    (
        win32(12150),
        "A header that the transfer needs is missing from the server's answer; check the server \
         and the proxies.",
    ),
    (
        win32(12152),
        "The server's answer is not valid HTTP; check that the host and the port belong to a web \
         server.",
    ),
    (
        win32(12156),
        "The redirection failed because it changes the protocol or leads in a circle; use the \
         present URL of the file.",
    ),
    (
        win32(12157),
        "The secure connection could not be made; check that the client and the server support a \
         common TLS version.",
    ),
    (
        win32(12163),
        "The computer is not connected to the Internet; the job continues automatically when it \
         is.",
    ),
    (
        win32(12164),
        "The server cannot be reached; check the URL and the network.",
    ),
    (
        win32(12165),
        "The proxy cannot be reached; check the job's proxy settings.",
    ),
    (
        win32(12169),
        "The server's certificate is not valid; check it, or ask the server's administrator.",
    ),
    (
        win32(12170),
        "The server's certificate was revoked; do not trust the server, and ask its \
         administrator.",
    ),
    (
        win32(12175),
        "The secure connection to the server could not be made; check the URL, and the TLS \
         settings of the server.",
    ),
    (
        win32(12178),
        "The proxy could not be found automatically; set a proxy on the job.",
    ),
    (
        win32(12179),
        "The server's certificate was issued for another purpose; the server needs one for server \
         authentication.",
    ),
    (
        win32(12185),
        "The client certificate cannot be used because its private key is missing; set another \
         one on the job.",
    ),
    (
        win32(12180),
        "The proxy could not be found automatically; set a proxy on the job.",
    ),
    // Errors of the system.
    (
        E_NOTIMPL,
        "The method or the value is not supported; see its documentation.",
    ),
    (
        E_NOINTERFACE,
        "The object does not have this interface; check the id of the interface and the version \
         of BITS.",
    ),
    (E_POINTER, "A required pointer is NULL; correct the call."),
    (
        E_FAIL,
        "The operation failed for an unknown reason; look into the log.",
    ),
    (
        E_UNEXPECTED,
        "The library met an internal defect; look into the log and report it.",
    ),
    (E_PENDING, "The data is not available yet; try again later."),
    (
        E_ACCESSDENIED,
        "Access is denied; check the permissions of the local file, of its folder and of the \
         server.",
    ),
    (
        E_OUTOFMEMORY,
        "There is not enough memory; close some programs and try again.",
    ),
    (
        E_INVALIDARG,
        "An argument is not valid, or the server rejected the request as malformed; correct the \
         names and the values.",
    ),
    (
        CLASS_E_NOAGGREGATION,
        "The object cannot be part of another object; create it without an outer object.",
    ),
    (
        REGDB_E_CLASSNOTREG,
        "The class is not registered; check the class id.",
    ),
    (win32(2), "The local file was not found; check its name."),
    (
        win32(3),
        "The folder of the local file was not found; create it or correct the path.",
    ),
    (
        win32(4),
        "Too many files are open; close some, or raise the limit, and resume the job.",
    ),
    (
        win32(6),
        "A handle is not valid; look into the log and report it.",
    ),
    (
        win32(13),
        "The rows of the job in the database cannot be read; cancel the job and create it again.",
    ),
    (
        win32(15),
        "The drive was not found; connect it and resume the job.",
    ),
    (
        win32(17),
        "The file cannot be moved to another file system; use a folder on the same file system.",
    ),
    (
        win32(19),
        "The file system is read-only; use another folder, or make the file system writable.",
    ),
    (
        win32(21),
        "The drive is not ready; check it and resume the job.",
    ),
    (
        win32(32),
        "Another program uses the local file; close the file there and resume the job.",
    ),
    (
        win32(33),
        "Another program locked a part of the local file; close the file there and resume the \
         job.",
    ),
    (
        win32(38),
        "The local file ended too early; check whether another program shortened it.",
    ),
    (
        win32(39),
        "The disk is full; free some space and resume the job.",
    ),
    (
        win32(50),
        "The system does not support the request; use other settings or another folder.",
    ),
    (
        win32(70),
        "The remote server is paused or still starting; try again later.",
    ),
    (
        win32(80),
        "A file of this name already exists; remove it or use another name.",
    ),
    (
        win32(110),
        "The database of the queue cannot be opened; look into the log and check the limit of open \
         files.",
    ),
    (
        win32(112),
        "The disk is full; free some space and resume the job.",
    ),
    (
        win32(0x112),
        "The disk of the server is full, or its application took too long; try again later, or \
         ask its administrator.",
    ),
    (win32(123), "The file name is not valid; correct it."),
    (
        win32(170),
        "Another process keeps the queue locked; find the process that is stopped or hangs.",
    ),
    (
        win32(183),
        "A file of this name already exists; remove it or use another name.",
    ),
    (win32(206), "The file name or path is too long; shorten it."),
    (
        win32(223),
        "The file is larger than the file system allows; use another file system.",
    ),
    (
        win32(995),
        "The operation was stopped before it ended; resume the job to repeat it.",
    ),
    (
        win32(1006),
        "The database of the queue was replaced during the call; repeat the call.",
    ),
    (
        win32(1062),
        "No process transfers the jobs of the queue; start bitsd, or a program that opens the \
         queue.",
    ),
    (
        win32(1117),
        "The drive could not be read or written; check it for faults.",
    ),
    (
        win32(1223),
        "The operation was cancelled by the user; resume the job to repeat it.",
    ),
    (
        win32(1237),
        "The system could not carry out the operation at that moment; repeat it.",
    ),
    (
        win32(1245),
        "The user is not logged on to the network; the job continues when its owner logs on.",
    ),
    (
        win32(1460),
        "The operation took too long; the job is retried automatically.",
    ),
    (
        win32(1450),
        "The system lacks a resource, such as locks or threads; end other programs, or raise the \
         limits, and repeat the operation.",
    ),
    (
        win32(1813),
        "The resource type was not found; look into the log and report it.",
    ),
    (
        win32(1815),
        "No description exists in this language; use English.",
    ),
    (
        win32(10054),
        "The connection to the server was reset; check the network; the job is retried \
         automatically.",
    ),
    (
        win32(10060),
        "The server did not answer in time; check the network; the job is retried automatically.",
    ),
    (
        win32(10061),
        "The server refused the connection; check the host, the port and that the server is \
         running.",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::engine::model::error::io_code;
    use crate::engine::transfer::failure;

    /// Reads the codes that `bitsmsg.h` declares from their declarations.
    fn declared() -> Vec<(&'static str, HRESULT)> {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/abi/bitsmsg.rs"))
            .lines()
            .filter_map(|line| {
                line.strip_prefix("pub const ")?
                    .split_once(": HRESULT = 0x")
            })
            .map(|(name, value)| {
                (
                    name,
                    u32::from_str_radix(&value[..8], 16).unwrap() as HRESULT,
                )
            })
            .collect()
    }

    #[test]
    fn every_declared_code_has_a_sentence() {
        let declared = declared();
        assert!(declared.len() >= 148, "only {} codes found", declared.len());
        for (name, code) in declared {
            assert!(
                sentences().any(|(listed, _)| *listed == code),
                "{name} has no sentence"
            );
        }
    }

    #[test]
    fn every_way_of_failing_has_a_sentence() {
        let transport = failure::CURL.iter().map(|row| row.1);
        let certificates = failure::CERTIFICATE.iter().map(|row| win32(row.1));
        let system = (1..134).map(|number| io_code(&std::io::Error::from_raw_os_error(number)));
        for code in transport
            .chain(certificates)
            .chain(system)
            .chain([failure::UNEXPECTED.code])
        {
            assert!(describe(code).is_some(), "{code:#010x} has no sentence");
        }
    }

    #[test]
    fn codes_are_listed_once() {
        let mut seen = HashSet::new();
        for (code, _) in sentences() {
            assert!(seen.insert(code), "{code:#010x} is listed twice");
        }
    }

    #[test]
    fn every_sentence_is_one_sentence() {
        for code in sentences()
            .map(|(code, _)| *code)
            .chain((100..600).map(crate::engine::model::error::http_status))
        {
            let sentence = describe(code).unwrap();
            assert!(
                sentence.ends_with('.') && !sentence.trim_end_matches('.').is_empty(),
                "{sentence}"
            );
            assert!(
                sentence.starts_with(|first: char| first.is_ascii_uppercase()),
                "{sentence}"
            );
        }
        for context in BG_ERROR_CONTEXT::ALL {
            assert!(describe_context(*context).ends_with('.'));
        }
    }

    #[test]
    fn statuses_without_a_name_get_the_general_sentence() {
        assert!(
            describe(http_status(499))
                .unwrap()
                .contains("HTTP status 499")
        );
        assert_eq!(describe(0x8019_0000_u32 as HRESULT), None);
        assert_eq!(describe(0x8019_0258_u32 as HRESULT), None);
    }

    #[test]
    fn unknown_codes_have_none() {
        for code in [
            S_OK,
            S_FALSE,
            0x8020_7fff_u32 as HRESULT,
            0x8007_7fff_u32 as HRESULT,
            0x1234_5678,
        ] {
            assert_eq!(describe(code), None, "{code:#010x}");
        }
    }
}
