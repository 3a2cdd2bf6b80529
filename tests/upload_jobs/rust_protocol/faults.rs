//! A peer does what no correct server does: nothing is lost, nothing is sent twice, nothing hangs.

use std::time::{Duration, Instant};

use bits::abi::{BG_E_INSUFFICIENT_HTTP_SUPPORT, BG_E_INVALID_SERVER_RESPONSE};
use bits::engine::{http_status, win32};
use bits::testing::UploadAction;
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};
use bits_test_support::uploader::Uploader;

use crate::malformed_responses;

use super::LocalFile;

const SIZE: usize = 1_000_000;

/// Uploads a file to a peer with this script, and checks that the peer has the file once.
fn survives(
    script: impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync + 'static,
) -> ScriptedPeer {
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(script);
    Uploader::impatient(&peer.url("a.bin"), &local.path).expect_done();
    assert!(peer.files() == [local.data], "{} files", peer.files().len());
    peer
}

fn when(
    packet: &'static str,
    nth: usize,
    action: PeerAction,
) -> impl Fn(&ReceivedPacket) -> PeerAction + Send + Sync {
    move |received| {
        if received.is(packet, nth) {
            action.clone()
        } else {
            PeerAction::Serve
        }
    }
}

#[test]
fn no_fault_at_all() {
    let peer = survives(|_| PeerAction::Serve);
    let packets: Vec<String> = peer
        .log()
        .into_iter()
        .map(|received| received.packet)
        .collect();
    assert_eq!(
        packets,
        ["Create-Session", "Fragment", "Fragment", "Close-Session"]
    );
    let connections: Vec<usize> = peer
        .log()
        .into_iter()
        .map(|received| received.connection)
        .collect();
    assert_eq!(connections, [0, 0, 0, 0], "the session has one connection");
    assert_eq!(peer.sessions(), 0);
    for received in peer.log() {
        assert_eq!(received.method, "BITS_POST");
        assert_eq!(received.header("expect"), None);
        assert_eq!(received.header("transfer-encoding"), None);
        assert_eq!(received.header("content-type"), None);
        let body = if received.packet == "Fragment" {
            None
        } else {
            Some("0")
        };
        assert_eq!(
            body.or(received.header("content-length")),
            received.header("content-length")
        );
    }
}

/// Such a server serves a second connection only when the first one is closed.
#[test]
fn a_server_with_one_thread() {
    let peer = ScriptedPeer::start_with_one_thread(|received| match received.packet.as_str() {
        "Fragment" => PeerAction::ServeWith("BITS-Reply-URL: reply".into()),
        "GET" => PeerAction::Respond(
            "HTTP/1.1 206 Some\r\nContent-Length: 5\r\nContent-Range: bytes 0-4/5\r\n\
             ETag: \"1\"\r\n\r\nreply"
                .into(),
        ),
        _ => PeerAction::Serve,
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::impatient(&peer.url("a.bin"), &local.path);
    uploader.wants_reply = true;
    let end = uploader.run();
    assert!(
        matches!(end, UploadAction::Done { reply_url: Some(_) }),
        "{end:x?}"
    );
    assert!(peer.files() == [local.data]);
    assert_eq!(std::fs::read(&uploader.reply).unwrap(), b"reply");
    assert!(peer.log().iter().all(|received| received.connection == 0));
}

/// On a reused connection libcurl repeats a request by itself. The second Close-Session would then
/// find no session, and the file would be sent again.
#[test]
fn a_close_without_an_answer_is_not_repeated_unseen() {
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(when("Close-Session", 0, PeerAction::LoseAnswer));
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    let mut closes = 0;
    let end = uploader.run_until(|action| {
        closes +=
            usize::from(matches!(action, UploadAction::Send(request) if request.must_not_repeat));
        false
    });
    assert!(matches!(end, Some(UploadAction::Done { .. })), "{end:x?}");
    assert_eq!(
        (
            closes,
            peer.count("Close-Session"),
            peer.count("Create-Session")
        ),
        (2, 2, 1)
    );
    assert!(peer.files() == [local.data]);
}

#[test]
fn a_cut_in_the_middle_of_a_fragment() {
    for kept in [0, 1, 100_000, 262_143] {
        let peer = survives(when("Fragment", 0, PeerAction::CutAfter(kept)));
        assert!(peer.log().iter().any(|received| received.connection > 0));
    }
}

#[test]
fn every_fragment_is_cut_at_first() {
    survives(|received| match received.packet.as_str() {
        "Fragment" if received.nth % 2 == 0 => PeerAction::CutAfter(60_000),
        _ => PeerAction::Serve,
    });
}

#[test]
fn lost_acks() {
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        let peer = survives(when(packet, 0, PeerAction::LoseAnswer));
        assert_eq!(peer.files().len(), 1, "{packet}");
    }
    survives(when("Fragment", 1, PeerAction::LoseAnswer));
    survives(|received| {
        if received.nth == 0 {
            PeerAction::LoseAnswer
        } else {
            PeerAction::Serve
        }
    });
}

#[test]
fn a_session_lost_in_the_middle() {
    let peer = survives(when("Fragment", 1, PeerAction::Forget));
    assert_eq!(peer.count("Create-Session"), 2);
}

#[test]
fn a_session_lost_before_the_close() {
    let peer = survives(when("Close-Session", 0, PeerAction::Forget));
    assert_eq!(peer.count("Create-Session"), 2);
}

#[test]
fn wrong_offsets() {
    let ack = |status: u16, offset: &str| {
        PeerAction::Respond(bits_test_support::scripted_peer::status(
            status,
            &format!("BITS-Received-Content-Range: {offset}"),
        ))
    };
    for code in [200, 416] {
        for offset in [
            "1000001",
            "18446744073709551615",
            "99999999999999999999",
            "-1",
            "bytes 0-5",
            "",
        ] {
            survives(when("Fragment", 0, ack(code, offset)));
        }
        // A possible but wrong number leads to a gap, which the server reports.
        survives(when("Fragment", 0, ack(code, "500000")));
    }
}

#[test]
fn an_offset_that_never_moves() {
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(|received| match received.packet.as_str() {
        "Fragment" => PeerAction::Respond(status(200, "BITS-Received-Content-Range: 0")),
        _ => PeerAction::Serve,
    });
    let failure = Uploader::new(&peer.url("a.bin"), &local.path).expect_failure();
    assert_eq!(
        (failure.code, failure.transient),
        (BG_E_INVALID_SERVER_RESPONSE, true)
    );
    assert!(peer.count("Fragment") < 20);
}

#[test]
fn garbage_instead_of_an_answer() {
    for packet in ["Create-Session", "Fragment", "Close-Session"] {
        for text in malformed_responses(packet) {
            let local = LocalFile::new(SIZE);
            let peer =
                ScriptedPeer::start(when(packet, 0, PeerAction::Interrupt((*text).to_owned())));
            let mut uploader = Uploader::impatient(&peer.url("a.bin"), &local.path);
            let end = uploader.persist();
            assert!(
                matches!(end, UploadAction::Done { .. }),
                "{packet} {text:?}: {end:x?}"
            );
            assert!(
                peer.files() == [local.data],
                "{packet} {text:?}: {} files",
                peer.files().len()
            );
        }
    }
}

#[test]
fn a_header_of_10_mb() {
    let one_line = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(10_000_000));
    let many_lines = format!(
        "HTTP/1.1 200 OK\r\n{}\r\n",
        "X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(300_000)
    );
    for head in [one_line, many_lines] {
        for packet in ["Create-Session", "Fragment", "Close-Session"] {
            survives(when(packet, 0, PeerAction::Interrupt(head.clone())));
        }
    }
}

#[test]
fn an_endless_body_after_the_answer() {
    let chatty = |headers| {
        format!(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}\r\n{}",
            "<html>".repeat(1_000_000)
        )
    };
    survives(when("Ping", 0, PeerAction::Interrupt(chatty(""))));
    let ack = chatty("BITS-Packet-Type: Ack\r\n");
    survives(when("Create-Session", 0, PeerAction::Respond(ack)));
}

#[test]
fn a_slow_loris() {
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(when(
        "Fragment",
        0,
        PeerAction::Trickle(
            "HTTP/1.1 200 OK\r\nX: y\r\n".into(),
            Duration::from_millis(50),
        ),
    ));
    let mut uploader = Uploader::impatient(&peer.url("a.bin"), &local.path);
    let begun = Instant::now();
    if let UploadAction::Failed(failure) = uploader.run() {
        assert!(failure.transient, "{failure:x?}");
    }
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
}

#[test]
fn a_server_that_keeps_silent() {
    for action in [PeerAction::Silence, PeerAction::IgnoreBody] {
        for packet in ["Create-Session", "Fragment", "Close-Session"] {
            let local = LocalFile::new(20_000_000);
            let peer = ScriptedPeer::start(when(packet, 0, action.clone()));
            let mut uploader = Uploader::impatient(&peer.url("a.bin"), &local.path);
            let begun = Instant::now();
            let failure = uploader.expect_failure();
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "{:?}",
                begun.elapsed()
            );
            assert_eq!(
                (failure.code, failure.transient),
                (win32(12002), true),
                "{packet} {action:?}"
            );
            uploader.expect_done();
            assert!(peer.files() == [local.data]);
        }
    }
}

#[test]
fn a_401_in_the_middle() {
    let peer = survives(when(
        "Fragment",
        1,
        PeerAction::Interrupt(status(401, "WWW-Authenticate: Basic realm=x")),
    ));
    assert_eq!(peer.count("Ping"), 1);
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(|received| match received.packet.as_str() {
        "Fragment" => PeerAction::Respond(status(401, "WWW-Authenticate: Basic realm=x")),
        _ => PeerAction::Serve,
    });
    let failure = Uploader::new(&peer.url("a.bin"), &local.path).expect_failure();
    assert_eq!((failure.code, failure.transient), (http_status(401), false));
    assert_eq!(peer.count("Fragment"), 2);
}

#[test]
fn a_storm_of_5xx() {
    for code in [500, 502, 503, 504] {
        survives(move |received| {
            if received.nth < 5 {
                PeerAction::Respond(status(code, ""))
            } else {
                PeerAction::Serve
            }
        });
        survives(move |received| match received.packet.as_str() {
            "Fragment" if received.nth % 3 != 2 => {
                PeerAction::Interrupt(status(code, "Retry-After: 1"))
            }
            _ => PeerAction::Serve,
        });
    }
}

#[test]
fn fragments_too_large_for_the_server() {
    let peer = survives(|received| match received.packet.as_str() {
        "Fragment"
            if received
                .header("content-length")
                .unwrap()
                .parse::<usize>()
                .unwrap()
                > 40_000 =>
        {
            PeerAction::Interrupt(status(413, "Connection: close"))
        }
        _ => PeerAction::Serve,
    });
    let sizes: Vec<usize> = peer
        .log()
        .iter()
        .filter_map(|received| received.header("content-length")?.parse().ok())
        .collect();
    assert_eq!(
        sizes.iter().filter(|size| **size > 40_000).count(),
        3,
        "{sizes:?}"
    );
}

#[test]
fn a_policy_that_refuses_http_1_0() {
    let local = LocalFile::new(10);
    let peer = ScriptedPeer::start(|_| {
        PeerAction::Interrupt("HTTP/1.0 200 OK\r\nBITS-Session-Id: 1\r\n\r\n".into())
    });
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    uploader.requires_http_1_1 = true;
    let failure = uploader.expect_failure();
    assert_eq!(
        (failure.code, failure.transient),
        (BG_E_INSUFFICIENT_HTTP_SUPPORT, false)
    );
}

#[test]
fn redirects_are_not_followed() {
    let elsewhere = ScriptedPeer::start(|_| PeerAction::Serve);
    let location = format!("Location: {}", elsewhere.url("a.bin"));
    let local = LocalFile::new(10);
    for code in [301, 302, 303, 307, 308] {
        let location = location.clone();
        let peer = ScriptedPeer::start(move |_| PeerAction::Respond(status(code, &location)));
        let failure = Uploader::new(&peer.url("a.bin"), &local.path).expect_failure();
        assert_eq!(
            (failure.code, failure.transient),
            (http_status(code.into()), false)
        );
    }
    assert!(elsewhere.log().is_empty());
}

#[test]
fn a_server_that_does_not_listen() {
    let addr = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let local = LocalFile::new(10);
    let failure =
        Uploader::impatient(&format!("http://{addr}/a.bin"), &local.path).expect_failure();
    assert_eq!((failure.code, failure.transient), (win32(12029), true));
}

#[test]
fn a_cancel_with_faults() {
    let local = LocalFile::new(SIZE);
    let peer = ScriptedPeer::start(|received| match received.packet.as_str() {
        "Cancel-Session" if received.nth == 0 => PeerAction::Interrupt(status(503, "")),
        "Cancel-Session" if received.nth == 1 => PeerAction::LoseAnswer,
        _ => PeerAction::Serve,
    });
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    assert!(
        uploader
            .run_until(
                |action| matches!(action, UploadAction::Send(request) if request.body.start > 0)
            )
            .is_none()
    );
    assert_eq!(peer.sessions(), 1);
    assert!(matches!(uploader.cancel(), UploadAction::Failed(failure) if failure.transient));
    assert_eq!(uploader.run(), UploadAction::Cancelled);
    assert_eq!(
        (
            peer.sessions(),
            peer.files().len(),
            peer.count("Cancel-Session")
        ),
        (0, 0, 3)
    );
}
