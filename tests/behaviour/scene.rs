//! Where the points are tried: a good upload server, a server whose answers depend on the name that
//! is asked for, and a folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::fault_server::{FaultServer, Reply, Seen};
use super::world::bits_server::Application;
use super::world::{World, data};

/// What `GET` of a name on the `server` brings:
///
/// | name | answer |
/// |---|---|
/// | `/whole/N` | N bytes, last modified at [`Scene::STAMP`] |
/// | `/stalled/N` | N bytes, of which the second half never comes |
/// | `/changing` | version 1 up to the middle; then, of version 2, first one byte, then all |
/// | `/passing` | 503 once; then as `/stalled` |
/// | `/failing` | 503 |
/// | anything else | 404 |
pub struct Scene {
    pub world: World,
    pub server: FaultServer,
}

impl Scene {
    /// In seconds since 1970, and as a server says it.
    pub const STAMP: u64 = 784_111_777;
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Mon, 07 Nov 1994 08:49:37 GMT";

    pub fn new() -> Scene {
        let world = World::with(|config| {
            let script = config.root.parent().unwrap().join("application.sh");
            // The reply to a number N is N bytes; the reply to 0 is none.
            fs::write(
                &script,
                "#!/bin/sh\nhead -c \"$(cat \"$1\")\" /dev/zero > \"$2\"\n",
            )
            .unwrap();
            fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
            config.application = Application::Program(script);
        });
        Scene {
            world,
            server: FaultServer::start(answer),
        }
    }

    pub fn url(&self, name: &str) -> String {
        self.server.url(name)
    }

    /// A file to be uploaded.
    pub fn own(&self, name: &str, content: &str) -> PathBuf {
        let path = self.world.here(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// How often a name was asked for.
    pub fn asked_for(&self, name: &str) -> usize {
        self.server
            .seen()
            .iter()
            .filter(|seen| seen.target == name)
            .count()
    }
}

pub const VERSION_1: (usize, u64) = (400_000, 1);
pub const VERSION_2: (usize, u64) = (300_000, 2);

fn answer(seen: &Seen) -> Reply {
    let (kind, length) = seen.target[1..]
        .split_once('/')
        .unwrap_or((&seen.target[1..], ""));
    let whole = |length: usize, seed: u64| {
        let reply = Reply::whole(&data(length, seed)).with("Accept-Ranges", "bytes");
        reply.with("Last-Modified", Scene::DATE)
    };
    let length = length.parse().unwrap_or(200_000);
    match kind {
        "whole" => whole(length, 1),
        "stalled" => whole(length, 1).stall(length / 2),
        "changing" if seen.nth == 0 => whole(VERSION_1.0, VERSION_1.1).stall(VERSION_1.0 / 2),
        "changing" => {
            let new = Reply::file(&data(VERSION_2.0, VERSION_2.1), Scene::LATER, seen);
            let new = new.without("ETag").with("Last-Modified", Scene::LATER);
            if seen.nth == 1 { new.stall(1) } else { new }
        }
        "passing" if seen.nth > 0 => whole(length, 1).stall(length / 2),
        "passing" | "failing" => Reply::status(503),
        _ => Reply::status(404),
    }
}
