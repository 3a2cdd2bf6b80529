//! Encrypted connections that end without `close_notify`, after bodies without a length.

use super::texts::sentence;
use super::tls::{TRUSTING, certificate};
use super::*;

/// A server that sends `length(n)` bytes to the request number `n`, and ends the connection.
fn serve_unclosed(length: fn(usize) -> usize) -> FaultServer {
    FaultServer::start_tls(certificate(|_| ()), move |request| {
        Response::whole(&bytes(length(request.nth), 80)).endless()
    })
}

#[test(process = TRUSTING)]
fn a_file_that_ends_twice_at_the_same_byte_is_complete() {
    let server = serve_unclosed(|_| MIB);
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert!(client.content() == bytes(MIB, 80));
    assert_eq!(server.requests().len(), 2);
}

#[test(process = TRUSTING)]
fn a_file_that_was_cut_once_is_transferred() {
    let server = serve_unclosed(|nth| if nth == 0 { MIB / 2 } else { MIB });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert!(client.content() == bytes(MIB, 80));
    assert_eq!(server.requests().len(), 3);
}

#[test(process = TRUSTING)]
fn a_file_that_ends_anywhere_is_an_error() {
    let server = serve_unclosed(|nth| MIB - nth);
    let log = Client::new().get(server.url("/f"));
    log.failed(0x80072F7D, REMOTE, false);
    assert_eq!(server.requests().len(), 3);
    let text = sentence(log.failure.as_ref().unwrap());
    assert!(text.contains("close_notify"), "{text}");
}

#[test(process = TRUSTING)]
fn a_body_that_marks_its_end_is_cut() {
    let server = FaultServer::start_tls(certificate(|_| ()), |_| {
        Response::whole(&bytes(MIB, 80)).chunked().cut(MIB / 2)
    });
    let log = Client::new().get(server.url("/f"));
    log.failed(0x80072EFE, REMOTE, true);
    assert_eq!(server.requests().len(), 1);
}
