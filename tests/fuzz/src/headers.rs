//! Texts of the user: custom headers, and the policy file.

use std::time::Duration;

use bits::engine::ProxySettings;
use bits::testing::{HttpOptions, HttpUrl, RequestConfig, Timeouts, parse_policy};

/// Custom headers add no line of their own to a request, replace none of the engine's headers, and
/// give no secrets to a server that the user did not name.
pub fn custom_headers(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else {
        return;
    };
    // `SetCustomHeaders` refuses a CR that does not belong to the end of a line.
    if text.replace("\r\n", "\n").contains('\r') {
        return;
    }
    let options = HttpOptions {
        proxy: ProxySettings::default(),
        credentials: Vec::new(),
        custom_headers: Some(text.to_owned()),
        security_flags: 0,
        method: None,
        connections: None,
    };
    let url = HttpUrl::parse("http://server/file").unwrap();
    for trusted in [true, false] {
        let request = RequestConfig {
            url: &url,
            trusted,
            headers: vec!["Range: bytes=0-".to_owned()],
            options: &options,
            timeouts: Timeouts::default(),
            rate_limit: None,
            cookies: None,
        };
        // A list that libcurl cannot hold is refused.
        let Ok(list) = request.headers() else {
            continue;
        };
        let lines: Vec<String> = list
            .iter()
            .map(|line| String::from_utf8(line.to_vec()).unwrap())
            .collect();
        assert_eq!(lines[0], "Range: bytes=0-");
        lines[1..]
            .iter()
            .for_each(|line| check_custom(line, trusted));
    }
}

fn check_custom(line: &str, trusted: bool) {
    super::check_line(line);
    // A semicolon stands for the colon of a header without a value.
    let name = line.split_once(':').map(|(name, _)| name);
    let name = name.or(line.strip_suffix(';')).expect("a name");
    let name = name.trim().to_ascii_lowercase();
    assert!(!name.starts_with("bits-"), "{line:?}");
    let reserved = [
        "range",
        "content-length",
        "content-range",
        "transfer-encoding",
    ];
    assert!(!reserved.contains(&name.as_str()), "{line:?}");
    assert!(trusted || !["authorization", "cookie"].contains(&name.as_str()));
}

/// A policy that is accepted gives an answer at every hour and for every number of jobs.
pub fn policy(input: &[u8]) {
    let Some(policy) = std::str::from_utf8(input).ok().and_then(parse_policy) else {
        return;
    };
    for hour in 0..24 {
        // Rates are in bytes; a limit of 1 kilobit means 2.
        assert!(
            policy
                .bandwidth(hour)
                .is_none_or(|rate| rate == 0 || rate >= 250)
        );
    }
    for count in [0, 1, u64::MAX - 1] {
        let _ = policy.check_new_job(count, count);
        let _ = (policy.check_files(count), policy.check_ranges(count));
    }
    assert!(
        policy
            .inactivity()
            .is_none_or(|timeout| timeout >= Duration::from_secs(86_400))
    );
}
