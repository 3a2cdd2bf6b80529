//! Proxies.

use bits::abi::BG_AUTH_SCHEME::*;
use bits::abi::BG_AUTH_TARGET::*;
use bits::abi::BG_JOB_PROXY_USAGE::*;
use bits::engine::Credentials;
use bits_test_support::child::{self, Child};

use super::*;

/// A proxy that responds itself. The requests to it have the complete URL.
fn proxy() -> FaultServer {
    FaultServer::start(|request| Response::whole(request.target.as_bytes()))
}

pub fn through(list: &str, bypass: Option<&str>) -> Client {
    let mut client = Client::new();
    client.options.proxy = ProxySettings {
        usage: BG_JOB_PROXY_USAGE_OVERRIDE,
        list: Some(list.to_owned()),
        bypass: bypass.map(str::to_owned),
    };
    client
}

#[test]
fn lists_in_every_spelling() {
    let proxy = proxy();
    let address = format!("localhost:{}", proxy.port());
    for list in [
        address.clone(),
        format!("http://{address}"),
        format!("https=nowhere.invalid:1;http={address}"),
        format!("https=nowhere.invalid:1 http=http://{address}"),
        format!("{address};nowhere.invalid:2"),
    ] {
        let mut client = through(&list, None);
        let log = client.get("http://far.invalid/f?q=1");
        assert!(log.finished, "{list}: {log:?}");
        assert_eq!(client.content(), b"http://far.invalid/f?q=1");
    }
    assert_eq!(proxy.requests().len(), 5);
}

#[test]
fn lists_without_the_scheme_mean_none() {
    let server = serve(b"direct", |response, _| response);
    let mut client = through("https=nowhere.invalid:1", None);
    assert!(client.get(server.url("/f")).finished);
}

#[test]
fn unusable_proxy_lists() {
    for list in ["", ";;", "http=", "http=:::", "http://"] {
        through(list, None)
            .get("http://far.invalid/f")
            .failed(0x8020003F, TRANSPORT, false);
    }
}

#[test]
fn bypassed_hosts() {
    let server = serve(b"direct", |response, _| response);
    for bypass in ["<local>", "other;localhost", "*host", "l*l*t", "other *"] {
        assert!(
            through("nowhere.invalid:1", Some(bypass))
                .get(server.url("/f"))
                .finished,
            "{bypass}"
        );
    }
    let proxy = proxy();
    for bypass in ["", "*.localhost", "ocalhost", "<locals>"] {
        let mut client = through(&format!("localhost:{}", proxy.port()), Some(bypass));
        assert!(client.get(server.url("/f")).finished);
        assert_ne!(client.content(), b"direct", "{bypass}");
    }
}

#[test]
fn a_redirect_chooses_its_proxy_anew() {
    let server = serve(b"direct", |response, _| response);
    let target = server.url("/f");
    let proxy = FaultServer::start(move |_| Response::redirect(302, &target));
    let mut client = through(&format!("localhost:{}", proxy.port()), Some("<local>"));
    assert!(client.get("http://far.invalid/f").finished);
    assert_eq!(client.content(), b"direct");
}

#[test]
fn a_proxy_that_is_not_there() {
    through("nowhere.invalid:3128", None)
        .get("http://far.invalid/f")
        .failed(0x80072EE7, TRANSPORT, true);
}

#[test]
fn a_proxy_that_wants_a_password() {
    let proxy = FaultServer::start(|request| match request.header("proxy-authorization") {
        Some("Basic dXNlcjpzZWNyZXQ=") => Response::whole(b"treasure"),
        _ => Response::status(407).with("Proxy-Authenticate", "Basic realm=\"p\""),
    });
    let list = format!("localhost:{}", proxy.port());
    through(&list, None)
        .get("http://far.invalid/f")
        .failed(0x80190197, REMOTE, false);
    let mut client = through(&list, None);
    client.options.credentials = vec![Credentials {
        target: BG_AUTH_TARGET_PROXY,
        scheme: BG_AUTH_SCHEME_BASIC,
        user: Some("user".to_owned()),
        password: Some("secret".to_owned()),
    }];
    assert!(client.get("http://far.invalid/f").finished);
    assert_eq!(client.content(), b"treasure");
}

#[test]
fn a_proxy_that_refuses_the_tunnel() {
    let refusing = |status: u16| FaultServer::start(move |_| Response::status(status));
    let ask = |proxy: &FaultServer| {
        through(&format!("localhost:{}", proxy.port()), None).get("https://far.invalid/f")
    };
    ask(&refusing(407)).failed(0x80190197, TRANSPORT, false);
    ask(&refusing(503)).failed(0x801901F7, TRANSPORT, true);
}

/// Another process reads the environment, for which this test sets the variables.
#[test]
fn the_environment_names_the_proxy() {
    let proxy = proxy();
    let folder = tempfile::tempdir().unwrap();
    let mut command = child::command("proxy from the environment", folder.path(), &[]);
    command
        .env("http_proxy", format!("http://localhost:{}", proxy.port()))
        .env("no_proxy", "near.invalid");
    assert!(Child::start(command).finish().success());
    assert_eq!(proxy.requests().len(), 2);
}

/// The role of the other process.
pub fn run_with_environment() {
    for usage in [
        BG_JOB_PROXY_USAGE_PRECONFIG,
        BG_JOB_PROXY_USAGE_AUTODETECT,
        BG_JOB_PROXY_USAGE_NO_PROXY,
    ] {
        let mut client = Client::new();
        client.options.proxy.usage = usage;
        let log = client.get("http://far.invalid/f");
        assert_eq!(
            log.finished,
            usage != BG_JOB_PROXY_USAGE_NO_PROXY,
            "{usage:?}: {log:?}"
        );
        client
            .get("http://near.invalid/f")
            .failed(0x80072EE7, REMOTE, true);
    }
}
