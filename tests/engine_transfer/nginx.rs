//! Downloads from nginx.

use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_UNKNOWN_CA};
use bits_test_support::needs::NGINX;
use bits_test_support::nginx::Nginx;

use super::*;

#[test(needs = [NGINX])]
fn downloads_and_resumes() {
    let nginx = Nginx::start("");
    let content = bytes(64 * MIB + 5, 110);
    fs::write(nginx.root().join("f"), &content).unwrap();
    for remote in [nginx.url("f"), nginx.secure_url("f")] {
        let mut client = Client::strict();
        client.options.security_flags = BG_SSL_IGNORE_UNKNOWN_CA | BG_SSL_IGNORE_CERT_CN_INVALID;
        let mut fetch = client.fetch(remote.as_str());
        let id = client.network.start(fetch.clone());
        client.network.limit(id, Some(4 * MIB as u64));
        let mut log = TransferLog::default();
        let begun = Instant::now();
        while client.network.received(id).unwrap() < MIB as u64 {
            assert!(begun.elapsed() < DEADLINE);
            client
                .network
                .wait(Duration::from_millis(1))
                .into_iter()
                .for_each(|(_, event)| log.note(event));
        }
        fetch.offset = client.network.stop(id).unwrap();
        fetch.version = log.starts[0].1.clone();
        assert!(fetch.version.etag.is_some() && fetch.version.last_modified.is_some());
        assert!(fetch.offset >= MIB as u64);
        let log = client.run(fetch.clone());
        assert!(log.finished && log.offsets() == [fetch.offset], "{log:?}");
        assert!(client.content() == content);
        let expected = if remote.starts_with("https") {
            "HTTP/2 206"
        } else {
            "HTTP/1.1 206"
        };
        assert!(log.headers.starts_with(expected), "{}", log.headers);
    }
}

#[test(needs = [NGINX])]
fn notices_a_new_version() {
    let nginx = Nginx::start("");
    let (first, second) = (bytes(MIB, 111), bytes(MIB, 112));
    fs::write(nginx.root().join("f"), &first).unwrap();
    let mut client = Client::strict();
    let mut log = client.get(nginx.url("f"));
    assert!(log.finished);
    fs::write(nginx.root().join("f"), &second).unwrap();
    let later = std::time::SystemTime::now() + Duration::from_secs(5);
    fs::File::options()
        .write(true)
        .open(nginx.root().join("f"))
        .unwrap()
        .set_modified(later)
        .unwrap();
    log.bytes = 500_000;
    let log = client.resume(nginx.url("f"), &log);
    assert!(log.finished && log.offsets() == [0], "{log:?}");
    assert!(client.content() == second);
}

#[test(needs = [NGINX])]
fn empty_files_compression_and_errors() {
    let extra = "gzip on; gzip_types *; gzip_min_length 1; location /closed { return 403; }";
    let nginx = Nginx::start(extra);
    fs::write(nginx.root().join("empty"), b"").unwrap();
    fs::write(nginx.root().join("text"), "a".repeat(100_000)).unwrap();
    for mut client in [Client::new(), Client::strict()] {
        let log = client.get(nginx.url("empty"));
        assert!(log.finished && log.bytes == 0, "{log:?}");
        assert!(client.get(nginx.url("text")).finished);
        assert_eq!(
            client.content().len(),
            100_000,
            "nginx does not compress what is not to be"
        );
        client
            .get(nginx.url("absent"))
            .failed(0x80190194, REMOTE, false);
        client
            .get(nginx.url("closed"))
            .failed(0x80190193, REMOTE, false);
    }
}
