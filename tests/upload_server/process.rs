//! The program itself: signals, kills, and the memory for many slow clients.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::wire::*;

/// Makes this test program behave as the example server.
const SERVER: &str = "LIBBITS_TEST_BITS_SERVER";

pub fn is_server() -> bool {
    std::env::var_os(SERVER).is_some()
}

/// A server in a process of its own, which is killed when this is dropped.
struct ServerProcess {
    process: Child,
    addr: SocketAddr,
}

fn command(root: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env(SERVER, "1").arg("--root").arg(root);
    command
        .args(["--listen", "127.0.0.1:0", "--quiet"])
        .args(options);
    command
}

impl ServerProcess {
    fn start(root: &Path, options: &[&str]) -> ServerProcess {
        let mut command = command(root, options);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let url = line.trim().rsplit_once("http://").expect("a URL").1;
        let addr = url.trim_end_matches('/').parse().unwrap();
        ServerProcess { process, addr }
    }

    fn peer(&self) -> Peer {
        Peer::connect(self.addr)
    }

    fn terminate(&self) {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
    }

    /// Waits until the process has ended.
    fn end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The most memory that the process has had, in MiB.
    fn peak_memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(status).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.unwrap().trim().trim_end_matches(" kB");
        kib.parse::<u64>().unwrap() / 1024
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// A root, with its folder for temporary files.
fn root() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    (folder, path)
}

const SLOW_CLIENTS: usize = 600;

#[test]
fn slow_uploads_leave_room_for_others() {
    let (_folder, root) = root();
    let server = ServerProcess::start(&root, &[]);
    let data = pattern(1 << 20);
    let mut control = server.peer();
    let mut slow: Vec<Peer> = (0..SLOW_CLIENTS)
        .map(|number| {
            let path = format!("/{number}");
            let session = control.session(&path);
            let mut peer = server.peer();
            peer.send(fragment_head(&path, &session, &whole(&data), data.len()))
                .send(&data[..1000]);
            peer
        })
        .collect();
    let (session, answer) = control.upload("/fast", &data);
    answer.accepted(1 << 20);
    assert_eq!(control.close("/fast", &session).status(), 200);
    assert!(std::fs::read(root.join("fast")).unwrap() == data);
    assert!(control.get("/fast", "").body == data);
    assert!(server.peak_memory() < 100, "{} MiB", server.peak_memory());
    // The slow ones go on.
    let last = slow.last_mut().unwrap();
    last.send(&data[1000..]).answer().accepted(1 << 20);
}

#[test]
fn slow_downloads_leave_room_for_others() {
    let (_folder, root) = root();
    let data = pattern(16 << 20);
    std::fs::write(root.join("large"), &data).unwrap();
    let server = ServerProcess::start(&root, &[]);
    let slow: Vec<TcpStream> = (0..SLOW_CLIENTS)
        .map(|_| {
            let mut stream = TcpStream::connect(server.addr).unwrap();
            let request = request("GET", "/large", "Connection: close\r\n");
            stream.write_all(request.as_bytes()).unwrap();
            // The response has begun, and the rest fills the buffers.
            stream.read_exact(&mut [0; 1000]).unwrap();
            stream
        })
        .collect();
    let mut peer = server.peer();
    let (session, answer) = peer.upload("/fast", &data);
    answer.accepted(16 << 20);
    assert_eq!(peer.close("/fast", &session).status(), 200);
    assert!(peer.get("/fast", "").body == data);
    assert!(server.peak_memory() < 250, "{} MiB", server.peak_memory());
    let mut rest = Vec::new();
    let mut last = slow.into_iter().next_back().unwrap();
    last.read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(&data[1000..]));
}

#[test]
fn sigterm_lets_requests_finish() {
    let (_folder, root) = root();
    let mut server = ServerProcess::start(&root, &[]);
    let data = pattern(1 << 20);
    let mut idle = server.peer();
    assert_eq!(idle.packet("Ping", "/a", "").status(), 200);
    let mut peer = server.peer();
    let session = peer.session("/a");
    peer.send(fragment_head("/a", &session, &whole(&data), data.len()))
        .send(&data[..1000]);
    let file = format!("BITS-Sessions/Requests/{session}/requestfile.bin");
    eventually("the request has begun", || {
        root.join(&file).metadata().unwrap().len() == 1000
    });
    server.terminate();
    eventually("no connection is accepted", || {
        TcpStream::connect(server.addr).is_err()
    });
    assert!(server.process.try_wait().unwrap().is_none());
    let answer = peer.send(&data[1000..]).answer();
    answer.accepted(1 << 20);
    assert_eq!(answer.header("Connection"), Some("close"));
    assert_eq!(server.end().code(), Some(0));
    // The next server continues the session.
    let server = ServerProcess::start(&root, &[]);
    assert_eq!(server.peer().close("/a", &session).status(), 200);
    assert!(std::fs::read(root.join("a")).unwrap() == data);
}

#[test]
fn sigterm_waits_for_no_client_for_ever() {
    let (_folder, root) = root();
    let mut server = ServerProcess::start(&root, &["--drain-timeout", "1"]);
    let mut peer = server.peer();
    let session = peer.session("/a");
    peer.send(fragment_head("/a", &session, "bytes 0-9/10", 10))
        .send("01234");
    let file = root.join(format!("BITS-Sessions/Requests/{session}/requestfile.bin"));
    eventually("the request has begun", || {
        file.metadata().unwrap().len() == 5
    });
    server.terminate();
    assert_eq!(server.end().code(), Some(0));
    let server = ServerProcess::start(&root, &[]);
    server
        .peer()
        .fragment("/a", &session, "bytes 5-9/10", b"56789")
        .accepted(10);
}

#[test]
fn a_killed_server_leaves_no_lock_and_no_part_of_a_put() {
    let (_folder, root) = root();
    let mut server = ServerProcess::start(&root, &["--allow-put"]);
    let second = command(&root, &[]).output().unwrap();
    let text = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(!second.status.success());
    assert!(text.contains("another server uses this folder"), "{text}");
    let mut peer = server.peer();
    peer.send(request("PUT", "/a", "Content-Length: 100\r\n"))
        .send("part");
    let requests = root.join("BITS-Sessions/Requests");
    eventually("the file has begun", || {
        let mut sessions = std::fs::read_dir(&requests).unwrap().flatten();
        let file = |session: std::fs::DirEntry| session.path().join("requestfile.bin");
        sessions.any(|session| file(session).metadata().is_ok_and(|file| file.len() == 4))
    });
    server.process.kill().unwrap();
    server.end();
    let _server = ServerProcess::start(&root, &[]);
    assert_eq!(std::fs::read_dir(&requests).unwrap().count(), 0);
    assert!(!root.join("a").exists());
}
