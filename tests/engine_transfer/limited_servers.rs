//! Servers that lack features of HTTP/1.1.

use super::*;

#[test]
fn servers_without_content_length() {
    let content = bytes(MIB, 50);
    for spoil in [Response::chunked, Response::endless] {
        let all = content.clone();
        let server = FaultServer::start(move |_| spoil(Response::whole(&all)));
        let mut client = Client::new();
        let log = client.get(server.url("/f"));
        assert!(log.finished && log.starts[0].1.size.is_none(), "{log:?}");
        assert!(client.content() == content);
        Client::strict()
            .get(server.url("/f"))
            .fatal(BG_E_MISSING_FILE_SIZE);
    }
}

#[test]
fn no_total_in_the_range() {
    let server = serve(&bytes(10, 51), |response, _| {
        response.with("Content-Range", "bytes 0-9/*")
    });
    Client::strict()
        .get(server.url("/f"))
        .fatal(BG_E_MISSING_FILE_SIZE);
}

#[test]
fn no_ranges() {
    let content = bytes(MIB, 52);
    let all = content.clone();
    let server = FaultServer::start(move |_| Response::whole(&all));
    let mut client = Client::new();
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    Client::strict()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn servers_with_http_1_0() {
    let content = bytes(MIB, 53);
    let all = content.clone();
    let server = FaultServer::start(move |_| Response::whole(&all).old());
    let mut client = Client::new();
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    Client::strict()
        .get(server.url("/f"))
        .fatal(BG_E_INSUFFICIENT_HTTP_SUPPORT);

    let server = serve(&content, |response, _| response.old());
    assert!(
        Client::strict().get(server.url("/f")).finished,
        "an old server that meets the rest will do"
    );
}

#[test]
fn servers_without_head() {
    let server = serve(b"abc", |response, request| {
        if request.method == "HEAD" {
            Response::status(405)
        } else {
            response
        }
    });
    for mut client in [Client::new(), Client::strict()] {
        assert!(client.get(server.url("/f")).finished);
    }
}

/// The server sends the whole file again, of which the local bytes are left out.
#[test]
fn an_interrupted_file_without_ranges_keeps_its_bytes() {
    let content = bytes(MIB, 54);
    let all = content.clone();
    let server = FaultServer::start(move |request| {
        let response = Response::whole(&all).with("ETag", "\"one\"");
        if request.nth == 0 {
            response.cut(400_000)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let log = client.persist(&server.url("/f"));
    assert_eq!(log.offsets(), [400_000]);
    assert!(client.content() == content);
}

#[test]
fn an_interrupted_file_without_ranges_and_marks_starts_over() {
    let content = bytes(MIB, 55);
    let all = content.clone();
    let server = FaultServer::start(move |request| match request.nth {
        0 => Response::whole(&all).cut(400_000),
        _ => Response::whole(&all),
    });
    let mut client = Client::new();
    let log = client.persist(&server.url("/f"));
    assert_eq!(log.offsets(), [0]);
    assert!(client.content() == content);
}
