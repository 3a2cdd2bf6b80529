//! Several jobs upload to one server at the same time: each has a connection of its own, from its
//! first request to its last one.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Barrier};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_QUEUED, BG_JOB_STATE_TRANSFERRED};
use bits_test_support::fixture::{Fixture, wait_for, wait_until};
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::server_style::ServerStyle;

use super::upload;

/// Number of uploads, which the runner transfers side by side.
const JOBS: usize = 16;
const SIZE: usize = 5 << 20;

/// Uploads files of this size side by side to a peer. `on_begun` is called when all jobs have
/// begun.
fn upload_side_by_side(peer: &ScriptedPeer, size: usize, on_begun: impl FnOnce()) {
    let fixture = Fixture::start();
    let start = |number: usize| {
        let job = upload(&fixture, peer, &format!("file{number}"), size);
        job.set_priority(BG_JOB_PRIORITY_FOREGROUND).unwrap();
        job.resume().unwrap();
        job
    };
    let jobs: Vec<_> = (0..JOBS).map(start).collect();
    wait_until("all jobs to begin", || {
        jobs.iter().all(|job| job.state() != BG_JOB_STATE_QUEUED)
    });
    on_begun();
    for job in &jobs {
        wait_for(job, BG_JOB_STATE_TRANSFERRED);
    }
    assert_eq!(peer.files().len(), JOBS);
}

/// The server answers the first fragments of all uploads at the same time, so that all connections
/// are idle when the next requests choose theirs.
#[test]
fn an_upload_keeps_its_connection() {
    for size in [1000, SIZE] {
        check_connections(size);
    }
}

fn check_connections(size: usize) {
    let style = ServerStyle {
        binds_sessions: true,
        ..ServerStyle::default()
    };
    let all_have_sent = Barrier::new(JOBS);
    let peer = ScriptedPeer::start_in_style(style, move |received| {
        let range = received.header("content-range").unwrap_or_default();
        if range.starts_with("bytes 0-") {
            all_have_sent.wait();
        }
        PeerAction::Serve
    });
    upload_side_by_side(&peer, size, || ());
    assert_eq!(peer.count("Create-Session"), JOBS, "no session is lost");
    let mut connections: HashMap<String, HashSet<usize>> = HashMap::new();
    for received in peer.log() {
        if let Some(session) = received.header("bits-session-id") {
            let of_session = connections.entry(session.to_owned()).or_default();
            of_session.insert(received.connection);
        }
    }
    assert_eq!(connections.len(), JOBS);
    for (session, numbers) in connections {
        assert_eq!(numbers.len(), 1, "{session}: {numbers:?}");
    }
}

/// A connection that is left open after its upload would keep the server from the next one.
#[test]
fn an_upload_leaves_a_server_with_one_thread_to_the_next_one() {
    let begun = Arc::new(Barrier::new(2));
    let peer = ScriptedPeer::start_with_one_thread({
        let begun = begun.clone();
        move |received| {
            if received.is("Create-Session", 0) {
                begun.wait();
            }
            PeerAction::Serve
        }
    });
    upload_side_by_side(&peer, SIZE, || {
        begun.wait();
    });
    assert_eq!(peer.count("Create-Session"), JOBS);
}
