//! Downloads against servers that behave badly, through `Network` itself.

#[path = "support/fault_server.rs"]
mod fault_server;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bits::abi::{
    BG_E_INSUFFICIENT_HTTP_SUPPORT, BG_E_INSUFFICIENT_RANGE_SUPPORT, BG_E_INVALID_SERVER_RESPONSE,
    BG_E_MISSING_FILE_SIZE, BG_E_REMOTE_FILE_CHANGED, BG_ERROR_CONTEXT, BG_JOB_PROXY_USAGE, HRESULT,
};
use bits::engine::transfer::{Event, Fetch, HttpOptions, Network, Patience, TransferId, Version};
use bits::engine::{Failure, ProxySettings};
use fault_server::{FaultServer, Reply, Seen};

const MIB: usize = 1 << 20;
const DEADLINE: Duration = Duration::from_secs(20);

/// A network, a folder, and what a job would say.
struct Client {
    network: Network,
    folder: tempfile::TempDir,
    options: HttpOptions,
    foreground: bool,
}

/// All that a transfer told.
#[derive(Default, Debug)]
struct Told {
    starts: Vec<(u64, Version)>,
    final_url: Option<String>,
    headers: String,
    finished: bool,
    failure: Option<Failure>,
    redirect: Option<String>,
    bytes: u64,
}

impl Client {
    fn new() -> Client {
        let patience = Patience {
            connect: Duration::from_secs(2),
            silence: Duration::from_secs(1),
        };
        Client {
            network: Network::with_patience(patience).unwrap(),
            folder: tempfile::tempdir().unwrap(),
            options: HttpOptions {
                proxy: ProxySettings {
                    usage: BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY,
                    list: None,
                    bypass: None,
                },
                credentials: Vec::new(),
                custom_headers: None,
                security_flags: 0,
            },
            foreground: true,
        }
    }

    fn background() -> Client {
        Client {
            foreground: false,
            ..Client::new()
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("file")
    }

    fn fetch(&self, remote: impl Into<String>) -> Fetch {
        Fetch {
            remote: remote.into(),
            path: self.path(),
            offset: 0,
            version: Version::default(),
            foreground: self.foreground,
            options: Arc::new(self.options.clone()),
        }
    }

    /// Runs a transfer to its end.
    fn run(&mut self, fetch: Fetch) -> Told {
        let id = self.network.start(fetch);
        self.follow(id)
    }

    fn follow(&mut self, id: TransferId) -> Told {
        let mut told = Told::default();
        let deadline = Instant::now() + DEADLINE;
        while !told.finished && told.failure.is_none() {
            assert!(Instant::now() < deadline, "the transfer does not end: {told:?}");
            for (of, event) in self.network.wait(Duration::from_millis(200)) {
                assert_eq!(of, id);
                told.note(event);
            }
        }
        assert!(self.network.received(id).is_none(), "a transfer that is over is gone");
        told
    }

    fn get(&mut self, remote: impl Into<String>) -> Told {
        let fetch = self.fetch(remote);
        self.run(fetch)
    }

    /// Goes on where a failed transfer stopped, as the engine does after the retry delay.
    fn resume(&mut self, remote: impl Into<String>, told: &Told) -> Told {
        let mut fetch = self.fetch(remote);
        fetch.offset = told.bytes;
        fetch.version = told
            .starts
            .last()
            .map(|(_, version)| version.clone())
            .unwrap_or_default();
        self.run(fetch)
    }

    /// Tries again until the file is there.
    fn persist(&mut self, remote: &str) -> Told {
        let mut told = self.get(remote);
        while !told.finished {
            let failure = told.failure.as_ref().unwrap();
            assert!(failure.transient, "{failure:x?}");
            told = self.resume(remote, &told);
        }
        told
    }

    fn content(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }
}

impl Told {
    fn note(&mut self, event: Event) {
        match event {
            Event::Started {
                offset,
                version,
                final_url,
                headers,
            } => {
                self.starts.push((offset, version));
                self.final_url = final_url;
                self.headers = headers;
            }
            Event::Finished { bytes } => (self.finished, self.bytes) = (true, bytes),
            Event::Failed {
                failure,
                bytes,
                redirect,
            } => (self.failure, self.bytes, self.redirect) = (Some(failure), bytes, redirect),
        }
    }

    #[track_caller]
    fn offsets(&self) -> Vec<u64> {
        self.starts.iter().map(|(offset, _)| *offset).collect()
    }

    #[track_caller]
    fn failed(&self, code: u32, context: BG_ERROR_CONTEXT, transient: bool) {
        let failure = self
            .failure
            .as_ref()
            .unwrap_or_else(|| panic!("did not fail: {self:?}"));
        assert_eq!(format!("{:#x}", failure.code), format!("{code:#x}"));
        assert_eq!((failure.context, failure.transient), (context, transient));
    }

    #[track_caller]
    fn fatal(&self, code: HRESULT) {
        self.failed(code as u32, REMOTE, false);
    }
}

const REMOTE: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_REMOTE_FILE;
const LOCAL: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_LOCAL_FILE;
const TRANSPORT: BG_ERROR_CONTEXT = BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;

/// Bytes that differ from place to place and from seed to seed.
fn bytes(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2) + 1;
    let mut next = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 56) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// A server with one file, that gets `spoil` between the good answer and the client.
fn serve(content: &[u8], spoil: impl Fn(Reply, &Seen) -> Reply + Send + Sync + 'static) -> FaultServer {
    let content = content.to_vec();
    FaultServer::start(move |seen| spoil(Reply::file(&content, "\"one\"", seen), seen))
}

mod good {
    use super::*;

    #[test]
    fn a_file_comes_whole() {
        let content = bytes(3 * MIB + 17, 1);
        for mut client in [Client::new(), Client::background()] {
            let server = serve(&content, |reply, _| {
                reply.with("Last-Modified", "Tue, 15 Nov 1994 12:45:26 GMT")
            });
            let told = client.get(server.url("/f"));
            assert!(told.finished, "{told:?}");
            assert_eq!(told.bytes, content.len() as u64);
            assert!(client.content() == content);
            let version = Version {
                size: Some(content.len() as u64),
                last_modified: Some("Tue, 15 Nov 1994 12:45:26 GMT".to_owned()),
                etag: Some("\"one\"".to_owned()),
            };
            assert_eq!(told.starts, [(0, version)]);
            assert!(
                told.headers.starts_with("HTTP/1.1 20") && told.headers.ends_with("\r\n\r\n"),
                "{}",
                told.headers
            );
            assert_eq!(server.seen().len(), 1, "no HEAD: the GET's own headers tell");
            assert_eq!(server.ranges(), [if client.foreground { "-" } else { "bytes=0-" }]);
        }
    }

    #[test]
    fn an_empty_file_comes() {
        for mut client in [Client::new(), Client::background()] {
            let server = serve(b"", |reply, _| reply);
            let told = client.get(server.url("/f"));
            assert!(told.finished, "{told:?}");
            assert_eq!(client.content(), b"");
            assert_eq!(told.starts[0].1.size, Some(0));
        }
    }

    #[test]
    fn many_files_share_a_connection() {
        let server = serve(&bytes(10_000, 2), |reply, _| reply);
        let mut client = Client::new();
        for file in 0..20 {
            let mut fetch = client.fetch(server.url(&format!("/{file}")));
            fetch.path = client.folder.path().join(file.to_string());
            assert!(client.run(fetch).finished);
        }
        assert_eq!(server.connections(), 1);
    }

    #[test]
    fn several_come_at_once() {
        let content = bytes(2 * MIB, 3);
        let server = serve(&content, |reply, _| reply.trickle(256 << 10, Duration::from_millis(20)));
        let mut client = Client::new();
        let mut running: Vec<_> = (0..8)
            .map(|file| {
                let mut fetch = client.fetch(server.url(&format!("/{file}")));
                fetch.path = client.folder.path().join(file.to_string());
                client.network.start(fetch)
            })
            .collect();
        let begun = Instant::now();
        while !running.is_empty() {
            assert!(begun.elapsed() < DEADLINE);
            for (id, event) in client.network.wait(DEADLINE) {
                match event {
                    Event::Finished { .. } => running.retain(|other| *other != id),
                    Event::Failed { failure, .. } => panic!("{failure:x?}"),
                    Event::Started { .. } => (),
                }
            }
        }
        for file in 0..8 {
            assert!(fs::read(client.folder.path().join(file.to_string())).unwrap() == content);
        }
    }

    #[test]
    fn the_file_is_private_and_the_old_one_is_cut() {
        use std::os::unix::fs::PermissionsExt;
        let server = serve(b"new", |reply, _| reply);
        let mut client = Client::new();
        assert!(client.get(server.url("/f")).finished);
        assert_eq!(fs::metadata(client.path()).unwrap().permissions().mode() & 0o077, 0);
        fs::write(client.path(), bytes(10_000, 4)).unwrap();
        assert!(client.get(server.url("/f")).finished);
        assert_eq!(client.content(), b"new");
    }

    #[test]
    fn stop_and_checkpoint_know_what_is_written() {
        let content = bytes(2 * MIB, 5);
        let server = serve(
            &content,
            |reply, seen| if seen.nth == 0 { reply.stall(MIB + 5) } else { reply },
        );
        let mut client = Client::new();
        let id = client.network.start(client.fetch(server.url("/f")));
        let mut told = Told::default();
        let begun = Instant::now();
        while client
            .network
            .received(id)
            .is_some_and(|received| received < (MIB + 5) as u64)
        {
            assert!(begun.elapsed() < DEADLINE);
            client
                .network
                .wait(Duration::from_millis(10))
                .into_iter()
                .for_each(|(_, event)| told.note(event));
        }
        let standing = client.network.flush(id).unwrap();
        assert_eq!(standing.written, (MIB + 5) as u64);
        assert_eq!(standing.file.metadata().unwrap().len(), standing.written);
        told.bytes = client.network.stop(id);
        assert_eq!(told.bytes, standing.written);
        assert!(
            client.network.wait(Duration::from_millis(50)).is_empty(),
            "no event follows a stop"
        );
        let told = client.resume(server.url("/f"), &told);
        assert_eq!(told.offsets(), [(MIB + 5) as u64]);
        assert!(client.content() == content);
    }

    #[test]
    fn stop_is_quick_at_any_moment() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = Client::new();
        let remotes = [
            format!("http://127.0.0.1:{}/", silent.local_addr().unwrap().port()),
            format!("https://127.0.0.1:{}/", silent.local_addr().unwrap().port()),
            "http://192.0.2.1/".to_owned(),
            "http://nowhere.invalid/".to_owned(),
        ];
        for remote in remotes {
            let id = client.network.start(client.fetch(remote.as_str()));
            client.network.wait(Duration::from_millis(1));
            let begun = Instant::now();
            assert_eq!(client.network.stop(id), 0);
            assert!(
                begun.elapsed() < Duration::from_millis(50),
                "{remote}: {:?}",
                begun.elapsed()
            );
        }
        assert!(!client.path().exists(), "nothing came, so nothing was made");
    }

    #[test]
    fn the_waker_wakes() {
        let mut client = Client::new();
        let waker = client.network.waker();
        let begun = Instant::now();
        assert!(client.network.wait(Duration::from_millis(60)).is_empty());
        assert!(begun.elapsed() >= Duration::from_millis(60));
        waker.wake();
        let begun = Instant::now();
        client.network.wait(DEADLINE);
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "a wake before the wait counts"
        );
        let alarm = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            (waker.wake(), Instant::now()).1
        });
        client.network.wait(DEADLINE);
        let late = alarm.join().unwrap().elapsed();
        assert!(late < Duration::from_millis(50), "{late:?}");
    }

    #[test]
    fn waiting_costs_nothing() {
        let server = serve(b"x", |reply, _| reply.stall(0));
        let mut client = Client::new();
        let id = client.network.start(client.fetch(server.url("/f")));
        let before = cpu_time();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(700) {
            client.network.wait(Duration::from_millis(700));
        }
        let spent = cpu_time() - before;
        assert!(spent < Duration::from_millis(50), "{spent:?}");
        client.network.stop(id);
    }

    /// What this thread used of a processor.
    fn cpu_time() -> Duration {
        let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_else(|_| "0".to_owned());
        Duration::from_nanos(stat.split_whitespace().next().unwrap().parse().unwrap())
    }

    #[test]
    fn a_limit_slows_down_and_can_be_lifted() {
        let content = bytes(4 * MIB, 6);
        let server = serve(&content, |reply, _| reply);
        let mut client = Client::new();
        let id = client.network.start(client.fetch(server.url("/f")));
        client.network.limit(id, Some(MIB as u64));
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(1) {
            for (_, event) in client.network.wait(Duration::from_millis(100)) {
                assert!(matches!(event, Event::Started { .. }), "{event:?}");
            }
        }
        let received = client.network.received(id).unwrap();
        assert!(received < 2 * MIB as u64, "{received} bytes in a second");
        client.network.limit(id, None);
        let lifted = Instant::now();
        assert!(client.follow(id).finished);
        assert!(lifted.elapsed() < Duration::from_millis(1500), "{:?}", lifted.elapsed());
        assert!(client.content() == content);
    }
}

mod breaks {
    use super::*;

    #[test]
    fn a_cut_is_transient_and_resumes_where_it_happened() {
        let content = bytes(3 * MIB, 7);
        for cut in [0, 1, 100_000, MIB, 3 * MIB - 1] {
            for mut client in [Client::new(), Client::background()] {
                let server = serve(
                    &content,
                    move |reply, seen| if seen.nth == 0 { reply.cut(cut) } else { reply },
                );
                let told = client.get(server.url("/f"));
                told.failed(0x80072EFE, REMOTE, true);
                assert_eq!(told.bytes, cut as u64);
                let told = client.resume(server.url("/f"), &told);
                assert!(told.finished, "{told:?}");
                assert!(client.content() == content);
                if cut > 0 {
                    assert_eq!(told.offsets(), [cut as u64]);
                    assert_eq!(server.ranges()[1], format!("bytes={cut}-"));
                    assert_eq!(server.seen()[1].header("if-range"), Some("\"one\""));
                }
            }
        }
    }

    #[test]
    fn a_server_that_always_cuts_is_beaten() {
        let content = bytes(MIB, 8);
        let server = serve(&content, |reply, _| reply.cut(100_000));
        let mut client = Client::background();
        let told = client.persist(&server.url("/f"));
        assert!(told.finished);
        assert!(client.content() == content);
        assert_eq!(server.seen().len(), MIB.div_ceil(100_000));
    }

    #[test]
    fn silence_is_transient() {
        let content = bytes(MIB, 9);
        let server = serve(
            &content,
            |reply, seen| if seen.nth == 0 { reply.stall(500_000) } else { reply },
        );
        let mut client = Client::new();
        let begun = Instant::now();
        let told = client.get(server.url("/f"));
        told.failed(0x80072EE2, REMOTE, true);
        assert!(begun.elapsed() < Duration::from_secs(12));
        assert_eq!(told.bytes, 500_000);
        assert!(client.resume(server.url("/f"), &told).finished);
        assert!(client.content() == content);
    }

    #[test]
    fn a_trickle_is_no_silence() {
        let content = bytes(30, 10);
        let server = serve(&content, |reply, _| reply.trickle(1, Duration::from_millis(80)));
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        assert!(told.finished, "{told:?}");
        assert!(client.content() == content);
    }

    #[test]
    fn nobody_there() {
        let port = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let mut client = Client::new();
        client
            .get(format!("http://127.0.0.1:{port}/f"))
            .failed(0x80072EFD, REMOTE, true);
        client.get("http://nowhere.invalid/f").failed(0x80072EE7, REMOTE, true);
        assert!(!client.path().exists());
    }

    #[test]
    fn an_answer_that_is_no_http() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/f", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            use std::io::{Read, Write};
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\nnonsense\r\n\r\nnonsense");
        });
        let told = Client::new().get(url);
        assert!(told.failure.is_some(), "{told:?}");
        assert_eq!(told.bytes, 0);
    }

    #[test]
    fn an_answer_that_does_not_come() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/f", listener.local_addr().unwrap());
        std::thread::spawn(move || drop(listener.accept().unwrap()));
        Client::new().get(url).failed(0x80072EFE, REMOTE, true);
    }

    #[test]
    fn less_kept_than_recorded_starts_over() {
        let content = bytes(MIB, 11);
        let server = serve(
            &content,
            |reply, seen| if seen.nth == 0 { reply.cut(500_000) } else { reply },
        );
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        fs::write(client.path(), &content[..400_000]).unwrap();
        let told = client.resume(server.url("/f"), &told);
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == content);
    }

    #[test]
    fn more_kept_than_recorded_is_dropped() {
        let content = bytes(MIB, 12);
        let server = serve(
            &content,
            |reply, seen| if seen.nth == 0 { reply.cut(500_000) } else { reply },
        );
        let mut client = Client::new();
        let mut told = client.get(server.url("/f"));
        fs::write(client.path(), [&content[..300_000], &bytes(2 * MIB, 13)].concat()).unwrap();
        told.bytes = 300_000;
        let told = client.resume(server.url("/f"), &told);
        assert_eq!(told.offsets(), [300_000]);
        assert!(client.content() == content);
    }

    #[test]
    fn all_was_there_already() {
        let content = bytes(MIB, 14);
        let server = serve(&content, |reply, _| reply);
        let mut client = Client::background();
        let told = client.get(server.url("/f"));
        let told = client.resume(server.url("/f"), &told);
        assert!(told.finished, "{told:?}");
        assert_eq!(
            server.ranges()[1],
            format!("bytes={}-", MIB - 1),
            "one byte tells whether it is still the same"
        );
        assert!(client.content() == content);
    }
}

mod versions {
    use super::*;

    /// Cuts the first version's answer in the middle; whoever comes back finds the second version.
    fn changing(then: impl Fn(&[u8], &Seen) -> Reply + Send + Sync + 'static) -> (FaultServer, Vec<u8>) {
        let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
        let answer = second.clone();
        let server = FaultServer::start(move |seen| match seen.nth {
            0 => Reply::file(&first, "\"one\"", seen).cut(400_000),
            _ => then(&answer, seen),
        });
        (server, second)
    }

    #[track_caller]
    fn restarts(server: &FaultServer, second: &[u8]) {
        for mut client in [Client::new(), Client::background()] {
            let told = client.get(server.url(if client.foreground { "/f" } else { "/b" }));
            assert_eq!(told.bytes, 400_000);
            let told = client.resume(server.url(if client.foreground { "/f" } else { "/b" }), &told);
            assert!(told.finished, "{told:?}");
            assert_eq!(told.offsets(), [0]);
            assert!(client.content() == second, "two versions are mixed");
        }
    }

    #[test]
    fn changed_and_the_server_sees_it() {
        let (server, second) = changing(|second, seen| Reply::file(second, "\"two\"", seen));
        restarts(&server, &second);
        assert_eq!(server.seen().len(), 4, "If-Range spares the second question");
    }

    #[test]
    fn changed_and_the_server_does_not_look_at_if_range() {
        let (server, second) = changing(|second, seen| {
            let blind = Seen {
                headers: vec![("Range".into(), seen.range().unwrap_or("x").into())],
                ..seen.clone()
            };
            Reply::file(second, "\"two\"", &blind)
        });
        restarts(&server, &second);
    }

    #[test]
    fn changed_in_size() {
        let (first, second) = (bytes(MIB, 20), bytes(MIB + 1, 21));
        let answer = second.clone();
        let date = "Tue, 15 Nov 1994 12:45:26 GMT";
        let server = FaultServer::start(move |seen| match seen.nth {
            0 => Reply::file(&first, "\"one\"", seen)
                .without("ETag")
                .with("Last-Modified", date)
                .cut(400_000),
            _ => Reply::part(
                &answer,
                seen.range().map_or(0, |_| 400_000 * (seen.nth & 1)),
                answer.len(),
            )
            .with("Last-Modified", date)
            .with("Accept-Ranges", "bytes"),
        });
        let mut client = Client::background();
        let told = client.get(server.url("/f"));
        let told = client.resume(server.url("/f"), &told);
        assert!(told.finished, "{told:?}");
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == second);
    }

    #[test]
    fn changed_by_its_date_only() {
        let (first, second) = (bytes(MIB, 20), bytes(MIB, 21));
        let answer = second.clone();
        let server = FaultServer::start(move |seen| {
            let content = if seen.nth == 0 { &first } else { &answer };
            let date = if seen.nth == 0 {
                "Tue, 15 Nov 1994 12:45:26 GMT"
            } else {
                "Tue, 15 Nov 1994 12:45:27 GMT"
            };
            let reply = match seen
                .range()
                .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'))
            {
                Some(first) => Reply::part(content, first.parse().unwrap(), content.len()),
                None => Reply::whole(content),
            };
            let reply = reply.with("Last-Modified", date).with("Accept-Ranges", "bytes");
            if seen.nth == 0 { reply.cut(400_000) } else { reply }
        });
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        let told = client.resume(server.url("/f"), &told);
        assert!(told.finished, "{told:?}");
        assert_eq!(
            server.seen()[1].header("if-range"),
            Some("Tue, 15 Nov 1994 12:45:26 GMT")
        );
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == second);
    }

    #[test]
    fn nothing_tells_versions_apart() {
        let content = bytes(MIB, 22);
        let server = serve(&content, |reply, seen| {
            let reply = reply.with("ETag", "W/\"weak\"");
            if seen.nth == 0 { reply.cut(400_000) } else { reply }
        });
        let mut client = Client::background();
        let told = client.get(server.url("/f"));
        assert_eq!(told.starts[0].1.etag, None);
        let told = client.resume(server.url("/f"), &told);
        assert_eq!(told.offsets(), [0], "a size alone proves nothing");
        assert!(client.content() == content);
    }

    #[test]
    fn smaller_now() {
        let (server, _) = changing(|_, seen| {
            Reply::file(
                b"small",
                "\"two\"",
                &Seen {
                    headers: seen
                        .headers
                        .iter()
                        .filter(|(name, _)| name != "If-Range")
                        .cloned()
                        .collect(),
                    ..seen.clone()
                },
            )
        });
        restarts(&server, b"small");
    }

    #[test]
    fn changing_for_ever() {
        let content = bytes(MIB, 23);
        let server = FaultServer::start(move |seen| {
            // Half an answer to everything, and another version every time.
            let first = seen
                .range()
                .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
            Reply::part(&content, first.unwrap_or(0), MIB.min(first.unwrap_or(0) + 1000))
                .with("ETag", format!("\"{}\"", seen.nth))
        });
        Client::background()
            .get(server.url("/f"))
            .failed(BG_E_REMOTE_FILE_CHANGED as u32, REMOTE, true);
        assert!(server.seen().len() < 20);
    }
}

mod lies {
    use super::*;

    #[test]
    fn range_ignored() {
        let content = bytes(MIB, 30);
        let spoil = |reply: Reply, seen: &Seen| {
            let whole = reply.as_status(200);
            if seen.nth == 0 { whole.cut(400_000) } else { whole }
        };
        let all = content.clone();
        let server = FaultServer::start(move |seen| {
            spoil(
                Reply::whole(&all)
                    .with("ETag", "\"one\"")
                    .with("Accept-Ranges", "bytes"),
                seen,
            )
        });
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        let told = client.resume(server.url("/f"), &told);
        assert!(told.finished && told.offsets() == [0], "{told:?}");
        assert!(client.content() == content);

        let mut client = Client::background();
        let told = client.get(server.url("/b"));
        client
            .resume(server.url("/b"), &told)
            .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    }

    #[test]
    fn wrong_range() {
        let content = bytes(MIB, 31);
        let all = content.clone();
        let server = FaultServer::start(move |seen| match (seen.nth, seen.range()) {
            (0, _) => Reply::file(&all, "\"one\"", seen).cut(400_000),
            (_, Some(_)) => Reply::part(&all, 123, all.len()).with("ETag", "\"one\""),
            (_, None) => Reply::file(&all, "\"one\"", seen),
        });
        let mut client = Client::new();
        let told = client.get(server.url("/f"));
        let told = client.resume(server.url("/f"), &told);
        assert!(told.finished && told.offsets() == [0], "{told:?}");
        assert!(client.content() == content);

        let mut client = Client::background();
        let told = client.get(server.url("/b"));
        client
            .resume(server.url("/b"), &told)
            .fatal(BG_E_INVALID_SERVER_RESPONSE);
        assert!(client.content() == content[..400_000]);
    }

    #[test]
    fn a_part_that_nobody_asked_for() {
        let server = FaultServer::start(|_| Reply::part(&bytes(1000, 32), 0, 500));
        Client::new().get(server.url("/f")).fatal(BG_E_INVALID_SERVER_RESPONSE);
    }

    #[test]
    fn a_part_without_content_range() {
        let server = serve(&bytes(1000, 33), |reply, _| reply.without("Content-Range"));
        Client::background()
            .get(server.url("/f"))
            .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    }

    #[test]
    fn merged_or_malformed_ranges() {
        for range in [
            "bytes 10-5/1000",
            "bytes 0-1000/1000",
            "bytes 0-4/1000",
            "pages 0-999/1000",
            "bytes x-y/z",
        ] {
            let server = serve(&bytes(1000, 34), move |reply, _| reply.with("Content-Range", range));
            let told = Client::background().get(server.url("/f"));
            assert!(
                !told.finished && !told.failure.as_ref().unwrap().transient,
                "{range}: {told:?}"
            );
            assert_eq!(told.bytes, 0);
        }
    }

    #[test]
    fn shorter_ranges_than_asked_for_are_put_together() {
        let content = bytes(MIB, 35);
        let all = content.clone();
        let server = FaultServer::start(move |seen| {
            let first = seen
                .range()
                .and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok());
            let first: usize = first.unwrap();
            Reply::part(&all, first, MIB.min(first + 300_000)).with("ETag", "\"one\"")
        });
        let mut client = Client::background();
        let told = client.get(server.url("/f"));
        assert!(told.finished, "{told:?}");
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == content);
        assert_eq!(
            server.ranges(),
            ["bytes=0-", "bytes=300000-", "bytes=600000-", "bytes=900000-"]
        );
    }

    #[test]
    fn length_too_great() {
        let content = bytes(100_000, 36);
        let server = serve(&content, |reply, _| {
            let close = reply.body.len();
            reply.with("Content-Length", 200_000).cut(close)
        });
        let told = Client::new().get(server.url("/f"));
        told.failed(0x80072EFE, REMOTE, true);
        assert_eq!(told.bytes, 100_000);
    }

    #[test]
    fn more_than_the_range_said() {
        let server = serve(&bytes(100_000, 37), |reply, _| {
            reply.with("Content-Range", "bytes 0-499/500").chunked()
        });
        let told = Client::background().get(server.url("/f"));
        told.fatal(BG_E_INVALID_SERVER_RESPONSE);
    }

    #[test]
    fn less_than_the_range_said() {
        let server = serve(&bytes(1000, 38), |reply, _| {
            reply.with("Content-Range", "bytes 0-4999/5000").chunked()
        });
        let told = Client::background().get(server.url("/f"));
        told.failed(0x80072EFE, REMOTE, true);
        assert_eq!(told.bytes, 1000);
    }

    #[test]
    fn chunks_that_break_off() {
        let server = serve(&bytes(100_000, 39), |reply, _| reply.chunked().cut(50_000));
        let told = Client::new().get(server.url("/f"));
        told.failed(0x80072EFE, REMOTE, true);
    }

    #[test]
    fn compressed_unasked() {
        let server = serve(&bytes(1000, 40), |reply, _| reply.with("Content-Encoding", "gzip"));
        for mut client in [Client::new(), Client::background()] {
            client.get(server.url("/f")).fatal(BG_E_INVALID_SERVER_RESPONSE);
            assert!(!client.path().exists());
        }
        assert!(
            server
                .seen()
                .iter()
                .all(|seen| seen.header("accept-encoding") == Some("identity"))
        );
        assert!(
            Client::new().get(server.url("/archive.tar.gz")).finished,
            "its name says the same as the header"
        );
    }

    #[test]
    fn a_length_that_is_none() {
        let server = serve(b"abc", |reply, _| reply.with("Content-Length", "many"));
        assert!(Client::new().get(server.url("/f")).failure.is_some());
    }
}

mod poor_servers {
    use super::*;

    #[test]
    fn no_length() {
        let content = bytes(MIB, 50);
        for spoil in [Reply::chunked, Reply::endless] {
            let all = content.clone();
            let server = FaultServer::start(move |_| spoil(Reply::whole(&all)));
            let mut client = Client::new();
            let told = client.get(server.url("/f"));
            assert!(told.finished && told.starts[0].1.size.is_none(), "{told:?}");
            assert!(client.content() == content);
            Client::background().get(server.url("/f")).fatal(BG_E_MISSING_FILE_SIZE);
        }
    }

    #[test]
    fn no_total_in_the_range() {
        let server = serve(&bytes(10, 51), |reply, _| reply.with("Content-Range", "bytes 0-9/*"));
        Client::background().get(server.url("/f")).fatal(BG_E_MISSING_FILE_SIZE);
    }

    #[test]
    fn no_ranges() {
        let content = bytes(MIB, 52);
        let all = content.clone();
        let server = FaultServer::start(move |_| Reply::whole(&all));
        let mut client = Client::new();
        assert!(client.get(server.url("/f")).finished);
        assert!(client.content() == content);
        Client::background()
            .get(server.url("/f"))
            .fatal(BG_E_INSUFFICIENT_RANGE_SUPPORT);
    }

    #[test]
    fn old_http() {
        let content = bytes(MIB, 53);
        let all = content.clone();
        let server = FaultServer::start(move |_| Reply::whole(&all).old());
        let mut client = Client::new();
        assert!(client.get(server.url("/f")).finished);
        assert!(client.content() == content);
        Client::background()
            .get(server.url("/f"))
            .fatal(BG_E_INSUFFICIENT_HTTP_SUPPORT);

        let server = serve(&content, |reply, _| reply.old());
        assert!(
            Client::background().get(server.url("/f")).finished,
            "an old server that meets the rest will do"
        );
    }

    #[test]
    fn no_head() {
        let server = serve(b"abc", |reply, seen| {
            if seen.method == "HEAD" {
                Reply::status(405)
            } else {
                reply
            }
        });
        for mut client in [Client::new(), Client::background()] {
            assert!(client.get(server.url("/f")).finished);
        }
    }

    #[test]
    fn an_interrupted_foreground_file_without_ranges_starts_over() {
        let content = bytes(MIB, 54);
        let all = content.clone();
        let server = FaultServer::start(move |seen| {
            let reply = Reply::whole(&all).with("ETag", "\"one\"");
            if seen.nth == 0 { reply.cut(400_000) } else { reply }
        });
        let mut client = Client::new();
        let told = client.persist(&server.url("/f"));
        assert_eq!(told.offsets(), [0]);
        assert!(client.content() == content);
    }
}

mod statuses {
    use super::*;

    #[test]
    fn each_has_its_code() {
        let server = FaultServer::start(|seen| Reply::status(seen.target[1..].parse().unwrap()));
        let mut client = Client::new();
        let mut walked = 0;
        for status in (201..=206)
            .chain(300..=308)
            .chain(400..=417)
            .chain([422, 426, 429, 451])
            .chain(500..=511)
        {
            let told = client.get(server.url(&format!("/{status}")));
            let transient = match status {
                300..=305 | 307 | 308 => false,
                408 | 409 => true,
                400..=499 | 501 | 505 => false,
                _ => true,
            };
            let code = if status == 206 {
                BG_E_INVALID_SERVER_RESPONSE as u32
            } else {
                0x8019_0000 | status
            };
            told.failed(code, REMOTE, transient && status != 206);
            assert!(!client.path().exists(), "an error page is not the file");
            walked += 1;
        }
        println!("{walked} statuses walked");
    }

    #[test]
    fn a_failing_server_that_recovers() {
        let content = bytes(MIB, 60);
        let server = serve(
            &content,
            |reply, seen| if seen.nth < 3 { Reply::status(503) } else { reply },
        );
        let mut client = Client::background();
        assert!(client.persist(&server.url("/f")).finished);
        assert!(client.content() == content);
    }

    #[test]
    fn a_failure_on_resume_keeps_what_is_there() {
        let content = bytes(MIB, 61);
        let server = serve(&content, |reply, seen| match seen.nth {
            0 => reply.cut(300_000),
            1 => Reply::status(500),
            _ => reply,
        });
        let mut client = Client::background();
        let first = client.get(server.url("/f"));
        let second = client.resume(server.url("/f"), &first);
        second.failed(0x801901F4, REMOTE, true);
        assert_eq!(second.bytes, 300_000);
        let told = client.resume(server.url("/f"), &first);
        assert_eq!(told.offsets(), [300_000]);
        assert!(client.content() == content);
    }

    #[test]
    fn the_server_says_when() {
        let server = FaultServer::start(|seen| {
            let later = std::time::SystemTime::now() + Duration::from_secs(100);
            match seen.target.as_str() {
                "/seconds" => Reply::status(503).with("Retry-After", 7),
                "/date" => Reply::status(503).with("Retry-After", httpdate::fmt_http_date(later)),
                "/many" => Reply::status(429).with("Retry-After", 3),
                _ => Reply::status(503).with("Retry-After", "soon"),
            }
        });
        let mut client = Client::new();
        let mut wish = |target: &str| {
            let failure = client.get(server.url(target)).failure.unwrap();
            assert!(failure.transient, "{target}");
            failure.retry_after
        };
        assert_eq!(wish("/seconds"), Some(7));
        assert!((95..=100).contains(&wish("/date").unwrap()));
        assert_eq!(wish("/many"), Some(3));
        assert_eq!(wish("/nonsense"), None);
    }

    #[test]
    fn a_large_error_page_is_not_read() {
        let server = FaultServer::start(|_| Reply::whole(&bytes(50 * MIB, 62)).as_status(404));
        let begun = Instant::now();
        Client::new().get(server.url("/f")).failed(0x80190194, REMOTE, false);
        assert!(begun.elapsed() < Duration::from_secs(2));
    }
}
