//! How the rendered C looks.

const WIDTH: usize = 110;

pub fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A documentation comment, or nothing.
pub fn comment(indent: &str, doc: &[String]) -> String {
    match doc {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        _ => {
            let body: String = doc
                .iter()
                .map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n")
                .collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

/// `head` with the parameters after it, on one line if they fit.
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
