//! Close-Session and Cancel-Session.

use super::*;

/// Returns an upload of which the server has all bytes.
fn closing() -> Conversation {
    let mut conversation = Conversation::resumed(10, false, session(0));
    conversation
        .play("+ start\n < 200\n < 200 | BITS-Received-Content-Range: 10\n > Close-Session {S}");
    conversation
}

#[test]
fn a_repeated_close_may_find_the_session_gone() {
    for lost in [
        "! cut",
        "! timeout\n + start",
        "< 500\n = failed 801901F4 5 transient\n + start",
        "+ killed\n + start",
    ] {
        closing().play(&format!(
            "{lost}\n > Close-Session {{S}}\n < 500 | BITS-Error: 0x8020001F\n = done"
        ));
    }
}

#[test]
fn a_close_without_effect_does_not_count_as_an_attempt() {
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
