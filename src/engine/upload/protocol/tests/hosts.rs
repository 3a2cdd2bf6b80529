//! Authentication, errors of the application, and hosts that the server names.

use super::*;

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
    assert!(!talk.upload.is_untrusted());
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
