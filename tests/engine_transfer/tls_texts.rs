//! Servers that require a client certificate, and TLS connections that end without a closing
//! message.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use rcgen::KeyPair;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};

use super::texts::sentence;
use super::tls::{TRUSTING, authority, server_certificate};
use super::*;

/// Starts a server that requires a client certificate.
fn requiring_certificate(version: &'static SupportedProtocolVersion) -> FaultServer {
    let key = KeyPair::generate().unwrap();
    let issuer = authority("clients").self_signed(&key).unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(issuer.der().to_vec()))
        .unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone())
        .build()
        .unwrap();
    let (chain, key) = server_certificate();
    let config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, PrivatePkcs8KeyDer::from(key.serialize_der()).into())
        .unwrap();
    FaultServer::start_tls(config, |request| {
        Response::file(b"sealed", "\"one\"", request)
    })
}

/// Starts a relay to a TLS server that replaces the number of its plain alerts. Returns its port.
fn with_alert(server: &FaultServer, number: u8) -> u16 {
    let target = server.port();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut server = TcpStream::connect(("127.0.0.1", target)).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            let mut buffer = [0; 16 << 10];
            while let Ok(read @ 1..) = server.read(&mut buffer) {
                if buffer[0] == 21 {
                    buffer[6] = number;
                }
                let _ = client.write_all(&buffer[..read]);
            }
            let _ = client.shutdown(std::net::Shutdown::Write);
        }
    });
    port
}

#[track_caller]
fn needs_certificate(url: String) {
    let log = Client::new().get(url);
    log.fatal(0x80072F0C_u32 as HRESULT);
    let text = sentence(log.failure.as_ref().unwrap());
    assert!(text.contains("client certificate"), "{text}");
    assert!(!text.contains("server's certificate"), "{text}");
}

#[test(process = TRUSTING)]
fn client_certificates_are_asked_for() {
    let server = requiring_certificate(&version::TLS13);
    needs_certificate(server.url("/f"));

    let server = requiring_certificate(&version::TLS12);
    needs_certificate(server.url("/f"));
    for alert in [40, 42, 46, 48] {
        let port = with_alert(&server, alert);
        needs_certificate(format!("https://localhost:{port}/f"));
    }
}

/// The connection ends before the body, whose length the server has told.
#[test(process = TRUSTING)]
fn a_cut_body_is_not_explained_by_a_missing_closing_message() {
    let server = FaultServer::start_tls(tls::certificate(|_| ()), |_| {
        Response::whole(b"sealed").cut(3)
    });
    let failure = Client::new().get(server.url("/f")).failure.unwrap();
    let text = sentence(&failure);
    assert!(!text.contains("close_notify"), "{text}");
}
