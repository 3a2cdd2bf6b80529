//! Responses that are wrong or break the rules of HTTP.

use super::*;

#[test]
fn a_server_that_ignores_the_range_of_a_resume() {
    let content = bytes(MIB, 30);
    let spoil = |response: Response, request: &Request| {
        let whole = response.with_status(200);
        if request.nth == 0 {
            whole.cut(400_000)
        } else {
            whole
        }
    };
    let all = content.clone();
    let server = FaultServer::start(move |request| {
        spoil(
            Response::whole(&all)
                .with("ETag", "\"one\"")
                .with("Accept-Ranges", "bytes"),
            request,
        )
    });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished && log.offsets() == [400_000], "{log:?}");
    assert!(client.content() == content);

    let mut client = Client::strict();
    let log = client.get(server.url("/b"));
    client
        .resume(server.url("/b"), &log)
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

/// The response leaves out wanted bytes.
#[test]
fn a_range_that_begins_later() {
    let content = bytes(MIB, 31);
    let all = content.clone();
    let server = FaultServer::start(move |request| match (request.nth, request.range()) {
        (0, _) => Response::file(&all, "\"one\"", request).cut(400_000),
        (_, Some(_)) => Response::part(&all, 400_001, all.len()).with("ETag", "\"one\""),
        (_, None) => Response::file(&all, "\"one\"", request),
    });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished, "{log:?}");
    assert!(client.content() == content);
    assert_eq!(
        server.ranges()[1..],
        ["bytes=400000-", "bytes=400000-", "-"]
    );

    let mut client = Client::strict();
    let log = client.get(server.url("/b"));
    client
        .resume(server.url("/b"), &log)
        .fatal(BG_E_INVALID_SERVER_RESPONSE);
    assert!(client.content() == content[..400_000]);
}

#[test]
fn a_range_without_a_request() {
    let content = bytes(1000, 32);
    let all = content.clone();
    let server = FaultServer::start(move |request| match request.nth {
        0 => Response::part(&all, 0, 500),
        _ => Response::file(&all, "\"one\"", request),
    });
    let mut client = Client::new();
    assert!(client.persist(&server.url("/f")).finished);
    assert!(client.content() == content);
}

#[test]
fn a_part_without_content_range() {
    let server = serve(&bytes(1000, 33), |response, _| {
        response.without("Content-Range")
    });
    Client::strict()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn merged_or_malformed_ranges() {
    for range in [
        "bytes 10-5/1000",
        "bytes 0-1000/1000",
        "bytes 0-4/1000",
        "bytes 1-1000/1000",
        "bytes x-y/z",
    ] {
        let server = serve(&bytes(1000, 34), move |response, _| {
            response.with("Content-Range", range)
        });
        let log = Client::strict().get(server.url("/f"));
        assert!(
            !log.finished && !log.failure.as_ref().unwrap().transient,
            "{range}: {log:?}"
        );
        assert_eq!(log.bytes, 0);
    }
}

#[test]
fn shorter_ranges_than_asked_for_are_put_together() {
    let content = bytes(MIB, 35);
    let all = content.clone();
    let server = FaultServer::start(move |request| {
        let first = request.range().and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        });
        let first: usize = first.unwrap();
        Response::part(&all, first, MIB.min(first + 300_000)).with("ETag", "\"one\"")
    });
    let mut client = Client::strict();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == content);
    assert_eq!(
        server.ranges(),
        [
            "bytes=0-",
            "bytes=300000-",
            "bytes=600000-",
            "bytes=900000-"
        ]
    );
}

#[test]
fn a_length_that_is_too_large() {
    let content = bytes(100_000, 36);
    let server = serve(&content, |response, _| {
        let close = response.body.len();
        response.with("Content-Length", 200_000).cut(close)
    });
    let log = Client::new().get(server.url("/f"));
    log.failed(0x80072EFE, REMOTE, true);
    assert_eq!(log.bytes, 100_000);
}

#[test]
fn more_bytes_than_content_range() {
    let server = serve(&bytes(100_000, 37), |response, _| {
        response.with("Content-Range", "bytes 0-499/500").chunked()
    });
    let log = Client::strict().get(server.url("/f"));
    log.fatal(BG_E_INVALID_SERVER_RESPONSE);
}

#[test]
fn fewer_bytes_than_content_range() {
    let server = serve(&bytes(1000, 38), |response, _| {
        response
            .with("Content-Range", "bytes 0-4999/5000")
            .chunked()
    });
    let log = Client::strict().get(server.url("/f"));
    log.failed(0x80072EFE, REMOTE, true);
    assert_eq!(log.bytes, 1000);
}

#[test]
fn chunks_that_break_off() {
    let server = serve(&bytes(100_000, 39), |response, _| {
        response.chunked().cut(50_000)
    });
    let log = Client::new().get(server.url("/f"));
    log.failed(0x80072EFE, REMOTE, true);
}

/// The plain bytes were asked for, so that the body is the file whatever the server calls it.
#[test]
fn a_content_coding_does_not_matter() {
    let content = bytes(1000, 40);
    for coding in ["gzip", "utf-8", "aws-chunked", "none", ""] {
        let server = serve(&content, move |response, _| {
            response.with("Content-Encoding", coding)
        });
        for mut client in [Client::new(), Client::strict()] {
            assert!(client.get(server.url("/latest?f=a")).finished, "{coding}");
            assert!(client.content() == content, "{coding}");
        }
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.header("accept-encoding") == Some("identity"))
        );
    }
}

#[test]
fn an_invalid_length() {
    let server = serve(b"abc", |response, _| {
        response.with("Content-Length", "many")
    });
    assert!(Client::new().get(server.url("/f")).failure.is_some());
}
