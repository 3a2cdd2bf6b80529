//! Custom headers: what the call accepts, and what the queue folder holds of them.

use std::fs;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::abi::E_INVALIDARG;
use bits::engine::{Error, Job};
use bits_test_support::fixture::{Fixture, names, text, wait_for};
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};

const HEADERS: &str = "X-Api-Key: open-sesame\r\nX-Plain: 1\r\n";

fn upload_job(fixture: &Fixture, peer: &ScriptedPeer) -> Job {
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    let local = fixture.own("file", b"data");
    job.add_files(&[(&peer.url("file"), text(&local))]).unwrap();
    job
}

/// Returns whether a file of the queue contains the secret.
fn is_in_the_folder(fixture: &Fixture) -> bool {
    let queue = fixture.folder.path().join("queue");
    let contains = |bytes: &[u8]| bytes.windows(11).any(|window| window == b"open-sesame");
    names(&queue)
        .iter()
        .filter_map(|name| fs::read(queue.join(name)).ok())
        .any(|bytes| contains(&bytes))
}

fn run(peer: &ScriptedPeer, job: &Job) {
    job.resume().unwrap();
    wait_for(job, BG_JOB_STATE_TRANSFERRED);
    for received in peer.log() {
        assert_eq!(received.header("x-api-key"), Some("open-sesame"));
        assert_eq!(received.header("x-plain"), Some("1"));
    }
    assert!(!peer.log().is_empty());
}

#[test]
fn custom_headers_are_encrypted_on_the_disk() {
    let fixture = Fixture::start();
    let peer = ScriptedPeer::start(|_| PeerAction::Serve);
    let job = upload_job(&fixture, &peer);
    assert_eq!(job.custom_headers(), Ok(None));
    job.set_custom_headers(Some(HEADERS)).unwrap();
    assert_eq!(job.custom_headers(), Ok(Some(HEADERS.to_owned())));
    run(&peer, &job);
    assert!(!is_in_the_folder(&fixture));
    let again = fixture.queue.job(job.id()).unwrap();
    assert_eq!(again.custom_headers(), Ok(Some(HEADERS.to_owned())));
}

#[test]
fn custom_headers_of_an_earlier_version_are_encrypted_by_the_next_change() {
    let fixture = Fixture::start();
    let peer = ScriptedPeer::start(|_| PeerAction::Serve);
    let job = upload_job(&fixture, &peer);
    let database =
        rusqlite::Connection::open(fixture.folder.path().join("queue/queue.db")).unwrap();
    let set = "UPDATE job SET data = json_set(data, '$.settings.custom_headers', ?1)";
    assert_eq!(database.execute(set, [HEADERS]), Ok(1));
    let stored = || -> String {
        let select = "SELECT json_extract(data, '$.settings.custom_headers') FROM job";
        database.query_row(select, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(stored(), HEADERS);

    let job = fixture.queue.job(job.id()).unwrap();
    assert_eq!(job.custom_headers(), Ok(Some(HEADERS.to_owned())));
    job.set_description("changed").unwrap();
    assert!(stored().starts_with("{\"sealed\":\""), "{}", stored());
    assert_eq!(job.custom_headers(), Ok(Some(HEADERS.to_owned())));
    run(&peer, &job);
}

#[test]
fn headers_that_a_server_could_split_are_refused() {
    let fixture = Fixture::start();
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    job.set_custom_headers(Some(HEADERS)).unwrap();
    for headers in [
        "A: b\rC: d\r\n",
        "A: b\nC: d\r\n",
        "A: b\r\r\n",
        "A: b\r\n\n",
        "A: b\n",
        "A: b\r",
        "A: \0b\r\n",
    ] {
        let refused = Err(Error(E_INVALIDARG));
        assert_eq!(
            job.set_custom_headers(Some(headers)),
            refused,
            "{headers:?}"
        );
    }
    assert_eq!(job.custom_headers(), Ok(Some(HEADERS.to_owned())));
    for headers in ["A: b\r\n", "A: b", "", "A:\r\nB: \u{e9}\r\n"] {
        assert_eq!(job.set_custom_headers(Some(headers)), Ok(()), "{headers:?}");
    }
    job.set_custom_headers(None).unwrap();
    assert_eq!(job.custom_headers(), Ok(None));
}
