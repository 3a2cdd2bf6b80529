use super::nginx::Nginx;
use super::*;
use bits::abi::{BG_SSL_IGNORE_CERT_CN_INVALID, BG_SSL_IGNORE_UNKNOWN_CA};

#[test]
fn downloads_and_resumes() {
    let Some(nginx) = Nginx::start("") else {
        return;
    };
    let content = bytes(64 * MIB + 5, 110);
    fs::write(nginx.root().join("f"), &content).unwrap();
    for remote in [nginx.url("f"), nginx.secure_url("f")] {
        let mut client = Client::background();
        client.options.security_flags = BG_SSL_IGNORE_UNKNOWN_CA | BG_SSL_IGNORE_CERT_CN_INVALID;
        let mut fetch = client.fetch(remote.as_str());
        let id = client.network.start(fetch.clone());
        client.network.limit(id, Some(4 * MIB as u64));
        let mut told = Told::default();
        let begun = Instant::now();
        while client.network.received(id).unwrap() < MIB as u64 {
            assert!(begun.elapsed() < DEADLINE);
            client
                .network
                .wait(Duration::from_millis(1))
                .into_iter()
                .for_each(|(_, event)| told.note(event));
        }
        fetch.offset = client.network.stop(id).unwrap();
        fetch.version = told.starts[0].1.clone();
        assert!(fetch.version.etag.is_some() && fetch.version.last_modified.is_some());
        assert!(fetch.offset >= MIB as u64);
        let told = client.run(fetch.clone());
        assert!(
            told.finished && told.offsets() == [fetch.offset],
            "{told:?}"
        );
        assert!(client.content() == content);
        let expected = if remote.starts_with("https") {
            "HTTP/2 206"
        } else {
            "HTTP/1.1 206"
        };
        assert!(told.headers.starts_with(expected), "{}", told.headers);
    }
}

#[test]
fn notices_a_new_version() {
    let Some(nginx) = Nginx::start("") else {
        return;
    };
    let (first, second) = (bytes(MIB, 111), bytes(MIB, 112));
    fs::write(nginx.root().join("f"), &first).unwrap();
    let mut client = Client::background();
    let mut told = client.get(nginx.url("f"));
    assert!(told.finished);
    fs::write(nginx.root().join("f"), &second).unwrap();
    let later = std::time::SystemTime::now() + Duration::from_secs(5);
    fs::File::options()
        .write(true)
        .open(nginx.root().join("f"))
        .unwrap()
        .set_modified(later)
        .unwrap();
    told.bytes = 500_000;
    let told = client.resume(nginx.url("f"), &told);
    assert!(told.finished && told.offsets() == [0], "{told:?}");
    assert!(client.content() == second);
}

#[test]
fn empty_files_compression_and_errors() {
    let extra = "gzip on; gzip_types *; gzip_min_length 1; location /closed { return 403; }";
    let Some(nginx) = Nginx::start(extra) else {
        return;
    };
    fs::write(nginx.root().join("empty"), b"").unwrap();
    fs::write(nginx.root().join("text"), "a".repeat(100_000)).unwrap();
    for mut client in [Client::new(), Client::background()] {
        let told = client.get(nginx.url("empty"));
        assert!(told.finished && told.bytes == 0, "{told:?}");
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
