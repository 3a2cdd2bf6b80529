//! Uploads over real sockets: against the example server, and against a peer that does what no
//! server should.

#[path = "../examples/bits_server/mod.rs"]
mod bits_server;
#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "support/scripted_peer.rs"]
#[allow(dead_code)]
mod scripted_peer;
#[path = "support/uploader.rs"]
mod uploader;

#[path = "upload_protocol/authentication.rs"]
mod authentication;
#[path = "upload_protocol/faults.rs"]
mod faults;
#[path = "upload_protocol/servers.rs"]
mod servers;
#[path = "upload_protocol/tls.rs"]
mod tls;

use std::fs;
use std::path::PathBuf;

/// A file to upload, in a folder of its own.
struct Local {
    folder: tempfile::TempDir,
    path: PathBuf,
    data: Vec<u8>,
}

impl Local {
    fn new(size: usize) -> Local {
        Local::named("local.bin", size)
    }

    fn named(name: &str, size: usize) -> Local {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        // No two blocks alike: bytes in the wrong place show.
        let data: Vec<u8> = (0..size as u64)
            .map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
            .collect();
        fs::write(&path, &data).unwrap();
        Local { folder, path, data }
    }
}
