//! TLS. libbits reads the trusted certificates from the environment (`SSL_CERT_FILE`) once in a
//! process, so each test runs in a process of its own, which trusts the authority of this run.

use std::path::Path;
use std::process::Command;

use bits::abi::{
    BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP, BG_SSL_ENABLE_CRL_CHECK,
    BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_CERT_DATE_INVALID, BG_SSL_IGNORE_CERT_WRONG_USAGE,
    BG_SSL_IGNORE_UNKNOWN_CA,
};
use bits_test_support::process::OwnProcess;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose,
    RevokedCertParams, SerialNumber,
};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use super::correct_servers::cpu_time;
use super::*;

const OURS: &str = "libbits test authority";

const DATE_INVALID: HRESULT = 0x80072F05_u32 as HRESULT;
const NAME_INVALID: HRESULT = 0x80072F06_u32 as HRESULT;
const UNKNOWN_CA: HRESULT = 0x80072F0D_u32 as HRESULT;
const REVOCATION_UNKNOWN: HRESULT = 0x80072F19_u32 as HRESULT;
const REVOKED: HRESULT = 0x80072F8A_u32 as HRESULT;
const WRONG_USAGE: HRESULT = 0x80072F93_u32 as HRESULT;

/// A process that trusts an authority of this run.
pub const TRUSTING: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, folder| trust_an_authority(command, folder, |_| String::new()),
};

/// A process that trusts an authority of this run and has its list of revoked certificates.
const TRUSTING_WITH_REVOCATIONS: OwnProcess = OwnProcess {
    wrapper: &[],
    prepare: |command, folder| trust_an_authority(command, folder, revocations),
};

const AUTHORITY_KEY: &str = "BITS_TEST_AUTHORITY_KEY";

fn trust_an_authority(command: &mut Command, folder: &Path, extra: fn(&KeyPair) -> String) {
    let key = KeyPair::generate().unwrap();
    let trusted = authority(OURS).self_signed(&key).unwrap().pem() + &extra(&key);
    fs::write(folder.join("trusted.pem"), trusted).unwrap();
    fs::write(folder.join("key.pem"), key.serialize_pem()).unwrap();
    command
        .env("SSL_CERT_FILE", folder.join("trusted.pem"))
        .env(AUTHORITY_KEY, folder.join("key.pem"));
}

pub fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// A revocation list with the certificate number 666.
fn revocations(key: &KeyPair) -> String {
    let now = std::time::SystemTime::now();
    let revoked = RevokedCertParams {
        serial_number: SerialNumber::from(666),
        revocation_time: now.into(),
        reason_code: None,
        invalidity_date: None,
    };
    let list = CertificateRevocationListParams {
        this_update: (now - Duration::from_secs(3600)).into(),
        next_update: (now + Duration::from_secs(3600)).into(),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: vec![revoked],
        key_identifier_method: KeyIdMethod::Sha256,
    };
    list.signed_by(&Issuer::new(authority(OURS), key))
        .unwrap()
        .pem()
        .unwrap()
}

/// A certificate for localhost that `spoil` has changed.
pub fn certificate(spoil: impl FnOnce(&mut CertificateParams)) -> ServerConfig {
    signed(spoil, OURS, &our_key())
}

/// A certificate for localhost that the trusted authority has signed, and its key.
pub fn server_certificate() -> (Vec<CertificateDer<'static>>, KeyPair) {
    chain(|_| (), OURS, &our_key())
}

/// The key of the trusted authority.
fn our_key() -> KeyPair {
    let key = fs::read_to_string(std::env::var_os(AUTHORITY_KEY).unwrap()).unwrap();
    KeyPair::from_pem(&key).unwrap()
}

fn signed(
    spoil: impl FnOnce(&mut CertificateParams),
    by: &str,
    authority_key: &KeyPair,
) -> ServerConfig {
    let (chain, key) = chain(spoil, by, authority_key);
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, PrivatePkcs8KeyDer::from(key.serialize_der()).into())
        .unwrap()
}

/// Returns a certificate for localhost that the authority `by` has signed, and its key.
fn chain(
    spoil: impl FnOnce(&mut CertificateParams),
    by: &str,
    authority_key: &KeyPair,
) -> (Vec<CertificateDer<'static>>, KeyPair) {
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    spoil(&mut params);
    let key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(authority(by), authority_key);
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    (chain, key)
}

fn expired(params: &mut CertificateParams) {
    (params.not_before, params.not_after) = (
        rcgen::date_time_ymd(2000, 1, 1),
        rcgen::date_time_ymd(2001, 1, 1),
    );
}

fn wrong_name(params: &mut CertificateParams) {
    *params = CertificateParams::new(["elsewhere.example".to_owned()]).unwrap();
}

fn wrong_usage(params: &mut CertificateParams) {
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::EmailProtection];
}

fn serve_tls(config: ServerConfig) -> FaultServer {
    FaultServer::start_tls(config, |request| {
        Response::file(b"sealed", "\"one\"", request)
    })
}

/// Checks that the certificate is refused with `code` unless `flag` is set, and that no other flag
/// helps.
#[track_caller]
fn only_forgiven_by(flag: u32, code: HRESULT, config: ServerConfig) {
    let server = serve_tls(config);
    let all = [
        BG_SSL_IGNORE_CERT_CN_INVALID,
        BG_SSL_IGNORE_CERT_DATE_INVALID,
        BG_SSL_IGNORE_UNKNOWN_CA,
        BG_SSL_IGNORE_CERT_WRONG_USAGE,
    ];
    let others = all
        .iter()
        .filter(|other| **other != flag)
        .fold(0, |flags, other| flags | other);
    let mut client = Client::new();
    for (flags, welcome) in [
        (0, false),
        (flag, true),
        (others, false),
        (flag | others, true),
        (0, false),
    ] {
        client.options.security_flags = flags;
        let log = client.get(server.url("/f"));
        assert_eq!(log.finished, welcome, "flags {flags:#x}: {log:?}");
        if !welcome {
            log.fatal(code);
        }
    }
    assert_eq!(
        server.requests().len(),
        2,
        "nothing was asked of a server that is not the right one"
    );
}

mod without_revocations {
    use super::*;

    #[test(process = TRUSTING)]
    fn a_good_certificate_is_accepted() {
        let server = serve_tls(certificate(|_| ()));
        for mut client in [Client::new(), Client::strict()] {
            let log = client.get(server.url("/f"));
            assert!(log.finished, "{log:?}");
            assert!(client.get(server.url("/f")).finished);
        }
        assert_eq!(
            server.connections(),
            2,
            "a connection serves more than one file"
        );
    }

    #[test(process = TRUSTING)]
    fn bad_certificates_are_refused() {
        only_forgiven_by(
            BG_SSL_IGNORE_CERT_DATE_INVALID,
            DATE_INVALID,
            certificate(expired),
        );
        only_forgiven_by(
            BG_SSL_IGNORE_CERT_CN_INVALID,
            NAME_INVALID,
            certificate(wrong_name),
        );
        only_forgiven_by(
            BG_SSL_IGNORE_CERT_WRONG_USAGE,
            WRONG_USAGE,
            certificate(wrong_usage),
        );
        let stranger = KeyPair::generate().unwrap();
        only_forgiven_by(
            BG_SSL_IGNORE_UNKNOWN_CA,
            UNKNOWN_CA,
            signed(|_| (), "a stranger", &stranger),
        );
    }

    #[test(process = TRUSTING)]
    fn revocation_that_cannot_be_checked_is_an_error() {
        let server = serve_tls(certificate(|_| ()));
        let mut client = Client::new();
        client.options.security_flags = BG_SSL_ENABLE_CRL_CHECK;
        client.get(server.url("/f")).fatal(REVOCATION_UNKNOWN);
    }

    #[test(process = TRUSTING)]
    fn an_ignored_error_of_one_job_is_an_error_of_another() {
        let server = serve_tls(certificate(expired));
        let mut client = Client::new();
        client.options.security_flags = BG_SSL_IGNORE_CERT_DATE_INVALID;
        assert!(client.get(server.url("/f")).finished);
        client.options.security_flags = 0;
        client.get(server.url("/f")).fatal(DATE_INVALID);
    }

    #[test(process = TRUSTING)]
    fn a_redirect_to_plain_http_needs_permission() {
        let plain = serve(b"open", |response, _| response);
        let target = plain.url("/f");
        let server = FaultServer::start_tls(certificate(|_| ()), move |_| {
            Response::redirect(302, &target)
        });
        let mut client = Client::new();
        client
            .get(server.url("/f"))
            .failed(0x80072F7C, REMOTE, false);
        client.options.security_flags = BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP;
        assert!(client.get(server.url("/f")).finished);

        let target = server.url("/f");
        let start = FaultServer::start(move |_| Response::redirect(302, &target));
        client.options.security_flags = 0;
        client
            .get(start.url("/f"))
            .failed(0x80072F7C, REMOTE, false);
    }

    #[test(process = TRUSTING)]
    fn no_tls_at_all_and_a_broken_handshake() {
        let answering = |answer: &'static [u8]| {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let port = listener.local_addr().unwrap().port();
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
                    let _ = std::io::Write::write_all(&mut stream, answer);
                }
            });
            port
        };
        let port = answering(b"HTTP/1.1 400 This is no TLS\r\n\r\n");
        Client::new()
            .get(format!("https://localhost:{port}/f"))
            .fatal(0x80072F8F_u32 as HRESULT);
        let port = answering(b"");
        for _ in 0..3 {
            Client::new()
                .get(format!("https://localhost:{port}/f"))
                .failed(0x80072EFE, REMOTE, true);
        }
    }

    /// The server announces the end of each connection, and the client closes it.
    #[test(process = TRUSTING)]
    fn an_idle_network_uses_no_processor_while_connections_close() {
        let server = FaultServer::start_tls(certificate(|_| ()), |request| {
            Response::file(b"sealed", "\"one\"", request)
                .with("Connection", "close")
                .linger(Duration::from_millis(100))
        });
        rest_after_downloads(&mut Client::new(), &server);
    }

    /// The client closes the connection of each request, because no other job may use it.
    #[test(process = TRUSTING)]
    fn an_idle_network_uses_no_processor_after_requests_with_security_flags() {
        let server = FaultServer::start_tls(certificate(|_| ()), |request| {
            Response::file(b"sealed", "\"one\"", request).linger(Duration::from_millis(100))
        });
        let mut client = Client::new();
        client.options.security_flags = BG_SSL_IGNORE_CERT_CN_INVALID;
        rest_after_downloads(&mut client, &server);
    }

    /// Transfers some files, and checks that the network uses no processor time afterwards.
    fn rest_after_downloads(client: &mut Client, server: &FaultServer) {
        for _ in 0..3 {
            assert!(client.get(server.url("/f")).finished);
        }
        let before = cpu_time();
        assert!(client.network.wait(Duration::from_secs(2)).is_empty());
        let spent = cpu_time() - before;
        assert!(
            spent < Duration::from_millis(50),
            "{spent:?} of CPU time in 2 s of rest"
        );
    }

    #[test(process = TRUSTING)]
    fn a_cut_under_tls_resumes() {
        let content = bytes(MIB, 100);
        let all = content.clone();
        let server = FaultServer::start_tls(certificate(|_| ()), move |request| {
            let response = Response::file(&all, "\"one\"", request);
            if request.nth == 0 {
                response.cut(300_000)
            } else {
                response
            }
        });
        let mut client = Client::strict();
        let log = client.get(server.url("/f"));
        log.failed(0x80072EFE, REMOTE, true);
        let log = client.resume(server.url("/f"), &log);
        assert!(log.finished && log.offsets()[0] > 0, "{log:?}");
        assert!(client.content() == content);
    }
}

mod with_revocations {
    use super::*;

    #[test(process = TRUSTING_WITH_REVOCATIONS)]
    fn the_revocation_list_is_used_only_when_requested() {
        let number = |number: u64| {
            certificate(|params| params.serial_number = Some(SerialNumber::from(number)))
        };
        let (good, revoked) = (serve_tls(number(1)), serve_tls(number(666)));
        let mut client = Client::new();
        assert!(client.get(revoked.url("/f")).finished);
        client.options.security_flags = BG_SSL_ENABLE_CRL_CHECK;
        assert!(client.get(good.url("/f")).finished);
        client.get(revoked.url("/f")).fatal(REVOKED);
    }
}
