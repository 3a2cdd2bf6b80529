//! The table of failures, row by row.

use std::collections::BTreeSet;
use std::time::SystemTime;

use bits::engine::messages;
use bits::testing::failure;

use super::*;

/// Each failure has a failure code, a context that an error object can return, and a sentence.
#[track_caller]
fn sound(failure: &Failure, of: &str) {
    assert!(failure.code < 0, "{of}: {:#x} is no failure", failure.code);
    assert!(
        [REMOTE, LOCAL, TRANSPORT].contains(&failure.context),
        "{of}: {:?}",
        failure.context
    );
    let sentence = messages::describe(failure.code);
    assert!(
        sentence.is_some(),
        "{of}: nothing to say about {:#x}",
        failure.code
    );
}

#[test]
fn every_status() {
    for status in 100..600 {
        let failure = failure::http(status, None);
        sound(&failure, &format!("status {status}"));
        assert_eq!(failure.code as u32, 0x8019_0000 + status);
        let fatal = match status {
            300..=305 | 307 | 308 => true,
            400..=499 => ![408, 409, 425, 429].contains(&status),
            _ => false,
        };
        assert_eq!(failure.transient, !fatal, "status {status}");
        assert_eq!(failure.retry_after, None);
    }
    assert!(
        failure::http(403, Some(5)).transient,
        "the server itself says that another try may help"
    );
    assert!(failure::proxy_refused(503).transient);
    assert!(!failure::proxy_refused(501).transient);
}

#[test]
fn every_error_of_libcurl() {
    let listed: BTreeSet<_> = failure::CURL.iter().map(|row| row.0).collect();
    assert_eq!(listed.len(), failure::CURL.len(), "a code is listed twice");
    for code in 1..=101 {
        let failure = failure::curl(code);
        sound(&failure, &format!("curl {code}"));
        assert_eq!(
            failure == failure::UNEXPECTED,
            !listed.contains(&code) || code == 4,
            "curl {code}"
        );
    }
    for (code, number, transient) in [
        (6, 0x80072EE7_u32, true),
        (7, 0x80072EFD, true),
        (18, 0x80072EFE, true),
        (28, 0x80072EE2, true),
        (35, 0x80072F8F, false),
        (47, 0x80072F7C, false),
        (52, 0x80072EFE, true),
        (56, 0x80072EFE, true),
    ] {
        let failure = failure::curl(code);
        assert_eq!(
            (failure.code as u32, failure.transient),
            (number, transient),
            "curl {code}"
        );
    }
}

#[test]
fn every_fault_of_a_certificate() {
    for reason in 0..=100 {
        let failure = failure::certificate(reason);
        sound(&failure, &format!("certificate {reason}"));
        assert!(!failure.transient);
    }
    for (reason, number) in failure::CERTIFICATE {
        assert_eq!(
            failure::certificate(*reason).code as u32,
            0x8007_0000 + number
        );
    }
}

#[test]
fn every_error_of_the_system() {
    for number in 1..=133 {
        let error = std::io::Error::from_raw_os_error(number);
        let local = failure::local(&error);
        sound(&local, &format!("errno {number}"));
        assert_eq!(local.context, LOCAL);
        let source = failure::source(&error);
        sound(&source, &format!("errno {number}"));
        assert_eq!(
            (source.context, source.code, source.transient),
            (REMOTE, local.code, local.transient)
        );
    }
    let full = failure::local(&std::io::Error::from_raw_os_error(libc::ENOSPC));
    assert_eq!((full.code as u32, full.transient), (0x8007_0070, false));
}

#[test]
fn other_failures_have_codes() {
    for (of, failure) in [
        ("invalid url", failure::invalid_url()),
        ("redirect", failure::redirect_refused()),
        ("proxy", failure::invalid_proxy()),
        ("cut", failure::connection_lost()),
        ("unclosed", failure::unclosed()),
        ("changing", failure::changes_too_often()),
        (
            "range",
            failure::unusable_response(BG_E_INSUFFICIENT_RANGE_SUPPORT),
        ),
        ("tunnel", failure::proxy_refused(407)),
    ] {
        sound(&failure, of);
    }
}

#[test]
fn retry_after_in_every_spelling() {
    // Sun, 06 Nov 1994 08:49:37 GMT
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let wish = |value| failure::retry_after(value, now);
    assert_eq!(wish("120"), Some(120));
    assert_eq!(wish(" 0 "), Some(0));
    assert_eq!(wish("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
    assert_eq!(wish("Sunday, 06-Nov-94 08:50:37 GMT"), Some(60));
    assert_eq!(wish("Sun Nov  6 08:50:37 1994"), Some(60));
    assert_eq!(
        wish("Sun, 06 Nov 1994 08:00:00 GMT"),
        Some(0),
        "a date gone by"
    );
    assert_eq!(wish("-5"), None);
    assert_eq!(wish("+5"), None);
    assert_eq!(wish(""), None);
    assert_eq!(wish("tomorrow"), None);
}
