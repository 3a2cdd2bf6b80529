//! Proxies that challenge in HTTP/1.0. The server still gets requests in HTTP/1.1.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use bits::abi::BG_AUTH_SCHEME::{self, *};
use bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_PROXY;
use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
use bits::engine::Credentials;
use bits::testing::UploadAction;
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::uploader::Uploader;

use super::tls::{TRUSTING, certificate};
use super::*;

const BASIC: &str = "Basic dXNlcjpzZWNyZXQ=";

/// Tells whether a proxy accepts these credentials.
type Accepts = fn(&str) -> bool;

/// Options of a job that uses the proxy at this port.
fn through(port: u16, scheme: BG_AUTH_SCHEME) -> HttpOptions {
    HttpOptions {
        proxy: ProxySettings {
            usage: BG_JOB_PROXY_USAGE_OVERRIDE,
            list: Some(format!("localhost:{port}")),
            bypass: None,
        },
        credentials: vec![Credentials {
            target: BG_AUTH_TARGET_PROXY,
            scheme,
            user: Some("user".to_owned()),
            password: Some("secret".to_owned()),
        }],
        ..Client::new().options
    }
}

/// A proxy that responds itself to requests whose credentials it accepts.
fn proxy(challenge: &'static str, accepts: Accepts) -> FaultServer {
    FaultServer::start(move |request| match request.header("proxy-authorization") {
        Some(credentials) if accepts(credentials) => Response::whole(b"treasure"),
        _ => Response::status(407)
            .with("Proxy-Authenticate", challenge)
            .old(),
    })
}

#[test]
fn a_download_stays_in_http_1_1() {
    let schemes: [(BG_AUTH_SCHEME, _, Accepts); 2] = [
        (BG_AUTH_SCHEME_BASIC, "Basic realm=\"p\"", |sent| {
            sent == BASIC
        }),
        (
            BG_AUTH_SCHEME_DIGEST,
            "Digest realm=\"p\", nonce=\"n\", qop=\"auth\"",
            |sent| sent.starts_with("Digest username=\"user\""),
        ),
    ];
    for (scheme, challenge, accepts) in schemes {
        let proxy = proxy(challenge, accepts);
        let mut client = Client::new();
        client.options = through(proxy.port(), scheme);
        let log = client.get("http://far.invalid/f");
        assert!(log.finished, "{log:?}");
        assert_eq!(client.content(), b"treasure");
        let asked = proxy.requests();
        assert_eq!(asked.len(), 2, "one challenge");
        assert!(asked.iter().all(|request| request.version == "HTTP/1.1"));
    }
}

#[test]
fn the_wrong_password_is_reported() {
    let proxy = proxy("Basic realm=\"p\"", |_| false);
    let mut client = Client::new();
    client.options = through(proxy.port(), BG_AUTH_SCHEME_BASIC);
    client
        .get("http://far.invalid/f")
        .failed(0x80190197, REMOTE, false);
    assert_eq!(proxy.requests().len(), 2);
}

#[test]
fn an_upload_stays_in_http_1_1() {
    let challenge = "HTTP/1.0 407 Proxy Authentication Required\r\n\
                     Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
    let peer = ScriptedPeer::start(move |received| {
        match received.header("proxy-authorization") == Some(BASIC) {
            true => PeerAction::Serve,
            false => PeerAction::Interrupt(challenge.to_owned()),
        }
    });
    let local = tempfile::NamedTempFile::new().unwrap();
    let content = bytes(MIB, 71);
    fs::write(local.path(), &content).unwrap();
    let mut uploader = Uploader::new("http://far.invalid/a.bin", local.path());
    uploader.options = through(peer.addr().port(), BG_AUTH_SCHEME_BASIC);
    let end = uploader.run();
    assert!(matches!(end, UploadAction::Done { .. }), "{end:x?}");
    assert!(peer.files() == [content]);
    let log = peer.log();
    assert!(log.iter().all(|packet| packet.version == "HTTP/1.1"));
    assert_eq!(peer.count("Create-Session"), 2, "one challenge");
}

/// A proxy that opens tunnels, and speaks HTTP/1.0 about them.
fn tunnel() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || open_tunnel(stream.unwrap()));
        }
    });
    port
}

fn open_tunnel(mut client: TcpStream) -> io::Result<()> {
    let mut head = Vec::new();
    let mut reader = BufReader::new(client.try_clone()?);
    while !head.ends_with(b"\r\n\r\n") {
        if reader.read_until(b'\n', &mut head)? == 0 {
            return Ok(());
        }
    }
    let head = String::from_utf8_lossy(&head);
    if !head.contains(BASIC) {
        return client.write_all(
            b"HTTP/1.0 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\
              Connection: close\r\nContent-Length: 0\r\n\r\n",
        );
    }
    let server = TcpStream::connect(head.split(' ').nth(1).unwrap_or_default())?;
    client.write_all(b"HTTP/1.0 200 Connection established\r\n\r\n")?;
    let (from, mut to) = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || {
        let copied = io::copy(&mut &from, &mut to);
        to.shutdown(Shutdown::Write).and(copied)
    });
    io::copy(&mut client, &mut &server)?;
    server.shutdown(Shutdown::Write)
}

#[test(process = TRUSTING)]
fn a_tunnel_changes_neither_the_version_nor_the_patience() {
    let inactivity = Duration::from_millis(500);
    let server = FaultServer::start_tls(certificate(|_| ()), move |_| {
        thread::sleep(inactivity * 4);
        Response::whole(b"sealed")
    });
    let mut client = Client {
        network: Network::with_timeouts(Timeouts {
            inactivity,
            first_byte: DEADLINE,
            ..Timeouts::default()
        })
        .unwrap(),
        options: through(tunnel(), BG_AUTH_SCHEME_BASIC),
        ..Client::new()
    };
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(client.content(), b"sealed");
    assert_eq!(server.requests()[0].version, "HTTP/1.1");
}
