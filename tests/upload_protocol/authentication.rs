//! Credentials, and whom they are shown to.

use std::sync::Arc;

use bits::abi::BG_AUTH_SCHEME::{self, *};
use bits::abi::BG_AUTH_TARGET::{self, *};
use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
use bits::engine::http_status;
use bits::engine::{Credentials, ProxySettings};
use bits::testing::{UploadAction, UploadSession};

use crate::Local;
use crate::bits_server::{Config, Server};
use crate::scripted_peer::{Deed, ScriptedPeer, Seen, status};
use crate::uploader::Uploader;

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

fn uploader(peer: &ScriptedPeer, local: &Local, credentials: &[Credentials]) -> Uploader {
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    uploader.options.credentials = credentials.to_vec();
    uploader
}

/// A peer that serves only who has said the right thing, and asks everybody else with this
/// challenge.
fn guarded(
    challenge: &'static str,
    right: impl Fn(&Seen) -> bool + Send + Sync + 'static,
) -> ScriptedPeer {
    ScriptedPeer::start(move |seen| {
        if right(seen) {
            return Deed::Serve;
        }
        Deed::Say(status(401, &format!("WWW-Authenticate: {challenge}")))
    })
}

fn said(seen: &Seen) -> &str {
    seen.header("authorization").unwrap_or_default()
}

/// Requests with a body that were refused: sent in vain.
fn in_vain(peer: &ScriptedPeer, right: impl Fn(&Seen) -> bool) -> usize {
    let heavy = |seen: &&Seen| {
        seen.header("content-length")
            .is_some_and(|length| length != "0")
    };
    peer.log()
        .iter()
        .filter(heavy)
        .filter(|seen| !right(seen))
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
    let local = Local::new(SIZE);
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
fn the_server_is_asked_once_how_it_wants_to_be_convinced() {
    let digest = |seen: &Seen| said(seen).starts_with("Digest ") && said(seen).contains("nc=");
    let basic = |seen: &Seen| said(seen) == BASIC;
    for (challenge, scheme, right) in [
        (
            "Basic realm=\"r\"",
            BG_AUTH_SCHEME_BASIC,
            basic as fn(&Seen) -> bool,
        ),
        (
            "Digest realm=\"r\", qop=\"auth\", nonce=\"0123456789\", algorithm=MD5",
            BG_AUTH_SCHEME_DIGEST,
            digest,
        ),
    ] {
        for resumed in [false, true] {
            let local = Local::new(SIZE);
            let peer = guarded(challenge, right);
            let mut uploader = uploader(&peer, &local, &[login(BG_AUTH_TARGET_SERVER, scheme)]);
            if resumed {
                let in_data = |action: &UploadAction| matches!(action, UploadAction::Send(request) if request.body.start > 0);
                assert!(uploader.run_until(in_data).is_none());
            }
            uploader.expect_done();
            assert!(peer.files() == [local.data]);
            assert_eq!(in_vain(&peer, right), 0, "{challenge}");
            let asked = peer.log().iter().filter(|seen| !right(seen)).count();
            assert_eq!(asked, 1 + usize::from(resumed), "{challenge}");
        }
    }
}

#[test]
fn a_digest_that_went_stale_sends_one_fragment_again() {
    let nonce = |seen: &Seen| {
        if seen.is("Fragment", 1) || seen.is("Fragment", 2) {
            "two"
        } else {
            "one"
        }
    };
    let right = move |seen: &Seen| said(seen).contains(&format!("nonce=\"{}\"", nonce(seen)));
    let peer = ScriptedPeer::start(move |seen| match right(seen) {
        true => Deed::Serve,
        false => Deed::Say(status(
            401,
            &format!(
                "WWW-Authenticate: Digest realm=\"r\", qop=\"auth\", stale=true, nonce=\"{}\"",
                nonce(seen)
            ),
        )),
    });
    let local = Local::new(SIZE);
    uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_DIGEST)],
    )
    .expect_done();
    assert!(peer.files() == [local.data]);
}

/// A peer that lets a connection through after NTLM's three messages.
#[test]
fn ntlm_is_done_with_empty_requests_on_each_connection() {
    const CHALLENGE: &str =
        "NTLM TlRMTVNTUAACAAAAAAAAADgAAAAGggECASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAABgBxFwAAAA8=";
    let admitted = Arc::new(std::sync::Mutex::new(std::collections::HashSet::new()));
    let peer = ScriptedPeer::start(move |seen| {
        let mut admitted = admitted.lock().unwrap();
        match said(seen) {
            message if message.starts_with("NTLM TlRMTVNTUAAD") => {
                _ = admitted.insert(seen.connection)
            }
            message if message.starts_with("NTLM TlRMTVNTUAAB") => {
                return Deed::Say(status(401, &format!("WWW-Authenticate: {CHALLENGE}")));
            }
            _ => {}
        }
        match admitted.contains(&seen.connection) {
            true if seen.is("Fragment", 1) => Deed::CutAfter(1000),
            true => Deed::Serve,
            false => Deed::Say(status(401, "WWW-Authenticate: NTLM")),
        }
    });
    let local = Local::new(SIZE);
    let mut uploader = uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_NTLM)],
    );
    if !curl::Version::get().feature_ntlm() {
        assert_eq!(uploader.expect_failure().code, http_status(401));
        assert!(
            peer.log().iter().all(|seen| said(seen).is_empty()),
            "nothing weaker is used instead"
        );
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "CI must have a libcurl with NTLM"
        );
        println!("skipped: needs a libcurl with NTLM");
        return;
    }
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
    let heavy: Vec<Seen> = peer
        .log()
        .into_iter()
        .filter(|seen| seen.header("content-length") != Some("0"))
        .collect();
    let bodies: usize = heavy
        .iter()
        .map(|seen| {
            seen.header("content-length")
                .unwrap()
                .parse::<usize>()
                .unwrap()
        })
        .sum();
    // One fragment is cut, and libcurl may send it once more on the new connection before it is
    // asked for a password.
    assert!(
        bodies <= SIZE + 2 * (1 << 20),
        "{bodies} bytes for a file of {SIZE}"
    );
}

#[test]
fn a_proxy_with_a_password() {
    let right = |seen: &Seen| seen.header("proxy-authorization") == Some(BASIC);
    let proxy = ScriptedPeer::start(move |seen| match right(seen) {
        true => Deed::Serve,
        false => Deed::Say(status(407, "Proxy-Authenticate: Basic realm=\"p\"")),
    });
    let local = Local::new(SIZE);
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
    for seen in proxy.log() {
        assert_eq!(seen.target, "http://uploads.invalid/a.bin");
        assert_eq!(seen.header("authorization"), None);
    }
}

#[test]
fn another_host_gets_neither_credentials_nor_custom_headers() {
    let right = |seen: &Seen| said(seen) == BASIC;
    let peer = ScriptedPeer::start(move |seen| {
        match (seen.header("host").unwrap().split(':').next(), right(seen)) {
            (Some("localhost"), true) => panic!("a secret for another host"),
            (Some("localhost"), false) => {
                Deed::Say(status(401, "WWW-Authenticate: Basic realm=\"r\""))
            }
            (_, true) => Deed::Serve,
            (_, false) => Deed::Say(status(401, "WWW-Authenticate: Basic realm=\"r\"")),
        }
    });
    let local = Local::new(SIZE);
    let mut uploader = uploader(
        &peer,
        &local,
        &[login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)],
    );
    uploader.options.custom_headers = Some("Cookie: secret=1\r\nX-Public: 2\r\n".into());
    // The server has named another host, where the upload is to go on.
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
    let abroad: Vec<Seen> = peer
        .log()
        .into_iter()
        .filter(|seen| seen.header("host").unwrap().starts_with("localhost"))
        .collect();
    assert!(!abroad.is_empty());
    for seen in abroad {
        assert_eq!(
            (
                seen.header("authorization"),
                seen.header("cookie"),
                seen.header("x-public")
            ),
            (None, None, None)
        );
    }
}

#[test]
fn custom_headers_cannot_replace_the_protocols_own() {
    let peer = ScriptedPeer::start(|_| Deed::Serve);
    let local = Local::new(10);
    let mut uploader = uploader(&peer, &local, &[]);
    uploader.options.custom_headers = Some(
        "X-Mine: yes\r\nBITS-Packet-Type: Cancel-Session\r\nContent-Range: bytes 0-0/1\r\nExpect: 100-continue\r\n"
            .into(),
    );
    uploader.expect_done();
    assert!(peer.files() == [local.data]);
    for seen in peer.log() {
        assert_eq!(seen.header("x-mine"), Some("yes"));
        assert_eq!(seen.header("expect"), None);
        let count = seen
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("bits-packet-type"))
            .count();
        assert_eq!(count, 1);
    }
}
