//! Downloads of files in the root: whole, in ranges, and with conditions.

use crate::wire::*;

fn site() -> (Site, Vec<u8>) {
    let (site, data) = (Site::new(), pattern(1_000_000));
    site.write("a.bin", &data);
    (site, data)
}

#[test]
fn whole_files_and_their_heads() {
    let (site, data) = site();
    let mut peer = site.peer();
    let answer = peer.get("/a.bin", "");
    assert_eq!(
        (answer.status(), answer.header("Accept-Ranges")),
        (200, Some("bytes"))
    );
    assert!(answer.body == data);
    let head = peer.send(request("HEAD", "/a.bin", "")).head();
    let lasting = |answer: &Answer| {
        answer
            .head
            .lines()
            .filter(|line| !line.starts_with("Date"))
            .collect::<String>()
    };
    assert_eq!(lasting(&head), lasting(&answer));
    site.write("empty", "");
    assert_eq!(peer.get("/empty", "").body, b"");
    for missing in ["/b.bin", "/a.bin/x", "/folder", "/"] {
        assert_eq!(peer.get(missing, "").status(), 404, "{missing}");
    }
}

#[test]
fn single_ranges() {
    let (site, data) = site();
    let mut peer = site.peer();
    for (range, first, last) in [
        ("0-0", 0, 0),
        ("0-9976", 0, 9976),
        ("999999-", 999_999, 999_999),
        ("5-18446744073709551615", 5, 999_999),
        ("-10", 999_990, 999_999),
        ("-2000000", 0, 999_999),
    ] {
        let answer = peer.get("/a.bin", &format!("Range: bytes={range}\r\n"));
        assert_eq!(answer.status(), 206, "{range}");
        assert_eq!(
            answer.header("Content-Range").unwrap(),
            format!("bytes {first}-{last}/1000000")
        );
        assert!(answer.body == data[first..=last], "{range}");
    }
}

#[test]
fn impossible_ranges() {
    let (site, data) = site();
    let mut peer = site.peer();
    for range in ["1000000-", "1000000-1000001", "-0"] {
        let answer = peer.get("/a.bin", &format!("Range: bytes={range}\r\n"));
        assert_eq!(
            (answer.status(), answer.header("Content-Range")),
            (416, Some("bytes */1000000")),
            "{range}"
        );
    }
    for ignored in ["bytes=9-1", "bytes=x", "bytes", "lines=1-2", "bytes=1-2,x"] {
        let answer = peer.get("/a.bin", &format!("Range: {ignored}\r\n"));
        assert_eq!(
            (answer.status(), answer.body.len()),
            (200, data.len()),
            "{ignored}"
        );
    }
}

#[test]
fn several_ranges_come_in_the_order_asked() {
    let (site, data) = site();
    let answer = site
        .peer()
        .get("/a.bin", "Range: bytes=500-599,0-9,5000000-,-5\r\n");
    assert_eq!(answer.status(), 206);
    let boundary = answer
        .header("Content-Type")
        .unwrap()
        .strip_prefix("multipart/byteranges; boundary=")
        .unwrap();
    let mut expected: Vec<u8> = Vec::new();
    for (first, last) in [(500, 599), (0, 9), (999_995, 999_999)] {
        let head = format!(
            "\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\n\
             Content-Range: bytes {first}-{last}/1000000\r\n\r\n"
        );
        expected.extend(head.as_bytes());
        expected.extend(&data[first..=last]);
    }
    expected.extend(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert!(answer.body == expected);
}

#[test]
fn conditions() {
    let (site, _) = site();
    let mut peer = site.peer();
    let known = peer.get("/a.bin", "Range: bytes=0-0\r\n");
    let (etag, date) = (
        known.header("ETag").unwrap(),
        known.header("Last-Modified").unwrap(),
    );
    let before = "Sat, 01 Jan 2000 00:00:00 GMT";
    let after = "Fri, 01 Jan 2100 00:00:00 GMT";
    let mut status = |headers: String| {
        peer.get("/a.bin", &format!("Range: bytes=0-9\r\n{headers}\r\n"))
            .status()
    };
    assert_eq!(status(format!("If-Unmodified-Since: {date}")), 206);
    assert_eq!(status(format!("If-Unmodified-Since: {after}")), 206);
    assert_eq!(status(format!("If-Unmodified-Since: {before}")), 412);
    assert_eq!(status("If-Unmodified-Since: yesterday".into()), 206);
    assert_eq!(status(format!("If-Match: \"x\", {etag}")), 206);
    assert_eq!(status("If-Match: *".into()), 206);
    assert_eq!(status("If-Match: \"x\"".into()), 412);
    assert_eq!(status(format!("If-Range: {etag}")), 206);
    assert_eq!(status(format!("If-Range: {date}")), 206);
    assert_eq!(status(format!("If-Range: W/{etag}")), 200);
    assert_eq!(status("If-Range: \"x\"".into()), 200);
    assert_eq!(status(format!("If-Range: {before}")), 200);
    assert_eq!(status(format!("If-Range: {after}")), 200);
    assert_eq!(status(format!("If-None-Match: {etag}")), 304);
    assert_eq!(status("If-None-Match: \"x\"".into()), 206);
    assert_eq!(status(format!("If-Modified-Since: {date}")), 304);
    assert_eq!(status(format!("If-Modified-Since: {before}")), 206);
}

#[test]
fn a_changed_file_is_another_version() {
    let (site, _) = site();
    let mut peer = site.peer();
    let etag = peer.get("/a.bin", "").header("ETag").unwrap().to_owned();
    site.write("a.bin", pattern(999_999));
    let answer = peer.get(
        "/a.bin",
        &format!("Range: bytes=0-9\r\nIf-Range: {etag}\r\n"),
    );
    assert_eq!((answer.status(), answer.body.len()), (200, 999_999));
}

#[test]
fn overlapping_or_too_many_ranges_give_the_whole_file() {
    let (site, data) = site();
    let mut peer = site.peer();
    let disjoint = |count: usize| {
        let ranges = (0..count).map(|at| format!("{}-{}", at * 10, at * 10 + 4));
        ranges.collect::<Vec<_>>().join(",")
    };
    let refused = [
        vec!["0-"; 500].join(","),
        "0-9,9-19".into(),
        "500-,0-99,-999950".into(),
        disjoint(101),
    ];
    for ranges in refused {
        let answer = peer.get("/a.bin", &format!("Range: bytes={ranges}\r\n"));
        assert_eq!(answer.status(), 200, "{ranges}");
        assert!(answer.body == data);
    }
    for ranges in ["0-9,10-19".to_owned(), disjoint(100)] {
        let answer = peer.get("/a.bin", &format!("Range: bytes={ranges}\r\n"));
        assert_eq!(answer.status(), 206, "{ranges}");
    }
}
