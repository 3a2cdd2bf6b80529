//! Access rights: paths stay in the root, users without the password are refused, TLS works.

use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::sync::Arc;

use bits_test_support::bits_server::{Config, Server, TlsFiles};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::wire::*;

#[test]
fn no_path_leaves_the_root() {
    let site = Site::with(|config| {
        config.allow_overwrites = true;
        config.allow_put = true;
    });
    let secret = site.outer().join("secret");
    std::fs::write(&secret, "secret").unwrap();
    symlink(&secret, site.path("link")).unwrap();
    symlink(site.outer(), site.path("out")).unwrap();
    symlink("../..", site.path("folder/up")).unwrap();
    let absolute = secret.to_str().unwrap();
    let paths = [
        "/../secret",
        "/folder/../../secret",
        "/%2e%2e/secret",
        "/%2E./secret",
        "/..%2fsecret",
        "/..%5csecret",
        "/folder/..%2f..%2fsecret",
        "/%252e%252e/secret",
        "/..\\secret",
        "/out/secret",
        "/folder/up/secret",
        "/out/new",
        "//../secret",
        "/./../secret",
        "/%00",
        "/secret%00.bin",
        "/%2fetc%2fpasswd",
        "/..",
        "/folder/..",
        "/folder/%2e%2e/%2e%2e/secret",
        "/....//secret",
        "/%c0%ae%c0%ae/secret",
        &absolute.replace('/', "%2f"),
        &format!("/{absolute}"),
    ];
    for path in paths {
        let mut peer = site.peer();
        let read = peer.get(path, "");
        assert!((400..500).contains(&read.status()), "{path}: {}", read.head);
        assert!(
            !read.body.windows(6).any(|bytes| bytes == b"secret"),
            "{path}"
        );
        let mut peer = site.peer();
        let created = peer.create(path);
        assert!(
            (400..500).contains(&created.status()),
            "{path}: {}",
            created.head
        );
        let put = site
            .peer()
            .send(request("PUT", path, "Content-Length: 3\r\n"))
            .send("bad")
            .answer();
        assert!((400..500).contains(&put.status()), "{path}: {}", put.head);
    }
    assert_eq!(site.peer().get("/link", "").status(), 403);
    assert_eq!(site.sessions(), 0);
    assert_eq!(std::fs::read(&secret).unwrap(), b"secret");
    assert_eq!(
        std::fs::read_dir(site.outer()).unwrap().count(),
        2,
        "only root and secret"
    );
}

#[test]
fn an_upload_replaces_a_link_and_not_what_it_points_to() {
    let site = Site::with(|config| config.allow_overwrites = true);
    let outside = site.outer().join("outside");
    std::fs::write(&outside, "theirs").unwrap();
    symlink(&outside, site.path("link")).unwrap();
    let mut peer = site.peer();
    let (session, answer) = peer.upload("/link", b"mine");
    answer.accepted(4);
    assert_eq!(peer.close("/link", &session).status(), 200);
    assert_eq!(std::fs::read(&outside).unwrap(), b"theirs");
    assert_eq!(site.read("link").unwrap(), b"mine");
}

#[test]
fn a_folder_that_becomes_a_way_out_during_the_upload_is_refused() {
    let site = Site::new();
    let mut peer = site.peer();
    let (session, _) = peer.upload("/folder/a", b"abc");
    std::fs::remove_dir(site.path("folder")).unwrap();
    symlink(site.outer(), site.path("folder")).unwrap();
    peer.close("/folder/a", &session).refused(403, DENIED);
    assert!(!site.outer().join("a").exists());
}

#[test]
fn links_inside_the_root_are_followed() {
    let site = Site::new();
    site.write("folder/a", "inside");
    symlink("folder", site.path("alias")).unwrap();
    assert_eq!(site.peer().get("/alias/a", "").body, b"inside");
}

#[test]
fn the_servers_own_folder_is_closed() {
    let site = Site::new();
    let mut peer = site.peer();
    let (session, _) = peer.upload("/a", b"abc");
    symlink("BITS-Sessions", site.path("alias")).unwrap();
    let file = format!("Requests/{session}/requestfile.bin");
    for folder in ["BITS-Sessions", "bits-sessions", "BITS%2dSessions", "alias"] {
        let status = site.peer().get(&format!("/{folder}/{file}"), "").status();
        assert!(status == 403 || status == 404, "{folder}: {status}");
        site.peer()
            .create(&format!("/{folder}/new"))
            .refused(403, DENIED);
    }
    site.peer().create("/BITS-Sessions").refused(403, DENIED);
    for reply in ["..", "x", "%2e%2e%2fRequests", &session] {
        assert_eq!(
            site.peer()
                .get(
                    &format!("/BITS-Sessions/Replies/{reply}/responsefile.bin"),
                    ""
                )
                .status()
                / 100,
            4
        );
    }
}

#[test]
fn names_are_decoded_once() {
    let site = Site::new();
    let names = [
        "/caf%C3%A9%20%26%20%2B.bin",
        "/100%25.bin",
        "/a%3fb%23c",
        "/%ff",
    ];
    for name in names {
        let mut peer = site.peer();
        let (session, answer) = peer.upload(name, name.as_bytes());
        answer.accepted(name.len() as u64);
        assert_eq!(peer.close(name, &session).status(), 200);
        assert_eq!(peer.get(name, "").body, name.as_bytes());
    }
    assert!(
        site.path("café & +.bin").exists()
            && site.path("100%.bin").exists()
            && site.path("a?b#c").exists()
    );
}

#[test]
fn basic_authentication_guards_every_request() {
    let site = Site::with(|config| config.credentials = Some("user:pass:word".into()));
    site.write("a", "abc");
    let mut peer = site.peer();
    let good = "Authorization: Basic dXNlcjpwYXNzOndvcmQ=\r\n";
    for bad in [
        "",
        "Authorization: Basic dXNlcjpwYXNzOndvcmU=\r\n",
        "Authorization: Basic\r\n",
        "Authorization: Digest dXNlcjpwYXNzOndvcmQ=\r\n",
    ] {
        let answer = peer.packet("Ping", "/b", bad);
        assert_eq!(
            (answer.status(), answer.header("WWW-Authenticate").is_some()),
            (401, true),
            "{bad}"
        );
        assert_eq!(peer.get("/a", bad).status(), 401);
        let put = format!("{bad}Content-Length: 3\r\n");
        assert_eq!(
            peer.send(request("PUT", "/b", &put))
                .send("abc")
                .answer()
                .status(),
            401
        );
    }
    assert_eq!(peer.packet("Ping", "/b", good).status(), 200);
    assert_eq!(peer.get("/a", &good.replace("Basic", "basic")).body, b"abc");
}

/// Creates a certificate for `localhost`, and a client that trusts it.
fn certificate(folder: &std::path::Path) -> (TlsFiles, Arc<ClientConfig>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = TlsFiles {
        certificate: folder.join("cert.pem"),
        key: folder.join("key.pem"),
    };
    std::fs::write(&files.certificate, made.cert.pem()).unwrap();
    std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(made.cert.der().to_vec()))
        .unwrap();
    (
        files,
        Arc::new(
            ClientConfig::builder()
                .with_root_certificates(roots)
                .with_no_client_auth(),
        ),
    )
}

#[test]
fn an_upload_over_tls_with_credentials() {
    let folder = tempfile::tempdir().unwrap();
    let (files, client) = certificate(folder.path());
    let site = Site::with(|config| {
        config.tls = Some(files);
        config.credentials = Some("user:secret".into());
    });
    let name = ServerName::try_from("localhost").unwrap();
    let tls = ClientConnection::new(client, name).unwrap();
    let mut peer = Peer::over(StreamOwned::new(
        tls,
        TcpStream::connect(site.addr()).unwrap(),
    ));
    assert_eq!(peer.create("/a").status(), 401);
    let credentials = "Authorization: Basic dXNlcjpzZWNyZXQ=\r\n";
    let created = peer.packet(
        "Create-Session",
        "/a",
        &format!("BITS-Supported-Protocols: {PROTOCOL}\r\n{credentials}"),
    );
    let session = created.header("BITS-Session-Id").unwrap().to_owned();
    let data = pattern(2_000_000);
    let head = fragment_head("/a", &session, &whole(&data), data.len());
    let head = head.replace("\r\n\r\n", &format!("\r\n{credentials}\r\n"));
    peer.send(head).send(&data).answer().accepted(2_000_000);
    let close = format!("BITS-Session-Id: {session}\r\n{credentials}");
    assert_eq!(peer.packet("Close-Session", "/a", &close).status(), 200);
    assert!(peer.get("/a", credentials).body == data);
}

#[test]
fn a_server_that_cannot_start_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Server::start(Config::new(folder.path().join("missing"))).is_err());
    let tls = Some(TlsFiles {
        certificate: "/dev/null".into(),
        key: "/dev/null".into(),
    });
    assert!(
        Server::start(Config {
            tls,
            ..Config::new(folder.path())
        })
        .is_err()
    );
    let running = Server::start(Config::new(folder.path())).unwrap();
    let other = tempfile::tempdir().unwrap();
    assert!(
        Server::start(Config {
            listen: running.addr(),
            ..Config::new(other.path())
        })
        .is_err()
    );
}
