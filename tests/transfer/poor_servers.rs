use super::*;

#[test]
fn no_length() {
    let content = bytes(MIB, 50);
    for spoil in [Reply::chunked, Reply::endless] {
        let all = content.clone();
        let server = FaultServer::start(move |_| spoil(Reply::whole(&all)));
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        assert!(told.finished && told.starts[0].1.size.is_none(), "{told:?}");
        assert!(client.content() == content);
        Client::background()
            .get(server.url("/f"))
            .fatal(BG_E_MISSING_FILE_SIZE);
    }
}

#[test]
fn no_total_in_the_range() {
    let server = serve(&bytes(10, 51), |reply, _| {
        reply.with("Content-Range", "bytes 0-9/*")
    });
    Client::background()
        .get(server.url("/f"))
        .fatal(BG_E_MISSING_FILE_SIZE);
}

#[test]
fn no_ranges() {
    let content = bytes(MIB, 52);
    let all = content.clone();
    let server = FaultServer::start(move |_| Reply::whole(&all));
    let mut client = Client::new();
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    Client::background()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn old_http() {
    let content = bytes(MIB, 53);
    let all = content.clone();
    let server = FaultServer::start(move |_| Reply::whole(&all).old());
    let mut client = Client::new();
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    Client::background()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_HTTP_SUPPORT);

    let server = serve(&content, |reply, _| reply.old());
    assert!(
        Client::background().get(server.url("/f")).finished,
        "an old server that meets the rest will do"
    );
}

#[test]
fn no_head() {
    let server = serve(b"abc", |reply, seen| {
        if seen.method == "HEAD" {
            Reply::status(405)
        } else {
            reply
        }
    });
    for mut client in [Client::new(), Client::background()] {
        assert!(client.get(server.url("/f")).finished);
    }
}

#[test]
fn an_interrupted_foreground_file_without_ranges_starts_over() {
    let content = bytes(MIB, 54);
    let all = content.clone();
    let server = FaultServer::start(move |seen| {
        let reply = Reply::whole(&all).with("ETag", "\"one\"");
        if seen.nth == 0 {
            reply.cut(400_000)
        } else {
            reply
        }
    });
    let mut client = Client::new();
    let told = client.persist(&server.url("/f"));
    assert_eq!(told.offsets(), [0]);
    assert!(client.content() == content);
}
