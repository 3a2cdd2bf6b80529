//! Packets of whole uploads, with and without a reply.

use super::*;

/// Reply URL as IIS sends it: relative, with backslashes.
const REPLY_OF_IIS: &str = r"BITS-Reply-URL: BITS-Sessions\Replies\{S}\responsefile.bin";

#[test]
fn requests_carry_the_headers_of_microsofts_client() {
    let mut conversation = Conversation::new(300_000, false);
    let mut headers = |event| match conversation.upload.step(event, 0) {
        UploadAction::Send(request) => (request.url.to_string(), request.headers, request.body),
        other => panic!("{other:?}"),
    };
    let url = "http://server/in/a.txt".to_owned();
    let owned = |pairs: &[(&'static str, &str)]| {
        pairs
            .iter()
            .map(|(k, v)| (*k, v.to_string()))
            .collect::<Vec<_>>()
    };
    let create = owned(&[
        ("BITS-Packet-Type", "Create-Session"),
        (
            "BITS-Supported-Protocols",
            "{7df0354d-249b-430f-820d-3d2a9bef4931}",
        ),
    ]);
    assert_eq!(headers(UploadEvent::Start), (url.clone(), create, 0..0));
    let fragment = owned(&[
        ("BITS-Packet-Type", "Fragment"),
        ("BITS-Session-Id", "{s: any/thing \"at\" all}"),
        ("Content-Name", "a.txt"),
        ("Content-Range", "bytes 0-262143/300000"),
    ]);
    let created = response("201 | BITS-Session-Id: {s: any/thing \"at\" all}");
    assert_eq!(
        headers(UploadEvent::Response(created)),
        (url.clone(), fragment, 0..262_144)
    );
    let acknowledged =
        response("200 | BITS-Received-Content-Range: 300000 | BITS-Session-Id: {other}");
    let close = owned(&[
        ("BITS-Packet-Type", "Close-Session"),
        ("BITS-Session-Id", "{s: any/thing \"at\" all}"),
    ]);
    assert_eq!(
        headers(UploadEvent::Response(acknowledged)),
        (url, close, 0..0)
    );
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
          < 200 | BITS-Received-Content-Range: 10 | {REPLY_OF_IIS}
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
fn replies_on_other_hosts_are_untrusted() {
    for (remote, reply, expected) in [
        (
            "http://server/in/a.txt",
            "http://server/static.txt",
            "= reply http://server/static.txt",
        ),
        (
            "http://server/in/a.txt",
            "http://other/static.txt",
            "= reply http://other/static.txt untrusted",
        ),
        (
            "http://server/in/a.txt",
            "//other/static.txt",
            "= reply http://other/static.txt untrusted",
        ),
        (
            "http://server/in/a.txt",
            "http://node.farm/static.txt",
            "= reply http://node.farm/static.txt",
        ),
        (
            "http://server/in/a.txt",
            "http://node.farm:81/static.txt",
            "= reply http://node.farm:81/static.txt untrusted",
        ),
        (
            "https://server/in/a.txt",
            "http://server/static.txt",
            "= reply http://server/static.txt untrusted",
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
fn a_reply_url_that_cannot_be_fetched_is_an_error() {
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
fn a_lost_reply_url_is_requested_once_more() {
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
        (
            false,
            "< 200 | BITS-Received-Content-Range: 1",
            "> Close-Session {S}",
        ),
        (
            false,
            "< 200 | BITS-Packet-Type: Ack",
            "> Close-Session {S}",
        ),
        (
            true,
            "< 200 | BITS-Reply-URL: r",
            "= reply http://server/in/r",
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
fn responses_to_create_session() {
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
            "> Fragment 0-9/10 {S}",
        ),
        ("200 | Content-Type: text/html", "= failed 8020001B 5 final"),
        ("200 | BITS-Session-Id:", "= failed 8020001B 5 final"),
        (
            "200 | BITS-Packet-Type: Ack",
            "= failed 8020001B 5 transient",
        ),
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

/// A proxy has removed the length 0 of the packets without a body.
#[test]
fn packets_whose_length_the_server_does_not_see() {
    Conversation::new(10, false).play(&format!(
        "+ start
         > Create-Session
         < 411
         > Create-Session chunked
         {CREATED}
         > Fragment 0-9/10 {{S}}
         < 200 | BITS-Received-Content-Range: 10
         > Close-Session {{S}} chunked
         < 411
         = failed 8019019B 5 final"
    ));
    Conversation::resumed(10, false, session(10)).play(
        "+ start
         > Ping
         < 411
         > Ping chunked
         < 200
         > Close-Session {S} chunked
         < 200
         = done",
    );
    Conversation::resumed(10, false, session(5)).play(
        "+ cancel
         > Cancel-Session {S}
         < 411
         > Cancel-Session {S} chunked
         < 200
         = cancelled",
    );
    Conversation::new(10, false).play(
        "+ start
         > Create-Session
         < 411
         > Create-Session chunked
         < 411
         = failed 8019019B 5 final",
    );
}

#[test]
fn a_policy_that_requires_http_1_1() {
    let mut conversation = Conversation::new(10, false);
    conversation.upload.target.requires_http_1_1 = true;
    conversation.play(
        "+ start
         > Create-Session
         < 200 HTTP/1.0 | BITS-Session-Id: {S}
         = failed 80200012 5 final",
    );
}
