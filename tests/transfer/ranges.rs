//! Files of which parts are wanted.

use super::*;

pub const EOF: u64 = BG_LENGTH_TO_EOF;

/// Ranges of a file of a MiB that join here and there, here only, and nowhere.
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

/// What should be here in the end.
pub fn joined(content: &[u8], list: &[(u64, u64)]) -> Vec<u8> {
    let part = |(offset, length): &(u64, u64)| {
        let end = offset.saturating_add(*length).min(content.len() as u64);
        content[*offset as usize..end as usize].to_vec()
    };
    list.iter().flat_map(part).collect()
}

/// A foreground and a background client: neither can do without ranges here.
fn clients() -> [Client; 2] {
    [Client::new(), Client::background()]
}

impl Client {
    pub fn get_ranges(&mut self, remote: &str, list: &[(u64, u64)]) -> Told {
        let fetch = Fetch {
            ranges: ranges(list),
            ..self.fetch(remote)
        };
        self.run(fetch)
    }

    pub fn resume_ranges(&mut self, remote: &str, list: &[(u64, u64)], told: &Told) -> Told {
        let version = told.starts.last().map(|(_, version)| version.clone());
        let fetch = Fetch {
            ranges: ranges(list),
            offset: told.bytes,
            version: version.unwrap_or_default(),
            ..self.fetch(remote)
        };
        self.run(fetch)
    }
}

/// What a good server says to a request whose `If-Range` it does not look at.
pub fn blind(content: &[u8], etag: &str, seen: &Seen) -> Reply {
    let headers = seen.headers.iter().filter(|(name, _)| name != "If-Range");
    let seen = Seen {
        headers: headers.cloned().collect(),
        ..seen.clone()
    };
    Reply::file(content, etag, &seen)
}

#[test]
fn ranges_are_put_together_in_the_order_given() {
    let content = bytes(1000, 120);
    let list = [(100, 100), (900, 100), (400, 100)];
    for mut client in clients() {
        let server = serve(&content, |reply, _| reply);
        let told = client.get_ranges(&server.url("/f"), &list);
        assert!(told.finished && told.bytes == 300, "{told:?}");
        assert_eq!(told.starts.len(), 1);
        assert_eq!(
            told.starts[0].1.size,
            Some(1000),
            "the size is the remote file's"
        );
        assert!(client.content() == joined(&content, &list));
        assert_eq!(
            server.ranges(),
            ["bytes=100-199", "bytes=900-999", "bytes=400-499"],
            "never more than one range in a request"
        );
        assert_eq!(server.seen()[2].header("if-range"), Some("\"one\""));
        assert_eq!(server.connections(), 1);
    }
}

#[test]
fn one_that_goes_to_the_end_may_stand_anywhere() {
    let content = bytes(200, 121);
    let list = [(24, 17), (111, EOF), (83, 7)];
    let server = serve(&content, |reply, _| reply);
    let mut client = Client::background();
    let told = client.get_ranges(&server.url("/f"), &list);
    assert!(told.finished && told.bytes == 17 + 89 + 7, "{told:?}");
    assert!(client.content() == joined(&content, &list));
}

#[test]
fn what_joins_here_and_there_is_one_request() {
    let content = bytes(MIB, 122);
    let server = serve(&content, |reply, _| reply);
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
            let server = serve(&content, move |reply, seen| match seen.nth == nth {
                true if reply.body.len() > cut => reply.cut(cut),
                _ => reply,
            });
            let mut client = Client::background();
            let mut told = client.get_ranges(&server.url("/f"), &MIXED);
            if let Some(failure) = &told.failure {
                assert!(failure.transient, "{failure:?}");
                let before = told.bytes;
                told = client.resume_ranges(&server.url("/f"), &MIXED, &told);
                assert_eq!(told.offsets(), [before]);
            }
            assert!(told.finished, "{told:?}");
            assert!(client.content() == wanted, "cut {nth} at {cut}");
            assert!(server.sent() <= wanted.len() as u64, "cut {nth} at {cut}");
        }
    }
}

#[test]
fn a_server_that_always_cuts_is_beaten() {
    let content = bytes(MIB, 124);
    let server = serve(&content, |reply, _| match reply.body.len() {
        0..=30_000 => reply,
        _ => reply.cut(30_000),
    });
    let mut client = Client::background();
    let url = server.url("/f");
    let mut told = client.get_ranges(&url, &MIXED);
    while !told.finished {
        told = client.resume_ranges(&url, &MIXED, &told);
    }
    assert!(client.content() == joined(&content, &MIXED));
    assert!(server.sent() <= client.content().len() as u64);
}

#[test]
fn less_kept_than_recorded_starts_over_and_more_is_dropped() {
    let content = bytes(MIB, 125);
    let wanted = joined(&content, &MIXED);
    for (kept, starts_at) in [(200_000, 0), (299_999, 0), (900_000, 300_000)] {
        let server = serve(&content, |reply, _| reply);
        let mut client = Client::new();
        let mut told = client.get_ranges(&server.url("/f"), &MIXED);
        let mut left = wanted.clone();
        left.resize(kept, 7);
        fs::write(client.path(), left).unwrap();
        told.bytes = 300_000;
        let told = client.resume_ranges(&server.url("/f"), &MIXED, &told);
        assert!(told.finished && told.offsets() == [starts_at], "{told:?}");
        assert!(client.content() == wanted);
    }
}

#[test]
fn all_was_there_already() {
    let content = bytes(MIB, 126);
    let server = serve(&content, |reply, _| reply);
    let mut client = Client::background();
    let told = client.get_ranges(&server.url("/f"), &MIXED);
    let told = client.resume_ranges(&server.url("/f"), &MIXED, &told);
    assert!(told.finished, "{told:?}");
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
    let server = serve(&content, |reply, _| reply);
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
            let told = client.get_ranges(&server.url("/f"), list);
            told.fatal(BG_E_INVALID_RANGE);
            assert!(
                told.bytes == 0 && !client.path().exists(),
                "{list:?}: no byte of it is taken"
            );
        }
    }
    let empty = serve(b"", |reply, _| reply);
    Client::new()
        .get_ranges(&empty.url("/f"), &[(0, EOF)])
        .fatal(BG_E_INVALID_RANGE);
}

#[test]
fn a_server_that_ignores_ranges() {
    let content = bytes(MIB, 128);
    for spoil in [Reply::chunked, Reply::endless, |reply: Reply| reply] {
        let all = content.clone();
        let server = FaultServer::start(move |_| spoil(Reply::whole(&all).with("ETag", "\"one\"")));
        for mut client in clients() {
            let told = client.get_ranges(&server.url("/f"), &[(0, 10), (50, 10)]);
            told.fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
            assert!(!client.path().exists());
        }
    }
    // One that begins to after the first.
    let server = serve(&content, move |reply, _| reply);
    let mut client = Client::new();
    let mut told = client.get_ranges(&server.url("/f"), &[(0, 10), (50, 10)]);
    let all = content.clone();
    let server = FaultServer::start(move |_| Reply::whole(&all).with("ETag", "\"one\""));
    told.bytes = 15;
    client
        .resume_ranges(&server.url("/f"), &[(0, 10), (50, 10)], &told)
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn an_answer_in_full_to_a_request_for_all_of_it_will_do() {
    let content = bytes(1000, 129);
    let all = content.clone();
    let server = FaultServer::start(move |_| Reply::whole(&all));
    for list in [
        &[(0, EOF)][..],
        &[(0, 1000)],
        &[(0, 400), (400, 600)],
        &[(0, 400), (400, EOF)],
    ] {
        let mut client = Client::background();
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
    // Another one; a byte more before it, or behind it; all there is.
    for (first, end) in [(101, 200), (99, 200), (100, 201), (0, 1000)] {
        let all = content.clone();
        let server =
            FaultServer::start(move |_| Reply::part(&all, first, end).with("ETag", "\"one\""));
        for mut client in clients() {
            let told = client.get_ranges(&server.url("/f"), &[(100, 100)]);
            told.fatal(BG_E_INVALID_SERVER_RESPONSE);
            assert!(!client.path().exists());
        }
    }
    for range in [
        "bytes 100-150/1000",
        "bytes 199-100/1000",
        "bytes 100-199/150",
    ] {
        let server = serve(&content, move |reply, _| reply.with("Content-Range", range));
        Client::new()
            .get_ranges(&server.url("/f"), &[(100, 100)])
            .fatal(BG_E_INVALID_SERVER_RESPONSE);
    }
    let server = serve(&content, |reply, _| reply.without("Content-Range"));
    Client::new()
        .get_ranges(&server.url("/f"), &[(100, 100)])
        .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    let server = serve(&content, |reply, _| {
        reply.with("Content-Range", "bytes 100-199/*")
    });
    Client::new()
        .get_ranges(&server.url("/f"), &[(100, 100)])
        .fatal(BG_E_MISSING_FILE_SIZE);
}

#[test]
fn more_bytes_than_the_range_said() {
    let content = bytes(1000, 131);
    let server = serve(&content, |mut reply, _| {
        reply.body = bytes(500, 1);
        reply.chunked()
    });
    let told = Client::background().get_ranges(&server.url("/f"), &[(100, 100)]);
    told.fatal(BG_E_INVALID_SERVER_RESPONSE);
}

#[test]
fn shorter_answers_than_asked_for_are_put_together() {
    let content = bytes(MIB, 132);
    let all = content.clone();
    let server = FaultServer::start(move |seen| {
        let (first, end) = seen.span().unwrap();
        let end = end.unwrap_or(MIB).min(first + 60_000);
        Reply::part(&all, first, end).with("ETag", "\"one\"")
    });
    let mut client = Client::background();
    let told = client.get_ranges(&server.url("/f"), &MIXED);
    assert!(told.finished && told.offsets() == [0], "{told:?}");
    assert!(client.content() == joined(&content, &MIXED));
}

/// The second version comes with the request of this number, whatever was asked for.
fn changes_at(nth: usize, answer: fn(&[u8], &str, &Seen) -> Reply) -> (FaultServer, Vec<u8>) {
    let (first, second) = (bytes(MIB, 133), bytes(MIB, 134));
    let wanted = joined(&second, &MIXED);
    let server = FaultServer::start(move |seen| {
        if seen.nth < nth {
            answer(&first, "\"one\"", seen)
        } else {
            answer(&second, "\"two\"", seen)
        }
    });
    (server, wanted)
}

#[test]
fn a_file_that_changes_between_ranges_starts_over() {
    for nth in 1..REQUESTS.len() {
        let without_length =
            |content: &[u8], etag: &str, seen: &Seen| Reply::file(content, etag, seen).chunked();
        for answer in [Reply::file, blind, without_length] {
            let (server, wanted) = changes_at(nth, answer);
            let mut client = Client::background();
            let told = client.get_ranges(&server.url("/f"), &MIXED);
            assert!(told.finished && told.offsets() == [0, 0], "{told:?}");
            assert!(
                client.content() == wanted,
                "two versions are mixed at {nth}"
            );
            assert_eq!(server.seen().len(), nth + 1 + REQUESTS.len());
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
        let server = FaultServer::start(move |seen| {
            let version = usize::from(seen.nth > 1);
            blind(&served[version], "", seen)
                .without("ETag")
                .with("Last-Modified", dates[version])
        });
        let mut client = Client::new();
        let told = client.get_ranges(&server.url("/f"), &MIXED);
        assert!(told.finished && told.offsets() == [0, 0], "{told:?}");
        assert!(
            client.content() == joined(&contents[1], &MIXED),
            "two versions are mixed"
        );
        assert_eq!(server.seen()[1].header("if-range"), Some(early));
    }
}

#[test]
fn a_file_that_changed_since_the_break_starts_over() {
    let (first, second) = (bytes(MIB, 137), bytes(MIB, 138));
    for answer in [Reply::file, blind] {
        let (old, new) = (first.clone(), second.clone());
        let server = FaultServer::start(move |seen| match seen.nth {
            0 => Reply::file(&old, "\"one\"", seen),
            1 => Reply::file(&old, "\"one\"", seen).cut(1000),
            _ => answer(&new, "\"two\"", seen),
        });
        let mut client = Client::background();
        let told = client.get_ranges(&server.url("/f"), &MIXED);
        assert_eq!(told.bytes, 151_000);
        let told = client.resume_ranges(&server.url("/f"), &MIXED, &told);
        assert!(told.finished && told.offsets() == [0], "{told:?}");
        assert!(
            client.content() == joined(&second, &MIXED),
            "two versions are mixed"
        );
    }
}

#[test]
fn a_file_that_became_too_small_has_no_such_range_any_more() {
    let (first, second) = (bytes(MIB, 139), bytes(1000, 140));
    let server = FaultServer::start(move |seen| match seen.nth {
        0 => Reply::file(&first, "\"one\"", seen),
        _ => blind(&second, "\"two\"", seen),
    });
    let mut client = Client::background();
    let told = client.get_ranges(&server.url("/f"), &[(0, 10), (2000, 10)]);
    told.fatal(BG_E_INVALID_RANGE);
}

#[test]
fn changing_for_ever() {
    let content = bytes(MIB, 141);
    let server =
        FaultServer::start(move |seen| blind(&content, &format!("\"{}\"", seen.nth), seen));
    Client::background()
        .get_ranges(&server.url("/f"), &MIXED)
        .failed(BG_E_REMOTE_FILE_CHANGED as u32, REMOTE, true);
    assert!(server.seen().len() < 20);
}

#[test]
fn without_a_mark_two_answers_are_not_put_together() {
    let content = bytes(MIB, 142);
    let server = serve(&content, |reply, _| reply.with("ETag", "W/\"weak\""));
    let mut client = Client::background();
    assert!(
        client.get_ranges(&server.url("/f"), &[(5, 100)]).finished,
        "one is enough"
    );
    assert!(client.content() == content[5..105]);
    let told = Client::new().get_ranges(&server.url("/f"), &MIXED);
    told.fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
}

#[test]
fn redirects_lead_every_range_to_the_same_place() {
    let content = bytes(MIB, 143);
    let all = content.clone();
    let server = FaultServer::start(move |seen| match seen.target.as_str() {
        "/f" => Reply::file(&all, "\"one\"", seen),
        _ => Reply::redirect(302, "/f"),
    });
    let mut client = Client::background();
    let told = client.get_ranges(&server.url("/elsewhere"), &MIXED);
    assert!(
        told.finished && told.final_url == Some(server.url("/f")),
        "{told:?}"
    );
    assert!(client.content() == joined(&content, &MIXED));
    assert_eq!(server.seen().len(), 1 + REQUESTS.len());
}
