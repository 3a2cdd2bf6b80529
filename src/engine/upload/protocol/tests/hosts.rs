//! Authentication, failures of the server application, and hosts that the server chooses.

use super::*;

#[test]
fn a_401_after_the_session_began_is_answered_by_one_ping() {
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
    // A server may ask for authentication again after it has acknowledged a fragment.
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
fn the_failure_of_the_server_application_is_reported() {
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
        let mut conversation = Conversation::resumed(10, true, session(0));
        conversation.play(&format!(
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
fn a_host_id_that_names_the_same_host_is_trusted() {
    let mut conversation = Conversation::new(10, false);
    conversation.play(&format!(
        "+ start\n {CREATED} | BITS-Host-Id: SERVER\n > Ping"
    ));
    assert!(!conversation.upload.is_on_untrusted_host());
}

#[test]
fn a_host_that_the_policy_names_is_trusted() {
    Conversation::new(10, false).play(&format!(
        "+ start
         {CREATED} | BITS-Host-Id: node.farm
         > Ping @node.farm
         < 401
         = failed 80190191 5 final"
    ));
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
fn a_failing_host_is_left_after_its_fallback_time() {
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
fn a_success_resets_the_fallback_time_of_a_host() {
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
fn a_host_without_a_fallback_time_is_never_left() {
    Conversation::resumed(10, false, session_on_host(None))
        .play("+ start\n ! no connection\n + wait 100000000\n + start\n > Ping @node");
}

#[test]
fn an_untrustworthy_host_is_left_for_good() {
    for refusal in ["! invalid certificate", "< 401"] {
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
        .play("+ start\n ! invalid certificate\n = failed 80072F06 6 final");
}
