//! Credentials of servers, and custom headers.

use bits::abi::BG_AUTH_SCHEME::{self, *};
use bits::abi::BG_AUTH_TARGET::{self, *};
use bits::engine::Credentials;

use super::*;

fn credentials(target: BG_AUTH_TARGET, scheme: BG_AUTH_SCHEME) -> Credentials {
    Credentials {
        target,
        scheme,
        user: Some("user".to_owned()),
        password: Some("secret".to_owned()),
    }
}

fn client(scheme: BG_AUTH_SCHEME) -> Client {
    let mut client = Client::new();
    client.options.credentials = vec![credentials(BG_AUTH_TARGET_SERVER, scheme)];
    client
}

const BASIC: &str = "Basic dXNlcjpzZWNyZXQ=";

/// A server that requires one of the schemes. `accept` checks the credentials of the client.
fn guarded(challenges: &'static [&'static str], accept: fn(&str) -> bool) -> FaultServer {
    FaultServer::start(move |request| match request.header("authorization") {
        Some(proof) if accept(proof) => Response::whole(b"treasure"),
        _ => challenges
            .iter()
            .fold(Response::status(401), |mut response, challenge| {
                response
                    .headers
                    .push(("WWW-Authenticate".to_owned(), (*challenge).to_owned()));
                response
            }),
    })
}

#[test]
fn basic_is_sent_when_asked_for() {
    let server = guarded(&["Basic realm=\"x\""], |proof| proof == BASIC);
    let mut client = client(BG_AUTH_SCHEME_BASIC);
    let log = client.get(server.url("/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(client.content(), b"treasure");
    assert_eq!(log.offsets(), [0], "the challenge is no start");
    assert_eq!(
        server.requests()[0].header("authorization"),
        None,
        "nothing is sent before the server asks"
    );

    let open = FaultServer::start(|_| Response::whole(b"free"));
    assert!(client.get(open.url("/f")).finished);
    assert_eq!(open.requests()[0].header("authorization"), None);
}

#[test]
fn digest_answers_the_challenge() {
    let server = guarded(
        &["Digest realm=\"x\", nonce=\"abc\", qop=\"auth\", algorithm=MD5"],
        |proof| {
            proof.starts_with("Digest ")
                && proof.contains("username=\"user\"")
                && !proof.contains("secret")
        },
    );
    let mut client = client(BG_AUTH_SCHEME_DIGEST);
    assert!(client.get(server.url("/f")).finished);
}

#[test]
fn ntlm_shakes_hands_or_keeps_silent() {
    for scheme in [BG_AUTH_SCHEME_NTLM, BG_AUTH_SCHEME_NEGOTIATE] {
        let server = FaultServer::start(|request| match request.header("authorization") {
            None => Response::status(401).with("WWW-Authenticate", "NTLM"),
            Some(first) if first.starts_with("NTLM TlRMTVNTUAAB") => Response::status(401).with(
                "WWW-Authenticate",
                "NTLM TlRMTVNTUAACAAAAAAAAADgAAAAGggECASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAABgBxFwAAAA8=",
            ),
            Some(third) if third.starts_with("NTLM TlRMTVNTUAAD") => Response::whole(b"treasure"),
            Some(other) => panic!("{other}"),
        });
        let log = client(scheme).get(server.url("/f"));
        if !curl::Version::get().feature_ntlm() {
            log.failed(0x80190191, REMOTE, false);
            assert_eq!(
                server.requests().len(),
                1,
                "a libcurl without NTLM does not fall back to something weaker"
            );
            continue;
        }
        assert!(log.finished, "{scheme:?}: {log:?}");
        assert_eq!(
            server.connections(),
            1,
            "NTLM proves a connection, not a request"
        );
    }
}

#[test]
fn the_wrong_scheme_is_not_used() {
    let server = guarded(&["Basic realm=\"x\""], |_| true);
    client(BG_AUTH_SCHEME_DIGEST)
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
    client(BG_AUTH_SCHEME_PASSPORT)
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
}

#[test]
fn wrong_or_no_credentials() {
    let server = guarded(&["Basic realm=\"x\""], |_| false);
    Client::new()
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
    client(BG_AUTH_SCHEME_BASIC)
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
}

#[test]
fn another_server_sees_no_secret() {
    let thief = guarded(&["Basic realm=\"mine\""], |_| true);
    let target = thief.url("/f");
    let server = FaultServer::start(move |_| Response::redirect(302, &target));
    let mut client = client(BG_AUTH_SCHEME_BASIC);
    client.options.custom_headers = Some(
        "Authorization: Bearer me\r\nCookie: me=1\r\nX-Harmless: yes\r\nX-Empty:\r\n\
         Proxy-Authorization: Bearer me\r\nX-API-KEY: 1\r\nPrivate-Token: 2\r\nMySecretId: 3\r\n"
            .to_owned(),
    );
    client
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
    let request = &thief.requests()[0];
    let secrets = [
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-api-key",
        "private-token",
        "mysecretid",
    ];
    for name in secrets {
        assert_eq!(request.header(name), None, "{name}");
    }
    assert_eq!(request.header("x-harmless"), Some("yes"));
    let request = &server.requests()[0];
    for name in secrets {
        assert!(request.header(name).is_some(), "{name}");
    }
    assert_eq!(
        (request.header("authorization"), request.header("cookie")),
        (Some("Bearer me"), Some("me=1"))
    );
    assert_eq!(request.header("x-empty"), Some(""));
}

#[test]
fn custom_headers_do_not_bend_the_transfer() {
    let content = bytes(1000, 80);
    let server = serve(&content, |response, _| response);
    let mut client = Client::new();
    client.options.custom_headers = Some(
        "range: bytes=500-\r\nAccept-Encoding: gzip\r\nContent-Length: 3\r\nUser-Agent: mine\r\n\
         nonsense\r\n"
            .into(),
    );
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    let request = &server.requests()[0];
    assert_eq!(
        (request.range(), request.header("accept-encoding")),
        (None, Some("identity"))
    );
    assert_eq!(request.header("user-agent"), Some("mine"));
}

/// A URL with a user name and a password for a server.
fn with_login(server: &FaultServer, target: &str) -> String {
    format!("http://user:s%65cret@localhost:{}{target}", server.port())
}

#[test]
fn the_password_of_a_url_is_sent_when_asked_for() {
    let open = FaultServer::start(|_| Response::whole(b"free"));
    let mut client = Client::new();
    assert!(client.get(with_login(&open, "/f")).finished);
    assert_eq!(open.requests()[0].header("authorization"), None);

    let basic = guarded(&["Basic realm=\"x\""], |proof| proof == BASIC);
    let log = client.get(with_login(&basic, "/f"));
    assert!(log.finished, "{log:?}");
    assert_eq!(basic.requests()[0].header("authorization"), None);

    let digest = guarded(
        &["Digest realm=\"x\", nonce=\"abc\", qop=\"auth\", algorithm=MD5"],
        |proof| proof.starts_with("Digest ") && proof.contains("username=\"user\""),
    );
    assert!(client.get(with_login(&digest, "/f")).finished);
}

#[test]
fn a_redirect_takes_the_password_of_a_url_to_its_own_server_only() {
    let own = FaultServer::start(|request| match request.target.as_str() {
        "/start" => {
            let host = request.header("host").unwrap();
            Response::redirect(302, &format!("http://{host}/f"))
        }
        _ if request.header("authorization") == Some(BASIC) => Response::whole(b"treasure"),
        _ => Response::status(401).with("WWW-Authenticate", "Basic realm=\"x\""),
    });
    let mut client = Client::new();
    let log = client.get(with_login(&own, "/start"));
    assert!(log.finished, "{log:?}");
    assert_eq!(
        log.final_url,
        Some(own.url("/f")),
        "the report has no password"
    );

    let thief = guarded(&["Basic realm=\"mine\""], |_| true);
    let target = thief.url("/f");
    let server = FaultServer::start(move |_| Response::redirect(302, &target));
    client
        .get(with_login(&server, "/f"))
        .failed(0x80190191, REMOTE, false);
    let mut requests = thief.requests().into_iter();
    assert!(requests.all(|request| request.header("authorization").is_none()));
}

#[test]
fn the_credentials_of_the_job_replace_those_of_the_url() {
    let server = guarded(&["Basic realm=\"x\""], |proof| proof == BASIC);
    let mut client = client(BG_AUTH_SCHEME_BASIC);
    let url = format!("http://other:wrong@localhost:{}/f", server.port());
    let log = client.get(url);
    assert!(log.finished, "{log:?}");
    assert!(server.requests().len() == 2, "no other password is tried");
}
