use super::*;

#[test]
fn range_ignored() {
    let content = bytes(MIB, 30);
    let spoil = |reply: Reply, seen: &Seen| {
        let whole = reply.with_status(200);
        if seen.nth == 0 {
            whole.cut(400_000)
        } else {
            whole
        }
    };
    let all = content.clone();
    let server = FaultServer::start(move |seen| {
        spoil(
            Reply::whole(&all)
                .with("ETag", "\"one\"")
                .with("Accept-Ranges", "bytes"),
            seen,
        )
    });
    let mut client = Client::new();
    let told = client.get(server.url("/f"));
    let told = client.resume(server.url("/f"), &told);
    assert!(told.finished && told.offsets() == [0], "{told:?}");
    assert!(client.content() == content);

    let mut client = Client::background();
    let told = client.get(server.url("/b"));
    client
        .resume(server.url("/b"), &told)
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn wrong_range() {
    let content = bytes(MIB, 31);
    let all = content.clone();
    let server = FaultServer::start(move |seen| match (seen.nth, seen.range()) {
        (0, _) => Reply::file(&all, "\"one\"", seen).cut(400_000),
        (_, Some(_)) => Reply::part(&all, 123, all.len()).with("ETag", "\"one\""),
        (_, None) => Reply::file(&all, "\"one\"", seen),
    });
    let mut client = Client::new();
    let told = client.get(server.url("/f"));
    let told = client.resume(server.url("/f"), &told);
    assert!(told.finished && told.offsets() == [0], "{told:?}");
    assert!(client.content() == content);

    let mut client = Client::background();
    let told = client.get(server.url("/b"));
    client
        .resume(server.url("/b"), &told)
        .fatal(BG_E_INVALID_SERVER_RESPONSE);
    assert!(client.content() == content[..400_000]);
}

#[test]
fn a_part_that_nobody_asked_for() {
    let server = FaultServer::start(|_| Reply::part(&bytes(1000, 32), 0, 500));
    Client::new()
        .get(server.url("/f"))
        .fatal(BG_E_INVALID_SERVER_RESPONSE);
}

#[test]
fn a_part_without_content_range() {
    let server = serve(&bytes(1000, 33), |reply, _| reply.without("Content-Range"));
    Client::background()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn merged_or_malformed_ranges() {
    for range in [
        "bytes 10-5/1000",
        "bytes 0-1000/1000",
        "bytes 0-4/1000",
        "pages 0-999/1000",
        "bytes x-y/z",
    ] {
        let server = serve(&bytes(1000, 34), move |reply, _| {
            reply.with("Content-Range", range)
        });
        let told = Client::background().get(server.url("/f"));
        assert!(
            !told.finished && !told.failure.as_ref().unwrap().transient,
            "{range}: {told:?}"
        );
        assert_eq!(told.bytes, 0);
    }
}

#[test]
fn shorter_ranges_than_asked_for_are_put_together() {
    let content = bytes(MIB, 35);
    let all = content.clone();
    let server = FaultServer::start(move |seen| {
        let first = seen.range().and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        });
        let first: usize = first.unwrap();
        Reply::part(&all, first, MIB.min(first + 300_000)).with("ETag", "\"one\"")
    });
    let mut client = Client::background();
    let told = client.get(server.url("/f"));
    assert!(told.finished, "{told:?}");
    assert_eq!(told.offsets(), [0]);
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
fn length_too_great() {
    let content = bytes(100_000, 36);
    let server = serve(&content, |reply, _| {
        let close = reply.body.len();
        reply.with("Content-Length", 200_000).cut(close)
    });
    let told = Client::new().get(server.url("/f"));
    told.failed(0x80072EFE, REMOTE, true);
    assert_eq!(told.bytes, 100_000);
}

#[test]
fn more_than_the_range_said() {
    let server = serve(&bytes(100_000, 37), |reply, _| {
        reply.with("Content-Range", "bytes 0-499/500").chunked()
    });
    let told = Client::background().get(server.url("/f"));
    told.fatal(BG_E_INVALID_SERVER_RESPONSE);
}

#[test]
fn less_than_the_range_said() {
    let server = serve(&bytes(1000, 38), |reply, _| {
        reply.with("Content-Range", "bytes 0-4999/5000").chunked()
    });
    let told = Client::background().get(server.url("/f"));
    told.failed(0x80072EFE, REMOTE, true);
    assert_eq!(told.bytes, 1000);
}

#[test]
fn chunks_that_break_off() {
    let server = serve(&bytes(100_000, 39), |reply, _| reply.chunked().cut(50_000));
    let told = Client::new().get(server.url("/f"));
    told.failed(0x80072EFE, REMOTE, true);
}

#[test]
fn compressed_unasked() {
    let server = serve(&bytes(1000, 40), |reply, _| {
        reply.with("Content-Encoding", "gzip")
    });
    for mut client in [Client::new(), Client::background()] {
        client
            .get(server.url("/f"))
            .fatal(BG_E_INVALID_SERVER_RESPONSE);
        assert!(!client.path().exists());
    }
    assert!(
        server
            .seen()
            .iter()
            .all(|seen| seen.header("accept-encoding") == Some("identity"))
    );
    assert!(
        Client::new().get(server.url("/archive.tar.gz")).finished,
        "its name says the same as the header"
    );
}

#[test]
fn a_length_that_is_none() {
    let server = serve(b"abc", |reply, _| reply.with("Content-Length", "many"));
    assert!(Client::new().get(server.url("/f")).failure.is_some());
}
