//! Servers and proxies that are not made for the upload protocol.

use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use bits::abi::{BG_E_HTTP_ERROR_411, BG_E_INVALID_SERVER_RESPONSE, BG_ERROR_CONTEXT};
use bits_test_support::fixture::{Fixture, wait_for};
use bits_test_support::scripted_peer::{PeerAction, ReceivedPacket, ScriptedPeer, status};

use super::upload;

const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n\
    <title>Login</title>";

/// A retry would find the same page.
#[test]
fn a_host_that_answers_200_to_everything() {
    let fixture = Fixture::start();
    for size in [0, 100_000] {
        let peer = ScriptedPeer::start(|_| PeerAction::Respond(PAGE.to_owned()));
        let job = upload(&fixture, &peer, "file", size);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_ERROR);
        let error = job.error().unwrap();
        assert_eq!(
            (error.code, error.context),
            (
                BG_E_INVALID_SERVER_RESPONSE,
                BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE
            )
        );
        assert_eq!(peer.count("Create-Session"), 1);
    }
}

/// Does what a server does behind a proxy that removes `Content-Length: 0`: it requires a length,
/// or the chunked coding.
fn without_length(received: &ReceivedPacket) -> PeerAction {
    let is_chunked = received.header("transfer-encoding") == Some("chunked");
    match received.packet.as_str() {
        "Fragment" => PeerAction::Serve,
        _ if is_chunked => PeerAction::Serve,
        _ => PeerAction::Respond(status(411, "")),
    }
}

#[test]
fn a_proxy_that_removes_the_length_of_empty_packets() {
    let fixture = Fixture::start();
    for size in [0, 1, 1_000_000] {
        let peer = ScriptedPeer::start(without_length);
        let job = upload(&fixture, &peer, "file", size);
        job.resume().unwrap();
        wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        let files = peer.files();
        assert!(files.len() == 1 && files[0].len() == size);
        let packets = ["Create-Session", "Close-Session"].map(|packet| peer.count(packet));
        assert_eq!(packets, [2, 1], "the client learns at the first packet");
    }
}

#[test]
fn a_server_that_requires_a_length_nevertheless() {
    let fixture = Fixture::start();
    let peer = ScriptedPeer::start(|_| PeerAction::Interrupt(status(411, "Connection: close")));
    let job = upload(&fixture, &peer, "file", 1000);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_ERROR);
    assert_eq!(job.error().unwrap().code, BG_E_HTTP_ERROR_411);
    assert_eq!(peer.count("Create-Session"), 2);
}
