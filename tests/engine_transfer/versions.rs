//! Files that change on the server.

use super::*;

/// The response with the first version is cut in the middle. The next request gets the second
/// version.
fn changing(
    then: impl Fn(&[u8], &Request) -> Response + Send + Sync + 'static,
) -> (FaultServer, Vec<u8>) {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |request| match request.nth {
        0 => Response::file(&first, "\"one\"", request).cut(400_000),
        _ => then(&answer, request),
    });
    (server, second)
}

#[track_caller]
fn restarts(server: &FaultServer, second: &[u8]) {
    for mut client in [Client::new(), Client::background()] {
        let log = client.get(server.url(if client.foreground { "/f" } else { "/b" }));
        assert_eq!(log.bytes, 400_000);
        let log = client.resume(
            server.url(if client.foreground { "/f" } else { "/b" }),
            &log,
        );
        assert!(log.finished, "{log:?}");
        assert_eq!(log.offsets(), [0]);
        assert!(client.content() == second, "two versions are mixed");
    }
}

#[test]
fn changed_and_the_server_sees_it() {
    let (server, second) = changing(|second, request| Response::file(second, "\"two\"", request));
    restarts(&server, &second);
    assert_eq!(
        server.requests().len(),
        4,
        "If-Range spares the second question"
    );
}

#[test]
fn changed_and_the_server_does_not_look_at_if_range() {
    let (server, second) = changing(|second, request| {
        let blind = Request {
            headers: vec![("Range".into(), request.range().unwrap_or("x").into())],
            ..request.clone()
        };
        Response::file(second, "\"two\"", &blind)
    });
    restarts(&server, &second);
}

#[test]
fn changed_in_size() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB + 1, 21));
    let answer = second.clone();
    let date = "Tue, 15 Nov 1994 12:45:26 GMT";
    let server = FaultServer::start(move |request| match request.nth {
        0 => Response::file(&first, "\"one\"", request)
            .without("ETag")
            .with("Last-Modified", date)
            .cut(400_000),
        _ => Response::part(
            &answer,
            request.range().map_or(0, |_| 400_000 * (request.nth & 1)),
            answer.len(),
        )
        .with("Last-Modified", date)
        .with("Accept-Ranges", "bytes"),
    });
    let mut client = Client::background();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished, "{log:?}");
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == second);
}

#[test]
fn changed_by_its_date_only() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |request| {
        let content = if request.nth == 0 { &first } else { &answer };
        let date = if request.nth == 0 {
            "Tue, 15 Nov 1994 12:45:26 GMT"
        } else {
            "Tue, 15 Nov 1994 12:45:27 GMT"
        };
        let response = match request
            .range()
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'))
        {
            Some(first) => Response::part(content, first.parse().unwrap(), content.len()),
            None => Response::whole(content),
        };
        let response = response
            .with("Last-Modified", date)
            .with("Accept-Ranges", "bytes");
        if request.nth == 0 {
            response.cut(400_000)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished, "{log:?}");
    assert_eq!(
        server.requests()[1].header("if-range"),
        Some("Tue, 15 Nov 1994 12:45:26 GMT")
    );
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == second);
}

const EARLIER: &str = "Tue, 15 Nov 1994 12:45:26 GMT";
const LATER: &str = "Tue, 15 Nov 1994 13:45:26 GMT";

fn dated_and_cut(content: &[u8], request: &Request) -> Response {
    Response::file(content, "\"same\"", request)
        .with("Last-Modified", EARLIER)
        .cut(400_000)
}

/// A server that caches the hash of a file but not its date.
#[test]
fn the_same_tag_with_another_date_is_another_version() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |request| match request.nth {
        0 => dated_and_cut(&first, request),
        _ => Response::file(&answer, "\"same\"", request).with("Last-Modified", LATER),
    });
    restarts(&server, &second);
}

/// A server whose dates have seconds, and whose tags are weak.
#[test]
fn another_weak_tag_with_the_same_date_is_another_version() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |request| {
        let response = match request.nth {
            0 => Response::file(&first, EARLIER, request).cut(400_000),
            _ => Response::file(&answer, EARLIER, request),
        };
        response
            .with("ETag", format!("W/\"{}\"", request.nth.min(1)))
            .with("Last-Modified", EARLIER)
    });
    restarts(&server, &second);
    let conditions = server.requests().into_iter().filter_map(|request| {
        let condition = request.header("if-range")?;
        Some(condition.to_owned())
    });
    assert_eq!(
        conditions.collect::<Vec<_>>(),
        [EARLIER, EARLIER],
        "a weak tag is no condition"
    );
}

/// A response without a mark does not delete the marks of earlier responses.
#[test]
fn an_answer_is_compared_with_all_marks_of_those_before_it() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |request| match request.nth {
        0 => dated_and_cut(&first, request),
        1 => Response::file(&first, "\"same\"", request).cut(100_000),
        _ => Response::file(&answer, "\"same\"", request).with("Last-Modified", LATER),
    });
    let mut client = Client::background();
    let log = client.persist(&server.url("/f"));
    assert_eq!((log.offsets(), server.ranges().len()), (vec![0], 4));
    assert_eq!(server.ranges()[2], "bytes=500000-");
    assert!(client.content() == second, "two versions are mixed");
}

#[test]
fn nothing_tells_versions_apart() {
    let content = bytes(MIB, 22);
    let server = serve(&content, |response, request| {
        let response = response.with("ETag", "W/\"weak\"");
        if request.nth == 0 {
            response.cut(400_000)
        } else {
            response
        }
    });
    let mut client = Client::background();
    let log = client.get(server.url("/f"));
    assert_eq!(log.starts[0].1.etag.as_deref(), Some("W/\"weak\""));
    let log = client.resume(server.url("/f"), &log);
    assert_eq!(log.offsets(), [0], "a size alone proves nothing");
    assert!(client.content() == content);
}

#[test]
fn a_smaller_version_starts_over() {
    let (server, _) = changing(|_, request| {
        Response::file(
            b"small",
            "\"two\"",
            &Request {
                headers: request
                    .headers
                    .iter()
                    .filter(|(name, _)| name != "If-Range")
                    .cloned()
                    .collect(),
                ..request.clone()
            },
        )
    });
    restarts(&server, b"small");
}

#[test]
fn a_file_that_always_changes_fails() {
    let content = bytes(MIB, 23);
    let server = FaultServer::start(move |request| {
        // Half of a response to each request, and another version each time.
        let first = request.range().and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        });
        Response::part(
            &content,
            first.unwrap_or(0),
            MIB.min(first.unwrap_or(0) + 1000),
        )
        .with("ETag", format!("\"{}\"", request.nth))
    });
    Client::background().get(server.url("/f")).failed(
        BG_E_REMOTE_FILE_CHANGED as u32,
        REMOTE,
        true,
    );
    assert!(server.requests().len() < 20);
}
