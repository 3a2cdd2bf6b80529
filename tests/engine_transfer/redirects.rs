//! Redirects and their policy.

use bits::abi::{
    BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP, BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT,
    BG_HTTP_REDIRECT_POLICY_DISALLOW,
};

use super::*;

const REDIRECT_FAILED: HRESULT = 0x80072F7C_u32 as HRESULT;

/// `/n` leads to the file over n redirects.
fn chain(content: &[u8], status: u16) -> FaultServer {
    let content = content.to_vec();
    FaultServer::start(move |request| match request.target[1..].parse::<u32>() {
        Ok(0) | Err(_) => Response::file(&content, "\"one\"", request),
        Ok(left) => Response::redirect(status, &format!("/{}", left - 1)),
    })
}

#[test]
fn every_kind_of_redirect_is_followed() {
    let content = bytes(100_000, 70);
    for status in [301, 302, 303, 307, 308] {
        let server = chain(&content, status);
        for mut client in [Client::new(), Client::strict()] {
            let log = client.get(server.url("/3"));
            assert!(log.finished, "{status}: {log:?}");
            assert_eq!(log.final_url, Some(server.url("/0")));
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

    let server = FaultServer::start(|request| {
        Response::redirect(302, if request.target == "/a" { "/b" } else { "/a" })
    });
    client.get(server.url("/a")).fatal(REDIRECT_FAILED);
    let server = FaultServer::start(|_| Response::redirect(301, "/self"));
    client.get(server.url("/self")).fatal(REDIRECT_FAILED);
}

#[test]
fn redirects_without_target_and_to_other_schemes() {
    let server = FaultServer::start(|request| match request.target.as_str() {
        "/no-location" => Response::status(302),
        "/file" => Response::redirect(302, "file:///etc/hostname"),
        "/ftp" => Response::redirect(302, "ftp://localhost/f"),
        _ => Response::redirect(302, "http://[nonsense"),
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
fn refused_redirects_report_their_target() {
    let server = chain(b"abc", 307);
    let mut client = Client::new();
    client.options.security_flags =
        BG_HTTP_REDIRECT_POLICY_DISALLOW | BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP;
    let log = client.get(server.url("/1"));
    log.failed(0x80190133, REMOTE, false);
    assert_eq!(log.redirect, Some(server.url("/0")));
    assert_eq!(server.requests().len(), 1);
    assert!(
        client.get(log.redirect.unwrap()).finished,
        "a client accepts by asking there"
    );
}

#[test]
fn resumes_behind_a_redirect() {
    let content = bytes(MIB, 71);
    let server = FaultServer::start(move |request| match request.target.as_str() {
        "/f" => Response::redirect(302, "/real"),
        _ if request.nth == 0 => Response::file(&content, "\"one\"", request).cut(300_000),
        _ => Response::file(&content, "\"one\"", request),
    });
    let mut client = Client::strict();
    let log = client.get(server.url("/f"));
    let log = client.resume(server.url("/f"), &log);
    assert!(log.finished && log.offsets() == [300_000], "{log:?}");
}
