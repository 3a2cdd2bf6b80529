//! The process of the client is killed in the middle of an upload, and another one continues.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::engine::Queue;
use bits_test_support::child::{self, Child};
use bits_test_support::fixture::{DEADLINE, data, text, wait_for};
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::server_style::ServerStyle;

use super::{LARGE, SIZES};

pub const CLIENT: &str = "client that is killed during an upload";

/// The role [`CLIENT`]: creates the job, unless the queue has it already, and completes it.
pub fn run_client() {
    let queue = Queue::open(Path::new(&child::setting("BITS_HOME"))).unwrap();
    let job = queue.jobs(false).unwrap().into_iter().next();
    let job = job.unwrap_or_else(|| {
        let job = queue.create_job("upload", BG_JOB_TYPE_UPLOAD).unwrap();
        let (url, local) = (child::setting("URL"), child::setting("LOCAL"));
        job.add_files(&[(&url, &local)]).unwrap();
        job.resume().unwrap();
        job
    });
    wait_for(&job, BG_JOB_STATE_TRANSFERRED);
    job.complete().unwrap();
    child::send("completed");
}

/// Uploads a file to a server that does not answer the last packet of this kind, and kills the
/// client then. The next client must finish the job.
fn kill_at(packet: &'static str, style: ServerStyle, size: usize) -> ScriptedPeer {
    let (reached, is_reached) = mpsc::channel();
    let hangs = Arc::new(AtomicBool::new(true));
    let peer = ScriptedPeer::start_in_style(style, move |received| {
        let end = received.header("content-range").unwrap_or_default();
        let is_last = packet != "Fragment" || size == 0 || end.contains(&format!("-{}/", size - 1));
        if received.packet != packet || !is_last || !hangs.swap(false, Ordering::SeqCst) {
            return PeerAction::Serve;
        }
        reached.send(()).unwrap();
        PeerAction::Hang
    });
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("file");
    std::fs::write(&local, data(size, 12)).unwrap();
    let start = || {
        let mut command = child::command(CLIENT, &folder.path().join("queue"), &[]);
        command
            .env("URL", peer.url("file"))
            .env("LOCAL", text(&local));
        Child::start(command)
    };
    let mut first = start();
    is_reached.recv_timeout(DEADLINE).unwrap();
    first.kill();
    assert_eq!(start().receive(), "completed");
    peer
}

/// Kills a client of each style at two packets, and returns the number of kills.
fn kill_in_every_style(sizes: &[usize]) -> usize {
    let mut kills = 0;
    for (name, style) in ServerStyle::all() {
        for size in sizes {
            for packet in ["Fragment", "Close-Session"] {
                let files = kill_at(packet, style, *size).files();
                assert_eq!(files.len(), 1, "{name}, {size} bytes, {packet}");
                assert!(
                    files[0] == data(*size, 12),
                    "{name}, {size} bytes, {packet}"
                );
                kills += 1;
            }
        }
    }
    kills
}

#[test]
fn another_process_finishes_the_upload() {
    println!("{} kills", kill_in_every_style(&SIZES));
}

#[test(slow)]
fn another_process_finishes_an_upload_of_64_mib() {
    println!("{} kills", kill_in_every_style(&[LARGE]));
}
