//! A network without requests keeps nothing, and one without resources fails its requests only.

use std::os::fd::AsRawFd;

use bits_test_support::control::with_limit;
use bits_test_support::process::OwnProcess;

use super::*;

/// A process whose descriptors no other test uses.
const ALONE: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |_, _| (),
};

#[test]
fn connections_close_some_time_after_the_last_request() {
    let server = serve(b"abc", |response, _| response);
    let idle = Duration::from_millis(300);
    let mut client = Client {
        network: Network::with_timeouts(Timeouts {
            idle,
            ..Timeouts::default()
        })
        .unwrap(),
        ..Client::new()
    };
    for _ in 0..3 {
        assert!(client.get(server.url("/f")).finished);
    }
    assert_eq!(server.connections(), 1);
    assert!(client.network.wait(idle * 2).is_empty());
    assert!(client.get(server.url("/f")).finished);
    assert_eq!(server.connections(), 2);
}

/// The local file takes the only descriptor that is left, so that libcurl has none.
#[test(process = ALONE)]
fn a_request_without_descriptors_fails_and_the_next_one_succeeds() {
    let server = serve(b"abc", |response, _| response);
    let mut client = Client::new();
    let free = fs::File::open("/dev/null").unwrap().as_raw_fd();
    let log = with_limit(libc::RLIMIT_NOFILE, free as u64 + 1, || {
        client.get(server.url("/f"))
    });
    let failure = log.failure.unwrap();
    assert!(failure.transient, "{failure:x?}");
    assert_eq!(failure.context, TRANSPORT);
    assert!(client.get(server.url("/f")).finished);
}
