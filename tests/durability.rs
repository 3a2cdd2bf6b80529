//! What a call answered with success holds, whatever ends the processes, fills the disks or damages
//! the files.
//!
//! `LIBBITS_SLOW=1 cargo test --release --test durability -- --nocapture` takes some minutes: 200
//! runs with kills instead of 30, and every crash that a recorded run could have had instead of a
//! sample.

#[path = "durability/changes.rs"]
mod changes;
#[path = "support/child.rs"]
mod child;
#[path = "durability/client.rs"]
mod client;
#[path = "durability/damage.rs"]
mod damage;
#[path = "durability/disks.rs"]
mod disks;
#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "durability/judge.rs"]
mod judge;
#[path = "durability/kills.rs"]
mod kills;
#[path = "durability/liveness.rs"]
mod liveness;
#[path = "durability/power.rs"]
mod power;
#[path = "durability/recording.rs"]
mod recording;
mod support;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

use std::path::Path;

use bits::abi::BG_LENGTH_TO_EOF;
use bits::engine::FileRange;
use world::{content, names};

#[test]
fn child() {
    child::play(&[
        ("client", client::play),
        ("runner", client::play_runner),
        ("judge", judge::play),
        ("recorded", power::play),
        ("full disk", disks::play),
        ("opener", damage::play),
        ("few descriptors", liveness::play),
    ]);
}

/// Numbers without a pattern, the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len() as u64) as usize]
    }
}

pub fn is_slow() -> bool {
    std::env::var_os("LIBBITS_SLOW").is_some()
}

/// What is wanted of the server's file, when the name says that it is parts.
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

/// The size of the server's file is the end of every file's name.
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

/// A server that sends `/SIZE`, 16 KiB at a time.
pub fn serve(pause: std::time::Duration) -> fault_server::FaultServer {
    fault_server::FaultServer::start(move |seen| {
        let size = seen.target.trim_start_matches('/').parse().unwrap();
        fault_server::Reply::file(&content(size), "\"one\"", seen).trickle(16 << 10, pause)
    })
}

pub fn temporaries(folder: &Path) -> Vec<String> {
    names(folder)
        .into_iter()
        .filter(|name| name.starts_with(".BIT"))
        .collect()
}
