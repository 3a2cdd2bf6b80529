//! Start of the program that `SetNotifyCmdLine` names.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::engine::model::settings::NotifyCommand;
use crate::engine::platform;

/// Environment variables that the program inherits.
const KEPT_ENVIRONMENT: [&str; 10] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
];

/// Runs the program and waits for its end: without a shell, with an environment of its own, and
/// without the descriptors of this process.
pub fn run(command: &NotifyCommand, home: &Path) -> io::Result<ExitStatus> {
    let mut arguments = split(&command.parameters).into_iter();
    let name = arguments.next().unwrap_or_else(|| command.program.clone());
    let mut program = Command::new(&command.program);
    program
        .arg0(name)
        .args(arguments)
        .env_clear()
        .env("BITS_HOME", home)
        .current_dir("/");
    program.envs(
        KEPT_ENVIRONMENT
            .iter()
            .filter_map(|name| Some((name, std::env::var_os(name)?))),
    );
    program
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    platform::process::keep_descriptors_from(&mut program);
    program.status()
}

/// Splits a command line as Windows programs do: blanks separate arguments, quotes enclose blanks,
/// `\"` is a quote, and a pair of backslashes before a quote is one backslash.
///
/// The first argument is the program's name. Backslashes have no special meaning in it, and no
/// blanks are skipped before it: the name of a line that begins with a blank is empty.
pub fn split(line: &str) -> Vec<String> {
    if line.is_empty() {
        return Vec::new();
    }
    let mut quoted = false;
    let end = line.find(|c| {
        quoted ^= c == '"';
        is_blank(c) && !quoted
    });
    let (name, mut rest) = line.split_at(end.unwrap_or(line.len()));
    let mut arguments = vec![name.replace('"', "")];
    loop {
        rest = rest.trim_start_matches(is_blank);
        if rest.is_empty() {
            return arguments;
        }
        let (argument, after) = take_argument(rest);
        arguments.push(argument);
        rest = after;
    }
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

fn take_argument(text: &str) -> (String, &str) {
    let mut argument = String::new();
    let mut quoted = false;
    let mut backslashes = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        let (kept, escaped) = if c == '"' {
            (backslashes / 2, backslashes % 2 == 1)
        } else {
            (backslashes, false)
        };
        argument.extend(std::iter::repeat_n('\\', kept));
        backslashes = 0;
        match c {
            '"' if escaped => argument.push('"'),
            '"' if quoted && characters.peek().is_some_and(|(_, next)| *next == '"') => {
                argument.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            ' ' | '\t' if !quoted => return (argument, &text[at..]),
            c => argument.push(c),
        }
    }
    argument.extend(std::iter::repeat_n('\\', backslashes));
    (argument, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_as_windows_programs_do() {
        for (line, expected) in [
            ("", &[][..]),
            ("prog", &["prog"]),
            ("prog  a\tb ", &["prog", "a", "b"]),
            ("  prog  a\tb ", &["", "prog", "a", "b"]),
            ("\t/a/b", &["", "/a/b"]),
            (" ", &[""]),
            (r#" "my prog" "a b""#, &["", "my prog", "a b"]),
            (r#""" a"#, &["", "a"]),
            (r#"my"prog x"y z"#, &["myprog xy", "z"]),
            (r#""my prog"a b"#, &["my proga", "b"]),
            (r#""my prog" "a b" c"#, &["my prog", "a b", "c"]),
            (r#"prog a\\b d"e f"g h"#, &["prog", r"a\\b", "de fg", "h"]),
            (r#"prog a\\\"b c d"#, &["prog", r#"a\"b"#, "c", "d"]),
            (r#"prog a\\\\"b c" d e"#, &["prog", r"a\\b c", "d", "e"]),
            (r#"prog "a""b" """#, &["prog", r#"a"b"#, ""]),
            (r#""C:\dir\" x"#, &[r"C:\dir\", "x"]),
            ("/bin/sh -c 'x y'", &["/bin/sh", "-c", "'x", "y'"]),
            (
                "prog $HOME `id` ; rm",
                &["prog", "$HOME", "`id`", ";", "rm"],
            ),
        ] {
            assert_eq!(split(line), expected, "{line}");
        }
    }
}
