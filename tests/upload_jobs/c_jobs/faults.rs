//! Faults during the upload.

use std::time::Duration;

use bits::abi::*;
use bits_test_support::needs::GCC;
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};
use bits_test_support::server_style::ServerStyle;

use crate::malformed_responses;

use super::Fault;
use super::program::{Report, Workspace};

pub const ALL: &[Fault] = &[
    ("no fault", || drop(survives(|_| PeerAction::Serve))),
    ("an empty file", || {
        drop(survives_with(0, &[], |_| PeerAction::Serve))
    }),
    ("cut in the middle of a fragment", cut_once),
    ("every fragment is cut at first", cut_often),
    ("the Ack of Create-Session is lost", || {
        lost_ack("Create-Session", 0)
    }),
    ("the Ack of a middle fragment is lost", || {
        lost_ack("Fragment", 0)
    }),
    ("the Ack of the last fragment is lost", || {
        lost_ack("Fragment", 1)
    }),
    ("the Ack of Close-Session is lost", || {
        lost_ack("Close-Session", 0)
    }),
    ("every Ack is lost at first", every_ack_lost),
    ("an offset too low, with 200", || {
        wrong_offset(200, "100000")
    }),
    ("an offset too high, with 200", || {
        wrong_offset(200, "500000")
    }),
    ("an offset too low, with 416", || {
        wrong_offset(416, "100000")
    }),
    ("an offset too high, with 416", || {
        wrong_offset(416, "500000")
    }),
    ("an offset beyond the file", || wrong_offset(200, "1000001")),
    ("an offset beyond all numbers", || {
        wrong_offset(200, "99999999999999999999")
    }),
    ("an offset below zero", || wrong_offset(416, "-1")),
    ("an offset that is none", || wrong_offset(200, "bytes 0-5")),
    ("an offset that does not move", offset_stuck),
    ("garbage instead of answers", garbage),
    ("a header of 10 MB", || {
        huge_head(format!("X: {}\r\n", "x".repeat(10_000_000)))
    }),
    ("300,000 headers", || {
        huge_head("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(300_000))
    }),
    ("an endless body after the answer", endless_body),
    ("a head that never ends", || trickle(Duration::ZERO)),
    ("a slow loris", || trickle(Duration::from_millis(100))),
    ("a server that is silent", || hung_up(PeerAction::Silence)),
    ("a server that does not read", || {
        hung_up(PeerAction::IgnoreBody)
    }),
    ("the session is lost in the middle", || {
        session_lost("Fragment", 1)
    }),
    ("the session is lost before the close", || {
        session_lost("Close-Session", 0)
    }),
    ("a 401 in the middle", challenged_once),
    ("a 401 for good", challenged_for_good),
    ("a storm of 5xx", storm),
    ("a storm of 5xx under the data", storm_under_data),
    ("fragments too large for the server", too_large),
    ("every fragment too large for the server", always_too_large),
    ("a server of HTTP/1.0", outdated),
    ("a server of another protocol", mismatch),
    ("a redirect", redirected),
    ("a server that refuses", || {
        refused(
            403,
            "BITS-Error: 0x80070005|BITS-Error-Context: 0x5",
            E_ACCESSDENIED,
            5,
        );
    }),
    ("an application that refuses", || {
        refused(
            403,
            "BITS-Error-Code: 0xA0000001|BITS-Error-Context: 0x7",
            0xa000_0001_u32 as HRESULT,
            7,
        );
    }),
    ("a file too large for the server", || {
        refused(
            500,
            "BITS-Error: 0x80200020|BITS-Error-Context: 0x5",
            BG_E_TOO_LARGE,
            5,
        );
    }),
    ("a file that exists already", || {
        refused(409, "", 0x8019_0199_u32 as HRESULT, 5)
    }),
];

const SIZE: usize = 1_000_000;
/// The errors of a job whose server breaks the protocol.
const INVALID: u32 = BG_E_INVALID_SERVER_RESPONSE as u32;

fn survives(
    script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
) -> (ScriptedPeer, Report) {
    survives_with(SIZE, &[], script)
}

/// Uploads a file to a peer with this script, and checks that the peer has the file once.
fn survives_with(
    size: usize,
    options: &[&str],
    script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
) -> (ScriptedPeer, Report) {
    let workspace = Workspace::new(size);
    let peer = ScriptedPeer::start(script);
    let report = workspace.upload(&peer.url("a.bin"), options);
    report.expect_done(size);
    assert!(
        peer.files() == [&*workspace.data],
        "{} files",
        peer.files().len()
    );
    workspace.assert_clean();
    (peer, report)
}

/// Uploads a file to a peer that refuses it, and checks that the job ends in ERROR.
fn fails(
    code: HRESULT,
    context: i32,
    options: &[&str],
    script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
) -> ScriptedPeer {
    let workspace = Workspace::new(SIZE);
    let peer = ScriptedPeer::start(script);
    workspace
        .upload(&peer.url("a.bin"), options)
        .expect_error(code as u32, context);
    assert!(peer.files().is_empty());
    peer
}

fn when(
    packet: &'static str,
    nth: usize,
    action: PeerAction,
) -> impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync {
    move |received| match received.is(packet, nth) {
        true => action.clone(),
        false => PeerAction::Serve,
    }
}

fn cut_once() {
    let (peer, report) = survives(when("Fragment", 0, PeerAction::CutAfter(100_000)));
    report.expect_no_trouble();
    let sent: usize = lengths(&peer).iter().sum();
    assert!(sent < SIZE + 300_000, "{sent} bytes for {SIZE}");
}

fn lengths(peer: &ScriptedPeer) -> Vec<usize> {
    let fragments = peer
        .log()
        .into_iter()
        .filter(|received| received.packet == "Fragment");
    fragments
        .map(|received| received.header("content-length").unwrap().parse().unwrap())
        .collect()
}

fn cut_often() {
    survives(|received| match received.packet.as_str() {
        "Fragment" if received.nth.is_multiple_of(2) => PeerAction::CutAfter(60_000),
        _ => PeerAction::Serve,
    });
}

fn lost_ack(packet: &'static str, nth: usize) {
    let (peer, report) = survives(when(packet, nth, PeerAction::LoseAnswer));
    assert!(peer.count(packet) > nth + 1 || packet == "Fragment");
    report.expect_no_trouble();
}

fn every_ack_lost() {
    survives(|received| {
        if received.nth == 0 {
            PeerAction::LoseAnswer
        } else {
            PeerAction::Serve
        }
    });
}

fn wrong_offset(code: u16, offset: &str) {
    let answer = status(code, &format!("BITS-Received-Content-Range: {offset}"));
    survives_with(
        SIZE,
        &["hurry"],
        when("Fragment", 0, PeerAction::Respond(answer)),
    );
}

fn offset_stuck() {
    let (_, report) = survives_with(SIZE, &["hurry"], |received| {
        match received.packet.as_str() {
            "Fragment" if received.nth < 12 => {
                PeerAction::Respond(status(200, "BITS-Received-Content-Range: 0"))
            }
            _ => PeerAction::Serve,
        }
    });
    assert!(
        !report.troubles().is_empty() && report.troubles().iter().all(|code| *code == INVALID),
        "{:x?}",
        report.troubles()
    );
}

fn garbage() {
    let (peer, _) = survives_with(SIZE, &["hurry"], |received| {
        match malformed_responses(&received.packet).get(received.nth) {
            Some(text) if received.packet != "Ping" => PeerAction::Interrupt((*text).to_owned()),
            _ => PeerAction::Serve,
        }
    });
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        let malformed = malformed_responses(packet).len();
        assert!(peer.count(packet) > malformed, "{packet}");
    }
}

fn huge_head(lines: String) {
    let head = format!("HTTP/1.1 200 OK\r\n{lines}\r\n");
    survives_with(SIZE, &["hurry"], move |received| {
        match received.packet.as_str() {
            "Create-Session" | "Fragment" | "Close-Session" if received.nth == 0 => {
                PeerAction::Interrupt(head.clone())
            }
            _ => PeerAction::Serve,
        }
    });
}

fn endless_body() {
    let chatty = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nBITS-Packet-Type: Ack\r\n\r\n{}",
        "<html>".repeat(1_000_000)
    );
    survives_with(
        SIZE,
        &["hurry"],
        when("Create-Session", 0, PeerAction::Respond(chatty)),
    );
}

/// The client waits for a slow head as long as bytes arrive, unless the user ends the job. The head
/// may not grow without limit.
fn trickle(pause: Duration) {
    let options: &[&str] = if pause.is_zero() {
        &["hurry"]
    } else {
        &["hang-up"]
    };
    let text = "HTTP/1.1 200 OK\r\n".to_owned() + &"X: y\r\n".repeat(20_000);
    survives_with(
        SIZE,
        options,
        when("Fragment", 0, PeerAction::Trickle(text, pause)),
    );
}

/// A server may be slow until the user ends the job.
fn hung_up(action: PeerAction) {
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        let (_, report) = survives_with(20_000_000, &["hang-up"], when(packet, 0, action.clone()));
        report.expect_line("hangs up");
    }
}

fn session_lost(packet: &'static str, nth: usize) {
    let (peer, report) = survives(when(packet, nth, PeerAction::Forget));
    assert_eq!(peer.count("Create-Session"), 2);
    report.expect_no_trouble();
}

fn challenged_once() {
    let challenge = PeerAction::Interrupt(status(401, "WWW-Authenticate: Basic realm=x"));
    let (peer, report) = survives(when("Fragment", 1, challenge));
    assert_eq!(peer.count("Ping"), 1);
    report.expect_no_trouble();
}

fn challenged_for_good() {
    let peer = fails(http(401), 5, &[], |received| {
        match received.packet.as_str() {
            "Fragment" => PeerAction::Respond(status(401, "WWW-Authenticate: Basic realm=x")),
            _ => PeerAction::Serve,
        }
    });
    assert_eq!(peer.count("Fragment"), 2);
}

fn http(status: u32) -> HRESULT {
    (0x8019_0000 | status) as HRESULT
}

/// The program waits for the retry without calls.
fn storm() {
    let (_, report) = survives(|received| match (received.packet.as_str(), received.nth) {
        ("Create-Session", 0) => PeerAction::Respond(status(500, "")),
        ("Fragment", 0) => PeerAction::Respond(status(503, "Retry-After: 1")),
        ("Close-Session", 0) => PeerAction::Respond(status(502, "")),
        _ => PeerAction::Serve,
    });
    assert_eq!(
        report.troubles(),
        [http(500) as u32, http(503) as u32, http(502) as u32]
    );
}

fn storm_under_data() {
    let codes = [500, 502, 503, 504];
    let (_, report) = survives_with(SIZE, &["hurry"], move |received| {
        match received.packet.as_str() {
            "Fragment" if received.nth % 5 != 4 => {
                PeerAction::Interrupt(status(codes[received.nth % 5], ""))
            }
            _ => PeerAction::Serve,
        }
    });
    assert!(report.troubles().len() >= 4, "{:x?}", report.troubles());
}

fn too_large() {
    let (peer, report) =
        survives(
            |received| match received.header("content-length").map(str::parse::<usize>) {
                Some(Ok(length)) if length > 40_000 => {
                    PeerAction::Interrupt(status(413, "Connection: close"))
                }
                _ => PeerAction::Serve,
            },
        );
    report.expect_no_trouble();
    let refused = lengths(&peer)
        .iter()
        .filter(|length| **length > 40_000)
        .count();
    assert_eq!(refused, 3, "{:?}", lengths(&peer));
}

fn always_too_large() {
    let peer = fails(http(413), 5, &[], |received| {
        match received.packet.as_str() {
            "Fragment" => PeerAction::Interrupt(status(413, "Connection: close")),
            _ => PeerAction::Serve,
        }
    });
    assert_eq!(lengths(&peer).last(), Some(&5120));
}

fn outdated() {
    let workspace = Workspace::new(SIZE);
    let style = ServerStyle {
        status_line: ("HTTP/1.0 ", " OK"),
        closes: true,
        ..ServerStyle::default()
    };
    let peer = ScriptedPeer::start_in_style(style, |_| PeerAction::Serve);
    let report = workspace.upload(&peer.url("a.bin"), &[]);
    report.expect_done(SIZE).expect_no_trouble();
    assert!(peer.files() == [&*workspace.data]);
}

fn mismatch() {
    let other = "BITS-Protocol: {00000000-249b-430f-820d-3d2a9bef4931}|BITS-Session-Id: 1";
    fails(BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH, 5, &[], move |_| {
        PeerAction::Respond(status(200, other))
    });
}

fn redirected() {
    let elsewhere = ScriptedPeer::start(|_| PeerAction::Serve);
    let location = format!("Location: {}", elsewhere.url("a.bin"));
    fails(http(307), 5, &[], move |_| {
        PeerAction::Respond(status(307, &location))
    });
    assert!(elsewhere.log().is_empty());
}

fn refused(code: u16, headers: &'static str, expected: HRESULT, context: i32) {
    fails(expected, context, &[], move |_| {
        PeerAction::Respond(status(code, headers))
    });
}

#[test(needs = [GCC], slow)]
fn silence_ends_by_itself() {
    std::thread::scope(|scope| {
        for action in [
            PeerAction::Silence,
            PeerAction::IgnoreBody,
            PeerAction::Trickle("HTTP/1.1 200 OK\r\nX: ".into(), Duration::from_secs(1)),
        ] {
            scope.spawn(|| {
                let (_, report) = survives_with(20_000_000, &[], when("Fragment", 0, action));
                assert_eq!(report.troubles(), [0x8007_2ee2], "timed out");
            });
        }
    });
}
