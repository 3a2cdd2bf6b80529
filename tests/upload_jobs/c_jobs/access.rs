//! Access to a server: names, passwords, proxies, TLS.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use bits_test_support::bits_server::{Config, TlsFiles};
use bits_test_support::needs::GCC;
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer, status};

use super::program::Workspace;
use crate::site::Site;

const SIZE: usize = 3_000_000;
/// `me:secret`
const BASIC: &str = "Basic bWU6c2VjcmV0";
const LOGIN: [&str; 3] = ["user", "me", "secret"];
const PROXY_LOGIN: [&str; 3] = ["proxy-user", "me", "secret"];

/// A site with a certificate for `localhost`, which `SSL_CERT_FILE` makes trusted.
fn secure(set_up: impl FnOnce(&mut Config)) -> (Site, Workspace) {
    let mut workspace = Workspace::new(SIZE);
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = TlsFiles {
        certificate: workspace.path("certificate.pem"),
        key: workspace.path("key.pem"),
    };
    fs::write(&files.certificate, made.cert.pem()).unwrap();
    fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    workspace
        .environment
        .push(("SSL_CERT_FILE", files.certificate.clone()));
    let site = Site::new(|config| {
        config.tls = Some(files);
        set_up(config);
    });
    (site, workspace)
}

#[test(needs = [GCC])]
fn names_that_need_encoding() {
    let site = Site::new(|_| ());
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
        let workspace = Workspace::named("b\u{e4}r #1 100%?*.bin", SIZE);
        workspace
            .upload(&format!("http://{}/{sent}", site.addr), &[])
            .expect_done(SIZE);
        assert!(site.file(stored) == workspace.data, "{sent}");
    }
}

#[test(needs = [GCC])]
fn passwords_given_and_taken_back() {
    let site = Site::new(|config| config.credentials = Some("me:secret".into()));
    let url = |name: &str| format!("http://{}/{name}", site.addr);
    let workspace = Workspace::new(SIZE);
    workspace
        .upload(&url("a.bin"), &[])
        .expect_error(0x8019_0191, 5);
    workspace
        .upload(&url("a.bin"), &["user", "me", "wrong"])
        .expect_error(0x8019_0191, 5);
    workspace
        .upload(&url("a.bin"), &[&LOGIN[..], &["remove-user"]].concat())
        .expect_error(0x8019_0191, 5);
    assert!(!site.root.path().join("a.bin").exists());
    workspace.upload(&url("a.bin"), &LOGIN).expect_done(SIZE);
    assert!(site.file("a.bin") == workspace.data);
}

#[test(needs = [GCC])]
fn a_server_with_tls() {
    let (site, mut workspace) = secure(|config| config.credentials = Some("me:secret".into()));
    let port = site.addr.port();
    workspace
        .upload(&format!("https://localhost:{port}/a.bin"), &LOGIN)
        .expect_done(SIZE);
    assert!(site.file("a.bin") == workspace.data);
    workspace
        .upload(&format!("https://127.0.0.1:{port}/b.bin"), &LOGIN)
        .expect_error(0x8007_2f06, 5);
    workspace.environment.clear();
    workspace
        .upload(&format!("https://localhost:{port}/b.bin"), &LOGIN)
        .expect_error(0x8007_2f0d, 5);
    assert!(!site.root.path().join("b.bin").exists());
}

#[test(needs = [GCC])]
fn a_proxy_with_a_password() {
    let proxy = ScriptedPeer::start(|received| match received.header("proxy-authorization") {
        Some(BASIC) => PeerAction::Serve,
        _ => PeerAction::Respond(status(407, "Proxy-Authenticate: Basic realm=\"p\"")),
    });
    let address = proxy.addr().to_string();
    let (url, route) = ("http://uploads.invalid/a.bin", ["proxy", &address]);
    let workspace = Workspace::new(SIZE);
    workspace.upload(url, &route).expect_error(0x8019_0197, 5);
    workspace
        .upload(url, &[&route[..], &PROXY_LOGIN[..]].concat())
        .expect_done(SIZE);
    assert!(proxy.files() == [&*workspace.data]);
    assert!(
        proxy
            .log()
            .iter()
            .all(|received| received.target == url && received.header("authorization").is_none())
    );
}

#[test(needs = [GCC])]
fn a_proxy_with_a_password_before_a_server_with_tls_and_another() {
    let (site, workspace) = secure(|config| config.credentials = Some("you:hidden".into()));
    let proxy = Tunnels::start(site.addr);
    let address = proxy.addr.to_string();
    let url = format!("https://localhost:{}/a.bin", site.addr.port());
    let (route, server_login) = (["proxy", &address], ["user", "you", "hidden"]);
    workspace
        .upload(&url, &[&route[..], &server_login[..]].concat())
        .expect_line("error 80190197 context 6");
    workspace
        .upload(&url, &[&route[..], &PROXY_LOGIN[..]].concat())
        .expect_error(0x8019_0191, 5);
    workspace
        .upload(
            &url,
            &[&route[..], &PROXY_LOGIN[..], &server_login[..]].concat(),
        )
        .expect_done(SIZE);
    assert!(site.file("a.bin") == workspace.data);
    for head in proxy.heads.lock().unwrap().iter() {
        assert!(head.starts_with("CONNECT localhost:"), "{head}");
        assert!(
            !head.to_lowercase().contains("\r\nauthorization:"),
            "{head}"
        );
    }
}

/// An HTTP proxy to one server, for clients that know the password.
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
