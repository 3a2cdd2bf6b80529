//! Layout of the rendered C: comments, tags and line breaks.

/// Maximum number of columns of a line.
pub const WIDTH: usize = 100;

pub fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Renders a documentation comment; nothing when there is no text.
pub fn comment(indent: &str, doc: &[String]) -> String {
    match doc {
        [] => String::new(),
        [line] if fits_one_line(indent, line) => format!("{indent}/** {line} */\n"),
        _ => {
            let line = |line: &String| format!("{indent} * {}", doxygen(line));
            let body: String = doc
                .iter()
                .map(|text| line(text).trim_end().to_owned() + "\n")
                .collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

/// Returns whether a comment with its delimiters fits one line.
pub fn fits_one_line(indent: &str, comment: &str) -> bool {
    indent.len() + "/** ".len() + comment.len() + " */".len() <= WIDTH
}

/// Turns a tag from the form in which rustdoc shows a list into the form of Doxygen: `- @param pVal
/// (out) The id.` becomes `@param[out] pVal The id.`, `- @retval S_OK` becomes `@retval S_OK`.
fn doxygen(line: &str) -> String {
    let Some(tag) = line.strip_prefix("- @") else {
        return line.to_owned();
    };
    let parameter = tag
        .strip_prefix("param ")
        .and_then(|rest| rest.split_once(" ("))
        .and_then(|(name, rest)| Some((name, rest.split_once(')')?)));
    match parameter {
        Some((name, (direction, text))) => format!("@param[{direction}] {name}{text}"),
        None => format!("@{tag}"),
    }
}

/// Renders `head` with the parameters after it, on one line if they fit.
pub fn parameters(head: &str, params: &[(String, String)]) -> String {
    let spelled: Vec<String> = params
        .iter()
        .map(|(name, ty)| {
            if ty.ends_with('*') {
                format!("{ty}{name}")
            } else {
                format!("{ty} {name}")
            }
        })
        .collect();
    let one_line = format!("{head}{}", spelled.join(", "));
    if one_line.len() + 6 <= WIDTH {
        return one_line;
    }
    let indent = head.len() - head.trim_start().len() + 4;
    let separator = format!(",\n{:indent$}", "");
    format!("{head}\n{:indent$}{}", "", spelled.join(&separator))
}

/// Breaks a line of a `#define` at spaces so that each part fits.
pub fn define(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let mut words = line[indent..].split(' ');
    let mut text = line[..indent].to_owned() + words.next().unwrap();
    let mut column = text.len();
    for word in words {
        let end = column + " ".len() + word.len();
        if end + " \\".len() > WIDTH {
            text += " \\\n    ";
            column = "    ".len() + word.len();
        } else {
            text += " ";
            column = end;
        }
        text += word;
    }
    text + "\n"
}
