//! What happens to the reply on its way down.

use bits::abi::BG_E_TOO_LARGE;

use crate::Fault;
use crate::program::{Place, Told};
use crate::scripted_peer::{Deed, ScriptedPeer, Seen, status};

pub const ALL: &[Fault] = &[
    ("a reply", || drop(replies("answer", |_| None))),
    ("a reply with backslashes", || {
        drop(replies(r"sub\folder\answer", |_| None))
    }),
    ("a reply from the root", || {
        drop(replies("/answer", |_| None))
    }),
    ("a reply at another server", elsewhere),
    ("no reply", missing),
    ("a reply where none may be fetched", nowhere),
    ("an empty reply", empty),
    ("a reply of 1 MiB", || whole(1 << 20)),
    ("a reply of more than 1 MiB", || whole((1 << 20) + 1)),
    ("the reply is cut", cut),
    (
        "the reply changes between ranges, and the server says so",
        || changes(true),
    ),
    (
        "the reply changes between ranges, and the server gives the range",
        || changes(false),
    ),
    ("the Ack that names the reply is lost", ack_lost),
    ("the Close after the reply is lost", close_lost),
    ("the server is too busy for the reply", busy),
    ("the reply is gone", gone),
];

const SIZE: usize = 500_000;

/// A reply as a file is served.
struct Content {
    data: Vec<u8>,
    tag: &'static str,
}

impl Content {
    fn new(length: usize, seed: usize, tag: &'static str) -> Content {
        let data = (0..length)
            .map(|at| b'a' + ((at * seed) / 7 % 26) as u8)
            .collect();
        Content { data, tag }
    }

    /// What is asked for; `whole`: from the beginning when the client has another version.
    fn answer(&self, seen: &Seen, honest: bool) -> String {
        let same = seen
            .header("if-range")
            .is_none_or(|tag| tag.contains(self.tag) || !honest);
        let from = seen
            .header("range")
            .and_then(|range| {
                range
                    .strip_prefix("bytes=")?
                    .split('-')
                    .next()?
                    .parse()
                    .ok()
            })
            .filter(|_| same);
        let (status, range) = match from {
            Some(from) => (
                "206 Partial Content",
                format!(
                    "Content-Range: bytes {from}-{}/{}\r\n",
                    self.data.len() - 1,
                    self.data.len()
                ),
            ),
            None => ("200 OK", String::new()),
        };
        let rest = &self.data[from.unwrap_or(0)..];
        format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{range}Accept-Ranges: bytes\r\nETag: \"{}\"\r\n\r\n{}",
            rest.len(),
            self.tag,
            std::str::from_utf8(rest).unwrap()
        )
    }
}

/// A server whose Acks name the reply; `instead` may do something else about a request.
fn peer(
    url: &str,
    content: Content,
    instead: impl Fn(&Seen) -> Option<Deed> + Send + Sync + 'static,
) -> ScriptedPeer {
    let header = format!("BITS-Reply-URL: {url}");
    ScriptedPeer::start(move |seen| match (instead(seen), seen.packet.as_str()) {
        (Some(deed), _) => deed,
        (None, "GET") => Deed::Say(content.answer(seen, true)),
        (None, "Fragment") => Deed::ServeWith(header.clone()),
        (None, _) => Deed::Serve,
    })
}

/// The bytes of an answer up to `kept` bytes after its head, and then nothing.
fn cut_answer(content: &Content, seen: &Seen, kept: usize) -> Deed {
    let mut answer = content.answer(seen, true);
    let head = answer.find("\r\n\r\n").unwrap() + 4;
    answer.truncate(head + kept);
    Deed::Interrupt(answer)
}

fn ask(peer: &ScriptedPeer, options: &[&str]) -> (Place, Told) {
    let place = Place::new(SIZE);
    let told = place.ask(&peer.url("in/a.bin"), options);
    assert!(
        told.troubles().is_empty() || !options.is_empty(),
        "{:x?}",
        told.troubles()
    );
    (place, told)
}

/// Asks a peer, and gets what it has to say, once.
fn expect(peer: &ScriptedPeer, options: &[&str], reply: &[u8]) {
    let (place, told) = ask(peer, options);
    told.expect_done(SIZE).expect_reply(reply);
    assert!(place.reply() == reply);
    assert!(peer.files() == [&*place.data]);
    place.assert_clean();
}

const LENGTH: usize = 300_000;

fn replies(
    url: &str,
    instead: impl Fn(&Seen) -> Option<Deed> + Send + Sync + 'static,
) -> ScriptedPeer {
    let peer = peer(url, Content::new(LENGTH, 3, "one"), instead);
    expect(&peer, &["hurry"], &Content::new(LENGTH, 3, "one").data);
    let wanted = match url {
        "/answer" => "/answer".to_owned(),
        below => format!("/in/{}", below.replace('\\', "/")),
    };
    let log = peer.log();
    let asked = log.iter().filter(|seen| seen.packet == "GET");
    assert!(asked.clone().all(|seen| seen.target == wanted));
    let closed = log.iter().position(|seen| seen.packet == "Close-Session");
    assert!(
        closed > log.iter().position(|seen| seen.packet == "GET"),
        "closed before the reply was there"
    );
    peer
}

fn elsewhere() {
    let other = peer("", Content::new(LENGTH, 5, "one"), |_| None);
    let peer = peer(&other.url("static"), Content::new(1, 1, "none"), |_| None);
    expect(&peer, &[], &Content::new(LENGTH, 5, "one").data);
    assert_eq!((other.count("GET"), peer.count("GET")), (1, 0));
}

fn missing() {
    let peer = ScriptedPeer::start(|_| Deed::Serve);
    let (place, told) = ask(&peer, &[]);
    told.expect_done(SIZE).expect_line("data 00000000 0 sum 0");
    assert_eq!((place.reply(), peer.count("GET")), (vec![], 0));
    assert!(peer.files() == [&*place.data]);
}

fn nowhere() {
    let peer = ScriptedPeer::start(|seen| match (seen.packet.as_str(), seen.nth) {
        ("Fragment", 0..3) => Deed::ServeWith("BITS-Reply-URL: file:///etc/passwd".into()),
        ("Fragment", _) => Deed::ServeWith("BITS-Reply-URL: answer".into()),
        ("GET", _) => Deed::Say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".into()),
        _ => Deed::Serve,
    });
    expect(&peer, &["hurry"], b"ok");
}

fn empty() {
    let peer = peer("answer", Content::new(0, 1, "one"), |_| None);
    expect(&peer, &[], b"");
}

fn whole(length: usize) {
    let peer = peer("answer", Content::new(length, 3, "one"), |_| None);
    let (place, told) = ask(&peer, &[]);
    let expected = Content::new(length, 3, "one").data;
    told.expect_done(SIZE)
        .expect_line(&format!("reply {length} of {length}"));
    match length > 1 << 20 {
        false => _ = told.expect_reply(&expected),
        true => {
            _ = told.expect_line(&format!(
                "data {:08x} {length} sum 0",
                BG_E_TOO_LARGE as u32
            ))
        }
    }
    assert!(place.reply() == expected);
}

fn cut() {
    let content = Content::new(LENGTH, 3, "one");
    let peer = replies("answer", move |seen| {
        seen.is("GET", 0)
            .then(|| cut_answer(&content, seen, 100_000))
    });
    let log = peer.log();
    let second = log.iter().find(|seen| seen.is("GET", 1)).unwrap();
    assert!(second.header("range").is_some(), "{second:?}");
}

/// Half of the first version arrives; what is there in the end is the second.
fn changes(honest: bool) {
    let (first, second) = (
        Content::new(LENGTH, 3, "one"),
        Content::new(LENGTH, 11, "two"),
    );
    let peer = peer(
        "answer",
        Content::new(LENGTH, 11, "two"),
        move |seen| match (seen.packet.as_str(), seen.nth) {
            ("GET", 0) => Some(cut_answer(&first, seen, 150_000)),
            ("GET", _) => Some(Deed::Say(second.answer(seen, honest))),
            _ => None,
        },
    );
    expect(&peer, &["hurry"], &Content::new(LENGTH, 11, "two").data);
}

fn ack_lost() {
    let peer = replies("answer", |seen| {
        seen.is("Fragment", 1).then_some(Deed::LoseAnswer)
    });
    assert_eq!(peer.count("Create-Session"), 1);
}

fn close_lost() {
    let peer = replies("answer", |seen| {
        seen.is("Close-Session", 0).then_some(Deed::LoseAnswer)
    });
    assert_eq!(peer.count("GET"), 1);
}

fn busy() {
    replies("answer", |seen| {
        seen.is("GET", 0).then(|| Deed::Say(status(503, "")))
    });
}

fn gone() {
    let peer = peer("answer", Content::new(1, 1, "one"), |seen| {
        (seen.packet == "GET").then(|| Deed::Say(status(404, "")))
    });
    let (place, told) = ask(&peer, &[]);
    told.expect_line("error 80190194 context 5");
    assert!(!place.path("reply").exists());
}
