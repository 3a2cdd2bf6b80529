//! What happens to the file on its way up.

use std::time::Duration;

use bits::abi::*;

use crate::Fault;
use crate::program::{Place, Told};
use crate::scripted_peer::{Deed, ScriptedPeer, Seen, status};

pub const ALL: &[Fault] = &[
    ("no fault", || drop(survives(|_| Deed::Serve))),
    ("an empty file", || {
        drop(survives_with(0, &[], |_| Deed::Serve))
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
    ("a server that is silent", || hung_up(Deed::Silence)),
    ("a server that does not read", || hung_up(Deed::Deaf)),
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
/// What a job ends in when the server breaks the protocol.
const INVALID: u32 = BG_E_INVALID_SERVER_RESPONSE as u32;

fn survives(script: impl Fn(&Seen) -> Deed + Send + Sync + 'static) -> (ScriptedPeer, Told) {
    survives_with(SIZE, &[], script)
}

/// Uploads a file to a peer with this script; in the end it has the file, once.
fn survives_with(
    size: usize,
    options: &[&str],
    script: impl Fn(&Seen) -> Deed + Send + Sync + 'static,
) -> (ScriptedPeer, Told) {
    let place = Place::new(size);
    let peer = ScriptedPeer::start(script);
    let told = place.upload(&peer.url("a.bin"), options);
    told.expect_done(size);
    assert!(
        peer.files() == [&*place.data],
        "{} files",
        peer.files().len()
    );
    place.assert_clean();
    (peer, told)
}

/// Uploads a file to a peer that does not take it; the job ends in ERROR.
fn fails(
    code: HRESULT,
    context: i32,
    options: &[&str],
    script: impl Fn(&Seen) -> Deed + Send + Sync + 'static,
) -> ScriptedPeer {
    let place = Place::new(SIZE);
    let peer = ScriptedPeer::start(script);
    place
        .upload(&peer.url("a.bin"), options)
        .expect_error(code as u32, context);
    assert!(peer.files().is_empty());
    peer
}

fn when(packet: &'static str, nth: usize, deed: Deed) -> impl Fn(&Seen) -> Deed + Send + Sync {
    move |seen| match seen.is(packet, nth) {
        true => deed.clone(),
        false => Deed::Serve,
    }
}

fn cut_once() {
    let (peer, told) = survives(when("Fragment", 0, Deed::CutAfter(100_000)));
    told.expect_no_trouble();
    let sent: usize = lengths(&peer).iter().sum();
    assert!(sent < SIZE + 300_000, "{sent} bytes for {SIZE}");
}

fn lengths(peer: &ScriptedPeer) -> Vec<usize> {
    let fragments = peer
        .log()
        .into_iter()
        .filter(|seen| seen.packet == "Fragment");
    fragments
        .map(|seen| seen.header("content-length").unwrap().parse().unwrap())
        .collect()
}

fn cut_often() {
    survives(|seen| match seen.packet.as_str() {
        "Fragment" if seen.nth.is_multiple_of(2) => Deed::CutAfter(60_000),
        _ => Deed::Serve,
    });
}

fn lost_ack(packet: &'static str, nth: usize) {
    let (peer, told) = survives(when(packet, nth, Deed::LoseAnswer));
    assert!(peer.count(packet) > nth + 1 || packet == "Fragment");
    told.expect_no_trouble();
}

fn every_ack_lost() {
    survives(|seen| {
        if seen.nth == 0 {
            Deed::LoseAnswer
        } else {
            Deed::Serve
        }
    });
}

fn wrong_offset(code: u16, offset: &str) {
    let answer = status(code, &format!("BITS-Received-Content-Range: {offset}"));
    survives_with(SIZE, &["hurry"], when("Fragment", 0, Deed::Say(answer)));
}

fn offset_stuck() {
    let (_, told) = survives_with(SIZE, &["hurry"], |seen| match seen.packet.as_str() {
        "Fragment" if seen.nth < 12 => Deed::Say(status(200, "BITS-Received-Content-Range: 0")),
        _ => Deed::Serve,
    });
    assert!(
        !told.troubles().is_empty() && told.troubles().iter().all(|code| *code == INVALID),
        "{:x?}",
        told.troubles()
    );
}

fn garbage() {
    const GARBAGE: [&str; 9] = [
        "\r\n\r\n",
        "garbage\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 9999999999 No\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nBITS-Received-Content-Range: \u{1}\u{2}\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n: no name\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nBITS-Received-Content-Range : 5\u{fffd}\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ];
    let (peer, _) = survives_with(SIZE, &["hurry"], |seen| match GARBAGE.get(seen.nth) {
        Some(text) if seen.packet != "Ping" => Deed::Interrupt((*text).to_owned()),
        _ => Deed::Serve,
    });
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        assert!(peer.count(packet) > GARBAGE.len(), "{packet}");
    }
}

fn huge_head(lines: String) {
    let head = format!("HTTP/1.1 200 OK\r\n{lines}\r\n");
    survives_with(SIZE, &["hurry"], move |seen| match seen.packet.as_str() {
        "Create-Session" | "Fragment" | "Close-Session" if seen.nth == 0 => {
            Deed::Interrupt(head.clone())
        }
        _ => Deed::Serve,
    });
}

fn endless_body() {
    let chatty = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}",
        "<html>".repeat(1_000_000)
    );
    survives_with(
        SIZE,
        &["hurry"],
        when("Create-Session", 0, Deed::Say(chatty)),
    );
}

/// A head that comes slowly is waited for as long as it moves, unless the user has seen enough; it
/// does not grow without end.
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
        when("Fragment", 0, Deed::Trickle(text, pause)),
    );
}

/// A server may take its time, until the user has seen enough.
fn hung_up(deed: Deed) {
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        let (_, told) = survives_with(20_000_000, &["hang-up"], when(packet, 0, deed.clone()));
        told.expect_line("hangs up");
    }
}

fn session_lost(packet: &'static str, nth: usize) {
    let (peer, told) = survives(when(packet, nth, Deed::Forget));
    assert_eq!(peer.count("Create-Session"), 2);
    told.expect_no_trouble();
}

fn challenged_once() {
    let challenge = Deed::Interrupt(status(401, "WWW-Authenticate: Basic realm=x"));
    let (peer, told) = survives(when("Fragment", 1, challenge));
    assert_eq!(peer.count("Ping"), 1);
    told.expect_no_trouble();
}

fn challenged_for_good() {
    let peer = fails(http(401), 5, &[], |seen| match seen.packet.as_str() {
        "Fragment" => Deed::Say(status(401, "WWW-Authenticate: Basic realm=x")),
        _ => Deed::Serve,
    });
    assert_eq!(peer.count("Fragment"), 2);
}

fn http(status: u32) -> HRESULT {
    (0x8019_0000 | status) as HRESULT
}

/// Waits for its retry as a program does that calls nothing.
fn storm() {
    let (_, told) = survives(|seen| match (seen.packet.as_str(), seen.nth) {
        ("Create-Session", 0) => Deed::Say(status(500, "")),
        ("Fragment", 0) => Deed::Say(status(503, "Retry-After: 1")),
        ("Close-Session", 0) => Deed::Say(status(502, "")),
        _ => Deed::Serve,
    });
    assert_eq!(
        told.troubles(),
        [http(500) as u32, http(503) as u32, http(502) as u32]
    );
}

fn storm_under_data() {
    let codes = [500, 502, 503, 504];
    let (_, told) = survives_with(SIZE, &["hurry"], move |seen| match seen.packet.as_str() {
        "Fragment" if seen.nth % 5 != 4 => Deed::Interrupt(status(codes[seen.nth % 5], "")),
        _ => Deed::Serve,
    });
    assert!(told.troubles().len() >= 4, "{:x?}", told.troubles());
}

fn too_large() {
    let (peer, told) =
        survives(
            |seen| match seen.header("content-length").map(str::parse::<usize>) {
                Some(Ok(length)) if length > 40_000 => {
                    Deed::Interrupt(status(413, "Connection: close"))
                }
                _ => Deed::Serve,
            },
        );
    told.expect_no_trouble();
    let refused = lengths(&peer)
        .iter()
        .filter(|length| **length > 40_000)
        .count();
    assert_eq!(refused, 3, "{:?}", lengths(&peer));
}

fn always_too_large() {
    let peer = fails(http(413), 5, &[], |seen| match seen.packet.as_str() {
        "Fragment" => Deed::Interrupt(status(413, "Connection: close")),
        _ => Deed::Serve,
    });
    assert_eq!(lengths(&peer).last(), Some(&5120));
}

fn outdated() {
    fails(BG_E_INSUFFICIENT_HTTP_SUPPORT, 5, &[], |_| {
        Deed::Interrupt("HTTP/1.0 200 OK\r\nBITS-Session-Id: 1\r\n\r\n".into())
    });
}

fn mismatch() {
    let other = "BITS-Protocol: {00000000-249b-430f-820d-3d2a9bef4931}|BITS-Session-Id: 1";
    fails(BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH, 5, &[], move |_| {
        Deed::Say(status(200, other))
    });
}

fn redirected() {
    let elsewhere = ScriptedPeer::start(|_| Deed::Serve);
    let location = format!("Location: {}", elsewhere.url("a.bin"));
    fails(http(307), 5, &[], move |_| {
        Deed::Say(status(307, &location))
    });
    assert!(elsewhere.log().is_empty());
}

fn refused(code: u16, headers: &'static str, expected: HRESULT, context: i32) {
    fails(expected, context, &[], move |_| {
        Deed::Say(status(code, headers))
    });
}

#[test]
#[ignore = "takes five minutes"]
fn silence_ends_by_itself() {
    std::thread::scope(|scope| {
        for deed in [
            Deed::Silence,
            Deed::Deaf,
            Deed::Trickle("HTTP/1.1 200 OK\r\nX: ".into(), Duration::from_secs(1)),
        ] {
            scope.spawn(|| {
                let (_, told) = survives_with(20_000_000, &[], when("Fragment", 0, deed));
                assert_eq!(told.troubles(), [0x8007_2ee2], "timed out");
            });
        }
    });
}
