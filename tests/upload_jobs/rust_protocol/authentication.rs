//! Credentials are sent only to the right server and in the right scheme.

use std::sync::Arc;

use bits::abi::BG_AUTH_SCHEME::{self, *};
use bits::abi::BG_AUTH_TARGET::{self, *};
use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
use bits::engine::http_status;
use bits::engine::{Credentials, ProxySettings};
use bits::testing::{UploadAction, UploadSession};
use bits_test_support::bits_server::{Config, Server};
use bits_test_support::needs::Need;
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};
use bits_test_support::uploader::Uploader;

use super::LocalFile;

const SIZE: usize = 3_000_000;
/// `me:secret`
const BASIC: &str = "Basic bWU6c2VjcmV0";

pub fn login(target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> Credentials {
    Credentials {
        target,
        scheme,
        user: Some("me".into()),
        password: Some("secret".into()),
    }
}

fn uploader(peer: &ScriptedPeer, local: &LocalFile, credentials: &[Credentials]) -> Uploader {
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    uploader.options.credentials = credentials.to_vec();
    uploader
}

/// A peer that serves requests for which `right` is true, and sends this challenge to others.
fn guarded(
    challenge: &'static str,
    right: impl Fn(&ReceivedPacket) -> bool + Send + Sync + 'static,
) -> ScriptedPeer {
    ScriptedPeer::start(move |received| {
        if right(received) {
            return PeerAction::Serve;
        }
        PeerAction::Respond(status(401, &format!("WWW-Authenticate: {challenge}")))
    })
}

fn said(received: &ReceivedPacket) -> &str {
    received.header("authorization").unwrap_or_default()
}

/// The number of requests with a body that were refused.
fn in_vain(peer: &ScriptedPeer, right: impl Fn(&ReceivedPacket) -> bool) -> usize {
    let heavy = |received: &&ReceivedPacket| {
        received
            .header("content-length")
            .is_some_and(|length| length != "0")
    };
    peer.log()
        .iter()
        .filter(heavy)
        .filter(|received| !right(received))
        .count()
}

#[test]
fn basic_against_the_example_server() {
    let root = tempfile::tempdir().unwrap();
    let server = Server::start(Config {
        credentials: Some("me:secret".into()),
        ..Config::new(root.path())
    })
    .unwrap();
    let url = format!("http://{}/a.bin", server.addr());
    let local = LocalFile::new(SIZE);
    let failure = Uploader::new(&url, &local.path).expect_failure();
    assert_eq!((failure.code, failure.transient), (http_status(401), false));
    let mut uploader = Uploader::new(&url, &local.path);
    uploader.options.credentials = vec![Credentials {
        password: Some("wrong".into()),
        ..login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)
    }];
    assert_eq!(uploader.expect_failure().code, http_status(401));
    uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
    uploader.expect_done();
    assert!(std::fs::read(root.path().join("a.bin")).unwrap() == local.data);
    assert!(!uploader.stored.contains("secret"));
}

#[test]
fn the_challenge_is_requested_once() {
    let digest = |received: &ReceivedPacket| {
        said(received).starts_with("Digest ") && said(received).contains("nc=")
    };
    let basic = |received: &ReceivedPacket| said(received) == BASIC;
    for (challenge, scheme, right) in [
        (
            "Basic realm=\"r\"",
            BG_AUTH_SCHEME_BASIC,
            basic as fn(&ReceivedPacket) -> bool,
        ),
        (
            "Digest realm=\"r\", qop=\"auth\", nonce=\"0123456789\", algorithm=MD5",
            BG_AUTH_SCHEME_DIGEST,
            digest,
        ),
    ] {
        for resumed in [false, true] {
            let local = LocalFile::new(SIZE);
            let peer = guarded(challenge, right);
            let mut uploader = uploader(&peer, &local, &[login(BG_AUTH_TARGET_SERVER, scheme)]);
            if resumed {
                let in_data = |action: &UploadAction| match action {
                    UploadAction::Send(request) => request.body.start > 0,
                    _ => false,
                };
                assert!(uploader.run_until(in_data).is_none());
            }
            uploader.expect_done();
            assert!(peer.files() == [local.data]);
            assert_eq!(in_vain(&peer, right), 0, "{challenge}");
            let asked = peer
                .log()
                .iter()
                .filter(|received| !right(received))
                .count();
            assert_eq!(asked, 1 + usize::from(resumed), "{challenge}");
        }
    }
}

#[test]
fn a_digest_that_went_stale_sends_one_fragment_again() {
    let nonce = |received: &ReceivedPacket| {
        if received.is("Fragment", 1) || received.is("Fragment", 2) {
            "two"
        } else {
            "one"
        }
    };
    let right = move |received: &ReceivedPacket| {
        said(received).contains(&format!("nonce=\"{}\"", nonce(received)))
    };
    let peer = ScriptedPeer::start(move |received| match right(received) {
        true => PeerAction::Serve,
        false => PeerAction::Respond(status(
            401,
            &format!(
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", stale=true, nonce=\"{}\"",
                nonce(received)
            ),
        )),
    });
    let local = LocalFile::new(SIZE);
    uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_DIGEST)],
    )
    .expect_done();
    assert!(peer.files() == [local.data]);
}

const NTLM: Need = Need::ability("a libcurl with NTLM", || {
    match curl::Version::get().feature_ntlm() {
        true => Ok(()),
        false => Err("this libcurl has no NTLM".to_owned()),
    }
});

/// The peer accepts a connection after the three messages of NTLM.
#[test(needs = [NTLM])]
fn ntlm_is_done_with_empty_requests_on_each_connection() {
    const CHALLENGE: &str =
        "NTLM TlRMTVNTUAACAAAAAAAAADgAAAAGggECASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAABgBxFwAAAA8=";
    let admitted = Arc::new(std::sync::Mutex::new(std::collections::HashSet::new()));
    let peer = ScriptedPeer::start(move |received| {
        let mut admitted = admitted.lock().unwrap();
        match said(received) {
            message if message.starts_with("NTLM TlRMTVNTUAAD") => {
                _ = admitted.insert(received.connection)
            }
            message if message.starts_with("NTLM TlRMTVNTUAAB") => {
                return PeerAction::Respond(status(401, &format!("WWW-Authenticate: {CHALLENGE}")));
            }
            _ => {}
        }
        match admitted.contains(&received.connection) {
            true if received.is("Fragment", 1) => PeerAction::CutAfter(1000),
            true => PeerAction::Serve,
            false => PeerAction::Respond(status(401, "WWW-Authenticate: NTLM")),
        }
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_NTLM)],
    );
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
    let heavy: Vec<ReceivedPacket> = peer
        .log()
        .into_iter()
        .filter(|received| received.header("content-length") != Some("0"))
        .collect();
    let bodies: usize = heavy
        .iter()
        .map(|received| {
            received
                .header("content-length")
                .unwrap()
                .parse::<usize>()
                .unwrap()
        })
        .sum();
    // One fragment is cut. libcurl may send it once more on the new connection before it gets the
    // challenge.
    assert!(
        bodies <= SIZE + 2 * (1 << 20),
        "{bodies} bytes for a file of {SIZE}"
    );
}

/// Also true for a libcurl without NTLM, which sends no credentials at all.
#[test]
fn no_weaker_scheme_replaces_ntlm() {
    let peer = guarded("NTLM", |_| false);
    let local = LocalFile::new(SIZE);
    let login = login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_NTLM);
    let mut uploader = uploader(&peer, &local, &[login]);
    assert_eq!(uploader.expect_failure().code, http_status(401));
    let has_ntlm = curl::Version::get().feature_ntlm();
    for received in peer.log() {
        let is_ntlm = has_ntlm && said(&received).starts_with("NTLM ");
        assert!(said(&received).is_empty() || is_ntlm, "{received:?}");
    }
}

#[test]
fn a_proxy_with_a_password() {
    let right = |received: &ReceivedPacket| received.header("proxy-authorization") == Some(BASIC);
    let proxy = ScriptedPeer::start(move |received| match right(received) {
        true => PeerAction::Serve,
        false => PeerAction::Respond(status(407, "Proxy-Authenticate: Basic realm=\"p\"")),
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = Uploader::new("http://uploads.invalid/a.bin", &local.path);
    uploader.options.proxy = ProxySettings {
        usage: BG_JOB_PROXY_USAGE_OVERRIDE,
        list: Some(proxy.addr().to_string()),
        bypass: None,
    };
    let failure = uploader.expect_failure();
    assert_eq!((failure.code, failure.transient), (http_status(407), false));
    uploader.options.credentials = vec![login(BG_AUTH_TARGET_PROXY, BG_AUTH_SCHEME_BASIC)];
    uploader.expect_done();
    assert!(proxy.files() == [local.data]);
    assert_eq!(in_vain(&proxy, right), 0);
    for received in proxy.log() {
        assert_eq!(received.target, "http://uploads.invalid/a.bin");
        assert_eq!(received.header("authorization"), None);
    }
}

#[test]
fn another_host_gets_neither_credentials_nor_custom_headers() {
    let right = |received: &ReceivedPacket| said(received) == BASIC;
    let peer = ScriptedPeer::start(move |received| {
        match (
            received.header("host").unwrap().split(':').next(),
            right(received),
        ) {
            (Some("localhost"), true) => panic!("a secret for another host"),
            (Some("localhost"), false) => {
                PeerAction::Respond(status(401, "WWW-Authenticate: Basic realm=\"r\""))
            }
            (_, true) => PeerAction::Serve,
            (_, false) => PeerAction::Respond(status(401, "WWW-Authenticate: Basic realm=\"r\"")),
        }
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)],
    );
    uploader.options.custom_headers = Some("Cookie: secret=1\r\nX-Public: 2\r\n".into());
    // The server has named another host for the rest of the upload.
    assert!(
        uploader
            .run_until(
                |action| matches!(action, UploadAction::Send(request) if !request.body.is_empty())
            )
            .is_none()
    );
    uploader.stored = serde_json::to_string(&UploadSession {
        host: Some("localhost".into()),
        ..uploader.session()
    })
    .unwrap();
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
    let abroad: Vec<ReceivedPacket> = peer
        .log()
        .into_iter()
        .filter(|received| received.header("host").unwrap().starts_with("localhost"))
        .collect();
    assert!(!abroad.is_empty());
    for received in abroad {
        assert_eq!(
            (
                received.header("authorization"),
                received.header("cookie"),
                received.header("x-public")
            ),
            (None, None, None)
        );
    }
}

#[test]
fn custom_headers_cannot_replace_the_protocols_own() {
    let peer = ScriptedPeer::start(|_| PeerAction::Serve);
    let local = LocalFile::new(10);
    let mut uploader = uploader(&peer, &local, &[]);
    uploader.options.custom_headers = Some(
        "X-Mine: yes\r\nBITS-Packet-Type: Cancel-UploadSession\r\nContent-Range: bytes 0-0/1\r\n\
         Expect: 100-continue\r\n"
            .into(),
    );
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
    for received in peer.log() {
        assert_eq!(received.header("x-mine"), Some("yes"));
        assert_eq!(received.header("expect"), None);
        let count = received
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("bits-packet-type"))
            .count();
        assert_eq!(count, 1);
    }
}
