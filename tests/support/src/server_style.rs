//! Styles in which the upload servers of the field differ from Microsoft's.

/// How a server handles its connections, and how it writes its responses. The default is the style
/// of IIS.
#[derive(Clone, Copy, Debug)]
pub struct ServerStyle {
    /// The server serves one connection at a time, until the client closes it.
    pub has_one_thread: bool,
    /// A session is known on the connection that created it only, and ends with it.
    pub binds_sessions: bool,
    /// The server closes the connection after each response.
    pub closes: bool,
    /// Status line without the status: what comes before it, and what comes after it.
    pub status_line: (&'static str, &'static str),
    /// Writes the name of a header.
    pub header_name: fn(&str) -> String,
    /// Writes the identifier of the session with this number.
    pub session_id: fn(usize) -> String,
    /// The next offset is one more than the last byte in the range of the request, also for an
    /// empty file, whose range is `0-0/0`.
    pub counts_by_range: bool,
}

impl Default for ServerStyle {
    fn default() -> ServerStyle {
        ServerStyle {
            has_one_thread: false,
            binds_sessions: false,
            closes: false,
            status_line: ("HTTP/1.1 ", " Scripted"),
            header_name: str::to_owned,
            session_id: |number| format!("{{{number:032}}}"),
            counts_by_range: false,
        }
    }
}

impl ServerStyle {
    /// The styles, with their names.
    pub fn all() -> Vec<(&'static str, ServerStyle)> {
        let usual = ServerStyle::default();
        vec![
            ("usual", usual),
            (
                "one thread and keep-alive",
                ServerStyle {
                    has_one_thread: true,
                    counts_by_range: true,
                    ..usual
                },
            ),
            (
                "sessions bound to connections",
                ServerStyle {
                    binds_sessions: true,
                    ..usual
                },
            ),
            (
                "sessions bound to the connections of one thread",
                ServerStyle {
                    has_one_thread: true,
                    binds_sessions: true,
                    ..usual
                },
            ),
            (
                "lower-case names and no reason",
                ServerStyle {
                    header_name: str::to_lowercase,
                    status_line: ("HTTP/1.1 ", ""),
                    ..usual
                },
            ),
            (
                "upper-case names and an empty reason",
                ServerStyle {
                    header_name: str::to_uppercase,
                    status_line: ("HTTP/1.1 ", " "),
                    ..usual
                },
            ),
            (
                "mixed names and an odd reason",
                ServerStyle {
                    header_name: mixed_case,
                    status_line: ("HTTP/1.1 ", " 404: \u{fc}ber, (not) \"OK\""),
                    ..usual
                },
            ),
            (
                "HTTP/1.0",
                ServerStyle {
                    status_line: ("HTTP/1.0 ", " OK"),
                    closes: true,
                    has_one_thread: true,
                    ..usual
                },
            ),
            (
                "HTTP/1.0 and keep-alive",
                ServerStyle {
                    status_line: ("HTTP/1.0 ", " OK"),
                    header_name: str::to_lowercase,
                    ..usual
                },
            ),
            (
                "Connection: close after each response",
                ServerStyle {
                    closes: true,
                    ..usual
                },
            ),
            (
                "ids without braces",
                ServerStyle {
                    session_id: |number| format!("8f3c2b1a-0000-4000-8000-{number:012x}"),
                    counts_by_range: true,
                    ..usual
                },
            ),
            (
                "ids that are numbers",
                ServerStyle {
                    session_id: |number| number.to_string(),
                    ..usual
                },
            ),
        ]
    }

    /// The offset that the response to a fragment names, for a session with this number of bytes.
    pub fn next_offset(&self, received: usize, range: Option<&str>) -> usize {
        match range {
            Some("bytes 0-0/0") if self.counts_by_range => 1,
            _ => received,
        }
    }

    /// Writes a response of the usual style in this one.
    pub fn render(&self, usual: &str) -> String {
        let mut lines = usual.trim_end().split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let (before, after) = self.status_line;
        let mut response = format!("{before}{status}{after}\r\n");
        let connection = match (self.closes, before) {
            (true, _) => Some("Connection: close"),
            (false, "HTTP/1.0 ") => Some("Connection: Keep-Alive"),
            (false, _) => None,
        };
        for line in lines.chain(connection) {
            let (name, value) = line.split_once(':').unwrap();
            response += &format!("{}:{value}\r\n", (self.header_name)(name));
        }
        response + "\r\n"
    }
}

/// Writes each second letter in the other case.
fn mixed_case(name: &str) -> String {
    let flip = |(at, letter): (usize, char)| match at % 2 {
        0 => letter.to_ascii_lowercase(),
        _ => letter.to_ascii_uppercase(),
    };
    name.chars().enumerate().map(flip).collect()
}
