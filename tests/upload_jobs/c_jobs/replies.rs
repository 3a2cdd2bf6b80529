//! Faults during the download of the reply.

use bits::abi::BG_E_TOO_LARGE;
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};

use super::Fault;
use super::program::{Report, Workspace};

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

/// The content of a reply.
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

    /// The response to a request for a range. An honest server sends all when the client has
    /// another version.
    fn answer(&self, received: &ReceivedPacket, honest: bool) -> String {
        let same = received
            .header("if-range")
            .is_none_or(|tag| tag.contains(self.tag) || !honest);
        let from = received
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
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{range}Accept-Ranges: bytes\r\n\
             ETag: \"{}\"\r\n\r\n{}",
            rest.len(),
            self.tag,
            std::str::from_utf8(rest).unwrap()
        )
    }
}

/// A peer whose Acks name the reply. `instead` may select another action for a request.
fn peer(
    url: &str,
    content: Content,
    instead: impl Fn(&ReceivedPacket) -> Option<PeerAction> + Send + Sync + 'static,
) -> ScriptedPeer {
    let header = format!("BITS-Reply-URL: {url}");
    ScriptedPeer::start(
        move |received| match (instead(received), received.packet.as_str()) {
            (Some(action), _) => action,
            (None, "GET") => PeerAction::Respond(content.answer(received, true)),
            (None, "Fragment") => PeerAction::ServeWith(header.clone()),
            (None, _) => PeerAction::Serve,
        },
    )
}

/// Sends a response up to `kept` bytes after its head, then closes the connection.
fn cut_answer(content: &Content, received: &ReceivedPacket, kept: usize) -> PeerAction {
    let mut answer = content.answer(received, true);
    let head = answer.find("\r\n\r\n").unwrap() + 4;
    answer.truncate(head + kept);
    PeerAction::Interrupt(answer)
}

fn ask(peer: &ScriptedPeer, options: &[&str]) -> (Workspace, Report) {
    let workspace = Workspace::new(SIZE);
    let report = workspace.ask(&peer.url("in/a.bin"), options);
    assert!(
        report.troubles().is_empty() || !options.is_empty(),
        "{:x?}",
        report.troubles()
    );
    (workspace, report)
}

/// Uploads to a peer, and checks that the reply arrives once.
fn expect(peer: &ScriptedPeer, options: &[&str], reply: &[u8]) {
    let (workspace, report) = ask(peer, options);
    report.expect_done(SIZE).expect_reply(reply);
    assert!(workspace.reply() == reply);
    assert!(peer.files() == [&*workspace.data]);
    workspace.assert_clean();
}

const LENGTH: usize = 300_000;

fn replies(
    url: &str,
    instead: impl Fn(&ReceivedPacket) -> Option<PeerAction> + Send + Sync + 'static,
) -> ScriptedPeer {
    let peer = peer(url, Content::new(LENGTH, 3, "one"), instead);
    expect(&peer, &["hurry"], &Content::new(LENGTH, 3, "one").data);
    let wanted = match url {
        "/answer" => "/answer".to_owned(),
        below => format!("/in/{}", below.replace('\\', "/")),
    };
    let log = peer.log();
    let asked = log.iter().filter(|received| received.packet == "GET");
    assert!(asked.clone().all(|received| received.target == wanted));
    let closed = log
        .iter()
        .position(|received| received.packet == "Close-Session");
    assert!(
        closed > log.iter().position(|received| received.packet == "GET"),
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
    let peer = ScriptedPeer::start(|_| PeerAction::Serve);
    let (workspace, report) = ask(&peer, &[]);
    report
        .expect_done(SIZE)
        .expect_line("data 00000000 0 sum 0");
    assert_eq!((workspace.reply(), peer.count("GET")), (vec![], 0));
    assert!(peer.files() == [&*workspace.data]);
}

fn nowhere() {
    let peer = ScriptedPeer::start(|received| match (received.packet.as_str(), received.nth) {
        ("Fragment", 0..3) => PeerAction::ServeWith("BITS-Reply-URL: file:///etc/passwd".into()),
        ("Fragment", _) => PeerAction::ServeWith("BITS-Reply-URL: answer".into()),
        ("GET", _) => PeerAction::Respond("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".into()),
        _ => PeerAction::Serve,
    });
    expect(&peer, &["hurry"], b"ok");
}

fn empty() {
    let peer = peer("answer", Content::new(0, 1, "one"), |_| None);
    expect(&peer, &[], b"");
}

fn whole(length: usize) {
    let peer = peer("answer", Content::new(length, 3, "one"), |_| None);
    let (workspace, report) = ask(&peer, &[]);
    let expected = Content::new(length, 3, "one").data;
    report
        .expect_done(SIZE)
        .expect_line(&format!("reply {length} of {length}"));
    match length > 1 << 20 {
        false => _ = report.expect_reply(&expected),
        true => {
            _ = report.expect_line(&format!(
                "data {:08x} {length} sum 0",
                BG_E_TOO_LARGE as u32
            ))
        }
    }
    assert!(workspace.reply() == expected);
}

fn cut() {
    let content = Content::new(LENGTH, 3, "one");
    let peer = replies("answer", move |received| {
        received
            .is("GET", 0)
            .then(|| cut_answer(&content, received, 100_000))
    });
    let log = peer.log();
    let second = log.iter().find(|received| received.is("GET", 1)).unwrap();
    assert!(second.header("range").is_some(), "{second:?}");
}

/// Half of the first version arrives. The complete reply is the second version.
fn changes(honest: bool) {
    let (first, second) = (
        Content::new(LENGTH, 3, "one"),
        Content::new(LENGTH, 11, "two"),
    );
    let peer = peer(
        "answer",
        Content::new(LENGTH, 11, "two"),
        move |received| match (received.packet.as_str(), received.nth) {
            ("GET", 0) => Some(cut_answer(&first, received, 150_000)),
            ("GET", _) => Some(PeerAction::Respond(second.answer(received, honest))),
            _ => None,
        },
    );
    expect(&peer, &["hurry"], &Content::new(LENGTH, 11, "two").data);
}

fn ack_lost() {
    let peer = replies("answer", |received| {
        received.is("Fragment", 1).then_some(PeerAction::LoseAnswer)
    });
    assert_eq!(peer.count("Create-Session"), 1);
}

fn close_lost() {
    let peer = replies("answer", |received| {
        received
            .is("Close-Session", 0)
            .then_some(PeerAction::LoseAnswer)
    });
    assert_eq!(peer.count("GET"), 1);
}

fn busy() {
    replies("answer", |received| {
        received
            .is("GET", 0)
            .then(|| PeerAction::Respond(status(503, "")))
    });
}

fn gone() {
    let peer = peer("answer", Content::new(1, 1, "one"), |received| {
        (received.packet == "GET").then(|| PeerAction::Respond(status(404, "")))
    });
    let (workspace, report) = ask(&peer, &[]);
    report.expect_line("error 80190194 context 5");
    assert!(!workspace.path("reply").exists());
}
