//! Failures of proxies: the sentence has the name and the port of the proxy, and its place is not
//! taken by the server.

use std::io::{Read, Write};
use std::net::TcpListener;

use bits::engine::Cause;
use bits_test_support::process::OwnProcess;

use super::proxies::through;
use super::texts::{peer, sentence};
use super::*;

/// Returns the failure of a download through a proxy at a port of this computer.
#[track_caller]
fn failure_through(port: u16, url: &str) -> Failure {
    let log = through(&format!("127.0.0.1:{port}"), None).get(url);
    log.failure.unwrap_or_else(|| panic!("did not fail: {url}"))
}

/// Checks that the failure is one of the proxy, and returns its sentence.
#[track_caller]
fn blames_proxy(failure: &Failure, proxy: &str) -> String {
    let text = sentence(failure);
    assert_eq!(failure.proxy.as_deref(), Some(proxy), "{text}");
    assert_eq!(failure.context, TRANSPORT, "{text}");
    assert!(text.contains(&format!("proxy {proxy}")), "{text}");
    assert!(!text.contains("he server"), "{text}");
    text
}

#[test]
fn refused_tunnels() {
    for (status, words) in [
        (400, "does not support"),
        (403, "does not allow"),
        (405, "does not support"),
        (407, "set credentials"),
        (429, "too many requests"),
        (500, "could not connect"),
        (501, "does not support"),
        (502, "could not connect"),
        (503, "could not connect"),
    ] {
        let proxy = FaultServer::start(move |_| Response::status(status));
        let failure = failure_through(proxy.port(), "https://far.invalid/f");
        assert_eq!(failure.code as u32, 0x8019_0000 + u32::from(status));
        assert_eq!(failure.cause, Cause::ProxyRefusal, "{status}");
        let text = blames_proxy(&failure, &format!("127.0.0.1:{}", proxy.port()));
        assert!(text.contains(words), "{status}: {text}");
    }
}

#[test]
fn proxies_that_are_not_there() {
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    for url in ["http://far.invalid/f", "https://far.invalid/f"] {
        let failure = failure_through(port, url);
        assert_eq!(
            (failure.code as u32, failure.transient),
            (0x80072EFD, true),
            "{url}"
        );
        blames_proxy(&failure, &format!("127.0.0.1:{port}"));

        let failure = through("user:secret@nowhere.invalid", None)
            .get(url)
            .failure
            .unwrap();
        assert_eq!(
            (failure.code as u32, failure.transient),
            (0x80072EE7, true),
            "{url}"
        );
        let text = blames_proxy(&failure, "nowhere.invalid:1080");
        assert!(
            text.contains("name of the proxy") && !text.contains("secret"),
            "{text}"
        );
    }
}

#[test]
fn proxies_that_are_silent_or_break_off() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = silent
        .local_addr()
        .map(|address| (address.port(), silent))
        .unwrap();
    let closing = peer(b"", false);
    let ssh = peer(b"SSH-2.0-OpenSSH_9.2\r\n", true);
    for url in ["http://far.invalid/f", "https://far.invalid/f"] {
        let failure = failure_through(silent.0, url);
        assert_eq!(
            (failure.code as u32, failure.transient),
            (0x80072EE2, true),
            "{url}"
        );
        blames_proxy(&failure, &format!("127.0.0.1:{}", silent.0));

        let failure = failure_through(closing, url);
        assert_eq!(
            (failure.code as u32, failure.transient),
            (0x80072EFE, true),
            "{url}"
        );
        blames_proxy(&failure, &format!("127.0.0.1:{closing}"));

        blames_proxy(&failure_through(ssh, url), &format!("127.0.0.1:{ssh}"));
    }
}

/// The tunnel is there; what fails behind it is the server.
#[test]
fn a_server_behind_a_tunnel_fails_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n");
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(&[21, 3, 3, 0, 2, 2, 112]);
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let failure = failure_through(port, "https://far.invalid/f");
    assert_eq!(failure.cause, Cause::TlsName);
    assert_eq!((failure.context, failure.proxy.as_deref()), (REMOTE, None));
}

#[test]
fn a_proxy_that_should_speak_tls() {
    let plain = peer(b"HTTP/1.1 400 Bad\r\n\r\n", false);
    let list = format!("https://127.0.0.1:{plain}");
    let failure = through(&list, None)
        .get("http://far.invalid/f")
        .failure
        .unwrap();
    assert_eq!(failure.cause, Cause::NotTls);
    blames_proxy(&failure, &format!("127.0.0.1:{plain}"));
}

#[test]
fn socks_proxies() {
    // Version 4: the request is rejected.
    let refusing = peer(&[0, 91, 0, 0, 0, 0, 0, 0], false);
    let list = format!("socks=127.0.0.1:{refusing}");
    let failure = through(&list, None)
        .get("http://far.invalid/f")
        .failure
        .unwrap();
    assert_eq!(failure.cause, Cause::ProxyRefusal);
    let text = blames_proxy(&failure, &format!("127.0.0.1:{refusing}"));
    assert!(text.contains("did not make the connection"), "{text}");
}

/// The response may be that of the proxy or that of the server.
#[test]
fn statuses_that_come_through_a_proxy() {
    for (status, words) in [
        (403, "The server or the proxy "),
        (405, "The server or the proxy "),
        (407, "The proxy "),
        (502, "The proxy "),
        (503, "The server or the proxy "),
    ] {
        let proxy = FaultServer::start(move |_| Response::status(status));
        let address = format!("127.0.0.1:{}", proxy.port());
        let failure = failure_through(proxy.port(), "http://far.invalid/f");
        assert_eq!(failure.code as u32, 0x8019_0000 + u32::from(status));
        let text = sentence(&failure);
        assert!(
            text.starts_with(&format!("{words}{address}")),
            "{status}: {text}"
        );
        assert!(!text.contains("BITS"), "{status}: {text}");
    }
}

/// A process whose environment names a proxy at a port that nothing listens at.
const WITH_DEAD_PROXIES: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, _| {
        command
            .env("http_proxy", "http://user:secret@127.0.0.1:1")
            .env("HTTPS_PROXY", "127.0.0.1:1")
            .env("no_proxy", "near.invalid");
    },
};

#[test(process = WITH_DEAD_PROXIES)]
fn proxies_of_the_environment() {
    let mut client = Client::new();
    client.options.proxy.usage = BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG;
    for url in ["http://far.invalid/f", "https://far.invalid/f"] {
        let failure = client.get(url).failure.unwrap();
        let text = blames_proxy(&failure, "127.0.0.1:1");
        assert!(!text.contains("secret"), "{text}");
    }
    let failure = client.get("http://near.invalid/f").failure.unwrap();
    assert_eq!((failure.context, failure.proxy.as_deref()), (REMOTE, None));
}
