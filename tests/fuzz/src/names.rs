//! Remote names and local names that the owner of a job gives.

use std::path::Path;

use bits::testing::{RemoteName, address, local_name as names};

/// A remote name keeps its text, and leads to an HTTP server or to an absolute path.
pub fn remote_name(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let parsed = RemoteName::parse(&text);
    if let Ok(name) = RemoteName::from_owner(&text) {
        assert!(parsed.as_ref() == Ok(&name), "{text:?}");
        assert!(text.encode_utf16().count() <= 2200);
    }
    let stored = RemoteName::stored(text.clone().into_owned());
    assert_eq!(stored.location().ok(), parsed.as_ref().ok().map(location));
    assert_eq!(stored.as_str(), text);
    let expected = match (parsed.is_ok(), stored.is_http()) {
        (false, _) => None,
        (true, true) => Some("http"),
        (true, false) => Some("file"),
    };
    assert_eq!(stored.protocol(), expected);
    if let Ok(name) = parsed {
        check_location(location(&name));
    }
}

fn location(name: &RemoteName) -> &bits::testing::Location {
    name.location().expect("a parsed name has a location")
}

fn check_location(location: &bits::testing::Location) {
    match location {
        bits::testing::Location::Http(url) => {
            assert!(url.server().has_host() && url.scheme().starts_with("http"));
            let is_printable = |byte: u8| (b'!'..=b'~').contains(&byte);
            assert!(url.target().starts_with('/') && url.target().bytes().all(is_printable));
            let text = url.to_string();
            assert_eq!(
                bits::testing::HttpUrl::parse(&text).as_ref(),
                Some(url),
                "{text}"
            );
        }
        bits::testing::Location::Local(path) => assert!(path.is_absolute(), "{path:?}"),
    }
}

/// An accepted local name is an absolute path to a file, and the names that are derived from it are
/// in its folder.
pub fn local_name(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let content_name = address::content_name(&text);
    assert!(content_name.len() <= 260);
    assert!(
        content_name
            .bytes()
            .all(|byte| (b' '..=b'~').contains(&byte))
    );
    let Ok(path) = names::absolute(&text) else {
        return;
    };
    assert!(path.is_absolute() && path.file_name().is_some());
    assert!(text.encode_utf16().count() <= names::MAX_PATH);
    let temporary = names::temporary(path);
    let reply = names::generated_reply(Default::default(), &text);
    assert_ne!(Path::new(&temporary), path);
    for derived in [temporary, reply] {
        assert_eq!(Path::new(&derived).parent(), path.parent());
    }
}
