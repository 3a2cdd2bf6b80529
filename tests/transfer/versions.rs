use super::*;

/// Cuts the first version's answer in the middle; whoever comes back finds the second version.
fn changing(
    then: impl Fn(&[u8], &Seen) -> Reply + Send + Sync + 'static,
) -> (FaultServer, Vec<u8>) {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |seen| match seen.nth {
        0 => Reply::file(&first, "\"one\"", seen).cut(400_000),
        _ => then(&answer, seen),
    });
    (server, second)
}

#[track_caller]
fn restarts(server: &FaultServer, second: &[u8]) {
    for mut client in [Client::new(), Client::background()] {
        let told = client.get(server.url(if client.foreground { "/f" } else { "/b" }));
        assert_eq!(told.bytes, 400_000);
        let told = client.resume(
            server.url(if client.foreground { "/f" } else { "/b" }),
            &told,
        );
        assert!(told.finished, "{told:?}");
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == second, "two versions are mixed");
    }
}

#[test]
fn changed_and_the_server_sees_it() {
    let (server, second) = changing(|second, seen| Reply::file(second, "\"two\"", seen));
    restarts(&server, &second);
    assert_eq!(
        server.seen().len(),
        4,
        "If-Range spares the second question"
    );
}

#[test]
fn changed_and_the_server_does_not_look_at_if_range() {
    let (server, second) = changing(|second, seen| {
        let blind = Seen {
            headers: vec![("Range".into(), seen.range().unwrap_or("x").into())],
            ..seen.clone()
        };
        Reply::file(second, "\"two\"", &blind)
    });
    restarts(&server, &second);
}

#[test]
fn changed_in_size() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB + 1, 21));
    let answer = second.clone();
    let date = "Tue, 15 Nov 1994 12:45:26 GMT";
    let server = FaultServer::start(move |seen| match seen.nth {
        0 => Reply::file(&first, "\"one\"", seen)
            .without("ETag")
            .with("Last-Modified", date)
            .cut(400_000),
        _ => Reply::part(
            &answer,
            seen.range().map_or(0, |_| 400_000 * (seen.nth & 1)),
            answer.len(),
        )
        .with("Last-Modified", date)
        .with("Accept-Ranges", "bytes"),
    });
    let mut client = Client::background();
    let told = client.get(server.url("/f"));
    let told = client.resume(server.url("/f"), &told);
    assert!(told.finished, "{told:?}");
    assert_eq!(told.offsets(), [0]);
    assert!(client.content() == second);
}

#[test]
fn changed_by_its_date_only() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |seen| {
        let content = if seen.nth == 0 { &first } else { &answer };
        let date = if seen.nth == 0 {
            "Tue, 15 Nov 1994 12:45:26 GMT"
        } else {
            "Tue, 15 Nov 1994 12:45:27 GMT"
        };
        let reply = match seen
            .range()
            .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'))
        {
            Some(first) => Reply::part(content, first.parse().unwrap(), content.len()),
            None => Reply::whole(content),
        };
        let reply = reply
            .with("Last-Modified", date)
            .with("Accept-Ranges", "bytes");
        if seen.nth == 0 {
            reply.cut(400_000)
        } else {
            reply
        }
    });
    let mut client = Client::new();
    let told = client.get(server.url("/f"));
    let told = client.resume(server.url("/f"), &told);
    assert!(told.finished, "{told:?}");
    assert_eq!(
        server.seen()[1].header("if-range"),
        Some("Tue, 15 Nov 1994 12:45:26 GMT")
    );
    assert_eq!(told.offsets(), [0]);
    assert!(client.content() == second);
}

const EARLIER: &str = "Tue, 15 Nov 1994 12:45:26 GMT";
const LATER: &str = "Tue, 15 Nov 1994 13:45:26 GMT";

fn dated_and_cut(content: &[u8], seen: &Seen) -> Reply {
    Reply::file(content, "\"same\"", seen)
        .with("Last-Modified", EARLIER)
        .cut(400_000)
}

/// A server that caches the hash of a file, but not its date.
#[test]
fn the_same_tag_with_another_date_is_another_version() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |seen| match seen.nth {
        0 => dated_and_cut(&first, seen),
        _ => Reply::file(&answer, "\"same\"", seen).with("Last-Modified", LATER),
    });
    restarts(&server, &second);
}

/// A server whose dates count seconds, and whose tags are weak.
#[test]
fn another_weak_tag_with_the_same_date_is_another_version() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |seen| {
        let reply = match seen.nth {
            0 => Reply::file(&first, EARLIER, seen).cut(400_000),
            _ => Reply::file(&answer, EARLIER, seen),
        };
        reply
            .with("ETag", format!("W/\"{}\"", seen.nth.min(1)))
            .with("Last-Modified", EARLIER)
    });
    restarts(&server, &second);
    let conditions = server.seen().into_iter().filter_map(|seen| {
        let condition = seen.header("if-range")?;
        Some(condition.to_owned())
    });
    assert_eq!(
        conditions.collect::<Vec<_>>(),
        [EARLIER, EARLIER],
        "a weak tag is no condition"
    );
}

/// An answer that lacks a mark does not make those before it forgotten.
#[test]
fn an_answer_is_compared_with_all_marks_of_those_before_it() {
    let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
    let answer = second.clone();
    let server = FaultServer::start(move |seen| match seen.nth {
        0 => dated_and_cut(&first, seen),
        1 => Reply::file(&first, "\"same\"", seen).cut(100_000),
        _ => Reply::file(&answer, "\"same\"", seen).with("Last-Modified", LATER),
    });
    let mut client = Client::background();
    let told = client.persist(&server.url("/f"));
    assert_eq!((told.offsets(), server.ranges().len()), (vec![0], 4));
    assert_eq!(server.ranges()[2], "bytes=500000-");
    assert!(client.content() == second, "two versions are mixed");
}

#[test]
fn nothing_tells_versions_apart() {
    let content = bytes(MIB, 22);
    let server = serve(&content, |reply, seen| {
        let reply = reply.with("ETag", "W/\"weak\"");
        if seen.nth == 0 {
            reply.cut(400_000)
        } else {
            reply
        }
    });
    let mut client = Client::background();
    let told = client.get(server.url("/f"));
    assert_eq!(told.starts[0].1.etag.as_deref(), Some("W/\"weak\""));
    let told = client.resume(server.url("/f"), &told);
    assert_eq!(told.offsets(), [0], "a size alone proves nothing");
    assert!(client.content() == content);
}

#[test]
fn smaller_now() {
    let (server, _) = changing(|_, seen| {
        Reply::file(
            b"small",
            "\"two\"",
            &Seen {
                headers: seen
                    .headers
                    .iter()
                    .filter(|(name, _)| name != "If-Range")
                    .cloned()
                    .collect(),
                ..seen.clone()
            },
        )
    });
    restarts(&server, b"small");
}

#[test]
fn changing_for_ever() {
    let content = bytes(MIB, 23);
    let server = FaultServer::start(move |seen| {
        // Half an answer to everything, and another version every time.
        let first = seen.range().and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        });
        Reply::part(
            &content,
            first.unwrap_or(0),
            MIB.min(first.unwrap_or(0) + 1000),
        )
        .with("ETag", format!("\"{}\"", seen.nth))
    });
    Client::background().get(server.url("/f")).failed(
        BG_E_REMOTE_FILE_CHANGED as u32,
        REMOTE,
        true,
    );
    assert!(server.seen().len() < 20);
}
