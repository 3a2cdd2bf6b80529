//! Request lines, and the targets of redirects: bytes stay as they were given.

use bits::abi::BG_HTTP_REDIRECT_POLICY_DISALLOW;
use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;

use bits_test_support::needs::NETWORK_NAMESPACE;
use bits_test_support::process::OWN_NETWORK;
use bits_test_support::toolchain::succeed;
use std::process::Command;

use super::*;

/// Targets that URL parsers like to rewrite.
const TARGETS: [&str; 9] = [
    "/b.zip?d=filename='a.zip'&sig=0",
    "/a/%2e%2e/b.zip?x=1",
    "/a/./../b//c/..",
    "/a%2bb%e9.zip?x=%2b+%2B",
    "/a\\b?c\\d",
    "/{a}|^`<>\"[b]?{c}|^`<>\"[d]",
    "/a?",
    "/?q?r=/../s",
    "/%zz%",
];

/// A server that responds to every request with its target.
fn echo() -> FaultServer {
    FaultServer::start(|request| Response::whole(request.target.as_bytes()))
}

#[track_caller]
fn content_is(client: &mut Client, url: &str, expected: &str) {
    let log = client.get(url);
    assert!(log.finished, "{url}: {log:?}");
    assert_eq!(String::from_utf8(client.content()).unwrap(), expected);
}

#[test]
fn the_request_line_has_the_bytes_that_were_given() {
    let server = echo();
    let mut client = Client::new();
    for target in TARGETS {
        content_is(&mut client, &server.url(target), target);
    }
}

#[test]
fn what_cannot_stand_in_a_request_line_is_encoded() {
    let server = echo();
    let mut client = Client::new();
    for (target, sent) in [
        ("/a b\tc?d e", "/a%20b%09c?d%20e"),
        ("/\u{e9}?\u{20ac}", "/%C3%A9?%E2%82%AC"),
        ("/a#b?c", "/a"),
        ("?a", "/?a"),
        ("", "/"),
        ("\\a\\b", "/a\\b"),
    ] {
        content_is(&mut client, &server.url(target), sent);
    }
}

#[test]
fn a_proxy_gets_the_bytes_that_were_given() {
    let proxy = echo();
    let mut client = Client::new();
    client.options.proxy = ProxySettings {
        usage: BG_JOB_PROXY_USAGE_OVERRIDE,
        list: Some(format!("localhost:{}", proxy.port())),
        bypass: None,
    };
    for target in TARGETS {
        let url = format!("http://far.invalid:81{target}");
        content_is(&mut client, &url, &url);
        let url = format!("http://u:p@far.invalid:80{target}");
        content_is(&mut client, &url, &format!("http://far.invalid{target}"));
    }
}

#[test(needs = [NETWORK_NAMESPACE], process = OWN_NETWORK)]
fn an_address_may_have_a_zone() {
    let address = "address add fe80::7/64 dev lo nodad";
    succeed(Command::new("ip").args(address.split(' ')));
    let server = FaultServer::start_at("::", |request| Response::whole(request.target.as_bytes()));
    let port = server.port();
    let mut client = Client::new();
    for zone in ["%25lo", "%lo", "%251"] {
        let url = format!("http://[fe80::7{zone}]:{port}/a%2b");
        content_is(&mut client, &url, "/a%2b");
    }
    // The zone has a meaning on this computer only.
    let host = server.requests()[0].header("host").map(str::to_owned);
    assert_eq!(host, Some(format!("[fe80::7]:{port}")));
    client
        .get(format!("http://[fe80::7%25nowhere]:{port}/a"))
        .failed(0x80072EE7, REMOTE, true);
}

#[test]
fn locations_keep_their_bytes() {
    for (location, latin_1, expected) in [
        ("/x/caf\u{e9}?\u{e9}", true, "/x/caf%E9?%E9"),
        ("/x/caf\u{e9}", false, "/x/caf%C3%A9"),
        ("/x/a b", false, "/x/a%20b"),
        ("/x/../y/%2e%2e/%2b'", false, "/x/../y/%2e%2e/%2b'"),
        ("../y/./z?a/../b", false, "/y/z?a/../b"),
        ("z#part", false, "/dir/z"),
        ("?next", false, "/dir/start?next"),
        ("/{a}\\b", false, "/{a}\\b"),
    ] {
        let redirect = move |request: &Request| match request.target.as_str() {
            "/dir/start" if latin_1 => Response::redirect(302, location).latin_1(),
            "/dir/start" => Response::redirect(302, location),
            target => Response::whole(target.as_bytes()),
        };
        let server = FaultServer::start(redirect);
        let mut client = Client::new();
        let log = client.get(server.url("/dir/start"));
        assert!(log.finished, "{location}: {log:?}");
        assert_eq!(String::from_utf8(client.content()).unwrap(), expected);
        assert_eq!(log.final_url, Some(server.url(expected)));

        client.options.security_flags = BG_HTTP_REDIRECT_POLICY_DISALLOW;
        let log = client.get(server.url("/dir/start"));
        assert_eq!(log.redirect, Some(server.url(expected)));
    }
}

#[test]
fn absolute_locations_keep_their_bytes() {
    let target = "/a/%2e%2e/it's%2b?x=\\";
    let other = echo();
    let location = other.url(target);
    let server = FaultServer::start(move |_| Response::redirect(302, &location));
    let mut client = Client::new();
    content_is(&mut client, &server.url("/a"), target);
}
