//! Cookies that servers set on the way to a file.

use super::*;

/// `/` sets the cookies and redirects to `next`; every other target responds with the cookies.
fn server(cookies: &'static [&'static str], next: impl Into<String>) -> FaultServer {
    let next = next.into();
    FaultServer::start(move |request| match request.target.as_str() {
        "/" => {
            let mut response = Response::redirect(302, &next);
            for cookie in cookies {
                response
                    .headers
                    .push(("Set-Cookie".to_owned(), (*cookie).to_owned()));
            }
            response
        }
        _ => Response::whole(request.header("cookie").unwrap_or("none").as_bytes()),
    })
}

fn received(client: &mut Client, url: String) -> String {
    let log = client.get(url);
    assert!(log.finished, "{log:?}");
    let all = client.content();
    String::from_utf8(all).unwrap()
}

#[test]
fn a_redirect_keeps_the_cookies_that_match() {
    for (cookies, expected) in [
        (&["a=1"][..], "a=1"),
        (&["a=1", "b=2; Path=/next/"], "b=2; a=1"),
        (&["a=1; Max-Age=0"], "none"),
        (&["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], "none"),
        (&["a=1; Max-Age=60; HttpOnly"], "a=1"),
        (&["a=1", "a=2"], "a=2"),
        (&["a=1; Path=/other"], "none"),
        (&["a=1; Path=/next"], "a=1"),
        (&["a=1; Domain=example.com"], "none"),
        (&["a=1; Domain=com"], "none"),
        (&["a=1; Domain=localhost"], "a=1"),
    ] {
        let server = server(cookies, "/next/file");
        let mut client = Client::new();
        let all = received(&mut client, server.url("/"));
        assert_eq!(all, expected, "{cookies:?}");
        assert_eq!(server.requests()[0].header("cookie"), None);
    }
}

#[test]
fn each_transfer_begins_without_cookies() {
    let server = server(&["a=1; Path=/; Max-Age=60"], "/file");
    let mut client = Client::new();
    for _ in 0..2 {
        assert_eq!(received(&mut client, server.url("/")), "a=1");
        assert_eq!(received(&mut client, server.url("/direct")), "none");
    }
    let requests = server.requests();
    let first = requests.iter().filter(|request| request.target == "/");
    assert!(
        first
            .into_iter()
            .all(|request| request.header("cookie").is_none())
    );
}

#[test]
fn a_transfer_keeps_its_cookies_over_all_its_requests() {
    let content = bytes(200_000, 90);
    let whole = content.clone();
    let server = FaultServer::start(move |request| match request.target.as_str() {
        "/" => Response::redirect(302, "/file").with("Set-Cookie", "ticket=7; Path=/"),
        _ if request.header("cookie") != Some("ticket=7") => Response::status(403),
        // The server sends no more than this in a response.
        _ => {
            let first = request.span().map_or(0, |(first, _)| first);
            Response::part(&whole, first, whole.len().min(first + 50_000))
                .with("ETag", "\"one\"")
                .with("Accept-Ranges", "bytes")
        }
    });
    let mut client = Client::new();
    let log = client.get(server.url("/"));
    assert!(log.finished, "{log:?}");
    assert!(client.content() == content);
    assert!(server.requests().len() > 4);
}

#[test]
fn another_origin_receives_no_cookie() {
    let other = server(&[], "");
    let first = server(&["a=1; Path=/"], other.url("/other port"));
    let mut client = Client::new();
    assert_eq!(received(&mut client, first.url("/")), "none");

    let address = format!("http://127.0.0.1:{}/other host", other.port());
    let first = server(&["a=1; Path=/; Domain=localhost"], address);
    assert_eq!(received(&mut client, first.url("/")), "none");
}

/// A server that leaves its visitors with another one for the login, and knows them again later.
#[test]
fn an_origin_finds_its_cookies_again() {
    let login = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let next = login.clone();
    let portal = FaultServer::start(move |request| match request.target.as_str() {
        "/" => Response::redirect(302, &next.lock().unwrap()).with("Set-Cookie", "state=1"),
        _ => Response::whole(request.header("cookie").unwrap_or("none").as_bytes()),
    });
    let back = portal.url("/file");
    let identity = FaultServer::start(move |request| {
        assert_eq!(request.header("cookie"), None);
        Response::redirect(302, &back).with("Set-Cookie", "user=me")
    });
    *login.lock().unwrap() = identity.url("/login");
    let mut client = Client::new();
    assert_eq!(received(&mut client, portal.url("/")), "state=1");
}

#[test]
fn the_users_own_cookie_goes_along_on_the_users_server_only() {
    let other = server(&[], "");
    let there = server(&["a=1; Path=/"], other.url("/there"));
    let here = server(&["a=1; Path=/"], "/here");
    let mut client = Client::new();
    client.options.custom_headers = Some("Cookie: mine=1\r\n".to_owned());
    assert_eq!(received(&mut client, here.url("/")), "a=1; mine=1");
    let requests = here.requests();
    let lines = |request: &Request| {
        let names = request.headers.iter().map(|(name, _)| name);
        names
            .filter(|name| name.eq_ignore_ascii_case("cookie"))
            .count()
    };
    assert_eq!(requests.iter().map(lines).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(received(&mut client, there.url("/")), "none");
    assert_eq!(there.requests()[0].header("cookie"), Some("mine=1"));
}
