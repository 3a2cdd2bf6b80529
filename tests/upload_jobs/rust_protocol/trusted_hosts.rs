//! Credentials and custom headers go to hosts that the server names only if the user trusts them.

use std::fs;

use bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC;
use bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER;
use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::engine::{Policy, Queue, Timing, TrustedHosts, http_status};
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{text, wait_for};
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};
use bits_test_support::uploader::Uploader;

use super::LocalFile;
use super::authentication::login;

const SIZE: usize = 300_000;
/// Custom headers of the jobs. `X-Public` is not a secret, but an untrusted host of an upload gets
/// no custom header.
const HEADERS: &str = "Cookie: secret=1\r\nX-Api-Key: 2\r\nX-Public: 3\r\n";
const NAMES: [&str; 3] = ["cookie", "x-api-key", "x-public"];
const CHALLENGE: &str = "WWW-Authenticate: Basic realm=\"r\"";
const REPLY: &str =
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nAccept-Ranges: bytes\r\nETag: \"1\"\r\n\r\nreply";

fn trusted(hosts: &[&str]) -> TrustedHosts {
    let hosts = hosts.iter().map(|host| host.to_string());
    TrustedHosts::try_from(hosts.collect::<Vec<_>>()).unwrap()
}

fn uploader(peer: &ScriptedPeer, local: &LocalFile, hosts: &[&str]) -> Uploader {
    let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
    uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
    uploader.options.custom_headers = Some(HEADERS.to_owned());
    uploader.trusted_hosts = trusted(hosts);
    uploader
}

fn is_at(received: &ReceivedPacket, host: &str) -> bool {
    received.header("host").unwrap().starts_with(host)
}

/// A peer at 127.0.0.1 that names `localhost` as the host of the session. It requires a password if
/// `asks` is set.
fn farm(asks: bool) -> ScriptedPeer {
    ScriptedPeer::start(move |received| {
        if asks && received.header("authorization").is_none() {
            return PeerAction::Respond(status(401, CHALLENGE));
        }
        match received.packet.as_str() {
            "Create-Session" => PeerAction::ServeWith("BITS-Host-Id: localhost".to_owned()),
            _ => PeerAction::Serve,
        }
    })
}

/// Returns how many requests came to `localhost`, and checks which secrets they had.
#[track_caller]
fn check_host(peer: &ScriptedPeer, gets_headers: bool, gets_password: bool) -> usize {
    let log = peer.log();
    let elsewhere: Vec<_> = log.iter().filter(|one| is_at(one, "localhost")).collect();
    for received in &elsewhere {
        for name in NAMES {
            assert_eq!(
                received.header(name).is_some(),
                gets_headers,
                "{received:?}"
            );
        }
    }
    let has_password = |one: &&&ReceivedPacket| one.header("authorization").is_some();
    let with_password = elsewhere.iter().filter(has_password).count();
    assert_eq!(with_password > 0, gets_password);
    elsewhere.len()
}

#[test]
fn a_host_id_gets_secrets_only_if_it_is_trusted() {
    for (hosts, is_trusted) in [
        (&["localhost"][..], true),
        (&[], false),
        (&["*.localhost", "other"], false),
    ] {
        for asks in [true, false] {
            let local = LocalFile::new(SIZE);
            let peer = farm(asks);
            let mut uploader = uploader(&peer, &local, hosts);
            uploader.expect_done();
            assert!(peer.files() == [local.data]);
            let count = check_host(&peer, is_trusted, is_trusted && asks);
            assert!(count > 0, "{hosts:?} {asks}");
            assert_eq!(uploader.session().host_refused, asks && !is_trusted);
        }
    }
}

/// The policy of the queue reaches the upload.
#[test]
fn the_policy_names_the_trusted_hosts() {
    for (line, is_trusted) in [
        ("trusted_upload_hosts = [\"localhost\"]", true),
        ("", false),
    ] {
        let local = LocalFile::new(SIZE);
        let peer = farm(true);
        let folder = local.folder.path();
        fs::write(folder.join("policy.toml"), line).unwrap();
        let policy = Policy::load(&folder.join("policy.toml")).unwrap();
        let queue = Queue::open_with(&folder.join("queue"), policy, Timing::default()).unwrap();
        let job = queue.create_job("test", BG_JOB_TYPE_UPLOAD).unwrap();
        job.add_files(&[(&peer.url("a.bin"), text(&local.path))])
            .unwrap();
        job.set_credentials(login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC))
            .unwrap();
        job.set_custom_headers(Some(HEADERS)).unwrap();
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        assert!(check_host(&peer, is_trusted, is_trusted) > 0);
    }
}

#[test]
fn a_reply_url_gets_secrets_only_if_its_host_is_trusted() {
    for (hosts, is_trusted) in [(&["localhost"][..], true), (&[], false)] {
        for asks in [true, false] {
            let local = LocalFile::new(SIZE);
            let peer = ScriptedPeer::start(move |received| {
                let port = received.header("host").unwrap().split(':').nth(1).unwrap();
                match received.packet.as_str() {
                    "Fragment" => PeerAction::ServeWith(format!(
                        "BITS-Reply-URL: http://localhost:{port}/reply"
                    )),
                    "GET" if asks && received.header("authorization").is_none() => {
                        PeerAction::Respond(status(401, CHALLENGE))
                    }
                    "GET" => PeerAction::Respond(REPLY.to_owned()),
                    _ => PeerAction::Serve,
                }
            });
            let mut uploader = uploader(&peer, &local, hosts);
            uploader.wants_reply = true;
            if asks && !is_trusted {
                assert_eq!(uploader.expect_failure().code, http_status(401));
            } else {
                uploader.expect_done();
                assert_eq!(fs::read(&uploader.reply).unwrap(), b"reply");
            }
            assert!(check_host(&peer, is_trusted, is_trusted && asks) > 0);
        }
    }
}

/// An entry of the policy is trusted only with the port of the upload.
#[test]
fn a_reply_url_with_another_port_gets_no_secrets() {
    let elsewhere = FaultServer::start(|_| Response::status(401).with("WWW-Authenticate", "Basic"));
    let url = elsewhere.url("/reply");
    let peer = ScriptedPeer::start(move |received| match received.packet.as_str() {
        "Fragment" => PeerAction::ServeWith(format!("BITS-Reply-URL: {url}")),
        _ => PeerAction::Serve,
    });
    let local = LocalFile::new(SIZE);
    let mut uploader = uploader(&peer, &local, &["127.0.0.1", "localhost"]);
    uploader.wants_reply = true;
    assert_eq!(uploader.expect_failure().code, http_status(401));
    let requests = elsewhere.requests();
    assert_eq!(requests.len(), 1);
    for name in NAMES.into_iter().chain(["authorization"]) {
        assert_eq!(requests[0].header(name), None, "{name}");
    }
}
