//! Jobs that upload to servers in the styles of the field.

mod foreign_servers;
pub mod kills;
mod side_by_side;

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::engine::{CallOutcome, Job};
use bits_test_support::fixture::{Fixture, data, text, wait_for};
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::server_style::ServerStyle;

/// Sizes that each style is tested with: 0 B, 1 B, 64 KiB and 5 MiB.
const SIZES: [usize; 4] = [0, 1, 64 << 10, 5 << 20];
const LARGE: usize = 64 << 20;

/// A server farm may consist of one server, which has two names.
#[test]
fn a_host_id_that_names_the_same_server() {
    let fixture = Fixture::start();
    let peer = ScriptedPeer::start_with_one_thread(|received| match received.packet.as_str() {
        "Create-Session" => PeerAction::ServeWith("BITS-Host-Id: localhost".to_owned()),
        _ => PeerAction::Serve,
    });
    let job = upload(&fixture, &peer, "file", 1000);
    job.resume().unwrap();
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    assert!(peer.files() == [data(1000, 11)]);
    let connections: Vec<_> = peer.log().iter().map(|it| it.connection).collect();
    assert_eq!(connections, [0, 1, 1, 1], "the upload moves once");
}

/// Creates a job that uploads a file of this size to a peer.
fn upload(fixture: &Fixture, peer: &ScriptedPeer, name: &str, size: usize) -> Job {
    let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
    let local = fixture.own(name, &data(size, 11));
    job.add_files(&[(&peer.url(name), text(&local))]).unwrap();
    job
}

/// Uploads files of these sizes to a server of each style, and returns the number of files.
fn upload_in_every_style(sizes: &[usize]) -> usize {
    let fixture = Fixture::start();
    for (name, style) in ServerStyle::all() {
        let peer = ScriptedPeer::start_in_style(style, |_| PeerAction::Serve);
        for (nth, size) in sizes.iter().enumerate() {
            let job = upload(&fixture, &peer, "file", *size);
            job.resume().unwrap();
            wait_for(&job, BG_JOB_STATE_TRANSFERRED);
            assert_eq!(job.complete(), Ok(CallOutcome::Done));
            let files = peer.files();
            assert_eq!(files.len(), nth + 1, "{name}, {size} bytes");
            assert!(files[nth] == data(*size, 11), "{name}, {size} bytes");
        }
        let created = peer.count("Create-Session");
        assert_eq!(created, sizes.len(), "{name}: each file needs one session");
        assert_eq!(peer.sessions(), 0, "{name}");
    }
    ServerStyle::all().len() * sizes.len()
}

#[test]
fn a_file_arrives_once() {
    println!("{} uploads", upload_in_every_style(&SIZES));
}

#[test(slow)]
fn a_file_of_64_mib_arrives_once() {
    println!("{} uploads", upload_in_every_style(&[LARGE]));
}
