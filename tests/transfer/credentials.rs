use super::*;
use bits::abi::BG_AUTH_SCHEME::{self, *};
use bits::abi::BG_AUTH_TARGET::{self, *};
use bits::engine::Credentials;

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

/// Wants one of the schemes; `accept` looks at what the client sends.
fn guarded(challenges: &'static [&'static str], accept: fn(&str) -> bool) -> FaultServer {
    FaultServer::start(move |seen| match seen.header("authorization") {
        Some(proof) if accept(proof) => Reply::whole(b"treasure"),
        _ => challenges
            .iter()
            .fold(Reply::status(401), |mut reply, challenge| {
                reply
                    .headers
                    .push(("WWW-Authenticate".to_owned(), (*challenge).to_owned()));
                reply
            }),
    })
}

#[test]
fn basic_is_sent_when_asked_for() {
    let server = guarded(&["Basic realm=\"x\""], |proof| proof == BASIC);
    let mut client = client(BG_AUTH_SCHEME_BASIC);
    let told = client.get(server.url("/f"));
    assert!(told.finished, "{told:?}");
    assert_eq!(client.content(), b"treasure");
    assert_eq!(told.offsets(), [0], "the challenge is no start");
    assert_eq!(
        server.seen()[0].header("authorization"),
        None,
        "nothing is sent before the server asks"
    );

    let open = FaultServer::start(|_| Reply::whole(b"free"));
    assert!(client.get(open.url("/f")).finished);
    assert_eq!(open.seen()[0].header("authorization"), None);
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
        let server = FaultServer::start(|seen| match seen.header("authorization") {
            None => Reply::status(401).with("WWW-Authenticate", "NTLM"),
            Some(first) if first.starts_with("NTLM TlRMTVNTUAAB") => Reply::status(401).with(
                "WWW-Authenticate",
                "NTLM TlRMTVNTUAACAAAAAAAAADgAAAAGggECASNFZ4mrze8AAAAAAAAAAAAAAAA4AAAABgBxFwAAAA8=",
            ),
            Some(third) if third.starts_with("NTLM TlRMTVNTUAAD") => Reply::whole(b"treasure"),
            Some(other) => panic!("{other}"),
        });
        let told = client(scheme).get(server.url("/f"));
        if !curl::Version::get().feature_ntlm() {
            told.failed(0x80190191, REMOTE, false);
            assert_eq!(
                server.seen().len(),
                1,
                "a libcurl without NTLM does not fall back to something weaker"
            );
            continue;
        }
        assert!(told.finished, "{scheme:?}: {told:?}");
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
            .seen()
            .iter()
            .all(|seen| seen.header("authorization").is_none())
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
    let server = FaultServer::start(move |_| Reply::redirect(302, &target));
    let mut client = client(BG_AUTH_SCHEME_BASIC);
    client.options.custom_headers = Some(
        "Authorization: Bearer me\r\nCookie: me=1\r\nX-Harmless: yes\r\nX-Empty:\r\n".to_owned(),
    );
    client
        .get(server.url("/f"))
        .failed(0x80190191, REMOTE, false);
    let seen = &thief.seen()[0];
    assert_eq!(
        (seen.header("authorization"), seen.header("cookie")),
        (None, None)
    );
    assert_eq!(seen.header("x-harmless"), Some("yes"));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.header("authorization"), seen.header("cookie")),
        (Some("Bearer me"), Some("me=1"))
    );
    assert_eq!(seen.header("x-empty"), Some(""));
}

#[test]
fn custom_headers_do_not_bend_the_transfer() {
    let content = bytes(1000, 80);
    let server = serve(&content, |reply, _| reply);
    let mut client = Client::new();
    client.options.custom_headers = Some(
        "range: bytes=500-\r\nAccept-Encoding: gzip\r\nContent-Length: 3\r\nUser-Agent: mine\r\nnonsense\r\n".into(),
    );
    assert!(client.get(server.url("/f")).finished);
    assert!(client.content() == content);
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.range(), seen.header("accept-encoding")),
        (None, Some("identity"))
    );
    assert_eq!(seen.header("user-agent"), Some("mine"));
}
