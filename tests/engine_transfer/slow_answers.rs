//! Servers whose answers begin late, or stop.

use bits_test_support::fault_server::{FaultServer, Response};

use super::*;

/// A client whose limit for the first byte is far longer than that for inactivity.
fn patient() -> Client {
    Client {
        network: Network::with_timeouts(Timeouts {
            inactivity: Duration::from_millis(500),
            first_byte: Duration::from_secs(10),
            ..Timeouts::default()
        })
        .unwrap(),
        ..Client::new()
    }
}

/// The time after which the servers of this file answer.
const LATE: Duration = Duration::from_secs(2);

#[test]
fn the_first_byte_may_take_longer_than_a_pause() {
    let content = bytes(MIB, 20);
    let server = serve(&content, |response, _| {
        std::thread::sleep(LATE);
        response
    });
    let mut client = patient();
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert!(client.content() == content);
}

#[test]
fn the_answer_to_credentials_may_be_late_too() {
    let server = FaultServer::start(|request| match request.header("authorization") {
        None => Response::status(401).with("WWW-Authenticate", "Basic realm=\"r\""),
        Some(_) => {
            std::thread::sleep(LATE);
            Response::whole(b"late")
        }
    });
    let mut client = patient();
    client.options.credentials = vec![bits::engine::Credentials {
        target: bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER,
        scheme: bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC,
        user: Some("user".to_owned()),
        password: Some("secret".to_owned()),
    }];
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(client.content(), b"late");
}

#[test]
fn the_first_byte_must_come_in_time() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/f", listener.local_addr().unwrap());
    let mut client = Client {
        network: Network::with_timeouts(Timeouts {
            first_byte: Duration::from_secs(1),
            ..Timeouts::default()
        })
        .unwrap(),
        ..Client::new()
    };
    let begun = Instant::now();
    client.get(url).failed(0x80072EE2, REMOTE, true);
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[test]
fn an_answer_that_has_begun_must_continue() {
    let content = bytes(MIB, 21);
    for stop in [0, 1, 500_000] {
        let server = serve(&content, move |response, _| response.stall(stop));
        let begun = Instant::now();
        let log = patient().get(server.url("/f"));
        log.failed(0x80072EE2, REMOTE, true);
        assert_eq!(log.bytes, stop as u64);
        assert!(begun.elapsed() < Duration::from_secs(8), "{stop}");
    }
}
