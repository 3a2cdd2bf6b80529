use super::*;
use bits::abi::{
    BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP, BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT,
    BG_HTTP_REDIRECT_POLICY_DISALLOW,
};

const REDIRECT_FAILED: HRESULT = 0x80072F7C_u32 as HRESULT;

/// `/n` leads over n redirects to the file.
fn chain(content: &[u8], status: u16) -> FaultServer {
    let content = content.to_vec();
    FaultServer::start(move |seen| match seen.target[1..].parse::<u32>() {
        Ok(0) | Err(_) => Reply::file(&content, "\"one\"", seen),
        Ok(left) => Reply::redirect(status, &format!("/{}", left - 1)),
    })
}

#[test]
fn every_kind_is_followed() {
    let content = bytes(100_000, 70);
    for status in [301, 302, 303, 307, 308] {
        let server = chain(&content, status);
        for mut client in [Client::new(), Client::background()] {
            let told = client.get(server.url("/3"));
            assert!(told.finished, "{status}: {told:?}");
            assert_eq!(told.final_url, Some(server.url("/0")));
            assert!(client.content() == content);
        }
        assert_eq!(
            server.connections(),
            2,
            "a redirect does not cost the connection"
        );
    }
}

#[test]
fn no_redirect_no_final_url() {
    let server = chain(b"abc", 302);
    let mut client = Client::new();
    client.options.security_flags = BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT;
    assert_eq!(client.get(server.url("/0")).final_url, None);
    assert_eq!(
        client.get(server.url("/1")).final_url,
        Some(server.url("/0"))
    );
}

#[test]
fn long_chains_and_loops_end() {
    let server = chain(b"abc", 302);
    let mut client = Client::new();
    assert!(client.get(server.url("/20")).finished);
    client.get(server.url("/21")).fatal(REDIRECT_FAILED);

    let server = FaultServer::start(|seen| {
        Reply::redirect(302, if seen.target == "/a" { "/b" } else { "/a" })
    });
    client.get(server.url("/a")).fatal(REDIRECT_FAILED);
    let server = FaultServer::start(|_| Reply::redirect(301, "/self"));
    client.get(server.url("/self")).fatal(REDIRECT_FAILED);
}

#[test]
fn nowhere_and_elsewhere() {
    let server = FaultServer::start(|seen| match seen.target.as_str() {
        "/no-location" => Reply::status(302),
        "/file" => Reply::redirect(302, "file:///etc/hostname"),
        "/ftp" => Reply::redirect(302, "ftp://localhost/f"),
        _ => Reply::redirect(302, "http://[nonsense"),
    });
    let mut client = Client::new();
    client
        .get(server.url("/no-location"))
        .failed(0x8019012E, REMOTE, false);
    for target in ["/file", "/ftp", "/nonsense"] {
        client.get(server.url(target)).fatal(REDIRECT_FAILED);
    }
    assert!(!client.path().exists());
}

#[test]
fn disallowed_ones_tell_where_they_lead() {
    let server = chain(b"abc", 307);
    let mut client = Client::new();
    client.options.security_flags =
        BG_HTTP_REDIRECT_POLICY_DISALLOW | BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP;
    let told = client.get(server.url("/1"));
    told.failed(0x80190133, REMOTE, false);
    assert_eq!(told.redirect, Some(server.url("/0")));
    assert_eq!(server.seen().len(), 1);
    assert!(
        client.get(told.redirect.unwrap()).finished,
        "a client accepts by asking there"
    );
}

#[test]
fn resumes_behind_a_redirect() {
    let content = bytes(MIB, 71);
    let server = FaultServer::start(move |seen| match seen.target.as_str() {
        "/f" => Reply::redirect(302, "/real"),
        _ if seen.nth == 0 => Reply::file(&content, "\"one\"", seen).cut(300_000),
        _ => Reply::file(&content, "\"one\"", seen),
    });
    let mut client = Client::background();
    let told = client.get(server.url("/f"));
    let told = client.resume(server.url("/f"), &told);
    assert!(told.finished && told.offsets() == [300_000], "{told:?}");
}
