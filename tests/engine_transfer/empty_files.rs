//! Responses that say that a file has no bytes.

use super::*;

/// Serves one response to every request.
fn always(response: impl Fn() -> Response + Send + Sync + 'static) -> FaultServer {
    FaultServer::start(move |_| response())
}

#[track_caller]
fn is_empty(server: &FaultServer) {
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!((log.bytes, client.content()), (0, Vec::new()));
    // The same after a part of an earlier version has arrived.
    let served = FaultServer::start(|request| Response::file(&[7; 1000], "\"1\"", request).cut(10));
    let mut client = Client::new();
    let log = client.get(served.url("/f"));
    assert_eq!(log.bytes, 10);
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished, "{log:?}");
    assert_eq!((log.bytes, client.content()), (0, Vec::new()));
}

#[test]
fn every_disguise_of_an_empty_file_is_one() {
    is_empty(&always(|| Response::whole(b"")));
    is_empty(&always(|| Response::whole(b"").chunked()));
    is_empty(&always(|| Response::whole(b"").endless()));
    is_empty(&always(|| Response::status(204)));
    is_empty(&always(|| Response::status(204).without("Content-Length")));
    for range in [
        "bytes */0",
        "Bytes */0",
        "*/0",
        "bytes 0-0/0",
        "bytes 0--1/0",
    ] {
        is_empty(&always(move || {
            Response::status(416).with("Content-Range", range)
        }));
        is_empty(&always(move || {
            Response::status(206).with("Content-Range", range)
        }));
    }
    is_empty(&always(|| Response::status(416)));
    is_empty(&always(|| {
        Response::status(416).with("Content-Range", "bytes */*")
    }));
}

/// A server that refuses ranges of an empty file, and only those.
#[test]
fn a_refused_range_of_an_empty_file_is_no_failure() {
    for status in [400, 403, 416, 500, 501] {
        let server = FaultServer::start(move |request| match request.range() {
            Some(_) => Response::status(status),
            None => Response::whole(b""),
        });
        let mut client = Client::new();
        assert!(client.get(server.url("/f")).finished);
        assert_eq!(client.content(), b"");
    }
}

/// An error page with the status 416 has a body, and the file is not that body.
#[test]
fn the_body_of_a_refusal_is_not_the_file() {
    let server = always(|| Response::whole(b"<html>no such range").with_status(416));
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(client.content(), b"");
}
