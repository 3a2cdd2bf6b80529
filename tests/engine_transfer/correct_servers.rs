//! Downloads from correct servers.

use bits_test_support::needs::Need;

use super::*;

#[test]
fn a_file_comes_whole() {
    let content = bytes(3 * MIB + 17, 1);
    for mut client in [Client::new(), Client::strict()] {
        let server = serve(&content, |response, _| {
            response.with("Last-Modified", "Tue, 15 Nov 1994 12:45:26 GMT")
        });
        let log = client.get(server.url("/f"));
        assert!(log.finished, "{log:?}");
        assert_eq!(log.bytes, content.len() as u64);
        assert!(client.content() == content);
        let version = Version {
            size: Some(content.len() as u64),
            is_recent: false,
            last_modified: Some("Tue, 15 Nov 1994 12:45:26 GMT".to_owned()),
            etag: Some("\"one\"".to_owned()),
        };
        assert_eq!(log.starts, [(0, version)]);
        assert!(
            log.headers.starts_with("HTTP/1.1 20") && log.headers.ends_with("\r\n\r\n"),
            "{}",
            log.headers
        );
        assert_eq!(
            server.requests().len(),
            1,
            "no HEAD: the GET's own headers tell"
        );
        assert_eq!(
            server.ranges(),
            [if client.is_strict { "bytes=0-" } else { "-" }]
        );
    }
}

#[test]
fn an_empty_file_comes() {
    for mut client in [Client::new(), Client::strict()] {
        let server = serve(b"", |response, _| response);
        let log = client.get(server.url("/f"));
        assert!(log.finished, "{log:?}");
        assert_eq!(client.content(), b"");
        assert_eq!(log.starts[0].1.size, Some(0));
    }
}

#[test]
fn many_files_share_a_connection() {
    let server = serve(&bytes(10_000, 2), |response, _| response);
    let mut client = Client::new();
    for file in 0..20 {
        let mut fetch = client.fetch(server.url(&format!("/{file}")));
        fetch.path = client.folder.path().join(file.to_string());
        assert!(client.run(fetch).finished);
    }
    assert_eq!(server.connections(), 1);
}

#[test]
fn several_files_arrive_at_the_same_time() {
    let content = bytes(2 * MIB, 3);
    let server = serve(&content, |response, _| {
        response.trickle(256 << 10, Duration::from_millis(20))
    });
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
                TransferEvent::Finished { .. } => running.retain(|other| *other != id),
                TransferEvent::Failed { failure, .. } => panic!("{failure:x?}"),
                _ => (),
            }
        }
    }
    for file in 0..8 {
        assert!(fs::read(client.folder.path().join(file.to_string())).unwrap() == content);
    }
}

#[test]
fn an_old_file_is_cut() {
    let server = serve(b"new", |response, _| response);
    let mut client = Client::new();
    fs::write(client.path(), bytes(10_000, 4)).unwrap();
    assert!(client.get(server.url("/f")).finished);
    assert_eq!(client.content(), b"new");
}

#[test]
fn stop_and_checkpoint_know_what_is_written() {
    let content = bytes(2 * MIB, 5);
    let server = serve(&content, |response, request| {
        if request.nth == 0 {
            response.stall(MIB + 5)
        } else {
            response
        }
    });
    let mut client = Client::new();
    let id = client.network.start(client.fetch(server.url("/f")));
    let mut log = TransferLog::default();
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
            .for_each(|(_, event)| log.note(event));
    }
    let standing = client.network.flush(id).unwrap();
    assert_eq!(standing.written, (MIB + 5) as u64);
    assert_eq!(standing.file.metadata().unwrap().len(), standing.written);
    log.bytes = client.network.stop(id).expect("a running transfer");
    assert_eq!(log.bytes, standing.written);
    assert!(
        client.network.wait(Duration::from_millis(50)).is_empty(),
        "no event follows a stop"
    );
    let log = client.resume(server.url("/f"), &log);
    assert_eq!(log.offsets(), [(MIB + 5) as u64]);
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
        assert!(client.network.stop(id).is_none_or(|bytes| bytes == 0));
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
        // No event shows that the wait has begun. A wake before it counts too.
        std::thread::sleep(Duration::from_millis(50));
        (waker.wake(), Instant::now()).1
    });
    client.network.wait(DEADLINE);
    let late = alarm.join().unwrap().elapsed();
    assert!(late < Duration::from_secs(1), "{late:?}");
}

#[test]
fn waiting_costs_nothing() {
    let server = serve(b"x", |response, _| response.stall(0));
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

/// The processor time of this thread, which runs the client's network.
pub fn cpu_time() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_else(|_| "0".to_owned());
    Duration::from_nanos(stat.split_whitespace().next().unwrap().parse().unwrap())
}

#[test]
fn a_limit_slows_down_and_can_be_lifted() {
    let content = bytes(4 * MIB, 6);
    let server = serve(&content, |response, _| response);
    let mut client = Client::new();
    let id = client.network.start(client.fetch(server.url("/f")));
    client.network.limit(id, Some(MIB as u64));
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(1) {
        for (_, event) in client.network.wait(Duration::from_millis(100)) {
            assert!(matches!(event, TransferEvent::Started { .. }), "{event:?}");
        }
    }
    let received = client.network.received(id).unwrap();
    assert!(received < 2 * MIB as u64, "{received} bytes in a second");
    client.network.limit(id, None);
    let lifted = Instant::now();
    assert!(client.follow(id).finished);
    assert!(
        lifted.elapsed() < Duration::from_millis(1500),
        "{:?}",
        lifted.elapsed()
    );
    assert!(client.content() == content);
}

const MANY_FILES: usize = 1100;

fn open_many_files() -> Vec<fs::File> {
    (0..MANY_FILES)
        .map_while(|_| fs::File::open("/dev/null").ok())
        .collect()
}

const MANY_DESCRIPTORS: Need = Need::ability("1100 open files", || {
    let open = open_many_files().len();
    (open == MANY_FILES)
        .then_some(())
        .ok_or_else(|| format!("only {open} files can be open"))
});

/// select(2) does not support descriptors above 1023.
#[test(needs = [MANY_DESCRIPTORS])]
fn a_host_with_many_files_open_is_served() {
    let server = serve(b"abc", |response, _| response);
    let open = open_many_files();
    assert_eq!(open.len(), MANY_FILES);
    let log = Client::new().get(server.url("/f"));
    assert!(log.finished, "{log:?}");
}
