//! The protocol as conversations. In each line
//!
//! - `>` is the request that the client must send now: packet, range, session, `@host` when it is
//!   not the user's own;
//! - `<` is the server's answer: status, then headers between bars (a bare Ack when there are
//!   none); `!` is a request that ends without an answer;
//! - `+` is another event; `=` is what the client must say at the end of its turn instead of
//!   sending.

use super::*;
use crate::abi::*;
use crate::engine::upload::session::Stamp;

const CREATED: &str = "< 200 | BITS-Packet-Type: Ack | BITS-Protocol: {7DF0354D-249B-430F-820D-3D2A9BEF4931} | BITS-Session-Id: {S}";

struct Conversation {
    upload: Upload,
    now: u64,
    said: String,
}

impl Conversation {
    fn new(size: u64, wants_reply: bool) -> Conversation {
        Conversation::resumed(size, wants_reply, Session::default())
    }

    fn resumed(size: u64, wants_reply: bool, session: Session) -> Conversation {
        Conversation::at("http://server/in/a.txt", size, wants_reply, session)
    }

    fn at(remote: &str, size: u64, wants_reply: bool, session: Session) -> Conversation {
        let remote = Url::parse(remote).unwrap();
        let target = Target {
            remote,
            size,
            content_name: "a.txt".into(),
            wants_reply,
        };
        Conversation {
            upload: Upload::new(target, session),
            now: 1_000_000,
            said: String::new(),
        }
    }

    /// Plays the lines; panics at the first that differs.
    #[track_caller]
    fn play(&mut self, lines: &str) -> &mut Conversation {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (kind, rest) = line.split_at(1);
            let rest = rest.trim();
            match kind {
                ">" | "=" => assert_eq!(self.said, line, "in {lines}"),
                "<" => self.hear(Event::Answered(answer(rest))),
                "!" => self.hear(broken(rest)),
                _ => self.happen(rest),
            }
        }
        self
    }

    fn happen(&mut self, event: &str) {
        match event.split_once(' ').unwrap_or((event, "")) {
            ("start", _) => self.hear(Event::Start),
            ("reply-fetched", _) => self.hear(Event::ReplyFetched),
            ("cancel", _) => self.hear(Event::Cancel),
            ("wait", seconds) => self.now += seconds.parse::<u64>().unwrap(),
            // The process dies: all that is left is what the store has.
            ("killed", _) => {
                let stored = serde_json::to_string(self.upload.session()).unwrap();
                self.upload = Upload::new(
                    self.upload.target.clone(),
                    serde_json::from_str(&stored).unwrap(),
                );
            }
            _ => panic!("no event {event}"),
        }
    }

    fn hear(&mut self, event: Event) {
        self.said = match self.upload.step(event, self.now) {
            Action::Send(request) => format!("> {}", self.describe(&request)),
            Action::FetchReply { url, foreign } => {
                format!("= reply {url}{}", if foreign { " foreign" } else { "" })
            }
            Action::Done { reply_url } => format!("= done {}", reply_url.unwrap_or_default())
                .trim_end()
                .to_owned(),
            Action::Cancelled => "= cancelled".to_owned(),
            Action::Failed(failure) => format!(
                "= failed {:08X} {:?} {}{}",
                failure.code,
                i32::from(failure.context),
                if failure.transient {
                    "transient"
                } else {
                    "final"
                },
                failure
                    .retry_after
                    .map(|seconds| format!(" in {seconds}"))
                    .unwrap_or_default()
            ),
        };
    }

    fn describe(&self, request: &Request) -> String {
        let header = |name| {
            request
                .headers
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.as_str())
        };
        let mut words = vec![header("BITS-Packet-Type").unwrap().to_owned()];
        words.extend(header("Content-Range").map(|range| range.replace("bytes ", "")));
        words.extend(header("BITS-Session-Id").map(str::to_owned));
        if request.url.host() != self.upload.target.remote.host() {
            assert!(request.foreign);
            words.push(format!("@{}", request.url.host().unwrap()));
        }
        let length = header("Content-Range").map_or(0, |range| {
            let (first, rest) = range
                .strip_prefix("bytes ")
                .unwrap()
                .split_once('-')
                .unwrap();
            let last = rest.split_once('/').unwrap().0.parse::<u64>().unwrap();
            let end = if range.ends_with("/0") { 0 } else { last + 1 };
            assert_eq!(request.body, first.parse().unwrap()..end);
            end - request.body.start
        });
        assert_eq!(length, request.body.end - request.body.start);
        words.join(" ")
    }
}

fn answer(text: &str) -> Answer {
    let (status, headers) = text
        .split_once('|')
        .unwrap_or((text, "BITS-Packet-Type: ack"));
    let mut words = status.split_whitespace();
    let status = words.next().unwrap().parse().unwrap();
    let headers = headers
        .split('|')
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\r\n");
    let mut answer = Answer::new(status, Headers::parse(&headers));
    match words.next() {
        Some("HTTP/1.0") => answer.outdated = true,
        Some(seconds) => answer.elapsed = Duration::from_secs(seconds.parse().unwrap()),
        None => {}
    }
    answer
}

fn broken(text: &str) -> Event {
    use BG_ERROR_CONTEXT::*;
    let failure = |code, context, transient| Failure {
        code,
        context,
        transient,
        retry_after: None,
    };
    let (failure, sent) = match text {
        "cut" => (
            failure(win32(12030), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            true,
        ),
        "no connection" => (
            failure(win32(12029), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            false,
        ),
        "silence" => (
            failure(TIMED_OUT, BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            true,
        ),
        "wrong certificate" => (
            failure(win32(12038), BG_ERROR_CONTEXT_GENERAL_TRANSPORT, false),
            false,
        ),
        "file changed" => (
            failure(BG_E_LOCAL_FILE_CHANGED, BG_ERROR_CONTEXT_LOCAL_FILE, false),
            true,
        ),
        _ => panic!("no failure {text}"),
    };
    Event::Failed { failure, sent }
}

/// A session with this many bytes acknowledged.
fn session(offset: u64) -> Session {
    Session {
        id: Some("{S}".into()),
        offset,
        ..Session::default()
    }
}

/// A session on another host, which may be in trouble for so many seconds.
fn session_on_host(fallback: Option<u64>) -> Session {
    Session {
        host: Some("node".into()),
        host_fallback: fallback,
        ..session(0)
    }
}

#[test]
fn requests_carry_the_headers_of_the_captures() {
    let mut talk = Conversation::new(300_000, false);
    let mut headers = |event| match talk.upload.step(event, 0) {
        Action::Send(request) => (request.url.to_string(), request.headers, request.body),
        other => panic!("{other:?}"),
    };
    let url = "http://server/in/a.txt".to_owned();
    let own = |pairs: &[(&'static str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| (*k, v.to_string()))
            .collect::<Vec<_>>()
    };
    let create = own(&[
        ("BITS-Packet-Type", "Create-Session"),
        (
            "BITS-Supported-Protocols",
            "{7df0354d-249b-430f-820d-3d2a9bef4931}",
        ),
    ]);
    assert_eq!(headers(Event::Start), (url.clone(), create, 0..0));
    let fragment = own(&[
        ("BITS-Packet-Type", "Fragment"),
        ("BITS-Session-Id", "{s: any/thing \"at\" all}"),
        ("Content-Name", "a.txt"),
        ("Content-Range", "bytes 0-262143/300000"),
    ]);
    let created = answer("201 | BITS-Session-Id: {s: any/thing \"at\" all}");
    assert_eq!(
        headers(Event::Answered(created)),
        (url.clone(), fragment, 0..262_144)
    );
    let acknowledged =
        answer("200 | BITS-Received-Content-Range: 300000 | BITS-Session-Id: {other}");
    let close = own(&[
        ("BITS-Packet-Type", "Close-Session"),
        ("BITS-Session-Id", "{s: any/thing \"at\" all}"),
    ]);
    assert_eq!(headers(Event::Answered(acknowledged)), (url, close, 0..0));
}

#[test]
fn a_plain_upload() {
    Conversation::new(2_000_000, false).play(&format!(
        "+ start
         > Create-Session
         {CREATED} | Accept-encoding: identity
         > Fragment 0-262143/2000000 {{S}}
         < 200 | BITS-Packet-Type: Ack | BITS-Received-Content-Range: 262144
         > Fragment 262144-1310719/2000000 {{S}}
         < 200 1 | BITS-Packet-Type: Ack | BITS-Received-Content-Range: 1310720
         > Fragment 1310720-1999999/2000000 {{S}}
         < 200 | BITS-Packet-Type: Ack | BITS-Received-Content-Range: 2000000
         > Close-Session {{S}}
         < 200 | BITS-Packet-Type: Ack
         = done"
    ));
}

#[test]
fn an_upload_with_a_reply() {
    Conversation::new(10, true).play(&format!(
        r"+ start
          {CREATED}
          > Fragment 0-9/10 {{S}}
          < 200 | BITS-Received-Content-Range: 10 | BITS-Reply-URL: BITS-Sessions\Replies\{{S}}\responsefile.bin
          = reply http://server/in/BITS-Sessions/Replies/%7BS%7D/responsefile.bin
          + killed
          + start
          = reply http://server/in/BITS-Sessions/Replies/%7BS%7D/responsefile.bin
          + reply-fetched
          > Close-Session {{S}}
          < 200
          = done http://server/in/BITS-Sessions/Replies/%7BS%7D/responsefile.bin
          + killed
          + start
          = done http://server/in/BITS-Sessions/Replies/%7BS%7D/responsefile.bin"
    ));
}

#[test]
fn replies_elsewhere_are_marked() {
    for (remote, reply, expected) in [
        (
            "http://server/in/a.txt",
            "http://server/static.txt",
            "= reply http://server/static.txt",
        ),
        (
            "http://server/in/a.txt",
            "http://other/static.txt",
            "= reply http://other/static.txt foreign",
        ),
        (
            "http://server/in/a.txt",
            "//other/static.txt",
            "= reply http://other/static.txt foreign",
        ),
        (
            "https://server/in/a.txt",
            "http://server/static.txt",
            "= reply http://server/static.txt foreign",
        ),
    ] {
        Conversation::at(remote, 10, true, session(0)).play(&format!(
            "+ start
             < 200
             < 200 | BITS-Received-Content-Range: 10 | BITS-Reply-URL: {reply}
             {expected}"
        ));
    }
}

#[test]
fn a_reply_that_may_not_be_fetched_is_an_error() {
    for reply in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
        &"a".repeat(2300),
    ] {
        Conversation::new(10, true).play(&format!(
            "+ start
             {CREATED}
             < 200 | BITS-Received-Content-Range: 10 | BITS-Reply-URL: {reply}
             = failed 8020001B 5 transient"
        ));
    }
}

#[test]
fn a_plain_upload_ignores_a_reply() {
    Conversation::new(10, false).play(&format!(
        "+ start
         {CREATED}
         < 200 | BITS-Received-Content-Range: 10 | BITS-Reply-URL: reply
         > Close-Session {{S}}
         < 200
         = done"
    ));
}

#[test]
fn a_missing_or_empty_reply_url_means_an_empty_reply() {
    for header in ["", " | BITS-Reply-URL:"] {
        Conversation::new(10, true).play(&format!(
            "+ start
             {CREATED}
             < 200 | BITS-Received-Content-Range: 10{header}
             > Close-Session {{S}}
             < 200
             = done"
        ));
    }
}

#[test]
fn a_lost_reply_url_is_asked_for_once_more() {
    for (ack, expected) in [
        (
            "< 200 | BITS-Received-Content-Range: 400000 | BITS-Reply-URL: r",
            "= reply http://server/in/r",
        ),
        (
            "< 416 | BITS-Received-Content-Range: 400000 | BITS-Reply-URL: r",
            "= reply http://server/in/r",
        ),
        (
            "< 416 | BITS-Received-Content-Range: 400000",
            "> Close-Session {S}",
        ),
    ] {
        Conversation::resumed(400_000, true, session(0)).play(&format!(
            "+ start
             > Ping
             < 200
             > Fragment 0-262143/400000 {{S}}
             < 416 | BITS-Received-Content-Range: 400000
             > Fragment 399999-399999/400000 {{S}}
             {ack}
             {expected}"
        ));
    }
}

#[test]
fn an_empty_file() {
    for (wants_reply, ack, next) in [
        (
            false,
            "< 200 | BITS-Received-Content-Range: 0",
            "> Close-Session {S}",
        ),
        (
            true,
            "< 200 | BITS-Received-Content-Range: 0",
            "> Close-Session {S}",
        ),
        (
            true,
            "< 200 | BITS-Received-Content-Range: 0 | BITS-Reply-URL: r",
            "= reply http://server/in/r",
        ),
        (
            false,
            "< 400 | BITS-Error: 0x80070057",
            "> Close-Session {S}",
        ),
        (
            false,
            "< 416 | BITS-Received-Content-Range: 0",
            "> Close-Session {S}",
        ),
        (false, "< 403", "= failed 80190193 5 final"),
    ] {
        Conversation::new(0, wants_reply).play(&format!(
            "+ start
             > Create-Session
             {CREATED}
             > Fragment 0-0/0 {{S}}
             {ack}
             {next}"
        ));
    }
}

#[test]
fn create_acks_of_every_kind() {
    for (ack, expected) in [
        ("201 | BITS-Session-Id: {S}", "> Fragment 0-9/10 {S}"),
        (
            "200 | bits-packet-type: ACK | bits-session-id: 42",
            "> Fragment 0-9/10 42",
        ),
        (
            "200 | BITS-Session-Id: \"a/b\" | BITS-Protocol: 7df0354d-249b-430f-820d-3d2a9bef4931",
            "> Fragment 0-9/10 \"a/b\"",
        ),
        (
            "200 | BITS-Session-Id: {S} | BITS-Error-Code: 1 | BITS-Error-Context:",
            "> Fragment 0-9/10 {S}",
        ),
        (
            "200 | BITS-Session-Id: {S} | BITS-Protocol: {00000000-249b-430f-820d-3d2a9bef4931}",
            "= failed 80200022 5 final",
        ),
        (
            "200 HTTP/1.0 | BITS-Session-Id: {S}",
            "= failed 80200012 5 final",
        ),
        (
            "200 | Content-Type: text/html",
            "= failed 8020001B 5 transient",
        ),
        ("200 | BITS-Session-Id:", "= failed 8020001B 5 transient"),
        (
            "204 | BITS-Session-Id: {S}",
            "= failed 801900CC 5 transient",
        ),
        (
            "301 | Location: http://elsewhere/",
            "= failed 8019012D 5 final",
        ),
        (
            "307 | Location: http://elsewhere/",
            "= failed 80190133 5 final",
        ),
        (
            "400 | BITS-Error: 0x80070057 | BITS-Error-Context: 0x5",
            "= failed 80070057 5 final",
        ),
        ("401 | WWW-Authenticate: Basic", "= failed 80190191 5 final"),
        (
            "403 | BITS-Error-Code: 0x80070005 | BITS-Error-Context: 0x5",
            "= failed 80070005 5 final",
        ),
        ("403", "= failed 80190193 5 final"),
        ("404", "= failed 80190194 5 final"),
        ("405", "= failed 80190195 5 final"),
        ("407", "= failed 80190197 5 final"),
        ("409", "= failed 80190199 5 final"),
        ("413", "= failed 8019019D 5 final"),
        (
            "501 | BITS-Error: 0x80070005 | BITS-Error-Context: 0x5",
            "= failed 80070005 5 final",
        ),
        ("501", "= failed 801901F5 5 final"),
        (
            "503 | Retry-After: 30",
            "= failed 801901F7 5 transient in 30",
        ),
    ] {
        Conversation::new(10, false).play(&format!("+ start\n < {ack}\n {expected}"));
    }
}

#[test]
fn the_offset_jumps_both_ways_on_200_and_416() {
    for (ack, expected) in [
        (
            "200 | BITS-Received-Content-Range: 300000",
            "> Fragment 300000-999999/1000000 {S}",
        ),
        (
            "200 | BITS-Received-Content-Range: 262144",
            "> Fragment 262144-999999/1000000 {S}",
        ),
        (
            "200 | BITS-Received-Content-Range: 200000",
            "> Fragment 200000-999999/1000000 {S}",
        ),
        (
            "200 | BITS-Received-Content-Range: 0",
            "> Fragment 0-999999/1000000 {S}",
        ),
        (
            "200 | BITS-Received-Content-Range: 1000000",
            "> Close-Session {S}",
        ),
        (
            "416 | BITS-Received-Content-Range: 300000",
            "> Fragment 300000-562143/1000000 {S}",
        ),
        (
            "416 | BITS-Received-Content-Range: 262144",
            "> Fragment 262144-524287/1000000 {S}",
        ),
        (
            "416 | BITS-Received-Content-Range: 200000",
            "> Fragment 200000-462143/1000000 {S}",
        ),
        (
            "416 | BITS-Received-Content-Range: 0",
            "> Fragment 0-262143/1000000 {S}",
        ),
        (
            "416 | BITS-Received-Content-Range: 1000000",
            "> Close-Session {S}",
        ),
    ] {
        Conversation::new(1_000_000, false).play(&format!(
            "+ start
             {CREATED}
             > Fragment 0-262143/1000000 {{S}}
             < {ack}
             {expected}"
        ));
    }
}

#[test]
fn fragment_acks_that_break_the_rules() {
    for (ack, expected) in [
        ("200", "= failed 8020001B 5 transient"),
        (
            "200 | BITS-Received-Content-Range: bytes 0-9",
            "= failed 8020001B 5 transient",
        ),
        (
            "200 | BITS-Received-Content-Range: -1",
            "= failed 8020001B 5 transient",
        ),
        (
            "200 | BITS-Received-Content-Range: 11",
            "= failed 8020001B 5 transient",
        ),
        (
            "416 | BITS-Received-Content-Range: 11",
            "= failed 8020001B 5 transient",
        ),
        ("416", "= failed 8020001B 5 transient"),
        (
            "416 | BITS-Received-Content-Range: gone",
            "= failed 8020001B 5 transient",
        ),
        (
            "202 | BITS-Received-Content-Range: 10",
            "= failed 801900CA 5 transient",
        ),
    ] {
        Conversation::resumed(10, false, session(0))
            .play(&format!("+ start\n < 200\n < {ack}\n {expected}"));
    }
}

#[test]
fn a_server_that_never_moves_on_is_given_up() {
    for ack in [
        "< 200 | BITS-Received-Content-Range: 0",
        "< 416 | BITS-Received-Content-Range: 0",
    ] {
        let mut talk = Conversation::resumed(10, false, session(0));
        talk.play("+ start\n < 200");
        for _ in 0..PATIENCE {
            talk.play(&format!("> Fragment 0-9/10 {{S}}\n {ack}"));
        }
        talk.play(&format!(
            "> Fragment 0-9/10 {{S}}\n {ack}\n = failed 8020001B 5 transient"
        ));
        talk.play("+ start\n > Ping\n < 200\n < 200 | BITS-Received-Content-Range: 10\n > Close-Session {S}");
    }
}

#[test]
fn a_server_that_swings_back_and_forth_is_given_up() {
    let mut talk = Conversation::resumed(30_000_000, false, session(0));
    talk.play("+ start\n < 200\n < 200 | BITS-Received-Content-Range: 262144");
    let mut turns = 0;
    while !talk.said.starts_with('=') {
        talk.play("< 200 | BITS-Received-Content-Range: 0");
        if talk.said.starts_with('>') {
            talk.play("< 200 | BITS-Received-Content-Range: 262144");
        }
        turns += 1;
        assert!(turns < 20);
    }
    talk.play("= failed 8020001B 5 transient");
}

#[test]
fn a_restored_backup_is_no_reason_to_give_up() {
    let mut talk = Conversation::resumed(10_000_000, false, session(9_000_000));
    talk.play("+ start\n < 200\n < 416 | BITS-Received-Content-Range: 0");
    for offset in (500_000..=9_500_000).step_by(500_000) {
        talk.play(&format!("< 200 | BITS-Received-Content-Range: {offset}"));
        assert!(
            talk.said.starts_with(&format!("> Fragment {offset}-")),
            "{}",
            talk.said
        );
    }
}

#[test]
fn too_large_a_fragment_is_halved_down_to_the_floor() {
    let mut talk = Conversation::resumed(1_000_000, false, session(0));
    talk.play("+ start\n < 200\n > Fragment 0-262143/1000000 {S}");
    for last in [131_071, 65_535, 32_767, 16_383, 8_191, 5_119] {
        talk.play(&format!("< 413\n > Fragment 0-{last}/1000000 {{S}}"));
    }
    talk.play(
        "< 200 | BITS-Received-Content-Range: 5120
         > Fragment 5120-10239/1000000 {S}
         < 413
         = failed 8019019D 5 final",
    );
}

#[test]
fn the_servers_limit_survives_a_restart() {
    Conversation::resumed(1_000_000, false, session(0)).play(
        "+ start
         < 200
         < 413
         > Fragment 0-131071/1000000 {S}
         + killed
         + start
         < 200
         > Fragment 0-131071/1000000 {S}
         < 200 | BITS-Received-Content-Range: 131072
         > Fragment 131072-262143/1000000 {S}",
    );
}

#[test]
fn fragments_shrink_on_a_slow_network() {
    Conversation::resumed(1_000_000, false, session(0)).play(
        "+ start
         < 200
         < 200 60 | BITS-Received-Content-Range: 262144
         > Fragment 262144-393215/1000000 {S}",
    );
}

#[test]
fn a_lost_session_starts_over() {
    for (status, header) in [
        (500, "BITS-Error"),
        (500, "BITS-Error-Code"),
        (404, "BITS-Error"),
        (400, "BITS-Error"),
    ] {
        Conversation::resumed(10, false, session(5)).play(&format!(
            "+ start
             > Ping
             < 200
             > Fragment 5-9/10 {{S}}
             < {status} | {header}: 0x8020001F | BITS-Error-Context: 0x5
             > Create-Session
             < 200 | BITS-Session-Id: {{T}}
             > Fragment 0-9/10 {{T}}"
        ));
    }
}

#[test]
fn a_lost_session_is_no_licence_to_upload_another_file() {
    let source = Some(Stamp {
        size: 10,
        modified: 1,
    });
    let mut talk = Conversation::resumed(
        10,
        false,
        Session {
            source,
            ..session(5)
        },
    );
    talk.play("+ start\n < 500 | BITS-Error: 0x8020001F\n > Create-Session");
    assert_eq!(talk.upload.session().source, source);
}

#[test]
fn a_server_that_loses_every_session_is_given_up() {
    let mut talk = Conversation::new(10, false);
    talk.play("+ start");
    for _ in 0..=PATIENCE {
        talk.play(&format!(
            "> Create-Session\n {CREATED}\n < 500 | BITS-Error: 0x8020001F"
        ));
    }
    talk.play("= failed 8020001F 5 transient\n + start\n > Create-Session");
}

#[test]
fn a_lost_session_forgets_the_host_and_the_reply() {
    let session = Session {
        reply_url: Some("http://x/".into()),
        ..session_on_host(None)
    };
    Conversation::resumed(10, true, session).play(
        "+ start
         > Ping @node
         < 200
         < 500 | BITS-Error: 0x8020001F
         > Create-Session
         < 200 | BITS-Session-Id: {T}
         > Fragment 0-9/10 {T}
         < 200 | BITS-Received-Content-Range: 10
         > Close-Session {T}",
    );
}

#[test]
fn resuming_pings_first() {
    Conversation::resumed(10, false, session(4)).play(
        "+ start
         > Ping
         < 200 | BITS-Error-Code: 1 | BITS-Error-Context:
         > Fragment 4-9/10 {S}
         + killed
         + start
         > Ping",
    );
}

#[test]
fn a_broken_connection_is_made_anew_with_a_ping_and_a_smaller_fragment() {
    Conversation::new(1_000_000, false).play(&format!(
        "+ start
         {CREATED}
         > Fragment 0-262143/1000000 {{S}}
         ! cut
         > Ping
         < 200
         > Fragment 0-131071/1000000 {{S}}
         < 416 | BITS-Received-Content-Range: 200000
         > Fragment 200000-331071/1000000 {{S}}"
    ));
}

#[test]
fn a_network_that_always_breaks_is_reported() {
    let mut talk = Conversation::resumed(1_000_000, false, session(0));
    talk.play("+ start");
    for _ in 0..PATIENCE {
        talk.play("> Ping\n ! cut");
    }
    talk.play("> Ping\n ! cut\n = failed 80072EFE 6 transient");
}

#[test]
fn no_connection_and_silence_are_reported_at_once() {
    for (cause, code) in [("no connection", "80072EFD"), ("silence", "80072EE2")] {
        Conversation::resumed(10, false, session(0)).play(&format!(
            "+ start
             < 200
             ! {cause}
             = failed {code} 6 transient
             + start
             > Ping"
        ));
    }
}

#[test]
fn trouble_with_the_local_file_is_final() {
    Conversation::resumed(10, false, session_on_host(Some(0)))
        .play("+ start\n < 200\n ! file changed\n = failed 8020001D 4 final");
}

#[test]
fn lost_acks_end_at_the_same_offset() {
    for (offset, next) in [(10, "> Close-Session {S}"), (4, "> Fragment 4-9/10 {S}")] {
        for status in [200, 416] {
            Conversation::resumed(10, false, session(0)).play(&format!(
                "+ start
                 < 200
                 > Fragment 0-9/10 {{S}}
                 ! cut
                 > Ping
                 < 200
                 > Fragment 0-9/10 {{S}}
                 < {status} | BITS-Received-Content-Range: {offset}
                 {next}"
            ));
        }
    }
}

/// An upload whose bytes are all there.
fn closing() -> Conversation {
    let mut talk = Conversation::resumed(10, false, session(0));
    talk.play("+ start\n < 200\n < 200 | BITS-Received-Content-Range: 10\n > Close-Session {S}");
    talk
}

#[test]
fn a_repeated_close_may_find_the_session_gone() {
    for lost in [
        "! cut",
        "! silence\n + start",
        "< 500\n = failed 801901F4 5 transient\n + start",
        "+ killed\n + start",
    ] {
        closing().play(&format!(
            "{lost}\n > Close-Session {{S}}\n < 500 | BITS-Error: 0x8020001F\n = done"
        ));
    }
}

#[test]
fn a_close_that_did_nothing_does_not_count_as_the_first() {
    for lost in [
        "",
        "! no connection\n + start",
        "< 401\n > Ping\n < 200",
        "< 403\n + start",
    ] {
        closing().play(&format!(
            "{lost}\n > Close-Session {{S}}\n < 500 | BITS-Error: 0x8020001F\n > Create-Session"
        ));
    }
}

#[test]
fn close_is_repeated_on_5xx_only() {
    for (answer, expected) in [
        (
            "< 200 | Content-Type: text/html",
            "= failed 8020001B 5 transient",
        ),
        ("< 500", "= failed 801901F4 5 transient"),
        ("< 501", "= failed 801901F5 5 transient"),
        (
            "< 503 | Retry-After: 7",
            "= failed 801901F7 5 transient in 7",
        ),
        ("< 404", "= failed 80190194 5 final"),
        ("< 408", "= failed 80190198 5 final"),
        ("< 409", "= failed 80190199 5 final"),
        ("< 302", "= failed 8019012E 5 final"),
    ] {
        closing().play(&format!(
            "{answer}\n {expected}\n + start\n > Close-Session {{S}}\n < 200\n = done"
        ));
    }
}

#[test]
fn cancelling() {
    Conversation::new(10, false)
        .play("+ start\n > Create-Session\n + cancel\n = cancelled\n + start\n = cancelled");
    for (answers, expected) in [
        ("< 200", "= cancelled"),
        ("< 500 | BITS-Error: 0x8020001F", "= cancelled"),
        ("< 404", "= cancelled"),
        ("< 400", "= cancelled"),
        (
            "< 401\n > Ping\n < 200\n > Cancel-Session {S}\n < 200",
            "= cancelled",
        ),
        (
            "< 401\n > Ping\n < 200\n > Cancel-Session {S}\n < 401",
            "= cancelled",
        ),
        (
            "< 503",
            "= failed 801901F7 5 transient\n + killed\n + start\n > Cancel-Session {S}",
        ),
        (
            "! no connection",
            "= failed 80072EFD 6 transient\n + start\n > Cancel-Session {S}",
        ),
        ("! cut", "> Cancel-Session {S}"),
    ] {
        Conversation::resumed(10, false, session(5)).play(&format!(
            "+ start\n > Ping\n + cancel\n > Cancel-Session {{S}}\n {answers}\n {expected}"
        ));
    }
}

#[test]
fn a_closed_upload_has_nothing_to_cancel() {
    closing().play("< 200\n = done\n + cancel\n = cancelled");
}

#[test]
fn a_401_in_the_middle_is_overcome_by_a_ping_once() {
    Conversation::resumed(10, false, session(0)).play(
        "+ start
         < 200
         > Fragment 0-9/10 {S}
         < 401 | WWW-Authenticate: NTLM
         > Ping
         < 200
         > Fragment 0-9/10 {S}
         < 401 | WWW-Authenticate: NTLM
         = failed 80190191 5 final",
    );
    Conversation::resumed(10, false, session(0))
        .play("+ start\n > Ping\n < 407\n = failed 80190197 5 final");
    // A server may ask again after it was content for a while.
    Conversation::resumed(300_000, false, session(0)).play(
        "+ start
         < 200
         > Fragment 0-262143/300000 {S}
         < 401
         > Ping
         < 200
         < 200 | BITS-Received-Content-Range: 262144
         > Fragment 262144-299999/300000 {S}
         < 401
         > Ping
         < 200
         > Fragment 262144-299999/300000 {S}",
    );
}

#[test]
fn the_applications_failure_is_passed_through() {
    for (answer, expected) in [
        (
            "< 500 | BITS-Error: 0xA0010001 | BITS-Error-Context: 0x7",
            "= failed A0010001 7 transient",
        ),
        (
            "< 403 | BITS-Error-Code: 0x80070005 | BITS-Error-Context: 0x7",
            "= failed 80070005 7 final",
        ),
        (
            "< 408 | BITS-Error: 0x80070112 | BITS-Error-Context: 0x7",
            "= failed 80070112 7 transient",
        ),
        (
            "< 500 | BITS-Error: 0x80200020 | BITS-Error-Context: 0x5",
            "= failed 80200020 5 final",
        ),
        (
            "< 500 | BITS-Error: 0x80070112 | BITS-Error-Context: 0x5",
            "= failed 80070112 5 transient",
        ),
        (
            "< 500 | BITS-Error: 0x80070070 | BITS-Error-Context: 0x5",
            "= failed 80070070 5 transient",
        ),
        (
            "< 500 | BITS-Error: nonsense",
            "= failed 801901F4 5 transient",
        ),
    ] {
        let mut talk = Conversation::resumed(10, true, session(0));
        talk.play(&format!(
            "+ start\n < 200\n > Fragment 0-9/10 {{S}}\n {answer}\n {expected}\n + start\n > Ping"
        ));
    }
}

#[test]
fn a_host_id_moves_everything_after_create() {
    Conversation::new(10, true).play(&format!(
        "+ start
         > Create-Session
         {CREATED} | BITS-Host-Id: NODE-3 | BITS-Host-Id-Fallback-Timeout: 110
         > Ping @node-3
         < 200
         > Fragment 0-9/10 {{S}} @node-3
         < 200 | BITS-Received-Content-Range: 10 | BITS-Reply-URL: r
         = reply http://server/in/r
         + reply-fetched
         > Close-Session {{S}} @node-3"
    ));
    Conversation::resumed(10, false, session_on_host(None))
        .play("+ start\n + cancel\n > Cancel-Session {S} @node");
}

#[test]
fn a_host_id_that_names_the_same_host_is_not_foreign() {
    let mut talk = Conversation::new(10, false);
    talk.play(&format!(
        "+ start\n {CREATED} | BITS-Host-Id: SERVER\n > Ping"
    ));
    assert!(!talk.upload.is_foreign());
}

#[test]
fn a_host_id_with_more_than_a_host_is_ignored() {
    for host in ["node:81", "me@node", "node/x", "http://node", "no de"] {
        Conversation::new(10, false).play(&format!(
            "+ start\n {CREATED} | BITS-Host-Id: {host}\n > Fragment 0-9/10 {{S}}"
        ));
    }
}

#[test]
fn a_host_in_trouble_is_left_after_its_time() {
    Conversation::resumed(10, false, session_on_host(Some(110))).play(
        "+ start
         > Ping @node
         ! no connection
         = failed 80072EFD 6 transient
         + wait 109
         + start
         > Ping @node
         < 503
         = failed 801901F7 5 transient
         + killed
         + wait 1
         + start
         > Ping
         < 200
         > Fragment 0-9/10 {S}
         < 500 | BITS-Error: 0x8020001F
         > Create-Session",
    );
}

#[test]
fn success_ends_the_trouble_with_a_host() {
    Conversation::resumed(10, false, session_on_host(Some(110))).play(
        "+ start
         ! no connection
         + wait 60
         + start
         > Ping @node
         < 200
         > Fragment 0-9/10 {S} @node
         ! no connection
         + wait 60
         + start
         > Ping @node",
    );
}

#[test]
fn a_host_without_a_time_is_never_left() {
    Conversation::resumed(10, false, session_on_host(None))
        .play("+ start\n ! no connection\n + wait 100000000\n + start\n > Ping @node");
}

#[test]
fn an_untrustworthy_host_is_left_for_good() {
    for refusal in ["! wrong certificate", "< 401"] {
        Conversation::resumed(10, false, session_on_host(None)).play(&format!(
            "+ start
             > Ping @node
             {refusal}
             > Ping
             < 200
             > Fragment 0-9/10 {{S}}
             < 500 | BITS-Error: 0x8020001F
             > Create-Session
             {CREATED} | BITS-Host-Id: node
             > Fragment 0-9/10 {{S}}"
        ));
    }
    Conversation::resumed(10, false, session(0))
        .play("+ start\n ! wrong certificate\n = failed 80072F06 6 final");
}

/// Where Microsoft's two texts disagree: every reading leads to the same safe end.
#[test]
fn disagreements_between_the_documents() {
    let fragment = "+ start\n < 200\n > Fragment 0-9/10 {S}";
    let close =
        format!("{fragment}\n < 200 | BITS-Received-Content-Range: 10\n > Close-Session {{S}}");
    for (point, session, lines) in [
        (
            "error header: BITS-Error",
            session(0),
            format!("{fragment}\n < 500 | BITS-Error: 0x8020001F\n > Create-Session"),
        ),
        (
            "or BITS-Error-Code",
            session(0),
            format!("{fragment}\n < 500 | BITS-Error-Code: 0x8020001F\n > Create-Session"),
        ),
        (
            "session id in every Ack",
            session(0),
            format!("{close}\n < 200 | BITS-Packet-Type: ACK | BITS-Session-Id: {{S}}\n = done"),
        ),
        (
            "or on the Create Ack only",
            session(0),
            format!("{close}\n < 200\n = done"),
        ),
        (
            "start below the expected offset: 416",
            session(0),
            format!(
                "{fragment}\n < 416 | BITS-Received-Content-Range: 4\n > Fragment 4-9/10 {{S}}"
            ),
        ),
        (
            "or skipped",
            session(0),
            format!("{fragment}\n < 200 | BITS-Received-Content-Range: 10\n > Close-Session {{S}}"),
        ),
        (
            "the file appears at Close only: done after its Ack",
            session(0),
            format!("{close}\n ! no connection\n = failed 80072EFD 6 transient"),
        ),
        (
            "Cancel after the last fragment",
            session(0),
            format!("{close}\n + cancel\n > Cancel-Session {{S}}\n < 200\n = cancelled"),
        ),
        (
            "exists already: 403",
            Session::default(),
            "+ start\n < 403 | BITS-Error: 0x80070005\n = failed 80070005 5 final".into(),
        ),
        (
            "or 409",
            Session::default(),
            "+ start\n < 409\n = failed 80190199 5 final".into(),
        ),
        (
            "Create: 200",
            Session::default(),
            format!("+ start\n {CREATED}\n > Fragment 0-9/10 {{S}}"),
        ),
        (
            "or 201",
            Session::default(),
            "+ start\n < 201 | BITS-Session-Id: {S}\n > Fragment 0-9/10 {S}".into(),
        ),
        (
            "no Content-Length: 411",
            session(0),
            format!("{fragment}\n < 411 | BITS-Error: 0x80070057\n = failed 80070057 5 final"),
        ),
        (
            "or 400",
            session(0),
            format!("{fragment}\n < 400 | BITS-Error: 0x80070057\n = failed 80070057 5 final"),
        ),
        (
            "uploads disabled: 501",
            Session::default(),
            "+ start\n < 501 | BITS-Error: 0x80070005\n = failed 80070005 5 final".into(),
        ),
        (
            "or 404",
            Session::default(),
            "+ start\n < 404\n = failed 80190194 5 final".into(),
        ),
        (
            "disk full: as printed",
            session(0),
            format!("{fragment}\n < 500 | BITS-Error: 0x80070112\n = failed 80070112 5 transient"),
        ),
        (
            "or as Win32 has it",
            session(0),
            format!("{fragment}\n < 500 | BITS-Error: 0x80070070\n = failed 80070070 5 transient"),
        ),
        (
            "context of the server: 0x7, evidently a slip",
            session(0),
            format!(
                "{fragment}\n < 500 | BITS-Error: 0x80070070 | BITS-Error-Context: 0x7\n = failed 80070070 7 transient"
            ),
        ),
    ] {
        println!("{point}");
        Conversation::resumed(10, false, session).play(&lines);
    }
}

#[test]
fn the_store_reads_what_older_versions_wrote() {
    assert_eq!(
        serde_json::from_str::<Session>("{}").unwrap(),
        Session::default()
    );
    let session = Session {
        source: Some(Stamp {
            size: 7,
            modified: -1,
        }),
        phase: Phase::Closing { attempts: 3 },
        ..session_on_host(Some(5))
    };
    assert_eq!(
        serde_json::from_str::<Session>(&serde_json::to_string(&session).unwrap()).unwrap(),
        session
    );
}
