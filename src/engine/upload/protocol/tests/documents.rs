//! Points in which Microsoft's documents of the protocol disagree, and sessions that older versions
//! stored.

use super::*;

/// [MC-BUP] and the pages about the upload protocol at Microsoft Learn disagree in these points;
/// the client accepts both readings.
///
/// [MC-BUP]: https://learn.microsoft.com/openspecs/windows_protocols/mc-bup/
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
            UploadSession::default(),
            "+ start\n < 403 | BITS-Error: 0x80070005\n = failed 80070005 5 final".into(),
        ),
        (
            "or 409",
            UploadSession::default(),
            "+ start\n < 409\n = failed 80190199 5 final".into(),
        ),
        (
            "Create: 200",
            UploadSession::default(),
            format!("+ start\n {CREATED}\n > Fragment 0-9/10 {{S}}"),
        ),
        (
            "or 201",
            UploadSession::default(),
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
            UploadSession::default(),
            "+ start\n < 501 | BITS-Error: 0x80070005\n = failed 80070005 5 final".into(),
        ),
        (
            "or 404",
            UploadSession::default(),
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
            "context of the server: 0x7, probably a slip",
            session(0),
            format!(
                "{fragment}\n < 500 | BITS-Error: 0x80070070 | BITS-Error-Context: 0x7\n \
                 = failed 80070070 7 transient"
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
        serde_json::from_str::<UploadSession>("{}").unwrap(),
        UploadSession::default()
    );
    let session = UploadSession {
        source: Some(FileStamp {
            size: 7,
            modified: -1,
        }),
        phase: UploadPhase::Closing { attempts: 3 },
        ..session_on_host(Some(5))
    };
    assert_eq!(
        serde_json::from_str::<UploadSession>(&serde_json::to_string(&session).unwrap()).unwrap(),
        session
    );
}
