//! HTTP status codes.

use super::*;

#[test]
fn each_status_has_its_code() {
    let server =
        FaultServer::start(|request| Response::status(request.target[1..].parse().unwrap()));
    let mut client = Client::new();
    let mut walked = 0;
    for status in (201..=203)
        .chain([205, 206])
        .chain(300..=308)
        .chain((400..=415).chain([417]))
        .chain([422, 425, 426, 429, 451])
        .chain(500..=511)
    {
        let log = client.get(server.url(&format!("/{status}")));
        let transient = match status {
            300..=305 | 307 | 308 => false,
            408 | 409 | 425 | 429 => true,
            400..=499 => false,
            _ => true,
        };
        let code = if status == 206 {
            BG_E_INSUFFICIENT_RANGE_SUPPORT as u32
        } else {
            0x8019_0000 | status
        };
        log.failed(code, REMOTE, transient && status != 206);
        assert!(!client.path().exists(), "an error page is not the file");
        walked += 1;
    }
    println!("{walked} statuses walked");
}

#[test]
fn a_failing_server_that_recovers() {
    let content = bytes(MIB, 60);
    let server = serve(&content, |response, request| {
        if request.nth < 3 {
            Response::status(503)
        } else {
            response
        }
    });
    let mut client = Client::strict();
    assert!(client.persist(&server.url("/f")).finished);
    assert!(client.content() == content);
}

#[test]
fn a_failure_on_resume_keeps_what_is_there() {
    let content = bytes(MIB, 61);
    let server = serve(&content, |response, request| match request.nth {
        0 => response.cut(300_000),
        1 => Response::status(500),
        _ => response,
    });
    let mut client = Client::strict();
    let first = client.get(server.url("/f"));
    let second = client.resume(server.url("/f"), &first);
    second.failed(0x801901F4, REMOTE, true);
    assert_eq!(second.bytes, 300_000);
    let log = client.resume(server.url("/f"), &first);
    assert_eq!(log.offsets(), [300_000]);
    assert!(client.content() == content);
}

#[test]
fn retry_after_sets_the_retry() {
    let server = FaultServer::start(|request| {
        let later = std::time::SystemTime::now() + Duration::from_secs(100);
        match request.target.as_str() {
            "/seconds" => Response::status(503).with("Retry-After", 7),
            "/date" => Response::status(503).with("Retry-After", httpdate::fmt_http_date(later)),
            "/many" => Response::status(429).with("Retry-After", 3),
            "/early" => Response::status(425),
            "/signed" => Response::status(503).with("Retry-After", "+30"),
            _ => Response::status(503).with("Retry-After", "soon"),
        }
    });
    let mut client = Client::new();
    let mut wish = |target: &str| {
        let failure = client.get(server.url(target)).failure.unwrap();
        assert!(failure.transient, "{target}");
        failure.retry_after
    };
    assert_eq!(wish("/seconds"), Some(7));
    assert!((95..=100).contains(&wish("/date").unwrap()));
    assert_eq!(wish("/many"), Some(3));
    assert_eq!(wish("/early"), None);
    assert_eq!(wish("/signed"), None);
    assert_eq!(wish("/nonsense"), None);
}

#[test]
fn a_large_error_page_is_not_read() {
    let page = bytes(50 * MIB, 62);
    let server = FaultServer::start(move |_| Response::whole(&page).with_status(404));
    let begun = Instant::now();
    Client::new()
        .get(server.url("/f"))
        .failed(0x80190194, REMOTE, false);
    assert!(begun.elapsed() < Duration::from_secs(2));
}
