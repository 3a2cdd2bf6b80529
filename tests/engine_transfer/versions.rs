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
    for mut client in [Client::new(), Client::strict()] {
        let log = client.get(server.url(if client.is_strict { "/b" } else { "/f" }));
        assert_eq!(log.bytes, 400_000);
        let log = client.resume(server.url(if client.is_strict { "/b" } else { "/f" }), &log);
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
    let mut client = Client::strict();
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
    let mut client = Client::strict();
    let log = client.persist(&server.url("/f"));
    assert_eq!((log.offsets(), server.ranges().len()), (vec![0], 4));
    assert_eq!(server.ranges()[2], "bytes=500000-");
    assert!(client.content() == second, "two versions are mixed");
}

/// A weak tag that is equal proves the version, although `If-Range` cannot have it.
#[test]
fn an_equal_weak_tag_continues() {
    let content = bytes(MIB, 22);
    let server = serve(&content, |response, request| {
        let response = response.with("ETag", "W/\"weak\"");
        match request.nth {
            0 => response.cut(400_000),
            _ => response,
        }
    });
    let mut client = Client::strict();
    let log = client.get(server.url("/f"));
    assert_eq!(log.starts[0].1.etag.as_deref(), Some("W/\"weak\""));
    let log = client.resume(server.url("/f"), &log);
    assert_eq!(log.offsets(), [400_000]);
    assert_eq!(server.requests()[1].header("if-range"), None);
    assert!(client.content() == content);
}

/// Serves a file that breaks off after `part` bytes of each response. `mark` adds the marks of a
/// version.
fn cutting(
    content: &[u8],
    part: usize,
    mark: impl Fn(Response, &Request) -> Response + Send + Sync + 'static,
) -> FaultServer {
    let content = content.to_vec();
    FaultServer::start(move |request| {
        let response = Response::file(&content, "\"one\"", request).without("ETag");
        mark(response, request).cut(part)
    })
}

/// Without a mark each attempt starts over, until two in a row got no further.
#[test]
fn a_file_without_a_mark_gets_further_in_the_end() {
    let content = bytes(MIB, 24);
    let server = cutting(&content, 300_000, |response, _| response);
    let mut client = Client::new();
    let log = client.persist(&server.url("/f"));
    assert_eq!(log.bytes, MIB as u64);
    assert!(client.content() == content);
    let starts = [
        "-",
        "-",
        "-",
        "bytes=300000-",
        "bytes=600000-",
        "bytes=900000-",
    ];
    assert_eq!(server.ranges(), starts);
}

/// Servers with one name, each with tags of its own, and with the same date.
#[test]
fn a_tag_of_each_server_gets_further_in_the_end() {
    let content = bytes(MIB, 25);
    let server = cutting(&content, 300_000, |response, request| {
        response
            .with("ETag", format!("\"server {}\"", request.nth))
            .with("Last-Modified", EARLIER)
    });
    let mut client = Client::new();
    let log = client.persist(&server.url("/f"));
    assert_eq!(log.bytes, MIB as u64);
    assert!(client.content() == content);
    assert!(server.requests().len() <= 12, "{:?}", server.ranges());
}

/// A date of the same second may be that of two versions (RFC 9110, 8.8.2.2).
#[test]
fn a_recent_date_proves_nothing() {
    let (first, second) = (bytes(MIB, 26), bytes(MIB, 27));
    let answer = second.clone();
    let server = FaultServer::start(move |request| {
        let content = if request.nth == 0 { &first } else { &answer };
        let response = Response::file(content, EARLIER, request)
            .without("ETag")
            .with("Last-Modified", EARLIER);
        match request.nth {
            0 => response.with("Date", EARLIER).cut(400_000),
            _ => response.with("Date", LATER),
        }
    });
    let mut client = Client::new();
    let log = client.persist(&server.url("/f"));
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == second, "two versions are mixed");
}

/// The size of an unmarked file tells two versions apart, even after attempts without progress.
#[test]
fn a_file_without_a_mark_that_becomes_shorter_starts_over() {
    for status in [206, 400, 416] {
        let (first, second) = (bytes(MIB, 28), bytes(200_000, 29));
        let answer = second.clone();
        let server = FaultServer::start(move |request| match (request.nth, request.range()) {
            (0..=2, _) => Response::whole(&first).cut(300_000),
            (_, None) => Response::whole(&answer),
            (_, Some(_)) if status == 206 => Response::part(&answer, 0, 0),
            (_, Some(_)) => Response::status(status),
        });
        let mut client = Client::new();
        client.persist(&server.url("/f"));
        assert_eq!(server.ranges()[3], "bytes=300000-");
        assert!(client.content() == second, "{status}");
    }
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
    Client::strict()
        .get(server.url("/f"))
        .failed(BG_E_REMOTE_FILE_CHANGED as u32, REMOTE, true);
    assert!(server.requests().len() < 20);
}
