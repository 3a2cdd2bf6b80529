//! TLS. Trust comes from the environment (`SSL_CERT_FILE`), which a process reads once: these tests
//! run in a process of their own, that trusts the certificate of this run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC;
use bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER;
use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, HRESULT};
use bits::engine::{http_status, win32};
use bits::testing::UploadAction;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::Local;
use crate::authentication::login;
use crate::bits_server::{Config, Server, TlsFiles};
use crate::fault_server::{self, FaultServer, Reply};
use crate::scripted_peer::{Deed, ScriptedPeer};
use crate::uploader::Uploader;

const FOLDER: &str = "BITS_TEST_TLS_FOLDER";

#[test]
fn with_a_certificate_of_our_own() {
    let folder = tempfile::tempdir().unwrap();
    let made =
        rcgen::generate_simple_self_signed(["localhost".to_owned(), "node.localhost".to_owned()])
            .unwrap();
    let certificate = folder.path().join("certificate.pem");
    fs::write(&certificate, made.cert.pem()).unwrap();
    fs::write(
        folder.path().join("key.pem"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "tls::trusting::"])
        .env("SSL_CERT_FILE", certificate)
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !told.contains("running 0 tests"));
}

#[test]
fn a_certificate_that_nobody_trusts() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(folder.path().join("certificate.pem"), made.cert.pem()).unwrap();
    fs::write(
        folder.path().join("key.pem"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    let server = Secure::start(folder.path(), |_| {});
    let failure = server.uploader("localhost").expect_failure();
    assert_eq!((failure.code, failure.transient), (UNKNOWN_CA, false));
}

const UNKNOWN_CA: HRESULT = win32(12045);
const WRONG_NAME: HRESULT = win32(12038);

/// The certificate of this run.
fn certificate(folder: &Path) -> ServerConfig {
    let chain = CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
    let builder = ServerConfig::builder().with_no_client_auth();
    builder.with_single_cert(vec![chain], key).unwrap()
}

struct Secure {
    root: tempfile::TempDir,
    server: Server,
    local: Local,
}

impl Secure {
    fn start(folder: &Path, configure: impl FnOnce(&mut Config)) -> Secure {
        let root = tempfile::tempdir().unwrap();
        let mut config = Config::new(root.path());
        config.credentials = Some("me:secret".into());
        config.tls = Some(TlsFiles {
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        });
        configure(&mut config);
        Secure {
            server: Server::start(config).unwrap(),
            root,
            local: Local::new(1_000_000),
        }
    }

    fn uploader(&self, host: &str) -> Uploader {
        let url = format!("https://{host}:{}/a.bin", self.server.addr().port());
        let mut uploader = Uploader::new(&url, &self.local.path);
        uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
        uploader
    }

    /// Uploads the file; the hosts that requests went to.
    fn hosts(&self, uploader: &mut Uploader) -> Vec<String> {
        let mut hosts = Vec::new();
        let end = uploader.run_until(|action| {
            if let UploadAction::Send(request) = action {
                hosts.push(request.url.host_str().unwrap().to_owned());
            }
            false
        });
        assert!(matches!(end, Some(UploadAction::Done { .. })), "{end:x?}");
        assert!(fs::read(self.root.path().join("a.bin")).unwrap() == self.local.data);
        hosts.dedup();
        hosts
    }
}

mod trusting {
    use super::*;

    fn folder() -> PathBuf {
        std::env::var_os(FOLDER).unwrap().into()
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn an_upload() {
        let secure = Secure::start(&folder(), |_| {});
        assert_eq!(
            secure.hosts(&mut secure.uploader("localhost")),
            ["localhost"]
        );
        let failure = secure.uploader("127.0.0.1").expect_failure();
        assert_eq!((failure.code, failure.transient), (WRONG_NAME, false));
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn the_user_may_excuse_a_name() {
        let secure = Secure::start(&folder(), |_| {});
        let mut uploader = secure.uploader("127.0.0.1");
        uploader.options.security_flags = BG_SSL_IGNORE_CERT_CN_INVALID;
        assert_eq!(secure.hosts(&mut uploader), ["127.0.0.1"]);
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn a_host_id_gets_no_credentials_though_the_certificate_fits() {
        let secure = Secure::start(&folder(), |config| {
            config.host_id = Some("node.localhost".into())
        });
        let mut uploader = secure.uploader("localhost");
        assert_eq!(
            secure.hosts(&mut uploader),
            ["localhost", "node.localhost", "localhost"]
        );
        assert!(uploader.session().host_refused);
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn a_reply_url_gets_neither_credentials_nor_custom_headers() {
        let asked = |_: &fault_server::Seen| {
            Reply::status(401).with("WWW-Authenticate", "Basic realm=\"r\"")
        };
        let elsewhere = FaultServer::start_tls(certificate(&folder()), asked);
        let url = elsewhere.url("/reply");
        let peer = ScriptedPeer::start(move |seen| match seen.packet.as_str() {
            "Fragment" => Deed::ServeWith(format!("BITS-Reply-URL: {url}")),
            _ => Deed::Serve,
        });
        let local = Local::new(1000);
        let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
        uploader.wants_reply = true;
        uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
        uploader.options.custom_headers =
            Some("Authorization: Bearer 1\r\nCookie: 2\r\nX-Api-Key: 3\r\n".into());
        assert_eq!(uploader.expect_failure().code, http_status(401));
        assert!(
            peer.log()
                .iter()
                .all(|seen| seen.header("x-api-key") == Some("3"))
        );
        let seen = elsewhere.seen();
        assert_eq!(seen.len(), 1);
        for name in ["authorization", "cookie", "x-api-key"] {
            assert_eq!(seen[0].header(name), None);
        }
    }

    #[test]
    #[ignore = "runs in a process of its own"]
    fn a_host_id_that_the_certificate_does_not_fit_is_left_whatever_is_excused() {
        for flags in [0, BG_SSL_IGNORE_CERT_CN_INVALID] {
            let secure = Secure::start(&folder(), |config| {
                config.host_id = Some("127.0.0.1".into())
            });
            let mut uploader = secure.uploader("localhost");
            uploader.options.security_flags = flags;
            assert_eq!(
                secure.hosts(&mut uploader),
                ["localhost", "127.0.0.1", "localhost"]
            );
            assert!(uploader.session().host_refused);
        }
    }
}
