//! Lost sessions, broken connections and pauses.

use super::*;

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
fn a_lost_session_keeps_the_stamp_of_the_local_file() {
    let source = Some(FileStamp {
        size: 10,
        modified: 1,
    });
    let mut conversation = Conversation::resumed(
        10,
        false,
        UploadSession {
            source,
            ..session(5)
        },
    );
    conversation.play("+ start\n < 500 | BITS-Error: 0x8020001F\n > Create-Session");
    assert_eq!(conversation.upload.session().source, source);
}

#[test]
fn a_server_that_loses_every_session_is_reported() {
    let mut conversation = Conversation::new(10, false);
    conversation.play("+ start");
    for _ in 0..=MAX_IMMEDIATE_RETRIES {
        conversation.play(&format!(
            "> Create-Session\n {CREATED}\n < 500 | BITS-Error: 0x8020001F"
        ));
    }
    conversation.play("= failed 8020001F 5 transient\n + start\n > Create-Session");
}

#[test]
fn a_lost_session_drops_the_host_and_the_reply() {
    let session = UploadSession {
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
fn a_broken_connection_is_retried_with_a_ping_and_a_smaller_fragment() {
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
    let mut conversation = Conversation::resumed(1_000_000, false, session(0));
    conversation.play("+ start");
    for _ in 0..MAX_IMMEDIATE_RETRIES {
        conversation.play("> Ping\n ! cut");
    }
    conversation.play("> Ping\n ! cut\n = failed 80072EFE 6 transient");
}

#[test]
fn no_connection_and_timeouts_are_reported_at_once() {
    for (cause, code) in [("no connection", "80072EFD"), ("timeout", "80072EE2")] {
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
fn a_failure_of_the_local_file_is_final() {
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
