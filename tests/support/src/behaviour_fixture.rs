//! The fixture of the behaviour and notification tests: an upload server, a server whose response
//! depends on the name that is requested, a queue and a folder.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use bits::abi::BG_JOB_TYPE;
use bits::engine::Job;

use crate::bits_server::Application;
use crate::fault_server::{FaultServer, Request, Response};
use crate::fixture::{Fixture, data, text};

/// The responses of `server`:
///
/// | name | response |
/// |---|---|
/// | `/whole/N` | N bytes, last modified at [`BehaviourFixture::STAMP`] |
/// | `/stalled/N` | the first half of N bytes, then nothing |
/// | `/changing` | half of version 1; then one byte of version 2; from then on, version 2 |
/// | `/passing` | 503 once; then like `/stalled` |
/// | `/failing` | 503 |
/// | anything else | 404 |
pub struct BehaviourFixture {
    pub base: Fixture,
    pub server: FaultServer,
}

impl BehaviourFixture {
    /// [`Self::DATE`] in seconds since 1970.
    pub const STAMP: u64 = 784_111_777;
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Mon, 07 Nov 1994 08:49:37 GMT";

    pub fn start() -> BehaviourFixture {
        let fixture = Fixture::with(|config| {
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
        BehaviourFixture {
            base: fixture,
            server: FaultServer::start(answer),
        }
    }

    pub fn url(&self, name: &str) -> String {
        self.server.url(name)
    }

    /// Creates a local file to upload.
    pub fn own(&self, name: &str, content: &str) -> PathBuf {
        let path = self.base.here(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub fn job(&self) -> Job {
        self.base.job()
    }

    pub fn local(&self, name: &str) -> String {
        text(&self.base.here(name)).to_owned()
    }

    pub fn add(&self, job: &Job, remote: &str, local: &str) {
        job.add_files(&[(&self.url(remote), &self.local(local))])
            .unwrap();
    }

    /// Starts a job that downloads these names to the files `0`, `1`, ...
    pub fn running(&self, remote: &[&str]) -> Job {
        let job = self.job();
        for (index, remote) in remote.iter().enumerate() {
            self.add(&job, remote, &index.to_string());
        }
        job.resume().unwrap();
        job
    }

    /// A job that uploads a number, which the server application uses as the length of its reply.
    pub fn upload(&self, job_type: BG_JOB_TYPE, length: u64) -> Job {
        let job = self.base.job_of(job_type);
        let own = self.own(&format!("own{length}"), &length.to_string());
        job.add_files(&[(&self.base.url(&format!("up{length}")), text(&own))])
            .unwrap();
        job
    }

    /// The number of requests for a name.
    pub fn asked_for(&self, name: &str) -> usize {
        self.server
            .requests()
            .iter()
            .filter(|request| request.target == name)
            .count()
    }
}

pub const VERSION_1: (usize, u64) = (400_000, 1);
pub const VERSION_2: (usize, u64) = (300_000, 2);

fn answer(request: &Request) -> Response {
    let (kind, length) = request.target[1..]
        .split_once('/')
        .unwrap_or((&request.target[1..], ""));
    let whole = |length: usize, seed: u64| {
        let response = Response::whole(&data(length, seed)).with("Accept-Ranges", "bytes");
        response.with("Last-Modified", BehaviourFixture::DATE)
    };
    let length = length.parse().unwrap_or(200_000);
    match kind {
        "whole" => whole(length, 1),
        "stalled" => whole(length, 1).stall(length / 2),
        "changing" if request.nth == 0 => whole(VERSION_1.0, VERSION_1.1).stall(VERSION_1.0 / 2),
        "changing" => {
            let new = Response::file(
                &data(VERSION_2.0, VERSION_2.1),
                BehaviourFixture::LATER,
                request,
            );
            let new = new
                .without("ETag")
                .with("Last-Modified", BehaviourFixture::LATER);
            if request.nth == 1 { new.stall(1) } else { new }
        }
        "passing" if request.nth > 0 => whole(length, 1).stall(length / 2),
        "passing" | "failing" => Response::status(503),
        _ => Response::status(404),
    }
}
