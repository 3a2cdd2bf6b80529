//! Fragments and their acknowledgements.

use super::*;

#[test]
fn the_offset_may_move_both_ways_on_200_and_416() {
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
fn invalid_responses_to_a_fragment_are_reported() {
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
fn a_server_that_makes_no_progress_is_reported() {
    for ack in [
        "< 200 | BITS-Received-Content-Range: 0",
        "< 416 | BITS-Received-Content-Range: 0",
    ] {
        let mut conversation = Conversation::resumed(10, false, session(0));
        conversation.play("+ start\n < 200");
        for _ in 0..MAX_IMMEDIATE_RETRIES {
            conversation.play(&format!("> Fragment 0-9/10 {{S}}\n {ack}"));
        }
        conversation.play(&format!(
            "> Fragment 0-9/10 {{S}}\n {ack}\n = failed 8020001B 5 transient"
        ));
        conversation.play(
            "+ start\n > Ping\n < 200\n < 200 | BITS-Received-Content-Range: 10\n \
             > Close-Session {S}",
        );
    }
}

#[test]
fn a_server_that_moves_back_and_forth_is_reported() {
    let mut conversation = Conversation::resumed(30_000_000, false, session(0));
    conversation.play("+ start\n < 200\n < 200 | BITS-Received-Content-Range: 262144");
    let mut rounds = 0;
    while !conversation.action.starts_with('=') {
        conversation.play("< 200 | BITS-Received-Content-Range: 0");
        if conversation.action.starts_with('>') {
            conversation.play("< 200 | BITS-Received-Content-Range: 262144");
        }
        rounds += 1;
        assert!(rounds < 20);
    }
    conversation.play("= failed 8020001B 5 transient");
}

#[test]
fn a_server_restored_from_a_backup_is_not_reported() {
    let mut conversation = Conversation::resumed(10_000_000, false, session(9_000_000));
    conversation.play("+ start\n < 200\n < 416 | BITS-Received-Content-Range: 0");
    for offset in (500_000..=9_500_000).step_by(500_000) {
        conversation.play(&format!("< 200 | BITS-Received-Content-Range: {offset}"));
        assert!(
            conversation
                .action
                .starts_with(&format!("> Fragment {offset}-")),
            "{}",
            conversation.action
        );
    }
}

#[test]
fn a_fragment_that_is_too_large_is_halved_down_to_the_minimum() {
    let mut conversation = Conversation::resumed(1_000_000, false, session(0));
    conversation.play("+ start\n < 200\n > Fragment 0-262143/1000000 {S}");
    for last in [131_071, 65_535, 32_767, 16_383, 8_191, 5_119] {
        conversation.play(&format!("< 413\n > Fragment 0-{last}/1000000 {{S}}"));
    }
    conversation.play(
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
