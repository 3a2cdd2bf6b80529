//! Downloads of ranges of a file.

use super::*;

pub const EOF: u64 = BG_LENGTH_TO_EOF;

/// Lists of ranges of a file of 1 MiB: some adjacent, all adjacent, none adjacent.
const MIXED: [(u64, u64); 6] = [
    (500_000, 100_000),
    (600_000, 50_000),
    (900_000, EOF),
    (7, 1),
    (0, 7),
    (100_000, 100_000),
];
const REQUESTS: [&str; 5] = [
    "bytes=500000-649999",
    "bytes=900000-",
    "bytes=7-7",
    "bytes=0-6",
    "bytes=100000-199999",
];

pub fn ranges(list: &[(u64, u64)]) -> Ranges {
    let list: Vec<_> = list
        .iter()
        .map(|(offset, length)| FileRange::new(*offset, *length).unwrap())
        .collect();
    Ranges::new(&list).unwrap()
}

/// The expected content.
pub fn joined(content: &[u8], list: &[(u64, u64)]) -> Vec<u8> {
    let part = |(offset, length): &(u64, u64)| {
        let end = offset.saturating_add(*length).min(content.len() as u64);
        content[*offset as usize..end as usize].to_vec()
    };
    list.iter().flat_map(part).collect()
}

/// A foreground and a background client. Neither can download these files without ranges.
fn clients() -> [Client; 2] {
    [Client::new(), Client::strict()]
}

impl Client {
    pub fn get_ranges(&mut self, remote: &str, list: &[(u64, u64)]) -> TransferLog {
        let fetch = Fetch {
            ranges: ranges(list),
            ..self.fetch(remote)
        };
        self.run(fetch)
    }

    pub fn resume_ranges(
        &mut self,
        remote: &str,
        list: &[(u64, u64)],
        log: &TransferLog,
    ) -> TransferLog {
        let version = log.starts.last().map(|(_, version)| version.clone());
        let fetch = Fetch {
            ranges: ranges(list),
            offset: log.bytes,
            version: version.unwrap_or_default(),
            ..self.fetch(remote)
        };
        self.run(fetch)
    }
}

/// The response of a server that ignores `If-Range`.
pub fn blind(content: &[u8], etag: &str, request: &Request) -> Response {
    let headers = request
        .headers
        .iter()
        .filter(|(name, _)| name != "If-Range");
    let request = Request {
        headers: headers.cloned().collect(),
        ..request.clone()
    };
    Response::file(content, etag, &request)
}

#[test]
fn ranges_are_put_together_in_the_order_given() {
    let content = bytes(1000, 120);
    let list = [(100, 100), (900, 100), (400, 100)];
    for mut client in clients() {
        let server = serve(&content, |response, _| response);
        let log = client.get_ranges(&server.url("/f"), &list);
        assert!(log.finished && log.bytes == 300, "{log:?}");
        assert_eq!(log.starts.len(), 1);
        assert_eq!(
            log.starts[0].1.size,
            Some(1000),
            "the size is the remote file's"
        );
        assert!(client.content() == joined(&content, &list));
        assert_eq!(
            server.ranges(),
            ["bytes=100-199", "bytes=900-999", "bytes=400-499"],
            "never more than one range in a request"
        );
        assert_eq!(server.requests()[2].header("if-range"), Some("\"one\""));
        assert_eq!(server.connections(), 1);
    }
}

#[test]
fn a_range_to_the_end_may_have_any_place_in_the_list() {
    let content = bytes(200, 121);
    let list = [(24, 17), (111, EOF), (83, 7)];
    let server = serve(&content, |response, _| response);
    let mut client = Client::strict();
    let log = client.get_ranges(&server.url("/f"), &list);
    assert!(log.finished && log.bytes == 17 + 89 + 7, "{log:?}");
    assert!(client.content() == joined(&content, &list));
}

#[test]
fn adjacent_ranges_are_one_request() {
    let content = bytes(MIB, 122);
    let server = serve(&content, |response, _| response);
    let mut client = Client::new();
    assert!(client.get_ranges(&server.url("/f"), &MIXED).finished);
    assert!(client.content() == joined(&content, &MIXED));
    assert_eq!(server.ranges(), REQUESTS);
}

#[test]
fn a_cut_at_any_byte_of_any_range_costs_nothing_that_was_there() {
    let content = bytes(MIB, 123);
    let wanted = joined(&content, &MIXED);
    for nth in 0..REQUESTS.len() {
        for cut in [0, 1, 3, 49_999, 100_000, 149_999] {
            let server = serve(&content, move |response, request| {
                match request.nth == nth {
                    true if response.body.len() > cut => response.cut(cut),
                    _ => response,
                }
            });
            let mut client = Client::strict();
            let mut log = client.get_ranges(&server.url("/f"), &MIXED);
            if let Some(failure) = &log.failure {
                assert!(failure.transient, "{failure:?}");
                let before = log.bytes;
                log = client.resume_ranges(&server.url("/f"), &MIXED, &log);
                assert_eq!(log.offsets(), [before]);
            }
            assert!(log.finished, "{log:?}");
            assert!(client.content() == wanted, "cut {nth} at {cut}");
            assert!(server.sent() <= wanted.len() as u64, "cut {nth} at {cut}");
        }
    }
}

#[test]
fn a_server_that_always_cuts_is_beaten() {
    let content = bytes(MIB, 124);
    let server = serve(&content, |response, _| match response.body.len() {
        0..=30_000 => response,
        _ => response.cut(30_000),
    });
    let mut client = Client::strict();
    let url = server.url("/f");
    let mut log = client.get_ranges(&url, &MIXED);
    while !log.finished {
        log = client.resume_ranges(&url, &MIXED, &log);
    }
    assert!(client.content() == joined(&content, &MIXED));
    assert!(server.sent() <= client.content().len() as u64);
}

#[test]
fn less_kept_than_recorded_starts_over_and_more_is_dropped() {
    let content = bytes(MIB, 125);
    let wanted = joined(&content, &MIXED);
    for (kept, starts_at) in [(200_000, 0), (299_999, 0), (900_000, 300_000)] {
        let server = serve(&content, |response, _| response);
        let mut client = Client::new();
        let mut log = client.get_ranges(&server.url("/f"), &MIXED);
        let mut left = wanted.clone();
        left.resize(kept, 7);
        fs::write(client.path(), left).unwrap();
        log.bytes = 300_000;
        let log = client.resume_ranges(&server.url("/f"), &MIXED, &log);
        assert!(log.finished && log.offsets() == [starts_at], "{log:?}");
        assert!(client.content() == wanted);
    }
}

#[test]
fn complete_ranges_need_no_request() {
    let content = bytes(MIB, 126);
    let server = serve(&content, |response, _| response);
    let mut client = Client::strict();
    let log = client.get_ranges(&server.url("/f"), &MIXED);
    let log = client.resume_ranges(&server.url("/f"), &MIXED, &log);
    assert!(log.finished, "{log:?}");
    assert_eq!(
        server.ranges()[REQUESTS.len()..],
        ["bytes=199999-199999"],
        "the last byte of the last range tells whether it is still the same"
    );
    assert!(client.content() == joined(&content, &MIXED));
}

#[test]
fn a_range_beyond_the_file() {
    let content = bytes(1000, 127);
    let server = serve(&content, |response, _| response);
    for list in [
        &[(0, 1001)][..],
        &[(1000, 1)],
        &[(1000, EOF)],
        &[(5000, 1)],
        &[(0, 10), (990, 11)],
        &[(0, 10), (1000, EOF)],
        &[(0, 10), (1u64 << 63, 1u64 << 62)],
    ] {
        for mut client in clients() {
            let log = client.get_ranges(&server.url("/f"), list);
            log.fatal(BG_E_INVALID_RANGE);
            assert!(
                log.bytes == 0 && !client.path().exists(),
                "{list:?}: no byte of it is taken"
            );
        }
    }
    let empty = serve(b"", |response, _| response);
    Client::new()
        .get_ranges(&empty.url("/f"), &[(0, EOF)])
        .fatal(BG_E_INVALID_RANGE);
}

#[test]
fn a_server_that_ignores_ranges() {
    let content = bytes(MIB, 128);
    for spoil in [
        Response::chunked,
        Response::endless,
        |response: Response| response,
    ] {
        let all = content.clone();
        let server =
            FaultServer::start(move |_| spoil(Response::whole(&all).with("ETag", "\"one\"")));
        for mut client in clients() {
            let log = client.get_ranges(&server.url("/f"), &[(0, 10), (50, 10)]);
            log.fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
            assert!(!client.path().exists());
        }
    }
    // A range that starts later than the first.
    let server = serve(&content, move |response, _| response);
    let mut client = Client::new();
    let mut log = client.get_ranges(&server.url("/f"), &[(0, 10), (50, 10)]);
    let all = content.clone();
    let server = FaultServer::start(move |_| Response::whole(&all).with("ETag", "\"one\""));
    log.bytes = 15;
    client
        .resume_ranges(&server.url("/f"), &[(0, 10), (50, 10)], &log)
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn an_answer_in_full_to_a_request_for_all_of_it_will_do() {
    let content = bytes(1000, 129);
    let all = content.clone();
    let server = FaultServer::start(move |_| Response::whole(&all));
    for list in [
        &[(0, EOF)][..],
        &[(0, 1000)],
        &[(0, 400), (400, 600)],
        &[(0, 400), (400, EOF)],
    ] {
        let mut client = Client::strict();
        assert!(
            client.get_ranges(&server.url("/f"), list).finished,
            "{list:?}"
        );
        assert!(client.content() == content);
    }
}

#[test]
fn other_ranges_than_asked_for() {
    let content = bytes(1000, 130);
    // One more byte before or behind it, or the whole file.
    for (first, end) in [(99, 200), (100, 201), (0, 1000)] {
        let all = content.clone();
        let server =
            FaultServer::start(move |_| Response::part(&all, first, end).with("ETag", "\"one\""));
        for mut client in clients() {
            let log = client.get_ranges(&server.url("/f"), &[(100, 100)]);
            assert!(log.finished, "{log:?}");
            assert!(client.content() == content[100..200]);
        }
    }
    // Without the first byte, or without any.
    for (first, end) in [(101, 200), (0, 100), (200, 300)] {
        let all = content.clone();
        let server =
            FaultServer::start(move |_| Response::part(&all, first, end).with("ETag", "\"one\""));
        for mut client in clients() {
            let log = client.get_ranges(&server.url("/f"), &[(100, 100)]);
            log.fatal(BG_E_INVALID_SERVER_RESPONSE);
            assert!(!client.path().exists());
        }
    }
    for range in [
        "bytes 100-150/1000",
        "bytes 199-100/1000",
        "bytes 100-199/150",
    ] {
        let server = serve(&content, move |response, _| {
            response.with("Content-Range", range)
        });
        Client::new()
            .get_ranges(&server.url("/f"), &[(100, 100)])
            .fatal(BG_E_INVALID_SERVER_RESPONSE);
    }
    let server = serve(&content, |response, _| response.without("Content-Range"));
    Client::new()
        .get_ranges(&server.url("/f"), &[(100, 100)])
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    let server = serve(&content, |response, _| {
        response.with("Content-Range", "bytes 100-199/*")
    });
    Client::new()
        .get_ranges(&server.url("/f"), &[(100, 100)])
        .fatal(BG_E_MISSING_FILE_SIZE);
}

#[test]
fn more_bytes_than_content_range() {
    let content = bytes(1000, 131);
    let server = serve(&content, |mut response, _| {
        response.body = bytes(500, 1);
        response.chunked()
    });
    let log = Client::strict().get_ranges(&server.url("/f"), &[(100, 100)]);
    log.fatal(BG_E_INVALID_SERVER_RESPONSE);
}

#[test]
fn shorter_answers_than_asked_for_are_put_together() {
    let content = bytes(MIB, 132);
    let all = content.clone();
    let server = FaultServer::start(move |request| {
        let (first, end) = request.span().unwrap();
        let end = end.unwrap_or(MIB).min(first + 60_000);
        Response::part(&all, first, end).with("ETag", "\"one\"")
    });
    let mut client = Client::strict();
    let log = client.get_ranges(&server.url("/f"), &MIXED);
    assert!(log.finished && log.offsets() == [0], "{log:?}");
    assert!(client.content() == joined(&content, &MIXED));
}

/// The second version starts with the request of this number.
fn changes_at(nth: usize, answer: fn(&[u8], &str, &Request) -> Response) -> (FaultServer, Vec<u8>) {
    let (first, second) = (bytes(MIB, 133), bytes(MIB, 134));
    let wanted = joined(&second, &MIXED);
    let server = FaultServer::start(move |request| {
        if request.nth < nth {
            answer(&first, "\"one\"", request)
        } else {
            answer(&second, "\"two\"", request)
        }
    });
    (server, wanted)
}

#[test]
fn a_file_that_changes_between_ranges_starts_over() {
    for nth in 1..REQUESTS.len() {
        let without_length = |content: &[u8], etag: &str, request: &Request| {
            Response::file(content, etag, request).chunked()
        };
        for answer in [Response::file, blind, without_length] {
            let (server, wanted) = changes_at(nth, answer);
            let mut client = Client::strict();
            let log = client.get_ranges(&server.url("/f"), &MIXED);
            assert!(log.finished && log.offsets() == [0, 0], "{log:?}");
            assert!(
                client.content() == wanted,
                "two versions are mixed at {nth}"
            );
            assert_eq!(server.requests().len(), nth + 1 + REQUESTS.len());
        }
    }
}

#[test]
fn a_file_that_changes_in_its_date_or_size_only_starts_over() {
    let (first, second) = (bytes(MIB, 135), bytes(MIB + 1, 136));
    let (early, late) = (
        "Tue, 15 Nov 1994 12:45:26 GMT",
        "Tue, 15 Nov 1994 12:45:27 GMT",
    );
    for (dates, contents) in [
        ([early, late], [first.clone(), second[..MIB].to_vec()]),
        ([early, early], [first, second]),
    ] {
        let served = contents.clone();
        let server = FaultServer::start(move |request| {
            let version = usize::from(request.nth > 1);
            blind(&served[version], "", request)
                .without("ETag")
                .with("Last-Modified", dates[version])
        });
        let mut client = Client::new();
        let log = client.get_ranges(&server.url("/f"), &MIXED);
        assert!(log.finished && log.offsets() == [0, 0], "{log:?}");
        assert!(
            client.content() == joined(&contents[1], &MIXED),
            "two versions are mixed"
        );
        assert_eq!(server.requests()[1].header("if-range"), Some(early));
    }
}

#[test]
fn a_file_that_changed_since_the_break_starts_over() {
    let (first, second) = (bytes(MIB, 137), bytes(MIB, 138));
    for answer in [Response::file, blind] {
        let (old, new) = (first.clone(), second.clone());
        let server = FaultServer::start(move |request| match request.nth {
            0 => Response::file(&old, "\"one\"", request),
            1 => Response::file(&old, "\"one\"", request).cut(1000),
            _ => answer(&new, "\"two\"", request),
        });
        let mut client = Client::strict();
        let log = client.get_ranges(&server.url("/f"), &MIXED);
        assert_eq!(log.bytes, 151_000);
        let log = client.resume_ranges(&server.url("/f"), &MIXED, &log);
        assert!(log.finished && log.offsets() == [0], "{log:?}");
        assert!(
            client.content() == joined(&second, &MIXED),
            "two versions are mixed"
        );
    }
}

#[test]
fn a_file_that_became_too_small_has_no_such_range_any_more() {
    let (first, second) = (bytes(MIB, 139), bytes(1000, 140));
    let server = FaultServer::start(move |request| match request.nth {
        0 => Response::file(&first, "\"one\"", request),
        _ => blind(&second, "\"two\"", request),
    });
    let mut client = Client::strict();
    let log = client.get_ranges(&server.url("/f"), &[(0, 10), (2000, 10)]);
    log.fatal(BG_E_INVALID_RANGE);
}

#[test]
fn a_file_that_always_changes_fails() {
    let content = bytes(MIB, 141);
    let server = FaultServer::start(move |request| {
        blind(&content, &format!("\"{}\"", request.nth), request)
    });
    Client::strict()
        .get_ranges(&server.url("/f"), &MIXED)
        .failed(BG_E_REMOTE_FILE_CHANGED as u32, REMOTE, true);
    assert!(server.requests().len() < 20);
}

#[test]
fn without_a_mark_two_answers_are_put_together_when_nothing_else_helps() {
    let content = bytes(MIB, 142);
    let server = serve(&content, |response, _| response.without("ETag"));
    let mut client = Client::strict();
    assert!(
        client.get_ranges(&server.url("/f"), &[(5, 100)]).finished,
        "one is enough"
    );
    assert!(client.content() == content[5..105]);
    let log = Client::strict().get_ranges(&server.url("/f"), &MIXED);
    log.fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    let mut client = Client::new();
    let log = client.get_ranges(&server.url("/f"), &MIXED);
    assert!(log.finished, "{log:?}");
    assert!(client.content() == joined(&content, &MIXED));
}

#[test]
fn redirects_lead_every_range_to_the_same_place() {
    let content = bytes(MIB, 143);
    let all = content.clone();
    let server = FaultServer::start(move |request| match request.target.as_str() {
        "/f" => Response::file(&all, "\"one\"", request),
        _ => Response::redirect(302, "/f"),
    });
    let mut client = Client::strict();
    let log = client.get_ranges(&server.url("/elsewhere"), &MIXED);
    assert!(
        log.finished && log.final_url == Some(server.url("/f")),
        "{log:?}"
    );
    assert!(client.content() == joined(&content, &MIXED));
    assert_eq!(server.requests().len(), 1 + REQUESTS.len());
}
