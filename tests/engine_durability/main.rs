//! Calls that returned success keep their effect when processes are killed, the power fails, disks
//! are full, or files are damaged.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod bad_rows;
mod boot;
mod changes;
mod client;
mod completion;
mod damage;
mod disks;
mod kills;
mod liveness;
mod long_runs;
mod lost_commits;
mod power;
mod recording;
mod replaced;
mod stopped;
mod verifier;

use std::path::Path;
use std::time::Duration;

use bits::abi::BG_LENGTH_TO_EOF;
use bits::engine::FileRange;
use bits_test_support::child;
use bits_test_support::fault_server::{FaultServer, Response};
use bits_test_support::fixture::{content, names};

fn main() -> std::process::ExitCode {
    child::run_role(&[
        ("client", client::run),
        ("runner", client::run_runner),
        ("verifier", verifier::run),
        ("recorded", power::run),
        ("full disk", disks::run),
        ("opener", damage::run),
        ("few descriptors", liveness::run),
        ("holder", replaced::run),
        ("locker", stopped::run_locker),
        ("late opener", stopped::run_late_opener),
        ("bad rows", bad_rows::run),
        ("bad tables", bad_rows::run_tables),
        ("prepare", completion::prepare),
        ("call", completion::call),
        ("without a boot id", boot::run),
    ]);
    bits_test_support::harness::run()
}

/// The ranges to download, if the name says that the file is downloaded in ranges.
pub fn parts(path: &Path) -> Option<Vec<FileRange>> {
    let size = size(path) as u64;
    let list = [
        (size / 2, size / 8),
        (size - size / 4, BG_LENGTH_TO_EOF),
        (0, size / 4),
        (size / 4, size / 8),
    ];
    let range = |(offset, length)| FileRange::new(offset, length).unwrap();
    let in_parts = path.to_str().unwrap().contains("-parts-");
    in_parts.then(|| list.map(range).into())
}

/// The size of the remote file, with which each local name ends.
pub fn size(path: &Path) -> usize {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.rsplit('-').next().unwrap().parse().unwrap()
}

pub fn has_its_content(path: &Path) -> bool {
    let all = content(size(path));
    let wanted = match parts(path) {
        None => all,
        Some(parts) => {
            let bytes = |part: &FileRange| {
                &all[part.offset() as usize..part.end().map_or(all.len(), |end| end as usize)]
            };
            parts.iter().flat_map(bytes).copied().collect()
        }
    };
    std::fs::read(path).unwrap() == wanted
}

/// A server that sends `/SIZE` in pieces of 16 KiB, with a pause after each.
pub fn serve(pause: Duration) -> FaultServer {
    FaultServer::start(move |request| {
        let size = request.target.trim_start_matches('/').parse().unwrap();
        Response::file(&content(size), "\"one\"", request).trickle(16 << 10, pause)
    })
}

pub fn temporaries(folder: &Path) -> Vec<String> {
    names(folder)
        .into_iter()
        .filter(|name| name.starts_with(".BIT"))
        .collect()
}
