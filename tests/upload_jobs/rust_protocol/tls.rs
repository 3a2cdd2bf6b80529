//! TLS. libbits reads the trusted certificates from the environment (`SSL_CERT_FILE`) once in a
//! process, so each test runs in a process of its own, which trusts the certificate of this run.

use std::fs;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bits::abi::BG_AUTH_SCHEME::BG_AUTH_SCHEME_BASIC;
use bits::abi::BG_AUTH_TARGET::BG_AUTH_TARGET_SERVER;
use bits::abi::BG_JOB_STATE::BG_JOB_STATE_TRANSFERRED;
use bits::abi::BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD;
use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, HRESULT};
use bits::engine::{http_status, win32};
use bits::testing::UploadAction;
use bits_test_support::bits_server::{Config, Server, TlsFiles};
use bits_test_support::fault_server::{self, FaultServer, Response};
use bits_test_support::fixture::{Fixture, text, wait_for};
use bits_test_support::process::OwnProcess;
use bits_test_support::scripted_peer::{PeerAction, ScriptedPeer};
use bits_test_support::uploader::Uploader;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::LocalFile;
use super::authentication::login;

const FOLDER: &str = "BITS_TEST_TLS_FOLDER";

/// A process that trusts the certificate of this run.
const TRUSTING: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, folder| {
        write_certificate(folder, &["localhost", "node.localhost"]);
        command
            .env("SSL_CERT_FILE", folder.join("certificate.pem"))
            .env(FOLDER, folder);
    },
};

fn write_certificate(folder: &Path, names: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
}

#[test]
fn an_untrusted_certificate_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write_certificate(folder.path(), &["localhost"]);
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
    local: LocalFile,
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
            local: LocalFile::new(1_000_000),
        }
    }

    fn uploader(&self, host: &str) -> Uploader {
        let url = format!("https://{host}:{}/a.bin", self.server.addr().port());
        let mut uploader = Uploader::new(&url, &self.local.path);
        uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
        uploader
    }

    /// Uploads the file, and returns the hosts of the requests.
    fn hosts(&self, uploader: &mut Uploader) -> Vec<String> {
        let mut hosts = Vec::new();
        let end = uploader.run_until(|action| {
            if let UploadAction::Send(request) = action {
                hosts.push(request.url.server().host_str().unwrap().to_owned());
            }
            false
        });
        assert!(matches!(end, Some(UploadAction::Done { .. })), "{end:x?}");
        assert!(fs::read(self.root.path().join("a.bin")).unwrap() == self.local.data);
        hosts.dedup();
        hosts
    }
}

/// Returns the processor time that all threads of this process have used.
fn processor_time() -> Duration {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the output argument is a local variable, and all zeroes is a value of it.
    let usage = unsafe {
        assert_eq!(libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr()), 0);
        usage.assume_init()
    };
    let time = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    time(usage.ru_utime) + time(usage.ru_stime)
}

mod trusting {
    use super::*;

    fn folder() -> PathBuf {
        std::env::var_os(FOLDER).unwrap().into()
    }

    #[test(process = TRUSTING)]
    fn an_upload_over_tls_arrives() {
        let secure = Secure::start(&folder(), |_| {});
        assert_eq!(
            secure.hosts(&mut secure.uploader("localhost")),
            ["localhost"]
        );
        let failure = secure.uploader("127.0.0.1").expect_failure();
        assert_eq!((failure.code, failure.transient), (WRONG_NAME, false));
    }

    /// The jobs with security flags have a connection of their own, which libcurl closes after each
    /// request; it waits for the server to close it too.
    #[test(process = TRUSTING)]
    fn an_idle_process_uses_no_processor_after_uploads_over_tls() {
        let fixture = Fixture::with(|config| {
            config.tls = Some(TlsFiles {
                certificate: folder().join("certificate.pem"),
                key: folder().join("key.pem"),
            })
        });
        for (number, flags) in [0, BG_SSL_IGNORE_CERT_CN_INVALID]
            .repeat(6)
            .iter()
            .enumerate()
        {
            let name = format!("file{number}");
            let url = format!("https://localhost:{}/{name}", fixture.server.addr().port());
            let job = fixture.job_of(BG_JOB_TYPE_UPLOAD);
            job.set_security_flags(*flags).unwrap();
            let path = fixture.own(&name, b"sealed");
            job.add_files(&[(&url, text(&path))]).unwrap();
            job.resume().unwrap();
            wait_for(&job, BG_JOB_STATE_TRANSFERRED);
        }
        let before = processor_time();
        std::thread::sleep(Duration::from_secs(1));
        let spent = processor_time() - before;
        assert!(
            spent < Duration::from_millis(200),
            "{spent:?} of processor time in a second of rest"
        );
    }

    #[test(process = TRUSTING)]
    fn a_wrong_name_is_accepted_with_its_flag() {
        let secure = Secure::start(&folder(), |_| {});
        let mut uploader = secure.uploader("127.0.0.1");
        uploader.options.security_flags = BG_SSL_IGNORE_CERT_CN_INVALID;
        assert_eq!(secure.hosts(&mut uploader), ["127.0.0.1"]);
    }

    #[test(process = TRUSTING)]
    fn a_host_id_with_a_matching_certificate_gets_no_credentials() {
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

    #[test(process = TRUSTING)]
    fn a_reply_url_gets_neither_credentials_nor_custom_headers() {
        let asked = |_: &fault_server::Request| {
            Response::status(401).with("WWW-Authenticate", "Basic realm=\"r\"")
        };
        let elsewhere = FaultServer::start_tls(certificate(&folder()), asked);
        let url = elsewhere.url("/reply");
        let peer = ScriptedPeer::start(move |received| match received.packet.as_str() {
            "Fragment" => PeerAction::ServeWith(format!("BITS-Reply-URL: {url}")),
            _ => PeerAction::Serve,
        });
        let local = LocalFile::new(1000);
        let mut uploader = Uploader::new(&peer.url("a.bin"), &local.path);
        uploader.wants_reply = true;
        uploader.options.credentials = vec![login(BG_AUTH_TARGET_SERVER, BG_AUTH_SCHEME_BASIC)];
        uploader.options.custom_headers =
            Some("Authorization: Bearer 1\r\nCookie: 2\r\nX-Api-Key: 3\r\n".into());
        assert_eq!(uploader.expect_failure().code, http_status(401));
        assert!(
            peer.log()
                .iter()
                .all(|received| received.header("x-api-key") == Some("3"))
        );
        let requests = elsewhere.requests();
        assert_eq!(requests.len(), 1);
        for name in ["authorization", "cookie", "x-api-key"] {
            assert_eq!(requests[0].header(name), None);
        }
    }

    #[test(process = TRUSTING)]
    fn a_host_id_without_a_matching_certificate_is_never_used() {
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
