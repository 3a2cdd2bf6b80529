//! Ways to a server: names, passwords, proxies, TLS.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use tempfile::TempDir;

use crate::bits_server::{Config, Server, TlsFiles};
use crate::program::Place;
use crate::scripted_peer::{Deed, ScriptedPeer, status};
use crate::support::need;

const SIZE: usize = 3_000_000;
/// `me:secret`
const BASIC: &str = "Basic bWU6c2VjcmV0";
const LOGIN: [&str; 3] = ["user", "me", "secret"];
const PROXY_LOGIN: [&str; 3] = ["proxy-user", "me", "secret"];

/// The example server with a root of its own.
struct Site {
    root: TempDir,
    server: Server,
}

impl Site {
    fn start(set_up: impl FnOnce(&mut Config)) -> Site {
        let root = tempfile::tempdir().unwrap();
        let mut config = Config::new(root.path());
        set_up(&mut config);
        Site {
            server: Server::start(config).unwrap(),
            root,
        }
    }

    fn has(&self, name: &str, place: &Place) -> bool {
        fs::read(self.root.path().join(name)).is_ok_and(|data| data == place.data)
    }
}

/// With a certificate for `localhost` that `SSL_CERT_FILE` makes trusted.
fn secure(set_up: impl FnOnce(&mut Config)) -> (Site, Place) {
    let mut place = Place::new(SIZE);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = TlsFiles {
        certificate: place.path("certificate.pem"),
        key: place.path("key.pem"),
    };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    place
        .environment
        .push(("SSL_CERT_FILE", files.certificate.clone()));
    let site = Site::start(|config| {
        config.tls = Some(files);
        set_up(config);
    });
    (site, place)
}

#[test]
fn names_that_need_encoding() {
    if !need("gcc") {
        return;
    }
    let site = Site::start(|_| ());
    fs::create_dir(site.root.path().join("in put")).unwrap();
    for (sent, stored) in [
        (
            "in put/w\u{f6}rld \u{4e16}\u{754c} \u{1f980}.bin",
            "in put/w\u{f6}rld \u{4e16}\u{754c} \u{1f980}.bin",
        ),
        ("in%20put/100%25%20%23%3F%2B.bin", "in put/100% #?+.bin"),
        (
            "in%20put/a+b&c='d'(e)!~,;@.bin",
            "in put/a+b&c='d'(e)!~,;@.bin",
        ),
        ("query.bin?application=\u{fc}&x=1 2", "query.bin"),
    ] {
        let place = Place::named("b\u{e4}r #1 100%?*.bin", SIZE);
        place
            .upload(&format!("http://{}/{sent}", site.server.addr()), &[])
            .expect_done(SIZE);
        assert!(site.has(stored, &place), "{sent}");
    }
}

#[test]
fn passwords_given_and_taken_back() {
    if !need("gcc") {
        return;
    }
    let site = Site::start(|config| config.credentials = Some("me:secret".into()));
    let url = |name: &str| format!("http://{}/{name}", site.server.addr());
    let place = Place::new(SIZE);
    place
        .upload(&url("a.bin"), &[])
        .expect_error(0x8019_0191, 5);
    place
        .upload(&url("a.bin"), &["user", "me", "wrong"])
        .expect_error(0x8019_0191, 5);
    place
        .upload(&url("a.bin"), &[&LOGIN[..], &["remove-user"]].concat())
        .expect_error(0x8019_0191, 5);
    assert!(!site.root.path().join("a.bin").exists());
    place.upload(&url("a.bin"), &LOGIN).expect_done(SIZE);
    assert!(site.has("a.bin", &place));
}

#[test]
fn a_server_with_tls() {
    if !need("gcc") {
        return;
    }
    let (site, mut place) = secure(|config| config.credentials = Some("me:secret".into()));
    let port = site.server.addr().port();
    place
        .upload(&format!("https://localhost:{port}/a.bin"), &LOGIN)
        .expect_done(SIZE);
    assert!(site.has("a.bin", &place));
    place
        .upload(&format!("https://127.0.0.1:{port}/b.bin"), &LOGIN)
        .expect_error(0x8007_2f06, 5);
    place.environment.clear();
    place
        .upload(&format!("https://localhost:{port}/b.bin"), &LOGIN)
        .expect_error(0x8007_2f0d, 5);
    assert!(!site.root.path().join("b.bin").exists());
}

#[test]
fn a_proxy_with_a_password() {
    if !need("gcc") {
        return;
    }
    let proxy = ScriptedPeer::start(|seen| match seen.header("proxy-authorization") {
        Some(BASIC) => Deed::Serve,
        _ => Deed::Say(status(407, "Proxy-Authenticate: Basic realm=\"p\"")),
    });
    let address = proxy.addr().to_string();
    let (url, route) = ("http://uploads.invalid/a.bin", ["proxy", &address]);
    let place = Place::new(SIZE);
    place.upload(url, &route).expect_error(0x8019_0197, 5);
    place
        .upload(url, &[&route[..], &PROXY_LOGIN[..]].concat())
        .expect_done(SIZE);
    assert!(proxy.files() == [&*place.data]);
    assert!(
        proxy
            .log()
            .iter()
            .all(|seen| seen.target == url && seen.header("authorization").is_none())
    );
}

#[test]
fn a_proxy_with_a_password_before_a_server_with_tls_and_another() {
    if !need("gcc") {
        return;
    }
    let (site, place) = secure(|config| config.credentials = Some("you:hidden".into()));
    let proxy = Tunnels::start(site.server.addr());
    let address = proxy.addr.to_string();
    let url = format!("https://localhost:{}/a.bin", site.server.addr().port());
    let (route, server_login) = (["proxy", &address], ["user", "you", "hidden"]);
    place
        .upload(&url, &[&route[..], &server_login[..]].concat())
        .expect_line("error 80190197 context 6");
    place
        .upload(&url, &[&route[..], &PROXY_LOGIN[..]].concat())
        .expect_error(0x8019_0191, 5);
    place
        .upload(
            &url,
            &[&route[..], &PROXY_LOGIN[..], &server_login[..]].concat(),
        )
        .expect_done(SIZE);
    assert!(site.has("a.bin", &place));
    for head in proxy.heads.lock().unwrap().iter() {
        assert!(head.starts_with("CONNECT localhost:"), "{head}");
        assert!(
            !head.to_lowercase().contains("\r\nauthorization:"),
            "{head}"
        );
    }
}

/// An HTTP proxy that lets who knows the password through to one server.
struct Tunnels {
    addr: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Tunnels {
    fn start(server: SocketAddr) -> Tunnels {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let log = heads.clone();
        thread::spawn(move || {
            for client in listener.incoming() {
                let log = log.clone();
                thread::spawn(move || client.and_then(|client| tunnel(client, server, &log)));
            }
        });
        Tunnels { addr, heads }
    }
}

fn tunnel(mut client: TcpStream, server: SocketAddr, log: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        log.lock().unwrap().push(head.clone());
        if head.contains(&format!("Proxy-Authorization: {BASIC}\r\n")) {
            break;
        }
        client.write_all(status(407, "Proxy-Authenticate: Basic realm=\"p\"").as_bytes())?;
    }
    let mut onward = TcpStream::connect(server)?;
    client.write_all(b"HTTP/1.1 200 Through\r\n\r\n")?;
    let (mut back, mut to_client) = (onward.try_clone()?, client.try_clone()?);
    let other = thread::spawn(move || {
        let _ = io::copy(&mut back, &mut to_client);
        to_client.shutdown(Shutdown::Both)
    });
    let _ = io::copy(&mut reader.by_ref(), &mut onward);
    onward.shutdown(Shutdown::Both)?;
    other.join().unwrap()
}
