//! Answers of servers: to downloads, and to the packets of an upload.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bits::abi::BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT;
use bits::engine::{Failure, FileRange, ProxySettings, Ranges};
use bits::testing::{
    Attempts, Fetch, Headers, HttpOptions, HttpResponseHead, HttpUrl, RangeRequest, RemoteName,
    Response, UploadAction, UploadEvent, UploadProtocol, UploadSession, UploadTarget, Verdict,
    Version,
};

use super::{Input, check_line};

/// Numbers: flags, valid bytes, size of their version, then pairs of the ranges of the job. The
/// rest is the head. A response is taken where the local file continues, or from its beginning.
pub fn answer_head(input: &[u8]) {
    // libcurl refuses such a head.
    if input.contains(&0) {
        return;
    }
    let input = Input::new(input);
    let url = HttpUrl::parse("http://server/folder/file.gz").unwrap();
    let ranges: Vec<FileRange> = input.numbers[3.min(input.numbers.len())..]
        .chunks_exact(2)
        .filter_map(|pair| FileRange::new(pair[0], pair[1]).ok())
        .collect();
    let ranges = Ranges::new(&ranges).unwrap_or_default();
    let fetch = fetch(&input, ranges);
    let mut request = RangeRequest::first(&fetch, fetch.offset);
    request.headers().iter().for_each(|line| check_line(line));
    let mut response = Response::default();
    for line in input.rest.split_inclusive(|byte| *byte == b'\n') {
        response.add_line(line);
    }
    match response.evaluate(&request) {
        Verdict::Take {
            offset,
            end,
            version,
            ..
        } => {
            assert!(offset == 0 || offset == request.offset);
            assert!(end.is_none_or(|end| end >= offset), "{offset} {end:?}");
            request.continue_after(version, end.unwrap_or(offset));
            // The validators of the answer go into the next request.
            request.headers().iter().for_each(|line| check_line(line));
        }
        Verdict::Redirect(location) => {
            if let Some(url) = url.join(&location) {
                check_line(&url.to_string());
            }
        }
        Verdict::Empty(version) => assert_eq!(version.size, Some(0)),
        Verdict::Plainer(form) => {
            request.set_form(form);
            assert!(
                !request
                    .headers()
                    .iter()
                    .any(|line| line.starts_with("If-Range"))
            );
        }
        Verdict::Complete | Verdict::Restart { .. } | Verdict::Fail(_) => {}
    }
}

fn fetch(input: &Input<'_>, ranges: Ranges) -> Fetch {
    let text = |bit, text: &str| input.flag(bit).then(|| text.to_owned());
    Fetch {
        remote: RemoteName::parse("http://server/folder/file.gz").unwrap(),
        path: PathBuf::from("/unused"),
        // A file has no more bytes than its size can say.
        offset: input.number(1) & i64::MAX as u64,
        version: Version {
            size: input.flag(0).then_some(input.number(2)),
            last_modified: text(1, "Thu, 01 Jan 1970 00:00:10 GMT"),
            is_recent: input.flag(6),
            etag: text(2, "\"1\"").or(text(3, "W/\"1\"")),
        },
        // A piece has one range.
        write_at: (input.flag(4) && ranges.list().len() == 1).then(|| ranges.list()[0].offset()),
        ranges,
        requires_ranges: input.flag(5),
        attempts: Attempts::default(),
        options: Arc::new(HttpOptions {
            proxy: ProxySettings::default(),
            credentials: Vec::new(),
            custom_headers: None,
            security_flags: 0,
            method: None,
            connections: None,
        }),
    }
}

/// Numbers: flags, size of the file, milliseconds between packets. The rest are the answers of the
/// server, each ended by an empty line; an answer `!` stands for a broken connection, and `C` for a
/// cancelled job. Every packet sends bytes that the file has, and headers of one line.
pub fn upload_ack(input: &[u8]) {
    let input = Input::new(input);
    let size = input.number(1) & i64::MAX as u64;
    let target = UploadTarget {
        remote: HttpUrl::parse("https://server/folder/file?a=b").unwrap(),
        size,
        content_name: "file".to_owned(),
        wants_reply: input.flag(0),
        requires_http_1_1: input.flag(2),
        trusted_hosts: Default::default(),
    };
    let text = String::from_utf8_lossy(input.rest).replace("\r\n", "\n");
    let mut protocol = UploadProtocol::new(target.clone(), UploadSession::default());
    let mut action = protocol.step(UploadEvent::Start, 0);
    for (number, answer) in text.split("\n\n").enumerate() {
        check_action(&action, size);
        let event = match action {
            UploadAction::Send(_) => event(answer, input.number(2)),
            UploadAction::FetchReply { .. } => UploadEvent::ReplyFetched,
            UploadAction::Failed(_) => UploadEvent::Start,
            UploadAction::Done { .. } | UploadAction::Cancelled => return,
        };
        if input.flag(1) {
            // The process ends; the next one continues with the stored session.
            protocol = UploadProtocol::new(target.clone(), protocol.session().clone());
            protocol.step(UploadEvent::Start, number as u64);
        }
        action = protocol.step(event, number as u64);
        assert!(protocol.session().offset <= size);
    }
}

fn event(answer: &str, milliseconds: u64) -> UploadEvent {
    match answer {
        "C" => UploadEvent::Cancel,
        "!" => UploadEvent::NoResponse {
            failure: Failure::new(-1, BG_ERROR_CONTEXT_GENERAL_TRANSPORT, true),
            sent: true,
        },
        head => {
            let status = head.split_ascii_whitespace().nth(1);
            UploadEvent::Response(HttpResponseHead {
                status: status.and_then(|text| text.parse().ok()).unwrap_or(0),
                headers: Headers::parse(head),
                is_http_1_0: head.starts_with("HTTP/1.0"),
                elapsed: Duration::from_millis(milliseconds),
            })
        }
    }
}

fn check_action(action: &UploadAction, size: u64) {
    match action {
        UploadAction::Send(request) => {
            assert!(request.body.start <= request.body.end && request.body.end <= size);
            request
                .headers
                .iter()
                .for_each(|(_, value)| check_line(value));
            assert_eq!(request.url.scheme(), "https");
            assert!(request.untrusted || request.url.server().host_str() == Some("server"));
        }
        UploadAction::FetchReply { url, untrusted } => {
            assert!(matches!(url.scheme(), "http" | "https"));
            assert!(*untrusted || url.server().host_str() == Some("server"));
        }
        _ => {}
    }
}
